//! Screens: what a person sees, each a plain value computed here. A shell draws it and knows nothing else. Each is
//! given as data for a program and as an outline in words, with the same facts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::arguments::{parse, parse_id};
use crate::edge::{Companion, Failure};
use crate::error::KithError;
use crate::session::Session;
use crate::shape;

pub mod figures;
pub mod map_changes;
pub mod outline;

use outline::Outline;

/// A screen: as data, and in words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Shown {
    /// The screen's value.
    pub data: Value,
    /// The same in words, in the session's language.
    pub outline: Outline,
}

impl Shown {
    pub(crate) fn new(data: &impl Serialize, outline: Outline) -> Self {
        Self { data: json!(data), outline }
    }
}

/// A screen's arguments, and how it is computed.
pub(crate) trait Screen: DeserializeOwned + JsonSchema {
    /// The value that it answers with.
    type Answer: Serialize + JsonSchema;

    /// Computes the screen.
    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError>;
}

/// Whose screen it is must be here: what is not here must not look like a record in which nothing was written.
fn whose(session: &Session, given: &Value) -> Result<(), KithError> {
    let Some(individual) = given.get("individual").and_then(Value::as_str) else { return Ok(()) };
    let individual = parse_id(individual, "individual")?;
    session.individual_card(individual).map(drop).map_err(|error| error.about("individual"))
}

/// Computes a screen from its arguments as they were given.
pub(crate) fn answer<S: Screen>(
    session: &mut Session,
    name: &str,
    given: &Value,
) -> Result<(S::Answer, Outline), KithError> {
    let schema = arguments(name).ok_or_else(|| KithError::invalid("name", "unknown_screen"))?;
    let given = &shape::fit(schema, given, &|typed, field| session.whole_id(typed, field))?;
    session.may_show(name, given)?;
    whose(session, given)?;
    let screen = parse::<S>(given)?;
    screen.answer(session).map_err(|error| session.naming(error, schema, given))
}

macro_rules! screens {
    ($($module:ident: $arguments:ident -> $answer:ty),* $(,)?) => {
        $(pub mod $module;)*

        /// The names of all screens and answers, in alphabetical order.
        pub const NAMES: &[&str] = &[$(stringify!($module)),*];

        pub(crate) fn show(session: &mut Session, name: &str, given: &Value) -> Result<Shown, KithError> {
            match name {
                $(stringify!($module) => {
                    let (answer, outline) = answer::<$module::$arguments>(session, name, given)?;
                    Ok(Shown::new(&answer, outline))
                })*
                _ => Err(KithError::invalid("name", "unknown_screen")),
            }
        }

        #[uniffi::export(name = "Kith")]
        impl Companion {
            $(
                /// Computes the screen of this name.
                ///
                /// # Errors
                /// Whatever is wrong with the arguments, or with the vault.
                pub async fn $module(
                    &self,
                    arguments: $module::$arguments,
                ) -> Result<$answer, Failure> {
                    self.show(stringify!($module), arguments).await
                }
            )*
        }

        /// The JSON Schema of a screen's arguments: made when it is first asked for, so that whoever opens the app waits for one
        /// and not for all.
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

        /// The JSON Schema of each screen's answer, by name.
        pub(crate) fn answers() -> BTreeMap<&'static str, Value> {
            BTreeMap::from([$((
                stringify!($module),
                json!(schemars::schema_for!(<$module::$arguments as Screen>::Answer)),
            )),*])
        }
    };
}

screens! {
    audit: Audit -> Vec<audit::AuditItem>,
    caseload: Caseload -> Vec<caseload::CaseloadItem>,
    check: CheckScreen -> crate::wording::CheckAnswer,
    concern: ConcernScreen -> concern::ConcernAnswer,
    concern_form: ConcernForm -> crate::form::Form,
    differences: Differences -> Vec<differences::Difference>,
    drafts: Drafts -> Vec<drafts::Draft>,
    effect: EffectScreen -> figures::EffectFigure,
    hash: Hash -> hash::HashAnswer,
    how_i_feel: HowIFeel -> how_i_feel::HowIFeelAnswer,
    how_was_it: HowWasIt -> Vec<crate::together::MyItem>,
    individual: IndividualScreen -> individual::IndividualAnswer,
    individual_form: IndividualForm -> crate::form::Form,
    map: MapScreen -> figures::MapFigure,
    members: Members -> Vec<members::MemberItem>,
    my_day: MyDay -> my_day::MyDayAnswer,
    my_people: MyPeople -> my_people::MyPeopleAnswer,
    my_plan: MyPlan -> Vec<my_plan::MyPart>,
    my_words: MyWords -> crate::together::MyItems,
    needs_look: NeedsLook -> needs_look::NeedsLookAnswer,
    observation_form: ObservationForm -> crate::form::Form,
    pending: Pending -> pending::PendingAnswer,
    person: PersonScreen -> person::PersonAnswer,
    person_form: PersonForm -> crate::form::Form,
    photos: Photos -> Vec<photos::PhotoItem>,
    plan_form: PlanForm -> crate::form::Form,
    relationship_form: RelationshipForm -> crate::form::Form,
    roles: Roles -> Vec<crate::form::Choice>,
    rule_form: RuleForm -> crate::form::Form,
    rules: Rules -> Vec<rules::RuleItem>,
    search: Search -> Vec<search::Found>,
    settings: SettingsScreen -> settings::SettingsAnswer,
    staff_roles: StaffRoles -> Vec<crate::form::Choice>,
    tell_someone: TellSomeone -> tell_someone::TellSomeoneAnswer,
    timeline: Timeline -> timeline::TimelinePage,
    today: Today -> today::TodayAnswer,
    trends: Trends -> figures::TrendFigure,
    visit_form: VisitForm -> crate::form::Form,
    who_can_see: WhoCanSee -> Vec<who_can_see::SectionReaders>,
    words_form: WordsForm -> crate::form::Form,
}
