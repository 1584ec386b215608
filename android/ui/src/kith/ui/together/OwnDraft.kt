/**
 * What an individual is writing and has not said yet. It is kept as it is written, so that a lock costs none of it; it is theirs, and
 * comes back in their own view alone.
 */
package kith.ui.together

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.Stable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import kith.companion.Answers
import kith.companion.Refused
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Trouble
import kith.ui.parts.Typing
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.screens.Doing
import kith.ui.screens.rememberDoing
import kotlinx.coroutines.flow.StateFlow

/** What a draft holds. */
internal const val TEXT = "text"
internal const val FACE = "face"

/** What is being written under a name. */
@Stable
internal class OwnDraft(private val mode: Mode, private val name: String) {
    private val typed = mode.opened.typed
    private var answers: Answers by mutableStateOf(Answers.NONE)

    /** Whether what was written before was looked for: nothing is written over it until then. */
    var isHere: Boolean by mutableStateOf(false)
        private set

    /** Whether it was looked for, with whatever came of it: the page is drawn whole. */
    val isLooked: Boolean get() = isHere || unfound != null

    val text: String get() = of(TEXT)

    fun of(part: String): String = answers.text(part).orEmpty()

    fun has(part: String): Boolean = answers.has(part)

    /** Why what was written could not be kept, where that is so. */
    val unkept: StateFlow<Refused?> = typed.trouble

    /** Why it was not found. */
    var unfound: Refused? by mutableStateOf(null)
        private set

    suspend fun find() {
        try {
            answers = typed.draft(mode.own, name) ?: Answers.NONE
            isHere = true
        } catch (no: Refused) {
            // Outside of their own view, as on a picture of it, there is none, and none is kept.
            if (no.code == "own_view_only") isHere = true else unfound = no
        }
    }

    fun keep(part: String, value: String) {
        answers = answers.with(part, value)
        typed.keep(mode.own, name, answers)
    }

    /** They say a part of it. What is left of it is a draft still. */
    suspend fun say(part: String, act: suspend (String) -> Unit) {
        typed.say(mode.own, name, answers) { act(of(part)) }
        answers = answers.without(part)
        if (answers == Answers.NONE) typed.discard(mode.own, name) else typed.keep(mode.own, name, answers)
    }

    suspend fun discard() {
        typed.discard(mode.own, name)
        answers = Answers.NONE
    }
}

@Composable
internal fun rememberOwnDraft(mode: Mode, name: String): OwnDraft {
    val draft = remember(mode, name) { OwnDraft(mode, name) }
    LaunchedEffect(draft) { draft.find() }
    return draft
}

/** Where words are written, and how they are thrown away. */
internal fun LazyListScope.written(draft: OwnDraft, asked: String, lines: Int) {
    if (!draft.isHere) return
    item(key = "typed") { Labelled(asked) { Typing(asked, draft.text, lines) { draft.keep(TEXT, it) } } }
    if (draft.text.isNotEmpty()) item(key = "discard") { Discard(draft) }
}

@Composable
private fun Discard(draft: OwnDraft) {
    val doing = rememberDoing()
    doing.refused?.let { no -> Trouble(no.says, no.next) }
    WordButton(say("app-discard"), icon = Icons.close) { doing.run { draft.discard() } }
}

/** What was refused, or could not be kept or found. */
@Composable
internal fun OwnDraft.trouble(doing: Doing): Refused? {
    val now by unkept.collectAsState()
    return doing.refused ?: unfound ?: now
}
