import KithCore
import Observation

/// What is typed and not kept yet: the newest of each draft by its name, one write at a time. What is typed meanwhile goes into the
/// next. What could not be kept, as on a full disk, stays here and is tried again: there may be room later.
@MainActor
@Observable
final class Unsaved<Content: Sendable> {
    typealias Keep = @MainActor (_ draft: String, Content) async throws -> Void

    /// Why something could not be kept, where that is so.
    private(set) var refused: ErrorInWords?
    private let write: Keep
    private var newest: [String: Content] = [:]
    private var unkept: [String: Content] = [:]
    private var saving: Task<Void, Never>?

    init(_ write: @escaping Keep) {
        self.write = write
    }

    /// What was typed of a draft and is not kept.
    subscript(draft: String) -> Content? { newest[draft] ?? unkept[draft] }

    /// Keeps it, soon.
    func keep(_ draft: String, _ content: Content) {
        newest[draft] = content
        goOn()
    }

    /// Nothing more of a draft is kept. Returns once none is on its way.
    func forget(_ draft: String) async {
        newest[draft] = nil
        await wait()
        unkept[draft] = nil
    }

    /// Returns once all is kept, as far as that is possible now.
    func settle() async {
        await wait()
        // What was typed since is newer.
        newest.merge(unkept) { typed, _ in typed }
        goOn()
        await wait()
    }

    private func wait() async {
        while let saving { await saving.value }
    }

    private func goOn() {
        guard saving == nil, !newest.isEmpty else { return }
        saving = Task {
            while let (draft, content) = newest.popFirst() { await save(draft, content) }
            saving = nil
        }
    }

    private func save(_ draft: String, _ content: Content) async {
        // Until it is kept it is here, whoever asks meanwhile.
        unkept[draft] = content
        do {
            try await write(draft, content)
            unkept[draft] = nil
            if unkept.isEmpty { refused = nil }
        } catch {
            refused = inWords(error)
        }
    }
}
