/** What the app asks of the machine that it runs on. */
package kith.ui

import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.text.font.FontFamily
import kith.companion.DeviceChoices
import kith.companion.Language
import kith.ui.tokens.Look
import kotlin.math.roundToInt
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow

/** The machine. */
public interface Platform {
    /** The typeface. */
    public val family: FontFamily

    /** Something small that was kept under a name: never anything of a record. */
    public fun kept(name: String): String?

    /** Keeps something small. */
    public fun keep(name: String, value: String)

    /** Hands a file over, by the share sheet or into a folder; whether somebody took it. */
    public suspend fun handOver(name: String, bytes: ByteArray): Boolean

    /** A file that somebody chose: the one that arrived, where one did. */
    public suspend fun choose(): ByteArray?

    /** The name of a file that somebody opened with the app; it is chosen next. */
    public val arrived: StateFlow<String?> get() = NONE

    /** The pack of symbols that is built in. */
    public val symbols: Symbols get() = Symbols { _, _ -> null }

    /** A pack of somebody's own, over what is built in; null where the machine has no place for one. */
    public val ownSymbols: OwnSymbols? get() = null

    /** What takes, shows and plays photos and recordings; null where nothing does. */
    public val media: Media? get() = null

    /** What reads aloud; null where nothing does. */
    public val speech: Speech? get() = null
}

/** The machine's voice. */
public interface Speech {
    /** Reads these texts, one after the other. What it was reading before it leaves. Whether it has a voice for the language. */
    public suspend fun read(texts: List<String>, language: Language): Boolean

    /** Is silent. */
    public fun stop()
}

private val NONE = MutableStateFlow<String?>(null)

/** The end of the name of a request to join. */
public const val REQUEST: String = ".kreq"

/** How somebody wants the app to be. */
@Stable
public class Wishes(private val platform: Platform) {
    /** The language, once it was chosen. */
    public var language: Language? by mutableStateOf(Language.entries.firstOrNull { it.name == platform.kept(LANGUAGE) })
        private set

    /** The look. */
    public var look: Look by mutableStateOf(Look.entries.firstOrNull { it.name == platform.kept(LOOK) } ?: Look.LIGHT)
        private set

    /** How much larger the text is than the platform has it. */
    public var text: Float by mutableStateOf(platform.kept(TEXT)?.toFloatOrNull() ?: 1f)
        private set

    /** What is chosen, as the core has its names. */
    public val chosen: DeviceChoices get() = DeviceChoices("${(text * PER_CENT).roundToInt()}", look.name.lowercase())

    /** Chooses something by the core's names. */
    public fun choose(setting: String, value: String): Unit = when (setting) {
        "language" -> speak(Language.valueOf(value.uppercase()))
        "text_size" -> enlarge(value.toInt() / PER_CENT)
        "look" -> look(Look.valueOf(value.uppercase()))
        else -> Unit
    }

    public fun speak(language: Language) {
        this.language = language
        platform.keep(LANGUAGE, language.name)
    }

    public fun look(look: Look) {
        this.look = look
        platform.keep(LOOK, look.name)
    }

    public fun enlarge(text: Float) {
        this.text = text
        platform.keep(TEXT, "$text")
    }

    private companion object {
        const val LANGUAGE = "language"
        const val LOOK = "look"
        const val TEXT = "text"
        const val PER_CENT = 100f
    }
}
