//! What the operations of a document say, kept as they come: every fact of every card, with what it replaced.
//!
//! The library tells the present cheaply and the past only at great cost; a register needs both. So the operations of
//! each change are read once, here, and checked on the way: cards and fields are added to, never taken away. What a
//! newer app put beside them is left alone. Copies are cheap, so a batch is tried on a copy.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ChangeHash, ExpandedChange, ObjType, ScalarValue};
use kith_domain::fact::Fact;
use kith_domain::id::{CardId, DocumentId, FactId};
use sha2::{Digest, Sha256};

use crate::causality::{Causality, Past, count};
use crate::error::ApplyError;
use crate::{genesis, scalar};

/// The key of a card that holds its kind.
pub(crate) const KIND: &str = "card_kind";

/// Everything said in a document.
#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) causality: Causality,
    cards_object: OpId,
    objects: HashMap<OpId, Holder>,
    cards: BTreeMap<CardId, Arc<CardLedger>>,
    facts: HashSet<FactId>,
    strangers: usize,
}

/// What an object of the document is to us.
#[derive(Clone, Copy)]
enum Holder {
    Cards,
    Card(CardId),
    /// Something of a newer app.
    Elsewhere,
}

/// One card: all that was said of it, in no order.
#[derive(Clone, Default)]
pub(crate) struct CardLedger {
    /// The maps of the card; more than one where it was created twice at the same time.
    pub(crate) maps: BTreeSet<OpId>,
    /// What each map was made as; nothing for a map of no kind that this app knows.
    pub(crate) kinds: BTreeMap<OpId, BTreeSet<String>>,
    pub(crate) fields: BTreeMap<String, Vec<Arc<Said>>>,
}

/// One operation on one field.
pub(crate) struct Said {
    pub(crate) operation: OpId,
    /// The map of the card it was said in.
    pub(crate) map: OpId,
    /// The position of its change.
    pub(crate) change: usize,
    /// The operations it replaces, as the library has it.
    pub(crate) replaces: Vec<OpId>,
    /// What was said; `None` if it is not a fact this app knows.
    pub(crate) fact: Option<Fact>,
}

impl Said {
    /// An id that follows from where it was said and that nobody can use again.
    pub(crate) fn own_id(&self) -> FactId {
        let mut hash = Sha256::new();
        hash.update(b"kith fact");
        hash.update(self.operation.counter().to_be_bytes());
        hash.update(self.operation.actor().to_bytes());
        let hash: [u8; 32] = hash.finalize().into();
        FactId::from_random(hash.first_chunk().copied().unwrap_or_default())
    }
}

/// One change, decoded.
#[derive(Clone)]
pub(crate) struct Decoded {
    pub(crate) change: Change,
    pub(crate) hash: ChangeHash,
    pub(crate) content: ExpandedChange,
}

/// The operation being read, and where it stands.
struct Reading<'a> {
    operation: OpId,
    position: usize,
    past: &'a Past,
    first_op: u64,
}

impl Ledger {
    /// The ledger of a document that holds its genesis only.
    pub(crate) fn new(id: DocumentId, genesis: &Decoded) -> Self {
        let cards_object = genesis::cards_object(id);
        Self {
            causality: Causality::beginning(&genesis.content, genesis.hash),
            objects: HashMap::from([(cards_object.clone(), Holder::Cards)]),
            cards_object,
            cards: BTreeMap::new(),
            facts: HashSet::new(),
            strangers: 0,
        }
    }

    /// The object id of the map of cards.
    pub(crate) fn cards_object(&self) -> &OpId {
        &self.cards_object
    }

    /// The cards by id.
    pub(crate) fn cards(&self) -> &BTreeMap<CardId, Arc<CardLedger>> {
        &self.cards
    }

    /// How many keys among the cards are not cards.
    pub(crate) fn strangers(&self) -> usize {
        self.strangers
    }

    /// Whether a fact of this id was said.
    pub(crate) fn has_fact(&self, id: FactId) -> bool {
        self.facts.contains(&id)
    }

    /// Takes in one change after everything it rests on; on an error the ledger must be thrown away.
    pub(crate) fn admit(
        &mut self,
        decoded: &Decoded,
        touched: &mut BTreeSet<CardId>,
    ) -> Result<(), ApplyError> {
        if decoded.content.deps.is_empty() {
            return Err(ApplyError::Rootless);
        }
        let (position, past) = self.causality.add(&decoded.content, decoded.hash)?;
        let first_op = decoded.content.start_op.get();
        for (offset, op) in decoded.content.operations.iter().enumerate() {
            let operation = OpId(first_op.saturating_add(count(offset)), decoded.content.actor_id.clone());
            let reading = Reading { operation, position, past: &past, first_op };
            self.admit_op(op, &reading, touched)?;
        }
        Ok(())
    }

