/** The main job on a phone that is turned, left, locked and ended, by a finger on the glass and over the real core. */
package kith.phone

import android.app.LocaleManager
import android.os.LocaleList
import androidx.compose.ui.test.hasTestTag
import java.time.Duration
import kith.companion.Language
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

private const val HALF = "We made te"

internal class MainJobTest : OnPhone() {
    @Test
    fun a_worker_founds_adds_and_records_a_visit_on_a_phone_that_is_turned() {
        val finger = launch()
        finger.found()
        finger.addMegan()
        picture("individual")
        finger.beginVisit(HALF)
        turn()
        finger.sees(HALF)
        picture("visit")
        finger.tap("They did not say")
        finger.tap("Next")
        finger.tap("No")
        finger.tap("Save")
        finger.tap("What happened")
        finger.sees(HALF)
        finger.tap("Back")
        finger.tap("To send")
        finger.sees("not yet proved to be on another device")
        // The phone's own way back leads out of a page.
        finger.tap("Let someone in")
        finger.sees("Their role")
        activity.get().onBackPressedDispatcher.onBackPressed()
        finger.sees("Open a file from someone")
    }

    @Test
    fun what_is_typed_of_a_name_outlasts_a_turn_and_is_not_saved() {
        val finger = launch()
        finger.tap("English")
        finger.tap("Start a new organisation")
        picture("opens-by")
        finger.tap("My fingerprint or face")
        finger.type("Name of the organisation", "Harbour")
        turn()
        finger.sees("Harbour")
        assertFalse(dies().written().say("Harbour"))
    }

    @Test
    fun the_process_ends_in_the_middle_of_a_visit_and_nothing_personal_is_in_what_the_system_saved() {
        val finger = launch()
        finger.found()
        finger.addMegan()
        finger.beginVisit(HALF)
        val individual = runBlocking { companion().caseload().single().individual }
        val saved = dies()
        val written = saved.written()
        listOf("Megan", "Harbour", "Aled", HALF).forEach { assertFalse(written.say(it), it) }
        assertTrue(written.say(individual), "the way is not saved, and so this test shows nothing")
        launch(saved = saved)
        finger.sees("Kith is locked")
        picture("locked")
        finger.tap("Open Kith")
        finger.sees(HALF)
    }

    @Test
    fun it_is_covered_at_once_locked_after_a_minute_and_the_draft_is_there_again() {
        val finger = launch()
        finger.found()
        finger.addMegan()
        finger.beginVisit(HALF)
        // As under a call, where the window is still there.
        live.door.leave()
        rule.waitForIdle()
        rule.onNode(hasTestTag(COVER)).assertExists()
        assertFalse(HALF in finger.read(), "what is covered is read out")
        runBlocking { live.door.enter() }
        finger.sees(HALF)
        leave()
        assertTrue(live.door.isCovered.value)
        app.clock += 59_000
        comeBack()
        finger.sees(HALF)
        locksAndOpens(finger)
        finger.sees(HALF)
        leave()
        shadowOf(app.mainLooper).idleFor(Duration.ofSeconds(61))
        finger.waits("it locks by itself") { live.vault.opened.value == null }
        assertIs<Stand.Locked>(live.door.stand.value)
    }

    @Test
    fun it_locks_when_it_was_chosen_to_at_once_or_later() {
        val finger = launch()
        finger.found()
        finger.tap("Today")
        finger.tap("Settings")
        finger.tap("After five minutes")
        finger.sees("Movement")
        finger.waits("it is kept") { live.vault.opened.value?.lockAfterSeconds?.value == 300u }
        leave()
        app.clock += 299_000
        comeBack()
        finger.tap("At once")
        finger.waits("it is kept") { live.vault.opened.value?.lockAfterSeconds?.value == 0u }
        leave()
        comeBack()
        finger.sees("Kith is locked")
        finger.tap("Open Kith")
        finger.sees("Movement")
        leave()
        shadowOf(app.mainLooper).idle()
        finger.waits("it locks by itself") { live.vault.opened.value == null }
    }

    @Test
    fun what_an_individual_is_writing_outlasts_a_lock_and_the_process_and_is_on_no_list_of_the_worker() {
        val words = "I miss my si"
        val finger = launch()
        finger.found()
        finger.addMegan()
        finger.lookTogether()
        finger.type("What do you want to say?", words)
        locksAndOpens(finger)
        finger.lookTogether()
        finger.sees(words)
        val saved = dies()
        assertFalse(saved.written().say(words), "the system has it")
        launch(saved = saved)
        finger.tap("Open Kith")
        finger.sees("Look together")
        runBlocking { assertEquals(0u, companion().pending().drafts) }
        finger.lookTogether()
        finger.sees(words)
        finger.tap("Throw this draft away")
        finger.waits("it is gone") { "Throw this draft away" !in finger.read() }
        finger.type("What do you want to say?", "I like the harbour")
        finger.tap("Save")
        finger.sees("Thank you. This is kept.")
        finger.tap("Say something")
        finger.sees("What do you want to say?")
        assertFalse("Throw this draft away" in finger.read())
    }

    /** Looks together, as far as where something is said. */
    private fun Finger.lookTogether() {
        tap("Look together")
        tap("Start")
        waits("their own pages") { "Back" in read() || "My words" in read() }
        if ("My words" !in read()) return
        tap("My words")
        tap("Say something")
    }

    @Test
    fun another_language_is_shown_while_it_is_open_by_the_phone_or_by_the_app() {
        val finger = launch()
        finger.found()
        finger.sees("People")
        val locales = app.getSystemService(LocaleManager::class.java)
        assertEquals("en", locales.applicationLocales.toLanguageTags())
        live.wishes.speak(Language.WELSH)
        finger.sees("Pobl")
        assertEquals("cy", locales.applicationLocales.toLanguageTags())
        locales.applicationLocales = LocaleList.forLanguageTags("en")
        turn()
        finger.sees("People")
        assertEquals(Language.ENGLISH, live.wishes.language)
    }

    @Test
    @Config(fontScale = 2f)
    fun text_of_twice_its_size_is_worked_with() {
        val finger = launch()
        finger.found {
            picture("opens-by-large")
            pin("246810")
        }
        finger.tap("Menu")
        picture("menu-large")
        finger.tap("People")
        finger.sees("Somebody new to support")
    }

    /** Left for a minute it is locked, and is opened again. */
    private fun locksAndOpens(finger: Finger) {
        leave()
        app.clock += 60_000
        comeBack()
        finger.sees("Kith is locked")
        assertEquals(null, live.vault.opened.value)
        finger.tap("Open Kith")
    }
}
