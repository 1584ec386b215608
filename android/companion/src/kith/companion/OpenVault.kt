/**
 * The vault that is open, for as long as the app lives: it outlasts whatever draws it, so that turning a phone closes nothing. What
 * is typed is handed to it at once, and is kept even where the screen is gone a moment later.
 */
package kith.companion

import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/** A vault at its [home], open or not. */
public class OpenVault(public val home: Home) {
    private val opening = Mutex()
    private val held = MutableStateFlow<Opened?>(null)

    /** A vault that was founded and whose recovery sheet nobody has put away yet. */
    public val begun: MutableStateFlow<Begun?> = MutableStateFlow(null)

    /** What is open. */
    public val opened: StateFlow<Opened?> = held.asStateFlow()

    /** How far the vault is, open or not. */
    public suspend fun standing(): Standing = wholly { if (held.value != null) Standing.READY else home.standing() }

    /** Makes a vault; its sheet is to be put away. */
    public suspend fun found(language: Language, organisation: String, name: String): Unit =
        wholly { begun.value = home.found(language, organisation, name) }

    /** Asks to join an organisation; [made] is told of the request, and may be gone from the glass by then. */
    public suspend fun ask(language: Language, name: String, made: (Asked) -> Unit): Asked = wholly { home.ask(language, name).also(made) }

    /** Takes the answer to a request; the sheet of the vault is to be put away. */
    public suspend fun join(language: Language, answer: ByteArray): Unit = wholly { begun.value = home.join(language, answer) }

    /** Opens the vault in a language; where it is open in another, it is closed first. */
    public suspend fun open(language: Language): Unit = wholly {
        if (held.value?.language == language) return@wholly
        val isTraining = held.value?.isTraining == true
        close()
        held.value = if (isTraining) practice(language) else opened(home.open(language), language)
    }

    /** Opens the vault for training, with made-up people, in place of what is open. */
    public suspend fun train(language: Language): Unit = wholly {
        close()
        held.value = practice(language)
    }

    /** Ends training: what was practised goes, and the vault that is there is open again. */
    public suspend fun endTraining(): Unit = wholly {
        val language = held.value?.takeIf { it.isTraining }?.language ?: return@wholly
        close()
        home.endTraining()
        held.value = try {
            if (home.locked().vault) opened(home.open(language), language) else null
        } catch (_: Refused) {
            // It waits for an answer, or is locked: whoever draws asks for what it needs.
            null
        }
    }

    /**
     * To its end, on no thread of whoever asked: they may leave the glass meanwhile, and a vault that nobody took would stay open, shut
     * to everybody.
     */
    private suspend fun <T> wholly(act: suspend () -> T): T =
        withContext(NonCancellable + Dispatchers.Default) { opening.withLock { act() } }

    private suspend fun practice(language: Language) = opened(home.train(language), language, isTraining = true)

    private suspend fun opened(companion: Companion, language: Language, isTraining: Boolean = false) =
        Opened(companion, language, home, this, isTraining).also { it.begin() }

    /** Takes a vault that was just made or joined. One that was shut meanwhile is not to be had. */
    public suspend fun take(companion: Companion, language: Language): Unit = wholly {
        if (begun.value?.companion !== companion) return@wholly
        close()
        held.value = opened(companion, language)
        begun.value = null
    }

    /** Closes the vault, with all that was typed kept; and one whose sheet nobody has put away yet. */
    public suspend fun shut(): Unit = wholly {
        begun.value?.companion?.shut()
        begun.value = null
        close()
    }

    private suspend fun close() {
        val open = held.value ?: return
        open.settle()
        held.value = null
        open.companion.shut()
    }
}

/** How long the app may be left before it locks, in seconds, where nobody could be asked. */
public const val LOCK_AFTER_S: UInt = 60u

