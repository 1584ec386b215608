/** What stands beside a form: the rules about contact, asked at once; the emergency numbers; and what to read after saving. */
package kith.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import kith.companion.CheckAnswer
import kith.companion.Companion
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.Refused
import kith.ui.Route
import kith.ui.Way
import kith.ui.forms.Beside
import kith.ui.parts.Action
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.Pictured
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** What stands beside a form of this kind. */
public fun ruled(companion: Companion, of: FormOf): Beside = when (of.kind) {
    FormKind.VISIT -> Beside(item = { filling, list, item ->
        val person = filling.answers.text("$list[$item].person")
        val mode = filling.answers.text("$list[$item].mode")
        if (person != null && mode != null) Asked(companion, of.individual.orEmpty(), person, mode, filling.answers.text("occurred.at"))
    })
    FormKind.PLAN -> Beside(below = { filling, step ->
        val mode = filling.answers.text("mode")
        if (step == 0 && mode != null) {
            Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
                filling.answers.several("people").forEach { person -> Asked(companion, of.individual.orEmpty(), person, mode, filling.answers.text("start")) }
            }
        }
    })
    FormKind.CONCERN -> Beside(above = { _, step -> if (step == 0) Emergency() })
    else -> Beside()
}

/** Asks the rules about one contact, and again whenever the question changes. */
@Composable
private fun Asked(companion: Companion, individual: String, person: String, mode: String, at: String?) {
    var answer by remember { mutableStateOf<CheckAnswer?>(null) }
    var refused by remember { mutableStateOf<Refused?>(null) }
    LaunchedEffect(companion, person, mode, at) {
        try {
            answer = companion.check(individual, person, mode, at)
            refused = null
        } catch (no: Refused) {
            refused = no
        }
    }
    refused?.let { Trouble(it.says, it.next) }
    answer?.let { check ->
        val colours = LocalColours.current
        Card(tone = if (check.outcome == "allowed") colours.good else colours.guarded) {
            Say(check.asked, style = LocalLetters.current.small)
            Check(check)
        }
    }
}

/** The numbers to ring before anything is written. */
@Composable
private fun Emergency() {
    val colours = LocalColours.current
    Card(tone = colours.alert) {
        Pictured(Icons.phone, LocalWords.current.option("ring", "999"), style = LocalLetters.current.heading, colour = colours.alert.ink)
        Pictured(Icons.phone, LocalWords.current.option("ring", "101"), style = LocalLetters.current.strong, colour = colours.alert.ink)
    }
}

/** What was recorded is recorded; what has to be read now stands here, and a concern is offered. */
@Composable
public fun Noted(noted: Route.Noted, way: Way) {
    val raise = Action(say("app-raise-concern"), Icons.alert) { way.on(Route.Fill(FormOf(FormKind.CONCERN, noted.individual))) }
    Page(say("done-title"), say("done-offer-concern"), main = raise) {
        noted.notices.forEach { notice -> item { Note(Icons.shield, LocalColours.current.guarded, notice) } }
        item { OtherButton(Action(say("app-not-now")) { way.back() }) }
    }
}
