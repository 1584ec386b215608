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
    /// What went wrong last, until what it is about is changed.
    public private(set) var refused: ErrorInWords?
    /// What was left empty and is needed, once somebody went on without it.
    public private(set) var missing: Set<String> = []
    /// What came of it, once it is recorded.
    public private(set) var recorded: Recorded?
    public private(set) var isSaving = false
    public private(set) var filled: FilledForm?
    /// Why going on, or recording, did nothing: the last time that it did nothing.
    public private(set) var halted: Halted?
    private var items: [String: [FormItem]] = [:]
    private var itemCount = 0
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
            for (list, items) in self.filled?.items ?? [:] { self.items[list] = items.map { _ in self.newItem() } }
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
        let lacking = filled.missing(of: form.steps[step])
        missing = Set(lacking)
        if let first = lacking.first, let place = place(at: first) {
            halt(at: place, "\(label(of: place)): \(vault.words.say("app-needed"))")
        }
        return lacking.isEmpty
    }

    private func halt(at place: FieldPlace?, _ told: String) {
        halted = Halted(times: (halted?.times ?? 0) + 1, place: place, told: told)
    }

    private func label(of place: FieldPlace) -> String {
        let asked = parts.flatMap { part in
            switch part {
            case .field(let field): place.list == nil ? [field] : []
            case .list(let name, let fields): place.list == name ? fields : []
            }
        }
        return asked.first { $0.path == place.field }?.label ?? ""
    }

    // MARK: What is filled in

    /// The items of a list, each the same one however many before it are taken away.
    public func items(of list: String) -> [FormItem] { items[list] ?? [] }

    /// What is filled in at a place. One in an item that was taken away is empty, and stays so: a text field writes once more
    /// when it goes.
    public subscript(place: FieldPlace) -> Answer? {
        get {
            guard let list = place.list else { return filled?.answers[place.field] }
            return index(of: place).flatMap { filled?.items[list]?[$0][place.field] }
        }
        set {
            let answer = newValue.flatMap { $0.isEmpty ? nil : $0 }
            // Drawing again is no change: it takes away no mark.
            guard answer != self[place] else { return }
            if let list = place.list {
                guard let index = index(of: place) else { return }
                filled?.items[list]?[index][place.field] = answer
            } else {
                filled?.answers[place.field] = answer
            }
            if let path = path(of: place) { changed(path) }
        }
    }

    private func index(of place: FieldPlace) -> Int? {
        guard let list = place.list else { return nil }
        let index = items(of: list).firstIndex { $0 == place.item }
        return index.flatMap { $0 < filled?.items[list]?.count ?? 0 ? $0 : nil }
    }

    /// The path by which the core names a place. None where it is gone.
    private func path(of place: FieldPlace) -> String? {
        guard let list = place.list else { return place.field }
        return index(of: place).map { "\(list)[\($0)].\(place.field)" }
    }

    private func place(at path: String) -> FieldPlace? {
        guard let found = path.firstMatch(of: /^([^\[]+)\[(\d+)\]\.(.+)$/) else {
            // Of several texts at one place, one.
            return FieldPlace(path.replacing(/\[\d+\]$/, with: ""))
        }
        let (list, items) = (String(found.1), items(of: String(found.1)))
        guard let index = Int(found.2), items.indices.contains(index) else { return nil }
        return FieldPlace(String(found.3), in: list, items[index])
    }

    /// Whether a place was left empty, and is needed.
    public func isMissing(_ place: FieldPlace) -> Bool {
        path(of: place).map { missing.contains($0) } ?? false
    }

    /// Why what is at a place was not taken, where the last refusal is about it.
    public func refusal(of place: FieldPlace) -> ErrorInWords? {
        guard let refused, let path = path(of: place) else { return nil }
        return refused.fields.contains { $0.isAt(path) } ? refused : nil
    }

    /// Whether a number is drawn as faces: the form says so, or the scale beside it has them.
    public func hasFaces(_ field: FormField, at place: FieldPlace) -> Bool {
        guard field.shape == "number", place.field.hasSuffix("value") else { return field.shape == "faces" }
        let scale = FieldPlace("\(place.field.dropLast("value".count))scale", in: place.list, place.item)
        return self[scale]?.text == "five_faces"
    }

    /// What a day or a moment begins with that nobody has said yet: where the record stands, as the form has it.
    public func beginning(of field: FormField, now: Date = .now) -> String {
        let stands = filled?.answers["occurred.at"]?.text ?? filled?.answers["from"]?.text
        if field.shape == "day" { return stands.map(Moments.dayOf) ?? Moments.day(now) }
        return stands.flatMap { Moments.isMoment($0) ? $0 : nil } ?? Moments.moment(now)
    }

    private func newItem() -> FormItem {
        itemCount += 1
        return FormItem(id: itemCount)
    }

    /// Adds an item to a list, with what the form fills in by itself.
    public func add(to list: String, _ fields: [FormField]) {
        let prefilled = fields.compactMap { field in field.answer.map { (field.path, $0) } }
        filled?.items[list, default: []].append(Dictionary(uniqueKeysWithValues: prefilled))
        items[list, default: []].append(newItem())
        changed(list)
    }

    public func remove(_ item: FormItem, from list: String) {
        guard let index = items(of: list).firstIndex(of: item) else { return }
        items[list]?.remove(at: index)
        if filled?.items[list]?.indices.contains(index) == true { filled?.items[list]?.remove(at: index) }
        changed(list)
    }

    /// What is at a path is not as it was when it was marked, nor is anything that is a part of it.
    private func changed(_ path: String) {
        missing = missing.filter { !$0.isAt(path) }
        refused?.fields.removeAll { $0.isAt(path) || path.isAt($0) }
        keep()
    }

    private func keep() {
        // One that is about no place was about what is changed now.
        if refused?.fields.isEmpty == true { refused = nil }
        if let form, let filled { vault.typed.keep(form, filled) }
    }

    /// Records the form, unless its last step lacks something; the draft goes with it.
    public func save() async {
        guard let form, let filled, !isSaving, isWhole else { return }
        (isSaving, refused) = (true, nil)
        await trying {
            let whole = try await self.vault.taking.whole(form.draft)
            self.recorded = try await self.vault.typed.submit(form, filled.attaching(whole))
            self.vault.taking.recorded(form.draft)
        }
        if let place = refused?.fields.lazy.compactMap({ form.step(of: $0) }).first { step = place }
        tellRefusal()
        isSaving = false
    }

    /// Throws away what was written. False where it could not be.
    public func discard() async -> Bool {
        guard let form else { return true }
        refused = nil
        await trying {
            await self.vault.taking.dropAll(form.draft)
            try await self.vault.typed.discard(form)
        }
        tellRefusal()
        return refused == nil
    }

    /// The refusal stands above the step, and is about the first of these that is asked there.
    private func tellRefusal() {
        guard let refused else { return }
        let named = refused.fields.lazy.compactMap { self.place(at: $0) }
        halt(at: named.first { !self.label(of: $0).isEmpty }, "\(refused.message) \(refused.next)")
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
            self.keep()
        }
    }

    /// Takes one out again.
    public func drop(_ id: String) async {
        guard let form else { return }
        await vault.taking.drop(id, of: form.draft)
        filled?.detach(id)
        keep()
    }

    /// What is said of one.
    public subscript(saidOf id: String) -> String {
        get { filled?.said(of: id) ?? "" }
        set {
            filled?.say(newValue, of: id)
            keep()
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

extension String {
    /// Whether a path is this one, or of a part of it: `contacts[0].person` is at `contacts`.
    fileprivate func isAt(_ path: String) -> Bool {
        self == path || hasPrefix("\(path)[") || hasPrefix("\(path).")
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
