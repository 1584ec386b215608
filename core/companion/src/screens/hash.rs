//! The hash of a record: over all facts, values, authors, times and in-force results. Two devices that read the same
//! sections and hold the same parcels have the same hash; whatever differs between them changes it.

use kith_domain::card::Card;
use kith_domain::concern::Gravity;
use kith_domain::consent;
use kith_domain::id::CardId;
use kith_domain::lists::ContactMode;
use kith_domain::restriction::{self, TERMS};
use kith_domain::time::Timestamp;
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Screen;
use super::outline::{Line, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::{Session, card_of};

/// The hash of a record.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Hash {
    /// Of whose record.
    individual: String,
}

/// A record's hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct HashAnswer {
    /// SHA-256 over all sections that are read here, hexadecimal.
    pub hash: String,
    /// The same by section, so that people who read different sections can compare what they share.
    pub sections: Vec<SectionHash>,
}

/// One section's hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct SectionHash {
    /// The section's document.
    pub document: String,
    /// shared, team, concern.
    pub section: String,
    /// SHA-256, hexadecimal.
    pub hash: String,
}

impl Screen for Hash {
    type Answer = HashAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        session.individual_card(individual)?;
        let entries = session.entries(&EntryQuery::of(individual))?;
        let cards = session.vault.read().cards(individual, None)?;
        let mut whole = Sha256::new();
        let mut sections = Vec::new();
        for section in session.sections(individual)? {
            let mut hash = Sha256::new();
            for row in cards.iter().filter(|row| row.document == section.document) {
                let card = card_of(row)?;
                put(
                    &mut hash,
                    &json!({
                        "card": card,
                        "authors": session.authors(&card),
                        "in_force": in_force(&card),
                        "standing": card.standing(),
                    }),
                );
            }
            let mut said: Vec<Value> = entries
                .iter()
                .filter(|read| read.document == section.document)
                .map(|read| {
                    json!({"entry": read.entry, "authors": session.authors_of(read), "feeds": read.feeds})
                })
                .collect();
            said.sort_by_key(ToString::to_string);
            said.iter().for_each(|entry| put(&mut hash, entry));
            let hash = hash.finalize();
            whole.update(section.document.to_bytes());
            whole.update(hash);
            sections.push(SectionHash {
                document: section.document.to_string(),
                section: section.kind.name().to_owned(),
                hash: hex::encode(hash),
            });
        }
        let answer = HashAnswer { hash: hex::encode(whole.finalize()), sections };
        let outline = Outline::new(session.strings.say("screen-hash"))
            .block(None, vec![Line::plain(answer.hash.clone())])
            .block(
                session.strings.say("hash-sections"),
                answer
                    .sections
                    .iter()
                    .map(|one| {
                        let section = session.strings.option("section", &one.section);
                        Line::plain(format!("{section}: {}", one.hash))
                    })
                    .collect(),
            );
        Ok((answer, outline))
    }
}

impl Session {
    fn authors(&self, card: &Card) -> Value {
        let mut authors: Vec<(String, Value)> = card
            .fields
            .values()
            .flat_map(|register| register.all())
            .map(|fact| (fact.id.to_string(), json!(self.author(fact.feed))))
            .collect();
        authors.sort_by(|a, b| a.0.cmp(&b.0));
        json!(authors)
    }
}

fn put(hash: &mut Sha256, value: &Value) {
    let text = value.to_string();
    hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
    hash.update(text);
}

/// What is in force of a guarded card. A rule is asked for each person and way of contact just before, at and after
/// each of its own dates: it says the same between them, and no clock is needed.
fn in_force(card: &Card) -> Value {
    match card.kind.as_str() {
        "restriction" => {
            let terms = card.field(TERMS);
            let said: Vec<_> =
                terms.visible().iter().filter_map(|fact| restriction::read_terms(&fact.value)).collect();
            let mut people: Vec<CardId> = said.iter().flat_map(|terms| terms.people.clone()).collect();
            people.sort();
            people.dedup();
            let offset = chrono::FixedOffset::east_opt(0);
            let mut instants: Vec<Timestamp> = Vec::new();
            for terms in &said {
                for when in std::iter::once(terms.from).chain(terms.ends()) {
                    if let Some(moment) = offset.and_then(|offset| when.moment(offset)) {
                        let day = chrono::TimeDelta::days(2);
                        instants.extend(moment.checked_sub_signed(day));
                        instants.push(moment);
                        instants.extend(moment.checked_add_signed(day));
                    }
                }
            }
            instants.sort();
            instants.dedup();
            let rule = restriction::Reading::of(card);
            let mut rulings = Vec::new();
            for person in &people {
                for mode in ContactMode::ALL {
                    for at in &instants {
                        let found = rule.in_force(*person, mode, *at);
                        rulings.push(json!([person, mode.name(), at, found]));
                    }
                }
            }
            json!(rulings)
        }
        "consent" => json!(consent::in_force(card)),
        "concern" => json!(Gravity::of(card)),
        _ => Value::Null,
    }
}
