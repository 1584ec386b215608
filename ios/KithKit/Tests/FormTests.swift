import Foundation
import KithCore
import Testing

@testable import KithKit

@MainActor
struct FormTests {
    /// What must be filled in, and one person that was met.
    private func fill(_ visit: FormModel, meeting person: String) {
        visit["happened.outcome"] = .text("happened")
        visit["line"] = .text("We went to the choir.")
        visit["support"] = .several(["listen"])
        visit["did_not_say"] = .tick(true)
        visit["worry"] = .text("no")
        for case .list("contacts", let fields) in visit.form?.steps.flatMap(\.parts) ?? [] {
            visit.add(to: "contacts", fields)
        }
        visit["person", in: "contacts"] = .text(person)
        visit["mode", in: "contacts"] = .text("in_person")
        visit["outcome", in: "contacts"] = .text("happened")
        visit["after", in: "contacts"] = .number(4)
    }

    @Test("The form goes in three steps, and the fields of a list stand together")
    func steps() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let visit = FormModel(record.vault, FormOf(.visit, of: record.individual))
            await visit.begin()
            #expect(visit.form?.steps.count == 3)
            visit.next()
            #expect(visit.step == 0 && visit.missing == ["happened.outcome"])
            fill(visit, meeting: nia)
            visit.next()
            let lists = visit.parts.compactMap { part in
                if case .list(let name, _) = part { name } else { nil }
            }
            #expect(lists == ["contacts", "words", "observations"])
            visit.next()
            #expect(visit.isLastStep)
            visit.next()
            visit.back()
            #expect(visit.step == 1)
        }
    }

    @Test("What is written is kept with every change, and is there when the app begins anew")
    func draft() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let visit = FormModel(record.vault, FormOf(.visit, of: record.individual))
            await visit.begin()
            for length in 1...40 { visit["line"] = .text(String(repeating: "a", count: length)) }
            fill(visit, meeting: nia)
            await visit.draftIsKept()
            let drafts = try await record.kith.drafts(arguments: Drafts())
            let content = try #require(drafts.first?.content)
            #expect(drafts.count == 1)
            #expect(content.contains(#""contacts":[{"#))
            #expect(content.contains(#""happened":{"outcome":"happened"}"#))
            await record.kith.shut()
            let again = try await open(place: Record.place(record.home))
            let vault = OpenVault(again, words: Strings(language: .english))
            let resumed = FormModel(vault, FormOf(.visit, of: record.individual))
            await resumed.begin()
            #expect(resumed.filled == visit.filled)
            #expect(resumed["line"] == .text("We went to the choir."))
            #expect(resumed["after", in: "contacts"] == .number(4))
            await again.shut()
        }
    }

    @Test("A draft that was written elsewhere is gone on with")
    func otherDraft() async throws {
        try await Record.used { record in
            let draft = #"{"line":"went","occurred":{"at":null},"support":["listen"],"contacts":[{"after":4}]}"#
            let name = "record_visit/\(record.individual)"
            _ = try await record.kith.saveDraft(arguments: SaveDraft(draft: name, content: draft))
            let visit = FormModel(record.vault, FormOf(.visit, of: record.individual))
            await visit.begin()
            #expect(visit["line"] == .text("went"))
            #expect(visit["occurred.at"] == nil)
            #expect(visit["support"] == .several(["listen"]))
            #expect(visit["after", in: "contacts"] == .number(4))
        }
    }

    @Test("A visit is recorded with its contacts, and its draft is gone")
    func recorded() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let visit = FormModel(record.vault, FormOf(.visit, of: record.individual))
            await visit.begin()
            fill(visit, meeting: nia)
            await visit.save()
            #expect(visit.refused == nil)
            #expect(visit.recorded?.isToBeRead == false)
            let drafts = try await record.kith.drafts(arguments: Drafts())
            #expect(drafts.isEmpty)
            let found = try await record.kith.search(arguments: Search(text: "choir"))
            #expect(found.count == 1)
            let timeline = try await record.kith.outline(
                screen: "timeline", arguments: "{\"individual\": \"\(record.individual)\"}")
            let told = timeline.blocks.flatMap(\.lines).map(\.text).joined(separator: "\n")
            #expect(told.contains("Nia"))
        }
    }

    @Test("A visit that lacks something is refused by its field, and nothing that was written is lost")
    func refused() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let visit = FormModel(record.vault, FormOf(.visit, of: record.individual))
            await visit.begin()
            fill(visit, meeting: nia)
            visit["line"] = .text(String(repeating: "a", count: 100_000))
            visit.next()
            visit.next()
            await visit.save()
            #expect(visit.recorded == nil)
            #expect(visit.refused?.fields == ["line"])
            #expect(visit.step == 1, "it does not go to what it is about")
            visit["line"] = .text("We talked.")
            #expect(visit.refused == nil)
            await visit.save()
            #expect(visit.recorded != nil)
        }
    }

    @Test("A worry offers a concern")
    func worry() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let visit = FormModel(record.vault, FormOf(.visit, of: record.individual))
            await visit.begin()
            fill(visit, meeting: nia)
            visit["worry"] = .text("yes")
            visit.remove(try #require(visit.items(of: "contacts").first), from: "contacts")
            await visit.save()
            #expect(visit.recorded?.offersConcern == true)
        }
    }

    @Test("There is no answer to the worry before a person gives one")
    func noDefault() async throws {
        try await Record.used { record in
            let visit = FormModel(record.vault, FormOf(.visit, of: record.individual))
            await visit.begin()
            #expect(visit["worry"] == nil)
            #expect(visit["occurred.at"] == .text("2026-03-02T09:00:00+00:00"))
        }
    }

    @Test("Every form is asked for by its kind, and says which command it fills in")
    func everyForm() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            var commands: [String] = []
            for kind in FormKind.allCases {
                let model = FormModel(record.vault, FormOf(kind, of: record.individual, about: kind == .rule ? nil : nia))
                await model.begin()
                let form = try #require(model.form, "\(kind)")
                commands.append(form.command)
                #expect(!form.steps.flatMap(\.parts).isEmpty)
            }
            #expect(
                commands == [
                    "record_visit", "plan_contact", "observe", "say", "raise_concern", "add_individual", "add_person",
                    "add_relationship", "set_restriction",
                ])
        }
    }

    @Test("Several texts are one argument, what is emptied is no answer, and what has one answer only is not asked")
    func texts() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let tie = FormModel(record.vault, FormOf(.relationship, of: record.individual, about: nia))
            await tie.begin()
            let asked = tie.parts.map(\.id)
            #expect(asked.contains("benefits[]") && !asked.contains("to") && !asked.contains("individual"))
            tie["kind"] = .text("friend")
            tie["benefits"] = .several(["laughs", "walks"])
            tie["harms"] = .several([])
            await tie.save()
            #expect(tie.recorded != nil && tie.refused == nil)
            let drafts = try await record.kith.drafts(arguments: Drafts())
            #expect(drafts.isEmpty)
            let person = ScreenModel.person(record.kith, nia, of: record.individual)
            await person.load()
            let told = person.shown.value?.relationships.flatMap(\.told).map(\.text) ?? []
            #expect(told.contains { $0.contains("laughs") && $0.contains("walks") })
        }
    }

    @Test("The rules about contact are asked as soon as there is a plan to ask about")
    func checked() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let plan = FormModel(record.vault, FormOf(.plan, of: record.individual))
            await plan.begin()
            plan["people"] = .several([nia])
            #expect(plan.questions.isEmpty)
            plan["mode"] = .text("in_person")
            #expect(plan.questions.map(\.person) == [nia])
            await plan.check()
            let answer = try #require(plan.answered.first)
            #expect(answer.outcome == "allowed" && !answer.isAlert && answer.asked.contains("Nia"))
        }
    }

    @Test("In a concern the numbers to ring stand before anything is written")
    func concern() async throws {
        try await Record.used { record in
            let concern = FormModel(record.vault, FormOf(.concern, of: record.individual))
            await concern.begin()
            #expect(concern.warnsFirst)
            concern["danger"] = .text("none")
            concern.next()
            #expect(concern.step == 1 && !concern.warnsFirst)
        }
    }

    @Test("What cannot be kept is told, and stays as long as the vault is open")
    func unkept() async throws {
        try await Record.used { record in
            let words = FormModel(record.vault, FormOf(.words, of: record.individual))
            await words.begin()
            let form = try #require(words.form)
            // A vault that is closed keeps nothing, like a disk that is full.
            await record.kith.shut()
            words["text"] = .text("no")
            await words.draftIsKept()
            #expect(words.unkept != nil)
            let still = try await record.vault.typed.draft(of: form)
            #expect(still == words.filled)
        }
    }

    @Test("A draft that is thrown away is gone, also one that was typed just now")
    func discarded() async throws {
        try await Record.used { record in
            let words = FormModel(record.vault, FormOf(.words, of: record.individual))
            await words.begin()
            words["text"] = .text("no")
            let isGone = await words.discard()
            let drafts = try await record.kith.drafts(arguments: Drafts())
            #expect(isGone && drafts.isEmpty)
        }
    }
}
