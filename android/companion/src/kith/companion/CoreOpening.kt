/** The core behind [Opening]. */
package kith.companion

import uniffi.kith.Kith

internal class CoreOpening(private val kith: Kith) : Opening {
    override suspend fun rekey(proof: VaultKey, key: VaultKey): Unit = asked { kith.rekey(proof.key, key.key) }
    override suspend fun addKey(proof: VaultKey, key: VaultKey): Unit = asked { kith.addKey(proof.key, key.key) }
    override suspend fun isSheetWaiting(): Boolean = asked { kith.recoverySheetState().waits }
    override suspend fun sheet(proof: VaultKey): String? = asked { kith.recoverySheet(proof.key) }
    override suspend fun newSheet(proof: VaultKey): String = asked { kith.newRecoverySheet(proof.key) }
    override suspend fun sheetKept(): Unit = asked { kith.recoverySheetKept() }
    override suspend fun check(sheet: VaultKey): Unit = asked { kith.checkRecoverySheet(sheet.key) }
}
