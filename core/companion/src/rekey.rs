//! What opens a vault is changed while it is open: by whoever proves again that they may open it, since a device may lie open in
//! other hands. A key that a new finger ended, or that was forgotten, costs nothing so long as the sheet is there.

use crate::attempts;
use crate::error::KithError;
use crate::kith::{Kith, Unlock};
use crate::session::Session;
use crate::sheet::SheetState;

impl Kith {
    /// From now on `key` opens the vault, a passphrase or a random key, and none of before; its recovery sheet goes on opening it.
    /// Proven by anything that opens it now. A program that ends meanwhile leaves a vault that opens by the one or by the other.
    ///
    /// # Errors
    /// `wrong_key` where it is not proven, `try_later` after too many wrong tries, `no_key` where `key` is empty or a sheet, and as
    /// any write.
    pub fn rekey(&self, proof: &Unlock, key: &Unlock) -> Result<(), KithError> {
        self.with("rekey", |session| {
            session.may_open_by(key)?;
            session.prove(proof)?;
            session.vault.replace_unlock(key, &mut session.rng)?;
            session.opened_by = Some(key.into());
            Ok(())
        })
    }

    /// From now on `key` opens the vault too, in place of an earlier one of its kind.
    ///
    /// # Errors
    /// As [`Kith::rekey`].
    pub fn add_key(&self, proof: &Unlock, key: &Unlock) -> Result<(), KithError> {
        self.with("add key", |session| {
            session.may_open_by(key)?;
            session.prove(proof)?;
            Ok(session.vault.add_unlock(key, &mut session.rng)?)
        })
    }

    /// Makes a new recovery sheet. It waits in the vault until [`Kith::recovery_sheet_kept`]; from then on the one before it opens
    /// nothing.
    ///
    /// # Errors
    /// As [`Kith::rekey`].
    pub fn new_recovery_sheet(&self, proof: &Unlock) -> Result<String, KithError> {
        self.with("new recovery sheet", |session| {
            session.prove(proof)?;
            session.new_sheet()
        })
    }

    /// The recovery sheet that waits to be put away; nothing where none does. Proven, since whoever has it opens the vault.
    ///
    /// # Errors
    /// As [`Kith::rekey`].
    pub fn recovery_sheet(&self, proof: &Unlock) -> Result<Option<String>, KithError> {
        self.with("recovery sheet", |session| {
            session.prove(proof)?;
            session.sheet_again()
        })
    }

    /// Whether a recovery sheet is put away, and when one was last seen to open the vault.
    ///
    /// # Errors
    /// Only where the vault cannot be read.
    pub fn recovery_sheet_state(&self) -> Result<SheetState, KithError> {
        self.with("recovery sheet state", |session| session.sheet_state())
    }

    /// Tries a recovery sheet that somebody has at hand, and keeps in mind that it opened the vault today.
    ///
    /// # Errors
    /// `wrong_key` where it opens this vault not, or is no sheet.
    pub fn check_recovery_sheet(&self, sheet: &Unlock) -> Result<(), KithError> {
        self.with("check recovery sheet", |session| match sheet {
            Unlock::Recovery(_) => session.prove(sheet),
            _ => Err(KithError::Key { code: "wrong_key" }),
        })
    }
}

impl Session {
    /// Whether this may open a vault day by day.
    fn may_open_by(&self, key: &Unlock) -> Result<(), KithError> {
        match key {
            Unlock::Passphrase(text) if !text.is_empty() => Ok(()),
            Unlock::KeyFile(_) => Ok(()),
            _ => Err(KithError::Key { code: "no_key" }),
        }
    }

    /// Whether this opens the vault, tried as where it is opened.
    pub(crate) fn prove(&mut self, proof: &Unlock) -> Result<(), KithError> {
        let opens = || Ok(self.vault.is_opened_by(proof)?);
        match self.incarnation.home() {
            Some(home) => attempts::tried(home, proof, self.now(), opens)?,
            None => opens()?,
        }
        match proof {
            // That it was not noted, on a full disk, is no reason to refuse what opens the vault.
            Unlock::Recovery(_) => self.sheet_proved().or(Ok(())),
            _ => Ok(()),
        }
    }
}
