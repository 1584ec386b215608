/** The door: what opens the vault, what does not, and that nothing is lost for it. */
package kith.phone

import android.hardware.biometrics.BiometricPrompt
import android.security.keystore.KeyProperties
import java.io.File
import java.time.Duration
import kith.companion.Answers
import kith.companion.Companion
import kith.companion.CoreHome
import kith.companion.Form
import kith.companion.Home
import kith.companion.Language
import kith.companion.OpenVault
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.robolectric.Shadows.shadowOf

/** What stands above the choice of what opens from now on. */
private const val RENEW = "Choose what opens Kith from now on."

internal class DoorTest : OnPhone() {
    private val draft = Form("", "record_visit", emptyList(), "record_visit/half", "")

    /** A vault with something in it that was not sent, a draft, and its sheet. */
    private fun Finger.begun(open: Finger.() -> Unit): String {
        foundToSheet(open)
        val sheet = live.vault.begun.value!!.recoverySheet
        tap("I have put it away safely")
        sees("People")
        runBlocking {
            companion().submit(Form("", "add_individual", emptyList(), "office", ""), Answers.read("""{"name":"Megan","languages":["en"]}""")!!)
            companion().saveDraft(draft, Answers.NONE.with("line", "We made te"))
        }
        return sheet
    }

    private fun lock() {
        runBlocking { live.door.lock() }
        rule.waitForIdle()
    }

    private fun Finger.settings() {
        tap("Today")
        tap("Settings")
    }

    private fun Finger.newPin(pin: String) {
        type("Your PIN", pin)
        type("Your PIN once more", pin)
        tap("Next")
    }

    /** All that lies in the app's folder, by its name. */
    private fun files(): Map<String, ByteArray> =
        app.folder.walk().filter(File::isFile).associate { it.relativeTo(app.folder).path to it.readBytes() }

    private fun allIsThere() = runBlocking {
        assertTrue(companion().pending().unproved > 0u)
        assertEquals("We made te", companion().draft(draft)?.text("line"))
        assertEquals(listOf("Megan"), companion().caseload().map { it.name })
    }

    /** The number is that of tests/tests/incidents. */
    @Test
    fun incident_15_a_finger_that_was_added_ends_the_key_costs_nothing_and_opens_the_next_time_by_itself() {
        val finger = launch()
        val sheet = finger.begun { tap("My fingerprint or face") }
        lock()
        val before = files()
        app.device.changed = true
        finger.tap("Open Kith")
        finger.sees("The fingers or faces on this phone have changed.")
        finger.sees("Nothing was lost. Your recovery sheet opens Kith.")
        picture("key-changed")
        val after = files()
        assertEquals(before.keys, after.keys)
        before.forEach { (name, bytes) -> assertContentEquals(bytes, after.getValue(name), name) }
        assertTrue("key.sealed" in before && "vault/vault.key" in before, "${before.keys}")
        finger.type("The key on your sheet", "not a sheet")
        finger.tap("Open Kith")
        finger.sees("This key does not open the vault.")
        finger.type("The key on your sheet", sheet)
        finger.tap("Open Kith")
        finger.sees(RENEW)
        picture("key-renew")
        allIsThere()
        app.device.refusal = Refusal.GIVEN_UP
        finger.tap("My fingerprint or face")
        finger.sees(RENEW)
        app.device.refusal = null
        finger.tap("My fingerprint or face")
        finger.sees("People")
        allIsThere()
        dies()
        launch()
        finger.tap("Open Kith")
        finger.sees("People")
        allIsThere()
    }

