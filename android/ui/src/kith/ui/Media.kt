/** What the app asks of the machine for photos and recordings. The shell of a machine asks its own camera, microphone and files. */
package kith.ui

import androidx.compose.ui.graphics.ImageBitmap
import kith.companion.Incoming
import kith.companion.Portions

/** What a photo or a recording can be come by. */
public enum class Offer(internal val key: String) {
    CAMERA("app-take-photo"),
    PHOTO("app-choose-photo"),
    MICROPHONE("app-record-sound"),
    SOUND("app-choose-sound"),
}

/** It was not to be had: what is to be said, and what to do next, by their keys. */
public class NotHad(public val says: String, public val next: String) : Exception(says)

/** Camera, microphone, chooser and loudspeaker. Nothing here is asked on the thread that draws. */
public interface Media {
    /** What this machine can be asked for, in the order in which it is offered. */
    public val offers: List<Offer>

    /** Something to be taken in for a draft; nothing where somebody gave up. Throws [NotHad]. */
    public suspend fun take(offer: Offer, draft: String): Incoming?

    /** A photo that was taken for a draft while whoever asked for it was gone. */
    public suspend fun left(draft: String): Incoming? = null

    /** A picture, no side of it longer than [most]: a large one is never unpacked whole. Nothing where it cannot be drawn. */
    public suspend fun picture(of: Portions, most: Int): ImageBitmap?

    /** A small picture. */
    public suspend fun picture(of: ByteArray): ImageBitmap?

    /** Plays a recording to its end, or until whoever asked is gone; whether it could. */
    public suspend fun play(sound: Portions): Boolean
}
