//! Forms: what a person fills in, as plain values: steps, fields, choices in words, what is prefilled and what is
//! required. A shell draws them; what is chosen goes to the command of the same name.

use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::{Feeling, List};
use kith_domain::voice::{How, Method, Speaker};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::parse_id;
use crate::error::KithError;
use crate::schema::PRECISIONS;
use crate::screens::outline::{Line, Mark, Outline};
use crate::session::Session;
use crate::view::View;

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
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
    /// Which of its fields the rules about contact are asked of, with `check`, while it is filled in; absent where none are.
    #[uniffi(default = None)]
    pub check: Option<FormCheck>,
}

/// What the rules about contact are asked of while a form is filled in: once for each person, as soon as they and the mode are
/// there, and again when any of it changes. Paths as those of fields: those of a list's items are of one item together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct FormCheck {
    /// The field with the person, or with several.
    pub people: String,
    /// The field with the way of contact.
    pub mode: String,
    /// The field with the time; now where it is empty.
    pub at: String,
}

impl FormCheck {
    /// The fields of a command that the rules are asked of.
    pub(crate) fn of(command: &str) -> Option<Self> {
        let (people, mode, at) = match command {
            "record_visit" => ("contacts[].person", "contacts[].mode", "occurred.at"),
            "plan_contact" => ("people", "mode", "start"),
            _ => return None,
        };
        Some(Self { people: people.to_owned(), mode: mode.to_owned(), at: at.to_owned() })
    }
}

/// One step of a form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct Step {
    /// The heading.
    pub heading: String,
    /// The fields, in order.
    pub fields: Vec<FormField>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct FormField {
    /// The path of the command's argument that it fills in: `line`, `prepare.fears`; `follow_ups[].what` is a part of each
    /// item of a list.
    pub name: String,
    /// In words.
    pub label: String,
    /// text, one, several, moment (RFC 3339, with its offset), day (YYYY-MM-DD), faces (1 to 5), number, tick.
    pub shape: String,
    /// Whether it must be filled in; a part of a list's items, in each item that there is.
    pub required: bool,
    /// What there is to choose from, for one and several.
    pub choices: Vec<Choice>,
    /// By which a pack has the symbols of the choices, each as this and the choice's name: `feeling` has `feeling-happy`.
    #[uniffi(default = None)]
    pub symbols: Option<String>,
    /// What is filled in already.
    pub prefilled: Option<Value>,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
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
                    // Whoever reads it as lines fills it in by name; an id stands where its card does.
                    let named = |choice: &Choice| match choice.name.parse::<CardId>() {
                        Ok(_) => choice.label.clone(),
                        Err(_) => format!("{} ({})", choice.label, choice.name),
                    };
                    let choices: Vec<String> = field.choices.iter().map(named).collect();
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
        label: session.strings.field(name),
        shape: shape.to_owned(),
        required: false,
        choices: Vec::new(),
        symbols: None,
        prefilled: None,
    }
}

/// The feelings told or shown, each with its symbol.
pub(crate) fn feelings(session: &Session) -> FormField {
    field(session, "feelings", "several").options(session, Feeling::LIST, "feeling").symbols("feeling")
}

/// When something happened: now, where nothing else is filled in.
pub(crate) fn occurred(session: &Session) -> [FormField; 2] {
    [
        field(session, "occurred.at", "moment").required().prefilled(session.now_value()),
        field(session, "occurred.precision", "one").prefilled(json!("exact")).names(
            session,
            PRECISIONS,
            "precision",
        ),
    ]
}

/// Whose voice it is and by which method, at the path of the argument.
pub(crate) fn voice(session: &Session, path: &str) -> [FormField; 3] {
    let part = |name: &str| field(session, &format!("{path}.{name}"), "one").required();
    [
        part("speaker").options(session, Speaker::LIST, "speaker"),
        part("how").options(session, How::LIST, "how"),
        part("method").options(session, Method::LIST, "method"),
    ]
}

/// The individual's own words, at the path of the argument: whose they are is filled in.
pub(crate) fn own_words(session: &Session, path: &str) -> [FormField; 3] {
    let [speaker, how, method] = voice(session, path);
    [speaker.prefilled(json!(Speaker::Individual.name())), how.prefilled(json!(How::OwnWords.name())), method]
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
    pub(crate) fn options(self, session: &Session, list: &List, words: &str) -> Self {
        self.names(session, list.options, words)
    }

    /// With a symbol for each choice, which a pack has by this word.
    pub(crate) fn symbols(mut self, word: &str) -> Self {
        self.symbols = Some(word.to_owned());
        self
    }

    /// With these names as options.
    pub(crate) fn names(mut self, session: &Session, names: &[&str], words: &str) -> Self {
        self.choices = names
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
            check: FormCheck::of(command),
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

    /// The first language of an individual, as a form prefills it.
    pub(crate) fn language_value(&self, individual: IndividualId) -> Result<Value, KithError> {
        let card = self.individual_card(individual)?;
        let first = card.field("languages").visible().first().and_then(|fact| fact.value.get(0).cloned());
        Ok(first.unwrap_or_else(|| json!(self.strings.language().spoken().code())))
    }

    /// Now, as a form prefills it.
    pub(crate) fn now_value(&self) -> Value {
        json!(self.now().to_rfc3339())
    }
}
