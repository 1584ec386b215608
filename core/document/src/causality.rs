//! What rests on what: the changes of a document in causal order.
//!
//! The library keeps such a graph too but does not show it. We need it to know what a screen showed, which facts a
//! change could have seen, and which actor of a feed may speak next. Indices are positions in this replica's causal
//! order and are never stored nor compared between replicas.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use automerge::legacy::OpId;
use automerge::{ActorId, ChangeHash, ExpandedChange};

use crate::error::ApplyError;
use crate::write::Writer;

/// The changes of a document, each after everything it rests on.
#[derive(Clone)]
pub(crate) struct Causality {
    changes: Vec<Arc<Place>>,
    by_hash: HashMap<ChangeHash, usize>,
    /// For each actor its changes, the first with sequence number 1.
    by_actor: BTreeMap<ActorId, Vec<usize>>,
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

/// Who makes the next change of a feed at a point in the past, and with which numbers.
pub(crate) struct Turn {
    pub(crate) actor: ActorId,
    pub(crate) sequence: u64,
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
            by_actor: BTreeMap::from([(genesis.actor_id.clone(), vec![0])]),
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
        let changes = self.by_actor.get(operation.actor())?;
        let after = changes.partition_point(|index| self.first_op(*index) <= operation.counter());
        let index = changes.get(after.checked_sub(1)?).copied()?;
        (operation.counter() < self.changes.get(index)?.end_op).then_some(index)
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

    /// The next turn of a writer for an edit made against these changes.
    ///
    /// The actor is the feed's id followed by the opening, and where that actor has already said something the screen did
    /// not show, by a number. The library's own way of branching puts bytes in front instead, which would make the
    /// actor's owner unrecognisable.
    pub(crate) fn turn(&self, writer: Writer, seen: &[usize], past: &Past) -> Turn {
        let (actor, sequence) = self.speaker(writer, past);
        let beneath: BTreeSet<usize> = seen
            .iter()
            .filter_map(|index| self.changes.get(*index))
            .flat_map(|change| self.past(&change.rests_on).within(seen))
            .collect();
        let tips: BTreeSet<usize> = seen.iter().copied().filter(|index| !beneath.contains(index)).collect();
        let tips: Vec<&Arc<Place>> = tips.iter().filter_map(|index| self.changes.get(*index)).collect();
        let mut rests_on: Vec<ChangeHash> = tips.iter().map(|change| change.hash).collect();
        rests_on.sort_unstable();
        Turn {
            actor,
            sequence,
            first_op: tips.iter().map(|change| change.end_op).max().unwrap_or(1),
            rests_on,
        }
    }

    fn speaker(&self, writer: Writer, past: &Past) -> (ActorId, u64) {
        let mut branch: u32 = 0;
        loop {
            let mut bytes = writer.feed.to_bytes().to_vec();
            bytes.extend(writer.opening);
            if branch > 0 {
                bytes.extend(branch.to_be_bytes());
            }
            let actor = ActorId::from(bytes);
            let said = self.by_actor.get(&actor).map_or(&[][..], Vec::as_slice);
            if said.last().is_none_or(|last| past.holds(*last)) {
                return (actor, count(said.len()).saturating_add(1));
            }
            branch = branch.saturating_add(1);
        }
    }

    /// Takes in a change after everything it rests on, and tells its position and its past without itself.
    ///
    /// Its numbers must be exactly those its author could have given: the next of its actor, the first operation
    /// right after those it rests on. So nobody can use up the numbers, nor give one twice.
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
        let said = self.by_actor.entry(change.actor_id.clone()).or_default();
        let next = count(said.len()).saturating_add(1);
        if change.seq < next {
            return Err(ApplyError::DuplicateSequence);
        }
        if change.seq > next || said.last().is_some_and(|last| !past.holds(*last)) {
            return Err(ApplyError::Malformed);
        }
        said.push(position);
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

    fn first_op(&self, index: usize) -> u64 {
        self.changes.get(index).map_or(u64::MAX, |change| change.first_op)
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
