/**
 * The door to the vault: open, locked, or not to be opened here. What is behind it is covered whenever the app is not in front.
 * It is the policy of the phone in plain Kotlin; what the phone itself does stands behind [SealedKey] and [Remembered].
 */
package kith.phone

import kith.companion.Home
import kith.companion.Keys
import kith.companion.LOCK_AFTER_S
import kith.companion.Language
import kith.companion.OpenVault
import kith.companion.Proof
import kith.companion.Refused
import kith.companion.VaultKey
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** What opens the vault day by day. */
public enum class By { FINGER, PIN }

/** How the door stands. */
public sealed interface Stand {
    /** There is no vault; who founds or joins one chooses first what will open it. What went wrong last. */
    public class Unguarded(public val trouble: Refused? = null) : Stand

    /** There is a key, and no vault yet that it opens; or a vault that waits to join. */
    public class NoVault(public val asked: Boolean) : Stand

    /** Locked; where there is a PIN beside the finger, it may be used in its place. */
    public class Locked(public val by: By, public val trouble: Refused? = null, public val hasPin: Boolean = false) : Stand
    public data object Opening : Stand
    public data object Open : Stand

    /** The key of this phone is gone; the recovery sheet opens the vault. */
    public class NeedsSheet(public val trouble: Refused) : Stand

    /** The vault is open, and what opens it day by day is gone: another is chosen, or later. What went wrong last. */
    public class Renewing(public val trouble: Refused? = null) : Stand
}

/** The key while the vault is open: in memory alone, so that another language can be shown without asking again. */
public class HeldKey(private val sealed: SealedKey) : Keys {
    internal var held: VaultKey? = null
        private set

    /** What opened the vault opens it again. */
    override var proof: Proof = Proof.MACHINE
        private set

    /** Why the phone gave no key, in words. */
    internal var told: (KeyFound) -> Refused = { error("nobody says why") }

    internal fun hold(key: VaultKey, proof: Proof) {
        held = key
        this.proof = proof
    }

    internal fun letGo() {
        held = null
    }

    override fun key(): VaultKey? = held

