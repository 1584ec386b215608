/** The screens of an open vault, and the places that are always at hand. */
package kith.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.SaveableStateHolder
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextAlign
import kith.companion.AttachmentItem
import kith.companion.FormOf
import kith.companion.FormKind
import kith.companion.Opened
import kith.companion.Recorded
import kith.ui.forms.FormScreen
import kith.ui.parts.Icons
import kith.ui.parts.LocalMenu
import kith.ui.parts.LocalPhotos
import kith.ui.parts.LocalShow
import kith.ui.parts.Photos
import kith.ui.parts.Picture
import kith.ui.parts.say
import kith.ui.screens.AttachTo
import kith.ui.screens.IndividualScreen
import kith.ui.screens.LetIn
import kith.ui.screens.LookTogether
import kith.ui.screens.MapScreen
import kith.ui.screens.Menu
import kith.ui.screens.NeedsLook
import kith.ui.screens.Noted
import kith.ui.screens.PendingScreen
import kith.ui.screens.People
import kith.ui.screens.PersonScreen
import kith.ui.screens.Practice
import kith.ui.screens.RecoverySheet
import kith.ui.screens.RuleScreen
import kith.ui.screens.RulesScreen
import kith.ui.screens.Settings
import kith.ui.screens.Settle
import kith.ui.screens.ShowAttachment
import kith.ui.screens.Today
import kith.ui.screens.WhoCanSee
import kith.ui.screens.ruled
import kith.ui.together.Together
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** Above this the words of the places would not fit side by side: a menu leads to them. */
private const val LARGE = 1.3f

/** A place that is always at hand: its words and its picture. */
public class PlaceAtHand(public val route: Route, public val key: String, public val icon: ImageVector)

/** The places that are always at hand, in their order. */
public val PLACES: List<PlaceAtHand> = listOf(
    PlaceAtHand(Route.Today, "app-tab-today", Icons.today),
    PlaceAtHand(Route.People, "app-tab-people", Icons.people),
    PlaceAtHand(Route.NeedsLook, "app-tab-look", Icons.look),
    PlaceAtHand(Route.Pending, "app-tab-send", Icons.send),
)

/**
 * The screens of an open vault. Where everybody in it is made up, that stands above each of them. [changeKey] draws how what opens the
 * vault is changed, where somebody chooses that on this machine.
 */
@Composable
public fun Shell(opened: Opened, platform: Platform, wishes: Wishes, begin: Way = Way(), changeKey: (@Composable (back: () -> Unit) -> Unit)? = null) {
    val pack by opened.symbols.collectAsState()
    val symbols = remember(platform, pack) { platform.packed(pack) }
    Column(Modifier.fillMaxSize()) {
        if (opened.isTraining) Practice(opened)
        CompositionLocalProvider(LocalSymbols provides symbols) {
            Box(Modifier.weight(1f)) { Inside(opened, platform, wishes, begin, changeKey.takeIf { !opened.isTraining }) }
        }
    }
}

@Composable
private fun Inside(opened: Opened, platform: Platform, wishes: Wishes, begin: Way, changeKey: (@Composable (() -> Unit) -> Unit)?) {
    val way = rememberSaveable(saver = Way.saver) { begin }
    val kept = rememberSaveableStateHolder()
    val together by opened.together.collectAsState()
    // The page that led there was for that alone. It may be gone before the mode has begun.
    LaunchedEffect(together) { if (together != null && way.here is Route.LookTogether) way.back() }
    together?.let { individual ->
        Together(opened, platform, individual)
        return
    }
    val photos = remember(opened, platform) { Photos(opened.companion.attachments, platform.media) }
    val show = { item: AttachmentItem -> way.to(Route.Show(item)) }
    val arrived by platform.arrived.collectAsState()
    LaunchedEffect(arrived) { arrived?.let { way.to(if (it.endsWith(REQUEST)) Route.LetIn else Route.Pending) } }
    BoxWithConstraints(Modifier.fillMaxSize()) {
        val large = LocalDensity.current.fontScale > LARGE
        val atSide = maxWidth >= Size.wide && !large
        Row(Modifier.fillMaxSize()) {
            if (atSide) Rail(way)
            Column(Modifier.weight(1f)) {
                val menu = { way.to(Route.Menu) }
                Box(Modifier.weight(1f)) {
                    CompositionLocalProvider(LocalMenu provides menu.takeIf { large && way.here in TOP }, LocalPhotos provides photos, LocalShow provides show) {
                        val key = way.here.words().joinToString("/") + way.depth
                        kept.SaveableStateProvider(key) { Screen(way.here, opened, platform, wishes, way, changeKey) }
                        Left(way.depth, key, kept)
                    }
                }
                if (way.here in TOP && !atSide && !large) Bar(way)
            }
        }
    }
}

