/** Training: everybody is made up, and that is never to be overlooked. */
package kith.ui.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import kith.companion.Opened
import kith.ui.parts.Aside
import kith.ui.parts.Icons
import kith.ui.parts.In
import kith.ui.parts.Picture
import kith.ui.parts.Say
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** Stands above every screen while everybody is made up, and leads back. */
@Composable
internal fun Practice(opened: Opened) {
    val doing = rememberDoing()
    val together by opened.together.collectAsState()
    val colours = LocalColours.current
    Box(Modifier.fillMaxWidth().background(colours.own.strong).padding(Space.wide, Space.hair)) {
        In(colours.onPrimary) {
            val end: @Composable () -> Unit = { WordButton(say("app-train-end"), ink = colours.onPrimary) { doing.run { opened.endTraining() } } }
            Aside({ Picture(Icons.smile) }, after = end.takeIf { together == null }, align = Alignment.CenterVertically) {
                Say(say("app-training"), style = LocalLetters.current.strong)
            }
        }
    }
}
