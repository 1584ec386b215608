//! The roles that somebody can be let in with.

use kith_domain::role::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Outline};
use crate::error::KithError;
use crate::form::Choice;
use crate::session::Session;

/// The roles.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Roles {}

impl Screen for Roles {
    type Answer = Vec<Choice>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        Ok(listed(session, |_| true))
    }
}

/// These of the roles, in words.
pub(super) fn listed(session: &Session, is_one: impl Fn(Role) -> bool) -> (Vec<Choice>, Outline) {
    let strings = &session.strings;
    let role = |role: Role| {
        let name = role.name();
        Choice { name: name.to_owned(), label: strings.option("role", name) }
    };
    let roles: Vec<Choice> = Role::ALL.into_iter().filter(|role| is_one(*role)).map(role).collect();
    let lines = roles.iter().map(|role| Line::plain(format!("{} ({})", role.label, role.name))).collect();
    (roles, Outline::new(strings.say("screen-roles")).block(None, lines))
}
