import KithKit
import SwiftUI
import UniformTypeIdentifiers

/// A file from outside of the app, as far as one can be of Kith.
enum OpenedFile {
    /// Nothing where it cannot be read.
    static func read(_ url: URL) -> Data? {
        // What another app lends is given back.
        let isLent = url.startAccessingSecurityScopedResource()
        defer { if isLent { url.stopAccessingSecurityScopedResource() } }
        return try? Data(contentsOf: url)
    }
}

extension FileKind {
    /// As the app's Info.plist declares it; a sheet is a plain text.
    fileprivate var type: UTType {
        self == .sheet ? .plainText : UTType(exportedAs: "org.kith.\(rawValue)")
    }
}

/// A file on its way out, as the system takes it.
private struct HandedDocument: FileDocument {
    static let readableContentTypes: [UTType] = [.data]
    let bytes: Data

    init(_ file: HandedFile?) {
        bytes = file?.bytes ?? Data()
    }

    init(configuration: ReadConfiguration) throws {
        bytes = configuration.file.regularFileContents ?? Data()
    }

    func fileWrapper(configuration: WriteConfiguration) throws -> FileWrapper {
        FileWrapper(regularFileWithContents: bytes)
    }
}

extension View {
    /// Hands a file over where there is one, and says whether somebody took it.
    func handsOver(_ file: Binding<HandedFile?>, done: @escaping @MainActor (Bool) -> Void) -> some View {
        let now = file.wrappedValue
        let isThere = Binding(
            get: { @MainActor in file.wrappedValue != nil },
            set: { @MainActor there in if !there { file.wrappedValue = nil } })
        return fileExporter(
            isPresented: isThere, document: HandedDocument(now), contentTypes: [now?.kind.type ?? .data],
            defaultFilename: now?.name,
            onCompletion: { result in done((try? result.get()) != nil) },
            onCancellation: { done(false) })
    }
}

/// Chooses a file of a kind; one that somebody opened with Kith is taken without being chosen again.
struct ChoosingButton: View {
    let title: String
    let kind: FileKind
    let inbox: Inbox
    let take: @MainActor (Data) async -> Void
    @State private var isChoosing = false

    var body: some View {
        OtherButton(title: title, symbol: "doc") {
            if let arrived = inbox.take(kind) { await take(arrived) } else { isChoosing = true }
        }
        .fileImporter(isPresented: $isChoosing, allowedContentTypes: [kind.type]) { result in
            if case .success(let url) = result, let bytes = OpenedFile.read(url) { Task { await take(bytes) } }
        }
    }
}
