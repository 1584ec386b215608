/** Rules about contact: those of a record by how they stand now, and one of them with what it says and what holds. */
package kith.ui.screens

import androidx.compose.runtime.Composable
import kith.companion.Companion
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.RuleItem
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Loaded
import kith.ui.parts.Note
import kith.ui.parts.Nothing
import kith.ui.parts.Page
import kith.ui.parts.Picture
import kith.ui.parts.PictureMark
import kith.ui.parts.Pictured
import kith.ui.parts.Say
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Space

/** The rules of a record. */
@Composable
public fun RulesScreen(companion: Companion, individual: String, way: Way) {
    Loaded(companion, individual, load = { rules(individual) }) { rules ->
        val add = Action(say("app-rule-add"), Icons.plus) { way.to(Route.Fill(FormOf(FormKind.RULE, individual))) }
        Page(say("screen-rules"), say("app-rules-under"), way::back, add, mark = { PictureMark(Icons.shield, LocalColours.current.guarded) }) {
            if (rules.isEmpty()) item { Nothing(say("rules-none")) }
            rules.groupBy { it.stateText }.forEach { (state, those) ->
                item { Heading(state) }
                those.forEach { rule -> item(key = rule.rule) { Standing(rule) { way.to(Route.Rule(individual, rule.rule)) } } }
            }
        }
    }
}

/** A rule: how it stands has its own picture, its own words and its own ground. */
@Composable
private fun Standing(rule: RuleItem, press: (() -> Unit)? = null) {
    val (icon, tone) = lookOf(rule.state)
    Card(tone = tone, press = press) {
        val onward: @Composable () -> Unit = { Picture(Icons.onward) }
        Aside({ Picture(icon) }, after = onward.takeIf { press != null }, gap = Space.wide) {
            Say(rule.title, style = LocalLetters.current.strong)
            Say(rule.stateText)
            if (rule.differs) Pictured(Icons.look, say("differs"))
        }
    }
}

@Composable
private fun lookOf(state: String) = LocalColours.current.let { colours ->
    when (state) {
        "in_force" -> Icons.shield to colours.guarded
        "unverified" -> Icons.look to colours.alert
        "expired" -> Icons.clock to colours.alert
        "future" -> Icons.calendar to colours.calm
        else -> Icons.check to null
    }
}

/** One rule. */
@Composable
public fun RuleScreen(companion: Companion, individual: String, rule: String, way: Way) {
    Loaded(companion, individual, rule, load = { rules(individual).find { it.rule == rule } }) { found ->
        if (found == null) {
            Page(say("screen-rules"), back = way::back) { item { Nothing(say("rules-none")) } }
        } else {
            Draw(found, individual, way)
        }
    }
}

@Composable
private fun Draw(rule: RuleItem, individual: String, way: Way) {
    val change = Action(say("app-rule-change"), Icons.pen) { way.to(Route.Fill(FormOf(FormKind.RULE, individual, rule.rule))) }
    Page(say("screen-rules"), back = way::back, main = change, mark = { PictureMark(lookOf(rule.state).first, LocalColours.current.guarded) }) {
        item { Standing(rule) }
        if (rule.differs) item { Note(Icons.look, LocalColours.current.guarded, say("differs"), press = { way.to(Route.NeedsLook) }) }
        item {
            Card { rule.says.forEach { Say(it) } }
        }
        if (rule.holds.isNotEmpty()) {
            item { Heading(say("rule-ways")) }
            item { Card { rule.holds.forEach { Say(it) } } }
        }
        if (rule.fields.isNotEmpty()) item { Card { rule.fields.forEach { Told(it) } } }
    }
}
