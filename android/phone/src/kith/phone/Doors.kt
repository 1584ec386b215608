/** The screens of a door that is shut: a finger, a PIN or the recovery sheet opens it. */
package kith.phone

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Quiet
import kith.ui.parts.Trouble
import kith.ui.parts.Typing
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.screens.rememberDoing
import kith.ui.tokens.LocalColours

/** Digits alone. */
@Composable
internal fun Pin(label: String, pin: String, type: (String) -> Unit) {
    Labelled(label) { Typing(label, pin, number = true, secret = true) { typed -> type(typed.filter(Char::isDigit)) } }
}

/** The vault is locked: a finger or a face is asked for once somebody wants in; a PIN is typed. */
@Composable
internal fun Locked(door: Door, stand: Stand.Locked) {
    var pin by remember { mutableStateOf("") }
    val open = { if (stand.by == By.FINGER) door.openByFinger() else door.openByPin(pin) }
    Page(say("app-locked"), say("app-locked-under"), main = Action(say("app-unlock"), Icons.key, act = open), mark = { PictureMark(Icons.heart, LocalColours.current.own) }) {
        stand.trouble?.let { no -> item { Trouble(no.says, no.next) } }
        if (stand.by == By.PIN) item { Pin(say("app-pin-name"), pin) { pin = it } }
        if (stand.hasPin) item { WordButton(say("app-pin-use"), icon = Icons.key, act = door::askForPin) }
        item { WordButton(say("app-sheet-use"), icon = Icons.file, act = door::askForSheet) }
    }
}

/** The recovery sheet opens the vault: its key is typed, or the sheet is read from the file that it was saved in. */
@Composable
internal fun Sheet(door: Door, phone: Phone, stand: Stand.NeedsSheet) {
    var typed by remember { mutableStateOf("") }
    val doing = rememberDoing()
    val open = Action(say("app-unlock"), Icons.key) { door.openBySheet(typed) }
    Page(say("app-sheet"), back = door::leaveSheet, main = open) {
        val trouble = doing.refused ?: stand.trouble
        item { Trouble(trouble.says, trouble.next) }
        item {
            Labelled(say("app-sheet-key")) {
                Quiet(say("app-sheet-how"))
                Typing(say("app-sheet-key"), typed, lines = 3) { typed = it }
            }
        }
        item { OtherButton(Action(say("app-sheet-file"), Icons.file) { doing.run { phone.choose()?.let { door.openBySheet(it.decodeToString()) } } }) }
    }
}