    @Test
    fun incident_15_a_pin_beside_the_finger_opens_where_the_finger_does_not() {
        val finger = launch()
        finger.begun { tap("My fingerprint or face") }
        finger.settings()
        finger.tap("Change what opens Kith")
        finger.tap("A PIN as well")
        finger.newPin("246810")
        finger.sees("A key that this device keeps")
        lock()
        app.device.changed = true
        finger.tap("Open Kith")
        finger.sees("Nothing was lost. Your PIN opens Kith.")
        finger.type("Your PIN", "246810")
        finger.tap("Open Kith")
        finger.sees(RENEW)
        finger.tap("My fingerprint or face")
        finger.sees("Settings")
        lock()
        finger.tap("Open Kith")
        finger.sees("Settings")
        allIsThere()
        lock()
        finger.tap("Use my PIN")
        finger.type("Your PIN", "246810")
        finger.tap("Open Kith")
        finger.sees("Settings")
        allIsThere()
    }

    @Test
    fun the_app_ends_after_a_finger_was_sealed_and_before_it_opens_anything_and_the_pin_still_opens() {
        val finger = launch()
        finger.begun { pin("246810") }
        runBlocking { SealedKey(app.folder.resolve("key.sealed"), app.device, app.device).make(ByteArray(32) { 7 }) }
        dies()
        launch()
        finger.tap("Open Kith")
        finger.sees("This key does not open the vault.")
        finger.type("Your PIN", "246810")
        finger.tap("Open Kith")
        finger.sees(RENEW)
        allIsThere()
    }

    @Test
    fun a_pin_is_changed_by_who_knows_it_and_the_one_before_opens_nothing() {
        val finger = launch()
        val sheet = finger.begun { pin("246810") }
        finger.settings()
        finger.tap("Change what opens Kith")
        finger.type("PIN or passphrase", "111111")
        finger.tap("A PIN of my own")
        finger.newPin("135790")
        finger.sees("This key does not open the vault.")
        finger.type("PIN or passphrase", "246810")
        finger.tap("A PIN of my own")
        finger.newPin("135790")
        finger.sees("A PIN or passphrase that you type")
        lock()
        finger.type("Your PIN", "246810")
        finger.tap("Open Kith")
        finger.sees("This is not the right PIN.")
        finger.tap("Use my recovery sheet")
        finger.type("The key on your sheet", sheet)
        finger.tap("Open Kith")
        finger.tap("A PIN of my own")
        finger.newPin("975310")
        finger.sees("Settings")
        lock()
        finger.type("Your PIN", "975310")
        finger.tap("Open Kith")
        finger.sees("Settings")
        allIsThere()
    }

    @Test
    fun a_new_sheet_is_made_for_a_finger_and_takes_the_place_of_the_old_one_once_it_is_put_away() {
        val finger = launch()
        val old = finger.begun { tap("My fingerprint or face") }
        finger.settings()
        finger.tap("Make a new sheet")
        app.device.refusal = Refusal.GIVEN_UP
        finger.tap("Make a new sheet")
        assertTrue("I have put it away safely" !in finger.read())
        app.device.refusal = Refusal.LOCKED_OUT
        finger.tap("Make a new sheet")
        finger.sees("There were too many wrong tries.")
        app.device.refusal = null
        finger.tap("Make a new sheet")
        finger.sees("I have put it away safely")
        val new = finger.read().first { "\n" in it }
        // Turned while it is on the glass: it waits, and no other is made.
        turn()
        finger.tap("Make a new sheet")
        finger.sees("I have put it away safely")
        assertEquals(new, finger.read().first { "\n" in it })
        finger.tap("I have put it away safely")
        finger.tap("Try my sheet")
        finger.type("The key on your sheet", old)
        finger.tap("Try my sheet")
        finger.sees("This key does not open the vault.")
        runBlocking { companion().opening.check(kith.companion.VaultKey.sheet(new)) }
    }

