import Foundation
import KithCore

@testable import KithKit

/// A vault with one record in it, for one test, over the core itself.
@MainActor
struct Record {
    static let key = Data(repeating: 7, count: 32)

    let vault: OpenVault
    let individual: String
    let home: String

    var kith: Kith { vault.kith }

    static func place(_ home: String, language: Language = .english) -> Place {
        let clock = FixedClock(now: "2026-03-02T09:00:00+00:00", seed: 3)
        return Place(home: home, key: Key.random(bytes: key), language: language, fixed: clock)
    }

    /// A folder, taken away whatever becomes of the test.
    static func folder(_ test: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await test(folder.path(percentEncoded: false))
    }

    /// Founds it, and takes it away whatever becomes of the test.
    static func used(_ test: (Record) async throws -> Void) async throws {
        try await folder { folder in try await founded(folder + "/vault", test) }
    }

    private static func founded(_ home: String, _ test: (Record) async throws -> Void) async throws {
        let founding = try await found(place: place(home), organisation: "Harbour", name: "Alys")
        try await founding.kith.recoverySheetKept()
        let done = try await founding.kith.addIndividual(arguments: AddIndividual(name: "Mair", languages: ["cy"]))
        let record = Record(
            vault: OpenVault(founding.kith, words: Strings(language: .english)), individual: try done.id("individual"),
            home: home)
        try await test(record)
        await record.vault.shut()
    }

    /// Somebody on the map, in a circle.
    func person(_ name: String, circle: String = "friendship", quality: String? = nil) async throws -> String {
        let arguments = AddPerson(individual: individual, name: name, kind: "person")
        let person = try await kith.addPerson(arguments: arguments).id("person")
        _ = try await kith.addRelationship(
            arguments: AddRelationship(
                individual: individual, to: person, kind: "friend", circle: circle, quality: quality))
        return person
    }
}

/// What is kept beside the vault, for as long as a test lasts.
final class KeptHere: Kept, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String: String] = [:]

    func read(_ name: String) -> String? { lock.withLock { kept[name] } }
    func keep(_ text: String?, as name: String) { lock.withLock { kept[name] = text } }
}

struct NothingMade: Error {}

extension Done {
    func id(_ what: String) throws -> String {
        guard let id = ids[what]?.first else { throw NothingMade() }
        return id
    }
}

/// A keychain and an enclave without a device, that say what they are told to.
final class Device: Keychain, SecureEnclave, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String: Data] = [:]
    private var refusal: EnclaveRefusal?
    /// Which faces it knows: what was sealed for others opens to nobody.
    private var faces: UInt8 = 1
    private var isFull = false

    /// As where the code of the device is taken away.
    func forget() { lock.withLock { kept = [:] } }

    func refuse(_ refusal: EnclaveRefusal?) { lock.withLock { self.refusal = refusal } }

    /// Another face is known from now on.
    func changeFaces() { lock.withLock { faces += 1 } }

    /// Nobody is known any more.
    func knowNobody() { lock.withLock { faces = 0 } }

    /// Whether nothing can be kept.
    func fill(_ isFull: Bool) { lock.withLock { self.isFull = isFull } }

    /// All that is in the keychain.
    var all: [String: Data] { lock.withLock { kept } }

    func read(_ name: String) throws -> Data? { lock.withLock { kept[name] } }

    func keep(_ data: Data, as name: String) throws {
        try lock.withLock {
            if isFull { throw Full() }
            kept[name] = data
        }
    }

    func knowsAnybody() -> Bool { lock.withLock { faces > 0 } }

    func seal(_ key: Data) throws -> Data { Data([lock.withLock { faces }]) + key.reversed() }

    func open(_ sealed: [Data], reason: String) async throws(EnclaveRefusal) -> [Data?] {
        let (refused, known) = lock.withLock { (self.refusal, self.faces) }
        if let refused { throw refused }
        return sealed.map { $0.first == known ? Data($0.dropFirst().reversed()) : nil }
    }

    func forget(_ sealed: Data) {}

    struct Full: Error {}
}

extension FormModel {
    /// What is filled in at a place: of an item of a list by where it stands.
    subscript(field: String, in list: String? = nil, at item: Int = 0) -> Answer? {
        get { self[place(field, list, item)] }
        set { self[place(field, list, item)] = newValue }
    }

    private func place(_ field: String, _ list: String?, _ item: Int) -> FieldPlace {
        guard let list else { return FieldPlace(field) }
        let items = items(of: list)
        return FieldPlace(field, in: list, items.indices.contains(item) ? items[item] : nil)
    }
}
