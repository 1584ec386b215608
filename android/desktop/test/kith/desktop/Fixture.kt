/** What the tests stand on: a machine without dialogs, a phone's glass, and a finger whose taps are counted. */
package kith.desktop

import androidx.compose.runtime.Composable
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.v2.runSkikoComposeUiTest
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.unit.Density
import java.io.File
import kith.companion.CoreHome
import kith.companion.Keys
import kith.companion.Language
import kith.companion.OpenVault
import kith.companion.Proof
import kith.companion.VaultKey
import kith.ui.App
import kith.ui.Media
import kith.ui.Platform
import kith.ui.Speech
import kith.ui.Wishes
import kotlin.time.Duration.Companion.minutes

/** The folder where everything that is built lies. */
internal val built = File(System.getProperty("kith.target")).canonicalFile

/** Long enough for a machine that is busy. */
internal const val PATIENCE_MS = 60_000L

/** A machine that keeps what is handed over, and chooses what it was given. */
internal class TestPlatform : Platform {
    private val kept = mutableMapOf<String, String>()

    /** What was handed over, the newest last. */
    val handedOver = mutableListOf<ByteArray>()

    /** What is chosen next. */
    var chosen: ByteArray? = null

    override val family: FontFamily = hyperlegible

    override fun kept(name: String): String? = kept[name]

    override fun keep(name: String, value: String) {
        kept[name] = value
    }

    override suspend fun handOver(name: String, bytes: ByteArray): Boolean = handedOver.add(bytes)

    override suspend fun choose(): ByteArray? = chosen

    /** The photo or recording that is chosen next. */
    var file: File? = null

    override val symbols = BuiltIn

    override var media: Media = DesktopMedia { file }

    /** What was read aloud, the newest last. */
    val read = mutableListOf<List<String>>()

    override val speech = object : Speech {
        override suspend fun read(texts: List<String>, language: Language): Boolean {
            read += texts
            return true
        }

        override fun stop() = Unit
    }
}

/** What a worker types: the same each time. */
private class Typed(private val pin: String) : Keys {
    override val proof = Proof.TYPED

    override fun key(): VaultKey = VaultKey.typed(pin)

    override fun keep(key: ByteArray) = Unit
}

/** A worker's phone: a folder, a machine, and the vault that is open on it, by a key in a file or by a PIN. */
internal class WorkersPhone(private val folder: File, private val pin: String? = null) {
    val platform = TestPlatform()
    var wishes = Wishes(platform)
    var vault = vault()

    private fun vault() = OpenVault(CoreHome(folder.resolve("vault"), pin?.let(::Typed) ?: KeyFile(folder.resolve("key"))))

    /** The process ends and begins anew: nothing but the folder is left. */
    suspend fun restart() {
        vault.shut()
        vault = vault()
        wishes = Wishes(platform)
    }

    @Composable
    fun Screen() = App(vault, platform, wishes)

    fun companion() = checkNotNull(vault.opened.value).companion

    fun speaking(language: Language) = apply { wishes.speak(language) }
}

/** The glass of a phone. */
@OptIn(ExperimentalTestApi::class)
internal fun onGlass(width: Int = 411, height: Int = 891, text: Float = 1f, block: suspend SkikoComposeUiTest.() -> Unit) {
    runSkikoComposeUiTest(Size(width.toFloat(), height.toFloat()), Density(1f, text), testTimeout = 10.minutes, block = block)
}

/** A finger on the glass. */
@OptIn(ExperimentalTestApi::class)
internal class Finger(private val test: SkikoComposeUiTest) : Hand {
    /** How often it has tapped. */
    var taps = 0
        private set

    override fun tap(words: String) {
        find((hasText(words) or hasContentDescription(words)) and hasClickAction() and !hasSetTextAction()).performClick()
        taps++
        test.waitForIdle()
    }

    override fun type(field: String, text: String) {
        find(hasContentDescription(field) and hasSetTextAction()).performTextInput(text)
        test.waitForIdle()
    }

    override fun sees(words: String) {
        find(hasText(words, substring = true))
    }

    private fun find(matcher: SemanticsMatcher): SemanticsNodeInteraction {
        try {
            test.waitUntil(matcher.description, PATIENCE_MS) { isThere(matcher) }
        } catch (late: ComposeTimeoutException) {
            throw AssertionError("${late.message} The page has ${read(test)}", late)
        }
        return test.onAllNodes(matcher).onFirst()
    }

    /** Whether it is on the page: below the glass too, for whoever scrolls. */
    private fun isThere(matcher: SemanticsMatcher): Boolean {
        if (test.onAllNodes(matcher).fetchSemanticsNodes().any { it.isOnGlass() }) return true
        val lists = test.onAllNodes(hasScrollToNodeAction())
        if (lists.fetchSemanticsNodes().isEmpty()) return false
        return runCatching { lists.onFirst().performScrollToNode(matcher) }.isSuccess
    }

    /** Whether nearly all of it is on the glass: what is cut off by its edge is scrolled to first. */
    private fun SemanticsNode.isOnGlass(): Boolean = boundsInRoot.height >= size.height * 0.9f
}

/** Everything that can be read on the glass, in reading order. */
@OptIn(ExperimentalTestApi::class)
internal fun read(test: SkikoComposeUiTest): List<String> {
    val any = SemanticsMatcher("any") { true }
    return test.onAllNodes(any, useUnmergedTree = true).fetchSemanticsNodes().flatMap { node ->
        node.config.getOrElse(SemanticsProperties.Text) { emptyList() }.map { it.text }
    }
}
