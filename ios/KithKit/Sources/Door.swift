import Foundation
import KithCore
import Observation

/// The door to the vault: open, locked, or not to be opened here. What is behind it is covered whenever the app is not in
/// front.
@MainActor
@Observable
public final class Door {
    public enum State {
        /// There is no vault on this device, and whoever founds or joins one chooses first what will open it. What went wrong last.
        case unguarded(ErrorInWords?)
        /// It is chosen what will open it; what went wrong last in making it.
        case noVault(ErrorInWords?)
        /// This device has asked to join and waits for the answer; its request, where it was made just now.
        case asked(Requested?, ErrorInWords?)
        /// A new vault, whose recovery sheet is to be printed and put away before anything is recorded.
        case founded(OpenVault, sheet: String)
        /// An organisation that was joined, with the numbers to be compared with whoever let this device in.
        case joined(OpenVault, numbers: String, sheet: String)
        case locked
        case opening
        case open(OpenVault)
        /// The individual looks at their own record, and nothing else can be seen or done.
        case together(Together)
        /// The recovery sheet opens the vault, as its key is gone from this device or its PIN forgotten. What went wrong last.
        case needsSheet(ErrorInWords?)
        /// Somebody came in by it, or by their PIN as the key is gone: they choose what opens the vault from now on.
        case renewing(OpenVault, ErrorInWords?)
        case refused(ErrorInWords)
    }

    public internal(set) var state: State
    /// Whether nothing of the record may be seen: in the app switcher, under a call, while another app is in front.
    public private(set) var isCovered = true
    public let wishes: Wishes
    public let symbols: Symbols

    let kept: any Kept
    let key: VaultKey
    nonisolated let home: String
    private let now: @Sendable () -> ContinuousClock.Instant
    private var left: ContinuousClock.Instant?
    /// Whether the app is behind others, and not only under a call or the device's own question.
    private var isGone = false
    /// What opened the vault, while it is open: to open it again in another language.
    var opener: Key?
    /// What opens the vault that is there, while another with made-up people is open in its place.
    var real: Key?
    /// Whether the key of this device was found to open no more.
    var isKeyLost = false
    /// Whether the sheet opened the vault.
    var cameBySheet = false
    private var closing: Task<Void, Never>?
    private var isBegun = false

