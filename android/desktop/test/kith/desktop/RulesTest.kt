/** Rules about contact and training, by a finger on the glass and over the real core. */
package kith.desktop

import androidx.compose.ui.test.ExperimentalTestApi
import kith.companion.Answers
import kith.companion.Form
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.rules.TemporaryFolder

@OptIn(ExperimentalTestApi::class)
class RulesTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun a_rule_is_added_read_in_words_and_changed() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"))
        setContent { aled.Screen() }
        Finger(this).run {
            found("Aled")
            addMegan()
            addCraig()
            tap("Rules about contact")
            sees("No rule is written here.")
            tap("Add a rule")
            tap("Craig")
            tap("Limited contact")
            tap("By agreement")
            tap("More choices")
            tap("Agreed plan")
            tap("Next")
            sees("What it says of each way")
            assertTrue(read(this@onGlass).none { "Condition" in it }, "what is said of a way is asked once there is a rule of it")
            tap("With someone there")
            tap("In person: Who is there")
            type("In person: Who is there", "A worker")
            tap("Next")
            tap("Save")
            sees("In force now")
            tap("Agreed plan about Craig")
            sees("In person: With someone there (A worker)")
            sees("Ask first: ")
            tap("Change this rule")
            type("Why", "We looked at it again")
            tap("Next")
            tap("Next")
            tap("Save")
            sees("Change this rule")
        }
        val megan = aled.companion().caseload().single().individual
        assertEquals("in_force", aled.companion().rules(megan).single().state)
        aled.vault.shut()
    }

    @Test
    fun each_way_that_a_rule_can_stand_is_told_apart_in_words() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"))
        setContent { aled.Screen() }
        val finger = Finger(this)
        finger.found("Aled")
        finger.addMegan()
        finger.addCraig()
        val companion = aled.companion()
        val megan = companion.caseload().single().individual
        val craig = companion.map(megan).people.single().id
        suspend fun rule(force: String, dates: String) {
            val said = """{"individual":"$megan","person":"$craig","effect":"prohibit","force":"$force","kind":"agreed_plan","state":"active",$dates}"""
            companion.submit(Form("", "set_restriction", emptyList(), "office", ""), assertNotNull(Answers.read(said)))
        }
        rule("agreed", """"from":"2020-01-01"""")
        rule("legal_unverified", """"from":"2020-01-01"""")
        rule("agreed", """"from":"2020-01-01","until":"2021-01-01"""")
        rule("agreed", """"from":"2999-01-01"""")
        // The office recorded them behind the page: it is tapped once it shows them, and moves no more.
        finger.sees("Jan 2999")
        finger.tap("Rules about contact")
        val states = listOf("In force now", "Nobody has seen the papers yet", "Its end has passed: ask first", "Not in force yet")
        states.forEach(finger::sees)
        assertEquals(listOf("in_force", "unverified", "expired", "future"), companion.rules(megan).map { it.state })
        aled.vault.shut()
    }

    @Test
    fun who_practises_sees_so_everywhere_and_goes_back_to_where_they_were() = onGlass {
        val aled = WorkersPhone(folder.newFolder("aled"))
        setContent { aled.Screen() }
        val marked = "Practice. Nobody here is real."
        val finger = Finger(this)
        finger.tap("English")
        finger.tap("Practise with people who are made up")
        finger.sees(marked)
        finger.tap("People")
        finger.tap("Sam (made up)")
        finger.sees(marked)
        finger.tap("Record a visit")
        finger.sees(marked)
        finger.tap("Go back from practice")
        finger.tap("Start a new organisation")
        finger.type("Name of the organisation", "Harbour")
        finger.type("Your name", "Aled")
        finger.tap("Start")
        finger.tap("I have put it away safely")
        finger.addMegan()
        assertTrue(read(this).none { it == marked })
        finger.tap("Back")
        finger.tap("Today")
        finger.tap("Settings")
        finger.tap("Practise with people who are made up")
        finger.sees(marked)
        finger.tap("Go back from practice")
        finger.tap("People")
        finger.sees("Megan")
        assertEquals(listOf("Megan"), aled.companion().caseload().map { it.name })
        aled.vault.shut()
    }
}
