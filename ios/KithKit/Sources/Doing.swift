import KithCore
import Observation

/// Something that was asked of the core and takes a moment: one thing at a time, and what was refused is told.
@MainActor
@Observable
public final class Doing {
    public private(set) var isBusy = false
    /// Why it was not done.
    public private(set) var refused: ErrorInWords?

    public init() {}

    /// Does it, unless something else is being done. Whether it was done.
    @discardableResult
    func run(_ act: @MainActor () async throws -> Void) async -> Bool {
        guard !isBusy else { return false }
        (isBusy, refused) = (true, nil)
        defer { isBusy = false }
        do {
            try await act()
            return true
        } catch {
            // Nothing where it was given up: whoever asked has gone.
            refused = inWords(error)
        }
        return false
    }
}

/// Refused by the app itself, in the core's words.
struct Refusal: Error {
    let words: ErrorInWords
}

/// What a person reads of an error, where somebody refused something.
func inWords(_ error: any Error) -> ErrorInWords? {
    (error as? KithError)?.words ?? (error as? Refusal)?.words
}
