//! Records what the individual consents to: for one purpose, in a scope, to named recipients. Withdrawing is as easy
//! as giving, and wins over whatever was said elsewhere at the same time.

use kith_domain::card::{LIFECYCLE, Lifecycle, Standing};
use kith_domain::consent::{CONSENT, ConsentValue};
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, reason, text, voice};
use crate::error::KithError;
use crate::import::into_record::derived;
use crate::seen::Seen;
use crate::session::Session;

/// Records a consent.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct GiveConsent {
    /// Whose consent.
    individual: String,
    /// The consent to change; a new one where nothing is said.
    #[uniffi(default = None)]
    id: Option<String>,
    /// What for, in words.
    purpose: String,
    /// given, withdrawn, refused, unknown.
    decision: String,
    /// What may be shared or done.
    #[serde(default)]
    #[uniffi(default = [])]
    scope: Vec<String>,
    /// To or by whom.
    #[serde(default)]
    #[uniffi(default = [])]
    recipients: Vec<String>,
    /// Until when, YYYY-MM-DD.
    #[uniffi(default = None)]
    until: Option<String>,
    /// How it was explained.
    #[uniffi(default = None)]
    explained_how: Option<String>,
    /// The individual's words.
    #[uniffi(default = None)]
    words: Option<String>,
    /// Whose decision, and how it was told.
    voice: VoiceArgument,
    /// Why it changed; needed with `id`.
    #[uniffi(default = None)]
    reason: Option<String>,
    /// The token of the screen that the change was made on; needed with `id`.
    #[uniffi(default = None)]
    seen: Option<String>,
}

impl Command for GiveConsent {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let voice = voice(&self.voice, "voice")?;
        let value = self.value()?;
        let mut beside = Vec::new();
        for (field, words) in [("explained_how", &self.explained_how), ("words", &self.words)] {
            if let Some(words) = words {
                beside.push((field, json!(text(words, field)?)));
            }
        }
        let mut change = session.begin();
        let kind = CardKind::Consent;
        let (card, heads, why) = match &self.id {
            None => {
                let card = consent_id(individual, &value);
                if session.card_of_kind(individual, card, &[kind.name()]).is_ok() {
                    return Err(KithError::invalid("id", "consent_is_there"));
                }
                session.create_card_as(&mut change, shared, card, kind, beside, &voice)?;
                (card, None, None)
            }
            Some(id) => {
                let card = session.card_of_kind(individual, parse_id(id, "id")?, &[kind.name()])?.id;
                let why = Some(reason(self.reason.as_deref())?);
                let token = self.seen.as_deref().ok_or(KithError::invalid("seen", "missing_value"))?;
                let heads = Seen::from_token(token)?.heads(shared)?;
                let shown = session.card_at(shared, card, &heads)?;
                let heads = Some(heads);
                // Who gives or refuses a consent that the screen showed as ended takes it up again.
                if shown.standing() == Standing::Ended {
                    let (field, reopened) = (LIFECYCLE.to_owned(), json!(Lifecycle::Reopened));
                    let (at, because) = (heads.clone(), why.clone());
                    session.say_unchecked(&mut change, shared, card, field, reopened, &voice, at, because);
                }
                for (field, value) in beside {
                    let (at, because) = (heads.clone(), why.clone());
                    session.say(&mut change, shared, card, kind, field, value, &voice, at, because)?;
                }
                (card, heads, why)
            }
        };
        session.say_unchecked(
            &mut change,
            shared,
            card,
            CONSENT.to_owned(),
            json!(value),
            &voice,
            heads,
            why,
        );
        session.commit(change)?;
        Ok(Done::one("consent", card))
    }
}

/// The id of what was asked: the same wherever the same is asked of the same recipients, so that a consent given on one
/// device and withdrawn on another are one card, and the withdrawal holds.
fn consent_id(individual: IndividualId, value: &ConsentValue) -> CardId {
    let plain = |text: &String| text.trim().to_lowercase();
    let mut recipients: Vec<String> = value.recipients.iter().map(plain).collect();
    recipients.sort();
    recipients.dedup();
    let key = json!([plain(&value.purpose), recipients]).to_string();
    CardId::from_random(derived(individual, "consent", &key))
}

impl GiveConsent {
    fn value(&self) -> Result<ConsentValue, KithError> {
        let mut value = json!({
            "purpose": self.purpose,
            "decision": self.decision,
            "scope": self.scope,
            "recipients": self.recipients,
        });
        if let (Some(until), Some(fields)) = (&self.until, value.as_object_mut()) {
            fields.insert("until".to_owned(), json!(until));
        }
        let value: ConsentValue =
            serde_json::from_value(value).map_err(|_| KithError::invalid("until", "bad_date"))?;
        if !value.decision.is_known() {
            return Err(KithError::invalid("decision", "not_an_option"));
        }
        value.check().map_err(|problem| KithError::invalid("purpose", problem.code()))?;
        Ok(value)
    }
}
