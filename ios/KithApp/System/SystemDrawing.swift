import Foundation
import ImageIO
import KithKit
import SwiftUI
import UniformTypeIdentifiers

/// Pictures, read by the system and drawn no larger than is asked for: a large one is never unpacked whole.
struct SystemDrawing: Drawing {
    func jpeg(of photo: URL, most: Int, quality: Double) throws -> Data? {
        guard let source = CGImageSourceCreateWithURL(photo as CFURL, nil), let picture = Self.picture(source, most) else {
            return nil
        }
        let written = NSMutableData()
        let into = CGImageDestinationCreateWithData(written as CFMutableData, UTType.jpeg.identifier as CFString, 1, nil)
        guard let into else { return nil }
        // The picture alone: its properties are not asked for, so none are written.
        let how: [String: Any] = [kCGImageDestinationLossyCompressionQuality as String: quality]
        CGImageDestinationAddImage(into, picture, NSDictionary(dictionary: how) as CFDictionary)
        return CGImageDestinationFinalize(into) ? written as Data : nil
    }

    /// A picture to be shown; nothing where it cannot be drawn.
    static func picture(_ bytes: Data, most: Int) -> CGImage? {
        CGImageSourceCreateWithData(bytes as CFData, nil).flatMap { picture($0, most) }
    }

    /// The same, apart from what draws.
    nonisolated static func read(_ bytes: Data, most: Int) async -> CGImage? { picture(bytes, most: most) }

    private static func picture(_ source: CGImageSource, _ most: Int) -> CGImage? {
        let how: [String: Any] = [
            kCGImageSourceCreateThumbnailFromImageAlways as String: true,
            kCGImageSourceCreateThumbnailWithTransform as String: true,
            kCGImageSourceThumbnailMaxPixelSize as String: most,
        ]
        return CGImageSourceCreateThumbnailAtIndex(source, 0, NSDictionary(dictionary: how) as CFDictionary)
    }
}
