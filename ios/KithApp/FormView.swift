import KithKit
import SwiftUI

/// A form, one step after another. What is written is kept with every change; nothing is lost by leaving.
struct FormView: View {
    @State var model: FormModel
    let room: Room

    private var words: Strings { room.words }
    private var navigation: Navigation { room.navigation }

    var body: some View {
        Form {
            if let recorded = model.recorded {
                RecordedView(recorded: recorded, words: words, concern: raise) { navigation.back() }
            } else {
                if let refused = model.refused ?? model.unkept { RefusedView(refused: refused) }
                if model.warnsFirst { EmergencyView(words: words) }
                step
                if model.takesIn {
                    AttachingView(
                        vault: room.vault, media: room.media, taken: model.taken,
                        said: { id in
                            Binding(get: { @MainActor in model[saidOf: id] }, set: { @MainActor in model[saidOf: id] = $0 })
                        },
                        take: { await model.take($0) }, drop: { await model.drop($0) })
                }
                ForEach(model.answered, id: \.asked) { CheckView(check: $0) }
                Section {
                    if model.isLastStep {
                        StepButton(title: words.say("app-save")) { Task { await save() } }
                    } else {
                        StepButton(title: words.say("app-next")) { model.next() }
                    }
                    if model.step > 0 { StepButton(title: words.say("app-back")) { model.back() } }
                    StepButton(title: words.say("app-discard")) { Task { await discard() } }
                }
            }
        }
        .disabled(model.isSaving)
        .navigationTitle(model.form?.title ?? "")
        .task { await model.begin() }
        .onChange(of: model.questions, initial: true) { _, _ in Task { await model.check() } }
    }

    private var step: some View {
        Section {
            ForEach(model.parts) { part in PartView(model: model, room: room, part: part) }
        } header: {
            Text(verbatim: heading).accessibilityAddTraits(.isHeader)
        } footer: {
            Text(verbatim: words.say("form-draft-kept"))
        }
    }

    private var heading: String {
        let steps = model.form?.steps ?? []
        guard steps.count > 1 else { return steps.first?.heading ?? "" }
        let (step, all) = ("\(model.step + 1)", "\(steps.count)")
        return words.say(key: "app-step", texts: ["step": step, "steps": all, "heading": steps[model.step].heading])
    }

    private func save() async {
        await model.save()
        if let recorded = model.recorded { navigation.after(model.of, recorded) }
    }

    private func discard() async {
        if await model.discard() { navigation.back() }
    }

    private func raise() {
        navigation.replace(with: .form(FormOf(.concern, of: model.of.individual)))
    }
}

/// That it is recorded, with what has to be read now; a concern is offered.
private struct RecordedView: View {
    let recorded: Recorded
    let words: Strings
    let concern: @MainActor () -> Void
    let done: @MainActor () -> Void

    var body: some View {
        Section {
            LineView(text: words.say("done-title"))
            ForEach(recorded.notices, id: \.self) { LineView(text: $0, mark: .guarded) }
            if recorded.offersConcern {
                LineView(text: words.say("done-offer-concern"), mark: .alert)
                StepButton(title: words.say("app-raise-concern"), act: concern)
                StepButton(title: words.say("app-not-now"), act: done)
            } else {
                StepButton(title: words.say("app-done"), act: done)
            }
        }
    }
}

/// The numbers to ring before anything is written.
private struct EmergencyView: View {
    let words: Strings

    var body: some View {
        Section {
            LineView(text: words.say("ring-999"), mark: .alert)
            LineView(text: words.say("ring-101"), mark: .alert)
        }
    }
}

/// What the rules say of one contact.
private struct CheckView: View {
    let check: CheckAnswer

    var body: some View {
        Section {
            LineView(text: check.text, detail: check.detail, mark: check.isAlert ? .guarded : .plain)
        } header: {
            Text(verbatim: check.asked).accessibilityAddTraits(.isHeader)
        }
    }
}

private struct StepButton: View {
    let title: String
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) {
            Text(verbatim: title).frame(maxWidth: .infinity, minHeight: Size.target)
        }
    }
}

/// A field, or a list with its items.
private struct PartView: View {
    let model: FormModel
    let room: Room
    let part: FormPart

