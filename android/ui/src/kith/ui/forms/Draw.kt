/** A form's fields, drawn by their shapes. */
package kith.ui.forms

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import kith.companion.FormField
import kith.companion.day
import kith.companion.dayOf
import kith.companion.timeOf
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.DayField
import kith.ui.parts.Faces
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.LocalWords
import kith.ui.parts.MomentField
import kith.ui.parts.OneOf
import kith.ui.parts.Pictured
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.SomeOf
import kith.ui.parts.Tick
import kith.ui.parts.Typing
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.parts.sentence
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** Fields in which more than a line is told. */
private val LONG = setOf("text", "what", "line", "their_words", "wishes", "situation", "fears", "rehearsal", "before", "after")

/** So many letters of a moment are its day. */
private const val DAY = 10

/** The numbers of a scale from nothing to ten. */
private val TEN = (0..10).toList()

/** A field at its path. What is filled in already is told, and can be changed. */
@Composable
public fun DrawField(filling: Filling, field: FormField, path: String = field.name) {
    var open by rememberSaveable(path) { mutableStateOf(field.isOpen(filling.answers.has(path))) }
    when {
        open -> Asked(filling, field, path)
        filling.answers.has(path) -> Told(filling, field, path) { open = true }
        else -> WordButton(field.label, icon = Icons.plus) { open = true }
    }
}

/** What is filled in already is told, and what may be left out is offered: so a form asks for what is needed. */
private fun FormField.isOpen(filled: Boolean): Boolean = when {
    prefilled != null -> false
    shape == "text" || shape == "number" -> required || filled
    else -> true
}

@Composable
private fun Asked(filling: Filling, field: FormField, path: String) {
    val needed = path in filling.missing
    val label = if (field.required && field.prefilled == null) say("form-required", "label" to field.label) else field.label
    if (field.shape == "tick") {
        Tick(field.label, filling.answers.tick(path)) { on -> filling.change { it.with(path, on) } }
        return
    }
    Labelled(label) {
        Shape(filling, field, path)
        if (needed) Pictured(Icons.alert, say("app-needed"), colour = LocalColours.current.alert.strong)
    }
}

@Composable
private fun Shape(filling: Filling, field: FormField, path: String) {
    val answers = filling.answers
    // What may be left out can be emptied again.
    val empty = { filling.empty(path) }.takeIf { !field.required && field.prefilled == null }
    when (field.shape) {
        "one" -> OneOf(field.choices, answers.text(path), symbols = field.symbols, empty = empty) { chosen -> filling.change { it.with(path, chosen) } }
        "several" -> SomeOf(field.choices, answers.several(path), field.symbols) { chosen -> filling.change { it.with(path, chosen) } }
        "faces" -> Faces(answers.number(path), empty) { face -> filling.change { it.with(path, face) } }
        "number" -> Number(filling, path, field.label, empty)
        "moment" -> answers.text(path)?.let { at -> MomentField(at, weeks = path == "start") { to -> filling.change { it.with(path, to) } } }
        "day" -> Day(filling, path, empty)
        else -> if (path.endsWith("[]")) Texts(filling, field, path.removeSuffix("[]")) else {
            val lines = if (path.substringAfterLast('.') in LONG) 3 else 1
            Typing(field.label, answers.text(path).orEmpty(), lines) { text -> filling.change { it.with(path, text) } }
        }
    }
}

/** A number of the scale that was chosen: faces for the five faces, and otherwise the numbers as they are. */
@Composable
private fun Number(filling: Filling, path: String, label: String, empty: (() -> Unit)?) {
    val answers = filling.answers
    if (path == "value" && answers.text("scale") == "five_faces") {
        Faces(answers.number(path), empty) { face -> filling.change { it.with(path, face) } }
    } else if (path == "value") {
        Typing(label, answers.number(path)?.toString().orEmpty(), number = true) { text ->
            filling.change { all -> text.toIntOrNull()?.let { all.with(path, it) } ?: all.without(path) }
        }
    } else {
        val choices = TEN.map { kith.companion.Choice("$it", "$it") }
        OneOf(choices, answers.number(path)?.toString(), empty = empty) { chosen -> filling.change { it.with(path, chosen.toInt()) } }
    }
}

/** A day that nobody has said begins where the record stands: on the day of the form. */
@Composable
private fun Day(filling: Filling, path: String, empty: (() -> Unit)?) {
    val day = filling.answers.text(path)
    if (day != null && 'T' in day) {
        MomentField(day, weeks = true) { to -> filling.change { it.with(path, to) } }
    } else if (day != null) {
        DayField(day) { to -> filling.change { it.with(path, to) } }
    } else {
        val today = filling.answers.text("occurred.at")?.let(::dayOf) ?: filling.answers.text("from")?.take(DAY) ?: return
        WordButton(say("app-choose-day"), icon = Icons.calendar) { filling.change { it.with(path, today) } }
    }
    if (day != null && empty != null) WordButton(say("app-remove"), icon = Icons.close, act = empty)
}

