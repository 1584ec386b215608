/**
 * What is being typed. It is handed over at once, and is kept even where the screen is gone a moment later; the newest of each draft,
 * one after the other.
 */
package kith.companion

import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** A draft: of a form, or of what an individual writes in their own view. */
private sealed interface Draft {
    data class OfForm(val name: String) : Draft
    data class OfOwn(val individual: String, val name: String) : Draft
}

/** Keeps what is typed. What is begun in its [scope] is done to its end: whoever asked may be gone from the glass meanwhile. */
public class Typed(private val companion: Companion, private val scope: CoroutineScope) {
    /** What is not kept yet, and how it is kept. */
    private val newest = ConcurrentHashMap<Draft, Pair<Answers, suspend (Answers) -> Unit>>()
    private val saving = Mutex()
    private val failed = MutableStateFlow<Refused?>(null)

    /** Why what was typed last could not be kept, where that is so. */
    public val trouble: StateFlow<Refused?> = failed.asStateFlow()

    /** What was typed of a form so far, whether it is kept already or not. */
    public suspend fun draft(form: Form): Answers? = draft(Draft.OfForm(form.draft)) { companion.draft(form) }

    /** Keeps the draft of a form. */
    public fun keep(form: Form, answers: Answers): Unit = keep(Draft.OfForm(form.draft), answers) { companion.saveDraft(form, it) }

    /** Records a form. Nothing of it that was typed before is kept as a draft later. */
    public suspend fun submit(form: Form, answers: Answers): Recorded =
        instead(Draft.OfForm(form.draft), answers to { companion.saveDraft(form, it) }) { companion.submit(form, answers) }

    /** Lets go of a form and its draft. */
    public suspend fun discard(form: Form): Unit = instead(Draft.OfForm(form.draft)) { companion.discardDraft(form) }

    /** What an individual wrote in their own view and has not said yet, whether it is kept already or not. */
    public suspend fun draft(own: Own, name: String): Answers? = draft(Draft.OfOwn(own.individual, name)) { own.draft(name) }

    /** Keeps what an individual is writing in their own view. */
    public fun keep(own: Own, name: String, answers: Answers): Unit =
        keep(Draft.OfOwn(own.individual, name), answers) { own.saveDraft(name, it) }

    /** They say it. Nothing of it that was written before is kept as a draft later. */
    public suspend fun say(own: Own, name: String, answers: Answers, act: suspend () -> Unit): Unit =
        instead(Draft.OfOwn(own.individual, name), answers to { own.saveDraft(name, it) }, act)

    /** Lets go of what they were writing. */
    public suspend fun discard(own: Own, name: String): Unit = instead(Draft.OfOwn(own.individual, name)) { own.discardDraft(name) }

    /** Waits until all that was typed is kept. */
    public suspend fun settle(): Unit = alone { newest.keys.toList().forEach { save(it) } }

    private suspend fun draft(draft: Draft, kept: suspend () -> Answers?): Answers? =
        newest[draft]?.first ?: saving.withLock { kept() }

    private fun keep(draft: Draft, answers: Answers, how: suspend (Answers) -> Unit) {
        newest[draft] = answers to how
        scope.launch { saving.withLock { save(draft) } }
    }

    /** To its end, and with nothing else of this beside it. */
    private suspend fun <T> alone(act: suspend () -> T): T = scope.async { saving.withLock { act() } }.await()

    /** Does this in the place of keeping it; where that is refused, it is kept all the same. */
    private suspend fun <T> instead(draft: Draft, kept: Pair<Answers, suspend (Answers) -> Unit>? = null, act: suspend () -> T): T = alone {
        newest.remove(draft)
        try {
            act()
        } catch (refused: Refused) {
            kept?.let {
                newest.putIfAbsent(draft, it)
                save(draft)
            }
            throw refused
        }
    }

    private suspend fun save(draft: Draft) {
        val typed = newest.remove(draft) ?: return
        val (answers, how) = typed
        failed.value = try {
            how(answers)
            null
        } catch (refused: Refused) {
            // A full store is emptied some day: until then it is here, and what was typed since is newer.
            newest.putIfAbsent(draft, typed)
            refused
        }
    }
}
