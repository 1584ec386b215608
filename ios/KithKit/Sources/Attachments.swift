import Foundation
import KithCore
import Observation

extension AttachmentItem {
    public var medium: Medium { Medium(kind: kind) }
}

/// The bytes of an attachment, for whoever shows or plays them.
public struct Portions: Sendable {
    public let length: UInt64
    public let mediaType: String
    private let kith: Kith
    private let id: String

    init(_ kith: Kith, _ item: AttachmentItem) {
        (self.kith, id, length, mediaType) = (kith, item.id, item.length, item.mediaType)
    }

    /// Some of them; none behind the end.
    public func at(_ offset: UInt64, most: Int) async throws -> Data {
        try await kith.attachmentBytes(attachment: id, offset: offset, most: UInt64(min(max(most, 0), portionBytes)))
    }

    /// All of them: for a photo, which is drawn from them.
    public func all() async throws -> Data {
        var all = Data()
        while true {
            let portion = try await at(UInt64(all.count), most: portionBytes)
            if portion.isEmpty { return all }
            all += portion
        }
    }
}

/// Plays a recording to its end, or until whoever asked has gone; whether it could.
public protocol Player: Sendable {
    func play(_ sound: Portions) async -> Bool
}

/// The photos of an open vault, as far as they are shown: small ones are held, so that a list that is scrolled asks for none twice.
@MainActor
public final class Pictures {
    /// So many small pictures are held.
    private static let most = 200

    private let kith: Kith
    private var held: [String: Data] = [:]
    private var order: [String] = []

    init(_ kith: Kith) {
        self.kith = kith
    }

    /// The small picture of a photo; nothing where there is none, or none yet.
    public func small(_ item: AttachmentItem) async -> Data? {
        guard item.hasThumbnail else { return nil }
        if let picture = held[item.id] { return picture }
        guard let picture = try? await kith.attachmentThumbnail(attachment: item.id) else { return nil }
        if held.updateValue(picture, forKey: item.id) == nil { order.append(item.id) }
        if order.count > Self.most { held[order.removeFirst()] = nil }
        return picture
    }

    public func portions(_ item: AttachmentItem) -> Portions { Portions(kith, item) }

    /// The photos of a record that can be shown small, by the cards that they are of.
    public func photos(of individual: String) async -> [String: AttachmentItem] {
        let found = (try? await kith.photos(arguments: Photos(individual: individual))) ?? []
        return Dictionary(found.filter { $0.photo.hasThumbnail }.map { ($0.card, $0.photo) }) { first, _ in first }
    }
}

/// One photo or recording, as it stands among words: small, and for whoever presses it whole, or heard.
@MainActor
@Observable
public final class AttachmentModel {
    public let item: AttachmentItem
    public private(set) var small: Data?
    /// All of a photo, once somebody wants to see it.
    public private(set) var whole: Data?
    public private(set) var isOpen = false
    public private(set) var isPlaying = false
    /// What went wrong last.
    public private(set) var refused: ErrorInWords?

    private let vault: OpenVault
    private let player: any Player
    private var playing: Task<Void, Never>?

    public init(_ vault: OpenVault, _ item: AttachmentItem, player: any Player) {
        (self.vault, self.item, self.player) = (vault, item, player)
    }

    /// What it is.
    public var kind: String { vault.words.option(list: "attachment-kind", name: item.kind) }

    /// What it says of itself, and how much of it is here.
    public var told: [String] {
        let words = vault.words
        let percent = words.say(key: "attachment-to-come", texts: ["percent": "\(item.percent)"])
        return [item.says].compactMap(\.self)
            + (item.isHere ? [] : [words.say("app-not-here"), percent, words.say("app-not-here-next")])
    }

    public func begin() async {
        small = await vault.pictures.small(item)
    }

    /// Shows all of a photo, or small again; plays a recording, or stops it.
    public func press() async {
        guard item.isHere else { return }
        refused = nil
        if item.medium == .photo {
            isOpen.toggle()
            if isOpen { await look() } else { whole = nil }
        } else if let playing {
            playing.cancel()
        } else {
            await play()
        }
    }

    /// Whoever looked has gone: nothing sounds on, and nothing large is held.
    public func leave() {
        playing?.cancel()
        (whole, isOpen) = (nil, false)
    }

    private func look() async {
        do {
            whole = try await vault.pictures.portions(item).all()
        } catch {
            refused = (error as? KithError)?.words
        }
    }

    private func play() async {
        let (sound, player) = (vault.pictures.portions(item), player)
        isPlaying = true
        let playing = Task {
            let isPlayed = await player.play(sound)
            if !isPlayed, !Task.isCancelled { refused = unplayed }
        }
        self.playing = playing
        await playing.value
        (isPlaying, self.playing) = (false, nil)
    }

    private var unplayed: ErrorInWords {
        let words = vault.words
        return ErrorInWords(
            code: "not_played", message: words.say("app-not-played"), next: words.say("app-not-played-next"), fields: [])
    }
}

/// Photos and recordings of somebody on the map, to be added.
@MainActor
@Observable
public final class AttachModel {
    let draft: String
    private let doing = Doing()
    private var says: [String: String] = [:]
    private let vault: OpenVault
    private let individual: String
    private let card: String

    public init(_ vault: OpenVault, of individual: String, to card: String) {
        (self.vault, self.individual, self.card) = (vault, individual, card)
        draft = "attach/\(individual)/\(card)"
    }

    /// Those that are taken in, as far as they have come.
    public var taken: [TakenIn] { vault.taking[draft] }

    /// What went wrong last.
    public var refused: ErrorInWords? { doing.refused }

    /// Finds what was taken in before.
    public func begin() async {
        await doing.run { try await self.vault.taking.find(self.draft) }
    }

    public func take(_ from: any Incoming) async {
        await doing.run { _ = try await self.vault.taking.take(from, for: self.draft) }
    }

    public func drop(_ id: String) async {
        await vault.taking.drop(id, of: draft)
    }

    /// What was said of one.
    public subscript(id: String) -> String {
        get { says[id] ?? "" }
        set { says[id] = newValue }
    }

    /// Keeps those that are whole; whether it did.
    public func save() async -> Bool {
        await doing.run {
            let taking = self.vault.taking
            for id in try await taking.whole(self.draft) {
                let text = self[id].isEmpty ? nil : self[id]
                _ = try await self.vault.kith.attach(
                    arguments: Attach(individual: self.individual, staged: id, card: self.card, text: text))
                taking.recorded(id, of: self.draft)
            }
            await taking.dropAll(self.draft)
        }
    }
}
