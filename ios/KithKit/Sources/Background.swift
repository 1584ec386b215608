import Foundation
import KithCore

/// A little time from the system after the app was left.
public protocol BackgroundTime: Sendable {
    /// Runs this before the system stops the app, and gives it up when the time is over.
    func run(_ act: @escaping @Sendable () async -> Void) async
}

/// A little time later, while the app is not in front: the system says when, and whether at all.
public protocol LaterTime: Sendable {
    func ask(after wait: Duration) async
}

/// What the system shows at a time, on a locked screen as well.
public protocol Reminders: Sendable {
    /// Asks the person, once, whether they want to be reminded.
    func permit() async
    /// In the place of all before: at these moments, in these words.
    func replace(at moments: [Date], words: String) async
}

/// What is done when the app is left. A locked vault is not opened for it: all is done while it is still open.
public struct Background: Sendable {
    private let time: any BackgroundTime
    private let later: any LaterTime
    private let reminders: any Reminders

    public init(time: any BackgroundTime, later: any LaterTime, reminders: any Reminders) {
        (self.time, self.later, self.reminders) = (time, later, reminders)
    }

    /// The vault is open and in front: whatever the person has to be asked is asked now.
    public func begin() async {
        await reminders.permit()
    }

    /// Keeps what was typed, folds the log of recent writes into the vault, and asks to be reminded of what is due: when, and
    /// never of whom. Then asks for the time in which the door locks.
    @MainActor
    public func leave(_ vault: OpenVault) async {
        let (reminders, text, kith) = (reminders, vault.words.say("app-reminder"), vault.kith)
        // Nobody is reminded of those who are made up; reminders of those who are not stay as they are.
        let isTraining = vault.isTraining
        await later.ask(after: vault.lockAfter + .seconds(1))
        await time.run {
            await vault.settle()
            // What fails here is done by the next time: nothing that was recorded depends on it.
            if !isTraining, let today = try? await kith.today(arguments: Today()) {
                await reminders.replace(at: Self.moments(today), words: text)
            }
            try? await kith.checkpoint()
        }
    }

    /// The moments of what is planned and due, each once.
    static func moments(_ today: TodayAnswer) -> [Date] {
        let told = (today.planned + today.due).filter { !$0.overdue }.compactMap(\.when)
        return Set(told.compactMap { try? Date($0, strategy: .iso8601) }).sorted()
    }
}
