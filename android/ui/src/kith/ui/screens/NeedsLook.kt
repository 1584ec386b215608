/** Needs a look: what two people said, side by side, and what holds until somebody settles it. */
package kith.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.selection.selectable
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.semantics
import kith.companion.Choice
import kith.companion.Companion
import kith.companion.Difference
import kith.companion.NeedsLookAnswer
import kith.companion.SaidValue
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Loaded
import kith.ui.parts.Note
import kith.ui.parts.Nothing
import kith.ui.parts.OneOf
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.Pictured
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.rememberTyped
import kith.ui.parts.Typing
import kith.ui.parts.part
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** Needs a look. */
@Composable
public fun NeedsLook(companion: Companion, way: Way) {
    Loaded(companion, load = { needsLook() }) { found ->
        val headings = listOf("guarded", "waiting", "forked", "amended", "ordinary").associateWith { say("needs-look-$it") }
        val aside = found.waiting + found.quarantined
        val none = listOf(found.guarded, aside, found.forked, found.amendedApart, found.ordinary).all { it.isEmpty() }
        Page(say("screen-needs-look")) {
            if (none) item { Nothing(say("needs-look-none")) }
            part(headings.getValue("guarded"), found.guarded) { Differing(it, way) }
            part(headings.getValue("waiting"), aside) { Note(Icons.clock, LocalColours.current.calm, it.text) }
            part(headings.getValue("forked"), found.forked) { Note(Icons.alert, LocalColours.current.alert, it.text) }
            part(headings.getValue("amended"), found.amendedApart) { apart ->
                Note(Icons.pen, LocalColours.current.calm, apart.text) { way.to(Route.Individual(apart.individual)) }
            }
            part(headings.getValue("ordinary"), found.ordinary) { Differing(it, way) }
        }
    }
}

@Composable
private fun Differing(difference: Difference, way: Way) {
    Card {
        What(difference)
        difference.values.forEach { Said(it, difference) }
        Holding(difference)
        OtherButton(Action(say("app-settle")) { way.to(Route.Settle(difference.id)) })
    }
}

@Composable
private fun What(difference: Difference) {
    val letters = LocalLetters.current
    if (difference.guarded) Pictured(Icons.shield, difference.about, style = letters.heading, colour = LocalColours.current.guarded.strong)
    else Say(difference.about, style = letters.heading)
    Quiet(difference.fieldLabel)
}

/** One thing that was said: the value, then who said it, when and why. */
@Composable
private fun Said(said: SaidValue, difference: Difference) {
    Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}.padding(vertical = Space.hair), Arrangement.spacedBy(Space.hair)) {
        Say(if (said.field == difference.field) said.text else "${said.fieldLabel}: ${said.text}", style = LocalLetters.current.strong)
        Quiet(say("app-by", "when" to said.recordedText, "author" to said.author))
        said.reason?.let { Quiet(it) }
    }
}

/** What holds meanwhile, and why. */
@Composable
private fun Holding(difference: Difference) {
    val tone = if (difference.guarded) LocalColours.current.guarded else LocalColours.current.calm
    Note(if (difference.guarded) Icons.shield else Icons.look, tone, difference.why, under = difference.holds)
}

/** Settles one difference: which of the things said holds, and why. */
@Composable
public fun Settle(companion: Companion, difference: String, way: Way) {
    Loaded(companion, difference, load = { needsLook().find(difference) }) { found ->
        if (found == null) Page(say("screen-settle"), back = way::back) { item { Nothing(say("app-settled")) } } else Settling(companion, found, way)
    }
}

private fun NeedsLookAnswer.find(difference: String): Difference? = (guarded + ordinary).firstOrNull { it.id == difference }

@Composable
private fun Settling(companion: Companion, difference: Difference, way: Way) {
    var chosen by rememberSaveable { mutableStateOf<String?>(null) }
    var reason by rememberTyped()
    val doing = rememberDoing()
    val value = difference.values.firstOrNull { it.factId == chosen }
    val main = Action(say("app-settle"), Icons.check, value != null && !doing.busy) {
        value?.let { holds ->
            doing.run {
                companion.settle(difference, holds, reason)
                way.back()
            }
        }
    }
    Page(say("screen-settle"), back = way::back, main = main) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        item { Card { What(difference) } }
        item {
            Labelled(say("app-settle-which")) {
                OneOf(difference.values.map { Choice(it.factId, say("app-said-by", "author" to it.author, "text" to it.text)) }, chosen) { chosen = it }
            }
        }
        item { Labelled(say("app-settle-why")) { Typing(say("app-settle-why"), reason, lines = 3) { reason = it } } }
    }
}
