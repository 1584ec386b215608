/**
 * What the app asks of the core, in the core's own terms: its screens, its forms, its commands. Nothing but this folder knows
 * how the core is reached. Every answer is a plain value; every text in it is in the language that was asked for.
 */
package kith.companion

import kotlinx.coroutines.flow.Flow

public typealias AmendedApart = uniffi.kith.AmendedApart
public typealias CaseloadItem = uniffi.kith.CaseloadItem
public typealias Changed = uniffi.kith.Changed
public typealias CheckAnswer = uniffi.kith.CheckAnswer
public typealias CheckSource = uniffi.kith.CheckSource
public typealias Choice = uniffi.kith.Choice
public typealias Difference = uniffi.kith.Difference
public typealias Form = uniffi.kith.Form
public typealias FormCheck = uniffi.kith.FormCheck
public typealias FormField = uniffi.kith.FormField
public typealias Found = uniffi.kith.Found
public typealias IndividualAnswer = uniffi.kith.IndividualAnswer
public typealias Locked = uniffi.kith.Locked
public typealias MapBox = uniffi.kith.MapBox
public typealias MapCircle = uniffi.kith.MapCircle
public typealias MapFigure = uniffi.kith.MapFigure
public typealias MapLine = uniffi.kith.MapLine
public typealias MapPerson = uniffi.kith.MapPerson
public typealias KeptBy = uniffi.kith.KeptBy
public typealias MemberItem = uniffi.kith.MemberItem
public typealias NeedsLookAnswer = uniffi.kith.NeedsLookAnswer
public typealias PendingAnswer = uniffi.kith.PendingAnswer
public typealias PendingParcel = uniffi.kith.PendingParcel
public typealias PersonAnswer = uniffi.kith.PersonAnswer
public typealias RelationshipAnswer = uniffi.kith.RelationshipAnswer
public typealias RuleItem = uniffi.kith.RuleItem
public typealias SaidValue = uniffi.kith.SaidValue
public typealias SectionReaders = uniffi.kith.SectionReaders
public typealias SettingItem = uniffi.kith.SettingItem
public typealias SettingsAnswer = uniffi.kith.SettingsAnswer
public typealias ShownCard = uniffi.kith.ShownCard
public typealias ShownField = uniffi.kith.ShownField
public typealias Step = uniffi.kith.Step
public typealias TimelineItem = uniffi.kith.TimelineItem
public typealias TimelinePage = uniffi.kith.TimelinePage
public typealias TodayAnswer = uniffi.kith.TodayAnswer
public typealias TodayItem = uniffi.kith.TodayItem

/** A language of the interface. */
public enum class Language { ENGLISH, EASY_READ, WELSH }

/** The forms that the app draws, each filled in for the command that it names. */
public enum class FormKind { VISIT, PLAN, OBSERVATION, WORDS, CONCERN, INDIVIDUAL, PERSON, RELATIONSHIP, RULE }

/** Which form: of what kind, in whose record, and about whom on the map; of a rule that is there, which. */
public data class FormOf(val kind: FormKind, val individual: String? = null, val person: String? = null)

/** What a command did. */
public data class Recorded(
    /** The ids of what it made, by what they are of. */
    val ids: Map<String, List<String>>,
    /** Whether the core offers to raise a concern now. */
    val offersConcern: Boolean,
    /** What must be read at once, in words. */
    val notices: List<String>,
)

/** What came in with a bundle. */
public data class TakenIn(val new: UInt, val held: UInt, val waiting: Int, val setAside: Int)

/** A file to hand over. */
public class HandedOver(public val bytes: ByteArray, public val parcels: UInt)

/** The answer to a request: the file that lets somebody in, and what both read aloud to each other. */
public class LetIn(public val file: ByteArray, public val theirs: String, public val organisation: String)

/** The core said no, in words: what is wrong, what to do next, and which argument it is about, where it is one. */
public class Refused(
    public val code: String,
    public val says: String,
    public val next: String,
    public val field: String = "",
) : Exception(code)

/** The words of one language. */
public interface Words {
    /** The message of a key, filled with these texts. */
    public fun say(key: String, vararg texts: Pair<String, String>): String

    /** The message of a key that picks its form by a count. */
    public fun count(key: String, count: UInt): String

    /** An option of a list. */
    public fun option(list: String, name: String): String
}

/** An open vault. */
public interface Companion {
    /** The words of its language. */
    public val words: Words

    /** What changes while somebody collects. */
    public val changes: Flow<Changed>

    public suspend fun today(): TodayAnswer
    public suspend fun caseload(): List<CaseloadItem>
    public suspend fun individual(individual: String): IndividualAnswer
    public suspend fun timeline(individual: String, cursor: String? = null): TimelinePage
    public suspend fun map(individual: String, voice: String? = null): MapFigure
    public suspend fun person(individual: String, person: String): PersonAnswer
    public suspend fun needsLook(): NeedsLookAnswer
    public suspend fun pending(): PendingAnswer
    public suspend fun members(): List<MemberItem>
    public suspend fun whoCanSee(individual: String): List<SectionReaders>

