import Foundation
import Observation

/// What the app begins with, side by side.
public enum HomeTab: String, Codable, Sendable, CaseIterable {
    case today, people, pending

    /// The key of its title.
    public var title: String {
        switch self {
        case .today: "screen-today"
        case .people: "screen-caseload"
        case .pending: "screen-pending"
        }
    }
}

/// A screen that is opened from another.
public enum Route: Hashable, Codable, Sendable {
    case individual(String)
    case map(String)
    case visit(String)
}

/// Where somebody is in the app. It holds ids and no word of a record, so that the system may keep it between two runs.
@MainActor
@Observable
public final class Navigation {
    public var tab = HomeTab.today
    private var paths: [HomeTab: [Route]] = [:]

    public init() {}

    /// The screens that are open in a tab.
    public subscript(tab: HomeTab) -> [Route] {
        get { paths[tab] ?? [] }
        set { paths[tab] = newValue }
    }

    /// Opens a screen in the tab that is shown.
    public func open(_ route: Route) {
        if self[tab].last != route { self[tab].append(route) }
    }

    public func back() {
        _ = self[tab].popLast()
    }

    private struct Kept: Codable {
        let tab: HomeTab
        let paths: [HomeTab: [Route]]
    }

    public var kept: Data {
        get throws { try JSONEncoder().encode(Kept(tab: tab, paths: paths)) }
    }

    /// Goes where somebody was. What an older app kept in another way is left, and the app begins with Today.
    public func restore(_ data: Data) {
        guard let kept = try? JSONDecoder().decode(Kept.self, from: data) else { return }
        (tab, paths) = (kept.tab, kept.paths)
    }
}
