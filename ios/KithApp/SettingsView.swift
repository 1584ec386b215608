import KithKit
import SwiftUI
import UniformTypeIdentifiers

/// Settings: every item and every word is the core's. What needs something typed or shown takes the place of the list.
struct SettingsView: View {
    @State var model: SettingsModel
    let room: Room
    @State private var unpractised: ErrorInWords?
    @State private var isChoosing = false

    private var words: Strings { room.words }
    private var door: Door { room.door }

    var body: some View {
        ShownView(model: model.screen, words: words) { settings in
            List {
                if let refused = model.doing.refused ?? unpractised { RefusedView(refused: refused) }
                switch model.step {
                case .none:
                    ForEach(settings.parts, id: \.name) { part in
                        PartSection(heading: part.heading, items: part.items) { item($0) }
                    }
                    more(settings)
                case .key:
                    proof
                    NewKeyView(words: words, knowsFingers: door.knowsFingers) { await model.change(to: $0) }
                    back
                case .checking:
                    NeedsSheetView(words: words, refused: nil) { await model.check($0) }
                    back
                case .sheet(let sheet):
                    SheetView(words: words, sheet: sheet) { await model.sheetIsKept() }
                    back
                }
            }
        }
        .navigationTitle(words.say("screen-settings"))
        .fileImporter(isPresented: $isChoosing, allowedContentTypes: [.folder]) { result in
            if case .success(let folder) = result { Task { await take(folder) } }
        }
    }

    @ViewBuilder
    private func item(_ item: SettingItem) -> some View {
        if item.options.isEmpty {
            LineView(text: item.label, detail: [item.text] + item.under, mark: item.isAlert ? .alert : .plain)
        } else {
            LineView(text: item.label, detail: item.under)
            ForEach(item.options, id: \.name) { option in
                OpeningLine(line: LineView(text: option.label), isChosen: item.chosen == option.name) {
                    Task { await model.choose(option, of: item) }
                }
            }
        }
        if item.name == "symbols" {
            // A pack of one's own is a folder.
            OtherButton(title: words.option(list: "settings-symbols-of", name: "folder"), symbol: "folder") {
                isChoosing = true
            }
        }
        let actions = model.actions(of: item)
        if item.name == "recovery_sheet", !actions.isEmpty { proof }
        ForEach(actions, id: \.name) { action in OtherButton(title: action.label) { await model.act(action) } }
    }

    /// Whoever has a PIN types it before anything is done about keys; a finger or a face is asked for by the device.
    @ViewBuilder
    private var proof: some View {
        if model.mayTypePin {
            SecureField(words.say("app-pin-name"), text: $model.pin).keyboardType(.numberPad).frame(minHeight: Size.target)
        }
    }

    private func more(_ settings: SettingsAnswer) -> some View {
        Section {
            OtherButton(title: words.say("app-lock"), symbol: "lock") { await door.lock() }
            LineView(text: words.say("app-symbols-by"))
            if !door.isTraining {
                Button {
                    Task { unpractised = await door.train() }
                } label: {
                    LineView(text: words.say("app-train"), detail: [words.say("app-train-under")])
                }
            }
        }
    }

    private var back: some View {
        OtherButton(title: words.say("app-back")) { model.leave() }
    }

    private func take(_ folder: URL) async {
        // What another app lends is given back.
        let isLent = folder.startAccessingSecurityScopedResource()
        await model.take(folder)
        if isLent { folder.stopAccessingSecurityScopedResource() }
    }
}
