/** What the core is asked for while a screen is drawn: it is asked again whenever something changed, and keeps showing what it had. */
package kith.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import kith.companion.Companion
import kith.companion.Refused
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Space
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.onStart

private sealed interface Load<out T> {
    data object Waiting : Load<Nothing>
    class Here<T>(val value: T) : Load<T>
    class Failed(val refused: Refused) : Load<Nothing>
}

/** How long nothing is shown before a wait is. */
private const val SHORT_MS = 300L

/**
 * Asks the core for [load], and again with each change, where [again] is another, or after [eachMs] where what it answers changes by the
 * clock; draws what came.
 */
@Composable
public fun <T> Loaded(
    companion: Companion,
    vararg of: Any?,
    again: Any? = null,
    eachMs: Long? = null,
    load: suspend Companion.() -> T,
    content: @Composable (T) -> Unit,
) {
    var state by remember(companion, *of) { mutableStateOf<Load<T>>(Load.Waiting) }
    var attempt by remember { mutableStateOf(0) }
    LaunchedEffect(companion, attempt, again, *of) {
        merge(companion.changes.map {}, each(eachMs)).onStart { emit(Unit) }.conflate().collect {
            state = try {
                Load.Here(companion.load())
            } catch (refused: Refused) {
                Load.Failed(refused)
            }
        }
    }
    when (val now = state) {
        is Load.Waiting -> Waiting()
        is Load.Here -> content(now.value)
        is Load.Failed -> Column(Modifier.fillMaxSize().padding(Space.page), Arrangement.spacedBy(Space.wide, Alignment.CenterVertically)) {
            Trouble(now.refused.says, now.refused.next)
            OtherButton(Action(say("app-try-again")) { attempt++ })
        }
    }
}

private fun each(ms: Long?): Flow<Unit> = flow {
    while (ms != null) {
        delay(ms)
        emit(Unit)
    }
}

/** One moment: said after a short while only, so that what comes at once does not flicker. */
@Composable
public fun Waiting() {
    var long by remember { mutableStateOf(false) }
    val moment = say("app-moment")
    LaunchedEffect(Unit) {
        delay(SHORT_MS)
        long = true
    }
    if (!long) return
    Column(Modifier.fillMaxSize().semantics { contentDescription = moment }, Arrangement.Center, Alignment.CenterHorizontally) {
        CircularProgressIndicator(color = LocalColours.current.primary)
        Say(moment, Modifier.padding(top = Space.wide), colour = LocalColours.current.muted)
    }
}
