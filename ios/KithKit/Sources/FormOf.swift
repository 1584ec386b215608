import Foundation
import KithCore

/// The forms that the app draws, each filled in for the command that it names.
public enum FormKind: String, Codable, Sendable, CaseIterable {
    case visit, plan, observation, words, concern, individual, person, relationship, rule
}

/// Which form: of what kind, in whose record, and about whom on the map or which rule.
public struct FormOf: Hashable, Codable, Sendable {
    public let kind: FormKind
    public let individual: String?
    public let person: String?

    public init(_ kind: FormKind, of individual: String? = nil, about person: String? = nil) {
        (self.kind, self.individual, self.person) = (kind, individual, person)
    }

    func ask(_ kith: Kith) async throws -> Form {
        let whose = individual ?? ""
        return switch kind {
        case .visit: try await kith.visitForm(arguments: VisitForm(individual: whose))
        case .plan: try await kith.planForm(arguments: PlanForm(individual: whose))
        case .observation: try await kith.observationForm(arguments: ObservationForm(individual: whose))
        case .words: try await kith.wordsForm(arguments: WordsForm(individual: whose))
        case .concern: try await kith.concernForm(arguments: ConcernForm(individual: whose))
        case .individual: try await kith.individualForm(arguments: IndividualForm())
        case .person: try await kith.personForm(arguments: PersonForm(individual: whose))
        case .rule: try await kith.ruleForm(arguments: RuleForm(individual: whose, rule: person))
        case .relationship:
            try await kith.relationshipForm(arguments: RelationshipForm(individual: whose, person: person ?? ""))
        }
    }
}

extension Form {
    /// The contacts in what is filled in that the rules are asked about at once, as the form says.
    func questions(in filled: FilledForm) -> [Question] {
        guard let check else { return [] }
        let at = filled.answers[check.at]?.text
        let people = check.people.components(separatedBy: "[].")
        let mode = check.mode.components(separatedBy: "[].")
        guard people.count == 2, mode.count == 2 else {
            return (filled.answers[check.people]?.names ?? []).compactMap { person in
                Question(person, filled.answers[check.mode]?.text, at)
            }
        }
        return (filled.items[people[0]] ?? []).compactMap { item in
            Question(item[people[1]]?.text, item[mode[1]]?.text, at)
        }
    }
}

/// May there be contact with this person, in this way, at this moment?
public struct Question: Hashable, Sendable {
    public let person: String
    let mode: String
    let at: String?

    init?(_ person: String?, _ mode: String?, _ at: String?) {
        guard let person, let mode else { return nil }
        (self.person, self.mode, self.at) = (person, mode, at)
    }
}
