import Foundation
import KithKit
import Security

/// The keychain of this device: what is in it opens only where a code is set, never leaves the device, and goes with the code.
struct SystemKeychain: Keychain {
    /// What the keychain said instead, by its number.
    struct Refusal: Error {
        let status: OSStatus
    }

    func read(_ name: String) throws -> Data? {
        var found: CFTypeRef?
        let asked = place(name, with: [kSecReturnData as String: true])
        let status = SecItemCopyMatching(asked, &found)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess else { throw Refusal(status: status) }
        return found as? Data
    }

    func keep(_ data: Data, as name: String) throws {
        let value: [String: Any] = [
            kSecValueData as String: data,
            kSecAttrAccessible as String: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly,
        ]
        // In place of what is there, which is never away in between.
        var status = SecItemUpdate(place(name, with: [:]), NSDictionary(dictionary: value) as CFDictionary)
        if status == errSecItemNotFound { status = SecItemAdd(place(name, with: value), nil) }
        guard status == errSecSuccess else { throw Refusal(status: status) }
    }

    private func place(_ name: String, with more: [String: Any]) -> CFDictionary {
        let place: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: "org.kith.vault",
            kSecAttrAccount as String: name,
        ]
        return NSDictionary(dictionary: place.merging(more) { _, last in last }) as CFDictionary
    }
}
