/** Photos and recordings, as the core takes them in and gives them out: in portions, so that none is ever held whole. */
package kith.companion

import java.io.InputStream
import kotlinx.coroutines.runBlocking

public typealias AttachmentItem = uniffi.kith.AttachmentItem
public typealias PhotoItem = uniffi.kith.PhotoItem

/** So many bytes go in or out at a time. */
public const val PORTION_BYTES: Int = 256 * 1024

/** The longest small picture of a photo that the core takes. */
public const val SMALL_BYTES: Int = 64 * 1024

/** What an attachment is, by the name that the core has for it. */
public enum class Medium(internal val code: String) {
    PHOTO("photo"),
    SOUND("voice_note"),
    ;

    public companion object {
        /** What an attachment is; what a newer core knows is handled as what is heard, which shows nothing. */
        public fun of(code: String): Medium = entries.firstOrNull { it.code == code } ?: SOUND
    }
}

/** Something that was taken in for a draft before, as the core has it. */
public class Staged(public val id: String, public val medium: Medium, public val bytes: Long, public val isWhole: Boolean)

/** The attachments of an open vault. */
public interface Attachments {
    /** Begins to take one in, for a draft. */
    public suspend fun stage(medium: Medium, draft: String): String

    /** Takes in what comes next; how many bytes there are then. */
    public suspend fun append(id: String, bytes: ByteArray): Long

    /** All of it has come, with a small picture of a photo. */
    public suspend fun finish(id: String, small: ByteArray?)

    /** Lets go of what was taken in and not recorded. */
    public suspend fun discard(id: String)

    /** What was taken in for a draft and not recorded. */
    public suspend fun staged(draft: String): List<Staged>

    /** Bytes of an attachment from [offset] on; none behind its end. */
    public suspend fun bytes(id: String, offset: Long, most: Int): ByteArray

    /** The small picture of a photo; nothing where it has none. */
    public suspend fun small(id: String): ByteArray?

    /** The newest photo of each card of a record. */
    public suspend fun photos(individual: String): List<PhotoItem>

    /** Keeps what was taken in, as a photo or recording of somebody on the map. */
    public suspend fun attach(individual: String, card: String, id: String, says: String)
}

/** The bytes of an attachment, for whoever shows or plays them. */
public class Portions(private val attachments: Attachments, private val id: String, public val length: Long) {
    /** Some of them. It waits for the core: never on the thread that draws. */
    public fun at(offset: Long, most: Int): ByteArray = runBlocking { attachments.bytes(id, offset, most) }

    /** All of them, one portion after the other. */
    public fun stream(): InputStream = object : InputStream() {
        private var portion = ByteArray(0)
        private var place = 0
        private var offset = 0L

        override fun read(): Int = if (more()) portion[place++].toInt() and 0xFF else -1

        override fun read(into: ByteArray, at: Int, length: Int): Int {
            if (length == 0) return 0
            if (!more()) return -1
            val count = minOf(length, portion.size - place)
            portion.copyInto(into, at, place, place + count)
            place += count
            return count
        }

        private fun more(): Boolean {
            if (place < portion.size) return true
            portion = this@Portions.at(offset, PORTION_BYTES)
            offset += portion.size
            place = 0
            return portion.isNotEmpty()
        }
    }
}
