/** Settings, as the core has them; and the menu, where the text is too large for the places to stand side by side. */
package kith.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import kith.companion.KeptBy
import kith.companion.Opened
import kith.companion.SettingItem
import kith.ui.NotHad
import kith.ui.PLACES
import kith.ui.Platform
import kith.ui.Route
import kith.ui.Way
import kith.ui.Wishes
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Lead
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.OneOf
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Pictured
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.WordButton
import kith.ui.parts.part
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** Settings: what there is to choose and to be told, as the core has it. */
@Composable
public fun Settings(opened: Opened, platform: Platform, wishes: Wishes, way: Way, canChangeKey: Boolean = false) {
    var changed by remember { mutableStateOf(0) }
    val doing = rememberDoing()
    val choose = { item: SettingItem, value: String ->
        when (item.keptBy) {
            KeptBy.DEVICE -> wishes.choose(item.name, value)
            KeptBy.VAULT -> doing.run {
                opened.changeSetting(item.name, value)
                changed++
            }
            KeptBy.NOBODY -> Unit
        }
    }
    Loaded(opened.companion, again = wishes.chosen to changed, load = { opened.settings(wishes.chosen) }) { answer ->
        Page(say("screen-settings"), back = way::back) {
            doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
            answer.parts.forEach { part ->
                part(part.heading, part.items.filter { it.name != SYMBOLS || platform.ownSymbols != null }) { item ->
                    when {
                        item.options.isEmpty() -> Told(item, way, canChangeKey, opened.isTraining)
                        item.name == SYMBOLS -> Pack(item, platform, doing) { choose(item, it) }
                        else -> Chosen(item) { choose(item, it) }
                    }
                }
            }
            item { Quiet(say("app-symbols-by")) }
            if (!opened.isTraining) {
                item { Lead(say("app-train"), under = say("app-train-under"), mark = { PictureMark(Icons.smile, LocalColours.current.own) }) { doing.run { opened.train() } } }
            }
        }
    }
}

/** Something to choose. */
@Composable
private fun Chosen(item: SettingItem, choose: (String) -> Unit) = Labelled(item.label) {
    OneOf(item.options, item.chosen, choose = choose)
    item.under.forEach { Quiet(it) }
}

/** Something that is told, and what can be done about it. Of what opens a vault of made-up people nobody has to keep anything. */
@Composable
private fun Told(item: SettingItem, way: Way, canChangeKey: Boolean, isTraining: Boolean) {
    val colours = LocalColours.current
    val isAlert = item.isAlert && (!isTraining || item.actions.isEmpty())
    Card(tone = colours.alert.takeIf { isAlert }) {
        Say(item.label, style = LocalLetters.current.small)
        if (isAlert) Pictured(Icons.alert, item.text, style = LocalLetters.current.strong) else Say(item.text, style = LocalLetters.current.strong)
        item.under.forEach { Say(it, style = LocalLetters.current.small) }
        item.actions.filter { !isTraining && (it.name != CHANGE_KEY || canChangeKey) }.forEach { action ->
            WordButton(action.label, icon = iconOf(action.name), ink = if (isAlert) colours.alert.ink else colours.primary) {
                way.to(if (action.name == CHANGE_KEY) Route.ChangeKey else Route.Sheet(action.name))
            }
        }
    }
}

/** Which pictures; and a folder of somebody's own, where it is chosen in the app. */
@Composable
private fun Pack(item: SettingItem, platform: Platform, doing: Doing, choose: (String) -> Unit) {
    val own = platform.ownSymbols?.takeIf { it.isChosen }
    var taken by remember { mutableStateOf<Int?>(null) }
    var none by remember { mutableStateOf<NotHad?>(null) }
    Column(verticalArrangement = Arrangement.spacedBy(Space.tight)) {
        Chosen(item, choose)
        none?.let { Trouble(say(it.says), say(it.next)) }
        taken?.let { Quiet(LocalWords.current.count("app-symbols-taken", it.toUInt())) }
        if (own != null) {
            WordButton(say("app-symbols-folder"), icon = Icons.file) {
                doing.run {
                    none = null
                    try {
                        taken = own.choose() ?: taken
                    } catch (no: NotHad) {
                        none = no
                    }
                }
            }
        }
    }
}

private const val SYMBOLS = "symbols"
private const val CHANGE_KEY = "change_key"

private fun iconOf(action: String) = when (action) {
    CHANGE_KEY -> Icons.key
    "check_sheet" -> Icons.check
    "new_sheet" -> Icons.plus
    else -> Icons.file
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
