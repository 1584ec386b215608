/** The one activity: a window that nobody else sees into, and in it the app. */
package kith.phone

import android.Manifest
import android.app.LocaleManager
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.os.LocaleList
import android.view.View
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.SystemBarStyle
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.lifecycle.lifecycleScope
import kith.companion.Language
import kith.ui.tokens.Look
import kotlinx.coroutines.launch

/** What a file of ours is to whoever does not know it. */
private const val ANY = "application/octet-stream"

/** Whether somebody was asked for leave to remind them. */
private const val ASKED = "reminders-asked"

public class MainActivity : ComponentActivity(), Hands {
    private val live get() = (application as KithApp).live
    private val picking = registerForActivityResult(ActivityResultContracts.OpenDocument()) { tell(it, toRead = true) }
    private val pickingFolder = registerForActivityResult(ActivityResultContracts.OpenDocumentTree()) { tell(it, toRead = false) }
    private val saving = registerForActivityResult(ActivityResultContracts.CreateDocument("text/plain")) { tell(it, toRead = false) }
    private val capturing = registerForActivityResult(ActivityResultContracts.TakePicture()) { live.phone.media.captured(it) }
    private val listening = registerForActivityResult(ActivityResultContracts.RequestPermission()) { live.phone.media.allowed(it) }
    private val allowing = registerForActivityResult(ActivityResultContracts.RequestPermission()) {}

    override fun onCreate(savedInstanceState: Bundle?) {
        hide()
        super.onCreate(savedInstanceState)
        live.phone.hands = this
        spoken()?.let { if (it.tag() != live.wishes.language?.tag()) live.wishes.speak(it) }
        // What was opened before the activity was made anew was taken in by the one before.
        if (savedInstanceState == null) take(intent)
        setContent { Root(live, ::dress) }
    }

    /** No picture of the window is taken, by whomever; and what is typed is shown to nobody who fills in forms. */
    private fun hide() {
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) setRecentsScreenshotEnabled(false)
        window.decorView.run {
            importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_NO_EXCLUDE_DESCENDANTS
            importantForContentCapture = View.IMPORTANT_FOR_CONTENT_CAPTURE_NO_EXCLUDE_DESCENDANTS
            filterTouchesWhenObscured = true
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        take(intent)
    }

    override fun onResume() {
        super.onResume()
        live.front = this
        lifecycleScope.launch {
            live.door.enter()
            askToRemind()
        }
    }

    override fun onPause() {
        if (live.front === this) live.front = null
        live.leave()
        super.onPause()
    }

    override fun onDestroy() {
        if (live.phone.hands === this) live.phone.hands = null
        super.onDestroy()
    }

    /** A file that was opened with the app. It is read at once, while this activity may. */
    private fun take(intent: Intent?) {
        val file = intent?.data?.takeIf { intent.action == Intent.ACTION_VIEW } ?: return
        lifecycleScope.launch { live.phone.arrives(file) }
    }

    private fun tell(file: Uri?, toRead: Boolean) {
        lifecycleScope.launch { live.phone.picked(file, toRead) }
    }

    override fun share(file: Uri, name: String) {
        val send = Intent(Intent.ACTION_SEND)
            .setType(ANY)
            .putExtra(Intent.EXTRA_STREAM, file)
            .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        send.clipData = android.content.ClipData.newRawUri(null, file)
        startActivity(Intent.createChooser(send, null))
    }

    override fun save(name: String): Unit = saving.launch(name)

    override fun pick(kind: String): Unit = picking.launch(arrayOf(kind))

    override fun pickFolder(): Unit = pickingFolder.launch(null)

    override fun capture(into: Uri): Unit = capturing.launch(into)

    override fun may(what: String): Boolean = checkSelfPermission(what) == PackageManager.PERMISSION_GRANTED

    override fun ask(what: String): Unit = listening.launch(what)

    /** Asks once for leave to remind, and only when there is something to be reminded of. */
    private fun askToRemind() {
        val needs = Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU &&
            checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS) != PackageManager.PERMISSION_GRANTED
        if (!needs || live.door.stand.value != Stand.Open || live.reminders.moments().isEmpty() || live.phone.kept(ASKED) != null) return
        live.phone.keep(ASKED, "yes")
        allowing.launch(Manifest.permission.POST_NOTIFICATIONS)
    }

    /** The bars of the phone, as the look has them; and the phone's own setting of the language, as it was chosen here. */
    private fun dress(look: Look, language: Language?) {
        val bars = if (look == Look.DARK) SystemBarStyle.dark(0) else SystemBarStyle.light(0, 0)
        enableEdgeToEdge(bars, bars)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU && language != null && language.tag() != spoken()?.tag()) {
            getSystemService(LocaleManager::class.java).applicationLocales = LocaleList.forLanguageTags(language.tag())
        }
    }

    /** The language that was chosen for the app in the phone's settings. */
    private fun spoken(): Language? {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return null
        val chosen = getSystemService(LocaleManager::class.java).applicationLocales
        return if (chosen.isEmpty) null else Language.entries.firstOrNull { it.tag() == chosen[0].language }
    }
}

internal fun Language.tag(): String = when (this) {
    // Phones have no easy read among their languages: it is chosen in the app.
    Language.ENGLISH, Language.EASY_READ -> "en"
    Language.WELSH -> "cy"
}
