import Foundation

/// What an attachment is, by the name that the core has for it.
public enum Medium: String, Sendable {
    case photo
    case sound = "voice_note"

    /// What a newer core knows is handled as what is heard, which shows nothing.
    public init(kind: String) {
        self = Medium(rawValue: kind) ?? .sound
    }
}

/// What a photo or a recording can be come by.
public enum Offer: Sendable, CaseIterable {
    case camera, photo, microphone, sound

    /// The key of its words.
    public var key: String {
        switch self {
        case .camera: "app-take-photo"
        case .photo: "app-choose-photo"
        case .microphone: "app-record-sound"
        case .sound: "app-choose-sound"
        }
    }
}

/// What a camera, a microphone or a file gives, portion by portion, so that nothing is ever held whole for longer than it is drawn.
public protocol Incoming: Sendable {
    var medium: Medium { get }
    /// Whether it goes on until somebody stops it.
    var isLive: Bool { get }
    /// The next bytes, waited for where they are still being recorded; nothing at the end.
    func next() async throws -> Data?
    /// A small picture of a photo, once all has come.
    func small() async throws -> Data?
    /// How long it is so far, in seconds, where that is known.
    func seconds() async -> Int?
    /// Ends what goes on. What came before is kept.
    func stop() async
    /// Lets go of where it comes from.
    func close() async
}

extension Incoming {
    public var isLive: Bool { false }
    public func small() async throws -> Data? { nil }
    public func seconds() async -> Int? { nil }
    public func stop() async {}
}

/// So many bytes go in or out at a time.
public let portionBytes = 256 * 1024

/// It cannot be read, or is no photo.
public struct NotRead: Error {}

// MARK: A photo

/// Draws a photo anew, upright, so that nothing but the picture is in it.
public protocol Drawing: Sendable {
    /// As a JPEG, no side of it longer than this; a large one is never unpacked whole. Nothing where it is no picture.
    func jpeg(of photo: URL, most: Int, quality: Double) throws -> Data?
}

/// A photo in a file of ours, which goes as soon as the vault has it, or nobody wants it. The file itself never goes in: what goes in
/// is drawn anew, and of that only what draws it.
public actor Photo: Incoming {
    public nonisolated let medium = Medium.photo

    /// No side is longer of what is kept, and of the small picture, which has at most so many bytes.
    static let most = 4000
    static let smallMost = 320
    static let smallBytes = 64 * 1024

    private let file: URL
    private let drawing: any Drawing
    private var drawn: Data?

    public init(_ file: URL, drawing: any Drawing) {
        (self.file, self.drawing) = (file, drawing)
    }

    public func next() throws -> Data? {
        let rest = try drawn ?? picture(most: Self.most, quality: 0.9)
        drawn = rest.dropFirst(portionBytes)
        return rest.isEmpty ? nil : Data(rest.prefix(portionBytes))
    }

    public func small() async throws -> Data? {
        for quality in [0.8, 0.5, 0.2] {
            let small = try picture(most: Self.smallMost, quality: quality)
            if small.count <= Self.smallBytes { return small }
        }
        return nil
    }

    public func close() {
        drawn = Data()
        try? FileManager.default.removeItem(at: file)
    }

    private func picture(most: Int, quality: Double) throws -> Data {
        guard let drawn = try drawing.jpeg(of: file, most: most, quality: quality), let cleaned = cleaned(drawn) else {
            throw NotRead()
        }
        return cleaned
    }
}

// MARK: A recording

/// A recording in a file that somebody chose.
public actor SoundFile: Incoming {
    public nonisolated let medium = Medium.sound
    private let file: URL
    private let over: @Sendable () -> Void
    private var handle: FileHandle?

    /// `over` gives back what was lent.
    public init(_ file: URL, over: @escaping @Sendable () -> Void = {}) {
        (self.file, self.over) = (file, over)
    }

    public func next() throws -> Data? {
        let from = try handle ?? FileHandle(forReadingFrom: file)
        handle = from
        let bytes = try from.read(upToCount: portionBytes)
        return bytes?.isEmpty == false ? bytes : nil
    }

    public func close() {
        try? handle?.close()
        handle = nil
        over()
    }
}

/// The microphone of a device, which writes what it hears into a file.
public protocol Recorder: Sendable {
    /// Whether the person lets it listen; asks them, where nobody has yet.
    func mayListen() async -> Bool
    /// Begins to listen, into this file.
    func begin() async throws -> URL
    /// Returns once there may be more to read, or it has ended; whether it still listens.
    func goesOn() async -> Bool
    /// Ends, with all of it written.
    func end() async
}

/// Why there is no recording: nobody may listen, or nothing does. Nothing of the words is lost by it.
public struct NoMicrophone: Error {
    public init() {}
}

/// A voice note that goes on: read while it is written, so that the vault has it wherever the app ends.
public actor Voice: Incoming {
    public nonisolated let medium = Medium.sound
    public nonisolated let isLive = true
    private let recorder: any Recorder
    private let file: URL
    private let handle: FileHandle
    private let began = ContinuousClock.now
    private var isEnded = false

    /// Begins to listen, where the person lets it.
    public static func begin(_ recorder: any Recorder) async throws -> Voice {
        guard await recorder.mayListen() else { throw NoMicrophone() }
        guard let file = try? await recorder.begin() else { throw NoMicrophone() }
        do {
            return Voice(recorder, file, try FileHandle(forReadingFrom: file))
        } catch {
            await recorder.end()
            throw NoMicrophone()
        }
    }

    private init(_ recorder: any Recorder, _ file: URL, _ handle: FileHandle) {
        (self.recorder, self.file, self.handle) = (recorder, file, handle)
    }

    public func next() async throws -> Data? {
        while true {
            // Asked before it is read: what was written until it ended is read after that.
            let goesOn = isEnded ? false : await recorder.goesOn()
            if let bytes = try handle.read(upToCount: portionBytes), !bytes.isEmpty { return bytes }
            if !goesOn { return nil }
        }
    }

    public func seconds() async -> Int? { Int(began.duration(to: .now).components.seconds) }

    public func stop() async {
        guard !isEnded else { return }
        isEnded = true
        await recorder.end()
    }

    public func close() async {
        await stop()
        try? handle.close()
        try? FileManager.default.removeItem(at: file)
    }
}
