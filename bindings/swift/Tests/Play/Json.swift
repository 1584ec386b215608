import Foundation

/// A plain value, as the scenario and the answers tell it.
enum Json: Decodable, Sendable {
    case nothing
    case yes(Bool)
    case whole(Int64)
    case number(Double)
    case text(String)
    case list([Json])
    case object([String: Json])
    /// What crossed as JSON: told again as it was written.
    case written(String)

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .nothing
        } else if let yes = try? value.decode(Bool.self) {
            self = .yes(yes)
        } else if let whole = try? value.decode(Int64.self) {
            self = .whole(whole)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([Json].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: Json].self))
        }
    }

    /// A part of an object, where there is one.
    subscript(name: String) -> Json? {
        if case .object(let parts) = self { parts[name] } else { nil }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var number: Double? {
        switch self {
        case .whole(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }

    var list: [Json] {
        if case .list(let items) = self { items } else { [] }
    }

    var parts: [String: Json] {
        if case .object(let parts) = self { parts } else { [:] }
    }

    /// Every text in it, changed.
    func texts(_ change: (String) -> String) -> Json {
        switch self {
        case .text(let text): .text(change(text))
        case .list(let items): .list(items.map { $0.texts(change) })
        case .object(let parts): .object(parts.mapValues { $0.texts(change) })
        default: self
        }
    }
}

extension Json: CustomStringConvertible {
    var description: String {
        switch self {
        case .nothing: "null"
        case .yes(let yes): "\(yes)"
        case .whole(let whole): "\(whole)"
        case .number(let number): "\(number)"
        case .text(let text): Json.quoted(text)
        case .list(let items): "[\(items.map(\.description).joined(separator: ","))]"
        case .object(let parts): "{\(parts.map { "\(Json.quoted($0)):\($1)" }.joined(separator: ","))}"
        case .written(let json): json
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\0"..<" ": String(format: "\\u%04x", scalar.value)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}

extension Json {
    /// Fields whose shape is the record's own: they cross as JSON, alone or in a list.
    private static let crossing: Set = ["content", "value", "body", "in_force", "values", "prefilled"]

    /// A record of the core as plain values, without what is not there.
    init(of value: Any) {
        let mirror = Mirror(reflecting: value)
        switch (value, mirror.displayStyle) {
        case (_, .optional):
            self = mirror.children.first.map { Json(of: $0.value) } ?? .nothing
        case (let yes as Bool, _):
            self = .yes(yes)
        case (let number as Double, _):
            self = .number(number)
        case (let whole as any BinaryInteger, _):
            self = .whole(Int64(whole))
        case (let text as String, _):
            self = .text(text)
        case (let parts as [String: Any], _):
            self = .object(parts.mapValues { Json(of: $0) })
        case (_, .collection):
            self = .list(mirror.children.map { Json(of: $0.value) })
        case (_, .enum):
            self = .text(snakeCase("\(value)"))
        default:
            self = Json.record(mirror)
        }
    }

    private static func record(_ mirror: Mirror) -> Json {
        var parts: [String: Json] = [:]
        for (label, value) in mirror.children {
            let name = snakeCase(label ?? "")
            let part = Json(of: value)
            if case .nothing = part { continue }
            parts[name] = crossing.contains(name) ? part.crossed : part
        }
        return .object(parts)
    }

    /// A field of the same name with a number in it did not cross as JSON.
    private var crossed: Json {
        switch self {
        case .text(let text): .written(text)
        case .list(let items): .list(items.map(\.crossed))
        default: self
        }
    }
}

/// `addPerson` as the terminal says it: `add_person`.
private func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
}
