import KithKit
import SwiftUI

/// Sizes that every view keeps to.
enum Size {
    /// The least height of anything that is touched.
    static let target: CGFloat = 48
    /// The least height of what the individual touches in their own view.
    static let large: CGFloat = 72
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

/// A part of a list under its heading, where there is anything in it.
struct PartSection<Element, Content: View>: View {
    let heading: String
    let items: [Element]
    @ViewBuilder let content: (Element) -> Content

    var body: some View {
        if !items.isEmpty {
            Section {
                ForEach(Array(items.enumerated()), id: \.offset) { content($0.element) }
            } header: {
                Text(verbatim: heading).accessibilityAddTraits(.isHeader)
            }
        }
    }
}

/// Fields, each with what is said.
struct FieldsView: View {
    let fields: [ShownField]
    let words: Strings

    var body: some View {
        ForEach(fields, id: \.field) { field in
            LineView(text: field.label, detail: [field.text] + (field.differs ? [words.say("differs")] : []))
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
                PartSection(heading: words.say("today-alerts"), items: today.alerts) { line($0, .guarded) }
                PartSection(heading: words.say("today-due"), items: today.due) { line($0, .plain) }
                PartSection(heading: words.say("today-planned"), items: today.planned) { line($0, .plain) }
                if today.unproved > 0 {
                    OpeningLine(line: LineView(text: words.count(key: "pending-unproved", count: today.unproved))) {
                        navigation.tab = .pending
                    }
                }
                if today.drafts > 0 { LineView(text: words.count(key: "pending-drafts", count: today.drafts)) }
                OpeningLine(line: LineView(text: words.say("screen-settings"))) { navigation.open(.settings) }
            }
        }
    }

    private func line(_ item: TodayItem, _ mark: Mark) -> some View {
        let overdue = item.overdue ? [words.say("app-overdue")] : []
        let line = LineView(text: item.text, detail: overdue + item.detail, mark: item.isAlert ? .alert : mark)
        return OpeningLine(line: line) {
            if let leads = item.leads { navigation.open(leads) } else { navigation.tab = .look }
        }
    }
}

/// People I support, and everything that is written, to be searched.
struct PeopleView: View {
    @State var model: ScreenModel<[CaseloadItem]>
    @State var search: SearchModel
    let words: Strings
    let navigation: Navigation

    var body: some View {
        ShownView(model: model, words: words) { people in
            List {
                TextField(words.say("screen-search"), text: $search.wanted, axis: .horizontal).frame(minHeight: Size.target)
                if search.isSearching { hits(people) } else { supported(people) }
                OpeningLine(line: LineView(text: words.say("screen-new-individual"))) {
                    navigation.open(.form(FormOf(.individual)))
                }
            }
        }
        .onChange(of: search.wanted, initial: false) { _, _ in Task { await search.find() } }
    }

    @ViewBuilder
    private func supported(_ people: [CaseloadItem]) -> some View {
        if people.isEmpty { LineView(text: words.say("caseload-empty")) }
        ForEach(people, id: \.individual) { person in
            OpeningLine(line: LineView(text: person.name, detail: detail(person), mark: mark(person))) {
                navigation.open(.individual(person.individual))
            }
        }
    }

    @ViewBuilder
    private func hits(_ people: [CaseloadItem]) -> some View {
        if search.found.isEmpty { LineView(text: words.say("search-none")) }
        ForEach(search.found, id: \.id) { found in
            let whose = people.filter { $0.individual == found.individual }.map(\.name)
            let detail = whose + (found.snippet == found.title ? [] : [found.snippet])
            OpeningLine(line: LineView(text: found.title, detail: detail)) { navigation.open(.individual(found.individual)) }
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
