/**
 * The main job of two workers, each in a process of their own: both record with no way to each other, files are carried from one to
 * the other, and both see what the other said and what holds.
 */
package kith.desktop

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

/** What Aled and Bethan each recorded of when Craig and Megan may be in touch. */
private const val BEFORE = """{"in_person":{"rule":"supervised","supervised_by":"a worker"}}"""
private const val BY_ALED = """{"phone":{"rule":"free"},"in_person":{"rule":"none"}}"""
private const val BY_BETHAN = """{"phone":{"rule":"none"},"in_person":{"rule":"supervised","supervised_by":"a worker"}}"""

class TwoWorkersTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val pictures = built.resolve("android/two-workers").apply {
        deleteRecursively()
        mkdirs()
    }

    @Test
    fun both_values_and_the_rule_in_force_are_seen_by_both() {
        FarHand("aled", folder.newFolder("aled"), pictures).use { aled ->
            FarHand("bethan", folder.newFolder("bethan"), pictures).use { bethan ->
                assertNotEquals(aled.number, bethan.number)
                val record = Record(aled, bethan)
                record.begin()
                record.part()
                record.exchange()
                listOf(aled, bethan).forEach(record::looks)
            }
        }
    }

    private inner class Record(private val aled: FarHand, private val bethan: FarHand) {
        private var rule = ""
        private var megan = ""
        private var craig = ""
        private val chosen = mutableSetOf<String>()

        /** An organisation, somebody who is let in, a record with a rule; all of it is on both phones. */
        fun begin() {
            aled.found("Aled")
            aled.addMegan()
            aled.addCraig()
            aled.tap("Back")
            aled.picture("record-begun")
            bethan.ask("Bethan")
            bethan.picture("asks-to-join")
            carry(bethan, aled)
            aled.tap("To send")
            aled.tap("Let someone in")
            aled.tap("Open their request")
            aled.sees("Before you hand the file over")
            aled.picture("lets-bethan-in")
            // Hers stand before the organisation's, which she is to see too.
            val numbers = aled.tell("read").let { page -> page[page.lastIndexOf("Read these numbers aloud to each other.") + 1] }
            aled.tap("Done")
            carry(aled, bethan)
            bethan.tap("Open the file I got back")
            bethan.sees("Your recovery sheet")
            bethan.sees(numbers)
            bethan.tap("I have put it away safely")
            megan = aled.tell("individual").single()
            craig = aled.tell("person", megan).single()
            rule = rule(aled, BEFORE)
            send(aled, bethan, "Bethan (Worker)")
            bethan.picture("has-the-record")
        }

        /** Both go on alone: each records a visit, and each changes the same rule and the same field. */
        fun part() {
            change(aled, BY_ALED, "She nods")
            change(bethan, BY_BETHAN, "She squeezes your hand")
        }

        private fun change(hand: FarHand, modes: String, yes: String) {
            hand.tap("People")
            hand.tap("Megan")
            hand.recordVisit("We talked about Craig")
            rule(hand, modes, rule)
            val (card, seen) = hand.tell("card", megan)
            val own = """"voice":{"speaker":"worker","how":"observed","method":"spoken"}"""
            hand.tell("record", "set_field", """{"card":"$card","field":"how_i_say_yes","value":"$yes","seen":"$seen",$own}""")
            hand.picture("recorded-alone")
            hand.tap("Back")
        }

        fun exchange() {
            send(aled, bethan, "Bethan (Worker)")
            send(bethan, aled, "Aled (Manager)")
        }

        /** Both see both, with who said it, and what holds until it is settled. */
        fun looks(hand: FarHand) {
            hand.tap("Look at")
            hand.sees("Kept safe until someone settles it")
            hand.picture("needs-a-look")
            val page = hand.tell("read")
            val said = listOf("· Aled", "· Bethan", "In person: With someone there (a worker); Phone: Not at all", "In person: Not at all; Phone: Allowed")
            said.forEach { words -> assertTrue(page.any { words in it }, "$words: $page") }
            assertEquals(1, page.count { it == "Craig · Ask first (Not at all): In person, Phone" }, "$page")
            listOf("She nods", "She squeezes your hand").forEach(hand::sees)
            hand.picture("needs-a-look-further-down")
        }

        private fun rule(hand: FarHand, modes: String, id: String? = null): String {
            val known = id?.let { """"id":"$it","seen":"${hand.tell("card", megan)[1]}","reason":"It changed",""" }.orEmpty()
            val arguments = """{$known"individual":"$megan","person":"$craig","effect":"limit","force":"agreed",
                "kind":"agreed_plan","state":"active","from":"2026-02-01","modes":$modes}"""
            return hand.tell("record", "set_restriction", arguments).first()
        }

        /** A file is all that goes from one to the other. */
        private fun carry(from: FarHand, to: FarHand) {
            val file = File(folder.newFolder(), "file").path
            from.tell("carry-out", file)
            to.tell("carry-in", file)
        }

        private fun send(from: FarHand, to: FarHand, whom: String) {
            from.tap("To send")
            // Whom a file was made for stays chosen.
            if (chosen.add(whom)) from.tap(whom)
            from.tap("Make the file")
            from.sees("in the file. Hand it on.")
            from.picture("made-a-file")
            carry(from, to)
            to.tap("To send")
            to.tap("Open a file from someone")
            to.sees("New parcels")
            to.picture("took-it-in")
        }
    }
}
