//! People I support: everyone whose record can be read here, with what needs a look.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::error::KithError;
use crate::session::Session;

/// People I support.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Caseload {}

/// One individual on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct CaseloadItem {
    /// The individual.
    pub individual: String,
    /// What they are called.
    pub name: String,
    /// How many differences need a look.
    pub differences: u32,
    /// How many parcels wait in their record.
    pub waiting: u32,
}

impl Screen for Caseload {
    type Answer = Vec<CaseloadItem>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let mut people = Vec::new();
        let mut not_here = 0u32;
        for individual in session.vault.read().individuals()? {
            if session.cards(individual, "individual")?.is_empty() {
                // Access was given; what was recorded has not come yet.
                not_here = not_here.saturating_add(1);
                continue;
            }
            let differences = session.found(individual)?.len();
            people.push(CaseloadItem {
                individual: individual.to_string(),
                name: session.individual_name(individual),
                differences: u32::try_from(differences).unwrap_or(u32::MAX),
                waiting: u32::try_from(session.waiting_in(individual)?).unwrap_or(u32::MAX),
            });
        }
        people.sort_by(|a, b| {
            (a.name.to_lowercase(), &a.individual).cmp(&(b.name.to_lowercase(), &b.individual))
        });
        let strings = &session.strings;
        let mut lines: Vec<Line> = people
            .iter()
            .map(|person| {
                let mut line = Line::plain(person.name.clone()).about(&person.individual);
                if person.differences > 0 {
                    let count = [("count", person.differences.into())];
                    line = line.under(strings.with("caseload-differences", &count));
                }
                if person.waiting > 0 {
                    line.mark = Mark::Alert;
                    line = line.under(strings.with("caseload-waiting", &[("count", person.waiting.into())]));
                }
                line
            })
            .collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("caseload-empty")));
        }
        if not_here > 0 {
            let count = [("count", not_here.into())];
            lines.push(Line::new(Mark::Quiet, strings.with("caseload-not-here", &count)));
        }
        Ok((people, Outline::new(strings.say("screen-caseload")).block(None, lines)))
    }
}
