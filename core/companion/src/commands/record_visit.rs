//! Records a visit: the three steps of the form at one go. A contact that happened is always recorded, whatever the
//! rules about contact say; where they were against it, a concern is offered.

use kith_domain::fields::CardKind;
use kith_domain::id::{DocumentId, EntryId, IndividualId};
use kith_domain::lists::{ContactMode, ContactOutcome};
use kith_domain::ruling::Outcome;
use kith_domain::section::SectionKind;
use kith_domain::time::Occurred;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::attach::{Belongs, Taken};
use super::observe::{self, Rating};
use super::{Command, Done};
use crate::arguments::{
    OccurredArgument, VoiceArgument, moment_or_day, name, occurred, parse_id, text, voice,
};
use crate::asked::Asked;
use crate::change::Change;
use crate::entry_body::body;
use crate::error::{Fault, KithError};
use crate::session::Session;
use crate::wording::CheckAnswer;

/// Records a visit.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct RecordVisit {
    /// Who was visited.
    individual: String,
    /// When.
    occurred: OccurredArgument,
    /// Whether it happened, and if not, who changed it and why.
    happened: Happened,
    /// One line: what happened, or why it did not.
    line: String,
    /// Support given: listen, information, plan, practise, transport, be_there, …
    #[serde(default)]
    #[uniffi(default = [])]
    support: Vec<String>,
    /// The people contacted.
    #[serde(default)]
    #[uniffi(default = [])]
    contacts: Vec<Contact>,
    /// Observations.
    #[serde(default)]
    #[uniffi(default = [])]
    observations: Vec<Observation>,
    /// The individual's words.
    #[serde(default)]
    #[uniffi(default = [])]
    words: Vec<Words>,
    /// They did not say.
    #[uniffi(default = None)]
    did_not_say: Option<bool>,
    /// Anything worrying: no, not_sure, yes. There is no default.
    worry: String,
    /// What is to be done next.
    #[serde(default)]
    #[uniffi(default = [])]
    follow_ups: Vec<FollowUp>,
    /// Photos and recordings, each taken in whole before.
    #[serde(default)]
    #[uniffi(default = [])]
    attached: Vec<Taken>,
    /// The contact plan this visit was for.
    #[uniffi(default = None)]
    plan: Option<String>,
    /// A draft that this was made from, discarded together with saving.
    #[uniffi(default = None)]
    draft: Option<String>,
}

/// Whether the visit happened.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    /// happened, shortened, late, changed_mode, cancelled_by_individual, was_not_brought, …
    outcome: String,
    /// Who changed it.
    #[uniffi(default = None)]
    by_whom: Option<String>,
    /// Why.
    #[uniffi(default = None)]
    why: Option<String>,
}

/// A contact with one person during the visit.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// With whom.
    person: String,
    /// in_person, phone, video, …
    mode: String,
    /// happened, shortened, cancelled_by_other_person, …
    outcome: String,
    /// How they seemed before, five faces, 1–5.
    #[uniffi(default = None)]
    before: Option<u8>,
    /// How they seemed after, five faces, 1–5.
    #[uniffi(default = None)]
    after: Option<u8>,
}

/// A rating during the visit.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The scale: five_faces, distress, …
    scale: String,
    /// The value on it.
    value: f64,
    /// Whose rating.
    voice: VoiceArgument,
    /// before or after contact.
    #[uniffi(default = None)]
    phase: Option<String>,
}

/// Words said.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The words, as said.
    text: String,
    /// The language they were said in, a BCP 47 tag.
    lang: String,
    /// Whose words.
    voice: VoiceArgument,
}

/// Something to do next.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// What.
    what: String,
    /// Who.
    who: String,
    /// By when, YYYY-MM-DD.
    when: String,
}

struct Recording {
    individual: IndividualId,
    shared: DocumentId,
    occurred: Occurred,
    visit: EntryId,
}

