/** A form, a step at a time. What is typed is kept as it is typed; leaving loses nothing. */
package kith.ui.forms

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import kith.companion.FormOf
import kith.companion.Opened
import kith.companion.Recorded
import kith.companion.Refused
import kith.ui.parts.Action
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.Quiet
import kith.ui.parts.Trouble
import kith.ui.parts.Waiting
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Space
import kotlinx.coroutines.launch

/** What stands on the page above a form's fields: the way back, and the title. */
private const val ABOVE = 2

/** What a screen adds to its form: above it; below a step, where there is something; and beside an item of a list. */
public class Beside(
    public val above: (@Composable (Filling, Int) -> Unit)? = null,
    public val below: (Filling, Int) -> (@Composable () -> Unit)? = { _, _ -> null },
    public val item: @Composable (Filling, String, Int) -> Unit = { _, _, _ -> },
)

/** Fills in a form and records it. */
@Composable
public fun FormScreen(opened: Opened, of: FormOf, back: () -> Unit, beside: Beside = Beside(), recorded: (Recorded) -> Unit) {
    var filling by remember(opened, of) { mutableStateOf<Filling?>(null) }
    var refused by remember { mutableStateOf<Refused?>(null) }
    LaunchedEffect(opened, of) {
        try {
            val form = opened.companion.form(of)
            // Whoever turned the phone while it was being recorded goes on to what comes next, and is not asked again.
            val given = try {
                opened.given(form)
            } catch (no: Refused) {
                refused = no
                null
            }
            if (given != null) return@LaunchedEffect recorded(given)
            val answers = opened.typed.draft(form) ?: Filling.prefilled(form)
            filling = Filling(form, answers) { opened.typed.keep(form, it) }
        } catch (no: Refused) {
            refused = no
        }
    }
    val now = filling
    if (now != null) Steps(opened, now, refused, back, beside, recorded) else refused?.let { no -> Page(no.says, no.next, back) {} } ?: Waiting()
}

@Composable
private fun Steps(opened: Opened, filling: Filling, before: Refused?, back: () -> Unit, beside: Beside, recorded: (Recorded) -> Unit) {
    val scope = rememberCoroutineScope()
    val form = filling.form
    var step by rememberSaveable { mutableStateOf(0) }
    var refused by remember { mutableStateOf(before) }
    var saving by remember { mutableStateOf(false) }
    val unkept by opened.typed.trouble.collectAsState()
    val list = rememberLazyListState()
    LaunchedEffect(step) { list.scrollToItem(0) }
    val last = step == form.steps.lastIndex
    val save = {
        saving = true
        scope.launch {
            try {
                val answers = filling.answers
                recorded(opened.record(form) { answers.attaching(it) })
            } catch (no: Refused) {
                refused = no
                step = form.steps.indexOfFirst { one -> no.field.isNotEmpty() && one.fields.any { it.isNamed(no.field) } }.takeIf { it >= 0 } ?: step
                list.scrollToItem(0)
            }
            saving = false
        }
    }
    val main = Action(say(if (last) "app-save" else "app-next"), if (last) Icons.check else null, !saving) {
        refused = null
        val wanting = filling.firstWanting(step)
        when {
            wanting != null -> scope.launch { list.animateScrollToItem(ABOVE + (if (beside.above == null) 0 else 1) + wanting) }
            last -> save()
            else -> step++
        }
    }
    val heading = form.steps[step].heading
    val many = form.steps.size > 1
    val under = if (many) say("app-step", "step" to "${step + 1}", "steps" to "${form.steps.size}", "heading" to heading) else null
    Page(form.title, under, { if (step > 0) step-- else back() }, main, gap = Space.page, state = list) {
        (refused ?: unkept)?.let { no -> item { Trouble(no.says, no.next) } }
        fields(filling, step, beside)
        if (form.takesIn(step)) item(key = "attaching") { Attaching(opened, filling) }
        item { Quiet(say("form-draft-kept")) }
        item {
            Discard {
                scope.launch {
                    opened.discard(form)
                    back()
                }
            }
        }
    }
}

/** Throws the draft away, once whoever wants that has said so again: what is thrown away does not come back. */
@Composable
private fun Discard(act: () -> Unit) {
    var asked by remember { mutableStateOf(false) }
    if (!asked) {
        WordButton(say("app-discard"), icon = Icons.close) { asked = true }
        return
    }
    Card(tone = LocalColours.current.alert) {
        OtherButton(Action(say("app-discard"), Icons.close, act = act))
        WordButton(say("app-not-now")) { asked = false }
    }
}

private fun LazyListScope.fields(filling: Filling, step: Int, beside: Beside) {
    beside.above?.let { draw -> item { draw(filling, step) } }
    filling.asked(step).forEach { entry ->
        when (entry) {
            is Entry.One -> item(key = entry.field.name) { DrawField(filling, entry.field) }
            is Entry.Items -> item(key = entry.list) { DrawItems(filling, entry) { beside.item(filling, entry.list, it) } }
        }
    }
    beside.below(filling, step)?.let { draw -> item { draw() } }
}

/** Whether an error's path is about this field, or about the list that it is a part of. */
private fun kith.companion.FormField.isNamed(path: String): Boolean {
    val plain = path.replace(Regex("\\[\\d+]"), "[]")
    return name == plain || name.startsWith("$plain.") || name.startsWith("$plain[]")
}
