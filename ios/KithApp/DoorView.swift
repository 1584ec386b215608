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
                case .unguarded(let refused):
                    if door.wishes.language == nil {
                        LanguagesView(door: door)
                    } else {
                        WelcomeView(door: door, refused: refused)
                    }
                case .noVault(let refused): BeginningView(door: door, refused: refused)
                case .asked(let requested, let refused):
                    AskedView(door: door, inbox: inbox, requested: requested, refused: refused)
                case .founded(_, let sheet): SheetView(words: words, sheet: sheet) { await door.sheetIsKept() }
                case .joined(_, let numbers, _): JoinedView(door: door, numbers: numbers)
                case .needsSheet(let refused):
                    if let refused { RefusedView(refused: refused) }
                    if door.ways.contains(.pin) { PinView(words: words) { await door.unlock(pin: $0) } }
                    NeedsSheetView(words: words, refused: nil) { await door.unlock(sheet: $0) }
                    OtherButton(title: words.say("app-back")) { door.leaveSheet() }
                case .renewing(_, let refused):
                    if let refused { RefusedView(refused: refused) }
                    NewKeyView(words: words, knowsFingers: door.knowsFingers) { await door.renew($0) }
                    OtherButton(title: words.say("app-not-now")) { door.renewLater() }
                case .refused(let refused):
                    RefusedView(refused: refused)
                    LockedView(door: door)
                case .locked: LockedView(door: door)
                case .opening, .open, .together: ProgressView()
                }
            }
            .padding(24)
            .frame(maxWidth: .infinity)
        }
        .background(.background)
    }
}

/// The vault is locked: a finger or a face is asked for once somebody wants in; a PIN is typed.
private struct LockedView: View {
    let door: Door

    var body: some View {
        let (words, ways) = (door.words, door.ways)
        Text(verbatim: words.say("app-locked")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        Text(verbatim: words.say("app-locked-under"))
        if ways != [.pin] { ActButton(title: words.say("app-unlock")) { await door.unlock() } }
        if ways.contains(.pin) { PinView(words: words) { await door.unlock(pin: $0) } }
        OtherButton(title: words.say("app-sheet-use"), symbol: "doc.text") { door.askForSheet() }
    }
}

/// A PIN to be typed. It is gone from here as soon as it is tried.
struct PinView: View {
    let words: Strings
    let open: @MainActor (String) async -> Void
    @State private var pin = ""

    var body: some View {
        SecureField(words.say("app-pin-name"), text: $pin).keyboardType(.numberPad).frame(minHeight: Size.target)
        ActButton(title: words.say("app-unlock")) {
            let typed = pin
            pin = ""
            await open(typed)
        }
        .disabled(pin.isEmpty)
    }
}

/// What is to open the vault: a finger or a face where the device knows one, or a PIN, typed twice.
struct NewKeyView: View {
    let words: Strings
    let knowsFingers: Bool
    let choose: @MainActor (NewKey) async -> Void
    @State private var pin = NewPin()
    @State private var isTyping = false
    @State private var isTold = false

    var body: some View {
        Text(verbatim: words.say("app-opens-by")).font(.headline).accessibilityAddTraits(.isHeader)
        if knowsFingers {
            OpeningLine(line: LineView(text: words.say("app-finger"), detail: [words.say("app-finger-under")])) {
                Task { await choose(.finger) }
            }
        } else {
            LineView(text: words.say("app-no-finger"), detail: [words.say("app-no-finger-next")], mark: .guarded)
        }
        OpeningLine(line: LineView(text: words.say("app-pin"), detail: [words.say("app-pin-under")]), isChosen: isTyping) {
            isTyping = true
        }
        if isTyping {
            SecureField(words.say("app-pin-name"), text: $pin.pin).keyboardType(.numberPad).frame(minHeight: Size.target)
            SecureField(words.say("app-pin-again"), text: $pin.again).keyboardType(.numberPad).frame(minHeight: Size.target)
            if isTold, let trouble = pin.trouble { LineView(text: words.say(trouble), mark: .alert) }
            ActButton(title: words.say("app-next")) {
                isTold = true
                guard let chosen = pin.chosen else { return }
                pin = NewPin()
                await choose(.pin(chosen))
            }
        }
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

/// The first time: what is to open the vault is chosen before there is one.
private struct WelcomeView: View {
    let door: Door
    let refused: ErrorInWords?
    /// Why there is no practice.
    @State private var unpractised: ErrorInWords?

    private var words: Strings { door.words }

    var body: some View {
        Text(verbatim: words.say("app-welcome")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        if let refused = unpractised ?? refused { RefusedView(refused: refused) }
        Text(verbatim: words.say("app-welcome-under"))
        LineView(text: words.say("app-welcome-safe"), mark: .guarded)
        NewKeyView(words: words, knowsFingers: door.knowsFingers) { new in
            switch new {
            case .finger: await door.chooseFinger()
            case .pin(let pin): door.choosePin(pin)
            }
        }
        OtherButton(title: words.say("app-train"), symbol: "theatermasks") { unpractised = await door.train() }
    }
}

/// A new organisation, or one to join.
private struct BeginningView: View {
    private enum Beginning { case choose, found, join }

    let door: Door
    let refused: ErrorInWords?
    @State private var beginning = Beginning.choose
    @State private var organisation = ""
    @State private var name = ""

    private var words: Strings { door.words }

    var body: some View {
        Text(verbatim: words.say(title)).font(.largeTitle).accessibilityAddTraits(.isHeader)
        if let refused { RefusedView(refused: refused) }
        switch beginning {
        case .choose:
            OpeningLine(line: LineView(text: words.say("app-found"), detail: [words.say("app-found-under")])) {
                beginning = .found
            }
            OpeningLine(line: LineView(text: words.say("app-join"), detail: [words.say("app-join-under")])) {
                beginning = .join
            }
            OtherButton(title: words.say("app-back")) { await door.chooseAgain() }
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

/// A recovery sheet, to be printed and put away. It is offered to no other app: it opens the vault.
struct SheetView: View {
    let words: Strings
    let sheet: String
    let kept: @MainActor () async -> Void
    @State private var handed: HandedFile?

    var body: some View {
        Text(verbatim: words.say("app-sheet")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        Text(verbatim: words.say("recovery-keep"))
        Text(verbatim: sheet).font(.body)
        OtherButton(title: words.say("app-save-file"), symbol: "square.and.arrow.down") {
            handed = HandedFile(.sheet, Data(sheet.utf8))
        }
        .handsOver($handed) { _ in }
        ActButton(title: words.say("app-sheet-kept")) { await kept() }
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
        Text(verbatim: words.say("app-sheet-how")).font(.subheadline)
        // A keyboard that corrects or learns it would keep it.
        TextField(words.say("app-sheet-key"), text: $sheet, axis: .vertical)
            .autocorrectionDisabled(true)
            .textInputAutocapitalization(.never)
            .frame(minHeight: Size.target)
        ActButton(title: words.say("app-unlock")) { await open(sheet) }
    }
}