    override suspend fun again(): VaultKey? = when (val found = sealed.find()) {
        is KeyFound.Here -> VaultKey.random(found.bytes)
        KeyFound.NotNow -> null
        else -> throw told(found)
    }

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
    /** Whether the app itself asked the phone for something, as for a photo: whoever is asked has not left. */
    private val isAsking: () -> Boolean,
    private val scope: CoroutineScope,
) {
    private val home: Home = vault.home
    private val standing = MutableStateFlow<Stand>(Stand.Opening)
    private val covering = MutableStateFlow(true)
    private var left: Long? = null

    /** Whether the phone was asked for something by the app when that was left. */
    private var leftAsking = false
    private var locking: Job? = null
    private var patienceMs = 0L

    /** Whether what the phone has sealed opens nothing any more. */
    private var isLost = false

    /** How it stands. */
    public val stand: StateFlow<Stand> = standing.asStateFlow()

    /** Whether nothing of the record may be seen: in the list of apps, under a call, while another app is in front. */
    public val isCovered: StateFlow<Boolean> = covering.asStateFlow()

    init {
        key.told = ::trouble
        scope.launch { standing.value = closed() }
        scope.launch { vault.begun.collect { if (it != null) remembered.keep(SHEET_WAITS, "yes") } }
        // What opens after the app was left is locked as what was open when it was.
        scope.launch { standing.collect { if (left != null && isOpen()) plan() } }
        scope.launch { vault.opened.collect { if (it != null && !it.isTraining && standing.value is Stand.NoVault) entered() } }
    }

    /** Whether the phone knows a finger or a face. */
    public fun knowsFingers(): Boolean = sealed.canBeMade()

    /** A finger or a face is to open the vault that is founded now. */
    public fun chooseFinger(): Unit = opening<Stand.Unguarded> {
        standing.value = try {
            val bytes = home.newKey(language())
            when (val made = sealed.make(bytes)) {
                is KeyFound.Here -> Stand.NoVault(asked = false).also { key.hold(VaultKey.random(bytes), Proof.MACHINE) }
                KeyFound.NotNow -> Stand.Unguarded()
                else -> Stand.Unguarded(trouble(made))
            }
        } catch (refused: Refused) {
            Stand.Unguarded(refused)
        }
    }

    /** A PIN is to open the vault that is founded or joined now. */
    public fun choosePin(pin: String): Unit = opening<Stand.Unguarded> {
        // No vault was made with it.
        sealed.forget()
        key.hold(typed(pin), Proof.TYPED)
        standing.value = Stand.NoVault(asked = false)
    }

    /** Chooses again, while there is no vault. */
    public fun chooseAgain(): Unit = standing.value.let { before ->
        if (before !is Stand.NoVault) return
        opening<Stand.NoVault> { standing.value = if (home.locked().vault) before else Stand.Unguarded().also { key.letGo() } }
    }

    /** Opens the vault by a finger or a face. */
    public fun openByFinger(): Unit = opening<Stand.Locked> {
        when (val found = sealed.find()) {
            is KeyFound.Here -> open(VaultKey.random(found.bytes), Proof.MACHINE) { no ->
                // The app ended after a key was sealed and before it opened anything: what opened the vault before still does.
                isLost = no.code == "wrong_key"
                if (isLost) Stand.Locked(By.PIN, no) else locked(no)
            }
            KeyFound.NotNow -> standing.value = locked()
            KeyFound.Lost -> standing.value = lost()
            else -> standing.value = locked(trouble(found))
        }
    }

    /** Opens the vault by its PIN. */
    public fun openByPin(pin: String): Unit = opening<Stand.Locked> {
        open(typed(pin), Proof.TYPED, if (isLost) Stand.Renewing() else Stand.Open) { Stand.Locked(By.PIN, it.ofPin()) }
    }

    /** Opens the vault by the text of its recovery sheet. Where no finger opens it, what does is gone or forgotten. */
    public fun openBySheet(sheet: String): Unit = opening<Stand.NeedsSheet> {
        val (proof, then) = if (opensByFinger()) Proof.MACHINE to Stand.Open else Proof.SHEET to Stand.Renewing()
        open(withContext(Dispatchers.Default) { VaultKey.sheet(sheet) }, proof, then) { Stand.NeedsSheet(it) }
    }

    /** The PIN is asked for, though there is a finger. */
    public fun askForPin() {
        if (standing.value is Stand.Locked) standing.value = Stand.Locked(By.PIN)
    }

    /** From now on a finger or a face opens the vault, in place of what is gone. */
    public fun renewByFinger(): Unit = renewing { proof -> byFinger(proof, beside = key.proof == Proof.TYPED) }

    /** From now on a PIN opens the vault, in place of what is gone. */
    public fun renewByPin(pin: String): Unit = renewing { proof -> byPin(proof, pin, beside = false).let { true } }

    /** What opens the vault is chosen later. */
    public fun renewLater() {
        if (standing.value is Stand.Renewing) standing.value = Stand.Open
    }

    private fun renewing(change: suspend (VaultKey) -> Boolean): Unit = opening<Stand.Renewing> {
        val proof = key.held
        standing.value = try {
            if (proof != null && change(proof)) Stand.Open else Stand.Renewing()
        } catch (no: Refused) {
            Stand.Renewing(no)
        }
    }

    /** What opens the vault is changed while it is open, by whoever proves that they open it; whether it was changed. */
    public suspend fun change(to: By, beside: Boolean, typed: String, pin: String = ""): Boolean = scope.async {
        val proof = home.prove(typed)
        when {
            proof == null -> false
            to == By.FINGER -> byFinger(proof, beside)
            else -> byPin(proof, pin, beside).let { true }
        }
    }.await()

    /** Whether the vault opens by a finger or a face. */
    public fun opensByFinger(): Boolean = sealed.isThere && !isLost

    /** Whether there is a PIN beside the finger. */
    public fun hasPinBeside(): Boolean = remembered.kept(PIN_BESIDE) == "yes"

    /** The key is kept before it opens anything: a phone that stops in between opens by what opened it before. */
    private suspend fun byFinger(proof: VaultKey, beside: Boolean): Boolean {
        val opening = opening() ?: return false
        val wasThere = sealed.isThere
        val bytes = home.newKey(language())
        when (val made = sealed.make(bytes)) {
            is KeyFound.Here -> Unit
            KeyFound.NotNow -> return false
            else -> throw trouble(made)
        }
        val made = VaultKey.random(bytes)
        try {
            if (beside) opening.addKey(proof, made) else opening.rekey(proof, made)
        } catch (no: Refused) {
            if (!wasThere && no.code in UNPROVEN) sealed.forget()
            throw no
        }
        isLost = false
        remembered.keep(PIN_BESIDE, if (beside) "yes" else "no")
        key.hold(made, Proof.MACHINE)
        return true
    }

    private suspend fun byPin(proof: VaultKey, pin: String, beside: Boolean) {
        val opening = opening() ?: return
        val typed = typed(pin)
        if (beside) opening.addKey(proof, typed) else opening.rekey(proof, typed)
        remembered.keep(PIN_BESIDE, if (beside) "yes" else "no")
        if (beside) return
        sealed.forget()
        isLost = false
        key.hold(typed, Proof.TYPED)
    }

    private suspend fun typed(pin: String): VaultKey = withContext(Dispatchers.Default) { VaultKey.typed(pin) }

    private fun opening() = vault.opened.value?.takeIf { !it.isTraining }?.companion?.opening

    /** The sheet is asked for, as it is at hand. */
    public fun askForSheet() {
        if (standing.value is Stand.Locked) {
            val words = home.words(language())
            standing.value = Stand.NeedsSheet(Refused("", words.say("app-locked"), words.say("app-sheet-how")))
        }
    }

    /** Goes back from the sheet to what opens the vault day by day. */
    public fun leaveSheet(): Unit = opening<Stand.NeedsSheet> { standing.value = closed() }

    /** Opens the vault that is open in the language that was chosen now; but not in together mode, which that would end. */
    public fun speak() {
        val held = key.held ?: return
        if (vault.opened.value?.together?.value != null) return
        if (standing.value == Stand.Open) scope.launch { open(held, key.proof) { locked(it) } }
    }

    /** The app is in front. */
    public suspend fun enter() {
        left?.let { if (now() - it >= patienceMs) lock() }
        locking?.cancel()
        left = null
        covering.value = false
    }

    /** The app is no longer in front: covered at once, and locked if it stays away. The clock is one that nobody sets. */
    public fun leave() {
        covering.value = true
        if (left != null) return
        left = now()
        leftAsking = isAsking() || sealed.isAsking
        plan()
    }

    /** Plans the lock, by what was chosen in the vault that is open; where none is, as where nothing was chosen. */
    private fun plan() {
        val since = left ?: return
        val chosen = (vault.opened.value?.lockAfterSeconds?.value ?: LOCK_AFTER_S).toLong() * SECOND_MS
        patienceMs = if (leftAsking) maxOf(chosen, ASKED_MS) else chosen
        locking?.cancel()
        locking = scope.launch {
            delay((since + patienceMs - now()).coerceAtLeast(0))
            lock()
        }
    }

    /** Whether there is something to lock: a vault that is open, or one whose recovery sheet is on the glass. */
    private fun isOpen(): Boolean = when (standing.value) {
        Stand.Open, is Stand.Renewing -> true
        is Stand.NoVault -> vault.begun.value != null
        else -> false
    }

    /** Locks at once. What was typed is kept first; a sheet that nobody put away is shown again once it is opened. */
    public suspend fun lock() {
        if (!isOpen()) return
        standing.value = locked()
        key.letGo()
        vault.shut()
    }

    /** Does this where the door stands so, and not twice at once. */
    private inline fun <reified S : Stand> opening(crossinline act: suspend () -> Unit) {
        if (standing.value !is S) return
        standing.value = Stand.Opening
        scope.launch { act() }
    }

    private suspend fun open(with: VaultKey, proof: Proof, then: Stand = Stand.Open, refused: suspend (Refused) -> Stand) {
        key.hold(with, proof)
        try {
            vault.open(language())
            if (remembered.kept(SHEET_WAITS) == "yes") showSheet() else standing.value = then
        } catch (no: Refused) {
            if (no.code == "not_joined") {
                standing.value = Stand.NoVault(asked = true)
            } else {
                key.letGo()
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

    private fun locked(trouble: Refused? = null): Stand =
        if (sealed.isThere) Stand.Locked(By.FINGER, trouble, hasPin = hasPinBeside()) else Stand.Locked(By.PIN, trouble)

    /** What the phone has sealed opens nothing any more; the PIN does, where there is one, and the recovery sheet. */
    private fun lost(): Stand {
        isLost = true
        val trouble = trouble(KeyFound.Lost)
        if (!hasPinBeside()) return Stand.NeedsSheet(trouble)
        return Stand.Locked(By.PIN, Refused(trouble.code, trouble.says, home.words(language()).say("app-key-changed-pin")))
    }

    private suspend fun closed(): Stand = if (home.locked().vault) locked() else Stand.Unguarded()

    /** A wrong PIN in its own words, with the tries that are left or the time to wait. */
    private suspend fun Refused.ofPin(): Refused {
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
        const val SECOND_MS = 1_000L
        const val MINUTE_S = 60

        /** How long the app may be away at the least where it asked the phone for something. */
        const val ASKED_MS = 60_000L

        /** Codes of a proof that proved nothing: the key that was to open the vault does not. */
        val UNPROVEN = setOf("wrong_key", "try_later", "no_key")

        /** Whether a PIN opens the vault beside a finger or a face. */
        const val PIN_BESIDE = "pin-beside"

        /** Whether a recovery sheet was shown and not put away. */
        const val SHEET_WAITS = "sheet-waits"
    }
}
