/** The main job, by a finger on the glass and over the real core: record offline, exchange files, see what merged. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import kith.companion.Answers
import kith.companion.Companion
import kith.companion.Form
import kith.companion.Recorded
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

@OptIn(ExperimentalTestApi::class)
class MainJobTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun phone(name: String) = WorkersPhone(folder.newFolder(name))

    /** A worker founds an organisation and begins a record, by taps alone. */
    private fun Finger.found(name: String) {
        tap("English")
        tap("Start a new organisation")
        type("Name of the organisation", "Harbour")
        type("Your name", name)
        tap("Start")
        tap("I have put it away safely")
    }

    private fun Finger.addMegan() {
        tap("People")
        tap("Somebody new to support")
        type("Name", "Megan")
        tap("Save")
        sees("Record a visit")
    }

    private fun Finger.addCraig() {
        tap("Map")
        tap("Somebody new on the map")
        type("Name", "Craig")
        tap("Person")
        tap("Save")
        tap("More choices")
        tap("Friend")
        tap("Save")
        sees("Craig")
        tap("Back")
    }

    private fun Finger.recordVisit(line: String) {
        tap("Record a visit")
        tap("Happened")
        tap("Next")
        type("What we did, in a line", line)
        tap("They did not say")
        tap("Next")
        tap("No")
        tap("Save")
    }

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
    fun two_workers_exchange_files_and_see_both_values_and_what_holds() = onGlass {
        val (aled, bethan) = phone("aled") to phone("bethan")
        var holding by mutableStateOf(aled)
        setContent { key(holding) { holding.Screen() } }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.addCraig()
        finger.tap("Back")
        holding = bethan
        finger.tap("English")
        finger.tap("Join an organisation")
        finger.type("Your name", "Bethan")
        finger.tap("Make my request")
        finger.sees("Hand over your request")
        holding = aled
        finger.letIn(aled, bethan)
        val megan = aled.companion().caseload().single().individual
        val craig = aled.companion().map(megan).people.single().id
        val rule = aled.companion().rule(megan, craig, """{"in_person":{"rule":"supervised","supervised_by":"a worker"}}""", null)
        finger.send(aled, bethan) { holding = it }
        bethan.companion().rule(megan, craig, """{"phone":{"rule":"none"},"in_person":{"rule":"supervised","supervised_by":"a worker"}}""", rule)
        aled.companion().rule(megan, craig, """{"phone":{"rule":"free"},"in_person":{"rule":"none"}}""", rule)
        finger.send(aled, bethan) { holding = it }
        finger.tap("Look at")
        finger.sees("Kept safe until someone settles it")
        val page = read(this)
        assertEquals(1, page.count { it == "Craig · Not at all: In person, Phone" }, "$page")
        listOf(aled, bethan).forEach { it.vault.shut() }
    }

    private suspend fun Finger.letIn(aled: WorkersPhone, bethan: WorkersPhone) {
        aled.platform.chosen = bethan.platform.handedOver.last()
        tap("To send")
        tap("Let someone in")
        tap("Open their request")
        sees("Before you hand the file over")
        tap("Done")
        bethan.platform.chosen = aled.platform.handedOver.last()
    }

    /** From one phone to the other, by a file. */
    private fun Finger.send(from: WorkersPhone, to: WorkersPhone, hold: (WorkersPhone) -> Unit) {
        hold(from)
        tap("To send")
        tap("Bethan (Worker)")
        tap("Make the file")
        sees("in the file. Hand it on.")
        hold(to)
        if (to.vault.opened.value == null) tap("Open the file I got back")
        to.platform.chosen = from.platform.handedOver.last()
        tap("To send")
        tap("Open a file from someone")
        sees("New parcels")
    }

    /** A rule about contact as the office records it: there is no screen for it yet. */
    private suspend fun Companion.rule(individual: String, person: String, modes: String, id: String?): String {
        val seen = individual(individual).seen
        val known = if (id == null) "" else """"id":"$id","seen":"$seen","reason":"It changed","""
        val arguments = """{$known"individual":"$individual","person":"$person","effect":"limit","force":"agreed",
            "kind":"agreed_plan","state":"active","from":"2026-02-01","modes":$modes}"""
        val form = Form("", "set_restriction", emptyList(), "office", "")
        val recorded: Recorded = submit(form, checkNotNull(Answers.read(arguments)))
        return recorded.ids.getValue("restriction").single()
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
