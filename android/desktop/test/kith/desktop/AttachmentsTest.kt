/** Photos and recordings, by a finger on the glass and over the real core: taken in beside the words, seen, heard, and lost by nothing. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasContentDescription
import java.lang.management.ManagementFactory
import kith.companion.AttachmentItem
import kith.companion.Cleaned
import kith.companion.turnOf
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

@OptIn(ExperimentalTestApi::class)
class AttachmentsTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun phone() = WorkersPhone(folder.newFolder("aled"))

    private fun Finger.halfAVisit() {
        tap("Record a visit")
        tap("Happened")
        tap("Next")
        type("What we did, in a line", "We made tea")
    }

    private fun Finger.save() {
        tap("They did not say")
        tap("Next")
        tap("No")
        tap("Save")
        sees("What happened")
    }

    private suspend fun WorkersPhone.attached(): List<AttachmentItem> {
        val megan = companion().caseload().single().individual
        return companion().timeline(megan).items.mapNotNull { it.attachment }
    }

    private suspend fun WorkersPhone.bytes(item: AttachmentItem): ByteArray {
        var all = ByteArray(0)
        while (true) {
            val portion = companion().attachments.bytes(item.id, all.size.toLong(), 1 shl 20)
            if (portion.isEmpty()) return all
            all += portion
        }
    }

    private fun SkikoComposeUiTest.waitsFor(picture: String) =
        waitUntil(picture, PATIENCE_MS) { onAllNodes(hasContentDescription(picture)).fetchSemanticsNodes().isNotEmpty() }

    @Test
    fun a_photo_of_a_visit_is_seen_small_and_whole_and_says_nothing_of_where_it_was_taken() = onGlass {
        val aled = phone()
        val taken = photo(1200, 800)
        aled.platform.file = folder.newFile("tea.jpg").with(taken)
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.halfAVisit()
        finger.tap("Choose a photo")
        finger.sees("Ready. It goes with your words.")
        finger.type("What can be seen or heard?", "Tea in the garden")
        finger.save()
        finger.tap("What happened")
        finger.sees("We made tea")
        finger.tap("Tea in the garden")
        waitsFor("Tea in the garden")
        val item = aled.attached().single()
        assertEquals("Tea in the garden", item.says)
        val kept = aled.bytes(item)
        assertTrue(String(taken, Charsets.ISO_8859_1).contains(PLACE), "a control")
        assertFalse(String(kept, Charsets.ISO_8859_1).contains(PLACE))
        assertEquals(6, turnOf(kept.inputStream()), "it is turned as it was")
        val small = assertNotNull(aled.companion().attachments.small(item.id))
        assertTrue(small.size <= 64 * 1024)
        val shown = assertNotNull(pictured(320) { small.inputStream() })
        assertTrue(shown.height > shown.width, "the small picture stands upright")
        aled.vault.shut()
    }

    @Test
    fun what_was_taken_in_is_there_after_the_process_ended_and_can_be_taken_out() = onGlass {
        val aled = phone()
        var alive by mutableStateOf(true)
        aled.platform.file = folder.newFile("tea.jpg").with(photo(300, 200))
        setContent { if (alive) aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.halfAVisit()
        finger.tap("Choose a photo")
        finger.sees("Ready. It goes with your words.")
        alive = false
        waitForIdle()
        aled.restart()
        alive = true
        finger.tap("People")
        finger.tap("Megan")
        finger.tap("Record a visit")
        finger.tap("Next")
        finger.sees("Ready. It goes with your words.")
        finger.tap("Choose a photo")
        waitUntil("two photos", PATIENCE_MS) { onAllNodes(androidx.compose.ui.test.hasText("Take this out")).fetchSemanticsNodes().isNotEmpty() }
        finger.tap("Take this out")
        finger.save()
        assertEquals(1, aled.attached().size)
        aled.vault.shut()
    }

    @Test
    fun a_recording_of_half_an_hour_comes_in_while_the_words_are_typed() = onGlass {
        val aled = phone()
        val portions = 58
        aled.platform.media = WithCamera(DesktopMedia { null }) { Microphone(portions, 250_000) }
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.tap("Record a visit")
        finger.tap("Happened")
        finger.tap("Next")
        finger.tap("Record a voice note")
        finger.type("What we did, in a line", "We made tea")
        finger.sees("Recording: 30:00")
        // It ends by itself where the visit is saved.
        finger.save()
        val item = aled.attached().single()
        assertEquals("voice_note", item.kind)
        assertEquals((portions * 250_000).toULong(), item.length)
        aled.vault.shut()
    }

    @Test
    fun what_breaks_off_or_may_not_be_used_is_told_and_takes_no_words_with_it() = onGlass {
        val aled = phone()
        val photo = photo(900, 700)
        aled.platform.media = WithCamera(DesktopMedia { null }) { if (it == kith.ui.Offer.CAMERA) Torn(photo) else noMicrophone(it) }
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.halfAVisit()
        finger.tap("Record a voice note")
        finger.sees("Kith may not use the microphone.")
        finger.tap("Take a photo")
        finger.sees("This file could not be read.")
        finger.save()
        finger.tap("What happened")
        finger.sees("We made tea")
        assertEquals(emptyList(), aled.attached())
        aled.vault.shut()
    }

    @Test
    fun a_photo_of_somebody_stands_on_their_page_and_in_their_circle() = onGlass {
        val aled = phone()
        aled.platform.file = folder.newFile("craig.png").with(photo(400, 400))
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.addCraig()
        finger.tap("Map")
        finger.tap("Craig")
        finger.tap("Add a photo or recording")
        finger.tap("Choose a photo")
        finger.sees("Ready. It goes with your words.")
        finger.type("What can be seen or heard?", "Craig at the sea")
        finger.tap("Save")
        finger.sees("Craig at the sea")
        val megan = aled.companion().caseload().single().individual
        val craig = aled.companion().map(megan).people.single().id
        assertEquals(listOf(craig), aled.companion().attachments.photos(megan).map { it.card })
        aled.vault.shut()
    }

    @Test
    fun a_photo_of_forty_megapixels_is_never_unpacked_whole() {
        val file = folder.newFile("large.jpg").with(photo(8000, 5000))
        val thread = ManagementFactory.getThreadMXBean() as com.sun.management.ThreadMXBean
        pictured(320) { photo(30, 20).inputStream() }
        val before = thread.currentThreadAllocatedBytes
        val small = PhotoFile(file).small()
        val taken = thread.currentThreadAllocatedBytes - before
        assertNotNull(small)
        assertTrue(taken < 8000L * 5000 * 3 / 2, "$taken bytes; the whole has ${8000L * 5000 * 3}")
    }

    @Test
    fun what_is_no_photo_is_refused_in_words_and_a_photo_is_not_changed_but_for_what_it_told() {
        assertNull(Cleaned.of("<svg/>".toByteArray().inputStream()))
        val taken = photo(64, 48)
        val cleaned = assertNotNull(Cleaned.of(taken.inputStream()))
        val kept = generateSequence { cleaned.next() }.fold(ByteArray(0), ByteArray::plus)
        assertTrue(kept.size < taken.size)
        val (one, other) = listOf(taken, kept).map { bytes -> assertNotNull(pictured(64) { bytes.inputStream() }) }
        assertContentEquals(one.getRGB(0, 0, one.width, one.height, null, 0, one.width), other.getRGB(0, 0, other.width, other.height, null, 0, other.width))
    }
}
