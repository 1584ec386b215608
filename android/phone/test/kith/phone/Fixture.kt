/** What the tests stand on: a phone whose keystore, fingers and clock do what a test says, and a finger on its glass. */
package kith.phone

import android.content.Context
import android.content.Intent
import android.os.Bundle
import android.os.Looper
import android.os.Parcel
import android.os.Parcelable
import android.security.keystore.KeyPermanentlyInvalidatedException
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.core.content.FileProvider
import androidx.test.core.app.ApplicationProvider
import java.io.File
import java.nio.file.Files
import java.security.KeyStoreException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import kith.companion.Companion
import kith.ui.parts.Unsaved
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Rule
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Long enough for a machine that is busy. */
private const val PATIENCE_MS = 120_000L

/** The folder where everything that is built lies. */
private val built = File(System.getProperty("kith.target"))

/** A keystore and a finger without a phone. */
internal class Device : Ciphers, Asking {
    private var key: SecretKey? = null

    /** Whether a finger was added since. */
    var changed = false

    /** Whether the keystore fails. */
    var fails = false

    /** Why nobody is let in, where that is so. */
    var refusal: Refusal? = null

    override fun sealing(): Cipher {
        changed = false
        key = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()
        return Cipher.getInstance("AES/GCM/NoPadding").apply { init(Cipher.ENCRYPT_MODE, key) }
    }

    override fun opening(beginning: ByteArray): Cipher? {
        if (changed) throw KeyPermanentlyInvalidatedException()
        if (fails) throw KeyStoreException()
        return key?.let { key -> Cipher.getInstance("AES/GCM/NoPadding").apply { init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(128, beginning)) } }
    }

    override fun knowsAnybody() = true

    override suspend fun ask(cipher: Cipher): Cipher = refusal?.let { throw NotLetIn(it) } ?: cipher
}

/** Voices that say what they would. */
internal class FakeVoices : Voices {
    val said = mutableListOf<String>()
    val languages = mutableSetOf<String>()
    var known = setOf("en", "cy")
    var stops = 0
    var isEnded = false

    /** What they wait for before they are ready. */
    var ready: CompletableDeferred<Unit>? = null

    override suspend fun begin(): Boolean {
        ready?.await()
        return true
    }

    override fun speak(language: String) = language in known

    override fun say(text: String, language: String) {
        said += text
        languages += language
    }

    override fun stop() {
        stops++
    }

    override fun end() {
        isEnded = true
    }
}

/** The app on that phone. What is live can be made anew, as when the process ends. */
internal class TestApp : KithApp() {
    val device = Device()
    var clock = 1_000L
    private val kept = Files.createTempDirectory("kith").toFile()
    private var made: Live? = null

    /** The microphone, while it listens. */
    var heard: Heard? = null

    override val voices = FakeVoices()

    /** So much of a file is read. */
    override var mostBytes = MOST_BYTES

    override val folder get() = kept
    override fun recorder(): Recorder = Heard { heard = it }
    override val ciphers get() = device
    override val asking get() = device
    override fun now() = clock
    override val live: Live get() = made ?: Live(this).also { made = it }

    /** Everything that is in memory is gone. */
    fun processEnds() {
        shadowOf(Looper.getMainLooper()).idle()
        runBlocking { made?.vault?.shut() }
        made = null
        Unsaved.javaClass.getDeclaredField("held").apply { isAccessible = true }.let { (it.get(Unsaved) as MutableMap<*, *>).clear() }
    }

    fun remove() {
        kept.deleteRecursively()
    }
}

/** A phone in a hand. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w411dp-h891dp-xhdpi", application = TestApp::class)
internal abstract class OnPhone {
    @get:Rule
    val rule = createEmptyComposeRule()

    protected val app: TestApp get() = ApplicationProvider.getApplicationContext()
    protected val live: Live get() = app.live
    protected lateinit var activity: ActivityController<MainActivity>

    protected fun launch(intent: Intent = Intent(app, MainActivity::class.java), saved: Bundle? = null): Finger {
        activity = Robolectric.buildActivity(MainActivity::class.java, intent)
        if (saved == null) activity.setup() else activity.setup(saved)
        return Finger(rule)
    }

    /** The phone is turned: the activity is made anew, and all else stays. */
    protected fun turn() {
        rule.waitForIdle()
        activity.recreate()
    }

    /** The system ends the app in the background, and begins it again from what was saved; that is given. */
    protected fun dies(): Bundle {
        rule.waitForIdle()
        val saved = Bundle()
        activity.pause().stop().saveInstanceState(saved).destroy()
        app.processEnds()
        return saved
    }

    protected fun leave() {
        rule.waitForIdle()
        activity.pause().stop()
    }

    protected fun comeBack() {
        activity.start().resume()
    }

    protected fun companion(): Companion = checkNotNull(live.vault.opened.value).companion

    /** What is on the glass, as a picture. */
    protected fun picture(name: String) {
        rule.waitForIdle()
        val file = built.resolve("phone/screenshots/$name.png")
        val image = rule.onRoot().captureToImage().asAndroidBitmap()
        file.outputStream().use { image.compress(android.graphics.Bitmap.CompressFormat.PNG, 100, it) }
    }

    @After
    fun end() {
        if (this::activity.isInitialized) activity.close()
        app.processEnds()
        app.remove()
        // It remembers where files lie for as long as the process lives; the next test has another folder.
        FileProvider::class.java.getDeclaredField("sCache").apply { isAccessible = true }.let { (it.get(null) as MutableMap<*, *>).clear() }
    }
}

