//! This vault's feeds: what it adds to each section, numbered and chained. A feed belongs to one life of the vault's
//! files; see [`crate::incarnation`].

use kith_domain::id::{DeviceId, DocumentId, FeedId};
use kith_sync::{Payload, SectionKey};
use kith_vault::{ParcelRow, ParcelState, Write};
use rand_chacha::ChaCha20Rng;

use crate::error::KithError;

/// This vault's feed in a section, and whether it was made just now.
pub(crate) fn own_feed(
    tx: &mut Write<'_>,
    document: DocumentId,
    device: DeviceId,
    rng: &mut ChaCha20Rng,
) -> Result<(FeedId, bool), KithError> {
    let name = feed_setting(document);
    if let Some(bytes) = tx.setting(&name)? {
        let bytes: [u8; 16] =
            bytes.try_into().map_err(|_| KithError::Unreadable { code: "vault_damaged" })?;
        return Ok((FeedId::from_bytes(bytes), false));
    }
    let feed = kith_sync::new_feed(document, device, rng);
    tx.put_setting(&name, &feed.to_bytes())?;
    Ok((feed, true))
}

/// Forgets which feeds were begun: they are another life's of this vault. What they hold stays.
pub(crate) fn forget_feeds(tx: &mut Write<'_>) -> Result<(), KithError> {
    for individual in tx.individuals()? {
        for section in tx.sections(individual)? {
            tx.remove_setting(&feed_setting(section.document))?;
        }
    }
    Ok(())
}

/// The name under which the vault keeps its feed in a section.
pub(crate) fn feed_setting(document: DocumentId) -> String {
    format!("feed/{document}")
}

/// Seals a payload as the feed's next parcel.
pub(crate) fn seal(
    tx: &mut Write<'_>,
    payload: &Payload,
    document: DocumentId,
    feed: FeedId,
    keys: &kith_sync::DeviceKeys,
    rng: &mut ChaCha20Rng,
) -> Result<ParcelRow, KithError> {
    let (sequence, previous) = match tx.feed_head(feed)? {
        None => (1, [0; 32]),
        Some((sequence, id)) => {
            let held = tx.parcel(&id)?.ok_or(KithError::Unreadable { code: "vault_damaged" })?;
            let parcel = kith_sync::Parcel::from_bytes(&held.bytes)
                .map_err(|_| KithError::Unreadable { code: "vault_damaged" })?;
            (sequence.saturating_add(1), kith_sync::ciphertext_hash(&parcel))
        }
    };
    let key = tx.section_key(document, 1)?.ok_or(KithError::forbidden("section_not_readable"))?;
    let place = kith_sync::Place { document, feed, sequence, previous, epoch: 1 };
    let parcel = kith_sync::seal(payload, place, &SectionKey::from_bytes(*key), keys, rng)
        .map_err(|_| KithError::invalid("", "too_long"))?;
    let bytes = parcel.to_bytes();
    Ok(ParcelRow {
        id: kith_sync::parcel_id(&bytes),
        document,
        feed,
        sequence,
        bytes,
        state: ParcelState::Applied,
        code: None,
        received: 0,
    })
}
