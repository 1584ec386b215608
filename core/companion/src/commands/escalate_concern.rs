//! Escalates a concern, when nothing was done in time or the danger grew; never to the person concerned.

use kith_domain::card::Card;
use kith_domain::concern::{ANSWER_DUE, DANGER, Danger, STATUS, answer_due, danger_is_said};
use kith_domain::fields::{self, CardKind};
use kith_domain::id::{DocumentId, MemberId};
use kith_sync::SectionKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::audience::is_staff;
use crate::error::KithError;
use crate::session::Session;

/// Escalates a concern.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct EscalateConcern {
    /// The concern.
    concern: String,
    /// Who is told now: safeguarding_lead, adult_social_care, 999, …
    to: String,
    /// Why.
    reason: String,
    /// The danger now, where it is another: none, long, medium, short, imminent.
    #[uniffi(default = None)]
    danger: Option<String>,
    /// Members of the staff who are to read it from now on too, besides those of the role it is taken to; never whoever it
    /// is about.
    #[serde(default)]
    #[uniffi(default = [])]
    readers: Vec<String>,
}

impl Command for EscalateConcern {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let (document, concern) = session.concern(parse_id(&self.concern, "concern")?)?;
        let why = reason(Some(&self.reason))?;
        let gravity = kith_domain::concern::Gravity::of(&concern);
        let danger = match self.danger.as_deref().map(Danger::from_name) {
            None => gravity.danger.clone(),
            Some(danger) if !danger.is_known() => {
                return Err(KithError::invalid("danger", "not_an_option"));
            }
            Some(danger) if danger < gravity.danger => {
                return Err(KithError::invalid("danger", "lowering_needs_second_person"));
            }
            Some(danger) => danger,
        };
        let to = json!(self.to);
        let kind = CardKind::Concern;
        fields::validate(kind, "escalated_to", &to)
            .map_err(|problem| KithError::invalid("to", problem.code()))?;
        session.may_be_taken_to(&concern, &self.to)?;
        let now = session.now();
        let voice = session.own_voice();
        let readers = self.readers(session, document, &concern)?;
        let mut change = session.begin();
        if !readers.is_empty() {
            let key = session.vault.read().section_key(document, 1)?;
            let key = SectionKey::from_bytes(*key.ok_or(KithError::forbidden("section_not_readable"))?);
            for reader in readers {
                session.grant(&mut change, document, &key, reader, &why);
            }
        }
        let values = [
            ("escalated_to", to),
            ("sent", json!(now.to_rfc3339())),
            (ANSWER_DUE, json!(answer_due(now, &danger).to_rfc3339())),
        ];
        for (field, value) in values {
            let why = Some(why.clone());
            session.say(&mut change, document, concern.id, kind, field, value, &voice, None, why)?;
        }
        let said = self.danger.is_some() || danger_is_said(&concern);
        let guarded = [(STATUS, Some(json!("escalated"))), (DANGER, said.then(|| json!(danger)))];
        for (field, value) in guarded.into_iter().filter_map(|(field, value)| Some((field, value?))) {
            let why = Some(why.clone());
            session.say_unchecked(
                &mut change,
                document,
                concern.id,
                field.to_owned(),
                value,
                &voice,
                None,
                why,
            );
        }
        session.commit(change)?;
        Ok(Done::one("concern", concern.id))
    }
}

impl EscalateConcern {
    /// Who is let in: staff who are named or of the role that is told, who do not read it yet, and nobody whom it is about.
    fn readers(
        &self,
        session: &Session,
        document: DocumentId,
        concern: &Card,
    ) -> Result<Vec<MemberId>, KithError> {
        let concerned = kith_domain::concern::concerned(concern);
        let mut readers = Vec::new();
        for id in &self.readers {
            let member: MemberId = parse_id(id, "readers")?;
            let unknown = || KithError::unknown("member").about("readers");
            session.membership.member(member).ok_or_else(unknown)?;
            if concerned.contains(&member.to_string()) {
                return Err(KithError::forbidden("concern_of_reader"));
            }
            if !is_staff(&session.membership, member) {
                return Err(KithError::forbidden("not_staff"));
            }
            readers.push(member);
        }
        // Whom it is taken to by their role is let in too: what they cannot read they cannot answer.
        let leads = matches!(self.to.as_str(), "manager" | "safeguarding_lead");
        let of_role = session.membership.members().filter(|member| leads && member.role == self.to);
        let of_role = of_role.map(|member| member.id);
        readers.extend(of_role.filter(|member| !concerned.contains(&member.to_string())));
        readers.sort();
        readers.dedup();
        readers.retain(|member| !session.membership.reads(*member, document));
        Ok(readers)
    }
}
