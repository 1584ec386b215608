/**
 * The core behind [Companion]: each call goes to the vault's own thread and comes back; none holds up whoever draws. What is asked is
 * packed and what comes is unpacked aside as well: the figure of a large map takes longer than a frame.
 */
package kith.companion

import kith.changes
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext
import uniffi.kith.Caseload
import uniffi.kith.ChangeSetting
import uniffi.kith.CheckScreen
import uniffi.kith.ConcernForm
import uniffi.kith.DiscardDraft
import uniffi.kith.Drafts
import uniffi.kith.ErrorInWords
import uniffi.kith.IndividualForm
import uniffi.kith.IndividualScreen
import uniffi.kith.Key
import uniffi.kith.Kith
import uniffi.kith.KithException
import uniffi.kith.MapScreen
import uniffi.kith.Members
import uniffi.kith.NeedsLook
import uniffi.kith.ObservationForm
import uniffi.kith.Pending
import uniffi.kith.PersonForm
import uniffi.kith.PersonScreen
import uniffi.kith.PlanForm
import uniffi.kith.RelationshipForm
import uniffi.kith.RuleForm
import uniffi.kith.Rules
import uniffi.kith.SaveDraft
import uniffi.kith.Search
import uniffi.kith.SettingsScreen
import uniffi.kith.Settle
import uniffi.kith.StaffRoles
import uniffi.kith.Timeline
import uniffi.kith.Today
import uniffi.kith.VisitForm
import uniffi.kith.WhoCanSee
import uniffi.kith.WordsForm

/** How many entries of a timeline are asked for at a time. */
private val PAGE = 50u

internal class CoreCompanion(private val kith: Kith, override val words: Words) : Companion {
    override val changes: Flow<Changed> = kith.changes().flowOn(Dispatchers.Default)

    override suspend fun today(): TodayAnswer = asked { kith.today(Today()) }
    override suspend fun caseload(): List<CaseloadItem> = asked { kith.caseload(Caseload()) }
    override suspend fun individual(individual: String): IndividualAnswer =
        asked { kith.individual(IndividualScreen(individual)) }
    override suspend fun timeline(individual: String, cursor: String?): TimelinePage =
        asked { kith.timeline(Timeline(individual, cursor, PAGE)) }
    override suspend fun map(individual: String, voice: String?): MapFigure =
        asked { kith.map(MapScreen(individual, voice = voice)) }
    override suspend fun person(individual: String, person: String): PersonAnswer =
        asked { kith.person(PersonScreen(individual, person)) }
    override suspend fun needsLook(): NeedsLookAnswer = asked { kith.needsLook(NeedsLook()) }
    override suspend fun pending(): PendingAnswer = asked { kith.pending(Pending()) }
    override suspend fun members(): List<MemberItem> = asked { kith.members(Members()) }
    override suspend fun whoCanSee(individual: String): List<SectionReaders> =
        asked { kith.whoCanSee(WhoCanSee(individual)) }
    override suspend fun staffRoles(): List<Choice> = asked { kith.staffRoles(StaffRoles()) }
    override suspend fun rules(individual: String): List<RuleItem> = asked { kith.rules(Rules(individual)) }
    override suspend fun search(text: String): List<Found> = asked { kith.search(Search(text)) }
    override suspend fun check(individual: String, person: String, mode: String, at: String?): CheckAnswer =
        asked { kith.check(CheckScreen(individual, person, mode, at)) }

    override suspend fun form(of: FormOf): Form = asked {
        val individual = of.individual.orEmpty()
        when (of.kind) {
            FormKind.VISIT -> kith.visitForm(VisitForm(individual))
            FormKind.PLAN -> kith.planForm(PlanForm(individual))
            FormKind.OBSERVATION -> kith.observationForm(ObservationForm(individual))
            FormKind.WORDS -> kith.wordsForm(WordsForm(individual))
            FormKind.CONCERN -> kith.concernForm(ConcernForm(individual))
            FormKind.INDIVIDUAL -> kith.individualForm(IndividualForm())
            FormKind.PERSON -> kith.personForm(PersonForm(individual))
            FormKind.RULE -> kith.ruleForm(RuleForm(individual, of.person))
            FormKind.RELATIONSHIP -> kith.relationshipForm(RelationshipForm(individual, of.person.orEmpty()))
        }
    }

