/** The colours: what each stands for, in three looks. The only place where a colour is written as a number. */
package kith.ui.tokens

import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp

/** How the app looks. */
public enum class Look { LIGHT, DARK, CONTRAST }

/** Something that is said by colour, beside its words and its mark: a soft ground, what stands on it, and a strong tone. */
@Immutable
public class Tone(public val strong: Color, public val ground: Color, public val ink: Color)

/** The colours of one look. */
@Immutable
public class Colours(
    public val dark: Boolean,
    /** Behind everything. */
    public val ground: Color,
    /** Cards. */
    public val surface: Color,
    /** What is let in: fields, chips that are not chosen. */
    public val sunken: Color,
    /** Words. */
    public val ink: Color,
    /** Words of less weight. */
    public val muted: Color,
    /** Edges that must be seen. */
    public val line: Color,
    /** Edges that only part things. */
    public val hair: Color,
    /** What is to be done, and what is chosen. */
    public val primary: Color,
    public val onPrimary: Color,
    public val calm: Tone,
    /** To act on now. */
    public val alert: Tone,
    /** Kept safe: rules, consent, concerns. */
    public val guarded: Tone,
    /** The individual's own words. */
    public val own: Tone,
    /** Done, allowed. */
    public val good: Tone,
    /** How thick the edge of a card is: none where the ground tells it apart. */
    public val edge: Dp,
) {
    public companion object {
        public fun of(look: Look): Colours = when (look) {
            Look.LIGHT -> light
            Look.DARK -> dark
            Look.CONTRAST -> contrast
        }
    }
}

private fun tone(strong: Long, ground: Long, ink: Long) = Tone(Color(strong), Color(ground), Color(ink))

private val light = Colours(
    dark = false,
    ground = Color(0xFFFAF5EE),
    surface = Color(0xFFFFFFFF),
    sunken = Color(0xFFF4EDE3),
    ink = Color(0xFF241D16),
    muted = Color(0xFF50473B),
    line = Color(0xFF83796A),
    hair = Color(0xFFE7DDCF),
    primary = Color(0xFF0B4F4A),
    onPrimary = Color(0xFFFFFFFF),
    calm = tone(0xFF0B4F4A, 0xFFDDEFEB, 0xFF093F3B),
    alert = tone(0xFF8E2C08, 0xFFFDE7DB, 0xFF6B2104),
    guarded = tone(0xFF3A3285, 0xFFE9E7FA, 0xFF2E2769),
    own = tone(0xFF7C2060, 0xFFFAE6F2, 0xFF62184B),
    good = tone(0xFF1A5526, 0xFFE2F2E1, 0xFF184722),
    edge = 0.dp,
)

private val dark = Colours(
    dark = true,
    ground = Color(0xFF161310),
    surface = Color(0xFF221E19),
    sunken = Color(0xFF2E2922),
    ink = Color(0xFFF6EFE6),
    muted = Color(0xFFD3C9BB),
    line = Color(0xFF978C7D),
    hair = Color(0xFF3B352C),
    primary = Color(0xFF93DCD4),
    onPrimary = Color(0xFF00302C),
    calm = tone(0xFF93DCD4, 0xFF133F3B, 0xFFCDF3EE),
    alert = tone(0xFFFFB998, 0xFF4C200D, 0xFFFFDDCD),
    guarded = tone(0xFFC9C3FF, 0xFF302C5E, 0xFFE7E3FF),
    own = tone(0xFFFFB2DE, 0xFF4D1B3B, 0xFFFFDAEE),
    good = tone(0xFFABDAAB, 0xFF1F3B22, 0xFFD6F1D5),
    edge = 0.dp,
)

private val contrast = Colours(
    dark = false,
    ground = Color(0xFFFFFFFF),
    surface = Color(0xFFFFFFFF),
    sunken = Color(0xFFFFFFFF),
    ink = Color(0xFF000000),
    muted = Color(0xFF000000),
    line = Color(0xFF000000),
    hair = Color(0xFF000000),
    primary = Color(0xFF002B28),
    onPrimary = Color(0xFFFFFFFF),
    calm = tone(0xFF002B28, 0xFFFFFFFF, 0xFF000000),
    alert = tone(0xFF5C1500, 0xFFFFFFFF, 0xFF000000),
    guarded = tone(0xFF1B1460, 0xFFFFFFFF, 0xFF000000),
    own = tone(0xFF4F0A3A, 0xFFFFFFFF, 0xFF000000),
    good = tone(0xFF08360F, 0xFFFFFFFF, 0xFF000000),
    edge = 2.dp,
)

/** The colours of the look that is on. */
public val LocalColours = staticCompositionLocalOf { light }

/** What an icon is drawn in before it takes the colour of its place. */
internal val AnyInk = Color.Black
