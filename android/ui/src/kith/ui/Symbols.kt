/** Pictures that stand for words: of a pack that can be replaced. Where a pack has none, the word stands alone. */
package kith.ui

import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.ImageBitmap

/** A pack of symbols. */
public fun interface Symbols {
    /** The symbol of what is meant, which people call by this word; nothing where there is none, or none that is safe to draw. */
    public fun of(name: String, word: String): ImageBitmap?
}

/** A pack of somebody's own. */
public interface OwnSymbols : Symbols {
    /** Whether its folder is chosen in the app. */
    public val isChosen: Boolean get() = false

    /** Lets somebody choose its folder: how many of its pictures are used from now on; nothing where they gave up. Throws [NotHad]. */
    public suspend fun choose(): Int? = null
}

/** What a folder calls its pictures, and the pictures themselves, by the word that each stands for. */
public const val INDEX: String = "index.csv"

/** The files of an index by their words, in small letters. A line that is none says nothing. */
public fun symbolIndex(lines: List<String>): Map<String, String> {
    val rows = lines.map { it.trim().split(',') }
    val head = rows.firstOrNull().orEmpty()
    val (file, label) = head.indexOf("file") to head.indexOfFirst { it.startsWith("label") }
    if (file < 0 || label < 0) return emptyMap()
    return rows.drop(1).filter { it.size > maxOf(file, label) }.associate { it[label].lowercase() to it[file] }
}

/** The pack that is on. */
public val LocalSymbols = staticCompositionLocalOf { Symbols { _, _ -> null } }

/** The packs of a machine, as they were chosen: by the core's name of what is on. */
internal fun Platform.packed(chosen: String): Symbols {
    val own = ownSymbols?.takeIf { chosen == "folder" } ?: return symbols
    return Symbols { name, word -> own.of(name, word) ?: symbols.of(name, word) }
}
