/** The phone as the app's machine: what is small, the typeface, files that come and files that go. */
package kith.phone

import android.content.Context
import android.graphics.BitmapFactory
import android.net.Uri
import android.provider.OpenableColumns
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.core.content.FileProvider
import java.io.File
import java.io.IOException
import java.util.UUID
import java.util.Optional
import java.util.concurrent.ConcurrentHashMap
import kith.ui.NotHad
import kith.ui.OwnSymbols
import kith.ui.Platform
import kith.ui.Speech
import kith.ui.Symbols
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.withContext

/**
 * No larger file is read: a bundle has 192 MiB of parcels and 24 MiB of pieces at the most, and whoever sends more wants to fill the
 * memory.
 */
internal const val MOST_BYTES: Int = 256 * 1024 * 1024

/** Files that were handed on are let go of after so long: whoever took one has read it by then. */
private const val DAY_MS = 24 * 60 * 60 * 1000L

/** What only an activity can do. */
public interface Hands {
    /** Shows whom a file could be handed to. */
    public fun share(file: Uri, name: String)

    /** Lets somebody save a text where they want it; [picked] is told of the place. */
    public fun save(name: String)

    /** Lets somebody choose a file of a kind; [picked] is told of it. */
    public fun pick(kind: String)

    /** Lets somebody choose a folder; [picked] is told of it. */
    public fun pickFolder()

    /** Lets the phone's camera app take a photo into a file of ours; [PhoneMedia.captured] is told. */
    public fun capture(into: Uri)

    /** Whether the app may do something. */
    public fun may(what: String): Boolean

    /** Asks for leave; [PhoneMedia.allowed] is told. */
    public fun ask(what: String)
}

/** The phone. It outlasts its activities. */
public class Phone(
    private val context: Context,
    recorder: () -> Recorder,
    voices: Voices,
    private val mostBytes: Int = MOST_BYTES,
) : Platform, Remembered {
    private val small = context.getSharedPreferences("wishes", Context.MODE_PRIVATE)
    private val coming = MutableStateFlow<String?>(null)

    /** The file that arrived; it fails where there is too much of it. */
    private var came: (() -> ByteArray)? = null
    private var waiting: CompletableDeferred<Uri?>? = null

    /** Whether somebody is choosing a place or a file, or is asked for a photo, elsewhere on the phone. */
    public val isAsking: Boolean get() = waiting?.isActive == true || media.isAsking

    /** The activity that is there. */
    public var hands: Hands? = null

    /** The pack that is built in, as scripts/symbols made it. */
    override val symbols: Symbols = Symbols { name, _ -> drawn.getOrPut(name) { symbol(name) }.orElse(null) }
    private val drawn = ConcurrentHashMap<String, Optional<ImageBitmap>>()

    override val ownSymbols: OwnSymbols = PhoneSymbols(context.noBackupFilesDir.resolve("symbols")) {
        hands?.let { hands -> asked(hands::pickFolder) }?.let { ChosenTree(context, it) }
    }

    private fun symbol(name: String): Optional<ImageBitmap> = try {
        Optional.ofNullable(context.assets.open("symbols/$name.png").use(BitmapFactory::decodeStream)?.asImageBitmap())
    } catch (_: IOException) {
        Optional.empty()
    }

    override val media = PhoneMedia(context, { hands }, ::picked, recorder)

    override val speech: Speech get() = aloud

    internal val aloud = Aloud(voices)

    override val family: FontFamily = FontFamily(
        listOf(400 to FontWeight.Normal, 600 to FontWeight.SemiBold, 700 to FontWeight.Bold)
            .map { (file, weight) -> Font("fonts/$file.ttf", context.assets, weight) },
    )

    override val arrived: StateFlow<String?> = coming.asStateFlow()

    override fun kept(name: String): String? = small.getString(name, null)

    override fun keep(name: String, value: String) {
        small.edit().putString(name, value).apply()
    }

    override suspend fun handOver(name: String, bytes: ByteArray): Boolean {
        val hands = hands ?: return false
        // A recovery sheet opens everything: no other app is offered it, and it is written only where somebody says.
        if (name.endsWith(".txt")) {
            val place = asked { hands.save(name) } ?: return false
            return write(place, bytes)
        }
        hands.share(withContext(Dispatchers.IO) { outgoing(name, bytes) }, name)
        return true
    }

    override suspend fun choose(): ByteArray? {
        came?.let { read ->
            came = null
            coming.value = null
            return read()
        }
        return picked("*/*")?.let { read(it) }
    }

    private suspend fun picked(kind: String): Uri? = hands?.let { hands -> asked { hands.pick(kind) } }

    /** A file that somebody opened with the app. Whoever chooses it next is told where it is too large. */
    public suspend fun arrives(file: Uri) {
        came = try {
            read(file)?.let { bytes -> ({ bytes }) } ?: return
        } catch (no: NotHad) {
            ({ throw no })
        }
        coming.value = name(file)
    }

    /** The place or file that somebody chose; nothing where they gave up. Whoever waited for it may be gone. */
    public suspend fun picked(file: Uri?, toRead: Boolean) {
        val waits = waiting
        waiting = null
        if (waits != null && waits.isActive) waits.complete(file) else if (file != null && toRead) arrives(file)
    }

    private suspend fun asked(ask: () -> Unit): Uri? {
        val answer = CompletableDeferred<Uri?>()
        waiting = answer
        ask()
        return try {
            answer.await()
        } finally {
            answer.cancel()
        }
    }

    private suspend fun read(file: Uri): ByteArray? = withContext(Dispatchers.IO) {
        try {
            // One byte more tells what is too large from what just fits. Half a file would be a damaged one.
            context.contentResolver.openInputStream(file)?.use { it.readNBytes(mostBytes + 1) }?.also { if (it.size > mostBytes) throw tooLarge() }
        } catch (_: OutOfMemoryError) {
            throw tooLarge()
        } catch (_: IOException) {
            null
        } catch (_: SecurityException) {
            null
        }
    }

    private fun tooLarge() = NotHad("error-import-too-large", "app-not-read-next")

    private suspend fun write(place: Uri, bytes: ByteArray): Boolean = withContext(Dispatchers.IO) {
        try {
            context.contentResolver.openOutputStream(place)?.use { it.write(bytes) } != null
        } catch (_: IOException) {
            false
        }
    }

    private fun name(file: Uri): String {
        val told = context.contentResolver.query(file, arrayOf(OpenableColumns.DISPLAY_NAME), null, null, null)
        return told?.use { if (it.moveToFirst()) it.getString(0) else null } ?: file.lastPathSegment.orEmpty()
    }

    /** A file for another app to read, by a name that nobody can guess. */
    private fun outgoing(name: String, bytes: ByteArray): Uri {
        val folder = context.cacheDir.resolve(OUTGOING)
        folder.listFiles().orEmpty().filter { it.lastModified() < System.currentTimeMillis() - DAY_MS }.forEach(File::deleteRecursively)
        val file = folder.resolve(UUID.randomUUID().toString()).apply { mkdirs() }.resolve(name)
        file.writeBytes(bytes)
        return FileProvider.getUriForFile(context, "${context.packageName}.files", file)
    }

    private companion object {
        /** As res/xml/files.xml has it. */
        const val OUTGOING = "outgoing"
    }
}
