//! One individual: communication first, alerts, and everything that is on their cards.

use kith_domain::card::Standing;
use kith_domain::fields::{self, CardKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::{Session, card_of};
use crate::view::View;

/// The kinds of cards that the screen lists, in its order.
const LISTED: [CardKind; 9] = [
    CardKind::Restriction,
    CardKind::RuleSummary,
    CardKind::Relationship,
    CardKind::Need,
    CardKind::SupportAgreement,
    CardKind::ContactPlan,
    CardKind::Strategy,
    CardKind::Consent,
    CardKind::Place,
];

/// One individual.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct IndividualScreen {
    /// Who.
    individual: String,
}

/// An individual's own card, and a line for each other card.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct IndividualAnswer {
    /// The individual.
    pub individual: String,
    /// What they are called.
    pub name: String,
    /// Their own card.
    pub card: String,
    /// The fields of the card, in the order of the screen.
    pub fields: Vec<ShownField>,
    /// The other cards of the record that are in use.
    pub cards: Vec<ShownCard>,
    /// Said where sections exist that are not shown here.
    pub note: Option<String>,
    /// The token of what this screen showed, for edits made on it.
    pub seen: String,
}

/// One field in words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct ShownField {
    /// The field.
    pub field: String,
    /// The field in words.
    pub label: String,
    /// Everything said at once, in the fixed order.
    pub values: Vec<Value>,
    /// The same in words.
    pub text: String,
    /// Whether different things are said.
    pub differs: bool,
}

/// One card in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct ShownCard {
    /// The card.
    pub card: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// open, ended, ended_changed_meanwhile.
    pub standing: String,
    /// Whether different things are said of it.
    pub differs: bool,
    /// Its fields.
    pub fields: Vec<ShownField>,
    /// Whether it says what may be: a rule about contact, or its summary.
    #[uniffi(default = false)]
    pub is_guarded: bool,
}

impl Screen for IndividualScreen {
    type Answer = IndividualAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let card = session.individual_card(individual)?;
        let mut cards = Vec::new();
        for kind in LISTED {
            for row in session.vault.read().cards(individual, Some(kind.name()))? {
                let card = card_of(&row)?;
                let standing = card.standing();
                if standing == Standing::Ended {
                    continue;
                }
                cards.push(ShownCard {
                    card: card.id.to_string(),
                    kind: card.kind.clone(),
                    title: session.card_title(individual, &card)?,
                    standing: standing_name(standing).to_owned(),
                    differs: row.differs,
                    fields: session.shown_fields(individual, &card),
                    is_guarded: matches!(kind, CardKind::Restriction | CardKind::RuleSummary),
                });
            }
        }
        let others = session.other_sections(individual);
        let answer = IndividualAnswer {
            individual: self.individual,
            name: session.individual_name(individual),
            card: card.id.to_string(),
            fields: session.shown_fields(individual, &card),
            cards,
            note: others.then(|| session.strings.say("other-notes")),
            seen: session.seen(individual)?,
        };
        let outline = answer.outline(session);
        Ok((answer, outline))
    }
}

impl IndividualAnswer {
    fn outline(&self, session: &Session) -> Outline {
        let strings = &session.strings;
        let own =
            self.fields.iter().map(|field| Line::plain(format!("{}: {}", field.label, field.text))).collect();
        let mut outline = Outline::new(self.name.clone()).block(None, own);
        for kind in LISTED {
            let lines = self
                .cards
                .iter()
                .filter(|card| card.kind == kind.name())
                .map(|card| {
                    let mark = if card.is_guarded { Mark::Guarded } else { Mark::Plain };
                    let mut line = Line::new(mark, card.title.clone()).about(&card.card);
                    if card.standing == "ended_changed_meanwhile" {
                        line = line.under(strings.say("because-ended-changed-meanwhile"));
                    }
                    if card.differs {
                        line = line.under(strings.say("differs"));
                    }
                    line
                })
                .collect();
            outline = outline.block(strings.option("cards", kind.name()), lines);
        }
        let note = self.note.iter().map(|note| Line::new(Mark::Quiet, note.clone())).collect();
        outline.block(None, note)
    }
}

/// A standing's stable name.
pub(crate) fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Ended => "ended",
        Standing::EndedChangedMeanwhile => "ended_changed_meanwhile",
    }
}

impl Session {
    /// The fields of a card that anything was said of, each with everything said at once.
    pub(crate) fn shown_fields(
        &self,
        individual: kith_domain::id::IndividualId,
        card: &kith_domain::card::Card,
    ) -> Vec<ShownField> {
        let order = |name: &str| -> usize {
            let (base, _) = fields::split_slot(name);
            CardKind::from_name(&card.kind)
                .and_then(|kind| kind.fields().iter().position(|spec| spec.name == base))
                .unwrap_or(usize::MAX)
        };
        let mut names: Vec<&String> = card.fields.keys().collect();
        names.sort_by_key(|name| (order(name), name.as_str()));
        let mut shown = Vec::new();
        for name in names {
            if name == kith_domain::card::LIFECYCLE {
                continue;
            }
            let values = View::default().values(card, name);
            if values.is_empty() {
                continue;
            }
            let texts: Vec<String> =
                values.iter().map(|value| self.field_text(individual, &card.kind, name, value)).collect();
            let text = texts.join(" / ");
            if text.trim().is_empty() {
                continue;
            }
            shown.push(ShownField {
                field: name.clone(),
                label: self.field_label(name),
                text,
                differs: values.len() > 1,
                values,
            });
        }
        shown
    }

    /// Whether sections of this record are known of and not shown here.
    fn other_sections(&self, individual: kith_domain::id::IndividualId) -> bool {
        let read: Vec<_> = self.sections(individual).unwrap_or_default();
        let staff = read.iter().any(|section| section.kind == kith_domain::section::SectionKind::Team);
        !staff
    }
}
