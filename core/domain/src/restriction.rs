//! Restrictions: the rules about contact, and which of them are in force for a person, a way of contact and an instant.
//!
//! All of a restriction that could make it weaker or stricter is one value, the terms, in one register. Two people who
//! change different parts at once therefore never make a third set of terms that nobody wrote and that is weaker than
//! both: what holds is the join of what each of them wrote. The individual's own wish is no such guard: it changes when
//! they say so, and where it is told in two ways they are asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::card::{Card, Standing};
use crate::fact::Fact;
use crate::id::{CardId, FactId, IndividualId, NotAnId};
use crate::lists::{ContactMode, RestrictionKind, lists};
use crate::ruling::{Because, Outcome, Rule, Ruling};
use crate::text::{InvalidText, clean_name, clean_text};
use crate::time::{Timestamp, When};

/// The guarded field of a restriction that holds its terms.
pub const TERMS: &str = "terms";

lists! {
    /// What a restriction does to contact.
    closed Effect { Require = "require", Permit = "permit", Limit = "limit", Prohibit = "prohibit" }
    /// What a restriction rests on. Verification is part of it, because an unverified order is held and not refused.
    closed Force {
        LegalVerified = "legal_verified", LegalUnverified = "legal_unverified", Agreed = "agreed",
        OwnWish = "own_wish", StaffRule = "staff_rule",
    }
}

/// Someone whom a restriction binds or protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The individual.
    Individual,
    /// A person on the map.
    Card(CardId),
}

impl std::str::FromStr for Party {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text == "individual" { Ok(Self::Individual) } else { text.parse().map(Self::Card) }
    }
}

impl std::fmt::Display for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Individual => f.write_str("individual"),
            Self::Card(card) => card.fmt(f),
        }
    }
}

impl Serialize for Party {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What a restriction says of one way of contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeRule {
    /// The level.
    pub rule: Rule,
    /// The condition, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Who supervises, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervised_by: Option<String>,
}

/// The terms of a restriction: one guarded value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Whose record it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub individual: Option<IndividualId>,
    /// With whom contact is ruled; nobody named, here or among the parties, means everyone.
    #[serde(default)]
    pub people: Vec<CardId>,
    /// What it does.
    pub effect: Effect,
    /// What it rests on.
    pub force: Force,
    /// Which sort of rule it is.
    pub kind: RestrictionKind,
    /// Whom it binds.
    #[serde(default)]
    pub bound: Vec<Party>,
    /// Whom it protects.
    #[serde(default)]
    pub protected: Vec<Party>,
    /// What it says of each way of contact, by the name of a [`ContactMode`].
    #[serde(default)]
    pub modes: BTreeMap<String, ModeRule>,
    /// Places it names, in words. It is applied everywhere all the same.
    #[serde(default)]
    pub places: Vec<String>,
    /// Exceptions, in words. They are shown; nothing is permitted by them here.
    #[serde(default)]
    pub exceptions: Vec<String>,
    /// Since when.
    pub from: When,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<When>,
}

/// Why terms were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTerms {
    /// An effect, a force or a level that no list has.
    #[error("not an option of its list")]
    NotAnOption,
    /// No person is named.
    #[error("no person is named")]
    NobodyNamed,
    /// The end is before the beginning.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// A text in it is refused.
    #[error("text: {0}")]
    Text(#[from] InvalidText),
}

impl Terms {
    /// Whether the terms speak of contact with this person.
    #[must_use]
    pub fn names(&self, person: CardId) -> bool {
        let mut named = self.named().peekable();
        named.peek().is_none() || named.any(|card| card == person)
    }

    /// Everybody whom the terms name; terms that name nobody speak of all.
    fn named(&self) -> impl Iterator<Item = CardId> {
        let parties = self.bound.iter().chain(&self.protected).filter_map(|party| match party {
            Party::Card(card) => Some(*card),
            Party::Individual => None,
        });
        self.people.iter().copied().chain(parties)
    }

    /// When it ends: as written, else as the law sets it for this kind (a DVPN 48 hours, a DVPO at most 28 days).
    #[must_use]
    pub fn ends(&self) -> Option<When> {
        self.until.or_else(|| match self.kind {
            RestrictionKind::Dvpn => Some(self.from.later(TimeDelta::hours(48))),
            RestrictionKind::Dvpo => Some(self.from.later(TimeDelta::days(28))),
            _ => None,
        })
    }

    /// What it says of a way of contact that it does not name.
    fn unnamed_mode(&self) -> (Rule, bool) {
        match self.effect {
            Effect::Require | Effect::Permit => (Rule::Free, false),
            Effect::Limit => (Rule::Conditional, true),
            Effect::Prohibit | Effect::Other(_) => (Rule::None, false),
        }
    }

