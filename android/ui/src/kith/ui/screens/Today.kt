/** Today: what must be known first, what is due, what is planned, and what waits on this phone. */
package kith.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import kith.companion.CheckAnswer
import kith.companion.Companion
import kith.companion.TodayAnswer
import kith.companion.TodayItem
import kith.companion.day
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.Nothing
import kith.ui.parts.Page
import kith.ui.parts.Picture
import kith.ui.parts.Pictured
import kith.ui.parts.Say
import kith.ui.parts.part
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** How long a day that is over is shown at most: a clock can be set, and a phone can lie open over midnight. */
private const val MINUTE_MS = 60_000L

/** Today. */
@Composable
public fun Today(companion: Companion, way: Way) {
    Loaded(companion, eachMs = MINUTE_MS, load = { today() }) { today -> Draw(today, way) }
}

@Composable
private fun Draw(today: TodayAnswer, way: Way) {
    val words = LocalWords.current
    val headings = listOf("today-alerts", "today-due", "today-planned").map { say(it) }
    val main = Action(say("screen-visit"), Icons.pen) { way.to(Route.People) }
    Page(say("screen-today"), words.day(today.day), main = main, corner = Action(say("screen-settings"), Icons.settings) { way.to(Route.Settings) }) {
        part(headings[0], today.alerts) { item ->
            val guarded = item.what == "guarded_differs"
            val tone = if (guarded) LocalColours.current.guarded else LocalColours.current.alert
            Note(if (guarded) Icons.shield else Icons.alert, tone, item.text) { way.to(item.leads()) }
        }
        part(headings[1], today.due) { item -> Due(item, way) }
        part(headings[2], today.planned) { item -> Due(item, way) }
        if (today.alerts.isEmpty() && today.due.isEmpty() && today.planned.isEmpty()) item { Nothing(say("today-nothing")) }
        if (today.unproved > 0u || today.drafts > 0u) item { Heading(say("today-pending")) }
        if (today.drafts > 0u) item { Note(Icons.pen, LocalColours.current.calm, words.count("pending-drafts", today.drafts)) }
        if (today.unproved > 0u) {
            item { Note(Icons.send, LocalColours.current.calm, words.count("pending-unproved", today.unproved)) { way.to(Route.Pending) } }
        }
    }
}

/** What an alert leads to: where it is settled, or the record that it is of. */
private fun TodayItem.leads(): Route = if (what == "guarded_differs") Route.NeedsLook else Route.Individual(individual)

@Composable
private fun Due(item: TodayItem, way: Way) {
    val colours = LocalColours.current
    Card(press = { way.to(Route.Individual(item.individual)) }) {
        val picture = if (item.overdue) Icons.alert else Icons.clock
        Aside({ Picture(picture, colour = if (item.overdue) colours.alert.strong else colours.primary) }) {
            if (item.overdue) Say(say("app-overdue"), style = LocalLetters.current.strong, colour = colours.alert.strong)
            Say(item.text)
            item.check?.let { Check(it) }
        }
    }
}

/** What the rules about contact say: the answer in its own tone and picture, then why and on which conditions. */
@Composable
internal fun Check(check: CheckAnswer) {
    val colours = LocalColours.current
    val (icon, tone) = when {
        !check.isAlert -> Icons.check to colours.good
        check.outcome == "refused" -> Icons.close to colours.alert
        else -> Icons.shield to colours.guarded
    }
    Column(verticalArrangement = Arrangement.spacedBy(Space.hair)) {
        Pictured(icon, check.text, style = LocalLetters.current.strong, colour = tone.strong)
        (check.because + check.together + check.conditions).forEach { Say(it) }
    }
}
