/**
 * Reminders: the phone says when something is planned, and never of whom. The moments are asked for while the vault is open, as
 * nothing may open it unasked; the phone keeps the moments and one sentence.
 */
package kith.phone

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import kith.companion.Words

private const val CHANNEL = "reminders"
private const val NOTE = 1
private const val MOMENTS = "moments"
private const val SENTENCE = "sentence"
private const val HEADING = "heading"

/** What is to be reminded of. */
public class Reminders(private val context: Context, private val now: () -> Long) {
    private val kept = context.getSharedPreferences("reminders", Context.MODE_PRIVATE)

    /** The moments that are still to come. */
    public fun moments(): List<Long> =
        kept.getString(MOMENTS, null).orEmpty().split(' ').mapNotNull(String::toLongOrNull).filter { it > now() }

    /** In the place of all before: at these moments, in the words of this language. */
    public fun replace(moments: List<Long>, words: Words) {
        kept.edit()
            .putString(MOMENTS, moments.joinToString(" "))
            .putString(SENTENCE, words.say("app-reminder"))
            .putString(HEADING, words.say("app-reminders"))
            .apply()
        next()
    }

    /** Asks the phone for the next moment alone. It may be some minutes late, which needs no leave of anybody. */
    public fun next() {
        val alarm = context.getSystemService(AlarmManager::class.java)
        val intent = Intent(context, Reminding::class.java)
        val pending = PendingIntent.getBroadcast(context, 0, intent, PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT)
        val moment = moments().firstOrNull()
        if (moment == null) alarm.cancel(pending) else alarm.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, moment, pending)
    }

    /** Says that something is planned. */
    public fun tell() {
        val notes = context.getSystemService(NotificationManager::class.java)
        val heading = kept.getString(HEADING, null) ?: return
        notes.createNotificationChannel(NotificationChannel(CHANNEL, heading, NotificationManager.IMPORTANCE_DEFAULT))
        val open = PendingIntent.getActivity(context, 0, Intent(context, MainActivity::class.java), PendingIntent.FLAG_IMMUTABLE)
        val note = Notification.Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.note)
            .setContentText(kept.getString(SENTENCE, null))
            .setContentIntent(open)
            .setAutoCancel(true)
            .build()
        notes.notify(NOTE, note)
    }
}

/** The moment has come; or the phone was started again, and has forgotten what it was asked. */
public class Reminding : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val reminders = (context.applicationContext as KithApp).live.reminders
        if (intent.action != Intent.ACTION_BOOT_COMPLETED) reminders.tell()
        reminders.next()
    }
}