    /// Whether this version may write these terms.
    ///
    /// # Errors
    /// An option that no list has, nobody named, an end before the beginning, or a text that is refused.
    pub fn check(&self) -> Result<(), InvalidTerms> {
        let rules = self.modes.values().map(|mode| &mode.rule);
        if !self.effect.is_known() || !self.force.is_known() || rules.into_iter().any(|rule| !rule.is_known())
        {
            return Err(InvalidTerms::NotAnOption);
        }
        let no_card = |party: &Party| *party == Party::Individual;
        if self.people.is_empty() && self.bound.iter().chain(&self.protected).all(no_card) {
            return Err(InvalidTerms::NobodyNamed);
        }
        if self.until.is_some_and(|until| self.from.begins_after_end_of(until)) {
            return Err(InvalidTerms::EndsBeforeItBegins);
        }
        let words = self.modes.values().flat_map(|mode| mode.condition.iter().chain(&mode.supervised_by));
        for text in words.chain(&self.places).chain(&self.exceptions) {
            clean_text(text)?;
        }
        for mode in self.modes.keys() {
            clean_name(mode)?;
        }
        Ok(())
    }

    /// The argument that holds an option no list of this version has, if there is one.
    #[must_use]
    pub fn unknown_option(&self) -> Option<&'static str> {
        let rules_known = self.modes.values().all(|mode| mode.rule.is_known());
        [("effect", self.effect.is_known()), ("force", self.force.is_known()), ("modes", rules_known)]
            .into_iter()
            .find_map(|(field, known)| (!known).then_some(field))
    }

    fn is_understood(&self, rule: &Rule) -> bool {
        self.effect.is_known() && self.force.is_known() && rule.is_known()
    }
}

/// What these terms alone say of a person, a way of contact and an instant; `None` where they do not speak of the person.
#[must_use]
pub fn evaluate(terms: &Terms, person: CardId, mode: &ContactMode, at: Timestamp) -> Option<Ruling> {
    terms.names(person).then(|| ruling_of(terms, mode, at))
}

/// What these terms say of those they speak of.
fn ruling_of(terms: &Terms, mode: &ContactMode, at: Timestamp) -> Ruling {
    let named = terms.modes.get(mode.name());
    let (rule, not_said) = named.map_or_else(|| terms.unnamed_mode(), |named| (named.rule.clone(), false));
    let mut ruling = if terms.is_understood(&rule) {
        Ruling::of(rule.clone(), outcome_of(&terms.force, &rule), [because_of(&terms.force)])
    } else {
        Ruling::strictest()
    };
    if ruling.outcome == Outcome::Allowed {
        ruling.because.insert(Because::FreeForThisMode);
    }
    if not_said {
        ruling = ruling.and(Outcome::Ask, Because::ModeNotSaid);
    }
    if terms.from.is_after(at) {
        return Ruling::of(Rule::Free, Outcome::Allowed, [Because::StartsLater { from: terms.from }]);
    }
    if let Some(until) = terms.ends() {
        if until.is_over(at) {
            // Its end permits nothing by itself: whatever was not free is asked about.
            if ruling.outcome != Outcome::Allowed {
                ruling.outcome = Outcome::Ask;
            }
            ruling.because.insert(Because::Expired { until });
        }
        if terms.until.is_none() {
            ruling.because.insert(Because::EndSetByLaw { until });
        }
    }
    ruling.conditions.extend(named.and_then(|named| named.condition.clone()));
    ruling.supervised_by.extend(named.and_then(|named| named.supervised_by.clone()));
    let reasons = [
        (terms.effect == Effect::Require, Because::ContactRequired),
        (terms.bound.contains(&Party::Individual), Because::IndividualBound),
        (terms.protected.contains(&Party::Individual), Because::IndividualProtected),
    ];
    ruling.because.extend(reasons.into_iter().filter_map(|(holds, because)| holds.then_some(because)));
    ruling
}

fn outcome_of(force: &Force, rule: &Rule) -> Outcome {
    match (force, rule) {
        (_, Rule::Free) => Outcome::Allowed,
        (Force::LegalVerified, Rule::Conditional | Rule::Supervised) | (Force::StaffRule, _) => {
            Outcome::Conditions
        }
        (Force::LegalUnverified | Force::Agreed | Force::OwnWish, _) => Outcome::Ask,
        (Force::LegalVerified | Force::Other(_), _) => Outcome::Refused,
    }
}

fn because_of(force: &Force) -> Because {
    match force {
        Force::LegalVerified => Because::LegalVerified,
        Force::LegalUnverified => Because::LegalUnverified,
        Force::Agreed => Because::Agreed,
        Force::OwnWish => Because::OwnWish,
        Force::StaffRule => Because::NoLegalBasisRecorded,
        Force::Other(_) => Because::NotUnderstood,
    }
}

/// What holds, and the facts it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// The joined ruling.
    pub ruling: Ruling,
    /// The visible facts it was made of.
    pub sources: BTreeSet<(CardId, FactId)>,
}

