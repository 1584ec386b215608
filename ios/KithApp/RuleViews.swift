import KithKit
import SwiftUI

/// The rules about contact of a record, by how they stand now.
struct RulesView: View {
    @State var model: ScreenModel<[RuleItem]>
    let room: Room
    let individual: String

    private var words: Strings { room.words }

    var body: some View {
        ShownView(model: model, words: words) { rules in
            List {
                Text(verbatim: words.say("app-rules-under"))
                if rules.isEmpty { LineView(text: words.say("rules-none")) }
                ForEach(rules.byState, id: \.state) { standing in
                    PartSection(heading: standing.state, items: standing.rules) { rule in
                        OpeningLine(line: RuleLine(words: words, rule: rule).line) {
                            room.navigation.open(.rule(rule.rule, of: individual))
                        }
                    }
                }
                OpeningLine(line: LineView(text: words.say("app-rule-add"))) {
                    room.navigation.open(.form(FormOf(.rule, of: individual)))
                }
            }
        }
        .navigationTitle(words.say("screen-rules"))
    }
}

/// A rule: what it is called, how it stands, and whether different things are said of it.
@MainActor
private struct RuleLine {
    let words: Strings
    let rule: RuleItem

    var line: LineView {
        LineView(
            text: rule.title, detail: [rule.stateText] + (rule.differs ? [words.say("differs")] : []), mark: rule.mark)
    }
}

/// One rule: what is said of it, what it means now for each way of contact, and its papers.
struct RuleView: View {
    @State var model: ScreenModel<[RuleItem]>
    let room: Room
    let individual: String
    let rule: String

    private var words: Strings { room.words }

    var body: some View {
        ShownView(model: model, words: words) { rules in
            List {
                if let rule = rules.first(where: { $0.rule == rule }) {
                    told(rule)
                } else {
                    LineView(text: words.say("rules-none"))
                }
            }
        }
        .navigationTitle(words.say("screen-rules"))
    }

    @ViewBuilder
    private func told(_ rule: RuleItem) -> some View {
        RuleLine(words: words, rule: rule).line
        ForEach(rule.says, id: \.self) { LineView(text: $0) }
        PartSection(heading: words.say("rule-ways"), items: rule.holds) { LineView(text: $0) }
        if !rule.fields.isEmpty { Section { FieldsView(fields: rule.fields, words: words) } }
        if rule.differs { OpeningLine(line: LineView(text: words.say("screen-needs-look"))) { room.navigation.tab = .look } }
        OpeningLine(line: LineView(text: words.say("app-rule-change"))) {
            room.navigation.open(.form(FormOf(.rule, of: individual, about: rule.rule)))
        }
    }
}
