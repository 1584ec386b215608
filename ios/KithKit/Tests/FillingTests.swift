import Foundation
import KithCore
import Testing

@testable import KithKit

/// What a form does with what somebody fills in, takes away and leaves empty.
@MainActor
struct FillingTests {
    private func form(_ kind: FormKind, _ test: (FormModel, Record) async throws -> Void) async throws {
        try await Record.used { record in
            let person = kind == .relationship ? try await record.person("Nia") : nil
            let model = FormModel(record.vault, FormOf(kind, of: record.individual, about: person))
            await model.begin()
            try await test(model, record)
        }
    }

    private func fields(of model: FormModel, in list: String) -> [FormField] {
        let parts = model.form?.steps.flatMap(\.parts) ?? []
        return parts.compactMap { if case .list(list, let fields) = $0 { fields } else { nil } }.first ?? []
    }

    @Test("A day is none until somebody chooses it, begins where the record stands, and is taken away again")
    func days() async throws {
        try await form(.rule) { rule, _ in
            let asked = rule.form?.steps.flatMap(\.fields) ?? []
            let until = try #require(asked.first { $0.name == "until" })
            #expect(rule["until"] == nil)
            let from = try #require(rule["from"]?.text)
            #expect(rule.beginning(of: until) == String(from.prefix(10)))
            rule["until"] = .text(rule.beginning(of: until))
            rule["until"] = nil
            #expect(rule["until"] == nil && rule.filled?.answers.keys.contains("until") == false)
        }
        try await form(.visit) { visit, _ in
            let at = try #require(visit.form?.steps.flatMap(\.fields).first { $0.name == "occurred.at" })
            visit["occurred.at"] = nil
            let now = Date(timeIntervalSince1970: 0)
            #expect(visit.beginning(of: at, now: now) == Moments.moment(now))
        }
    }

    @Test("A moment that is changed stays a moment, and a day a day")
    func moments() throws {
        let zone = try #require(TimeZone(secondsFromGMT: 3600))
        for (before, after) in [
            ("2026-03-02", "2026-03-05"), ("2026-03-02T09:00:00+00:00", "2026-03-05T08:30:00+01:00"),
        ] {
            let date = try #require(Moments.date("2026-03-05T07:30:00Z", in: zone))
            #expect(Moments.text(date, inPlaceOf: before, in: zone) == after)
        }
    }

    @Test("An item that is taken away takes nothing with it, and what writes to it once more writes nowhere")
    func items() async throws {
        try await form(.visit) { visit, _ in
            for said in ["one", "two"] {
                visit.add(to: "words", fields(of: visit, in: "words"))
                visit["text", in: "words", at: visit.items(of: "words").count - 1] = .text(said)
            }
            let (first, second) = (visit.items(of: "words")[0], visit.items(of: "words")[1])
            visit.remove(first, from: "words")
            #expect(visit.items(of: "words") == [second])
            let gone = FieldPlace("text", in: "words", first)
            visit[gone] = .text("late")
            #expect(visit[gone] == nil && visit["text", in: "words"] == .text("two"))
            visit.remove(second, from: "words")
            visit.remove(second, from: "words")
            visit[FieldPlace("text", in: "words", second)] = .text("late")
            #expect(visit.items(of: "words").isEmpty && visit.filled?.items["words"] == [])
            visit.add(to: "words", [])
            #expect(visit.items(of: "words").first != second, "an item is taken for one that is gone")
        }
    }

