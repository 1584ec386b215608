//! The members of the organisation, as they are known here: whom a bundle can be made for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Outline};
use crate::error::KithError;
use crate::session::Session;

/// The members.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Members {}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct MemberItem {
    /// The member.
    pub member: String,
    /// Their name.
    pub name: String,
    /// Their role, as a stable name.
    pub role: String,
    /// The role in words.
    pub role_text: String,
    /// Whether it is whoever uses this device.
    pub here: bool,
}

impl Screen for Members {
    type Answer = Vec<MemberItem>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let members = session.membership.members().map(|member| MemberItem {
            member: member.id.to_string(),
            name: member.name.clone(),
            role: member.role.clone(),
            role_text: session.strings.option("role", &member.role),
            here: member.id == session.identity.member,
        });
        let mut members: Vec<MemberItem> = members.collect();
        members.sort_by_key(|member| (member.name.to_lowercase(), member.member.clone()));
        let line = |member: &MemberItem| {
            Line::plain(format!("{} ({})", member.name, member.role_text)).about(&member.member)
        };
        let lines = members.iter().map(line).collect();
        let outline = Outline::new(session.strings.say("screen-members")).block(None, lines);
        Ok((members, outline))
    }
}
