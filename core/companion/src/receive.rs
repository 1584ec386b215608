//! What comes from outside: statements first, then parcels, each through the same gates in the same order: signature
//! and admission, then opening, then the document on a copy, then the read model, all in one transaction. A parcel
//! that cannot be applied waits or is quarantined; it is kept and shown, and the record stays as it was.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use kith_document::Document;
use kith_domain::id::{DocumentId, FeedId};
use kith_sync::{Admission, Membership, Parcel, Payload, SectionKey, SignedStatement, WaitingFor};
use kith_vault::{ParcelRow, ParcelState, Write};
use schemars::JsonSchema;
use serde::Serialize;

use crate::audience::readable_sections;
use crate::error::KithError;
use crate::feeds::feed_setting;
use crate::projection;
use crate::session::{Identity, Reckoned, Session, note_verified, note_written};

/// What an import of a bundle did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Imported {
    /// Parcels that were not held before, whatever became of them.
    pub new: u32,
    /// Parcels that were held already.
    pub duplicate: u32,
    /// Parcels held back until something else arrives. They apply by themselves then.
    pub waiting: Vec<WaitingParcel>,
    /// Parcels that cannot be trusted or read. They are kept, and the record is as it was.
    pub quarantined: Vec<QuarantinedParcel>,
    /// Pieces of photos and recordings that were not held before.
    pub pieces: u32,
}

/// A parcel that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct WaitingParcel {
    /// The parcel's id, hexadecimal.
    pub parcel: String,
    /// What for: `feed`, `previous`, `parcels`, `key`.
    pub code: String,
}

/// A parcel that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct QuarantinedParcel {
    /// The parcel's id, hexadecimal.
    pub parcel: String,
    /// Why: a stable code.
    pub code: String,
}

/// A parcel on its way through the gates.
struct Arriving {
    row: ParcelRow,
    parcel: Parcel,
    /// It passed admission before and was set aside for what it holds: only that is looked at again.
    admitted: bool,
}

/// Why a parcel that passed admission was set aside all the same: for what it holds. Such a parcel keeps its place in
/// its feed, so that what its author adds later is not held up, and it is tried again whenever something arrives.
const FOR_WHAT_IT_HOLDS: [&str; 7] = [
    "undecryptable",
    UNREADABLE,
    "undecodable_changes",
    "foreign_actor",
    "missing_dependencies",
    "destroys",
    "unfaithful_changes",
];
/// The code of a parcel whose content is no content of a parcel.
pub(crate) const UNREADABLE: &str = "unreadable_content";

/// The code of what is no parcel.
const MALFORMED: &str = "malformed";
/// The code of a parcel that only a newer app can open.
pub(crate) const NEWER: &str = "newer_format";

/// The note on an applied parcel that its feed holds another of the same number: a fork begins there.
pub(crate) const FORKED: &str = "forked";

/// A parcel that passed admission and was opened.
struct Opened {
    id: [u8; 32],
    feed: FeedId,
    payload: Payload,
    /// Its feed holds another with the same predecessor.
    forks: bool,
}

