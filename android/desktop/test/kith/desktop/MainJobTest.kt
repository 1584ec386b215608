/** The main job of one worker, by a finger on the glass and over the real core: a record begun, a visit recorded, a draft kept. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import kotlin.test.Test
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

@OptIn(ExperimentalTestApi::class)
class MainJobTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun phone(name: String) = WorkersPhone(folder.newFolder(name))

    @Test
    fun a_worker_founds_adds_and_records_a_visit_and_sees_it() = onGlass {
        val aled = phone("aled")
        setContent { aled.Screen() }
        Finger(this).run {
            found("Aled")
            addMegan()
            addCraig()
            val before = taps
            recordVisit("We made tea and talked")
            assertTrue(taps - before <= 12, "${taps - before} taps")
            tap("What happened")
            sees("We made tea and talked")
            tap("Back")
            tap("To send")
            sees("not yet proved to be on another device")
        }
        aled.vault.shut()
    }

    @Test
    fun a_second_visit_begins_at_its_first_step() = onGlass {
        val aled = phone("aled")
        setContent { aled.Screen() }
        Finger(this).run {
            found("Aled")
            addMegan()
            recordVisit("We made tea")
            sees("Map")
            recordVisit("We talked")
            tap("What happened")
            sees("We made tea")
            sees("We talked")
        }
        aled.vault.shut()
    }

    @Test
    fun a_draft_half_typed_survives_the_end_of_the_process() = onGlass {
        val aled = phone("aled")
        var alive by mutableStateOf(true)
        setContent { if (alive) aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.tap("Record a visit")
        finger.tap("Happened")
        finger.tap("Next")
        finger.type("What we did, in a line", "We made te")
        alive = false
        waitForIdle()
        aled.restart()
        alive = true
        finger.tap("People")
        finger.tap("Megan")
        finger.tap("Record a visit")
        finger.tap("Next")
        finger.sees("We made te")
        aled.vault.shut()
    }
}
