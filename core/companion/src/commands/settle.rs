//! Settles a difference: one value, with a reason, naming every fact that was seen. Where something more has arrived
//! since it was looked at, nothing is settled: nobody replaces what they have not seen.

use std::collections::BTreeSet;

use kith_domain::card::{Card, Ending, LIFECYCLE, Lifecycle};
use kith_domain::concern::{DANGER, Danger, Gravity, STATUS, Status};
use kith_domain::consent::{CONSENT, ConsentValue};
use kith_domain::fields::{self, CardKind};
use kith_domain::id::FactId;
use kith_domain::restriction::{self, TERMS};
use kith_domain::section::SectionKind;
use kith_domain::voice::Voice;
use kith_vault::CardRow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, reason, voice};
use crate::change::Change;
use crate::error::KithError;
use crate::rule_summary::Rule;
use crate::session::{Session, card_of};

/// Settles a difference.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// The difference, as `show differences` names it.
    difference: String,
    /// Every fact of it that was seen.
    fact_ids: Vec<String>,
    /// What holds from now on, in the field's shape; for an ending `ended` or `open`.
    value: Value,
    /// Why.
    reason: String,
    /// Whose voice; whoever settles where nothing is said.
    #[uniffi(default = None)]
    voice: Option<VoiceArgument>,
}

impl Command for Settle {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let difference = match session.difference(&self.difference) {
            Err(KithError::UnknownId { .. }) if self.is_settled(session)? => {
                return Err(KithError::invalid("difference", "difference_settled"));
            }
            other => other?,
        };
        let why = reason(Some(&self.reason))?;
        let named = self
            .fact_ids
            .iter()
            .map(|id| parse_id(id, "fact_ids"))
            .collect::<Result<BTreeSet<FactId>, KithError>>()?;
        let (row, card) = session.card_where(difference.card, |row| row.document == difference.document)?;
        let visible: BTreeSet<FactId> = if difference.field == LIFECYCLE {
            card.visible_facts()
                .into_iter()
                .chain(card.field(LIFECYCLE).visible().iter().map(|fact| fact.id))
                .collect()
        } else {
            card.field(&difference.field).visible().iter().map(|fact| fact.id).collect()
        };
        let must_name: BTreeSet<FactId> = difference.facts.iter().copied().collect();
        // A summary says what its rule says: whoever may not read the rule does not settle what it says.
        if row.kind == "rule_summary" && !session.reads(row.individual, SectionKind::Team)? {
            return Err(KithError::forbidden("not_permitted"));
        }
        if named != must_name || !must_name.is_subset(&visible) {
            return Err(KithError::invalid("fact_ids", "difference_changed"));
        }
        let voice = match &self.voice {
            Some(given) => voice(given, "voice")?,
            None => session.own_voice(),
        };
        let mut change = session.begin();
        let settled = self.value.clone();
        let place = Place { row: &row, card: &card, field: &difference.field };
        let fact = say_settled(session, &mut change, &place, self.value, &voice, &why)?;
        tell_summary(session, &mut change, &place, &settled, &voice, &why)?;
        session.commit(change)?;
        Ok(Done::one("fact", fact))
    }
}

impl Settle {
    /// Whether every fact that was seen has been replaced since: somebody settled it.
    fn is_settled(&self, session: &Session) -> Result<bool, KithError> {
        let named: BTreeSet<&str> = self.fact_ids.iter().map(String::as_str).collect();
        for individual in session.vault.read().individuals()? {
            for row in session.vault.read().cards(individual, None)? {
                let card = card_of(&row)?;
                let (mut held, mut visible) = (0, 0);
                for register in card.fields.values() {
                    let of = |id: FactId| named.contains(id.to_string().as_str());
                    held += register.all().iter().filter(|fact| of(fact.id)).count();
                    visible += register.visible().iter().filter(|fact| of(fact.id)).count();
                }
                if held > 0 {
                    return Ok(held == named.len()
                        && visible == 0
                        && !session.is_concerned(row.document, &card));
                }
            }
        }
        Ok(false)
    }
}

