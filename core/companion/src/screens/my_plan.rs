//! My plan: what the individual wants to change, what was agreed, what helps, and what a rule means for them.

use kith_domain::fields::CardKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::Outline;
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;
use crate::together::{self, MyItem};

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
            for card in session.shared_cards(individual, kind)? {
                items.push(MyItem {
                    id: card.id.to_string(),
                    when: None,
                    parts: vec![session.card_title(individual, &card)?],
                    text: session.card_title(individual, &card)?,
                    under: session.shared_fields(individual, &card, title),
                    people: Vec::new(),
                    attachment: None,
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
