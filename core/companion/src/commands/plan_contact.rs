//! Plans contact. The rules about contact are asked at once: a refused contact is not planned, one that has to be
//! asked about is kept as held. What the check said is kept with the plan and asked again after every merge.

use kith_domain::fields::CardKind;
use kith_domain::id::CardId;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{name, parse_id, text, texts};
use crate::contact_plan::Planned;
use crate::error::KithError;
use crate::session::Session;

/// Plans contact.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct PlanContact {
    /// Whose plan.
    individual: String,
    /// With whom.
    people: Vec<String>,
    /// in_person, phone, video, text, social_media, letter, letterbox, gift, through_someone.
    mode: String,
    /// The first time, with its offset.
    start: String,
    /// How it repeats, an RFC 5545 rule.
    #[uniffi(default = None)]
    rrule: Option<String>,
    /// Where: a place's id.
    #[uniffi(default = None)]
    place: Option<String>,
    /// Who supports, in words or a member's id.
    #[uniffi(default = None)]
    supported_by: Option<String>,
    /// How they get there.
    #[uniffi(default = None)]
    transport: Option<String>,
    /// What happens between contacts.
    #[uniffi(default = None)]
    between_contacts: Option<String>,
    /// Getting ready.
    #[uniffi(default = None)]
    prepare: Option<Prepare>,
}

/// Getting ready for contact.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Prepare {
    /// What the individual fears.
    #[uniffi(default = None)]
    fears: Option<String>,
    /// What helps.
    #[uniffi(default = None)]
    coping_steps: Option<Vec<String>>,
    /// What was practised.
    #[uniffi(default = None)]
    rehearsal: Option<String>,
    /// Distress when thinking of it, 0–10.
    #[uniffi(default = None)]
    distress: Option<u8>,
}

impl Command for PlanContact {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let planned = Planned {
            people: self.people.clone(),
            modes: vec![self.mode.clone()],
            starts: vec![self.start.clone()],
            rules: self.rrule.iter().cloned().collect(),
        };
        let checked = session.check_plan(individual, &planned)?;
        let mut values = self.values(session, &checked.people)?;
        values.push(("check", checked.kept));
        let voice = session.own_voice();
        let mut change = session.begin();
        let plan = session.create_card(&mut change, shared, CardKind::ContactPlan, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("plan", plan).showing(json!(checked.shown)))
    }
}

impl PlanContact {
    fn values(&self, session: &Session, people: &[CardId]) -> Result<Vec<(&'static str, Value)>, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let mut values =
            vec![("people", json!(people)), ("mode", json!(self.mode)), ("start", json!(self.start))];
        values.extend(self.rrule.as_ref().map(|rule| ("rrule", json!(rule))));
        if let Some(place) = &self.place {
            let place = session.card_of_kind(individual, parse_id(place, "place")?, &["place"])?;
            values.push(("place", json!(place.id)));
        }
        if let Some(supported_by) = &self.supported_by {
            values.push(("supported_by", json!([name(supported_by, "supported_by")?])));
        }
        if let Some(transport) = &self.transport {
            values.push(("transport", json!(text(transport, "transport")?)));
        }
        if let Some(between) = &self.between_contacts {
            values.push(("between_contacts", json!(text(between, "between_contacts")?)));
        }
        if let Some(prepare) = &self.prepare {
            if let Some(fears) = &prepare.fears {
                values.push(("fears", json!(text(fears, "prepare.fears")?)));
            }
            if let Some(steps) = &prepare.coping_steps {
                values.push(("coping_steps", json!(texts(steps, "prepare.coping_steps")?)));
            }
            if let Some(rehearsal) = &prepare.rehearsal {
                values.push(("rehearsal", json!(text(rehearsal, "prepare.rehearsal")?)));
            }
            values.extend(prepare.distress.map(|distress| ("distress_before", json!(distress))));
        }
        Ok(values)
    }
}
