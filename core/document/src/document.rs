//! A document: the library's form of it, for merging and saving, beside our reading of it, for everything else.
//!
//! The two are always of the same history; every way in goes through both.

use std::collections::BTreeSet;
use std::fmt;

use automerge::{Automerge, ChangeHash, SaveOptions};
use kith_domain::card::Card;
use kith_domain::id::{CardId, DocumentId};

use crate::apply::{decoded, guarded, heads, in_causal_order};
use crate::error::{ApplyError, DocumentError};
use crate::genesis;
use crate::ledger::{Decoded, Ledger};
use crate::read::Reading;

/// The changes nothing rests on yet: what a screen shows is named by them. Sorted.
pub type Heads = Vec<[u8; 32]>;

/// The cards of one section.
#[derive(Clone)]
pub struct Document {
    id: DocumentId,
    automerge: Automerge,
    ledger: Ledger,
    /// The saved form, where it was made already.
    saved: Option<Vec<u8>>,
}

impl Document {
    /// The document of this id as it begins everywhere: with its genesis only.
    #[must_use]
    pub fn new(id: DocumentId) -> Self {
        let genesis = decoded(genesis::change(id));
        let mut automerge = Automerge::new();
        // It cannot fail: the genesis is ours and the same for ever, and a test holds that it is taken in.
        let _taken_in = automerge.apply_changes([genesis.change.clone()]);
        Self { id, automerge, ledger: Ledger::new(id, &genesis), saved: None }
    }

    /// The document of this id from its saved form, which is a cache of our own making.
    ///
    /// # Errors
    /// `Unreadable` if it is damaged, `OtherDocument` if it is of another id.
    pub fn load(id: DocumentId, saved: &[u8]) -> Result<Self, DocumentError> {
        let (automerge, mut changes) = guarded(|| {
            let automerge = Automerge::load(saved).ok()?;
            let changes: Vec<Decoded> = automerge.get_changes(&[]).into_iter().map(decoded).collect();
            Some((automerge, changes))
        })
        .map_err(|_| DocumentError::Unreadable)?;
        let genesis = decoded(genesis::change(id));
        let others = changes.len();
        changes.retain(|change| change.hash != genesis.hash);
        if changes.len() == others {
            return Err(DocumentError::OtherDocument);
        }
        let ledger =
            Self::reread(Ledger::new(id, &genesis), &changes).map_err(|_| DocumentError::Unreadable)?;
        if automerge.get_heads() != ledger.causality.heads().collect::<Vec<_>>() {
            return Err(DocumentError::Unreadable);
        }
        Ok(Self { id, automerge, ledger, saved: Some(saved.to_vec()) })
    }

    fn reread(mut ledger: Ledger, changes: &[Decoded]) -> Result<Ledger, ApplyError> {
        for change in in_causal_order(&ledger, changes)? {
            ledger.admit(change, &mut BTreeSet::new())?;
        }
        Ok(ledger)
    }

    /// The saved form, not compressed: a cache for this device alone, never to be sent.
    pub fn save(&mut self) -> Vec<u8> {
        let automerge = &self.automerge;
        self.saved.get_or_insert_with(|| saved(automerge)).clone()
    }

    /// The document's id.
    #[must_use]
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// The heads, sorted.
    #[must_use]
    pub fn heads(&self) -> Heads {
        heads(&self.ledger)
    }

    /// Whether every one of these heads is in the document.
    #[must_use]
    pub fn holds(&self, heads: &Heads) -> bool {
        heads.iter().all(|hash| self.ledger.causality.position(&ChangeHash(*hash)).is_some())
    }

    /// All cards, each with everything that was ever said of it.
    #[must_use]
    pub fn cards(&self) -> Reading {
        self.ledger.read()
    }

    /// One card under each kind that it was made under, without reading the others: as a rule one.
    #[must_use]
    pub fn card_by_kind(&self, id: CardId) -> Vec<Card> {
        let Some(ledger) = self.ledger.cards().get(&id) else {
            return Vec::new();
        };
        let card = ledger.read(id, &mut Vec::new());
        ledger.kinds().into_iter().map(|kind| Card { kind: kind.to_owned(), ..card.clone() }).collect()
    }

    /// One card, under the first of its kinds, without reading the others.
    #[must_use]
    pub fn card(&self, id: CardId) -> Option<Card> {
        self.ledger.cards().get(&id).map(|card| card.read(id, &mut Vec::new()))
    }

    /// One card as a screen drawn from these heads showed it.
    ///
    /// # Errors
    /// `UnknownHeads` if the heads are not in the document.
    pub fn card_at(&self, id: CardId, seen: &Heads) -> Result<Option<Card>, DocumentError> {
        let causality = &self.ledger.causality;
        let seen: Vec<usize> = seen
            .iter()
            .map(|hash| causality.position(&ChangeHash(*hash)))
            .collect::<Option<_>>()
            .ok_or(DocumentError::UnknownHeads)?;
        let past = causality.past(&seen);
        let card = self.ledger.cards().get(&id);
        Ok(card.and_then(|card| card.read_at(id, &past)))
    }

    pub(crate) fn automerge(&self) -> &Automerge {
        &self.automerge
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Puts a new state of the same history in both forms in place.
    pub(crate) fn replace(&mut self, automerge: Automerge, ledger: Ledger, saved: Option<Vec<u8>>) {
        self.automerge = automerge;
        self.ledger = ledger;
        self.saved = saved;
    }
}

impl fmt::Debug for Document {
    /// Tells nothing of what is in the record.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The library's saved form, not compressed: whoever keeps it does that faster.
pub(crate) fn saved(automerge: &Automerge) -> Vec<u8> {
    automerge.save_with_options(SaveOptions { deflate: false, ..SaveOptions::default() })
}
