//! Records an observation: wellbeing on a scale, feelings, behaviour as what came before, what happened and what came after,
//! or a situation in words.

use kith_domain::id::IndividualId;
use kith_domain::lists::Feeling;
use kith_domain::scale::Scale;
use kith_domain::section::SectionKind;
use kith_domain::voice::Voice;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Command, Done};
use crate::arguments::{OccurredArgument, VoiceArgument, parse_id, text, voice};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Records an observation.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Observe {
    /// About whom.
    individual: String,
    /// When; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
    /// The scale: five_faces, distress, ons4_happiness, …; with `value`.
    #[uniffi(default = None)]
    scale: Option<String>,
    /// The value on the scale.
    #[uniffi(default = None)]
    value: Option<f64>,
    /// before or after contact.
    #[uniffi(default = None)]
    phase: Option<String>,
    /// What was seen of behaviour.
    #[uniffi(default = None)]
    behaviour: Option<Behaviour>,
    /// The situation, in words.
    #[uniffi(default = None)]
    situation: Option<String>,
    /// The feelings told or shown: happy, calm, worried, …
    #[serde(default)]
    #[uniffi(default = [])]
    feelings: Vec<String>,
    /// The person it is about, where there is one.
    #[uniffi(default = None)]
    person: Option<String>,
    /// Whose rating or observation.
    voice: VoiceArgument,
}

/// Behaviour as what came before, what happened, what came after.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// What came before.
    #[uniffi(default = None)]
    before: Option<String>,
    /// What the person did.
    what: String,
    /// What came after.
    #[uniffi(default = None)]
    after: Option<String>,
}

/// One rating, on its way to an entry.
pub(super) struct Rating<'a> {
    pub(super) scale: &'a str,
    pub(super) value: f64,
    pub(super) voice: Voice,
    pub(super) phase: Option<&'a str>,
}

impl Command for Observe {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let voice = voice(&self.voice, "voice")?;
        let mut entry = match (&self.scale, self.value) {
            (Some(scale), Some(value)) => {
                let rating = Rating { scale, value, voice: voice.clone(), phase: self.phase.as_deref() };
                rating_body(session, individual, &rating, "")?
            }
            (None, None) => body([("voice", json!(voice))]),
            (Some(_), None) => return Err(KithError::invalid("value", "missing_value")),
            (None, Some(_)) => return Err(KithError::invalid("scale", "missing_value")),
        };
        if let Some(behaviour) = &self.behaviour {
            let mut parts = json!({ "behaviour": text(&behaviour.what, "behaviour.what")? });
            let around = [("antecedent", &behaviour.before), ("consequence", &behaviour.after)];
            for (part, words) in around {
                if let (Some(words), Some(parts)) = (words, parts.as_object_mut()) {
                    parts.insert(part.to_owned(), json!(text(words, "behaviour")?));
                }
            }
            entry.insert("behaviour".to_owned(), parts);
        }
        if let Some(situation) = &self.situation {
            entry.insert("situation".to_owned(), json!(text(situation, "situation")?));
        }
        if let Some(feelings) = feelings(&self.feelings)? {
            entry.insert("feelings".to_owned(), feelings);
        }
        if entry.len() < 2 {
            return Err(KithError::invalid("scale", "missing_value"));
        }
        if let Some(person) = &self.person {
            let person = session.card_of_kind(individual, parse_id(person, "person")?, &["person"])?;
            entry.insert("people".to_owned(), json!([person.id]));
        }
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let mut change = session.begin();
        let id = session.add_entry(&mut change, shared, "observation", occurred, entry)?;
        session.commit(change)?;
        Ok(Done::one("observation", id))
    }
}

/// Feelings of the list, as an entry keeps them; nothing where none are told.
pub(super) fn feelings(names: &[String]) -> Result<Option<Value>, KithError> {
    if names.iter().any(|name| !Feeling::from_name(name).is_known()) {
        return Err(KithError::invalid("feelings", "not_an_option"));
    }
    Ok((!names.is_empty()).then(|| json!(names)))
}

/// The body of a rating, checked against its scale and against who may rate on it.
pub(super) fn rating_body(
    session: &Session,
    individual: IndividualId,
    rating: &Rating<'_>,
    field: &str,
) -> Result<Map<String, Value>, KithError> {
    let at = |name: &str| if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
    let scale =
        Scale::built_in(rating.scale).ok_or_else(|| KithError::invalid(at("scale"), "not_an_option"))?;
    scale.accepts(rating.value).map_err(|problem| KithError::invalid(at("value"), problem.code()))?;
    let age = session.age(individual)?;
    scale.allows(&rating.voice, age).map_err(|problem| KithError::invalid(at("voice"), problem.code()))?;
    let mut entry = body([
        ("scale", json!(rating.scale)),
        ("value", crate::number::json_number(rating.value)),
        ("voice", json!(rating.voice)),
    ]);
    match rating.phase {
        None => {}
        Some(phase @ ("before" | "after")) => {
            entry.insert("phase".to_owned(), json!(phase));
        }
        Some(_) => return Err(KithError::invalid(at("phase"), "not_an_option")),
    }
    Ok(entry)
}
