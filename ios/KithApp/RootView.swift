import KithKit
import SwiftUI

/// The whole app: the door, and behind it the tabs. Nothing of the record is on the screen while the app is not in front.
struct RootView: View {
    @Environment(\.scenePhase) private var phase
    @SceneStorage("navigation") private var kept = Data()
    @State private var navigation = Navigation()
    /// Where somebody is who practises; of where they were, nothing is there.
    @State private var practice = Navigation()
    @State private var inbox = Inbox()
    private let door: Door
    private let background: Background
    private let media: Media

    init(door: Door, background: Background, media: Media) {
        (self.door, self.background, self.media) = (door, background, media)
    }

    var body: some View {
        ZStack {
            VStack(spacing: 0) {
                if door.isTraining { PracticeView(door: door) }
                switch door.state {
                case .open(let vault):
                    TabsView(room: room(vault))
                        .task { await background.begin() }
                case .together(let together): TogetherView(together: together, door: door, media: media)
                default: DoorView(door: door, inbox: inbox)
                }
            }
            .accessibilityHidden(door.isCovered)
            if door.isCovered { CoverView() }
        }
        .onChange(of: phase, initial: true) { before, phase in change(from: before, to: phase) }
        .onChange(of: door.held.map { ObjectIdentifier($0) }, initial: false) { _, _ in
            // It opened after the app was left, as where somebody went away meanwhile.
            if phase == .background { leaveBehind() }
        }
        .onOpenURL { url in arrive(url) }
        .task {
            await door.begin()
            navigation.restore(kept)
            navigation.arrive(inbox)
        }
    }

    private func room(_ vault: OpenVault) -> Room {
        Room(vault: vault, door: door, navigation: vault.isTraining ? practice : navigation, inbox: inbox, media: media)
    }

    private func change(from before: ScenePhase, to phase: ScenePhase) {
        if phase == .active {
            Task { await door.enter() }
        } else {
            door.leave(isGone: phase == .background)
            // Only of an app that was in front: one that just began has not gone anywhere yet.
            if before == .active, let now = try? navigation.kept { kept = now }
            if phase == .background { leaveBehind() }
        }
    }

    /// What is done for a vault that is open while the app is behind others; the lock is planned with it.
    private func leaveBehind() {
        guard let vault = door.held else { return }
        Task {
            await background.leave(vault)
            await door.lockWhereLeft()
        }
    }

    private func arrive(_ url: URL) {
        guard let bytes = OpenedFile.read(url) else { return }
        inbox.arrive(url.lastPathComponent, bytes)
        navigation.arrive(inbox)
    }
}

/// Stands above every screen while everybody is made up, and leads back; but not from the individual's own view.
private struct PracticeView: View {
    let door: Door

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Label(door.words.say("app-training"), systemImage: "theatermasks.fill").font(.headline)
            if case .open = door.state {
                OtherButton(title: door.words.say("app-train-end")) { await door.endTraining() }
            }
        }
        .padding(12)
        .background(.tint)
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

/// The one thing to do here.
struct ActButton: View {
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

/// Something else that can be done.
struct OtherButton: View {
    let title: String
    var symbol: String?
    let act: @MainActor () async -> Void

    var body: some View {
        Button {
            Task { await act() }
        } label: {
            HStack(spacing: 12) {
                if let symbol { Image(systemName: symbol).accessibilityHidden(true) }
                Text(verbatim: title)
            }
            .frame(maxWidth: .infinity, minHeight: Size.target, alignment: .leading)
        }
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
