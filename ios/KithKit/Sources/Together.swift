import Foundation
import KithCore
import Observation

/// The individual's own screens.
public enum MyScreen: String, Sendable, CaseIterable {
    case day, people, words, plan, feel, was, tell

    /// The key of its title.
    public var title: String {
        switch self {
        case .day: "screen-my-day"
        case .people: "screen-my-people"
        case .words: "screen-my-words"
        case .plan: "screen-my-plan"
        case .feel: "screen-how-i-feel"
        case .was: "screen-how-was-it"
        case .tell: "screen-tell-someone"
        }
    }

    /// The name of its symbol.
    public var symbol: String { "own_\(rawValue)" }
}

/// The individual's own view of their record, also on a worker's device. The core shows nothing else while it lasts.
@MainActor
@Observable
public final class Together {
    public let individual: String
    public let words: Strings
    /// The screens that are open.
    public var path: [MyScreen] = [] { didSet { done = nil } }
    /// The key of the words that say what became of what was just said or chosen.
    public private(set) var done: String?
    /// Whether all of it is hidden, as from somebody who comes by.
    public var isHidden = false
    public let doing = Doing()
    /// Whether the view ends by the recovery sheet alone, as the key of this device is gone.
    public internal(set) var needsSheet = false

    public let day: ScreenModel<MyDayAnswer>
    public let people: ScreenModel<[MyPerson]>
    public let said: ScreenModel<MyItems>
    public let plan: ScreenModel<[MyPart]>
    public let feel: ScreenModel<HowIFeelAnswer>
    public let was: ScreenModel<[MyItem]>
    public let tell: ScreenModel<TellSomeoneAnswer>

    let drafts: OwnDrafts
    let vault: OpenVault
    private var kith: Kith { vault.kith }

    init(_ vault: OpenVault, of individual: String) {
        (self.vault, self.individual, words) = (vault, individual, vault.words)
        drafts = OwnDrafts(vault.kith, of: individual)
        func screen<Value>(_ ask: @escaping @Sendable (Kith) async throws -> Value) -> ScreenModel<Value> {
            ScreenModel(vault.kith, of: individual, ask: ask)
        }
        day = screen { try await $0.myDay(arguments: MyDay(individual: individual)) }
        people = screen { try await $0.myPeople(arguments: MyPeople(individual: individual)).people }
        said = screen { try await $0.myWords(arguments: MyWords(individual: individual)) }
        plan = screen { try await $0.myPlan(arguments: MyPlan(individual: individual)) }
        feel = screen { try await $0.howIFeel(arguments: HowIFeel(individual: individual)) }
        was = screen { try await $0.howWasIt(arguments: HowWasIt(individual: individual)) }
        tell = screen { try await $0.tellSomeone(arguments: TellSomeone(individual: individual)) }
    }

    /// A photo or a recording of theirs.
    public func attachment(_ item: AttachmentItem, player: any Player) -> AttachmentModel {
        AttachmentModel(vault, item, player: player)
    }

    /// Their people's photos, small, by who they are.
    public func photos() async -> [String: Data] {
        var photos: [String: Data] = [:]
        for (person, photo) in await vault.pictures.photos(of: individual) {
            photos[person] = await vault.pictures.small(photo)
        }
        return photos
    }

    /// Chooses a face; after contact with somebody, where it is about that.
    @discardableResult
    public func choose(_ face: Choice, after item: MyItem? = nil) async -> Bool {
        done = nil
        let isChosen = await doing.run {
            _ = try await self.kith.chooseFace(individual: self.individual, face: face.name, contact: item?.id)
        }
        if isChosen { done = "app-kept" }
        return isChosen
    }

    /// What is being written at a place, kept with every change.
    public subscript(place: OwnPlace) -> String {
        get { drafts[place].text }
        set {
            // A field that is emptied writes once more, and that is nothing new.
            guard newValue != drafts[place].text else { return }
            done = nil
            drafts[place].text = newValue
        }
    }

    /// Whom what is written is to be told.
    public var recipients: Set<String> {
        get { Set(drafts[.tell].recipients ?? []) }
        set { drafts[.tell].recipients = newValue.sorted() }
    }

    /// Why what is written could not be kept, where that is so.
    public var unkept: ErrorInWords? { drafts.refused }

    /// Says what is written at a place: in their words, what they think of their plan, that something is wrong. Where it is refused,
    /// it is as it was.
    public func say(at place: OwnPlace) async -> Bool {
        done = nil
        await drafts.settle()
        let (draft, individual, kith) = (drafts[place], individual, kith)
        let text = draft.text
        let isSaid = await doing.run {
            switch place {
            case .words: _ = try await kith.sayThemself(individual: individual, text: text, contact: nil)
            case .contact(let id): _ = try await kith.sayThemself(individual: individual, text: text, contact: id)
            case .plan: _ = try await kith.thinkOfSupport(individual: individual, text: text)
            case .tell:
                _ = try await kith.tell(individual: individual, recipients: draft.recipients ?? [], text: text)
            }
        }
        if isSaid {
            await drafts.said(place, draft)
            done = place == .tell ? "app-told" : "app-kept"
        }
        return isSaid
    }
}

extension Door {
    /// Begins the individual's own view; where it cannot begin, why.
    public func beginTogether(_ individual: String) async -> ErrorInWords? {
        guard case .open(let vault) = state else { return nil }
        await vault.settle()
        do {
            try await vault.kith.beginTogether(individual: individual)
            let together = Together(vault, of: individual)
            vault.own = together.drafts
            await together.drafts.begin()
            state = .together(together)
        } catch {
            return (error as? KithError)?.words
        }
        return nil
    }

    /// Ends it with what opens the vault: the PIN where one was typed, else the key of this device, which asks the person.
    public func endTogether(pin: String = "") async {
        await end { try await self.prove(pin) }
    }

    /// Ends it with the text of the recovery sheet.
    public func endTogether(sheet: String) async {
        await end { Key.sheet(text: sheet) }
    }

    private func end(_ proof: @MainActor () async throws -> Key) async {
        guard case .together(let together) = state else { return }
        // Afterwards nothing more of theirs can be kept.
        await together.drafts.settle()
        let isEnded = await together.doing.run { try await together.vault.kith.endTogether(key: try await proof()) }
        if isEnded { together.vault.own = nil }
        if ["key_changed", "no_key"].contains(together.doing.refused?.code) { together.needsSheet = true }
        // It may have locked meanwhile.
        if isEnded, case .together(let now) = state, now === together { state = .open(together.vault) }
    }
}
