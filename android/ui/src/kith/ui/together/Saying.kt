/** What an individual says: how they feel, how it was, their own words, and what is wrong. */
package kith.ui.together

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import kith.companion.Choice
import kith.companion.Medium
import kith.companion.MyItem
import kith.companion.OwnScreen
import kith.companion.ownDraft
import kith.ui.parts.Action
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.Face
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.Nothing
import kith.ui.parts.Picture
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.part
import kith.ui.parts.rememberSmall
import kith.ui.parts.rememberTyped
import kith.ui.parts.say
import kith.ui.screens.Sound
import kith.ui.screens.rememberDoing
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** How I feel: the faces, and those chosen before. */
@Composable
internal fun HowIFeel(mode: Mode) = OwnLoaded(mode, { howIFeel() }) { told ->
    var chosen by rememberTyped()
    val doing = rememberDoing()
    val keep = Action(say("app-save"), Icons.check, chosen.isNotEmpty() && !doing.busy) {
        doing.run {
            mode.own.feel(chosen)
            chosen = ""
            mode.walk.back("app-kept")
        }
    }
    OwnPage(mode, say("screen-how-i-feel"), told.aloud, keep) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        item { Say(say("app-feel-now")) }
        item { LargeFaces(told.answer.faces, chosen) { chosen = it } }
        item { Heading(say("how-i-feel-before")) }
        if (told.answer.felt.items.isEmpty()) item { Quiet(say("how-i-feel-empty")) }
        told.answer.felt.items.forEach { felt ->
            val face = told.answer.faces.firstOrNull { it.label == felt.text }
            item(key = felt.id) { Felt(face, felt.text, felt.under) }
        }
        told.answer.felt.more?.let { more -> item { Quiet(more) } }
    }
}

@Composable
private fun Felt(face: Choice?, text: String, moments: List<String>) = Card {
    val ink = LocalColours.current.ink
    val picture: (@Composable () -> Unit)? = face?.let { { Face(it.name.toInt(), it.label, Size.mark, ink) } }
    Aside(picture, gap = Space.wide, align = Alignment.CenterVertically) {
        Say(text, style = LocalLetters.current.strong)
        moments.forEach { Quiet(it) }
    }
}

/** Faces under each other, each large before its word. */
@Composable
private fun LargeFaces(faces: List<Choice>, chosen: String, choose: (String) -> Unit) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(Size.corner)
    Column(verticalArrangement = Arrangement.spacedBy(Space.tight)) {
        faces.forEach { face ->
            val selected = face.name == chosen
            val ink = if (selected) colours.onPrimary else colours.ink
            Row(
                Modifier
                    .fillMaxWidth()
                    .clip(shape)
                    .background(if (selected) colours.primary else colours.surface)
                    .border(Space.hair / 4, colours.line, shape)
                    .selectable(selected, role = Role.RadioButton) { choose(face.name) }
                    .padding(horizontal = Space.wide, vertical = Space.tight),
                Arrangement.spacedBy(Space.wide),
                Alignment.CenterVertically,
            ) {
                Face(face.name.toInt(), face.label, Size.face, ink)
                Say(face.label, Modifier.weight(1f), LocalLetters.current.heading, ink)
                if (selected) Picture(Icons.check, colour = ink)
            }
        }
    }
}

/** How was it?: what happened lately, to choose from. */
@Composable
internal fun HowWasIt(mode: Mode) = OwnLoaded(mode, { howWasIt() }) { told ->
    OwnPage(mode, say("screen-how-was-it"), told.aloud) {
        if (told.answer.isEmpty()) item { Nothing(say("how-was-it-empty")) }
        told.answer.forEach { item -> item { Contact(item, lookOf(OwnPlace.WAS)) { mode.walk.to(OwnPlace.CHOOSE, item.id) } } }
    }
}

