import KithCore
import Observation

/// Something small that outlives the app, by its name: never anything of a record.
public protocol Kept: Sendable {
    func read(_ name: String) -> String?
    func keep(_ text: String?, as name: String)
}

/// How somebody wants the app to be. Text is as large as the system says.
@MainActor
@Observable
public final class Wishes {
    /// The language, once it was chosen.
    public private(set) var language: Language?
    private let kept: any Kept

    public init(_ kept: any Kept) {
        self.kept = kept
        language = kept.read("language").flatMap { code in Language.offered.first { $0.code == code } }
    }

    func speak(_ language: Language) {
        self.language = language
        kept.keep(language.code, as: "language")
    }
}

extension Language {
    /// Every language that is offered.
    public static let offered = [Language.english, .easyRead, .welsh]

    /// As the options of languages name it.
    public var name: String {
        switch self {
        case .english: "english"
        case .easyRead: "easy_read"
        case .welsh: "welsh"
        }
    }

    /// A BCP 47 tag.
    public var code: String {
        switch self {
        case .english: "en"
        case .easyRead: "en-simple"
        case .welsh: "cy"
        }
    }

    /// Its own words.
    public var words: Strings {
        switch self {
        case .english: Spoken.english
        case .easyRead: Spoken.easyRead
        case .welsh: Spoken.welsh
        }
    }
}

/// The words of each language, read once.
private enum Spoken {
    static let english = Strings(language: .english)
    static let easyRead = Strings(language: .easyRead)
    static let welsh = Strings(language: .welsh)
}
