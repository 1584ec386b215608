import Foundation
import KithCore
import Observation

/// What waits to be sent, whose records it is of, and who could be handed a file.
public struct Waits: Sendable {
    public let pending: PendingAnswer
    public let others: [MemberItem]
    private let names: [String: String]

    /// The sections of which something is not proved to be elsewhere.
    public var sections: [PendingSection] {
        pending.sections.filter { $0.made > $0.proved }
    }

    public func name(of section: PendingSection) -> String {
        names[section.individual] ?? ""
    }

    static func ask(_ kith: Kith) async throws -> Waits {
        let people = try await kith.caseload(arguments: Caseload()).map { ($0.individual, $0.name) }
        return Waits(
            pending: try await kith.pending(arguments: Pending()),
            others: try await kith.members(arguments: Members()).filter { !$0.here },
            names: Dictionary(uniqueKeysWithValues: people))
    }
}

/// Waiting to be sent, and the files by which it travels.
@MainActor
@Observable
public final class PendingModel {
    public let screen: ScreenModel<Waits>
    public let doing = Doing()
    /// The members that the next file is for.
    public var to: Set<String> = []
    /// What came of the last file, in words.
    public private(set) var told: [String] = []
    /// The file that is to be handed over now.
    public private(set) var file: HandedFile?

    private let vault: OpenVault
    private var parcels: UInt32 = 0

    public init(_ vault: OpenVault) {
        self.vault = vault
        screen = ScreenModel(vault.kith, ask: Waits.ask)
    }

    /// Makes a file for those who were chosen.
    public func make() async {
        await doing.run {
            let bundle = try await self.vault.kith.exportBundle(to: self.to.sorted())
            self.parcels = bundle.exported.parcels
            self.file = HandedFile(.bundle, bundle.bytes)
        }
    }

    /// The file was handed over, or not.
    public func handed(_ isHanded: Bool) {
        guard file != nil else { return }
        file = nil
        told = [vault.words.count(key: isHanded ? "app-file-made" : "app-file-not-made", count: parcels)]
    }

    /// Takes a file in.
    public func take(_ bytes: Data) async {
        await doing.run {
            let words = self.vault.words
            let taken = try await self.vault.kith.importBundle(bytes: bytes)
            let counts = ["new": "\(taken.new)", "held": "\(taken.duplicate)"]
            let apart = [("app-came-waiting", taken.waiting.count), ("app-came-aside", taken.quarantined.count)]
            self.told =
                [words.say(key: "bundle-imported", texts: counts)]
                + apart.filter { $0.1 > 0 }.map { words.count(key: $0.0, count: UInt32(clamping: $0.1)) }
        }
    }
}

/// Letting somebody in: their request, their role, the records that they may read; then both read the numbers aloud.
@MainActor
@Observable
public final class AdmitModel {
    public let screen: ScreenModel<[CaseloadItem]>
    public let doing = Doing()
    /// The roles in which a member of staff is let in.
    public private(set) var roles: [Choice] = []
    /// The name of the one that is chosen.
    public var role = ""
    /// Whose records they may not read.
    public var left: Set<String> = []
    /// What came of it: numbers to be read aloud, and the file to hand back.
    public private(set) var admitted: Admitted?

    private let kith: Kith

    public init(_ vault: OpenVault) {
        kith = vault.kith
        screen = .caseload(vault.kith)
    }

    /// Asks which roles there are; the first is chosen until another is.
    public func askRoles() async {
        await doing.run { try await self.ask() }
    }

    private func ask() async throws {
        roles = try await kith.staffRoles(arguments: StaffRoles())
        if role.isEmpty { role = roles.first?.name ?? "" }
    }

    /// Lets in whoever made this request.
    public func admit(_ request: Data) async {
        await doing.run {
            if self.role.isEmpty { try await self.ask() }
            let reads = (self.screen.shown.value ?? []).map(\.individual).filter { !self.left.contains($0) }
            self.admitted = try await self.kith.admit(request: request, role: self.role, individuals: reads)
        }
    }

    /// The file to hand back.
    public var file: HandedFile? {
        admitted.map { HandedFile(.answer, $0.file) }
    }
}