/** How one of them was: a face, and words for whoever has some. */
@Composable
internal fun HowItWas(mode: Mode) {
    val draft = rememberOwnDraft(mode, ownDraft(OwnScreen.HOW_WAS_IT, mode.walk.about))
    val doing = rememberDoing()
    val trouble = draft.trouble(doing)
    if (draft.isLooked) Loaded(mode.companion, mode.walk.about, load = { mode.own.howWasIt().find { it.id == mode.walk.about } to mode.own.howIFeel().faces }) { (contact, faces) ->
        val words = LocalWords.current
        val keep = Action(say("app-save"), Icons.check, draft.has(FACE) && !doing.busy) {
            doing.run {
                // What is recorded once is not recorded again where the rest was refused.
                if (draft.text.isNotBlank()) draft.say(TEXT) { mode.own.say(it, contact) }
                draft.say(FACE) { mode.own.feel(it, contact) }
                mode.walk.back("app-kept")
            }
        }
        val aloud = listOfNotNull(words.say("screen-how-was-it"), contact?.text, words.say("app-feel-with")) + faces.map { it.label } + words.say("app-say-more")
        OwnPage(mode, say("screen-how-was-it"), aloud, keep) {
            trouble?.let { no -> item { Trouble(no.says, no.next) } }
            contact?.let { item { Contact(it, lookOf(OwnPlace.WAS)) } }
            item { Labelled(say("app-feel-with")) { LargeFaces(faces, draft.of(FACE)) { draft.keep(FACE, it) } } }
            written(draft, words.say("app-say-more"), lines = 3)
        }
    }
}

/** My words, as they were said. */
@Composable
internal fun MyWords(mode: Mode) = OwnLoaded(mode, { myWords() }) { told ->
    val more = Action(say("app-say"), Icons.speech) { mode.walk.to(OwnPlace.SAY) }
    OwnPage(mode, say("screen-my-words"), told.aloud, more) {
        if (told.answer.items.isEmpty()) item { Nothing(say("my-words-empty")) }
        told.answer.items.forEach { words -> item(key = words.id) { Own(words) } }
        told.answer.more?.let { more -> item { Quiet(more) } }
    }
}

/** What was said, with its photo or its recording where it is one. */
@Composable
private fun Own(words: MyItem) {
    val attached = words.attachment
    Big(lookOf(OwnPlace.WORDS), words.text, words.under, picture = rememberSmall(attached)) {
        if (attached != null && Medium.of(attached.kind) == Medium.SOUND) Sound(attached)
    }
}

/** Says something. */
@Composable
internal fun Saying(mode: Mode) = Written(mode, OwnScreen.MY_WORDS, say("app-say"), say("app-say-what"), say("app-save"), "app-kept") { mode.own.say(it) }

/** Tell someone: numbers to ring, whom Kith can tell, and who would read it here. */
@Composable
internal fun TellSomeone(mode: Mode) = OwnLoaded(mode, { tellSomeone() }) { told ->
    val words = LocalWords.current
    OwnPage(mode, say("screen-tell-someone"), told.aloud) {
        part(words.say("tell-ring"), told.answer.numbers) { Big(Look(Icons.phone, LocalColours.current.alert, "mode-phone"), it.label) }
        part(words.say("concern-tell"), told.answer.recipients) { Big(Look(Icons.speech, LocalColours.current.calm), it.label, press = { mode.walk.to(OwnPlace.WRITE, it.name) }) }
        item { AlsoRead(told.answer.alsoReadBy) }
    }
}

/** Tells somebody. Who would read it is said before anything is written. */
@Composable
internal fun Telling(mode: Mode) = Loaded(mode.companion, mode.walk.about, load = { mode.own.tellSomeone() }) { whom ->
    val title = whom.recipients.firstOrNull { it.name == mode.walk.about }?.label ?: say("screen-tell-someone")
    Written(mode, OwnScreen.TELL_SOMEONE, title, say("app-tell-what"), say("app-tell-now"), "app-told", whom.alsoReadBy) { mode.own.tell(mode.walk.about, it) }
}

@Composable
private fun AlsoRead(text: String) = Note(Icons.people, LocalColours.current.guarded, text)

/** Words to be written and kept; what has to be known before stands above. */
@Composable
private fun Written(mode: Mode, screen: OwnScreen, title: String, asked: String, keep: String, done: String, before: String? = null, act: suspend (String) -> Unit) {
    val draft = rememberOwnDraft(mode, ownDraft(screen))
    val doing = rememberDoing()
    val trouble = draft.trouble(doing)
    val main = Action(keep, Icons.check, draft.text.isNotBlank() && !doing.busy) {
        doing.run {
            draft.say(TEXT, act)
            mode.walk.back(done)
        }
    }
    if (draft.isLooked) OwnPage(mode, title, listOfNotNull(title, before, asked), main) {
        trouble?.let { no -> item { Trouble(no.says, no.next) } }
        before?.let { item { AlsoRead(it) } }
        written(draft, asked, lines = 4)
    }
}
