/** People I support: everybody whose record is here, with what changed; and everything that is written, to be searched. */
package kith.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import kith.companion.CaseloadItem
import kith.companion.Companion
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.Found
import kith.companion.Refused
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Lead
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.NameMark
import kith.ui.parts.Nothing
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Trouble
import kith.ui.parts.rememberTyped
import kith.ui.parts.Typing
import kith.ui.parts.say
import kith.ui.tokens.LocalColours

/** People I support. */
@Composable
public fun People(companion: Companion, way: Way) {
    var wanted by rememberTyped()
    Loaded(companion, load = { caseload() }) { people ->
        val main = Action(say("screen-new-individual"), Icons.plus) { way.to(Route.Fill(FormOf(FormKind.INDIVIDUAL))) }
        val found = found(companion, wanted)
        Page(say("screen-caseload"), main = main) {
            if (people.isNotEmpty()) item { Labelled(say("screen-search")) { Typing(say("screen-search"), wanted) { wanted = it } } }
            found.refused?.let { no -> item { Trouble(no.says, no.next) } }
            if (wanted.isBlank()) people.forEach { person -> item(key = person.individual) { Supported(person, way) } }
            found.all.forEach { one -> item { Hit(one, people, way) } }
            if (wanted.isNotBlank() && found.all.isEmpty() && found.refused == null) item { Nothing(say("search-none")) }
            if (people.isEmpty()) item { Nothing(say("caseload-empty")) }
        }
    }
}

@Composable
private fun Supported(person: CaseloadItem, way: Way) {
    val words = LocalWords.current
    val changed = listOfNotNull(
        person.differences.takeIf { it > 0u }?.let { words.count("caseload-differences", it) },
        person.waiting.takeIf { it > 0u }?.let { words.count("caseload-waiting", it) },
    )
    Lead(person.name, under = changed.joinToString(" ").ifEmpty { null }, mark = { NameMark(person.name) }) { way.to(Route.Individual(person.individual)) }
}

@Composable
private fun Hit(found: Found, people: List<CaseloadItem>, way: Way) {
    val whose = people.firstOrNull { it.individual == found.individual }?.name.orEmpty()
    val told = listOf(whose, found.snippet).filter { it.isNotEmpty() && it != found.title }
    val under = if (told.size == 2) say("app-beside", "name" to whose, "text" to found.snippet) else told.firstOrNull()
    Lead(found.title, under = under, mark = { PictureMark(Icons.search, LocalColours.current.calm) }) {
        way.to(Route.Individual(found.individual))
    }
}

private class Hits(val all: List<Found> = emptyList(), val refused: Refused? = null)

/** What is found, as it is typed. */
@Composable
private fun found(companion: Companion, wanted: String): Hits {
    var found by remember { mutableStateOf(Hits()) }
    LaunchedEffect(companion, wanted) {
        found = if (wanted.isBlank()) Hits() else try {
            Hits(companion.search(wanted))
        } catch (no: Refused) {
            Hits(refused = no)
        }
    }
    return found
}
