/** What an individual looks at: their day, their people, their plan. */
package kith.ui.together

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.runtime.Composable
import kith.companion.AttachmentItem
import kith.companion.MyItem
import kith.companion.MyPeopleAnswer
import kith.companion.MyPerson
import kith.companion.day
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.LocalWords
import kith.ui.parts.Nothing
import kith.ui.parts.part
import kith.ui.parts.rememberPhotos
import kith.ui.parts.rememberSmall
import kith.ui.parts.say
import kith.ui.screens.Circles
import kith.ui.screens.faces
import kith.ui.tokens.LocalColours

/** My day. */
@Composable
internal fun MyDay(mode: Mode) = OwnLoaded(mode, { myDay() }) { told ->
    val words = LocalWords.current
    OwnPage(mode, say("screen-my-day"), told.aloud) {
        planned(words.day(told.answer.day), told.answer.today)
        if (told.answer.today.isEmpty()) item { Nothing(say("my-day-empty")) }
        if (told.answer.soon.isNotEmpty()) planned(words.say("my-day-soon"), told.answer.soon)
    }
}

private fun LazyListScope.planned(heading: String, items: List<MyItem>) {
    item { Heading(heading) }
    items.forEach { item { Contact(it, lookOf(OwnPlace.DAY)) } }
}

/** My people: the circles, and beside them the same as a list, the closest first. */
@Composable
internal fun MyPeople(mode: Mode) = OwnLoaded(mode, { myPeople() }) { told ->
    val words = LocalWords.current
    val photos = rememberPhotos(mode.individual, told)
    OwnPage(mode, say("screen-my-people"), told.aloud) {
        val people = told.answer.people
        if (people.isEmpty()) item { Nothing(say("my-people-empty")) }
        if (told.answer.figure.people.isNotEmpty()) item { Circles(told.answer.figure, faces(mode.individual, told.answer.figure), everybody = true) {} }
        people.groupBy { it.circle }.forEach { (circle, group) ->
            part(told.answer.named(circle) ?: words.say("map-not-placed"), group) { Known(it, photos[it.person]) }
        }
    }
}

private fun MyPeopleAnswer.named(circle: UInt?): String? = circle?.let { figure.circles.getOrNull(it.toInt())?.label }

@Composable
private fun Known(person: MyPerson, photo: AttachmentItem?) =
    Big(Look(Icons.people, LocalColours.current.own), person.name, listOfNotNull(person.who, person.feel), picture = rememberSmall(photo))

/** My plan. */
@Composable
internal fun MyPlan(mode: Mode) = OwnLoaded(mode, { myPlan() }) { told ->
    OwnPage(mode, say("screen-my-plan"), told.aloud) {
        if (told.answer.isEmpty()) item { Nothing(say("my-plan-empty")) }
        told.answer.forEach { of -> part(of.heading, of.items) { Big(lookOfPart(of.kind), it.text, it.under) } }
    }
}

/** How a part of the plan looks, by the kind of what is in it. */
@Composable
private fun lookOfPart(kind: String): Look {
    val colours = LocalColours.current
    return when (kind) {
        "need" -> Look(Icons.flag, colours.good)
        "support_agreement" -> Look(Icons.check, colours.calm)
        "rule_summary" -> Look(Icons.shield, colours.guarded)
        else -> Look(Icons.heart, colours.own)
    }
}
