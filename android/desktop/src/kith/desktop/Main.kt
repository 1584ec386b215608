/**
 * Kith in a window: `Main FOLDER` opens the vault in a folder, or welcomes where there is none; `Main FOLDER --demonstration` the
 * vault that the demonstration left there.
 */
package kith.desktop

import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.application
import androidx.compose.ui.window.rememberWindowState
import java.io.File
import kith.companion.CoreHome
import kith.companion.DemonstrationClock
import kith.companion.Keys
import kith.companion.OpenVault
import kith.companion.VaultKey
import kith.ui.App
import kith.ui.Wishes
import kotlinx.coroutines.runBlocking

/** Sunday evening of the demonstration, on the phone of the worker who looks at what merged. */
private val sunday = DemonstrationClock("2026-03-08T19:00:00+00:00", 2uL)

/** The key of that phone: of a made-up worker, and so made up. */
private object DemonstrationKey : Keys {
    override fun key(): VaultKey = VaultKey.random(ByteArray(32) { 2 })

    override fun keep(key: ByteArray): Unit = error("the demonstration has its key")
}

/** The home of the vault that the demonstration left in a folder. */
public fun demonstration(folder: File): CoreHome = CoreHome(folder.resolve("bethan"), DemonstrationKey, sunday)

public fun main(words: Array<String>) {
    val folder = File(words.firstOrNull() ?: "kith").absoluteFile
    val home = if ("--demonstration" in words) demonstration(folder) else CoreHome(folder.resolve("vault"), KeyFile(folder.resolve("key")))
    val platform = Desktop(folder)
    val vault = OpenVault(home)
    val wishes = Wishes(platform)
    application {
        val leave = {
            runBlocking { vault.shut() }
            exitApplication()
        }
        Window(leave, rememberWindowState(size = DpSize(440.dp, 900.dp)), title = home.words(wishes.language ?: kith.companion.Language.ENGLISH).say("app-name")) {
            App(vault, platform, wishes)
        }
    }
}
