/** Photos and recordings that come with what is filled in: taken in while the form goes on, and never in the way of the words. */
package kith.ui.forms

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import kith.companion.Answers
import kith.companion.Coming
import kith.companion.Form
import kith.companion.Incoming
import kith.companion.Medium
import kith.companion.Opened
import kith.companion.Refused
import kith.companion.Taken
import kith.ui.NotHad
import kith.ui.Offer
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.LocalPageScope
import kith.ui.parts.LocalPhotos
import kith.ui.parts.LocalWords
import kith.ui.parts.Picture
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.Typing
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space
import kotlinx.coroutines.launch

/** The argument of a command in which its photos and recordings stand. */
private const val ATTACHED = "attached"

/** The commands that take some, and the field beside which they are asked for. */
private val BESIDE = mapOf("record_visit" to "line", "say" to "text")

/** The step of a form in which photos and recordings are asked for, where it takes any. */
internal fun Form.takesIn(step: Int): Boolean = steps[step].fields.any { it.name == BESIDE[command] }

private fun Answers.place(id: String): Int? = (0 until count(ATTACHED)).firstOrNull { text("$ATTACHED[$it].staged") == id }

/** With those that are whole, each with what was said of it, and no others. */
internal fun Answers.attaching(whole: List<String>): Answers {
    val said = whole.map { id -> id to place(id)?.let { text("$ATTACHED[$it].text") } }
    return said.foldIndexed(without(ATTACHED)) { place, all, (id, text) ->
        val named = all.with("$ATTACHED[$place].staged", id)
        if (text.isNullOrBlank()) named else named.with("$ATTACHED[$place].text", text)
    }
}

/** The photos and recordings of a form. */
@Composable
internal fun Attaching(opened: Opened, filling: Filling) = Attaching(
    opened,
    filling.form.draft,
    says = { id -> filling.answers.place(id)?.let { filling.answers.text("$ATTACHED[$it].text") }.orEmpty() },
    say = { id, text -> filling.change { all -> all.place(id)?.let { all.with("$ATTACHED[$it].text", text) } ?: all } },
    begun = { id -> filling.change { all -> all.with("$ATTACHED[${all.count(ATTACHED)}].staged", id) } },
    dropped = { id -> filling.change { all -> all.place(id)?.let { all.without("$ATTACHED[$it]") } ?: all } },
)

/** The photos and recordings of a draft: what can be taken, and how far each has come. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
public fun Attaching(opened: Opened, draft: String, says: (String) -> String, say: (String, String) -> Unit, begun: (String) -> Unit, dropped: (String) -> Unit) {
    val media = LocalPhotos.current?.media ?: return
    val scope = LocalPageScope.current ?: rememberCoroutineScope()
    val taken by remember(opened, draft) { opened.taking.of(draft) }.collectAsState(emptyList())
    var trouble by remember { mutableStateOf<Refused?>(null) }
    val words = LocalWords.current
    suspend fun took(from: Incoming?) {
        try {
            if (from != null) begun(opened.taking.take(draft, from))
        } catch (no: Refused) {
            trouble = no
        }
    }
    LaunchedEffect(opened, draft) {
        scope.launch {
            try {
                opened.taking.find(draft)
            } catch (no: Refused) {
                trouble = no
            }
            took(media.left(draft))
        }
    }
    Labelled(say("app-attached")) {
        trouble?.let { Trouble(it.says, it.next) }
        taken.forEach { one ->
            One(one, says(one.id), { say(one.id, it) }, { opened.taking.stop(one.id) }) {
                scope.launch {
                    opened.taking.drop(draft, one.id)
                    dropped(one.id)
                }
            }
        }
        FlowRow(Modifier.fillMaxWidth(), Arrangement.spacedBy(Space.tight), Arrangement.spacedBy(Space.hair)) {
            // One voice at a time.
            media.offers.filterNot { it == Offer.MICROPHONE && taken.any(Taken::isLive) }.forEach { offer ->
                WordButton(say(offer.key), icon = offer.icon()) {
                    trouble = null
                    scope.launch {
                        try {
                            took(media.take(offer, draft))
                        } catch (no: NotHad) {
                            trouble = Refused("not_had", words.say(no.says), words.say(no.next))
                        }
                    }
                }
            }
        }
    }
}

private fun Offer.icon() = when (this) {
    Offer.CAMERA -> Icons.camera
    Offer.PHOTO -> Icons.photo
    Offer.MICROPHONE -> Icons.microphone
    Offer.SOUND -> Icons.sound
}

/** One of them. */
@Composable
private fun One(one: Taken, says: String, type: (String) -> Unit, stop: () -> Unit, drop: () -> Unit) {
    val colours = LocalColours.current
    val broken = one.state == Coming.BROKEN
    Card(tone = if (broken) colours.alert else colours.calm) {
        Aside({ Picture(if (one.medium == Medium.PHOTO) Icons.photo else Icons.sound) }) {
            Column(Modifier.semantics { liveRegion = LiveRegionMode.Polite }, Arrangement.spacedBy(Space.hair)) {
                Say(LocalWords.current.option("attachment-kind", if (one.medium == Medium.PHOTO) "photo" else "voice_note"), style = LocalLetters.current.strong)
                standing(one).forEach { Say(it) }
            }
            if (one.state == Coming.WHOLE) {
                Say(say("app-attachment-says"), style = LocalLetters.current.small)
                Typing(say("app-attachment-says"), says, type = type)
            }
            if (one.isLive) WordButton(say("app-stop-recording"), icon = Icons.stop, act = stop)
            WordButton(say("app-remove"), icon = Icons.close, act = drop)
        }
    }
}

/** How far it is, in words. */
@Composable
private fun standing(one: Taken): List<String> {
    val seconds = one.seconds
    return when {
        one.state == Coming.WHOLE -> listOf(say("app-taken-in"))
        one.state == Coming.BROKEN -> one.refused?.let { listOf(it.says, it.next) } ?: listOf(say("app-taken-not-whole"), say("app-taken-not-whole-next"))
        one.isLive && seconds != null -> listOf(say("app-recording", "time" to clock(seconds)))
        else -> listOf(say("app-taking-in", "size" to megabytes(one.bytes)))
    }
}

private fun clock(seconds: Int): String = "${seconds / 60}:${(seconds % 60).toString().padStart(2, '0')}"

/** In tenths: what is smaller is not worth the reading. */
private fun megabytes(bytes: Long): String = (bytes / 100_000).let { "${it / 10}.${it % 10}" }
