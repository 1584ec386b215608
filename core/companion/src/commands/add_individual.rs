//! Adds an individual: a record of their own, with its shared and team sections and the reader list of each.

use kith_domain::fields::CardKind;
use kith_domain::id::MemberId;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{name, parse_id};
use crate::audience::is_staff;
use crate::error::KithError;
use crate::session::{Session, own_card_id};

/// Adds an individual.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AddIndividual {
    /// Their name, at most 200 characters.
    name: String,
    /// The languages they use, as BCP 47 tags, the first first.
    languages: Vec<String>,
    /// What they like to be called.
    #[uniffi(default = None)]
    preferred_name: Option<String>,
    /// Their pronouns.
    #[uniffi(default = None)]
    pronouns: Option<String>,
    /// How I say yes.
    #[uniffi(default = None)]
    how_i_say_yes: Option<String>,
    /// How I say no.
    #[uniffi(default = None)]
    how_i_say_no: Option<String>,
    /// How they communicate, by method.
    #[uniffi(default = None)]
    communication_methods: Option<Vec<String>>,
    /// Date of birth, YYYY-MM-DD.
    #[uniffi(default = None)]
    date_of_birth: Option<String>,
    /// Staff who are to read the record; all staff known here where nothing is said.
    #[uniffi(default = None)]
    team: Option<Vec<String>>,
}

impl Command for AddIndividual {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let name = name(&self.name, "name")?;
        if self.languages.is_empty() {
            return Err(KithError::invalid("languages", "empty"));
        }
        let team = self.team(session)?;
        let individual = kith_sync::new_individual(session.identity.member, &mut session.rng);
        let mut change = session.begin();
        let shared = session.open_section(&mut change, individual, SectionKind::Shared, &team);
        session.open_section(&mut change, individual, SectionKind::Team, &team);
        let mut values = vec![("name", Value::String(name)), ("languages", json!(self.languages))];
        let optional = [
            ("preferred_name", self.preferred_name.map(Value::String)),
            ("pronouns", self.pronouns.map(Value::String)),
            ("how_i_say_yes", self.how_i_say_yes.map(Value::String)),
            ("how_i_say_no", self.how_i_say_no.map(Value::String)),
            ("communication_methods", self.communication_methods.map(|methods| json!(methods))),
            ("date_of_birth", self.date_of_birth.map(Value::String)),
        ];
        values.extend(optional.into_iter().filter_map(|(field, value)| Some((field, value?))));
        let voice = session.own_voice();
        let card = own_card_id(individual);
        session.create_card_as(&mut change, shared, card, CardKind::Individual, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("individual", individual).and("card", card))
    }
}

impl AddIndividual {
    fn team(&self, session: &Session) -> Result<Vec<MemberId>, KithError> {
        let is_staff = |member| is_staff(&session.membership, member);
        let Some(team) = &self.team else {
            let staff = session.membership.members().filter(|member| is_staff(member.id));
            return Ok(staff.map(|member| member.id).collect());
        };
        team.iter()
            .map(|id| {
                let member = parse_id(id, "team")?;
                match session.membership.member(member) {
                    None => Err(KithError::unknown("member")),
                    Some(_) if !is_staff(member) => Err(KithError::forbidden("not_staff")),
                    Some(_) => Ok(member),
                }
            })
            .collect()
    }
}
