// Measures, styles, drawing and gestures.

public enum Axis: Hashable, Sendable {
    case horizontal, vertical
}

public struct Edge {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let all = Set(rawValue: 15)
    }
}

public struct Alignment: Equatable, Sendable {
    public static let center = Alignment()
    public static let leading = Alignment()
}

public struct HorizontalAlignment: Equatable, Sendable {
    public static let center = HorizontalAlignment()
    public static let leading = HorizontalAlignment()
}

public struct VerticalAlignment: Equatable, Sendable {
    public static let center = VerticalAlignment()
    public static let firstTextBaseline = VerticalAlignment()
}

public struct UnitPoint: Hashable, Sendable {
    public static let center = UnitPoint()
    public static let top = UnitPoint()
    public static let leading = UnitPoint()
    public static let trailing = UnitPoint()
}

public struct Font: Hashable, Sendable {
    public static let largeTitle = Font()
    public static let headline = Font()
    public static let subheadline = Font()
    public static let body = Font()
    public static let caption = Font()
}

public protocol ShapeStyle: Sendable {}

public struct BackgroundStyle: ShapeStyle {}

extension ShapeStyle where Self == BackgroundStyle {
    public static var background: BackgroundStyle { .init() }
}

public struct TintShapeStyle: ShapeStyle {}

extension ShapeStyle where Self == TintShapeStyle {
    public static var tint: TintShapeStyle { .init() }
}

public struct Color: ShapeStyle, Hashable {
    public static let primary = Color()
    public static let secondary = Color()
}

public protocol Shape: Sendable, View {
    nonisolated func path(in rect: CGRect) -> Path
}

public struct ShapeBody: Leaf {}

extension Shape {
    public var body: ShapeBody { .init() }
    nonisolated public func fill<Style: ShapeStyle>(_ style: Style) -> some View { EmptyView() }
}

public struct Path: Shape, Equatable {
    nonisolated public init() {}
    nonisolated public init(_ draw: (inout Path) -> Void) {}
    nonisolated public init(ellipseIn box: CGRect) {}
    nonisolated public mutating func addLines(_ points: [CGPoint]) {}
    nonisolated public func path(in rect: CGRect) -> Path { self }
}

public struct Rectangle: Shape {
    nonisolated public init() {}
    nonisolated public func path(in rect: CGRect) -> Path { Path() }
}

public struct RoundedRectangle: Shape {
    nonisolated public init(cornerRadius: CGFloat) {}
    nonisolated public func path(in rect: CGRect) -> Path { Path() }
}

public struct StrokeStyle: Equatable, Sendable {
    public init(lineWidth: CGFloat = 1, dash: [CGFloat] = []) {}
}

public struct GraphicsContext {
    public struct Shading: Sendable {
        public static func color(_ color: Color) -> Shading { .init() }
    }
    public func fill(_ path: Path, with shading: Shading) {}
    public func stroke(_ path: Path, with shading: Shading, lineWidth: CGFloat = 1) {}
    public func stroke(_ path: Path, with shading: Shading, style: StrokeStyle) {}
    public func draw(_ text: Text, at point: CGPoint, anchor: UnitPoint = .center) {}
    public func draw(_ image: Image, in rect: CGRect) {}
    public mutating func clip(to path: Path) {}
    public func draw(_ image: Image, at point: CGPoint, anchor: UnitPoint = .center) {}
    public mutating func translateBy(x: CGFloat, y: CGFloat) {}
    public mutating func scaleBy(x: CGFloat, y: CGFloat) {}
}

public struct Canvas<Symbols: View>: Leaf {
    public init(
        opaque: Bool = false, rendersAsynchronously: Bool = false,
        renderer: @escaping (inout GraphicsContext, CGSize) -> Void
    ) where Symbols == EmptyView {}
}

@MainActor @preconcurrency
public protocol Gesture<Value> {
    associatedtype Value
}

public struct DragGesture: Gesture {
    public struct Value: Equatable, Sendable {
        public var translation: CGSize { .zero }
    }
    nonisolated public init(minimumDistance: CGFloat = 10) {}
}

public struct MagnifyGesture: Gesture {
    public struct Value: Equatable, Sendable {
        public var magnification: CGFloat { 1 }
    }
    nonisolated public init() {}
}

public struct FollowedGesture<Followed: Gesture>: Gesture {
    public typealias Value = Followed.Value
}

extension Gesture {
    public func onChanged(_ act: @escaping (Value) -> Void) -> FollowedGesture<Self> { fatalError() }
    public func onEnded(_ act: @escaping (Value) -> Void) -> FollowedGesture<Self> { fatalError() }
}
