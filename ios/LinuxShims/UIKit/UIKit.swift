// What the app uses of UIKit, declared so that it is type-checked where there is none. Nothing here runs.
@_exported import Foundation

public struct UIBackgroundTaskIdentifier: Hashable, Sendable {}

@MainActor
public final class UIApplication {
    public class var shared: UIApplication { fatalError() }
    public func beginBackgroundTask(
        withName name: String?, expirationHandler: (@MainActor @Sendable () -> Void)? = nil
    ) -> UIBackgroundTaskIdentifier { fatalError() }
    public func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}

public enum UIKeyboardType: Int, Sendable {
    case numberPad = 4
}

// MARK: The camera

public final class UIImage: @unchecked Sendable {
    public func jpegData(compressionQuality: CGFloat) -> Data? { fatalError() }
}

@MainActor
open class UIViewController: NSObject {}

@MainActor
open class UINavigationController: UIViewController {}

@MainActor
public protocol UINavigationControllerDelegate: NSObjectProtocol {}

@MainActor
public protocol UIImagePickerControllerDelegate: NSObjectProtocol {
    func imagePickerController(
        _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any])
    func imagePickerControllerDidCancel(_ picker: UIImagePickerController)
}

@MainActor
public final class UIImagePickerController: UINavigationController {
    public struct InfoKey: Hashable, Sendable {
        public static let originalImage = InfoKey()
    }
    public enum SourceType: Int, Sendable {
        case photoLibrary, camera
    }
    override public init() {}
    public class func isSourceTypeAvailable(_ type: SourceType) -> Bool { fatalError() }
    public var sourceType: SourceType {
        get { fatalError() }
        set {}
    }
    public weak var delegate: (any UIImagePickerControllerDelegate & UINavigationControllerDelegate)?
}
