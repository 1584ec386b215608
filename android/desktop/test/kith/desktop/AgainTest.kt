/** What a screen keeps while it asks again, what may be emptied again, and what a page offers only where the core does. */
package kith.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasText
import java.io.File
import kith.companion.Answers
import kith.companion.Choice
import kith.companion.CoreHome
import kith.companion.FakeCompanion
import kith.companion.Form
import kith.companion.FormField
import kith.companion.Language
import kith.companion.MapFigure
import kith.companion.Opened
import kith.companion.OpenVault
import kith.companion.Step
import kith.companion.TimelineItem
import kith.companion.TimelinePage
import kith.ui.Route
import kith.ui.Shell
import kith.ui.Way
import kith.ui.Wishes
import kith.ui.forms.DrawField
import kith.ui.forms.Filling
import kith.ui.parts.LocalWords
import kith.ui.parts.Page
import kith.ui.parts.sentence
import kith.ui.tokens.Look
import kith.ui.tokens.Themed
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.Rule
import org.junit.rules.TemporaryFolder

@OptIn(ExperimentalTestApi::class)
class AgainTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val home = CoreHome(File("none"), KeyFile(File("none")))
    private val words = home.words(Language.ENGLISH)

    @Composable
    private fun Themed(content: @Composable () -> Unit) = Themed(Look.LIGHT, hyperlegible, 1f) {
        CompositionLocalProvider(LocalWords provides words, content = content)
    }

    @Composable
    private fun Draw(companion: FakeCompanion, way: Way) = Themed {
        val platform = TestPlatform()
        Shell(remember { Opened(companion, Language.ENGLISH, home) }, platform, Wishes(platform), way)
    }

    /** What the core is asked for again, and does not answer yet. */
    private val waits = CompletableDeferred<Unit>()

    @Test
    fun a_page_that_asks_for_more_or_for_another_voice_stays_as_it_is_meanwhile() = onGlass {
        val happened = TimelineItem("e1", "visit", "2026-03-03", "2026-03-03", false, "Aled", "", "", "Tue 3 Mar 2026", "Visit", "We made tea", false, "{}", null, emptyList(), null)
        val companion = object : FakeCompanion(words) {
            override suspend fun timeline(individual: String, cursor: String?): TimelinePage {
                if (cursor != null) waits.await()
                return TimelinePage(listOf(happened), "more")
            }

            override suspend fun map(individual: String, voice: String?): MapFigure {
                if (voice != null) waits.await()
                return super.map(individual, voice)
            }
        }
        val way = Way(listOf(Route.Individual("mair")))
        setContent { Draw(companion, way) }
        val finger = Finger(this)
        finger.tap("What happened")
        finger.sees("We made tea")
        finger.tap("Show more")
        assertTrue("We made tea" in read(this))
        way.to(Route.Map("mair"))
        val title = words.say("map-title", "name" to "Mair")
        finger.sees(title)
        finger.tap(words.option("speaker", "worker").sentence())
        assertTrue(title in read(this))
    }

    @Test
    fun a_concern_is_offered_where_the_core_offers_it_and_nowhere_else() = onGlass {
        val way = Way(listOf(Route.Individual("mair"), Route.Noted("mair", listOf("It is still to come."), offersConcern = false)))
        setContent { Draw(FakeCompanion(words), way) }
        val finger = Finger(this)
        finger.sees("It is still to come.")
        assertFalse("Raise a concern" in read(this))
        finger.tap("Done")
        finger.sees("Mair")
        way.to(Route.Noted("mair", listOf("Craig was there."), offersConcern = true))
        finger.sees("Craig was there.")
        finger.sees("Raise a concern")
    }

    private fun field(name: String, shape: String, required: Boolean = false) =
        FormField(name, name, shape, required, choices = listOf(Choice("a", "Choice a"), Choice("b", "Choice b")).takeIf { shape == "one" }.orEmpty(), prefilled = null)

    @Test
    fun what_may_be_left_out_is_emptied_again_and_what_is_needed_is_not() = onGlass {
        val fields = listOf(field("choice", "one"), field("needed", "one", required = true), field("face", "faces"), field("until", "day"))
        val form = Form("", "say", listOf(Step("", fields)), "draft", "")
        val filling = Filling(form, Answers.NONE.with("occurred.at", "2026-03-03T10:00:00+00:00")) {}
        var shown by mutableStateOf(fields[0])
        setContent { Themed { Page("") { item(key = shown.name) { DrawField(filling, shown) } } } }
        val finger = Finger(this)
        repeat(2) { time ->
            shown = fields[0]
            finger.tap("Choice a")
            assertEquals(time == 0, filling.answers.has("choice"))
            shown = fields[2]
            finger.tap(words.option("face", "4"))
            assertEquals(time == 0, filling.answers.has("face"))
            shown = fields[1]
            finger.tap("Choice b")
            assertEquals("b", filling.answers.text("needed"))
        }
        shown = fields[3]
        finger.tap("Choose a day")
        assertEquals("2026-03-03", filling.answers.text("until"))
        finger.tap("Take this out")
        assertFalse(filling.answers.has("until"))
    }

    @Test
    fun what_is_told_in_parts_goes_with_its_first_part() {
        val fields = listOf(field("modes.phone.rule", "one"), field("modes.phone.by", "text"), field("modes.post.rule", "one"))
        val filled = listOf("modes.phone.rule", "modes.phone.by", "modes.post.rule").fold(Answers.NONE) { all, path -> all.with(path, "a") }
        val filling = Filling(Form("", "rule", listOf(Step("", fields)), "draft", ""), filled) {}
        filling.empty("modes.phone.rule")
        assertEquals(Answers.NONE.with("modes.post.rule", "a"), filling.answers)
    }

    @Test
    fun no_feeling_is_hidden_behind_the_others() = onGlass {
        val feelings = FormField("feelings", "Feelings", "several", false, choices = (1..12).map { Choice("f$it", "Feeling $it") }, symbols = "feeling", prefilled = null)
        val plain = FormField("plain", "Plain", "several", false, choices = (1..12).map { Choice("p$it", "Plain $it") }, prefilled = null)
        val filling = Filling(Form("", "say", listOf(Step("", listOf(feelings, plain))), "draft", ""), Answers.NONE) {}
        setContent { Themed { Page("") { listOf(feelings, plain).forEach { field -> item { DrawField(filling, field) } } } } }
        Finger(this).sees("Feeling 12")
        assertTrue("Plain 6" in read(this) && "Plain 7" !in read(this))
    }

    @Test
    fun choices_are_one_group_and_their_name_is_a_heading() = onGlass {
        val form = Form("", "say", listOf(Step("", listOf(field("choice", "one")))), "draft", "")
        val filling = Filling(form, Answers.NONE) {}
        setContent { Themed { Page("") { item { DrawField(filling, form.steps[0].fields[0]) } } } }
        onNode(SemanticsMatcher.keyIsDefined(SemanticsProperties.SelectableGroup)).assertExists()
        onNode(hasText("choice") and SemanticsMatcher.keyIsDefined(SemanticsProperties.Heading)).assertExists()
    }

    @Test
    fun what_was_practised_goes_when_practice_ends() = runBlocking {
        val vault = OpenVault(CoreHome(folder.root.resolve("vault"), KeyFile(folder.root.resolve("key"))))
        suspend fun people(): List<String> {
            vault.train(Language.ENGLISH)
            return checkNotNull(vault.opened.value).companion.caseload().map { it.name }
        }
        val before = people()
        val made = Answers.NONE.with("name", "Megan").with("languages", listOf("en"))
        checkNotNull(vault.opened.value).companion.submit(Form("", "add_individual", emptyList(), "office", ""), made)
        assertTrue("Megan" in people(), "it is there until practice ends")
        checkNotNull(vault.opened.value).endTraining()
        assertEquals(emptyList(), folder.root.list().orEmpty().filter { "practice" in it })
        assertEquals(before, people())
        vault.shut()
    }
}
