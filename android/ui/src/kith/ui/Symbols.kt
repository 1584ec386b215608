/** Pictures that stand for words: of a pack that can be replaced. Where a pack has none, the word stands alone. */
package kith.ui

import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.ImageBitmap

/** A pack of symbols. */
public fun interface Symbols {
    /** The symbol of what is meant, which people call by this word; nothing where there is none, or none that is safe to draw. */
    public fun of(name: String, word: String): ImageBitmap?
}

/** The pack that is on. */
public val LocalSymbols = staticCompositionLocalOf { Symbols { _, _ -> null } }
