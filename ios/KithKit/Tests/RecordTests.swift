import KithCore
import Testing

@testable import KithKit

@MainActor
struct RecordTests {
    @Test("What is written is found as it is typed, and nothing where nothing is looked for")
    func search() async throws {
        try await Record.used { record in
            _ = try await record.kith.note(arguments: Note(individual: record.individual, text: "The choir sang."))
            let search = SearchModel(record.kith)
            search.wanted = "choir"
            await search.find()
            #expect(search.found.map(\.individual) == [record.individual])
            search.wanted = "  "
            await search.find()
            #expect(search.found.isEmpty && !search.isSearching)
        }
    }

    @Test("What happened is told page by page")
    func timeline() async throws {
        try await Record.used { record in
            for number in 1...51 {
                _ = try await record.kith.note(arguments: Note(individual: record.individual, text: "Note \(number)"))
            }
            let timeline = TimelineModel(record.kith, of: record.individual)
            await timeline.screen.load()
            await timeline.look()
            #expect(timeline.screen.shown.value?.count == 50 && timeline.hasMore)
            await timeline.more()
            #expect(timeline.screen.shown.value?.count == 51 && !timeline.hasMore)
        }
    }

    @Test("A difference that is settled already says so")
    func settled() async throws {
        try await Record.used { record in
            let settle = SettleModel(record.kith, "none")
            await settle.screen.load()
            guard case .some(.none) = settle.screen.shown.value else {
                Issue.record("there is one")
                return
            }
            await settle.settle()
            #expect(!settle.isSettled)
        }
    }

    @Test("What two devices recorded differently is shown, and settled it is no more")
    func settles() async throws {
        try await Record.used { record in
            try await record.withAnother { other in
                let card = try await record.card()
                _ = try await record.name("Mair Owen", seen: card)
                _ = try await other.name("Mair Evans", seen: card)
                try await record.carry(from: other.vault)
                let look = ScreenModel.needsLook(record.kith)
                await look.load()
                let difference = try #require(look.shown.value?.ordinary.first)
                let settle = SettleModel(record.kith, difference.id)
                await settle.screen.load()
                await settle.settle()
                #expect(!settle.isSettled, "nothing was chosen")
                settle.chosen = difference.values.first { $0.text == "Mair Evans" }?.factId
                settle.reason = "She said so."
                await settle.settle()
                #expect(settle.isSettled && settle.doing.refused == nil)
                await look.load()
                #expect(look.shown.value?.isEmpty == true)
            }
        }
    }
}

extension Record {
    /// What the screen of the individual showed.
    fileprivate func card() async throws -> IndividualAnswer {
        try await kith.individual(arguments: IndividualScreen(individual: individual))
    }

    /// Calls the individual something, as it was when this was shown.
    fileprivate func name(_ name: String, seen card: IndividualAnswer) async throws -> Done {
        let voice = VoiceArgument(speaker: "worker", how: "observed", method: "spoken")
        return try await kith.setField(
            arguments: SetField(
                card: card.card, field: "preferred_name", value: "\"\(name)\"", voice: voice, seen: card.seen))
    }

    /// Takes in all that another vault has for this one.
    fileprivate func carry(from other: OpenVault) async throws {
        let sending = PendingModel(other)
        await sending.screen.load()
        sending.to = Set(sending.screen.shown.value?.others.map(\.member) ?? [])
        await sending.make()
        let taking = PendingModel(vault)
        await taking.take(try #require(sending.file).bytes)
        #expect(taking.doing.refused == nil && sending.doing.refused == nil)
    }

    /// A second device, whose holder was let in and has all of this record.
    fileprivate func withAnother(_ test: (Record) async throws -> Void) async throws {
        let place = Record.place(home + "-other")
        let asked = try await request(place: place, name: "Bethan")
        let admitted = try await kith.admit(request: asked.file, role: "worker", individuals: [individual])
        let joining = try await accept(place: place, answer: admitted.file)
        let vault = OpenVault(joining.kith, words: Strings(language: .english))
        let other = Record(vault: vault, individual: individual, home: home + "-other")
        try await other.carry(from: self.vault)
        try await test(other)
        await vault.shut()
    }
}
