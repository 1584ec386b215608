//! Raises a concern: at once, in a section of its own that only named people read, and never the person concerned.

use std::collections::BTreeSet;

use kith_domain::concern::{ANSWER_DUE, CONCERNED, DANGER, Danger, STATUS, answer_due};
use kith_domain::fields::CardKind;
use kith_domain::id::{EntryId, IndividualId, MemberId};
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{parse_id, text};
use crate::audience::is_staff;
use crate::error::KithError;
use crate::session::Session;

/// Raises a concern.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct RaiseConcern {
    /// About whom.
    individual: String,
    /// What was seen or heard, in the writer's words.
    what: String,
    /// What was said, word for word.
    #[uniffi(default = None)]
    their_words: Option<String>,
    /// harm_to_individual, harm_by_individual, practice, discrimination, resources, data_breach, …
    kind: String,
    /// physical, emotional, financial, neglect, …
    #[serde(default)]
    #[uniffi(default = [])]
    harms: Vec<String>,
    /// none, long, medium, short, imminent.
    #[uniffi(default = None)]
    danger: Option<String>,
    /// The danger now, in words.
    #[uniffi(default = None)]
    danger_now: Option<String>,
    /// What the person themselves wishes.
    #[uniffi(default = None)]
    wishes: Option<String>,
    /// Who is told: manager, safeguarding_lead, adult_social_care, 999, …
    recipients: Vec<String>,
    /// Members who are to read it; managers and safeguarding leads where nothing is said.
    #[uniffi(default = None)]
    readers: Option<Vec<String>>,
    /// Whom it is about: members or people of the map. They are never told of it.
    #[serde(default)]
    #[uniffi(default = [])]
    concerned: Vec<String>,
    /// The visit or other entry it came from.
    #[uniffi(default = None)]
    entry: Option<String>,
}

impl Command for RaiseConcern {
    fn perform(mut self, session: &mut Session) -> Result<Done, KithError> {
        for id in self.concerned.iter_mut().filter(|id| id.as_str() != "individual") {
            *id = session.whole_id(id, "concerned")?;
        }
        let individual: IndividualId = parse_id(&self.individual, "individual")?;
        // Whoever is in the record may raise a concern: an advocate or the individual themselves like any worker.
        session.section(individual, SectionKind::Shared)?;
        if self.recipients.is_empty() {
            return Err(KithError::invalid("recipients", "empty"));
        }
        let danger = self.danger.as_deref().map(Danger::from_name);
        if danger.as_ref().is_some_and(|danger| !danger.is_known()) {
            return Err(KithError::invalid("danger", "not_an_option"));
        }
        session.may_be_concerned(individual, None, &json!(self.concerned))?;
        let readers = self.readers(session, individual)?;
        let now = session.now();
        let mut values = vec![
            ("kind", json!(self.kind)),
            ("what", json!(text(&self.what, "what")?)),
            ("harms", json!(self.harms)),
            ("recipients", json!(self.recipients)),
            (CONCERNED, json!(self.concerned)),
            ("sent", json!(now.to_rfc3339())),
            (ANSWER_DUE, json!(answer_due(now, danger.as_ref().unwrap_or(&Danger::None)).to_rfc3339())),
        ];
        let optional =
            [("their_words", &self.their_words), ("danger_now", &self.danger_now), ("wishes", &self.wishes)];
        for (field, words) in optional {
            if let Some(words) = words {
                values.push((field, json!(text(words, field)?)));
            }
        }
        if let Some(entry) = &self.entry {
            let entry: EntryId = parse_id(entry, "entry")?;
            values.push(("entry", json!(entry)));
        }
        let mut change = session.begin();
        let document = session.open_section(&mut change, individual, SectionKind::Concern, &readers);
        let voice = session.own_voice();
        let card = session.create_card(&mut change, document, CardKind::Concern, values, &voice)?;
        // A danger that nobody spoke of is left unsaid: it is not that there is none.
        let guarded = [(STATUS, Some(json!("raised"))), (DANGER, danger.map(|danger| json!(danger)))];
        for (field, value) in guarded.into_iter().filter_map(|(field, value)| Some((field, value?))) {
            session.say_unchecked(&mut change, document, card, field.to_owned(), value, &voice, None, None);
        }
        session.commit(change)?;
        Ok(Done::one("concern", card).and_all("readers", &readers))
    }
}

impl RaiseConcern {
    /// Who is to read it: as named, or managers and safeguarding leads; never the person concerned.
    fn readers(&self, session: &Session, individual: IndividualId) -> Result<Vec<MemberId>, KithError> {
        let mut concerned = BTreeSet::new();
        for id in self.concerned.iter().filter(|id| id.as_str() != "individual") {
            concerned.insert(parse_id::<MemberId>(id, "concerned")?);
        }
        let mut readers = Vec::new();
        match &self.readers {
            Some(named) => {
                for id in named {
                    let member = parse_id(id, "readers")?;
                    session.membership.member(member).ok_or(KithError::unknown("member"))?;
                    if concerned.contains(&member) {
                        return Err(KithError::forbidden("concern_of_reader"));
                    }
                    if !is_staff(&session.membership, member) {
                        return Err(KithError::forbidden("not_staff"));
                    }
                    readers.push(member);
                }
            }
            None => {
                let leads = session.membership.members().filter(|member| {
                    matches!(member.role.as_str(), "manager" | "safeguarding_lead")
                        && !concerned.contains(&member.id)
                });
                readers.extend(leads.map(|member| member.id));
                // Who is not of the staff may know of no manager: then the record's own workers are to read it.
                if readers.is_empty() && !is_staff(&session.membership, session.identity.member) {
                    let shared = session.section(individual, SectionKind::Shared)?;
                    let workers = session.membership.members().filter(|member| {
                        is_staff(&session.membership, member.id)
                            && session.membership.reads(member.id, shared)
                            && !concerned.contains(&member.id)
                    });
                    readers.extend(workers.map(|member| member.id));
                }
            }
        }
        readers.retain(|member| *member != session.identity.member);
        Ok(readers)
    }
}
