import Foundation
import KithKit
import LocalAuthentication
import Security

/// A key pair whose private half is made in the Secure Enclave and never leaves it. It opens only to the faces or fingers
/// that the device knew when it was made.
struct SystemEnclave: SecureEnclave {
    /// Why no key was made.
    struct NoKey: Error {}

    private static let tag = Data("org.kith.vault.enclave".utf8)

    private var algorithm: SecKeyAlgorithm { .eciesEncryptionCofactorVariableIVX963SHA256AESGCM }

    func seal(_ key: Data) throws -> Data {
        guard let own = find(LAContext()) ?? make(), let open = SecKeyCopyPublicKey(own),
            let sealed = SecKeyCreateEncryptedData(open, algorithm, key as CFData, nil)
        else { throw NoKey() }
        return sealed as Data
    }

    func open(_ sealed: Data, reason: String) async throws(EnclaveRefusal) -> Data {
        let context = LAContext()
        try await ask(context, reason)
        // The person was let in, and the key does not open all the same: it was made for other faces or fingers.
        guard let own = find(context), let opened = SecKeyCreateDecryptedData(own, algorithm, sealed as CFData, nil)
        else { throw .changed }
        return opened as Data
    }

    private func ask(_ context: LAContext, _ reason: String) async throws(EnclaveRefusal) {
        do {
            _ = try await context.evaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, localizedReason: reason)
        } catch let error as LAError {
            switch error.code {
            case .biometryLockout: throw .lockedOut
            case .biometryNotEnrolled, .passcodeNotSet: throw .changed
            default: throw .givenUp
            }
        } catch {
            throw .givenUp
        }
    }

    private func find(_ context: LAContext) -> SecKey? {
        let asked: [String: Any] = [
            kSecClass as String: kSecClassKey,
            kSecAttrApplicationTag as String: Self.tag,
            kSecAttrKeyType as String: kSecAttrKeyTypeECSECPrimeRandom,
            kSecReturnRef as String: true,
            kSecUseAuthenticationContext as String: context,
        ]
        var found: CFTypeRef?
        guard SecItemCopyMatching(NSDictionary(dictionary: asked) as CFDictionary, &found) == errSecSuccess, let found
        else { return nil }
        // Asked for by its class: nothing else can have come.
        return (found as! SecKey)
    }

    private func make() -> SecKey? {
        let access = SecAccessControlCreateWithFlags(
            nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, [.privateKeyUsage, .biometryCurrentSet], nil)
        guard let access else { return nil }
        let own: [String: Any] = [
            kSecAttrIsPermanent as String: true,
            kSecAttrApplicationTag as String: Self.tag,
            kSecAttrAccessControl as String: access,
        ]
        let pair: [String: Any] = [
            kSecAttrKeyType as String: kSecAttrKeyTypeECSECPrimeRandom,
            kSecAttrKeySizeInBits as String: 256,
            kSecAttrTokenID as String: kSecAttrTokenIDSecureEnclave,
            kSecPrivateKeyAttrs as String: own,
        ]
        return SecKeyCreateRandomKey(NSDictionary(dictionary: pair) as CFDictionary, nil)
    }
}
