import KithCore

/// A vault that is open, in one language, with what is being typed into it. It outlasts whatever draws it.
@MainActor
public final class OpenVault {
    public let kith: Kith
    public let words: Strings
    /// Whether everybody in it is made up.
    public let isTraining: Bool
    /// How long the app may be away before the door locks.
    public internal(set) var lockAfter: Duration = .seconds(60)
    public let typed: Typed
    public let taking: TakingIn
    public let pictures: Pictures

    init(_ kith: Kith, words: Strings, isTraining: Bool = false) {
        (self.kith, self.words, self.isTraining) = (kith, words, isTraining)
        typed = Typed(kith)
        taking = TakingIn(kith, words: words)
        pictures = Pictures(kith)
    }

    /// Closes it, with all that was typed kept.
    func shut() async {
        await taking.settle()
        await typed.settle()
        await kith.shut()
    }
}
