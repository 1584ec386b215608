/** The app's own icons: lines on a square of 24, drawn in whatever colour they stand in. */
package kith.ui.parts

import kith.ui.tokens.AnyInk
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/** The icons. Each stands beside its word, or is named by one. */
public object Icons {
    public val today: ImageVector = icon("M12 7.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M12 1.8v2.4M12 19.8v2.4M1.8 12h2.4M19.8 12h2.4M4.8 4.8l1.7 1.7M17.5 17.5l1.7 1.7M4.8 19.2l1.7-1.7M17.5 6.5l1.7-1.7")
    public val people: ImageVector = icon("M9 4a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6M2 20c0-3.6 3-6 7-6s7 2.4 7 6M16 4.4a3.6 3.6 0 0 1 0 6.8M18 14.4c2.4.7 4 2.8 4 5.6")
    public val look: ImageVector = icon("M2 12s3.6-7 10-7s10 7 10 7s-3.6 7-10 7s-10-7-10-7M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6")
    public val send: ImageVector = icon("M21.5 2.5l-9.5 9.5M21.5 2.5l-6.5 19l-3.5-9l-9-3.5z", mirrored = true)
    public val menu: ImageVector = icon("M3.5 6.5h17M3.5 12h17M3.5 17.5h17")
    public val settings: ImageVector = icon("M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M9 14.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5")
    public val back: ImageVector = icon("M20 12H4.5M11 5l-7 7l7 7", mirrored = true)
    public val onward: ImageVector = icon("M9 5l7 7l-7 7", mirrored = true)
    public val close: ImageVector = icon("M5.5 5.5l13 13M18.5 5.5l-13 13")
    public val plus: ImageVector = icon("M12 4.5v15M4.5 12h15")
    public val minus: ImageVector = icon("M4.5 12h15")
    public val check: ImageVector = icon("M4.5 12.5l5 5l10-11")
    public val shield: ImageVector = icon("M12 2.5l8 3v6c0 5-3.4 8.6-8 10c-4.6-1.4-8-5-8-10v-6z")
    public val alert: ImageVector = icon("M12 3.5l9.5 16.5h-19zM12 10v4.5M12 17.3v.2")
    public val speech: ImageVector = icon("M4 4.5h16a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-8.5l-5 4v-4H4a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 4 4.5z")
    public val map: ImageVector = icon("M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M5 3a2 2 0 1 0 0 4a2 2 0 1 0 0-4M19.5 5a2 2 0 1 0 0 4a2 2 0 1 0 0-4M6.5 17a2 2 0 1 0 0 4a2 2 0 1 0 0-4M6.5 6.4l3.6 4M17.8 8l-3.6 2.5M8 17.2l2.5-3.2")
    public val pen: ImageVector = icon("M4 20l1-4.5L16.5 4a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19zM14.5 6l3.5 3.5")
    public val calendar: ImageVector = icon("M4.5 5.5h15v15h-15zM4.5 10h15M8.5 3v4M15.5 3v4")
    public val clock: ImageVector = icon("M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.5v5l3.5 2")
    public val key: ImageVector = icon("M8 10.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M11.3 12l9-8.5M17 6.5l3 3M14.5 9l2 2")
    public val file: ImageVector = icon("M6 2.5h8l5 5v14H6zM14 2.5v5h5")
    public val search: ImageVector = icon("M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5l5.5 5.5")
    public val smile: ImageVector = icon("M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 9.5v.2M15 9.5v.2M8 14c1 1.8 2.4 2.6 4 2.6s3-.8 4-2.6")
    public val flag: ImageVector = icon("M6 21.5V3.5M6 4.5h12l-3 4.2l3 4.3H6")
    public val aloud: ImageVector = icon("M4 9.5v5h3.5l5 4.5V5l-5 4.5zM16 9a4.2 4.2 0 0 1 0 6M18.6 6.4a8 8 0 0 1 0 11.2")
    public val hide: ImageVector = icon("M2 12s3.6-7 10-7s10 7 10 7s-3.6 7-10 7s-10-7-10-7M4 3.5l16 17")
    public val heart: ImageVector = icon("M12 20.5s-8.5-5-8.5-11A4.7 4.7 0 0 1 12 6.7a4.7 4.7 0 0 1 8.5 2.8c0 6-8.5 11-8.5 11z")
    public val camera: ImageVector = icon("M3.5 7h4l2-3h5l2 3h4v12.5h-17zM12 9a4 4 0 1 0 0 8a4 4 0 1 0 0-8")
    public val photo: ImageVector = icon("M3.5 4.5h17v15h-17zM3.5 16l5-5l4 4l3-3l5 5M15.5 7.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3")
    public val microphone: ImageVector = icon("M12 2.5a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0v-6a3 3 0 0 0-3-3M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5v4M8.5 21.5h7")
    public val sound: ImageVector = icon("M4 10v4M8 6.5v11M12 3.5v17M16 7.5v9M20 10v4")
    public val play: ImageVector = icon("M7 4.5l12 7.5l-12 7.5z")
    public val stop: ImageVector = icon("M6 6h12v12h-12z")
    public val phone: ImageVector = icon("M6.5 3l3.5 1l1 4.5l-2.5 2a12 12 0 0 0 5 5l2-2.5l4.5 1l1 3.5c0 2-1.5 3.5-3.5 3.5C10 21 3 14 3 6.5C3 4.5 4.5 3 6.5 3z")
}

private fun icon(path: String, mirrored: Boolean = false): ImageVector =
    ImageVector.Builder(defaultWidth = 24.dp, defaultHeight = 24.dp, viewportWidth = 24f, viewportHeight = 24f, autoMirror = mirrored)
        .addPath(
            pathData = addPathNodes(path),
            stroke = SolidColor(AnyInk),
            strokeLineWidth = 2f,
            strokeLineCap = StrokeCap.Round,
            strokeLineJoin = StrokeJoin.Round,
        )
        .build()
