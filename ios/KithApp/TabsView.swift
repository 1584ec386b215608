import KithKit
import SwiftUI

/// The places that are always at hand, each with the screens that are opened from it.
struct TabsView: View {
    let room: Room
    @Bindable private var navigation: Navigation

    init(room: Room) {
        self.room = room
        navigation = room.navigation
    }

    private var words: Strings { room.words }

    var body: some View {
        TabView(selection: $navigation.tab) {
            stack(.today) { TodayView(model: .today(room.kith), words: words, navigation: navigation) }
            stack(.people) {
                PeopleView(
                    model: .caseload(room.kith), search: SearchModel(room.kith), words: words, navigation: navigation)
            }
            stack(.look) { NeedsLookView(model: .needsLook(room.kith), words: words, navigation: navigation) }
            stack(.pending) { PendingView(model: PendingModel(room.vault), room: room) }
        }
        // Another vault, or another language: nothing of what was drawn before is kept.
        .id(ObjectIdentifier(room.vault))
    }

    private func stack<Root: View>(_ tab: HomeTab, @ViewBuilder root: () -> Root) -> some View {
        NavigationStack(path: $navigation[tab]) {
            root()
                .navigationTitle(words.say(tab.title))
                .navigationDestination(for: Route.self) { route in screen(route) }
        }
        .tabItem { Label(words.say(tab.name), systemImage: tab.symbol) }
        .tag(tab)
    }

    @ViewBuilder
    private func screen(_ route: Route) -> some View {
        switch route {
        case .individual(let id): IndividualView(model: .individual(room.kith, id), room: room, individual: id)
        case .timeline(let id): TimelineView(model: TimelineModel(room.kith, of: id), room: room)
        case .map(let id): MapScreenView(model: MapModel(room.kith, of: id), room: room)
        case .person(let person, let id):
            PersonView(model: .person(room.kith, person, of: id), room: room, individual: id)
        case .attach(let person, let id): AttachView(model: AttachModel(room.vault, of: id, to: person), room: room)
        case .rules(let id): RulesView(model: .rules(room.kith, id), room: room, individual: id)
        case .rule(let rule, let id): RuleView(model: .rules(room.kith, id), room: room, individual: id, rule: rule)
        case .whoCanSee(let id): WhoCanSeeView(model: .whoCanSee(room.kith, id), words: words)
        case .settle(let id): SettleView(model: SettleModel(room.kith, id), words: words, navigation: navigation)
        case .form(let form): FormView(model: FormModel(room.vault, form), room: room)
        case .together(let id): LookTogetherView(room: room, individual: id)
        case .letIn: LetInView(model: AdmitModel(room.vault), room: room)
        case .settings: SettingsView(model: SettingsModel(room.door, room.vault), room: room)
        }
    }
}

extension HomeTab {
    fileprivate var symbol: String {
        switch self {
        case .today: "sun.max"
        case .people: "person.2"
        case .look: "eye"
        case .pending: "tray.and.arrow.up"
        }
    }
}
