//! Gives a member access to a record: the sections that their role may read, never a concern.

use kith_domain::role::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::audience::is_staff;
use crate::error::KithError;
use crate::session::Session;

/// Gives access to a record.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct GiveAccess {
    /// Whose record.
    individual: String,
    /// To whom.
    member: String,
    /// Why.
    reason: String,
}

impl Command for GiveAccess {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let member = parse_id(&self.member, "member")?;
        let why = reason(Some(&self.reason))?;
        let found = session.membership.member(member).ok_or(KithError::unknown("member"))?;
        let role = Role::from_name(&found.role).ok_or(KithError::forbidden("not_permitted"))?;
        if role == Role::Individual && found.individual != Some(individual) {
            return Err(KithError::forbidden("not_permitted"));
        }
        if !is_staff(&session.membership, session.identity.member) {
            return Err(KithError::forbidden("not_staff"));
        }
        let mut change = session.begin();
        session.grant_record(&mut change, individual, member, role, &why)?;
        session.commit(change)?;
        Ok(Done::one("member", member))
    }
}
