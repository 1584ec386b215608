import KithCore
import Testing

@testable import KithKit

@MainActor
struct RuleTests {
    private func rules(_ record: Record) async throws -> [RuleItem] {
        let screen = ScreenModel.rules(record.kith, record.individual)
        await screen.load()
        return try #require(screen.shown.value)
    }

    @Test(
        "A rule about contact is added, read in words and changed; what belongs to a way is asked once there is a rule of it"
    )
    func added() async throws {
        try await Record.used { record in
            let craig = try await record.person("Craig")
            #expect(try await rules(record).isEmpty)
            let form = FormModel(record.vault, FormOf(.rule, of: record.individual))
            await form.begin()
            form["person"] = .text(craig)
            form["effect"] = .text("limit")
            form["force"] = .text("agreed")
            form["kind"] = .text("agreed_plan")
            form.next()
            #expect(form.step == 1 && form.missing.isEmpty)
            let before = form.parts.map(\.id)
            #expect(before.contains("modes.in_person.rule") && !before.contains { $0.hasSuffix("supervised_by") })
            form["modes.in_person.rule"] = .text("supervised")
            #expect(form.parts.map(\.id).filter { $0.hasSuffix("supervised_by") } == ["modes.in_person.supervised_by"])
            form["modes.in_person.supervised_by"] = .text("A worker")
            form.next()
            await form.save()
            #expect(form.refused == nil && form.recorded != nil)
            let rule = try #require(try await rules(record).first)
            #expect(rule.state == "in_force" && rule.mark == .guarded)
            #expect(rule.says.contains { $0.contains("With someone there (A worker)") } && !rule.holds.isEmpty)
            let change = FormModel(record.vault, FormOf(.rule, of: record.individual, about: rule.rule))
            await change.begin()
            #expect(change["person"] == .text(craig) && change["modes.in_person.supervised_by"] == .text("A worker"))
            await change.save()
            #expect(change.missing == ["reason"])
            change["reason"] = .text("We looked at it again.")
            change["state"] = .text("lifted")
            await change.save()
            #expect(change.refused == nil)
            let now = try await rules(record)
            #expect(now.map(\.state) == ["lifted"] && now.map(\.mark) == [.plain])
        }
    }

    @Test("Each way that a rule can stand looks like what it is, and those that stand alike are together")
    func states() async throws {
        try await Record.used { record in
            let craig = try await record.person("Craig")
            for (force, from, until) in [
                ("agreed", "2020-01-01", nil), ("legal_unverified", "2020-01-01", nil),
                ("agreed", "2020-01-01", "2021-01-01"),
                ("agreed", "2999-01-01", nil), ("agreed", "2020-01-02", nil),
            ] {
                let until = until.map { ",\"until\":\"\($0)\"" } ?? ""
                let said =
                    "{\"individual\":\"\(record.individual)\",\"person\":\"\(craig)\",\"effect\":\"prohibit\",\"force\":\"\(force)\","
                    + "\"kind\":\"agreed_plan\",\"state\":\"active\",\"from\":\"\(from)\"\(until)}"
                _ = try await record.kith.submit(command: "set_restriction", filledIn: said)
            }
            let found = try await rules(record)
            #expect(found.byState.map(\.rules.count) == [2, 1, 1, 1])
            #expect(found.map(\.mark) == [.guarded, .guarded, .alert, .alert, .plain])
            #expect(Set(found.byState.map(\.state)).count == 4)
        }
    }
}
