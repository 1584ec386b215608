/** Symbols: the pack that is built in has all that is shown, a folder is a pack, and an image that is not only a picture draws nothing. */
package kith.desktop

import androidx.compose.ui.graphics.toPixelMap
import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

private const val PLAIN = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#d22"/></svg>"""

class SymbolsTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun svg(body: String, before: String = "", more: String = "") =
        """$before<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" $more><rect width="10" height="10"/>$body</svg>"""

    private fun drawn(text: String) = draw(text.toByteArray())

    @Test
    fun the_pack_that_is_built_in_has_every_symbol_that_is_shown() {
        val modes = listOf("in_person", "phone", "video", "text", "social_media", "letter", "letterbox", "gift", "through_someone").map { "mode-$it" }
        val own = listOf("day", "people", "feel", "was", "words", "plan", "tell").map { "own_$it" }
        val faces = (1..5).map { "face-$it" }
        val feelings = listOf("happy", "calm", "excited", "proud", "loved", "worried", "sad", "angry", "lonely", "confused", "tired", "numb").map { "feeling-$it" }
        val none = (modes + own + faces + feelings + "person").filter { BuiltIn.of(it, "") == null }
        assertEquals(emptyList(), none)
    }

    @Test
    fun a_picture_is_drawn_and_what_is_not_only_a_picture_draws_nothing() {
        val plain = assertNotNull(drawn(PLAIN)).toPixelMap()
        assertTrue(plain[plain.width / 2, plain.height / 2].red > 0.7f)
        val entities = (1..9).joinToString("") { """<!ENTITY l$it "${"&l${it - 1};".repeat(10)}">""" }
        val bomb = (1..30).joinToString("") { """<g id="g$it"><use href="#g${it - 1}"/><use href="#g${it - 1}"/></g>""" }
        val hostile = mapOf(
            "script" to svg("<script>alert(1)</script>"),
            "handler" to svg("", more = "onload=\"alert(1)\""),
            "external picture" to svg("""<image href="file:///etc/passwd" width="10" height="10"/>"""),
            "external part" to svg("""<use xlink:href="http://example.org/a.svg#b"/>"""),
            "external paint" to svg("""<rect fill="url(http://example.org/p#x)" width="9" height="9"/>"""),
            "document type" to svg("", before = """<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>"""),
            "entity bomb" to svg("&l9;", before = """<!DOCTYPE svg [<!ENTITY l0 "lol">$entities]>"""),
            "bomb of parts" to svg(bomb),
            "page inside" to svg("<foreignObject><p>a</p></foreignObject>"),
            "style sheet" to svg("", before = """<?xml-stylesheet href="http://example.org/a.css"?>"""),
            "style from elsewhere" to svg("<style>@import url(http://example.org/a.css);</style>"),
            "too long" to svg(" ".repeat(300 * 1024)),
            "no image" to "not at all",
        )
        assertEquals(emptyList(), hostile.filterValues { drawn(it) != null }.keys.toList())
        assertNull(draw(svg("").toByteArray(Charsets.UTF_16)))
        assertNotNull(drawn(svg("", more = """width="999999999" height="999999999"""")), "its size says nothing of how large it is drawn")
    }

    @Test
    fun a_folder_is_a_pack_and_names_nothing_outside_of_it() {
        val pack = folder.newFolder("pack")
        File(folder.root, "outside.svg").writeText(PLAIN)
        pack.resolve("phone.svg").writeText(PLAIN)
        pack.resolve("index.csv").writeText("file,label,category\nphone.svg,Phone,mode\n../outside.svg,Letter,mode\ngone.svg,Video,mode\nshort\n")
        val symbols = SymbolFolder(pack)
        assertNotNull(symbols.of("mode-phone", "phone"))
        assertNull(symbols.of("mode-letter", "Letter"))
        assertNull(symbols.of("mode-video", "Video"))
        assertNull(symbols.of("mode-gift", "Gift"))
        assertEquals(emptySet(), SymbolFolder(File("nowhere")).words)
    }

    @Test
    fun a_second_real_pack_is_drawn() {
        val mulberry = File(System.getProperty("kith.target")).absoluteFile.parentFile.resolve("../shared/data/symbols/mulberry")
        assumeTrue("the pack is not on this machine", mulberry.isDirectory)
        val symbols = SymbolFolder(mulberry)
        val none = symbols.words.filter { symbols.of("", it) == null }
        assertTrue(symbols.words.size > 100 && none.size < symbols.words.size / 10, "${none.size} of ${symbols.words.size}: $none")
        assertNotNull(symbols.of("", "Mum"))
    }
}
