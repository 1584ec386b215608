import BackgroundTasks
import Foundation
import KithKit
import UIKit

/// The time that the system gives after the app was left.
struct SystemTime: BackgroundTime, LaterTime {
    /// The name of the task in which the door locks; Info.plist permits it.
    static let locking = "org.kith.locking"

    @MainActor
    func run(_ act: @escaping @Sendable () async -> Void) async {
        let work = Task { await act() }
        let given = UIApplication.shared.beginBackgroundTask(withName: nil) { work.cancel() }
        await work.value
        UIApplication.shared.endBackgroundTask(given)
    }

    func ask(after wait: Duration) async {
        let request = BGAppRefreshTaskRequest(identifier: Self.locking)
        request.earliestBeginDate = .now.addingTimeInterval(TimeInterval(wait.components.seconds))
        // Where the system gives none, the door locks when somebody comes back.
        try? BGTaskScheduler.shared.submit(request)
    }
}
