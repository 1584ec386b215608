//! What is in force of the guarded facts, written anew from the rules of the domain: the strictest of all that is said
//! at once, for a consent what all have in common, for a concern the most serious.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{Held, Key, Moment, Standing};

/// What the rules say of one person, one way of contact and one instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// free 0, conditional 1, supervised 2, none 3.
    pub level: usize,
    /// allowed 0, conditions 1, ask 2, incomplete 3, refused 4.
    pub outcome: usize,
    /// In the words of the rules.
    pub conditions: BTreeSet<String>,
    /// Who supervises, in words.
    pub supervisors: BTreeSet<String>,
    /// Why; where a date belongs to it, after a space.
    pub codes: BTreeSet<String>,
    /// What it rests on.
    pub sources: BTreeSet<Key>,
}

/// The levels, the freest first.
pub const LEVELS: [&str; 4] = ["free", "conditional", "supervised", "none"];
/// The outcomes, the freest first.
pub const OUTCOMES: [&str; 5] = ["allowed", "conditions", "ask", "incomplete", "refused"];
const ALLOWED: usize = 0;
const CONDITIONS: usize = 1;
const ASK: usize = 2;
const INCOMPLETE: usize = 3;
const REFUSED: usize = 4;
const STATUSES: [&str; 5] = ["closed", "answered", "sent", "raised", "escalated"];
const DANGERS: [&str; 5] = ["none", "long", "medium", "short", "imminent"];
const DECISIONS: [&str; 4] = ["given", "unknown", "withdrawn", "refused"];

impl Said {
    fn because(mut self, outcome: usize, code: &str) -> Self {
        self.outcome = self.outcome.max(outcome);
        self.codes.insert(code.to_owned());
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.level = self.level.max(other.level);
        self.outcome = self.outcome.max(other.outcome);
        self.conditions.extend(other.conditions);
        self.supervisors.extend(other.supervisors);
        self.codes.extend(other.codes);
        self.sources.extend(other.sources);
        self
    }

    /// The codes without their dates.
    #[must_use]
    pub fn plain_codes(&self) -> BTreeSet<String> {
        self.codes.iter().map(|code| code.split(' ').next().unwrap_or_default().to_owned()).collect()
    }
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn place(names: &[&str], name: &str) -> usize {
    names.iter().position(|known| *known == name).unwrap_or(names.len())
}

/// The last day of a rule: as written, else as the law has it for a DVPO.
#[must_use]
pub fn last_day(terms: &Value) -> Option<String> {
    let written = terms["until"].as_str().map(str::to_owned);
    written.or_else(|| {
        let from: chrono::NaiveDate = terms["from"].as_str()?.parse().ok()?;
        (terms["kind"] == "dvpo").then(|| (from + chrono::TimeDelta::days(28)).to_string())
    })
}

/// What one person's terms say by themselves; nothing where they are about others.
#[must_use]
pub fn one(terms: &Value, person: &str, mode: &str, at: Moment) -> Option<Said> {
    let named: BTreeSet<&str> = ["people", "bound", "protected"]
        .iter()
        .flat_map(|part| strings(&terms[*part]))
        .filter(|name| *name != "individual")
        .collect();
    if !named.is_empty() && !named.contains(person) {
        return None;
    }
    let day = at.date_naive().to_string();
    let from = terms["from"].as_str().unwrap();
    if from > day.as_str() {
        return Some(Said::default().because(ALLOWED, &format!("starts_later {from}")));
    }
    let rule = &terms["modes"][mode];
    let force = terms["force"].as_str().unwrap();
    let level = match (rule["rule"].as_str(), terms["effect"].as_str().unwrap()) {
        (Some(level), _) => place(&LEVELS, level),
        (None, "require" | "permit") => 0,
        (None, "limit") => 1,
        (None, _) => 3,
    };
    let (outcome, why) = match force {
        "legal_verified" => (if level == 3 { REFUSED } else { CONDITIONS }, "legal_verified"),
        "staff_rule" => (CONDITIONS, "no_legal_basis_recorded"),
        other => (ASK, other),
    };
    let mut said = Said { level, ..Said::default() }.because(if level == 0 { ALLOWED } else { outcome }, why);
    if level == 0 {
        said = said.because(ALLOWED, "free_for_this_mode");
    }
    if rule.is_null() && terms["effect"] == "limit" {
        said = said.because(ASK, "mode_not_said");
    }
    if let Some(last) = last_day(terms) {
        if last < day {
            said.outcome = said.outcome.min(ASK);
            if said.outcome > ALLOWED {
                said.outcome = ASK;
            }
            said = said.because(ALLOWED, &format!("expired {last}"));
        }
        if terms["until"].is_null() {
            said = said.because(ALLOWED, &format!("end_set_by_law {last}"));
        }
    }
    said.conditions.extend(rule["condition"].as_str().map(str::to_owned));
    said.supervisors.extend(rule["supervised_by"].as_str().map(str::to_owned));
    if terms["effect"] == "require" {
        said = said.because(ALLOWED, "contact_required");
    }
    for (part, code) in [("bound", "individual_bound"), ("protected", "individual_protected")] {
        if strings(&terms[part]).any(|name| name == "individual") {
            said = said.because(ALLOWED, code);
        }
    }
    Some(said)
}

/// What is known beside the rules when a contact is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// In whose record.
    pub individual: &'a str,
    /// With whom.
    pub person: &'a str,
    /// How.
    pub mode: &'a str,
    /// When.
    pub at: Moment,
    /// The device's clock.
    pub now: Moment,
    /// The furthest that the device's own clock was when it wrote.
    pub furthest: Option<Moment>,
    /// Whether the section of the rules is read here.
    pub reads_rules: bool,
    /// Whether anything of the record is here that could not be applied.
    pub waiting: bool,
}

