/** The words of the core. What was said once is kept, so that drawing a screen again asks the core nothing. */
package kith.companion

import java.util.concurrent.ConcurrentHashMap
import uniffi.kith.Strings

internal class CoreWords(language: Language) : Words {
    private val strings = Strings(language.core())
    private val said = ConcurrentHashMap<Any, String>()

    override fun say(key: String, vararg texts: Pair<String, String>): String =
        if (texts.isEmpty()) said.getOrPut(key) { strings.say(key, emptyMap()) } else strings.say(key, texts.toMap())

    override fun count(key: String, count: UInt): String = said.getOrPut(key to count) { strings.count(key, count) }

    override fun option(list: String, name: String): String =
        said.getOrPut(Triple(list, name, "")) { strings.option(list, name) }
}

internal fun Language.core(): uniffi.kith.Language = when (this) {
    Language.ENGLISH -> uniffi.kith.Language.ENGLISH
    Language.EASY_READ -> uniffi.kith.Language.EASY_READ
    Language.WELSH -> uniffi.kith.Language.WELSH
}