impl Session {
    /// Takes in statements and parcels, in any order, any number of times, and in the same transaction whatever `also`
    /// keeps of them. `reckoned` is with these statements.
    pub(crate) fn receive(
        &mut self,
        reckoned: Reckoned,
        statements: &[SignedStatement],
        parcels: &[Vec<u8>],
        also: impl FnOnce(&mut Write<'_>) -> Result<(), KithError>,
    ) -> Result<Imported, KithError> {
        let Self { vault, identity, documents, .. } = self;
        let Reckoned { membership, verified } = reckoned;
        let result = vault.write(|tx| {
            let mut imported = Imported::default();
            let mut changed: BTreeSet<DocumentId> = BTreeSet::new();
            for statement in statements {
                if tx.insert_statement(statement.id(), statement.kind(), &statement.to_bytes())? {
                    changed.extend(statement.statement().ok().and_then(|said| said.document()));
                }
            }
            note_verified(tx, &verified)?;
            open_sections(tx, &membership, identity)?;
            for bytes in parcels.iter().filter(|bytes| !is_for_others(bytes, &membership, identity)) {
                if file(tx, bytes, &mut imported)? {
                    changed.extend(document_of(bytes));
                }
            }
            settle(tx, &membership, documents)?;
            note_written(tx, None)?;
            also(tx)?;
            report(tx, &mut imported)?;
            Ok((imported, changed))
        });
        match result {
            Ok((imported, changed)) => {
                self.membership = membership;
                self.verified.clear();
                self.note_changed(&changed);
                self.changed.received = true;
                Ok(imported)
            }
            Err(error) => {
                self.documents.clear();
                Err(error)
            }
        }
    }
}

/// Opens the keys that were sealed to this device, and gives each section that it may read its place.
pub(crate) fn open_sections(
    tx: &mut Write<'_>,
    membership: &Membership,
    identity: &Identity,
) -> Result<(), KithError> {
    for (section, kind) in readable_sections(membership, identity) {
        if tx.section_key(section.document, 1)?.is_none() {
            // Any reader may have sealed it to this device; one envelope that does not open, or holds another key than
            // the section was made with, hides no other.
            let opened = membership
                .envelopes(section.document, 1, identity.device)
                .filter_map(|sealed| {
                    kith_sync::open_key(sealed, section.document, 1, identity.device, &identity.keys).ok()
                })
                .find(|key| key.commitment(section.document) == section.commitment);
            let Some(key) = opened else { continue };
            tx.put_section_key(section.document, 1, key.bytes())?;
        }
        tx.put_section(section.document, section.individual, kind.name())?;
    }
    Ok(())
}

/// Whether a parcel is of a section that this member does not read. It is not kept: that it exists is not for them.
fn is_for_others(bytes: &[u8], membership: &Membership, identity: &Identity) -> bool {
    document_of(bytes).is_some_and(|document| {
        membership.section(document).is_some() && !membership.reads(identity.member, document)
    })
}

/// The section that a parcel says it is of.
fn document_of(bytes: &[u8]) -> Option<DocumentId> {
    place_of(bytes).map(|(document, _, _)| DocumentId::from_bytes(document))
}

/// Whether only a newer app can open a parcel.
pub(crate) fn is_newer(row: &ParcelRow) -> bool {
    Parcel::from_bytes(&row.bytes).is_err() && Parcel::place_of_newer(&row.bytes).is_some()
}

/// Where a parcel says that it belongs: section, feed and number; nothing of what is no parcel.
pub(crate) fn place_of(bytes: &[u8]) -> Option<([u8; 16], [u8; 16], u64)> {
    match Parcel::from_bytes(bytes) {
        Ok(Parcel { header, .. }) => Some((header.document, header.feed, header.sequence)),
        Err(_) => Parcel::place_of_newer(bytes),
    }
}

/// Files a parcel as received, waiting until it is looked at; answers whether it is new.
fn file(tx: &mut Write<'_>, bytes: &[u8], imported: &mut Imported) -> Result<bool, KithError> {
    let place = place_of(bytes);
    let (document, feed, sequence) = place.unwrap_or_default();
    let row = ParcelRow {
        id: kith_sync::parcel_id(bytes),
        document: DocumentId::from_bytes(document),
        feed: FeedId::from_bytes(feed),
        sequence,
        bytes: bytes.to_vec(),
        state: if place.is_some() { ParcelState::Waiting } else { ParcelState::Quarantined },
        code: place.is_none().then(|| MALFORMED.to_owned()),
    };
    let new = tx.insert_parcel(&row)?;
    let count = if new { &mut imported.new } else { &mut imported.duplicate };
    *count = count.saturating_add(1);
    Ok(new)
}

/// Looks at every waiting parcel again until none moves: what one waited for may just have arrived.
pub(crate) fn settle(
    tx: &mut Write<'_>,
    membership: &Membership,
    documents: &mut BTreeMap<DocumentId, Document>,
) -> Result<(), KithError> {
    settle_once(tx, membership, documents)?;
    // What was set aside for want of another parcel may have got it later in the same pass.
    let mut wanting = wanting(tx)?;
    while wanting > 0 {
        settle_once(tx, membership, documents)?;
        let before = std::mem::replace(&mut wanting, self::wanting(tx)?);
        if wanting >= before {
            break;
        }
    }
    Ok(())
}

/// How many parcels are set aside because something that their changes build on is not here.
fn wanting(tx: &Write<'_>) -> Result<usize, KithError> {
    let set_aside = tx.parcels_in_state(ParcelState::Quarantined)?;
    Ok(set_aside.iter().filter(|row| row.code.as_deref() == Some("missing_dependencies")).count())
}

fn settle_once(
    tx: &mut Write<'_>,
    membership: &Membership,
    documents: &mut BTreeMap<DocumentId, Document>,
) -> Result<(), KithError> {
    let mut waiting: BTreeMap<DocumentId, Vec<Arriving>> = BTreeMap::new();
    let quarantined = tx.parcels_in_state(ParcelState::Quarantined)?;
    let heals = |row: &ParcelRow| {
        let code = row.code.as_deref();
        keeps_its_place(row)
            || code.and_then(kith_sync::Code::from_name).is_some_and(kith_sync::Code::may_heal)
    };
    let again = quarantined.into_iter().filter(heals);
    for row in tx.parcels_in_state(ParcelState::Waiting)?.into_iter().chain(again) {
        match Parcel::from_bytes(&row.bytes) {
            Ok(parcel) => {
                let admitted = keeps_its_place(&row);
                waiting.entry(row.document).or_default().push(Arriving { row, parcel, admitted });
            }
            // It waits for a newer Kith, in its place.
            Err(_) if is_newer(&row) => {
                tx.set_parcel_state(&row.id, ParcelState::Waiting, Some(NEWER))?;
            }
            Err(_) => {
                tx.set_parcel_state(&row.id, ParcelState::Quarantined, Some(MALFORMED))?;
            }
        }
    }
    for (document, mut arriving) in waiting {
        arriving.sort_by_key(|arriving| (arriving.row.feed, arriving.row.sequence, arriving.row.id));
        loop {
            let before = arriving.len();
            let (ready, held) = admit_pass(tx, membership, document, arriving)?;
            arriving = held;
            apply_pass(tx, documents, document, ready)?;
            // Not only what was applied lets others move: what was set aside keeps its place, and they may have waited for it.
            if arriving.len() == before {
                break;
            }
        }
    }
    Ok(())
}

/// One pass over a section's waiting parcels: those that may be applied now, in an order that respects what each
/// builds on, and those that stay.
fn admit_pass(
    tx: &mut Write<'_>,
    membership: &Membership,
    document: DocumentId,
    arriving: Vec<Arriving>,
) -> Result<(Vec<Opened>, Vec<Arriving>), KithError> {
    let mut held = Held { document, admitted: BTreeMap::new() };
    let (mut ready, mut waits) = (Vec::new(), Vec::new());
    let key = tx.section_key(document, 1)?.map(|key| SectionKey::from_bytes(*key));
    for item in arriving {
        match verdict(tx, membership, &mut held, key.as_ref(), &item)? {
            Verdict::Ready(payload) => {
                let forks = held.add(tx, &item)?;
                ready.push(Opened { id: item.row.id, feed: item.row.feed, payload, forks });
            }
            // Set aside once, it keeps its place while it waits again.
            Verdict::Wait(_) if item.admitted => waits.push(item),
            Verdict::Wait(waiting_for) => {
                tx.set_parcel_state(&item.row.id, ParcelState::Waiting, Some(waiting_for.as_str()))?;
                waits.push(item);
            }
            Verdict::SetAside(code) => {
                held.add(tx, &item)?;
                tx.set_parcel_state(&item.row.id, ParcelState::Quarantined, Some(code))?;
            }
            Verdict::Refused(code) => {
                tx.set_parcel_state(&item.row.id, ParcelState::Quarantined, Some(code))?;
            }
        }
    }
    Ok((ready, waits))
}

/// What to do with one parcel as things stand.
fn verdict(
    tx: &Write<'_>,
    membership: &Membership,
    held: &mut Held,
    key: Option<&SectionKey>,
    item: &Arriving,
) -> Result<Verdict, KithError> {
    if !item.admitted {
        let before: Vec<[u8; 32]> = match item.row.sequence.checked_sub(1) {
            None | Some(0) => Vec::new(),
            Some(number) => held.at(tx, item.row.feed, number)?.iter().map(|link| link.hash).collect(),
        };
        match kith_sync::admit(&item.parcel, membership, &before) {
            Admission::Waiting(waiting_for) => return Ok(Verdict::Wait(waiting_for)),
            Admission::Quarantined(code) => return Ok(Verdict::Refused(code.as_str())),
            Admission::Admitted { .. } => {}
        }
    }
    let Some(key) = key else {
        let epoch = item.parcel.header.epoch;
        return Ok(Verdict::Wait(WaitingFor::Key { document: held.document, epoch }));
    };
    let payload = match open(&item.parcel, key) {
        Ok(payload) => payload,
        Err(code) => return Ok(Verdict::SetAside(code)),
    };
    let mut missing = Vec::new();
    for (feed, needed) in &payload.after {
        if held.at(tx, *feed, *needed)?.is_empty() {
            missing.push((*feed, *needed));
        }
    }
    Ok(if missing.is_empty() { Verdict::Ready(payload) } else { Verdict::Wait(WaitingFor::Parcels(missing)) })
}

enum Verdict {
    Ready(Payload),
    Wait(WaitingFor),
    /// It may be believed, but this version cannot use what it holds.
    SetAside(&'static str),
    /// It may not be believed.
    Refused(&'static str),
}

/// Which parcels of a section were admitted, by feed and number, as far as was asked: one for each number, but where a
/// feed has forked.
struct Held {
    document: DocumentId,
    admitted: BTreeMap<(FeedId, u64), Vec<Link>>,
}

/// A parcel as a link of its feed's chain.
struct Link {
    id: [u8; 32],
    hash: [u8; 32],
    previous: [u8; 32],
}

impl Link {
    fn of(id: [u8; 32], parcel: &Parcel) -> Self {
        Self { id, hash: kith_sync::ciphertext_hash(parcel), previous: parcel.header.previous }
    }
}

impl Held {
    fn at(&mut self, tx: &Write<'_>, feed: FeedId, sequence: u64) -> Result<&mut Vec<Link>, KithError> {
        match self.admitted.entry((feed, sequence)) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let rows = tx.parcels_at(self.document, feed, sequence)?;
                let admitted =
                    rows.iter().filter(|row| row.state == ParcelState::Applied || keeps_its_place(row));
                let links =
                    admitted.filter_map(|row| Some(Link::of(row.id, &Parcel::from_bytes(&row.bytes).ok()?)));
                Ok(place.insert(links.collect()))
            }
        }
    }

