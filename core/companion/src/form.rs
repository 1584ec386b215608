//! Forms: what a person fills in, as plain values: steps, fields, choices in words, what is prefilled and what is
//! required. A shell draws them; what is chosen goes to the command of the same name.

use kith_domain::id::IndividualId;
use kith_domain::lists::List;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::parse_id;
use crate::error::KithError;
use crate::screens::outline::{Line, Mark, Outline};
use crate::session::Session;
use crate::view::View;

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Form {
    /// The heading.
    pub title: String,
    /// The command that it fills in.
    pub command: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The name under which a draft of it is kept.
    pub draft: String,
    /// The token of what this form showed.
    pub seen: String,
}

/// One step of a form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Step {
    /// The heading.
    pub heading: String,
    /// The fields, in order.
    pub fields: Vec<FormField>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FormField {
    /// The argument of the command.
    pub name: String,
    /// In words.
    pub label: String,
    /// text, one, several, moment, day, faces, number, words.
    pub shape: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What there is to choose from, for one and several.
    pub choices: Vec<Choice>,
    /// What is filled in already.
    pub prefilled: Option<Value>,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choice {
    /// The stable name, or the id.
    pub name: String,
    /// In words.
    pub label: String,
}

impl Form {
    /// The form as lines: what is asked, what there is to choose, what is required.
    pub(crate) fn outline(&self, session: &Session) -> Outline {
        let mut outline = Outline::new(self.title.clone());
        for step in &self.steps {
            let lines = step
                .fields
                .iter()
                .map(|field| {
                    let text = if field.required {
                        session.strings.with("form-required", &[("label", field.label.as_str().into())])
                    } else {
                        field.label.clone()
                    };
                    let choices: Vec<String> =
                        field.choices.iter().map(|choice| choice.label.clone()).collect();
                    let line = Line::plain(text).about(&field.name);
                    if choices.is_empty() { line } else { line.under(choices.join(" · ")) }
                })
                .collect();
            outline = outline.block(step.heading.clone(), lines);
        }
        outline.block(None, vec![Line::new(Mark::Quiet, session.strings.say("form-draft-kept"))])
    }
}

/// A field of a shape, not required and with nothing filled in.
pub(crate) fn field(session: &Session, name: &str, shape: &str) -> FormField {
    FormField {
        name: name.to_owned(),
        label: session.strings.option("field", name),
        shape: shape.to_owned(),
        required: false,
        choices: Vec::new(),
        prefilled: None,
    }
}

impl FormField {
    /// Must be filled in.
    pub(crate) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// With something filled in.
    pub(crate) fn prefilled(mut self, value: Value) -> Self {
        self.prefilled = Some(value);
        self
    }

    /// With the options of a list.
    pub(crate) fn options(mut self, session: &Session, list: &List, words: &str) -> Self {
        self.choices = list
            .options
            .iter()
            .map(|name| Choice { name: (*name).to_owned(), label: session.strings.option(words, name) })
            .collect();
        self
    }

    /// With these choices.
    pub(crate) fn choices(mut self, choices: Vec<Choice>) -> Self {
        self.choices = choices;
        self
    }
}

impl Session {
    /// The form of a command about an individual, with the steps that it asks.
    pub(crate) fn form(
        &self,
        individual: &str,
        title: &str,
        command: &str,
        steps: impl FnOnce(&Self, IndividualId) -> Result<Vec<Step>, KithError>,
    ) -> Result<(Form, Outline), KithError> {
        let individual = parse_id(individual, "individual")?;
        self.individual_card(individual)?;
        let form = Form {
            title: self.strings.say(title),
            command: command.to_owned(),
            steps: steps(self, individual)?,
            draft: format!("{command}/{individual}"),
            seen: self.seen(individual)?,
        };
        let outline = form.outline(self);
        Ok((form, outline))
    }

    /// The people of a map as choices, by name.
    pub(crate) fn people_choices(&self, individual: IndividualId) -> Result<Vec<Choice>, KithError> {
        self.choices_of(individual, "person")
    }

    /// The cards of a kind that are in use, as choices, by what they are called.
    pub(crate) fn choices_of(&self, individual: IndividualId, kind: &str) -> Result<Vec<Choice>, KithError> {
        let mut choices = Vec::new();
        for card in self.cards(individual, kind)? {
            if View::default().standing(&card) != kith_domain::card::Standing::Ended {
                choices
                    .push(Choice { name: card.id.to_string(), label: self.card_title(individual, &card)? });
            }
        }
        choices.sort_by(|a, b| (a.label.to_lowercase(), &a.name).cmp(&(b.label.to_lowercase(), &b.name)));
        Ok(choices)
    }

    /// Now, as a form prefills it.
    pub(crate) fn now_value(&self) -> Value {
        json!({ "at": self.now().to_rfc3339(), "precision": "exact" })
    }
}
