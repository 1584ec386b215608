//! The rules about contact of a record: each with how it stands now, what it says, and what it means for each way of contact.

use kith_domain::card::{Card, Standing};
use kith_domain::lists::ContactMode;
use kith_domain::restriction::{self, Force, Reading, TERMS, Terms};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::individual::ShownField;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;

/// The rules about contact of a record.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Whose.
    individual: String,
}

/// One rule about contact.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct RuleItem {
    /// Its card.
    pub rule: String,
    /// What it is called.
    pub title: String,
    /// The people that it names, by their cards.
    pub people: Vec<String>,
    /// How it stands now: in_force, unverified, expired, future or lifted.
    pub state: String,
    /// The same in words.
    pub state_text: String,
    /// What is said of it: more than one where people said different things.
    pub says: Vec<String>,
    /// What it alone means now for each way of contact, the strictest first.
    pub holds: Vec<String>,
    /// Whether different things are said of it.
    pub differs: bool,
    /// What else is held of it: papers, dates.
    pub fields: Vec<ShownField>,
}

impl Screen for Rules {
    type Answer = Vec<RuleItem>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let mut rules = Vec::new();
        for card in session.cards(individual, "restriction")? {
            let facts = card.field(TERMS);
            let said: Vec<_> = facts.visible().into_iter().map(|fact| fact.value.clone()).collect();
            let terms: Vec<Option<Terms>> = said.iter().map(restriction::read_terms).collect();
            let state = state(session, &card, &terms);
            let mut people: Vec<_> = terms.iter().flatten().flat_map(|terms| terms.people.clone()).collect();
            people.sort();
            people.dedup();
            let fields = session.shown_fields(individual, &card);
            rules.push(RuleItem {
                rule: card.id.to_string(),
                title: session.card_title(individual, &card)?,
                people: people.iter().map(ToString::to_string).collect(),
                state: state.to_owned(),
                state_text: session.strings.option("rule-state", state),
                says: said.iter().map(|said| session.value_text(individual, TERMS, said)).collect(),
                holds: holds(session, &card, &people),
                differs: fields.iter().any(|field| field.differs),
                fields: fields.into_iter().filter(|field| field.field != TERMS).collect(),
            });
        }
        rules.sort_by_key(|rule| STATES.iter().position(|state| *state == rule.state));
        let outline = outline(session, &rules);
        Ok((rules, outline))
    }
}

/// How a rule can stand, in the order in which rules are told.
const STATES: [&str; 5] = ["in_force", "unverified", "expired", "future", "lifted"];

/// How a rule stands. What cannot be read counts as in force, as the check counts it.
fn state(session: &Session, card: &Card, terms: &[Option<Terms>]) -> &'static str {
    let now = session.now();
    let all = |holds: &dyn Fn(&Terms) -> bool| {
        !terms.is_empty() && terms.iter().all(|terms| terms.as_ref().is_some_and(holds))
    };
    if card.standing() == Standing::Ended {
        "lifted"
    } else if all(&|terms| terms.from.is_after(now)) {
        "future"
    } else if all(&|terms| terms.ends().is_some_and(|end| end.is_over(now))) {
        "expired"
    } else if terms.iter().flatten().any(|terms| terms.force == Force::LegalUnverified) {
        "unverified"
    } else {
        "in_force"
    }
}

/// What a rule alone means now, by way of contact, the strictest first.
fn holds(session: &Session, card: &Card, people: &[kith_domain::id::CardId]) -> Vec<String> {
    let (reading, now) = (Reading::of(card), session.now());
    let ways = ContactMode::ALL.iter().filter_map(|mode| {
        let rulings = people.iter().filter_map(|person| reading.in_force(*person, mode, now));
        Some((rulings.map(|held| held.ruling.outcome).max()?, mode.name()))
    });
    session.by_outcome(ways)
}

fn outline(session: &Session, rules: &[RuleItem]) -> Outline {
    let strings = &session.strings;
    let mut lines: Vec<Line> = Vec::new();
    for rule in rules {
        let text = format!("{} · {}", rule.state_text, rule.title);
        let line = Line::new(Mark::Guarded, text).about(&rule.rule);
        lines.push(rule.says.iter().chain(&rule.holds).fold(line, |line, under| line.under(under.clone())));
    }
    if lines.is_empty() {
        lines.push(Line::plain(strings.say("rules-none")));
    }
    Outline::new(strings.say("screen-rules")).block(None, lines)
}