    @Test
    fun a_keystore_that_fails_and_a_person_who_is_not_let_in_may_try_again() {
        val finger = launch()
        finger.begun { tap("My fingerprint or face") }
        lock()
        app.device.fails = true
        finger.tap("Open Kith")
        finger.sees("This phone did not give its key.")
        app.device.fails = false
        app.device.refusal = Refusal.LOCKED_OUT
        finger.tap("Open Kith")
        finger.sees("There were too many wrong tries.")
        app.device.refusal = Refusal.GIVEN_UP
        finger.tap("Open Kith")
        finger.sits("nothing is said of it") { (live.door.stand.value as? Stand.Locked)?.let { it.trouble == null } == true }
        app.device.refusal = null
        finger.tap("Open Kith")
        finger.sees("People")
        allIsThere()
    }

    @Test
    fun a_pin_that_is_wrong_five_times_waits_and_says_for_how_long() {
        val finger = launch()
        val sheet = finger.begun {
            tap("A PIN of my own")
            type("Your PIN", "24")
            tap("Next")
            sees("Use six digits or more.")
            type("Your PIN", "6810")
            type("Your PIN once more", "246811")
            tap("Next")
            sees("The two are not the same.")
            tap("Back")
            pin("246810")
        }
        lock()
        for (left in listOf("4 more tries", "3 more tries", "2 more tries", "One more try")) {
            finger.type("Your PIN", "111111")
            finger.tap("Open Kith")
            finger.sees("This is not the right PIN.")
            finger.sees(left)
        }
        finger.type("Your PIN", "111111")
        finger.tap("Open Kith")
        finger.sees("seconds.")
        picture("wait")
        finger.type("Your PIN", "246810")
        finger.tap("Open Kith")
        finger.sees("There were too many wrong tries.")
        finger.tap("Use my recovery sheet")
        finger.tap("Back")
        finger.tap("Use my recovery sheet")
        finger.type("The key on your sheet", sheet)
        finger.tap("Open Kith")
        finger.sees(RENEW)
        finger.tap("Not now")
        finger.sees("People")
        allIsThere()
    }

    @Test
    fun a_recovery_sheet_that_nobody_put_away_is_shown_again() {
        val finger = launch()
        finger.foundToSheet()
        finger.sees("Your recovery sheet")
        val sheet = live.vault.begun.value!!.recoverySheet
        turn()
        finger.sees("I have put it away safely")
        val saved = dies()
        launch(saved = saved)
        finger.tap("Open Kith")
        finger.sees("I have put it away safely")
        assertEquals(sheet, live.vault.begun.value!!.recoverySheet)
        finger.tap("I have put it away safely")
        finger.sees("People")
        lock()
        finger.tap("Open Kith")
        finger.sees("People")
    }

    @Test
    fun a_recovery_sheet_on_the_glass_of_a_phone_that_is_left_is_locked_and_shown_again() {
        val finger = launch()
        finger.foundToSheet()
        val sheet = live.vault.begun.value!!.recoverySheet
        leave()
        app.clock += 59_000
        comeBack()
        finger.sees("I have put it away safely")
        leave()
        shadowOf(app.mainLooper).idleFor(Duration.ofSeconds(61))
        finger.waits("it locks by itself") { live.vault.begun.value == null }
        assertIs<Stand.Locked>(live.door.stand.value)
        comeBack()
        finger.sees("Kith is locked")
        finger.tap("Open Kith")
        finger.sees("I have put it away safely")
        assertEquals(sheet, live.vault.begun.value!!.recoverySheet)
        finger.tap("I have put it away safely")
        finger.sees("People")
    }

