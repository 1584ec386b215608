/** What is saved while the screen that asked for it goes, as when a phone is turned: it is saved once, and what it gave is not lost. */
package kith.desktop

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import java.io.File
import kith.companion.Answers
import kith.companion.Attachments
import kith.companion.Coming
import kith.companion.CoreHome
import kith.companion.FakeCompanion
import kith.companion.Form
import kith.companion.FormField
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.Incoming
import kith.companion.Language
import kith.companion.Medium
import kith.companion.Opened
import kith.companion.Recorded
import kith.companion.Refused
import kith.companion.Staged
import kith.companion.Step
import kith.companion.Taking
import kith.companion.Words
import kith.ui.forms.FormScreen
import kith.ui.parts.LocalWords
import kith.ui.tokens.Look
import kith.ui.tokens.Themed
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

private val GIVEN = Recorded(mapOf("visit" to listOf("7")), false, listOf("Read this."))
private val TYPED = Answers.NONE.with("line", "We made tea")

/** A companion that takes its time, and keeps drafts as the core does. */
private class Slow(words: Words, private val refuses: Boolean = false) : FakeCompanion(words) {
    val isAsked = CompletableDeferred<Unit>()
    val mayGoOn = CompletableDeferred<Unit>()
    val submitted = mutableListOf<Answers>()
    val drafts = mutableMapOf<String, Answers>()

    private val line = FormField("line", "Line", "text", required = true, choices = emptyList(), prefilled = null)

    override suspend fun form(of: FormOf) = Form("Visit", "record_visit", listOf(Step("Visit", listOf(line))), "visit/mair", "")

    override suspend fun draft(form: Form): Answers? = drafts[form.draft]

    override suspend fun saveDraft(form: Form, answers: Answers) {
        drafts[form.draft] = answers
    }

    override suspend fun discardDraft(form: Form) {
        drafts -= form.draft
    }

    override suspend fun submit(form: Form, answers: Answers): Recorded {
        slowly()
        if (refuses) throw Refused("disk_full", "There is no room left.", "Make room.")
        submitted += answers
        drafts -= form.draft
        return GIVEN
    }

    override suspend fun beginTogether(individual: String) = slowly()

    private suspend fun slowly() {
        isAsked.complete(Unit)
        mayGoOn.await()
    }
}

@OptIn(ExperimentalTestApi::class)
class SavingTest {
    private val home = CoreHome(File("none"), KeyFile(File("none")))
    private val words = home.words(Language.ENGLISH)
    private val form = Form("", "record_visit", emptyList(), "visit/mair", "")

    private fun opened(companion: Slow) = Opened(companion, Language.ENGLISH, home)

    /** Somebody asks, and is gone in the middle of it. */
    private suspend fun Slow.askedAndGone(ask: suspend () -> Unit) = runBlocking {
        val asks = launch(Dispatchers.Default) { ask() }
        isAsked.await()
        asks.cancelAndJoin()
        mayGoOn.complete(Unit)
    }

    @Test
    fun what_is_recorded_while_whoever_asked_goes_is_recorded_once_and_gives_what_it_gave() = runBlocking {
        val companion = Slow(words)
        val opened = opened(companion)
        opened.typed.keep(form, TYPED)
        companion.askedAndGone { opened.record(form) { TYPED } }
        assertEquals(GIVEN, opened.given(form))
        assertEquals(listOf(TYPED), companion.submitted)
        assertNull(opened.typed.draft(form))
        assertNull(opened.given(form), "a screen has taken it")
    }

    @Test
    fun what_is_refused_while_whoever_asked_goes_is_a_draft_still() = runBlocking {
        val companion = Slow(words, refuses = true)
        val opened = opened(companion)
        companion.askedAndGone { opened.record(form) { TYPED } }
        assertEquals("disk_full", (runCatching { opened.given(form) }.exceptionOrNull() as Refused).code)
        assertEquals(TYPED, opened.typed.draft(form))
        assertEquals(TYPED, companion.drafts[form.draft])
    }

    @Test
    fun the_glass_and_the_core_agree_about_together_mode_whoever_began_it() = runBlocking {
        val companion = Slow(words)
        val opened = opened(companion)
        companion.askedAndGone { opened.beginTogether("mair") }
        assertEquals("mair", withTimeout(PATIENCE_MS) { opened.together.first { it != null } })
    }

