import KithCore
import Testing

@testable import KithKit

@MainActor
struct ScreenTests {
    @Test("Every screen shows what the core computed")
    func everyScreen() async throws {
        try await Record.used { record in
            let kith = record.kith
            let today = ScreenModel.today(kith)
            let people = ScreenModel.caseload(kith)
            let individual = ScreenModel.individual(kith, record.individual)
            let look = ScreenModel.needsLook(kith)
            let readers = ScreenModel.whoCanSee(kith, record.individual)
            let timeline = TimelineModel(kith, of: record.individual)
            await today.load()
            await people.load()
            await individual.load()
            await look.load()
            await readers.load()
            await timeline.more()
            #expect(today.shown.value?.day == "2026-03-02")
            #expect(people.shown.value?.map(\.name) == ["Mair"])
            #expect(individual.shown.value?.name == "Mair")
            #expect(look.shown.value?.isEmpty == true)
            #expect(readers.shown.value?.first?.readers.map(\.name) == ["Alys"])
            #expect(timeline.screen.shown.value?.isEmpty == true && !timeline.hasMore)
        }
    }

    @Test("What is refused is told in words, and the next try may show it")
    func refused() async throws {
        try await Record.used { record in
            let nobody = ScreenModel.individual(record.kith, "5f0e2c1a-0000-4000-8000-000000000000")
            await nobody.load()
            guard case .failed(let words) = nobody.shown else {
                Issue.record("shown all the same")
                return
            }
            #expect(words.code == "unknown_id")
            #expect(!words.message.isEmpty && !words.next.isEmpty)
        }
    }

    @Test("A screen that is followed shows a change, and is let go with its task")
    func followed() async throws {
        try await Record.used { record in
            let map = MapModel(record.kith, of: record.individual)
            let following = Task { await map.screen.follow() }
            while map.screen.shown.value == nil { await Task.yield() }
            _ = try await record.person("Nia")
            while map.screen.shown.value?.people.isEmpty ?? true { await Task.yield() }
            #expect(map.screen.shown.value?.people.map(\.name) == ["Nia"])
            following.cancel()
            await following.value
        }
    }

    @Test("Cards stand by kind, each kind once")
    func kinds() async throws {
        try await Record.used { record in
            _ = try await record.person("Nia")
            _ = try await record.person("Ifan")
            let screen = ScreenModel.individual(record.kith, record.individual)
            await screen.load()
            let kinds = screen.shown.value?.kinds ?? []
            #expect(kinds.map(\.kind) == ["relationship"])
            #expect(kinds.first?.cards.count == 2)
        }
    }
}
