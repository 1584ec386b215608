/** The map of a record: its picture, to be moved and enlarged, and the same facts as a list in order. */
package kith.ui.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.focusable
import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.gestures.detectTransformGestures
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.produceState
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.drawscope.withTransform
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.stateDescription
import androidx.compose.ui.text.rememberTextMeasurer
import kith.companion.Choice
import kith.companion.Companion
import kith.companion.FormKind
import kith.companion.FormOf
import kith.companion.MapFigure
import kith.companion.Refused
import kith.ui.Route
import kith.ui.Way
import kith.ui.parts.Action
import kith.ui.parts.Aside
import kith.ui.parts.Card
import kith.ui.parts.Heading
import kith.ui.parts.Icons
import kith.ui.parts.Loaded
import kith.ui.parts.LocalPhotos
import kith.ui.parts.LocalWords
import kith.ui.parts.Note
import kith.ui.parts.Nothing
import kith.ui.parts.Page
import kith.ui.parts.PictureButton
import kith.ui.parts.Picture
import kith.ui.parts.Say
import kith.ui.parts.Tabs
import kith.ui.parts.WordButton
import kith.ui.parts.say
import kith.ui.screens.map.Drawing
import kith.ui.screens.map.Legend
import kith.ui.screens.map.walked
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** In whose voice the map can be seen, everybody's first. */
private val VOICES = listOf("", "individual", "worker")

/** The width of the picture beside its height. */
private const val TALL = 0.82f

/** Where everybody is shown, names are not let become smaller than this beside those of what is nearest. */
private const val READABLE = 0.9f

/** So many photos are drawn at most. */
private const val FACES = 150

/** How near a finger has to be to a mark, in the drawing's own units. */
private const val REACH = 40.0

/** The map. */
@Composable
public fun MapScreen(companion: Companion, individual: String, way: Way) {
    var voice by rememberSaveable { mutableStateOf("") }
    Loaded(companion, individual, again = voice, load = { map(individual, voice.ifEmpty { null }) }) { figure ->
        val words = LocalWords.current
        val voices = VOICES.map { Choice(it, if (it.isEmpty()) say("app-all-views") else words.option("speaker", it)) }
        val add = Action(say("screen-new-person"), Icons.plus) { way.to(Route.Fill(FormOf(FormKind.PERSON, individual))) }
        val known = remember(figure) { figure.people.map { it.id }.toSet() }
        val person = { id: String -> way.to(Route.Person(individual, id)) }
        Page(figure.title, back = way::back, main = add) {
            item { Tabs(voices, voice) { voice = it } }
            figure.warnings.forEach { warning -> item { Note(Icons.alert, LocalColours.current.alert, warning) } }
            if (figure.people.isEmpty()) item { Nothing(say("page-map-empty")) } else {
                item { Circles(figure, faces(individual, figure), person = person) }
                item { Legend(figure) }
            }
            if (figure.list.isNotEmpty()) item { Heading(say("page-map-list")) }
            items(figure.list.size) { at ->
                val id = figure.listIds.getOrNull(at)
                Line(figure.list[at], id?.takeIf { it in known }?.let { { person(it) } })
            }
        }
    }
}

/** The photos of those on a map, as they come; so many are looked at as can be told apart. */
@Composable
internal fun faces(individual: String, figure: MapFigure): Map<String, ImageBitmap> {
    val photos = LocalPhotos.current
    val faces by produceState(emptyMap<String, ImageBitmap>(), photos, figure) {
        try {
            val of = photos?.of(individual).orEmpty()
            val shown = figure.people.mapNotNull { person -> of[person.id]?.let { person.id to it } }.take(FACES)
            value = shown.mapNotNull { (id, item) -> photos?.small(item.id)?.let { id to it } }.toMap()
        } catch (_: Refused) {
            // Everybody has a mark without a photo too.
        }
    }
    return faces
}

