//! Taking in what came from outside: behind a guard, on a copy, and read back before it counts.
//!
//! The library panics on some damaged changes, and accepts some that it cannot load again afterwards. So a change
//! must be exactly what encoding its content gives; it must fit what it rests on; and the document with it must come
//! back from its saved form with the same history and the same cards. Signatures are checked before, elsewhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::legacy::OpId;
use automerge::{Automerge, Change, ChangeHash, ExpandedChange, ObjId, ReadDoc};
use kith_domain::id::{CardId, FeedId};

use crate::actor;
use crate::document::{Document, Heads};
use crate::error::ApplyError;
use crate::ledger::{Decoded, KIND, Ledger};

/// The changes of one parcel: the feed they came in, and their bytes.
pub type Parcel = (FeedId, Vec<Vec<u8>>);

/// What taking in changes did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The cards that were touched; none where everything was known.
    pub touched: BTreeSet<CardId>,
}

impl Document {
    /// Takes in the changes of one parcel, all or none. Changes that are known already are passed over.
    ///
    /// # Errors
    /// Any of [`ApplyError`]; the document is then as it was.
    pub fn apply(&mut self, feed: FeedId, changes: &[Vec<u8>]) -> Result<Applied, ApplyError> {
        let decoded = decode_all(feed, changes)?;
        let mut batch = Batch::new(self.ledger().clone());
        let touched = batch.admit(&decoded)?;
        self.adopt(batch)?;
        Ok(Applied { touched })
    }

    /// Takes in many parcels, in whatever order they come, at about the cost of one; each is taken in whole or not.
    ///
    /// A parcel may rest on others of the same call. The results are in the order of the parcels.
    pub fn apply_all(&mut self, parcels: &[Parcel]) -> Vec<Result<Applied, ApplyError>> {
        let decoded: Vec<_> = parcels.iter().map(|(feed, changes)| decode_all(*feed, changes)).collect();
        let order = in_parcel_order(&decoded);
        let (batch, mut results) = Batch::of_parcels(self.ledger(), &decoded, &order);
        if self.adopt(batch).is_err() {
            for index in order {
                if let (Some(Ok(_)), Some((feed, changes))) = (results.get(&index), parcels.get(index)) {
                    results.insert(index, self.apply(*feed, changes));
                }
            }
        }
        results.into_values().collect()
    }

    /// Makes a batch from outside the record, if it proves itself.
    fn adopt(&mut self, batch: Batch) -> Result<(), ApplyError> {
        if batch.changes.is_empty() {
            return Ok(());
        }
        let copy = extended(self.automerge(), &batch)?;
        let (saved, loaded) = guarded(|| {
            let saved = crate::document::saved(&copy);
            let loaded = Automerge::load(&saved).ok()?;
            Some((saved, loaded))
        })?;
        verify(&loaded, &batch)?;
        self.replace(loaded, batch.ledger, Some(saved));
        Ok(())
    }

    /// Makes a batch of our own making the record; it needs no reading back, but still a copy and a guard.
    pub(crate) fn adopt_own(&mut self, batch: Batch) -> Result<(), ApplyError> {
        let copy = extended(self.automerge(), &batch)?;
        self.replace(copy, batch.ledger, None);
        Ok(())
    }
}

/// Changes on their way in, tried on a copy of the ledger.
pub(crate) struct Batch {
    ledger: Ledger,
    changes: Vec<Change>,
    touched: BTreeSet<CardId>,
}

impl Batch {
    /// An empty batch on top of a ledger.
    pub(crate) fn new(ledger: Ledger) -> Self {
        Self { ledger, changes: Vec::new(), touched: BTreeSet::new() }
    }

    /// A batch of all parcels that can be taken in, and what came of each.
    ///
    /// As a rule all are good, so they are tried without a way back; only if one is not are they tried again with a
    /// copy before each.
    fn of_parcels(ledger: &Ledger, parcels: &[ParcelDecoded], order: &[usize]) -> (Self, Outcomes) {
        let mut hasty = Self::new(ledger.clone());
        let outcomes = hasty.admit_each(parcels, order, Self::admit);
        if outcomes.values().all(|outcome| outcome.as_ref().err().is_none_or(leaves_no_trace)) {
            return (hasty, outcomes);
        }
        let mut careful = Self::new(ledger.clone());
        let outcomes = careful.admit_each(parcels, order, Self::admit_or_undo);
        (careful, outcomes)
    }