/** What was left by going back begins anew when somebody comes again; what is behind them, and the places at hand, stay as they were. */
@Composable
private fun Left(depth: Int, key: String, kept: SaveableStateHolder) {
    val held = remember { mutableMapOf<Int, String>() }
    DisposableEffect(key) {
        held.filter { (at, other) -> at >= maxOf(depth, 2) && other != key }.forEach { (at, other) ->
            held.remove(at)
            kept.removeState(other)
        }
        held[depth] = key
        onDispose {}
    }
}

@Composable
private fun Screen(route: Route, opened: Opened, platform: Platform, wishes: Wishes, way: Way, changeKey: (@Composable (() -> Unit) -> Unit)?) {
    val companion = opened.companion
    when (route) {
        Route.Today -> Today(companion, way)
        Route.People -> People(companion, way)
        Route.NeedsLook -> NeedsLook(companion, way)
        Route.Pending -> PendingScreen(companion, platform, way)
        Route.Menu -> Menu(way)
        Route.Settings -> Settings(opened, platform, wishes, way, canChangeKey = changeKey != null)
        Route.ChangeKey -> changeKey?.invoke(way::back)
        is Route.Sheet -> RecoverySheet(opened, platform, route.action, way)
        is Route.Rules -> RulesScreen(companion, route.individual, way)
        is Route.Rule -> RuleScreen(companion, route.individual, route.rule, way)
        Route.LetIn -> LetIn(opened, platform, way)
        is Route.Individual -> IndividualScreen(companion, route.individual, way)
        is Route.Map -> MapScreen(companion, route.individual, way)
        is Route.Person -> PersonScreen(companion, route.individual, route.person, way)
        is Route.LookTogether -> LookTogether(opened, route.individual, way::back)
        is Route.Attach -> AttachTo(opened, route.individual, route.person, way)
        is Route.Show -> ShowAttachment(route.item, way)
        is Route.WhoCanSee -> WhoCanSee(companion, route.individual, way)
        is Route.Settle -> Settle(companion, route.difference, way)
        is Route.Noted -> Noted(route, way)
        is Route.Fill -> FormScreen(opened, route.form, way::back, ruled(companion, route.form)) { way.after(route.form, it) }
    }
}

/** Where a form leads once it is recorded. */
private fun Way.after(form: FormOf, recorded: Recorded) {
    val individual = form.individual ?: recorded.ids.getValue("individual").first()
    val notices = recorded.notices
    when (form.kind) {
        FormKind.INDIVIDUAL -> on(Route.Individual(individual))
        FormKind.PERSON -> on(Route.Fill(FormOf(FormKind.RELATIONSHIP, individual, recorded.ids.getValue("person").first())))
        else -> if (recorded.offersConcern || notices.isNotEmpty()) on(Route.Noted(individual, notices, recorded.offersConcern)) else back()
    }
}

@Composable
private fun Bar(way: Way) {
    Row(
        Modifier.fillMaxWidth().background(LocalColours.current.surface).padding(horizontal = Space.hair, vertical = Space.hair),
        Arrangement.SpaceEvenly,
    ) {
        PLACES.forEach { place ->
            Column(
                Modifier.weight(1f).place(way, place).padding(vertical = Space.tight),
                Arrangement.spacedBy(Space.hair / 2),
                Alignment.CenterHorizontally,
            ) { PlaceWords(way, place) }
        }
    }
}

@Composable
private fun Rail(way: Way) {
    Column(
        Modifier.width(Size.rail).background(LocalColours.current.surface).padding(Space.near).verticalScroll(rememberScrollState()),
        Arrangement.spacedBy(Space.tight),
    ) {
        PLACES.forEach { place ->
            Row(Modifier.fillMaxWidth().place(way, place).padding(Space.near), Arrangement.spacedBy(Space.near), Alignment.CenterVertically) {
                PlaceWords(way, place)
            }
        }
    }
}

@Composable
private fun Modifier.place(way: Way, place: PlaceAtHand): Modifier {
    val here = way.here == place.route
    val colours = LocalColours.current
    return clip(RoundedCornerShape(Size.chip))
        .background(if (here) colours.calm.ground else colours.surface)
        .selectable(here, role = Role.Tab) { way.to(place.route) }
        .defaultMinSize(minHeight = Size.button)
}

@Composable
private fun PlaceWords(way: Way, place: PlaceAtHand) {
    val colours = LocalColours.current
    val here = way.here == place.route
    val ink = if (here) colours.calm.ink else colours.muted
    Picture(place.icon, colour = ink)
    val letters = LocalLetters.current
    Text(say(place.key), style = if (here) letters.small.copy(fontWeight = letters.strong.fontWeight) else letters.small, color = ink, textAlign = TextAlign.Center)
}
