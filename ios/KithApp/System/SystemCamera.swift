import AVFoundation
import Foundation
import SwiftUI
import UIKit

/// The device's own camera, over the whole screen. What it took lies in a file of ours, or nothing was taken.
struct SystemCamera: UIViewControllerRepresentable {
    let done: @MainActor (URL?) -> Void

    /// Whether there is one, and the person lets it be used.
    @MainActor
    static func mayTake() async -> Bool {
        guard UIImagePickerController.isSourceTypeAvailable(.camera) else { return false }
        return await AVCaptureDevice.requestAccess(for: .video)
    }

    func makeCoordinator() -> Taking { Taking(done) }

    func makeUIViewController(context: Context) -> UIImagePickerController {
        let camera = UIImagePickerController()
        camera.sourceType = .camera
        camera.delegate = context.coordinator
        return camera
    }

    func updateUIViewController(_ controller: UIImagePickerController, context: Context) {}

    final class Taking: NSObject, UIImagePickerControllerDelegate, UINavigationControllerDelegate {
        private let done: @MainActor (URL?) -> Void

        init(_ done: @escaping @MainActor (URL?) -> Void) {
            self.done = done
        }

        func imagePickerController(
            _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
        ) {
            done((info[.originalImage] as? UIImage).flatMap(written))
        }

        func imagePickerControllerDidCancel(_ picker: UIImagePickerController) { done(nil) }

        private func written(_ photo: UIImage) -> URL? {
            guard let file = try? SystemTaken.file("jpg"), let bytes = photo.jpegData(compressionQuality: 0.95) else {
                return nil
            }
            return (try? bytes.write(to: file, options: .completeFileProtection)).map { file }
        }
    }
}
