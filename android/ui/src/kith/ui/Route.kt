/** Where somebody is in the app, and how they came there. It is kept as plain texts, so that it outlives the process. */
package kith.ui

import androidx.compose.runtime.Stable
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.listSaver
import kith.companion.AttachmentItem
import kith.companion.FormKind
import kith.companion.FormOf
import kith.ui.parts.Unsaved

/** A screen. */
public sealed class Route(internal val name: String, internal vararg val of: String) {
    public data object Today : Route("today")
    public data object People : Route("people")
    public data object NeedsLook : Route("needs-look")
    public data object Pending : Route("pending")
    public data object Menu : Route("menu")
    public data object Settings : Route("settings")
    public data object LetIn : Route("let-in")
    public data object ChangeKey : Route("change-key")

    /** What can be done about the recovery sheet, by the name of the action. */
    public class Sheet(public val action: String) : Route("sheet", action)
    public class Individual(public val individual: String) : Route("individual", individual)
    public class Map(public val individual: String) : Route("map", individual)
    public class Person(public val individual: String, public val person: String) : Route("person", individual, person)
    public class LookTogether(public val individual: String) : Route("look-together", individual)
    public class Rules(public val individual: String) : Route("rules", individual)
    public class Rule(public val individual: String, public val rule: String) : Route("rule", individual, rule)
    public class Attach(public val individual: String, public val person: String) : Route("attach", individual, person)

    /** A photo or a recording. What somebody said of it stays in memory: what is saved of a route holds no words. */
    public class Show(public val item: AttachmentItem) :
        Route("show", item.id, item.kind, item.mediaType, "${item.length}", "${item.percent}")

    public class WhoCanSee(public val individual: String) : Route("who-can-see", individual)
    public class Settle(public val difference: String) : Route("settle", difference)

    /** A form. */
    public class Fill(public val form: FormOf) : Route("fill", form.kind.name, form.individual.orEmpty(), form.person.orEmpty())

    /** What has to be read once a form was recorded. It stays in memory: what is saved of a route names nobody. */
    public class Noted(public val individual: String, public val notices: List<String>, public val offersConcern: Boolean) :
        Route("noted", individual, "$offersConcern")

    internal fun words(): List<String> = listOf(name) + of

    internal companion object {
        private fun shown(words: List<String>): AttachmentItem {
            val (id, kind, media, length, percent) = words
            return AttachmentItem(id, kind, media, length.toULong(), null, hasThumbnail = true, percent == "100", percent.toUInt())
        }

        fun read(words: List<String>): Route = when (words.first()) {
            "people" -> People
            "needs-look" -> NeedsLook
            "pending" -> Pending
            "menu" -> Menu
            "settings" -> Settings
            "let-in" -> LetIn
            "change-key" -> ChangeKey
            "sheet" -> Sheet(words[1])
            "individual" -> Individual(words[1])
            "map" -> Map(words[1])
            "person" -> Person(words[1], words[2])
            "look-together" -> LookTogether(words[1])
            "rules" -> Rules(words[1])
            "rule" -> Rule(words[1], words[2])
            "attach" -> Attach(words[1], words[2])
            "show" -> Show(shown(words.drop(1)))
            "who-can-see" -> WhoCanSee(words[1])
            "settle" -> Settle(words[1])
            "fill" -> Fill(FormOf(FormKind.valueOf(words[1]), words[2].ifEmpty { null }, words[3].ifEmpty { null }))
            "noted" -> Noted(words[1], emptyList(), words[2].toBoolean())
            else -> Today
        }
    }
}

/** The places that are always at hand. */
public val TOP: List<Route> = listOf(Route.Today, Route.People, Route.NeedsLook, Route.Pending)

/** The way to where somebody is. */
@Stable
public class Way(routes: List<Route> = listOf(Route.Today)) {
    private val routes = mutableStateListOf<Route>().apply { addAll(routes) }

    /** Where they are. */
    public val here: Route get() = routes.last()

    /** How far from the beginning. */
    public val depth: Int get() = routes.size

    /** Goes on. */
    public fun to(route: Route) {
        if (route in TOP) routes.clear()
        routes += route
    }

    /** Goes on, and does not come back to where they were. */
    public fun on(route: Route) {
        routes.removeAt(routes.lastIndex)
        routes += route
    }

    /** Goes back. */
    public fun back() {
        if (routes.size > 1) routes.removeAt(routes.lastIndex) else to(Route.Today)
    }

    public companion object {
        /** Keeps the way over rotation, and its ids over the end of the process. */
        public val saver: Saver<Way, *> = listSaver(
            save = { way -> listOf(arrayListOf(Unsaved.name(way))) + way.routes.map { ArrayList(it.words()) } },
            restore = { saved -> Unsaved.find(saved.first().single()) as? Way ?: Way(saved.drop(1).map(Route::read)) },
        )
    }
}
