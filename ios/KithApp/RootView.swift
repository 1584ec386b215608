import KithKit
import SwiftUI

/// The whole app: the door, and behind it the tabs. Nothing of the record is on the screen while the app is not in front.
public struct RootView: View {
    @Environment(\.scenePhase) private var phase
    @State private var navigation = Navigation()
    private let door: Door
    private let words: Strings
    private let background: Background

    public init(door: Door, words: Strings, background: Background) {
        (self.door, self.words, self.background) = (door, words, background)
    }

    public var body: some View {
        ZStack {
            Group {
                switch door.state {
                case .open(let kith): TabsView(kith: kith, words: words, navigation: navigation)
                default: DoorView(door: door, words: words)
                }
            }
            .accessibilityHidden(door.isCovered)
            if door.isCovered { CoverView() }
        }
        .onChange(of: phase, initial: true) { _, phase in
            if phase == .active {
                Task { await door.enter() }
            } else {
                door.leave()
                if phase == .background, case .open(let kith) = door.state {
                    Task { await background.leave(kith, words: words) }
                }
            }
        }
    }
}

/// What is seen of the app while it is not in front: its mark, and nothing of anybody.
struct CoverView: View {
    var body: some View {
        ZStack {
            Rectangle().fill(.background)
            Image(systemName: "lock.fill").font(.largeTitle)
        }
        .accessibilityHidden(true)
    }
}

/// The door where it is not open.
struct DoorView: View {
    let door: Door
    let words: Strings
    @State private var sheet = ""

    var body: some View {
        VStack(spacing: 24) {
            switch door.state {
            case .noVault(let refused): WelcomeView(door: door, words: words, refused: refused)
            case .founded(_, let sheet): SheetView(door: door, words: words, sheet: sheet)
            case .opening, .open: ProgressView()
            case .needsSheet:
                TextField(words.say("app-sheet"), text: $sheet, axis: .vertical).frame(minHeight: Size.target)
                ActButton(title: words.say("app-unlock")) { await door.unlock(sheet: sheet) }
            case .refused(let refused):
                RefusedView(refused: refused)
                unlock
            case .locked: unlock
            }
        }
        .padding(24)
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .background(.background)
    }

    private var unlock: some View {
        ActButton(title: words.say("app-unlock")) { await door.unlock(reason: words.say("app-unlock-reason")) }
    }
}

/// The first time: a new organisation.
private struct WelcomeView: View {
    let door: Door
    let words: Strings
    let refused: ErrorInWords?
    @State private var organisation = ""
    @State private var name = ""

    var body: some View {
        Text(verbatim: words.say("app-welcome")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        if let refused { RefusedView(refused: refused) }
        TextField(words.say("app-organisation"), text: $organisation, axis: .horizontal).frame(minHeight: Size.target)
        TextField(words.say("app-your-name"), text: $name, axis: .horizontal).frame(minHeight: Size.target)
        ActButton(title: words.say("app-begin")) {
            await door.found(organisation, by: name, reason: words.say("app-unlock-reason"))
        }
    }
}

/// The recovery sheet of a new vault, to be printed and put away.
private struct SheetView: View {
    let door: Door
    let words: Strings
    let sheet: String

    var body: some View {
        Text(verbatim: words.say("app-sheet")).font(.largeTitle).accessibilityAddTraits(.isHeader)
        ScrollView { Text(verbatim: sheet).font(.body) }
        ShareLink(item: sheet) {
            Label(words.say("recovery-keep"), systemImage: "printer").frame(minHeight: Size.target)
        }
        ActButton(title: words.say("app-sheet-kept")) { await door.sheetIsKept() }
    }
}

/// The one thing to do here.
private struct ActButton: View {
    let title: String
    let act: @MainActor () async -> Void

    var body: some View {
        Button {
            Task { await act() }
        } label: {
            Text(verbatim: title).frame(maxWidth: .infinity, minHeight: Size.target)
        }
        .buttonStyle(.borderedProminent)
    }
}

/// What went wrong and what to do next, read as one by VoiceOver.
struct RefusedView: View {
    let refused: ErrorInWords

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Label(refused.message, systemImage: "exclamationmark.triangle.fill").font(.headline)
            Text(verbatim: refused.next)
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .accessibilityElement(children: .combine)
    }
}
