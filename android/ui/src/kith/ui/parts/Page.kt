/** A page: its title, what is on it, and the main thing to do at its foot, within reach of a thumb. */
package kith.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.compositionLocalOf
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.Dp
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space
import kotlinx.coroutines.CoroutineScope

/** Tags by which tests find the parts that every page has. */
public object Tags {
    public const val TITLE: String = "title"
    public const val MAIN: String = "main"
}

/** What opens the menu, where the places do not stand at the foot. */
public val LocalMenu = compositionLocalOf<(() -> Unit)?> { null }

/** What takes the platform's own way back, where it has one. */
public val LocalBack = staticCompositionLocalOf<@Composable (() -> Unit) -> Unit> { {} }

/** Lasts as long as the page, and not only as long as the part of it that is on the glass. */
public val LocalPageScope = staticCompositionLocalOf<CoroutineScope?> { null }

/** A page. */
@Composable
public fun Page(
    title: String,
    under: String? = null,
    back: (() -> Unit)? = null,
    main: Action? = null,
    corner: Action? = null,
    mark: (@Composable () -> Unit)? = null,
    top: (@Composable () -> Unit)? = null,
    gap: Dp = Space.near,
    state: LazyListState = rememberLazyListState(),
    content: LazyListScope.() -> Unit,
) {
    val menu = LocalMenu.current
    if (back != null) LocalBack.current(back)
    val at: (@Composable () -> Unit)? = corner?.icon?.let { icon -> { PictureButton(icon, corner.label, act = corner.act) } }
    // What is begun on a part of the page goes on when that part is scrolled away.
    CompositionLocalProvider(LocalPageScope provides rememberCoroutineScope()) {
        Column(Modifier.fillMaxSize(), horizontalAlignment = Alignment.CenterHorizontally) {
            LazyColumn(
                Modifier.weight(1f).widthIn(max = Size.column).fillMaxWidth(),
                state,
                PaddingValues(pageEdge(), Space.wide, pageEdge(), Space.apart),
                verticalArrangement = Arrangement.spacedBy(gap),
            ) {
                if (top != null) {
                    item(key = "back") { top() }
                } else if (back != null) {
                    item(key = "back") { PictureButton(Icons.back, say("app-back"), act = back) }
                } else if (menu != null) {
                    item(key = "back") {
                        Row(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
                            PictureButton(Icons.menu, say("app-menu"), act = menu)
                            at?.invoke()
                        }
                    }
                }
                item(key = "title") {
                    Aside(mark, Modifier.padding(bottom = Space.tight), at.takeIf { menu == null }, Space.wide, Alignment.CenterVertically) {
                        Say(title, Modifier.testTag(Tags.TITLE).semantics { heading() }, LocalLetters.current.title)
                        under?.let { Say(it, colour = LocalColours.current.muted) }
                    }
                }
                content()
            }
            if (main != null) {
                Box(Modifier.fillMaxWidth().background(LocalColours.current.ground), Alignment.Center) {
                    MainButton(main, Modifier.widthIn(max = Size.column).padding(horizontal = pageEdge(), vertical = Space.near).testTag(Tags.MAIN))
                }
            }
        }
    }
}

/** A part of a page, under its heading. */
public fun <T> LazyListScope.part(heading: String, of: List<T>, draw: @Composable (T) -> Unit) {
    if (of.isEmpty()) return
    item { Heading(heading) }
    of.forEach { one -> item { draw(one) } }
}

/** Something went wrong: what, and what to do next. */
@Composable
public fun Trouble(says: String, next: String, modifier: Modifier = Modifier) {
    Note(Icons.alert, LocalColours.current.alert, says, modifier.semantics { liveRegion = LiveRegionMode.Polite }, listOf(next))
}

/** Nothing is here, and that is fine. */
@Composable
public fun Nothing(says: String) {
    Column(
        Modifier.fillMaxWidth().padding(vertical = Space.apart).defaultMinSize(minHeight = Size.target),
        Arrangement.spacedBy(Space.near),
        Alignment.CenterHorizontally,
    ) {
        PictureMark(Icons.check, LocalColours.current.good)
        Say(says, colour = LocalColours.current.muted)
    }
}

/** Draws a letter that is part of a picture, and does not grow with the text. */
@Composable
public fun Unscaled(content: @Composable () -> Unit) {
    val density = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(density.density, 1f), content = content)
}
