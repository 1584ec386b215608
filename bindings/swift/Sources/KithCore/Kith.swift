// Kith in Swift: a vault, its commands and its screens, as plain values.
//
// Everything that can be asked is generated from the core: asynchronous methods that hold no thread up, records, and errors
// as an enumeration. This file adds what Swift expects, and holds no rule and no wording.

import kithFFI

/// The version of this package, and of the library that it was made for.
public let version = "0.1.0"

/// The library that was found is not the one that this package was made for.
public struct OtherLibraryError: Error, CustomStringConvertible {
    /// What was found in its place, for whoever puts the app together.
    public let description: String
}

/// Fails where the library is of another version; to be called before anything else.
public func requireLibrary() throws(OtherLibraryError) {
    // Asked past the generated code, which ends the program where the library is another.
    var status = RustCallStatus()
    let found = text(of: uniffi_kith_fn_func_library_version(&status))
    guard found == version else {
        throw OtherLibraryError(description: "this package is kith \(version), the library found is \(found)")
    }
    guard libraryHasEveryCall else {
        throw OtherLibraryError(description: "the library that was found is of another version of kith")
    }
}

/// The text that the library handed over, which is given back to it.
private func text(of buffer: RustBuffer) -> String {
    let bytes = UnsafeBufferPointer(start: buffer.data, count: Int(buffer.len))
    let text = String(decoding: bytes, as: UTF8.self)
    var status = RustCallStatus()
    ffi_kith_rustbuffer_free(buffer, &status)
    return text
}

/// Opens a vault, and closes it again whatever becomes of `body`.
public func opened<T>(
    _ place: Place,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (Kith) async throws -> sending T
) async throws -> sending T {
    try requireLibrary()
    let kith = try await open(place: place)
    do {
        let answer = try await body(kith)
        await kith.shut()
        return answer
    } catch {
        await kith.shut()
        throw error
    }
}

extension Kith {
    /// What changes from now on. Watching ends with the stream: when nobody holds it any more, or the task that reads it is
    /// cancelled.
    public func changes() -> AsyncStream<Changed> {
        AsyncStream { stream in
            let watch = watch(observer: Passing(to: stream))
            stream.onTermination = { _ in watch.stop() }
        }
    }
}

private final class Passing: Observer {
    private let stream: AsyncStream<Changed>.Continuation

    init(to stream: AsyncStream<Changed>.Continuation) {
        self.stream = stream
    }

    func changed(changed: Changed) {
        stream.yield(changed)
    }
}
