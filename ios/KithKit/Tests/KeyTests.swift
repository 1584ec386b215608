import Foundation
import KithCore
import Testing

@testable import KithKit

@MainActor
struct KeyTests {
    private let device = Device()
    private let kept = KeptHere()

    private func door(_ home: String) async -> Door {
        let door = Door(home: home, kept: kept, key: VaultKey(keychain: device, enclave: device))
        await door.begin()
        return door
    }

    private func isOpen(_ door: Door) -> Bool {
        if case .open = door.state { true } else { false }
    }

    private func refusal(_ door: Door) -> ErrorInWords? {
        switch door.state {
        case .refused(let why), .needsSheet(let why?), .renewing(_, let why?): why
        default: nil
        }
    }

    /// A vault with something in it that was not sent, and a draft; with its sheet.
    private func founded(pin: String? = nil, _ test: (Door, _ sheet: String, String) async throws -> Void) async throws {
        try await Record.folder { folder in
            let door = await door(folder + "/vault")
            if let pin { door.choosePin(pin) } else { await door.chooseFinger() }
            await door.found("Harbour", by: "Alys")
            guard case .founded(let vault, let sheet) = door.state else {
                Issue.record("not founded: \(door.state)")
                return
            }
            await door.sheetIsKept()
            let mair = try await vault.kith.addIndividual(arguments: AddIndividual(name: "Mair", languages: ["cy"]))
            let words = FormModel(vault, FormOf(.words, of: try mair.id("individual")))
            await words.begin()
            words["text"] = .text("I like the har")
            try await test(door, sheet, folder + "/vault")
            await door.lock()
        }
    }

