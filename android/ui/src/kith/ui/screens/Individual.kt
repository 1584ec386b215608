/** One individual: how they communicate first, then what must be known, what is planned, what happened, and all that is held. */
package kith.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import kith.companion.Choice
import kith.companion.Companion
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.IndividualAnswer
import kith.companion.ShownCard
import kith.companion.ShownField
import kith.companion.TimelineItem
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Aside
import kith.ui.parts.Attachment
import kith.ui.parts.Card
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Lead
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.Portrait
import kith.ui.parts.rememberPhotos
import kith.ui.parts.Note
import kith.ui.parts.Nothing
import kith.ui.parts.Page
import kith.ui.parts.Picture
import kith.ui.parts.PictureMark
import kith.ui.parts.Pictured
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.Tabs
import kith.ui.parts.WordButton
import kith.ui.parts.part
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** How somebody communicates: it stands before everything else. */
private val COMMUNICATION = listOf("how_i_say_yes", "how_i_say_no", "communication_methods", "languages", "interpreter", "passport")

/** What the screen shows below the name. */
private enum class Part { NOW, HAPPENED, RECORD }

private class Whole(val individual: IndividualAnswer, val items: List<TimelineItem>, val more: Boolean)

/** One individual. */
@Composable
public fun IndividualScreen(companion: Companion, individual: String, way: Way) {
    var part by rememberSaveable { mutableStateOf(Part.NOW) }
    var pages by rememberSaveable { mutableStateOf(1) }
    Loaded(companion, individual, again = pages, load = {
        val items = mutableListOf<TimelineItem>()
        var cursor: String? = null
        for (page in 0 until pages) {
            val read = timeline(individual, cursor)
            items += read.items
            cursor = read.next ?: break
        }
        Whole(individual(individual), items, cursor != null)
    }) { whole ->
        val main = Action(say("screen-visit"), Icons.pen) { way.to(Route.Fill(FormOf(FormKind.VISIT, individual))) }
        Page(whole.individual.name, back = way::back, main = main, mark = { Portrait(whole.individual.name, rememberPhotos(individual, whole)[whole.individual.card], size = Size.picture) }) {
            item {
                val names = mapOf(Part.NOW to "app-tab-now", Part.HAPPENED to "screen-timeline", Part.RECORD to "app-tab-record")
                Tabs(Part.entries.map { Choice(it.name, LocalWords.current.say(names.getValue(it))) }, part.name) { part = Part.valueOf(it) }
            }
            when (part) {
                Part.NOW -> now(whole.individual, way)
                Part.HAPPENED -> happened(whole) { pages++ }
                Part.RECORD -> record(whole.individual, way)
            }
        }
    }
}

private fun LazyListScope.now(individual: IndividualAnswer, way: Way) {
    val communication = COMMUNICATION.mapNotNull { name -> individual.fields.firstOrNull { it.field == name } }
    if (communication.isNotEmpty()) item { Communication(communication) }
    individual.rules().forEach { rule -> item { Rule(rule, way) } }
    individual.note?.let { item { Quiet(it) } }
    item { Doors(individual.individual, way) }
    val planned = individual.cards.filter { it.kind == "contact_plan" }
    if (planned.isNotEmpty()) {
        item { Heading(LocalWords.current.option("cards", "contact_plan")) }
        planned.forEach { plan -> item { CardOfRecord(plan) } }
    }
}

@Composable
private fun Communication(fields: List<ShownField>) {
    Card(tone = LocalColours.current.own) {
        Pictured(Icons.speech, say("app-communication"), style = LocalLetters.current.heading)
        fields.forEach { Told(it) }
    }
}

/** A rule about contact: its kind, and what it says in full. */
@Composable
private fun Rule(rule: ShownCard, way: Way) {
    val terms = rule.fields.firstOrNull { it.field == "terms" || it.field == "text" }?.text
    val under = listOfNotNull(terms.takeIf { it != rule.title }, say("differs").takeIf { rule.differs })
    val press = if (rule.differs) ({ way.to(Route.NeedsLook) }) else null
    Note(Icons.shield, LocalColours.current.guarded, rule.title, under = under, press = press)
}

/** The rules, each once: whoever reads the rule itself needs no summary that says the same. */
private fun IndividualAnswer.rules(): List<ShownCard> {
    val said = cards.filter { it.kind == "restriction" }.flatMap { rule -> rule.fields.map { it.text } }
    return cards.filter { it.isGuarded && (it.kind == "restriction" || it.title !in said) }
}

