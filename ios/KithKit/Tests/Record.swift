import Foundation
import KithCore

@testable import KithKit

/// A vault with one record in it, for one test, over the core itself.
struct Record {
    static let key = Data(repeating: 7, count: 32)

    let kith: Kith
    let individual: String
    let home: String

    static func place(_ home: String, language: Language = .english) -> Place {
        let clock = FixedClock(now: "2026-03-02T09:00:00+00:00", seed: 3)
        return Place(home: home, key: Key.random(bytes: key), language: language, fixed: clock)
    }

    /// Founds it, and takes it away whatever becomes of the test.
    @MainActor
    static func used(_ test: (Record) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let home = folder.appending(path: "vault").path(percentEncoded: false)
        let founding = try await found(place: place(home), organisation: "Harbour", name: "Alys")
        try await founding.kith.recoverySheetKept()
        let done = try await founding.kith.addIndividual(arguments: AddIndividual(name: "Mair", languages: ["cy"]))
        let record = Record(kith: founding.kith, individual: try done.id("individual"), home: home)
        try await test(record)
        await record.kith.shut()
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

struct NothingMade: Error {}

extension Done {
    func id(_ what: String) throws -> String {
        guard let id = ids[what]?.first else { throw NothingMade() }
        return id
    }
}
