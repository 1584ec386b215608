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
    /// What the individual is writing, while they look at their own record.
    var own: OwnDrafts?

    init(_ kith: Kith, words: Strings, isTraining: Bool = false) {
        (self.kith, self.words, self.isTraining) = (kith, words, isTraining)
        typed = Typed(kith)
        taking = TakingIn(kith, words: words)
        pictures = Pictures(kith)
    }

    /// Closes it, with all that was typed kept.
    func shut() async {
        await settle()
        await kith.shut()
    }

    /// Returns once all that was typed and taken in is kept.
    func settle() async {
        await taking.settle()
        await typed.settle()
        await own?.settle()
    }
}
