import Foundation
import KithCore

/// What opens the vault day by day.
public enum Way: Sendable {
    case finger, pin
}

/// What is to open it from now on.
public enum NewKey: Sendable {
    case finger
    case pin(String)
}

/// A PIN that is chosen, typed twice.
public struct NewPin: Equatable, Sendable {
    /// It has no fewer digits.
    static let least = 6

    public var pin = ""
    public var again = ""

    public init() {}

    /// The digits, once they will do.
    public var chosen: String? { trouble == nil ? pin : nil }

    /// The key of what is wrong with it.
    public var trouble: String? {
        if pin.count < Self.least || !pin.allSatisfy({ $0.isASCII && $0.isNumber }) { return "app-pin-short" }
        return pin == again ? nil : "app-pin-differs"
    }
}

// What opens the vault: chosen before there is one, proven while it is open, and changed.
extension Door {
    /// Whether the device knows a finger or a face.
    public var knowsFingers: Bool { key.canBeMade }

    /// What opens the vault here, as far as this device knows.
    public var ways: [Way] { (key.isThere ? [.finger] : []) + (hasPin ? [.pin] : []) }

    /// Whether a PIN was chosen. The key file tells nobody.
    var hasPin: Bool {
        get { kept.read("pin") != nil }
        set { kept.keep(newValue ? "yes" : nil, as: "pin") }
    }

    // MARK: Before there is a vault

    /// A finger or a face is to open the vault that is founded or joined now. A key that was made before is used.
    public func chooseFinger() async {
        guard case .unguarded = state else { return }
        state = .opening
        do {
            switch try await key.find(reason: words.say("app-unlock-reason")) {
            case .keys(let keys): choose(Key.random(bytes: keys[0].bytes), isPin: false)
            case .none: choose(Key.random(bytes: try key.make(language).bytes), isPin: false)
            case .notNow: state = .unguarded(nil)
            case .lockedOut: state = .unguarded(lockedOut)
            case .lost:
                // No vault was made with it.
                try key.keepOnly(nil)
                choose(Key.random(bytes: try key.make(language).bytes), isPin: false)
            }
        } catch {
            state = .unguarded(unsure)
        }
    }

    /// A PIN is to open the vault that is founded or joined now.
    public func choosePin(_ pin: String) {
        guard case .unguarded = state else { return }
        // No vault was made with another.
        try? key.keepOnly(nil)
        choose(Key.passphrase(text: pin), isPin: true)
    }

    private func choose(_ key: Key, isPin: Bool) {
        (opener, hasPin) = (key, isPin)
        state = .noVault(nil)
    }

    /// Chooses again, while there is no vault.
    public func chooseAgain() async {
        guard case .noVault = state, await !look().vault, case .noVault = state else { return }
        opener = nil
        state = .unguarded(nil)
    }

    // MARK: While it is open

    /// What opens the vault, proven once more by whoever holds the device: by the PIN where one was typed, else by a finger or a face.
    func prove(_ pin: String) async throws -> Key {
        if let vault = held, vault.isTraining, let opener { return opener }
        if !pin.isEmpty { return Key.passphrase(text: pin) }
        switch try? await key.find(reason: words.say("app-unlock-reason")) {
        case .keys(let keys): return Key.random(bytes: keys[0].bytes)
        case .some(.none): throw Refusal(words: noKey)
        case .lost: throw Refusal(words: keyChanged)
        case .lockedOut: throw Refusal(words: lockedOut)
        case .notNow: throw CancellationError()
        case nil: throw Refusal(words: unsure)
        }
    }

    /// From now on this opens the vault too, in place of an earlier one of its kind. A PIN without a finger beside it, and whatever is
    /// chosen by somebody who came in by the sheet, ends every other but the sheet.
    func change(to new: NewKey, of vault: OpenVault, proof: Key) async throws {
        let isAlone = cameBySheet
        switch new {
        case .finger:
            guard let made = try? key.make(language) else { throw Refusal(words: unsure) }
            let random = Key.random(bytes: made.bytes)
            do {
                try await isAlone
                    ? vault.kith.rekey(proof: proof, key: random) : vault.kith.addKey(proof: proof, key: random)
            } catch {
                try? key.drop(made)
                throw error
            }
            // Where this fails both are kept, and the next time shows which opens.
            try? key.keepOnly(made)
            opener = random
            if isAlone { hasPin = false }
        case .pin(let pin):
            let typed = Key.passphrase(text: pin)
            if isAlone || isKeyLost || !key.isThere {
                try await vault.kith.rekey(proof: proof, key: typed)
                try? key.keepOnly(nil)
            } else {
                try await vault.kith.addKey(proof: proof, key: typed)
            }
            (opener, hasPin) = (typed, true)
        }
        (isKeyLost, cameBySheet) = (false, false)
    }

    /// What opens the vault from now on, chosen by whoever just came in by the sheet, or by their PIN as their key is lost.
    public func renew(_ new: NewKey) async {
        guard case .renewing(let vault, _) = state, let opener else { return }
        do {
            try await change(to: new, of: vault, proof: opener)
            if case .renewing = state { state = .open(vault) }
        } catch {
            if case .renewing = state { state = .renewing(vault, inWords(error)) }
        }
    }

    /// Goes in without choosing: Settings say that it is to be done.
    public func renewLater() {
        if case .renewing(let vault, _) = state { state = .open(vault) }
    }

    // MARK: What is said

    var keyChanged: ErrorInWords { said("key_changed", "app-key-changed", "app-key-changed-next") }
    private var noKey: ErrorInWords { said("no_key", "error-no-key", "error-no-key-next") }
    var lockedOut: ErrorInWords { said("try_later", "error-try-later", "error-try-later-next") }
    var unsure: ErrorInWords { said("key_unsure", "app-key-unsure", "app-key-unsure-next") }

    private func said(_ code: String, _ message: String, _ next: String) -> ErrorInWords {
        ErrorInWords(code: code, message: words.say(message), next: words.say(next), fields: [])
    }

    /// A wrong PIN in its own words, with the tries that are left or the time to wait.
    func ofPin(_ refused: ErrorInWords) async -> ErrorInWords {
        guard ["wrong_key", "try_later"].contains(refused.code) else { return refused }
        let (now, words) = (await look(), words)
        let message = refused.code == "wrong_key" ? words.say("app-pin-wrong") : refused.message
        let next =
            switch now.waitSeconds {
            case 0: words.count(key: "app-tries-left", count: now.triesLeft)
            case ...60: words.count(key: "app-wait-seconds", count: now.waitSeconds)
            default: words.count(key: "app-wait-minutes", count: (now.waitSeconds + 59) / 60)
            }
        return ErrorInWords(code: refused.code, message: message, next: next, fields: refused.fields)
    }
}
