/**
 * The vault that is open, for as long as the app lives: it outlasts whatever draws it, so that turning a phone closes nothing. What
 * is typed is handed to it at once, and is kept even where the screen is gone a moment later.
 */
package kith.companion

import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** A vault at its [home], open or not. */
public class OpenVault(public val home: Home) {
    private val opening = Mutex()
    private val held = MutableStateFlow<Opened?>(null)

    /** A vault that was founded and whose recovery sheet nobody has put away yet. */
    public val begun: MutableStateFlow<Begun?> = MutableStateFlow(null)

    /** What is open. */
    public val opened: StateFlow<Opened?> = held.asStateFlow()

    /** Opens the vault in a language; where it is open in another, it is closed first. */
    public suspend fun open(language: Language): Unit = opening.withLock {
        if (held.value?.language == language) return@withLock
        close()
        held.value = Opened(home.open(language), language, home)
    }

    /** Takes a vault that was just made or joined. */
    public suspend fun take(companion: Companion, language: Language): Unit = opening.withLock {
        close()
        held.value = Opened(companion, language, home)
        begun.value = null
    }

    /** Closes the vault, with all that was typed kept. */
    public suspend fun shut(): Unit = opening.withLock { close() }

    private suspend fun close() {
        val open = held.value ?: return
        open.typed.settle()
        held.value = null
        open.companion.shut()
    }
}

/** An open vault and what is being typed into it. */
public class Opened(public val companion: Companion, public val language: Language, private val home: Home) {
    private val beside = MutableStateFlow<String?>(null)

    /** What is being typed. */
    public val typed: Typed = Typed(companion, CoroutineScope(SupervisorJob() + Dispatchers.Default))

    /** Who looks at their own record, while together mode lasts. */
    public val together: StateFlow<String?> = beside.asStateFlow()

    /** Whether a person types what ends the mode. */
    public val isTyped: Boolean get() = home.isTyped

    /** Begins together mode. What the worker was typing is kept before: in the mode no draft is. */
    public suspend fun beginTogether(individual: String) {
        typed.settle()
        companion.beginTogether(individual)
        beside.value = individual
    }

    /** Ends together mode by what opens the vault. */
    public suspend fun endTogether(typed: String) {
        if (home.endTogether(companion, typed)) beside.value = null
    }
}

/** Keeps what is typed, the newest of each form, one after the other. */
public class Typed(private val companion: Companion, private val scope: CoroutineScope) {
    private val newest = ConcurrentHashMap<String, Pair<Form, Answers>>()
    private val saving = Mutex()
    private val failed = MutableStateFlow<Refused?>(null)

    /** Why what was typed last could not be kept, where that is so. */
    public val trouble: StateFlow<Refused?> = failed.asStateFlow()

    /** What was typed of a form so far, whether it is kept already or not. */
    public suspend fun draft(form: Form): Answers? =
        newest[form.draft]?.second ?: saving.withLock { companion.draft(form) }

    /** Keeps the draft of a form. */
    public fun keep(form: Form, answers: Answers) {
        newest[form.draft] = form to answers
        scope.launch { saving.withLock { save(form.draft) } }
    }

    /** Records a form. Nothing of it that was typed before is kept as a draft later. */
    public suspend fun submit(form: Form, answers: Answers): Recorded = saving.withLock {
        newest.remove(form.draft)
        try {
            companion.submit(form, answers)
        } catch (refused: Refused) {
            companion.saveDraft(form, answers)
            throw refused
        }
    }

    /** Lets go of a form and its draft. */
    public suspend fun discard(form: Form): Unit = saving.withLock {
        newest.remove(form.draft)
        companion.discardDraft(form)
    }

    /** Waits until all that was typed is kept. */
    public suspend fun settle(): Unit = saving.withLock { newest.keys.toList().forEach { save(it) } }

    private suspend fun save(draft: String) {
        val (form, answers) = newest.remove(draft) ?: return
        failed.value = try {
            companion.saveDraft(form, answers)
            null
        } catch (refused: Refused) {
            refused
        }
    }
}
