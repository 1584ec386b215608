import Foundation
import KithCore

/// A little time from the system after the app was left.
public protocol BackgroundTime: Sendable {
    /// Runs this before the system stops the app, and gives it up when the time is over.
    func run(_ act: @escaping @Sendable () async -> Void) async
}

/// What the system shows at a time, on a locked screen as well.
public protocol Reminders: Sendable {
    /// In the place of all before: at these moments, in these words.
    func replace(at moments: [Date], words: String) async
}

/// What is done when the app is left. A locked vault is not opened for it: all is done while it is still open.
public struct Background: Sendable {
    private let time: any BackgroundTime
    private let reminders: any Reminders

    public init(time: any BackgroundTime, reminders: any Reminders) {
        (self.time, self.reminders) = (time, reminders)
    }

    /// Folds the log of recent writes into the vault, and asks to be reminded of what is due: when, and never of whom.
    public func leave(_ kith: Kith, words: Strings) async {
        let (reminders, text) = (reminders, words.say("app-reminder"))
        await time.run {
            // What fails here is done by the next time: nothing that was recorded depends on it.
            if let today = try? await kith.today(arguments: Today()) {
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
