/** A folder with a vault of the core. Its key is kept by [Keys]: on a phone the keystore, on a desktop a file. */
package kith.companion

import java.io.File
import kith.requireLibrary
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import uniffi.kith.FixedClock
import uniffi.kith.Key
import uniffi.kith.Place
import uniffi.kith.accept
import uniffi.kith.found
import uniffi.kith.open
import uniffi.kith.request
import uniffi.kith.train

/** What opens a vault. It tells nobody what it holds. */
public class VaultKey private constructor(internal val key: Key) {
    public companion object {
        /** 32 random bytes. */
        public fun random(bytes: ByteArray): VaultKey = VaultKey(Key.random(bytes))

        /** What a person types: a PIN or a passphrase. Wrong tries of it are counted by the core. */
        public fun typed(text: String): VaultKey = VaultKey(Key.passphrase(text))

        /** The text of the recovery sheet, as printed or typed. */
        public fun sheet(text: String): VaultKey = VaultKey(Key.sheet(text))
    }
}

/** How somebody proves that they may open a vault: the machine asks in its own way, or they type their PIN or passphrase, or their sheet's key. */
public enum class Proof { MACHINE, TYPED, SHEET }

/** What keeps the key of a vault. */
public interface Keys {
    /** How whoever holds the device proves that they may open the vault. */
    public val proof: Proof get() = Proof.MACHINE

    /** The key, where there is one. */
    public fun key(): VaultKey?

    /** The key, asked for anew of whoever holds the device; nothing where they did not give it. */
    public suspend fun again(): VaultKey? = key()

    /** Keeps a key. */
    public fun keep(key: ByteArray)
}

/** The clock of a demonstration's vault, which no real vault takes. */
public class DemonstrationClock(public val now: String, public val seed: ULong)

/** The home of a vault in [folder]. */
public class CoreHome(
    private val folder: File,
    private val keys: Keys,
    private val clock: DemonstrationClock? = null,
) : Home {
    private val words = Language.entries.associateWith { lazy { CoreWords(it) } }

    init {
        requireLibrary()
    }

    override fun words(language: Language): Words = words.getValue(language).value

    override suspend fun newKey(language: Language): ByteArray = asked { uniffi.kith.newKey(language.core()) }

    override suspend fun locked(): Locked = withContext(Dispatchers.Default) { uniffi.kith.locked(folder.path) }

    override suspend fun standing(): Standing = withContext(Dispatchers.Default) {
        if (keys.key() == null || !folder.isDirectory) return@withContext Standing.NEW
        try {
            open(Language.ENGLISH).shut()
            Standing.READY
        } catch (refused: Refused) {
            when (refused.code) {
                "not_joined" -> Standing.ASKED
                "no_vault" -> Standing.NEW
                else -> Standing.READY
            }
        }
    }

    override suspend fun found(language: Language, organisation: String, name: String): Begun = asked {
        val founding = found(place(language), organisation, name)
        Begun(CoreCompanion(founding.kith, words(language)), founding.founded.recoverySheet)
    }

    override suspend fun ask(language: Language, name: String): Asked = asked {
        val requested = request(place(language), name)
        Asked(requested.file, requested.fingerprint)
    }

    override suspend fun join(language: Language, answer: ByteArray): Begun = asked {
        val joining = accept(place(language), answer)
        Begun(CoreCompanion(joining.kith, words(language)), joining.joined.recoverySheet, joining.joined.organisationFingerprint)
    }

    override suspend fun sheetWaits(language: Language): Begun? = asked {
        val place = place(language)
        val kith = open(place)
        val companion = CoreCompanion(kith, words(language))
        val sheet = kith.recoverySheet(place.key)
        if (sheet == null) companion.shut()
        sheet?.let { Begun(companion, it) }
    }

    override suspend fun open(language: Language): Companion = asked {
        CoreCompanion(open(place(language)), words(language))
    }

    private val practice = folder.resolveSibling(folder.name + "-practice")

    /** It is kept nowhere. */
    @Volatile private var practiceKey: VaultKey? = null

    private fun newPracticeKey(): VaultKey {
        // What an earlier process left of it opens to nobody.
        practice.deleteRecursively()
        return VaultKey.random(uniffi.kith.newKey(uniffi.kith.Language.ENGLISH)).also { practiceKey = it }
    }

    override suspend fun endTraining(): Unit = withContext(Dispatchers.Default) {
        practiceKey = null
        practice.deleteRecursively()
    }

    override suspend fun train(language: Language): Companion = asked {
        val key = practiceKey ?: newPracticeKey()
        CoreCompanion(train(Place(practice.path, key.key, language.core(), null)), words(language))
    }

    override val proof: Proof get() = keys.proof

    override suspend fun prove(typed: String): VaultKey? = when (proof) {
        Proof.MACHINE -> keys.again()
        Proof.TYPED -> withContext(Dispatchers.Default) { VaultKey.typed(typed) }
        Proof.SHEET -> withContext(Dispatchers.Default) { VaultKey.sheet(typed) }
    }

    override suspend fun endTogether(companion: Companion, typed: String): Boolean {
        val core = companion as CoreCompanion
        val key = (if (core.isTraining()) practiceKey else prove(typed)) ?: return false
        core.endTogether(key.key)
        return true
    }

    private fun place(language: Language): Place {
        val key = keys.key() ?: VaultKey.random(uniffi.kith.newKey(language.core()).also(keys::keep))
        return Place(folder.path, key.key, language.core(), clock?.let { FixedClock(it.now, it.seed) })
    }
}