/** As the system would write it down. */
internal fun Parcelable.written(): ByteArray {
    val parcel = Parcel.obtain()
    parcel.writeParcelable(this, 0)
    return parcel.marshall().also { parcel.recycle() }
}

/** Whether a text stands in bytes, in either way that Android writes one. */
internal fun ByteArray.say(text: String): Boolean {
    val all = String(this, Charsets.ISO_8859_1)
    return listOf(Charsets.UTF_8, Charsets.UTF_16LE).any { String(text.toByteArray(it), Charsets.ISO_8859_1) in all }
}

/** A finger on the glass. */
internal class Finger(private val rule: ComposeTestRule) {
    /** Taps what bears these words, wherever on the page it is. */
    fun tap(words: String) {
        find((hasText(words) or hasContentDescription(words)) and hasClickAction() and !hasSetTextAction()).performClick()
        rule.waitForIdle()
    }

    /** Types into the field of this name. */
    fun type(field: String, text: String) {
        find(hasContentDescription(field) and hasSetTextAction()).performTextInput(text)
        rule.waitForIdle()
    }

    /** Waits until these words are on the page. */
    fun sees(words: String) {
        find(hasText(words, substring = true))
    }

    /** Waits until something holds. */
    fun waits(what: String, holds: () -> Boolean) = rule.waitUntil(what, PATIENCE_MS, holds)

    /** Founds an organisation, opened by a finger. */
    fun found(open: Finger.() -> Unit = { tap("My fingerprint or face") }) {
        foundToSheet(open)
        tap("I have put it away safely")
    }

    /** The same, until its recovery sheet is on the glass. */
    fun foundToSheet(open: Finger.() -> Unit = { tap("My fingerprint or face") }) {
        tap("English")
        tap("Start a new organisation")
        open()
        type("Name of the organisation", "Harbour")
        type("Your name", "Aled")
        tap("Start")
        sees("I have put it away safely")
    }

    /** Chooses a PIN. */
    fun pin(pin: String) {
        tap("A PIN of my own")
        type("Your PIN", pin)
        type("Your PIN once more", pin)
        tap("Next")
    }

    /** Begins a record. */
    fun addMegan() {
        tap("People")
        tap("Somebody new to support")
        type("Name", "Megan")
        tap("Save")
        sees("Record a visit")
    }

    /** Fills in half of a visit. */
    fun beginVisit(line: String) {
        tap("Record a visit")
        tap("Happened")
        tap("Next")
        type("What we did, in a line", line)
    }

    private fun find(matcher: SemanticsMatcher): SemanticsNodeInteraction {
        try {
            rule.waitUntil(PATIENCE_MS) { isThere(matcher) }
        } catch (late: androidx.compose.ui.test.ComposeTimeoutException) {
            throw AssertionError("no ${matcher.description} on a page with ${read()}", late)
        }
        return rule.onAllNodes(matcher).onFirst()
    }

    /** Whether it is on the page: below the glass too, for whoever scrolls. */
    private fun isThere(matcher: SemanticsMatcher): Boolean {
        if (rule.onAllNodes(matcher).fetchSemanticsNodes(false).any { it.isOnGlass() }) return true
        val lists = rule.onAllNodes(hasScrollToNodeAction())
        if (lists.fetchSemanticsNodes(false).isEmpty()) return false
        return runCatching { lists.onFirst().performScrollToNode(matcher) }.isSuccess
    }

    private fun SemanticsNode.isOnGlass(): Boolean = boundsInRoot.height >= size.height * 0.9f

    /** Everything that can be read on the glass, in reading order. */
    fun read(): List<String> {
        val any = SemanticsMatcher("any") { true }
        return rule.onAllNodes(any, useUnmergedTree = true).fetchSemanticsNodes(false).flatMap { node ->
            node.config.getOrElse(SemanticsProperties.Text) { emptyList() }.map { it.text }
        }
    }
}
