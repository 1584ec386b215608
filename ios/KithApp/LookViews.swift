import KithKit
import SwiftUI

/// Needs a look: what two people said, side by side, and what holds until somebody settles it.
struct NeedsLookView: View {
    @State var model: ScreenModel<NeedsLookAnswer>
    let words: Strings
    let navigation: Navigation

    var body: some View {
        ShownView(model: model, words: words) { found in
            List {
                if found.isEmpty { LineView(text: words.say("needs-look-none")) }
                differing("needs-look-guarded", found.guarded)
                aside("needs-look-waiting", found.waiting + found.quarantined)
                aside("needs-look-forked", found.forked)
                PartSection(heading: words.say("needs-look-amended"), items: found.amendedApart) { apart in
                    OpeningLine(line: LineView(text: apart.text)) { navigation.open(.individual(apart.individual)) }
                }
                differing("needs-look-ordinary", found.ordinary)
            }
        }
    }

    private func aside(_ heading: String, _ parcels: [PendingParcel]) -> some View {
        PartSection(heading: words.say(heading), items: parcels) { LineView(text: $0.text, mark: .alert) }
    }

    private func differing(_ heading: String, _ differences: [Difference]) -> some View {
        PartSection(heading: words.say(heading), items: differences) { difference in
            DifferenceView(difference: difference, words: words)
            OpeningLine(line: LineView(text: words.say("app-settle"))) { navigation.open(.settle(difference.id)) }
        }
    }
}

/// What differs: what was said, by whom, when and why, and what holds meanwhile.
private struct DifferenceView: View {
    let difference: Difference
    let words: Strings

    var body: some View {
        LineView(
            text: difference.about, detail: [difference.fieldLabel], mark: difference.guarded ? .guarded : .plain)
        ForEach(difference.values, id: \.factId) { said in
            LineView(text: said.told(in: difference), detail: [said.by(words)] + [said.reason].compactMap(\.self))
        }
        LineView(text: difference.why, detail: difference.holds, mark: difference.guarded ? .guarded : .plain)
    }
}

/// Settles one difference: which of the things said holds, and why.
struct SettleView: View {
    @State var model: SettleModel
    let words: Strings
    let navigation: Navigation

    var body: some View {
        ShownView(model: model.screen, words: words) { found in
            List {
                if let refused = model.doing.refused { RefusedView(refused: refused) }
                if let difference = found { choices(difference) } else { LineView(text: words.say("app-settled")) }
            }
        }
        .navigationTitle(words.say("screen-settle"))
        .onChange(of: model.isSettled, initial: false) { _, isSettled in if isSettled { navigation.back() } }
    }

    @ViewBuilder
    private func choices(_ difference: Difference) -> some View {
        LineView(text: difference.about, detail: [difference.fieldLabel])
        PartSection(heading: words.say("app-settle-which"), items: difference.values) { said in
            let line = LineView(text: said.told(in: difference), detail: [said.by(words)])
            OpeningLine(line: line, isChosen: model.chosen == said.factId) { model.chosen = said.factId }
        }
        TextField(words.say("app-settle-why"), text: $model.reason, axis: .vertical).frame(minHeight: Size.target)
        ActButton(title: words.say("app-settle")) { await model.settle() }
            .disabled(model.chosen == nil || model.doing.isBusy)
    }
}

extension SaidValue {
    @MainActor
    fileprivate func by(_ words: Strings) -> String {
        words.say(key: "app-by", texts: ["when": recordedText, "author": author])
    }
}
