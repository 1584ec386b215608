/** What the screens do with much, and with change while they are open. */
package kith.desktop

import androidx.compose.ui.test.ExperimentalTestApi
import kith.companion.Language
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

/** No page has more nodes alive than this, however much is on it. */
private const val ALIVE = 250

/** No frame takes so many times as long as the middle one. */
private const val SLOW = 3

@OptIn(ExperimentalTestApi::class)
class QualityTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun ten_thousand_entries_scroll_evenly_with_few_nodes_alive() = onGlass {
        val frames = scrolled(::worked) { assertTrue(alive() < ALIVE, "${alive()} nodes") }
        assertTrue(frames.ratio < SLOW, "of ${frames.median} ns the longest is ${frames.longest}")
    }

    @Test
    fun a_map_of_four_thousand_people_opens_is_moved_evenly_and_its_list_is_its_picture() = onGlass {
        val frames = panned(::worked) { assertTrue(alive() < ALIVE, "${alive()} nodes") }
        assertTrue(frames.ratio < SLOW, "of ${frames.median} ns the longest is ${frames.longest}")
        val finger = Finger(this)
        finger.sees("Name ${PEOPLE - 1}")
        val figure = Crowd().map("mair", null)
        assertEquals(figure.people.map { it.id }, figure.listIds)
        finger.tap("Name ${PEOPLE - 1}")
        finger.sees("Siôn")
    }

    @Test
    fun the_language_and_the_size_of_text_change_while_a_form_is_open_and_what_was_typed_stays() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"))
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.tap("Record a visit")
        finger.tap("Happened")
        finger.tap("Next")
        finger.type("What we did, in a line", "Te gyda 👩‍👩‍👧 مريم")
        aled.wishes.enlarge(2f)
        finger.sees("Te gyda 👩‍👩‍👧 مريم")
        aled.wishes.enlarge(1f)
        aled.wishes.speak(Language.WELSH)
        waitUntil("Welsh", PATIENCE_MS) { aled.vault.opened.value?.language == Language.WELSH }
        val welsh = aled.companion().words
        finger.tap(welsh.say("app-tab-people"))
        finger.tap("Megan")
        finger.tap(welsh.say("screen-visit"))
        finger.tap(welsh.say("app-next"))
        finger.sees("Te gyda 👩‍👩‍👧 مريم")
        aled.vault.shut()
    }
}
