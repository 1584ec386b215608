//! A device in memory for the simulator: its clock is set from outside, its process is killed in the middle of a command,
//! its vault is copied and restored. Built only with the feature `simulation`; no program has it. Everything else is the
//! code of every device: it is not a second way to keep a record.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kith_vault::{Death, Read, Unlock, Vault};

use crate::clock::{Clock, Reproducible};
use crate::error::KithError;
use crate::incarnation::{Incarnation, Token};
use crate::kith::{Kith, Opening};
use crate::session::Session;
use crate::strings::Strings;

/// Which life of its files a copy of a vault begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// Files that were copied or restored lie elsewhere: this number stands for the place.
    Another(u64),
    /// The machine was copied whole, with the place of every file: nothing can tell the two apart.
    Same,
}

impl Kith {
    /// The device whose vault lies at `home`, in memory from here on. The vault on disk is left as it is.
    ///
    /// # Errors
    /// As [`Kith::open`].
    pub fn in_memory(home: &Path, unlock: &Unlock, opening: Opening, life: u64) -> Result<Self, KithError> {
        let vault = Vault::open(home, unlock)?.in_memory()?;
        let token = Token::Memory { content: Arc::default(), life };
        begin(vault, token, opening)
    }

    /// The clock from here on.
    pub fn set_clock(&self, now: Reproducible) {
        self.session().clock = Clock::new(Some(now));
    }

    /// Another device with a copy of this one's vault.
    ///
    /// # Errors
    /// As [`Kith::open`].
    pub fn copied(&self, life: Life, opening: Opening) -> Result<Self, KithError> {
        let session = self.session();
        let Token::Memory { content, life: own } = &session.incarnation.token else {
            return Err(KithError::Bug { place: "copy of a vault on disk" });
        };
        let life = match life {
            Life::Another(life) => life,
            Life::Same => *own,
        };
        let content = content.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let token = Token::Memory { content: Arc::new(Mutex::new(content)), life };
        begin(session.vault.in_memory()?, token, opening)
    }

    /// The program was ended and started again: what it held in memory is gone.
    ///
    /// # Errors
    /// As [`Kith::open`].
    pub fn restarted(self, opening: Opening) -> Result<Self, KithError> {
        let mut session = self.session.into_inner().unwrap_or_else(PoisonError::into_inner);
        session.vault.revive()?;
        begin(session.vault, session.incarnation.token, opening)
    }

    /// The process dies once the vault has done so much work.
    ///
    /// # Errors
    /// As any write.
    pub fn dies_after(&self, work: u64) -> Result<Death, KithError> {
        Ok(self.session().vault.dies_after(work)?)
    }

    /// The process lives on: the death that was planned did not come.
    ///
    /// # Errors
    /// As any write.
    pub fn lives_on(&self) -> Result<(), KithError> {
        Ok(self.session().vault.revive()?)
    }

    /// What the vault holds, as it lies there.
    pub fn read<T>(&self, read: impl FnOnce(Read<'_>) -> T) -> T {
        read(self.session().vault.read())
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn begin(vault: Vault, token: Token, opening: Opening) -> Result<Kith, KithError> {
    let strings = Strings::new(opening.language);
    let incarnation = Incarnation::of(token, &vault.read())?;
    // A vault in memory has no folder: what would be looked for beside it is replaced at once.
    let mut session = Session::start(vault, Path::new(""), strings, opening.reproducible)?;
    session.incarnation = incarnation;
    Ok(Kith::of(session))
}
