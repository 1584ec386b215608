import Foundation
import KithCore

// How a vault comes to be: an organisation is founded, or joined.
extension Door {
    /// Founds an organisation in a new vault.
    public func found(_ organisation: String, by name: String) async {
        guard case .noVault = state else { return }
        isFounding = true
        await begin(refused: { .noVault($0) }) { key in
            let founding = try await KithCore.found(place: self.place(key), organisation: organisation, name: name)
            await self.take(founding.kith, openedBy: key) { .founded($0, sheet: founding.founded.recoverySheet) }
        }
    }

    /// Asks to join an organisation. Asking again gives the same request.
    public func ask(by name: String) async {
        switch state {
        case .noVault, .asked: break
        default: return
        }
        isFounding = false
        let asked: (ErrorInWords?) -> State = if case .asked = state { { .asked(nil, $0) } } else { { .noVault($0) } }
        await begin(refused: asked) { key in
            self.state = .asked(try await request(place: self.place(key), name: name), nil)
        }
    }

    /// Takes the answer to the request.
    public func join(_ answer: Data) async {
        guard case .asked(let requested, _) = state else { return }
        await begin(refused: { .asked(requested, $0) }) { key in
            let joining = try await accept(place: self.place(key), answer: answer)
            self.isFounding = true
            await self.take(joining.kith, openedBy: key) {
                .joined($0, numbers: joining.joined.organisationFingerprint, sheet: joining.joined.recoverySheet)
            }
        }
    }

    /// The numbers were compared: the recovery sheet comes next.
    public func goOn() {
        if case .joined(let vault, _, let sheet) = state { state = .founded(vault, sheet: sheet) }
    }

    /// The recovery sheet was put away: the vault forgets it.
    public func sheetIsKept() async {
        guard case .founded(let vault, _) = state else { return }
        // Where it cannot be forgotten now, the sheet stays on the screen, and this can be said again.
        guard (try? await vault.kith.recoverySheetKept()) != nil else { return }
        isFounding = false
        state = .open(vault)
    }

    /// With what was chosen to open it.
    private func begin(refused: (ErrorInWords?) -> State, _ act: @MainActor (Key) async throws -> Void) async {
        guard let opener else {
            state = .unguarded(nil)
            return
        }
        state = .opening
        do {
            try requireLibrary()
            try await act(opener)
        } catch {
            state = refused(inWords(error))
        }
    }

    // MARK: The sheet, where the app ended before it was put away

    /// Whether a recovery sheet may still wait to be put away.
    var isFounding: Bool {
        get { kept.read("founding") != nil }
        set { kept.keep(newValue ? "yes" : nil, as: "founding") }
    }

    /// Shows the sheet once more where the vault still holds it.
    func showsSheetAgain(_ key: Key) async throws -> Bool {
        let kith = try await KithCore.open(place: place(key))
        guard let sheet = try await kith.recoverySheet(proof: key) else {
            await kith.shut()
            isFounding = false
            return false
        }
        await take(kith, openedBy: key) { .founded($0, sheet: sheet) }
        return true
    }
}
