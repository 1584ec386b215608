//! Sets a rule about contact. Its terms are one guarded value, so that two people changing different parts of them
//! offline can only make it stricter until somebody has seen both. A plain summary goes to the shared section.

use std::collections::{BTreeMap, HashMap};

use kith_domain::card::{Ending, LIFECYCLE, Lifecycle, Standing};
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, DocumentId, IndividualId};
use kith_domain::restriction::{self, TERMS, Terms};
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_domain::voice::{How, Method, Speaker, Voice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{VoiceArgument, moment_or_day, name, parse_id, reason, text, texts, voice};
use crate::change::Change;
use crate::error::KithError;
use crate::rule_summary::Rule;
use crate::seen::Seen;
use crate::session::Session;

/// What a rule says of each way of contact, by its name.
pub type Modes = BTreeMap<String, ModeArgument>;

uniffi::custom_type!(Modes, HashMap<String, ModeArgument>, {
    remote,
    lower: |modes| modes.into_iter().collect(),
    try_lift: |modes| Ok(modes.into_iter().collect()),
});

/// Sets a rule about contact.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct SetRestriction {
    /// In whose record.
    individual: String,
    /// Whom it is about.
    person: String,
    /// The restriction to change; a new one where nothing is said.
    #[uniffi(default = None)]
    id: Option<String>,
    /// require, permit, limit, prohibit.
    effect: String,
    /// legal_verified, legal_unverified, agreed, own_wish, staff_rule; legal is one of the first two by `verified`.
    force: String,
    /// The restriction kind: non_molestation_order, child_arrangements_order, own_wish, staff_rule, …
    kind: String,
    /// Who is bound: `individual`, or a person's id.
    #[uniffi(default = None)]
    bound: Option<Vec<String>>,
    /// Who is protected: `individual`, or a person's id.
    #[uniffi(default = None)]
    protected: Option<Vec<String>>,
    /// The rule for each way of contact: in_person, phone, video, text, social_media, letter, gift, through_someone, …
    #[serde(default)]
    modes: Modes,
    /// From when, a day or a moment.
    from: String,
    /// Until when, a day or a moment.
    #[uniffi(default = None)]
    until: Option<String>,
    /// When it is to be reviewed, YYYY-MM-DD.
    #[uniffi(default = None)]
    review: Option<String>,
    /// The court or whoever made it.
    #[uniffi(default = None)]
    authority: Option<String>,
    /// Its number.
    #[uniffi(default = None)]
    reference: Option<String>,
    /// Its exact words.
    #[uniffi(default = None)]
    exact_words: Option<String>,
    /// Who saw the original, and when.
    #[uniffi(default = None)]
    verified: Option<Verified>,
    /// Places it is about.
    #[uniffi(default = None)]
    places: Option<Vec<String>>,
    /// Exceptions, in words.
    #[uniffi(default = None)]
    exceptions: Option<Vec<String>>,
    /// When and how it was explained to the individual, and their view.
    #[uniffi(default = None)]
    explained: Option<String>,
    /// active or lifted.
    state: String,
    /// Why; needed where something is changed or lifted.
    #[uniffi(default = None)]
    reason: Option<String>,
    /// The token of the screen that the change was made on; needed with `id`.
    #[uniffi(default = None)]
    seen: Option<String>,
    /// Whose wish, where it is an own wish; the individual's own words where nothing is said.
    #[uniffi(default = None)]
    voice: Option<VoiceArgument>,
}

/// The rule for one way of contact.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct ModeArgument {
    /// free, conditional, supervised, none.
    rule: String,
    /// The condition, in words; needed for conditional.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    condition: Option<String>,
    /// Who supervises.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    supervised_by: Option<String>,
}

/// Who saw the original, and when.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// Who saw it.
    by: String,
    /// When, YYYY-MM-DD.
    when: String,
}

