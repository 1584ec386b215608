/** The recovery sheet, once there is a vault: shown again, made anew, or tried. Whoever would see one proves first that they may. */
package kith.ui.screens

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import kith.companion.Opened
import kith.companion.Proof
import kith.companion.VaultKey
import kith.ui.Platform
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.Typing
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters

/** What was chosen to be done about the sheet, by the core's name of it. */
@Composable
public fun RecoverySheet(opened: Opened, platform: Platform, action: String, way: Way): Unit =
    if (action == "check_sheet") Check(opened, platform, action, way) else Proven(opened, platform, action, way)

/** The sheet that waits, or a new one, for whoever proves that they open the vault. */
@Composable
private fun Proven(opened: Opened, platform: Platform, action: String, way: Way) {
    val opening = opened.companion.opening
    var sheet by remember { mutableStateOf<String?>(null) }
    var typed by remember { mutableStateOf("") }
    val doing = rememberDoing()
    sheet?.let { shown ->
        ShownSheet(shown, platform, back = way::back) {
            opening.sheetKept()
            way.back()
        }
        return
    }
    val show = Action(LocalWords.current.option("settings-action", action), Icons.file, !doing.busy) {
        doing.run {
            opened.prove(typed.also { typed = "" })?.let { proof ->
                // Of one that waits already nobody needs another: the phone may have been turned while it was shown.
                sheet = if (opening.isSheetWaiting()) opening.sheet(proof) else opening.newSheet(proof)
            }
        }
    }
    Page(say("app-sheet"), back = way::back, main = show) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        if (action == "new_sheet") item { Note(Icons.file, LocalColours.current.calm, say("app-sheet-new")) }
        proving(opened, typed) { typed = it }
    }
}

/** Where whoever holds the device types what proves that they open the vault. Where the machine asks in its own way, nothing is typed. */
public fun LazyListScope.proving(opened: Opened, typed: String, type: (String) -> Unit) {
    val key = when (opened.proof) {
        Proof.MACHINE -> return
        Proof.TYPED -> "app-finish-key"
        Proof.SHEET -> "app-sheet-key"
    }
    item(key = "proof") { Labelled(say(key)) { Typing(say(key), typed, secret = true, type = type) } }
}

/** A sheet on the screen, until it is put away; and the organisation's numbers, for whoever has just joined it. */
@Composable
internal fun ShownSheet(sheet: String, platform: Platform, organisation: String? = null, back: (() -> Unit)? = null, keep: suspend () -> Unit) {
    val doing = rememberDoing()
    val kept = Action(say("app-sheet-kept"), Icons.check, !doing.busy) { doing.run(keep) }
    Page(say("app-sheet"), say("recovery-keep"), back, kept) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        organisation?.let { item { Numbers(it) } }
        item { Card { Say(sheet, style = LocalLetters.current.small) } }
        item {
            OtherButton(Action(say("app-save-file"), Icons.file) {
                doing.run { platform.handOver("kith-recovery.txt", sheet.encodeToByteArray()) }
            })
        }
    }
}

/** Tries a sheet that somebody has at hand. */
@Composable
private fun Check(opened: Opened, platform: Platform, action: String, way: Way) {
    var typed by remember { mutableStateOf("") }
    var opens by remember { mutableStateOf(false) }
    val doing = rememberDoing()
    val check = { sheet: suspend () -> String? ->
        doing.run {
            opens = false
            sheet()?.let { opened.companion.opening.check(VaultKey.sheet(it)) }?.let { opens = true }
        }
    }
    val main = Action(LocalWords.current.option("settings-action", action), Icons.check, !doing.busy) { check { typed } }
    Page(say("app-sheet"), back = way::back, main = main) {
        doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
        if (opens) item { Note(Icons.check, LocalColours.current.good, say("app-sheet-opens"), Modifier.semantics { liveRegion = LiveRegionMode.Polite }) }
        item(key = "typed") {
            Labelled(say("app-sheet-key")) {
                Quiet(say("app-sheet-how"))
                Typing(say("app-sheet-key"), typed, lines = 3) { typed = it }
            }
        }
        item { OtherButton(Action(say("app-sheet-file"), Icons.file) { check { platform.choose()?.decodeToString() } }) }
    }
}