    @Test("A number is its digits, whatever else is typed")
    func numbers() {
        let rows: [(String, Double?)] = [("7", 7), ("", nil), ("x", nil), (" 1 0 ", 10), ("٤", 4), ("-3", 3), ("½", nil)]
        for (typed, number) in rows { #expect(Answer.number(digits: typed)?.number == number, "\(typed)") }
        #expect(Answer.number(digits: String(repeating: "9", count: 400))?.digits == "999999999")
        #expect(Answer.number(7).digits == "7" && Answer.text("7").digits.isEmpty)
    }

    @Test("Where the scale has faces, a number is chosen among them")
    func faces() async throws {
        try await form(.observation) { observation, _ in
            let value = try #require(observation.form?.steps.flatMap(\.fields).first { $0.name == "value" })
            observation["scale"] = .text("distress")
            #expect(!observation.hasFaces(value, at: FieldPlace("value")))
            observation["scale"] = .text("five_faces")
            #expect(observation.hasFaces(value, at: FieldPlace("value")))
        }
    }

    @Test("A blank line is there while it is typed, and is not recorded")
    func blanks() async throws {
        try await form(.relationship) { tie, record in
            tie["kind"] = .text("friend")
            tie["benefits"] = .several(["laughs", "", "  ", "walks", ""])
            tie["harms"] = .several(["", ""])
            #expect(tie["benefits"]?.names.count == 5)
            await tie.save()
            #expect(tie.refused == nil && tie.recorded != nil)
        }
    }

    @Test("Whoever goes on without something is told what, each time, and typing takes away that mark alone")
    func halted() async throws {
        try await form(.observation) { observation, _ in
            let needed = Set(observation.filled?.missing(of: try #require(observation.form?.steps[0])) ?? [])
            #expect(needed.count > 0)
            await observation.save()
            let halted = try #require(observation.halted)
            #expect(halted.times == 1 && halted.told.hasSuffix("Please fill this in."))
            #expect(halted.place.map { needed.contains($0.field) } == true)
            await observation.save()
            #expect(observation.halted?.times == 2)
        }
        try await form(.visit) { visit, _ in
            visit["happened.outcome"] = .text("happened")
            visit.next()
            let fields = fields(of: visit, in: "words")
            for _ in 0..<2 { visit.add(to: "words", fields) }
            visit.next()
            let places = visit.items(of: "words").map { FieldPlace("text", in: "words", $0) }
            #expect(places.allSatisfy { visit.isMissing($0) })
            visit["line"] = .text("We went out.")
            visit[places[0]] = .text("yes")
            #expect(!visit.isMissing(places[0]) && visit.isMissing(places[1]))
        }
    }

    @Test("A refusal is told with its place, stays while others are typed, and keeps nobody from discarding")
    func refused() async throws {
        try await form(.visit) { visit, _ in
            visit["happened.outcome"] = .text("happened")
            visit["support"] = .several(["listen"])
            visit["did_not_say"] = .tick(true)
            visit["worry"] = .text("no")
            visit["line"] = .text(String(repeating: "a", count: 100_000))
            await visit.save()
            let line = FieldPlace("line")
            #expect(visit.refused?.fields == ["line"] && visit.halted?.place == line)
            let message = try #require(visit.refused?.message)
            #expect(visit.halted?.told.hasPrefix(message) == true)
            visit["worry"] = .text("yes")
            #expect(visit.refusal(of: line) != nil)
            #expect(await visit.discard(), "an earlier refusal is taken for one of now")
        }
    }
}

/// What could not be kept.
@MainActor
struct UnsavedTests {
    private final class Disk {
        var isFull = false
        var kept: [String: String] = [:]
    }

    private func unsaved(_ disk: Disk) -> Unsaved<String> {
        Unsaved { name, text in
            if disk.isFull { throw Refusal(words: ErrorInWords(code: "storage", message: "", next: "", fields: [])) }
            disk.kept[name] = text
        }
    }

    @Test("What a full disk did not keep is kept as soon as there is room, and the newest of it")
    func room() async {
        let disk = Disk()
        let unsaved = unsaved(disk)
        disk.isFull = true
        unsaved.keep("a", "one")
        unsaved.keep("b", "other")
        await unsaved.settle()
        #expect(unsaved["a"] == "one" && unsaved.refused != nil && disk.kept.isEmpty)
        disk.isFull = false
        unsaved.keep("a", "two")
        await unsaved.settle()
        #expect(disk.kept == ["a": "two", "b": "other"] && unsaved.refused == nil && unsaved["a"] == nil)
    }

    @Test("What is forgotten is not kept later")
    func forgotten() async {
        let disk = Disk()
        let unsaved = unsaved(disk)
        disk.isFull = true
        unsaved.keep("a", "one")
        await unsaved.forget("a")
        disk.isFull = false
        await unsaved.settle()
        #expect(disk.kept.isEmpty && unsaved["a"] == nil)
    }
}
