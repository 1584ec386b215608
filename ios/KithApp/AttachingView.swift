import KithKit
import PhotosUI
import SwiftUI
import UniformTypeIdentifiers

/// What the app asks of the device for photos and recordings.
struct Media {
    let drawing: any Drawing
    let player: any Player
    let recorder: @Sendable () -> any Recorder
}

/// Photos and recordings that come with what is filled in: taken in while the form goes on, and never in the way of the words.
struct AttachingView: View {
    let vault: OpenVault
    let media: Media
    let taken: [TakenIn]
    let said: @MainActor (String) -> Binding<String>
    let take: @MainActor (any Incoming) async -> Void
    let drop: @MainActor (String) async -> Void
    /// Why there is nothing to take, by the keys of what is said of it.
    @State private var missing: String?
    @State private var isChoosingPhoto = false
    @State private var isChoosingSound = false
    @State private var isTaking = false
    @State private var chosen: PhotosPickerItem?

    private var words: Strings { vault.words }

    var body: some View {
        Section {
            ForEach(taken) { one($0) }
            if let missing { LineView(text: words.say(missing), detail: [words.say("\(missing)-next")], mark: .alert) }
            ForEach(offers, id: \.self) { offer in
                OtherButton(title: words.say(offer.key), symbol: offer.symbol) { await begin(offer) }
            }
        } header: {
            Text(verbatim: words.say("app-attached")).accessibilityAddTraits(.isHeader)
        }
        .photosPicker(isPresented: $isChoosingPhoto, selection: $chosen, matching: .images)
        .onChange(of: chosen, initial: false) { _, photo in if let photo { Task { await choose(photo) } } }
        .fullScreenCover(isPresented: $isTaking) {
            SystemCamera { photo in
                isTaking = false
                if let photo { Task { await take(Photo(photo, drawing: media.drawing)) } }
            }
        }
        .fileImporter(isPresented: $isChoosingSound, allowedContentTypes: [.audio]) { result in
            if case .success(let file) = result { Task { await listen(to: file) } }
        }
    }

    /// One voice at a time.
    private var offers: [Offer] { Offer.allCases.filter { $0 != .microphone || !taken.contains(where: \.isLive) } }

    private func one(_ one: TakenIn) -> some View {
        Group {
            let kind = words.option(list: "attachment-kind", name: one.medium.rawValue)
            LineView(text: kind, detail: one.told(words), mark: one.isBroken ? .alert : .plain)
            if one.state == .whole {
                TextField(words.say("app-attachment-says"), text: said(one.id), axis: .vertical).frame(
                    minHeight: Size.target)
            }
            if one.isLive {
                OtherButton(title: words.say("app-stop-recording"), symbol: "stop.fill") { await vault.taking.stop(one.id) }
            }
            OtherButton(title: words.say("app-remove"), symbol: "minus.circle") { await drop(one.id) }
        }
    }

    private func begin(_ offer: Offer) async {
        missing = nil
        switch offer {
        case .camera:
            if await SystemCamera.mayTake() { isTaking = true } else { missing = "app-no-camera" }
        case .photo: isChoosingPhoto = true
        case .microphone:
            if let voice = try? await Voice.begin(media.recorder()) {
                await take(voice)
            } else {
                missing = "app-no-microphone"
            }
        case .sound: isChoosingSound = true
        }
    }

    private func choose(_ photo: PhotosPickerItem) async {
        chosen = nil
        if let found = try? await photo.loadTransferable(type: ChosenPhoto.self) {
            await take(Photo(found.file, drawing: media.drawing))
        } else {
            missing = "app-not-read"
        }
    }

    private func listen(to file: URL) async {
        // What another app lends is given back once it is read.
        let isLent = file.startAccessingSecurityScopedResource()
        await take(SoundFile(file) { if isLent { file.stopAccessingSecurityScopedResource() } })
    }
}

extension Offer {
    fileprivate var symbol: String {
        switch self {
        case .camera: "camera"
        case .photo: "photo"
        case .microphone: "mic"
        case .sound: "waveform"
        }
    }
}

/// Adds photos and recordings to somebody on the map.
struct AttachView: View {
    @State var model: AttachModel
    let room: Room

    var body: some View {
        List {
            Text(verbatim: room.words.say("app-attachment-add-under"))
            if let refused = model.refused { RefusedView(refused: refused) }
            AttachingView(
                vault: room.vault, media: room.media, taken: model.taken,
                said: { id in Binding(get: { @MainActor in model[id] }, set: { @MainActor in model[id] = $0 }) },
                take: { await model.take($0) }, drop: { await model.drop($0) })
            ActButton(title: room.words.say("app-save")) {
                if await model.save() { room.navigation.back() }
            }
        }
        .navigationTitle(room.words.say("app-attachment-add"))
        .task { await model.begin() }
    }
}
