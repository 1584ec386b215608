import KithCore
import Observation

/// What a screen has to show.
public enum Shown<Value: Sendable>: Sendable {
    case loading
    case here(Value)
    case failed(ErrorInWords)

    /// What the core computed, where it did.
    public var value: Value? {
        if case .here(let value) = self { value } else { nil }
    }
}

/// A screen that the core computes: asked once, and again whenever something changed that it may show.
@MainActor
@Observable
public final class ScreenModel<Value: Sendable> {
    public private(set) var shown = Shown<Value>.loading

    private let kith: Kith
    private let individual: String?
    private let ask: @Sendable (Kith) async throws -> Value

    /// A screen of one record, or of all of them where no individual is named.
    public init(_ kith: Kith, of individual: String? = nil, ask: @escaping @Sendable (Kith) async throws -> Value) {
        (self.kith, self.individual, self.ask) = (kith, individual, ask)
    }

    /// Asks now. What was shown stays until the answer is here.
    public func load() async {
        do {
            shown = .here(try await ask(kith))
        } catch let refused as KithError {
            shown = .failed(refused.words)
        } catch {
            // Given up: whoever asked has gone.
        }
    }

    /// Asks now, and at each change, until whoever follows has gone.
    public func follow() async {
        let changes = kith.changes()
        await load()
        for await changed in changes where shows(changed) {
            await load()
        }
    }

    private func shows(_ changed: Changed) -> Bool {
        individual.map { changed.received || changed.individuals.contains($0) } ?? true
    }
}

extension ScreenModel where Value == TodayAnswer {
    public static func today(_ kith: Kith) -> Self {
        Self(kith) { try await $0.today(arguments: Today()) }
    }
}

extension ScreenModel where Value == [CaseloadItem] {
    /// People I support.
    public static func caseload(_ kith: Kith) -> Self {
        Self(kith) { try await $0.caseload(arguments: Caseload()) }
    }
}

extension ScreenModel where Value == IndividualAnswer {
    public static func individual(_ kith: Kith, _ individual: String) -> Self {
        Self(kith, of: individual) { try await $0.individual(arguments: IndividualScreen(individual: individual)) }
    }
}

extension ScreenModel where Value == PersonAnswer {
    /// Somebody on the map of an individual.
    public static func person(_ kith: Kith, _ person: String, of individual: String) -> Self {
        Self(kith, of: individual) {
            try await $0.person(arguments: PersonScreen(individual: individual, person: person))
        }
    }
}

extension ScreenModel where Value == NeedsLookAnswer {
    /// What people recorded differently, and what waits.
    public static func needsLook(_ kith: Kith) -> Self {
        Self(kith) { try await $0.needsLook(arguments: NeedsLook()) }
    }
}

extension ScreenModel where Value == [SectionReaders] {
    /// Who can see a record, section by section.
    public static func whoCanSee(_ kith: Kith, _ individual: String) -> Self {
        Self(kith, of: individual) { try await $0.whoCanSee(arguments: WhoCanSee(individual: individual)) }
    }
}

extension ScreenModel where Value == [RuleItem] {
    /// The rules about contact of a record.
    public static func rules(_ kith: Kith, _ individual: String) -> Self {
        Self(kith, of: individual) { try await $0.rules(arguments: Rules(individual: individual)) }
    }
}
