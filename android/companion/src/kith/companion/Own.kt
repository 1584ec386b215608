/** What an individual sees of their own record, and says in it: seven screens, and all that can be asked in together mode. */
package kith.companion

public typealias HowIFeelAnswer = uniffi.kith.HowIFeelAnswer
public typealias MyDayAnswer = uniffi.kith.MyDayAnswer
public typealias MyItem = uniffi.kith.MyItem
public typealias MyItems = uniffi.kith.MyItems
public typealias MyPart = uniffi.kith.MyPart
public typealias MyPeopleAnswer = uniffi.kith.MyPeopleAnswer
public typealias MyPerson = uniffi.kith.MyPerson
public typealias TellSomeoneAnswer = uniffi.kith.TellSomeoneAnswer

/** The screens of an individual, by the names that the core has for them. */
public enum class OwnScreen { MY_DAY, MY_PEOPLE, HOW_I_FEEL, HOW_WAS_IT, MY_WORDS, MY_PLAN, TELL_SOMEONE }

/** The record of one individual as they see it. What is said here is said in their own voice. */
public interface Own {
    /** Whose it is. */
    public val individual: String

    public suspend fun myDay(): MyDayAnswer
    public suspend fun myPeople(): MyPeopleAnswer
    public suspend fun howIFeel(): HowIFeelAnswer
    public suspend fun howWasIt(): List<MyItem>
    public suspend fun myWords(): MyItems
    public suspend fun myPlan(): List<MyPart>
    public suspend fun tellSomeone(): TellSomeoneAnswer

    /** A screen in words, in reading order. */
    public suspend fun aloud(screen: OwnScreen): List<String>

    /** They chose a face: for now, or for how it was at the [contact] that they were asked about. */
    public suspend fun feel(face: String, contact: MyItem? = null)

    /** They said something, of the [contact] that they were asked about where there is one. */
    public suspend fun say(text: String, contact: MyItem? = null)

    /** They tell somebody of what is wrong. */
    public suspend fun tell(recipient: String, text: String)

    /** What they were writing on one of their screens and have not said yet; nothing where there is nothing. See [ownDraft]. */
    public suspend fun draft(name: String): Answers?

    /** Keeps what they are writing. What is said of it lets go of it. */
    public suspend fun saveDraft(name: String, answers: Answers)

    /** Lets go of what they were writing. */
    public suspend fun discardDraft(name: String)
}

/** The name of what is written on a screen, about the [contact] that it asks of where it is about one. */
public fun ownDraft(screen: OwnScreen, contact: String? = null): String =
    listOfNotNull(screen.name.lowercase(), contact).joinToString("/")