    @Test
    fun a_form_that_is_drawn_anew_while_it_is_saved_goes_on_to_what_comes_next() = onGlass {
        val companion = Slow(words)
        companion.drafts["visit/mair"] = TYPED
        val opened = opened(companion)
        var drawn by mutableStateOf(0)
        val taken = mutableListOf<Recorded>()
        setContent {
            Themed(Look.LIGHT, hyperlegible, 1f) {
                CompositionLocalProvider(LocalWords provides words) {
                    key(drawn) { FormScreen(opened, FormOf(FormKind.VISIT, "mair"), {}) { taken += it } }
                }
            }
        }
        val finger = Finger(this)
        finger.sees("We made tea")
        finger.tap("Save")
        companion.isAsked.await()
        drawn++
        waitForIdle()
        companion.mayGoOn.complete(Unit)
        waitUntil("what it gave", PATIENCE_MS) { taken.isNotEmpty() }
        waitForIdle()
        assertEquals(listOf(GIVEN), taken)
        assertEquals(1, companion.submitted.size)
    }

    @Test
    fun a_draft_is_thrown_away_once_that_was_said_again() = onGlass {
        val companion = Slow(words)
        companion.drafts["visit/mair"] = TYPED
        val opened = opened(companion)
        var left = 0
        setContent {
            Themed(Look.LIGHT, hyperlegible, 1f) {
                CompositionLocalProvider(LocalWords provides words) { FormScreen(opened, FormOf(FormKind.VISIT, "mair"), { left++ }) {} }
            }
        }
        val finger = Finger(this)
        finger.tap("Throw this draft away")
        finger.tap("Not now")
        assertEquals(TYPED, companion.draft(form))
        finger.tap("Throw this draft away")
        assertEquals(TYPED, companion.draft(form))
        finger.tap("Throw this draft away")
        waitUntil("the page is left", PATIENCE_MS) { left == 1 }
        assertNull(companion.draft(form))
    }

    private fun taking(slow: Staging): Taking {
        val companion = object : FakeCompanion(words) {
            override val attachments = slow
        }
        return Opened(companion, Language.ENGLISH, home).taking
    }

    private val photo = object : Incoming {
        override val medium = Medium.PHOTO

        override fun next(): ByteArray? = null
    }

    @Test
    fun a_photo_that_is_begun_while_one_looks_for_what_an_earlier_process_left_is_there_once() = runBlocking {
        val slow = Staging(FakeCompanion(words).attachments)
        val taking = taking(slow)
        val taken = launch(Dispatchers.Default) { taking.take("visit/mair", photo) }
        slow.isStaged.await()
        val found = launch(Dispatchers.Default) { taking.find("visit/mair") }
        // Time enough to have found it, for one that does not wait.
        delay(100)
        slow.mayGoOn.complete(Unit)
        joinAll(taken, found)
        assertEquals(listOf("7"), taking.of("visit/mair").first().map { it.id })
    }

    @Test
    fun a_photo_that_is_begun_for_a_screen_that_goes_is_taken_in_all_the_same() = runBlocking {
        val slow = Staging(FakeCompanion(words).attachments)
        val taking = taking(slow)
        val taken = launch(Dispatchers.Default) { taking.take("visit/mair", photo) }
        slow.isStaged.await()
        taken.cancelAndJoin()
        slow.mayGoOn.complete(Unit)
        withTimeout(PATIENCE_MS) { taking.of("visit/mair").first { all -> all.any { it.state == Coming.WHOLE } } }
        assertEquals(listOf("7"), taking.whole("visit/mair"))
    }
}

/** What is taken in is in the core a while before whoever asked knows by which name. */
private class Staging(under: Attachments) : Attachments by under {
    val isStaged = CompletableDeferred<Unit>()
    val mayGoOn = CompletableDeferred<Unit>()

    override suspend fun stage(medium: Medium, draft: String): String {
        isStaged.complete(Unit)
        mayGoOn.join()
        return "7"
    }

    override suspend fun staged(draft: String): List<Staged> = listOf(Staged("7", Medium.PHOTO, 0, isWhole = true))

    override suspend fun finish(id: String, small: ByteArray?) = Unit
}
