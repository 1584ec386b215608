import Foundation
import KithCore
import Testing

@testable import KithKit

@MainActor
struct NavigationTests {
    @Test("Where somebody was is where they are again, tab by tab")
    func restored() throws {
        let before = Navigation()
        before.open(.individual("a"))
        before.open(.individual("a"))
        before.tab = .people
        before.open(.individual("b"))
        before.open(.map("b"))
        before.open(.form(FormOf(.visit, of: "b")))
        before.back()
        let after = Navigation()
        after.restore(try before.kept)
        #expect(after.tab == .people)
        #expect(after[.people] == [.individual("b"), .map("b")])
        #expect(after[.today] == [.individual("a")])
    }

    @Test("A form leads where it has to")
    func forms() throws {
        func recorded(_ what: String, _ id: String, shown: String? = nil) -> Recorded {
            Recorded(Done(ids: [what: [id]], shown: shown))
        }
        let navigation = Navigation()
        let individual = FormOf(.individual)
        navigation.open(.form(individual))
        navigation.after(individual, recorded("individual", "a"))
        #expect(navigation[.today] == [.individual("a")])
        let person = FormOf(.person, of: "a")
        navigation.open(.form(person))
        navigation.after(person, recorded("person", "p"))
        #expect(navigation[.today].last == .form(FormOf(.relationship, of: "a", about: "p")))
        navigation.after(FormOf(.relationship, of: "a", about: "p"), recorded("relationship", "r"))
        #expect(navigation[.today] == [.individual("a")])
        let visit = FormOf(.visit, of: "a")
        navigation.open(.form(visit))
        navigation.after(visit, recorded("visit", "v", shown: "{\"offer_concern\":true}"))
        #expect(navigation[.today].last == .form(visit), "what has to be read is passed over")
    }

    @Test("A file leads to where it is taken in, and one of another kind nowhere")
    func files() {
        let (navigation, inbox) = (Navigation(), Inbox())
        inbox.arrive("photo.jpg", Data())
        inbox.arrive("kith-recovery.txt", Data())
        navigation.arrive(inbox)
        #expect(navigation.tab == .today)
        inbox.arrive("Kith 2.KREQ", Data([1]))
        navigation.arrive(inbox)
        #expect(navigation.tab == .pending && navigation[.pending] == [.letIn])
        let taken = inbox.take(.request)
        #expect(taken == Data([1]) && !inbox.holds(.request))
    }

    @Test("What cannot be read is left, and the app begins with Today")
    func unreadable() {
        let navigation = Navigation()
        navigation.restore(Data("{}".utf8))
        #expect(navigation.tab == .today && navigation[.today].isEmpty)
    }
}

struct MomentTests {
    private let zone = TimeZone(secondsFromGMT: 3600) ?? .gmt

    @Test("A moment keeps its instant and says the offset of the place")
    func moment() throws {
        let date = try #require(Moments.date("2026-03-02T09:00:00+00:00"))
        #expect(Moments.moment(date, in: zone) == "2026-03-02T10:00:00+01:00")
        #expect(Moments.date(Moments.moment(date, in: zone)) == date)
    }

    @Test("A day is the day of the place")
    func day() throws {
        let day = try #require(Moments.date("2026-03-02", in: zone))
        #expect(Moments.day(day, in: zone) == "2026-03-02")
        #expect(Moments.date("some day") == nil)
    }
}

/// The system's part, that tells what it was asked for.
private actor Asked: BackgroundTime, LaterTime, Reminders {
    var moments: [Date] = []
    var words = ""
    var wait: Duration?

    var isPermitted = false

    func permit() { isPermitted = true }
    func ask(after wait: Duration) { self.wait = wait }

    func run(_ act: @escaping @Sendable () async -> Void) async { await act() }

    func replace(at moments: [Date], words: String) async {
        (self.moments, self.words) = (moments, words)
    }
}

@MainActor
struct BackgroundTests {
    @Test("What is planned is reminded of at its time, and nobody is named")
    func reminders() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            _ = try await record.kith.planContact(
                arguments: PlanContact(
                    individual: record.individual, people: [nia], mode: "in_person", start: "2026-03-02T15:00:00+00:00"))
            let asked = Asked()
            let words = record.vault.words
            let background = Background(time: asked, later: asked, reminders: asked)
            await background.begin()
            #expect(await asked.isPermitted)
            await background.leave(record.vault)
            let (moments, told, wait) = await (asked.moments, asked.words, asked.wait)
            #expect(wait.map { $0 > record.vault.lockAfter } == true)
            #expect(moments == [Moments.date("2026-03-02T15:00:00+00:00")])
            #expect(told == words.say("app-reminder") && told != "app-reminder")
            #expect(!told.contains("Nia") && !told.contains("Mair"))
            // Nobody who is made up is reminded of, and what was to be reminded of is not forgotten for them.
            await background.leave(OpenVault(record.kith, words: Strings(language: .welsh), isTraining: true))
            #expect(await asked.words == told)
        }
    }
}

struct WordTests {
    /// The sources of KithKit and KithApp, or of one of them, without tests.
    private func sources(of folders: [String] = ["/KithApp/", "/KithKit/Sources/"]) throws -> [String] {
        let ios = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let files = FileManager.default.enumerator(at: ios, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        let ours = files.filter { file in
            file.pathExtension == "swift" && folders.contains { file.path.contains($0) }
        }
        return try ours.map { try String(contentsOf: $0, encoding: .utf8) }
    }

    private func literals(_ text: String) -> [String] {
        let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        return code.flatMap { line in
            line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        }
    }

    @Test("Every key has its words, in English and in Welsh", arguments: Language.offered)
    func keys(language: KithCore.Language) throws {
        let strings = Strings(language: language)
        let key = try Regex("[a-z]+(-[a-z]+)+")
        let known = [
            "app", "screen", "today", "pending", "caseload", "form", "page", "done", "value", "differs", "my", "how", "tell",
            "concern", "needs", "search", "timeline", "access", "admit", "recovery", "language", "bundle",
        ]
        let said = try sources().flatMap(literals).filter { literal in
            known.contains { literal.hasPrefix("\($0)-") } && literal.wholeMatch(of: key) != nil
        }
        #expect(said.count > 80, "no keys are found: are they said otherwise now?")
        // The name of a list is no key, and its options are.
        let keys = { key in [key] + ["english", "strong", "died"].map { "\(key)-\($0)" } }
        let missing = said.filter { keys($0).allSatisfy { strings.say($0) == $0 } }
        #expect(missing == [])
        let faces = (1...5).map { "face-\($0)" }.filter { strings.say($0) == $0 }
        #expect(faces == [])
    }

    @Test("KithKit alone knows the core, and KithApp alone draws")
    func apart() throws {
        let (kit, app) = (try sources(of: ["/KithKit/Sources/"]), try sources(of: ["/KithApp/"]))
        #expect(kit.contains { $0.contains("import KithCore") } && app.contains { $0.contains("import SwiftUI") })
        #expect(!app.contains { $0.contains("import KithCore") })
        #expect(!kit.contains { $0.contains("import SwiftUI") })
    }

    @Test("No words of our own stand in the app")
    func noWords() throws {
        let sentence = try Regex("[A-Za-z']+ [a-z' ]+")
        #expect("Save this".wholeMatch(of: sentence) != nil)
        let own = try sources().flatMap(literals).filter { $0.wholeMatch(of: sentence) != nil }
        #expect(own == [])
    }
}