    fn admit_each(
        &mut self,
        parcels: &[ParcelDecoded],
        order: &[usize],
        admit: impl Fn(&mut Self, &[Decoded]) -> Result<BTreeSet<CardId>, ApplyError>,
    ) -> Outcomes {
        let mut outcomes = Outcomes::new();
        for index in order {
            let outcome = match parcels.get(*index) {
                Some(Ok(decoded)) => admit(self, decoded).map(|touched| Applied { touched }),
                Some(Err(error)) => Err(error.clone()),
                None => continue,
            };
            outcomes.insert(*index, outcome);
        }
        outcomes
    }

    /// Takes in changes that belong together and tells the cards they touch. An error that leaves a trace spoils the
    /// batch.
    pub(crate) fn admit(&mut self, decoded: &[Decoded]) -> Result<BTreeSet<CardId>, ApplyError> {
        let ordered = in_causal_order(&self.ledger, decoded)?;
        let mut touched = BTreeSet::new();
        for decoded in &ordered {
            self.ledger.admit(decoded, &mut touched)?;
        }
        self.changes.extend(ordered.into_iter().map(|decoded| decoded.change.clone()));
        self.touched.extend(&touched);
        Ok(touched)
    }

    fn admit_or_undo(&mut self, decoded: &[Decoded]) -> Result<BTreeSet<CardId>, ApplyError> {
        let before = self.ledger.clone();
        self.admit(decoded).inspect_err(|_| self.ledger = before)
    }
}

/// A parcel's changes, if they could be decoded.
type ParcelDecoded = Result<Vec<Decoded>, ApplyError>;
/// What came of each parcel, by its place in the call.
type Outcomes = BTreeMap<usize, Result<Applied, ApplyError>>;

/// Whether an error of one parcel is found before the ledger is written to.
fn leaves_no_trace(error: &ApplyError) -> bool {
    matches!(error, ApplyError::MissingDependencies { .. } | ApplyError::ForeignActor)
}

/// The parcels, each after those of the same call it rests on.
fn in_parcel_order(parcels: &[ParcelDecoded]) -> Vec<usize> {
    let mut from: HashMap<ChangeHash, usize> = HashMap::new();
    for (index, parcel) in parcels.iter().enumerate() {
        for change in parcel.iter().flatten() {
            from.entry(change.hash).or_insert(index);
        }
    }
    topological(parcels.len(), |index| {
        let needed =
            parcels.get(index).into_iter().flatten().flatten().flat_map(|change| &change.content.deps);
        needed.filter_map(|dep| from.get(dep).copied()).filter(|other| *other != index).collect()
    })
}

/// The numbers below `count`, each after those it rests on; those that rest on each other come last.
fn topological(count: usize, rests_on: impl Fn(usize) -> BTreeSet<usize>) -> Vec<usize> {
    let mut unmet: Vec<usize> = Vec::with_capacity(count);
    let mut upon: Vec<Vec<usize>> = vec![Vec::new(); count];
    for index in 0..count {
        let below = rests_on(index);
        unmet.push(below.len());
        for other in below {
            upon.get_mut(other).into_iter().for_each(|upon| upon.push(index));
        }
    }
    let mut order: Vec<usize> = (0..count).filter(|index| unmet.get(*index) == Some(&0)).collect();
    let mut next = 0;
    while let Some(index) = order.get(next).copied() {
        next += 1;
        for above in upon.get(index).cloned().unwrap_or_default() {
            let Some(left) = unmet.get_mut(above) else {
                continue;
            };
            *left = left.saturating_sub(1);
            if *left == 0 {
                order.push(above);
            }
        }
    }
    order.extend((0..count).filter(|index| unmet.get(*index).is_some_and(|left| *left > 0)));
    order
}

/// Runs what the library does with foreign bytes, making a panic an error.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Result<T, ApplyError> {
    catch_unwind(AssertUnwindSafe(work)).ok().flatten().ok_or(ApplyError::Unfaithful)
}

/// A change of these contents.
pub(crate) fn encode(content: ExpandedChange) -> Result<Change, ApplyError> {
    guarded(|| Some(Change::from(content)))
}

fn decode_all(feed: FeedId, changes: &[Vec<u8>]) -> Result<Vec<Decoded>, ApplyError> {
    changes.iter().map(|bytes| decode(feed, bytes)).collect()
}

fn decode(feed: FeedId, bytes: &[u8]) -> Result<Decoded, ApplyError> {
    /// Where a chunk tells its type, and the type of an uncompressed change: nothing else may come in, so that a few
    /// bytes cannot unfold into many.
    const TYPE: (usize, u8) = (8, 1);
    if bytes.get(TYPE.0) != Some(&TYPE.1) {
        return Err(ApplyError::Malformed);
    }
    let change = guarded(|| Change::try_from(bytes).ok()).map_err(|_| ApplyError::Malformed)?;
    if !actor::is_own(bytes, feed) {
        return Err(ApplyError::ForeignActor);
    }
    let decoded = guarded(|| Some(decoded(change))).map_err(|_| ApplyError::Malformed)?;
    // The library verifies neither the checksum nor that the encoding is the one it would choose itself.
    let again = encode(decoded.content.clone()).map_err(|_| ApplyError::Malformed)?;
    if again.raw_bytes() != bytes || again.hash() != decoded.hash {
        return Err(ApplyError::Malformed);
    }
    Ok(decoded)
}

