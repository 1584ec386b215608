//! Plans contact. The rules about contact are asked at once: a refused contact is not planned, one that has to be
//! asked about is kept as held. What the check said is kept with the plan and asked again after every merge.

use kith_domain::fields::CardKind;
use kith_domain::id::CardId;
use kith_domain::lists::ContactMode;
use kith_domain::recurrence;
use kith_domain::ruling::Outcome;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{name, parse_id, text, timestamp};
use crate::error::KithError;
use crate::session::Session;

/// How far ahead the occurrences of a repeating plan are checked.
const CHECKED_DAYS: i64 = 92;
/// At most so many occurrences are checked when planning.
const CHECKED_OCCURRENCES: usize = 100;

/// Plans contact.
#[derive(Debug, Deserialize, JsonSchema)]
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
    rrule: Option<String>,
    /// Where: a place's id.
    place: Option<String>,
    /// Who supports, in words or a member's id.
    supported_by: Option<String>,
    /// How they get there.
    transport: Option<String>,
    /// What happens between contacts.
    between_contacts: Option<String>,
    /// Getting ready.
    prepare: Option<Prepare>,
}

/// Getting ready for contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prepare {
    /// What the individual fears.
    fears: Option<String>,
    /// What helps.
    coping_steps: Option<Vec<String>>,
    /// What was practised.
    rehearsal: Option<String>,
    /// Distress when thinking of it, 0–10.
    distress: Option<u8>,
}

impl Command for PlanContact {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        if self.people.is_empty() {
            return Err(KithError::invalid("people", "empty"));
        }
        let people = self
            .people
            .iter()
            .map(|id| Ok(session.card_of_kind(individual, parse_id(id, "people")?, &["person"])?.id))
            .collect::<Result<Vec<CardId>, KithError>>()?;
        let mode = ContactMode::from_name(&self.mode);
        if !mode.is_known() {
            return Err(KithError::invalid("mode", "not_an_option"));
        }
        let start = timestamp(&self.start, "start")?;
        let until = start + chrono::TimeDelta::days(CHECKED_DAYS);
        let times =
            recurrence::occurrences(start, self.rrule.as_deref(), start, until, CHECKED_OCCURRENCES)
                .map_err(|problem| KithError::invalid("rrule", problem.code()))?;
        if times.is_empty() {
            return Err(KithError::invalid("rrule", "bad_rule"));
        }
        let check = session.check_times(individual, &people, &mode, &times)?;
        if check.outcome == Outcome::Refused {
            let because = check.because.iter().map(|because| because.code().to_owned()).collect();
            return Err(KithError::Restricted { code: "contact_restricted", because });
        }
        let held = matches!(check.outcome, Outcome::Ask | Outcome::Incomplete);
        let shown = session.check_answer(individual, &check)?;
        let mut values = self.values(session, &people)?;
        let kept = json!({
            "outcome": check.outcome.name(),
            "held": held,
            "at": session.now().to_rfc3339(),
            "seen": session.seen(individual)?,
        });
        values.push(("check", kept));
        let voice = session.own_voice();
        let mut change = session.begin();
        let plan = session.create_card(&mut change, shared, CardKind::ContactPlan, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("plan", plan).showing(json!(shown)))
    }
}

impl PlanContact {
    fn values(
        &self,
        session: &Session,
        people: &[CardId],
    ) -> Result<Vec<(&'static str, Value)>, KithError> {
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
            let optional = [
                ("fears", prepare.fears.as_ref().map(|fears| json!(fears))),
                ("coping_steps", prepare.coping_steps.as_ref().map(|steps| json!(steps))),
                ("rehearsal", prepare.rehearsal.as_ref().map(|rehearsal| json!(rehearsal))),
                ("distress_before", prepare.distress.map(|distress| json!(distress))),
            ];
            values.extend(optional.into_iter().filter_map(|(field, value)| Some((field, value?))));
        }
        Ok(values)
    }
}
