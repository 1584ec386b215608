//! Editing: saying things of cards, against what the screen showed.
//!
//! A change is made as its author would have made it on a device that held exactly what was on the screen. What came
//! in between showing and saving stays beside it, and both are told. Nobody has to remember which facts an edit
//! replaces: they are the ones that were visible there.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, ChangeHash, ExpandedChange, ObjType, ScalarValue};
use kith_domain::id::{CardId, FactId, FeedId};
use kith_domain::time::Timestamp;
use kith_domain::voice::Voice;
use serde_json::Value;

use crate::actor;
use crate::apply::{self, Batch};
use crate::causality::{Past, Turn, count};
use crate::document::{Document, Heads};
use crate::error::{ApplyError, DocumentError};
use crate::ledger::{KIND, Ledger};
use crate::scalar;

/// One thing to do to a document.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a handful of them live for one command; boxes would only be in the way"
)]
pub enum Edit {
    /// Begin a card.
    Create {
        /// Its id, not used on the screen's state.
        card: CardId,
        /// Its kind, given once and for ever.
        kind: String,
    },
    /// Say something of a card.
    Say {
        /// The card, on the screen or created before in the same edits.
        card: CardId,
        /// The field.
        field: String,
        /// What is said.
        fact: NewFact,
    },
}

/// A fact before it is said: its feed and what it replaces follow from where it is said.
#[derive(Debug, Clone, PartialEq)]
pub struct NewFact {
    /// Its id, never used before.
    pub id: FactId,
    /// The value.
    pub value: Value,
    /// Who speaks.
    pub voice: Voice,
    /// By the recording device's clock.
    pub recorded: Timestamp,
    /// Why it is said, where it replaces something.
    pub reason: Option<String>,
    /// What is to be kept beside it, under names that are not a fact's own.
    pub unknown: BTreeMap<String, Value>,
}

/// What an edit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The changes to hand on, as bytes.
    pub changes: Vec<Vec<u8>>,
    /// The heads of the whole document after it.
    pub heads: Heads,
    /// The cards it touched.
    pub touched: BTreeSet<CardId>,
}

impl Document {
    /// Makes the edits as one change of `feed` against the state a screen showed. Two copies of one vault may write in one
    /// feed until they know of each other: whatever they write, neither takes the place of the other's.
    ///
    /// # Errors
    /// The heads are unknown, or an edit does not fit that state; the document is then as it was.
    pub fn edit(&mut self, feed: FeedId, seen: &Heads, edits: &[Edit]) -> Result<Edited, DocumentError> {
        let causality = &self.ledger().causality;
        let seen: Vec<usize> = seen
            .iter()
            .map(|hash| causality.position(&ChangeHash(*hash)))
            .collect::<Option<_>>()
            .filter(|seen: &Vec<usize>| !seen.is_empty())
            .ok_or(DocumentError::UnknownHeads)?;
        if edits.is_empty() {
            return Ok(Edited { changes: Vec::new(), heads: self.heads(), touched: BTreeSet::new() });
        }
        let past = causality.past(&seen);
        let (turn, actor) = (causality.turn(&seen), actor::unsigned(feed));
        let mut draft = Draft::new(self.ledger(), &past, &turn, &actor);
        for edit in edits {
            draft.take(edit)?;
        }
        let operations = draft.operations;
        let change = actor::sign(&apply::encode(content(turn, actor, operations)?)?)?;
        let decoded = apply::guarded(|| Some(apply::decoded(change)))?;
        let bytes = decoded.change.raw_bytes().to_vec();
        let mut batch = Batch::new(self.ledger().clone());
        let touched = batch.admit(&[decoded])?;
        self.adopt_own(batch)?;
        Ok(Edited { changes: vec![bytes], heads: self.heads(), touched })
    }
}

/// The operations of one change in the making.
struct Draft<'a> {
    ledger: &'a Ledger,
    past: &'a Past,
    turn: &'a Turn,
    actor: &'a ActorId,
    operations: Vec<Op>,
    created: BTreeMap<CardId, OpId>,
    said: BTreeMap<(CardId, String), (FactId, OpId)>,
    facts: BTreeSet<FactId>,
}