/// A change with its content laid open; may panic where the change is damaged.
pub(crate) fn decoded(change: Change) -> Decoded {
    Decoded { hash: change.hash(), content: change.decode(), change }
}

/// The changes that are not known yet, once each, and each after those it rests on.
pub(crate) fn in_causal_order<'a>(
    ledger: &Ledger,
    changes: &'a [Decoded],
) -> Result<Vec<&'a Decoded>, ApplyError> {
    let known = |hash: &ChangeHash| ledger.causality.position(hash).is_some();
    let new: BTreeMap<ChangeHash, &Decoded> =
        changes.iter().filter(|change| !known(&change.hash)).map(|change| (change.hash, change)).collect();
    let needed = new.values().flat_map(|change| &change.content.deps);
    let missing: BTreeSet<ChangeHash> =
        needed.filter(|hash| !known(hash) && !new.contains_key(*hash)).copied().collect();
    if !missing.is_empty() {
        let missing = missing.into_iter().map(|hash| hash.0).collect();
        return Err(ApplyError::MissingDependencies { missing });
    }
    let places: BTreeMap<ChangeHash, usize> =
        new.keys().enumerate().map(|(index, hash)| (*hash, index)).collect();
    let new: Vec<&Decoded> = new.into_values().collect();
    let order = topological(new.len(), |index| {
        let deps = new.get(index).into_iter().flat_map(|change| &change.content.deps);
        deps.filter_map(|hash| places.get(hash).copied()).collect()
    });
    Ok(order.into_iter().filter_map(|index| new.get(index).copied()).collect())
}

/// A copy of the document with the batch in it.
fn extended(automerge: &Automerge, batch: &Batch) -> Result<Automerge, ApplyError> {
    let copy = guarded(|| {
        let mut copy = automerge.clone();
        copy.apply_changes(batch.changes.iter().cloned()).ok()?;
        Some(copy)
    })?;
    verify(&copy, batch)?;
    Ok(copy)
}

/// Whether the library holds exactly the history of the ledger, and the same cards where the batch touched them.
fn verify(automerge: &Automerge, batch: &Batch) -> Result<(), ApplyError> {
    let same = guarded(|| {
        let same_history = automerge.get_heads() == batch.ledger.causality.heads().collect::<Vec<_>>();
        let same_cards = batch.touched.iter().all(|card| same_card(automerge, &batch.ledger, *card));
        Some(same_history && same_cards)
    })?;
    if same { Ok(()) } else { Err(ApplyError::Unfaithful) }
}

/// Whether the library shows in each field of a card exactly the operations that nothing in the ledger replaces.
fn same_card(automerge: &Automerge, ledger: &Ledger, card: CardId) -> bool {
    let Some(card) = ledger.cards().get(&card) else {
        return false;
    };
    card.maps.iter().all(|map| {
        let object = object_id(map);
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let same_fields = card.fields.iter().all(|(name, said)| {
            let said = || said.iter().filter(|said| said.map == *map);
            let replaced: BTreeSet<&OpId> = said().flat_map(|said| &said.replaces).collect();
            let expected: BTreeSet<OpId> =
                said().map(|said| &said.operation).filter(|op| !replaced.contains(op)).cloned().collect();
            if !expected.is_empty() {
                names.insert(name);
            }
            shown(automerge, &object, name) == expected
        });
        same_fields && automerge.keys(&object).all(|key| key == KIND || names.contains(key.as_str()))
    })
}

fn shown(automerge: &Automerge, object: &ObjId, key: &str) -> BTreeSet<OpId> {
    automerge
        .get_all(object, key)
        .into_iter()
        .flatten()
        .filter_map(|(_, id)| match id {
            ObjId::Id(counter, actor, _) => Some(OpId(counter, actor)),
            ObjId::Root => None,
        })
        .collect()
}

fn object_id(operation: &OpId) -> ObjId {
    // The last part is a hint the library corrects by itself.
    ObjId::Id(operation.counter(), operation.actor().clone(), 0)
}

/// The heads as bytes, sorted.
pub(crate) fn heads(ledger: &Ledger) -> Heads {
    ledger.causality.heads().map(|hash| hash.0).collect()
}