/** Several texts, each on a line of its own. */
@Composable
private fun Texts(filling: Filling, field: FormField, path: String) {
    var typed by remember { mutableStateOf(filling.answers.several(path).joinToString("\n")) }
    Typing(field.label, typed, lines = 3) { text ->
        typed = text
        filling.change { it.with(path, text.lines().filter(String::isNotBlank)) }
    }
    Quiet(say("app-a-line-each"))
}

/** What is filled in already. */
@Composable
private fun Told(filling: Filling, field: FormField, path: String, change: () -> Unit) {
    val words = LocalWords.current
    val text = filling.answers.text(path)
    val told = when (field.shape) {
        "day" -> text?.let { if ('T' in it) words.day(dayOf(it)) else words.day(it) }
        "moment" -> text?.let { words.say("date-time", "date" to words.day(dayOf(it)), "time" to timeOf(it)) }
        "several" -> filling.answers.several(path).joinToString { name -> field.choices.firstOrNull { it.name == name }?.label ?: name }
        else -> field.choices.firstOrNull { it.name == text }?.label ?: text
    }
    Aside(null, after = { WordButton(say("app-change"), act = change) }, align = Alignment.CenterVertically) {
        Quiet(field.label)
        Say(told.orEmpty().sentence(), style = LocalLetters.current.strong)
    }
}

/** A list: its items with their parts, and a place for one more. */
@Composable
public fun DrawItems(filling: Filling, entry: Entry.Items, beside: @Composable (Int) -> Unit) {
    val heading = LocalWords.current.option("field", entry.list)
    val count = filling.answers.count(entry.list)
    Labelled(heading) {
        if (entry.first.shape == "one") {
            val chosen = (0 until count).mapNotNull { filling.answers.text(entry.path(it, entry.first)) }
            SomeOf(entry.first.choices, chosen) { now -> filling.change { entry.only(it, chosen, now) } }
            for (item in 0 until count) {
                val named = filling.answers.text(entry.path(item, entry.first))
                val label = entry.first.choices.firstOrNull { it.name == named }?.label.orEmpty()
                Item(label) {
                    Parts(filling, entry, item)
                    beside(item)
                }
            }
        } else {
            Growing(filling, entry, count)
        }
    }
}

/** With items for those that are chosen now, and no others. */
private fun Entry.Items.only(answers: kith.companion.Answers, before: List<String>, now: List<String>): kith.companion.Answers {
    val gone = before.indices.filter { before[it] !in now }.asReversed()
    val kept = gone.fold(answers) { all, item -> all.without("$list[$item]") }
    return now.filter { it !in before }.fold(kept) { all, name ->
        val item = all.count(list)
        begun(all, item) { it.with(path(item, first), name) }
    }
}

@Composable
private fun Item(label: String, content: @Composable () -> Unit) {
    Card(tone = LocalColours.current.let { kith.ui.tokens.Tone(it.primary, it.surface, it.ink) }) {
        Column(verticalArrangement = Arrangement.spacedBy(Space.wide)) {
            if (label.isNotEmpty()) Say(label, style = LocalLetters.current.heading)
            content()
        }
    }
}

/** Items that begin where their first part is filled in; another is offered once there is one. */
@Composable
private fun Growing(filling: Filling, entry: Entry.Items, count: Int) {
    var more by rememberSaveable(entry.list) { mutableStateOf(false) }
    val shown = if (count == 0 || more) count + 1 else count
    for (item in 0 until shown) {
        val path = entry.path(item, entry.first)
        val begin = { change: (kith.companion.Answers) -> kith.companion.Answers ->
            more = false
            filling.change { entry.begun(it, item, change) }
        }
        when (entry.first.shape) {
            "faces" -> Faces(filling.answers.number(path), { filling.change { it.without("${entry.list}[$item]") } }.takeIf { item < count }) { face -> begin { it.with(path, face) } }
            else -> Typing(entry.first.label, filling.answers.text(path).orEmpty(), lines = 3) { text -> begin { it.typed(entry, item, path, text) } }
        }
        if (item < count) Parts(filling, entry, item)
    }
    if (shown == count) WordButton(say("app-add-another"), icon = Icons.plus) { more = true }
}

/** An item whose first words are taken away again is none. */
private fun kith.companion.Answers.typed(entry: Entry.Items, item: Int, path: String, text: String): kith.companion.Answers =
    if (text.isEmpty()) without("${entry.list}[$item]") else with(path, text)

@Composable
private fun Parts(filling: Filling, entry: Entry.Items, item: Int) {
    entry.others.forEach { part -> DrawField(filling, part, entry.path(item, part)) }
}
