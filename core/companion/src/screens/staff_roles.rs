//! The roles in which a member of staff is let in.

use kith_domain::role::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::Outline;
use super::roles::listed;
use crate::error::KithError;
use crate::form::Choice;
use crate::session::Session;

/// The roles of staff.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct StaffRoles {}

impl Screen for StaffRoles {
    type Answer = Vec<Choice>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        Ok(listed(session, Role::is_staff))
    }
}
