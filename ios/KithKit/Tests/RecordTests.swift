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
}
