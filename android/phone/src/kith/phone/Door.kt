/**
 * The door to the vault: open, locked, or not to be opened here. What is behind it is covered whenever the app is not in front.
 * It is the policy of the phone in plain Kotlin; what the phone itself does stands behind [SealedKey] and [Remembered].
 */
package kith.phone

import kith.companion.Home
import kith.companion.Keys
import kith.companion.Language
import kith.companion.OpenVault
import kith.companion.Refused
import kith.companion.VaultKey
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

/** What opens the vault day by day. */
public enum class By { FINGER, PIN }

/** How the door stands. */
public sealed interface Stand {
    /** There is no vault; who founds or joins one chooses first what will open it. What went wrong last. */
    public class Unguarded(public val trouble: Refused? = null) : Stand

    /** There is a key, and no vault yet that it opens; or a vault that waits to join. */
    public class NoVault(public val asked: Boolean) : Stand

    public class Locked(public val by: By, public val trouble: Refused? = null) : Stand
    public data object Opening : Stand
    public data object Open : Stand

    /** The key of this phone is gone; the recovery sheet opens the vault. */
    public class NeedsSheet(public val trouble: Refused) : Stand
}

/** The key while the vault is open: in memory alone, so that another language can be shown without asking again. */
public class HeldKey(private val sealed: SealedKey) : Keys {
    internal var held: VaultKey? = null

    override val isTyped: Boolean get() = !sealed.isThere

    override fun key(): VaultKey? = held

    override suspend fun again(): VaultKey? = (sealed.find() as? KeyFound.Here)?.let { VaultKey.random(it.bytes) }

    override fun keep(key: ByteArray): Unit = error("a key is made at the door")
}

/** Something small that the phone remembers, and that is nothing of a record. */
public interface Remembered {
    public fun kept(name: String): String?
    public fun keep(name: String, value: String)
}

