//! Short ids: the beginning of an id stands for the whole where only one id held here begins so. Screens show eight
//! digits; what is recorded and what travels is always the whole id.

use std::collections::BTreeSet;
use std::str::FromStr;

use kith_vault::EntryQuery;
use serde_json::Value;

use crate::arguments::parse_id;
use crate::error::{Fault, KithError};
use crate::session::{Session, card_of};
use crate::shape::{fit, options_at};

/// The fewest digits that may stand for an id.
const DIGITS: usize = 8;
/// The length of a whole id.
const WHOLE: usize = 36;

impl Session {
    /// The whole id for what a person typed: an id, or the beginning of exactly one that is held here. Whatever is
    /// neither is given back as it is, for the command to refuse.
    pub(crate) fn whole_id(&self, typed: &str, field: &str) -> Result<String, KithError> {
        let beginning = typed.to_ascii_lowercase();
        let like_one = beginning.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        if !like_one || !(DIGITS..WHOLE).contains(&beginning.len()) {
            return Ok(typed.to_owned());
        }
        let mut held = self.ids()?.into_iter().filter(|id| id.starts_with(&beginning));
        match (held.next(), held.next()) {
            (Some(one), None) => Ok(one),
            (Some(_), Some(_)) => Err(KithError::invalid(field, "ambiguous_id")),
            (None, _) => Err(KithError::unknown("id").about(field)),
        }
    }

    /// The same error, said more nearly: an id that is unknown by the name of the first argument that holds such an id,
    /// and what is not one of the options with the options.
    pub(crate) fn naming(&self, error: KithError, schema: &Value, given: &Value) -> KithError {
        if let KithError::InvalidInput { field, code: "not_an_option" } = &error {
            return match options_at(schema, field) {
                Some(expected) => KithError::misshapen(field, "not_an_option", Fault::Options { expected }),
                None => error,
            };
        }
        let KithError::UnknownId { field, .. } = &error else { return error };
        if !field.is_empty() {
            return error;
        }
        let Ok(known) = self.ids() else { return error };
        let unknown_at = |typed: &str, field: &str| match known.contains(&typed.to_ascii_lowercase()) {
            true => Ok(typed.to_owned()),
            false => Err(error.clone().about(field)),
        };
        match fit(schema, given, &unknown_at) {
            Err(named @ KithError::UnknownId { .. }) => named,
            _ => error,
        }
    }

    /// The id that a person typed, whole or its beginning.
    pub(crate) fn typed_id<T: FromStr>(&self, typed: &str, field: &str) -> Result<T, KithError> {
        parse_id(&self.whole_id(typed, field)?, field)
    }

    /// Every id that a command or a screen may be given and that this member may know of.
    fn ids(&self) -> Result<BTreeSet<String>, KithError> {
        let mut ids: BTreeSet<String> =
            self.membership.members().map(|member| member.id.to_string()).collect();
        for individual in self.vault.read().individuals()? {
            ids.insert(individual.to_string());
            for row in self.vault.read().cards(individual, None)? {
                let card = card_of(&row)?;
                // A concern about this very member is not there for them.
                if !self.is_concerned(row.document, &card) {
                    ids.insert(card.id.to_string());
                    let facts = card.fields.values().flat_map(|register| register.all());
                    ids.extend(facts.map(|fact| fact.id.to_string()));
                }
            }
            let entries = self.entries(&EntryQuery::of(individual))?;
            ids.extend(entries.iter().map(|read| read.entry.id.to_string()));
            ids.extend(self.differences(individual)?.into_iter().map(|difference| difference.id));
        }
        Ok(ids)
    }
}