    public init(
        home: String, kept: any Kept, key: VaultKey, symbols: Symbols = Symbols(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        (self.home, self.kept, self.key, self.symbols, self.now) = (home, kept, key, symbols, now)
        wishes = Wishes(kept)
        state = .opening
    }

    /// Looks whether there is a vault, once.
    public func begin() async {
        guard !isBegun else { return }
        isBegun = true
        state = await look().vault ? .locked : .unguarded(nil)
    }

    /// What can be known of the vault while it is locked. It is in files: nothing on the screen waits for them.
    nonisolated func look() async -> Locked { locked(home: home) }

    /// The language of what is shown; English before one was chosen.
    var language: Language { wishes.language ?? .english }

    /// The words of what is shown.
    public var words: Strings { language.words }

    func place(_ key: Key, in home: String? = nil) -> Place {
        Place(home: home ?? self.home, key: key, language: language)
    }

    // MARK: Opening

    /// Opens the vault with the key of this device, which asks the person.
    public func unlock() async {
        guard begins() else { return }
        do {
            switch try await key.find(reason: words.say("app-unlock-reason")) {
            case .keys(let keys): await open(keys)
            // A key goes with the code of the device; a vault stays, and its PIN or its sheet opens it.
            case .none: state = hasPin ? .locked : .needsSheet(nil)
            case .notNow: state = .locked
            case .lockedOut: state = .refused(lockedOut)
            case .lost:
                isKeyLost = true
                state = .needsSheet(keyChanged)
            }
        } catch {
            // The keychain does not answer before the device was unlocked once: that passes.
            state = .locked
        }
    }

    /// With the first of these that opens it; others are let go then.
    private func open(_ keys: [KeptKey]) async {
        for one in keys {
            state = .opening
            await open(Key.random(bytes: one.bytes)) { .refused($0) }
            if held != nil {
                isKeyLost = false
                try? key.keepOnly(one)
            }
            guard case .refused(let why) = state, why.code == "wrong_key" else { return }
        }
    }

    /// Opens the vault by its PIN.
    public func unlock(pin: String) async {
        let asksSheet = if case .needsSheet = state { true } else { false }
        guard begins() else { return }
        await open(Key.passphrase(text: pin)) { why in
            let why = await ofPin(why)
            return asksSheet ? .needsSheet(why) : .refused(why)
        }
        if isKeyLost { askForKey() }
    }

    /// Opens the vault with the text of its recovery sheet, as printed or typed.
    public func unlock(sheet: String) async {
        guard case .needsSheet = state, begins() else { return }
        await open(Key.sheet(text: sheet)) { .needsSheet($0) }
        cameBySheet = held != nil
        if cameBySheet { askForKey() }
    }

    private func askForKey() {
        if case .open(let vault) = state { state = .renewing(vault, nil) }
    }

    private func begins() -> Bool {
        switch state {
        case .locked, .refused, .needsSheet: state = .opening
        default: return false
        }
        return true
    }

    /// The sheet is asked for, as it is at hand.
    public func askForSheet() {
        switch state {
        case .locked, .refused: state = .needsSheet(nil)
        default: break
        }
    }

    /// Goes back from the sheet to what opens the vault day by day.
    public func leaveSheet() {
        if case .needsSheet = state { state = .locked }
    }

    func open(_ key: Key, otherwise: @MainActor (ErrorInWords) async -> State) async {
        await closing?.value
        do {
            try requireLibrary()
            if isFounding, try await showsSheetAgain(key) { return }
            await take(try await KithCore.open(place: place(key)), openedBy: key)
        } catch let refused as KithError {
            state =
                switch refused.code {
                // Founding went no further than its key: it goes on with that.
                case "no_vault": begun(by: key, .noVault(nil))
                case "not_joined": begun(by: key, isFounding ? .noVault(nil) : .asked(nil, nil))
                default: await otherwise(refused.words)
                }
        } catch {
            state = .locked
        }
    }

    func take(
        _ kith: Kith, openedBy key: Key, isTraining: Bool = false, as state: (OpenVault) -> State = State.open
    ) async {
        let vault = OpenVault(kith, words: words, isTraining: isTraining)
        opener = key
        self.state = state(vault)
        await follow(vault)
        // Whoever opened it may have gone meanwhile.
        await lockWhereLeft()
    }

    /// This key opens what was begun and is no vault yet.
    private func begun(by key: Key, _ state: State) -> State {
        opener = key
        return state
    }

    /// Holds to what is chosen in a vault: when it locks, and which symbols.
    func follow(_ vault: OpenVault) async {
        guard let chosen = try? await vault.kith.settings(arguments: SettingsScreen()) else { return }
        vault.lockAfter = .seconds(Int(chosen.lockAfterSeconds))
        symbols.isOwn = chosen.symbols == "folder"
    }

    /// Speaks another language from now on, also behind the door: the vault is opened again in it, with all that was typed.
    public func speak(_ language: Language) async {
        guard language != wishes.language else { return }
        wishes.speak(language)
        guard case .open(let vault) = state, let opener else { return }
        state = .opening
        await vault.shut()
        if vault.isTraining { await trainAgain(opener) } else { await open(opener) { .refused($0) } }
    }

    // MARK: Coming and going

    /// The vault that is open, whoever looks at it.
    public var held: OpenVault? {
        switch state {
        case .open(let vault), .founded(let vault, _), .joined(let vault, _, _), .renewing(let vault, _): vault
        case .together(let together): together.vault
        default: nil
        }
    }

    /// The app is in front.
    public func enter() async {
        await lockWhereLeft()
        (left, isGone) = (nil, false)
        isCovered = false
    }

    /// The app is no longer in front: covered at once, and locked if it stays away. The clock is one that nobody sets.
    public func leave(isGone: Bool = false) {
        isCovered = true
        left = left ?? now()
        self.isGone = self.isGone || isGone
    }

    /// Locks where the app was away for longer than was chosen. At once is once it is behind others: the device's own question for a
    /// face is asked over it too.
    public func lockWhereLeft() async {
        guard let left, let vault = held else { return }
        if vault.lockAfter == .zero ? isGone : now() - left > vault.lockAfter { await lock() }
    }

    /// Locks at once. All that was typed is kept.
    public func lock() async {
        guard let vault = held else { return }
        state = .locked
        (opener, real, cameBySheet) = (nil, nil, false)
        let closing = Task { await vault.shut() }
        self.closing = closing
        await closing.value
        if vault.isTraining { forgetPractice() }
    }
}
