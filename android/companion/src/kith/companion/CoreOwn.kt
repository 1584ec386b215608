/** The core behind [Own]. */
package kith.companion

import uniffi.kith.GiveFeedback
import uniffi.kith.HowIFeel
import uniffi.kith.HowWasIt
import uniffi.kith.Kith
import uniffi.kith.MyDay
import uniffi.kith.MyPeople
import uniffi.kith.MyPlan
import uniffi.kith.MyWords
import uniffi.kith.Observe
import uniffi.kith.RaiseConcern
import uniffi.kith.Say
import uniffi.kith.TellSomeone
import uniffi.kith.VoiceArgument

/** A face is pointed at; words are written. */
private fun own(method: String) = VoiceArgument(speaker = "individual", how = "own_words", method = method)

internal class CoreOwn(private val kith: Kith, private val individual: String) : Own {
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

    override suspend fun feel(face: String, after: MyItem?) {
        val chosen = Observe(
            individual,
            scale = "five_faces",
            value = face.toDouble(),
            phase = after?.let { "after" },
            // A face for several people at once is of none of them alone.
            person = after?.people?.singleOrNull(),
            voice = own("pictures"),
        )
        asked { kith.observe(chosen) }
    }

    override suspend fun say(text: String) {
        asked { kith.say(Say(individual, text = text, voice = own("writing"))) }
    }

    override suspend fun giveFeedback(text: String) {
        asked { kith.giveFeedback(GiveFeedback(individual, text = text, voice = own("writing"))) }
    }

    override suspend fun tell(recipient: String, text: String) {
        // Of which kind it is, is for whoever answers to say.
        asked { kith.raiseConcern(RaiseConcern(individual, what = text, kind = "other", recipients = listOf(recipient))) }
    }
}
