/** Looking at a record together with its individual: what the worker has to know before it begins. */
package kith.ui.screens

import androidx.compose.runtime.Composable
import kith.companion.Opened
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.Note
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Trouble
import kith.ui.parts.say
import kith.ui.tokens.LocalColours

/** Begins together mode. Where it ends, the worker is where they came from. */
@Composable
public fun LookTogether(opened: Opened, individual: String, back: () -> Unit) {
    val doing = rememberDoing()
    val begin = Action(say("app-begin"), Icons.heart, !doing.busy) {
        doing.run { opened.beginTogether(individual) }
    }
    Page(say("app-together"), say("app-together-under"), back, begin, mark = { PictureMark(Icons.heart, LocalColours.current.own) }) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        item { Note(Icons.shield, LocalColours.current.guarded, say("app-together-how")) }
        item { Note(Icons.key, LocalColours.current.calm, say("app-together-key")) }
    }
}
