//! Records a decision: options, support tried, the choice in the person's words, or best interests where the law lets
//! another decide.

use kith_domain::entries::{Decision, InvalidDecision};
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{OccurredArgument, VoiceArgument, name, parse_id, text, texts, voice};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Records a decision.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct RecordDecision {
    /// Whose decision.
    individual: String,
    /// What is to be decided, in words.
    what: String,
    /// As the law sees it: contact, living, sexual_relations, voting, …
    #[uniffi(default = None)]
    matter: Option<String>,
    /// What there was to choose from.
    #[serde(default)]
    #[uniffi(default = [])]
    options: Vec<OptionArgument>,
    /// The support tried so that the person could decide.
    #[serde(default)]
    #[uniffi(default = [])]
    support_tried: Vec<String>,
    /// Whether they could understand what bears on it.
    #[uniffi(default = None)]
    understand: Option<bool>,
    /// Whether they could retain it.
    #[uniffi(default = None)]
    retain: Option<bool>,
    /// Whether they could weigh it.
    #[uniffi(default = None)]
    weigh: Option<bool>,
    /// Whether they could communicate the decision.
    #[uniffi(default = None)]
    communicate: Option<bool>,
    /// The choice in the person's words.
    #[uniffi(default = None)]
    choice: Option<ChoiceArgument>,
    /// Or what was decided for them.
    #[uniffi(default = None)]
    best_interests: Option<BestInterestsArgument>,
    /// The people it is about.
    #[serde(default)]
    #[uniffi(default = [])]
    people: Vec<String>,
    /// When; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
}

/// One thing there was to choose.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct OptionArgument {
    /// What.
    what: String,
    /// What speaks for it.
    #[serde(default, rename = "for")]
    in_favour: Vec<String>,
    /// What speaks against it.
    #[serde(default)]
    #[uniffi(default = [])]
    against: Vec<String>,
}

/// The person's choice.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct ChoiceArgument {
    /// The words.
    text: String,
    /// Their language, a BCP 47 tag.
    #[uniffi(default = None)]
    lang: Option<String>,
    /// Whose words.
    voice: VoiceArgument,
}

/// What was decided for the person.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct BestInterestsArgument {
    /// Their wishes and feelings.
    wishes: String,
    /// Who was consulted.
    #[serde(default)]
    #[uniffi(default = [])]
    consulted: Vec<String>,
    /// The less restrictive option considered.
    less_restrictive: String,
    /// Who decides.
    decision_maker: String,
    /// What was decided.
    #[uniffi(default = None)]
    decided: Option<String>,
}

impl Command for RecordDecision {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let people = session.people(individual, &self.people, "people")?;
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let mut options = Vec::new();
        for (place, option) in self.options.iter().enumerate() {
            let field = |name: &str| format!("options[{place}].{name}");
            options.push(json!({
                "what": text(&option.what, &field("what"))?,
                "for": texts(&option.in_favour, &field("for"))?,
                "against": texts(&option.against, &field("against"))?,
            }));
        }
        let mut body = body([
            ("what", json!(text(&self.what, "what")?)),
            ("options", json!(options)),
            ("support_tried", json!(texts(&self.support_tried, "support_tried")?)),
            ("people", json!(people)),
        ]);
        if let Some(matter) = &self.matter {
            body.insert("matter".to_owned(), json!(name(matter, "matter")?));
        }
        let abilities = [
            ("understand", self.understand),
            ("retain", self.retain),
            ("weigh", self.weigh),
            ("communicate", self.communicate),
        ];
        for (ability, found) in abilities {
            if let Some(found) = found {
                body.insert(ability.to_owned(), json!(found));
            }
        }
        if let Some(choice) = &self.choice {
            let mut words = json!({
                "text": text(&choice.text, "choice.text")?,
                "voice": voice(&choice.voice, "choice.voice")?,
            });
            if let (Some(lang), Some(words)) = (&choice.lang, words.as_object_mut()) {
                words.insert("lang".to_owned(), json!(name(lang, "choice.lang")?));
            }
            body.insert("choice".to_owned(), words);
        }
        if let Some(best) = &self.best_interests {
            let mut decided = json!({
                "wishes": text(&best.wishes, "best_interests.wishes")?,
                "consulted": texts(&best.consulted, "best_interests.consulted")?,
                "less_restrictive": text(&best.less_restrictive, "best_interests.less_restrictive")?,
                "decision_maker": name(&best.decision_maker, "best_interests.decision_maker")?,
            });
            if let (Some(what), Some(parts)) = (&best.decided, decided.as_object_mut()) {
                parts.insert("decided".to_owned(), json!(text(what, "best_interests.decided")?));
            }
            body.insert("best_interests".to_owned(), decided);
        }
        let decision: Decision = serde_json::from_value(Value::Object(body.clone()))
            .map_err(|_| KithError::invalid("", "wrong_shape"))?;
        decision.check(session.age(individual)?).map_err(refused)?;
        let mut change = session.begin();
        let id = session.add_entry(&mut change, shared, "decision", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("decision", id))
    }
}

fn refused(why: InvalidDecision) -> KithError {
    match why {
        InvalidDecision::ForOneselfAlone => KithError::invalid("best_interests", "s27"),
        InvalidDecision::AbleToDecide | InvalidDecision::UnderSixteen => {
            KithError::invalid("best_interests", "best_interests_not_allowed")
        }
        InvalidDecision::NoSupportTried => KithError::invalid("support_tried", "missing_value"),
        InvalidDecision::TwoOutcomes => KithError::invalid("choice", "best_interests_not_allowed"),
    }
}
