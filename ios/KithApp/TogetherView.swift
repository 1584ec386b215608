import KithKit
import SwiftUI

/// The individual's own view: seven screens, large and plain, and the end of it. Nothing else can be reached from here.
struct TogetherView: View {
    @Bindable var together: Together
    let door: Door
    let media: Media
    /// Typed by the worker, to end it.
    @State private var pin = ""

    private var words: Strings { together.words }

    var body: some View {
        if together.isHidden {
            HiddenView(words: words) { together.isHidden = false }
        } else {
            VStack(spacing: 0) {
                OtherButton(title: words.say("app-hide"), symbol: "eye.slash") { together.isHidden = true }.padding(12)
                screens
            }
            .onChange(of: together.done, initial: false) { _, done in
                if let done { AccessibilityNotification.Announcement(words.say(done)).post() }
            }
        }
    }

    private var screens: some View {
        NavigationStack(path: $together.path) {
            List {
                ForEach(MyScreen.allCases, id: \.self) { screen in
                    Button {
                        together.path.append(screen)
                    } label: {
                        HStack(spacing: 12) {
                            SymbolView(
                                symbols: door.symbols, name: screen.symbol, word: words.say(screen.title), size: Size.large)
                            Text(verbatim: words.say(screen.title)).font(.headline)
                        }
                        .frame(minHeight: Size.large)
                    }
                }
                Section {
                    if together.needsSheet {
                        NeedsSheetView(words: words, refused: nil) { await door.endTogether(sheet: $0) }
                    }
                    if let refused = together.doing.refused { RefusedView(refused: refused) }
                    if door.ways.contains(.pin) {
                        SecureField(words.say("app-finish-key"), text: $pin).frame(minHeight: Size.target)
                    }
                    OtherButton(title: words.say("app-finish"), symbol: "lock") {
                        let typed = pin
                        pin = ""
                        await door.endTogether(pin: typed)
                    }
                }
            }
            .navigationDestination(for: MyScreen.self) { screen in
                MyScreenView(together: together, screen: screen, media: media, symbols: door.symbols).navigationTitle(
                    words.say(screen.title))
            }
        }
    }
}

/// What stands where the screen was: a picture that says nothing of anybody.
private struct HiddenView: View {
    let words: Strings
    let show: @MainActor () -> Void

    var body: some View {
        VStack(spacing: 48) {
            Image(systemName: "sun.max").font(.largeTitle).accessibilityHidden(true)
            OtherButton(title: words.say("app-uncover"), symbol: "eye") { show() }
        }
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .background(.background)
    }
}

/// That it is kept, or told.
private struct DoneView: View {
    let together: Together

    var body: some View {
        if let done = together.done {
            Label(together.words.say(done), systemImage: "checkmark.circle.fill").font(.headline)
        }
    }
}

/// One of the seven.
private struct MyScreenView: View {
    let together: Together
    let screen: MyScreen
    let media: Media
    let symbols: Symbols
    /// The photos of those who have one, by who they are.
    @State private var photos: [String: Data] = [:]

    private var words: Strings { together.words }

    var body: some View {
        switch screen {
        case .day:
            ShownView(model: together.day, words: words) { day in
                List {
                    MyItemsView(items: day.today, none: words.say("my-day-empty"))
                    PartSection(heading: words.say("my-day-soon"), items: day.soon) { MyItemView(item: $0) }
                }
            }
        case .people:
            ShownView(model: together.people, words: words) { people in
                List {
                    if people.isEmpty { LineView(text: words.say("my-people-empty")) }
                    ForEach(people, id: \.person) { person in
                        HStack(spacing: 12) {
                            if let photo = photos[person.person] { SmallPicture(bytes: photo).accessibilityHidden(true) }
                            LineView(text: person.name, detail: person.told)
                        }
                    }
                }
                .task { photos = await together.photos() }
            }
        case .words:
            ShownView(model: together.said, words: words) { said in
                List {
                    SayView(together: together, title: words.say("app-say"), place: .words)
                    if said.items.isEmpty { LineView(text: words.say("my-words-empty")) }
                    ForEach(said.items, id: \.id) { item in
                        MyItemView(item: item)
                        if let attachment = item.attachment {
                            AttachmentView(model: together.attachment(attachment, player: media.player), words: words)
                        }
                    }
                    if let more = said.more { LineView(text: more) }
                }
            }
        case .plan:
            ShownView(model: together.plan, words: words) { parts in
                List {
                    if parts.isEmpty { LineView(text: words.say("my-plan-empty")) }
                    ForEach(parts, id: \.kind) { part in
                        PartSection(heading: part.heading, items: part.items) { MyItemView(item: $0) }
                    }
                    SayView(together: together, title: words.say("app-think"), place: .plan)
                }
            }
        case .feel: FeelView(together: together, symbols: symbols)
        case .was: WasView(together: together, symbols: symbols)
        case .tell: TellView(together: together)
        }
    }
}

