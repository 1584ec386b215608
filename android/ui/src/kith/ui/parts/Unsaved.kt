/**
 * What is typed and is no draft. The platform writes saved state where the vault's key does not reach, so that it may hold no
 * word of anybody: it holds a name, and what is named stays in memory. It outlasts what draws it, and ends with the process.
 */
package kith.ui.parts

import androidx.compose.runtime.Composable
import androidx.compose.runtime.MutableState
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.rememberSaveable

/** So much is held at once; what was named longest ago is let go of. */
private const val MOST = 64

/** What saved state names and does not hold. */
internal object Unsaved {
    /** A name of another process finds nothing. */
    private val process = kotlin.random.Random.nextLong()
    private val held = LinkedHashMap<String, Any>()
    private var named = 0

    /** The name of something. */
    fun name(of: Any): String {
        val name = held.entries.firstOrNull { it.value === of }?.key ?: "$process ${named++}"
        held.remove(name)
        held[name] = of
        if (held.size > MOST) held.remove(held.keys.first())
        return name
    }

    /** What bears this name. */
    fun find(name: String): Any? = held[name]
}

/** A text that is being typed, kept for as long as the process lives. */
@Composable
public fun rememberTyped(): MutableState<String> = rememberUnsaved { mutableStateOf("") }

/** Something else of the kind, such as a file that was made and is not handed over yet. */
@Composable
public fun <T : Any> rememberUnsaved(make: () -> T): T {
    @Suppress("UNCHECKED_CAST")
    val saver = Saver<T, String>({ Unsaved.name(it) }, { Unsaved.find(it) as? T })
    return rememberSaveable(saver = saver, init = make)
}