/** An open vault and what is being typed into it. */
public class Opened(
    public val companion: Companion,
    public val language: Language,
    private val home: Home,
    private val vault: OpenVault? = null,
    /** Whether everybody in it is made up. */
    public val isTraining: Boolean = false,
) {
    private val beside = MutableStateFlow<String?>(null)

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** What is being typed. */
    public val typed: Typed = Typed(companion, scope)

    /** The photos and recordings that are being taken in. */
    public val taking: Taking = Taking(companion.attachments, companion.words, scope)

    /** What was asked to be recorded, by its draft, until a screen has taken what it gave. */
    private val recordings = ConcurrentHashMap<String, Deferred<Recorded>>()

    /** To its end: whoever asked may be gone from the glass before it is done, and the core and the glass agree all the same. */
    public suspend fun <T> wholly(act: suspend () -> T): T = scope.async { act() }.await()

    /** Records a form to its end, with [answers] over what was taken in for it. What that gives waits until a screen takes it. */
    public suspend fun record(form: Form, answers: (attached: List<String>) -> Answers): Recorded {
        val recording = recordings.computeIfAbsent(form.draft) {
            scope.async { typed.submit(form, answers(taking.whole(form.draft))).also { taking.recorded(form.draft) } }
        }
        return taken(form, recording)
    }

    /** What came of recording a form where no screen has taken it yet, waited for; nothing where nobody asked. */
    public suspend fun given(form: Form): Recorded? = recordings[form.draft]?.let { taken(form, it) }

    private suspend fun taken(form: Form, recording: Deferred<Recorded>): Recorded = try {
        recording.await().also { recordings.remove(form.draft, recording) }
    } catch (gone: CancellationException) {
        // Whoever waited is gone, and has taken nothing.
        throw gone
    } catch (failed: Exception) {
        recordings.remove(form.draft, recording)
        throw failed
    }

    /** Lets go of a form, its draft and what was taken in for it. */
    public suspend fun discard(form: Form): Unit = wholly {
        taking.dropAll(form.draft)
        typed.discard(form)
    }

    /** The vault is about to close: what is being recorded is, and all that was typed is kept. */
    internal suspend fun settle() {
        taking.settle()
        recordings.values.toList().joinAll()
        typed.settle()
    }

    /** Who looks at their own record, while together mode lasts. */
    public val together: StateFlow<String?> = beside.asStateFlow()

    private val locks = MutableStateFlow(LOCK_AFTER_S)

    /** How long the app may be left before it locks, in seconds. It is known in together mode too, where nobody can ask. */
    public val lockAfterSeconds: StateFlow<UInt> = locks.asStateFlow()

    private val packs = MutableStateFlow("")

    /** The pack of symbols, by the core's name of it. */
    public val symbols: StateFlow<String> = packs.asStateFlow()

    /** How whoever holds the device proves that they may open the vault. */
    public val proof: Proof get() = home.proof

    /** The proof; nothing where it was not given. */
    public suspend fun prove(typed: String): VaultKey? = home.prove(typed)

    /** All settings. */
    public suspend fun settings(chosen: DeviceChoices = DeviceChoices()): SettingsAnswer =
        companion.settings(chosen).also {
            locks.value = it.lockAfterSeconds
            packs.value = it.symbols
        }

    internal suspend fun begin() {
        try {
            settings()
        } catch (_: Refused) {
            // It locks as where nothing was chosen.
        }
    }

    /** Changes a setting that the vault keeps. */
    public suspend fun changeSetting(name: String, value: String): Unit = wholly {
        companion.changeSetting(name, value)
        settings()
    }

    /** Begins together mode. What the worker was typing is kept before: in the mode no draft is. */
    public suspend fun beginTogether(individual: String): Unit = wholly {
        taking.settle()
        typed.settle()
        companion.beginTogether(individual)
        beside.value = individual
    }

    /** Leaves this vault for the one with made-up people. */
    public suspend fun train() {
        vault?.train(language)
    }

    /** Leaves the one with made-up people. */
    public suspend fun endTraining() {
        vault?.endTraining()
    }

    /** Ends together mode by what opens the vault. What was being written in it is kept before: outside of it nobody may. */
    public suspend fun endTogether(typed: String): Unit = wholly {
        this.typed.settle()
        if (home.endTogether(companion, typed)) beside.value = null
    }
}
