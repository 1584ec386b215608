import Foundation
import Observation

/// What the app begins with, side by side.
public enum HomeTab: String, Codable, Sendable, CaseIterable {
    case today, people, look, pending

    /// The key of its name among the others.
    public var name: String {
        switch self {
        case .today: "app-tab-today"
        case .people: "app-tab-people"
        case .look: "app-tab-look"
        case .pending: "app-tab-send"
        }
    }

    /// The key of its title.
    public var title: String {
        switch self {
        case .today: "screen-today"
        case .people: "screen-caseload"
        case .look: "screen-needs-look"
        case .pending: "screen-pending"
        }
    }
}

/// A screen that is opened from another.
public enum Route: Hashable, Codable, Sendable {
    case individual(String)
    case timeline(String)
    case map(String)
    case person(String, of: String)
    case attach(String, of: String)
    case rules(String)
    case rule(String, of: String)
    case whoCanSee(String)
    case settle(String)
    case form(FormOf)
    /// What has to be known before somebody looks at their own record here.
    case together(String)
    case letIn
    case settings
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

    /// Opens a screen in the place of the one that is shown.
    public func replace(with route: Route) {
        back()
        open(route)
    }

    /// Goes where a form leads once it is recorded. What has to be read first is read where the form was.
    public func after(_ form: FormOf, _ recorded: Recorded) {
        switch form.kind {
        case .individual:
            if let made = recorded.ids["individual"]?.first { replace(with: .individual(made)) }
        case .person:
            if let made = recorded.ids["person"]?.first {
                replace(with: .form(FormOf(.relationship, of: form.individual, about: made)))
            }
        default:
            if !recorded.isToBeRead { back() }
        }
    }

    /// Goes where a file is taken in that somebody opened with Kith.
    public func arrive(_ inbox: Inbox) {
        if inbox.holds(.bundle) || inbox.holds(.request) { (tab, self[.pending]) = (.pending, []) }
        if inbox.holds(.request) { open(.letIn) }
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
