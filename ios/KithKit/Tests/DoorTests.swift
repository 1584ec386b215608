import Foundation
import KithCore
import Testing

@testable import KithKit

/// A keychain and an enclave without a device, that say what they are told to.
private final class Device: Keychain, SecureEnclave, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String: Data] = [:]
    private var refusal: EnclaveRefusal?

    func refuse(_ refusal: EnclaveRefusal?) { lock.withLock { self.refusal = refusal } }

    func read(_ name: String) throws -> Data? { lock.withLock { kept[name] } }

    func add(_ data: Data, as name: String) throws {
        try lock.withLock {
            guard kept[name] == nil else { throw Taken() }
            kept[name] = data
        }
    }

    func seal(_ key: Data) throws -> Data { Data(key.reversed()) }

    func open(_ sealed: Data, reason: String) async throws(EnclaveRefusal) -> Data {
        if let refusal = lock.withLock({ refusal }) { throw refusal }
        return Data(sealed.reversed())
    }

    struct Taken: Error {}
}

/// A clock that a test turns.
private final class Turned: @unchecked Sendable {
    private let lock = NSLock()
    private var instant = ContinuousClock.now

    func now() -> ContinuousClock.Instant { lock.withLock { instant } }
    func turn(_ by: Duration) { lock.withLock { instant += by } }
}

@MainActor
struct DoorTests {
    private let device = Device()
    private let clock = Turned()

    private var key: VaultKey { VaultKey(keychain: device, enclave: device) }

    private func door(_ home: String) -> Door {
        let clock = clock
        return Door(home: home, language: .english, key: key) { clock.now() }
    }

    /// A vault that opens with the key of this device.
    private func founded(_ test: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let home = folder.appending(path: "vault").path(percentEncoded: false)
        let place = Place(home: home, key: Key.random(bytes: try key.make(.english)), language: .english)
        let founding = try await found(place: place, organisation: "Harbour", name: "Alys")
        await founding.kith.shut()
        try await test(home)
    }

    private func isOpen(_ door: Door) -> Bool {
        if case .open = door.state { true } else { false }
    }

    @Test("The key of this device opens the vault, and locking lets it go")
    func opens() async throws {
        try await founded { home in
            let door = door(home)
            await door.unlock(reason: "")
            #expect(isOpen(door))
            await door.lock()
            #expect(!isOpen(door))
            let another = self.door(home)
            await another.unlock(reason: "")
            #expect(isOpen(another), "the vault is still held")
            await another.lock()
        }
    }

    @Test("It is covered at once when the app is left, and locked only where it stays away")
    func away() async throws {
        try await founded { home in
            let door = door(home)
            await door.unlock(reason: "")
            await door.enter()
            #expect(!door.isCovered)
            door.leave()
            #expect(door.isCovered)
            clock.turn(.seconds(59))
            await door.enter()
            #expect(isOpen(door) && !door.isCovered)
            door.leave()
            clock.turn(.seconds(50))
            // Under a call it is told that it is left once more.
            door.leave()
            clock.turn(.seconds(11))
            await door.enter()
            #expect(!isOpen(door))
        }
    }

    @Test("Who is not let in may try again; a key that is lost asks for the sheet, and is not thrown away")
    func refused() async throws {
        try await founded { home in
            let door = door(home)
            for refusal in [EnclaveRefusal.givenUp, .lockedOut] {
                device.refuse(refusal)
                await door.unlock(reason: "")
                guard case .locked = door.state else {
                    Issue.record("\(refusal) does not leave it locked")
                    return
                }
            }
            device.refuse(.changed)
            await door.unlock(reason: "")
            guard case .needsSheet = door.state else {
                Issue.record("the sheet is not asked for")
                return
            }
            let kept = try device.read("vault.key")
            #expect(kept != nil)
        }
    }

    @Test("The recovery sheet opens a vault whose key is lost")
    func sheet() async throws {
        try await founded { home in
            let folder = URL(fileURLWithPath: home).deletingLastPathComponent()
            let other = folder.appending(path: "other").path(percentEncoded: false)
            let place = Place(home: other, key: Key.random(bytes: Record.key), language: .english)
            let founding = try await found(place: place, organisation: "Harbour", name: "Alys")
            await founding.kith.shut()
            let door = door(other)
            await door.unlock(sheet: "not a sheet")
            guard case .refused(let words) = door.state else {
                Issue.record("anything opens it")
                return
            }
            #expect(!words.message.isEmpty)
            await door.unlock(sheet: founding.founded.recoverySheet)
            #expect(isOpen(door))
            await door.lock()
        }
    }

    @Test("Where there is no key there is no vault, and a key is never made over another")
    func neverOver() throws {
        let first = try key.make(.english)
        #expect(first.count == 32)
        #expect(throws: Device.Taken.self) { try key.make(.english) }
    }

    @Test("Without a vault one is founded, and it opens once its sheet is put away")
    func welcome() async throws {
        try await founded { home in
            // The key of the other vault is there, as where founding was cut short.
            let door = door(home + "-new")
            await door.unlock(reason: "")
            await door.found("", by: "Alys", reason: "")
            guard case .noVault(let refused?) = door.state else {
                Issue.record("an organisation without a name")
                return
            }
            #expect(!refused.message.isEmpty)
            await door.found("Harbour", by: "Alys", reason: "")
            guard case .founded(_, let sheet) = door.state else {
                Issue.record("not founded")
                return
            }
            #expect(sheet.contains("Harbour"))
            await door.sheetIsKept()
            #expect(isOpen(door))
            await door.lock()
            await door.unlock(reason: "")
            #expect(isOpen(door))
            await door.lock()
        }
    }

    @Test("A device without a key has no vault")
    func noKey() async {
        let door = door("nowhere")
        await door.unlock(reason: "")
        guard case .noVault(nil) = door.state else {
            Issue.record("there is a vault")
            return
        }
    }
}
