/** Symbols of somebody's own: what is used of a folder that they chose, and that the rest does nothing. */
package kith.phone

import android.graphics.Bitmap
import android.graphics.Color
import java.io.ByteArrayOutputStream
import java.io.IOException
import kith.ui.NotHad
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlinx.coroutines.runBlocking
import org.junit.Test

internal class SymbolsTest : OnPhone() {
    private fun png(width: Int = 300, height: Int = 200): ByteArray = ByteArrayOutputStream().also { out ->
        Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888).apply { eraseColor(Color.RED) }.compress(Bitmap.CompressFormat.PNG, 100, out)
    }.toByteArray()

    private fun chosen(vararg files: Pair<String, ByteArray>) = object : Chosen {
        override fun read(name: String, most: Int) = files.toMap()[name]?.takeIf { it.size <= most }
    }

    private fun index(vararg files: Pair<String, String>) =
        "index.csv" to (listOf("file,label,category") + files.map { (file, word) -> "$file,$word,mode" }).joinToString("\n").encodeToByteArray()

    @Test
    fun pictures_of_a_folder_are_used_and_kept_and_what_is_no_picture_is_left_out() {
        var next: Chosen? = null
        val place = app.folder.resolve("symbols")
        val symbols = PhoneSymbols(place) { next }
        assertNull(symbols.of("mode-phone", "Phone"))
        runBlocking { assertNull(symbols.choose()) }
        val svg = """<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>""".encodeToByteArray()
        next = chosen(
            index("phone.png" to "Phone", "letter.png" to "Letter", "gone.png" to "Video", "wide.png" to "Gift", "page.svg" to "Text", "../out.png" to "Person"),
            "phone.png" to png(),
            "letter.png" to "no picture".encodeToByteArray(),
            "wide.png" to png(5000, 1),
            "page.svg" to svg,
        )
        runBlocking { assertEquals(1, symbols.choose()) }
        val drawn = assertNotNull(symbols.of("mode-phone", "phone"))
        assertEquals(144 to 96, drawn.width to drawn.height)
        listOf("Letter", "Video", "Gift", "Text", "Person").forEach { assertNull(symbols.of("", it), it) }
        assertEquals(setOf("0.png", "index.csv"), place.list()!!.toSet())
        assertNotNull(PhoneSymbols(place) { null }.of("", "Phone"), "it is there after the process ended")
    }

    @Test
    fun a_folder_of_which_nothing_can_be_used_leaves_the_pack_that_was_there() {
        var next: Chosen = chosen(index("phone.png" to "Phone"), "phone.png" to png())
        val symbols = PhoneSymbols(app.folder.resolve("symbols")) { next }
        runBlocking { symbols.choose() }
        val fails = object : Chosen {
            override fun read(name: String, most: Int): ByteArray = throw IOException()
        }
        for (none in listOf(fails, chosen(), chosen("index.csv" to ByteArray(9)), chosen(index("a.png" to "A")))) {
            next = none
            runBlocking { assertFailsWith<NotHad> { symbols.choose() } }
            assertNotNull(symbols.of("", "Phone"))
        }
    }
}