/// What the individual sees, or the words for none; and that there is more.
private struct MyItemsView: View {
    let items: [MyItem]
    let none: String
    var more: String?

    var body: some View {
        if items.isEmpty { LineView(text: none) }
        ForEach(Array(items.enumerated()), id: \.offset) { MyItemView(item: $0.element) }
        if let more { LineView(text: more) }
    }
}

private struct MyItemView: View {
    let item: MyItem

    var body: some View { LineView(text: item.text, detail: item.under) }
}

/// Words to write. What is written is kept with every change, for this individual alone.
private struct SayView: View {
    @Bindable var together: Together
    let title: String
    let place: OwnPlace

    var body: some View {
        Section {
            if let refused = together.doing.refused ?? together.unkept { RefusedView(refused: refused) }
            DoneView(together: together)
            TextField(title, text: $together[place], axis: .vertical).frame(minHeight: Size.large)
            ActButton(title: together.words.say("app-save")) { _ = await together.say(at: place) }
                .disabled(together[place].isEmpty || together.doing.isBusy)
        }
    }
}

/// Five faces to choose from. Touching one chooses it, and may be changed; it is kept by saying so.
private struct FacesView: View {
    let together: Together
    let faces: [Choice]
    let symbols: Symbols
    let keep: @MainActor (Choice) async -> Void
    @State private var chosen: Choice?

    var body: some View {
        ForEach(faces, id: \.name) { face in
            HStack(spacing: 12) {
                SymbolView(symbols: symbols, name: "face-\(face.name)", word: face.label, size: Size.large)
                OpeningLine(line: LineView(text: face.label), isChosen: chosen == face) { chosen = face }
            }
        }
        ActButton(title: together.words.say("app-save")) {
            guard let face = chosen else { return }
            await keep(face)
            if together.doing.refused == nil { chosen = nil }
        }
        .disabled(chosen == nil || together.doing.isBusy)
    }
}

/// How I feel: a face to choose, and those chosen before.
private struct FeelView: View {
    let together: Together
    let symbols: Symbols

    var body: some View {
        let words = together.words
        ShownView(model: together.feel, words: words) { feel in
            List {
                if let refused = together.doing.refused { RefusedView(refused: refused) }
                DoneView(together: together)
                FacesView(together: together, faces: feel.faces, symbols: symbols) { await together.choose($0) }
                Section {
                    MyItemsView(items: feel.felt.items, none: words.say("how-i-feel-empty"), more: feel.felt.more)
                } header: {
                    Text(verbatim: words.say("how-i-feel-before")).accessibilityAddTraits(.isHeader)
                }
            }
        }
    }
}

/// How was it?: contact that happened lately, with a face and words for each.
private struct WasView: View {
    let together: Together
    let symbols: Symbols
    @State private var chosen: String?

    var body: some View {
        let words = together.words
        ShownView(model: together.was, words: words) { items in
            List {
                if chosen == nil { DoneView(together: together) }
                if items.isEmpty { LineView(text: words.say("how-was-it-empty")) }
                ForEach(Array(items.enumerated()), id: \.offset) { item in
                    OpeningLine(line: LineView(text: item.element.text), isChosen: chosen == item.element.id) {
                        chosen = item.element.id
                    }
                    if chosen == item.element.id { about(item.element) }
                }
            }
        }
        .task { await together.feel.load() }
    }

    @ViewBuilder
    private func about(_ item: MyItem) -> some View {
        FacesView(together: together, faces: together.feel.shown.value?.faces ?? [], symbols: symbols) {
            face in
            if await together.choose(face, after: item) { chosen = nil }
        }
        SayView(together: together, title: together.words.say("app-say"), place: .contact(item.id))
    }
}

/// Tell someone: numbers to ring, who would read what is written here, and whom to tell.
private struct TellView: View {
    let together: Together

    var body: some View {
        let words = together.words
        ShownView(model: together.tell, words: words) { tell in
            List {
                PartSection(heading: words.say("tell-ring"), items: tell.numbers) { RingView(number: $0) }
                LineView(text: tell.alsoReadBy, mark: .guarded)
                PartSection(heading: words.say("concern-tell"), items: tell.recipients) { recipient in
                    OpeningLine(
                        line: LineView(text: recipient.label), isChosen: together.recipients.contains(recipient.name)
                    ) { together.recipients.formSymmetricDifference([recipient.name]) }
                }
                SayView(together: together, title: words.say("app-say"), place: .tell)
            }
        }
    }
}

/// A number that rings where it is touched.
private struct RingView: View {
    let number: Choice

    var body: some View {
        if let call = URL(string: "tel:" + number.name.filter { !$0.isWhitespace }) {
            Link(destination: call) { LineView(text: number.label, mark: .alert) }
        }
    }
}
