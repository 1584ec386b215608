/**
 * Symbols of somebody's own on a phone: the PNG pictures of a folder that they choose. Each is read once, within bounds and by the phone's
 * own reader, and written anew, small, into a folder of the app. Vector images are left out: a phone has no reader of them, and one
 * written by hand would be what hostile ones are made for (decision 48).
 */
package kith.phone

import android.content.Context
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.net.Uri
import android.provider.DocumentsContract
import android.provider.DocumentsContract.Document
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import java.io.File
import java.io.IOException
import java.util.Optional
import java.util.concurrent.ConcurrentHashMap
import kith.ui.INDEX
import kith.ui.NotHad
import kith.ui.OwnSymbols
import kith.ui.symbolIndex
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** A folder that somebody chose. */
internal interface Chosen {
    /** The bytes of a file that lies in it, and no deeper; nothing where there is none, or it is longer than [most]. */
    @Throws(IOException::class)
    fun read(name: String, most: Int): ByteArray?
}

/** The pack, in [folder]. */
internal class PhoneSymbols(private val folder: File, private val pick: suspend () -> Chosen?) : OwnSymbols {
    @Volatile
    private var files = files(folder)
    private val drawn = ConcurrentHashMap<String, Optional<ImageBitmap>>()

    override val isChosen = true

    override fun of(name: String, word: String): ImageBitmap? {
        val file = files[word.lowercase()] ?: return null
        return drawn.getOrPut(file) { Optional.ofNullable(BitmapFactory.decodeFile(folder.resolve(file).path)?.asImageBitmap()) }.orElse(null)
    }

    override suspend fun choose(): Int? {
        val chosen = pick() ?: return null
        val new = folder.resolveSibling("${folder.name}.new")
        val taken = withContext(Dispatchers.IO) {
            new.deleteRecursively()
            new.mkdirs()
            try {
                take(chosen, new)
            } catch (_: IOException) {
                0
            }
        }
        if (taken == 0) throw NotHad("app-symbols-none", "app-symbols-none-next")
        withContext(Dispatchers.IO) {
            folder.deleteRecursively()
            new.renameTo(folder)
        }
        files = files(folder)
        drawn.clear()
        return taken
    }

    /** Takes in what can be drawn, with an index of its own. */
    private fun take(chosen: Chosen, into: File): Int {
        val index = chosen.read(INDEX, LONGEST)?.decodeToString() ?: return 0
        val taken = symbolIndex(index.lines()).entries.take(MOST).mapIndexedNotNull { place, (word, name) ->
            val picture = chosen.read(name, LONGEST)?.let(::small) ?: return@mapIndexedNotNull null
            into.resolve("$place.png").outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
            "$place.png,$word"
        }
        into.resolve(INDEX).writeText((listOf("file,label") + taken).joinToString("\n"))
        return taken.size
    }

    private fun files(folder: File): Map<String, String> = try {
        symbolIndex(folder.resolve(INDEX).readLines())
    } catch (_: IOException) {
        emptyMap()
    }

    private companion object {
        /** So many pictures are taken in, and so long is a file of them. */
        const val MOST = 2_000
        const val LONGEST = 1024 * 1024
    }
}

/** The points of a symbol, each way, and of a picture that one is made of. */
private const val POINTS = 144
private const val MOST_POINTS = 4096

/** A PNG picture as small as it is shown; nothing where it is none, or one that would fill the memory. */
internal fun small(bytes: ByteArray): Bitmap? {
    val options = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeByteArray(bytes, 0, bytes.size, options)
    val (width, height) = options.outWidth to options.outHeight
    if (options.outMimeType != "image/png" || width !in 1..MOST_POINTS || height !in 1..MOST_POINTS) return null
    options.inJustDecodeBounds = false
    options.inSampleSize = maxOf(1, Integer.highestOneBit(maxOf(width, height) / POINTS))
    val read = BitmapFactory.decodeByteArray(bytes, 0, bytes.size, options) ?: return null
    val scale = POINTS.toFloat() / maxOf(read.width, read.height)
    return Bitmap.createScaledBitmap(read, (read.width * scale).toInt().coerceAtLeast(1), (read.height * scale).toInt().coerceAtLeast(1), true)
}

/** A folder as the phone's list of files gives it. */
internal class ChosenTree(private val context: Context, private val tree: Uri) : Chosen {
    private val files: Map<String, Uri> by lazy {
        val folder = DocumentsContract.buildChildDocumentsUriUsingTree(tree, DocumentsContract.getTreeDocumentId(tree))
        val asked = arrayOf(Document.COLUMN_DISPLAY_NAME, Document.COLUMN_DOCUMENT_ID)
        val found = mutableMapOf<String, Uri>()
        context.contentResolver.query(folder, asked, null, null, null)?.use {
            while (it.moveToNext()) found[it.getString(0)] = DocumentsContract.buildDocumentUriUsingTree(tree, it.getString(1))
        }
        found
    }

    override fun read(name: String, most: Int): ByteArray? = try {
        val bytes = files[name]?.let(context.contentResolver::openInputStream)?.use { it.readNBytes(most + 1) }
        bytes?.takeIf { it.size <= most }
    } catch (no: SecurityException) {
        throw IOException(no)
    }
}
