/**
 * Photos and recordings on a phone. The phone's own camera app takes a photo into a file of ours, which goes as soon as the vault has
 * it; so no leave to use the camera is asked for. What the microphone hears goes through a pipe into the vault and lies in no file.
 */
package kith.phone

import android.Manifest
import android.content.ActivityNotFoundException
import android.content.Context
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Matrix
import android.media.MediaDataSource
import android.media.MediaPlayer
import android.net.Uri
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import androidx.core.content.FileProvider
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.FileNotFoundException
import java.io.IOException
import java.io.InputStream
import java.security.MessageDigest
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import kith.companion.Cleaned
import kith.companion.Incoming
import kith.companion.Medium
import kith.companion.PORTION_BYTES
import kith.companion.Portions
import kith.companion.SMALL_BYTES
import kith.companion.turnOf
import kith.ui.Media
import kith.ui.NotHad
import kith.ui.Offer
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** No side of a small picture is longer. */
private const val SMALL_POINTS = 320

/** No side of a photo that has to be written anew is longer. */
private const val NEW_POINTS = 4000

/** The phone's photos and recordings. It outlasts the activities, whose [hands] ask other apps. */
public class PhoneMedia(private val context: Context, private val hands: () -> Hands?, private val choose: suspend (String) -> Uri?, private val recorder: () -> Recorder) : Media {
    private val folder get() = context.filesDir.resolve(TAKEN).apply { mkdirs() }
    private var capturing: CompletableDeferred<Boolean>? = null
    private var asking: CompletableDeferred<Boolean>? = null
    @Volatile private var inFlight: File? = null

    /** Photos that somebody took in since the app was started: a form that is drawn anew takes none of them twice. */
    private val handed = ConcurrentHashMap.newKeySet<File>()

    /** Whether the camera app is in front, or somebody is asked for leave. */
    internal val isAsking: Boolean get() = capturing != null || asking != null

    override val offers: List<Offer> = Offer.entries

    override suspend fun take(offer: Offer, draft: String): Incoming? = when (offer) {
        Offer.CAMERA -> capture(draft)
        Offer.PHOTO -> choose("image/*")?.let { file -> PhonePhoto({ open(file) }) {} }
        Offer.SOUND -> choose("audio/*")?.let { file -> PhoneSound { open(file) } }
        Offer.MICROPHONE -> record()
    }

    override suspend fun left(draft: String): Incoming? = withContext(Dispatchers.IO) {
        val mine = folder.listFiles { file -> file.name.startsWith(named(draft)) && file != inFlight }.orEmpty()
        mine.filter { it.length() == 0L }.forEach(File::delete)
        mine.firstOrNull { it.length() > 0 && handed.add(it) }?.let(::taken)
    }

    /** The camera app is done; whether it took a photo. Whoever asked may be gone: the photo waits for the draft. */
    internal fun captured(isTaken: Boolean) {
        val file = inFlight
        inFlight = null
        if (!isTaken) file?.delete()
        capturing?.complete(isTaken)
        capturing = null
    }

    /** Somebody said whether the microphone may be used. */
    internal fun allowed(isAllowed: Boolean) {
        asking?.complete(isAllowed)
        asking = null
    }

    private suspend fun capture(draft: String): Incoming? {
        val hands = hands() ?: return null
        val file = withContext(Dispatchers.IO) { folder }.resolve("${named(draft)}-${UUID.randomUUID()}.jpg")
        val answer = CompletableDeferred<Boolean>()
        capturing = answer
        // It is named before it is there: an empty file that nobody waits for is let go of.
        inFlight = file
        withContext(Dispatchers.IO) { file.createNewFile() }
        try {
            hands.capture(FileProvider.getUriForFile(context, "${context.packageName}.files", file))
        } catch (_: ActivityNotFoundException) {
            captured(false)
            throw NotHad("app-no-camera", "app-no-camera-next")
        }
        return if (answer.await() && file.length() > 0 && handed.add(file)) taken(file) else null
    }

    private fun taken(file: File) = PhonePhoto(file::inputStream) { file.delete() }

    /** A draft by a name that says nothing of anybody. */
    private fun named(draft: String): String =
        MessageDigest.getInstance("SHA-256").digest(draft.toByteArray()).take(12).joinToString("") { "%02x".format(it) }

    private suspend fun record(): Incoming? {
        val hands = hands() ?: return null
        if (!hands.may(Manifest.permission.RECORD_AUDIO)) {
            val answer = CompletableDeferred<Boolean>()
            asking = answer
            hands.ask(Manifest.permission.RECORD_AUDIO)
            if (!answer.await()) throw NotHad("app-no-microphone", "app-no-microphone-next")
        }
        var made: Voice? = null
        return try {
            // To its end, or it would go on listening for nobody.
            withContext(NonCancellable + Dispatchers.IO) { Voice(recorder()).also { made = it } }
        } catch (gone: CancellationException) {
            // Whoever wanted it left while it began, and was not given it.
            withContext(NonCancellable + Dispatchers.IO) { made?.close(isOver = true) }
            throw gone
        } catch (_: IOException) {
            throw NotHad("app-no-microphone", "app-no-microphone-next")
        } catch (_: RuntimeException) {
            // Another app has it.
            throw NotHad("app-no-microphone", "app-no-microphone-next")
        }
    }

