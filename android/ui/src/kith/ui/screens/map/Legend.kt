/** What the shapes and lines of a map mean: those that occur in it. */
package kith.ui.screens.map

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.width
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.scale
import androidx.compose.ui.text.rememberTextMeasurer
import kith.companion.MapFigure
import kith.ui.parts.LocalWords
import kith.ui.parts.Say
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** The legend of a map. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun Legend(figure: MapFigure) {
    val measurer = rememberTextMeasurer()
    val colours = LocalColours.current
    val letters = LocalLetters.current
    val words = LocalWords.current
    val drawing = remember(figure, colours, letters) { Drawing(figure, colours, letters, measurer) }
    FlowRow(Modifier.fillMaxWidth(), Arrangement.spacedBy(Space.wide), Arrangement.spacedBy(Space.tight)) {
        figure.lines.map { it.quality.ifEmpty { "ordinary" } }.distinct().forEach { quality ->
            Sample(words.option("page-line", quality)) { with(drawing) { sample(quality, false) } }
        }
        if (figure.lines.any { it.gives != null && it.gives != "neither" }) Sample(say("page-line-gives")) { with(drawing) { sample("", true) } }
        if (figure.lines.any { it.restriction != null }) Sample(say("page-line-guarded")) { with(drawing) { shieldAt(Offset(size.width / 2, size.height / 2)) } }
        figure.people.map { it.kind.ifEmpty { "person" } }.distinct().filter { it != "person" }.forEach { kind ->
            Sample(words.option("page-kind", kind)) { with(drawing) { mark(kind, "existing", Offset(size.width / 2, size.height / 2)) } }
        }
        figure.people.map { it.status }.distinct().filter { it != "existing" && it.isNotEmpty() }.forEach { status ->
            Sample(words.option("page-status", status)) { with(drawing) { mark("person", status, Offset(size.width / 2, size.height / 2)) } }
        }
    }
}

@Composable
private fun Sample(text: String, draw: DrawScope.() -> Unit) {
    Row(horizontalArrangement = Arrangement.spacedBy(Space.tight), verticalAlignment = Alignment.CenterVertically) {
        Canvas(Modifier.width(Size.mark).height(Size.icon + Space.tight)) { scale(0.8f) { draw() } }
        Say(text, Modifier.weight(1f, fill = false), LocalLetters.current.small)
    }
}