impl Command for RecordVisit {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let occurred = occurred(&self.occurred, "occurred")?;
        // Nobody is kept from recording by a clock that is wrong: it is told, and the visit is there.
        let to_come = session.is_to_come(&occurred).then(|| session.strings.say("visit-to-come"));
        let mut change = session.begin();
        change.finishes_draft(self.draft.clone());
        let visit_body = self.visit_body(session, individual)?;
        let visit = session.add_entry(&mut change, shared, "visit", occurred.clone(), visit_body)?;
        let recording = Recording { individual, shared, occurred, visit };
        let (contacts, checks) = self.contacts(session, &mut change, &recording)?;
        let observations = self.observations(session, &mut change, &recording)?;
        let words = self.words(session, &mut change, &recording)?;
        let follow_ups = self.follow_ups(session, &mut change, &recording)?;
        let attached = self.attached(session, &mut change, &recording)?;
        session.commit(change)?;
        // What happened is recorded whatever the rules say: it is the contact that they do not allow, and not the visit.
        let against = checks.iter().filter(|(outcome, _)| *outcome == Outcome::Refused);
        let against: Vec<String> = against
            .map(|(_, shown)| {
                session.strings.with("visit-against-rule", &[("asked", shown.asked.as_str().into())])
            })
            .collect();
        let offer = !against.is_empty() || self.worry == "yes";
        let shown: Vec<CheckAnswer> = checks.into_iter().map(|(_, shown)| shown).collect();
        let done = Done::one("visit", visit)
            .and_all("contacts", &contacts)
            .and_all("observations", &observations)
            .and_all("words", &words)
            .and_all("follow_ups", &follow_ups)
            .and_all("attached", &attached);
        Ok(done.showing(
            json!({"offer_concern": offer, "against": against, "checks": shown, "to_come": to_come}),
        ))
    }
}

impl RecordVisit {
    fn visit_body(
        &self,
        session: &Session,
        individual: IndividualId,
    ) -> Result<Map<String, Value>, KithError> {
        let line = text(&self.line, "line")?;
        if !matches!(self.worry.as_str(), "no" | "not_sure" | "yes") {
            return Err(KithError::invalid("worry", "not_an_option"));
        }
        if self.words.is_empty() && self.did_not_say.is_none() {
            let expected = "kind:array, did_not_say".to_owned();
            return Err(KithError::misshapen("words", "missing_value", Fault::Missing { expected }));
        }
        let outcome = ContactOutcome::from_name(&self.happened.outcome);
        if !outcome.is_known() {
            return Err(KithError::invalid("happened.outcome", "not_an_option"));
        }
        for support in &self.support {
            if !kith_domain::lists::SupportType::from_name(support).is_known() {
                return Err(KithError::invalid("support", "not_an_option"));
            }
        }
        let mut happened = json!({ "outcome": self.happened.outcome });
        if let Some(parts) = happened.as_object_mut() {
            if let Some(by_whom) = &self.happened.by_whom {
                parts.insert("by_whom".to_owned(), json!(name(by_whom, "happened.by_whom")?));
            }
            if let Some(why) = &self.happened.why {
                parts.insert("why".to_owned(), json!(text(why, "happened.why")?));
            }
        }
        let mut visit = body([("happened", happened), ("line", json!(line)), ("worry", json!(self.worry))]);
        if !self.support.is_empty() {
            visit.insert("support".to_owned(), json!(self.support));
        }
        if self.did_not_say == Some(true) {
            visit.insert("did_not_say".to_owned(), json!(true));
        }
        if let Some(plan) = &self.plan {
            let plan = session.card_of_kind(individual, parse_id(plan, "plan")?, &["contact_plan"])?;
            visit.insert("plan".to_owned(), json!(plan.id));
        }
        Ok(visit)
    }

