/**
 * Photos and recordings on their way into the vault, while the form that they belong to goes on. What is being taken in outlasts
 * the screen; what a process that ended left of it is found again by its draft.
 */
package kith.companion

import java.io.IOException
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

/** What a camera, a microphone or a file gives, portion by portion. It is asked off the thread that draws. */
public interface Incoming {
    public val medium: Medium

    /** Whether it goes on until somebody stops it. */
    public val isLive: Boolean get() = false

    /** How long it is so far, in seconds, where that is known. */
    public val seconds: Int? get() = null

    /** The next bytes, waited for where they are still being recorded; nothing at the end. */
    @Throws(IOException::class)
    public fun next(): ByteArray?

    /** A small picture of a photo, once all has come. */
    @Throws(IOException::class)
    public fun small(): ByteArray? = null

    /** Ends what goes on. What came before is kept. */
    public fun stop() {}

    /** Lets go of where it comes from; [isOver] where the vault has all of it, or nobody wants it. */
    public fun close(isOver: Boolean) {}
}

/** How far one is. */
public enum class Coming { IN, WHOLE, BROKEN }

/** One that is taken in for a draft, or was. */
public class Taken(
    public val id: String,
    public val medium: Medium,
    public val bytes: Long,
    public val state: Coming,
    public val isLive: Boolean = false,
    public val seconds: Int? = null,
    /** Why it is broken, where the core or the machine said so. */
    public val refused: Refused? = null,
) {
    internal fun now(bytes: Long = this.bytes, state: Coming = this.state, seconds: Int? = this.seconds, refused: Refused? = null): Taken =
        Taken(id, medium, bytes, state, isLive && state == Coming.IN, seconds, refused)
}

/** What is taken in at an open vault. */
public class Taking internal constructor(private val attachments: Attachments, private val words: Words, private val scope: CoroutineScope) {
    private class Work(val from: Incoming, val job: Job)

    private val held = MutableStateFlow<Map<String, List<Taken>>>(emptyMap())
    private val works = ConcurrentHashMap<String, Work>()

    /** What is begun here and what an earlier process began are told apart by what is known here: that changes with both or not at all. */
    private val knowing = Mutex()

    /** Where those come from that did not come whole. */
    private val unfinished = ConcurrentHashMap<String, Incoming>()

    /** What there is of a draft, in the order in which it was begun. */
    public fun of(draft: String): Flow<List<Taken>> = held.map { it[draft].orEmpty() }

    /**
     * Finds what an earlier process took in for a draft. A recording that it was in the middle of is kept as far as it came; a
     * photo of which a part is missing is none, and is said to be broken.
     */
    public suspend fun find(draft: String): Unit = knowing.withLock {
        val known = held.value[draft].orEmpty().map { it.id }.toSet()
        val found = attachments.staged(draft).filter { it.id !in known }.map { one ->
            val isWhole = one.isWhole || one.medium == Medium.SOUND && runCatching { attachments.finish(one.id, null) }.isSuccess
            Taken(one.id, one.medium, one.bytes, if (isWhole) Coming.WHOLE else Coming.BROKEN)
        }
        if (found.isNotEmpty()) held.update { all -> all + (draft to found.filter { new -> all[draft].orEmpty().none { it.id == new.id } } + all[draft].orEmpty()) }
    }

    /**
     * Begins to take one in; its name among what is taken in. Whoever asked may be gone from the glass before it has begun: it is taken
     * in all the same, but nobody is listened to for whom no one waits any more.
     */
    public suspend fun take(draft: String, from: Incoming): String = try {
        scope.async { begin(draft, from) }.await()
    } catch (gone: CancellationException) {
        from.stop()
        throw gone
    }

    private suspend fun begin(draft: String, from: Incoming): String {
        val id = try {
            knowing.withLock {
                attachments.stage(from.medium, draft).also { id ->
                    held.update { all -> all + (draft to all[draft].orEmpty() + Taken(id, from.medium, 0, Coming.IN, from.isLive)) }
                }
            }
        } catch (refused: Refused) {
            from.stop()
            from.close(isOver = false)
            throw refused
        }
        val job = scope.launch(Dispatchers.IO) { bring(draft, id, from) }
        works[id] = Work(from, job)
        job.invokeOnCompletion { works.remove(id) }
        if (job.isCompleted) works.remove(id)
        return id
    }

