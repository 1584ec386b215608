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
    /// The card was made under several kinds; it is told under each.
    KindDiffers,
    /// A value of the field is not a fact this app knows.
    NotAFact,
    /// What a fact says it replaces is not what it replaced; what it replaced wrongly is shown.
    SawDisagrees,
    /// One fact id was used for several facts; each is told under an id that follows from where it was said.
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
        let kinds = self.kinds();
        let mut problem = |field: Option<&String>, kind| {
            problems.push(Problem { card: Some(id), field: field.cloned(), kind });
        };
        if kinds.contains("") {
            problem(None, ProblemKind::KindMissing);
        }
        if kinds.len() > 1 {
            problem(None, ProblemKind::KindDiffers);
        }
        let mut fields = BTreeMap::new();
        for (name, said) in &self.fields {
            let (register, found) = register(said.iter());
            found.into_iter().for_each(|kind| problem(Some(name), kind));
            if !register.all().is_empty() {
                fields.insert(name.clone(), register);
            }
        }
        let kind = kinds.into_iter().find(|kind| !kind.is_empty()).unwrap_or_default().to_owned();
        Card { id, kind, fields }
    }

    /// Every kind that the card was made under; an empty one where somebody made it without.
    ///
    /// It only grows, and none comes before another: whoever chooses one lets a later writer hide the others.
    pub(crate) fn kinds(&self) -> BTreeSet<&str> {
        let missing = self.kinds.values().any(BTreeSet::is_empty).then_some("");
        self.kinds.values().flatten().map(String::as_str).chain(missing).collect()
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
            .filter_map(|said| {
                let ids = [said.fact.as_ref()?.id, said.own_id()];
                ids.into_iter().find(|id| visible.contains(id)).map(|id| (id, said.as_ref()))
            })
            .collect()
    }
}

/// The register of what was said, and the problems found in it.
fn register<'a>(said: impl Iterator<Item = &'a Arc<Said>>) -> (Register, BTreeSet<ProblemKind>) {
    let mut problems = BTreeSet::new();
    // In the order of the operations, which is the same on every replica: it decides where all else is equal.
    let all: BTreeMap<&OpId, &Said> = said.map(|said| (&said.operation, said.as_ref())).collect();
    let replaced: BTreeSet<&OpId> = all.values().flat_map(|said| &said.replaces).collect();
    let mut by_id: BTreeMap<FactId, Vec<&Said>> = BTreeMap::new();
    for said in all.values() {
        match &said.fact {
            Some(fact) => by_id.entry(fact.id).or_default().push(said),
            None if !replaced.contains(&said.operation) => {
                problems.insert(ProblemKind::NotAFact);
            }
            None => {}
        }
    }
    // A fact id that was used again would let one fact stand for the other: each is told under an id of its own.
    let mut ids: BTreeMap<&OpId, FactId> = BTreeMap::new();
    for (id, said) in &by_id {
        if said.len() > 1 {
            problems.insert(ProblemKind::FactTwice);
        }
        let own =
            |said: &Said| if by_id.get(id).is_some_and(|all| all.len() > 1) { said.own_id() } else { *id };
        ids.extend(said.iter().map(|said| (&said.operation, own(said))));
    }
    let mut facts = Vec::with_capacity(all.len());
    for said in all.values() {
        let (Some(fact), Some(id)) = (&said.fact, ids.get(&said.operation)) else { continue };
        let (saw, agrees) = agreed(said, fact, &all, &ids);
        if !agrees {
            problems.insert(ProblemKind::SawDisagrees);
        }
        facts.push(Fact { id: *id, saw, ..fact.clone() });
    }
    (Register::new(facts), problems)
}

/// The facts that this one replaces both by its own word and by the library's, and whether the two agree.
///
/// Where a card was created twice at the same time, the library knows nothing of replacing across its two maps, and
/// the fact's word alone counts. A fact may be named by the id it has now, or by the one it had before somebody used that
/// again.
fn agreed(
    said: &Said,
    fact: &Fact,
    all: &BTreeMap<&OpId, &Said>,
    ids: &BTreeMap<&OpId, FactId>,
) -> (Vec<FactId>, bool) {
    let named: BTreeSet<FactId> = fact.saw.iter().copied().collect();
    let names = |other: &Said| -> Option<FactId> {
        let ids = [other.fact.as_ref()?.id, other.own_id()];
        ids.into_iter().find(|id| named.contains(id))
    };
    // Who replaced a fact in their own map and named it cannot have meant another that was given its id.
    let mine = said.replaces.iter().filter_map(|operation| all.get(operation)?.fact.as_ref());
    let mine: BTreeSet<FactId> = mine.map(|fact| fact.id).collect();
    let mut saw = BTreeSet::new();
    let mut found = BTreeSet::new();
    for other in all.values().filter(|other| other.operation != said.operation) {
        let replaced = said.replaces.contains(&other.operation);
        // What a fact rests on has a lower number: so two facts never make each other vanish.
        let before = other.map != said.map && other.operation.counter() < said.operation.counter();
        if let Some(name) = names(other).filter(|name| replaced || before && !mine.contains(name)) {
            found.insert(name);
            saw.extend(ids.get(&other.operation));
        }
    }
    let mut replaced = said.replaces.iter().filter_map(|operation| all.get(operation));
    let all_named = replaced.all(|other| other.fact.is_none() || names(other).is_some());
    (saw.into_iter().collect(), found == named && all_named)
}