    var body: some View {
        let words = room.words
        switch part {
        case .field(let field): FieldView(field: field, room: room, answer: AnswerBinding(model, field.path))
        case .list(let name, let fields):
            let label = words.option(list: "field", name: name)
            ForEach(Array(0..<model.count(of: name)), id: \.self) { item in
                ForEach(fields, id: \.name) { field in
                    FieldView(field: field, room: room, answer: AnswerBinding(model, field.path, in: name, at: item))
                }
                Button(role: .destructive) {
                    model.remove(item, from: name)
                } label: {
                    Label(words.say("app-remove"), systemImage: "minus.circle").frame(minHeight: Size.target)
                }
                .accessibilityValue(label)
            }
            Button {
                model.add(to: name, fields)
            } label: {
                Label(label, systemImage: "plus.circle").frame(minHeight: Size.target)
            }
            .accessibilityValue(words.say("app-add-another"))
        }
    }
}

/// What is filled in at one place, for a control to show and change.
@MainActor
private struct AnswerBinding {
    let model: FormModel
    let field: String
    let list: String?
    let item: Int

    init(_ model: FormModel, _ field: String, in list: String? = nil, at item: Int = 0) {
        (self.model, self.field, self.list, self.item) = (model, field, list, item)
    }

    private var path: String { list.map { "\($0)[\(item)].\(field)" } ?? field }

    /// Why it was not taken, where the last refusal is about it.
    var refusal: ErrorInWords? { model.refused.flatMap { $0.fields.contains(path) ? $0 : nil } }

    /// Whether it was left empty, and is needed.
    var isMissing: Bool { model.missing.contains(path) }

    typealias Read<Value> = @MainActor @Sendable (Answer?) -> Value
    typealias Write<Value> = @MainActor @Sendable (Value) -> Answer?

    func binding<Value>(_ read: @escaping Read<Value>, _ write: @escaping Write<Value>) -> Binding<Value> {
        Binding(
            get: { @MainActor in read(model[field, in: list, at: item]) },
            set: { @MainActor value in model[field, in: list, at: item] = write(value) })
    }

    var text: Binding<String> { binding({ $0?.text ?? "" }, { .text($0) }) }
    var tick: Binding<Bool> { binding({ $0?.isTicked ?? false }, { .tick($0) }) }
    var number: Binding<Double?> { binding({ $0?.number }, { $0.map { .number($0) } }) }

    var texts: Binding<String> {
        binding(
            { ($0?.names ?? []).joined(separator: "\n") }, { .several($0.isEmpty ? [] : $0.components(separatedBy: "\n")) })
    }

    func has(_ name: String) -> Binding<Bool> {
        binding({ $0?.names.contains(name) ?? false }, { model[field, in: list, at: item].with(name, $0) })
    }

    func date(isMoment: Bool) -> Binding<Date> {
        binding(
            { $0?.text.flatMap { Moments.date($0) } ?? .now }, { .text(isMoment ? Moments.moment($0) : Moments.day($0)) })
    }
}

/// One field, by its shape. One that must be filled in says so in its label.
private struct FieldView: View {
    let field: FormField
    let room: Room
    let answer: AnswerBinding

    private var words: Strings { room.words }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            control
            if answer.isMissing {
                Label(words.say("app-needed"), systemImage: "exclamationmark.triangle.fill").font(.subheadline)
            }
            if let why = answer.refusal {
                Label(why.message, systemImage: "exclamationmark.triangle.fill").font(.subheadline)
            }
        }
        .frame(minHeight: Size.target)
    }

    private var label: String {
        field.required ? words.say(key: "form-required", texts: ["label": field.label]) : field.label
    }

    @ViewBuilder
    private var control: some View {
        switch field.shape {
        case "one":
            Picker(label, selection: answer.text) {
                Text(verbatim: words.say("value-empty")).tag("")
                ForEach(field.choices, id: \.name) { choice in
                    Label {
                        Text(verbatim: choice.label)
                    } icon: {
                        SymbolView(symbols: room.door.symbols, name: field.symbol(of: choice), word: choice.label)
                    }
                    .tag(choice.name)
                }
            }
        case "several":
            Text(verbatim: label).accessibilityAddTraits(.isHeader)
            ForEach(field.choices, id: \.name) { Toggle($0.label, isOn: answer.has($0.name)) }
        case "moment": DatePicker(label, selection: answer.date(isMoment: true))
        case "day": DatePicker(label, selection: answer.date(isMoment: false), displayedComponents: .date)
        case "faces":
            Picker(label, selection: answer.number) {
                Text(verbatim: words.say("value-empty")).tag(Double?.none)
                ForEach(1..<6, id: \.self) { Text(verbatim: words.say("face-\($0)")).tag(Double?.some(Double($0))) }
            }
        case "tick": Toggle(label, isOn: answer.tick)
        case "number": TextField(label, value: answer.number, format: .number)
        default:
            TextField(label, text: field.isTexts ? answer.texts : answer.text, axis: .vertical)
            if field.isTexts { Text(verbatim: words.say("app-a-line-each")).font(.subheadline) }
        }
    }
}
