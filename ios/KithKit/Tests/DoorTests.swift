import Foundation
import KithCore
import Testing

@testable import KithKit

/// A clock that a test turns.
private final class Turned: @unchecked Sendable {
    private let lock = NSLock()
    private var instant = ContinuousClock.now

    func now() -> ContinuousClock.Instant { lock.withLock { instant } }
    func turn(_ by: Duration) { lock.withLock { instant += by } }
}

@MainActor
struct DoorTests {
    private let device = Device()
    private let clock = Turned()
    private let kept = KeptHere()

    private var key: VaultKey { VaultKey(keychain: device, enclave: device) }

    private func door(_ home: String) async -> Door {
        let clock = clock
        let door = Door(home: home, kept: kept, key: key) { clock.now() }
        await door.begin()
        return door
    }

    /// A vault that opens with the key of this device.
    private func founded(_ test: (String) async throws -> Void) async throws {
        try await Record.folder { folder in
            let home = folder + "/vault"
            let place = Place(home: home, key: Key.random(bytes: try key.make(.english).bytes), language: .english)
            let founding = try await found(place: place, organisation: "Harbour", name: "Alys")
            await founding.kith.shut()
            try await test(home)
        }
    }

    private func isOpen(_ door: Door) -> Bool {
        if case .open = door.state { true } else { false }
    }

    @Test("The key of this device opens the vault, and locking lets it go")
    func opens() async throws {
        try await founded { home in
            let door = await door(home)
            await door.unlock()
            #expect(isOpen(door))
            await door.lock()
            #expect(!isOpen(door))
            let another = await self.door(home)
            await another.unlock()
            #expect(isOpen(another), "the vault is still held")
            await another.lock()
        }
    }

    @Test("It is covered at once when the app is left, and locked only where it stays away")
    func away() async throws {
        try await founded { home in
            let door = await door(home)
            await door.unlock()
            await door.enter()
            #expect(!door.isCovered)
            door.leave()
            #expect(door.isCovered)
            clock.turn(.seconds(59))
            await door.enter()
            #expect(isOpen(door) && !door.isCovered)
            door.leave()
            clock.turn(.seconds(50))
            // Under a call it is told that it is left once more.
            door.leave()
            clock.turn(.seconds(11))
            await door.enter()
            #expect(!isOpen(door))
        }
    }

    @Test("A vault that opens after the app was left is locked where it stayed away, and held where it comes back")
    func leftMeanwhile() async throws {
        try await founded { home in
            let door = await door(home)
            await door.enter()
            door.leave(isGone: true)
            clock.turn(.seconds(61))
            await door.unlock()
            #expect(!isOpen(door) && door.held == nil)
            await door.enter()
            door.leave(isGone: true)
            clock.turn(.seconds(59))
            await door.unlock()
            #expect(isOpen(door))
            await door.lock()
        }
    }

    @Test("Who is not let in may try again, and is told where they have to wait")
    func refused() async throws {
        try await founded { home in
            let door = await door(home)
            device.refuse(.givenUp)
            await door.unlock()
            guard case .locked = door.state else {
                Issue.record("it is not locked")
                return
            }
            device.refuse(.lockedOut)
            await door.unlock()
            guard case .refused(let words) = door.state else {
                Issue.record("nothing is told")
                return
            }
            #expect(words.message == "There were too many wrong tries.")
            device.refuse(nil)
            await door.unlock()
            #expect(isOpen(door))
            await door.lock()
        }
    }

    @Test("Without a vault one chooses what opens it and founds it, and it opens once its sheet is put away")
    func welcome() async throws {
        try await founded { home in
            // The key of the other vault is there, as where founding was cut short.
            let door = await door(home + "-new")
            let before = device.all
            await door.found("Harbour", by: "Alys")
            guard case .unguarded(nil) = door.state else {
                Issue.record("it is founded without anything that opens it")
                return
            }
            await door.chooseFinger()
            #expect(device.all == before)
            await door.found("", by: "Alys")
            guard case .noVault(let refused?) = door.state else {
                Issue.record("an organisation without a name")
                return
            }
            #expect(!refused.message.isEmpty)
            await door.found("Harbour", by: "Alys")
            guard case .founded(_, let sheet) = door.state else {
                Issue.record("not founded")
                return
            }
            #expect(sheet.contains("Harbour"))
            await door.sheetIsKept()
            #expect(isOpen(door))
            await door.lock()
            await door.unlock()
            #expect(isOpen(door))
            await door.lock()
        }
    }

    @Test("A vault whose key is gone from the keychain asks for its sheet, and is never founded over")
    func keyGone() async throws {
        try await founded { home in
            device.forget()
            let door = await door(home)
            await door.unlock()
            guard case .needsSheet(nil) = door.state else {
                Issue.record("the vault is taken for none")
                return
            }
            await door.found("Harbour", by: "Alys")
            await door.chooseFinger()
            #expect(device.all.isEmpty)
        }
    }

