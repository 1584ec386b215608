/** Words on a screen. */
package kith.ui.parts

import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import kith.companion.Words
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** The words of the language that is on. */
public val LocalWords = staticCompositionLocalOf<Words> { error("no words") }

/** The message of a key. */
@Composable
public fun say(key: String, vararg texts: Pair<String, String>): String = LocalWords.current.say(key, *texts)

/** Words that stand alone begin with a capital. */
public fun String.sentence(): String = replaceFirstChar(Char::uppercase)

/** Words, in the colour of their place. */
@Composable
public fun Say(text: String, modifier: Modifier = Modifier, style: TextStyle = LocalLetters.current.body, colour: Color = LocalContentColor.current) {
    Text(text, modifier, style = style, color = colour)
}

/** Words of less weight. */
@Composable
public fun Quiet(text: String, modifier: Modifier = Modifier) {
    Say(text, modifier, LocalLetters.current.small, LocalColours.current.muted)
}

/** The heading of a part of a screen. */
@Composable
public fun Heading(text: String, modifier: Modifier = Modifier) {
    Say(text, modifier.padding(top = Space.near).semantics { heading() }, LocalLetters.current.heading)
}

/** A picture that only repeats what its words say. */
@Composable
public fun Picture(icon: ImageVector, modifier: Modifier = Modifier, colour: Color = LocalContentColor.current) {
    Icon(icon, contentDescription = null, modifier = modifier.size(Size.icon), tint = colour)
}

/** A picture and its words. */
@Composable
public fun Pictured(icon: ImageVector, text: String, modifier: Modifier = Modifier, style: TextStyle = LocalLetters.current.body, colour: Color = LocalContentColor.current) {
    Aside({ Picture(icon, colour = colour) }, modifier) { Say(text, style = style, colour = colour) }
}
