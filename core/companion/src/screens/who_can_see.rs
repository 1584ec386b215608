//! Who can see: each section of a record with the people who read it, by whom they were let in and why.

use kith_domain::id::MemberId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;

/// Who can see a record.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct WhoCanSee {
    /// Whose record.
    individual: String,
}

/// One section and its readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct SectionReaders {
    /// shared, team, concern.
    pub section: String,
    /// The section in words.
    pub text: String,
    /// Who reads it.
    pub readers: Vec<Reader>,
}

/// One reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Reader {
    /// The member.
    pub member: String,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: String,
    /// Who let them in, by name; absent for whoever made the section.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl Screen for WhoCanSee {
    type Answer = Vec<SectionReaders>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let sections = session.sections(individual)?;
        if sections.is_empty() {
            return Err(KithError::unknown("individual"));
        }
        let now = session.now();
        let mut answer = Vec::new();
        for section in sections {
            let mut readers: Vec<Reader> = session
                .membership
                .readers(section.document, now)
                .into_iter()
                .map(|member| session.reader(section.document, member))
                .collect();
            readers.sort_by(|a, b| (&a.name, &a.member).cmp(&(&b.name, &b.member)));
            answer.push(SectionReaders {
                section: section.kind.name().to_owned(),
                text: session.strings.option("section", section.kind.name()),
                readers,
            });
        }
        let strings = &session.strings;
        let mut outline = Outline::new(strings.say("screen-who-can-see"));
        for section in &answer {
            let lines = section
                .readers
                .iter()
                .map(|reader| {
                    let role = strings.option("role", &reader.role);
                    let line = Line::plain(format!("{} ({role})", reader.name)).about(&reader.member);
                    match &reader.by {
                        Some(by) => line.under(strings.with("access-by", &[("name", by.as_str().into())])),
                        None => line,
                    }
                })
                .collect();
            outline = outline.block(section.text.clone(), lines);
        }
        let note = vec![Line::new(Mark::Quiet, strings.say("access-honest"))];
        Ok((answer, outline.block(None, note)))
    }
}

impl Session {
    fn reader(&self, document: kith_domain::id::DocumentId, member: MemberId) -> Reader {
        let grant = self.membership.grants(document).iter().find(|grant| grant.member == member);
        Reader {
            member: member.to_string(),
            name: self.member_name(member),
            role: self.membership.member(member).map(|member| member.role.clone()).unwrap_or_default(),
            by: grant.map(|grant| self.member_name(grant.by)),
            reason: grant.map(|grant| grant.reason.clone()).filter(|reason| !reason.is_empty()),
        }
    }
}
