// What the app uses of UniformTypeIdentifiers, declared so that it is type-checked where there is none.

public struct UTType: Hashable, Sendable {
    public init(exportedAs identifier: String, conformingTo parent: UTType? = nil) {}
    public init?(mimeType: String) {}
    public var identifier: String { fatalError() }
    public static var audio: UTType { fatalError() }
    public static var folder: UTType { fatalError() }
    public static var image: UTType { fatalError() }
    public static var jpeg: UTType { fatalError() }
    public static var data: UTType { fatalError() }
    public static var plainText: UTType { fatalError() }
}