/// A restriction card, read once for many questions: a rule may be long, and is asked for each person and way of contact.
#[derive(Debug)]
pub struct Reading {
    card: CardId,
    standing: Standing,
    said: Vec<ReadFact>,
}

/// One visible fact: its terms, whom they name, and whether it is known who may say so much.
#[derive(Debug)]
struct ReadFact {
    fact: FactId,
    terms: Option<(Terms, BTreeSet<CardId>)>,
    is_understood: bool,
}

impl Reading {
    /// Reads a card.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let read = |fact: &Fact| ReadFact {
            fact: fact.id,
            terms: read_terms(&fact.value).map(|terms| {
                let named = terms.named().collect();
                (terms, named)
            }),
            is_understood: fact.voice.is_understood(),
        };
        let said = card.fields.get(TERMS).map(|terms| terms.visible().into_iter().map(read).collect());
        Self { card: card.id, standing: card.standing(), said: said.unwrap_or_default() }
    }

    /// What it says of a person, a way of contact and an instant; `None` where it was lifted or speaks of others only.
    #[must_use]
    pub fn in_force(&self, person: CardId, mode: &ContactMode, at: Timestamp) -> Option<InForce> {
        if self.standing == Standing::Ended {
            return None;
        }
        if self.said.is_empty() {
            // A restriction whose terms are not here may be any restriction on anyone.
            let ruling = Ruling::of(Rule::Free, Outcome::Incomplete, [Because::TermsMissing]);
            return Some(InForce { ruling, sources: BTreeSet::new() });
        }
        let said: Vec<Said> = self.said.iter().filter_map(|fact| Said::of(fact, person, mode, at)).collect();
        let wishes: Vec<&Said> = said.iter().filter(|said| said.own_wish).collect();
        let mut ruling = said.iter().map(|said| said.ruling.clone()).reduce(Ruling::join)?;
        let differs =
            |said: &[&Said]| said.iter().zip(said.iter().skip(1)).any(|(a, b)| a.ruling != b.ruling);
        if differs(&wishes) {
            ruling = ruling.and(Outcome::Ask, Because::OwnWishDiffers);
        }
        if differs(&said.iter().filter(|said| !said.own_wish).collect::<Vec<_>>()) {
            ruling.because.insert(Because::TermsDiffer);
        }
        if self.standing == Standing::EndedChangedMeanwhile {
            ruling.because.insert(Because::EndedChangedMeanwhile);
        }
        let sources = said.iter().map(|said| (self.card, said.fact)).collect();
        Some(InForce { ruling, sources })
    }
}

/// What one restriction card says of a person, a way of contact and an instant, where that is all that is asked of it: see
/// [`Reading`].
#[must_use]
pub fn in_force(card: &Card, person: CardId, mode: &ContactMode, at: Timestamp) -> Option<InForce> {
    Reading::of(card).in_force(person, mode, at)
}

/// What several restriction cards say together; `None` where none of them speaks of the person.
#[must_use]
pub fn union(rules: &[Reading], person: CardId, mode: &ContactMode, at: Timestamp) -> Option<InForce> {
    rules.iter().filter_map(|rule| rule.in_force(person, mode, at)).reduce(|a, mut b| InForce {
        ruling: a.ruling.join(b.ruling),
        sources: {
            b.sources.extend(a.sources);
            b.sources
        },
    })
}

/// What one fact says of the person asked about.
struct Said {
    fact: FactId,
    own_wish: bool,
    ruling: Ruling,
}

impl Said {
    fn of(read: &ReadFact, person: CardId, mode: &ContactMode, at: Timestamp) -> Option<Self> {
        let (own_wish, ruling) = match &read.terms {
            Some((_, named)) if !named.is_empty() && !named.contains(&person) => return None,
            Some((terms, _)) if read.is_understood => {
                (terms.force == Force::OwnWish, ruling_of(terms, mode, at))
            }
            // Who may say so much is not known here: what it says holds, and nothing less than the strictest.
            Some((terms, _)) => (false, ruling_of(terms, mode, at).join(Ruling::strictest())),
            None => (false, Ruling::strictest()),
        };
        Some(Self { fact: read.fact, own_wish, ruling })
    }
}

/// Whether terms would no longer speak of somebody whom the card's terms speak of: that is lifting a rule for them, and is
/// done by lifting it.
#[must_use]
pub fn leaves_out_somebody(card: &Card, terms: &Terms) -> bool {
    let held = card.field(TERMS);
    let held = held.visible().into_iter().filter_map(|fact| read_terms(&fact.value));
    held.flat_map(|held| held.people).any(|person| !terms.names(person))
}

/// The terms of a value; `None` where this version cannot read them, which ranks strictest.
#[must_use]
pub fn read_terms(value: &Value) -> Option<Terms> {
    Terms::deserialize(value).ok()
}

#[cfg(test)]
mod tests;
