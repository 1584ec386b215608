// What the app uses of BackgroundTasks, declared so that it is type-checked where there is none. Nothing here is scheduled.
import Foundation

public class BGTaskRequest {
    public var earliestBeginDate: Date? {
        get { fatalError() }
        set {}
    }
}

public final class BGAppRefreshTaskRequest: BGTaskRequest {
    public init(identifier: String) {}
}

public final class BGTaskScheduler: Sendable {
    public static var shared: BGTaskScheduler { fatalError() }
    public func submit(_ request: BGTaskRequest) throws {}
}