impl Command for SetRestriction {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual: IndividualId = parse_id(&self.individual, "individual")?;
        let team = session.section(individual, SectionKind::Team)?;
        let person = session.card_of_kind(individual, parse_id(&self.person, "person")?, &["person"])?.id;
        let terms = self.terms(session, individual, person)?;
        let lifted = match self.state.as_str() {
            "active" => false,
            "lifted" => true,
            _ => return Err(KithError::invalid("state", "not_an_option")),
        };
        let voice = self.whose(session)?;
        let mut change = session.begin();
        let card = match &self.id {
            None if lifted => return Err(KithError::invalid("id", "missing_value")),
            None => self.create(session, &mut change, (individual, team), &terms, &voice)?,
            Some(id) => {
                let id = parse_id(id, "id")?;
                session.card_of_kind(individual, id, &["restriction"])?;
                self.revise(session, &mut change, (individual, team), id, &terms, &voice, lifted)?;
                id
            }
        };
        session.commit(change)?;
        Ok(Done::one("restriction", card))
    }
}

impl SetRestriction {
    fn terms(&self, session: &Session, individual: IndividualId, person: CardId) -> Result<Terms, KithError> {
        let now = session.now();
        let force = match (self.force.as_str(), &self.verified) {
            ("legal", Some(_)) => "legal_verified",
            ("legal", None) => "legal_unverified",
            ("legal_verified", None) => return Err(KithError::invalid("verified", "missing_value")),
            (force, _) => force,
        };
        let from = moment_or_day(&self.from, "from", now)?;
        let until = self.until.as_deref().map(|until| moment_or_day(until, "until", now)).transpose()?;
        if until.is_some_and(|until| until < from) {
            return Err(KithError::invalid("until", "until_before_from"));
        }
        let parties = |field: &'static str, given: &Option<Vec<String>>| -> Result<Value, KithError> {
            let ids = given.as_deref().unwrap_or_default();
            for id in ids.iter().filter(|id| id.as_str() != "individual") {
                let person = session.card_of_kind(individual, parse_id(id, field)?, &["person"]);
                person.map_err(|error| error.about(field))?;
            }
            Ok(json!(ids))
        };
        for (mode, rule) in &self.modes {
            for words in rule.condition.iter().chain(&rule.supervised_by).filter(|words| !words.is_empty()) {
                text(words, "modes")?;
            }
            if rule.rule == "conditional" && rule.condition.as_deref().is_none_or(str::is_empty) {
                return Err(KithError::invalid("modes.condition", "missing_value"));
            }
            if !kith_domain::lists::ContactMode::from_name(mode).is_known() {
                return Err(KithError::invalid("modes", "not_an_option"));
            }
        }
        let listed = |field: &'static str, given: &Option<Vec<String>>| -> Result<Value, KithError> {
            Ok(json!(texts(given.as_deref().unwrap_or_default(), field)?))
        };
        let mut value = json!({
            "people": [person],
            "effect": self.effect,
            "force": force,
            "kind": self.kind,
            "bound": parties("bound", &self.bound)?,
            "protected": parties("protected", &self.protected)?,
            "modes": self.modes,
            "places": listed("places", &self.places)?,
            "exceptions": listed("exceptions", &self.exceptions)?,
            "from": self.from,
        });
        if let (Some(until), Some(object)) = (&self.until, value.as_object_mut()) {
            object.insert("until".to_owned(), json!(until));
        }
        let terms = restriction::read_terms(&value).ok_or(KithError::invalid("", "wrong_shape"))?;
        if let Some(field) = terms.unknown_option() {
            return Err(KithError::invalid(field, "not_an_option"));
        }
        terms.check().map_err(|_| KithError::invalid("modes", "wrong_shape"))?;
        Ok(terms)
    }

    fn whose(&self, session: &Session) -> Result<Voice, KithError> {
        match (&self.voice, self.force.as_str()) {
            (Some(given), _) => voice(given, "voice"),
            (None, "own_wish") => Ok(Voice {
                speaker: Speaker::Individual,
                member: None,
                how: How::OwnWords,
                method: Method::Spoken,
                conveyed_by: None,
            }),
            (None, _) => Ok(session.own_voice()),
        }
    }

    /// The fields beside the terms.
    fn papers(&self, now: Timestamp) -> Result<Vec<(&'static str, Value)>, KithError> {
        let mut papers = Vec::new();
        if let Some(authority) = &self.authority {
            papers.push(("authority", json!(name(authority, "authority")?)));
        }
        if let Some(reference) = &self.reference {
            papers.push(("reference", json!(name(reference, "reference")?)));
        }
        if let Some(words) = &self.exact_words {
            papers.push(("exact_words", json!(text(words, "exact_words")?)));
        }
        if let Some(explained) = &self.explained {
            papers.push(("explained_how", json!(text(explained, "explained")?)));
        }
        papers.extend(self.review.as_ref().map(|review| ("review", json!(review))));
        if let Some(verified) = &self.verified {
            papers.push(("original_seen_by", json!(name(&verified.by, "verified.by")?)));
            moment_or_day(&verified.when, "verified.when", now)?;
            papers.push(("original_seen_when", json!(verified.when)));
        }
        Ok(papers)
    }

    fn create(
        &self,
        session: &mut Session,
        change: &mut Change,
        (individual, team): (IndividualId, DocumentId),
        terms: &Terms,
        voice: &Voice,
    ) -> Result<CardId, KithError> {
        let card =
            session.create_card(change, team, CardKind::Restriction, self.papers(session.now())?, voice)?;
        session.say_unchecked(change, team, card, TERMS.to_owned(), json!(terms), voice, None, None);
        let shared = session.section(individual, SectionKind::Shared)?;
        let mut values = vec![("restriction", json!(card))];
        values.extend(
            session.rule_summary(individual, terms)?.into_iter().filter(|(_, value)| !value.is_null()),
        );
        session.create_card(change, shared, CardKind::RuleSummary, values, voice)?;
        Ok(card)
    }

    #[expect(clippy::too_many_arguments, reason = "one revision: where, what and on which screen")]
    fn revise(
        &self,
        session: &mut Session,
        change: &mut Change,
        (individual, team): (IndividualId, DocumentId),
        id: CardId,
        terms: &Terms,
        voice: &Voice,
        lifted: bool,
    ) -> Result<(), KithError> {
        let why = reason(self.reason.as_deref())?;
        let token = self.seen.as_deref().ok_or(KithError::invalid("seen", "missing_value"))?;
        let seen = Seen::from_token(token)?;
        let heads = seen.heads(team)?;
        let shown = session.card_at(team, id, &heads)?;
        let said = json!(terms);
        if !lifted && restriction::leaves_out_somebody(&shown, terms) {
            return Err(KithError::invalid("person", "leaves_out_somebody"));
        }
        if lifted {
            let own = session.own_voice();
            session.end_card(change, team, &shown, Ending::Lift, &own, Some(heads), why.clone());
        } else {
            if shown.standing() == Standing::Ended {
                session.say_unchecked(
                    change,
                    team,
                    id,
                    LIFECYCLE.to_owned(),
                    json!(Lifecycle::Reopened),
                    voice,
                    Some(heads.clone()),
                    Some(why.clone()),
                );
            }
            let (at, because) = (Some(heads.clone()), Some(why.clone()));
            session.say_unchecked(change, team, id, TERMS.to_owned(), said, voice, at, because);
            for (field, value) in self.papers(session.now())? {
                let changed = shown.field(field).visible().iter().all(|fact| fact.value != value);
                if changed {
                    let (at, because) = (Some(heads.clone()), Some(why.clone()));
                    session.say(change, team, id, CardKind::Restriction, field, value, voice, at, because)?;
                }
            }
        }
        let rule = if lifted { Rule::Lifted } else { Rule::Says(terms) };
        session.summary_follows(change, individual, id, rule, Some(&seen), voice, &why)
    }
}
