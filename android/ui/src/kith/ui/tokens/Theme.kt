/** The look of everything: Kith's own tokens, with Material 3 coloured by them. */
package kith.ui.tokens

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.LocalTextStyle
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.sp

/** The styles of words. */
@Immutable
public class Letters(
    public val title: TextStyle,
    public val heading: TextStyle,
    public val strong: TextStyle,
    public val body: TextStyle,
    public val small: TextStyle,
)

/** The styles of words that are on. */
public val LocalLetters = staticCompositionLocalOf { letters(FontFamily.Default, 1f) }

private const val BODY = 17f

/**
 * Where somebody enlarges the text, all of it grows, and headings by no more than what they are larger by: a heading that grew
 * in proportion would not fit its words on a phone.
 */
private fun letters(family: FontFamily, scale: Float): Letters {
    fun style(size: Float, weight: FontWeight, height: Float) = TextStyle(
        fontFamily = family,
        fontWeight = weight,
        fontSize = if (size > BODY) (BODY + (size - BODY) / scale).sp else size.sp,
        lineHeight = (if (size > BODY) BODY + (size - BODY) / scale else size).times(height).sp,
        lineBreak = LineBreak.Paragraph,
    )
    return Letters(
        title = style(30f, FontWeight.Bold, 1.15f),
        heading = style(20f, FontWeight.Bold, 1.25f),
        strong = style(BODY, FontWeight.SemiBold, 1.35f),
        body = style(BODY, FontWeight.Normal, 1.4f),
        small = style(15f, FontWeight.Normal, 1.35f),
    )
}

/** Draws in a look, with text enlarged by [text] beyond what the platform says already. */
@Composable
public fun Themed(look: Look, family: FontFamily, text: Float, content: @Composable () -> Unit) {
    val colours = Colours.of(look)
    val density = LocalDensity.current
    val enlarged = remember(density, text) { Density(density.density, density.fontScale * text) }
    val letters = remember(family, enlarged.fontScale) { letters(family, enlarged.fontScale) }
    CompositionLocalProvider(LocalColours provides colours, LocalLetters provides letters, LocalDensity provides enlarged) {
        MaterialTheme(colorScheme = colours.material()) {
            CompositionLocalProvider(LocalTextStyle provides letters.body, LocalContentColor provides colours.ink, content = content)
        }
    }
}

private fun Colours.material(): ColorScheme {
    val scheme = if (dark) darkColorScheme() else lightColorScheme()
    return scheme.copy(
        primary = primary,
        onPrimary = onPrimary,
        background = ground,
        onBackground = ink,
        surface = surface,
        onSurface = ink,
        surfaceVariant = sunken,
        onSurfaceVariant = muted,
        outline = line,
        error = alert.strong,
    )
}
