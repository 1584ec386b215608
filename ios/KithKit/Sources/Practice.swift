import Foundation
import KithCore

// Training: a vault of its own with people who are made up, in place of the one that is there. Its key is kept nowhere, so what was
// practised goes with it.
extension Door {
    /// Whether everybody that is shown is made up.
    public var isTraining: Bool { held?.isTraining ?? false }

    private var practice: String { home + "-practice" }

    /// Begins; where it cannot, why, and everything is as it was.
    public func train() async -> ErrorInWords? {
        let before: OpenVault?
        switch state {
        case .open(let vault) where !vault.isTraining: before = vault
        case .unguarded: before = nil
        default: return nil
        }
        do {
            forgetPractice()
            let key = Key.random(bytes: try newKey(language: language))
            let kith = try await KithCore.train(place: place(key, in: practice))
            // It may have locked meanwhile.
            guard before === held else {
                await kith.shut()
                forgetPractice()
                return nil
            }
            let real = opener
            state = .opening
            await before?.shut()
            self.real = real
            await take(kith, openedBy: key, isTraining: true)
        } catch {
            return inWords(error)
        }
        return nil
    }

    /// Ends it: what was practised goes, and the vault that is there is open again.
    public func endTraining() async {
        guard case .open(let vault) = state, vault.isTraining else { return }
        let real = real
        (state, self.real, opener) = (.opening, nil, nil)
        await vault.shut()
        forgetPractice()
        if let real { await open(real) { .refused($0) } } else { state = .unguarded(nil) }
    }

    /// Opens it again in the language of now, with all that was practised.
    func trainAgain(_ key: Key) async {
        do {
            await take(try await KithCore.train(place: place(key, in: practice)), openedBy: key, isTraining: true)
        } catch {
            state = inWords(error).map { .refused($0) } ?? .locked
        }
    }

    /// Nobody in it was there.
    func forgetPractice() {
        try? FileManager.default.removeItem(atPath: practice)
    }
}
