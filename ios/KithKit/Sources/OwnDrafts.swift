import Foundation
import KithCore
import Observation

/// Where an individual writes something in their own view, by the name that the core has for it.
public enum OwnPlace: Hashable, Sendable {
    case words, plan, tell
    /// Of contact with somebody.
    case contact(String)

    var name: String {
        switch self {
        case .words: "my_words"
        case .plan: "my_plan"
        case .tell: "tell_someone"
        case .contact(let id): "how_was_it/\(id)"
        }
    }
}

/// What an individual is writing and has not said yet: a lock, or an app that ends, costs none of it. It is theirs, and on no list of
/// the worker's.
@MainActor
@Observable
public final class OwnDrafts {
    /// What is written at one place, and whom it is to be told.
    struct Draft: Codable, Equatable {
        var text = ""
        var recipients: [String]?

        var isEmpty: Bool { text.isEmpty && recipients?.isEmpty != false }
    }

    private let kith: Kith
    private let individual: String
    private var drafts: [String: Draft] = [:]
    private let unsaved: Unsaved<Draft>

    init(_ kith: Kith, of individual: String) {
        (self.kith, self.individual) = (kith, individual)
        unsaved = Unsaved { name, draft in
            if draft.isEmpty {
                try await kith.discardOwnDraft(individual: individual, draft: name)
            } else {
                let content = String(decoding: try JSONEncoder().encode(draft), as: UTF8.self)
                try await kith.saveOwnDraft(individual: individual, draft: name, content: content)
            }
        }
    }

    /// Why what was typed could not be kept, where that is so.
    public var refused: ErrorInWords? { unsaved.refused }

    /// Finds what was written before; what was typed since is newer.
    func begin() async {
        let kept = (try? await kith.ownDrafts(individual: individual)) ?? []
        for one in kept where drafts[one.draft] == nil {
            drafts[one.draft] = try? JSONDecoder().decode(Draft.self, from: Data(one.content.utf8))
        }
    }

    /// What is written at a place.
    subscript(place: OwnPlace) -> Draft {
        get { drafts[place.name] ?? Draft() }
        set {
            drafts[place.name] = newValue
            unsaved.keep(place.name, newValue)
        }
    }

    /// It was said: the core let go of it with that. What was typed meanwhile was not.
    func said(_ place: OwnPlace, _ draft: Draft) async {
        guard self[place] == draft else { return self[place] = self[place] }
        drafts[place.name] = nil
        // A full disk may have kept it from being kept: it is not to come back.
        await unsaved.forget(place.name)
    }

    /// Returns once all that was typed is kept.
    func settle() async {
        await unsaved.settle()
    }
}
