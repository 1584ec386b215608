/** The desktop as the app's machine: its files, its typeface, and a key beside the vault. For demonstrations and tests. */
package kith.desktop

import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import java.awt.FileDialog
import java.awt.Frame
import java.io.File
import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions
import java.util.Properties
import kith.companion.Keys
import kith.companion.VaultKey
import kith.ui.OwnSymbols
import kith.ui.Platform
import kith.ui.Symbols
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** Atkinson Hyperlegible Next, as scripts/fonts made it. */
internal val hyperlegible = FontFamily(
    listOf(400 to FontWeight.Normal, 600 to FontWeight.SemiBold, 700 to FontWeight.Bold).map { (file, weight) -> Font("fonts/$file.ttf", weight) },
)

/** A desktop, keeping what is small in a folder. */
public class Desktop(private val folder: File) : Platform {
    private val file = folder.resolve("wishes.properties")
    private val wishes = Properties().apply { if (file.exists()) file.inputStream().use(::load) }

    override val family: FontFamily = hyperlegible

    override fun kept(name: String): String? = wishes.getProperty(name)

    override fun keep(name: String, value: String) {
        wishes.setProperty(name, value)
        folder.mkdirs()
        file.outputStream().use { wishes.store(it, null) }
    }

    override val symbols: Symbols = BuiltIn

    /** A folder `symbols` beside the vault. */
    override val ownSymbols: OwnSymbols = SymbolFolder(folder.resolve("symbols"))

    override val media = DesktopMedia { dialog(FileDialog.LOAD, null) }

    override suspend fun handOver(name: String, bytes: ByteArray): Boolean = withContext(Dispatchers.IO) {
        val chosen = dialog(FileDialog.SAVE, name) ?: return@withContext false
        chosen.writeBytes(bytes)
        true
    }

    override suspend fun choose(): ByteArray? = withContext(Dispatchers.IO) { dialog(FileDialog.LOAD, null)?.readBytes() }

    private fun dialog(mode: Int, name: String?): File? {
        val dialog = FileDialog(null as Frame?, "", mode)
        dialog.file = name
        dialog.isVisible = true
        return dialog.file?.let { File(dialog.directory, it) }
    }
}

/** A key in a file that only its owner reads. */
public class KeyFile(private val file: File) : Keys {
    override fun key(): VaultKey? = file.takeIf { it.exists() }?.let { VaultKey.random(it.readBytes()) }

    override fun keep(key: ByteArray) {
        file.parentFile.mkdirs()
        val own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        Files.createFile(file.toPath(), own)
        file.writeBytes(key)
    }
}
