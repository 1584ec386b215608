//! What opens a vault is changed while it is open: the vault's own key stays, and is wrapped anew. The key file is replaced whole,
//! so that a power cut leaves one that opens by what opened it before or by what opens it now; and what was wrapped is opened
//! once, before the file is written and from the disk after it. Nothing that is recorded is touched.

use rand_core::CryptoRng;

use crate::error::{Damage, VaultError};
use crate::key::{KeyFile, Unlock, VaultKey};
use crate::vault::{Vault, read_key_file};

impl Vault {
    /// Lets the organisation's recovery key open the vault too; an earlier one no longer does.
    pub fn add_recovery<R: CryptoRng + ?Sized>(
        &mut self,
        recovery: &[u8; 32],
        rng: &mut R,
    ) -> Result<(), VaultError> {
        self.add_unlock(&Unlock::Recovery(*recovery), rng)
    }

    /// Lets `unlock` open the vault too, in place of an earlier one of its kind: so a passphrase is changed.
    /// Does nothing to a vault in memory, as the rest here.
    pub fn add_unlock<R: CryptoRng + ?Sized>(
        &mut self,
        unlock: &Unlock,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        self.rewrap(unlock, |file, key| file.wrap(unlock, key, rng))
    }

    /// Lets `unlock` open the vault, and no passphrase and no key file of before. Recovery sheets go on opening it.
    pub fn replace_unlock<R: CryptoRng + ?Sized>(
        &mut self,
        unlock: &Unlock,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        self.rewrap(unlock, |file, key| file.wrap_alone(unlock, key, rng))
    }

    /// Lets a new recovery key open the vault beside the one before it, until the new sheet was put away.
    pub fn offer_recovery<R: CryptoRng + ?Sized>(
        &mut self,
        recovery: &[u8; 32],
        rng: &mut R,
    ) -> Result<(), VaultError> {
        let recovery = Unlock::Recovery(*recovery);
        self.rewrap(&recovery, |file, key| file.offer(&recovery, key, rng))
    }

    /// The sheet of this recovery key was put away: the one before it no longer opens the vault.
    pub fn settle_recovery<R: CryptoRng + ?Sized>(
        &mut self,
        recovery: &[u8; 32],
        rng: &mut R,
    ) -> Result<(), VaultError> {
        let recovery = Unlock::Recovery(*recovery);
        self.rewrap(&recovery, |file, key| file.settle(&recovery, key, rng))
    }

    /// Changes the wraps of the key, where `opens` opens the vault then.
    fn rewrap(
        &mut self,
        opens: &Unlock,
        change: impl FnOnce(&mut KeyFile, &VaultKey) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let Some(place) = &mut self.place else {
            return Ok(());
        };
        let mut next = place.key_file.clone();
        change(&mut next, &place.key)?;
        let bytes = next.to_bytes();
        if KeyFile::from_bytes(&bytes)?.open(opens)? != place.key {
            return Err(VaultError::WrongKey);
        }
        let written = place.home.write_key(&bytes);
        // Also where it could not be synced, what lies there now is what the next change begins with.
        let held = read_key_file(&place.home)?;
        let proven = held.open(opens);
        place.key_file = held;
        written?;
        if proven? == place.key { Ok(()) } else { Err(VaultError::damaged(Damage::KeyFile)) }
    }
}