    #[expect(clippy::type_complexity, reason = "ids of what was made, and what is to be shown of it")]
    fn contacts(
        &self,
        session: &mut Session,
        change: &mut Change,
        recording: &Recording,
    ) -> Result<(Vec<EntryId>, Vec<(Outcome, CheckAnswer)>), KithError> {
        let (mut ids, mut checks) = (Vec::new(), Vec::new());
        if self.contacts.is_empty() {
            return Ok((ids, checks));
        }
        let rules = session.known_rules(recording.individual)?;
        for (place, contact) in self.contacts.iter().enumerate() {
            let field = |name: &str| format!("contacts[{place}].{name}");
            let id = parse_id(&contact.person, &field("person"))?;
            let person = session.card_of_kind(recording.individual, id, &["person"])?.id;
            let mode = ContactMode::from_name(&contact.mode);
            if !mode.is_known() {
                return Err(KithError::invalid(field("mode"), "not_an_option"));
            }
            if !ContactOutcome::from_name(&contact.outcome).is_known() {
                return Err(KithError::invalid(field("outcome"), "not_an_option"));
            }
            let mut body = body([
                ("visit", json!(recording.visit)),
                ("person", json!(person)),
                ("mode", json!(contact.mode)),
                ("outcome", json!(contact.outcome)),
            ]);
            for (name, face) in [("before", contact.before), ("after", contact.after)] {
                let Some(face) = face else { continue };
                if !(1..=5).contains(&face) {
                    return Err(KithError::invalid(field(name), "off_scale"));
                }
                body.insert(name.to_owned(), json!(face));
            }
            let times = [recording.occurred.at];
            let check = rules.check(&[person], std::slice::from_ref(&mode), &times)?;
            if check.outcome != Outcome::Allowed {
                let shown = session.check_answer(recording.individual, &check)?;
                let (people, modes) = ([person], [mode.clone()]);
                let asked =
                    Asked { individual: recording.individual, people: &people, modes: &modes, times: &times };
                let shown = CheckAnswer { asked: session.asked_text(asked), ..shown };
                checks.push((check.outcome, shown));
            }
            let occurred = recording.occurred.clone();
            ids.push(session.add_entry(change, recording.shared, "contact", occurred, body)?);
        }
        Ok((ids, checks))
    }

    fn observations(
        &self,
        session: &mut Session,
        change: &mut Change,
        recording: &Recording,
    ) -> Result<Vec<EntryId>, KithError> {
        let mut ids = Vec::new();
        for (place, given) in self.observations.iter().enumerate() {
            let field = format!("observations[{place}]");
            let rating = Rating {
                scale: &given.scale,
                value: given.value,
                voice: voice(&given.voice, &format!("{field}.voice"))?,
                phase: given.phase.as_deref(),
            };
            let mut body = observe::rating_body(session, recording.individual, &rating, &field)?;
            body.insert("visit".to_owned(), json!(recording.visit));
            let occurred = recording.occurred.clone();
            ids.push(session.add_entry(change, recording.shared, "observation", occurred, body)?);
        }
        Ok(ids)
    }

    fn words(
        &self,
        session: &mut Session,
        change: &mut Change,
        recording: &Recording,
    ) -> Result<Vec<EntryId>, KithError> {
        let mut ids = Vec::new();
        for (place, said) in self.words.iter().enumerate() {
            let field = |name: &str| format!("words[{place}].{name}");
            let voice = voice(&said.voice, &field("voice"))?;
            let body = body([
                ("visit", json!(recording.visit)),
                ("kind", json!("words")),
                ("text", json!(text(&said.text, &field("text"))?)),
                ("lang", json!(name(&said.lang, &field("lang"))?)),
                ("voice", json!(voice)),
            ]);
            let occurred = recording.occurred.clone();
            ids.push(session.add_entry(change, recording.shared, "statement", occurred, body)?);
        }
        Ok(ids)
    }

    fn attached(
        &self,
        session: &mut Session,
        change: &mut Change,
        recording: &Recording,
    ) -> Result<Vec<EntryId>, KithError> {
        let belongs = Belongs {
            document: recording.shared,
            entry: Some(recording.visit),
            card: None,
            occurred: recording.occurred.clone(),
            voice: session.own_voice(),
        };
        session.attach_all(change, &belongs, &self.attached)
    }

    fn follow_ups(
        &self,
        session: &mut Session,
        change: &mut Change,
        recording: &Recording,
    ) -> Result<Vec<kith_domain::id::CardId>, KithError> {
        let (mut ids, now) = (Vec::new(), session.now());
        for (place, follow_up) in self.follow_ups.iter().enumerate() {
            let field = |name: &str| format!("follow_ups[{place}].{name}");
            moment_or_day(&follow_up.when, &field("when"), now)?;
            let values = vec![
                ("what", json!(text(&follow_up.what, &field("what"))?)),
                ("who", json!(name(&follow_up.who, &field("who"))?)),
                ("when", json!(follow_up.when)),
                ("visit", json!(recording.visit)),
            ];
            let voice = session.own_voice();
            ids.push(session.create_card(change, recording.shared, CardKind::FollowUp, values, &voice)?);
        }
        Ok(ids)
    }
}
