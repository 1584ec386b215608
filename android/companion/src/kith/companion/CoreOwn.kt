/** The core behind [Own]. */
package kith.companion

import uniffi.kith.HowIFeel
import uniffi.kith.HowWasIt
import uniffi.kith.Kith
import uniffi.kith.MyDay
import uniffi.kith.MyPeople
import uniffi.kith.MyPlan
import uniffi.kith.MyWords
import uniffi.kith.TellSomeone

internal class CoreOwn(private val kith: Kith, override val individual: String) : Own {
    override suspend fun myDay(): MyDayAnswer = asked { kith.myDay(MyDay(individual)) }
    override suspend fun myPeople(): MyPeopleAnswer = asked { kith.myPeople(MyPeople(individual)) }
    override suspend fun howIFeel(): HowIFeelAnswer = asked { kith.howIFeel(HowIFeel(individual)) }
    override suspend fun howWasIt(): List<MyItem> = asked { kith.howWasIt(HowWasIt(individual)) }
    override suspend fun myWords(): MyItems = asked { kith.myWords(MyWords(individual)) }
    override suspend fun myPlan(): List<MyPart> = asked { kith.myPlan(MyPlan(individual)) }
    override suspend fun tellSomeone(): TellSomeoneAnswer = asked { kith.tellSomeone(TellSomeone(individual)) }

    override suspend fun aloud(screen: OwnScreen): List<String> = asked {
        val outline = kith.outline(screen.name.lowercase(), """{"individual":"$individual"}""")
        listOf(outline.title) + outline.blocks.flatMap { block ->
            listOfNotNull(block.heading) + block.lines.flatMap { line -> listOf(line.text) + line.detail }
        }
    }

    override suspend fun feel(face: String, contact: MyItem?) {
        asked { kith.chooseFace(individual, face, contact?.id) }
    }

    override suspend fun say(text: String, contact: MyItem?) {
        asked { kith.sayThemself(individual, text, contact?.id) }
    }

    override suspend fun tell(recipient: String, text: String) {
        asked { kith.tell(individual, listOf(recipient), text) }
    }

    override suspend fun draft(name: String): Answers? =
        asked { kith.ownDrafts(individual).firstOrNull { it.draft == name }?.let { Answers.read(it.content) } }

    override suspend fun saveDraft(name: String, answers: Answers): Unit = asked { kith.saveOwnDraft(individual, name, answers.json()) }

    override suspend fun discardDraft(name: String): Unit = asked { kith.discardOwnDraft(individual, name) }
}
