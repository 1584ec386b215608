import KithCore
import Observation

/// Keeps what is typed into forms, as drafts.
@MainActor
@Observable
public final class Typed {
    private let kith: Kith
    private let unsaved: Unsaved<FilledForm>

    init(_ kith: Kith) {
        self.kith = kith
        unsaved = Unsaved { draft, filled in
            _ = try await kith.saveDraft(arguments: SaveDraft(draft: draft, content: try filled.draft))
        }
    }

    /// Why what was typed could not be kept, where that is so.
    public var refused: ErrorInWords? { unsaved.refused }

    /// What was filled in of a form and not recorded yet.
    func draft(of form: Form) async throws -> FilledForm? {
        if let filled = unsaved[form.draft] { return filled }
        let kept = try await kith.drafts(arguments: Drafts()).first { $0.draft == form.draft }
        return kept.flatMap { FilledForm(draft: $0.content) }
    }

    /// Keeps a form as a draft, soon.
    func keep(_ form: Form, _ filled: FilledForm) {
        unsaved.keep(form.draft, filled)
    }

    /// Returns once all that was typed is kept.
    func settle() async {
        await unsaved.settle()
    }

    /// Records a form. Its draft goes with it, and none that was typed before comes back; where it is refused, the draft stays.
    func submit(_ form: Form, _ filled: FilledForm) async throws -> Recorded {
        await settle()
        // A visit goes with its draft at one go, so that it is never recorded twice.
        let isVisit = form.command == "record_visit"
        let whole = try filled.withoutBlanks.json(with: isVisit ? ["draft": .text(form.draft)] : [:])
        let done = try await kith.submit(command: form.command, filledIn: whole)
        await unsaved.forget(form.draft)
        // It is recorded: a draft that cannot be let go now is no reason to have it recorded again.
        if !isVisit { try? await discard(form) }
        return Recorded(done)
    }

    /// Lets go of a form and its draft.
    func discard(_ form: Form) async throws {
        await unsaved.forget(form.draft)
        if try await draft(of: form) != nil { _ = try await kith.discardDraft(arguments: DiscardDraft(draft: form.draft)) }
    }
}
