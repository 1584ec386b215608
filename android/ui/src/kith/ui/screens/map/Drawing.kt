/** Draws the map by the numbers in it. Every place comes from the core; here are only strokes, in ecomap notation. */
package kith.ui.screens.map

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.PathEffect
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.FilterQuality
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.drawscope.clipPath
import androidx.compose.ui.unit.IntOffset
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Fill
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.drawText
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.Constraints
import androidx.compose.ui.unit.sp
import kith.companion.MapFigure
import kith.companion.MapLine
import kith.companion.MapPerson
import kith.ui.tokens.Colours
import kith.ui.tokens.Letters
import kotlin.math.PI
import kotlin.math.atan2
import kotlin.math.cos
import kotlin.math.sin

/** Radius of the individual's own mark, and of a person's, in the drawing's units. */
private const val HEART = 56f
private const val DOT = 18f

/** The same of a photo, which has to be known again. */
private const val FACE = 23f

/** Room around the outermost label. */
private const val EDGE = 12.0

/** The circle that fills the picture at first: what is closest is what is seen. */
private const val NEAR = 1.2

/** By so much more of the width is seen at first where names need it. */
private const val WIDER = 1.35

/** Whoever is farther than this from what is seen reaches into it with no part of their name. */
private const val ROOM = 160f

/** How large a name is in the drawing's units, how large it is at least on the glass, and by how much it may grow for that. */
private const val NAME = 16f
private const val LEAST_DP = 13.5f
private const val MOST = 1.35f

/** So few people have room for larger names. */
private const val FEW = 12
private const val MOST_OF_FEW = 1.7f

/** How far a name stands from its mark beyond what the core leaves between them. */
private const val APART = 4f

/** Smaller than this on the glass nobody reads a name: the list says them all. */
private const val LEGIBLE_DP = 5f