    /// Notes that a parcel is admitted; answers whether its feed forks there.
    fn add(&mut self, tx: &Write<'_>, item: &Arriving) -> Result<bool, KithError> {
        let link = Link::of(item.row.id, &item.parcel);
        let held = self.at(tx, item.row.feed, item.row.sequence)?;
        let forks = held.iter().any(|other| other.id != link.id && other.previous == link.previous);
        if held.iter().all(|other| other.id != link.id) {
            held.push(link);
        }
        Ok(forks)
    }
}

/// Opens an admitted parcel; what does not even hold entries is not asked for its changes.
fn open(parcel: &Parcel, key: &SectionKey) -> Result<Payload, &'static str> {
    let payload = kith_sync::open(parcel, key).map_err(|code| match code {
        kith_sync::Code::Malformed => UNREADABLE,
        code => code.as_str(),
    })?;
    let readable = payload.entries.iter().all(|bytes| projection::is_entry(bytes));
    if readable { Ok(payload) } else { Err(UNREADABLE) }
}

pub(crate) fn keeps_its_place(row: &ParcelRow) -> bool {
    row.state == ParcelState::Quarantined
        && row.code.as_deref().is_some_and(|code| FOR_WHAT_IT_HOLDS.contains(&code))
}

/// Applies opened parcels: first the document, on a copy, then the read model. One that the document refuses is
/// quarantined alone.
fn apply_pass(
    tx: &mut Write<'_>,
    documents: &mut BTreeMap<DocumentId, Document>,
    document: DocumentId,
    ready: Vec<Opened>,
) -> Result<(), KithError> {
    let with_changes: Vec<(FeedId, Vec<Vec<u8>>)> = ready
        .iter()
        .filter(|opened| !opened.payload.changes.is_empty())
        .map(|opened| (opened.feed, opened.payload.changes.clone()))
        .collect();
    let mut outcomes = Vec::new().into_iter();
    if !with_changes.is_empty() {
        let held = projection::load_document(tx, documents, document)?;
        let applied = held.apply_all(&with_changes);
        let touched = applied.iter().flatten().flat_map(|applied| applied.touched.iter().copied()).collect();
        projection::project_cards(tx, held, &touched)?;
        outcomes = applied.into_iter();
    }
    for opened in ready {
        let refused = if opened.payload.changes.is_empty() {
            None
        } else {
            outcomes.next().and_then(Result::err).map(|error| error.code())
        };
        if let Some(code) = refused {
            tx.set_parcel_state(&opened.id, ParcelState::Quarantined, Some(code))?;
            continue;
        }
        for bytes in &opened.payload.entries {
            projection::project_entry(tx, document, opened.feed, bytes)?;
        }
        tx.set_parcel_state(&opened.id, ParcelState::Applied, opened.forks.then_some(FORKED))?;
        leave_feed(tx, document, opened.feed)?;
    }
    Ok(())
}

/// What arrives in the feed that this vault writes in was written by another life of it: a copy, or what it was before
/// it was restored. From here on this one writes in a feed of its own.
fn leave_feed(tx: &mut Write<'_>, document: DocumentId, feed: FeedId) -> Result<(), KithError> {
    let name = feed_setting(document);
    if tx.setting(&name)?.is_some_and(|own| own == feed.to_bytes()) {
        tx.remove_setting(&name)?;
    }
    Ok(())
}

/// Everything that now waits or is quarantined, whenever it came.
fn report(tx: &Write<'_>, imported: &mut Imported) -> Result<(), KithError> {
    for row in tx.parcels_in_state(ParcelState::Waiting)? {
        imported
            .waiting
            .push(WaitingParcel { parcel: hex::encode(row.id), code: row.code.unwrap_or_default() });
    }
    for row in tx.parcels_in_state(ParcelState::Quarantined)? {
        imported
            .quarantined
            .push(QuarantinedParcel { parcel: hex::encode(row.id), code: row.code.unwrap_or_default() });
    }
    Ok(())
}

#[cfg(test)]
#[path = "receive_tests.rs"]
mod tests;
