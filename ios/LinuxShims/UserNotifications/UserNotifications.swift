// What the app uses of UserNotifications, declared so that it is type-checked where there is none. Nothing here is shown.
import Foundation

public struct UNAuthorizationOptions: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let sound = Self(rawValue: 2)
    public static let alert = Self(rawValue: 4)
}

public class UNNotificationContent {}

public final class UNMutableNotificationContent: UNNotificationContent {
    public var body: String {
        get { fatalError() }
        set {}
    }
    override public init() {}
}

public class UNNotificationTrigger {}

public final class UNCalendarNotificationTrigger: UNNotificationTrigger {
    public init(dateMatching: DateComponents, repeats: Bool) {}
}

public final class UNNotificationRequest {
    public init(identifier: String, content: UNNotificationContent, trigger: UNNotificationTrigger?) {}
}

public final class UNUserNotificationCenter: Sendable {
    public static func current() -> UNUserNotificationCenter { fatalError() }
    public func requestAuthorization(options: UNAuthorizationOptions) async throws -> Bool { fatalError() }
    public func removeAllPendingNotificationRequests() {}
    public func add(_ request: sending UNNotificationRequest) async throws {}
}
