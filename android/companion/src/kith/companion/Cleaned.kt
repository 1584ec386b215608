/**
 * A photo without what a camera writes into it beside the picture: where it was taken, when, by which camera, and a second picture or
 * a film behind the first. The picture itself is not touched. What is kept is what is needed to draw it; anything else goes, whatever
 * it is, so that what a camera will write some day goes too.
 */
package kith.companion

import java.io.BufferedInputStream
import java.io.EOFException
import java.io.IOException
import java.io.InputStream

/** A photo as it comes, with what it is turned by. */
public class Cleaned internal constructor(private val parts: Iterator<ByteArray>) {
    /** The next bytes of it; nothing at its end. */
    @Throws(IOException::class)
    public fun next(): ByteArray? {
        if (!parts.hasNext()) return null
        var bytes = parts.next()
        while (bytes.size < PORTION_BYTES && parts.hasNext()) bytes += parts.next()
        return bytes
    }

    public companion object {
        /** A photo that is read from here; nothing where it is of a kind of which that cannot be told. */
        @Throws(IOException::class)
        public fun of(from: InputStream): Cleaned? {
            val all = BufferedInputStream(from, PORTION_BYTES)
            all.mark(PNG.size)
            val begins = all.readNBytes(PNG.size)
            all.reset()
            return when {
                begins.contentEquals(PNG) -> Cleaned(png(all).iterator())
                begins.size > 2 && begins[0] == 0xFF.toByte() && begins[1] == 0xD8.toByte() -> Cleaned(jpeg(all).iterator())
                else -> null
            }
        }
    }
}

/** How a photo has to be turned to stand upright, by the numbers of Exif: 1 where it stands so already. */
@Throws(IOException::class)
public fun turnOf(photo: InputStream): Int {
    val from = BufferedInputStream(photo)
    if (from.read() != 0xFF || from.read() != 0xD8) return 1
    while (true) {
        val marker = from.marker()
        if (marker == SCAN || marker == END) return 1
        if (marker in ALONE) continue
        val body = from.exactly((from.exactly(2).number(0, 2) - 2).toInt().also { if (it < 0) throw IOException("a length") })
        if (marker == EXIF) turned(body)?.let { return it }
    }
}

private val PNG = byteArrayOf(0x89.toByte(), 'P'.code.toByte(), 'N'.code.toByte(), 'G'.code.toByte(), 13, 10, 26, 10)

/** The chunks that draw. */
private val DRAWN = setOf("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "bKGD")

private fun png(from: InputStream): Sequence<ByteArray> = sequence {
    yield(from.exactly(PNG.size))
    do {
        val head = from.exactly(8)
        var left = head.number(0, 4) + 4
        val name = String(head, 4, 4, Charsets.ISO_8859_1)
        val isDrawn = name in DRAWN
        if (isDrawn) yield(head)
        while (left > 0) {
            val part = from.exactly(minOf(left, PORTION_BYTES.toLong()).toInt())
            if (isDrawn) yield(part)
            left -= part.size
        }
    } while (name != "IEND")
}

private const val END = 0xD9
private const val SCAN = 0xDA
private const val EXIF = 0xE1
private const val COMMENT = 0xFE

/** Markers that stand alone. */
private val ALONE = setOf(0x01) + (0xD0..0xD8)

private fun jpeg(from: BufferedInputStream): Sequence<ByteArray> = sequence {
    var marker = from.marker()
    while (marker != END) {
        if (marker in ALONE) {
            yield(segment(marker))
            marker = from.marker()
            continue
        }
        val length = from.exactly(2)
        val body = from.exactly((length.number(0, 2) - 2).toInt().also { if (it < 0) throw IOException("a length") })
        if (isDrawn(marker, body)) yield(segment(marker) + length + body)
        if (marker == EXIF) turned(body)?.let { yield(turning(it)) }
        marker = if (marker == SCAN) scan(from) else from.marker()
    }
    yield(segment(END))
}

private fun segment(marker: Int) = byteArrayOf(0xFF.toByte(), marker.toByte())

/** Whether a picture needs it: its tables, its size, and of what applications write the colours alone. */
private fun isDrawn(marker: Int, body: ByteArray): Boolean = when (marker) {
    COMMENT -> false
    0xE0 -> body.begins("JFIF")
    0xE2 -> body.begins("ICC_PROFILE")
    0xEE -> body.begins("Adobe")
    in 0xE1..0xEF -> false
    else -> true
}

/** The picture's own data, up to the next marker; that is given back. */
private suspend fun SequenceScope<ByteArray>.scan(from: BufferedInputStream): Int {
    val portion = ByteArray(PORTION_BYTES)
    var count = 0
    while (true) {
        if (count > portion.size - 2) {
            yield(portion.copyOf(count))
            count = 0
        }
        val byte = from.one()
        if (byte != 0xFF) {
            portion[count++] = byte.toByte()
            continue
        }
        var next = from.one()
        while (next == 0xFF) next = from.one()
        if (next != 0 && next !in 0xD0..0xD7) {
            yield(portion.copyOf(count))
            return next
        }
        portion[count++] = 0xFF.toByte()
        portion[count++] = next.toByte()
    }
}

/** How the picture is to be turned, 2 to 8, as a camera says it; nothing where it stands upright. */
private fun turned(body: ByteArray): Int? {
    val start = 6
    if (!body.begins("Exif") || body.size < start + 8) return null
    val isLittle = body[start] == 'I'.code.toByte()
    fun at(place: Int, size: Int): Int? =
        if (place < 0 || start + place + size > body.size) null else body.number(start + place, size, isLittle).toInt()
    val directory = at(4, 4) ?: return null
    val count = at(directory, 2) ?: return null
    val entry = (0 until count).map { directory + 2 + 12 * it }.firstOrNull { at(it, 2) == TURN } ?: return null
    return at(entry + 8, 2)?.takeIf { it in 2..8 }
}

private const val TURN = 0x0112

/** The same, and nothing else. */
private fun turning(by: Int): ByteArray {
    val said = byteArrayOf('M'.code.toByte(), 'M'.code.toByte(), 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, by.toByte(), 0, 0, 0, 0, 0, 0)
    val body = "Exif".toByteArray() + byteArrayOf(0, 0) + said
    return segment(EXIF) + byteArrayOf(0, (body.size + 2).toByte()) + body
}

private fun ByteArray.begins(with: String): Boolean = size >= with.length && with.indices.all { this[it] == with[it].code.toByte() }

private fun ByteArray.number(at: Int, size: Int, isLittle: Boolean = false): Long {
    val bytes = (at until at + size).map { this[it].toLong() and 0xFF }
    return (if (isLittle) bytes.asReversed() else bytes).fold(0L) { all, byte -> all * 256 + byte }
}

private fun InputStream.one(): Int = read().also { if (it < 0) throw EOFException() }

private fun InputStream.exactly(count: Int): ByteArray = readNBytes(count).also { if (it.size < count) throw EOFException() }

private fun InputStream.marker(): Int {
    if (one() != 0xFF) throw IOException("no marker")
    var marker = one()
    while (marker == 0xFF) marker = one()
    return marker
}