    private func allIsThere(_ door: Door) async throws {
        let vault = try #require(door.held)
        let people = try await vault.kith.caseload(arguments: Caseload())
        let pending = try await vault.kith.pending(arguments: Pending())
        #expect(people.map(\.name) == ["Mair"] && pending.unproved > 0)
        let words = FormModel(vault, FormOf(.words, of: try #require(people.first).individual))
        await words.begin()
        #expect(words["text"] == .text("I like the har"))
    }

    @Test(
        "Incident 15: a key that a new face ended costs nothing that was not sent; the sheet opens, and a new face from then on"
    )
    func incident15() async throws {
        try await founded { door, sheet, home in
            await door.lock()
            device.changeFaces()
            let before = device.all
            await door.unlock()
            #expect(refusal(door)?.message == "The fingers or faces on this phone have changed.")
            #expect(device.all == before, "what is kept is thrown away")
            await door.unlock(sheet: "not a sheet")
            #expect(refusal(door)?.code == "wrong_key")
            await door.unlock(sheet: sheet)
            guard case .renewing(_, nil) = door.state else {
                Issue.record("nobody is asked what opens it from now on")
                return
            }
            try await allIsThere(door)
            await door.renew(.finger)
            #expect(isOpen(door))
            await door.lock()
            // The app begins anew.
            let next = await self.door(home)
            await next.unlock()
            #expect(isOpen(next))
            try await allIsThere(next)
            #expect(try await next.held?.kith.recoverySheetState().kept == true, "the sheet is as it was")
            await next.lock()
            let left = try JSONDecoder().decode([Data].self, from: try #require(device.all["vault.key"]))
            #expect(left.count == 1, "the dead key is let go")
        }
    }

    @Test("Incident 15: a PIN beside the face opens it too, and the new face takes the place of the old")
    func pinBeside() async throws {
        try await founded { door, _, _ in
            let settings = SettingsModel(door, try #require(door.held))
            await settings.change(to: .pin("135790"))
            #expect(settings.doing.refused == nil && door.ways == [.finger, .pin])
            // Whoever cannot prove it changes nothing, and leaves no key behind.
            let before = device.all
            settings.pin = "000000"
            await settings.change(to: .finger)
            #expect(settings.doing.refused?.code == "wrong_key" && device.all == before)
            await door.lock()
            await door.unlock()
            #expect(isOpen(door), "the face opens it as before")
            await door.lock()
            device.changeFaces()
            await door.unlock()
            await door.unlock(pin: "000000")
            #expect(refusal(door)?.message == "This is not the right PIN. Nothing was lost.")
            #expect(refusal(door)?.next == "3 more tries, then you have to wait.")
            await door.unlock(pin: "135790")
            await door.renew(.finger)
            #expect(isOpen(door))
            try await allIsThere(door)
            await door.lock()
            await door.unlock()
            #expect(isOpen(door))
            await door.lock()
            await door.unlock(pin: "135790")
            #expect(isOpen(door), "the PIN is as it was")
        }
    }

    @Test("Whoever comes in by the sheet chooses anew, and nothing of before opens the vault but the sheet")
    func anew() async throws {
        try await founded { door, sheet, home in
            guard case .keys(let keys) = try await VaultKey(keychain: device, enclave: device).find(reason: "") else {
                Issue.record("there is no key")
                return
            }
            await door.lock()
            door.askForSheet()
            await door.unlock(sheet: sheet)
            await door.renew(.pin("135790"))
            #expect(isOpen(door) && door.ways == [.pin])
            await door.lock()
            let before = Place(home: home, key: Key.random(bytes: keys[0].bytes), language: .english)
            await #expect(throws: KithError.self) { try await open(place: before) }
            door.askForSheet()
            await door.unlock(sheet: sheet)
            door.renewLater()
            #expect(isOpen(door))
        }
    }

    @Test("A key is kept before the vault opens by it: wherever the app ends, there is one that opens it")
    func cutShort() async throws {
        try await founded { door, _, home in
            let vault = try #require(door.held)
            let key = VaultKey(keychain: device, enclave: device)
            // It ended before the vault was told.
            _ = try key.make(.english)
            await door.lock()
            let first = await self.door(home)
            await first.unlock()
            #expect(isOpen(first))
            // It ended after the vault was told, and before the other was let go.
            let proof = try await first.prove("")
            let second = try key.make(.english)
            try await first.held?.kith.addKey(proof: proof, key: Key.random(bytes: second.bytes))
            await first.lock()
            let last = await self.door(home)
            await last.unlock()
            #expect(isOpen(last))
            try await allIsThere(last)
            let left = try JSONDecoder().decode([Data].self, from: try #require(device.all["vault.key"]))
            #expect(left.count == 1)
            // A keychain that takes nothing changes nothing.
            device.fill(true)
            let settings = SettingsModel(last, try #require(last.held))
            await settings.change(to: .finger)
            #expect(settings.doing.refused?.message == "This phone did not give its key.")
            device.fill(false)
            await last.lock()
            await last.unlock()
            #expect(isOpen(last) && vault.isTraining == false)
            await last.lock()
        }
    }

    @Test("Where the device knows neither face nor finger a PIN alone opens the vault, and too many wrong ones wait")
    func pinAlone() async throws {
        device.knowNobody()
        try await founded(pin: "246810") { door, sheet, home in
            #expect(!door.knowsFingers && door.ways == [.pin] && device.all.isEmpty)
            await door.lock()
            await door.unlock()
            guard case .locked = door.state else {
                Issue.record("a finger is asked for")
                return
            }
            door.askForSheet()
            await door.unlock(sheet: sheet)
            await door.renew(.pin("975310"))
            #expect(isOpen(door))
            await door.lock()
            await door.unlock(pin: "246810")
            #expect(refusal(door)?.code == "wrong_key", "the PIN that was forgotten opens it still")
            await door.unlock(pin: "975310")
            #expect(isOpen(door))
            try await allIsThere(door)
            await door.lock()
            for next in ["4 more tries", "3 more tries", "2 more tries", "One more try"] {
                await door.unlock(pin: "111111")
                #expect(refusal(door)?.next.hasPrefix(next) == true, "\(next)")
            }
            await door.unlock(pin: "111111")
            await door.unlock(pin: "975310")
            #expect(refusal(door)?.code == "try_later" && refusal(door)?.next.hasPrefix("Try again in") == true)
        }
    }

    @Test("A PIN is changed by whoever proves that they have it, and by nobody who finds the app open")
    func changed() async throws {
        try await founded(pin: "246810") { door, _, _ in
            let settings = SettingsModel(door, try #require(door.held))
            await settings.screen.load()
            #expect(settings.mayTypePin)
            settings.pin = "111111"
            await settings.change(to: .pin("975310"))
            #expect(settings.doing.refused?.code == "wrong_key")
            settings.pin = "246810"
            await settings.change(to: .pin("975310"))
            #expect(settings.doing.refused == nil && settings.pin.isEmpty)
            await door.speak(.easyRead)
            #expect(isOpen(door), "another language asks for nothing")
            await door.lock()
            await door.unlock(pin: "246810")
            #expect(!isOpen(door))
            await door.unlock(pin: "975310")
            #expect(isOpen(door))
            // It ends together mode too, and nothing else does.
            let mair = try #require(try await door.held?.kith.caseload(arguments: Caseload()).first)
            #expect(await door.beginTogether(mair.individual) == nil)
            await door.endTogether(pin: "246810")
            #expect(!isOpen(door))
            await door.endTogether(pin: "975310")
            #expect(isOpen(door))
        }
    }

    @Test("A PIN is six digits or more, typed twice")
    func newPin() {
        var pin = NewPin()
        for (typed, again, trouble) in [
            ("24", "24", "app-pin-short"), ("24681o", "24681o", "app-pin-short"), ("246810", "246811", "app-pin-differs"),
        ] {
            (pin.pin, pin.again) = (typed, again)
            #expect(pin.trouble == trouble && pin.chosen == nil)
        }
        pin.again = pin.pin
        #expect(pin.chosen == "246810")
    }
}

@MainActor
struct SettingsTests {
    private let device = Device()

    private func settings(_ test: (Door, SettingsModel, _ sheet: String) async throws -> Void) async throws {
        try await Record.folder { folder in
            let symbols = Symbols(folder: URL(fileURLWithPath: folder + "/symbols"))
            let door = Door(
                home: folder + "/vault", kept: KeptHere(), key: VaultKey(keychain: device, enclave: device), symbols: symbols
            )
            await door.begin()
            await door.chooseFinger()
            await door.found("Harbour", by: "Alys")
            guard case .founded(let vault, let sheet) = door.state else {
                Issue.record("not founded")
                return
            }
            await door.sheetIsKept()
            let model = SettingsModel(door, vault)
            await model.screen.load()
            try await test(door, model, sheet)
            await door.lock()
        }
    }

    private func item(_ model: SettingsModel, _ name: String) throws -> SettingItem {
        try #require(model.screen.shown.value?.parts.flatMap(\.items).first { $0.name == name })
    }

    private func choose(_ model: SettingsModel, _ name: String, _ option: String) async throws {
        let item = try item(model, name)
        await model.choose(try #require(item.options.first { $0.name == option }), of: item)
    }

    private func act(_ model: SettingsModel, _ action: String) async throws {
        let sheet = try item(model, "recovery_sheet")
        await model.act(try #require(model.actions(of: sheet).first { $0.name == action }))
    }

    @Test("What there is to choose is the core's, is held to at once, and is there when the vault is opened again")
    func chosen() async throws {
        try await settings { door, model, _ in
            #expect(try item(model, "text_size").options.isEmpty, "text is as large as the device says")
            try await choose(model, "lock_after", "five_minutes")
            try await choose(model, "symbols", "folder")
            #expect(door.held?.lockAfter == .seconds(300) && door.symbols.isOwn)
            #expect(try item(model, "lock_after").chosen == "five_minutes")
            await door.lock()
            door.symbols.isOwn = false
            await door.unlock()
            #expect(door.held?.lockAfter == .seconds(300) && door.symbols.isOwn)
            let again = SettingsModel(door, try #require(door.held))
            await again.screen.load()
            try await choose(again, "language", "welsh")
            #expect(door.wishes.language == .welsh)
        }
    }

    @Test("A folder of pictures is taken and shown at once; one that is none is told, and nothing is chosen")
    func folder() async throws {
        try await settings { door, model, _ in
            try await Record.folder { folder in
                let pack = URL(fileURLWithPath: folder)
                await model.take(pack)
                #expect(model.doing.refused?.message == "This file could not be read." && !door.symbols.isOwn)
                try Data("file,label\ngood.png,Good".utf8).write(to: pack.appending(path: "index.csv"))
                let png = Data([0x89, 0x50, 0x4E, 0x47])
                try png.write(to: pack.appending(path: "good.png"))
                await model.take(pack)
                #expect(model.doing.refused == nil && door.symbols.of("face-4", "good") == png)
                #expect(try item(model, "symbols").chosen == "folder")
            }
        }
    }

    @Test("At once is as soon as the app is behind others, and not where the device asks for a face over it")
    func atOnce() async throws {
        try await settings { door, model, _ in
            try await choose(model, "lock_after", "now")
            await door.enter()
            door.leave()
            await door.enter()
            #expect(door.held != nil, "its own question locks it")
            door.leave()
            door.leave(isGone: true)
            await door.lockWhereLeft()
            #expect(door.held == nil)
        }
    }

    @Test("A recovery sheet is tried, made anew and shown again, by whoever proves that they open the vault")
    func sheets() async throws {
        try await settings { _, model, first in
            try await act(model, "check_sheet")
            #expect(model.step == .checking)
            await model.check("not a sheet")
            #expect(model.doing.refused?.code == "wrong_key" && model.step == .checking)
            await model.check(first)
            #expect(model.step == .none && model.doing.refused == nil)
            device.refuse(.givenUp)
            try await act(model, "new_sheet")
            #expect(model.step == .none, "a sheet is made for anybody")
            device.refuse(nil)
            try await act(model, "new_sheet")
            guard case .sheet(let second) = model.step else {
                Issue.record("no sheet is shown")
                return
            }
            #expect(second != first && second.contains("Harbour"))
            // Left without being put away it waits, and the one before it opens still.
            model.leave()
            #expect(try item(model, "recovery_sheet").isAlert)
            await model.check(first)
            #expect(model.doing.refused == nil)
            try await act(model, "show_sheet")
            #expect(model.step == .sheet(second))
            await model.sheetIsKept()
            #expect(model.step == .none)
            await model.check(first)
            #expect(model.doing.refused?.code == "wrong_key")
            await model.check(second)
            #expect(model.doing.refused == nil)
            #expect(try !item(model, "recovery_sheet").isAlert)
        }
    }

    @Test("While practising there is nothing to be done about keys and sheets")
    func practice() async throws {
        try await settings { door, _, _ in
            #expect(await door.train() == nil)
            let model = SettingsModel(door, try #require(door.held))
            await model.screen.load()
            let parts = try #require(model.screen.shown.value).parts
            let items = parts.flatMap(\.items)
            #expect(items.contains { !$0.actions.isEmpty } && items.allSatisfy { model.actions(of: $0).isEmpty })
            await door.endTraining()
        }
    }
}
