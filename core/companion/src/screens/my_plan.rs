//! My plan: what the individual wants to change, what was agreed, what helps, and what a rule means for them.

use kith_domain::card::{Card, LIFECYCLE};
use kith_domain::fact::Fact;
use kith_domain::fields::{self, CardKind};
use kith_domain::id::{CardId, IndividualId};
use kith_domain::restriction::Effect;
use kith_domain::time::When;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::Outline;
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;
use crate::together::{self, MyItem};
use crate::view::View;

/// What the plan is made of, in its order, each with the field that is its title.
const PARTS: [(CardKind, &str); 4] = [
    (CardKind::Need, "title"),
    (CardKind::SupportAgreement, "purpose"),
    (CardKind::Strategy, "name"),
    (CardKind::RuleSummary, "text"),
];

/// The individual's plan.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct MyPlan {
    /// Whose.
    individual: String,
}

/// One part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct MyPart {
    /// The kind of its cards.
    pub kind: String,
    /// The heading.
    pub heading: String,
    /// What is in it.
    pub items: Vec<MyItem>,
}

impl Screen for MyPlan {
    type Answer = Vec<MyPart>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let strings = &session.strings;
        let mut parts = Vec::new();
        for (kind, title) in PARTS {
            let mut items = Vec::new();
            let cards = session.shared_cards(individual, kind)?;
            for card in &cards {
                items.push(match kind {
                    CardKind::RuleSummary => session.my_rule(individual, card, &cards)?,
                    _ => MyItem {
                        id: card.id.to_string(),
                        when: None,
                        parts: vec![session.card_title(individual, card)?],
                        text: session.card_title(individual, card)?,
                        under: session.shared_fields(individual, card, title),
                        people: Vec::new(),
                        attachment: None,
                    },
                });
            }
            if !items.is_empty() {
                let heading = strings.option("my-part", kind.name());
                parts.push(MyPart { kind: kind.name().to_owned(), heading, items });
            }
        }
        let mut outline = Outline::new(strings.say("screen-my-plan"));
        for part in &parts {
            outline = outline.block(part.heading.clone(), together::lines(&part.items, ""));
        }
        if parts.is_empty() {
            outline = outline.block(None, together::lines(&[], &strings.say("my-plan-empty")));
        }
        Ok((parts, outline))
    }
}

/// What a rule says of the ways of contact, the free ones first: the end of a field of its summary, and of its words.
const WAYS: [&str; 4] = ["free", "conditional", "supervised", "none"];
/// What is told of a rule beside its terms.
const TOLD: [&str; 2] = ["explained_how", "view"];

/// What of a summary says whom the rule is about, how strict it is and how long.
const TERMS: [&str; 10] = [
    "text",
    "people",
    "modes",
    "effect",
    "ways_free",
    "ways_conditional",
    "ways_supervised",
    "ways_none",
    "from",
    "until",
];

impl Session {
    /// Whether a summary can be told in plain words: everybody says the same of the rule, all of it was said at one go, as no app
    /// of before this one does, and by staff, and it is in force now. Else it could be told more weakly than it is.
    fn is_plain(&self, card: &Card) -> bool {
        let (view, now) = (View::default(), self.now());
        let said: Vec<&Fact> = TERMS.iter().flat_map(|field| card.field(field).visible()).collect();
        let at_one_go = |field: &&str| card.field(field).visible().len() <= 1;
        let same_time = said.windows(2).all(|pair| matches!(pair, [a, b] if a.recorded == b.recorded));
        let when = |field: &str| -> Vec<When> {
            view.names(card, field).iter().filter_map(|when| when.parse().ok()).collect()
        };
        let begun = when("from").iter().all(|from| !from.is_after(now));
        let over = when("until").iter().any(|until| until.is_over(now));
        let by_staff = self.is_by_staff(card, &TERMS) && self.is_by_staff(card, &[LIFECYCLE, "restriction"]);
        TERMS.iter().all(at_one_go) && same_time && by_staff && begun && !over
    }

    /// A rule about contact in the individual's own plain words: with whom, what it does, in which ways and until when; not which
    /// order it is or who set it. Where people say different things of it, or a summary of before does not say, it is told that
    /// there is one; and so it is beside another rule about the same person, since the strictest of them holds. Whoever wants to
    /// know more is to ask.
    fn my_rule(&self, individual: IndividualId, card: &Card, all: &[Card]) -> Result<MyItem, KithError> {
        let (strings, view) = (&self.strings, View::default());
        let names = self.shared_people(individual)?;
        let people = view.items(card, "people");
        let name = |id: &String| {
            let name = id.parse().ok().and_then(|id: CardId| names.get(&id).cloned());
            name.filter(|name| !name.is_empty()).unwrap_or_else(|| strings.say("somebody"))
        };
        let named = people.iter().map(name).collect::<Vec<_>>().join(", ");
        let effects = view.names(card, "effect");
        let shares = |other: &&Card| {
            other.id != card.id && view.items(other, "people").iter().any(|person| people.contains(person))
        };
        let holds =
            |effect: &String| *effect == Effect::Prohibit.name() || !all.iter().any(|other| shares(&other));
        let says = match effects.as_slice() {
            [only] if Effect::LIST.has(only) && !people.is_empty() && holds(only) && self.is_plain(card) => {
                only
            }
            _ => "ask",
        };
        let rule = strings.option("my-rule", says);
        let ways = WAYS.iter().filter_map(|way| {
            let modes = view.items(card, &format!("ways_{way}"));
            let modes: Vec<String> = modes.iter().map(|mode| strings.option("mode", mode)).collect();
            let label = strings.option("my-rule-ways", way);
            (!modes.is_empty()).then(|| format!("{label}: {}", modes.join(", ")))
        });
        let mut under: Vec<String> = if says == "ask" { Vec::new() } else { ways.collect() };
        let ends = if says == "ask" { Vec::new() } else { view.names(card, "until") };
        let ends = ends.iter().filter_map(|until| until.parse::<When>().ok());
        under.extend(
            ends.map(|until| strings.with("my-rule-until", &[("until", self.when_text(until).into())])),
        );
        let told = self.shown_fields(individual, card).into_iter();
        let told = told.filter(|shown| TOLD.contains(&fields::split_slot(&shown.field).0));
        under.extend(told.map(|shown| format!("{}: {}", shown.label, shown.text)));
        under.push(strings.say("my-ask-first"));
        let args = [("person", (&named).into()), ("rule", (&rule).into())];
        // Whom it is about may stand in the rule alone, as whoever is bound by it.
        let (text, parts) = match people.is_empty() {
            true => (rule.clone(), vec![rule]),
            false => (strings.with("my-rule-line", &args), vec![rule, named]),
        };
        Ok(MyItem { id: card.id.to_string(), when: None, text, parts, under, people, attachment: None })
    }
}
