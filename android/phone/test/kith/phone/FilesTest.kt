/** Files that come and go, and reminders: what other apps and the phone itself come to see. */
package kith.phone

import android.app.AlarmManager
import android.app.NotificationManager
import android.content.Intent
import android.net.Uri
import java.io.File
import kith.companion.Companion
import kith.companion.CoreHome
import kith.companion.Keys
import kith.companion.Language
import kith.companion.TodayAnswer
import kith.companion.TodayItem
import kith.companion.VaultKey
import kith.companion.moments
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.robolectric.Shadows.shadowOf

/** The key of Bethan's vault. */
private val BETHANS = object : Keys {
    override fun key(): VaultKey = VaultKey.random(ByteArray(32) { 7 })

    override fun keep(key: ByteArray): Unit = error("she has hers")
}

internal class FilesTest : OnPhone() {
    /** Bethan, let in by whoever holds the phone, with her own vault elsewhere. */
    private suspend fun bethan(): Companion {
        val home = CoreHome(app.folder.resolve("bethan"), BETHANS)
        val asked = home.ask(Language.ENGLISH, "Bethan")
        val individuals = companion().caseload().map { it.individual }
        val answer = companion().admit(asked.file, "worker", individuals)
        val joined = home.join(Language.ENGLISH, answer.file)
        joined.companion.opening.sheetKept()
        return joined.companion
    }

    private fun view(name: String, bytes: ByteArray): Intent {
        val file = Uri.parse("content://mail/files/$name")
        shadowOf(app.contentResolver).registerInputStream(file, bytes.inputStream())
        return Intent(app, MainActivity::class.java).setAction(Intent.ACTION_VIEW).setDataAndType(file, "application/octet-stream")
    }

