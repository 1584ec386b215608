/**
 * Together mode: the individual looks at their own record. Nothing of the worker's is drawn here and nothing leads to it; the core
 * refuses it too. It ends by what opens the vault.
 */
package kith.ui.together

import androidx.compose.foundation.focusable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.platform.testTag
import kith.companion.Companion
import kith.companion.Opened
import kith.companion.Own
import kith.ui.LocalSymbols
import kith.ui.Platform
import kith.ui.goesBack
import kith.ui.packed
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.LocalBack
import kith.ui.parts.LocalPhotos
import kith.ui.parts.Photos
import kith.ui.parts.OtherButton
import kith.ui.parts.Picture
import kith.ui.parts.Tags
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** What every screen of an individual is drawn over. */
internal class Mode(val opened: Opened, val platform: Platform, val individual: String, val walk: Walk) {
    val companion: Companion = opened.companion
    val own: Own = companion.own(individual)

    /** Whether anything reads aloud here. */
    val reads: Boolean = platform.speech != null

    /** Whether it was asked to, and has no voice for the language. */
    var isMute: Boolean by mutableStateOf(false)
        private set

    suspend fun read(texts: List<String>) {
        isMute = platform.speech?.read(texts, opened.language) == false
    }

    fun silence() {
        platform.speech?.stop()
        isMute = false
    }
}

/** The individual's own screens, from where [begin] is. */
@Composable
public fun Together(opened: Opened, platform: Platform, individual: String, begin: Walk = Walk()) {
    val walk = rememberSaveable(individual, saver = Walk.saver) { begin }
    val mode = remember(opened, individual, walk) { Mode(opened, platform, individual, walk) }
    val kept = rememberSaveableStateHolder()
    val photos = remember(opened, platform) { Photos(opened.companion.attachments, platform.media) }
    val symbols = remember(opened, platform) { platform.packed(opened.symbols.value) }
    val focus = remember { FocusRequester() }
    var focused by remember { mutableStateOf(false) }
    LocalBack.current(walk::back)
    LaunchedEffect(walk.here, walk.hidden) { mode.silence() }
    DisposableEffect(mode) { onDispose(mode::silence) }
    // Keys are heard wherever the focus is, so it is never nowhere.
    LaunchedEffect(focused) { if (!focused) focus.requestFocus() }
    Box(Modifier.fillMaxSize().goesBack(walk::back).onFocusChanged { focused = it.hasFocus }.focusRequester(focus).focusable()) {
        if (walk.hidden) Hidden(walk::back) else CompositionLocalProvider(LocalPhotos provides photos, LocalSymbols provides symbols) { kept.SaveableStateProvider(walk.here.name + walk.about) { Draw(mode) } }
    }
}

@Composable
private fun Draw(mode: Mode) {
    when (mode.walk.here) {
        OwnPlace.FIRST -> First(mode)
        OwnPlace.DAY -> MyDay(mode)
        OwnPlace.PEOPLE -> MyPeople(mode)
        OwnPlace.FEEL -> HowIFeel(mode)
        OwnPlace.WAS -> HowWasIt(mode)
        OwnPlace.CHOOSE -> HowItWas(mode)
        OwnPlace.WORDS -> MyWords(mode)
        OwnPlace.SAY -> Saying(mode)
        OwnPlace.PLAN -> MyPlan(mode)
        OwnPlace.TELL -> TellSomeone(mode)
        OwnPlace.WRITE -> Telling(mode)
        OwnPlace.FINISH -> Finish(mode)
    }
}

/** What stands where the screen was: a picture that says nothing of anybody. */
@Composable
private fun Hidden(show: () -> Unit) {
    Column(Modifier.fillMaxSize().padding(Space.page, Space.apart * 3), Arrangement.spacedBy(Space.apart * 3), Alignment.CenterHorizontally) {
        Picture(Icons.today, Modifier.size(Size.column / 4).testTag(Tags.TITLE), LocalColours.current.hair)
        OtherButton(Action(say("app-uncover"), act = show), Modifier.widthIn(max = Size.column))
    }
}