    @Test("A device without a vault asks first what is to open it")
    func noVault() async {
        let door = await door("nowhere")
        guard case .unguarded(nil) = door.state else {
            Issue.record("there is a vault")
            return
        }
        await door.unlock()
        guard case .unguarded(nil) = door.state else {
            Issue.record("something is opened")
            return
        }
    }

    @Test("Where the app ends before the sheet is put away, the sheet is shown again, and no more after that")
    func sheetAgain() async throws {
        try await Record.folder { folder in
            let first = await door(folder + "/vault")
            await first.chooseFinger()
            await first.found("Harbour", by: "Alys")
            guard case .founded(_, let sheet) = first.state else {
                Issue.record("not founded")
                return
            }
            await first.lock()
            let second = await door(folder + "/vault")
            await second.unlock()
            guard case .founded(_, let again) = second.state else {
                Issue.record("the sheet is lost")
                return
            }
            #expect(again == sheet)
            await second.sheetIsKept()
            await second.lock()
            await second.unlock()
            #expect(isOpen(second))
            await second.lock()
        }
    }

    @Test("Another language is spoken at once, also behind the door, and what was typed is still there")
    func language() async throws {
        try await founded { home in
            let door = await door(home)
            #expect(door.wishes.language == nil)
            await door.speak(.english)
            await door.unlock()
            let vault = try #require(door.held)
            let individual = try await vault.kith.addIndividual(arguments: AddIndividual(name: "Mair", languages: ["cy"]))
            let words = FormModel(vault, FormOf(.words, of: try individual.id("individual")))
            await words.begin()
            words["text"] = .text("dim")
            device.refuse(.givenUp)
            await door.speak(.welsh)
            #expect(isOpen(door), "the person is asked again")
            let now = try #require(door.held)
            let title = try await now.kith.outline(screen: "today", arguments: "{}").title
            #expect(title.hasPrefix(Language.welsh.words.say("screen-today")))
            let resumed = FormModel(now, words.of)
            await resumed.begin()
            #expect(resumed["text"] == .text("dim"))
            await door.lock()
            let later = await self.door(home)
            #expect(later.wishes.language == .welsh)
        }
    }

    @Test("A device joins by a request and its answer, and both read the same numbers")
    func joins() async throws {
        try await Record.used { record in
            let door = await door(record.home + "-new")
            await door.chooseFinger()
            await door.ask(by: "Bethan")
            guard case .asked(let requested?, nil) = door.state else {
                Issue.record("nothing is asked")
                return
            }
            let waiting = await self.door(record.home + "-new")
            await waiting.unlock()
            guard case .asked(nil, nil) = waiting.state else {
                Issue.record("that it asked is forgotten")
                return
            }
            let admit = AdmitModel(record.vault)
            await admit.screen.load()
            await admit.admit(requested.file)
            let admitted = try #require(admit.admitted)
            #expect(admitted.fingerprint == requested.fingerprint && admitted.reads == ["Mair"])
            await waiting.join(Data("no answer".utf8))
            guard case .asked(_, .some) = waiting.state else {
                Issue.record("anything is an answer")
                return
            }
            await waiting.join(try #require(admit.file).bytes)
            guard case .joined(_, let numbers, let sheet) = waiting.state else {
                Issue.record("not let in")
                return
            }
            #expect(numbers == admitted.organisationFingerprint)
            waiting.goOn()
            guard case .founded(_, sheet: sheet) = waiting.state else {
                Issue.record("no sheet is shown")
                return
            }
            await waiting.sheetIsKept()
            #expect(isOpen(waiting))
            try await carried(from: record, to: try #require(waiting.held))
            await waiting.lock()
        }
    }

    /// What was recorded travels in a file to whoever was let in.
    private func carried(from record: Record, to vault: OpenVault) async throws {
        let sending = PendingModel(record.vault)
        await sending.screen.load()
        let waits = try #require(sending.screen.shown.value)
        #expect(waits.others.map(\.name) == ["Bethan"] && waits.sections.map(waits.name).contains("Mair"))
        sending.to = Set(waits.others.map(\.member))
        await sending.make()
        let file = try #require(sending.file)
        #expect(file.name == "kith.kith")
        sending.handed(true)
        #expect(sending.file == nil && sending.told.count == 1)
        let taking = PendingModel(vault)
        await taking.take(file.bytes)
        #expect(taking.doing.refused == nil && taking.told.count == 1)
        let people = ScreenModel.caseload(vault.kith)
        await people.load()
        #expect(people.shown.value?.map(\.name) == ["Mair"])
        await taking.take(Data("no bundle".utf8))
        #expect(taking.doing.refused?.code == "bundle_not_a_bundle")
    }
}
