// What the app uses of UIKit, declared so that it is type-checked where there is none. Nothing here runs.

public struct UIBackgroundTaskIdentifier: Hashable, Sendable {}

@MainActor
public final class UIApplication {
    public class var shared: UIApplication { fatalError() }
    public func beginBackgroundTask(
        withName name: String?, expirationHandler: (@MainActor @Sendable () -> Void)? = nil
    ) -> UIBackgroundTaskIdentifier { fatalError() }
    public func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}
