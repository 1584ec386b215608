// Texts, controls and what holds them. Where Apple's take a key of a table of words or a text, only the text is here: the
// words of this app come from the core.

public struct Text: Leaf, Equatable, Sendable {
    nonisolated public init(verbatim: String) {}
    nonisolated public func font(_ font: Font?) -> Text { self }
}

public struct Image: Leaf, Equatable, Sendable {
    nonisolated public init(systemName: String) {}
}

public struct Label<Title: View, Icon: View>: Leaf {
    public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {}
}

extension Label where Title == Text, Icon == Image {
    public init<Words: StringProtocol>(_ title: Words, systemImage: String) {}
}

public struct HStack<Content: View>: Leaf {
    public init(
        alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) {}
}

public struct VStack<Content: View>: Leaf {
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) {}
}

public struct ZStack<Content: View>: Leaf {
    public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) {}
}

public struct Group<Content: View>: Leaf {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct ScrollView<Content: View>: Leaf {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct ScrollViewProxy {
    @MainActor public func scrollTo<ID: Hashable>(_ id: ID, anchor: UnitPoint? = nil) {}
}

public struct ScrollViewReader<Content: View>: Leaf {
    public init(@ViewBuilder content: @escaping (ScrollViewProxy) -> Content) {}
}

public struct GeometryProxy {
    public var size: CGSize { .zero }
}

public struct GeometryReader<Content: View>: Leaf {
    public init(@ViewBuilder content: @escaping (GeometryProxy) -> Content) {}
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: Leaf {
    public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content)
    where Data.Element: Identifiable, ID == Data.Element.ID {}
    public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content) {}
}

public struct List<Content: View>: Leaf {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct Form<Content: View>: Leaf {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct Section<Parent: View, Content: View, Footer: View>: Leaf {
    public init(
        @ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent, @ViewBuilder footer: () -> Footer
    ) {}
}

extension Section where Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) {}
}

extension Section where Parent == EmptyView, Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct ButtonRole: Equatable, Sendable {
    public static let destructive = ButtonRole()
    public static let cancel = ButtonRole()
}

public struct Button<Label: View>: Leaf {
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {}
    public init(role: ButtonRole?, action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {}
}

public struct Toggle<Label: View>: Leaf {
    public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {}
}

extension Toggle where Label == Text {
    public init<Words: StringProtocol>(_ title: Words, isOn: Binding<Bool>) {}
}

public struct TextField<Label: View>: Leaf {}

extension TextField where Label == Text {
    public init<Words: StringProtocol>(_ title: Words, text: Binding<String>, axis: Axis) {}
}

public struct SecureField<Label: View>: Leaf {}

extension SecureField where Label == Text {
    public init<Words: StringProtocol>(_ title: Words, text: Binding<String>) {}
}

public struct Link<Label: View>: Leaf {
    public init(destination: URL, @ViewBuilder label: () -> Label) {}
}

public struct Picker<Label: View, Selection: Hashable, Content: View>: Leaf {}

extension Picker where Label == Text {
    public init<Words: StringProtocol>(
        _ title: Words, selection: Binding<Selection>, @ViewBuilder content: () -> Content
    ) {}
}

public struct DatePickerComponents: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let date = DatePickerComponents(rawValue: 1)
    public static let hourAndMinute = DatePickerComponents(rawValue: 2)
}

public struct DatePicker<Label: View>: Leaf {}

extension DatePicker where Label == Text {
    public init<Words: StringProtocol>(
        _ title: Words, selection: Binding<Date>, displayedComponents: DatePickerComponents = [.hourAndMinute, .date]
    ) {}
}

public struct ProgressView<Label: View, Value: View>: Leaf {}

extension ProgressView where Label == EmptyView, Value == EmptyView {
    public init() {}
}

public struct NavigationStack<Path, Root: View>: Leaf {
    public init(path: Binding<Path>, @ViewBuilder root: () -> Root)
    where
        Path: MutableCollection & RandomAccessCollection & RangeReplaceableCollection, Path.Element: Hashable
    {}
}

public struct TabView<Selection: Hashable, Content: View>: Leaf {
    public init(selection: Binding<Selection>?, @ViewBuilder content: () -> Content) {}
}
