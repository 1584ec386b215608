/** Settings over the real core: what is chosen holds, and the recovery sheet is shown only to whoever opens the vault. */
package kith.desktop

import androidx.compose.ui.test.ExperimentalTestApi
import kith.companion.Language
import kith.companion.VaultKey
import kith.ui.tokens.Look
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

private const val PIN = "4829"

@OptIn(ExperimentalTestApi::class)
class SettingsTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun Finger.settings() {
        tap("Today")
        tap("Settings")
    }

    @Test
    fun what_is_chosen_holds_at_once_and_after_a_restart() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"))
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.settings()
        finger.tap("Dark")
        finger.tap("130 %")
        waitUntil("it is chosen", PATIENCE_MS) { aled.wishes.look == Look.DARK && aled.wishes.text == 1.3f }
        finger.tap("After five minutes")
        waitUntil("it is kept", PATIENCE_MS) { aled.vault.opened.value?.lockAfterSeconds?.value == 300u }
        finger.sees("A key that this device keeps")
        assertTrue("Change what opens Kith" !in read(this), "nobody chose the key of this machine")
        finger.tap("Welsh (Cymraeg)")
        waitUntil("it is spoken", PATIENCE_MS) { aled.vault.opened.value?.language == Language.WELSH }
        finger.sees("Heddiw")
        aled.restart()
        aled.vault.open(Language.WELSH)
        assertEquals(300u, checkNotNull(aled.vault.opened.value).lockAfterSeconds.value)
        assertEquals(Look.DARK, aled.wishes.look)
        aled.vault.shut()
    }

    @Test
    fun a_sheet_is_made_for_who_proves_that_they_open_the_vault_and_tried() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"), pin = PIN)
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.settings()
        finger.sees("You have put it away.")
        finger.tap("Make a new sheet")
        finger.type("PIN or passphrase", "0000")
        finger.tap("Make a new sheet")
        finger.sees("This key does not open the vault.")
        finger.type("PIN or passphrase", PIN)
        finger.tap("Make a new sheet")
        finger.tap("Save as a file")
        waitUntil("it is saved", PATIENCE_MS) { aled.platform.handedOver.isNotEmpty() }
        val sheet = aled.platform.handedOver.last()
        // It waits, for whoever leaves the page with nothing put away.
        finger.tap("Back")
        finger.tap("Show my sheet")
        finger.type("PIN or passphrase", PIN)
        finger.tap("Show my sheet")
        finger.tap("I have put it away safely")
        finger.tap("Try my sheet")
        aled.platform.chosen = "no sheet".encodeToByteArray()
        finger.tap("Open the sheet from a file")
        finger.sees("This key does not open the vault.")
        aled.platform.chosen = sheet
        finger.tap("Open the sheet from a file")
        finger.sees("This sheet opens Kith.")
        aled.companion().opening.check(VaultKey.sheet(sheet.decodeToString()))
        aled.vault.shut()
    }
}
