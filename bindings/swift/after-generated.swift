// What follows is ours, put behind the generated code by scripts/bindings: only code in that file can reach what this needs.

/// Whether the library has every call that the generated code makes, as it makes it.
let libraryHasEveryCall: Bool = {
    if case .ok = initializationResult { true } else { false }
}()

/// A call that is given up when its task is cancelled. What is generated would go on waiting, and the call be carried out.
private func givenUpWithItsTask<F, T>(
    rustFutureFunc: () -> UInt64,
    pollFunc: (UInt64, @escaping UniffiRustFutureContinuationCallback, UInt64) -> Void,
    cancelFunc: @escaping @Sendable (UInt64) -> Void,
    completeFunc: (UInt64, UnsafeMutablePointer<RustCallStatus>) -> F,
    freeFunc: (UInt64) -> Void,
    liftFunc: (F) throws -> T,
    errorHandler: ((RustBuffer) throws -> Swift.Error)?
) async throws -> T {
    uniffiEnsureKithInitialized()
    let future = rustFutureFunc()
    defer { freeFunc(future) }
    try await withTaskCancellationHandler {
        var polled: Int8
        repeat {
            polled = await withUnsafeContinuation { waiting in
                let handle = uniffiContinuationHandleMap.insert(obj: waiting)
                pollFunc(future, { uniffiFutureContinuationCallback(handle: $0, pollResult: $1) }, handle)
            }
        } while polled != UNIFFI_RUST_FUTURE_POLL_READY
        // A future that was given up has no answer to be asked for.
        try Task.checkCancellation()
    } onCancel: {
        cancelFunc(future)
    }
    return try liftFunc(makeRustCall({ completeFunc(future, $0) }, errorHandler: errorHandler))
}