/** A map to be drawn. */
internal class Drawing(
    private val figure: MapFigure,
    private val colours: Colours,
    private val letters: Letters,
    private val measurer: TextMeasurer,
    private val faces: Map<String, ImageBitmap> = emptyMap(),
) {
    private val half = (figure.size / 2).toFloat()
    private var grown = 1f
    private val most = if (figure.people.size > FEW) MOST else MOST_OF_FEW
    private val places = figure.people.associateBy { it.id }

    /** How far from the middle the outermost label reaches. */
    private val reach: Double = figure.people.flatMap { listOf(it.label.x, it.label.x + it.label.width, it.label.y, it.label.y + it.label.height) }
        .maxOfOrNull { kotlin.math.abs(it - figure.size / 2) } ?: 0.0

    /** The width of everything. */
    val extent: Double = 2 * reach.coerceAtLeast(figure.circles.maxOf { it.radius }) + 2 * EDGE

    /** The width in which everybody is, without circles that nobody is in. */
    val crowd: Double = 2 * reach.coerceAtLeast(figure.circles.first().radius) + 2 * EDGE

    /** The width that is seen at first: the innermost circle with somebody in it, and what is within, with their names if they are not long. */
    val nearest: Double = figure.circles.firstOrNull { circle -> figure.people.any { it.circle == circle.name } }?.let { circle ->
        val names = figure.people.filter { it.circle == circle.name }.map { person ->
            val (begins, ends) = person.label.run { x to x + width }
            val long = person.label.width * most
            maxOf(figure.size / 2 - minOf(begins, ends - long), maxOf(ends, begins + long) - figure.size / 2)
        }
        val wide = 2 * NEAR * circle.radius
        (2 * names.max()).coerceIn(wide, wide * WIDER)
    } ?: (2 * NEAR * extent)

    /**
     * Draws what is [seen] of the map, enlarged so much: words are not let become too small to read, as far as there is room for them.
     * Of thousands only those on the glass are drawn.
     */
    fun DrawScope.draw(zoom: Float, seen: Rect) {
        grown = (LEAST_DP * density / zoom / NAME).coerceIn(1f, most)
        val named = NAME * grown * zoom / density >= LEGIBLE_DP
        val near = seen.inflate(ROOM)
        figure.circles.asReversed().forEachIndexed { depth, circle ->
            val at = Offset(half, half)
            drawCircle(if (depth % 2 == 0) colours.sunken else colours.surface, circle.radius.toFloat(), at)
            drawCircle(colours.line, circle.radius.toFloat(), at, style = Stroke(1.5f))
        }
        val lines = figure.lines.filter { line -> ends(line)?.let { (from, to) -> near.overlaps(Rect(minOf(from.x, to.x), minOf(from.y, to.y), maxOf(from.x, to.x) + 1, maxOf(from.y, to.y) + 1)) } == true }
        lines.forEach { tie(it) }
        figure.circles.forEach { circle ->
            words(circle.label, Offset(half - 110, half - circle.radius.toFloat() + 5), Size(220f, 24f), letters.small, colours.muted, 14f)
        }
        figure.people.forEach { if (near.contains(it.at())) person(it, named) }
        lines.forEach { shield(it) }
        drawCircle(colours.primary, HEART, Offset(half, half))
        words(figure.name, Offset(half - HEART + 4, half - HEART), Size(2 * HEART - 8, 2 * HEART), letters.strong, colours.onPrimary, 18f)
    }

    /** From the edge of one mark to the edge of the other. */
    private fun ends(line: MapLine): Pair<Offset, Offset>? {
        val to = places[line.to]?.at() ?: return null
        val from = if (line.from == null) Offset(half, half) else places[line.from]?.at() ?: return null
        val length = (to - from).getDistance().takeIf { it > HEART + DOT } ?: return null
        val unit = (to - from) / length
        return from + unit * (if (line.from == null) HEART else DOT) to to - unit * (DOT + 3)
    }

    private fun MapPerson.at() = Offset(x.toFloat(), y.toFloat())

    /** Whom the keys have come to. */
    fun DrawScope.reached(person: MapPerson) {
        drawCircle(colours.surface, 2 * DOT, person.at(), style = Stroke(9f))
        drawCircle(colours.primary, 2 * DOT, person.at(), style = Stroke(5f))
    }

    private fun DrawScope.tie(line: MapLine) {
        val (from, to) = ends(line) ?: return
        stroke(line.quality, from, to)
        if (line.gives == "from_me" || line.gives == "both") arrow(from, to)
        if (line.gives == "to_me" || line.gives == "both") arrow(to, from)
        if (line.differs) differs(from + (to - from) * 0.68f)
    }

    private fun DrawScope.stroke(quality: String, from: Offset, to: Offset) {
        when (quality) {
            "strong" -> drawLine(colours.ink, from, to, 6f, StrokeCap.Round)
            "tenuous" -> drawLine(colours.ink, from, to, 2.5f, pathEffect = PathEffect.dashPathEffect(floatArrayOf(10f, 9f)))
            "stressful" -> drawPath(zigzag(from, to), colours.alert.strong, style = Stroke(3f, cap = StrokeCap.Round))
            "not_in_touch" -> {
                drawLine(colours.muted, from, to, 2f)
                cross(from + (to - from) * 0.5f, 9f)
            }
            else -> drawLine(colours.ink, from, to, 2.5f)
        }
    }

    private fun zigzag(from: Offset, to: Offset): Path {
        val length = (to - from).getDistance()
        val unit = (to - from) / length
        val across = Offset(-unit.y, unit.x)
        val count = (length / 9).toInt().coerceAtLeast(2)
        return Path().apply {
            moveTo(from.x, from.y)
            for (step in 1 until count) {
                val at = from + unit * (length * step / count) + across * (if (step % 2 == 0) -7f else 7f)
                lineTo(at.x, at.y)
            }
            lineTo(to.x, to.y)
        }
    }

    private fun DrawScope.cross(at: Offset, reach: Float) {
        drawLine(colours.ink, at + Offset(-reach, -reach), at + Offset(reach, reach), 3f, StrokeCap.Round)
        drawLine(colours.ink, at + Offset(-reach, reach), at + Offset(reach, -reach), 3f, StrokeCap.Round)
    }

    private fun DrawScope.arrow(from: Offset, to: Offset) {
        val turn = atan2(to.y - from.y, to.x - from.x)
        val head = Path().apply {
            moveTo(to.x, to.y)
            listOf(-0.45f, 0.45f).forEach { side -> lineTo(to.x - 17 * cos(turn + side), to.y - 17 * sin(turn + side)) }
            close()
        }
        drawPath(head, colours.ink)
    }

    /** Two views: two half discs apart, so that it is no letter and no colour alone. */
    private fun DrawScope.differs(at: Offset) {
        drawCircle(colours.surface, 11f, at)
        drawCircle(colours.guarded.strong, 10f, at, style = Stroke(2f))
        drawLine(colours.guarded.strong, at + Offset(-5f, -3f), at + Offset(5f, -3f), 2.5f)
        drawLine(colours.guarded.strong, at + Offset(-5f, 3f), at + Offset(5f, 3f), 2.5f, pathEffect = PathEffect.dashPathEffect(floatArrayOf(3f, 3f)))
    }

    private fun DrawScope.person(person: MapPerson, named: Boolean) {
        val face = faces[person.id]
        if (face == null) mark(person.kind, person.status, person.at()) else face(face, person)
        if (person.differs) differs(person.at() + Offset(DOT, -DOT))
        if (!named) return
        val label = person.label
        val box = Size(label.width.toFloat(), label.height.toFloat())
        // A name grows away from its mark.
        val side = when {
            label.x >= person.x -> TextAlign.Left
            label.x + label.width <= person.x -> TextAlign.Right
            else -> TextAlign.Center
        }
        words(person.name, Offset(label.x.toFloat(), label.y.toFloat()), box, letters.strong, colours.ink, NAME, side)
    }

    /** Somebody's photo in their circle. Where it stands with them is drawn over it as over any mark. */
    private fun DrawScope.face(face: ImageBitmap, person: MapPerson) {
        val at = person.at()
        val side = minOf(face.width, face.height)
        val from = IntOffset((face.width - side) / 2, (face.height - side) / 2)
        val reach = FACE.toInt()
        clipPath(Path().apply { addOval(Rect(at, FACE)) }) {
            drawImage(face, from, IntSize(side, side), IntOffset(at.x.toInt() - reach, at.y.toInt() - reach), IntSize(2 * reach, 2 * reach), filterQuality = FilterQuality.Medium)
        }
        drawCircle(colours.primary, FACE, at, style = Stroke(3f))
        if (person.status != "existing" && person.status.isNotEmpty()) {
            val corner = at + Offset(FACE * 0.75f, FACE * 0.75f)
            drawCircle(colours.surface, DOT, corner)
            mark(person.kind, person.status, corner)
        }
    }

    /** The mark of a person by what they are and where it stands with them. */
    fun DrawScope.mark(kind: String, status: String, at: Offset) {
        val faint = status == "ended" || status == "died" || status == "unknown"
        val stroke = Stroke(3.5f, pathEffect = if (status == "estranged" || status == "wanted") PathEffect.dashPathEffect(floatArrayOf(7f, 6f)) else null)
        val shape = shape(kind, at)
        drawPath(shape, if (faint) colours.surface else colours.calm.ground, style = Fill)
        drawPath(shape, colours.primary, style = stroke)
        when (status) {
            "died" -> {
                drawLine(colours.ink, at + Offset(0f, -10f), at + Offset(0f, 11f), 3f)
                drawLine(colours.ink, at + Offset(-6f, -4f), at + Offset(6f, -4f), 3f)
            }
            "ended" -> drawLine(colours.ink, at + Offset(-11f, 11f), at + Offset(11f, -11f), 3f)
            "estranged" -> drawLine(colours.ink, at + Offset(-9f, 0f), at + Offset(9f, 0f), 3f)
            "kept_away_from" -> cross(at, 8f)
            "wanted" -> {
                drawLine(colours.ink, at + Offset(-8f, 0f), at + Offset(8f, 0f), 3f)
                drawLine(colours.ink, at + Offset(0f, -8f), at + Offset(0f, 8f), 3f)
            }
            "unknown" -> drawCircle(colours.ink, 3.5f, at)
        }
    }

    private fun shape(kind: String, at: Offset): Path = Path().apply {
        fun corners(count: Int, turn: Double, reach: Float) {
            repeat(count) { corner ->
                val angle = turn + 2 * PI * corner / count
                val to = at + Offset((reach * cos(angle)).toFloat(), (reach * sin(angle)).toFloat())
                if (corner == 0) moveTo(to.x, to.y) else lineTo(to.x, to.y)
            }
            close()
        }
        when (kind) {
            "group" -> corners(6, 0.0, DOT + 2)
            "pet" -> corners(3, -PI / 2, DOT + 5)
            "service" -> corners(4, PI / 4, DOT + 5)
            "place_of_faith" -> corners(5, -PI / 2, DOT + 3)
            "online_only" -> corners(4, 0.0, DOT + 4)
            else -> addOval(Rect(at, DOT))
        }
    }

    /** A rule about contact: a shield on the line. Its kind in words stands in the list, and in the words of the line. */
    private fun DrawScope.shield(line: MapLine) {
        if (line.restriction == null) return
        val (from, to) = ends(line) ?: return
        shieldAt(from + (to - from) * 0.5f)
    }

    fun DrawScope.shieldAt(at: Offset) {
        val shape = Path().apply {
            moveTo(at.x, at.y - 16)
            lineTo(at.x + 13, at.y - 11)
            lineTo(at.x + 13, at.y)
            quadraticTo(at.x + 11, at.y + 11, at.x, at.y + 17)
            quadraticTo(at.x - 11, at.y + 11, at.x - 13, at.y)
            lineTo(at.x - 13, at.y - 11)
            close()
        }
        drawPath(shape, colours.guarded.strong)
        drawPath(shape, colours.surface, style = Stroke(2.5f))
    }

    /** A line as it looks, for the legend. */
    fun DrawScope.sample(quality: String, gives: Boolean) {
        val (from, to) = Offset(4f, size.height / 2) to Offset(size.width - 4, size.height / 2)
        stroke(quality, from, to)
        if (gives) arrow(from, to)
    }

    /** Words in a box of the drawing: in the middle of it, or from one of its sides. */
    private fun DrawScope.words(text: String, at: Offset, box: Size, style: TextStyle, colour: Color, units: Float, side: TextAlign = TextAlign.Center) {
        val size = units * grown / density / fontScale
        val width = (box.width * grown).toInt().coerceAtLeast(1)
        val laid = measurer.measure(
            text,
            style.copy(fontSize = size.sp, lineHeight = (size * 1.1f).sp, color = colour, textAlign = side),
            TextOverflow.Ellipsis,
            constraints = Constraints(minWidth = width, maxWidth = width),
            maxLines = if (box.height > 60) 3 else 2,
        )
        val high = if (box.height > 60 || side != TextAlign.Center) at.y + (box.height - laid.size.height) / 2 else at.y
        val from = when (side) {
            TextAlign.Left -> at.x + APART
            TextAlign.Right -> at.x + box.width - width - APART
            else -> at.x - (width - box.width) / 2
        }
        drawText(laid, topLeft = Offset(from, high))
    }
}
