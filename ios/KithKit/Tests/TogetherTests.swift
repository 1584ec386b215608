import Foundation
import KithCore
import Testing

@testable import KithKit

@MainActor
struct TogetherTests {
    /// A door behind which somebody looks at their own record.
    private func together(
        after before: (Kith, String) async throws -> Void = { _, _ in },
        _ test: (Door, Together, Device) async throws -> Void
    ) async throws {
        try await Record.folder { folder in
            let device = Device()
            let door = Door(
                home: folder + "/vault", kept: KeptHere(), key: VaultKey(keychain: device, enclave: device))
            await door.begin()
            await door.chooseFinger()
            await door.found("Harbour", by: "Alys")
            await door.sheetIsKept()
            let kith = try #require(door.held).kith
            let mair = try await kith.addIndividual(arguments: AddIndividual(name: "Mair", languages: ["cy"]))
            try await before(kith, try mair.id("individual"))
            let refused = await door.beginTogether(try mair.id("individual"))
            #expect(refused == nil)
            guard case .together(let together) = door.state else {
                Issue.record("it does not begin")
                return
            }
            try await test(door, together, device)
            await door.lock()
        }
    }

    @Test("The seven screens are shown, and nothing else")
    func shown() async throws {
        try await together { _, together, _ in
            await together.day.load()
            await together.people.load()
            await together.said.load()
            await together.plan.load()
            await together.feel.load()
            await together.was.load()
            await together.tell.load()
            #expect(together.day.shown.value?.name == "Mair")
            #expect(together.people.shown.value != nil && together.said.shown.value != nil)
            #expect(together.plan.shown.value != nil && together.was.shown.value != nil)
            #expect(together.feel.shown.value?.faces.count == 5)
            #expect(together.tell.shown.value?.numbers.first?.name == "999")
            let today = ScreenModel.today(together.vault.kith)
            await today.load()
            guard case .failed(let words) = today.shown else {
                Issue.record("another screen is shown")
                return
            }
            #expect(words.code == "together")
            let titles = Set(MyScreen.allCases.map { together.words.say($0.title) })
            #expect(titles.count == 7)
        }
    }

    @Test("What is said and chosen is the individual's own")
    func own() async throws {
        try await together { _, together, _ in
            await together.feel.load()
            let face = try #require(together.feel.shown.value?.faces.last)
            #expect(await together.choose(face))
            (together[.words], together[.plan], together[.tell]) = ("I like the choir.", "It is good.", "He shouts.")
            together.recipients = ["manager"]
            #expect(await together.say(at: .words))
            #expect(await together.say(at: .plan))
            #expect(await together.say(at: .tell))
            #expect(together[.words].isEmpty && together.recipients.isEmpty)
            await together.feel.load()
            await together.said.load()
            #expect(together.feel.shown.value?.felt.items.map(\.text) == [face.label])
            let said = Set(together.said.shown.value?.items.map(\.text) ?? [])
            #expect(said == ["I like the choir.", "It is good."])
            #expect(await !together.say(at: .words))
            #expect(together.doing.refused?.fields == ["text"])
        }
    }

    @Test("How it was with somebody is a face and words about them")
    func howItWas() async throws {
        try await together(after: met) { _, together, _ in
            await together.was.load()
            await together.feel.load()
            let item = try #require(together.was.shown.value?.first)
            let face = try #require(together.feel.shown.value?.faces.first)
            #expect(item.text.contains("Nia") && item.people.count == 1)
            #expect(await together.choose(face, after: item))
            together[.contact(item.id)] = "We laughed."
            #expect(await together.say(at: .contact(item.id)))
            #expect(together.doing.refused == nil)
            await together.feel.load()
            #expect(together.feel.shown.value?.felt.items.map(\.text) == [face.label])
        }
    }