/// Where something is settled.
struct Place<'a> {
    row: &'a CardRow,
    card: &'a Card,
    field: &'a str,
}

/// Says what holds from now on, once it may be said.
fn say_settled(
    session: &mut Session,
    change: &mut Change,
    place: &Place<'_>,
    value: Value,
    voice: &Voice,
    why: &str,
) -> Result<FactId, KithError> {
    let fact = if place.field == LIFECYCLE {
        match value.as_str() {
            Some("ended") => {
                let ending = if place.row.kind == "restriction" { Ending::Lift } else { Ending::End };
                session.end_card(change, place.row.document, place.card, ending, voice, None, why.to_owned())
            }
            Some("open") => session.say_unchecked(
                change,
                place.row.document,
                place.card.id,
                LIFECYCLE.to_owned(),
                json!(Lifecycle::Reopened),
                voice,
                None,
                Some(why.to_owned()),
            ),
            _ => return Err(KithError::invalid("value", "not_an_option")),
        }
    } else {
        check_value(&place.row.kind, place.field, &value)?;
        let terms = if place.field == TERMS { restriction::read_terms(&value) } else { None };
        if terms.is_some_and(|terms| restriction::leaves_out_somebody(place.card, &terms)) {
            return Err(KithError::invalid("value", "leaves_out_somebody"));
        }
        if place.row.kind == "concern" {
            session.may_say_of_concern(place.row, place.card, place.field, &value)?;
        }
        if place.row.kind == "concern" && lowers(place.card, place.field, &value) {
            return Err(KithError::invalid("value", "lowering_needs_second_person"));
        }
        let register = place.field.to_owned();
        session.say_unchecked(
            change,
            place.row.document,
            place.card.id,
            register,
            value,
            voice,
            None,
            Some(why.to_owned()),
        )
    };
    Ok(fact)
}

/// Lets the plain summary of a rule follow what was settled of it.
fn tell_summary(
    session: &mut Session,
    change: &mut Change,
    place: &Place<'_>,
    settled: &Value,
    voice: &Voice,
    why: &str,
) -> Result<(), KithError> {
    if place.row.kind == "restriction" {
        let terms = restriction::read_terms(settled);
        let rule = match (place.field, settled.as_str(), &terms) {
            (LIFECYCLE, Some("ended"), _) => Rule::Lifted,
            (LIFECYCLE, _, _) => Rule::Reopened,
            (TERMS, _, Some(terms)) => Rule::Says(terms),
            _ => Rule::Touched,
        };
        let individual = place.row.individual;
        session.summary_follows(change, individual, place.card.id, rule, None, voice, why)?;
    }
    Ok(())
}

/// Whether a value is less serious than what is in force: that is for `lower_concern`, with a second named person.
fn lowers(card: &Card, field: &str, value: &Value) -> bool {
    let from = Gravity::of(card);
    let name = value.as_str().unwrap_or_default();
    match field {
        STATUS => Status::from_name(name) < from.status,
        DANGER => Danger::from_name(name) < from.danger,
        _ => false,
    }
}

/// Whether a value may settle a field, guarded ones by their own shapes.
fn check_value(kind: &str, register: &str, value: &Value) -> Result<(), KithError> {
    let (field, _) = fields::split_slot(register);
    let known = match (kind, field) {
        ("restriction", TERMS) => restriction::read_terms(value).is_some_and(|terms| terms.check().is_ok()),
        ("consent", CONSENT) => serde_json::from_value::<ConsentValue>(value.clone())
            .is_ok_and(|consent| consent.check().is_ok() && consent.decision.is_known()),
        ("concern", STATUS) => value.as_str().is_some_and(|name| Status::from_name(name).is_known()),
        ("concern", DANGER) => value.as_str().is_some_and(|name| Danger::from_name(name).is_known()),
        _ => {
            let kind = CardKind::from_name(kind).ok_or(KithError::unknown("card"))?;
            return fields::validate(kind, register, value)
                .map_err(|problem| KithError::invalid("value", problem.code()));
        }
    };
    if known { Ok(()) } else { Err(KithError::invalid("value", "wrong_shape")) }
}
