import Foundation
import KithCore
import Testing

@testable import KithKit

@MainActor
struct AttachmentTests {
    /// A visit of which what has to be said is said.
    private func visit(_ record: Record, in vault: OpenVault? = nil) async -> FormModel {
        let visit = FormModel(vault ?? record.vault, FormOf(.visit, of: record.individual))
        await visit.begin()
        visit["happened.outcome"] = .text("happened")
        visit["line"] = .text("We made tea.")
        visit["support"] = .several(["listen"])
        visit["did_not_say"] = .tick(true)
        visit["worry"] = .text("no")
        return visit
    }

    private func attached(_ kith: Kith, _ individual: String) async throws -> [AttachmentItem] {
        let page = try await kith.timeline(arguments: Timeline(individual: individual, cursor: nil, limit: 50))
        return page.items.compactMap(\.attachment)
    }

    /// Returns once all of a draft has come.
    private func come(_ visit: FormModel, _ vault: OpenVault) async throws {
        _ = try await vault.taking.whole(try #require(visit.form).draft)
    }

    @Test("A photo of a visit is seen small and whole, and says nothing of where it was taken")
    func photoOfAVisit() async throws {
        try await Record.used { record in
            let visit = await visit(record)
            visit.next()
            #expect(visit.takesIn)
            let file = try taken()
            await visit.take(Photo(file, drawing: Drawn()))
            try await come(visit, record.vault)
            let one = try #require(visit.taken.first)
            #expect(one.told(record.vault.words) == ["Ready. It goes with your words."])
            #expect(!FileManager.default.fileExists(atPath: file.path()))
            visit[saidOf: one.id] = "Tea in the garden"
            await visit.save()
            #expect(visit.refused == nil && visit.recorded != nil && visit.taken.isEmpty)
            let item = try #require(try await attached(record.kith, record.individual).first)
            #expect(item.says == "Tea in the garden" && item.medium == .photo)
            let shown = AttachmentModel(record.vault, item, player: Speaker())
            await shown.begin()
            await shown.press()
            let (small, whole) = (try #require(shown.small), try #require(shown.whole))
            #expect(small.count < 64 * 1024 && small.range(of: place) == nil)
            #expect(photo().range(of: place) != nil, "a control")
            #expect(whole.range(of: place) == nil && whole == cleaned(photo()))
            #expect(whole.range(of: Data(repeating: 0x5A, count: 300_000)) != nil, "the picture is as it was")
            await shown.press()
            #expect(shown.whole == nil && !shown.isOpen)
        }
    }

    @Test("A JPEG keeps what draws it, and what is no whole JPEG is none")
    func cleaning() throws {
        let kept = try #require(cleaned(photo()))
        #expect(kept.range(of: place) == nil && kept.count > 300_000 && cleaned(kept) == kept)
        #expect(kept.range(of: Data("JFIF".utf8)) != nil && kept.range(of: Data("ICC_PROFILE".utf8)) != nil)
        #expect(kept.suffix(2) == Data([0xFF, 0xD9]))
        let broken = [
            Data(), Data("<svg/>".utf8), Data([0xFF, 0xD8]), Data([0xFF, 0xD8, 0xFF]), photo().prefix(200), kept.dropLast(2),
        ]
        for bytes in broken { #expect(cleaned(bytes) == nil, "\(bytes.count)") }
        for length in 0..<700 { _ = cleaned(photo(Data([1])).prefix(length)) }
    }

    @Test("A small picture is made smaller until it may go in, and is left out where it never may")
    func small() async throws {
        let sizes: [Double: Int] = [0.8: 90_000, 0.5: 70_000, 0.2: 20_000]
        let file = try taken()
        let shrinking = Photo(file, drawing: Drawn(small: { photo(Data(repeating: 1, count: sizes[$0] ?? 0)) }))
        let fits = try #require(try await shrinking.small())
        #expect(fits.count > 20_000 && fits.count < 64 * 1024)
        let large = Photo(file, drawing: Drawn(small: { _ in photo(Data(repeating: 1, count: 70_000)) }))
        #expect(try await large.small() == nil)
        await large.close()
    }

    @Test("A recording of half an hour comes in piece by piece while the words are typed, and ends where the visit is saved")
    func halfAnHour() async throws {
        try await Record.used { record in
            let visit = await visit(record)
            let heard = Heard()
            await visit.take(try await Voice.begin(heard))
            let id = try #require(visit.taken.first?.id)
            #expect(visit.taken.first?.isLive == true)
            let second = Data((0..<250_000).map { UInt8($0 % 251) })
            for minute in 1...58 {
                try await heard.hear(second)
                visit["line"] = .text("We made tea \(minute) times.")
                // What was heard is in the vault before it ends: an app that is ended loses none of it.
                while try await record.kith.stagedAttachments(draft: nil).first?.length ?? 0 < UInt64(4 + 250_000 * minute) {
                    await Task.yield()
                }
            }
            #expect(await heard.isListening)
            #expect(visit.taken.first?.id == id)
            await visit.save()
            #expect(visit.refused == nil)
            #expect(await !heard.isListening)
            #expect(!FileManager.default.fileExists(atPath: heard.file.path()))
            let item = try #require(try await attached(record.kith, record.individual).first)
            #expect(item.medium == .sound && item.length == UInt64(4 + 58 * 250_000))
            let speaker = Speaker()
            let shown = AttachmentModel(record.vault, item, player: speaker)
            await shown.press()
            #expect(await speaker.played.count == 4 + 58 * 250_000)
            #expect(shown.refused == nil && !shown.isPlaying)
        }
    }

    @Test("What breaks off or may not be used is told, and takes no words with it")
    func refused() async throws {
        try await Record.used { record in
            let visit = await visit(record)
            await #expect(throws: NoMicrophone.self) { try await Voice.begin(Heard(isAllowed: false)) }
            let torn = Torn()
            await visit.take(torn)
            await visit.save()
            #expect(visit.refused?.message == "This file could not be read." && visit.recorded == nil)
            #expect(await torn.isClosed)
            let none = Photo(try taken(), drawing: Drawn(picture: nil))
            await visit.take(none)
            try? await come(visit, record.vault)
            let told = visit.taken.flatMap { $0.told(record.vault.words) }
            #expect(told.filter { $0 == "This file could not be read." }.count == 2)
            #expect(visit["line"] == .text("We made tea."))
            await visit.save()
            #expect(visit.refused == nil && visit.recorded != nil)
            #expect(try await attached(record.kith, record.individual).isEmpty)
            let found = try await record.kith.search(arguments: Search(text: "tea"))
            #expect(found.count == 1)
        }
    }

    @Test("What was taken in is there after the app ended, and can be taken out")
    func afterTheEnd() async throws {
        try await Record.used { record in
            let visit = await visit(record)
            await visit.take(Photo(try taken(), drawing: Drawn()))
            try await come(visit, record.vault)
            visit[saidOf: try #require(visit.taken.first?.id)] = "Tea"
            await visit.draftIsKept()
            // A recording that the app ended in the middle of, and a photo of which only a part came.
            let draft = try #require(visit.form?.draft)
            for (kind, bytes) in [("voice_note", Data([0xFF, 0xF1, 0x50, 0x40, 1, 2, 3])), ("photo", photo().prefix(900))] {
                let staged = try await record.kith.stageAttachment(kind: kind, draft: draft).staged
                _ = try await record.kith.appendAttachment(staged: staged, bytes: bytes)
            }
            await record.kith.shut()
            let vault = OpenVault(try await open(place: Record.place(record.home)), words: record.vault.words)
            let resumed = FormModel(vault, visit.of)
            await resumed.begin()
            let whole = resumed.taken.filter { $0.state == .whole }
            #expect(resumed.taken.count == 3 && Set(whole.map(\.medium)) == [.photo, .sound])
            let photo = try #require(whole.first { $0.medium == .photo })
            #expect(resumed[saidOf: photo.id] == "Tea")
            await resumed.drop(try #require(whole.first { $0.medium == .sound }).id)
            await resumed.save()
            #expect(resumed.refused == nil)
            #expect(try await attached(vault.kith, record.individual).map(\.says) == ["Tea"])
            await vault.shut()
        }
    }

    @Test("Words of the individual have their photo with them; a draft that is thrown away takes what came with it")
    func words() async throws {
        try await Record.used { record in
            let words = FormModel(record.vault, FormOf(.words, of: record.individual))
            await words.begin()
            #expect(words.form?.steps.indices.contains { words.form?.takesIn($0) == true } == true)
            await words.take(Photo(try taken(), drawing: Drawn()))
            #expect(await words.discard())
            #expect(try await record.kith.stagedAttachments(draft: nil).isEmpty)
            let again = FormModel(record.vault, FormOf(.words, of: record.individual))
            await again.begin()
            again["text"] = .text("I like the harbour.")
            for field in again.form?.steps.flatMap(\.fields) ?? [] where field.required && again[field.path] == nil {
                again[field.path] = field.choices.first.map { .text($0.name) }
            }
            await again.take(Photo(try taken(), drawing: Drawn()))
            await again.save()
            #expect(again.refused == nil)
            #expect(try await attached(record.kith, record.individual).count == 1)
        }
    }

    @Test("A photo of somebody stands on their page, and is their picture on the map")
    func ofSomebody() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia")
            let adding = AttachModel(record.vault, of: record.individual, to: nia)
            await adding.begin()
            await adding.take(Photo(try taken(), drawing: Drawn()))
            adding[try #require(adding.taken.first?.id)] = "Nia at the sea"
            #expect(await adding.save())
            #expect(adding.refused == nil && adding.taken.isEmpty)
            let page = ScreenModel.person(record.kith, nia, of: record.individual)
            await page.load()
            let photos = await record.vault.pictures.photos(of: record.individual)
            #expect(page.shown.value?.attachments.map(\.says) == ["Nia at the sea"])
            let small = await record.vault.pictures.small(try #require(photos[nia]))
            #expect(small != nil)
        }
    }

    @Test("A recording is stopped by whoever pressed it or went away; what cannot be played is told")
    func playing() async throws {
        try await Record.used { record in
            let visit = await visit(record)
            let heard = Heard()
            await visit.take(try await Voice.begin(heard))
            await visit.save()
            let item = try #require(try await attached(record.kith, record.individual).first)
            let mute = AttachmentModel(record.vault, item, player: Speaker(canPlay: false))
            await mute.press()
            #expect(mute.refused?.message == "It cannot be played here.")
            let speaker = Speaker(goesOn: true)
            let shown = AttachmentModel(record.vault, item, player: speaker)
            let pressed = Task { await shown.press() }
            while await speaker.played.isEmpty { await Task.yield() }
            #expect(shown.isPlaying)
            await shown.press()
            await pressed.value
            #expect(await speaker.isStopped)
            #expect(!shown.isPlaying && shown.refused == nil)
        }
    }

    @Test("A vault that locks keeps what was heard, and waits for nothing that never comes")
    func locks() async throws {
        try await Record.used { record in
            let visit = await visit(record)
            let heard = Heard()
            await visit.take(try await Voice.begin(heard))
            try await heard.hear(Data(repeating: 9, count: 5000))
            await record.vault.taking.settle()
            #expect(await !heard.isListening)
            #expect(visit.taken.map(\.state) == [.whole] && visit.taken.first?.bytes == 5004)
        }
    }
}
