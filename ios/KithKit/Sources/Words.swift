import KithCore

// What a view names of the core, so that only KithKit knows the bindings.
public typealias Kith = KithCore.Kith
public typealias Strings = KithCore.Strings
public typealias ErrorInWords = KithCore.ErrorInWords
public typealias FormField = KithCore.FormField
public typealias Outline = KithCore.Outline
public typealias TodayAnswer = KithCore.TodayAnswer
public typealias TodayItem = KithCore.TodayItem
public typealias CaseloadItem = KithCore.CaseloadItem
public typealias IndividualAnswer = KithCore.IndividualAnswer
public typealias MapFigure = KithCore.MapFigure
public typealias MapLine = KithCore.MapLine
public typealias MapPerson = KithCore.MapPerson
public typealias Mark = KithCore.Mark

extension Strings {
    /// The message of a key.
    public func say(_ key: String) -> String {
        say(key: key, texts: [:])
    }
}

extension KithError {
    /// What a person reads of it, and the arguments that it is about.
    public var words: ErrorInWords {
        switch self {
        case .InvalidInput(_, _, _, let words), .UnknownId(_, _, _, let words), .NotPermitted(_, let words),
            .Restricted(_, _, _, let words), .Key(_, let words), .Vault(_, let words), .Unreadable(_, let words),
            .Storage(_, let words), .Bug(_, _, let words):
            words
        }
    }

    /// The stable code.
    public var code: String { words.code }
}
