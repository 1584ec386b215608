/**
 * A companion without a core: made-up people, for previews and for layouts that a real record seldom shows. It records nothing; a
 * test replaces what it is about.
 */
package kith.companion

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow

public open class FakeCompanion(override val words: Words) : Companion {
    override val changes: Flow<Changed> = emptyFlow()

    override suspend fun today(): TodayAnswer = TodayAnswer("2026-03-08", emptyList(), emptyList(), emptyList(), 0u, 0u)

    override suspend fun caseload(): List<CaseloadItem> = listOf(CaseloadItem("mair", "Mair", 0u, 0u))

    override suspend fun individual(individual: String): IndividualAnswer = IndividualAnswer(
        individual,
        "Mair",
        "card",
        listOf(shown("how_i_say_yes", "I smile and look at you"), shown("how_i_say_no", "I turn away")),
        emptyList(),
        null,
        "",
    )

    override suspend fun timeline(individual: String, cursor: String?): TimelinePage = TimelinePage(emptyList(), null)

    override suspend fun map(individual: String, voice: String?): MapFigure = MapFigure(
        individual,
        "Mair",
        words.say("map-title", "name" to "Mair"),
        1200.0,
        listOf(MapCircle("intimacy", words.option("circle", "intimacy"), 230.0)),
        emptyList(),
        emptyList(),
        emptyList(),
        emptyList(),
        emptyList(),
        emptyList(),
    )

    override suspend fun person(individual: String, person: String): PersonAnswer =
        PersonAnswer(person, "Siôn", emptyList(), emptyList(), emptyList(), emptyList(), emptyList(), null, "")

    override suspend fun needsLook(): NeedsLookAnswer =
        NeedsLookAnswer(emptyList(), emptyList(), emptyList(), emptyList(), emptyList(), emptyList())

    override suspend fun pending(): PendingAnswer = PendingAnswer(0u, emptyList(), emptyList(), emptyList(), 0u, 0u, 0u)
    override suspend fun members(): List<MemberItem> = emptyList()
    override suspend fun whoCanSee(individual: String): List<SectionReaders> = emptyList()
    override suspend fun staffRoles(): List<Choice> = listOf(Choice("worker", words.option("role", "worker")))
    override suspend fun rules(individual: String): List<RuleItem> = emptyList()
    override suspend fun search(text: String): List<Found> = emptyList()

    override suspend fun check(individual: String, person: String, mode: String, at: String?): CheckAnswer =
        CheckAnswer("", "allowed", words.option("check", "allowed"), emptyList(), emptyList(), emptyList(), emptyList(), emptyList(), emptyList())

    override suspend fun form(of: FormOf): Form = Form(words.say("screen-words"), "say", emptyList(), "say/${of.individual}", "")
    override suspend fun draft(form: Form): Answers? = null
    override suspend fun saveDraft(form: Form, answers: Answers): Unit = Unit
    override suspend fun discardDraft(form: Form): Unit = Unit
    override suspend fun submit(form: Form, answers: Answers): Recorded = Recorded(emptyMap(), false, emptyList())
    override suspend fun settle(difference: Difference, value: SaidValue, reason: String): Unit = Unit
    override suspend fun exportBundle(to: List<String>): HandedOver = HandedOver(ByteArray(0), 0u)
    override suspend fun importBundle(bytes: ByteArray): TakenIn = TakenIn(0u, 0u, 0, 0)

    override suspend fun admit(request: ByteArray, role: String, individuals: List<String>): LetIn =
        LetIn(ByteArray(0), "1234 5678", "8765 4321")

    override suspend fun settings(chosen: DeviceChoices): SettingsAnswer = SettingsAnswer(emptyList(), LOCK_AFTER_S, "openmoji")
    override suspend fun changeSetting(name: String, value: String): Unit = Unit
    override val opening: Opening get() = error("nothing is made up that opens a vault")

    override val attachments: Attachments = FakeAttachments

    override fun own(individual: String): Own = error("nothing of an individual's own is made up")
    override suspend fun beginTogether(individual: String): Unit = Unit
    override suspend fun shut(): Unit = Unit

    private fun shown(field: String, text: String) = ShownField(field, words.option("field", field), emptyList(), text, false)
}

/** No photo and no recording is made up. */
private object FakeAttachments : Attachments {
    override suspend fun stage(medium: Medium, draft: String): String = error("nothing is taken in")
    override suspend fun append(id: String, bytes: ByteArray): Long = error("nothing is taken in")
    override suspend fun finish(id: String, small: ByteArray?): Unit = error("nothing is taken in")
    override suspend fun discard(id: String): Unit = Unit
    override suspend fun staged(draft: String): List<Staged> = emptyList()
    override suspend fun bytes(id: String, offset: Long, most: Int): ByteArray = ByteArray(0)
    override suspend fun small(id: String): ByteArray? = null
    override suspend fun photos(individual: String): List<PhotoItem> = emptyList()
    override suspend fun attach(individual: String, card: String, id: String, says: String): Unit = Unit
}
