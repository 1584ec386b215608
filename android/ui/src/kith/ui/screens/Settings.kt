/** Settings: language, look, size of the text; and the menu, where the text is too large for the places to stand side by side. */
package kith.ui.screens

import androidx.compose.runtime.Composable
import kith.companion.Choice
import kith.companion.Language
import kith.companion.Opened
import kith.ui.PLACES
import kith.ui.Route
import kith.ui.Way
import kith.ui.Wishes
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Lead
import kith.ui.parts.LocalWords
import kith.ui.parts.OneOf
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Quiet
import kith.ui.parts.Trouble
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Look

/** How large the text can be made, beyond what the platform says. */
private val SIZES = listOf("1.0", "1.3", "1.6", "2.0", "2.6", "3.2")

/** Settings. */
@Composable
public fun Settings(opened: Opened, wishes: Wishes, way: Way) {
    val train = rememberDoing()
    val words = LocalWords.current
    Page(say("screen-settings"), back = way::back) {
        item {
            Labelled(say("app-language")) {
                val languages = Language.entries.map { Choice(it.name, words.option("app-language-of", it.name.lowercase())) }
                OneOf(languages, wishes.language?.name) { wishes.speak(Language.valueOf(it)) }
                if (wishes.language == Language.WELSH) Quiet(say("language-unreviewed"))
            }
        }
        item {
            Labelled(say("app-look")) {
                OneOf(Look.entries.map { Choice(it.name, words.option("app-look", it.name.lowercase())) }, wishes.look.name) { wishes.look(Look.valueOf(it)) }
            }
        }
        item {
            Labelled(say("app-text-size")) {
                val sizes = SIZES.map { Choice(it, say("app-per-cent", "number" to "${(it.toFloat() * 100).toInt()}")) }
                OneOf(sizes, "${wishes.text}") { wishes.enlarge(it.toFloat()) }
            }
        }
        item { Quiet(say("app-symbols-by")) }
        train.refused?.let { no -> item { Trouble(no.says, no.next) } }
        if (!opened.isTraining) {
            item { Lead(say("app-train"), under = say("app-train-under"), mark = { PictureMark(Icons.smile, LocalColours.current.own) }) { train.run { opened.train() } } }
        }
    }
}

/** The places that are always at hand, as a list. */
@Composable
public fun Menu(way: Way) {
    Page(say("app-menu"), back = way::back) {
        PLACES.forEach { place ->
            item { Lead(say(place.key), mark = { PictureMark(place.icon, LocalColours.current.calm) }) { way.to(place.route) } }
        }
        item { Lead(say("screen-settings"), mark = { PictureMark(Icons.settings, LocalColours.current.calm) }) { way.to(Route.Settings) } }
    }
}
