/** What the window and the package promise, as the phone reads them. */
package kith.phone

import android.content.Intent
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager
import android.net.Uri
import android.view.View
import android.view.WindowManager
import android.view.inputmethod.BaseInputConnection
import android.view.inputmethod.EditorInfo
import androidx.compose.ui.platform.PlatformTextInputMethodRequest
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import org.junit.Test

internal class WindowTest : OnPhone() {
    @Test
    fun nobody_sees_into_the_window_and_nobody_fills_it_in() {
        launch().sees("English")
        val window = activity.get().window
        assertTrue(window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
        assertEquals(View.IMPORTANT_FOR_AUTOFILL_NO_EXCLUDE_DESCENDANTS, window.decorView.importantForAutofill)
        assertEquals(View.IMPORTANT_FOR_CONTENT_CAPTURE_NO_EXCLUDE_DESCENDANTS, window.decorView.importantForContentCapture)
        picture("welcome")
    }

    @Test
    fun the_package_is_in_no_backup_reaches_no_network_and_opens_one_activity_to_others() {
        val flags = PackageManager.GET_PERMISSIONS or PackageManager.GET_ACTIVITIES or PackageManager.GET_PROVIDERS or
            PackageManager.GET_RECEIVERS or PackageManager.GET_SERVICES
        val held = app.packageManager.getPackageInfo(app.packageName, flags)
        val asks = held.requestedPermissions.orEmpty().map { it.removePrefix("android.permission.") }.toSet()
        assertEquals(setOf("POST_NOTIFICATIONS", "USE_BIOMETRIC", "RECEIVE_BOOT_COMPLETED", "RECORD_AUDIO"), asks)
        assertEquals(0, held.applicationInfo!!.flags and ApplicationInfo.FLAG_ALLOW_BACKUP)
        // Robolectric adds activities of its own for tests.
        val ours = held.activities.orEmpty().filter { it.name.startsWith("kith.") }
        assertEquals(listOf("kith.phone.MainActivity"), ours.filter { it.exported }.map { it.name })
        val others = held.providers.orEmpty().toList() + held.receivers.orEmpty() + held.services.orEmpty()
        assertEquals(2, others.size)
        assertFalse(others.any { it.exported })
    }

    @Test
    fun files_of_ours_are_opened_with_it() {
        fun opens(name: String, kind: String?): Boolean {
            val intent = Intent(Intent.ACTION_VIEW).setDataAndType(Uri.parse("content://mail/files/$name"), kind)
            return app.packageManager.queryIntentActivities(intent, 0).any { it.activityInfo.name == "kith.phone.MainActivity" }
        }
        assertTrue(opens("7", "application/octet-stream"))
        assertTrue(opens("monday.kith", "application/x-unknown"))
        assertTrue(opens("bethan.kadm", "text/plain"))
        assertFalse(opens("picture.png", "image/png"))
    }

    @Test
    fun the_keyboard_is_asked_to_learn_nothing() {
        val request = PlatformTextInputMethodRequest { BaseInputConnection(View(app), true) }
        val given = EditorInfo().apply { imeOptions = EditorInfo.IME_ACTION_DONE }
        assertNotNull(UnlearntInput(request).createInputConnection(given))
        assertEquals(EditorInfo.IME_ACTION_DONE or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING, given.imeOptions)
    }
}
