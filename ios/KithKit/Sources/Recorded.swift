import Foundation
import KithCore

/// What a form did once it was recorded.
public struct Recorded: Equatable, Sendable {
    /// The ids of what it made, by what they are of.
    public let ids: [String: [String]]
    /// Whether a concern is to be offered.
    public let offersConcern: Bool
    /// What must be read at once, in words.
    public let notices: [String]

    /// Whether there is anything to read before going on.
    public var isToBeRead: Bool { offersConcern || !notices.isEmpty }

    private struct Shown: Decodable {
        var offer_concern: Bool?
        var against: [String]?
        var to_come: String?
    }

    init(_ done: Done) {
        let shown = done.shown.flatMap { try? JSONDecoder().decode(Shown.self, from: Data($0.utf8)) }
        ids = done.ids
        offersConcern = shown?.offer_concern ?? false
        notices = (shown?.against ?? []) + [shown?.to_come].compactMap(\.self)
    }
}
