/** Everything that is drawn on the phone: the screens of an open vault, or what opens it; and over it the cover. */
package kith.phone

import android.view.inputmethod.EditorInfo
import android.view.inputmethod.InputConnection
import androidx.activity.compose.BackHandler
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.ui.Alignment
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.Modifier
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.platform.InterceptPlatformTextInput
import androidx.compose.ui.platform.PlatformTextInputMethodRequest
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.clearAndSetSemantics
import kith.companion.Language
import kith.ui.Shell
import kith.ui.parts.Icons
import kith.ui.parts.LocalBack
import kith.ui.parts.LocalWords
import kith.ui.parts.PictureMark
import kith.ui.parts.Waiting
import kith.ui.screens.Welcome
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Look
import kith.ui.tokens.Themed

/** By which tests find the cover. */
internal const val COVER = "cover"

/** The whole app. [dress] is told of the look and of the language. */
@Composable
internal fun Root(live: Live, dress: (Look, Language?) -> Unit) {
    val wishes = live.wishes
    LaunchedEffect(wishes.look, wishes.language) { dress(wishes.look, wishes.language) }
    LaunchedEffect(wishes.language) { live.door.speak() }
    Themed(wishes.look, live.phone.family, wishes.text) {
        CompositionLocalProvider(
            LocalWords provides live.vault.home.words(live.language()),
            LocalBack provides { act -> BackHandler(onBack = act) },
        ) {
            val covered by live.door.isCovered.collectAsState()
            Box(Modifier.fillMaxSize().background(LocalColours.current.ground)) {
                val seen = if (covered) Modifier.clearAndSetSemantics {} else Modifier
                Box(seen.fillMaxSize().safeDrawingPadding()) { Unlearnt { Behind(live) } }
                if (covered) Cover()
            }
        }
    }
}

/** What is behind the cover. Where somebody was is kept while the door is locked. */
@Composable
private fun Behind(live: Live) {
    val stand by live.door.stand.collectAsState()
    val opened by live.vault.opened.collectAsState()
    val kept = rememberSaveableStateHolder()
    val open = opened
    if (open?.isTraining == true && stand !is Stand.Locked) {
        kept.SaveableStateProvider("practice") { Shell(open, live.phone, live.wishes) }
        return
    }
    when (val now = stand) {
        Stand.Open -> if (open?.language == live.wishes.language && open != null) {
            kept.SaveableStateProvider("shell") { Shell(open, live.phone, live.wishes) { back -> ChangeKey(live.door, open, back) } }
        } else {
            Waiting()
        }
        is Stand.Unguarded, is Stand.NoVault -> kept.SaveableStateProvider("welcome") {
            Welcome(live.vault, live.phone, live.wishes, (now as? Stand.NoVault)?.asked == true) { back, content ->
                if (now is Stand.Unguarded) Guard(live.door, now, back) else content()
            }
        }
        is Stand.Locked -> Locked(live.door, now)
        is Stand.NeedsSheet -> Sheet(live.door, live.phone, now)
        is Stand.Renewing -> Renew(live.door, now)
        Stand.Opening -> Waiting()
    }
}

/** What is seen of the app while it is not in front: its mark, and nothing of anybody. Nothing behind it can be pressed. */
@Composable
private fun Cover() {
    val colours = LocalColours.current
    Box(
        Modifier.fillMaxSize().background(colours.ground).testTag(COVER).pointerInput(Unit) {
            awaitPointerEventScope { while (true) awaitPointerEvent().changes.forEach { it.consume() } }
        },
        Alignment.Center,
    ) { PictureMark(Icons.key, colours.calm) }
}

/** No keyboard is to learn what is typed here. */
@OptIn(ExperimentalComposeUiApi::class)
@Composable
private fun Unlearnt(content: @Composable () -> Unit) {
    InterceptPlatformTextInput({ request, next -> next.startInputMethod(UnlearntInput(request)) }, content)
}

/** Text input of which the keyboard is asked to keep nothing. */
internal class UnlearntInput(private val request: PlatformTextInputMethodRequest) : PlatformTextInputMethodRequest {
    override fun createInputConnection(outAttributes: EditorInfo): InputConnection {
        val connection = request.createInputConnection(outAttributes)
        outAttributes.imeOptions = outAttributes.imeOptions or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
        return connection
    }
}
