/** A photo or a recording by itself, whole; and adding one to somebody on the map. */
package kith.ui.screens

import androidx.compose.foundation.Image
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.layout.ContentScale
import kith.companion.AttachmentItem
import kith.companion.Medium
import kith.companion.Opened
import kith.companion.Refused
import kith.ui.Way
import kith.ui.forms.Attaching
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.LocalPhotos
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.rememberSmall
import kith.ui.parts.rememberUnsaved
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Size
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** No side of a photo is drawn with more points than this: no glass shows more, and no memory is filled. */
private const val MOST_POINTS = 2048

/** One photo or recording. */
@Composable
public fun ShowAttachment(item: AttachmentItem, way: Way) {
    val words = LocalWords.current
    val kind = words.option("attachment-kind", item.kind)
    Page(kind, back = way::back) {
        item.says?.let { says -> item { Say(says) } }
        if (!item.isHere) {
            item {
                val to = words.say("attachment-to-come", "percent" to "${item.percent}")
                Note(Icons.clock, LocalColours.current.calm, say("app-not-here"), under = listOf(to, say("app-not-here-next")))
            }
        }
        item { if (Medium.of(item.kind) == Medium.PHOTO) Photo(item, item.says ?: kind) else Sound(item) }
    }
}

/** A photo: the small picture at once, and the whole one as soon as it is read. */
@Composable
private fun Photo(item: AttachmentItem, named: String) {
    val photos = LocalPhotos.current
    val small = rememberSmall(item)
    var whole by remember(item.id) { mutableStateOf<ImageBitmap?>(null) }
    var refused by remember(item.id) { mutableStateOf<Refused?>(null) }
    LaunchedEffect(photos, item.id) {
        if (!item.isHere || photos == null) return@LaunchedEffect
        try {
            whole = withContext(Dispatchers.Default) { photos.media?.picture(photos.portions(item), MOST_POINTS) }
        } catch (no: Refused) {
            refused = no
        }
    }
    refused?.let { Trouble(it.says, it.next) }
    (whole ?: small)?.let { Image(it, named, Modifier.fillMaxWidth().clip(RoundedCornerShape(Size.chip)), contentScale = ContentScale.FillWidth) }
}

/** A recording: played, and stopped. */
@Composable
internal fun Sound(item: AttachmentItem) {
    val photos = LocalPhotos.current
    var playing by remember(item.id) { mutableStateOf(false) }
    var failed by remember(item.id) { mutableStateOf(false) }
    LaunchedEffect(playing) {
        if (!playing || photos == null) return@LaunchedEffect
        failed = try {
            photos.media?.play(photos.portions(item)) != true
        } catch (_: Refused) {
            true
        }
        playing = false
    }
    if (failed) Trouble(say("app-not-played"), say("app-not-played-next"))
    if (item.isHere) OtherButton(Action(say(if (playing) "app-stop" else "app-play"), if (playing) Icons.stop else Icons.play) { playing = !playing })
}

/** Adds photos and recordings to somebody on the map. */
@Composable
public fun AttachTo(opened: Opened, individual: String, person: String, way: Way) {
    val draft = "attach/$individual/$person"
    val says = rememberUnsaved { mutableStateMapOf<String, String>() }
    val doing = rememberDoing()
    val attachments = opened.companion.attachments
    val save = Action(say("app-save"), Icons.check, !doing.busy) {
        doing.run {
            opened.wholly {
                opened.taking.whole(draft).forEach { id ->
                    attachments.attach(individual, person, id, says[id].orEmpty())
                    opened.taking.recorded(draft, id)
                }
                opened.taking.dropAll(draft)
            }
            way.back()
        }
    }
    Page(say("app-attachment-add"), say("app-attachment-add-under"), way::back, save) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        item(key = "attaching") { Attaching(opened, draft, { says[it].orEmpty() }, { id, text -> says[id] = text }, {}, { says -= it }) }
    }
}
