/** Layouts that a real record seldom shows, over a companion without a core. */
package kith.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import java.io.File
import kith.companion.CaseloadItem
import kith.companion.CoreHome
import kith.companion.FakeCompanion
import kith.companion.Language
import kith.companion.Opened
import kith.companion.Refused
import kith.companion.TodayAnswer
import kith.ui.Route
import kith.ui.Shell
import kith.ui.Way
import kith.ui.Wishes
import kith.ui.parts.LocalWords
import kith.ui.tokens.Look
import kith.ui.tokens.Themed
import kotlin.test.Test
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class FakeTest {
    private val home = CoreHome(File("none"), KeyFile(File("none")))
    private val words = home.words(Language.ENGLISH)

    @Composable
    private fun Draw(companion: FakeCompanion, route: Route, text: Float) = Themed(Look.LIGHT, hyperlegible, text) {
        val platform = TestPlatform()
        CompositionLocalProvider(LocalWords provides words) {
            Shell(Opened(companion, Language.ENGLISH, home), platform, Wishes(platform), Way(listOf(route)))
        }
    }

    @Test
    fun what_the_core_refuses_is_told_and_can_be_tried_again() = onGlass {
        var locked = true
        val companion = object : FakeCompanion(words) {
            override suspend fun today(): TodayAnswer =
                if (locked) throw Refused("vault_closed", "The vault is closed.", "Open it again.") else super.today()
        }
        setContent { Draw(companion, Route.Today, 1f) }
        val finger = Finger(this)
        finger.sees("The vault is closed.")
        finger.sees("Open it again.")
        locked = false
        finger.tap("Try again")
        finger.sees(words.say("today-nothing"))
    }

    @Test
    fun a_name_of_any_script_and_length_stays_on_the_glass() = onGlass {
        val names = listOf("👩‍👩‍👧 مريم بنت يوسف", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ap Rhys", "李")
        val companion = object : FakeCompanion(words) {
            override suspend fun caseload() = names.map { CaseloadItem(it, it, 2u, 1u) }
        }
        setContent { Draw(companion, Route.People, 3.2f) }
        val finger = Finger(this)
        names.forEach { name ->
            finger.sees(name)
            val place = onAllNodes(hasText(name)).onFirst().fetchSemanticsNode().boundsInRoot
            assertTrue(place.left >= 0 && place.right <= 411 && place.width > 0, "$name: $place")
        }
    }
}