    /** The roles in which a member of staff is let in. */
    public suspend fun staffRoles(): List<Choice>
    public suspend fun rules(individual: String): List<RuleItem>
    public suspend fun search(text: String): List<Found>

    /** May contact with this person, in this way, at this moment, be planned? */
    public suspend fun check(individual: String, person: String, mode: String, at: String?): CheckAnswer

    public suspend fun form(of: FormOf): Form

    /** What was filled in of a form and not yet saved; nothing where there is no draft of it. */
    public suspend fun draft(form: Form): Answers?

    /** Keeps what was filled in so far. */
    public suspend fun saveDraft(form: Form, answers: Answers)

    /** Lets go of what was filled in. */
    public suspend fun discardDraft(form: Form)

    /** Records what was filled in. The draft of it goes with that. */
    public suspend fun submit(form: Form, answers: Answers): Recorded

    /** Says which of the things said holds from now on. */
    public suspend fun settle(difference: Difference, value: SaidValue, reason: String)

    public suspend fun exportBundle(to: List<String>): HandedOver
    public suspend fun importBundle(bytes: ByteArray): TakenIn

    /** Lets in whoever made a request, in a role, to these records. */
    public suspend fun admit(request: ByteArray, role: String, individuals: List<String>): LetIn

    /** All settings, with what the device has chosen of those that it keeps itself. */
    public suspend fun settings(chosen: DeviceChoices): SettingsAnswer

    /** Changes a setting that the vault keeps. */
    public suspend fun changeSetting(name: String, value: String)

    /** What opens the vault. */
    public val opening: Opening

    /** Photos and recordings. */
    public val attachments: Attachments

    /** A record as its individual sees it. */
    public fun own(individual: String): Own

    /** Begins together mode: until it ends, nothing but what [own] asks is answered, for this individual alone. */
    public suspend fun beginTogether(individual: String)

    /** Closes the vault. */
    public suspend fun shut()
}

/** What a device keeps itself, since a locked door has to be readable; by the stable names of the core. */
public data class DeviceChoices(val textSize: String? = null, val look: String? = null, val motion: String? = null)

/** What opens a vault, while it is open. Each change asks for a proof: anything that opens it now. */
public interface Opening {
    /** From now on this key opens the vault, and no other of before but the recovery sheet. */
    public suspend fun rekey(proof: VaultKey, key: VaultKey)

    /** From now on this key opens the vault too, in place of an earlier one of its kind. */
    public suspend fun addKey(proof: VaultKey, key: VaultKey)

    /** Whether a recovery sheet waits to be put away. */
    public suspend fun isSheetWaiting(): Boolean

    /** The recovery sheet that nobody has put away yet; nothing where none waits. */
    public suspend fun sheet(proof: VaultKey): String?

    /** A new recovery sheet. The one before it opens the vault too until this one is put away. */
    public suspend fun newSheet(proof: VaultKey): String

    /** The sheet was put away: the vault forgets it. */
    public suspend fun sheetKept()

    /** Tries a recovery sheet that somebody has at hand. */
    public suspend fun check(sheet: VaultKey)
}

/** How far this device has come. */
public enum class Standing { NEW, ASKED, READY }

/** A vault that was just made or joined, with the sheet that opens it again where everything else is lost. */
public class Begun(
    public val companion: Companion,
    public val recoverySheet: String,
    /** The organisation's numbers, which whoever joins compares with those on the device that let them in. */
    public val organisation: String? = null,
)

/** The request of a device that asks to join. */
public class Asked(public val file: ByteArray, public val fingerprint: String)

/** The device's place for a vault: what opens it, makes it or joins. */
public interface Home {
    /** The words of a language, before there is a vault. */
    public fun words(language: Language): Words

    public suspend fun standing(): Standing

    /** Whether there is a vault, and whether a try of what is typed has to wait. */
    public suspend fun locked(): Locked

    /** A new random key. */
    public suspend fun newKey(language: Language): ByteArray

    /** Founds an organisation on this device. */
    public suspend fun found(language: Language, organisation: String, name: String): Begun

    /** Asks to join an organisation. */
    public suspend fun ask(language: Language, name: String): Asked

    /** Takes the answer to the request. */
    public suspend fun join(language: Language, answer: ByteArray): Begun

    /** The vault whose sheet nobody has put away yet, opened; nothing where none waits. */
    public suspend fun sheetWaits(language: Language): Begun?

    public suspend fun open(language: Language): Companion

    /** Opens a vault in which everybody is made up. It begins anew with each process and after [endTraining], and nothing of it can be opened after that. */
    public suspend fun train(language: Language): Companion

    /** Training is over: what was practised goes. The next begins anew. */
    public suspend fun endTraining()

    /** How whoever holds the device proves that they may open the vault. */
    public val proof: Proof

    /** The proof: what was [typed], or what the machine asks for in its own way; nothing where it was not given. */
    public suspend fun prove(typed: String): VaultKey?

    /** Ends together mode by what opens the vault. Whether it was given; where it is wrong or was not, the mode goes on. */
    public suspend fun endTogether(companion: Companion, typed: String): Boolean
}
