import Foundation
import KithCore

/// What somebody filled in at one place of a form.
public enum Answer: Equatable, Sendable, Codable {
    case text(String)
    case several([String])
    case number(Double)
    case tick(Bool)

    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let tick = try? value.decode(Bool.self) {
            self = .tick(tick)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else {
            self = .several(try value.decode([String].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .text(let text): try value.encode(text)
        case .several(let names): try value.encode(names)
        case .number(let number): try value.encode(number)
        case .tick(let tick): try value.encode(tick)
        }
    }

    public var text: String? {
        if case .text(let text) = self, !text.isEmpty { text } else { nil }
    }

    public var names: [String] {
        if case .several(let names) = self { names } else { [] }
    }

    public var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The digits of a number, as they are typed: the core asks for whole numbers alone.
    public var digits: String {
        number.flatMap { Int(exactly: $0) }.map(String.init) ?? ""
    }

    /// The number that these digits are, of whatever script. None where there are none.
    public static func number(digits: String) -> Answer? {
        let typed = digits.compactMap(\.wholeNumberValue).filter { $0 < 10 }.prefix(Self.digitsLimit)
        return typed.isEmpty ? nil : .number(typed.reduce(0) { $0 * 10 + Double($1) })
    }

    /// More are a slip, and no number of them is exact.
    private static let digitsLimit = 9

    public var isTicked: Bool {
        self == .tick(true)
    }

    /// Whether it says nothing: it is taken away then, as it was never given.
    var isEmpty: Bool {
        [.text(""), .several([]), .tick(false)].contains(self)
    }

    /// Without the blank lines among several texts. None where nothing is left.
    var withoutBlanks: Answer? {
        guard case .several(let texts) = self else { return self }
        let said = texts.filter { !$0.allSatisfy(\.isWhitespace) }
        return said.isEmpty ? nil : .several(said)
    }
}

extension Answer? {
    /// With an option of several, or without it.
    public func with(_ name: String, _ isChosen: Bool) -> Answer {
        let others = (self?.names ?? []).filter { $0 != name }
        return .several(isChosen ? others + [name] : others)
    }
}

/// Answers by the path of the command's argument that each of them is.
public typealias Answers = [String: Answer]

/// A form as far as it is filled in. Its draft is the arguments of its command, as JSON.
public struct FilledForm: Equatable, Sendable {
    public var answers: Answers = [:]
    /// The items of each list: what `contacts[].person` asks is `person` in an item of `contacts`.
    public var items: [String: [Answers]] = [:]

    /// What the form fills in by itself, asked or not.
    init(prefilledBy form: Form) {
        for field in form.steps.flatMap(\.fields) where field.place == nil {
            answers[field.path] = field.answer
        }
    }

    /// A draft as it was kept. None where it was not kept by a form.
    init?(draft: Json) {
        guard case .parts(let parts)? = try? JSONDecoder().decode(Argument.self, from: Data(draft.utf8)) else { return nil }
        for (name, part) in parts {
            if case .list(let items) = part {
                self.items[name] = items.map { $0.answers(at: "") }
            } else {
                answers.merge(part.answers(at: name)) { _, last in last }
            }
        }
    }

    /// As it is recorded: a line that is left blank is none. A draft keeps it, as somebody may be about to write there.
    var withoutBlanks: FilledForm {
        var said = self
        said.answers = answers.compactMapValues(\.withoutBlanks)
        said.items = items.mapValues { $0.map { $0.compactMapValues(\.withoutBlanks) } }
        return said
    }

    var draft: Json {
        get throws { try json(with: [:]) }
    }

    /// The arguments as JSON, with more of them.
    func json(with more: Answers) throws -> Json {
        var whole = Argument(answers.merging(more) { _, last in last })
        for (name, items) in items where !items.isEmpty {
            whole.insert(.list(items.map(Argument.init)), at: [name])
        }
        return String(decoding: try JSONEncoder().encode(whole), as: UTF8.self)
    }

    /// What is asked in a step: of a thing that is told in parts, as of a way of contact, the others once the first is filled in.
    func asked(in step: Step) -> [FormPart] {
        var firsts: [Substring: String] = [:]
        return step.parts.filter { part in
            guard case .field(let field) = part, let dot = field.path.lastIndex(of: ".") else { return true }
            let first = firsts[field.path[..<dot], default: field.path]
            firsts[field.path[..<dot]] = first
            return first == field.path || answers[first] != nil
        }
    }

    /// The paths of what a step needs and has not.
    func missing(of step: Step) -> [String] {
        let said = withoutBlanks
        return asked(in: step).flatMap { part in
            switch part {
            case .field(let field): field.required && said.answers[field.path] == nil ? [field.path] : []
            case .list(let name, let fields):
                (said.items[name] ?? []).enumerated().flatMap { place, item in
                    let needed = fields.filter { $0.required && item[$0.path] == nil }
                    return needed.map { "\(name)[\(place)].\($0.path)" }
                }
            }
        }
    }
}

/// An argument of a command, with its parts.
private enum Argument: Codable {
    case answer(Answer)
    case parts([String: Argument])
    case list([Argument])

    init(_ answers: Answers) {
        self = .parts([:])
        for (path, answer) in answers {
            insert(.answer(answer), at: path.split(separator: ".").map(String.init))
        }
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            // Not filled in: a draft that was written elsewhere may say so.
            self = .parts([:])
        } else if let answer = try? value.decode(Answer.self) {
            self = .answer(answer)
        } else if let parts = try? value.decode([String: Argument].self) {
            self = .parts(parts)
        } else {
            self = .list(try value.decode([Argument].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .answer(let answer): try value.encode(answer)
        case .parts(let parts): try value.encode(parts)
        case .list(let items): try value.encode(items)
        }
    }

    mutating func insert(_ argument: Argument, at path: [String]) {
        guard let name = path.first else {
            self = argument
            return
        }
        var parts: [String: Argument] = if case .parts(let parts) = self { parts } else { [:] }
        parts[name, default: .parts([:])].insert(argument, at: Array(path.dropFirst()))
        self = .parts(parts)
    }

    /// The answers in it, by their paths from here.
    func answers(at path: String) -> Answers {
        switch self {
        case .answer(let answer): [path: answer]
        case .list: [:]
        case .parts(let parts):
            parts.reduce(into: [:]) { all, part in
                all.merge(part.value.answers(at: path.isEmpty ? part.key : "\(path).\(part.key)")) { _, last in last }
            }
        }
    }
}

/// A part of a step: one field, or a list with the fields of each of its items.
public enum FormPart: Sendable, Identifiable {
    case field(FormField)
    case list(name: String, fields: [FormField])

    public var id: String {
        switch self {
        case .field(let field): field.name
        case .list(let name, _): name
        }
    }
}

extension Step {
    /// The fields that are asked, in their order, those of a list together and named as in an item. What has nothing to
    /// choose from is not asked, nor a list whose items would begin with it.
    public var parts: [FormPart] {
        let dead = Set(fields.filter { $0.prefilled == nil && !$0.isAsked }.compactMap { $0.place?.list })
        var parts: [FormPart] = []
        for field in fields where field.isAsked && !dead.contains(field.place?.list ?? "") {
            guard let (name, inner) = field.place else {
                parts.append(.field(field))
                continue
            }
            var item = field
            item.name = inner
            if case .list(name, let fields)? = parts.last {
                parts[parts.count - 1] = .list(name: name, fields: fields + [item])
            } else {
                parts.append(.list(name: name, fields: [item]))
            }
        }
        return parts
    }
}

extension FormField {
    /// The path of what it fills in; several texts are one argument.
    public var path: String {
        name.hasSuffix("[]") ? String(name.dropLast(2)) : name
    }

    /// The name of the symbol of one of its choices; nothing where its choices have none.
    public func symbol(of choice: Choice) -> String? {
        symbols.map { "\($0)-\(choice.name)" }
    }

    /// Whether it is several texts.
    public var isTexts: Bool { shape == "text" && name.hasSuffix("[]") }

    /// Whether there is anything to decide.
    var isAsked: Bool { !choices.isEmpty || (shape != "one" && shape != "several") }

    /// The list that it is a part of, and its path in an item of it.
    fileprivate var place: (list: String, inner: String)? {
        name.range(of: "[].").map { (String(name[..<$0.lowerBound]), String(name[$0.upperBound...])) }
    }

    /// What is filled in already.
    var answer: Answer? {
        prefilled.flatMap { try? JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }
}
