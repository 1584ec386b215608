import Foundation
import KithCore
import Observation

/// The door to the vault: open, locked, or not to be opened here. What is behind it is covered whenever the app is not in
/// front.
@MainActor
@Observable
public final class Door {
    public enum State {
        /// There is no vault on this device; what went wrong last in making one.
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
        /// The key of this device is gone; the recovery sheet opens the vault. What went wrong last with it.
        case needsSheet(ErrorInWords?)
        case refused(ErrorInWords)
    }

    /// How long the app may be away before the door locks.
    public static let patience: Duration = .seconds(60)

    public internal(set) var state = State.locked
    /// Whether nothing of the record may be seen: in the app switcher, under a call, while another app is in front.
    public private(set) var isCovered = true
    public let wishes: Wishes
    public let symbols: Symbols

    let kept: any Kept
    let key: VaultKey
    let home: String
    private let now: @Sendable () -> ContinuousClock.Instant
    private var left: ContinuousClock.Instant?
    /// What opened the vault, while it is open: to open it again in another language.
    var opener: Key?
    /// What opens the vault that is there, while another with made-up people is open in its place.
    var real: Key?
    private var closing: Task<Void, Never>?

    public init(
        home: String, kept: any Kept, key: VaultKey, symbols: Symbols = Symbols(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        (self.home, self.kept, self.key, self.symbols, self.now) = (home, kept, key, symbols, now)
        wishes = Wishes(kept)
    }

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
        switch state {
        case .locked, .refused: state = .opening
        default: return
        }
        do {
            switch try await key.find(reason: words.say("app-unlock-reason")) {
            case .key(let bytes): await open(Key.random(bytes: bytes)) { .refused($0) }
            // A key goes with the code of the device; a vault stays, and its sheet opens it.
            case .none: state = locked(home: home).vault ? .needsSheet(nil) : .noVault(nil)
            case .notNow: state = .locked
            case .lost: state = .needsSheet(nil)
            }
        } catch {
            // The keychain does not answer before the device was unlocked once: that passes.
            state = .locked
        }
    }

    /// Opens the vault with the text of its recovery sheet, as printed or typed.
    public func unlock(sheet: String) async {
        guard case .needsSheet = state else { return }
        state = .opening
        await open(Key.sheet(text: sheet)) { .needsSheet($0) }
    }

    func open(_ key: Key, otherwise: (ErrorInWords) -> State) async {
        await closing?.value
        do {
            try requireLibrary()
            if isFounding, try await showsSheetAgain(key) { return }
            take(try await KithCore.open(place: place(key)), openedBy: key)
        } catch let refused as KithError {
            state =
                switch refused.code {
                // A key without a vault: it was made, and founding went no further.
                case "no_vault": .noVault(nil)
                case "not_joined": isFounding ? .noVault(nil) : .asked(nil, nil)
                default: otherwise(refused.words)
                }
        } catch {
            state = .locked
        }
    }

    func take(
        _ kith: Kith, openedBy key: Key, isTraining: Bool = false, as state: (OpenVault) -> State = State.open
    ) {
        opener = key
        self.state = state(OpenVault(kith, words: words, isTraining: isTraining))
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
        case .open(let vault), .founded(let vault, _), .joined(let vault, _, _): vault
        case .together(let together): together.vault
        default: nil
        }
    }

    /// The app is in front.
    public func enter() async {
        await lockWhereLeft()
        left = nil
        isCovered = false
    }

    /// The app is no longer in front: covered at once, and locked if it stays away. The clock is one that nobody sets.
    public func leave() {
        isCovered = true
        left = left ?? now()
    }

    /// Locks where the app was away for too long.
    public func lockWhereLeft() async {
        if let left, now() - left > Self.patience { await lock() }
    }

    /// Locks at once. All that was typed is kept.
    public func lock() async {
        guard let vault = held else { return }
        state = .locked
        (opener, real) = (nil, nil)
        let closing = Task { await vault.shut() }
        self.closing = closing
        await closing.value
        if vault.isTraining { forgetPractice() }
    }
}
