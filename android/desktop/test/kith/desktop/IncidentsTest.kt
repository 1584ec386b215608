/** How other apps lost or hid what was recorded: what must not happen on these screens. The numbers are those of tests/tests/incidents.rs. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.performKeyInput
import androidx.compose.ui.test.pressKey
import androidx.compose.ui.test.requestFocus
import kith.ui.Route
import kith.ui.tokens.Look
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

@OptIn(ExperimentalTestApi::class)
class IncidentsTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun incident_07_what_waits_is_never_shown_as_sent() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"))
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.tap("Back")
        finger.tap("To send")
        finger.sees("not yet proved to be on another device")
        assertTrue(read(this).none { it == aled.companion().words.say("pending-none") }, "${read(this)}")
        aled.vault.shut()
    }

    @Test
    fun incident_08_turning_the_phone_while_choosing_what_holds_chooses_nothing() = onGlass {
        val demonstration = Demonstration(Tongue.ENGLISH)
        val opened = demonstration.open()
        val before = opened.companion.needsLook()
        val settle = Drawn("settle", Route.Settle(before.guarded.first().id))
        var turned by mutableStateOf(false)
        setContent { key(turned) { demonstration.Draw(opened, settle, Variant(Look.LIGHT, 1f, Tongue.ENGLISH)) } }
        val finger = Finger(this)
        val said = before.guarded.first().values.first()
        finger.tap("${said.author}: ${said.text}")
        turned = true
        finger.sees("What holds from now on?")
        assertEquals(before, opened.companion.needsLook())
        demonstration.shut()
    }

    @Test
    fun a_map_is_walked_and_opened_by_keys() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"))
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.addCraig()
        finger.tap("Map")
        finger.sees("Craig")
        val picture = onNode(hasContentDescription("People around Megan", substring = true))
        picture.requestFocus()
        picture.performKeyInput {
            pressKey(Key.DirectionRight)
            pressKey(Key.Enter)
        }
        finger.sees("How they know each other")
        aled.vault.shut()
    }
}
