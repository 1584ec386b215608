import KithCore
import Observation

/// What happened, the newest first, as many pages of it as were asked for.
@MainActor
@Observable
public final class TimelineModel {
    public let screen: ScreenModel<[TimelineItem]>
    /// Whether there is more.
    public private(set) var hasMore = false
    public let doing = Doing()

    /// How many entries a page has.
    private static let page: UInt32 = 50
    private let kith: Kith
    private let individual: String
    private let pages: Pages

    /// How much was asked for, and where it ended.
    private actor Pages {
        var count = 1
        var next: String?

        func more() { count += 1 }
        func ended(at next: String?) { self.next = next }
    }

    public init(_ kith: Kith, of individual: String) {
        let pages = Pages()
        (self.kith, self.individual, self.pages) = (kith, individual, pages)
        screen = ScreenModel(kith, of: individual) { kith in
            var (items, cursor): ([TimelineItem], String?) = ([], nil)
            for _ in 0..<(await pages.count) {
                let page = try await kith.timeline(
                    arguments: Timeline(individual: individual, cursor: cursor, limit: Self.page))
                items += page.items
                cursor = page.next
                if cursor == nil { break }
            }
            await pages.ended(at: cursor)
            return items
        }
    }

    /// Asks for one page more.
    public func more() async {
        await pages.more()
        await screen.load()
        await look()
    }

    /// Looks whether there is more.
    public func look() async {
        hasMore = await pages.next != nil
    }
}

/// Settling what two people recorded differently: which of the things said holds, and why.
@MainActor
@Observable
public final class SettleModel {
    public let screen: ScreenModel<Difference?>
    public let doing = Doing()
    /// The fact that holds.
    public var chosen: String?
    public var reason = ""
    public private(set) var isSettled = false

    private let kith: Kith

    public init(_ kith: Kith, _ difference: String) {
        self.kith = kith
        screen = ScreenModel(kith) { kith in
            let found = try await kith.needsLook(arguments: NeedsLook())
            return (found.guarded + found.ordinary).first { $0.id == difference }
        }
    }

    /// Says that what was chosen holds from now on.
    public func settle() async {
        guard case .some(.some(let difference)) = screen.shown.value,
            let holds = difference.values.first(where: { $0.factId == chosen })
        else { return }
        isSettled = await doing.run {
            let all = difference.values.map(\.factId)
            _ = try await self.kith.settle(
                arguments: Settle(difference: difference.id, factIds: all, value: holds.value, reason: self.reason))
        }
    }
}

/// Everything that is written, to be searched as it is typed.
@MainActor
@Observable
public final class SearchModel {
    public var wanted = ""
    public private(set) var found: [Found] = []
    public let doing = Doing()

    private let kith: Kith

    public init(_ kith: Kith) {
        self.kith = kith
    }

    /// Whether anything is looked for.
    public var isSearching: Bool { wanted.contains { !$0.isWhitespace } }

    /// Looks for what is typed now.
    public func find() async {
        let text = wanted
        guard isSearching else {
            found = []
            return
        }
        let hits = try? await kith.search(arguments: Search(text: text))
        // An answer to what is no longer asked is left.
        if text == wanted, let hits { found = hits }
    }
}
