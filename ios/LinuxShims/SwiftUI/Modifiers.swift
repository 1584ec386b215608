// What is said of a view.

public struct BorderedProminentButtonStyle: Sendable {
    public static var borderedProminent: Self { .init() }
}

public struct BorderlessButtonStyle: Sendable {
    public static var borderless: Self { .init() }
}

public struct TextInputAutocapitalization: Sendable {
    public static var never: Self { .init() }
}

public enum Visibility: Hashable, Sendable {
    case automatic, visible, hidden
}

public struct SegmentedPickerStyle: Sendable {
    public static var segmented: Self { .init() }
}

public struct AccessibilityTraits: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let isHeader = Self(rawValue: 1)
    public static let isSelected = Self(rawValue: 2)
}

public struct AccessibilityChildBehavior: Hashable, Sendable {
    public static let ignore = Self()
    public static let combine = Self()
}

extension View {
    nonisolated public func padding(_ length: CGFloat) -> some View { EmptyView() }
    nonisolated public func frame(
        minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
        idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
    ) -> some View { EmptyView() }
    nonisolated public func frame(
        width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center
    ) -> some View { EmptyView() }
    nonisolated public func font(_ font: Font?) -> some View { EmptyView() }
    nonisolated public func scaledToFill() -> some View { EmptyView() }
    nonisolated public func scaledToFit() -> some View { EmptyView() }
    nonisolated public func clipShape<Cut: Shape>(_ shape: Cut) -> some View { EmptyView() }
    nonisolated public func background<Style: ShapeStyle>(_ style: Style) -> some View { EmptyView() }
    nonisolated public func disabled(_ disabled: Bool) -> some View { EmptyView() }
    nonisolated public func id<ID: Hashable>(_ id: ID) -> some View { EmptyView() }
    nonisolated public func tag<Value: Hashable>(_ value: Value) -> some View { EmptyView() }
    nonisolated public func tabItem<Content: View>(@ViewBuilder _ label: () -> Content) -> some View { EmptyView() }
    nonisolated public func navigationTitle<Words: StringProtocol>(_ title: Words) -> some View { EmptyView() }
    nonisolated public func navigationDestination<Value: Hashable, Content: View>(
        for type: Value.Type, @ViewBuilder destination: @escaping (Value) -> Content
    ) -> some View { EmptyView() }
    nonisolated public func buttonStyle(_ style: BorderedProminentButtonStyle) -> some View { EmptyView() }
    nonisolated public func buttonStyle(_ style: BorderlessButtonStyle) -> some View { EmptyView() }
    nonisolated public func autocorrectionDisabled(_ disable: Bool = true) -> some View { EmptyView() }
    nonisolated public func textInputAutocapitalization(
        _ capitals: TextInputAutocapitalization?
    ) -> some View { EmptyView() }
    nonisolated public func confirmationDialog<Words: StringProtocol, Actions: View>(
        _ title: Words, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic,
        @ViewBuilder actions: () -> Actions
    ) -> some View { EmptyView() }
    nonisolated public func pickerStyle(_ style: SegmentedPickerStyle) -> some View { EmptyView() }
}

// What happens to it
extension View {
    nonisolated public func task(
        priority: TaskPriority = .userInitiated, @_inheritActorContext _ act: @escaping @Sendable () async -> Void
    ) -> some View { EmptyView() }
    nonisolated public func task<Value: Equatable>(
        id value: Value, priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ act: @escaping @Sendable () async -> Void
    ) -> some View { EmptyView() }
    nonisolated public func onChange<Value: Equatable>(
        of value: Value, initial: Bool = false, _ act: @escaping (Value, Value) -> Void
    ) -> some View { EmptyView() }
    nonisolated public func onDisappear(perform act: (() -> Void)? = nil) -> some View { EmptyView() }
    nonisolated public func fullScreenCover<Content: View>(
        isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> Content
    ) -> some View { EmptyView() }
    nonisolated public func gesture<Followed: Gesture>(_ gesture: Followed) -> some View { EmptyView() }
    nonisolated public func simultaneousGesture<Followed: Gesture>(_ gesture: Followed) -> some View { EmptyView() }
    nonisolated public func onTapGesture(count: Int = 1, perform: @escaping (CGPoint) -> Void) -> some View { EmptyView() }
}

// What assistive technology is told of it
extension View {
    nonisolated public func accessibilityLabel<Words: StringProtocol>(_ words: Words) -> some View { EmptyView() }
    nonisolated public func accessibilityValue<Words: StringProtocol>(_ words: Words) -> some View { EmptyView() }
    nonisolated public func accessibilityHidden(_ hidden: Bool) -> some View { EmptyView() }
    nonisolated public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { EmptyView() }
    nonisolated public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View { EmptyView() }
    nonisolated public func accessibilityRepresentation<Content: View>(
        @ViewBuilder representation: () -> Content
    ) -> some View { EmptyView() }
}

/// Of the Accessibility framework, which Apple's SwiftUI exports.
public enum AccessibilityNotification {
    public struct Announcement: Sendable {
        public init(_ words: String) {}
        public func post() {}
    }
}
