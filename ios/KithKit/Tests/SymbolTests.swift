import Foundation
import KithCore
import Testing

@testable import KithKit

@MainActor
struct SymbolTests {
    private func png(_ length: Int = 10) -> Data { Data([0x89, 0x50, 0x4E, 0x47]) + Data(repeating: 7, count: length) }

    private func folder(_ test: (URL) async throws -> Void) async throws {
        try await Record.folder { try await test(URL(fileURLWithPath: $0)) }
    }

    private func write(_ files: [String: Data], in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, bytes) in files { try bytes.write(to: folder.appending(path: name)) }
    }

    @Test("A pack of one's own stands over what is built in where it is chosen, and a word that neither has stands alone")
    func packs() async throws {
        try await folder { folder in
            let (builtIn, mine, own) = (
                folder.appending(path: "b"), folder.appending(path: "m"), folder.appending(path: "own")
            )
            try write(["face-4.png": png(1), "mode-phone.png": png(2)], in: builtIn)
            let index = Data("category,file,label_cy\nfamily,good.jpg,Good\nother,../b/face-4.png,bad\n".utf8)
            let jpeg = Data([0xFF, 0xD8, 0xFF, 1])
            try write(["index.csv": index, "good.jpg": jpeg, "more.jpg": jpeg], in: mine)
            let symbols = Symbols(builtIn: builtIn, folder: own)
            #expect(!symbols.hasOwn && symbols.of("face-4", "Good") == png(1))
            #expect(symbols.of("face-9", "Nothing") == nil && symbols.of("../b/face-4", "x") == nil)
            #expect(symbols.take(mine))
            #expect(symbols.of("face-4", "Good") == png(1), "it is not chosen yet")
            symbols.isOwn = true
            #expect(symbols.of("face-4", "Good") == jpeg && symbols.of("mode-phone", "Phone") == png(2))
            #expect(symbols.of("none", "bad") == nil, "a name that leads out of the folder")
            // What is no part of the pack is not copied, and the pack is there when the app begins anew.
            #expect(!FileManager.default.fileExists(atPath: own.appending(path: "more.jpg").path()))
            let later = Symbols(builtIn: builtIn, folder: own)
            later.isOwn = true
            #expect(later.of("face-4", "good") == jpeg)
            // A folder that is none leaves the one that is there.
            #expect(!later.take(builtIn))
            #expect(later.of("face-4", "good") == jpeg)
        }
    }

    @Test("What is more than a picture, or too long, or leads elsewhere, draws nothing")
    func refused() async throws {
        try await folder { folder in
            let named = ["vector.svg", "page.html", "long.png", "link.png", ".hidden.png", "good.png", "none.png"]
            let lines = ["file,label"] + named.map { "\($0),\($0.prefix { $0 != "." })" } + ["short"]
            try write(
                [
                    "index.csv": Data(lines.joined(separator: "\n").utf8), "vector.svg": Data("<svg/>".utf8),
                    "page.html": Data("<html>".utf8), "long.png": png(SymbolFolder.longest), "good.png": png(),
                    ".hidden.png": png(),
                ], in: folder)
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "link.png").path(),
                withDestinationPath: folder.appending(path: "good.png").path())
            #expect(SymbolFolder(folder)?.words == ["good"])
        }
    }

    @Test("Whatever has a symbol is called as the pack that is built in calls it")
    func names() throws {
        let tree = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let script = try String(contentsOf: tree.appending(path: "scripts/symbols"), encoding: .utf8)
        let missing = (MyScreen.allCases.map(\.symbol) + (1...5).map { "face-\($0)" }).filter { !script.contains("\($0) ") }
        #expect(missing == [])
        let mode = FormField(
            name: "contacts[].mode", label: "", shape: "one", required: true,
            choices: [Choice(name: "phone", label: "Phone")], symbols: "mode", prefilled: nil)
        let name = try #require(mode.symbol(of: mode.choices[0]))
        #expect(script.contains("\(name) "))
    }
}
