import Foundation
import KithKit

/// What the app keeps beside the vault, and where the vault lies.
struct SystemKept: Kept {
    func read(_ name: String) -> String? { UserDefaults.standard.string(forKey: name) }

    func keep(_ text: String?, as name: String) { UserDefaults.standard.set(text, forKey: name) }

    /// Where symbols lie: those that are built in, and a pack of one's own beside the vault.
    @MainActor
    static func symbols() -> Symbols {
        let own = URL(fileURLWithPath: home()).deletingLastPathComponent().appending(path: "symbols")
        return Symbols(builtIn: Bundle.main.resourceURL?.appending(path: "symbols"), folder: own)
    }

    /// The folder of the vault: unreadable while the device is locked, and in no copy of the device, where no key would open it.
    static func home() -> String {
        let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
        var folder = support.appending(path: "Kith")
        let protection: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.complete]
        // Where this cannot be, opening the vault says so in words.
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: protection)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try? folder.setResourceValues(values)
        return folder.appending(path: "vault").path(percentEncoded: false)
    }
}
