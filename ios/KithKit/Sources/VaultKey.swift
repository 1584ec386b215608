import Foundation
import KithCore

/// The keychain of this device, as far as the key of a vault needs it: for this device only, and only while it is unlocked.
public protocol Keychain: Sendable {
    func read(_ name: String) throws -> Data?
    /// In place of what is there under this name, at one go.
    func keep(_ data: Data, as name: String) throws
}

/// The Secure Enclave: keys in it that open only to the person's face or finger, and never leave it.
public protocol SecureEnclave: Sendable {
    /// Whether the device knows a face or a finger.
    func knowsAnybody() -> Bool
    /// Under a new key in it.
    func seal(_ key: Data) throws -> Data
    /// Asks the person once, with a reason in words; gives each that it can open, in their order.
    func open(_ sealed: [Data], reason: String) async throws(EnclaveRefusal) -> [Data?]
    /// Lets go of the key in it that this was sealed under.
    func forget(_ sealed: Data)
}

/// Why the enclave opens nothing.
public enum EnclaveRefusal: Error, Equatable, Sendable {
    /// The person did not go on.
    case givenUp
    /// Too many tries; the device wants its code first.
    case lockedOut
    /// The faces or fingers that the device knows have changed since.
    case changed
}

/// A key, and how it is kept.
public struct KeptKey: Sendable {
    let bytes: Data
    fileprivate let sealed: Data
}

/// What came of asking for the key of the vault.
public enum KeyFound: Sendable {
    /// The newest first. There is more than one only where the app ended while one took the place of another.
    case keys([KeptKey])
    /// There is none on this device.
    case none
    /// Nobody was let in this time; they may try again.
    case notNow
    /// There were too many tries.
    case lockedOut
    /// It will never open again on this device: a PIN or the recovery sheet has to.
    case lost
}

/// Keeps the key of the vault: random, sealed by the enclave, in the keychain. Another takes its place only once the vault opens by
/// that other: until then both are kept, so that wherever the app ends there is one that opens it. A vault whose key is lost here
/// still opens by a PIN or its sheet, and what was not sent yet is in it.
public struct VaultKey: Sendable {
    private static let name = "vault.key"

    private let keychain: any Keychain
    private let enclave: any SecureEnclave

    public init(keychain: any Keychain, enclave: any SecureEnclave) {
        (self.keychain, self.enclave) = (keychain, enclave)
    }

    /// Whether one is kept here, whether or not it opens still.
    var isThere: Bool { (try? kept().isEmpty) == false }

    /// Whether the device could open one.
    var canBeMade: Bool { enclave.knowsAnybody() }

    /// Seals a new key and keeps it before any vault opens by it, beside those that are there.
    func make(_ language: Language) throws -> KeptKey {
        let key = try newKey(language: language)
        let sealed = try enclave.seal(key)
        try keep([sealed] + (try kept()))
        return KeptKey(bytes: key, sealed: sealed)
    }

    /// Asks for the key.
    func find(reason: String) async throws -> KeyFound {
        let sealed = try kept()
        if sealed.isEmpty { return .none }
        do throws(EnclaveRefusal) {
            let opened = try await enclave.open(sealed, reason: reason)
            let keys = zip(sealed, opened).compactMap { sealed, key in key.map { KeptKey(bytes: $0, sealed: sealed) } }
            return keys.isEmpty ? .lost : .keys(keys)
        } catch {
            return switch error {
            case .givenUp: .notNow
            case .lockedOut: .lockedOut
            case .changed: .lost
            }
        }
    }

    /// The vault opens by this one, or by none that is kept here: others are let go.
    func keepOnly(_ key: KeptKey?) throws {
        try drop { $0 != key?.sealed }
    }

    /// The vault does not open by this one after all.
    func drop(_ key: KeptKey) throws {
        try drop { $0 == key.sealed }
    }

    private func drop(_ isLeft: (Data) -> Bool) throws {
        let kept = try kept()
        let left = kept.filter(isLeft)
        if left.isEmpty { return }
        try keep(kept.filter { !isLeft($0) })
        left.forEach(enclave.forget)
    }

    private func kept() throws -> [Data] {
        let kept = try keychain.read(Self.name)
        return kept.flatMap { try? JSONDecoder().decode([Data].self, from: $0) } ?? []
    }

    private func keep(_ sealed: [Data]) throws {
        try keychain.keep(try JSONEncoder().encode(sealed), as: Self.name)
    }
}
