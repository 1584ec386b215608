/** What the screens do with much, with change while they are open, and with the thread that draws. */
package kith.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performScrollToIndex
import java.io.File
import java.lang.management.ManagementFactory
import kith.companion.CoreHome
import kith.companion.FakeCompanion
import kith.companion.Language
import kith.companion.MapBox
import kith.companion.MapFigure
import kith.companion.MapPerson
import kith.companion.Opened
import kith.companion.TimelineItem
import kith.companion.TimelinePage
import kith.ui.Route
import kith.ui.Shell
import kith.ui.Way
import kith.ui.Wishes
import kith.ui.parts.LocalWords
import kith.ui.tokens.Look
import kith.ui.tokens.Themed
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

/** So many entries, and so many people. */
private const val ENTRIES = 10_000
private const val PEOPLE = 4_000

/** No page has more nodes alive than this, however much is on it. */
private const val ALIVE = 250

/** No frame takes so many times as long as the middle one. */
private const val SLOW = 3

@OptIn(ExperimentalTestApi::class)
class QualityTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val home = CoreHome(File("none"), KeyFile(File("none")))
    private val words = home.words(Language.ENGLISH)

    @Composable
    private fun Draw(companion: FakeCompanion, route: Route) = Themed(Look.LIGHT, hyperlegible, 1f) {
        val platform = TestPlatform()
        CompositionLocalProvider(LocalWords provides words) {
            Shell(Opened(companion, Language.ENGLISH, home), platform, Wishes(platform), Way(listOf(route)))
        }
    }

    private fun SkikoComposeUiTest.alive() = onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = true).fetchSemanticsNodes().size

    /** How long the app's threads have worked: who else works on the machine does not count, nor what clears memory. */
    private fun worked(): Long = ManagementFactory.getThreadMXBean().run { allThreadIds.sumOf { getThreadCpuTime(it).coerceAtLeast(0) } }

    private fun entry(number: Int) = TimelineItem(
        "$number", "visit", "2026-03-02T09:00:00+00:00", "2026-03-02T09:00:00+00:00", false, "Aled", "shared",
        "Visit $number", "2 Mar 2026", "Visit", "We made tea, time $number", false, "{}", null, emptyList(), null,
    )

    @Test
    fun ten_thousand_entries_scroll_evenly_with_few_nodes_alive() = onGlass {
        val companion = object : FakeCompanion(words) {
            override suspend fun timeline(individual: String, cursor: String?) = TimelinePage((0 until ENTRIES).map(::entry), null)
        }
        setContent { Draw(companion, Route.Individual("mair")) }
        val finger = Finger(this)
        finger.tap("What happened")
        val list = onAllNodes(hasScrollToNodeAction()).onFirst()
        val frames = (1..60).map { step ->
            val began = worked()
            list.performScrollToIndex(step * (ENTRIES / 65))
            waitForIdle()
            assertTrue(alive() < ALIVE, "${alive()} nodes")
            worked() - began
        }
        // The first few make what all others use.
        val warm = frames.drop(FIRST).sorted()
        val report = built.resolve("android/frames.txt")
        report.writeText("of ${warm.size} leaps in $ENTRIES entries: median ${warm[warm.size / 2]} ns, longest ${warm.last()} ns\n")
        // Memory is cleared now and then in the midst of one: two of fifty are let be.
        assertTrue(warm[warm.size - 3] < SLOW * warm[warm.size / 2], report.readText())
    }

    @Test
    fun a_map_of_four_thousand_people_opens_and_its_list_is_its_picture() = onGlass {
        val ids = (0 until PEOPLE).map { "person-$it" }
        val people = ids.mapIndexed { at, id ->
            val (x, y) = (at % 64) * 60.0 to (at / 64) * 60.0
            MapPerson(id, "Name $at", "intimacy", "person", "existing", x, y, MapBox(x, y + 20, 50.0, 20.0), false, "Name $at")
        }
        val companion = object : FakeCompanion(words) {
            override suspend fun map(individual: String, voice: String?): MapFigure {
                val empty = super.map(individual, voice)
                return empty.copy(size = 4000.0, people = people, list = people.map { it.text }, listIds = ids)
            }
        }
        setContent { Draw(companion, Route.Map("mair")) }
        val finger = Finger(this)
        finger.sees("Name 0")
        assertTrue(alive() < ALIVE, "${alive()} nodes")
        finger.sees("Name ${PEOPLE - 1}")
        val figure = companion.map("mair", null)
        assertEquals(figure.people.map { it.id }.toSet(), figure.listIds.toSet())
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

    private companion object {
        const val FIRST = 10
    }
}
