/** Something that was asked of the core and takes a moment: one thing at a time, and what was refused is told. */
package kith.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import kith.companion.Refused
import kith.companion.Words
import kith.ui.NotHad
import kith.ui.parts.LocalWords
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

@Stable
public class Doing internal constructor(private val scope: CoroutineScope, private val words: Words) {
    /** Whether it is being done. */
    public var busy: Boolean by mutableStateOf(false)
        private set

    /** Why it was not done. */
    public var refused: Refused? by mutableStateOf(null)
        private set

    public fun run(act: suspend () -> Unit) {
        if (busy) return
        busy = true
        refused = null
        scope.launch {
            try {
                act()
            } catch (no: Refused) {
                refused = no
            } catch (no: NotHad) {
                refused = Refused("not_had", words.say(no.says), words.say(no.next))
            } finally {
                busy = false
            }
        }
    }
}

@Composable
public fun rememberDoing(): Doing {
    val scope = rememberCoroutineScope()
    val words = LocalWords.current
    return remember(words) { Doing(scope, words) }
}
