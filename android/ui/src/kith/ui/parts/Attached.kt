/** Photos and recordings as they stand among words: small, with what can be seen in them, or with how much of them is here. */
package kith.ui.parts

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.produceState
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.Shape
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.unit.Dp
import kith.companion.AttachmentItem
import kith.companion.Attachments
import kith.companion.Medium
import kith.companion.Portions
import kith.companion.Refused
import kith.ui.Media
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space
import kith.ui.tokens.Tone

/** So many small pictures are held. */
private const val MOST = 200

/** The photos and recordings of an open vault, and what shows and plays them. */
@Stable
public class Photos(private val attachments: Attachments, public val media: Media?) {
    private val held = LinkedHashMap<String, ImageBitmap>()

    /** The small picture of a photo; nothing where there is none, or none that can be drawn. */
    public suspend fun small(id: String): ImageBitmap? {
        held[id]?.let { return it }
        val picture = try {
            attachments.small(id)?.let { media?.picture(it) }
        } catch (_: Refused) {
            null
        } ?: return null
        if (held.size >= MOST) held.remove(held.keys.first())
        held[id] = picture
        return picture
    }

    /** Its bytes. */
    public fun portions(item: AttachmentItem): Portions = Portions(attachments, item.id, item.length.toLong())

    /** The photos of a record that can be shown small, by the cards that they are of. */
    public suspend fun of(individual: String): Map<String, AttachmentItem> =
        attachments.photos(individual).filter { it.photo.hasThumbnail }.associate { it.card to it.photo }
}

/** The photos of the vault that is open. */
public val LocalPhotos = staticCompositionLocalOf<Photos?> { null }

/** Opens a photo or a recording, where there is a place for that. */
public val LocalShow = staticCompositionLocalOf<((AttachmentItem) -> Unit)?> { null }

/** The photos of a record, once they are known; none where they cannot be asked for. */
@Composable
public fun rememberPhotos(individual: String, of: Any? = Unit): Map<String, AttachmentItem> {
    val photos = LocalPhotos.current
    val found by produceState(emptyMap<String, AttachmentItem>(), photos, individual, of) {
        value = try {
            photos?.of(individual).orEmpty()
        } catch (_: Refused) {
            emptyMap()
        }
    }
    return found
}

/** The small picture of a photo, once it has come. */
@Composable
public fun rememberSmall(item: AttachmentItem?): ImageBitmap? {
    val photos = LocalPhotos.current
    var picture by remember(item?.id) { mutableStateOf<ImageBitmap?>(null) }
    LaunchedEffect(photos, item?.id) { picture = item?.takeIf { it.hasThumbnail }?.let { photos?.small(it.id) } }
    return picture
}

/** Somebody's photo, or what stands for it until there is one. Their name stands beside it. */
@Composable
public fun Portrait(name: String, photo: AttachmentItem?, tone: Tone = LocalColours.current.calm, size: Dp = Size.mark) {
    val picture = rememberSmall(photo)
    if (picture == null) NameMark(name, tone) else Small(picture, size, CircleShape)
}

/** A small picture, cut to its place. What is in it is said in words beside it. */
@Composable
internal fun Small(picture: ImageBitmap, size: Dp, shape: Shape = RoundedCornerShape(Size.chip)) {
    Image(picture, null, Modifier.size(size).clip(shape).clearAndSetSemantics {}, contentScale = ContentScale.Crop)
}

/** A photo or a recording: what it is and says, small; and all of it for whoever presses it. */
@Composable
public fun Attachment(item: AttachmentItem, tone: Tone = LocalColours.current.calm) {
    val show = LocalShow.current
    val words = LocalWords.current
    val picture = rememberSmall(item)
    Card(tone = tone, press = show?.let { { it(item) } }) {
        val mark: @Composable () -> Unit = {
            if (picture != null) Small(picture, Size.photo) else Unseen(item, tone)
        }
        val onward: @Composable () -> Unit = { Picture(Icons.onward) }
        Aside(mark, after = onward.takeIf { show != null }, gap = Space.wide, align = Alignment.CenterVertically) {
            Say(words.option("attachment-kind", item.kind), style = LocalLetters.current.strong)
            item.says?.let { Say(it) }
            if (!item.isHere) NotHere(item)
        }
    }
}

/** How much of it is here. */
@Composable
public fun NotHere(item: AttachmentItem) {
    Column(verticalArrangement = Arrangement.spacedBy(Space.hair)) {
        Pictured(Icons.clock, say("app-not-here"), style = LocalLetters.current.strong)
        Say(say("attachment-to-come", "percent" to "${item.percent}"), style = LocalLetters.current.small)
    }
}

/** What stands where there is no small picture. */
@Composable
private fun Unseen(item: AttachmentItem, tone: Tone) {
    Box(Modifier.size(Size.mark).clip(RoundedCornerShape(Size.chip)).background(LocalColours.current.surface), Alignment.Center) {
        Picture(if (Medium.of(item.kind) == Medium.PHOTO) Icons.photo else Icons.sound, colour = tone.strong)
    }
}
