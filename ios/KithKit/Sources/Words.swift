import KithCore

// What a view names of the core, so that only KithKit knows the bindings.
public typealias Admitted = KithCore.Admitted
public typealias AmendedApart = KithCore.AmendedApart
public typealias AttachmentItem = KithCore.AttachmentItem
public typealias CaseloadItem = KithCore.CaseloadItem
public typealias CheckAnswer = KithCore.CheckAnswer
public typealias Choice = KithCore.Choice
public typealias Difference = KithCore.Difference
public typealias ErrorInWords = KithCore.ErrorInWords
public typealias FormField = KithCore.FormField
public typealias Found = KithCore.Found
public typealias HowIFeelAnswer = KithCore.HowIFeelAnswer
public typealias IndividualAnswer = KithCore.IndividualAnswer
public typealias Kith = KithCore.Kith
public typealias Language = KithCore.Language
public typealias MapFigure = KithCore.MapFigure
public typealias MapLine = KithCore.MapLine
public typealias MapPerson = KithCore.MapPerson
public typealias Mark = KithCore.Mark
public typealias MemberItem = KithCore.MemberItem
public typealias MyDayAnswer = KithCore.MyDayAnswer
public typealias MyItem = KithCore.MyItem
public typealias MyItems = KithCore.MyItems
public typealias MyPart = KithCore.MyPart
public typealias MyPerson = KithCore.MyPerson
public typealias NeedsLookAnswer = KithCore.NeedsLookAnswer
public typealias PendingAnswer = KithCore.PendingAnswer
public typealias PendingParcel = KithCore.PendingParcel
public typealias PendingSection = KithCore.PendingSection
public typealias PersonAnswer = KithCore.PersonAnswer
public typealias Reader = KithCore.Reader
public typealias RelationshipAnswer = KithCore.RelationshipAnswer
public typealias Requested = KithCore.Requested
public typealias RuleItem = KithCore.RuleItem
public typealias SaidValue = KithCore.SaidValue
public typealias SectionReaders = KithCore.SectionReaders
public typealias SettingItem = KithCore.SettingItem
public typealias SettingsAnswer = KithCore.SettingsAnswer
public typealias SettingsPart = KithCore.SettingsPart
public typealias ShownCard = KithCore.ShownCard
public typealias ShownField = KithCore.ShownField
public typealias Strings = KithCore.Strings
public typealias TellSomeoneAnswer = KithCore.TellSomeoneAnswer
public typealias TimelineItem = KithCore.TimelineItem
public typealias TodayAnswer = KithCore.TodayAnswer
public typealias TodayItem = KithCore.TodayItem

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
