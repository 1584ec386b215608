/** Names of any script: on every screen that shows them they move nothing that stands around them, and are never cut within a letter. */
package kith.desktop

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import kith.companion.FormKind
import kith.companion.FormOf
import kith.ui.Route
import kith.ui.Shell
import kith.ui.Way
import kith.ui.parts.LocalWords
import kith.ui.parts.initial
import kith.ui.together.OwnPlace
import kith.ui.together.Together
import kith.ui.together.Walk
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Look
import kith.ui.tokens.Themed
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

/** A glass on which all of a page is. */
private const val LONG = 14_000

private const val WORKER = "أمينة"
private const val MARYAM = "👩‍👩‍👧 مريم بنت يوسف"
private const val YOSEF = "יוסף 2"
private val NAMES = listOf(MARYAM, WORKER, YOSEF)

/** Marks that are not seen. */
private val UNSEEN = ('\u200E'..'\u200F') + ('\u202A'..'\u202E') + ('\u2066'..'\u2069')

@OptIn(ExperimentalTestApi::class)
class NamesTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun names_from_right_to_left_and_emoji_move_nothing_around_them() = onGlass(height = LONG) {
        val phone = WorkersPhone(folder.newFolder("phone"))
        var drawn by mutableStateOf<Drawn?>(null)
        var megan = ""
        setContent {
            val now = drawn
            if (now == null) phone.Screen() else Themed(Look.LIGHT, hyperlegible, 1f) {
                val opened = checkNotNull(phone.vault.opened.value)
                CompositionLocalProvider(LocalWords provides opened.companion.words) {
                    Box(Modifier.fillMaxSize().background(LocalColours.current.ground)) {
                        key(now) {
                            now.walk?.let { Together(opened, phone.platform, megan, it) } ?: Shell(opened, phone.platform, phone.wishes, Way(listOf(checkNotNull(now.route))))
                        }
                    }
                }
            }
        }
        val finger = Finger(this)
        finger.record()
        val companion = phone.companion()
        megan = companion.caseload().single().individual
        val yosef = companion.map(megan).people.single().id
        val seen = mutableSetOf<String>()
        val faults = mutableListOf<String>()
        for (screen in screens(megan, yosef)) {
            drawn = screen
            arrives(screen)
            if (screen.route is Route.Individual) finger.tap("What happened")
            faults += moved().map { "${screen.name}: $it" }
            if (read(this).any { text -> NAMES.any { it in text } }) seen += screen.name
        }
        assertEquals(emptyList(), faults)
        assertTrue(seen.size > 12, "names stand on these alone: $seen")
        phone.vault.shut()
    }

    private fun Finger.record() {
        found(WORKER)
        tap("People")
        tap("Somebody new to support")
        type("Name", MARYAM)
        tap("Save")
        tap("Map")
        tap("Somebody new on the map")
        type("Name", YOSEF)
        tap("Person")
        tap("Save")
        tap("More choices")
        tap("Friend")
        tap("Closest to me")
        tap("Save")
        sees(YOSEF)
        tap("Back")
        recordVisit("Tea")
        tap("Plan a contact")
        tap(YOSEF)
        tap("Phone")
        tap("Next")
        tap("Save")
        sees("Record a visit")
    }

    private fun screens(megan: String, yosef: String): List<Drawn> {
        val routes = listOf(
            Route.Today, Route.People, Route.Individual(megan), Route.Map(megan), Route.Person(megan, yosef), Route.NeedsLook, Route.Pending,
            Route.WhoCanSee(megan), Route.LetIn, Route.LookTogether(megan), Route.Rules(megan),
        )
        val forms = FormKind.entries.map { Route.Fill(FormOf(it, megan, yosef.takeIf { _ -> it != FormKind.RULE })) }
        val own = OwnPlace.entries.filter { it.screen != null || it.from == null }
        return (routes + forms).map { Drawn(it.javaClass.simpleName + (it as? Route.Fill)?.form?.kind.let { kind -> kind ?: "" }, it) } + own.map { Drawn("my $it", walk = Walk(it)) }
    }

    /** Texts in which something does not stand where it is said, from left to right. */
    private fun SkikoComposeUiTest.moved(): List<String> {
        val texts = onAllNodes(SemanticsMatcher("words") { SemanticsActions.GetTextLayoutResult in it.config && SemanticsProperties.Text in it.config }, useUnmergedTree = true)
        return texts.fetchSemanticsNodes().flatMap { node ->
            val laid = mutableListOf<TextLayoutResult>()
            node.config[SemanticsActions.GetTextLayoutResult].action?.invoke(laid)
            laid.filter { it.moved() }.map { it.layoutInput.text.text }
        }
    }

    /** On each line what is said later stands farther to the right, a name being one thing. */
    private fun TextLayoutResult.moved(): Boolean {
        val text = layoutInput.text.text
        val named = NAMES.flatMap { name -> Regex.fromLiteral(name).findAll(text).map { it.range } }
        if (named.isEmpty()) return false
        val things = named + text.indices.filter { at -> named.none { at in it } && !text[at].isWhitespace() && text[at] !in UNSEEN }.map { it..it }
        val placed = things.sortedBy { it.first }.flatMap { thing ->
            thing.groupBy(::getLineForOffset).map { (line, letters) -> line to letters.minOf { getBoundingBox(it).left } }
        }
        return placed.groupBy({ it.first }, { it.second }).values.any { it != it.sorted() }
    }

    @Test
    fun a_mark_bears_a_whole_letter() {
        val names = mapOf("Megan" to "M", " Ŵyn" to "Ŵ", "👩‍👩‍👧 مريم" to "👩‍👩‍👧", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru" to "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "مريم" to "م", "W\u0302yn" to "W\u0302", "" to "")
        assertEquals(names, names.mapValues { initial(it.key) })
    }
}
