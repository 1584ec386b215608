/** Photos and recordings on a phone: what the camera app and the microphone are asked, what is refused, and what is left of it. */
package kith.phone

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.graphics.Bitmap
import android.net.Uri
import android.provider.MediaStore
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.InputStream
import java.io.PipedInputStream
import java.io.PipedOutputStream
import kith.companion.AttachmentItem
import kith.ui.Offer
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.robolectric.Shadows.shadowOf

/** What stands in a photo and must not leave the phone. */
private const val PLACE = "51.4816N 3.1791W"

/** A photo as a camera makes it: lying on its side, and with where it was taken. */
private fun photo(wide: Int, high: Int): ByteArray {
    val plain = ByteArrayOutputStream().also { Bitmap.createBitmap(wide, high, Bitmap.Config.ARGB_8888).compress(Bitmap.CompressFormat.JPEG, 90, it) }.toByteArray()
    val tiff = byteArrayOf('I'.code.toByte(), 'I'.code.toByte(), 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0)
    val body = "Exif".toByteArray() + byteArrayOf(0, 0) + tiff + PLACE.toByteArray()
    return plain.copyOf(2) + byteArrayOf(0xFF.toByte(), 0xE1.toByte(), 0, (body.size + 2).toByte()) + body + plain.drop(2).toByteArray()
}

internal class PhotosTest : OnPhone() {
    private fun Finger.halfAVisit() {
        found()
        addMegan()
        beginVisit("We made tea")
    }

    private fun Finger.save() {
        tap("They did not say")
        tap("Next")
        tap("No")
        tap("Save")
        sees("What happened")
    }

    private fun attached(): List<AttachmentItem> = runBlocking {
        val megan = companion().caseload().single().individual
        companion().timeline(megan).items.mapNotNull { it.attachment }
    }

    /** The camera app is asked, and takes a photo into the file that it was given. */
    private fun Finger.photographs(): Intent {
        tap("Take a photo")
        waits("the camera is asked") { shadowOf(activity.get()).peekNextStartedActivityForResult() != null }
        val asked = shadowOf(activity.get()).nextStartedActivityForResult.intent
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, asked.action)
        app.filesDir.resolve("taken").listFiles().orEmpty().single().writeBytes(photo(640, 480))
        return asked
    }

    private fun taken() = app.filesDir.resolve("taken").walk().filter(File::isFile).toList()

    @Test
    fun the_cameras_photo_goes_into_the_vault_without_its_place_and_no_file_of_it_is_left() {
        val finger = launch()
        finger.halfAVisit()
        val asked = finger.photographs()
        val file = assertNotNull(asked.getParcelableExtra(MediaStore.EXTRA_OUTPUT, Uri::class.java))
        assertEquals("content" to "kith.phone.files", file.scheme to file.authority)
        shadowOf(activity.get()).receiveResult(asked, Activity.RESULT_OK, null)
        finger.sees("Ready. It goes with your words.")
        picture("photo-taken-in")
        finger.waits("the file is gone") { taken().isEmpty() }
        finger.save()
        val item = attached().single()
        val bytes = runBlocking { companion().attachments.bytes(item.id, 0, 1 shl 20) }
        assertFalse(bytes.say(PLACE))
        val small = assertNotNull(runBlocking { companion().attachments.small(item.id) })
        val shown = assertNotNull(pictured(320) { small.inputStream() })
        assertTrue(small.size <= 64 * 1024 && shown.height > shown.width, "${small.size}, ${shown.width} x ${shown.height}")
        val kept = app.dataDir.walk().filter(File::isFile).toList()
        assertFalse(kept.any { it.readBytes().say(PLACE) })
    }

    @Test
    fun a_photo_that_comes_after_the_process_ended_waits_for_its_draft() {
        val finger = launch()
        finger.halfAVisit()
        finger.photographs()
        val saved = dies()
        val again = launch(saved = saved)
        again.tap("Open Kith")
        again.sees("Ready. It goes with your words.")
        again.waits("the file is gone") { taken().isEmpty() }
        again.save()
        assertEquals("photo", attached().single().kind)
    }

    @Test
    fun whoever_takes_no_photo_or_allows_no_microphone_goes_on_with_their_words() {
        val finger = launch()
        finger.halfAVisit()
        val asked = finger.photographs()
        shadowOf(activity.get()).receiveResult(asked, Activity.RESULT_CANCELED, null)
        finger.waits("the file is gone") { taken().isEmpty() }
        finger.tap("Record a voice note")
        live.phone.media.allowed(false)
        finger.sees("Kith may not use the microphone.")
        finger.save()
        assertEquals(emptyList(), attached())
    }

    @Test
    fun a_recording_goes_into_the_vault_as_it_is_heard_and_ends_where_the_app_is_left() {
        shadowOf(app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        val finger = launch()
        finger.halfAVisit()
        finger.tap("Record a voice note")
        finger.sees("Stop and keep it")
        finger.waits("it listens") { app.heard != null }
        leave()
        assertEquals(null, app.heard, "nobody is listened to who cannot see it")
        comeBack()
        finger.sees("Ready. It goes with your words.")
        finger.save()
        val item = attached().single()
        assertEquals("voice_note" to "audio/aac", item.kind to item.mediaType)
        assertTrue(taken().isEmpty())
    }

    @Test
    fun whoever_leaves_while_the_microphone_begins_is_not_listened_to() = runBlocking {
        var listens: Heard? = null
        val isBeginning = CompletableDeferred<Unit>()
        val mayBegin = CompletableDeferred<Unit>()
        val slow = object : Recorder {
            private val heard = Heard { listens = it }

            override fun begin(): InputStream {
                isBeginning.complete(Unit)
                runBlocking { mayBegin.await() }
                return heard.begin()
            }

            override fun end() = heard.end()
        }
        val media = PhoneMedia(app, { Idle }, { null }) { slow }
        val asks = launch(Dispatchers.Default) { media.take(Offer.MICROPHONE, "record_visit/half") }
        isBeginning.await()
        asks.cancel()
        mayBegin.complete(Unit)
        asks.join()
        assertTrue(asks.isCancelled)
        assertEquals(null, listens, "it listens, and nobody can end it")
    }

    @Test
    fun a_picture_that_is_very_long_has_a_point_to_each_side() {
        // A phone refuses to draw one that has none; what stands in for it here does not.
        assertEquals(3f / 20_000 to 1f, shrunk(20_000, 1, most = 3))
        assertEquals(1f to 1f, shrunk(2, 1, most = 3))
    }
}

/** Hands that may do everything, and do nothing. */
private object Idle : Hands {
    override fun share(file: Uri, name: String) = Unit
    override fun save(name: String) = Unit
    override fun pick(kind: String) = Unit
    override fun pickFolder() = Unit
    override fun capture(into: Uri) = Unit
    override fun may(what: String) = true
    override fun ask(what: String) = Unit
}

/** A microphone that hears the same all the time. */
internal class Heard(private val told: (Heard?) -> Unit) : Recorder {
    private val out = PipedOutputStream()

    override fun begin(): InputStream {
        val heard = PipedInputStream(out, 1 shl 16)
        out.write(byteArrayOf(0xFF.toByte(), 0xF1.toByte(), 0x50, 0x40) + ByteArray(2000) { it.toByte() })
        told(this)
        return heard
    }

    override fun end() {
        out.close()
        told(null)
    }
}