    @Test
    fun a_bundle_is_taken_in_when_it_is_opened_and_one_is_shared_as_a_file_to_read() {
        val finger = launch()
        finger.found()
        finger.addMegan()
        val bethan = runBlocking { bethan() }
        val aled = runBlocking { companion().members().single { it.here }.member }
        val bundle = runBlocking { bethan.exportBundle(listOf(aled)) }
        activity.newIntent(view("monday.kith", bundle.bytes))
        finger.sees("New parcels")
        picture("taken-in")
        activity.newIntent(view("other.kith", "no bundle".toByteArray()))
        finger.sees("This file is not a Kith bundle.")
        finger.tap("Bethan (Worker)")
        finger.tap("Make the file")
        finger.sees("Hand it on.")
        val chooser = shadowOf(activity.get()).nextStartedActivity
        assertEquals(Intent.ACTION_CHOOSER, chooser.action)
        val send = chooser.getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java)!!
        assertEquals(setOf(Intent.EXTRA_STREAM), send.extras!!.keySet())
        val file = send.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java)!!
        assertEquals("content" to "kith.phone.files", file.scheme to file.authority)
        assertEquals(Intent.FLAG_GRANT_READ_URI_PERMISSION, send.flags and (Intent.FLAG_GRANT_READ_URI_PERMISSION or Intent.FLAG_GRANT_WRITE_URI_PERMISSION))
        val read = app.contentResolver.openInputStream(file)!!.use { it.readBytes() }
        val taken = runBlocking { bethan.importBundle(read) }
        assertTrue(taken.new > 0u)
        assertFalse(read.say("Megan"))
        runBlocking { bethan.shut() }
    }

    @Test
    fun a_file_that_arrives_while_it_is_locked_waits_for_the_door() {
        val finger = launch()
        finger.found()
        finger.sees("People")
        runBlocking { live.door.lock() }
        dies()
        launch(view("monday.kith", "no bundle".toByteArray()))
        finger.sees("Kith is locked")
        finger.tap("Open Kith")
        finger.sees("This file is not a Kith bundle.")
        assertEquals(null, live.phone.arrived.value)
    }

    @Test
    fun a_file_that_is_too_large_is_refused_in_words_and_never_cut() {
        app.mostBytes = 100
        val finger = launch()
        finger.found()
        finger.sees("People")
        activity.newIntent(view("large.kith", ByteArray(101)))
        finger.sees("This file is too large to take in.")
        picture("too-large")
        activity.newIntent(view("fits.kith", ByteArray(100)))
        finger.sees("This file is not a Kith bundle.")
    }

    /** What was handed to the phone's own choice of whom to give a file to; nothing where nobody was asked. */
    private fun shared(): ByteArray? {
        val send = shadowOf(activity.get()).nextStartedActivity?.getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java) ?: return null
        val file = send.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java)!!
        return app.contentResolver.openInputStream(file)!!.use { it.readBytes() }
    }

    @Test
    fun the_file_that_lets_somebody_in_outlasts_a_turn_and_is_handed_over_again() {
        val finger = launch()
        finger.found()
        finger.addMegan()
        val home = CoreHome(app.folder.resolve("bethan"), BETHANS)
        val asked = runBlocking { home.ask(Language.ENGLISH, "Bethan") }
        activity.newIntent(view("bethan.kreq", asked.file))
        finger.tap("Open their request")
        finger.sees("Before you hand the file over")
        finger.waits("it is handed over") {
            shadowOf(app.mainLooper).idle()
            shadowOf(activity.get()).peekNextStartedActivity() != null
        }
        val first = assertNotNull(shared())
        turn()
        finger.sees("Before you hand the file over")
        finger.tap("Save as a file")
        finger.waits("it is handed over again") {
            shadowOf(app.mainLooper).idle()
            shadowOf(activity.get()).peekNextStartedActivity() != null
        }
        assertContentEquals(first, shared())
        runBlocking { home.join(Language.ENGLISH, first).companion.shut() }
    }

    @Test
    fun the_recovery_sheet_is_offered_to_no_other_app_and_written_where_somebody_says() {
        val finger = launch()
        finger.foundToSheet()
        finger.tap("Save as a file")
        finger.waits("a place is asked for") { shadowOf(activity.get()).peekNextStartedActivityForResult() != null }
        val asked = shadowOf(activity.get()).nextStartedActivityForResult
        assertEquals(Intent.ACTION_CREATE_DOCUMENT, asked.intent.action)
        val place = Uri.parse("content://documents/sheet")
        val out = java.io.ByteArrayOutputStream()
        shadowOf(app.contentResolver).registerOutputStream(place, out)
        shadowOf(activity.get()).receiveResult(asked.intent, android.app.Activity.RESULT_OK, Intent().setData(place))
        finger.waits("it is written") { out.size() > 0 }
        assertContentEquals(live.vault.begun.value!!.recoverySheet.toByteArray(), out.toByteArray())
        assertFalse(app.cacheDir.walk().filter(File::isFile).any { it.readBytes().say("Harbour") })
    }

    @Test
    fun a_reminder_says_when_and_never_of_whom() {
        val soon = java.time.OffsetDateTime.now().plusHours(2)
        fun item(at: String?, overdue: Boolean = false) = TodayItem("contact", "megan", null, at, overdue, "Visit to Megan", null)
        val planned = listOf(item("$soon"), item("$soon"), item("2026-03-02"), item(null))
        val due = listOf(item("2026-03-02T09:00:00Z", overdue = true))
        val today = TodayAnswer("2026-03-02", emptyList(), planned, due, 0u, 0u)
        val moments = today.moments()
        assertEquals(listOf(soon.toInstant().toEpochMilli()), moments)
        live.reminders.replace(moments, live.vault.home.words(Language.ENGLISH))
        val alarm = shadowOf(app.getSystemService(AlarmManager::class.java)).scheduledAlarms.single()
        assertEquals(moments.single(), alarm.triggerAtMs)
        Reminding().onReceive(app, Intent(app, Reminding::class.java))
        val note = shadowOf(app.getSystemService(NotificationManager::class.java)).allNotifications.single()
        assertEquals("Something is planned. Open Kith to see it.", note.extras.getString(android.app.Notification.EXTRA_TEXT))
        assertFalse(note.written().say("Megan"))
        val kept = app.dataDir.walk().filter(File::isFile)
        assertFalse(kept.any { it.readBytes().say("Megan") })
        live.reminders.replace(emptyList(), live.vault.home.words(Language.ENGLISH))
        assertTrue(shadowOf(app.getSystemService(AlarmManager::class.java)).scheduledAlarms.isEmpty())
    }
}
