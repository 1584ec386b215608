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

/// What an individual is writing and has not said yet: a lock, or an app that ends, costs none of it. One write at a time; what is typed
/// meanwhile goes into the next. It is theirs, and on no list of the worker's.
@MainActor
@Observable
public final class OwnDrafts {
    /// What is written at one place, and whom it is to be told.
    struct Draft: Codable, Equatable {
        var text = ""
        var recipients: [String]?

        var isEmpty: Bool { text.isEmpty && recipients?.isEmpty != false }
    }

    /// Why what was typed last could not be kept, where that is so.
    public private(set) var refused: ErrorInWords?
    private let kith: Kith
    private let individual: String
    private var drafts: [String: Draft] = [:]
    private var unsaved: Set<String> = []
    private var saving: Task<Void, Never>?

    init(_ kith: Kith, of individual: String) {
        (self.kith, self.individual) = (kith, individual)
    }

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
            unsaved.insert(place.name)
            guard saving == nil else { return }
            saving = Task {
                while let name = unsaved.popFirst() { await save(name) }
                saving = nil
            }
        }
    }

    private func save(_ name: String) async {
        let draft = drafts[name] ?? Draft()
        do {
            if draft.isEmpty {
                try await kith.discardOwnDraft(individual: individual, draft: name)
            } else {
                let content = String(decoding: try JSONEncoder().encode(draft), as: UTF8.self)
                try await kith.saveOwnDraft(individual: individual, draft: name, content: content)
            }
            refused = nil
        } catch {
            refused = inWords(error)
        }
    }

    /// It was said: the core let go of it with that. What was typed meanwhile was not.
    func said(_ place: OwnPlace, _ draft: Draft) {
        if self[place] == draft { drafts[place.name] = nil } else { self[place] = self[place] }
    }

    /// Returns once all that was typed is kept.
    func settle() async {
        while let saving { await saving.value }
    }
}
