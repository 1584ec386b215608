/** Photos and recordings on a desktop: chosen among its files, drawn by what Java has, and played where Java knows their kind. */
package kith.desktop

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import java.awt.RenderingHints
import java.awt.geom.AffineTransform
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import java.io.InputStream
import javax.imageio.IIOImage
import javax.imageio.ImageIO
import javax.imageio.ImageWriteParam
import javax.imageio.stream.MemoryCacheImageInputStream
import javax.sound.sampled.AudioSystem
import javax.sound.sampled.LineUnavailableException
import javax.sound.sampled.UnsupportedAudioFileException
import kith.companion.Cleaned
import kith.companion.Incoming
import kith.companion.Medium
import kith.companion.PORTION_BYTES
import kith.companion.Portions
import kith.companion.SMALL_BYTES
import kith.companion.turnOf
import kith.ui.Media
import kith.ui.Offer
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.isActive
import kotlinx.coroutines.withContext

/** No side of a small picture is longer. */
private const val SMALL_POINTS = 320

/** No side of a photo that has to be written anew is longer. */
private const val NEW_POINTS = 4000

/** A desktop's photos and recordings; [choose] asks for a file. */
public class DesktopMedia(private val choose: () -> File?) : Media {
    override val offers: List<Offer> = listOf(Offer.PHOTO, Offer.SOUND)

    override suspend fun take(offer: Offer, draft: String): Incoming? = withContext(Dispatchers.IO) {
        choose()?.let { file -> if (offer == Offer.PHOTO) PhotoFile(file) else SoundFile(file) }
    }

    override suspend fun picture(of: Portions, most: Int): ImageBitmap? = withContext(Dispatchers.Default) {
        drawn(most) { of.stream() }
    }

    override suspend fun picture(of: ByteArray): ImageBitmap? = withContext(Dispatchers.Default) { drawn(SMALL_POINTS * 2) { of.inputStream() } }

    private fun drawn(most: Int, open: () -> InputStream): ImageBitmap? = try {
        pictured(most, open)?.toComposeImageBitmap()
    } catch (_: IOException) {
        null
    }

    override suspend fun play(sound: Portions): Boolean = withContext(Dispatchers.IO) {
        try {
            AudioSystem.getAudioInputStream(sound.stream().buffered()).use { from ->
                AudioSystem.getSourceDataLine(from.format).use { line ->
                    line.open(from.format)
                    line.start()
                    val portion = ByteArray(PORTION_BYTES / 16)
                    while (isActive) {
                        val count = from.read(portion)
                        if (count < 0) break
                        line.write(portion, 0, count)
                    }
                    if (isActive) line.drain()
                }
            }
            true
        } catch (_: UnsupportedAudioFileException) {
            false
        } catch (_: LineUnavailableException) {
            false
        } catch (_: IllegalArgumentException) {
            // No loudspeaker.
            false
        } catch (_: IOException) {
            false
        }
    }
}

/** A photo of a file, without what is in it besides the picture. */
internal class PhotoFile(private val file: File) : Incoming {
    override val medium = Medium.PHOTO
    private val stream by lazy { file.inputStream() }

    /** As it is but for what a camera wrote into it; where that cannot be told apart, the picture is written anew. */
    private val cleaned by lazy {
        Cleaned.of(stream) ?: Cleaned.of(written(pictured(NEW_POINTS, file::inputStream) ?: throw IOException("no picture"), 0.9f).inputStream())
    }

    override fun next(): ByteArray? = cleaned?.next()

    override fun small(): ByteArray? {
        val picture = pictured(SMALL_POINTS, file::inputStream) ?: return null
        return listOf(0.8f, 0.5f, 0.2f).firstNotNullOfOrNull { quality -> written(picture, quality).takeIf { it.size <= SMALL_BYTES } }
    }

    override fun close(isOver: Boolean) = stream.close()
}

/** A recording of a file. */
internal class SoundFile(private val file: File) : Incoming {
    override val medium = Medium.SOUND
    private val stream by lazy { file.inputStream() }

    override fun next(): ByteArray? = stream.readNBytes(PORTION_BYTES).takeIf { it.isNotEmpty() }

    override fun close(isOver: Boolean) = stream.close()
}

/** A picture, upright, no side of it longer than this. It is never unpacked whole: of a large one every so many points are read. */
@Throws(IOException::class)
internal fun pictured(most: Int, open: () -> InputStream): BufferedImage? {
    val turn = open().use(::turnOf)
    // Java's own way would lay the photo down in a file.
    val read = open().use { from ->
        MemoryCacheImageInputStream(from).use { input ->
            val reader = ImageIO.getImageReaders(input).asSequence().firstOrNull() ?: return null
            reader.input = input
            val longest = maxOf(reader.getWidth(0), reader.getHeight(0))
            val step = (longest / (2 * most)).coerceAtLeast(1)
            val asked = reader.defaultReadParam.apply { setSourceSubsampling(step, step, 0, 0) }
            reader.read(0, asked).also { reader.dispose() }
        }
    }
    val scale = (most.toDouble() / maxOf(read.width, read.height)).coerceAtMost(1.0)
    val (wide, high) = (read.width * scale).toInt().coerceAtLeast(1) to (read.height * scale).toInt().coerceAtLeast(1)
    val isAcross = turn >= ACROSS
    return BufferedImage(if (isAcross) high else wide, if (isAcross) wide else high, BufferedImage.TYPE_INT_RGB).apply {
        createGraphics().run {
            setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC)
            color = java.awt.Color(PAPER)
            fillRect(0, 0, width, height)
            transform(upright(turn, wide.toDouble(), high.toDouble()))
            drawImage(read, 0, 0, wide, high, null)
            dispose()
        }
    }
}

/** From here on a picture lies on its side. */
private const val ACROSS = 5

/** What shows through a picture. */
private const val PAPER = 0xFFFFFF

/** What turns a picture upright, by the numbers of Exif. */
private fun upright(turn: Int, wide: Double, high: Double): AffineTransform = when (turn) {
    2 -> AffineTransform(-1.0, 0.0, 0.0, 1.0, wide, 0.0)
    3 -> AffineTransform(-1.0, 0.0, 0.0, -1.0, wide, high)
    4 -> AffineTransform(1.0, 0.0, 0.0, -1.0, 0.0, high)
    5 -> AffineTransform(0.0, 1.0, 1.0, 0.0, 0.0, 0.0)
    6 -> AffineTransform(0.0, 1.0, -1.0, 0.0, high, 0.0)
    7 -> AffineTransform(0.0, -1.0, -1.0, 0.0, high, wide)
    8 -> AffineTransform(0.0, -1.0, 1.0, 0.0, 0.0, wide)
    else -> AffineTransform()
}

/** As JPEG, with nothing in it but the picture. */
private fun written(picture: BufferedImage, quality: Float): ByteArray {
    val out = ByteArrayOutputStream()
    val writer = ImageIO.getImageWritersByFormatName("jpeg").next()
    ImageIO.createImageOutputStream(out).use { to ->
        writer.output = to
        val asked = writer.defaultWriteParam.apply {
            compressionMode = ImageWriteParam.MODE_EXPLICIT
            compressionQuality = quality
        }
        writer.write(null, IIOImage(picture, null, null), asked)
    }
    writer.dispose()
    return out.toByteArray()
}
