import Foundation
import PhotosUI
import SwiftUI

/// Where a photo or a recording lies until the vault has it: unreadable while the device is locked, and in no copy of the device.
enum SystemTaken {
    /// What an app that ended left there goes: the vault has what came of it.
    static func sweep() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// A new file there, of this kind.
    static func file(_ ending: String) throws -> URL {
        let protection: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.complete]
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: protection)
        return folder.appending(path: "\(UUID().uuidString).\(ending)")
    }

    /// The system empties it by itself too, and copies nothing of it.
    private static var folder: URL { FileManager.default.temporaryDirectory.appending(path: "taken") }
}

/// A photo that was chosen, copied to where it may lie.
struct ChosenPhoto: Transferable {
    let file: URL

    static var transferRepresentation: some TransferRepresentation {
        FileRepresentation(importedContentType: .image) { chosen in
            let file = try SystemTaken.file("photo")
            try FileManager.default.copyItem(at: chosen.file, to: file)
            return ChosenPhoto(file: file)
        }
    }
}
