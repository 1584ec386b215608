/// An item of a list in a form that is being filled in.
public struct FormItem: Hashable, Identifiable, Sendable {
    public let id: Int
}

/// A place of a form to be filled in, whatever is added and taken away around it.
public struct FieldPlace: Hashable, Sendable {
    public let field: String
    public let list: String?
    public let item: FormItem?

    public init(_ field: String, in list: String? = nil, _ item: FormItem? = nil) {
        (self.field, self.list, self.item) = (field, list, item)
    }
}

/// Why going on, or recording, did nothing.
public struct Halted: Equatable, Sendable {
    /// How often that was so: the same once more is told once more.
    public let times: Int
    /// The first place that it is about. None where it is about none that is asked here.
    public let place: FieldPlace?
    /// What is told of it.
    public let told: String
}
