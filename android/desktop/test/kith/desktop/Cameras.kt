/** Photos and recordings for tests: made here, as a camera and a microphone would. */
package kith.desktop

import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import java.util.concurrent.CountDownLatch
import javax.imageio.ImageIO
import kith.companion.Incoming
import kith.companion.Medium
import kith.ui.Media
import kith.ui.NotHad
import kith.ui.Offer

/** What stands in a photo and must not leave the device. */
internal const val PLACE = "51.4816N 3.1791W"

/** A photo as a camera makes it: lying on its side, with where it was taken, and with a film behind it. */
internal fun photo(wide: Int, high: Int): ByteArray {
    val image = BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB)
    for (y in 0 until high) for (x in 0 until wide) image.setRGB(x, y, if (x < wide / 2) 0x305080 + (x * y % 64) else 0xD09030 + (x * y % 32))
    val out = ByteArrayOutputStream()
    ImageIO.write(image, "jpeg", out)
    val plain = out.toByteArray()
    val tiff = byteArrayOf('I'.code.toByte(), 'I'.code.toByte(), 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0)
    val exif = "Exif".toByteArray() + byteArrayOf(0, 0) + tiff + PLACE.toByteArray()
    fun segment(marker: Int, body: ByteArray) =
        byteArrayOf(0xFF.toByte(), marker.toByte(), ((body.size + 2) shr 8).toByte(), (body.size + 2).toByte()) + body
    return plain.copyOf(2) + segment(0xE1, exif) + segment(0xE1, "http://ns.adobe.com/xap/1.0/ $PLACE".toByteArray()) + segment(0xFE, PLACE.toByteArray()) +
        plain.drop(2).toByteArray() + "film $PLACE".toByteArray()
}

/** A file with it. */
internal fun File.with(bytes: ByteArray): File = apply { writeBytes(bytes) }

/** A recording that Java can play: a second of it. */
internal fun sound(): ByteArray {
    val rate = 8000
    fun number(value: Int, bytes: Int) = ByteArray(bytes) { (value shr (8 * it)).toByte() }
    val body = ByteArray(rate) { (128 + 60 * kotlin.math.sin(it / 3.0)).toInt().toByte() }
    return "RIFF".toByteArray() + number(36 + body.size, 4) + "WAVEfmt ".toByteArray() + number(16, 4) + number(1, 2) + number(1, 2) + number(rate, 4) +
        number(rate, 4) + number(1, 2) + number(8, 2) + "data".toByteArray() + number(body.size, 4) + body
}

/** A microphone that gives so many portions of a recording, and then waits until it is stopped. */
internal class Microphone(private val portions: Int, private val portion: Int) : Incoming {
    override val medium = Medium.SOUND
    override val isLive = true
    private val stopped = CountDownLatch(1)
    private var given = 0

    override val seconds: Int get() = given * SECONDS / portions.coerceAtLeast(1)

    override fun next(): ByteArray? {
        if (given == portions) {
            stopped.await()
            return null
        }
        given++
        val begins = if (given == 1) byteArrayOf(0xFF.toByte(), 0xF1.toByte(), 0x50, 0x40) else ByteArray(0)
        return begins + ByteArray(portion - begins.size) { (it * 31 + given).toByte() }
    }

    override fun stop() = stopped.countDown()

    private companion object {
        const val SECONDS = 30 * 60
    }
}

/** Bytes of a photo that end in the middle. */
internal class Torn(private val from: ByteArray) : Incoming {
    override val medium = Medium.PHOTO
    private var given = false

    override fun next(): ByteArray {
        if (given) throw IOException("the card was pulled out")
        given = true
        return from.copyOf(from.size / 2)
    }
}

/** A machine with a camera and a microphone. */
internal class WithCamera(private val media: DesktopMedia, private val give: (Offer) -> Incoming?) : Media by media {
    override val offers = Offer.entries.toList()

    override suspend fun take(offer: Offer, draft: String): Incoming? = give(offer)
}

/** Nobody may use the microphone. */
internal val noMicrophone: (Offer) -> Incoming? = { throw NotHad("app-no-microphone", "app-no-microphone-next") }
