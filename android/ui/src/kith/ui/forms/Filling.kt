/** Filling in a form: what the core asks for, in its steps, with what was filled in so far. */
package kith.ui.forms

import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kith.companion.Answers
import kith.companion.Form
import kith.companion.FormField

/** A form that is being filled in. Each change is told at once to whoever keeps drafts. */
@Stable
public class Filling(public val form: Form, answers: Answers, private val keep: (Answers) -> Unit) {
    /** What was filled in. */
    public var answers: Answers by mutableStateOf(answers)
        private set

    /** The fields that were left empty and are needed, once somebody went on without them. */
    public var missing: Set<String> by mutableStateOf(emptySet())
        private set

    /** Fills something in. */
    public fun change(change: (Answers) -> Answers) {
        answers = change(answers)
        missing = missing.filterNot(answers::has).toSet()
        keep(answers)
    }

    /** Empties a field again. Where it is the first of a thing that is told in parts, the others that somebody filled in go with it. */
    public fun empty(path: String) {
        val ones = form.steps.flatMap { it.entries() }.filterIsInstance<Entry.One>().map { it.field }
        val parts = ones.firstOrNull { it.name == path }?.whole()?.let { whole -> ones.filter { it.whole() == whole } }.orEmpty()
        val others = if (parts.firstOrNull()?.name == path) parts.filter { it.prefilled == null }.map { it.name } - path else emptyList()
        change { (others + path).fold(it, Answers::without) }
    }

    /** What is asked in a step: of a thing that is told in parts, the other parts once the first is filled in. */
    public fun asked(step: Int): List<Entry> {
        val entries = form.steps[step].entries()
        val firsts = entries.filterIsInstance<Entry.One>().groupBy { it.field.whole() }.mapValues { it.value.first().field.name }
        return entries.filter { entry ->
            val first = (entry as? Entry.One)?.field?.let { field -> field.whole()?.let { firsts[it] }.takeIf { it != field.name } }
            first == null || answers.has(first)
        }
    }

    /** The place of the first entry of a step that lacks something needed, where there is one; all that is lacking is marked. */
    public fun firstWanting(step: Int): Int? {
        val wanting = asked(step).map { it.missing(answers) }
        missing = wanting.flatten().toSet()
        return wanting.indexOfFirst { it.isNotEmpty() }.takeIf { it >= 0 }
    }

    public companion object {
        /** What a form has filled in by itself, but for what belongs to items of lists. */
        public fun prefilled(form: Form): Answers = form.steps.flatMap { it.fields }.fold(Answers.NONE) { answers, field ->
            val value = field.prefilled
            if (value == null || "[]" in field.name) answers else answers.prefilled(field.name, value)
        }
    }
}

/** What stands in a step: one field, or a list whose items have parts. */
public sealed interface Entry {
    /** The paths of what is needed and not there. */
    public fun missing(answers: Answers): List<String>

    /** A field by itself. */
    public class One(public val field: FormField) : Entry {
        override fun missing(answers: Answers): List<String> =
            listOf(field.name).filter { field.required && !answers.has(it) }
    }

    /** A list; an item is there as soon as its first part is. */
    public class Items(public val list: String, public val parts: List<FormField>) : Entry {
        /** The part that makes an item. */
        public val first: FormField = parts.first { it.prefilled == null }

        /** The other parts, as they follow. */
        public val others: List<FormField> = parts - first

        /** The path of a part of an item. */
        public fun path(item: Int, part: FormField): String = "$list[$item]" + part.name.removePrefix("$list[]")

        /** With a first part, and with what the form fills in by itself where the item is new. */
        public fun begun(answers: Answers, item: Int, fill: (Answers) -> Answers): Answers {
            if (item < answers.count(list)) return fill(answers)
            val filled = fill(answers)
            if (filled.count(list) <= item) return filled
            return others.fold(filled) { all, part -> part.prefilled?.let { all.prefilled(path(item, part), it) } ?: all }
        }

        override fun missing(answers: Answers): List<String> = (0 until answers.count(list)).flatMap { item ->
            parts.filter { it.required }.map { path(item, it) }.filterNot(answers::has)
        }
    }
}

/** The entries of a step that somebody is asked for. A list of texts is a field of its own. */
public fun kith.companion.Step.entries(): List<Entry> {
    val grouped = fields.groupBy { field -> field.name.substringBefore("[].", "").ifEmpty { field.name } }
    return grouped.flatMap { (name, parts) ->
        when {
            !parts.first { it.prefilled == null || parts.size == 1 }.isAsked() -> emptyList()
            parts.first().name.startsWith("$name[].") -> listOf(Entry.Items(name, parts.filter(FormField::isAsked)))
            else -> listOf(Entry.One(parts.single()))
        }
    }
}

/** What a field is a part of, where that is one of several alike, as the ways of contact are. */
private fun FormField.whole(): String? = name.substringBeforeLast('.').takeIf { '.' in it }

/** Whether there is anything to decide: what has one answer only, and has it, is not asked. */
public fun FormField.isAsked(): Boolean = !((shape == "one" || shape == "several") && choices.isEmpty())