impl<'a> Draft<'a> {
    fn new(ledger: &'a Ledger, past: &'a Past, turn: &'a Turn, actor: &'a ActorId) -> Self {
        Self {
            ledger,
            past,
            turn,
            actor,
            operations: Vec::new(),
            created: BTreeMap::new(),
            said: BTreeMap::new(),
            facts: BTreeSet::new(),
        }
    }

    fn take(&mut self, edit: &Edit) -> Result<(), DocumentError> {
        match edit {
            Edit::Create { card, kind } => self.create(*card, kind),
            Edit::Say { card, field, fact } => self.say(*card, field, fact),
        }
    }

    fn create(&mut self, card: CardId, kind: &str) -> Result<(), DocumentError> {
        if self.map_of(card).is_some() {
            return Err(DocumentError::CardExists);
        }
        let cards = self.ledger.cards_object().clone();
        let map = self.put(cards, &card.to_string(), OpType::Make(ObjType::Map), Vec::new());
        self.put(map.clone(), KIND, OpType::Put(ScalarValue::Str(kind.into())), Vec::new());
        self.created.insert(card, map);
        Ok(())
    }

    fn say(&mut self, card: CardId, field: &str, fact: &NewFact) -> Result<(), DocumentError> {
        if field.is_empty() || field == KIND {
            return Err(DocumentError::ReservedField);
        }
        let map = self.map_of(card).ok_or(DocumentError::UnknownCard)?;
        if self.ledger.has_fact(fact.id) || !self.facts.insert(fact.id) {
            return Err(DocumentError::FactExists);
        }
        let place = (card, field.to_owned());
        let (saw, replaces) = match self.said.get(&place) {
            Some((earlier, operation)) => (BTreeSet::from([*earlier]), vec![operation.clone()]),
            None => self.shown(card, field, &map),
        };
        let value = scalar::write(fact, &saw).ok_or(ApplyError::Malformed)?;
        let operation = self.put(map, field, OpType::Put(value), replaces);
        self.said.insert(place, (fact.id, operation));
        Ok(())
    }

    fn shown(&self, card: CardId, field: &str, map: &OpId) -> (BTreeSet<FactId>, Vec<OpId>) {
        let shown =
            self.ledger.cards().get(&card).map(|card| card.shown(field, self.past)).unwrap_or_default();
        let replaces = shown
            .iter()
            .filter(|(_, said)| said.map == *map)
            .map(|(_, said)| said.operation.clone())
            .collect();
        (shown.into_iter().map(|(id, _)| id).collect(), replaces)
    }

    /// The map to write in: the first that was on the screen, or the one created here.
    fn map_of(&self, card: CardId) -> Option<OpId> {
        let on_screen =
            |map: &&OpId| self.ledger.causality.change_of(map).is_some_and(|change| self.past.holds(change));
        let shown = self.ledger.cards().get(&card).and_then(|card| card.maps.iter().find(on_screen));
        shown.or_else(|| self.created.get(&card)).cloned()
    }

    fn put(&mut self, object: OpId, key: &str, action: OpType, replaces: Vec<OpId>) -> OpId {
        let counter = self.turn.first_op.saturating_add(count(self.operations.len()));
        self.operations.push(Op {
            action,
            obj: ObjectId::Id(object),
            key: Key::Map(key.into()),
            pred: replaces.into(),
            insert: false,
        });
        OpId(counter, self.actor.clone())
    }
}

/// What the change of a turn holds. It tells no time: the facts in it do.
fn content(turn: Turn, actor_id: ActorId, operations: Vec<Op>) -> Result<ExpandedChange, ApplyError> {
    Ok(ExpandedChange {
        operations,
        actor_id,
        hash: None,
        seq: 1,
        start_op: NonZeroU64::new(turn.first_op).ok_or(ApplyError::Malformed)?,
        time: 0,
        message: None,
        deps: turn.rests_on,
        extra_bytes: Vec::new(),
        author: None,
    })
}
