/** Cards: what belongs together. */
package kith.ui.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
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
    val edge = if (colours.edge.value > 0) BorderStroke(colours.edge, tone?.strong ?: colours.line) else null
    val pressed = press?.let { Modifier.clickable(role = Role.Button, onClick = it).semantics(mergeDescendants = true) {} } ?: Modifier
    Column(
        modifier
            .fillMaxWidth()
            .clip(shape)
            .background(tone?.ground ?: colours.surface)
            .then(edge?.let { Modifier.border(it, shape) } ?: Modifier)
            .then(pressed)
            .defaultMinSize(minHeight = Size.button)
            .padding(horizontal = Space.page, vertical = Space.wide),
        verticalArrangement = Arrangement.spacedBy(Space.tight, Alignment.CenterVertically),
    ) {
        In(tone?.ink ?: colours.ink) { content() }
    }
}

/** Something marked by a tone and a picture, beside its words. */
@Composable
public fun Note(icon: ImageVector, tone: Tone, text: String, modifier: Modifier = Modifier, under: List<String> = emptyList(), press: (() -> Unit)? = null) {
    Card(modifier, tone, press) {
        Row(horizontalArrangement = Arrangement.spacedBy(Space.near)) {
            Picture(icon, colour = tone.strong)
            Column(Modifier.weight(1f), Arrangement.spacedBy(Space.hair)) {
                Say(text, style = if (under.isEmpty()) LocalLetters.current.body else LocalLetters.current.strong)
                under.forEach { Say(it, style = LocalLetters.current.body) }
            }
            if (press != null) Picture(Icons.onward)
        }
    }
}

/** A line that leads somewhere. */
@Composable
public fun Lead(text: String, modifier: Modifier = Modifier, under: String? = null, mark: (@Composable () -> Unit)? = null, press: () -> Unit) {
    Card(modifier, press = press) {
        Row(horizontalArrangement = Arrangement.spacedBy(Space.wide), verticalAlignment = Alignment.CenterVertically) {
            mark?.invoke()
            Column(Modifier.weight(1f)) {
                Say(text, style = LocalLetters.current.strong)
                under?.let { Quiet(it) }
            }
            Picture(Icons.onward, colour = LocalColours.current.muted)
        }
    }
}

/** A mark with a picture on it. */
@Composable
public fun PictureMark(icon: ImageVector, tone: Tone) {
    Box(Modifier.size(Size.mark).clip(CircleShape).background(tone.ground).border(LocalColours.current.edge, tone.strong, CircleShape), Alignment.Center) {
        Picture(icon, colour = tone.strong)
    }
}

/** A mark with the first letter of a name; the name stands beside it. */
@Composable
public fun NameMark(name: String, tone: Tone = LocalColours.current.calm) {
    val letter = name.trim().take(1)
    Box(
        Modifier
            .size(Size.mark)
            .clip(CircleShape)
            .background(tone.ground)
            .border(LocalColours.current.edge, tone.strong, CircleShape)
            .clearAndSetSemantics {},
        Alignment.Center,
    ) {
        Unscaled { Say(letter, style = LocalLetters.current.heading, colour = tone.strong) }
    }
}