    private suspend fun bring(draft: String, id: String, from: Incoming) {
        var isKept = false
        try {
            while (true) {
                val bytes = from.next() ?: break
                val length = attachments.append(id, bytes)
                change(draft, id) { it.now(length, seconds = from.seconds) }
            }
            attachments.finish(id, from.small())
            isKept = true
            change(draft, id) { it.now(state = Coming.WHOLE) }
        } catch (refused: Refused) {
            change(draft, id) { it.now(state = Coming.BROKEN, refused = refused) }
        } catch (_: IOException) {
            change(draft, id) { it.now(state = Coming.BROKEN, refused = Refused("not_read", words.say("app-not-read"), words.say("app-not-read-next"))) }
        } catch (_: SecurityException) {
            change(draft, id) { it.now(state = Coming.BROKEN, refused = Refused("not_read", words.say("app-not-read"), words.say("app-not-read-next"))) }
        } catch (gone: CancellationException) {
            throw gone
        } finally {
            from.close(isKept)
            if (!isKept) unfinished[id] = from
        }
    }

    /** Ends a recording; what came is kept. */
    public fun stop(id: String) {
        works[id]?.from?.stop()
    }

    /** Ends whatever is being recorded; what came is kept. */
    public fun stopLive() {
        works.values.forEach { it.from.stop() }
    }

    /** Lets go of one, whether all of it has come or not. */
    public suspend fun drop(draft: String, id: String) {
        works[id]?.run {
            from.stop()
            job.cancel()
            job.join()
        }
        unfinished.remove(id)?.close(isOver = true)
        recorded(draft, id)
        try {
            attachments.discard(id)
        } catch (_: Refused) {
            // It is gone already, or goes with its draft.
        }
    }

    /**
     * Waits for all of a draft: recordings end, and what is on its way comes. What is whole then is given; one that broke while
     * it was waited for is told, so that nobody believes it was kept.
     */
    public suspend fun whole(draft: String): List<String> {
        val before = held.value[draft].orEmpty()
        val coming = before.filter { it.state == Coming.IN }.map { it.id }.toSet()
        coming.mapNotNull { works[it] }.forEach { it.from.stop() }
        coming.mapNotNull { works[it]?.job }.joinAll()
        val now = held.value[draft].orEmpty()
        now.firstOrNull { it.id in coming && it.state == Coming.BROKEN }?.let { broken ->
            throw broken.refused ?: Refused("not_whole", words.say("app-taken-not-whole"), words.say("app-taken-not-whole-next"))
        }
        return now.filter { it.state == Coming.WHOLE }.map { it.id }
    }

    /** One was recorded: it is no longer taken in. */
    public fun recorded(draft: String, id: String) {
        held.update { all -> all + (draft to all[draft].orEmpty().filter { it.id != id }) }
    }

    /** A draft was recorded: what was taken in for it went with it. */
    public fun recorded(draft: String) {
        held.update { it - draft }
    }

    /** A draft is thrown away, and with it what was taken in for it. */
    public suspend fun dropAll(draft: String) {
        held.value[draft].orEmpty().forEach { drop(draft, it.id) }
        held.update { it - draft }
    }

    /** The vault is about to close: recordings end, and what is on its way comes in, if it comes soon. */
    internal suspend fun settle() {
        // As a rule there is nothing: then a vault that locks waits for no other thread.
        if (works.isEmpty()) return
        works.values.forEach { it.from.stop() }
        withTimeoutOrNull(PATIENCE_MS) { works.values.map { it.job }.joinAll() }
        works.values.forEach { it.job.cancel() }
        withContext(Dispatchers.Default) { works.values.map { it.job }.joinAll() }
    }

    private fun change(draft: String, id: String, change: (Taken) -> Taken) {
        held.update { all -> all + (draft to all[draft].orEmpty().map { if (it.id == id) change(it) else it }) }
    }

    private companion object {
        const val PATIENCE_MS = 5_000L
    }
}
