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
        /// A new vault, whose recovery sheet is to be printed and put away before anything is recorded.
        case founded(Kith, sheet: String)
        case locked
        case opening
        case open(Kith)
        /// The key of this device is gone; the recovery sheet opens the vault.
        case needsSheet
        case refused(ErrorInWords)
    }

    /// How long the app may be away before the door locks.
    public static let patience: Duration = .seconds(60)

    public private(set) var state = State.locked
    /// Whether nothing of the record may be seen: in the app switcher, under a call, while another app is in front.
    public private(set) var isCovered = true

    private let home: String
    private let language: Language
    private let key: VaultKey
    private let now: @Sendable () -> ContinuousClock.Instant
    private var left: ContinuousClock.Instant?

    public init(
        home: String, language: Language, key: VaultKey,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        (self.home, self.language, self.key, self.now) = (home, language, key, now)
    }

    /// Opens the vault with the key of this device, which asks the person.
    public func unlock(reason: String) async {
        switch state {
        case .locked, .refused: state = .opening
        default: return
        }
        do {
            switch try await key.find(reason: reason) {
            case .key(let bytes): await open(Key.random(bytes: bytes))
            case .none: state = .noVault(nil)
            case .notNow: state = .locked
            case .lost: state = .needsSheet
            }
        } catch {
            // The keychain does not answer before the device was unlocked once: that passes.
            state = .locked
        }
    }

    /// Opens the vault with the text of its recovery sheet, as printed or typed.
    public func unlock(sheet: String) async {
        state = .opening
        await open(Key.sheet(text: sheet))
    }

    private func open(_ key: Key) async {
        do {
            try requireLibrary()
            state = .open(try await KithCore.open(place: place(key)))
        } catch let refused as KithError {
            // A key without a vault: it was made, and founding went no further.
            state = refused.code == "no_vault" ? .noVault(nil) : .refused(refused.words)
        } catch {
            state = .locked
        }
    }

    /// Founds an organisation in a new vault. A key that was made for one before is used for it.
    public func found(_ organisation: String, by name: String, reason: String) async {
        guard case .noVault = state else { return }
        state = .opening
        do {
            switch try await key.find(reason: reason) {
            case .key(let bytes): try await found(organisation, name, Key.random(bytes: bytes))
            case .none: try await found(organisation, name, Key.random(bytes: try key.make(language)))
            case .notNow: state = .noVault(nil)
            case .lost: state = .needsSheet
            }
        } catch let refused as KithError {
            state = .noVault(refused.words)
        } catch {
            state = .noVault(nil)
        }
    }

    private func found(_ organisation: String, _ name: String, _ key: Key) async throws {
        try requireLibrary()
        let founding = try await KithCore.found(place: place(key), organisation: organisation, name: name)
        state = .founded(founding.kith, sheet: founding.founded.recoverySheet)
    }

    private func place(_ key: Key) -> Place {
        Place(home: home, key: key, language: language)
    }

    /// The recovery sheet was put away: the vault forgets it.
    public func sheetIsKept() async {
        guard case .founded(let kith, _) = state else { return }
        // Where it cannot be forgotten now, the sheet stays on the screen, and this can be said again.
        if (try? await kith.recoverySheetKept()) != nil { state = .open(kith) }
    }

    /// The app is in front.
    public func enter() async {
        if let left, now() - left > Self.patience { await lock() }
        left = nil
        isCovered = false
    }

    /// The app is no longer in front: covered at once, and locked if it stays away. The clock is one that nobody sets.
    public func leave() {
        isCovered = true
        left = left ?? now()
    }

    /// Locks at once.
    public func lock() async {
        guard case .open(let kith) = state else { return }
        state = .locked
        await kith.shut()
    }
}
