/** The thread that draws asks the core nothing: a screen never waits for a disk, for a lock, or for an answer to be unpacked. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import kith.companion.Language
import kith.companion.VaultKey
import kith.ui.tokens.Look
import kotlin.test.AfterTest
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.junit.Rule
import org.junit.rules.TemporaryFolder

@OptIn(ExperimentalTestApi::class)
class DrawingThreadTest {
    @get:Rule
    val folder = TemporaryFolder()

    @BeforeTest
    fun begun() = Watch.begun()

    @AfterTest
    fun watched() = assertTrue(Watch.count > 0, "nothing was watched")

    @Test
    fun a_call_on_the_thread_that_draws_is_seen() = onGlass {
        var asks by mutableStateOf(false)
        setContent {
            Watch.Drawing()
            if (asks) VaultKey.typed("4829")
        }
        waitForIdle()
        asks = true
        waitForIdle()
        assertEquals(listOf("uniffi_kith_fn_constructor_key_passphrase"), Watch.found().map { it.substringBefore(',') })
    }

    @Test
    fun the_main_job_asks_the_core_nothing_on_it() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"), pin = "4829")
        setContent {
            Watch.Drawing()
            aled.Screen()
        }
        Finger(this).run {
            found("Aled")
            addMegan()
            addCraig()
            recordVisit("We made tea and talked")
            tap("What happened")
            sees("We made tea and talked")
            tap("Back")
            tap("To send")
            sees("not yet proved to be on another device")
            tap("People")
            tap("Megan")
            tap("Now")
            tap("Look together")
            tap("Start")
            tap("How I feel")
            tap("Good")
            tap("Save")
            sees("Thank you. This is kept.")
            tap("Finish")
            type("PIN or passphrase", "4829")
            tap("Finish")
            sees("Record a visit")
        }
        aled.wishes.speak(Language.WELSH)
        waitUntil("Welsh", PATIENCE_MS) { aled.vault.opened.value?.language == Language.WELSH }
        waitForIdle()
        withContext(Dispatchers.IO) { aled.vault.shut() }
        assertEquals(emptyList(), Watch.found())
    }

    @Test
    fun no_screen_asks_the_core_anything_on_it() = onGlass {
        val demonstration = Demonstration(Tongue.ENGLISH)
        val opened = withContext(Dispatchers.IO) { demonstration.open() }
        val screens = withContext(Dispatchers.IO) { demonstration.screens(opened) }
        val plain = Variant(Look.LIGHT, 1f, Tongue.ENGLISH)
        var shown by mutableStateOf(screens.first())
        setContent {
            Watch.Drawing()
            demonstration.Draw(opened, shown, plain)
        }
        screens.forEach { screen ->
            shown = screen
            arrives(screen)
        }
        withContext(Dispatchers.IO) { demonstration.shut() }
        assertEquals(emptyList(), Watch.found())
    }
}