    fn admit_op(
        &mut self,
        op: &Op,
        reading: &Reading<'_>,
        touched: &mut BTreeSet<CardId>,
    ) -> Result<(), ApplyError> {
        if !op.pred.iter().all(|replaced| self.could_see(replaced, reading)) {
            return Err(ApplyError::Malformed);
        }
        let holder = match &op.obj {
            ObjectId::Root => return self.admit_at_root(op, reading),
            ObjectId::Id(object) if self.could_see(object, reading) => self.objects.get(object).copied(),
            ObjectId::Id(_) => None,
        };
        match (holder.ok_or(ApplyError::Malformed)?, &op.key, &op.obj) {
            (Holder::Elsewhere, ..) => {
                self.note_object(op, reading, Holder::Elsewhere);
                Ok(())
            }
            (Holder::Cards, Key::Map(key), _) => self.admit_card(key, op, reading, touched),
            (Holder::Card(card), Key::Map(key), ObjectId::Id(map)) if !op.insert => {
                touched.insert(card);
                self.admit_field(card, map, key, op, reading)
            }
            _ => Err(ApplyError::Malformed),
        }
    }

    /// Whether the author of the change could refer to this operation.
    fn could_see(&self, operation: &OpId, reading: &Reading<'_>) -> bool {
        match self.causality.change_of(operation) {
            Some(change) if change == reading.position => {
                (reading.first_op..reading.operation.counter()).contains(&operation.counter())
            }
            Some(change) => reading.past.holds(change),
            None => false,
        }
    }

    fn admit_at_root(&mut self, op: &Op, reading: &Reading<'_>) -> Result<(), ApplyError> {
        match &op.key {
            Key::Map(key) if key == genesis::CARDS || key == genesis::DOCUMENT => Err(ApplyError::Destroys),
            Key::Map(_) => {
                self.note_object(op, reading, Holder::Elsewhere);
                Ok(())
            }
            Key::Seq(_) => Err(ApplyError::Malformed),
        }
    }

    fn admit_card(
        &mut self,
        key: &str,
        op: &Op,
        reading: &Reading<'_>,
        touched: &mut BTreeSet<CardId>,
    ) -> Result<(), ApplyError> {
        if !op.pred.is_empty() || !adds(&op.action) {
            return Err(ApplyError::Destroys);
        }
        let id = key.parse::<CardId>().ok().filter(|id| id.to_string() == key);
        match id {
            Some(card) if op.action == OpType::Make(ObjType::Map) => {
                touched.insert(card);
                self.note_object(op, reading, Holder::Card(card));
                let card = self.card_mut(card);
                card.maps.insert(reading.operation.clone());
                card.kinds.insert(reading.operation.clone(), BTreeSet::new());
            }
            _ => {
                self.strangers = self.strangers.saturating_add(1);
                self.note_object(op, reading, Holder::Elsewhere);
            }
        }
        Ok(())
    }

    fn admit_field(
        &mut self,
        card: CardId,
        map: &OpId,
        key: &str,
        op: &Op,
        reading: &Reading<'_>,
    ) -> Result<(), ApplyError> {
        if !adds(&op.action) {
            return Err(ApplyError::Destroys);
        }
        self.note_object(op, reading, Holder::Elsewhere);
        if key == KIND {
            // A card's kind is said where the card is made. Who makes it once more under another kind adds that kind: the
            // card is read under both.
            let made_here = self.causality.change_of(map) == Some(reading.position);
            if !op.pred.is_empty() || !made_here {
                return Err(ApplyError::Destroys);
            }
            self.card_mut(card).kinds.entry(map.clone()).or_default().extend(text(&op.action));
            return Ok(());
        }
        let fact = fact(&op.action, reading.operation.actor());
        self.facts.extend(fact.as_ref().map(|fact| fact.id));
        let said = self.card_mut(card).fields.entry(key.to_owned()).or_default();
        let replaces: Vec<OpId> = op.pred.iter().cloned().collect();
        let same_place =
            |replaced: &OpId| said.iter().rev().any(|s| s.operation == *replaced && s.map == *map);
        if !replaces.iter().all(same_place) {
            return Err(ApplyError::Malformed);
        }
        said.push(Arc::new(Said {
            operation: reading.operation.clone(),
            map: map.clone(),
            change: reading.position,
            replaces,
            fact,
        }));
        Ok(())
    }

    fn note_object(&mut self, op: &Op, reading: &Reading<'_>, holder: Holder) {
        if matches!(op.action, OpType::Make(_)) {
            self.objects.insert(reading.operation.clone(), holder);
        }
    }

    fn card_mut(&mut self, card: CardId) -> &mut CardLedger {
        Arc::make_mut(self.cards.entry(card).or_default())
    }
}

/// Whether an operation adds a value, rather than taking away or altering one in place.
fn adds(action: &OpType) -> bool {
    matches!(action, OpType::Put(_) | OpType::Make(_))
}

fn fact(action: &OpType, actor: &ActorId) -> Option<Fact> {
    match action {
        OpType::Put(value) => scalar::read(value, actor),
        _ => None,
    }
}

fn text(action: &OpType) -> Option<String> {
    match action {
        OpType::Put(ScalarValue::Str(text)) => Some(text.to_string()),
        _ => None,
    }
}
