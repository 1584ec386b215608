// Plays the scenario of tests/interop in Swift: `Play SCENARIO HOME KEY`, or with NAMES, what was kept before, only reads.
// Prints, as JSON, what it then reads.

import Foundation
import KithCore

/// What did not hold.
struct Failed: Error {
    let why: String
}

func check(_ holds: Bool, _ why: String) throws {
    if !holds { throw Failed(why: why) }
}

/// Tells on which thread it hears, and ends its stream when it is let go.
private final class Hearing: Observer {
    private let onMain: AsyncStream<Bool>.Continuation

    init(_ onMain: AsyncStream<Bool>.Continuation) {
        self.onMain = onMain
    }

    deinit {
        onMain.finish()
    }

    func changed(changed: Changed) {
        onMain.yield(Thread.isMainThread)
    }
}

private final class Player {
    private let scenario: Json
    private var names = ["language": "Swift"]

    init(_ scenario: Json) {
        self.scenario = scenario
    }

    private func filled(_ value: Json) -> Json {
        value.texts { text in names.reduce(text) { $0.replacingOccurrences(of: "$\($1.key)", with: $1.value) } }
    }

    private func step(_ kith: Kith, _ step: Json) async throws {
        let expected = step["error"]
        let command = commands[step["name"]?.text ?? ""]
        do {
            guard let done = try await command?(kith, filled(step["given"] ?? .nothing)) else {
                throw Failed(why: "no such command: \(step)")
            }
            try check(expected == nil, "\(step) was to be refused")
            for (name, made) in step["keep"]?.parts ?? [:] {
                names[name] = made.text.flatMap { done.ids[$0]?.first }
            }
        } catch let refused as KithError {
            let (kind, code, field, words) =
                switch refused {
                case .InvalidInput(let code, let field, _, let words): ("InvalidInput", code, field, words)
                case .UnknownId(let code, _, let field, let words): ("UnknownId", code, field, words)
                default: throw refused
                }
            let found = [kind, code, field]
            try check(found == ["kind", "code", "field"].map { expected?[$0]?.text }, "\(step) was refused as \(found)")
            try check(!words.message.isEmpty && !words.next.isEmpty, "\(found) has no words")
        }
    }

    func play(_ kith: Kith) async throws {
        guard let individual = try await kith.caseload(arguments: Caseload()).first?.individual else {
            throw Failed(why: "there is nobody in the caseload")
        }
        names["individual"] = individual
        let changes = kith.changes()
        for one in scenario["steps"]?.list ?? [] {
            try await step(kith, one)
        }
        let heard = await changes.first { _ in true }
        try check(heard?.individuals == [individual], "what changed was not heard")
        try await watch(kith)
        try await giveUp(kith, individual)
        let calls = Int(scenario["calls"]?.number ?? 0)
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<calls {
                group.addTask { try await kith.caseload(arguments: Caseload()).count }
            }
            return try await group.reduce(0, +)
        }
        try check(calls > 0 && answered == calls, "\(answered) of \(calls) calls were answered")
    }

    /// An observer never hears on the main thread, and nothing at all once its watch is dropped.
    private func watch(_ kith: Kith) async throws {
        let (stream, onMain) = AsyncStream.makeStream(of: Bool.self)
        var heard = stream.makeAsyncIterator()
        var watch: Watch? = kith.watch(observer: Hearing(onMain))
        try check(watch != nil, "nobody watches")
        _ = try await kith.saveDraft(arguments: SaveDraft(draft: "heard", content: "{}"))
        let onMainThread = await heard.next()
        try check(onMainThread == false, "the observer was called on the main thread")
        watch = nil
        _ = try await kith.discardDraft(arguments: DiscardDraft(draft: "heard"))
        let last = await heard.next()
        try check(last == nil, "the watch was dropped, and heard")
    }

    /// A call that is given up behind others is given up, and the vault goes on.
    private func giveUp(_ kith: Kith, _ individual: String) async throws {
        let busy = (0..<20).map { _ in Task { try await kith.doctor().problems } }
        let (asking, begins) = AsyncStream.makeStream(of: Void.self)
        let asked = Task {
            begins.finish()
            return try await kith.note(arguments: Note(individual: individual, text: "Taken back."))
        }
        for await _ in asking {}
        asked.cancel()
        switch await asked.result {
        case .success: throw Failed(why: "given up, and answered")
        case .failure(let error): try check(error is CancellationError, "given up, and \(error)")
        }
        for one in busy {
            let problems = try await one.value
            try check(problems.isEmpty, "\(problems)")
        }
        let found = try await kith.search(arguments: Search(text: "Taken back"))
        try check(found.isEmpty, "given up, and done")
    }

    func read(_ kith: Kith, with kept: [String: String]) async throws -> Json {
        names.merge(kept) { _, kept in kept }
        var shown: [Json] = []
        for screen in scenario["screens"]?.list ?? [] {
            guard let screen = try await screens[screen["name"]?.text ?? ""]?(kith, filled(screen["given"] ?? .nothing))
            else { throw Failed(why: "no such screen: \(screen)") }
            shown.append(screen)
        }
        return .object(["names": .object(names.mapValues { .text($0) }), "screens": .list(shown)])
    }
}

@main
private enum Play {
    static func main() async {
        do {
            try requireLibrary()
            print(try await played(Array(CommandLine.arguments.dropFirst())))
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }

    private static func played(_ words: [String]) async throws -> Json {
        let (file, home, key) = (words[0], words[1], words[2])
        let kept = try words.dropFirst(3).first.map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
        let scenario = try JSONDecoder().decode(Json.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
        let bytes = stride(from: 0, to: key.utf8.count, by: 2).compactMap { at in
            UInt8(key.dropFirst(at).prefix(2), radix: 16)
        }
        let clock = FixedClock(now: scenario["now"]?.text ?? "", seed: UInt64(scenario["seed"]?.number ?? 0))
        let place = Place(home: home, key: Key.random(bytes: Data(bytes)), language: .english, fixed: clock)
        let player = Player(scenario)
        return try await opened(place) { kith in
            if kept == nil { try await player.play(kith) }
            return try await player.read(kith, with: kept ?? [:])
        }
    }
}