@Composable
private fun Line(line: String, press: (() -> Unit)?) {
    Card(press = press) {
        val parts = line.split(" · ")
        val onward: @Composable () -> Unit = { Picture(Icons.onward, colour = LocalColours.current.muted) }
        Aside(null, after = onward.takeIf { press != null }, align = Alignment.CenterVertically) {
            Say(parts.first(), style = LocalLetters.current.strong)
            if (parts.size > 1) Say(parts.drop(1).joinToString(" · "))
        }
    }
}

/** The picture, beginning with what is nearest or with everybody in it: moved by a finger, enlarged by two, and by buttons for whoever has one hand or none on the glass. */
@Composable
internal fun Circles(figure: MapFigure, faces: Map<String, ImageBitmap>, everybody: Boolean = false, person: (String) -> Unit) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(Size.corner)
    val named = say("app-picture-of", "title" to figure.title)
    val measurer = rememberTextMeasurer()
    val letters = LocalLetters.current
    val drawing = remember(figure, colours, letters, faces) { Drawing(figure, colours, letters, measurer, faces) }
    BoxWithConstraints(Modifier.fillMaxWidth().aspectRatio(TALL).clip(shape).background(colours.surface).border(Space.hair / 4, colours.hair, shape)) {
        val width = with(LocalDensity.current) { maxWidth.toPx() }
        val whole = (width / drawing.extent).toFloat()
        val near = (width / drawing.nearest).toFloat()
        var zoom by rememberSaveable(figure.individual) { mutableStateOf(if (everybody) (width / drawing.crowd).toFloat().coerceAtLeast(near * READABLE) else near) }
        var panX by rememberSaveable(figure.individual) { mutableStateOf(0f) }
        var panY by rememberSaveable(figure.individual) { mutableStateOf(0f) }
        var reached by rememberSaveable(figure.individual) { mutableStateOf<String?>(null) }
        var focused by remember { mutableStateOf(false) }
        fun enlarge(by: Float) {
            val now = (zoom * by).coerceIn(whole, near * 4)
            panX *= now / zoom
            panY *= now / zoom
            zoom = now
        }
        val half = (figure.size / 2).toFloat()
        val byKeys = figure.people.firstOrNull { it.id == reached && focused }
        Canvas(
            Modifier
                .fillMaxSize()
                .clipToBounds()
                .semantics {
                    contentDescription = named
                    role = Role.Image
                    byKeys?.let { stateDescription = it.text }
                }
                .onFocusChanged { focused = it.isFocused }
                .walked(figure.people, reached, person) { to ->
                    reached = to.id
                    panX = (half - to.x.toFloat()) * zoom
                    panY = (half - to.y.toFloat()) * zoom
                }
                .focusable()
                .pointerInput(figure) {
                    detectTransformGestures { _, pan, by, _ ->
                        enlarge(by)
                        panX += pan.x
                        panY += pan.y
                    }
                }
                .pointerInput(figure) {
                    detectTapGestures { at ->
                        val x = (at.x - size.width / 2 - panX) / zoom + half
                        val y = (at.y - size.height / 2 - panY) / zoom + half
                        figure.people.minByOrNull { it.from(x, y) }?.takeIf { it.from(x, y) < REACH }?.let { person(it.id) }
                    }
                },
        ) {
            withTransform({
                translate(size.width / 2 + panX, size.height / 2 + panY)
                scale(zoom, zoom, Offset.Zero)
                translate(-half, -half)
            }) {
                with(drawing) {
                    val (x, y) = half - (panX + size.width / 2) / zoom to half - (panY + size.height / 2) / zoom
                    draw(zoom, Rect(x, y, x + size.width / zoom, y + size.height / zoom))
                    byKeys?.let { reached(it) }
                }
            }
        }
        Row(Modifier.align(Alignment.BottomEnd).padding(Space.near), Arrangement.spacedBy(Space.tight)) {
            PictureButton(Icons.minus, say("app-smaller")) { enlarge(0.75f) }
            PictureButton(Icons.plus, say("app-larger")) { enlarge(1.33f) }
        }
    }
}

private fun kith.companion.MapPerson.from(x: Float, y: Float): Double = kotlin.math.hypot(this.x - x, this.y - y)
