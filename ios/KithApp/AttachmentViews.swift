import KithKit
import SwiftUI

/// A photo or a recording among words: small, with what can be seen in it or how much of it is here. Whoever presses it sees all of
/// it in its place, or hears it.
struct AttachmentView: View {
    @State var model: AttachmentModel
    let words: Strings

    /// No side of a photo is drawn with more points than this.
    private static let most = 2048

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            if let refused = model.refused { RefusedView(refused: refused) }
            Button {
                Task { await model.press() }
            } label: {
                HStack(spacing: 12) {
                    mark.accessibilityHidden(true)
                    LineView(text: model.kind, detail: model.told)
                }
            }
            .accessibilityValue(heard)
            if let whole = model.whole {
                DrawnView(bytes: whole, most: Self.most) { picture in
                    Image(picture, scale: 1, label: Text(verbatim: model.item.says ?? model.kind)).resizable().scaledToFit()
                }
            }
        }
        .task { await model.begin() }
        .onDisappear { model.leave() }
    }

    @ViewBuilder
    private var mark: some View {
        if let small = model.small {
            SmallPicture(bytes: small)
        } else {
            Image(systemName: model.item.medium == .photo ? "photo" : model.isPlaying ? "stop.fill" : "play.fill")
        }
    }

    /// What pressing a recording does.
    private var heard: String {
        model.item.medium == .photo ? "" : words.say(model.isPlaying ? "app-stop" : "app-play")
    }
}

/// A small picture, cut to its place. What is in it is said in words beside it.
struct SmallPicture: View {
    let bytes: Data
    var size = Size.large

    var body: some View {
        DrawnView(bytes: bytes, most: Int(size) * 3) { picture in
            Image(decorative: picture, scale: 1).resizable().scaledToFill().frame(width: size, height: size)
                .clipShape(RoundedRectangle(cornerRadius: 8))
        }
        .frame(width: size, height: size)
    }
}

/// A picture that is read apart from what draws, once for as long as it is shown.
private struct DrawnView<Content: View>: View {
    let bytes: Data
    let most: Int
    @ViewBuilder let content: (CGImage) -> Content
    @State private var picture: CGImage?

    var body: some View {
        Group {
            if let picture { content(picture) }
        }
        .task(id: bytes) { picture = await SystemDrawing.read(bytes, most: most) }
    }
}

/// The symbol of what a word says, left of it. The word beside it is read; it says nothing of its own.
struct SymbolView: View {
    let symbols: Symbols
    let name: String
    let word: String
    var size = Size.target

    var body: some View {
        if let picture = symbols.of(name, word).flatMap({ SystemDrawing.picture($0, most: 144) }) {
            Image(decorative: picture, scale: 1).resizable().scaledToFit().frame(width: size, height: size)
        }
    }
}
