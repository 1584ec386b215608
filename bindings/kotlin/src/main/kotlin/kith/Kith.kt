/**
 * Kith in Kotlin: a vault, its commands and its screens, as plain values.
 *
 * Everything that can be asked is generated from the core and stands in `uniffi.kith`: suspending functions that hold no
 * thread up, records, and errors as a sealed class. This file adds what Kotlin expects, and holds no rule and no wording.
 */
package kith

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.withContext
import uniffi.kith.Changed
import uniffi.kith.Kith
import uniffi.kith.Observer
import uniffi.kith.Place
import uniffi.kith.libraryVersion

/** The version of this package, and of the library that it was made for. */
public const val VERSION: String = "0.1.0"

/** The library that was found is not the one that this package was made for. */
public class OtherLibraryException(message: String, cause: Throwable? = null) : IllegalStateException(message, cause)

/** Fails where the library cannot be loaded or is of another version; to be called before anything else. */
public fun requireLibrary() {
    val found = try {
        libraryVersion()
    } catch (other: ExceptionInInitializerError) {
        // The generated code compares the library with itself, call by call, when it is loaded.
        throw OtherLibraryException("the library that was found is of another version of kith", other)
    } catch (missing: LinkageError) {
        throw OtherLibraryException("the library of kith cannot be loaded", missing)
    }
    if (found != VERSION) throw OtherLibraryException("this package is kith $VERSION, the library found is $found")
}

/** Opens a vault, and closes it again whatever becomes of [block]. */
public suspend fun <T> opened(place: Place, block: suspend (Kith) -> T): T {
    requireLibrary()
    return uniffi.kith.open(place).use { kith ->
        try {
            block(kith)
        } finally {
            withContext(NonCancellable) { kith.shut() }
        }
    }
}

/** What changes while somebody collects. */
public fun Kith.changes(): Flow<Changed> = callbackFlow {
    val watch = watch(object : Observer {
        override fun changed(changed: Changed) {
            trySend(changed)
        }
    })
    awaitClose {
        watch.stop()
        watch.destroy()
    }
}
