/** Who can see a record, and letting somebody in. */
package kith.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import kith.companion.Choice
import kith.companion.Companion
import kith.companion.LetIn
import kith.companion.Opened
import kith.ui.Platform
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Labelled
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.NameMark
import kith.ui.parts.Note
import kith.ui.parts.OneOf
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.Quiet
import kith.ui.parts.Say
import kith.ui.parts.SomeOf
import kith.ui.parts.Trouble
import kith.ui.parts.rememberUnsaved
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** What the file is called that lets somebody in. */
private const val ANSWER = "kith.kadm"

/** Who can see a record, section by section. */
@Composable
public fun WhoCanSee(companion: Companion, individual: String, way: Way) {
    Loaded(companion, individual, load = { whoCanSee(individual) }) { sections ->
        val words = LocalWords.current
        Page(say("screen-who-can-see"), back = way::back) {
            sections.forEach { section ->
                item { Heading(section.text) }
                section.readers.forEach { reader ->
                    item(key = section.section + reader.member) {
                        Card {
                            Aside({ NameMark(reader.name, LocalColours.current.guarded) }, gap = Space.wide, align = Alignment.CenterVertically) {
                                Say(reader.name, style = LocalLetters.current.strong)
                                Quiet(words.option("role", reader.role))
                                reader.by?.let { Quiet(words.say("access-by", "name" to it)) }
                            }
                        }
                    }
                }
            }
            item { Note(Icons.shield, LocalColours.current.guarded, say("access-honest")) }
        }
    }
}

/** Lets somebody in: their request, their role, the records that they may read; then both read the numbers aloud. */
@Composable
public fun LetIn(opened: Opened, platform: Platform, way: Way) {
    val companion = opened.companion
    var chosen by rememberSaveable { mutableStateOf<String?>(null) }
    var left by rememberSaveable { mutableStateOf(emptyList<String>()) }
    var done by rememberUnsaved { mutableStateOf<LetIn?>(null) }
    val doing = rememberDoing()
    Loaded(companion, load = { caseload() to staffRoles() }) { (people, roles) ->
        val role = chosen ?: roles.first().name
        val individuals = people.map { it.individual } - left.toSet()
        val open = Action(say("app-open-request"), Icons.file, !doing.busy) {
            doing.run {
                platform.choose()?.let { request ->
                    val answer = opened.wholly { companion.admit(request, role, individuals).also { done = it } }
                    platform.handOver(ANSWER, answer.file)
                }
            }
        }
        val back = Action(say("app-done"), Icons.check) { way.back() }
        val answer = done
        Page(say("screen-let-in"), back = way::back, main = if (answer == null) open else back) {
            doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
            if (answer != null) {
                item { Say(say("admit-compare")) }
                item { Numbers(answer.theirs) }
                item { Quiet(say("app-organisation-numbers")) }
                item { Numbers(answer.organisation) }
                item { OtherButton(Action(say("app-save-file"), Icons.file, !doing.busy) { doing.run { platform.handOver(ANSWER, answer.file) } }) }
            } else {
                item { Labelled(say("app-their-role")) { OneOf(roles, role) { chosen = it } } }
                if (people.isNotEmpty()) {
                    item {
                        Labelled(say("app-may-read")) {
                            SomeOf(people.map { Choice(it.individual, it.name) }, individuals) { chosen -> left = people.map { it.individual } - chosen.toSet() }
                        }
                    }
                }
            }
        }
    }
}
