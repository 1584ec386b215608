//! Training mode at the edge.

use std::sync::Arc;

use super::{Companion, Failure, Place};
use crate::kith::Kith;

/// Opens the vault for training with made-up people, and makes it where there is none. It needs a folder of its own.
///
/// # Errors
/// As [`super::open`]; `vault_exists` where a real vault is there.
#[uniffi::export]
pub async fn train(place: Place) -> Result<Arc<Companion>, Failure> {
    let train = |home: &_, unlock: &_, opening| Ok((Kith::train(home, unlock, opening)?, ()));
    Ok(Companion::begin(place, train).await?.0)
}

#[uniffi::export(name = "Kith")]
impl Companion {
    /// Whether everybody in this vault is made up.
    ///
    /// # Errors
    /// Only where the vault cannot be read.
    pub async fn is_training(&self) -> Result<bool, Failure> {
        self.ask(Kith::is_training).await
    }
}
