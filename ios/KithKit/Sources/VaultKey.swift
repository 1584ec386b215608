import Foundation
import KithCore

/// The keychain of this device, as far as the key of a vault needs it: for this device only, and only while it is unlocked.
public protocol Keychain: Sendable {
    func read(_ name: String) throws -> Data?
    /// Fails where the name is taken.
    func add(_ data: Data, as name: String) throws
}

/// The Secure Enclave: a key in it that opens only to the person's face or finger, and never leaves it.
public protocol SecureEnclave: Sendable {
    func seal(_ key: Data) throws -> Data
    /// Asks the person, with a reason in words.
    func open(_ sealed: Data, reason: String) async throws(EnclaveRefusal) -> Data
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

/// What came of asking for the key of the vault.
public enum KeyFound: Sendable {
    case key(Data)
    /// There is none on this device.
    case none
    /// Nobody was let in this time; they may try again.
    case notNow
    /// It will never open again on this device: the recovery sheet has to.
    case lost
}

/// Keeps the key of the vault: random, sealed by the enclave, in the keychain. It is replaced by nothing and removed by
/// nothing: a vault whose key is lost here still opens by its sheet, and what was not sent yet is in it.
public struct VaultKey: Sendable {
    private static let name = "vault.key"

    private let keychain: any Keychain
    private let enclave: any SecureEnclave

    public init(keychain: any Keychain, enclave: any SecureEnclave) {
        (self.keychain, self.enclave) = (keychain, enclave)
    }

    /// Seals a new key and keeps it, before any vault is made with it.
    public func make(_ language: Language) throws -> Data {
        let key = try newKey(language: language)
        try keychain.add(try enclave.seal(key), as: Self.name)
        return key
    }

    /// Asks for the key.
    public func find(reason: String) async throws -> KeyFound {
        guard let sealed = try keychain.read(Self.name) else { return .none }
        do throws(EnclaveRefusal) {
            return .key(try await enclave.open(sealed, reason: reason))
        } catch {
            return error == .changed ? .lost : .notNow
        }
    }
}
