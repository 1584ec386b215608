import Foundation
import KithCore
import Observation

/// Record a visit: the form's steps one after another, kept as a draft with every change, and saved at one go.
@MainActor
@Observable
public final class VisitModel {
    public private(set) var form: Form?
    public private(set) var step = 0
    /// What went wrong last, until something is changed.
    public private(set) var refused: ErrorInWords?
    /// What is to be shown once it is saved.
    public private(set) var recorded: RecordedVisit?
    public private(set) var isSaving = false
    public private(set) var filled: FilledForm?

    private let kith: Kith
    private let individual: String
    private var keeping: Task<Void, Never>?
    private var isKept = true

    public init(_ kith: Kith, of individual: String) {
        (self.kith, self.individual) = (kith, individual)
    }

    /// Asks for the form, and goes on where a draft of it was left.
    public func begin() async {
        await trying {
            let form = try await self.kith.visitForm(arguments: VisitForm(individual: self.individual))
            let drafts = try await self.kith.drafts(arguments: Drafts())
            let draft = drafts.first { $0.draft == form.draft }
            self.filled = draft.flatMap { FilledForm(draft: $0.content) } ?? FilledForm(prefilledBy: form)
            self.form = form
        }
    }

    /// The parts of the step that is shown.
    public var parts: [FormPart] {
        form?.steps[step].parts ?? []
    }

    /// How many items a list has.
    public func count(of list: String) -> Int {
        filled?.items[list]?.count ?? 0
    }

    public var isLastStep: Bool {
        form.map { step == $0.steps.count - 1 } ?? false
    }

    public func next() {
        if form != nil, !isLastStep { step += 1 }
    }

    public func back() {
        if step > 0 { step -= 1 }
    }

    /// What is filled in at a place of the form, or of an item of a list.
    public subscript(field: String, in list: String? = nil, at item: Int = 0) -> Answer? {
        get {
            guard let list else { return filled?.answers[field] }
            return filled?.items[list]?[item][field]
        }
        set {
            if let list {
                filled?.items[list]?[item][field] = newValue
            } else {
                filled?.answers[field] = newValue
            }
            keep()
        }
    }

    /// Adds an item to a list, with what the form fills in by itself.
    public func add(to list: String, _ fields: [FormField]) {
        let prefilled = fields.compactMap { field in field.answer.map { (field.name, $0) } }
        filled?.items[list, default: []].append(Dictionary(uniqueKeysWithValues: prefilled))
        keep()
    }

    public func remove(_ item: Int, from list: String) {
        filled?.items[list]?.remove(at: item)
        keep()
    }

    /// Records the visit; the draft goes in the same transaction.
    public func save() async {
        guard let form, let filled, !isSaving else { return }
        isSaving = true
        await draftIsKept()
        await trying {
            let visit = filled.visit(individual: self.individual, draft: form.draft)
            let done = try await self.kith.recordVisit(arguments: visit)
            self.recorded = RecordedVisit(done.shown)
        }
        isSaving = false
    }

    /// Returns once the draft on disk is what is on the screen.
    public func draftIsKept() async {
        while let keeping {
            await keeping.value
        }
    }

    /// One write at a time: what is typed meanwhile goes into the next.
    private func keep() {
        refused = nil
        isKept = false
        guard keeping == nil else { return }
        keeping = Task {
            while !isKept, let form, let filled {
                isKept = true
                await trying {
                    _ = try await self.kith.saveDraft(arguments: SaveDraft(draft: form.draft, content: try filled.draft))
                }
            }
            keeping = nil
        }
    }

    private func trying(_ act: @MainActor () async throws -> Void) async {
        do {
            try await act()
        } catch let error as KithError {
            refused = error.words
        } catch {
            // Given up: whoever asked has gone.
        }
    }
}

/// What is to be shown of a visit that was recorded.
public struct RecordedVisit: Decodable, Equatable, Sendable {
    /// Whether a concern is to be offered.
    public var offersConcern = false
    /// The contacts that a rule does not allow, in words.
    public var against: [String] = []
    /// That it is said to have happened later than now, in words.
    public var toCome: String?

    private enum CodingKeys: String, CodingKey {
        case offersConcern = "offer_concern"
        case against
        case toCome = "to_come"
    }

    init(_ shown: Json?) {
        if let told = shown.flatMap({ try? JSONDecoder().decode(Self.self, from: Data($0.utf8)) }) { self = told }
    }
}
