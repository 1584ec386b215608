//! What rests on what: the changes of a document in causal order.
//!
//! The library keeps such a graph too but does not show it. We need it to know what a screen showed, which facts a
//! change could have seen, and which number its operations begin with. Indices are positions in this replica's causal
//! order and are never stored nor compared between replicas.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use automerge::legacy::OpId;
use automerge::{ActorId, ChangeHash, ExpandedChange};

use crate::error::ApplyError;

/// The changes of a document, each after everything it rests on.
#[derive(Clone)]
pub(crate) struct Causality {
    changes: Vec<Arc<Place>>,
    by_hash: HashMap<ChangeHash, usize>,
    /// The change of each actor: it makes one.
    by_actor: BTreeMap<ActorId, usize>,
    heads: BTreeSet<ChangeHash>,
}

struct Place {
    hash: ChangeHash,
    rests_on: Vec<usize>,
    first_op: u64,
    end_op: u64,
    /// Whether everything before it in this order is in its past: then looking further back is needless.
    after_all: bool,
}

/// Everything some changes rest on, themselves included.
pub(crate) struct Past {
    all_before: usize,
    later: BTreeSet<usize>,
}

impl Past {
    /// Whether the change at `index` is in it.
    pub(crate) fn holds(&self, index: usize) -> bool {
        index < self.all_before || self.later.contains(&index)
    }
}

/// What the next change at a point in the past rests on, and the number of its first operation.
pub(crate) struct Turn {
    pub(crate) first_op: u64,
    pub(crate) rests_on: Vec<ChangeHash>,
}

impl Causality {
    /// The order that begins with a document's genesis.
    pub(crate) fn beginning(genesis: &ExpandedChange, hash: ChangeHash) -> Self {
        let first_op = genesis.start_op.get();
        let end_op = first_op.saturating_add(count(genesis.operations.len()));
        let place = Place { hash, rests_on: Vec::new(), first_op, end_op, after_all: true };
        Self {
            changes: vec![Arc::new(place)],
            by_hash: HashMap::from([(hash, 0)]),
            by_actor: BTreeMap::from([(genesis.actor_id.clone(), 0)]),
            heads: BTreeSet::from([hash]),
        }
    }

    /// The changes nothing rests on, sorted.
    pub(crate) fn heads(&self) -> impl Iterator<Item = ChangeHash> {
        self.heads.iter().copied()
    }

    /// The position of a change.
    pub(crate) fn position(&self, hash: &ChangeHash) -> Option<usize> {
        self.by_hash.get(hash).copied()
    }

    /// The change an operation belongs to.
    pub(crate) fn change_of(&self, operation: &OpId) -> Option<usize> {
        let index = *self.by_actor.get(operation.actor())?;
        let change = self.changes.get(index)?;
        (change.first_op..change.end_op).contains(&operation.counter()).then_some(index)
    }

    /// Everything the changes at these positions rest on, themselves included.
    pub(crate) fn past(&self, of: &[usize]) -> Past {
        let mut later: BTreeSet<usize> = BTreeSet::new();
        let mut open: BTreeSet<usize> = of.iter().copied().collect();
        while let Some(index) = open.pop_last() {
            later.insert(index);
            let Some(change) = self.changes.get(index) else {
                continue;
            };
            if change.after_all {
                return Past { all_before: index, later };
            }
            open.extend(change.rests_on.iter().copied());
        }
        Past { all_before: 0, later }
    }

    /// The next turn for an edit made against these changes.
    pub(crate) fn turn(&self, seen: &[usize]) -> Turn {
        let beneath: BTreeSet<usize> = seen
            .iter()
            .filter_map(|index| self.changes.get(*index))
            .flat_map(|change| self.past(&change.rests_on).within(seen))
            .collect();
        let tips: BTreeSet<usize> = seen.iter().copied().filter(|index| !beneath.contains(index)).collect();
        let tips: Vec<&Arc<Place>> = tips.iter().filter_map(|index| self.changes.get(*index)).collect();
        let mut rests_on: Vec<ChangeHash> = tips.iter().map(|change| change.hash).collect();
        rests_on.sort_unstable();
        Turn { first_op: tips.iter().map(|change| change.end_op).max().unwrap_or(1), rests_on }
    }

    /// Takes in a change after everything it rests on, and tells its position and its past without itself.
    ///
    /// Its numbers must be exactly those its author could have given: the first of its actor, the first operation right
    /// after those it rests on. So nobody can use up the numbers, nor give one twice.
    pub(crate) fn add(
        &mut self,
        change: &ExpandedChange,
        hash: ChangeHash,
    ) -> Result<(usize, Past), ApplyError> {
        let position = self.changes.len();
        let rests_on: Vec<usize> = change.deps.iter().filter_map(|needed| self.position(needed)).collect();
        if rests_on.len() < change.deps.len() {
            return Err(ApplyError::Malformed);
        }
        let past = self.past(&rests_on);
        if change.seq != 1 || self.by_actor.insert(change.actor_id.clone(), position).is_some() {
            return Err(ApplyError::Malformed);
        }
        let free =
            rests_on.iter().filter_map(|index| self.changes.get(*index)).map(|below| below.end_op).max();
        let first_op = change.start_op.get();
        let end_op = first_op.saturating_add(count(change.operations.len()));
        if first_op != free.unwrap_or(1) || end_op > u64::from(u32::MAX) {
            return Err(ApplyError::Malformed);
        }
        for below in &change.deps {
            self.heads.remove(below);
        }
        self.heads.insert(hash);
        self.by_hash.insert(hash, position);
        let after_all = self.heads.len() == 1;
        self.changes.push(Arc::new(Place { hash, rests_on, first_op, end_op, after_all }));
        Ok((position, past))
    }
}

impl Past {
    fn within(&self, positions: &[usize]) -> Vec<usize> {
        positions.iter().copied().filter(|index| self.holds(*index)).collect()
    }
}

/// A length as the library counts.
pub(crate) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