/** What can be done here. */
@Composable
private fun Doors(individual: String, way: Way) {
    fun form(kind: FormKind) = { way.to(Route.Fill(FormOf(kind, individual))) }
    val colours = LocalColours.current
    Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
        Lead(say("screen-map"), under = say("app-map-under"), mark = { PictureMark(Icons.map, colours.calm) }) { way.to(Route.Map(individual)) }
        Lead(say("screen-plan"), under = say("app-plan-under"), mark = { PictureMark(Icons.calendar, colours.calm) }, press = form(FormKind.PLAN))
        Lead(say("screen-rules"), under = say("app-rules-under"), mark = { PictureMark(Icons.shield, colours.guarded) }) { way.to(Route.Rules(individual)) }
        Lead(say("screen-words"), under = say("app-words-under"), mark = { PictureMark(Icons.speech, colours.own) }, press = form(FormKind.WORDS))
        Lead(say("screen-observation"), under = say("app-observation-under"), mark = { PictureMark(Icons.look, colours.calm) }, press = form(FormKind.OBSERVATION))
        Lead(say("app-raise-concern"), under = say("app-concern-under"), mark = { PictureMark(Icons.alert, colours.alert) }, press = form(FormKind.CONCERN))
        Lead(say("app-together"), under = say("app-together-under"), mark = { PictureMark(Icons.heart, colours.own) }) { way.to(Route.LookTogether(individual)) }
        Lead(say("screen-who-can-see"), mark = { PictureMark(Icons.key, colours.guarded) }) { way.to(Route.WhoCanSee(individual)) }
    }
}

private fun LazyListScope.happened(whole: Whole, more: () -> Unit) {
    if (whole.items.isEmpty()) item { Nothing(say("timeline-empty")) }
    items(whole.items, key = { it.entry }) { Happened(it) }
    if (whole.more) item { WordButton(say("app-show-more"), icon = Icons.plus, act = more) }
}

/** One thing that happened; the individual's own words look like what they are. */
@Composable
internal fun Happened(entry: TimelineItem) {
    val colours = LocalColours.current
    Card(tone = colours.own.takeIf { entry.ownWords }) {
        Aside({ Picture(pictureOf(entry), colour = if (entry.ownWords) colours.own.strong else colours.primary) }) {
            Say(entry.kindText, style = LocalLetters.current.strong)
            val attached = entry.attachment
            if (attached != null) Attachment(attached) else if (entry.what.isNotEmpty()) Say(entry.what)
            Say(say("app-by", "when" to entry.`when`, "author" to entry.author), style = LocalLetters.current.small)
            entry.later.forEach { Pictured(Icons.pen, it) }
            entry.problem?.let { Pictured(Icons.alert, it, colour = colours.alert.strong) }
        }
    }
}

private fun pictureOf(entry: TimelineItem) = when (entry.kind) {
    "visit" -> Icons.calendar
    "contact" -> Icons.people
    "statement" -> Icons.speech
    "observation" -> Icons.look
    "attachment" -> Icons.photo
    else -> Icons.file
}

private fun LazyListScope.record(individual: IndividualAnswer, way: Way) {
    val own = individual.fields.filter { it.field !in COMMUNICATION }
    if (own.isNotEmpty()) item { Card { own.forEach { Told(it) } } }
    individual.cards.groupBy { it.kind }.forEach { (kind, cards) ->
        item { Heading(LocalWords.current.option("cards", kind)) }
        cards.forEach { card -> item(key = card.card) { if (card.isGuarded) Rule(card, way) else CardOfRecord(card) } }
    }
}

/** A card of the record with its fields. */
@Composable
private fun CardOfRecord(card: ShownCard) {
    Card {
        Say(card.title, style = LocalLetters.current.strong)
        card.fields.forEach { Told(it) }
        if (card.differs) Pictured(Icons.look, say("differs"), colour = LocalColours.current.guarded.strong)
    }
}

/** A field: what it is called, and what is said. */
@Composable
internal fun Told(field: ShownField) {
    Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}) {
        Say(field.label, style = LocalLetters.current.small)
        Say(field.text)
        if (field.differs) Pictured(Icons.look, say("differs"), colour = LocalColours.current.guarded.strong)
    }
}
