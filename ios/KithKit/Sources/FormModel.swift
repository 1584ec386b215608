import Foundation
import KithCore
import Observation

/// A form, whichever it is: its steps one after another, kept as a draft with every change, and recorded at one go.
@MainActor
@Observable
public final class FormModel {
    public let of: FormOf
    public private(set) var form: Form?
    public private(set) var step = 0
    /// What went wrong last, until something is changed.
    public private(set) var refused: ErrorInWords?
    /// What was left empty and is needed, once somebody went on without it.
    public private(set) var missing: Set<String> = []
    /// What came of it, once it is recorded.
    public private(set) var recorded: Recorded?
    public private(set) var isSaving = false
    public private(set) var filled: FilledForm?
    private var checks: [Question: CheckAnswer] = [:]

    private let vault: OpenVault

    public init(_ vault: OpenVault, _ of: FormOf) {
        (self.vault, self.of) = (vault, of)
    }

    /// Asks for the form, and goes on where a draft of it was left.
    public func begin() async {
        guard form == nil else { return }
        await trying {
            let form = try await self.of.ask(self.vault.kith)
            self.filled = try await self.vault.typed.draft(of: form) ?? FilledForm(prefilledBy: form)
            self.form = form
            try await self.vault.taking.find(form.draft)
        }
    }

    /// Why what is typed could not be kept, where that is so.
    public var unkept: ErrorInWords? { vault.typed.refused }

    /// The parts of the step that is shown.
    public var parts: [FormPart] {
        guard let form, let filled else { return [] }
        return filled.asked(in: form.steps[step])
    }

    /// Whether the numbers to ring stand before anything that is written.
    public var warnsFirst: Bool { of.kind == .concern && step == 0 }

    /// How many items a list has.
    public func count(of list: String) -> Int {
        filled?.items[list]?.count ?? 0
    }

    public var isLastStep: Bool {
        form.map { step == $0.steps.count - 1 } ?? false
    }

    /// To the next step, unless this one lacks something.
    public func next() {
        if form != nil, !isLastStep, isWhole { step += 1 }
    }

    public func back() {
        if step > 0 { step -= 1 }
    }

    private var isWhole: Bool {
        guard let form, let filled else { return false }
        missing = Set(filled.missing(of: form.steps[step]))
        return missing.isEmpty
    }

    /// What is filled in at a place of the form, or of an item of a list.
    public subscript(field: String, in list: String? = nil, at item: Int = 0) -> Answer? {
        get {
            guard let list else { return filled?.answers[field] }
            return filled?.items[list]?[item][field]
        }
        set {
            let answer = newValue.flatMap { $0.isEmpty ? nil : $0 }
            if let list {
                filled?.items[list]?[item][field] = answer
            } else {
                filled?.answers[field] = answer
            }
            changed()
        }
    }

    /// Adds an item to a list, with what the form fills in by itself.
    public func add(to list: String, _ fields: [FormField]) {
        let prefilled = fields.compactMap { field in field.answer.map { (field.path, $0) } }
        filled?.items[list, default: []].append(Dictionary(uniqueKeysWithValues: prefilled))
        changed()
    }

    public func remove(_ item: Int, from list: String) {
        filled?.items[list]?.remove(at: item)
        changed()
    }

    private func changed() {
        refused = nil
        missing = []
        if let form, let filled { vault.typed.keep(form, filled) }
    }

    /// Records the form, unless its last step lacks something; the draft goes with it.
    public func save() async {
        guard let form, let filled, !isSaving, isWhole else { return }
        isSaving = true
        await trying {
            let whole = try await self.vault.taking.whole(form.draft)
            self.recorded = try await self.vault.typed.submit(form, filled.attaching(whole))
            self.vault.taking.recorded(form.draft)
        }
        if let place = refused?.fields.lazy.compactMap({ form.step(of: $0) }).first { step = place }
        isSaving = false
    }

    /// Throws away what was written. False where it could not be.
    public func discard() async -> Bool {
        guard let form else { return true }
        await trying {
            await self.vault.taking.dropAll(form.draft)
            try await self.vault.typed.discard(form)
        }
        return refused == nil
    }

    /// Returns once the draft on disk is what is on the screen.
    public func draftIsKept() async {
        await vault.typed.settle()
    }

    // MARK: Photos and recordings

    /// Whether photos and recordings are asked for in this step.
    public var takesIn: Bool { form.map { $0.takesIn(step) } ?? false }

    /// Those of this form, as far as they have come.
    public var taken: [TakenIn] { form.map { vault.taking[$0.draft] } ?? [] }

    /// Begins to take one in, beside what is typed. Where it is refused, that is told and the words are as they were.
    public func take(_ from: any Incoming) async {
        guard let form else { return await from.close() }
        await trying {
            let id = try await self.vault.taking.take(from, for: form.draft)
            self.filled?.attach(id)
            self.changed()
        }
    }

    /// Takes one out again.
    public func drop(_ id: String) async {
        guard let form else { return }
        await vault.taking.drop(id, of: form.draft)
        filled?.detach(id)
        changed()
    }

    /// What is said of one.
    public subscript(saidOf id: String) -> String {
        get { filled?.said(of: id) ?? "" }
        set {
            filled?.say(newValue, of: id)
            changed()
        }
    }

    // MARK: The rules about contact

    /// The contacts that the rules are asked about now.
    public var questions: [Question] {
        guard let form, let filled else { return [] }
        return form.questions(in: filled)
    }

    /// What the rules say of contact with each of these, as far as they were asked.
    public var answered: [CheckAnswer] {
        questions.compactMap { checks[$0] }
    }

    /// Asks the rules about what was not asked yet.
    public func check() async {
        for question in questions where checks[question] == nil {
            await trying {
                let asked = CheckScreen(
                    individual: self.of.individual ?? "", person: question.person, mode: question.mode, at: question.at)
                self.checks[question] = try await self.vault.kith.check(arguments: asked)
            }
        }
    }

    private func trying(_ act: @MainActor () async throws -> Void) async {
        do {
            try await act()
        } catch {
            // Nothing where it was given up: whoever asked has gone.
            if let why = inWords(error) { refused = why }
        }
    }
}

extension Form {
    /// The step that asks for what an error names: `contacts[0].person`, or the list.
    fileprivate func step(of path: String) -> Int? {
        let plain = path.replacing(/\[\d+\]/, with: "[]")
        return steps.firstIndex { step in
            step.fields.contains { $0.name == plain || $0.path == plain || $0.name.hasPrefix("\(plain)[]") }
        }
    }
}
