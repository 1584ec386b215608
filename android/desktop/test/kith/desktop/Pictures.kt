/** Takes the pictures: for every screen one sheet with every look, size and language, and one of its own size to be looked at. */
package kith.desktop

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.graphics.asSkiaBitmap
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onRoot
import java.io.File
import kith.ui.tokens.Look
import kotlin.test.Test
import kotlin.test.assertEquals
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image
import org.jetbrains.skia.Rect
import org.jetbrains.skia.SamplingMode
import org.jetbrains.skia.Surface

private const val WIDE = 411
private const val HIGH = 891
private const val GAP = 12

@OptIn(ExperimentalTestApi::class)
class Pictures {
    private val folder = built.resolve("android/screenshots").apply { mkdirs() }
    private val only = System.getProperty("kith.only").orEmpty()

    @Test
    fun a_sheet_of_every_screen() {
        val taken = Tongue.entries.flatMap(::taken)
        val sheets = taken.groupBy { it.name }
        sheets.forEach { (name, pictures) -> save("sheet-$name", sheet(pictures.map { it.image })) }
        val plain = taken.filter { it.variant == Variant(Look.LIGHT, 1f, Tongue.ENGLISH) }
        plain.forEach { save(it.name, it.image) }
        val alike = plain.groupBy { it.image.encodeToData(EncodedImageFormat.PNG)!!.bytes.contentHashCode() }.values.filter { it.size > 1 }
        assertEquals(emptyList(), alike.map { same -> same.map { it.name } }, "screens that look alike")
    }

    private class Taken(val name: String, val variant: Variant, val image: Image)

    private fun taken(tongue: Tongue): List<Taken> {
        val taken = mutableListOf<Taken>()
        onGlass(WIDE, HIGH) {
            val demonstration = Demonstration(tongue)
            val opened = demonstration.open()
            val screens = demonstration.screens(opened).filter { only in it.name }
            var shown by mutableStateOf(screens.first() to Variant(Look.LIGHT, 1f, tongue))
            setContent { demonstration.Draw(opened, shown.first, shown.second) }
            for (look in Look.entries) for (text in listOf(1f, 2f, 3.2f)) for (screen in screens) {
                val variant = Variant(look, text, tongue)
                shown = screen to variant
                arrives(screen)
                taken += Taken(screen.name, variant, Image.makeFromBitmap(onRoot().captureToImage().asSkiaBitmap()))
            }
            demonstration.shut()
        }
        return taken
    }

    /** Nine a row, at half their size. */
    private fun sheet(pictures: List<Image>): Image {
        val (wide, high) = WIDE / 2 to HIGH / 2
        val rows = pictures.chunked(9)
        val surface = Surface.makeRasterN32Premul(9 * (wide + GAP) + GAP, rows.size * (high + GAP) + GAP)
        surface.canvas.clear(0xFF808080.toInt())
        rows.forEachIndexed { row, line ->
            line.forEachIndexed { column, picture ->
                val place = Rect.makeXYWH((GAP + column * (wide + GAP)).toFloat(), (GAP + row * (high + GAP)).toFloat(), wide.toFloat(), high.toFloat())
                surface.canvas.drawImageRect(picture, Rect.makeWH(WIDE.toFloat(), HIGH.toFloat()), place, SamplingMode.MITCHELL, null, true)
            }
        }
        return surface.makeImageSnapshot()
    }

    private fun save(name: String, image: Image) {
        File(folder, "$name.png").writeBytes(image.encodeToData(EncodedImageFormat.PNG)!!.bytes)
    }
}
