/** What is pressed. */
package kith.ui.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.LocalContentColor
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.material3.Text
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** Something to do, in words. */
public class Action(public val label: String, public val icon: ImageVector? = null, public val enabled: Boolean = true, public val act: () -> Unit)

private val shape = RoundedCornerShape(Size.corner)

/** The main thing to do on a screen. */
@Composable
public fun MainButton(action: Action, modifier: Modifier = Modifier) {
    val colours = LocalColours.current
    val (ground, ink) = if (action.enabled) colours.primary to colours.onPrimary else colours.sunken to colours.muted
    // Where all grounds are one, what cannot be pressed yet still has its place.
    val edge = if (action.enabled || colours.edge.value == 0f) Modifier else Modifier.border(colours.edge, colours.line, shape)
    Pressed(action, ink, modifier.fillMaxWidth().clip(shape).background(ground).then(edge))
}

/** Something else to do. */
@Composable
public fun OtherButton(action: Action, modifier: Modifier = Modifier) {
    val colours = LocalColours.current
    Pressed(action, colours.primary, modifier.fillMaxWidth().clip(shape).border(BorderStroke(Space.hair / 2, colours.primary), shape))
}

@Composable
private fun Pressed(action: Action, ink: Color, modifier: Modifier) {
    Row(
        modifier
            .clickable(enabled = action.enabled, role = Role.Button, onClick = action.act)
            .defaultMinSize(minHeight = Size.button)
            .padding(horizontal = Space.page, vertical = Space.near),
        Arrangement.spacedBy(Space.near, Alignment.CenterHorizontally),
        Alignment.CenterVertically,
    ) {
        // Where the words are large they need the width, and say it all.
        action.icon?.takeUnless { isLarge() }?.let { Picture(it, colour = ink) }
        Text(action.label, Modifier.weight(1f, fill = false), style = LocalLetters.current.strong, color = ink, textAlign = TextAlign.Center)
    }
}

/** Something small to do, in words alone. */
@Composable
public fun WordButton(label: String, modifier: Modifier = Modifier, icon: ImageVector? = null, ink: Color = LocalColours.current.primary, act: () -> Unit) {
    Row(
        modifier
            .clip(RoundedCornerShape(Size.chip))
            .clickable(role = Role.Button, onClick = act)
            .defaultMinSize(Size.target, Size.target)
            .padding(horizontal = Space.tight, vertical = Space.tight),
        Arrangement.spacedBy(Space.tight),
        Alignment.CenterVertically,
    ) {
        icon?.let { Picture(it, colour = ink) }
        Say(label, Modifier.weight(1f, fill = false), LocalLetters.current.strong, ink)
    }
}

/** A button that is a picture, named in words for whoever does not see it. */
@Composable
public fun PictureButton(icon: ImageVector, named: String, modifier: Modifier = Modifier, act: () -> Unit) {
    val colours = LocalColours.current
    Box(
        modifier
            .size(Size.target)
            .clip(CircleShape)
            .background(colours.surface)
            .border(Space.hair / 4, colours.line, CircleShape)
            .clickable(role = Role.Button, onClick = act)
            .semantics { contentDescription = named },
        Alignment.Center,
    ) {
        Picture(icon, colour = colours.ink)
    }
}

/** Draws in a colour. */
@Composable
public fun In(colour: Color, content: @Composable () -> Unit) {
    CompositionLocalProvider(LocalContentColor provides colour, content = content)
}
