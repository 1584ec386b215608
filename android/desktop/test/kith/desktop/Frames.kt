/**
 * Frames: how long each takes on the way through much, and how long the first one takes beside that of a window with nothing in it.
 * As a program it prints what it measured (scripts/android frames); QualityTest asks it for what holds on any machine.
 */
package kith.desktop

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.drawWithContent
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.application
import androidx.compose.ui.window.rememberWindowState
import java.io.File
import java.lang.management.ManagementFactory
import kith.companion.CoreHome
import kith.companion.FakeCompanion
import kith.companion.Language
import kith.companion.MapBox
import kith.companion.MapFigure
import kith.companion.MapPerson
import kith.companion.OpenVault
import kith.companion.Opened
import kith.companion.TimelineItem
import kith.companion.TimelinePage
import kith.ui.App
import kith.ui.Route
import kith.ui.Shell
import kith.ui.Way
import kith.ui.Wishes
import kith.ui.parts.LocalWords
import kith.ui.tokens.Look
import kith.ui.tokens.Themed
import kotlin.system.exitProcess
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** So many entries, and so many people. */
internal const val ENTRIES = 10_000
internal const val PEOPLE = 4_000

/** The way that a finger goes: so many frames, so many points in each. */
private const val STEPS = 240
private const val STEP = 36f

/** So many frames at first make what all others use. */
private const val COLD = 20

/** The same way is gone so often: what another program did in the midst of a frame is not there in most of them. */
private const val TIMES = 5

/** So many pairs of windows are opened. */
private const val PAIRS = 9

internal val nobody = CoreHome(File("none"), KeyFile(File("none")))

/** What a frame took, at each place of a way. */
internal class Frames(private val ns: List<Long>) {
    val median: Long = ns.sorted()[ns.size / 2]
    val longest: Long = ns.max()
    val ratio: Double get() = longest.toDouble() / median

    fun told(into: JsonObjectBuilder) {
        into.put("frames", ns.size)
        into.put("median_us", median / 1000)
        into.put("longest_us", longest / 1000)
        into.put("longest_to_median", (ratio * 100).toInt() / 100.0)
    }
}

/** A record in which ten thousand things happened. */
internal class Long10000 : FakeCompanion(nobody.words(Language.ENGLISH)) {
    override suspend fun timeline(individual: String, cursor: String?) = TimelinePage((0 until ENTRIES).map(::entry), null)

    private fun entry(number: Int) = TimelineItem(
        "$number", "visit", "2026-03-02T09:00:00+00:00", "2026-03-02T09:00:00+00:00", false, "Aled", "shared",
        "Visit $number", "2 Mar 2026", "Visit", "We made tea, time $number", false, "{}", null, emptyList(), null,
    )
}

/** A record in which there are four thousand people. */
internal class Crowd : FakeCompanion(nobody.words(Language.ENGLISH)) {
    val ids = (0 until PEOPLE).map { "person-$it" }

    override suspend fun map(individual: String, voice: String?): MapFigure {
        val people = ids.mapIndexed { at, id ->
            val (x, y) = (at % 64) * 60.0 to (at / 64) * 60.0
            MapPerson(id, "Name $at", "intimacy", "person", "existing", x, y, MapBox(x - 25, y + 20, 50.0, 20.0), false, "Name $at")
        }
        return super.map(individual, voice).copy(size = 4000.0, people = people, list = people.map { it.text }, listIds = ids)
    }
}

@Composable
internal fun Draw(companion: FakeCompanion, route: Route) = Themed(Look.LIGHT, hyperlegible, 1f) {
    val platform = TestPlatform()
    CompositionLocalProvider(LocalWords provides companion.words) {
        Shell(Opened(companion, Language.ENGLISH, nobody), platform, Wishes(platform), Way(listOf(route)))
    }
}

/** How many nodes there are. */
@OptIn(ExperimentalTestApi::class)
internal fun SkikoComposeUiTest.alive() = onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = true).fetchSemanticsNodes().size

