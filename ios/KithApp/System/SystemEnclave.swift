import Foundation
import KithKit
import LocalAuthentication
import Security

/// Key pairs whose private half is made in the Secure Enclave and never leaves it. Each opens only to the faces or fingers that the
/// device knew when it was made, and has a name of its own, which stands before what was sealed under it.
struct SystemEnclave: SecureEnclave {
    /// Why no key was made.
    struct NoKey: Error {}

    private static let nameLength = 36

    private var algorithm: SecKeyAlgorithm { .eciesEncryptionCofactorVariableIVX963SHA256AESGCM }

    func knowsAnybody() -> Bool {
        LAContext().canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)
    }

    func seal(_ key: Data) throws -> Data {
        let name = Data(UUID().uuidString.utf8)
        guard let own = make(name), let open = SecKeyCopyPublicKey(own),
            let sealed = SecKeyCreateEncryptedData(open, algorithm, key as CFData, nil)
        else { throw NoKey() }
        return name + (sealed as Data)
    }

    func open(_ sealed: [Data], reason: String) async throws(EnclaveRefusal) -> [Data?] {
        let context = LAContext()
        try await ask(context, reason)
        // The person was let in: what does not open all the same was made for other faces or fingers.
        return sealed.map { whole in
            guard let own = find(whole.prefix(Self.nameLength), context) else { return nil }
            let sealed = Data(whole.dropFirst(Self.nameLength))
            return SecKeyCreateDecryptedData(own, algorithm, sealed as CFData, nil).map { $0 as Data }
        }
    }

    func forget(_ sealed: Data) {
        let asked: [String: Any] = [
            kSecClass as String: kSecClassKey, kSecAttrApplicationTag as String: Data(sealed.prefix(Self.nameLength)),
        ]
        // Where it stays it opens nothing: what was sealed under it is gone.
        _ = SecItemDelete(NSDictionary(dictionary: asked) as CFDictionary)
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

    private func find(_ name: Data, _ context: LAContext) -> SecKey? {
        let asked: [String: Any] = [
            kSecClass as String: kSecClassKey,
            kSecAttrApplicationTag as String: Data(name),
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

    private func make(_ name: Data) -> SecKey? {
        let access = SecAccessControlCreateWithFlags(
            nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, [.privateKeyUsage, .biometryCurrentSet], nil)
        guard let access else { return nil }
        let own: [String: Any] = [
            kSecAttrIsPermanent as String: true,
            kSecAttrApplicationTag as String: Data(name),
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
