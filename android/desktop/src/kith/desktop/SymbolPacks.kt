/**
 * Packs of symbols on a desktop: the one that is built in, drawn already; and a folder with an index and vector images. Such an
 * image comes from anywhere. One that could do anything but be drawn, or that would take long, draws nothing.
 */
package kith.desktop

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import java.io.File
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import java.util.concurrent.ConcurrentHashMap
import kith.ui.INDEX
import kith.ui.OwnSymbols
import kith.ui.Symbols
import kith.ui.symbolIndex
import org.jetbrains.skia.Data
import org.jetbrains.skia.Image
import org.jetbrains.skia.Surface
import org.jetbrains.skia.svg.SVGDOM

/** The points of a symbol, each way. */
private const val POINTS = 144

/** So long is a vector image at most, and so many parts are drawn twice in it. */
private const val LONGEST = 256 * 1024
private const val MOST_TWICE = 8

/** The pack that is built in, as scripts/symbols made it. */
internal object BuiltIn : Symbols {
    private val drawn = ConcurrentHashMap<String, ImageBitmap>()

    override fun of(name: String, word: String): ImageBitmap? = drawn[name] ?: read(name)?.also { drawn[name] = it }

    private fun read(name: String): ImageBitmap? =
        javaClass.getResourceAsStream("/symbols/$name.png")?.use { Image.makeFromEncoded(it.readBytes()).toComposeImageBitmap() }
}

/** A folder as a pack: `index.csv` (file, label, category) and the images that it names. A symbol is found by its word. */
public class SymbolFolder(private val folder: File) : OwnSymbols {
    private val files: Map<String, String> = try {
        symbolIndex(folder.resolve(INDEX).readLines())
    } catch (_: IOException) {
        emptyMap()
    }
    private val drawn = ConcurrentHashMap<String, ImageBitmap>()

    /** The words that it has a symbol for. */
    public val words: Set<String> get() = files.keys

    override fun of(name: String, word: String): ImageBitmap? {
        val file = files[word.lowercase()] ?: return null
        return drawn[file] ?: read(file)?.also { drawn[file] = it }
    }

    /** A name that leads out of the folder is none of its own. */
    private fun read(name: String): ImageBitmap? = try {
        val file = folder.resolve(name)
        if (file.canonicalFile.parentFile != folder.canonicalFile || file.length() > LONGEST) null else draw(file.readBytes())
    } catch (_: IOException) {
        null
    }
}

/** What is in no picture that is only drawn: programs, what is fetched or unpacked, other documents, and words in a letter of somewhere. */
private val UNSAFE = listOf(
    Regex("<!", RegexOption.IGNORE_CASE),
    Regex("<\\?xml-stylesheet", RegexOption.IGNORE_CASE),
    Regex("<([a-z]+:)?(script|foreignobject|image|feimage|iframe|animate|set|style|filter|text)\\b", RegexOption.IGNORE_CASE),
    Regex("\\son[a-z]+\\s*=", RegexOption.IGNORE_CASE),
    Regex("href\\s*=\\s*[\"'](?!#)", RegexOption.IGNORE_CASE),
    Regex("url\\(\\s*[\"']?(?!#)", RegexOption.IGNORE_CASE),
    Regex("javascript:|data:|@import", RegexOption.IGNORE_CASE),
)
private val TWICE = Regex("<([a-z]+:)?(use|pattern|mask|clippath)\\b", RegexOption.IGNORE_CASE)
private val COMMENT = Regex("<!--.*?-->", RegexOption.DOT_MATCHES_ALL)

/** Draws a vector image; nothing where it is not safe, or is none. */
internal fun draw(svg: ByteArray): ImageBitmap? {
    val text = try {
        Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(svg)).toString().replace(COMMENT, "")
    } catch (_: CharacterCodingException) {
        return null
    }
    if (svg.size > LONGEST || UNSAFE.any { it.containsMatchIn(text) } || TWICE.findAll(text).take(MOST_TWICE + 1).count() > MOST_TWICE) return null
    return try {
        SVGDOM(Data.makeFromBytes(text.toByteArray())).use { dom ->
            if (dom.root == null) return null
            dom.setContainerSize(POINTS.toFloat(), POINTS.toFloat())
            dom.root?.run {
                width = org.jetbrains.skia.svg.SVGLength(PERCENT, org.jetbrains.skia.svg.SVGLengthUnit.PERCENTAGE)
                height = org.jetbrains.skia.svg.SVGLength(PERCENT, org.jetbrains.skia.svg.SVGLengthUnit.PERCENTAGE)
            }
            Surface.makeRasterN32Premul(POINTS, POINTS).use { surface ->
                dom.render(surface.canvas)
                surface.makeImageSnapshot().toComposeImageBitmap()
            }
        }
    } catch (_: RuntimeException) {
        null
    }
}

private const val PERCENT = 100f
