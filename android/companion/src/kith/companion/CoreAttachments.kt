/** The core behind [Attachments]. */
package kith.companion

import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import uniffi.kith.Kith
import uniffi.kith.Photos

internal class CoreAttachments(private val kith: Kith) : Attachments {
    override suspend fun stage(medium: Medium, draft: String): String =
        asked { kith.stageAttachment(medium.code, draft).staged }

    override suspend fun append(id: String, bytes: ByteArray): Long =
        asked { kith.appendAttachment(id, bytes).length.toLong() }

    override suspend fun finish(id: String, small: ByteArray?) {
        asked { kith.finishAttachment(id, small) }
    }

    override suspend fun discard(id: String) {
        asked { kith.discardAttachment(id) }
    }

    override suspend fun staged(draft: String): List<Staged> = asked {
        kith.stagedAttachments(draft).map { Staged(it.staged, Medium.of(it.kind), it.length.toLong(), it.isFinished) }
    }

    override suspend fun bytes(id: String, offset: Long, most: Int): ByteArray =
        asked { kith.attachmentBytes(id, offset.toULong(), most.toULong()) }

    override suspend fun small(id: String): ByteArray? = asked { kith.attachmentThumbnail(id) }

    override suspend fun photos(individual: String): List<PhotoItem> = asked { kith.photos(Photos(individual)) }

    override suspend fun attach(individual: String, card: String, id: String, says: String) {
        val given = buildJsonObject {
            put("individual", individual)
            put("card", card)
            put("staged", id)
            if (says.isNotBlank()) put("text", says)
        }
        asked { kith.submit("attach", given.toString()) }
    }
}