/** A finger goes a way on the glass, there and back in turn, and each frame on it is measured by [clock]. */
@OptIn(ExperimentalTestApi::class)
internal fun SkikoComposeUiTest.gone(from: Offset, step: Offset, clock: () -> Long, after: () -> Unit = {}): Frames {
    mainClock.autoAdvance = false
    fun way(to: Offset): List<Long> {
        onRoot().performTouchInput { down(from) }
        var at = from
        val frames = (0 until STEPS).map { number ->
            val began = clock()
            // A finger has to be lifted where the glass ends.
            val next = at + to
            if (next.x !in 20f..390f || next.y !in 220f..760f) {
                onRoot().performTouchInput { up() }
                mainClock.advanceTimeByFrame()
                at = from
                onRoot().performTouchInput { down(from) }
            } else {
                at = next
                onRoot().performTouchInput { moveTo(next) }
            }
            mainClock.advanceTimeByFrame()
            (clock() - began).also { if (number % COLD == 0) after() }
        }
        onRoot().performTouchInput { up() }
        return frames.drop(COLD)
    }
    way(step)
    way(-step)
    val ways = (0 until TIMES).map { way(step).also { way(-step) } }
    mainClock.autoAdvance = true
    return Frames(ways.first().indices.map { at -> ways.map { it[at] }.sorted()[TIMES / 2] })
}

/** Through what happened, from the newest on. */
@OptIn(ExperimentalTestApi::class)
internal fun SkikoComposeUiTest.scrolled(clock: () -> Long, after: () -> Unit = {}): Frames {
    setContent { Draw(Long10000(), Route.Individual("mair")) }
    val finger = Finger(this)
    finger.tap("What happened")
    finger.sees("We made tea, time 1")
    return gone(Offset(200f, 750f), Offset(0f, -STEP), clock, after)
}

/** Over a map. */
@OptIn(ExperimentalTestApi::class)
internal fun SkikoComposeUiTest.panned(clock: () -> Long, after: () -> Unit = {}): Frames {
    setContent { Draw(Crowd(), Route.Map("mair")) }
    Finger(this).sees("Everyone's view")
    return gone(Offset(380f, 400f), Offset(-STEP / 2, 0f), clock, after)
}

/** How long the thread that asks has worked: who else works on the machine does not count. */
internal fun worked(): Long = ManagementFactory.getThreadMXBean().currentThreadCpuTime

/** The first frame of a window: when it is drawn, how long the program lives is said, and it ends. */
private fun first(content: @Composable () -> Unit) = application {
    Window({}, rememberWindowState(size = DpSize(440.dp, 900.dp)), title = "frames") {
        val drawn = Modifier.fillMaxSize().drawWithContent {
            drawContent()
            println(System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().startTime)
            Runtime.getRuntime().halt(0)
        }
        Box(drawn) { content() }
    }
}

/** Opens a window in a process of its own; how long its first frame took, in milliseconds. */
private fun opened(vararg words: String): Double {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val process = ProcessBuilder(listOf(java, "-cp", System.getProperty("java.class.path"), "-Dskiko.renderApi=SOFTWARE", "-Dkith.target=$built", "kith.desktop.FramesKt") + words)
        .redirectError(ProcessBuilder.Redirect.DISCARD).start()
    return process.inputStream.bufferedReader().readLine().toDouble().also { process.waitFor() }
}

private fun median(of: List<Double>) = of.sorted()[of.size / 2]

@OptIn(ExperimentalTestApi::class)
internal fun main(words: Array<String>) {
    when (words.first()) {
        "empty" -> return first {}
        "app" -> {
            val platform = TestPlatform().also { it.keep("language", Language.ENGLISH.name) }
            val vault = OpenVault(demonstration(built.resolve("android/demonstration")))
            return first { App(vault, platform, Wishes(platform)) }
        }
    }
    val pairs = (0..PAIRS).map { opened("empty") to opened("app") }.drop(1)
    val told = buildJsonObject {
        putJsonObject("first_frame") {
            put("pairs", PAIRS)
            put("empty_ms", median(pairs.map { it.first }))
            put("app_ms", median(pairs.map { it.second }))
            put("app_to_empty", (median(pairs.map { it.second / it.first }) * 100).toInt() / 100.0)
        }
        putJsonObject("scroll") {
            put("entries", ENTRIES)
            onGlass { scrolled(System::nanoTime).told(this@putJsonObject) }
        }
        putJsonObject("map") {
            put("people", PEOPLE)
            onGlass { panned(System::nanoTime).told(this@putJsonObject) }
        }
    }
    println(told)
    exitProcess(0)
}
