/** A person on the map: rules first, then each view of the relationship side by side, then contact so far. */
package kith.ui.screens

import androidx.compose.runtime.Composable
import kith.companion.Companion
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.PersonAnswer
import kith.companion.RelationshipAnswer
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Attachment
import kith.ui.parts.Card
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Lead
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Portrait
import kith.ui.parts.Pictured
import kith.ui.parts.Say
import kith.ui.parts.part
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size

/** A person on the map. */
@Composable
public fun PersonScreen(companion: Companion, individual: String, person: String, way: Way) {
    Loaded(companion, individual, person, load = { person(individual, person) }) { Draw(it, individual, way) }
}

@Composable
private fun Draw(person: PersonAnswer, individual: String, way: Way) {
    val words = LocalWords.current
    val plan = Action(say("screen-plan"), Icons.calendar) { way.to(Route.Fill(FormOf(FormKind.PLAN, individual))) }
    val contacts = words.option("entries", "contact")
    Page(person.name, back = way::back, main = plan, mark = { Portrait(person.name, person.attachments.firstOrNull { it.hasThumbnail }, LocalColours.current.own, Size.picture) }) {
        person.restrictions.forEach { rule -> item { Note(Icons.shield, LocalColours.current.guarded, rule) } }
        val fields = person.fields.filter { it.field != "name" }
        if (fields.isNotEmpty()) item { Card { fields.forEach { Told(it) } } }
        person.relationships.forEach { item(key = it.relationship) { Relationship(it) } }
        item {
            Lead(say("screen-new-relationship"), mark = { PictureMark(Icons.heart, LocalColours.current.own) }) {
                way.to(Route.Fill(FormOf(FormKind.RELATIONSHIP, individual, person.person)))
            }
        }
        if (person.attachments.isNotEmpty()) item { Heading(words.option("entries", "attachment")) }
        person.attachments.forEach { item(key = it.id) { Attachment(it) } }
        item {
            Lead(say("app-attachment-add"), under = say("app-attachment-add-under"), mark = { PictureMark(Icons.camera, LocalColours.current.calm) }) {
                way.to(Route.Attach(individual, person.person))
            }
        }
        part(contacts, person.contacts) { Happened(it) }
    }
}

@Composable
private fun Relationship(relationship: RelationshipAnswer) {
    Card {
        Heading(relationship.title)
        if (relationship.standing != "open") {
            Pictured(Icons.alert, LocalWords.current.option("standing", relationship.standing), style = LocalLetters.current.strong, colour = LocalColours.current.alert.strong)
        }
        if (relationship.fields.isEmpty()) Say(say("value-empty"))
        relationship.fields.filter { it.field != "to" && it.field != "kind" }.forEach { Told(it) }
    }
}
