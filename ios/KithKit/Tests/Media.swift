import Foundation
import KithCore

@testable import KithKit

/// What stands in a photo and must not leave the device.
let place = Data("51.4816N 3.1791W".utf8)

/// A photo as a camera makes it: with where it was taken, a comment, a maker's own part, and a second picture behind the first.
func photo(_ picture: Data = Data(repeating: 0x5A, count: 300_000)) -> Data {
    func segment(_ marker: UInt8, _ body: Data) -> Data {
        Data([0xFF, marker, UInt8((body.count + 2) / 256), UInt8((body.count + 2) % 256)]) + body
    }
    let said = Data("Exif\0\0".utf8) + place
    let beside =
        segment(0xE1, said) + segment(0xE5, place) + segment(0xFE, place) + segment(0xE2, Data("MPF\0".utf8) + place)
    let drawn =
        segment(0xE0, Data("JFIF\0".utf8)) + segment(0xE2, Data("ICC_PROFILE\0".utf8))
        + segment(0xDB, Data(repeating: 1, count: 65))
    let scan = segment(0xDA, Data([1, 2, 3])) + picture + Data([0xFF, 0x00, 0xFF, 0xD0, 7])
    return Data([0xFF, 0xD8]) + beside + drawn + scan + Data([0xFF, 0xD9]) + Data([0xFF, 0xD8]) + beside
}

/// Draws what it is told to, as large as it is told to be at that quality.
struct Drawn: Drawing {
    var picture: Data? = photo()
    var small: @Sendable (Double) -> Data? = { _ in photo(Data(repeating: 1, count: 900)) }

    func jpeg(of photo: URL, most: Int, quality: Double) throws -> Data? {
        _ = try Data(contentsOf: photo)
        return most == Photo.most ? picture : small(quality)
    }
}

/// A photo in a file, as it was taken or chosen.
func taken(_ bytes: Data = photo()) throws -> URL {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try bytes.write(to: file)
    return file
}

/// A microphone that hears what a test says.
actor Heard: Recorder {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private let isAllowed: Bool
    private var more: [CheckedContinuation<Bool, Never>] = []
    private var hasMore = false
    private(set) var isListening = false

    init(isAllowed: Bool = true) {
        self.isAllowed = isAllowed
    }

    func mayListen() -> Bool { isAllowed }

    func begin() throws -> URL {
        try Data([0xFF, 0xF1, 0x50, 0x40]).write(to: file)
        isListening = true
        return file
    }

    func hear(_ bytes: Data) throws {
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: bytes)
        try handle.close()
        hasMore = true
        tell()
    }

    func goesOn() async -> Bool {
        if hasMore || !isListening {
            hasMore = false
            return isListening
        }
        return await withCheckedContinuation { more.append($0) }
    }

    func end() {
        isListening = false
        tell()
    }

    private func tell() {
        let waiting = more
        more = []
        if !waiting.isEmpty { hasMore = false }
        for one in waiting { one.resume(returning: isListening) }
    }
}

/// What breaks off.
actor Torn: Incoming {
    nonisolated let medium = Medium.photo
    private var isTorn = false
    private(set) var isClosed = false

    func next() throws -> Data? {
        guard !isTorn else { throw NotRead() }
        isTorn = true
        return photo().prefix(1000)
    }

    func close() { isClosed = true }
}

/// A loudspeaker: what it was given to play, and whether it goes on until it is stopped.
actor Speaker: Player {
    private(set) var played = Data()
    private let canPlay: Bool
    private let goesOn: Bool
    private(set) var isStopped = false

    init(canPlay: Bool = true, goesOn: Bool = false) {
        (self.canPlay, self.goesOn) = (canPlay, goesOn)
    }

    func play(_ sound: Portions) async -> Bool {
        guard canPlay, let bytes = try? await sound.all() else { return false }
        played = bytes
        if goesOn {
            for await _ in AsyncStream<Void>(Void.self, { _ in }) {}
            isStopped = Task.isCancelled
        }
        return true
    }
}
