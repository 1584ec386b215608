/** The app: until there is a vault, how one comes to be; then its screens. */
package kith.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import kith.companion.Language
import kith.companion.OpenVault
import kith.companion.Refused
import kith.companion.Standing
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.LargeMark
import kith.ui.parts.LocalWords
import kith.ui.parts.OtherButton
import kith.ui.parts.Say
import kith.ui.parts.Trouble
import kith.ui.parts.Waiting
import kith.ui.parts.say
import kith.ui.screens.Welcome
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space
import kith.ui.tokens.Themed

/** The app over a vault. */
@Composable
public fun App(vault: OpenVault, platform: Platform, wishes: Wishes) {
    val words = vault.home.words(wishes.language ?: Language.ENGLISH)
    Themed(wishes.look, platform.family, wishes.text) {
        CompositionLocalProvider(LocalWords provides words) {
            Box(Modifier.fillMaxSize().background(LocalColours.current.ground)) {
                val opened by vault.opened.collectAsState()
                val language = wishes.language
                val now = opened
                if (now != null && now.language == language) Shell(now, platform, wishes) else Entrance(vault, platform, wishes)
            }
        }
    }
}

/** Opens the vault where there is one, and welcomes where there is none. */
@Composable
private fun Entrance(vault: OpenVault, platform: Platform, wishes: Wishes) {
    var standing by remember { mutableStateOf<Standing?>(null) }
    var refused by remember { mutableStateOf<Refused?>(null) }
    var attempt by remember { mutableStateOf(0) }
    LaunchedEffect(attempt, wishes.language) {
        refused = null
        try {
            standing = vault.standing()
            if (standing == Standing.READY) vault.open(wishes.language ?: Language.ENGLISH.also(wishes::speak))
        } catch (no: Refused) {
            refused = no
        }
    }
    val no = refused
    when {
        no != null -> Column(Modifier.fillMaxSize().padding(Space.page), Arrangement.spacedBy(Space.wide, Alignment.CenterVertically)) {
            Trouble(no.says, no.next)
            OtherButton(Action(say("app-try-again")) { attempt++ })
        }
        standing == Standing.NEW || standing == Standing.ASKED -> Welcome(vault, platform, wishes, standing == Standing.ASKED)
        else -> Opening()
    }
}

/** Until the vault is open: whose app this is, from the first frame on; and after a short while that it takes one. */
@Composable
private fun Opening() {
    Column(Modifier.fillMaxSize().padding(Space.page), Arrangement.spacedBy(Space.wide), Alignment.CenterHorizontally) {
        Spacer(Modifier.weight(1f))
        LargeMark(Icons.heart, LocalColours.current.own)
        Say(say("app-name"), style = LocalLetters.current.title)
        Box(Modifier.weight(1f)) { Waiting() }
    }
}
