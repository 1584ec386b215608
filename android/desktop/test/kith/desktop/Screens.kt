/** Every screen that is built, on the record of the demonstration, in every look, size and language. */
package kith.desktop

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.key
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.unit.LayoutDirection
import java.io.File
import kith.companion.AttachmentItem
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.Language
import kith.companion.OpenVault
import kith.companion.Opened
import kith.companion.Own
import kith.companion.Words
import kith.ui.Route
import kith.ui.Shell
import kith.ui.Way
import kith.ui.Wishes
import kith.ui.parts.LocalWords
import kith.ui.parts.Tags
import kith.ui.screens.Welcome
import kith.ui.together.OwnPlace
import kith.ui.together.Together
import kith.ui.together.Walk
import kith.ui.tokens.LocalColours
import kith.ui.tokens.Look
import kith.ui.tokens.Themed

/** A language, or a made-up one that runs from right to left. */
internal enum class Tongue(val language: Language, val direction: LayoutDirection) {
    ENGLISH(Language.ENGLISH, LayoutDirection.Ltr),
    EASY_READ(Language.EASY_READ, LayoutDirection.Ltr),
    WELSH(Language.WELSH, LayoutDirection.Ltr),
    MIRRORED(Language.ENGLISH, LayoutDirection.Rtl),
}

/** English, written from right to left. */
internal class MirroredWords(private val words: Words) : Words {
    override fun say(key: String, vararg texts: Pair<String, String>) = mirrored(words.say(key, *texts))
    override fun count(key: String, count: UInt) = mirrored(words.count(key, count))
    override fun option(list: String, name: String) = mirrored(words.option(list, name))

    private fun mirrored(text: String) = "\u202E$text\u202C"
}

/** How a screen is drawn. */
internal data class Variant(val look: Look, val text: Float, val tongue: Tongue)

/** A screen with its name: of the worker, of an individual, or the welcome, where there is no record yet. */
internal class Drawn(val name: String, val route: Route? = null, val walk: Walk? = null)

/** Forms of somebody new, which have a screen of their own once they are there. */
private val NEW = mapOf(FormKind.INDIVIDUAL to "new-individual", FormKind.PERSON to "new-person", FormKind.RELATIONSHIP to "new-relationship", FormKind.RULE to "new-rule")

/** The demonstration's record, open. */
internal class Demonstration(tongue: Tongue, private val home: OpenVault = OpenVault(demonstration(built.resolve("android/demonstration")))) {
    private val language = tongue.language
    private val platform = TestPlatform()
    private var megan = ""
    private val empty = OpenVault(kith.companion.CoreHome(File("none"), KeyFile(File("none"))))

    suspend fun open(): Opened {
        home.open(language)
        return checkNotNull(home.opened.value)
    }

    suspend fun shut() = home.shut()

    suspend fun screens(opened: Opened): List<Drawn> {
        val companion = opened.companion
        val people = companion.caseload()
        megan = people.first { it.name.startsWith("Megan") }.individual
        val idris = people.first { it.name.startsWith("Idris") }.individual
        val person = companion.map(megan).people.first { it.name.startsWith("Tom") }.id
        val difference = companion.needsLook().guarded.first().id
        fun fill(kind: FormKind) = Drawn(NEW[kind] ?: kind.name.lowercase(), Route.Fill(FormOf(kind, megan, person.takeIf { kind != FormKind.RULE })))
        return listOf(
            Drawn("welcome"),
            Drawn("today", Route.Today),
            Drawn("people", Route.People),
            Drawn("individual", Route.Individual(megan)),
            Drawn("map", Route.Map(megan)),
            Drawn("person", Route.Person(megan, person)),
            Drawn("needs-look", Route.NeedsLook),
            Drawn("settle", Route.Settle(difference)),
            Drawn("pending", Route.Pending),
            Drawn("who-can-see", Route.WhoCanSee(idris)),
            Drawn("let-in", Route.LetIn),
            Drawn("settings", Route.Settings),
            Drawn("new-sheet", Route.Sheet("new_sheet")),
            Drawn("check-sheet", Route.Sheet("check_sheet")),
            Drawn("menu", Route.Menu),
            Drawn("noted", Route.Noted(megan, listOf(companion.words.say("visit-to-come")), offersConcern = true)),
            Drawn("look-together", Route.LookTogether(megan)),
            Drawn("rules", Route.Rules(megan)),
            Drawn("rule", Route.Rule(megan, companion.rules(megan).first().rule)),
            Drawn("attach", Route.Attach(megan, person)),
            Drawn("not-here", Route.Show(AttachmentItem("none", "photo", "image/jpeg", 9u, "Megan and Tom in the garden", false, false, 40u))),
            Drawn("my-hidden", walk = Walk(hidden = true)),
        ) + FormKind.entries.map(::fill) + own(companion.own(megan))
    }

    /** Every place of an individual's own. */
    private suspend fun own(own: Own): List<Drawn> {
        val about = mapOf(OwnPlace.CHOOSE to own.howWasIt().first().id, OwnPlace.WRITE to own.tellSomeone().recipients.first().name)
        return OwnPlace.entries.map { Drawn("my-" + it.name.lowercase(), walk = Walk(it, about[it].orEmpty())) }
    }

    @Composable
    fun Draw(opened: Opened, drawn: Drawn, variant: Variant) {
        val own = home.home.words(language)
        val words = if (variant.tongue == Tongue.MIRRORED) MirroredWords(own) else own
        val wishes = Wishes(platform).also { it.speak(language) }
        Themed(variant.look, hyperlegible, variant.text) {
            CompositionLocalProvider(LocalWords provides words, LocalLayoutDirection provides variant.tongue.direction) {
                Box(Modifier.fillMaxSize().background(LocalColours.current.ground)) {
                    key(drawn, variant) {
                        val (route, walk) = drawn.route to drawn.walk
                        when {
                            route != null -> Shell(opened, platform, wishes, Way(listOf(route)))
                            walk != null -> Together(opened, platform, megan, walk)
                            else -> Welcome(empty, platform, wishes, asked = false)
                        }
                    }
                }
            }
        }
    }
}

/** Waits until a screen has come. */
@OptIn(ExperimentalTestApi::class)
internal fun SkikoComposeUiTest.arrives(drawn: Drawn) {
    waitForIdle()
    waitUntil("${drawn.name} to be there", PATIENCE_MS) { onAllNodes(hasTestTag(Tags.TITLE)).fetchSemanticsNodes().isNotEmpty() }
    waitForIdle()
}
