//! The form of a rule about contact, a new one or one that is there: what it does, for whom and how long, what it says of each way
//! of contact, and its papers.

use kith_domain::id::IndividualId;
use kith_domain::lists::{self, ContactMode};
use kith_domain::restriction::{self, TERMS, Terms};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::form::{Form, FormField, Step, field};
use crate::session::Session;

/// What a rule does, what it rests on and what it says of a way of contact: what is most often meant first.
const EFFECTS: [&str; 4] = ["limit", "prohibit", "permit", "require"];
const FORCES: [&str; 5] = ["agreed", "own_wish", "staff_rule", "legal_unverified", "legal_verified"];
const LEVELS: [&str; 4] = ["free", "supervised", "conditional", "none"];

/// The form of a rule about contact.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct RuleForm {
    /// In whose record.
    individual: String,
    /// The rule to change; a new one where nothing is said.
    #[uniffi(default = None)]
    rule: Option<String>,
}

impl Screen for RuleForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let title = if self.rule.is_some() { "screen-rule-change" } else { "screen-rule-new" };
        let (mut form, _) =
            session.form(&self.individual, title, "set_restriction", |session, individual| {
                let held = self.rule.as_deref().map(|rule| held(session, individual, rule)).transpose()?;
                let strings = &session.strings;
                let mut steps = vec![
                    Step {
                        heading: strings.say("screen-rules"),
                        fields: terms(session, individual, held.as_ref())?,
                    },
                    Step { heading: strings.say("rule-ways"), fields: ways(session, held.as_ref()) },
                ];
                let mut papers = papers(session);
                if let Some((rule, _)) = &held {
                    papers.push(field(session, "id", "one").prefilled(json!(rule)));
                    papers.push(field(session, "seen", "one").prefilled(json!(session.seen(individual)?)));
                }
                steps.push(Step { heading: strings.say("rule-papers"), fields: papers });
                Ok(steps)
            })?;
        if let Some(rule) = &self.rule {
            form.draft = format!("{}/{rule}", form.draft);
        }
        let outline = form.outline(session);
        Ok((form, outline))
    }
}

/// The rule that is to be changed, with the first of what is said of it.
type Held = (String, Option<Terms>);

fn held(session: &Session, individual: IndividualId, rule: &str) -> Result<Held, KithError> {
    let card = session.card_of_kind(individual, parse_id(rule, "rule")?, &["restriction"])?;
    let said = card.field(TERMS);
    let terms = said.visible().first().and_then(|fact| restriction::read_terms(&fact.value));
    Ok((card.id.to_string(), terms))
}

fn terms(
    session: &Session,
    individual: IndividualId,
    held: Option<&Held>,
) -> Result<Vec<FormField>, KithError> {
    let said = held.and_then(|(_, terms)| terms.as_ref());
    let with = |field: FormField, value: Option<serde_json::Value>| match value {
        Some(value) => field.prefilled(value),
        None => field,
    };
    let people = session.people_choices(individual)?;
    let person = field(session, "person", "one").required().choices(people);
    let effect = field(session, "effect", "one").required().names(session, &EFFECTS, "effect");
    let force = field(session, "force", "one").required().names(session, &FORCES, "force");
    let kind = field(session, "kind", "one").required().options(
        session,
        lists::RestrictionKind::LIST,
        "restriction-kind",
    );
    let from = said.map_or_else(|| json!(session.now().date_naive()), |terms| json!(terms.from));
    let state = field(session, "state", "one").required().prefilled(json!("active"));
    let mut fields = vec![
        field(session, "individual", "one").required().prefilled(json!(individual)),
        with(person, said.and_then(|terms| Some(json!(terms.people.first()?)))),
        with(effect, said.map(|terms| json!(terms.effect))),
        with(force, said.map(|terms| json!(terms.force))),
        with(kind, said.map(|terms| json!(terms.kind))),
        field(session, "from", "day").required().prefilled(from),
        with(field(session, "until", "day"), said.and_then(|terms| Some(json!(terms.until?)))),
    ];
    if held.is_some() {
        fields.push(state.names(session, &["active", "lifted"], "rule-is"));
        fields.push(field(session, "reason", "text").required());
    } else {
        fields.push(state);
    }
    Ok(fields)
}

/// What it says of each way of contact: a condition and who is there stand beside it.
fn ways(session: &Session, held: Option<&Held>) -> Vec<FormField> {
    let said = held.and_then(|(_, terms)| terms.as_ref());
    let mut fields = Vec::new();
    for mode in ContactMode::ALL {
        let (name, words) = (mode.name(), session.strings.option("mode", mode.name()));
        let held = said.and_then(|terms| terms.modes.get(name));
        let part = |part: &str, value: Option<serde_json::Value>| {
            let shape = if part == "rule" { "one" } else { "text" };
            let mut one = field(session, &format!("modes.{name}.{part}"), shape);
            one.label = if part == "rule" { words.clone() } else { format!("{words}: {}", one.label) };
            one.prefilled = value;
            one
        };
        fields.push(part("rule", held.map(|held| json!(held.rule))).names(session, &LEVELS, "rule"));
        fields.push(part("condition", held.and_then(|held| Some(json!(held.condition.as_ref()?)))));
        fields.push(part("supervised_by", held.and_then(|held| Some(json!(held.supervised_by.as_ref()?)))));
    }
    fields
}

fn papers(session: &Session) -> Vec<FormField> {
    vec![
        field(session, "authority", "text"),
        field(session, "reference", "text"),
        field(session, "exact_words", "text"),
        field(session, "verified.by", "text"),
        field(session, "verified.when", "day"),
        field(session, "review", "day"),
        field(session, "explained", "text"),
    ]
}
