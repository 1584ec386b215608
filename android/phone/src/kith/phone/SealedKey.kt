/**
 * The key of the vault, sealed by the phone's keystore under a key that opens to a finger or a face alone. What is sealed is replaced
 * only where it opens nothing any more, and removed only once something else opens the vault: a vault whose key is lost here still
 * opens by its sheet.
 */
package kith.phone

import android.security.keystore.KeyPermanentlyInvalidatedException
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.ProviderException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** The keystore: a key in it that never leaves it. */
public interface Ciphers {
    /** Seals under a new key. */
    public fun sealing(): Cipher

    /** Opens what was sealed from this beginning; nothing where the keystore has no key. */
    public fun opening(beginning: ByteArray): Cipher?
}

/** Why nobody was let in. */
public enum class Refusal { GIVEN_UP, LOCKED_OUT, NOT_THERE }

/** Nobody was let in. */
public class NotLetIn(public val refusal: Refusal) : Exception(refusal.name)

/** The person, who is asked for a finger or a face. */
public interface Asking {
    /** Whether the phone knows a finger or a face. */
    public fun knowsAnybody(): Boolean

    /** The same cipher, once the person let it be used. Fails with [NotLetIn]. */
    public suspend fun ask(cipher: Cipher): Cipher
}

/** What came of asking for the key of the vault. */
public sealed interface KeyFound {
    public class Here(public val bytes: ByteArray) : KeyFound

    /** Nobody was let in this time. */
    public data object NotNow : KeyFound

    /** There were too many tries; the phone wants a while, or its own code first. */
    public data object LockedOut : KeyFound

    /** It never opens again on this phone: the fingers or faces changed, or the keystore lost it. The recovery sheet opens. */
    public data object Lost : KeyFound

    /** The keystore did not answer as it should: that may pass. */
    public data object Unsure : KeyFound
}

/** The sealed key in a file: how it begins, and the rest. */
public class SealedKey(private val file: File, private val ciphers: Ciphers, private val asking: Asking) {
    /** Whether a key is sealed here. */
    public val isThere: Boolean get() = file.exists()

    /** Whether somebody is asked for a finger or a face now. */
    @Volatile
    public var isAsking: Boolean = false
        private set

    /** Whether the phone could open one. */
    public fun canBeMade(): Boolean = asking.knowsAnybody()

    /** Seals a key, before any vault opens by it; what was sealed and opens nothing gives way. */
    public suspend fun make(key: ByteArray): KeyFound = answered {
        val cipher = ask(aside { ciphers.sealing() })
        aside {
            val sealed = cipher.iv + cipher.doFinal(key)
            check(cipher.iv.size == BEGINNING)
            val whole = file.resolveSibling("${file.name}.new")
            whole.outputStream().use {
                it.write(sealed)
                it.fd.sync()
            }
            if (!whole.renameTo(file)) throw IOException()
        }
        KeyFound.Here(key)
    }

    /** Asks for the key. */
    public suspend fun find(): KeyFound = answered {
        val sealed = aside { file.readBytes() }
        if (sealed.size <= BEGINNING) return@answered KeyFound.Lost
        val cipher = aside { ciphers.opening(sealed.copyOf(BEGINNING)) } ?: return@answered KeyFound.Lost
        val asked = ask(cipher)
        KeyFound.Here(aside { asked.doFinal(sealed, BEGINNING, sealed.size - BEGINNING) })
    }

    /** Not on the thread that draws: a keystore may take its time, and so may a store. */
    private suspend fun <T> aside(act: () -> T): T = withContext(Dispatchers.IO) { act() }

    /** Lets go of a key that opens nothing. */
    public fun forget() {
        file.delete()
    }

    private suspend fun ask(cipher: Cipher): Cipher {
        isAsking = true
        try {
            return asking.ask(cipher)
        } finally {
            isAsking = false
        }
    }

    private suspend fun answered(ask: suspend () -> KeyFound): KeyFound = try {
        ask()
    } catch (no: NotLetIn) {
        when (no.refusal) {
            Refusal.GIVEN_UP -> KeyFound.NotNow
            Refusal.LOCKED_OUT -> KeyFound.LockedOut
            Refusal.NOT_THERE -> KeyFound.Unsure
        }
    } catch (failed: GeneralSecurityException) {
        failed.lost()
    } catch (failed: ProviderException) {
        failed.lost()
    } catch (_: IOException) {
        KeyFound.Unsure
    }

    /**
     * Some phones say that the key is gone only where it is used, as the cause of something else. What another key of the keystore
     * sealed, before somebody gave up on a new one, is gone as well.
     */
    private fun Exception.lost(): KeyFound {
        val changed = generateSequence<Throwable>(this) { it.cause }.any { it is KeyPermanentlyInvalidatedException || it is AEADBadTagException }
        return if (changed) KeyFound.Lost else KeyFound.Unsure
    }

    private companion object {
        /** How a file begins: with what AES-GCM took as its nonce. */
        const val BEGINNING = 12
    }
}
