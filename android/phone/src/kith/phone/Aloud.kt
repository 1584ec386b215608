/** Reading aloud by the phone's own voice: only by one that is on the phone, as what is read is of somebody. No phone has run [PhoneVoices] yet. */
package kith.phone

import android.content.Context
import android.speech.tts.TextToSpeech
import android.speech.tts.Voice
import java.util.Locale
import kith.companion.Language
import kith.ui.Speech
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.withTimeoutOrNull

/** The voices of a phone. */
public interface Voices {
    /** Gets them ready; whether there is any. */
    public suspend fun begin(): Boolean

    /** Whether one of them, on the phone itself, speaks a language. */
    public fun speak(language: String): Boolean

    /** Says this once what it said before is said. */
    public fun say(text: String, language: String)

    /** Is silent. */
    public fun stop()

    /** Lets go of them. */
    public fun end()
}

/** Who reads: the newest that was asked for, and nothing once somebody wants silence. */
internal class Aloud(private val voices: Voices) : Speech {
    private var turn = 0

    override suspend fun read(texts: List<String>, language: Language): Boolean {
        stop()
        val mine = turn
        val spoken = language.tag()
        if (!voices.begin() || !voices.speak(spoken)) return false
        // Getting ready takes a while: somebody may have hidden the screen meanwhile.
        if (mine == turn) texts.filter(String::isNotBlank).forEach { voices.say(it, spoken) }
        return true
    }

    override fun stop() {
        turn++
        voices.stop()
    }

    /** The app is left, or locked. */
    fun leave() {
        stop()
        voices.end()
    }
}

/** What Android has of them. */
internal class PhoneVoices(private val context: Context) : Voices {
    private var engine: TextToSpeech? = null

    override suspend fun begin(): Boolean {
        if (engine != null) return true
        val ready = CompletableDeferred<Boolean>()
        val made = TextToSpeech(context) { ready.complete(it == TextToSpeech.SUCCESS) }
        val isReady = withTimeoutOrNull(PATIENCE_MS) { ready.await() } == true
        if (isReady) engine = made else made.shutdown()
        return isReady
    }

    override fun speak(language: String): Boolean = voice(language) != null

    override fun say(text: String, language: String) {
        val engine = engine ?: return
        engine.voice = voice(language) ?: return
        text.chunked(TextToSpeech.getMaxSpeechInputLength()).forEach { engine.speak(it, TextToSpeech.QUEUE_ADD, null, null) }
    }

    override fun stop() {
        engine?.stop()
    }

    override fun end() {
        engine?.shutdown()
        engine = null
    }

    /** The best that asks no other machine, as it is spoken here where there is one. */
    private fun voice(language: String): Voice? = engine?.voices.orEmpty()
        .filter { it.locale.language == language && !it.isNetworkConnectionRequired && TextToSpeech.Engine.KEY_FEATURE_NOT_INSTALLED !in it.features.orEmpty() }
        .maxWithOrNull(compareBy({ it.locale.country == Locale.UK.country }, { it.quality }))

    private companion object {
        const val PATIENCE_MS = 5_000L
    }
}
