/** Together mode over the real core: an individual gets about in their own screens, and nobody gets out of them without the key. */
package kith.desktop

import androidx.compose.ui.input.key.Key
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performKeyInput
import androidx.compose.ui.test.pressKey
import androidx.compose.ui.semantics.SemanticsProperties
import kith.companion.Language
import kith.companion.Refused
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

private const val PIN = "4829"

@OptIn(ExperimentalTestApi::class)
class TogetherTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun phone() = WorkersPhone(folder.newFolder("aled"), pin = PIN)

    private fun Finger.begin() {
        found("Aled")
        addMegan()
        addCraig()
        tap("Look together")
        tap("Start")
        sees("Hello Megan")
    }

    @Test
    fun an_individual_looks_chooses_says_and_tells_and_the_worker_reads_it_in_their_voice() = onGlass {
        val aled = phone()
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.begin()
        finger.tap("My day")
        finger.sees("Nothing is planned for today.")
        finger.tap("Back")
        finger.tap("My people")
        finger.sees("Craig")
        finger.tap("Back")
        finger.tap("My plan")
        finger.sees("Nothing is in your plan yet.")
        finger.tap("Back")
        finger.tap("How was it?")
        finger.sees("You saw nobody in the last two weeks.")
        finger.tap("Back")
        finger.tap("How I feel")
        finger.tap("Good")
        finger.tap("Save")
        finger.sees("Thank you. This is kept.")
        finger.tap("My words")
        finger.tap("Say something")
        finger.type("What do you want to say?", "I miss my sister")
        finger.tap("Save")
        finger.sees("Thank you. This is kept.")
        finger.sees("I miss my sister")
        finger.tap("Back")
        finger.tap("Tell someone")
        finger.sees("999: someone is in danger now")
        finger.sees("101: the police, when it can wait")
        finger.tap("Manager")
        finger.sees("This device belongs to Aled")
        finger.type("What do you want to tell?", "He shouts at me")
        finger.tap("Tell them")
        finger.sees("They read it when it reaches them.")
        finger.tap("Back")
        finger.finish(PIN)
        finger.tap("What happened")
        finger.sees("I miss my sister")
        val megan = aled.companion().caseload().single().individual
        val told = aled.companion().timeline(megan).items
        assertEquals(listOf("observation", "statement"), told.filter { it.ownWords }.map { it.kind }.sorted(), "$told")
        finger.tap("Back")
        finger.tap("Today")
        finger.sees("He shouts at me")
        aled.vault.shut()
    }

    private fun Finger.finish(pin: String) {
        tap("Finish")
        type("PIN or passphrase", pin)
        tap("Finish")
    }

    @Test
    fun nothing_of_the_workers_can_be_reached_while_the_mode_lasts() = onGlass {
        val aled = phone()
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.begin()
        val workers = listOf("Today", "People", "Look at", "To send", "Settings", "Record a visit", "Raise a concern", "Who can see")
        val own = listOf("My day", "My people", "How I feel", "How was it?", "My words", "My plan", "Tell someone", "Finish")
        for (screen in own) {
            finger.tap(screen)
            val pressed = pressed()
            assertTrue(workers.none { it in pressed }, "$screen: $pressed")
            key(Key.Escape)
            finger.sees("Hello Megan")
        }
        repeat(5) { key(Key.Escape) }
        finger.sees("Hello Megan")
        assertEquals(emptySet(), pressed() - own.toSet() - setOf("Read it to me", "Hide this"))
        val refused = assertFailsWith<Refused> { aled.companion().today() }
        assertEquals("together", refused.code)
        finger.finish("0000")
        finger.sees("This key does not open the vault.")
        assertFailsWith<Refused> { aled.companion().today() }
        key(Key.Escape)
        finger.sees("Hello Megan")
        finger.finish(PIN)
        finger.sees("Record a visit")
        assertEquals(emptyList(), aled.companion().today().alerts)
        aled.vault.shut()
    }

    @Test
    fun one_press_hides_the_screen_and_what_was_written_is_there_again() = onGlass {
        val aled = phone()
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.begin()
        finger.tap("My words")
        finger.tap("Say something")
        finger.type("What do you want to say?", "Not for everybody")
        finger.tap("Hide this")
        assertEquals(listOf("Show it again"), read(this))
        finger.tap("Show it again")
        finger.sees("Not for everybody")
        aled.vault.shut()
    }

    @Test
    fun what_an_individual_is_writing_outlasts_a_lock_and_is_said_once() = onGlass {
        val aled = phone()
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.begin()
        val megan = checkNotNull(aled.vault.opened.value?.together?.value)
        finger.tap("Tell someone")
        finger.tap("Manager")
        finger.type("What do you want to tell?", "He shou")
        finger.tap("Back")
        finger.tap("Back")
        finger.finish(PIN)
        finger.sees("Look together")
        assertEquals(0u, aled.companion().pending().drafts)
        aled.vault.shut()
        aled.vault.open(Language.ENGLISH)
        assertEquals(0u, aled.companion().pending().drafts)
        val opened = checkNotNull(aled.vault.opened.value)
        assertFailsWith<Refused> { opened.companion.own(megan).draft("tell_someone") }
        opened.beginTogether(megan)
        finger.tap("Tell someone")
        finger.tap("Manager")
        finger.sees("He shou")
        finger.type("What do you want to tell?", "ts at me")
        finger.tap("Tell them")
        finger.sees("They read it when it reaches them.")
        assertEquals(null, opened.companion.own(megan).draft("tell_someone"))
        aled.vault.shut()
    }

    @Test
    fun what_is_read_aloud_is_what_stands_there_in_its_order() = onGlass {
        val aled = phone()
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.begin()
        for (screen in listOf("My day", "My people", "How I feel", "How was it?", "My words", "My plan", "Tell someone")) {
            finger.tap(screen)
            finger.tap("Read it to me")
            val said = aled.platform.read.last()
            assertEquals(screen, said.first())
            said.flatMap { it.split(" · ") }.forEach(finger::sees)
            key(Key.Escape)
        }
        finger.tap("Read it to me")
        assertEquals("Hello Megan", aled.platform.read.last().first())
        aled.vault.shut()
    }

    private fun SkikoComposeUiTest.key(key: Key) {
        onRoot().performKeyInput { pressKey(key) }
        waitForIdle()
    }

    /** The words of all that can be pressed. */
    private fun SkikoComposeUiTest.pressed(): Set<String> = onAllNodes(hasClickAction()).fetchSemanticsNodes().flatMap { node ->
        node.config.getOrElse(SemanticsProperties.Text) { emptyList() }.map { it.text } + node.config.getOrElse(SemanticsProperties.ContentDescription) { emptyList() }
    }.toSet()
}