    override suspend fun draft(form: Form): Answers? = asked {
        kith.drafts(Drafts()).firstOrNull { it.draft == form.draft }?.let { Answers.read(it.content) }
    }

    override suspend fun saveDraft(form: Form, answers: Answers) {
        asked { kith.saveDraft(SaveDraft(form.draft, answers.json())) }
    }

    override suspend fun discardDraft(form: Form) {
        if (draft(form) != null) asked { kith.discardDraft(DiscardDraft(form.draft)) }
    }

    override suspend fun submit(form: Form, answers: Answers): Recorded {
        // A visit goes with its draft at one go, so that it is never recorded twice.
        val whole = if (form.command == "record_visit") answers.with("draft", form.draft) else answers
        val done = asked { kith.submit(form.command, whole.json()) }
        discardDraft(form)
        return recorded(done.ids, done.shown)
    }

    override suspend fun settle(difference: Difference, value: SaidValue, reason: String) {
        asked { kith.settle(Settle(difference.id, difference.values.map { it.factId }, value.value, reason)) }
    }

    override suspend fun exportBundle(to: List<String>): HandedOver = asked {
        val bundle = kith.exportBundle(to)
        HandedOver(bundle.bytes, bundle.exported.parcels)
    }

    override suspend fun importBundle(bytes: ByteArray): TakenIn = asked {
        val taken = kith.importBundle(bytes)
        TakenIn(taken.new, taken.duplicate, taken.waiting.size, taken.quarantined.size)
    }

    override suspend fun admit(request: ByteArray, role: String, individuals: List<String>): LetIn = asked {
        val admitted = kith.admit(request, role, individuals)
        LetIn(admitted.file, admitted.fingerprint, admitted.organisationFingerprint)
    }

    override suspend fun settings(chosen: DeviceChoices): SettingsAnswer =
        asked { kith.settings(SettingsScreen(chosen.textSize, chosen.look, chosen.motion)) }

    override suspend fun changeSetting(name: String, value: String) {
        asked { kith.changeSetting(ChangeSetting(name, value)) }
    }

    override val opening: Opening = CoreOpening(kith)

    override val attachments: Attachments = CoreAttachments(kith)

    override fun own(individual: String): Own = CoreOwn(kith, individual)

    override suspend fun beginTogether(individual: String) {
        asked { kith.beginTogether(individual) }
    }

    suspend fun endTogether(key: Key) {
        asked { kith.endTogether(key) }
    }

    override suspend fun shut() {
        // What a screen asks late is refused in words; an object that is destroyed would end the app. The collector frees it.
        asked { kith.shut() }
    }

    suspend fun isTraining(): Boolean = asked { kith.isTraining() }
}

/** Asks the core, aside from whoever draws; what it refuses is told in its words. */
internal suspend fun <T> asked(ask: suspend () -> T): T = try {
    withContext(Dispatchers.Default) { ask() }
} catch (refused: KithException) {
    val words = refused.words()
    val field = (refused as? KithException.InvalidInput)?.field.orEmpty()
    throw Refused(words.code, words.message, words.next, field)
}

private fun KithException.words(): ErrorInWords = when (this) {
    is KithException.InvalidInput -> words
    is KithException.UnknownId -> words
    is KithException.NotPermitted -> words
    is KithException.Restricted -> words
    is KithException.Key -> words
    is KithException.Vault -> words
    is KithException.Unreadable -> words
    is KithException.Storage -> words
    is KithException.Bug -> words
}
