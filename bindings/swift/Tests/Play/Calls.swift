import KithCore

/// The commands of the scenario, by the names that the terminal has for them.
let commands: [String: @Sendable (Kith, Json) async throws -> Done] = [
    "add_person": { try await $0.addPerson(arguments: whole(AddPerson($1), $1)) },
    "add_relationship": { try await $0.addRelationship(arguments: whole(AddRelationship($1), $1)) },
    "note": { try await $0.note(arguments: whole(Note($1), $1)) },
    "observe": { try await $0.observe(arguments: whole(Observe($1), $1)) },
    "save_draft": { try await $0.saveDraft(arguments: whole(SaveDraft($1), $1)) },
]

/// Its screens.
let screens: [String: @Sendable (Kith, Json) async throws -> Json] = [
    "caseload": { Json(of: try await $0.caseload(arguments: whole(Caseload(), $1))) },
    "drafts": { Json(of: try await $0.drafts(arguments: whole(Drafts(), $1))) },
    "hash": { Json(of: try await $0.hash(arguments: whole(Hash(individual: $1.said("individual")), $1))) },
    "map": { Json(of: try await $0.map(arguments: whole(MapScreen(individual: $1.said("individual")), $1))) },
    "pending": { Json(of: try await $0.pending(arguments: whole(Pending(), $1))) },
    "person": {
        let asked = PersonScreen(individual: try $1.said("individual"), person: try $1.said("person"))
        return Json(of: try await $0.person(arguments: whole(asked, $1)))
    },
    "search": { Json(of: try await $0.search(arguments: whole(Search(text: $1.said("text")), $1))) },
    "today": { Json(of: try await $0.today(arguments: whole(Today(), $1))) },
    "trends": {
        let asked = Trends(individual: try $1.said("individual"), scale: try $1.said("scale"))
        return Json(of: try await $0.trends(arguments: whole(asked, $1)))
    },
    "who_can_see": { Json(of: try await $0.whoCanSee(arguments: whole(WhoCanSee(individual: $1.said("individual")), $1))) },
]

/// The record, where it holds each field of what was given.
private func whole<Record>(_ record: Record, _ given: Json) throws -> Record {
    let missing = Set(given.parts.keys).subtracting(Json(of: record).parts.keys)
    try check(missing.isEmpty, "\(Record.self) is made without \(missing.sorted())")
    return record
}

extension Json {
    /// A text that has to be there.
    fileprivate func said(_ name: String) throws -> String {
        guard let text = self[name]?.text else { throw Failed(why: "there is no \(name)") }
        return text
    }
}

extension AddPerson {
    fileprivate init(_ given: Json) throws {
        self.init(individual: try given.said("individual"), name: try given.said("name"), kind: try given.said("kind"))
    }
}

extension AddRelationship {
    fileprivate init(_ given: Json) throws {
        self.init(
            individual: try given.said("individual"), to: try given.said("to"), kind: try given.said("kind"),
            circle: given["circle"]?.text)
    }
}

extension Note {
    fileprivate init(_ given: Json) throws {
        let people = given["people"]?.list.compactMap(\.text)
        self.init(individual: try given.said("individual"), text: try given.said("text"), people: people ?? [])
    }
}

extension Observe {
    fileprivate init(_ given: Json) throws {
        let (occurred, voice) = (given["occurred"] ?? .nothing, given["voice"] ?? .nothing)
        self.init(
            individual: try given.said("individual"),
            occurred: try whole(OccurredArgument(occurred), occurred),
            scale: given["scale"]?.text,
            value: given["value"]?.number,
            voice: try whole(VoiceArgument(voice), voice))
    }
}

extension OccurredArgument {
    fileprivate init(_ given: Json) throws {
        self.init(at: try given.said("at"), precision: given["precision"]?.text)
    }
}

extension VoiceArgument {
    fileprivate init(_ given: Json) throws {
        self.init(speaker: try given.said("speaker"), how: try given.said("how"), method: try given.said("method"))
    }
}

extension SaveDraft {
    fileprivate init(_ given: Json) throws {
        self.init(draft: try given.said("draft"), content: "\(given["content"] ?? .nothing)")
    }
}
