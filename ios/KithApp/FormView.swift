import KithKit
import SwiftUI

/// A form, one step after another. What is written is kept with every change; nothing is lost by leaving.
struct FormView: View {
    @State var model: FormModel
    let room: Room
    @State private var asksToDiscard = false
    /// Where the refusal stands, to be scrolled to.
    private let top = "refused"

    private var words: Strings { room.words }
    private var navigation: Navigation { room.navigation }

    var body: some View {
        ScrollViewReader { places in
            form.onChange(of: model.halted, initial: false) { _, halted in
                guard let halted else { return }
                if let place = halted.place { places.scrollTo(place) } else { places.scrollTo(top) }
                AccessibilityNotification.Announcement(halted.told).post()
            }
        }
    }

    private var form: some View {
        Form {
            if let recorded = model.recorded {
                RecordedView(recorded: recorded, words: words, concern: raise) { navigation.back() }
            } else {
                if let refused = model.refused ?? model.unkept { RefusedView(refused: refused).id(top) }
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
                    Button(role: .destructive) {
                        asksToDiscard = true
                    } label: {
                        Text(verbatim: words.say("app-discard")).frame(maxWidth: .infinity, minHeight: Size.target)
                    }
                    .confirmationDialog(
                        words.say("app-discard"), isPresented: $asksToDiscard, titleVisibility: .hidden
                    ) {
                        Button(role: .destructive) {
                            Task { await discard() }
                        } label: {
                            Text(verbatim: words.say("app-discard"))
                        }
                        Button(role: .cancel) {
                        } label: {
                            Text(verbatim: words.say("app-not-now"))
                        }
                    }
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
        case .field(let field): FieldView(field: field, room: room, answer: AnswerBinding(model, FieldPlace(field.path)))
        case .list(let name, let fields):
            let label = words.option(list: "field", name: name)
            ForEach(model.items(of: name)) { item in
                ForEach(fields, id: \.name) { field in
                    let place = FieldPlace(field.path, in: name, item)
                    FieldView(field: field, room: room, answer: AnswerBinding(model, place))
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
    let place: FieldPlace

    init(_ model: FormModel, _ place: FieldPlace) {
        (self.model, self.place) = (model, place)
    }

    /// Why it was not taken, where the last refusal is about it.
    var refusal: ErrorInWords? { model.refusal(of: place) }

    /// Whether it was left empty, and is needed.
    var isMissing: Bool { model.isMissing(place) }

    typealias Read<Value> = @MainActor @Sendable (Answer?) -> Value
    typealias Write<Value> = @MainActor @Sendable (Value) -> Answer?

    func binding<Value>(_ read: @escaping Read<Value>, _ write: @escaping Write<Value>) -> Binding<Value> {
        Binding(
            get: { @MainActor in read(model[place]) },
            set: { @MainActor value in model[place] = write(value) })
    }

    var text: Binding<String> { binding({ $0?.text ?? "" }, { .text($0) }) }
    var tick: Binding<Bool> { binding({ $0?.isTicked ?? false }, { .tick($0) }) }
    var number: Binding<Double?> { binding({ $0?.number }, { $0.map { .number($0) } }) }

    var digits: Binding<String> { binding({ $0?.digits ?? "" }, { Answer.number(digits: $0) }) }

    var texts: Binding<String> {
        binding(
            { ($0?.names ?? []).joined(separator: "\n") }, { .several($0.isEmpty ? [] : $0.components(separatedBy: "\n")) })
    }

    func has(_ name: String) -> Binding<Bool> {
        binding({ $0?.names.contains(name) ?? false }, { model[place].with(name, $0) })
    }

    /// The day or the moment that stands there. None where nobody has said one, or it is told in some other way.
    var date: (text: String, date: Date)? {
        model[place]?.text.flatMap { text in Moments.date(text).map { (text, $0) } }
    }

    /// Another in the place of one that is there.
    func date(_ said: (text: String, date: Date)) -> Binding<Date> {
        let (text, date) = said
        return binding({ $0?.text.flatMap { Moments.date($0) } ?? date }, { .text(Moments.text($0, inPlaceOf: text)) })
    }

    func begin(_ field: FormField) { model[place] = .text(model.beginning(of: field)) }

    func clear() { model[place] = nil }
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
        .id(answer.place)
    }

    private var label: String {
        field.required ? words.say(key: "form-required", texts: ["label": field.label]) : field.label
    }

    /// A choice, with its symbol where it has one.
    private func named(_ choice: Choice) -> some View {
        Label {
            Text(verbatim: choice.label)
        } icon: {
            if let symbol = field.symbol(of: choice) {
                SymbolView(symbols: room.door.symbols, name: symbol, word: choice.label)
            }
        }
    }

    @ViewBuilder
    private var control: some View {
        switch field.shape {
        case "one":
            Picker(label, selection: answer.text) {
                Text(verbatim: words.say("value-empty")).tag("")
                ForEach(field.choices, id: \.name) { choice in named(choice).tag(choice.name) }
            }
        case "several":
            Text(verbatim: label).accessibilityAddTraits(.isHeader)
            ForEach(field.choices, id: \.name) { choice in
                Toggle(isOn: answer.has(choice.name)) { named(choice) }
            }
        case "moment", "day": dated
        case "faces": faces
        case "tick": Toggle(label, isOn: answer.tick)
        case "number":
            if answer.model.hasFaces(field, at: answer.place) {
                faces
            } else {
                TextField(label, text: answer.digits, axis: .horizontal).keyboardType(.numberPad)
            }
        default:
            TextField(label, text: field.isTexts ? answer.texts : answer.text, axis: .vertical)
            if field.isTexts { Text(verbatim: words.say("app-a-line-each")).font(.subheadline) }
        }
    }

    private var faces: some View {
        Picker(label, selection: answer.number) {
            Text(verbatim: words.say("value-empty")).tag(Double?.none)
            ForEach(1..<6, id: \.self) { Text(verbatim: words.say("face-\($0)")).tag(Double?.some(Double($0))) }
        }
    }

    /// A day that nobody has said is none, and looks like none: a picker would show today.
    @ViewBuilder
    private var dated: some View {
        if let said = answer.date {
            if Moments.isMoment(said.text) {
                DatePicker(label, selection: answer.date(said))
            } else {
                DatePicker(label, selection: answer.date(said), displayedComponents: .date)
            }
            if !field.required {
                Button(role: .destructive) {
                    answer.clear()
                } label: {
                    Label(words.say("app-remove"), systemImage: "minus.circle").frame(minHeight: Size.target)
                }
                .buttonStyle(.borderless)
                .accessibilityValue(label)
            }
        } else {
            Text(verbatim: label)
            Button {
                answer.begin(field)
            } label: {
                Label(words.say("app-choose-day"), systemImage: "calendar").frame(minHeight: Size.target)
            }
            .buttonStyle(.borderless)
            .accessibilityValue(label)
        }
    }
}
