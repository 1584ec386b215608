/** The screens on which somebody chooses what opens the vault: before there is one, when it is gone, and whenever they like. */
package kith.phone

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import kith.companion.Opened
import kith.companion.Refused
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.Lead
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Quiet
import kith.ui.parts.Trouble
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.screens.proving
import kith.ui.screens.rememberDoing
import kith.ui.tokens.LocalColours

/** A PIN has no fewer digits. */
private const val PIN_LEAST = 6

/** What is to open the vault that is founded or joined now. */
@Composable
internal fun Guard(door: Door, stand: Stand.Unguarded, back: () -> Unit) {
    PinOr(door::choosePin) { type ->
        Page(say("app-opens-by"), back = back) { ways(door, stand.trouble, door::chooseFinger, type) }
    }
}

/** The sheet opened the vault, or the PIN beside the finger: what opens it from now on. */
@Composable
internal fun Renew(door: Door, stand: Stand.Renewing) {
    PinOr(door::renewByPin) { type ->
        Page(say("app-opens-by"), say("app-key-renew")) {
            ways(door, stand.trouble, door::renewByFinger, type)
            item { WordButton(say("app-not-now"), act = door::renewLater) }
        }
    }
}

/** Changes what opens the vault, for whoever proves that they open it. */
@Composable
internal fun ChangeKey(door: Door, opened: Opened, back: () -> Unit) {
    var beside by remember { mutableStateOf(false) }
    var typed by remember { mutableStateOf("") }
    val doing = rememberDoing()
    val change = { to: By, pin: String -> doing.run { if (door.change(to, beside, typed.also { typed = "" }, pin)) back() } }
    val title = LocalWords.current.option("settings-action", "change_key")
    PinOr({ change(By.PIN, it) }) { type ->
        Page(title, say("app-key-only"), back) {
            proving(opened, typed) { typed = it }
            val finger = { change(By.FINGER, "") }
            ways(door, doing.refused, finger.takeIf { !door.opensByFinger() }) {
                beside = false
                type()
            }
            if (door.opensByFinger()) {
                item {
                    Lead(say("app-pin-beside"), under = say("app-pin-beside-under"), mark = { PictureMark(Icons.plus, LocalColours.current.calm) }) {
                        beside = true
                        type()
                    }
                }
            }
        }
    }
}

/** A finger, where the phone knows one and it is offered, and a PIN. */
private fun LazyListScope.ways(door: Door, trouble: Refused?, finger: (() -> Unit)?, pin: () -> Unit) {
    trouble?.let { no -> item { Trouble(no.says, no.next) } }
    if (!door.knowsFingers()) {
        item { Note(Icons.shield, LocalColours.current.guarded, say("app-no-finger"), under = listOf(say("app-no-finger-next"))) }
    } else if (finger != null) {
        item { Lead(say("app-finger"), under = say("app-finger-under"), mark = { PictureMark(Icons.heart, LocalColours.current.calm) }, press = finger) }
    }
    item { Lead(say("app-pin"), under = say("app-pin-under"), mark = { PictureMark(Icons.key, LocalColours.current.calm) }, press = pin) }
}

/** A page that leads to a new PIN, or that PIN, typed twice. */
@Composable
private fun PinOr(choose: (String) -> Unit, page: @Composable (type: () -> Unit) -> Unit) {
    var typing by remember { mutableStateOf(false) }
    if (!typing) {
        page { typing = true }
        return
    }
    NewPin({ typing = false }) {
        typing = false
        choose(it)
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
