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
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

@Stable
internal class Doing(private val scope: CoroutineScope) {
    /** Whether it is being done. */
    var busy: Boolean by mutableStateOf(false)
        private set

    /** Why it was not done. */
    var refused: Refused? by mutableStateOf(null)
        private set

    fun run(act: suspend () -> Unit) {
        if (busy) return
        busy = true
        refused = null
        scope.launch {
            try {
                act()
            } catch (no: Refused) {
                refused = no
            } finally {
                busy = false
            }
        }
    }
}

@Composable
internal fun rememberDoing(): Doing {
    val scope = rememberCoroutineScope()
    return remember { Doing(scope) }
}
