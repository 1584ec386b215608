import Foundation
import Observation

/// The files that travel between devices.
public enum FileKind: String, Sendable, CaseIterable {
    /// Parcels for other members.
    case bundle = "kith"
    /// A request to join.
    case request = "kreq"
    /// The answer to a request.
    case answer = "kadm"
    /// The recovery sheet, to be printed.
    case sheet = "txt"
}

/// A file to hand over. Its name says nothing of anybody.
public struct HandedFile: Equatable, Sendable {
    public let kind: FileKind
    public let bytes: Data

    public init(_ kind: FileKind, _ bytes: Data) {
        (self.kind, self.bytes) = (kind, bytes)
    }

    public var name: String { kind == .sheet ? "kith-recovery.txt" : "kith.\(kind.rawValue)" }
}

/// Files that somebody opened with Kith, until the screen that takes them in is there.
@MainActor
@Observable
public final class Inbox {
    private var files: [FileKind: Data] = [:]

    public init() {}

    /// Keeps a file by what it is called; one of another kind is left.
    public func arrive(_ name: String, _ bytes: Data) {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let kind = FileKind(rawValue: ending), kind != .sheet else { return }
        files[kind] = bytes
    }

    public func holds(_ kind: FileKind) -> Bool { files[kind] != nil }

    /// Takes a file out.
    public func take(_ kind: FileKind) -> Data? { files.removeValue(forKey: kind) }
}