    /** A door like the app's own, whose vault opens when it may. */
    private class SlowDoor(app: TestApp, remembered: Remembered) {
        val isOpening = CompletableDeferred<Unit>()
        val mayOpen = CompletableDeferred<Unit>()
        private val sealed = SealedKey(app.folder.resolve("key.sealed"), app.device, app.device)
        private val key = HeldKey(sealed)
        private val core = CoreHome(app.folder.resolve("vault"), key)
        private val home = object : Home by core {
            override suspend fun open(language: Language): Companion {
                isOpening.complete(Unit)
                mayOpen.await()
                return core.open(language)
            }
        }
        val vault = OpenVault(home)
        val door = Door(vault, key, sealed, remembered, { Language.ENGLISH }, app::now, { false }, CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate))
    }

    /** Waits for a door, which stands on the main thread: where nothing is drawn, nobody else lets that go on. */
    private fun Finger.sits(what: String, holds: () -> Boolean) = waits(what) {
        shadowOf(app.mainLooper).idle()
        holds()
    }

    @Test
    fun a_vault_that_opens_after_the_app_was_left_locks_as_one_that_was_open_before() {
        val finger = launch()
        finger.begun { tap("My fingerprint or face") }
        lock()
        val slow = SlowDoor(app, live.phone)
        val door = slow.door
        finger.sits("the door stands") { door.stand.value is Stand.Locked }
        door.openByFinger()
        finger.sits("it opens") { slow.isOpening.isCompleted }
        door.leave()
        // It is in front again before it is open, and soon after.
        runBlocking { door.enter() }
        door.leave()
        slow.mayOpen.complete(Unit)
        finger.sits("it is open") { door.stand.value == Stand.Open }
        app.clock += 30_000
        runBlocking { door.enter() }
        assertEquals(Stand.Open, door.stand.value)
        door.leave()
        shadowOf(app.mainLooper).idleFor(Duration.ofSeconds(61))
        finger.sits("it locks") { slow.vault.opened.value == null }
    }

    @Test
    fun a_vault_that_opens_while_nobody_is_there_locks_by_itself() {
        val finger = launch()
        finger.begun { tap("My fingerprint or face") }
        lock()
        val slow = SlowDoor(app, live.phone)
        val door = slow.door
        finger.sits("the door stands") { door.stand.value is Stand.Locked }
        door.openByFinger()
        finger.sits("it opens") { slow.isOpening.isCompleted }
        door.leave()
        // The time that it is left open is over before it is.
        app.clock += 61_000
        shadowOf(app.mainLooper).idleFor(Duration.ofSeconds(61))
        slow.mayOpen.complete(Unit)
        finger.sits("it opens and locks") { door.stand.value is Stand.Locked && slow.vault.opened.value == null }
    }

    @Test
    fun whoever_joins_chooses_what_opens_and_waits_for_the_answer_after_the_process_ended() {
        val finger = launch()
        finger.tap("English")
        finger.tap("Join an organisation")
        finger.sees("My fingerprint or face")
        finger.tap("A PIN of my own")
        finger.type("Your PIN", "246810")
        finger.type("Your PIN once more", "246810")
        finger.tap("Next")
        finger.type("Your name", "Bethan")
        finger.tap("Make my request")
        finger.sees("Hand over your request")
        dies()
        launch()
        finger.type("Your PIN", "246810")
        finger.tap("Open Kith")
        finger.tap("Open the file I got back")
        assertIs<Stand.NoVault>(live.door.stand.value)
    }

    @Test
    fun the_key_is_for_one_finger_at_a_time_and_ends_when_one_is_added() {
        val spec = vaultKeySpec()
        assertTrue(spec.isUserAuthenticationRequired && spec.isInvalidatedByBiometricEnrollment && spec.isUnlockedDeviceRequired)
        assertEquals(KeyProperties.AUTH_BIOMETRIC_STRONG, spec.userAuthenticationType)
        assertEquals(0, spec.userAuthenticationValidityDurationSeconds)
        assertEquals(256, spec.keySize)
        assertContentEquals(arrayOf(KeyProperties.BLOCK_MODE_GCM), spec.blockModes)
        assertTrue(spec.isRandomizedEncryptionRequired)
        assertEquals(Refusal.LOCKED_OUT, refusal(BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT_PERMANENT))
        assertEquals(Refusal.NOT_THERE, refusal(BiometricPrompt.BIOMETRIC_ERROR_NO_BIOMETRICS))
        assertEquals(Refusal.GIVEN_UP, refusal(BiometricPrompt.BIOMETRIC_ERROR_USER_CANCELED))
    }
}
