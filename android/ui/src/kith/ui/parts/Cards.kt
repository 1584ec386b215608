/** Cards: what belongs together. */
package kith.ui.parts

import androidx.compose.foundation.background
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.foundation.Image
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Shape
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.semantics
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space
import kith.ui.tokens.Tone

private val shape = RoundedCornerShape(Size.corner)

/** A card; one that can be pressed is read as one. */
@Composable
public fun Card(modifier: Modifier = Modifier, tone: Tone? = null, press: (() -> Unit)? = null, content: @Composable ColumnScope.() -> Unit) {
    val colours = LocalColours.current
    val pressed = press?.let { Modifier.clickable(role = Role.Button, onClick = it).semantics(mergeDescendants = true) {} } ?: Modifier
    Column(
        modifier
            .fillMaxWidth()
            .clip(shape)
            .background(tone?.ground ?: colours.surface)
            .edged(tone?.strong ?: colours.line, shape)
            .then(pressed)
            .defaultMinSize(minHeight = Size.button)
            .padding(horizontal = cardEdge(), vertical = Space.wide),
        verticalArrangement = Arrangement.spacedBy(Space.tight, Alignment.CenterVertically),
    ) {
        In(tone?.ink ?: colours.ink) { content() }
    }
}

/** Something marked by a tone and a picture, beside its words. */
@Composable
public fun Note(icon: ImageVector, tone: Tone, text: String, modifier: Modifier = Modifier, under: List<String> = emptyList(), press: (() -> Unit)? = null) {
    Card(modifier, tone, press) {
        val onward: @Composable () -> Unit = { Picture(Icons.onward) }
        Aside({ Picture(icon, colour = tone.strong) }, after = onward.takeIf { press != null }) {
            Say(text, style = if (under.isEmpty()) LocalLetters.current.body else LocalLetters.current.strong)
            under.forEach { Say(it, style = LocalLetters.current.body) }
        }
    }
}

/** A line that leads somewhere. */
@Composable
public fun Lead(text: String, modifier: Modifier = Modifier, under: String? = null, mark: (@Composable () -> Unit)? = null, press: () -> Unit) {
    Card(modifier, press = press) {
        Aside(mark, after = { Picture(Icons.onward, colour = LocalColours.current.muted) }, gap = Space.wide, align = Alignment.CenterVertically) {
            Say(text, style = LocalLetters.current.strong)
            under?.let { Quiet(it) }
        }
    }
}

/** With the edge that the look asks for, where it asks for one. */
@Composable
private fun Modifier.edged(colour: Color, shape: Shape): Modifier {
    val edge = LocalColours.current.edge
    return if (edge.value > 0) border(edge, colour, shape) else this
}

/** A mark with a picture on it. */
@Composable
public fun PictureMark(icon: ImageVector, tone: Tone) {
    Box(Modifier.size(Size.mark).clip(CircleShape).background(tone.ground).edged(tone.strong, CircleShape), Alignment.Center) {
        Picture(icon, colour = tone.strong)
    }
}

/** A picture that stands large before its words, for whoever reads pictures first. */
@Composable
public fun LargeMark(icon: ImageVector, tone: Tone, symbol: ImageBitmap? = null) {
    if (symbol != null) {
        Symbol(symbol, Size.picture)
        return
    }
    Box(Modifier.size(Size.picture).clip(shape).background(tone.ground).edged(tone.strong, shape), Alignment.Center) {
        Picture(icon, Modifier.size(Size.picture * 0.6f), tone.strong)
    }
}

/** A symbol. What it stands for is said in words beside it. */
@Composable
public fun Symbol(symbol: ImageBitmap, size: Dp) {
    Image(symbol, null, Modifier.size(size).clearAndSetSemantics {})
}

/** What is read as one letter, of however many parts: an accent and a joined emoji belong to theirs. */
private val LETTER = Regex("\\X")

/** The first letter of a name. */
public fun initial(name: String): String = LETTER.find(name.trim())?.value.orEmpty()

/** A mark with the first letter of a name; the name stands beside it. */
@Composable
public fun NameMark(name: String, tone: Tone = LocalColours.current.calm) {
    Box(
        Modifier
            .size(Size.mark)
            .clip(CircleShape)
            .background(tone.ground)
            .edged(tone.strong, CircleShape)
            .clearAndSetSemantics {},
        Alignment.Center,
    ) {
        Unscaled { Say(initial(name), style = LocalLetters.current.heading, colour = tone.strong) }
    }
}
