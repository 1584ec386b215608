/** What holds of every screen, in every look, size and language. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.text.TextLayoutResult
import kith.ui.parts.Tags
import kith.ui.tokens.Look
import kotlin.test.Test
import kotlin.test.assertTrue

/** A glass that is as long as every page, so that all of it is there to be looked at. */
private const val LONG = 14_000

/** The glass of a phone. */
private const val PHONE = 891

/** The largest text. */
private const val LARGEST = 3.2f

/** How far words stand apart from their ground. */
private const val READ = 7f

/** The smallest thing that a finger is asked to meet. */
private const val TARGET = 47.9f

@OptIn(ExperimentalTestApi::class)
class ScreensTest {
    @Test
    fun every_screen_in_english() = everyScreen(Tongue.ENGLISH)

    @Test
    fun every_screen_in_easy_read() = everyScreen(Tongue.EASY_READ)

    @Test
    fun every_screen_in_welsh() = everyScreen(Tongue.WELSH)

    @Test
    fun every_screen_from_right_to_left() = everyScreen(Tongue.MIRRORED)

    private fun everyScreen(tongue: Tongue) = onGlass(height = LONG) {
        val demonstration = Demonstration(tongue)
        val opened = demonstration.open()
        val screens = demonstration.screens(opened)
        var shown by mutableStateOf(screens.first() to Variant(Look.LIGHT, 1f, tongue))
        setContent { demonstration.Draw(opened, shown.first, shown.second) }
        val faults = mutableListOf<String>()
        for (look in Look.entries) for (text in listOf(1f, 2f, LARGEST)) for (screen in screens) {
            shown = screen to Variant(look, text, tongue)
            arrives(screen)
            // Where letters are large, their strokes have a colour that is theirs alone.
            val pale = if (tongue == Tongue.ENGLISH && text == LARGEST) pale() else emptyList()
            faults += (faults() + pale).map { "${screen.name}, $look, $text: $it" }
        }
        demonstration.shut()
        assertTrue(faults.isEmpty(), faults.joinToString("\n", "\n"))
    }

    private fun SkikoComposeUiTest.faults(): List<String> {
        val pressed = onAllNodes(hasClickAction()).fetchSemanticsNodes()
        val all = onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = true).fetchSemanticsNodes()
        return pressed.flatMap { it.unpressable() } + all.flatMap { it.cut() } + held()
    }

    private fun SemanticsNode.unpressable(): List<String> {
        val named = words().isNotBlank() || config.getOrNull(SemanticsProperties.ContentDescription).orEmpty().any { it.isNotBlank() }
        val large = size.width >= TARGET && size.height >= TARGET
        val role = SemanticsProperties.Role in config || SemanticsActions.SetText in config
        return listOfNotNull(
            "no label at $boundsInRoot".takeUnless { named },
            "'${words()}' is $size".takeUnless { large },
            "'${words()}' has no role".takeUnless { role },
        )
    }

    private fun SemanticsNode.words() = config.getOrNull(SemanticsProperties.Text).orEmpty().joinToString(" ") { it.text }

    /** Words that are cut off, wider than their place, or broken within. */
    private fun SemanticsNode.cut(): List<String> {
        val laid = mutableListOf<TextLayoutResult>()
        config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(laid)
        return laid.filterNot { SemanticsActions.SetText in config }.flatMap { result ->
            val text = result.layoutInput.text.text
            val broken = (0 until result.lineCount - 1).any { line ->
                val end = result.getLineEnd(line)
                end in 1 until text.length && text[end - 1].isLetter() && text[end].isLetter()
            }
            val wide = (0 until result.lineCount).any { result.getLineRight(it) - result.getLineLeft(it) > result.size.width + 1 }
            val cut = wide || result.didOverflowHeight || (0 until result.lineCount).any(result::isLineEllipsized)
            listOfNotNull("'$text' is cut off".takeIf { cut }, "'$text' breaks a word".takeIf { broken })
        }
    }

    /** Words as they are drawn: the ground is what there is most of, and the ink what stands out most from it. */
    private fun SkikoComposeUiTest.pale(): List<String> {
        val drawn = onRoot().captureToImage().toPixelMap()
        val all = onAllNodes(SemanticsMatcher("any") { SemanticsActions.GetTextLayoutResult in it.config }, useUnmergedTree = true)
        return all.fetchSemanticsNodes().mapNotNull { node ->
            val place = node.boundsInRoot
            val rows = place.top.toInt() until place.bottom.toInt().coerceAtMost(drawn.height) step 2
            val columns = place.left.toInt() until place.right.toInt().coerceAtMost(drawn.width)
            val seen = rows.flatMap { y -> columns.map { x -> drawn[x, y] } }.groupingBy { it }.eachCount()
            val ground = seen.maxByOrNull { it.value }?.key ?: return@mapNotNull null
            val apart = seen.keys.maxOf { contrast(it, ground) }
            "'${node.words()}' stands out by $apart".takeIf { node.words().isNotBlank() && apart < READ }
        }
    }

    /** The title, and the main action, fit on a phone together. */
    private fun SkikoComposeUiTest.held(): List<String> {
        val title = onAllNodes(hasTestTag(Tags.TITLE), useUnmergedTree = true).fetchSemanticsNodes().single().boundsInRoot
        val main = onAllNodes(hasTestTag(Tags.MAIN), useUnmergedTree = true).fetchSemanticsNodes().singleOrNull()?.boundsInRoot
        val foot = if (main == null) 0f else LONG - main.top
        return listOfNotNull("title and main action do not fit: $title, $foot".takeIf { title.bottom > PHONE - foot })
    }
}
