//! What may be said of a concern by an ordinary edit. Whom it is about cannot be somebody who reads it already, since
//! nobody can be made to forget; and an answer that falls due later is a risk lowered, which takes a second person.

use kith_domain::card::Card;
use kith_domain::concern::{ANSWER_DUE, CONCERNED, earliest_due};
use kith_domain::id::{CardId, DocumentId, IndividualId, MemberId};
use kith_domain::time::Timestamp;
use kith_vault::CardRow;
use serde_json::Value;

use crate::error::KithError;
use crate::session::Session;

impl Session {
    /// Refuses a value of a concern's field that an ordinary edit may not say.
    pub(crate) fn may_say_of_concern(
        &self,
        row: &CardRow,
        held: &Card,
        field: &str,
        value: &Value,
    ) -> Result<(), KithError> {
        match field {
            CONCERNED => self.may_be_concerned(row.individual, Some(row.document), value),
            ANSWER_DUE if is_later(held, value) => {
                Err(KithError::invalid(ANSWER_DUE, "lowering_needs_second_person"))
            }
            _ => Ok(()),
        }
    }

    /// Whether these may be named as concerned: the individual, members, and people of this record's map; in a section
    /// that is there already, nobody who reads it.
    pub(crate) fn may_be_concerned(
        &self,
        individual: IndividualId,
        document: Option<DocumentId>,
        value: &Value,
    ) -> Result<(), KithError> {
        let named = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        for id in named.filter(|id| *id != "individual") {
            let member = id.parse::<MemberId>().ok().and_then(|id| self.membership.member(id));
            let person = id.parse::<CardId>().ok();
            let on_map = person.is_some_and(|id| self.card_of_kind(individual, id, &["person"]).is_ok());
            match member {
                None if !on_map => return Err(KithError::invalid(CONCERNED, "unknown_member")),
                Some(member) if document.is_some_and(|section| self.membership.reads(member.id, section)) => {
                    return Err(KithError::forbidden("concerned_reads_already"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a concern may be taken to someone: never to a person whom it is about, by id or by name, and not to a role
    /// that only such people have here. Whoever else is behind other words cannot be known.
    pub(crate) fn may_be_taken_to(&self, concern: &Card, to: &str) -> Result<(), KithError> {
        let individual = self.card_where(concern.id, |row| row.kind == "concern")?.0.individual;
        let concerned = kith_domain::concern::concerned(concern);
        let to = to.trim().to_lowercase();
        let named =
            concerned.iter().any(|id| *id == to || self.party(individual, id).trim().to_lowercase() == to);
        let mut in_role = self.membership.members().filter(|member| member.role == to).peekable();
        let role_alone =
            in_role.peek().is_some() && in_role.all(|member| concerned.contains(&member.id.to_string()));
        if named || role_alone { Err(KithError::forbidden("told_to_concerned")) } else { Ok(()) }
    }
}

/// Whether an answer would fall due later than it does, or never.
pub(crate) fn is_later(held: &Card, value: &Value) -> bool {
    let due = value.as_str().and_then(|due| Timestamp::parse_from_rfc3339(due).ok());
    match (earliest_due(held), due) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(held), Some(due)) => due > held,
    }
}
