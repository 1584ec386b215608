/**
 * A worker's phone as a process of its own: it does on its glass what it is told by a line, and answers by one. Nothing goes from one
 * such process to another but the files that somebody carries.
 */
package kith.desktop

import androidx.compose.ui.graphics.asSkiaBitmap
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onRoot
import com.sun.jna.Native
import java.io.File
import kith.companion.Answers
import kith.companion.Form
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image

/** A minute, and a little more. */
private const val MINUTE_MS = 61_000L

/** The machine that the process runs on: where it is can change while it runs. */
private object Machine {
    init {
        Native.register("c")
    }

    @JvmStatic
    external fun setenv(name: String, value: String, replace: Int): Int
}

/** The process itself. */
@OptIn(ExperimentalTestApi::class)
internal object WorkersProcess {
    /** Begins with the folder of the phone; a line is an array of texts, the first of which says what to do. */
    @JvmStatic
    fun main(words: Array<String>) {
        val told = System.out
        System.setOut(System.err)
        val phone = WorkersPhone(File(words.single()))
        onGlass {
            setContent { phone.Screen() }
            for (line in generateSequence(::readlnOrNull)) {
                val answer = runCatching { done(phone, line.texts()) }
                told.println(answer.fold({ lineOf(listOf("done") + it) }, { lineOf(listOf("failed", "$it")) }))
            }
            phone.vault.shut()
        }
    }

    private suspend fun SkikoComposeUiTest.done(phone: WorkersPhone, told: List<String>): List<String> {
        val finger = Finger(this)
        val (what, with) = told.first() to told.drop(1)
        when (what) {
            "tap" -> finger.tap(with.single())
            "type" -> finger.type(with[0], with[1])
            "sees" -> finger.sees(with.single())
            "read" -> return read(this)
            "gone" -> waitUntil("${with.single()} to go", PATIENCE_MS) { with.single() !in read(this) }
            "zone" -> Machine.setenv("TZ", with.single(), 1)
            "minute" -> {
                mainClock.advanceTimeBy(MINUTE_MS)
                waitForIdle()
            }
            "picture" -> picture(File(with.single()))
            "carry-out" -> File(with.single()).writeBytes(phone.platform.handedOver.last())
            "carry-in" -> phone.platform.chosen = File(with.single()).readBytes()
            "individual" -> return listOf(phone.companion().caseload().single().individual)
            "person" -> return listOf(phone.companion().map(with.single()).people.single().id)
            "card" -> return phone.companion().individual(with.single()).let { listOf(it.card, it.seen) }
            // What there is no screen for yet: as the office records it.
            "record" -> {
                val form = Form("", with[0], emptyList(), "office", "")
                return phone.companion().submit(form, checkNotNull(Answers.read(with[1]))).ids.values.flatten()
            }
            else -> error(what)
        }
        return emptyList()
    }

    private fun SkikoComposeUiTest.picture(file: File) {
        val image = Image.makeFromBitmap(onRoot().captureToImage().asSkiaBitmap())
        file.writeBytes(image.encodeToData(EncodedImageFormat.PNG)!!.bytes)
    }
}

private fun String.texts(): List<String> = Json.parseToJsonElement(this).jsonArray.map { it.jsonPrimitive.content }

private fun lineOf(texts: List<String>): String = JsonArray(texts.map(::JsonPrimitive)).toString()

/** A hand on the glass of a process that was started for it. */
internal class FarHand(private val name: String, folder: File, private val pictures: File = folder, with: Map<String, String> = emptyMap()) : Hand, AutoCloseable {
    private val process = ProcessBuilder(
        File(System.getProperty("java.home"), "bin/java").path,
        "-cp", System.getProperty("java.class.path"),
        "-Djava.awt.headless=true", "-Dskiko.renderApi=SOFTWARE", "-Dkith.target=$built",
        WorkersProcess::class.java.name, folder.path,
    ).redirectError(ProcessBuilder.Redirect.INHERIT).apply { environment() += with }.start()
    private val told = process.outputStream.bufferedWriter()
    private val answers = process.inputStream.bufferedReader()

    /** The number of the process. */
    val number: Long = process.pid()

    override fun tap(words: String) {
        tell("tap", words)
    }

    override fun type(field: String, text: String) {
        tell("type", field, text)
    }

    override fun sees(words: String) {
        tell("sees", words)
    }

    /** Tells the process what to do, and waits for what it answers. */
    fun tell(vararg words: String): List<String> {
        told.write(lineOf(words.toList()))
        told.newLine()
        told.flush()
        val answer = checkNotNull(answers.readLine()) { "$name ended at ${words.toList()}" }.texts()
        check(answer.first() == "done") { "$name, ${words.toList()}: ${answer.drop(1)}" }
        return answer.drop(1)
    }

    /** Takes a picture of a step. */
    fun picture(step: String) {
        val number = "%02d".format(pictures.list().orEmpty().size + 1)
        tell("picture", pictures.resolve("$number-$name-$step.png").path)
    }

    override fun close() {
        told.close()
        process.waitFor()
    }
}
