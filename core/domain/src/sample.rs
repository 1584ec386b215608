//! Small cards and times for the tests of this crate.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::card::{Card, LIFECYCLE};
use crate::fact::{Fact, Register};
use crate::id::{CardId, FactId, FeedId, MemberId};
use crate::time::Timestamp;
use crate::voice::Voice;

/// The day that many days after 1 June 2025.
pub(crate) fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 1).unwrap() + Days::new(number.into())
}

/// Noon of that day, British Summer Time.
pub(crate) fn noon(number: u32) -> Timestamp {
    at(&format!("{}T12:00:00+01:00", day(number)))
}

/// The time a text gives.
pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse_from_rfc3339(text).unwrap()
}

/// An id of that number.
pub(crate) fn card_id(number: u8) -> CardId {
    CardId::from_random([number; 16])
}

/// A fact of that number that replaces these.
pub(crate) fn fact(number: u8, value: Value, recorded: Timestamp, saw: &[u8]) -> Fact {
    Fact {
        id: FactId::from_random([number; 16]),
        value,
        voice: Voice::worker(MemberId::from_random([1; 16])),
        recorded,
        feed: FeedId::from_random([1; 16]),
        reason: None,
        saw: saw.iter().map(|number| FactId::from_random([*number; 16])).collect(),
        unknown: std::collections::BTreeMap::new(),
    }
}

/// A card of these concurrent values of one field; the fact numbers count from 1.
pub(crate) fn card(kind: &str, field: &str, values: &[&Value]) -> Card {
    let facts =
        (1..).zip(values).map(|(number, value)| fact(number, (*value).clone(), noon(0), &[])).collect();
    Card { id: card_id(99), kind: kind.to_owned(), fields: [(field.to_owned(), Register::new(facts))].into() }
}

/// Ends a card by someone who had seen these facts.
pub(crate) fn end(card: &mut Card, saw: &[FactId]) {
    let value = json!({"state": "ended", "ending": "lift", "saw": saw});
    card.fields.insert(LIFECYCLE.to_owned(), Register::new(vec![fact(200, value, noon(1), &[])]));
}

/// Ends a card by someone who had seen all of it.
pub(crate) fn end_seeing_all(card: &mut Card) {
    let saw: Vec<FactId> = card.visible_facts().into_iter().collect();
    end(card, &saw);
}
