//! Time and randomness, the two things the core is given from outside. In a test vault both may be fixed, so that a
//! run can be repeated to the byte; a real vault refuses that.

use chrono::{Local, SubsecRound, TimeDelta};
use kith_domain::time::Timestamp;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng, TryRng};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::KithError;

/// How far the clocks of phones differ: what one tells is to come only where it is further ahead, and one that is further
/// behind is not trusted to say that a rule has ended.
pub(crate) const CLOCKS_APART: TimeDelta = TimeDelta::minutes(10);

/// A fixed clock and seed, for tests only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reproducible {
    /// What the clock says, whenever it is asked.
    pub now: Timestamp,
    /// Where the randomness starts.
    pub seed: u64,
}

/// Where a session reads the time: the device, or a fixed moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock(Option<Timestamp>);

impl Clock {
    pub(crate) fn new(fixed: Option<Reproducible>) -> Self {
        Self(fixed.map(|fixed| fixed.now))
    }

    /// Local time to the second, with its offset.
    pub(crate) fn now(self) -> Timestamp {
        self.0.unwrap_or_else(|| Local::now().fixed_offset()).trunc_subsecs(0)
    }
}

/// Randomness: from the operating system, or from a seed and how much this vault has already written, so that two
/// commands under one seed never make the same id.
pub(crate) fn entropy(fixed: Option<Reproducible>, written: u64) -> Result<ChaCha20Rng, KithError> {
    let mut seed = [0u8; 32];
    match fixed {
        Some(fixed) => {
            let mut hash = Sha256::new();
            hash.update(fixed.seed.to_le_bytes());
            hash.update(written.to_le_bytes());
            hash.update(fixed.now.to_rfc3339());
            seed.copy_from_slice(&hash.finalize());
        }
        None => {
            getrandom::SysRng.try_fill_bytes(&mut seed).map_err(|_| KithError::Bug { place: "entropy" })?
        }
    }
    Ok(ChaCha20Rng::from_seed(seed))
}

/// A new key for a vault's key file, from the operating system.
///
/// # Errors
/// `no_key` where the system has no randomness to give.
pub fn new_key() -> Result<Zeroizing<[u8; 32]>, KithError> {
    let mut key = Zeroizing::new([0u8; 32]);
    getrandom::SysRng.try_fill_bytes(key.as_mut()).map_err(|_| KithError::Key { code: "no_key" })?;
    Ok(key)
}

/// Sixteen random bytes, for an id.
pub(crate) fn random_id(rng: &mut ChaCha20Rng) -> [u8; 16] {
    let mut bytes = [0u8; 16];
    rng.fill_bytes(&mut bytes);
    bytes
}
