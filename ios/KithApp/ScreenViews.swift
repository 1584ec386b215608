import KithKit
import SwiftUI

/// Sizes that every view keeps to.
enum Size {
    /// The least height of anything that is touched.
    static let target: CGFloat = 48
}

/// A screen as its model has it: waiting, in words what went wrong, or what was computed.
struct ShownView<Value: Sendable, Content: View>: View {
    let model: ScreenModel<Value>
    let words: Strings
    @ViewBuilder let content: (Value) -> Content

    var body: some View {
        Group {
            switch model.shown {
            case .loading: ProgressView()
            case .here(let value): content(value)
            case .failed(let refused):
                VStack(spacing: 16) {
                    RefusedView(refused: refused)
                    Button {
                        Task { await model.load() }
                    } label: {
                        Text(verbatim: words.say("app-try-again")).frame(minHeight: Size.target)
                    }
                }
                .padding(24)
            }
        }
        .task { await model.follow() }
    }
}

/// One line with what stands under it, read as one by VoiceOver; a sign before it where it matters first.
struct LineView: View {
    let text: String
    var detail: [String] = []
    var mark = Mark.plain

    var body: some View {
        HStack(alignment: .firstTextBaseline, spacing: 12) {
            if let symbol { Image(systemName: symbol).accessibilityHidden(true) }
            VStack(alignment: .leading, spacing: 4) {
                Text(verbatim: text)
                ForEach(detail, id: \.self) { Text(verbatim: $0).font(.subheadline) }
            }
        }
        .frame(maxWidth: .infinity, minHeight: Size.target, alignment: .leading)
        .accessibilityElement(children: .combine)
    }

    private var symbol: String? {
        switch mark {
        case .alert: "exclamationmark.triangle.fill"
        case .guarded: "shield.fill"
        case .own: "quote.opening"
        case .plain, .quiet: nil
        }
    }
}

/// A line that opens a screen, or is chosen.
struct OpeningLine: View {
    let line: LineView
    var isChosen = false
    let open: @MainActor () -> Void

    var body: some View {
        Button(action: open) {
            HStack(spacing: 12) {
                line
                if isChosen { Image(systemName: "checkmark").accessibilityHidden(true) }
            }
        }
        .accessibilityAddTraits(isChosen ? .isSelected : [])
    }
}

/// A screen of words alone, in the core's order.
struct OutlineView: View {
    @State var model: ScreenModel<Outline>
    let words: Strings

    var body: some View {
        ShownView(model: model, words: words) { outline in
            List {
                ForEach(Array(outline.blocks.enumerated()), id: \.offset) { block in
                    Section {
                        ForEach(Array(block.element.lines.enumerated()), id: \.offset) { line in
                            LineView(text: line.element.text, detail: line.element.detail, mark: line.element.mark)
                        }
                    } header: {
                        Text(verbatim: block.element.heading ?? "").accessibilityAddTraits(.isHeader)
                    }
                }
            }
        }
    }
}

/// Today: what must be known first, what is due, what is planned, and what is pending.
struct TodayView: View {
    @State var model: ScreenModel<TodayAnswer>
    let words: Strings
    let navigation: Navigation

    var body: some View {
        ShownView(model: model, words: words) { today in
            List {
                if today.isEmpty { LineView(text: words.say("today-nothing")) }
                section("today-alerts", today.alerts, .guarded)
                section("today-due", today.due, .plain)
                section("today-planned", today.planned, .plain)
                if today.unproved > 0 { LineView(text: words.count(key: "pending-unproved", count: today.unproved)) }
                if today.drafts > 0 { LineView(text: words.count(key: "pending-drafts", count: today.drafts)) }
            }
        }
    }

    @ViewBuilder
    private func section(_ heading: String, _ items: [TodayItem], _ mark: Mark) -> some View {
        if !items.isEmpty {
            Section {
                ForEach(Array(items.enumerated()), id: \.offset) { item in
                    OpeningLine(line: line(item.element, mark)) { navigation.open(.individual(item.element.individual)) }
                }
            } header: {
                Text(verbatim: words.say(heading)).accessibilityAddTraits(.isHeader)
            }
        }
    }

    private func line(_ item: TodayItem, _ mark: Mark) -> LineView {
        LineView(text: item.text, detail: item.detail, mark: item.isAlert ? .alert : mark)
    }
}

/// People I support.
struct PeopleView: View {
    @State var model: ScreenModel<[CaseloadItem]>
    let words: Strings
    let navigation: Navigation

    var body: some View {
        ShownView(model: model, words: words) { people in
            List {
                if people.isEmpty { LineView(text: words.say("caseload-empty")) }
                ForEach(people, id: \.individual) { person in
                    OpeningLine(line: LineView(text: person.name, detail: detail(person), mark: mark(person))) {
                        navigation.open(.individual(person.individual))
                    }
                }
            }
        }
    }

    private func detail(_ person: CaseloadItem) -> [String] {
        let counted = [("caseload-differences", person.differences), ("caseload-waiting", person.waiting)]
        return counted.filter { $0.1 > 0 }.map { words.count(key: $0.0, count: $0.1) }
    }

    private func mark(_ person: CaseloadItem) -> Mark {
        person.waiting > 0 ? .alert : .plain
    }
}

/// One individual: their own card first, then every card that is in use, by kind.
struct IndividualView: View {
    @State var model: ScreenModel<IndividualAnswer>
    let words: Strings
    let navigation: Navigation
    let individual: String

    var body: some View {
        ShownView(model: model, words: words) { answer in
            List {
                Section {
                    OpeningLine(line: LineView(text: words.say("screen-visit"))) { navigation.open(.visit(individual)) }
                    OpeningLine(line: LineView(text: words.say("screen-map"))) { navigation.open(.map(individual)) }
                }
                Section {
                    ForEach(answer.fields, id: \.field) { LineView(text: $0.label, detail: [$0.text]) }
                }
                ForEach(answer.kinds, id: \.kind) { kind in
                    Section {
                        ForEach(kind.cards, id: \.card) { card in
                            LineView(
                                text: card.title, detail: card.differs ? [words.say("differs")] : [],
                                mark: card.isGuarded ? .guarded : .plain)
                        }
                    } header: {
                        Text(verbatim: words.option(list: "cards", name: kind.kind)).accessibilityAddTraits(.isHeader)
                    }
                }
                if let note = answer.note { LineView(text: note) }
            }
            .navigationTitle(answer.name)
        }
    }
}
