import Foundation
import KithCore
import Testing

@testable import KithKit

@MainActor
struct PracticeTests {
    private let device = Device()

    private func door(_ home: String) async -> Door {
        let door = Door(home: home, kept: KeptHere(), key: VaultKey(keychain: device, enclave: device))
        await door.begin()
        return door
    }

    private func names(_ door: Door) async throws -> [String] {
        try await #require(door.held).kith.caseload(arguments: Caseload()).map(\.name)
    }

    @Test("Practice is with made-up people alone, is said to be, and leaves nothing of itself in the record that is there")
    func training() async throws {
        try await Record.folder { folder in
            let home = folder + "/vault"
            let door = await door(home)
            await door.chooseFinger()
            await door.found("Harbour", by: "Alys")
            await door.sheetIsKept()
            _ = try await #require(door.held).kith.addIndividual(arguments: AddIndividual(name: "Mair", languages: ["cy"]))
            #expect(!door.isTraining)
            #expect(await door.train() == nil)
            let madeUp = try await names(door)
            #expect(door.isTraining && !madeUp.isEmpty && !madeUp.contains("Mair"))
            #expect(try await #require(door.held).kith.isTraining())
            // What is practised stays while it lasts, in another language too.
            _ = try await #require(door.held).kith.addIndividual(arguments: AddIndividual(name: "Nobody", languages: ["en"]))
            await door.speak(.welsh)
            #expect(door.isTraining)
            #expect(try await names(door).contains("Nobody"))
            // The individual's own view ends without a key: nobody has one of people who are made up.
            let one = try await #require(door.held).kith.caseload(arguments: Caseload()).first
            #expect(await door.beginTogether(try #require(one).individual) == nil)
            device.refuse(.givenUp)
            #expect(door.isTraining)
            await door.endTogether()
            await door.endTraining()
            #expect(!door.isTraining)
            #expect(try await names(door) == ["Mair"])
            #expect(!FileManager.default.fileExists(atPath: home + "-practice"))
            await door.lock()
        }
    }

    @Test("Locked while practising, the record that is there is asked for, and the practice is gone")
    func locked() async throws {
        try await Record.folder { folder in
            let home = folder + "/vault"
            let door = await door(home)
            #expect(await door.train() == nil, "one may practise before there is a vault")
            #expect(door.isTraining)
            await door.endTraining()
            guard case .unguarded(nil) = door.state else {
                Issue.record("there is a vault")
                return
            }
            await door.chooseFinger()
            await door.found("Harbour", by: "Alys")
            await door.sheetIsKept()
            #expect(await door.train() == nil)
            await door.lock()
            #expect(!door.isTraining && !FileManager.default.fileExists(atPath: home + "-practice"))
            await door.unlock()
            let left = try await names(door)
            #expect(left.isEmpty && !door.isTraining)
            await door.lock()
        }
    }
}