/** The door. What it is asked it does by itself, in its turn: whoever asked may be gone from the glass before it is done. */
public class Door(
    private val vault: OpenVault,
    private val key: HeldKey,
    private val sealed: SealedKey,
    private val remembered: Remembered,
    private val language: () -> Language,
    private val now: () -> Long,
    private val scope: CoroutineScope,
) {
    private val home: Home = vault.home
    private val standing = MutableStateFlow(closed())
    private val covering = MutableStateFlow(true)
    private var left: Long? = null
    private var locking: Job? = null

    /** How it stands. */
    public val stand: StateFlow<Stand> = standing.asStateFlow()

    /** Whether nothing of the record may be seen: in the list of apps, under a call, while another app is in front. */
    public val isCovered: StateFlow<Boolean> = covering.asStateFlow()

    init {
        scope.launch { vault.begun.collect { if (it != null) remembered.keep(SHEET_WAITS, "yes") } }
        scope.launch { vault.opened.collect { if (it != null && !it.isTraining && standing.value is Stand.NoVault) entered() } }
    }

    /** Whether the phone knows a finger or a face. */
    public fun knowsFingers(): Boolean = sealed.canBeMade()

    /** A finger or a face is to open the vault that is founded now. */
    public fun chooseFinger(): Unit = opening<Stand.Unguarded> {
        standing.value = try {
            val bytes = home.newKey(language())
            when (val made = sealed.make(bytes)) {
                is KeyFound.Here -> Stand.NoVault(asked = false).also { key.held = VaultKey.random(bytes) }
                KeyFound.NotNow -> Stand.Unguarded()
                else -> Stand.Unguarded(trouble(made))
            }
        } catch (refused: Refused) {
            Stand.Unguarded(refused)
        }
    }

    /** A PIN is to open the vault that is founded or joined now. */
    public fun choosePin(pin: String) {
        if (standing.value !is Stand.Unguarded) return
        // No vault was made with it.
        sealed.forget()
        key.held = VaultKey.typed(pin)
        standing.value = Stand.NoVault(asked = false)
    }

    /** Chooses again, while there is no vault. */
    public fun chooseAgain() {
        if (standing.value is Stand.NoVault && !home.locked().vault) standing.value = Stand.Unguarded().also { key.held = null }
    }

    /** Opens the vault by a finger or a face. */
    public fun openByFinger(): Unit = opening<Stand.Locked> {
        when (val found = sealed.find()) {
            is KeyFound.Here -> open(VaultKey.random(found.bytes)) { Stand.Locked(By.FINGER, it) }
            KeyFound.NotNow -> standing.value = Stand.Locked(By.FINGER)
            KeyFound.Lost -> standing.value = Stand.NeedsSheet(trouble(found))
            else -> standing.value = Stand.Locked(By.FINGER, trouble(found))
        }
    }

    /** Opens the vault by its PIN. */
    public fun openByPin(pin: String): Unit = opening<Stand.Locked> {
        open(VaultKey.typed(pin)) { Stand.Locked(By.PIN, it.ofPin()) }
    }

    /** Opens the vault by the text of its recovery sheet. */
    public fun openBySheet(sheet: String): Unit = opening<Stand.NeedsSheet> {
        open(VaultKey.sheet(sheet)) { Stand.NeedsSheet(it) }
    }

    /** The sheet is asked for, as it is at hand. */
    public fun askForSheet() {
        if (standing.value is Stand.Locked) {
            val words = home.words(language())
            standing.value = Stand.NeedsSheet(Refused("", words.say("app-locked"), words.say("app-sheet-how")))
        }
    }

    /** Goes back from the sheet to what opens the vault day by day. */
    public fun leaveSheet() {
        if (standing.value is Stand.NeedsSheet) standing.value = closed()
    }

    /** Opens the vault that is open in the language that was chosen now; but not in together mode, which that would end. */
    public fun speak() {
        val held = key.held ?: return
        if (vault.opened.value?.together?.value != null) return
        if (standing.value == Stand.Open) scope.launch { open(held) { Stand.Locked(by(), it) } }
    }

    /** The app is in front. */
    public suspend fun enter() {
        left?.let { if (now() - it >= PATIENCE_MS) lock() }
        locking?.cancel()
        left = null
        covering.value = false
    }

    /** The app is no longer in front: covered at once, and locked if it stays away. The clock is one that nobody sets. */
    public fun leave() {
        covering.value = true
        if (left != null) return
        left = now()
        locking = scope.launch {
            delay(PATIENCE_MS)
            lock()
        }
    }

    /** Locks at once. What was typed is kept first. */
    public suspend fun lock() {
        if (standing.value != Stand.Open) return
        standing.value = Stand.Locked(by())
        key.held = null
        vault.shut()
    }

    /** Does this where the door stands so, and not twice at once. */
    private inline fun <reified S : Stand> opening(crossinline act: suspend () -> Unit) {
        if (standing.value !is S) return
        standing.value = Stand.Opening
        scope.launch { act() }
    }

    private suspend fun open(with: VaultKey, refused: (Refused) -> Stand) {
        key.held = with
        try {
            vault.open(language())
            if (remembered.kept(SHEET_WAITS) == "yes") showSheet() else standing.value = Stand.Open
        } catch (no: Refused) {
            if (no.code == "not_joined") {
                standing.value = Stand.NoVault(asked = true)
            } else {
                key.held = null
                standing.value = refused(no)
            }
        }
    }

    /** The app ended while the recovery sheet was on the screen: the core still has it, for whoever may open the vault. */
    private suspend fun showSheet() {
        vault.shut()
        standing.value = Stand.NoVault(asked = false)
        vault.begun.value = home.sheetWaits(language())
        if (vault.begun.value == null) {
            // It was put away after all.
            remembered.keep(SHEET_WAITS, "no")
            vault.open(language())
        }
    }

    private fun entered() {
        remembered.keep(SHEET_WAITS, "no")
        standing.value = Stand.Open
    }

    private fun by(): By = if (sealed.isThere) By.FINGER else By.PIN

    private fun closed(): Stand = if (home.locked().vault) Stand.Locked(by()) else Stand.Unguarded()

    /** A wrong PIN in its own words, with the tries that are left or the time to wait. */
    private fun Refused.ofPin(): Refused {
        if (code != "wrong_key" && code != "try_later") return this
        val words = home.words(language())
        val locked = home.locked()
        val wait = wait(locked.waitSeconds.toInt())
        val next = wait ?: words.count("app-tries-left", locked.triesLeft)
        return Refused(code, if (code == "wrong_key") words.say("app-pin-wrong") else says, next)
    }

    /** How long to wait, in words; nothing where nobody has to. */
    private fun wait(seconds: Int): String? {
        val words = home.words(language())
        return when {
            seconds == 0 -> null
            seconds <= MINUTE_S -> words.count("app-wait-seconds", seconds.toUInt())
            else -> words.count("app-wait-minutes", ((seconds + MINUTE_S - 1) / MINUTE_S).toUInt())
        }
    }

    private fun trouble(found: KeyFound): Refused {
        val words = home.words(language())
        return when (found) {
            KeyFound.Lost -> Refused("key_changed", words.say("app-key-changed"), words.say("app-key-changed-next"))
            KeyFound.LockedOut -> Refused("try_later", words.say("error-try-later"), words.say("error-try-later-next"))
            else -> Refused("key_unsure", words.say("app-key-unsure"), words.say("app-key-unsure-next"))
        }
    }

    private companion object {
        /** How long the app may be away before the door locks. */
        const val PATIENCE_MS = 60_000L
        const val MINUTE_S = 60

        /** Whether a recovery sheet was shown and not put away. */
        const val SHEET_WAITS = "sheet-waits"
    }
}
