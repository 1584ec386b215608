import KithKit
import SwiftUI

/// Settings: the language, and locking now. Text is as large as the system says.
struct SettingsView: View {
    let door: Door
    @State private var refused: ErrorInWords?

    private var words: Strings { door.words }

    var body: some View {
        List {
            Section {
                ForEach(Language.offered, id: \.self) { language in
                    let line = LineView(text: words.option(list: "app-language-of", name: language.name))
                    OpeningLine(line: line, isChosen: door.wishes.language == language) {
                        Task { await door.speak(language) }
                    }
                }
                if door.wishes.language == .welsh { LineView(text: words.say("language-unreviewed")) }
            } header: {
                Text(verbatim: words.say("app-language")).accessibilityAddTraits(.isHeader)
            }
            LineView(text: words.say("app-symbols-by"))
            Section {
                OtherButton(title: words.say("app-lock"), symbol: "lock") { await door.lock() }
                LineView(text: words.say("app-sheet"), detail: [words.say("recovery-keep")])
            }
            if !door.isTraining {
                Section {
                    if let refused { RefusedView(refused: refused) }
                    Button {
                        Task { refused = await door.train() }
                    } label: {
                        LineView(text: words.say("app-train"), detail: [words.say("app-train-under")])
                    }
                }
            }
        }
        .navigationTitle(words.say("screen-settings"))
    }
}
