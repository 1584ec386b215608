/** Welcome: the language first, then a new organisation or one to join. */
package kith.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import kith.companion.Asked
import kith.companion.Begun
import kith.companion.Language
import kith.companion.OpenVault
import kith.ui.Platform
import kith.ui.REQUEST
import kith.ui.Wishes
import kith.ui.parts.Action
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Lead
import kith.ui.parts.Note
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.Tags
import kith.ui.parts.Trouble
import kith.ui.parts.Typing
import kith.ui.parts.rememberTyped
import kith.ui.parts.rememberUnsaved
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** What the file of a request is called. */
private const val ASKED = "kith$REQUEST"

/** How somebody begins. */
private enum class Beginning { CHOOSE, FOUND, JOIN }

/**
 * Welcome. Where the device has [asked] to join before, it waits for the answer. What comes of a beginning stands inside of
 * [guarded], which sees to it first that there is a key; whoever founds or joins has a recovery sheet.
 */
@Composable
public fun Welcome(
    vault: OpenVault,
    platform: Platform,
    wishes: Wishes,
    asked: Boolean,
    guarded: @Composable (back: () -> Unit, content: @Composable () -> Unit) -> Unit = { _, content -> content() },
) {
    var beginning by rememberSaveable { mutableStateOf(if (asked) Beginning.JOIN else Beginning.CHOOSE) }
    val choose = { beginning = Beginning.CHOOSE }
    val language = wishes.language
    val train = rememberDoing()
    val begun by vault.begun.collectAsState()
    val made = begun
    when {
        language == null -> Languages(vault, wishes)
        made != null -> Sheet(vault, platform, language, made)
        beginning == Beginning.FOUND -> guarded(choose) { Found(vault, language, choose) }
        beginning == Beginning.JOIN -> guarded(choose) { Join(vault, platform, language, asked, choose) }
        else -> Page(say("app-welcome"), say("app-welcome-under"), gap = Space.wide, mark = { PictureMark(Icons.heart, LocalColours.current.own) }) {
            item { Lead(say("app-found"), under = say("app-found-under"), mark = { PictureMark(Icons.plus, LocalColours.current.calm) }) { beginning = Beginning.FOUND } }
            item { Lead(say("app-join"), under = say("app-join-under"), mark = { PictureMark(Icons.people, LocalColours.current.calm) }) { beginning = Beginning.JOIN } }
            item { Lead(say("app-train"), under = say("app-train-under"), mark = { PictureMark(Icons.smile, LocalColours.current.own) }) { train.run { vault.train(language) } } }
            train.refused?.let { no -> item { Trouble(no.says, no.next) } }
            item { Note(Icons.shield, LocalColours.current.guarded, say("app-welcome-safe")) }
        }
    }
}

/** Each language says so itself: nobody has to read another to find theirs. */
@Composable
private fun Languages(vault: OpenVault, wishes: Wishes) {
    Column(
        Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(Space.page),
        Arrangement.spacedBy(Space.near, Alignment.CenterVertically),
        Alignment.CenterHorizontally,
    ) {
        PictureMark(Icons.heart, LocalColours.current.own)
        Say(say("app-name"), Modifier.testTag(Tags.TITLE).semantics { heading() }.padding(bottom = Space.wide), LocalLetters.current.title)
        Language.entries.forEach { language ->
            val words = vault.home.words(language)
            Card(Modifier.widthIn(max = Size.column), press = { wishes.speak(language) }) {
                Say(words.say("language-name"), style = LocalLetters.current.heading)
                Quiet(words.say("app-language-choose"))
            }
        }
    }
}

@Composable
private fun Found(vault: OpenVault, language: Language, back: () -> Unit) {
    var organisation by rememberTyped()
    var name by rememberTyped()
    val doing = rememberDoing()
    val begin = Action(say("app-begin"), Icons.check, !doing.busy) { doing.run { vault.found(language, organisation, name) } }
    Page(say("app-found"), back = back, main = begin) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        item { Labelled(say("app-organisation")) { Typing(say("app-organisation"), organisation) { organisation = it } } }
        item { Labelled(say("app-your-name")) { Typing(say("app-your-name"), name) { name = it } } }
    }
}

/** The recovery sheet: kept by a person before anything else is done. */
@Composable
private fun Sheet(vault: OpenVault, platform: Platform, language: Language, begun: Begun) = ShownSheet(begun.recoverySheet, platform, begun.organisation) {
    begun.companion.opening.sheetKept()
    vault.take(begun.companion, language)
}

@Composable
private fun Join(vault: OpenVault, platform: Platform, language: Language, before: Boolean, back: () -> Unit) {
    var name by rememberTyped()
    var asked by rememberUnsaved { mutableStateOf<Asked?>(null) }
    val doing = rememberDoing()
    val open = Action(say("app-open-answer"), Icons.file, !doing.busy) {
        doing.run { platform.choose()?.let { vault.join(language, it) } }
    }
    val ask = Action(say("app-make-request"), Icons.send, !doing.busy) {
        doing.run {
            val made = vault.ask(language, name) { asked = it }
            platform.handOver(ASKED, made.file)
        }
    }
    val waits = before || asked != null
    Page(say("app-join"), back = if (waits) null else back, main = if (waits) open else ask) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        if (waits) {
            item { Say(say("app-join-hand-over")) }
            asked?.let { made ->
                item { Numbers(made.fingerprint) }
                item { OtherButton(Action(say("app-save-file"), Icons.file, !doing.busy) { doing.run { platform.handOver(ASKED, made.file) } }) }
            }
        } else {
            item { Labelled(say("app-your-name")) { Typing(say("app-your-name"), name) { name = it } } }
            item { Quiet(say("app-join-how")) }
        }
    }
}

/** Numbers that two people read aloud to each other. */
@Composable
internal fun Numbers(numbers: String) {
    Card {
        Quiet(say("app-read-aloud"))
        Say(numbers, Modifier.fillMaxWidth(), LocalLetters.current.heading)
    }
}
