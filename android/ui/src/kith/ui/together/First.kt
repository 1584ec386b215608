/** The first of an individual's own pages, and the last: what there is to look at, and how it ends. */
package kith.ui.together

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.screens.proving
import kith.ui.screens.rememberDoing
import kith.ui.tokens.Space

/** What there is to look at, by the keys of their titles. */
private val SCREENS = listOf(
    OwnPlace.DAY to "screen-my-day",
    OwnPlace.PEOPLE to "screen-my-people",
    OwnPlace.FEEL to "screen-how-i-feel",
    OwnPlace.WAS to "screen-how-was-it",
    OwnPlace.WORDS to "screen-my-words",
    OwnPlace.PLAN to "screen-my-plan",
    OwnPlace.TELL to "screen-tell-someone",
)

/** What there is to look at. */
@Composable
internal fun First(mode: Mode) {
    Loaded(mode.companion, mode.individual, load = { mode.own.myDay().name }) { name ->
        val words = LocalWords.current
        val hello = say("app-hello", "name" to name)
        OwnPage(mode, hello, listOf(hello) + SCREENS.map { words.say(it.second) }, gap = Space.tight) {
            SCREENS.forEach { (place, key) -> item(key = key) { Big(lookOf(place), say(key), press = { mode.walk.to(place) }) } }
            item { WordButton(say("app-finish"), icon = Icons.key) { mode.walk.to(OwnPlace.FINISH) } }
        }
    }
}

/** Ends the mode by what opens the vault; where that is wrong, it goes on. */
@Composable
internal fun Finish(mode: Mode) {
    var typed by remember { mutableStateOf("") }
    val doing = rememberDoing()
    val finish = Action(say("app-finish"), Icons.key, !doing.busy) {
        doing.run { mode.opened.endTogether(typed.also { typed = "" }) }
    }
    val who = say("app-finish-who")
    OwnPage(mode, say("app-finish"), listOf(say("app-finish"), who), finish) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        item { Say(who) }
        proving(mode.opened, typed) { typed = it }
    }
}
