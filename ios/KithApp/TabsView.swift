import KithKit
import SwiftUI

/// Today, People I support and what waits to be sent, each with the screens that are opened from it.
struct TabsView: View {
    let kith: Kith
    let words: Strings
    @Bindable var navigation: Navigation

    var body: some View {
        TabView(selection: $navigation.tab) {
            stack(.today) { TodayView(model: .today(kith), words: words, navigation: navigation) }
            stack(.people) { PeopleView(model: .caseload(kith), words: words, navigation: navigation) }
            stack(.pending) { OutlineView(model: .pending(kith), words: words) }
        }
    }

    private func stack<Root: View>(_ tab: HomeTab, @ViewBuilder root: () -> Root) -> some View {
        NavigationStack(path: $navigation[tab]) {
            root()
                .navigationTitle(words.say(tab.title))
                .navigationDestination(for: Route.self) { route in screen(route) }
        }
        .tabItem { Label(words.say(tab.title), systemImage: tab.symbol) }
        .tag(tab)
    }

    @ViewBuilder
    private func screen(_ route: Route) -> some View {
        switch route {
        case .individual(let id):
            IndividualView(model: .individual(kith, id), words: words, navigation: navigation, individual: id)
        case .map(let id): MapScreenView(model: MapModel(kith, of: id), words: words)
        case .visit(let id): VisitView(model: VisitModel(kith, of: id), words: words, navigation: navigation)
        }
    }
}

extension HomeTab {
    fileprivate var symbol: String {
        switch self {
        case .today: "sun.max"
        case .people: "person.2"
        case .pending: "tray.and.arrow.up"
        }
    }
}
