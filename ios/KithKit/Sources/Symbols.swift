import Foundation
import Observation

/// Pictures that stand for words: of the pack that is built in, and over it of a folder of one's own where that is chosen. Where
/// neither has one the word stands alone.
@MainActor
@Observable
public final class Symbols {
    /// Whether the folder of one's own is chosen.
    public internal(set) var isOwn = false
    private let builtIn: URL?
    private let folder: URL?
    private var own: SymbolFolder?
    @ObservationIgnored private var held: [String: Data?] = [:]

    /// `builtIn` has an image for each name; `folder` is where a pack of one's own lies once there is one.
    public init(builtIn: URL? = nil, folder: URL? = nil) {
        (self.builtIn, self.folder) = (builtIn, folder)
        own = folder.flatMap(SymbolFolder.init)
    }

    /// Whether there is a pack of one's own.
    public var hasOwn: Bool { own != nil }

    /// The symbol of what is meant, which people call by this word.
    public func of(_ name: String, _ word: String) -> Data? {
        if isOwn, let picture = own?.picture(of: word) { return picture }
        if let picture = held[name] { return picture }
        let isName = name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_" }
        let picture = isName ? builtIn.flatMap { try? Data(contentsOf: $0.appending(path: "\(name).png")) } : nil
        held[name] = picture
        return picture
    }

    /// Takes a folder as the pack of one's own, in place of one before; whether there is anything in it.
    public func take(_ from: URL) -> Bool {
        guard let folder, let pack = SymbolFolder(from), pack.copy(to: folder) else { return false }
        own = SymbolFolder(folder)
        return hasOwn
    }
}

/// A folder as a pack: `index.csv` (file, label, category) and the images that it names. A symbol is found by its word. Nothing here
/// draws vector images, which can be more than a picture: photos and drawings made of points alone are taken.
@MainActor
final class SymbolFolder {
    /// So long is an image at most.
    static let longest = 256 * 1024

    private let folder: URL
    private let files: [String: String]
    private var held: [String: Data] = [:]

    /// Nothing where it is no pack, or has no image that can be drawn.
    init?(_ folder: URL) {
        guard let index = try? String(contentsOf: folder.appending(path: Self.index), encoding: .utf8) else { return nil }
        let lines = index.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        guard let head = lines.first, let file = head.firstIndex(of: "file"),
            let label = head.firstIndex(where: { $0.hasPrefix("label") })
        else { return nil }
        let named = lines.dropFirst().filter { $0.count > max(file, label) }.map {
            ($0[label].lowercased(), String($0[file]))
        }
        self.folder = folder
        files = Dictionary(named) { first, _ in first }.filter { Self.read($0.value, in: folder) != nil }
        if files.isEmpty { return nil }
    }

    private static let index = "index.csv"

    /// The words that it has a symbol for.
    var words: [String] { files.keys.sorted() }

    func picture(of word: String) -> Data? {
        guard let file = files[word.lowercased()] else { return nil }
        if let picture = held[file] { return picture }
        held[file] = Self.read(file, in: folder)
        return held[file]
    }

    /// A name that leads out of the folder is none of its own.
    private static func read(_ name: String, in folder: URL) -> Data? {
        let file = folder.appending(path: name)
        let what = try? FileManager.default.attributesOfItem(atPath: file.path(percentEncoded: false))
        guard !name.contains("/"), !name.hasPrefix("."), what?[.type] as? FileAttributeType == .typeRegular,
            let size = what?[.size] as? NSNumber, size.intValue <= longest, let bytes = try? Data(contentsOf: file)
        else { return nil }
        let begins: [[UInt8]] = [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF]]
        return begins.contains { bytes.starts(with: $0) } ? bytes : nil
    }

    /// Copies what is of the pack and nothing else, in place of what is there; whether all of it could be.
    fileprivate func copy(to place: URL) -> Bool {
        let new = place.appendingPathExtension("new")
        do {
            try? FileManager.default.removeItem(at: new)
            try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
            for name in Set(files.values) {
                try Self.read(name, in: folder)?.write(to: new.appending(path: name))
            }
            let lines = ["file,label"] + files.map { "\($0.value),\($0.key)" }.sorted()
            try Data(lines.joined(separator: "\n").utf8).write(to: new.appending(path: Self.index))
            try? FileManager.default.removeItem(at: place)
            try FileManager.default.moveItem(at: new, to: place)
            return true
        } catch {
            return false
        }
    }
}
