//! What opens a vault, changed at the edge while it is open.

use std::sync::Arc;

use super::{Companion, Failure, Key};
use crate::kith::Kith;
use crate::sheet::SheetState;

#[uniffi::export(name = "Kith")]
impl Companion {
    /// From now on this key opens the vault, and no other key of before; the recovery sheet goes on opening it. Proven by anything
    /// that opens it now, the sheet too. Keep a random key before this is called: it holds once this returns.
    ///
    /// # Errors
    /// `wrong_key`, `try_later`; `no_key` where the new key is empty or a sheet; and as any write.
    pub async fn rekey(&self, proof: Arc<Key>, key: Arc<Key>) -> Result<(), Failure> {
        self.ask(move |kith| kith.rekey(&proof.unlock()?, &key.unlock()?)).await
    }

    /// From now on this key opens the vault too, in place of an earlier one of its kind: a PIN beside a finger.
    ///
    /// # Errors
    /// As [`Companion::rekey`].
    pub async fn add_key(&self, proof: Arc<Key>, key: Arc<Key>) -> Result<(), Failure> {
        self.ask(move |kith| kith.add_key(&proof.unlock()?, &key.unlock()?)).await
    }

    /// Makes a new recovery sheet, and gives it: to be printed, and to be told of by [`Companion::recovery_sheet_kept`]. Until then
    /// the one before it opens the vault too.
    ///
    /// # Errors
    /// As [`Companion::rekey`].
    pub async fn new_recovery_sheet(&self, proof: Arc<Key>) -> Result<String, Failure> {
        self.ask(move |kith| kith.new_recovery_sheet(&proof.unlock()?)).await
    }

    /// The recovery sheet that nobody has put away yet; nothing where there is none. Proven, since whoever has it opens the vault.
    ///
    /// # Errors
    /// As [`Companion::rekey`].
    pub async fn recovery_sheet(&self, proof: Arc<Key>) -> Result<Option<String>, Failure> {
        self.ask(move |kith| kith.recovery_sheet(&proof.unlock()?)).await
    }

    /// The recovery sheet was put away: the vault forgets it, and one before it opens nothing any more.
    ///
    /// # Errors
    /// `no_key` where it was neither made nor shown since the vault was opened, and as any write.
    pub async fn recovery_sheet_kept(&self) -> Result<(), Failure> {
        self.ask(Kith::recovery_sheet_kept).await
    }

    /// Whether a recovery sheet is put away, and when one was last seen to open the vault.
    ///
    /// # Errors
    /// Only where the vault cannot be read.
    pub async fn recovery_sheet_state(&self) -> Result<SheetState, Failure> {
        self.ask(Kith::recovery_sheet_state).await
    }

    /// Tries a recovery sheet that somebody has at hand, and keeps in mind that it opened the vault today.
    ///
    /// # Errors
    /// `wrong_key` where it does not open this vault.
    pub async fn check_recovery_sheet(&self, sheet: Arc<Key>) -> Result<(), Failure> {
        self.ask(move |kith| kith.check_recovery_sheet(&sheet.unlock()?)).await
    }
}