    @Test("What was said or chosen is told to be kept, until something else is written or looked at")
    func done() async throws {
        try await together { _, together, _ in
            await together.feel.load()
            let face = try #require(together.feel.shown.value?.faces.first)
            #expect(together.done == nil)
            await together.choose(face)
            #expect(together.done == "app-kept")
            together.path = [.tell]
            #expect(together.done == nil)
            together[.tell] = "He shouts."
            together.recipients = ["manager"]
            #expect(await together.say(at: .tell) && together.done == "app-told")
            together[.tell] = ""
            #expect(together.done == "app-told", "the field that is emptied takes it away")
            together[.tell] = "No"
            #expect(together.done == nil)
            #expect(await !together.say(at: .tell) && together.done == nil)
        }
    }

    /// Contact with Nia, a moment ago.
    private func met(_ kith: Kith, _ individual: String) async throws {
        let nia = AddPerson(individual: individual, name: "Nia", kind: "person")
        let contact = Contact(
            person: try await kith.addPerson(arguments: nia).id("person"), mode: "in_person", outcome: "happened")
        _ = try await kith.recordVisit(
            arguments: RecordVisit(
                individual: individual, occurred: OccurredArgument(at: Moments.moment(.now)),
                happened: Happened(outcome: "happened"), line: "We went out.", support: ["listen"], contacts: [contact],
                didNotSay: true, worry: "no"))
    }

    @Test("It ends for whoever opens the vault, and for nobody else")
    func ends() async throws {
        try await together { door, together, device in
            device.refuse(.givenUp)
            await door.endTogether()
            await door.endTogether(sheet: "not a sheet")
            guard case .together = door.state else {
                Issue.record("anybody ends it")
                return
            }
            #expect(together.doing.refused != nil && !together.needsSheet)
            device.refuse(.changed)
            await door.endTogether()
            #expect(together.needsSheet)
            device.refuse(nil)
            await door.endTogether()
            guard case .open = door.state else {
                Issue.record("it never ends")
                return
            }
        }
    }

    @Test("Locked in the view, it opens by the key alone")
    func locked() async throws {
        try await together { door, _, device in
            device.refuse(.givenUp)
            await door.lock()
            await door.unlock()
            guard case .locked = door.state else {
                Issue.record("it opens unasked")
                return
            }
            device.refuse(nil)
            await door.unlock()
            #expect(door.held != nil)
        }
    }

    @Test("What an individual is writing outlasts a lock and is theirs alone; what is said of it is gone from there")
    func drafts() async throws {
        try await together(after: met) { door, together, _ in
            await together.was.load()
            let contact = OwnPlace.contact(try #require(together.was.shown.value?.first).id)
            for length in 1...30 { together[.words] = String(repeating: "a", count: length) }
            (together[.tell], together.recipients, together[contact]) = ("He shouts.", ["manager"], "We laughed")
            await door.lock()
            await door.unlock()
            let kith = try #require(door.held).kith
            #expect(try await kith.drafts(arguments: Drafts()).isEmpty, "they are on a list of the worker's")
            #expect(await door.beginTogether(together.individual) == nil)
            guard case .together(let again) = door.state else {
                Issue.record("it does not begin again")
                return
            }
            #expect(again[.words].count == 30 && again[contact] == "We laughed" && again[.plan].isEmpty)
            #expect(again[.tell] == "He shouts." && again.recipients == ["manager"] && again.unkept == nil)
            // What is said goes with its draft; what is taken away is no draft, and what is refused is as it was.
            #expect(await again.say(at: contact))
            again[.words] = ""
            again.recipients = []
            #expect(await !again.say(at: .tell))
            #expect(again[.tell] == "He shouts." && again[contact].isEmpty)
            // The worker goes on, with something typed a moment ago.
            again[.plan] = "It is good"
            await door.endTogether()
            #expect(await door.beginTogether(together.individual) == nil)
            guard case .together(let last) = door.state else { return }
            #expect(last[.plan] == "It is good" && last[.words].isEmpty && last[contact].isEmpty)
            #expect(last[.tell] == "He shouts.")
        }
    }
}
