/** Waiting to be sent: what no other device has proved to hold yet, and the files by which it travels. */
package kith.ui.screens

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.Modifier
import kith.companion.CaseloadItem
import kith.companion.Choice
import kith.companion.Companion
import kith.companion.MemberItem
import kith.companion.PendingAnswer
import kith.ui.Platform
import kith.ui.REQUEST
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Card
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Lead
import kith.ui.parts.Loaded
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.OtherButton
import kith.ui.parts.Page
import kith.ui.parts.PictureMark
import kith.ui.parts.Say
import kith.ui.parts.SomeOf
import kith.ui.parts.Trouble
import kith.ui.parts.say
import kith.ui.tokens.LocalColours

private class Waits(val pending: PendingAnswer, val people: List<CaseloadItem>, val others: List<MemberItem>)

/** Waiting to be sent. */
@Composable
public fun PendingScreen(companion: Companion, platform: Platform, way: Way) {
    var to by rememberSaveable { mutableStateOf(emptyList<String>()) }
    var told by remember { mutableStateOf<List<String>>(emptyList()) }
    val doing = rememberDoing()
    val words = LocalWords.current
    Loaded(companion, load = { Waits(pending(), caseload(), members().filterNot { it.here }) }) { whole ->
        val take = Action(say("app-take-in"), Icons.file, !doing.busy) {
            doing.run {
                platform.choose()?.let { bytes ->
                    val taken = companion.importBundle(bytes)
                    told = listOf(words.say("bundle-imported", "new" to "${taken.new}", "held" to "${taken.held}")) +
                        listOf("app-came-waiting" to taken.waiting, "app-came-aside" to taken.setAside).filter { it.second > 0 }
                            .map { (key, count) -> words.count(key, count.toUInt()) }
                }
            }
        }
        val make = Action(say("app-make-file"), Icons.send, to.isNotEmpty() && !doing.busy) {
            doing.run {
                val bundle = companion.exportBundle(to)
                val handed = platform.handOver("bundle.kith", bundle.bytes)
                told = listOf(words.count(if (handed) "app-file-made" else "app-file-not-made", bundle.parcels))
            }
        }
        // Whoever opened a file with the app has chosen it already.
        val arrived by platform.arrived.collectAsState()
        LaunchedEffect(arrived) { if (arrived?.endsWith(REQUEST) == false) take.act() }
        Page(say("screen-pending"), say("app-pending-under"), main = take) {
            doing.refused?.let { no -> item { Trouble(no.says, no.next) } }
            told.forEach { text -> item { Note(Icons.check, LocalColours.current.good, text, Modifier.semantics { liveRegion = LiveRegionMode.Polite }) } }
            counts(whole)
            if (whole.others.isNotEmpty()) {
                item { Heading(say("app-file-for")) }
                item { SomeOf(whole.others.map { Choice(it.member, say("app-named-as", "name" to it.name, "role" to it.roleText)) }, to) { to = it } }
                item { OtherButton(make) }
            }
            item { Lead(say("screen-let-in"), under = say("app-let-in-under"), mark = { PictureMark(Icons.key, LocalColours.current.guarded) }) { way.to(Route.LetIn) } }
        }
    }
}

private fun LazyListScope.counts(whole: Waits) {
    val pending = whole.pending
    val none = pending.unproved == 0u
    item {
        val words = LocalWords.current
        val colours = LocalColours.current
        Note(if (none) Icons.check else Icons.send, if (none) colours.good else colours.calm, if (none) words.say("pending-none") else words.count("pending-unproved", pending.unproved))
    }
    val waiting = pending.sections.filter { it.made > it.proved }
    if (waiting.isNotEmpty()) {
        item {
            Card {
                val words = LocalWords.current
                waiting.forEach { section ->
                    val name = whole.people.firstOrNull { it.individual == section.individual }?.name.orEmpty()
                    Say(words.say("pending-section", "name" to name, "section" to words.option("section", section.section), "count" to "${section.made - section.proved}"))
                }
            }
        }
    }
    (pending.waiting + pending.quarantined).forEach { parcel -> item { Note(Icons.clock, LocalColours.current.alert, parcel.text) } }
    if (pending.drafts > 0u) item { Note(Icons.pen, LocalColours.current.calm, LocalWords.current.count("pending-drafts", pending.drafts)) }
}
