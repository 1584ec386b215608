/** Choices: one of several, or some of them. What is chosen bears a tick, so that colour is not alone in saying so. */
package kith.ui.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size as Extent
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Dp
import androidx.compose.material3.Text
import androidx.compose.ui.graphics.ImageBitmap
import kith.companion.Choice
import kith.ui.LocalSymbols
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** So many choices are shown at first. */
private const val FIRST = 6

/** One of these; or none again, by choosing the chosen one where [empty] is given. */
@Composable
public fun OneOf(choices: List<Choice>, chosen: String?, symbols: String? = null, empty: (() -> Unit)? = null, choose: (String) -> Unit) {
    val pack = LocalSymbols.current
    Few(choices, { it.name == chosen }, Modifier.selectableGroup()) { choice ->
        val selected = choice.name == chosen
        val press = empty?.takeIf { selected } ?: { choose(choice.name) }
        Chip(choice.label, selected, Modifier.selectable(selected, role = Role.RadioButton, onClick = press), symbols?.let { pack.of("$it-${choice.name}", choice.label) })
    }
}

/** Some of these. Of those with symbols, such as feelings, none comes before the others: all are shown. */
@Composable
public fun SomeOf(choices: List<Choice>, chosen: List<String>, symbols: String? = null, choose: (List<String>) -> Unit) {
    val pack = LocalSymbols.current
    Few(choices, { it.name in chosen }, first = if (symbols == null) FIRST else choices.size) { choice ->
        val selected = choice.name in chosen
        val turn = { on: Boolean -> choose(if (on) chosen + choice.name else chosen - choice.name) }
        Chip(choice.label, selected, Modifier.toggleable(selected, role = Role.Checkbox, onValueChange = turn), symbols?.let { pack.of("$it-${choice.name}", choice.label) })
    }
}

/** The first few choices, and the others once they are asked for; one that is chosen is never hidden. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Few(choices: List<Choice>, chosen: (Choice) -> Boolean, modifier: Modifier = Modifier, first: Int = FIRST, draw: @Composable (Choice) -> Unit) {
    var all by rememberSaveable { mutableStateOf(false) }
    val many = choices.size > first + 2
    val shown = if (all || !many) choices else choices.filterIndexed { place, choice -> place < first || chosen(choice) }
    FlowRow(modifier.fillMaxWidth(), Arrangement.spacedBy(Space.tight), Arrangement.spacedBy(Space.tight)) {
        shown.forEach { draw(it) }
        if (many) WordButton(say(if (all) "app-fewer-choices" else "app-more-choices"), icon = if (all) Icons.minus else Icons.plus) { all = !all }
    }
}

@Composable
private fun Chip(label: String, selected: Boolean, modifier: Modifier, symbol: ImageBitmap? = null) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(Size.chip)
    val ground = if (selected) colours.primary else colours.sunken
    val ink = if (selected) colours.onPrimary else colours.ink
    Row(
        Modifier
            .clip(shape)
            .background(ground)
            .border(Space.hair / 4, if (selected) colours.primary else colours.line, shape)
            .then(modifier)
            .defaultMinSize(Size.target, Size.target)
            .padding(horizontal = Space.wide, vertical = Space.tight),
        Arrangement.spacedBy(Space.tight),
        Alignment.CenterVertically,
    ) {
        if (selected) Picture(Icons.check, colour = ink)
        symbol?.let { Symbol(it, Size.icon) }
        Say(label.sentence(), Modifier.weight(1f, fill = false), colour = ink)
    }
}

/** A tick. */
@Composable
public fun Tick(label: String, on: Boolean, turn: (Boolean) -> Unit) {
    Chip(label, on, Modifier.toggleable(on, role = Role.Checkbox, onValueChange = turn))
}

/** Five faces, each with its word; or none again, as [OneOf] has it. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
public fun Faces(chosen: Int?, empty: (() -> Unit)? = null, choose: (Int) -> Unit) {
    val colours = LocalColours.current
    FlowRow(Modifier.fillMaxWidth().selectableGroup(), Arrangement.spacedBy(Space.hair), Arrangement.spacedBy(Space.tight)) {
        (1..5).forEach { face ->
            val selected = face == chosen
            val ink = if (selected) colours.onPrimary else colours.ink
            Column(
                Modifier
                    .clip(RoundedCornerShape(Size.chip))
                    .background(if (selected) colours.primary else colours.surface)
                    .selectable(selected, role = Role.RadioButton, onClick = empty?.takeIf { selected } ?: { choose(face) })
                    .widthIn(min = Size.face + Space.tight)
                    .padding(Space.hair, Space.tight),
                Arrangement.spacedBy(Space.hair),
                Alignment.CenterHorizontally,
            ) {
                val word = LocalWords.current.option("face", "$face")
                Face(face, word, Size.target, ink)
                Text(word, style = LocalLetters.current.small, color = ink, textAlign = TextAlign.Center)
                if (selected) Picture(Icons.check, colour = ink)
            }
        }
    }
}

/** A face, which a word says: of the pack of symbols, and drawn here where that has none. */
@Composable
public fun Face(number: Int, word: String, size: Dp, ink: Color) {
    val symbol = LocalSymbols.current.of("face-$number", word)
    if (symbol == null) Canvas(Modifier.size(size)) { face(number, ink) } else Symbol(symbol, size)
}

/** A face from 1, the saddest, to 5. */
private fun DrawScope.face(number: Int, ink: Color) {
    val stroke = Stroke(width = size.width / 18, cap = StrokeCap.Round)
    drawCircle(ink, size.width / 2 - stroke.width, style = stroke)
    listOf(0.35f, 0.65f).forEach { drawCircle(ink, size.width / 15, Offset(size.width * it, size.height * 0.4f)) }
    val bend = (number - 3) / 2f
    if (bend == 0f) {
        drawLine(ink, Offset(size.width * 0.32f, size.height * 0.67f), Offset(size.width * 0.68f, size.height * 0.67f), stroke.width, StrokeCap.Round)
        return
    }
    val high = size.height * 0.3f * kotlin.math.abs(bend)
    val top = if (bend > 0) size.height * 0.66f - high / 2 else size.height * 0.7f - high / 2
    drawArc(ink, if (bend > 0) 10f else 190f, 160f, false, Offset(size.width * 0.3f, top), Extent(size.width * 0.4f, high), style = stroke)
}

/** The parts of a screen, of which one is shown. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
public fun Tabs(parts: List<Choice>, shown: String, show: (String) -> Unit) {
    FlowRow(Modifier.fillMaxWidth(), Arrangement.spacedBy(Space.tight), Arrangement.spacedBy(Space.tight)) {
        parts.forEach { part ->
            val here = part.name == shown
            Chip(part.label, here, Modifier.selectable(here, role = Role.Tab) { show(part.name) })
        }
    }
}
