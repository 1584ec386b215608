/** The keystore of a real phone, and its own way to ask for a finger or a face. No phone has run this yet. */
package kith.phone

import android.app.Activity
import android.content.Context
import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricManager.Authenticators.BIOMETRIC_STRONG
import android.hardware.biometrics.BiometricPrompt
import android.os.CancellationSignal
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import kith.companion.Words
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext

private const val PROVIDER = "AndroidKeyStore"
private const val ALIAS = "kith.vault"
private const val KEY_BITS = 256
private const val TAG_BITS = 128

/**
 * What the key may be used for: once for each time that a finger or a face was shown, while the phone is unlocked, and never
 * again once a finger or a face was added. The phone's own code does not open it: whoever knows that code would read the record,
 * and a key that it opens outlasts new fingers.
 */
internal fun vaultKeySpec(): KeyGenParameterSpec =
    KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
        .setKeySize(KEY_BITS)
        .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
        .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
        .setUserAuthenticationRequired(true)
        .setUserAuthenticationParameters(0, KeyProperties.AUTH_BIOMETRIC_STRONG)
        .setInvalidatedByBiometricEnrollment(true)
        .setUnlockedDeviceRequired(true)
        .build()

/** AES-GCM in the phone's keystore. */
internal class Keystore : Ciphers {
    override fun sealing(): Cipher {
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER)
        generator.init(vaultKeySpec())
        return cipher().apply { init(Cipher.ENCRYPT_MODE, generator.generateKey()) }
    }

    override fun opening(beginning: ByteArray): Cipher? {
        val key = KeyStore.getInstance(PROVIDER).apply { load(null) }.getKey(ALIAS, null) as? SecretKey ?: return null
        return cipher().apply { init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, beginning)) }
    }

    private fun cipher() = Cipher.getInstance("AES/GCM/NoPadding")
}

/** The phone's own prompt, over the activity that is in front. */
internal class Prompt(private val context: Context, private val words: () -> Words, private val front: () -> Activity?) : Asking {
    override fun knowsAnybody(): Boolean =
        context.getSystemService(BiometricManager::class.java)?.canAuthenticate(BIOMETRIC_STRONG) == BiometricManager.BIOMETRIC_SUCCESS

    /** Whoever asks may do so from any thread; what is drawn is drawn by one. */
    override suspend fun ask(cipher: Cipher): Cipher = withContext(Dispatchers.Main.immediate) {
        val activity = front() ?: throw NotLetIn(Refusal.GIVEN_UP)
        suspendCancellableCoroutine { waiting ->
            val given = CancellationSignal()
            waiting.invokeOnCancellation { given.cancel() }
            val prompt = BiometricPrompt.Builder(activity)
                .setTitle(words().say("app-unlock-reason"))
                .setAllowedAuthenticators(BIOMETRIC_STRONG)
                .setNegativeButton(words().say("app-not-now"), activity.mainExecutor) { _, _ ->
                    if (waiting.isActive) waiting.resumeWithException(NotLetIn(Refusal.GIVEN_UP))
                }
                .build()
            prompt.authenticate(BiometricPrompt.CryptoObject(cipher), given, activity.mainExecutor, object : BiometricPrompt.AuthenticationCallback() {
                override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) {
                    if (waiting.isActive) waiting.resume(cipher)
                }

                override fun onAuthenticationError(code: Int, says: CharSequence?) {
                    if (waiting.isActive) waiting.resumeWithException(NotLetIn(refusal(code)))
                }
            })
        }
    }
}

/** What an error of the prompt means. */
internal fun refusal(code: Int): Refusal = when (code) {
    BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT, BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT_PERMANENT -> Refusal.LOCKED_OUT
    BiometricPrompt.BIOMETRIC_ERROR_HW_NOT_PRESENT,
    BiometricPrompt.BIOMETRIC_ERROR_HW_UNAVAILABLE,
    BiometricPrompt.BIOMETRIC_ERROR_NO_BIOMETRICS,
    BiometricPrompt.BIOMETRIC_ERROR_NO_DEVICE_CREDENTIAL -> Refusal.NOT_THERE
    else -> Refusal.GIVEN_UP
}
