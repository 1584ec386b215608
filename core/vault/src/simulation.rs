//! A vault in memory for the simulator: copied in an instant, and cut off in the middle of a command. Built only with the
//! feature `simulation`; no program has it. It is no other storage: engine, schema and queries are those of every vault,
//! and only the disk and the cipher are missing, which `tests/faultfs` is about.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::backup::Backup;

use crate::engine;
use crate::error::VaultError;
use crate::vault::Vault;

/// How much the engine does between two looks at whether it is dead, in steps of its own machine.
const STEPS: i32 = 20;

/// When a process is to die, and whether it has.
#[derive(Debug, Clone)]
pub struct Death(Arc<AtomicU64>);

impl Death {
    fn strikes(&self) -> bool {
        let left = self.0.load(Ordering::Relaxed).saturating_sub(1);
        self.0.store(left, Ordering::Relaxed);
        left == 0
    }

    /// Whether it has come: nothing was carried out since.
    #[must_use]
    pub fn has_come(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

impl Vault {
    /// The same vault in memory, from one on disk or in memory.
    pub fn in_memory(&self) -> Result<Self, VaultError> {
        if self.place.is_some() {
            let mut copy = Self::scratch()?;
            self.copy_rows(&mut copy, |_| true)?;
            return Ok(copy);
        }
        let mut connection = engine::open_in_memory()?;
        Backup::new(&self.connection, &mut connection)?.step(-1)?;
        Ok(Self { connection, place: None })
    }

    /// After so much work the process is as good as dead: whatever it asks of the engine fails, a commit too, so that
    /// no code path of it can leave anything behind.
    pub fn dies_after(&mut self, work: u64) -> Result<Death, VaultError> {
        let death = Death(Arc::new(AtomicU64::new(work.max(1))));
        let (working, committing) = (death.clone(), death.clone());
        self.connection.progress_handler(STEPS, Some(move || working.strikes()))?;
        self.connection.commit_hook(Some(move || committing.strikes()))?;
        Ok(death)
    }

    /// The next process opens what the last one left.
    pub fn revive(&mut self) -> Result<(), VaultError> {
        self.connection.progress_handler(0, None::<fn() -> bool>)?;
        self.connection.commit_hook(None::<fn() -> bool>)?;
        Ok(())
    }
}
