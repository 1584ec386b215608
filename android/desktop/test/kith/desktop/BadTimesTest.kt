/** Clocks that are set, zones that change, a store that is full, a PIN that is wrong: nothing typed is lost, and what is wrong is said. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import java.io.File
import kith.companion.Answers
import kith.companion.CoreHome
import kith.companion.DemonstrationClock
import kith.companion.FakeCompanion
import kith.companion.Form
import kith.companion.Language
import kith.companion.Opened
import kith.companion.OpenVault
import kith.companion.Refused
import kith.ui.App
import kith.ui.Wishes
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.Rule
import org.junit.rules.TemporaryFolder

/** The days of this test: as the clock was, as it was set forward, and as it was set back. */
private val DAYS = listOf("2026-03-03", "2026-03-04", "2026-03-02")

@OptIn(ExperimentalTestApi::class)
class BadTimesTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun a_clock_that_is_set_forward_and_back_by_a_day_loses_and_moves_nothing() = onGlass {
        val vaults = DAYS.mapIndexed { seed, day ->
            OpenVault(CoreHome(folder.root.resolve("vault"), KeyFile(folder.root.resolve("key")), DemonstrationClock("${day}T10:00:00+00:00", seed.toULong())))
        }
        val platform = TestPlatform()
        val wishes = Wishes(platform)
        var at by mutableStateOf(0)
        setContent { App(vaults[at], platform, wishes) }
        val finger = Finger(this)
        suspend fun set(to: Int) {
            vaults[at].shut()
            at = to
            waitUntil("the clock of ${DAYS[to]}", PATIENCE_MS) { vaults[to].opened.value != null }
        }
        finger.found("Aled")
        finger.sees("Tue 3 Mar 2026")
        finger.addMegan()
        finger.recordVisit("We made tea")
        finger.sees("Map")
        finger.tap("Record a visit")
        finger.tap("Happened")
        finger.tap("Next")
        finger.type("What we did, in a line", "Half a line")
        for ((clock, today) in listOf(1 to "Wed 4 Mar 2026", 2 to "Mon 2 Mar 2026")) {
            set(clock)
            val companion = checkNotNull(vaults[clock].opened.value).companion
            assertEquals(DAYS[clock], companion.today().day)
            finger.tap("Today")
            finger.sees(today)
            finger.tap("People")
            finger.tap("Megan")
            finger.tap("What happened")
            finger.sees("We made tea")
            finger.sees("Tue 3 Mar 2026")
            finger.tap("Record a visit")
            // What was begun is of the moment that it was begun at.
            finger.sees("Tue 3 Mar 2026")
            finger.tap("Next")
            finger.sees("Half a line")
        }
        val told = checkNotNull(vaults[2].opened.value).companion.run { timeline(caseload().single().individual).items }
        assertEquals(listOf("We made tea"), told.filter { it.kind == "visit" }.map { it.what })
        vaults[2].shut()
    }

    @Test
    fun another_time_zone_while_it_is_open_is_another_day_and_nothing_else() {
        FarHand("aled", folder.newFolder("aled"), with = mapOf("TZ" to "Etc/GMT+12")).use { aled ->
            fun today() = aled.tell("read").first { Regex("\\w{3} \\d{1,2} \\w{3} \\d{4}").matches(it) }
            aled.found("Aled")
            aled.addMegan()
            aled.recordVisit("We made tea")
            aled.tap("What happened")
            val before = aled.tell("read")
            aled.tap("Back")
            aled.tap("Today")
            aled.sees("Today")
            val west = today()
            // Twenty-six hours lie between the two: it is never the same day in both.
            aled.tell("zone", "Pacific/Kiritimati")
            aled.tell("minute")
            aled.tell("gone", west)
            val east = today()
            assertTrue(east != west, "still $west")
            aled.tap("People")
            aled.tap("Megan")
            aled.tap("What happened")
            aled.sees("We made tea")
            val after = aled.tell("read")
            assertEquals(before.filter { "·" in it }, after.filter { "·" in it }, "what happened keeps the day that it had")
        }
    }

    @Test
    fun a_store_that_is_full_while_a_visit_is_typed_is_told_and_nothing_typed_is_lost() {
        val phone = folder.newFolder("aled")
        val counted = folder.root.resolve("counted")
        val faults = built.parentFile.resolve(System.getenv("KITH_BUILT_FOLDER") ?: "target/debug").resolve("libkith_faultfs.so")
        assertTrue(faults.exists(), "cargo build --workspace makes $faults")
        val watched = mapOf("LD_PRELOAD" to faults.path, "FAULTFS_ROOT" to phone.path, "FAULTFS_COUNT" to counted.path)
        fun FarHand.toTheLine() {
            tap("People")
            tap("Megan")
            tap("Record a visit")
            sees("Did the visit happen?")
        }
        FarHand("aled", phone, with = watched).use { aled ->
            aled.found("Aled")
            aled.addMegan()
            aled.tap("Record a visit")
            aled.tap("Happened")
            aled.tap("Next")
            aled.type("What we did, in a line", "We made te")
        }
        val writes = FarHand("aled", phone, with = watched).use { aled ->
            aled.toTheLine()
            counted.readLines().first { it.startsWith("write") }.filter(Char::isDigit).toInt()
        }
        FarHand("aled", phone, with = watched + ("FAULTFS_FULL_AT" to "${writes + 1}")).use { aled ->
            aled.toTheLine()
            aled.tap("Next")
            aled.type("What we did, in a line", "a and talked, ")
            aled.sees("There is no room left.")
            aled.tap("Back")
            aled.tap("Back")
            aled.sees("Record a visit")
            aled.tap("Record a visit")
            aled.tap("Next")
            aled.sees("a and talked, ")
        }
        FarHand("aled", phone).use { aled ->
            aled.toTheLine()
            aled.tap("Next")
            aled.sees("We made te")
        }
    }

    @Test
    fun what_could_not_be_kept_is_kept_as_soon_as_there_is_room() = runBlocking {
        var full = true
        val kept = mutableMapOf<String, Answers>()
        val home = CoreHome(File("none"), KeyFile(File("none")))
        val companion = object : FakeCompanion(home.words(Language.ENGLISH)) {
            override suspend fun saveDraft(form: Form, answers: Answers) {
                if (full) throw Refused("disk_full", "There is no room left.", "Make room.")
                kept[form.draft] = answers
            }

            override suspend fun submit(form: Form, answers: Answers) = throw Refused("disk_full", "There is no room left.", "Make room.")
        }
        val typed = Opened(companion, Language.ENGLISH, home).typed
        val form = Form("", "record_visit", emptyList(), "visit/mair", "")
        typed.keep(form, Answers.NONE.with("line", "We made tea"))
        assertEquals("There is no room left.", typed.trouble.first { it != null }?.says)
        assertEquals("We made tea", typed.draft(form)?.text("line"))
        val refused = runCatching { typed.submit(form, Answers.NONE.with("line", "We made tea and talked")) }.exceptionOrNull()
        assertEquals("There is no room left.", (refused as Refused).says)
        assertEquals("We made tea and talked", typed.draft(form)?.text("line"))
        full = false
        typed.settle()
        assertNull(typed.trouble.value)
        assertEquals("We made tea and talked", kept.getValue(form.draft).text("line"))
    }

    @Test
    fun a_pin_that_is_wrong_again_and_again_ends_no_mode_and_says_how_long_to_wait() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"), pin = "4829")
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.tap("Look together")
        finger.tap("Start")
        finger.tap("Finish")
        fun tries(pin: String) {
            finger.type("PIN or passphrase", pin)
            finger.tap("Finish")
            waitUntil("an answer", PATIENCE_MS) { read(this).any { "does not open" in it || "too many" in it } }
        }
        repeat(6) { tries("0000") }
        finger.sees("There were too many wrong tries.")
        // Not even what is right ends it while it waits.
        tries("4829")
        finger.sees("There were too many wrong tries.")
        finger.sees("The worker ends this with their key.")
        aled.vault.shut()
    }
}
