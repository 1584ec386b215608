//! This vault's feeds: what it adds to each section, numbered and chained. A feed belongs to one life of the vault's
//! files; see [`crate::incarnation`].

use std::collections::BTreeMap;

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
        return Ok((feed_of(bytes)?, false));
    }
    let feed = kith_sync::new_feed(document, device, rng);
    tx.put_setting(&name, &feed.to_bytes())?;
    Ok((feed, true))
}

fn feed_of(setting: Vec<u8>) -> Result<FeedId, KithError> {
    let bytes = setting.try_into().map_err(|_| KithError::Unreadable { code: "vault_damaged" })?;
    Ok(FeedId::from_bytes(bytes))
}

/// Forgets which feeds were begun, and how far others were read for them: they are another life's of this vault. What
/// they hold stays.
pub(crate) fn forget_feeds(tx: &mut Write<'_>) -> Result<(), KithError> {
    for individual in tx.individuals()? {
        for section in tx.sections(individual)? {
            let name = feed_setting(section.document);
            if let Some(feed) = tx.setting(&name)? {
                tx.remove_setting(&read_setting(feed_of(feed)?))?;
                tx.remove_setting(&name)?;
            }
        }
    }
    Ok(())
}

/// How far other feeds of a section were read since the parcel before in this one: what the next parcel builds on. What
/// the parcels before it said holds for it too, so that a visit does not carry the whole list each time.
pub(crate) fn read_since(
    tx: &mut Write<'_>,
    document: DocumentId,
    feed: FeedId,
) -> Result<BTreeMap<FeedId, u64>, KithError> {
    let name = read_setting(feed);
    let damaged = KithError::Unreadable { code: "vault_damaged" };
    let said: BTreeMap<FeedId, u64> = match tx.setting(&name)? {
        Some(said) => serde_json::from_slice(&said).map_err(|_| damaged)?,
        None => BTreeMap::new(),
    };
    let heads = tx.feed_heads(document)?.into_iter().map(|(feed, (sequence, _))| (feed, sequence));
    let held: BTreeMap<FeedId, u64> = heads.filter(|(other, _)| *other != feed).collect();
    if held != said {
        let held = serde_json::to_vec(&held).map_err(|_| KithError::Bug { place: "read so far" })?;
        tx.put_setting(&name, &held)?;
    }
    Ok(held.into_iter().filter(|(feed, sequence)| said.get(feed) != Some(sequence)).collect())
}

/// The name under which the vault keeps its feed in a section.
pub(crate) fn feed_setting(document: DocumentId) -> String {
    format!("feed/{document}")
}

fn read_setting(feed: FeedId) -> String {
    format!("read/{feed}")
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
    })
}

#[cfg(test)]
mod tests {
    use kith_domain::id::IndividualId;
    use kith_vault::Vault;

    use super::*;

    #[test]
    fn what_was_begun_and_what_was_read_for_it_are_forgotten_together() {
        let mut vault = Vault::scratch().unwrap();
        let (document, feed) = (DocumentId::from_bytes([1; 16]), FeedId::from_bytes([2; 16]));
        let kept = || [feed_setting(document), read_setting(feed)];
        vault
            .write(|tx| {
                tx.put_section(document, IndividualId::from_bytes([3; 16]), "shared")?;
                tx.put_setting(&feed_setting(document), &feed.to_bytes())?;
                tx.put_setting(&read_setting(feed), b"{}")?;
                assert!(kept().iter().all(|name| tx.setting(name).unwrap().is_some()));
                forget_feeds(tx)
            })
            .unwrap();
        assert!(kept().iter().all(|name| vault.read().setting(name).unwrap().is_none()));
    }
}
