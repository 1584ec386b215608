import KithCore
import Observation

/// Keeps what is typed: the newest of each form, one write at a time. What is typed meanwhile goes into the next.
@MainActor
@Observable
public final class Typed {
    /// Why what was typed last could not be kept, where that is so.
    public private(set) var refused: ErrorInWords?

    private let kith: Kith
    private var newest: [String: FilledForm] = [:]
    /// What could not be kept, as on a full disk: it is here as long as the vault is open.
    private var unkept: [String: FilledForm] = [:]
    private var saving: Task<Void, Never>?

    init(_ kith: Kith) {
        self.kith = kith
    }

    /// What was filled in of a form and not recorded yet.
    func draft(of form: Form) async throws -> FilledForm? {
        if let filled = newest[form.draft] ?? unkept[form.draft] { return filled }
        let kept = try await kith.drafts(arguments: Drafts()).first { $0.draft == form.draft }
        return kept.flatMap { FilledForm(draft: $0.content) }
    }

    /// Keeps a form as a draft, soon.
    func keep(_ form: Form, _ filled: FilledForm) {
        newest[form.draft] = filled
        guard saving == nil else { return }
        saving = Task {
            while let (draft, filled) = newest.popFirst() { await save(draft, filled) }
            saving = nil
        }
    }

    private func save(_ draft: String, _ filled: FilledForm) async {
        do {
            _ = try await kith.saveDraft(arguments: SaveDraft(draft: draft, content: try filled.draft))
            (refused, unkept[draft]) = (nil, nil)
        } catch let error as KithError {
            (refused, unkept[draft]) = (error.words, filled)
        } catch {
            // Given up: whoever asked has gone.
        }
    }

    /// Returns once all that was typed is kept.
    func settle() async {
        while let saving { await saving.value }
    }

    /// Records a form. Its draft goes with it, and none that was typed before comes back; where it is refused, the draft stays.
    func submit(_ form: Form, _ filled: FilledForm) async throws -> Recorded {
        await settle()
        // A visit goes with its draft at one go, so that it is never recorded twice.
        let isVisit = form.command == "record_visit"
        let whole = try filled.json(with: isVisit ? ["draft": .text(form.draft)] : [:])
        let done = try await kith.submit(command: form.command, filledIn: whole)
        unkept[form.draft] = nil
        // It is recorded: a draft that cannot be let go now is no reason to have it recorded again.
        if !isVisit { try? await discard(form) }
        return Recorded(done)
    }

    /// Lets go of a form and its draft.
    func discard(_ form: Form) async throws {
        newest[form.draft] = nil
        await settle()
        unkept[form.draft] = nil
        if try await draft(of: form) != nil { _ = try await kith.discardDraft(arguments: DiscardDraft(draft: form.draft)) }
    }
}
