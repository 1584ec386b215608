//! Reading the ledger into cards.
//!
//! Reading never fails and never hides. A fact counts as replaced only where its replacement says so in `saw` and
//! the library says so too; where the two disagree, both facts are told, and a problem is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use automerge::legacy::OpId;
use kith_domain::card::Card;
use kith_domain::fact::{Fact, Register};
use kith_domain::id::{CardId, FactId};

use crate::causality::Past;
use crate::ledger::{CardLedger, Ledger, Said};

/// All cards of a document, and what could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The cards with everything that was ever said of them.
    pub cards: BTreeMap<CardId, Card>,
    /// What is kept but not understood, or contradicts itself; sorted.
    pub problems: Vec<Problem>,
}

/// Something in the document that a person, or a newer app, is to look at. Nothing of it is lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The card it is in.
    pub card: Option<CardId>,
    /// The field it is in.
    pub field: Option<String>,
    /// What it is.
    pub kind: ProblemKind,
}

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Something among the cards is not a card.
    NotACard,
    /// The card has no kind.
    KindMissing,
    /// The card was given several kinds; the first in alphabetical order is told.
    KindDiffers,
    /// A value of the field is not a fact this app knows.
    NotAFact,
    /// What a fact says it replaces is not what it replaced; what it replaced wrongly is shown.
    SawDisagrees,
    /// One fact id was used for several facts; all are shown.
    FactTwice,
}

impl Ledger {
    /// All cards, with the problems found.
    pub(crate) fn read(&self) -> Reading {
        let mut reading = Reading::default();
        if self.strangers() > 0 {
            reading.problems.push(Problem { card: None, field: None, kind: ProblemKind::NotACard });
        }
        for (id, ledger) in self.cards() {
            let card = ledger.read(*id, &mut reading.problems);
            reading.cards.insert(*id, card);
        }
        reading.problems.sort();
        reading.problems.dedup();
        reading
    }
}

impl CardLedger {
    /// The card, adding the problems found.
    pub(crate) fn read(&self, id: CardId, problems: &mut Vec<Problem>) -> Card {
        let kinds: BTreeSet<&String> = self.kinds.values().flatten().collect();
        let mut problem = |field: Option<&String>, kind| {
            problems.push(Problem { card: Some(id), field: field.cloned(), kind });
        };
        match kinds.len() {
            0 => problem(None, ProblemKind::KindMissing),
            1 => {}
            _ => problem(None, ProblemKind::KindDiffers),
        }
        let mut fields = BTreeMap::new();
        for (name, said) in &self.fields {
            let (register, found) = register(said.iter());
            found.into_iter().for_each(|kind| problem(Some(name), kind));
            if !register.all().is_empty() {
                fields.insert(name.clone(), register);
            }
        }
        Card { id, kind: kinds.first().map(|kind| (*kind).clone()).unwrap_or_default(), fields }
    }

    /// The card as it was in this past; nothing where it was not made yet.
    pub(crate) fn read_at(&self, id: CardId, past: &Past) -> Option<Card> {
        let mut then = self.clone();
        for said in then.fields.values_mut() {
            said.retain(|said| past.holds(said.change));
        }
        then.fields.retain(|_, said| !said.is_empty());
        (!then.fields.is_empty()).then(|| then.read(id, &mut Vec::new()))
    }

    /// What a screen that showed this past showed in a field: each visible fact with its operation and map.
    pub(crate) fn shown<'a>(&'a self, field: &str, past: &Past) -> Vec<(FactId, &'a Said)> {
        let said: Vec<&Arc<Said>> =
            self.fields.get(field).into_iter().flatten().filter(|said| past.holds(said.change)).collect();
        let (register, _) = register(said.iter().copied());
        let visible: BTreeSet<FactId> = register.visible().into_iter().map(|fact| fact.id).collect();
        said.into_iter()
            .filter_map(|said| said.fact.as_ref().map(|fact| (fact.id, said.as_ref())))
            .filter(|(id, _)| visible.contains(id))
            .collect()
    }
}

/// The register of what was said, and the problems found in it.
fn register<'a>(said: impl Iterator<Item = &'a Arc<Said>>) -> (Register, BTreeSet<ProblemKind>) {
    let mut problems = BTreeSet::new();
    // In the order of the operations, which is the same on every replica: it decides where all else is equal.
    let all: BTreeMap<&OpId, &Said> = said.map(|said| (&said.operation, said.as_ref())).collect();
    let replaced: BTreeSet<&OpId> = all.values().flat_map(|said| &said.replaces).collect();
    let mut by_fact: BTreeMap<FactId, Option<&Said>> = BTreeMap::new();
    for said in all.values() {
        match &said.fact {
            Some(fact) => {
                by_fact.entry(fact.id).and_modify(|only| *only = None).or_insert(Some(said));
            }
            None if !replaced.contains(&said.operation) => {
                problems.insert(ProblemKind::NotAFact);
            }
            None => {}
        }
    }
    if by_fact.values().any(Option::is_none) {
        problems.insert(ProblemKind::FactTwice);
    }
    let mut facts = Vec::with_capacity(all.len());
    for said in all.values() {
        let Some(fact) = &said.fact else { continue };
        let (saw, agrees) = agreed(said, fact, &all, &by_fact);
        if !agrees {
            problems.insert(ProblemKind::SawDisagrees);
        }
        facts.push(Fact { saw, ..fact.clone() });
    }
    (Register::new(facts), problems)
}

/// The facts that this one replaces both by its own word and by the library's, and whether the two agree.
///
/// Where a card was created twice at the same time, the library knows nothing of replacing across its two maps, and
/// the fact's word alone counts. A fact id used twice replaces nothing, or one of the two would vanish.
fn agreed(
    said: &Said,
    fact: &Fact,
    all: &BTreeMap<&OpId, &Said>,
    by_fact: &BTreeMap<FactId, Option<&Said>>,
) -> (Vec<FactId>, bool) {
    let named: BTreeSet<FactId> = fact.saw.iter().copied().collect();
    let saw: Vec<FactId> = named
        .iter()
        .filter(|id| {
            by_fact.get(id).copied().flatten().is_some_and(|other| {
                let replaced = said.replaces.contains(&other.operation);
                // What a fact rests on has a lower number: so two facts never make each other vanish.
                replaced || other.map != said.map && other.operation.counter() < said.operation.counter()
            })
        })
        .copied()
        .collect();
    let mut replaced = said.replaces.iter().filter_map(|operation| all.get(operation)?.fact.as_ref());
    let all_named = replaced.all(|fact| named.contains(&fact.id));
    let agrees = saw.len() == named.len() && all_named;
    (saw, agrees)
}
