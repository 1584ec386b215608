/** A vault that opens while the screen that asked for it goes: it is open or shut, and never held by nobody. */
package kith.desktop

import kith.companion.Begun
import kith.companion.Companion
import kith.companion.CoreHome
import kith.companion.Home
import kith.companion.Language
import kith.companion.OpenVault
import kith.companion.Standing
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Rule
import org.junit.rules.TemporaryFolder

class OpenVaultTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun home(): Home = CoreHome(folder.root.resolve("vault"), KeyFile(folder.root.resolve("key")))

    /** A home whose vault is open in the core a while before whoever asked has it. */
    private class Slow(private val home: Home) : Home by home {
        val isOpen = CompletableDeferred<Unit>()
        val mayGoOn = CompletableDeferred<Unit>()

        private suspend fun <T> T.slowly(): T = also {
            isOpen.complete(Unit)
            mayGoOn.join()
        }

        override suspend fun open(language: Language): Companion = home.open(language).slowly()

        override suspend fun found(language: Language, organisation: String, name: String): Begun =
            home.found(language, organisation, name).slowly()
    }

    /** Somebody asks for something that opens a vault, and is gone as soon as it is open. */
    private fun askedAndGone(ask: suspend OpenVault.() -> Unit): OpenVault = runBlocking {
        val slow = Slow(home())
        val vault = OpenVault(slow)
        val asked = launch(Dispatchers.Default) { vault.ask() }
        slow.isOpen.await()
        asked.cancel()
        // Another screen asks meanwhile, as the entrance does once a language is chosen.
        val other = launch(Dispatchers.Default) { assertEquals(Standing.READY, vault.standing()) }
        slow.mayGoOn.complete(Unit)
        joinAll(asked, other)
        vault
    }

    private suspend fun OpenVault.putAway() {
        val begun = assertNotNull(begun.value)
        begun.companion.opening.sheetKept()
        take(begun.companion, Language.ENGLISH)
        shut()
    }

    @Test
    fun whoever_asks_for_a_vault_and_goes_leaves_none_that_is_held_by_nobody() = runBlocking {
        OpenVault(home()).run {
            found(Language.ENGLISH, "Harbour", "Aled")
            putAway()
        }
        val vault = askedAndGone { open(Language.ENGLISH) }
        vault.open(Language.ENGLISH)
        assertEquals(Language.ENGLISH, vault.opened.value?.language)
        vault.shut()
    }

    @Test
    fun whoever_makes_a_vault_and_goes_finds_its_sheet_again() = runBlocking {
        askedAndGone { found(Language.ENGLISH, "Harbour", "Aled") }.putAway()
    }
}