    private fun open(file: Uri): InputStream = context.contentResolver.openInputStream(file) ?: throw FileNotFoundException()

    override suspend fun picture(of: Portions, most: Int): ImageBitmap? = withContext(Dispatchers.Default) { drawn(most) { of.stream() } }

    override suspend fun picture(of: ByteArray): ImageBitmap? = withContext(Dispatchers.Default) { drawn(2 * SMALL_POINTS) { of.inputStream() } }

    private fun drawn(most: Int, open: () -> InputStream): ImageBitmap? = try {
        pictured(most, open)?.asImageBitmap()
    } catch (_: IOException) {
        null
    }

    override suspend fun play(sound: Portions): Boolean = withContext(Dispatchers.IO) {
        val player = MediaPlayer()
        try {
            val ended = CompletableDeferred<Boolean>()
            player.setOnCompletionListener { ended.complete(true) }
            player.setOnErrorListener { _, _, _ -> ended.complete(false) }
            player.setDataSource(Read(sound))
            player.prepare()
            player.start()
            ended.await()
        } catch (_: IOException) {
            false
        } catch (_: IllegalStateException) {
            false
        } finally {
            player.release()
        }
    }

    private companion object {
        /** As res/xml/files.xml has it. */
        const val TAKEN = "taken"
    }
}

/** The bytes of a recording, for the phone's player. */
private class Read(private val sound: Portions) : MediaDataSource() {
    override fun getSize(): Long = sound.length

    override fun readAt(position: Long, buffer: ByteArray, offset: Int, size: Int): Int {
        if (position >= sound.length) return -1
        val bytes = sound.at(position, minOf(size, PORTION_BYTES))
        bytes.copyInto(buffer, offset)
        return if (bytes.isEmpty()) -1 else bytes.size
    }

    override fun close() = Unit
}

/** A photo, without what is in it besides the picture. It lies where it is read from until it is [over]. */
internal class PhonePhoto(private val open: () -> InputStream, private val over: () -> Unit) : Incoming {
    override val medium = Medium.PHOTO
    private val opening = lazy(open)
    private val cleaned by lazy {
        Cleaned.of(opening.value) ?: Cleaned.of(written(pictured(NEW_POINTS, open) ?: throw IOException("no picture"), 90).inputStream())
    }

    override fun next(): ByteArray? = cleaned?.next()

    override fun small(): ByteArray? {
        val picture = pictured(SMALL_POINTS, open) ?: return null
        return listOf(80, 50, 20).map { quality -> written(picture, quality) }.firstOrNull { it.size <= SMALL_BYTES }
    }

    override fun close(isOver: Boolean) {
        if (opening.isInitialized()) opening.value.close()
        if (isOver) over()
    }
}

/** A recording of a file. */
internal class PhoneSound(open: () -> InputStream) : Incoming {
    override val medium = Medium.SOUND
    private val opening = lazy(open)

    override fun next(): ByteArray? = opening.value.readNBytes(PORTION_BYTES).takeIf { it.isNotEmpty() }

    override fun close(isOver: Boolean) {
        if (opening.isInitialized()) opening.value.close()
    }
}

/** By how much each side becomes smaller, for none to be longer than [most]; of a picture that is very long the other has one point left. */
internal fun shrunk(width: Int, height: Int, most: Int): Pair<Float, Float> {
    val scale = (most.toFloat() / maxOf(width, height)).coerceAtMost(1f)
    return (width * scale).coerceAtLeast(1f) / width to (height * scale).coerceAtLeast(1f) / height
}

/** A picture, upright, no side of it longer than this: of a large one only every so many points are unpacked. */
@Throws(IOException::class)
internal fun pictured(most: Int, open: () -> InputStream): Bitmap? {
    val size = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    open().use { BitmapFactory.decodeStream(it, null, size) }
    if (size.outWidth <= 0 || size.outHeight <= 0) return null
    val asked = BitmapFactory.Options().apply { inSampleSize = Integer.highestOneBit((maxOf(size.outWidth, size.outHeight) / most).coerceAtLeast(1)) }
    val read = open().use { BitmapFactory.decodeStream(it, null, asked) } ?: return null
    val (across, down) = shrunk(read.width, read.height, most)
    val turned = Matrix().apply {
        postScale(across, down)
        upright(open().use(::turnOf))
    }
    return Bitmap.createBitmap(read, 0, 0, read.width, read.height, turned, true)
}

/** Turned upright, by the numbers of Exif. */
private fun Matrix.upright(turn: Int) {
    if (turn in listOf(2, 4, 5, 7)) postScale(-1f, 1f)
    val degrees = when (turn) {
        3, 4 -> 180f
        5, 8 -> 270f
        6, 7 -> 90f
        else -> 0f
    }
    postRotate(degrees)
}

private fun written(picture: Bitmap, quality: Int): ByteArray =
    ByteArrayOutputStream().also { picture.compress(Bitmap.CompressFormat.JPEG, quality, it) }.toByteArray()
