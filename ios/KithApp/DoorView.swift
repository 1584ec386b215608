import KithKit
import SwiftUI

/// The door where it is not open. The language comes first, before there is a vault.
struct DoorView: View {
    let door: Door
    let inbox: Inbox

    private var words: Strings { door.words }

    var body: some View {
        ScrollView {
            VStack(spacing: 24) {
                switch door.state {
                case .noVault(let refused):
                    if door.wishes.language == nil {
                        LanguagesView(door: door)
                    } else {
                        WelcomeView(door: door, refused: refused)
                    }
                case .asked(let requested, let refused):
                    AskedView(door: door, inbox: inbox, requested: requested, refused: refused)
                case .founded(_, let sheet): SheetView(door: door, sheet: sheet)
                case .joined(_, let numbers, _): JoinedView(door: door, numbers: numbers)
                case .needsSheet(let refused):
                    NeedsSheetView(words: words, refused: refused) { await door.unlock(sheet: $0) }
                case .refused(let refused):
                    RefusedView(refused: refused)
                    unlock
                case .locked: unlock
                case .opening, .open, .together: ProgressView()
                }
            }
            .padding(24)
            .frame(maxWidth: .infinity)
        }
        .background(.background)
    }

    private var unlock: some View {
        ActButton(title: words.say("app-unlock")) { await door.unlock() }
    }
}

/// Each language says so itself: nobody has to read another to find theirs.
private struct LanguagesView: View {
    let door: Door

    var body: some View {
        Text(verbatim: door.words.say("app-name")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        ForEach(Language.offered, id: \.self) { language in
            Button {
                Task { await door.speak(language) }
            } label: {
                LineView(text: language.words.say("language-name"), detail: [language.words.say("app-language-choose")])
            }
        }
    }
}

/// The first time: a new organisation, or one to join.
private struct WelcomeView: View {
    private enum Beginning { case choose, found, join }

    let door: Door
    let refused: ErrorInWords?
    @State private var beginning = Beginning.choose
    /// Why there is no practice.
    @State private var unpractised: ErrorInWords?
    @State private var organisation = ""
    @State private var name = ""

    private var words: Strings { door.words }

    var body: some View {
        Text(verbatim: words.say(title)).font(.largeTitle).accessibilityAddTraits(.isHeader)
        if let refused = unpractised ?? refused { RefusedView(refused: refused) }
        switch beginning {
        case .choose:
            Text(verbatim: words.say("app-welcome-under"))
            OpeningLine(line: LineView(text: words.say("app-found"), detail: [words.say("app-found-under")])) {
                beginning = .found
            }
            OpeningLine(line: LineView(text: words.say("app-join"), detail: [words.say("app-join-under")])) {
                beginning = .join
            }
            LineView(text: words.say("app-welcome-safe"), mark: .guarded)
            OtherButton(title: words.say("app-train"), symbol: "theatermasks") { unpractised = await door.train() }
        case .found:
            TextField(words.say("app-organisation"), text: $organisation, axis: .horizontal).frame(minHeight: Size.target)
            yourName
            ActButton(title: words.say("app-begin")) { await door.found(organisation, by: name) }
            back
        case .join:
            Text(verbatim: words.say("app-join-how"))
            yourName
            ActButton(title: words.say("app-make-request")) { await door.ask(by: name) }
            back
        }
    }

    private var title: String {
        switch beginning {
        case .choose: "app-welcome"
        case .found: "app-found"
        case .join: "app-join"
        }
    }

    private var yourName: some View {
        TextField(words.say("app-your-name"), text: $name, axis: .horizontal).frame(minHeight: Size.target)
    }

    private var back: some View {
        OtherButton(title: words.say("app-back")) { beginning = .choose }
    }
}

/// This device has asked to join: its request is handed over, and the answer is opened.
private struct AskedView: View {
    let door: Door
    let inbox: Inbox
    let requested: Requested?
    let refused: ErrorInWords?
    @State private var name = ""
    @State private var handed: HandedFile?

    private var words: Strings { door.words }

    var body: some View {
        Text(verbatim: words.say("app-join")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        if let refused { RefusedView(refused: refused) }
        Text(verbatim: words.say("app-join-hand-over"))
        if let requested {
            NumbersView(words: words, numbers: requested.fingerprint)
            OtherButton(title: words.say("app-save-file"), symbol: "square.and.arrow.up") {
                handed = HandedFile(.request, requested.file)
            }
            .handsOver($handed) { _ in }
        } else {
            TextField(words.say("app-your-name"), text: $name, axis: .horizontal).frame(minHeight: Size.target)
            OtherButton(title: words.say("app-make-request")) { await door.ask(by: name) }
        }
        ChoosingButton(title: words.say("app-open-answer"), kind: .answer, inbox: inbox) { await door.join($0) }
    }
}

/// An organisation was joined: whoever let this device in reads the same numbers.
private struct JoinedView: View {
    let door: Door
    let numbers: String

    var body: some View {
        Text(verbatim: door.words.say("app-join")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        NumbersView(words: door.words, numbers: numbers)
        ActButton(title: door.words.say("app-done")) { door.goOn() }
    }
}

/// Numbers that two people read aloud to each other.
struct NumbersView: View {
    let words: Strings
    let numbers: String

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(verbatim: words.say("app-read-aloud")).font(.subheadline)
            Text(verbatim: numbers).font(.headline)
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .accessibilityElement(children: .combine)
    }
}

/// The recovery sheet of a new vault, to be printed and put away.
private struct SheetView: View {
    let door: Door
    let sheet: String
    @State private var handed: HandedFile?

    private var words: Strings { door.words }

    var body: some View {
        Text(verbatim: words.say("app-sheet")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        Text(verbatim: words.say("recovery-keep"))
        Text(verbatim: sheet).font(.body)
        ShareLink(item: sheet) {
            Label(words.say("recovery-keep"), systemImage: "printer").frame(minHeight: Size.target)
        }
        OtherButton(title: words.say("app-save-file"), symbol: "square.and.arrow.down") {
            handed = HandedFile(.sheet, Data(sheet.utf8))
        }
        .handsOver($handed) { _ in }
        ActButton(title: words.say("app-sheet-kept")) { await door.sheetIsKept() }
    }
}

/// What is typed from the recovery sheet.
struct NeedsSheetView: View {
    let words: Strings
    let refused: ErrorInWords?
    let open: @MainActor (String) async -> Void
    @State private var sheet = ""

    var body: some View {
        if let refused { RefusedView(refused: refused) }
        TextField(words.say("app-sheet"), text: $sheet, axis: .vertical).frame(minHeight: Size.target)
        ActButton(title: words.say("app-unlock")) { await open(sheet) }
    }
}
