//! What changed on the map between two times of knowing: for each person, relationship and rule what was said before and
//! what is said since, whoever said it.

use kith_domain::card::Card;
use kith_domain::fact::Fact;
use kith_domain::history::changes;
use kith_domain::id::IndividualId;
use kith_domain::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::KithError;
use crate::session::Session;

/// The kinds of cards that the map is drawn from.
const KINDS: [&str; 4] = ["person", "relationship", "restriction", "rule_summary"];

/// One field of one card that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct MapChange {
    /// The card: a person, a relationship or a rule about contact.
    pub card: String,
    /// The field; `lifecycle` where the card was ended or reopened.
    pub field: String,
    /// Everything that was said of it before, in words; empty where nothing was.
    pub before: Vec<String>,
    /// Everything that is said of it after, in words.
    pub after: Vec<String>,
    /// All of it in words.
    pub text: String,
}

impl Session {
    /// What changed on the map in what was known, from after one time up to another.
    pub(crate) fn map_changes(
        &self,
        individual: IndividualId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<MapChange>, KithError> {
        let mut changed = Vec::new();
        // Whoever reads the rules themselves is not told each change twice.
        let reads_rules = !self.cards(individual, "restriction")?.is_empty();
        for kind in KINDS.into_iter().filter(|kind| *kind != "rule_summary" || !reads_rules) {
            for card in self.cards(individual, kind)? {
                let title = self.card_title(individual, &card)?;
                for change in changes(&card, from, to) {
                    let before = self.texts_of(individual, &card, &change.field, &change.from);
                    let after = self.texts_of(individual, &card, &change.field, &change.to);
                    let args = [
                        ("title", title.as_str().into()),
                        ("field", self.field_label(&change.field).into()),
                        ("before", before.join(" / ").into()),
                        ("after", after.join(" / ").into()),
                    ];
                    let key = if before.is_empty() { "map-new" } else { "map-changed" };
                    let text = self.strings.with(key, &args);
                    changed.push(MapChange {
                        card: card.id.to_string(),
                        field: change.field,
                        before,
                        after,
                        text,
                    });
                }
            }
        }
        Ok(changed)
    }

    /// What facts say, in words, each once.
    fn texts_of(&self, individual: IndividualId, card: &Card, field: &str, facts: &[Fact]) -> Vec<String> {
        let mut texts = Vec::new();
        for fact in facts.iter().filter(|fact| !fact.value.is_null()) {
            let text = self.field_text(individual, &card.kind, field, &fact.value);
            if !text.trim().is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }
}
