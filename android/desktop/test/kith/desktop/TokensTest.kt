/** The colours: whatever is read stands out from its ground by 7 to 1, whatever is only seen by 3 to 1. */
package kith.desktop

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import kith.ui.tokens.Colours
import kith.ui.tokens.Look
import kotlin.test.Test
import kotlin.test.assertTrue

/** How far two colours stand apart, from 1 to 21 (WCAG 2.2). */
internal fun contrast(one: Color, other: Color): Float {
    val (light, dark) = listOf(one.luminance(), other.luminance()).sortedDescending()
    return (light + 0.05f) / (dark + 0.05f)
}

class TokensTest {
    private fun check(look: Look, pairs: Map<String, Pair<Color, Color>>, least: Float) {
        val low = pairs.mapValues { (_, pair) -> contrast(pair.first, pair.second) }.filterValues { it < least }
        assertTrue(low.isEmpty(), "$look below $least: $low")
    }

    @Test
    fun what_is_read_stands_out_from_its_ground() = Look.entries.forEach { look ->
        val colours = Colours.of(look)
        val grounds = mapOf("ground" to colours.ground, "surface" to colours.surface, "sunken" to colours.sunken)
        val tones = mapOf("calm" to colours.calm, "alert" to colours.alert, "guarded" to colours.guarded, "own" to colours.own, "good" to colours.good)
        val read = grounds.flatMap { (name, ground) ->
            listOf("ink on $name" to (colours.ink to ground), "muted on $name" to (colours.muted to ground), "primary on $name" to (colours.primary to ground))
        } + tones.flatMap { (name, tone) ->
            listOf("$name" to (tone.ink to tone.ground), "$name strong" to (tone.strong to tone.ground), "$name on surface" to (tone.strong to colours.surface))
        } + listOf("on primary" to (colours.onPrimary to colours.primary))
        check(look, read.toMap(), 7f)
        check(look, grounds.map { (name, ground) -> "line on $name" to (colours.line to ground) }.toMap(), 3f)
    }

    @Test
    fun the_contrast_of_known_colours() {
        assertTrue(contrast(Color.Black, Color.White) in 20.99f..21.01f)
        assertTrue(contrast(Color(0xFF777777), Color.White) < 4.5f)
    }
}