impl Held<'_> {
    /// What one restriction says; nothing where it was lifted or is about others.
    #[must_use]
    pub fn restriction(self, card: &str, person: &str, mode: &str, at: Moment) -> Option<Said> {
        let standing = self.standing(card);
        if standing == Standing::Ended {
            return None;
        }
        let mut said = Vec::new();
        for fact in self.visible(card, "terms") {
            if let Some(mut one) = one(&fact.value, person, mode, at) {
                one.sources.insert(fact.key.clone());
                said.push((fact.value["force"] == "own_wish", one));
            }
        }
        let plain = |said: &Said| Said { sources: BTreeSet::new(), ..said.clone() };
        let differ = |own: bool| {
            let mut told = said.iter().filter(|(wish, _)| *wish == own).map(|(_, said)| plain(said));
            let first = told.next();
            told.any(|other| Some(other) != first)
        };
        let mut all = said.iter().map(|(_, said)| said.clone()).reduce(Said::and)?;
        if differ(true) {
            all = all.because(ASK, "own_wish_differs");
        }
        if differ(false) {
            all = all.because(ALLOWED, "terms_differ");
        }
        if standing == Standing::Changed {
            all = all.because(ALLOWED, "ended_changed_meanwhile");
        }
        Some(all)
    }

    /// The contact check.
    #[must_use]
    pub fn check(self, asked: &Asked<'_>) -> Said {
        let rules = self.cards(asked.individual, Some("restriction"));
        let said =
            rules.iter().filter_map(|(id, _)| self.restriction(id, asked.person, asked.mode, asked.at));
        let mut all =
            said.reduce(Said::and).unwrap_or_else(|| Said::default().because(ALLOWED, "no_rule_recorded"));
        if !asked.reads_rules {
            all = all.because(INCOMPLETE, "section_not_readable");
        }
        if asked.waiting {
            all = all.because(INCOMPLETE, "parcels_waiting");
        }
        // Clocks of phones differ a little.
        let newest = self.newest(asked.individual).max(asked.furthest);
        if newest.is_some_and(|newest| newest - asked.now > TimeDelta::minutes(10)) {
            all = all.because(ASK, "clock_behind");
        }
        if all.outcome > ALLOWED {
            all.codes.remove("free_for_this_mode");
        }
        all
    }

    /// The newest time at which anything that is here of a record was recorded.
    #[must_use]
    pub fn newest(self, individual: &str) -> Option<Moment> {
        let cards = self.model.cards.iter().filter(|(_, card)| card.individual == individual);
        let cards = cards.flat_map(|(card, _)| self.facts(card)).map(|fact| fact.recorded);
        let here = |entry: &&crate::model::Entry| {
            entry.individual == individual && self.known.has(entry.act, &entry.section)
        };
        cards.chain(self.model.entries.iter().filter(here).map(|entry| entry.recorded)).max()
    }

    /// What a consent permits: what everybody's statement has in common.
    #[must_use]
    pub fn consent(self, card: &str) -> Value {
        let said = self.visible(card, "consent");
        let standing = self.standing(card);
        if standing == Standing::Ended || said.is_empty() {
            return Value::Null;
        }
        let common = |part: &str| -> BTreeSet<String> {
            let sets = said.iter().map(|fact| strings(&fact.value[part]).map(str::to_owned).collect());
            sets.reduce(|a: BTreeSet<String>, b| a.intersection(&b).cloned().collect()).unwrap()
        };
        let purposes: BTreeSet<&str> =
            said.iter().filter_map(|fact| fact.value["purpose"].as_str()).collect();
        let ends: BTreeSet<&str> = said.iter().filter_map(|fact| fact.value["until"].as_str()).collect();
        let mut decision = said
            .iter()
            .map(|fact| place(&DECISIONS, fact.value["decision"].as_str().unwrap()))
            .max()
            .unwrap();
        if standing == Standing::Changed {
            decision = decision.max(1);
        }
        json!({
            "purpose": if purposes.len() == 1 { json!(purposes.first()) } else { Value::Null },
            "decision": DECISIONS[decision],
            "scope": common("scope"),
            "recipients": common("recipients"),
            "until": ends,
        })
    }

    /// The most serious of what is said of a concern's status or danger.
    #[must_use]
    pub fn gravest(self, card: &str, field: &str) -> &'static str {
        let (names, unsaid) = if field == "status" { (STATUSES, "raised") } else { (DANGERS, "none") };
        let said = self.texts(card, field);
        said.iter().map(|name| place(&names, name)).max().map_or(unsaid, |place| names[place])
    }
}
