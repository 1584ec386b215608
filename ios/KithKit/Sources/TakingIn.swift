import Foundation
import KithCore
import Observation

/// A photo or recording that is taken in for a draft, or was.
public struct TakenIn: Identifiable, Equatable, Sendable {
    public enum State: Equatable, Sendable {
        case coming, whole
        /// It did not come whole, and why.
        case broken(ErrorInWords)
    }

    public let id: String
    public let medium: Medium
    public internal(set) var state = State.coming
    public internal(set) var bytes: UInt64 = 0
    public internal(set) var seconds: Int?
    /// Whether it goes on until somebody stops it.
    public internal(set) var isLive = false

    public var isBroken: Bool {
        if case .broken = state { true } else { false }
    }

    /// How far it is, in words.
    @MainActor
    public func told(_ words: Strings) -> [String] {
        switch state {
        case .whole: return [words.say("app-taken-in")]
        case .broken(let why): return [why.message, why.next]
        case .coming:
            if isLive, let seconds {
                let time = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
                return [words.say(key: "app-recording", texts: ["time": time])]
            }
            // In tenths: what is smaller is not worth the reading.
            let tenths = bytes / 100_000
            return [words.say(key: "app-taking-in", texts: ["size": "\(tenths / 10).\(tenths % 10)"])]
        }
    }
}

/// Photos and recordings on their way into a vault, while the form that they belong to goes on. What is being taken in outlasts the
/// screen; what an app that ended left of it is found again by its draft.
@MainActor
@Observable
public final class TakingIn {
    private struct Work {
        let from: any Incoming
        let task: Task<Void, Never>
    }

    /// How long a vault that closes waits for what is on its way.
    static let patience: Duration = .seconds(5)

    private let kith: Kith
    private let words: Strings
    private var held: [String: [TakenIn]] = [:]
    private var works: [String: Work] = [:]

    init(_ kith: Kith, words: Strings) {
        (self.kith, self.words) = (kith, words)
    }

    /// What there is of a draft, in the order in which it was begun.
    public subscript(draft: String) -> [TakenIn] { held[draft] ?? [] }

    /// Finds what an app that ended took in for a draft. A recording that it was in the middle of is kept as far as it came; a photo
    /// of which a part is missing is none.
    public func find(_ draft: String) async throws {
        for one in try await kith.stagedAttachments(draft: draft) where !isKnown(one.staged, of: draft) {
            var found = TakenIn(id: one.staged, medium: Medium(kind: one.kind), state: .whole, bytes: one.length)
            if !one.isFinished {
                let end = found.medium == .sound ? try? await kith.finishAttachment(staged: one.staged, thumbnail: nil) : nil
                if end == nil { found.state = .broken(notWhole) }
            }
            if !isKnown(found.id, of: draft) { held[draft, default: []].append(found) }
        }
    }

    private func isKnown(_ id: String, of draft: String) -> Bool { self[draft].contains { $0.id == id } }

    /// Begins to take one in; its name among what is taken in.
    public func take(_ from: any Incoming, for draft: String) async throws -> String {
        do {
            let id = try await kith.stageAttachment(kind: from.medium.rawValue, draft: draft).staged
            held[draft, default: []].append(TakenIn(id: id, medium: from.medium, isLive: from.isLive))
            works[id] = Work(from: from, task: Task { await bring(from, id, draft) })
            return id
        } catch {
            await from.close()
            throw error
        }
    }

    private func bring(_ from: any Incoming, _ id: String, _ draft: String) async {
        do {
            while let bytes = try await from.next() {
                try Task.checkCancellation()
                let length = try await kith.appendAttachment(staged: id, bytes: bytes).length
                let seconds = await from.seconds()
                change(id, of: draft) { ($0.bytes, $0.seconds) = (length, seconds) }
            }
            _ = try await kith.finishAttachment(staged: id, thumbnail: try await from.small())
            change(id, of: draft) { ($0.state, $0.isLive) = (.whole, false) }
        } catch {
            let why = (error as? KithError)?.words ?? notRead
            change(id, of: draft) { ($0.state, $0.isLive) = (.broken(why), false) }
        }
        await from.close()
        works[id] = nil
    }

    private func change(_ id: String, of draft: String, _ change: (inout TakenIn) -> Void) {
        if let place = held[draft]?.firstIndex(where: { $0.id == id }) { change(&held[draft]![place]) }
    }

    /// Ends a recording; what came is kept.
    public func stop(_ id: String) async {
        await works[id]?.from.stop()
    }

    /// Ends whatever is being recorded; what came is kept.
    public func stopAll() async {
        for work in works.values { await work.from.stop() }
    }

    /// Lets go of one, whether all of it has come or not.
    public func drop(_ id: String, of draft: String) async {
        if let work = works[id] {
            await work.from.stop()
            work.task.cancel()
            await work.task.value
        }
        held[draft]?.removeAll { $0.id == id }
        // Where it is gone already, or goes with its draft, there is nothing to let go of.
        try? await kith.discardAttachment(staged: id)
    }

    /// Waits for all of a draft: recordings end, and what is on its way comes. What is whole then is given; one that broke while it was
    /// waited for is told, so that nobody believes it was kept.
    func whole(_ draft: String) async throws -> [String] {
        let coming = self[draft].filter { $0.state == .coming }.map(\.id)
        for id in coming { await stop(id) }
        for id in coming { await works[id]?.task.value }
        for one in self[draft] where coming.contains(one.id) {
            if case .broken(let why) = one.state { throw Refusal(words: why) }
        }
        return self[draft].filter { $0.state == .whole }.map(\.id)
    }

    /// One was recorded: it is no longer taken in.
    func recorded(_ id: String, of draft: String) {
        held[draft]?.removeAll { $0.id == id }
    }

    /// A draft was recorded: what was taken in for it went with it.
    func recorded(_ draft: String) {
        held[draft] = nil
    }

    /// A draft is thrown away, and with it what was taken in for it.
    func dropAll(_ draft: String) async {
        for one in self[draft] { await drop(one.id, of: draft) }
        held[draft] = nil
    }

    /// The vault is about to close: recordings end, and what is on its way comes in, if it comes soon.
    func settle(within patience: Duration = TakingIn.patience) async {
        await stopAll()
        let tasks = works.values.map(\.task)
        guard !tasks.isEmpty else { return }
        let late = Task {
            try await Task.sleep(for: patience)
            for task in tasks { task.cancel() }
        }
        for task in tasks { await task.value }
        late.cancel()
    }

    private var notRead: ErrorInWords { said("not_read", "app-not-read", "app-not-read-next") }
    private var notWhole: ErrorInWords { said("not_whole", "app-taken-not-whole", "app-taken-not-whole-next") }

    private func said(_ code: String, _ message: String, _ next: String) -> ErrorInWords {
        ErrorInWords(code: code, message: words.say(message), next: words.say(next), fields: [])
    }
}
