//! The contact check: may this contact be planned, as far as can be told from here, and why.
//!
//! It never says more than it knows: where a section that may hold rules cannot be read, or parcels wait, the answer is
//! 'incomplete' unless a rule that is readable refuses already. It stops nothing that has happened: that is always
//! recorded.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{CardId, FactId, MemberId};
use crate::lists::ContactMode;
use crate::restriction::{InForce, Reading, union};
use crate::ruling::{Because, Outcome, Rule, Ruling};
use crate::section::SectionKind;
use crate::time::Timestamp;

/// What is asked, and all that is known here.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// With whom; the strictest answer for any of them holds.
    pub people: &'a [CardId],
    /// How.
    pub mode: &'a ContactMode,
    /// When the contact is to be.
    pub at: Timestamp,
    /// The restriction cards that can be read here, each read once for however many questions.
    pub restrictions: &'a [Reading],
    /// The sections that may hold rules and cannot be read here.
    pub unreadable: &'a [SectionKind],
    /// How many parcels wait or are quarantined in sections that may hold rules.
    pub waiting: u64,
    /// The newest time that bears on this record, and by whose clock, where it is another's.
    pub newest_recorded: Option<(Timestamp, Option<MemberId>)>,
    /// This device's clock.
    pub now: Timestamp,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What is to be done.
    pub outcome: Outcome,
    /// The strictest level for this way of contact.
    pub rule: Rule,
    /// Why, in a fixed order; never empty.
    pub because: Vec<Because>,
    /// Every condition, in the words of the rules.
    pub conditions: Vec<String>,
    /// Everyone named to supervise, in words.
    pub supervised_by: Vec<String>,
    /// The facts it rests on.
    pub sources: Vec<(CardId, FactId)>,
}

/// Answers the question.
#[must_use]
pub fn check(question: &Question<'_>) -> Check {
    let known = question
        .people
        .iter()
        .filter_map(|person| union(question.restrictions, *person, question.mode, question.at))
        .reduce(|a, mut b| {
            b.sources.extend(a.sources);
            InForce { ruling: a.ruling.join(b.ruling), sources: b.sources }
        });
    let (mut ruling, sources) = known.map_or_else(
        || (Ruling::of(Rule::Free, Outcome::Allowed, [Because::NoRuleRecorded]), BTreeSet::new()),
        |known| (known.ruling, known.sources),
    );
    for &section in question.unreadable {
        ruling = ruling.and(Outcome::Incomplete, Because::SectionNotReadable { section });
    }
    if question.waiting > 0 {
        ruling = ruling.and(Outcome::Incomplete, Because::ParcelsWaiting { count: question.waiting });
    }
    if let Some((newest, by)) = question.newest_recorded.filter(|(newest, _)| question.now < *newest) {
        ruling = ruling.and(Outcome::Ask, Because::ClockBehind { newest, by });
    }
    if ruling.outcome > Outcome::Allowed {
        // That one of several rules leaves a way free is no reason for an answer that is stricter.
        ruling.because.remove(&Because::FreeForThisMode);
    }
    Check {
        outcome: ruling.outcome,
        rule: ruling.rule,
        because: ruling.because.into_iter().collect(),
        conditions: ruling.conditions.into_iter().collect(),
        supervised_by: ruling.supervised_by.into_iter().collect(),
        sources: sources.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::restriction::TERMS;
    use crate::sample::{card, card_id, noon};

    fn row(
        force: &str,
        unreadable: &[SectionKind],
        waiting: u64,
        behind: bool,
    ) -> (Outcome, Vec<&'static str>) {
        let terms = json!({
            "people": [card_id(1)], "effect": "prohibit", "force": force, "kind": "restraining_order", "from": "2025-06-01",
        });
        let restrictions =
            if force.is_empty() { vec![] } else { vec![Reading::of(&card("restriction", TERMS, &[&terms]))] };
        let answer = check(&Question {
            people: &[card_id(1), card_id(2)],
            mode: &ContactMode::Phone,
            at: noon(5),
            restrictions: &restrictions,
            unreadable,
            waiting,
            newest_recorded: behind.then(|| (noon(4), None)),
            now: noon(3),
        });
        assert_eq!(answer.sources.len(), restrictions.len());
        (answer.outcome, answer.because.iter().map(Because::code).collect())
    }

    #[test]
    fn answers() {
        use Outcome::{Allowed, Ask, Incomplete, Refused};
        let team: &[SectionKind] = &[SectionKind::Team];
        let rows = [
            ("", &[][..], 0, false, Allowed, vec!["no_rule_recorded"]),
            ("", &[], 0, true, Ask, vec!["no_rule_recorded", "clock_behind"]),
            ("", team, 0, false, Incomplete, vec!["no_rule_recorded", "section_not_readable"]),
            ("", &[], 2, true, Incomplete, vec!["no_rule_recorded", "parcels_waiting", "clock_behind"]),
            ("agreed", team, 0, false, Incomplete, vec!["agreed", "section_not_readable"]),
            ("agreed", &[], 0, false, Ask, vec!["agreed"]),
            (
                "legal_verified",
                team,
                1,
                true,
                Refused,
                vec!["legal_verified", "section_not_readable", "parcels_waiting", "clock_behind"],
            ),
        ];
        for (force, unreadable, waiting, behind, outcome, because) in rows {
            assert_eq!(row(force, unreadable, waiting, behind), (outcome, because), "{force}");
        }
    }
}
