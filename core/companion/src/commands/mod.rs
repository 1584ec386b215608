//! Commands: imperative verbs, one file each. A command checks everything first, gathers one change, and makes it
//! durable at one go; where it returns an error, nothing was written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::arguments::parse;
use crate::edge::{self, Companion, Failure};
use crate::error::KithError;
use crate::session::Session;
use crate::shape;

/// What a command did: the ids of what it made, by name, and what a person should be shown at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Done {
    /// Ids by what they are of: one id, or a list in the order of the arguments.
    pub ids: BTreeMap<String, Value>,
    /// What should be shown at once, where there is something: a contact check, a reminder to raise a concern.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Value>,
}

impl Done {
    /// One id.
    pub(crate) fn one(name: &str, id: impl ToString) -> Self {
        Self::default().and(name, id)
    }

    /// And another id.
    pub(crate) fn and(mut self, name: &str, id: impl ToString) -> Self {
        self.ids.insert(name.to_owned(), Value::String(id.to_string()));
        self
    }

    /// And a list of ids, in the order of the arguments.
    pub(crate) fn and_all<T: ToString>(mut self, name: &str, ids: &[T]) -> Self {
        let ids = ids.iter().map(|id| Value::String(id.to_string())).collect();
        self.ids.insert(name.to_owned(), Value::Array(ids));
        self
    }

    /// And something to show.
    pub(crate) fn showing(mut self, shown: Value) -> Self {
        self.shown = Some(shown);
        self
    }
}

/// A command's arguments, and how it is carried out.
pub(crate) trait Command: DeserializeOwned + JsonSchema {
    /// Carries the command out. Durable when it returns.
    fn perform(self, session: &mut Session) -> Result<Done, KithError>;
}

macro_rules! commands {
    ($($module:ident: $arguments:ident),* $(,)?) => {
        $(pub mod $module;)*

        /// The names of all commands, in alphabetical order.
        pub const NAMES: &[&str] = &[$(stringify!($module)),*];

        pub(crate) fn perform(session: &mut Session, name: &str, given: &Value) -> Result<Done, KithError> {
            let schema = arguments(name).ok_or_else(|| KithError::invalid("name", "unknown_command"))?;
            let given = &shape::fit(schema, given, &|typed, field| session.whole_id(typed, field))?;
            session.may_perform(name, given)?;
            let done = match name {
                $(stringify!($module) => parse::<$module::$arguments>(given)?.perform(session),)*
                _ => Err(KithError::invalid("name", "unknown_command")),
            };
            done.map_err(|error| session.naming(error, schema, given))
        }

        #[uniffi::export(name = "Kith")]
        impl Companion {
            $(
                /// Carries out the command of this name. Durable when it returns.
                ///
                /// # Errors
                /// Whatever the command names.
                pub async fn $module(&self, arguments: $module::$arguments) -> Result<edge::Done, Failure> {
                    self.perform(stringify!($module), arguments).await
                }
            )*
        }

        /// The JSON Schema of a command's arguments: made when it is first asked for, so that whoever opens the app waits for
        /// one and not for all.
        pub(crate) fn arguments(name: &str) -> Option<&'static Value> {
            match name {
                $(stringify!($module) => {
                    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
                        crate::schema::told(stringify!($module), json!(schemars::schema_for!($module::$arguments)))
                    });
                    Some(&SCHEMA)
                })*
                _ => None,
            }
        }
    };
}

commands! {
    add_individual: AddIndividual,
    add_need: AddNeed,
    add_person: AddPerson,
    add_place: AddPlace,
    add_relationship: AddRelationship,
    add_strategy: AddStrategy,
    agree_support: AgreeSupport,
    amend: Amend,
    answer_concern: AnswerConcern,
    attach: Attach,
    change_setting: ChangeSetting,
    disagree: Disagree,
    discard_draft: DiscardDraft,
    end: End,
    escalate_concern: EscalateConcern,
    give_access: GiveAccess,
    give_consent: GiveConsent,
    give_feedback: GiveFeedback,
    give_information: GiveInformation,
    lower_concern: LowerConcern,
    note: Note,
    observe: Observe,
    plan_contact: PlanContact,
    raise_concern: RaiseConcern,
    record_decision: RecordDecision,
    record_visit: RecordVisit,
    refile: Refile,
    reopen: Reopen,
    save_draft: SaveDraft,
    say: Say,
    set_field: SetField,
    set_restriction: SetRestriction,
    settle: Settle,
    use_strategy: UseStrategy,
    view_good_for_me: ViewGoodForMe,
}
