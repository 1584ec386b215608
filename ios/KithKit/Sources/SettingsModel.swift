import Foundation
import KithCore
import Observation

/// Settings as the core has them: what there is to choose, how it stands with the key and the recovery sheet, and what can be done.
@MainActor
@Observable
public final class SettingsModel {
    /// What is being done about an item, for which something has to be typed or shown.
    public enum Step: Equatable, Sendable {
        case none
        /// Choosing what opens the vault.
        case key
        /// Typing the sheet that is at hand.
        case checking
        /// A sheet is shown, to be put away.
        case sheet(String)
    }

    public let screen: ScreenModel<SettingsAnswer>
    public let doing = Doing()
    public private(set) var step = Step.none
    /// The PIN by which it is proven that whoever does something may open the vault.
    public var pin = ""

    private let door: Door
    private let vault: OpenVault

    public init(_ door: Door, _ vault: OpenVault) {
        (self.door, self.vault) = (door, vault)
        // Size of text, look and movement are the device's: it changes them by itself.
        screen = ScreenModel(vault.kith) { try await $0.settings(arguments: SettingsScreen()) }
    }

    /// Whether there is a PIN that may be typed, where no finger is asked for or in its place.
    public var mayTypePin: Bool { !vault.isTraining && door.ways.contains(.pin) }

    /// What can be done about an item. Nobody has to find a way back to people who are made up.
    public func actions(of item: SettingItem) -> [Choice] { vault.isTraining ? [] : item.actions }

    /// Chooses an option. What the device keeps is its own; the rest is kept in the vault, and held to at once.
    public func choose(_ option: Choice, of item: SettingItem) async {
        switch item.keptBy {
        case .device:
            let language = Language.offered.first { $0.name == option.name }
            if item.name == "language", let language { await door.speak(language) }
        case .vault:
            await doing.run {
                _ = try await self.vault.kith.changeSetting(
                    arguments: ChangeSetting(setting: item.name, value: option.name))
                await self.door.follow(self.vault)
            }
            await screen.load()
        case .nobody: break
        }
    }

    /// Takes a folder as the pack of pictures of one's own, and shows its pictures from now on.
    public func take(_ folder: URL) async {
        await doing.run {
            guard self.door.symbols.take(folder) else {
                let words = self.vault.words
                throw Refusal(
                    words: ErrorInWords(
                        code: "not_read", message: words.say("app-not-read"), next: words.say("app-not-read-next"),
                        fields: []))
            }
            _ = try await self.vault.kith.changeSetting(arguments: ChangeSetting(setting: "symbols", value: "folder"))
            await self.door.follow(self.vault)
        }
        await screen.load()
    }

    /// Does something about an item, by its name.
    public func act(_ action: Choice) async {
        switch action.name {
        case "change_key": step = .key
        case "check_sheet": step = .checking
        case "show_sheet":
            await proven { proof in
                if let sheet = try await self.vault.kith.recoverySheet(proof: proof) { self.step = .sheet(sheet) }
            }
        case "new_sheet":
            await proven { self.step = .sheet(try await self.vault.kith.newRecoverySheet(proof: $0)) }
        // Of a newer core.
        default: break
        }
    }

    /// From now on this opens the vault.
    public func change(to new: NewKey) async {
        await proven { proof in
            try await self.door.change(to: new, of: self.vault, proof: proof)
            self.step = .none
        }
    }

    /// Tries a sheet that is at hand.
    public func check(_ sheet: String) async {
        let opens = await doing.run { try await self.vault.kith.checkRecoverySheet(sheet: Key.sheet(text: sheet)) }
        if opens { step = .none }
        await screen.load()
    }

    /// The sheet that is shown was put away.
    public func sheetIsKept() async {
        guard case .sheet = step else { return }
        if await doing.run({ try await self.vault.kith.recoverySheetKept() }) { step = .none }
        await screen.load()
    }

    /// Goes back. A sheet that was shown goes on waiting.
    public func leave() { step = .none }

    private func proven(_ act: @MainActor (Key) async throws -> Void) async {
        await doing.run {
            let proof = try await self.door.prove(self.pin)
            self.pin = ""
            try await act(proof)
        }
        await screen.load()
    }
}
