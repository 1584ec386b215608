/** The screens before a vault is open: what is to open it, and opening it. */
package kith.phone

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Lead
import kith.ui.parts.Note
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Quiet
import kith.ui.parts.Trouble
import kith.ui.parts.Typing
import kith.ui.parts.WordButton
import kith.ui.parts.rememberTyped
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kotlinx.coroutines.launch

/** A PIN has no fewer digits. */
private const val PIN_LEAST = 6

/** What is to open the vault. */
@Composable
internal fun Guard(door: Door, stand: Stand.Unguarded, back: () -> Unit) {
    var typing by remember { mutableStateOf(false) }
    if (typing) {
        NewPin({ typing = false }, door::choosePin)
        return
    }
    Page(say("app-opens-by"), back = back) {
        stand.trouble?.let { no -> item { Trouble(no.says, no.next) } }
        if (door.knowsFingers()) {
            item { Lead(say("app-finger"), under = say("app-finger-under"), mark = { PictureMark(Icons.heart, LocalColours.current.calm) }, press = door::chooseFinger) }
        } else {
            item { Note(Icons.shield, LocalColours.current.guarded, say("app-no-finger"), under = listOf(say("app-no-finger-next"))) }
        }
        item { Lead(say("app-pin"), under = say("app-pin-under"), mark = { PictureMark(Icons.key, LocalColours.current.calm) }) { typing = true } }
    }
}

/** A PIN is typed twice. */
@Composable
private fun NewPin(back: () -> Unit, choose: (String) -> Unit) {
    var pin by remember { mutableStateOf("") }
    var again by remember { mutableStateOf("") }
    var told by remember { mutableStateOf(false) }
    val short = pin.length < PIN_LEAST
    val ready = !short && pin == again
    val main = Action(say("app-next"), Icons.check) { if (ready) choose(pin) else told = true }
    Page(say("app-pin"), say("app-pin-under"), back = back, main = main) {
        item { Pin(say("app-pin-name"), pin) { pin = it } }
        item { Pin(say("app-pin-again"), again) { again = it } }
        if (told && !ready) item { Note(Icons.alert, LocalColours.current.alert, say(if (short) "app-pin-short" else "app-pin-differs")) }
        else if (short) item { Quiet(say("app-pin-short")) }
    }
}

/** Digits alone. */
@Composable
private fun Pin(label: String, pin: String, type: (String) -> Unit) {
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
        item { WordButton(say("app-sheet-use"), icon = Icons.file, act = door::askForSheet) }
    }
}

/** The recovery sheet opens the vault: its key is typed, or the sheet is read from the file that it was saved in. */
@Composable
internal fun Sheet(door: Door, phone: Phone, stand: Stand.NeedsSheet) {
    var typed by remember { mutableStateOf("") }
    val scope = rememberCoroutineScope()
    val open = Action(say("app-unlock"), Icons.key) { door.openBySheet(typed) }
    Page(say("app-sheet"), back = door::leaveSheet, main = open) {
        item { Trouble(stand.trouble.says, stand.trouble.next) }
        item {
            Labelled(say("app-sheet-key")) {
                Quiet(say("app-sheet-how"))
                Typing(say("app-sheet-key"), typed, lines = 3) { typed = it }
            }
        }
        item { OtherButton(Action(say("app-sheet-file"), Icons.file) { scope.launch { phone.choose()?.let { door.openBySheet(it.decodeToString()) } } }) }
    }
}
