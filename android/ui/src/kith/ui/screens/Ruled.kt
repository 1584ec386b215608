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
import kith.companion.Answers
import kith.companion.CheckAnswer
import kith.companion.Companion
import kith.companion.FormCheck
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.Refused
import kith.companion.Step
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

/** What stands beside a form of this kind: what the rules say of those whom its [FormCheck] names, and before a concern the numbers. */
public fun ruled(companion: Companion, of: FormOf): Beside {
    val individual = of.individual.orEmpty()
    return Beside(
        above = if (of.kind == FormKind.CONCERN) ({ _, step -> if (step == 0) Emergency() }) else null,
        below = { filling, step ->
            filling.form.check?.takeIf { it.isIn(filling.form.steps[step]) && filling.answers.has(it.mode) }
                ?.let { check -> { Asked(companion, individual, filling.answers, check.people, check.mode, check.at) } }
        },
        item = { filling, list, item ->
            filling.form.check?.takeIf { it.people.startsWith("$list[].") }?.let { check ->
                fun at(path: String) = path.replace("$list[]", "$list[$item]")
                Asked(companion, individual, filling.answers, at(check.people), at(check.mode), at(check.at))
            }
        },
    )
}

/** Whether the people are a field of this step, and not of the items of a list. */
private fun FormCheck.isIn(step: Step): Boolean = "[]" !in people && step.fields.any { it.name == people }

/** Asks the rules about each of those people, once they and the way of contact are there. */
@Composable
private fun Asked(companion: Companion, individual: String, answers: Answers, people: String, mode: String, at: String) {
    val by = answers.text(mode) ?: return
    Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
        (listOfNotNull(answers.text(people)) + answers.several(people)).forEach { Asked(companion, individual, it, by, answers.text(at)) }
    }
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
        Card(tone = if (check.isAlert) colours.guarded else colours.good) {
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

/** What was recorded is recorded; what has to be read now stands here, and a concern is offered where the core says so. */
@Composable
public fun Noted(noted: Route.Noted, way: Way) {
    val raise = Action(say("app-raise-concern"), Icons.alert) { way.on(Route.Fill(FormOf(FormKind.CONCERN, noted.individual))) }
    val done = Action(say("app-done"), Icons.check) { way.back() }
    val offers = noted.offersConcern
    Page(say("done-title"), if (offers) say("done-offer-concern") else null, main = if (offers) raise else done) {
        noted.notices.forEach { notice -> item { Note(Icons.shield, LocalColours.current.guarded, notice) } }
        if (offers) item { OtherButton(Action(say("app-not-now")) { way.back() }) }
    }
}
