/** A page of an individual's own: what it is in a large picture, few things on it, and the same three buttons above each. */
package kith.ui.together

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Dp
import kith.companion.MyItem
import kith.companion.Own
import kith.ui.LocalSymbols
import kith.ui.parts.Action
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.Icons
import kith.ui.parts.LargeMark
import kith.ui.parts.LocalPageScope
import kith.ui.parts.Loaded
import kith.ui.parts.Note
import kith.ui.parts.Page
import kith.ui.parts.Picture
import kith.ui.parts.PictureButton
import kith.ui.parts.Pictured
import kith.ui.parts.Say
import kith.ui.parts.Small
import kith.ui.parts.Trouble
import kith.ui.parts.isLarge
import kith.ui.parts.say
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space
import kith.ui.tokens.Tone
import kotlinx.coroutines.launch

/** More letters than this are read more easily where they are smaller. */
private const val LONG = 48

/** A picture and its tone, by which a screen is known again. */
internal class Look(val icon: ImageVector, val tone: Tone, val symbol: String? = null)

/** Its symbol, where the pack has one for it. */
@Composable
internal fun Look.drawn(word: String): ImageBitmap? = symbol?.let { LocalSymbols.current.of(it, word) }

/** How each place looks, wherever it is shown or led to. */
@Composable
internal fun lookOf(place: OwnPlace): Look {
    val colours = LocalColours.current
    return when (place) {
        OwnPlace.FIRST -> Look(Icons.today, colours.calm)
        OwnPlace.DAY -> Look(Icons.calendar, colours.calm, "own_day")
        OwnPlace.PEOPLE -> Look(Icons.people, colours.own, "own_people")
        OwnPlace.FEEL -> Look(Icons.smile, colours.good, "own_feel")
        OwnPlace.WAS, OwnPlace.CHOOSE -> Look(Icons.heart, colours.own, "own_was")
        OwnPlace.WORDS, OwnPlace.SAY -> Look(Icons.speech, colours.guarded, "own_words")
        OwnPlace.PLAN -> Look(Icons.flag, colours.good, "own_plan")
        OwnPlace.TELL, OwnPlace.WRITE -> Look(Icons.phone, colours.alert, "own_tell")
        OwnPlace.FINISH -> Look(Icons.key, colours.calm)
    }
}

/** What the core answered, and the same as it is read aloud. */
internal class Told<T>(val answer: T, val aloud: List<String>)

/** A screen that the core computes. */
@Composable
internal fun <T> OwnLoaded(mode: Mode, load: suspend Own.() -> T, draw: @Composable (Told<T>) -> Unit) {
    val screen = checkNotNull(mode.walk.here.screen)
    Loaded(mode.companion, mode.individual, screen, load = { Told(mode.own.load(), mode.own.aloud(screen)) }, content = draw)
}

/** A page. */
@Composable
internal fun OwnPage(mode: Mode, title: String, aloud: List<String>, main: Action? = null, gap: Dp = Space.near, content: LazyListScope.() -> Unit) {
    val look = lookOf(mode.walk.here)
    Page(title, main = main, mark = { LargeMark(look.icon, look.tone, look.drawn(title)) }, top = { Above(mode, aloud) }, gap = gap) {
        if (mode.isMute) item(key = "mute") { Trouble(say("app-no-voice"), say("app-no-voice-next")) }
        mode.walk.done?.let { done -> item(key = "done") { Done(done) } }
        content()
    }
}

/** Back, read to me, hide this: on each page in the same place, also where one of them is not there. */
@Composable
private fun Above(mode: Mode, aloud: List<String>) {
    // Where the page is scrolled on, it goes on reading.
    val scope = LocalPageScope.current ?: rememberCoroutineScope()
    Row(Modifier.fillMaxWidth().height(IntrinsicSize.Min), Arrangement.spacedBy(Space.tight)) {
        if (mode.walk.here.from != null) Small(Icons.back, say("app-back"), mode.walk::back) else if (!isLarge()) Spacer(Modifier.weight(1f))
        if (mode.reads) Small(Icons.aloud, say("app-read-to-me")) { scope.launch { mode.read(aloud) } }
        Small(Icons.hide, say("app-hide"), mode.walk::hide)
    }
}

/** A picture over its word; where words are so large that these would fill the glass, the picture alone, named by it. */
@Composable
private fun RowScope.Small(icon: ImageVector, label: String, act: () -> Unit) {
    if (isLarge()) {
        PictureButton(icon, label, act = act)
        return
    }
    val colours = LocalColours.current
    val shape = RoundedCornerShape(Size.chip)
    Column(
        Modifier
            .weight(1f)
            .fillMaxHeight()
            .clip(shape)
            .background(colours.surface)
            .border(Space.hair / 4, colours.line, shape)
            .clickable(role = Role.Button, onClick = act)
            .defaultMinSize(Size.target, Size.target)
            .padding(horizontal = Space.hair, vertical = Space.tight),
        Arrangement.spacedBy(Space.hair / 2, Alignment.CenterVertically),
        Alignment.CenterHorizontally,
    ) {
        Picture(icon)
        val letters = LocalLetters.current
        Text(label, style = letters.small.copy(fontWeight = letters.strong.fontWeight), textAlign = TextAlign.Center)
    }
}

/** What was just done. */
@Composable
private fun Done(key: String) {
    Note(Icons.check, LocalColours.current.good, say(key), Modifier.semantics { liveRegion = LiveRegionMode.Polite })
}

/** A large picture left of words; one that leads somewhere is pressed anywhere. */
@Composable
internal fun Big(
    look: Look,
    text: String,
    under: List<String> = emptyList(),
    press: (() -> Unit)? = null,
    picture: ImageBitmap? = null,
    more: @Composable () -> Unit = {},
) {
    Card(press = press) {
        Aside({ if (picture == null) LargeMark(look.icon, look.tone, look.drawn(text)) else Small(picture, Size.photo) }, gap = Space.wide, align = Alignment.CenterVertically) {
            Say(text, style = if (text.length > LONG) LocalLetters.current.strong else LocalLetters.current.heading)
            under.forEach { Say(it) }
            more()
        }
    }
}

/** A contact: what matters most first. */
@Composable
internal fun Contact(item: MyItem, look: Look, press: (() -> Unit)? = null) {
    Big(look, item.parts.firstOrNull() ?: item.text, item.parts.drop(1), press) {
        item.under.forEach { Pictured(Icons.shield, it, style = LocalLetters.current.strong, colour = LocalColours.current.guarded.strong) }
    }
}
