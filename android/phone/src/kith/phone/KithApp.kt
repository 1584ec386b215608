/** What there is one of for as long as the process lives: the phone, the vault and its door. */
package kith.phone

import android.app.Activity
import android.app.Application
import android.os.SystemClock
import java.io.File
import kith.companion.CoreHome
import kith.companion.Language
import kith.companion.OpenVault
import kith.companion.Refused
import kith.companion.moments
import kith.ui.Wishes
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch

/** The app. What a test has to put in the place of the phone's own stands here. */
public open class KithApp : Application() {
    /** Where the vault and its sealed key are: in no backup, and with no other app. */
    internal open val folder: File get() = noBackupFilesDir
    internal open val ciphers: Ciphers get() = Keystore()
    internal open val asking: Asking get() = Prompt(this, { live.vault.home.words(live.language()) }) { live.front }

    internal open fun recorder(): Recorder = HeardByPhone(this)

    /** No larger file is read. */
    internal open val mostBytes: Int get() = MOST_BYTES

    internal open val voices: Voices get() = PhoneVoices(this)

    /** In milliseconds, by a clock that goes on while the phone sleeps, and that nobody sets. */
    internal open fun now(): Long = SystemClock.elapsedRealtime()

    internal open val live: Live by lazy { Live(this) }
}

/** What lives in the process, and is not drawn. */
internal class Live(app: KithApp) {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)
    private val sealed = SealedKey(app.folder.resolve("key.sealed"), app.ciphers, app.asking)
    private val key = HeldKey(sealed)

    /** The activity that is in front. */
    var front: Activity? = null

    val phone = Phone(app, app::recorder, app.voices, app.mostBytes)
    val wishes = Wishes(phone)
    val reminders = Reminders(app, System::currentTimeMillis)
    val vault = OpenVault(CoreHome(app.folder.resolve("vault"), key))
    val door = Door(vault, key, sealed, phone, ::language, app::now, phone::isAsking, scope)

    fun language(): Language = wishes.language ?: Language.ENGLISH

    /** The app was left: it is covered, and what is planned is asked for while the vault is still open. */
    fun leave() {
        door.leave()
        phone.aloud.leave()
        val open = vault.opened.value ?: return
        // Nobody is listened to who cannot see it.
        open.taking.stopLive()
        scope.launch {
            try {
                reminders.replace(open.companion.today().moments(), open.companion.words)
            } catch (_: Refused) {
                // It is asked again the next time.
            }
        }
    }
}
