/** Reading aloud: who reads, in which language, and when it is silent. */
package kith.phone

import kith.companion.Language
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.junit.Test

internal class AloudTest : OnPhone() {
    private fun Finger.together() {
        found()
        addMegan()
        tap("Look together")
        tap("Start")
        sees("Hello Megan")
    }

    @Test
    fun it_reads_what_stands_there_and_is_silent_when_it_is_hidden_or_left() {
        val finger = launch()
        finger.together()
        finger.tap("My words")
        finger.tap("Read it to me")
        finger.waits("it is read") { app.voices.said.isNotEmpty() }
        assertEquals("My words", app.voices.said.first())
        assertEquals(setOf("en"), app.voices.languages)
        for (silent in listOf<() -> Unit>({ finger.tap("Hide this") }, { leave() })) {
            val before = app.voices.stops
            silent()
            rule.waitForIdle()
            assertTrue(app.voices.stops > before)
            comeBack()
        }
        assertTrue(app.voices.isEnded)
    }

    @Test
    fun a_phone_without_a_voice_for_the_language_says_so_and_reads_nothing_in_another() {
        app.voices.known = emptySet()
        val finger = launch()
        finger.together()
        finger.tap("Read it to me")
        finger.sees("This phone has no voice for this language.")
        picture("no-voice")
        assertEquals(emptyList(), app.voices.said)
        finger.tap("My day")
        finger.sees("Nothing is planned")
        assertFalse("This phone has no voice for this language." in finger.read())
    }

    @Test
    fun what_was_stopped_while_the_voice_got_ready_is_not_read_and_the_newest_is() {
        val voices = FakeVoices()
        val aloud = Aloud(voices)
        val ready = CompletableDeferred<Unit>()
        voices.ready = ready
        runBlocking {
            val first = CoroutineScope(Dispatchers.Unconfined).async { aloud.read(listOf("old"), Language.WELSH) }
            aloud.stop()
            val second = CoroutineScope(Dispatchers.Unconfined).async { aloud.read(listOf("new", " "), Language.WELSH) }
            ready.complete(Unit)
            assertTrue(first.await() && second.await())
        }
        assertEquals(listOf("new"), voices.said)
        assertEquals(setOf("cy"), voices.languages)
    }
}
