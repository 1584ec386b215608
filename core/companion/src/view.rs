//! Reading a card for showing: all that was said at once, never one winner. Where people said different things the
//! words stand side by side; whose they are is told by the screen of differences.

use kith_domain::card::{Card, Standing};
use kith_domain::fact::{Fact, Register};
use kith_domain::time::Timestamp;
use serde_json::Value;

/// Between two things said at once of one field.
const OR: &str = " / ";

/// What is asked of the record: now, or as known at an earlier time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct View {
    /// As known then; everything where nothing is said.
    pub(crate) known_at: Option<Timestamp>,
}

impl View {
    /// The visible facts of a register in this view.
    pub(crate) fn facts(self, register: &Register) -> Vec<&Fact> {
        match self.known_at {
            None => register.visible(),
            Some(instant) => register.known_at(instant),
        }
    }

    /// The different values of a field, in the fixed order.
    pub(crate) fn values(self, card: &Card, field: &str) -> Vec<Value> {
        let register = card.field(field);
        let mut values: Vec<Value> = Vec::new();
        for fact in self.facts(register) {
            if !fact.value.is_null() && !values.contains(&fact.value) {
                values.push(fact.value.clone());
            }
        }
        values
    }

    /// The text of a field, with all that was said at once; empty where nobody said anything.
    pub(crate) fn text(self, card: &Card, field: &str) -> String {
        self.names(card, field).join(OR)
    }

    /// The option names of a field.
    pub(crate) fn names(self, card: &Card, field: &str) -> Vec<String> {
        self.values(card, field).iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// The items of a list field, of all that was said at once, each once.
    pub(crate) fn items(self, card: &Card, field: &str) -> Vec<String> {
        let mut items = Vec::new();
        for value in self.values(card, field) {
            for item in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !items.iter().any(|held| held == item) {
                    items.push(item.to_owned());
                }
            }
        }
        items
    }

    /// Whether the card is in use in this view.
    pub(crate) fn standing(self, card: &Card) -> Standing {
        match self.known_at {
            None => card.standing(),
            Some(instant) => card.standing_known_at(instant),
        }
    }

    /// Whether anything at all was known of the card.
    pub(crate) fn knows(self, card: &Card) -> bool {
        card.fields.values().any(|register| !self.facts(register).is_empty())
    }
}
