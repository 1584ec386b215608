/** What the microphone hears, as it is heard: the phone writes into a pipe, and the vault reads from it. No phone has run [HeardByPhone] yet. */
package kith.phone

import android.content.Context
import android.media.MediaRecorder
import android.os.Build
import android.os.ParcelFileDescriptor
import java.io.IOException
import java.io.InputStream
import kith.companion.Incoming
import kith.companion.Medium

/** A microphone. */
public interface Recorder {
    /** Begins to listen: what is heard is read from here, until it ends. */
    @Throws(IOException::class)
    public fun begin(): InputStream

    /** Ends, with all of it written. */
    public fun end()
}

/** A recording that goes on. */
internal class Voice(private val recorder: Recorder) : Incoming {
    override val medium = Medium.SOUND
    override val isLive = true
    private val heard = recorder.begin()
    private val began = System.nanoTime()
    private val buffer = ByteArray(PORTION)
    private var isEnded = false

    override val seconds: Int get() = ((System.nanoTime() - began) / SECOND).toInt()

    override fun next(): ByteArray? {
        val count = heard.read(buffer)
        return if (count < 0) null else buffer.copyOf(count)
    }

    @Synchronized
    override fun stop() {
        if (isEnded) return
        isEnded = true
        recorder.end()
    }

    override fun close(isOver: Boolean) {
        stop()
        heard.close()
    }

    private companion object {
        const val PORTION = 64 * 1024
        const val SECOND = 1_000_000_000L
    }
}

/**
 * The phone's own recorder. Each part of this kind of file says by itself how it is to be played: one that breaks off is as long as it
 * came.
 */
internal class HeardByPhone(private val context: Context) : Recorder {
    private var recorder: MediaRecorder? = null
    private var into: ParcelFileDescriptor? = null

    override fun begin(): InputStream {
        val (from, to) = ParcelFileDescriptor.createPipe()
        try {
            begin(to)
        } catch (failed: Exception) {
            from.close()
            end()
            throw failed
        }
        return ParcelFileDescriptor.AutoCloseInputStream(from)
    }

    private fun begin(to: ParcelFileDescriptor) {
        into = to
        recorder = made().apply {
            setAudioSource(MediaRecorder.AudioSource.MIC)
            setOutputFormat(MediaRecorder.OutputFormat.AAC_ADTS)
            setAudioEncoder(MediaRecorder.AudioEncoder.AAC)
            setAudioEncodingBitRate(BITS)
            setAudioSamplingRate(RATE)
            setAudioChannels(1)
            setOutputFile(to.fileDescriptor)
            prepare()
            start()
        }
    }

    @Suppress("DEPRECATION")
    private fun made() = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) MediaRecorder(context) else MediaRecorder()

    override fun end() {
        try {
            recorder?.stop()
        } catch (_: RuntimeException) {
            // It says so where it heard nothing yet.
        }
        recorder?.release()
        recorder = null
        into?.close()
        into = null
    }

    private companion object {
        const val BITS = 64_000
        const val RATE = 44_100
    }
}
