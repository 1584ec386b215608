//! How things of the record are called in words: a card by its title, a value by its field. One place, so that a
//! thing has one name on every screen.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kith_domain::card::Card;
use kith_domain::check::Check;
use kith_domain::fields::{self, CardKind};
use kith_domain::id::{CardId, IndividualId};
use kith_domain::restriction::{self, Terms};
use kith_domain::ruling::{Because, Outcome, Rule};
use kith_domain::time::{Timestamp, When, days_of};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::arguments::text;
use crate::error::KithError;
use crate::session::Session;
use crate::strings::Strings;
use crate::view::View;

/// The answer of a contact check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, uniffi::Record)]
pub struct CheckAnswer {
    /// With whom, how and when, in words; empty where it stands beside the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asked: String,
    /// allowed, conditions, ask, refused, incomplete.
    pub outcome: String,
    /// The outcome in words.
    pub text: String,
    /// Why, in words.
    pub because: Vec<String>,
    /// The stable codes of the reasons.
    pub codes: Vec<String>,
    /// Every condition, in the words of the rules.
    pub conditions: Vec<String>,
    /// Where more than one rule speaks: what they say together of each way of contact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<String>,
    /// Who supervises.
    pub supervised_by: Vec<String>,
    /// What it rests on: the rules, and who recorded them.
    pub sources: Vec<CheckSource>,
    /// Whether it stands out: not simply allowed.
    #[serde(default)]
    #[uniffi(default = false)]
    pub is_alert: bool,
}

/// One statement that a check rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, uniffi::Record)]
pub struct CheckSource {
    /// The restriction.
    pub restriction: String,
    /// The fact.
    pub fact_id: String,
    /// The rule in words.
    pub text: String,
    /// Who recorded it.
    pub author: String,
    /// When, RFC 3339.
    pub recorded: String,
    /// The same in words.
    pub recorded_text: String,
}

impl CheckAnswer {
    /// The outcome in words, with what was asked where that is known.
    pub(crate) fn answered(&self, strings: &Strings) -> String {
        if self.asked.is_empty() {
            return self.text.clone();
        }
        let args = [("asked", self.asked.as_str().into()), ("outcome", self.text.as_str().into())];
        strings.with("check-answered", &args)
    }
}

impl Session {
    /// What a card is called: a person by their name, a relationship by its kind and whom it is with, …
    pub(crate) fn card_title(&self, individual: IndividualId, card: &Card) -> Result<String, KithError> {
        let view = View::default();
        let strings = &self.strings;
        let title = match CardKind::from_name(&card.kind) {
            Some(CardKind::Relationship) => {
                let kind = self.options("relationship-kind", &view.names(card, "kind"));
                let to = self.names_of(individual, &view.names(card, "to"));
                strings.with("title-relationship", &[("kind", kind.into()), ("person", to.into())])
            }
            Some(CardKind::Restriction) => {
                let terms = card.field(restriction::TERMS);
                let kinds: BTreeSet<String> = terms
                    .visible()
                    .iter()
                    .filter_map(|fact| restriction::read_terms(&fact.value))
                    .map(|terms| strings.option("restriction-kind", terms.kind.name()))
                    .collect();
                let people: BTreeSet<CardId> = terms
                    .visible()
                    .iter()
                    .filter_map(|fact| restriction::read_terms(&fact.value))
                    .flat_map(|terms| terms.people)
                    .collect();
                let people: Vec<String> = people.iter().map(ToString::to_string).collect();
                let kind = kinds.into_iter().collect::<Vec<_>>().join(" / ");
                strings.with(
                    "title-restriction",
                    &[("kind", kind.into()), ("person", self.names_of(individual, &people).into())],
                )
            }
            Some(CardKind::ContactPlan) => {
                let people = self.names_of(individual, &view.items(card, "people"));
                let mode = self.options("mode", &view.names(card, "mode"));
                strings.with("title-plan", &[("mode", mode.into()), ("person", people.into())])
            }
            Some(kind) => {
                let field = match kind {
                    CardKind::Need => "title",
                    CardKind::SupportAgreement => "purpose",
                    CardKind::Concern | CardKind::FollowUp => "what",
                    CardKind::RuleSummary => "text",
                    CardKind::Consent => return Ok(self.consent_title(card)),
                    _ => "name",
                };
                view.text(card, field)
            }
            None => strings.option("card", &card.kind),
        };
        Ok(title)
    }

    fn consent_title(&self, card: &Card) -> String {
        let register = card.field(kith_domain::consent::CONSENT);
        let purposes: BTreeSet<String> = register
            .visible()
            .iter()
            .filter_map(|fact| fact.value.get("purpose").and_then(Value::as_str).map(str::to_owned))
            .collect();
        purposes.into_iter().collect::<Vec<_>>().join(" / ")
    }

    /// One statement of consent: what was decided, for what, of what, to whom and until when.
    fn consent_text(&self, value: &Value) -> String {
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        let all = |name: &str| {
            let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        };
        let until = match text("until") {
            "" => String::new(),
            until => format!("{}: {}", self.field_label("until"), self.time_text(until)),
        };
        let decision = self.strings.option("consent", text("decision"));
        let parts = [decision, text("purpose").to_owned(), all("scope"), all("recipients"), until];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// The names of people by their ids, `individual` among them.
    pub(crate) fn names_of(&self, individual: IndividualId, ids: &[String]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.party_name(individual, id)).collect();
        names.join(", ")
    }

    /// The name of a person by its id, or the individual's own.
    pub(crate) fn party_name(&self, individual: IndividualId, id: &str) -> String {
        if id == "individual" {
            return self.individual_name(individual);
        }
        let Ok(card) = id.parse::<CardId>() else {
            return String::new();
        };
        self.person_name(individual, card)
    }

    /// A person's name, with all that was said of it at once; a word for 'somebody' where the card is not here.
    pub(crate) fn person_name(&self, individual: IndividualId, person: CardId) -> String {
        let held = self.card_of_kind(individual, person, &["person"]).ok();
        let name = held.map(|card| View::default().text(&card, "name"));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| self.strings.say("somebody"))
    }

    /// What the individual is called: as they like to be, else by name.
    pub(crate) fn individual_name(&self, individual: IndividualId) -> String {
        let Ok(card) = self.individual_card(individual) else {
            return self.strings.say("somebody");
        };
        let view = View::default();
        let preferred = view.text(&card, "preferred_name");
        if preferred.is_empty() { view.text(&card, "name") } else { preferred }
    }

    /// Options of a list in words, with all that was said at once.
    pub(crate) fn options(&self, list: &str, names: &[String]) -> String {
        let words: Vec<String> = names.iter().map(|name| self.strings.option(list, name)).collect();
        words.join(" / ")
    }

    /// A field's value in words.
    pub(crate) fn value_text(&self, individual: IndividualId, field: &str, value: &Value) -> String {
        let strings = &self.strings;
        match (field, value) {
            (restriction::TERMS, value) => match restriction::read_terms(value) {
                Some(terms) => self.terms_text(individual, &terms),
                None => strings.say("value-newer"),
            },
            (kith_domain::card::LIFECYCLE, value) => {
                let state = value.get("state").and_then(Value::as_str).unwrap_or_default();
                strings.option("lifecycle", state)
            }
            (kith_domain::consent::CONSENT, value) => self.consent_text(value),
            (_, Value::String(text)) => match list_of(field) {
                Some(list) => strings.option(list, text),
                None if text.parse::<CardId>().is_ok() => self.party_name(individual, text),
                None if Timestamp::parse_from_rfc3339(text).is_ok() => self.time_text(text),
                None => text.clone(),
            },
            (_, Value::Array(items)) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.value_text(individual, field, item)).collect();
                items.join(", ")
            }
            (_, Value::Bool(yes)) => strings.say(if *yes { "yes" } else { "no" }),
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::Object(fields)) => {
                let part = |(name, part): (&String, &Value)| {
                    format!("{}: {}", strings.option("field", name), self.value_text(individual, name, part))
                };
                fields.iter().map(part).collect::<Vec<_>>().join("; ")
            }
            (_, Value::Null) => strings.say("value-empty"),
        }
    }

    /// Ways of contact by what holds for them, the strictest first; the ways in words, in the order in which they came.
    pub(crate) fn strictest_first<'a, Holds: Ord>(
        &self,
        ways: impl IntoIterator<Item = (Holds, &'a str)>,
    ) -> Vec<(Holds, String)> {
        let mut by_holds: BTreeMap<Reverse<Holds>, Vec<String>> = BTreeMap::new();
        for (holds, mode) in ways {
            by_holds.entry(Reverse(holds)).or_default().push(self.strings.option("mode", mode));
        }
        by_holds.into_iter().map(|(Reverse(holds), modes)| (holds, modes.join(", "))).collect()
    }

    /// Ways of contact by what to do about them, in words.
    pub(crate) fn by_outcome<'a>(&self, ways: impl IntoIterator<Item = (Outcome, &'a str)>) -> Vec<String> {
        let line = |(outcome, modes): (Outcome, String)| {
            let outcome = self.strings.option("check", outcome.name());
            self.strings.with("check-by-way", &[("modes", modes.into()), ("outcome", outcome.into())])
        };
        self.strictest_first(ways).into_iter().map(line).collect()
    }

    /// The terms of a rule in one sentence.
    pub(crate) fn terms_text(&self, individual: IndividualId, terms: &Terms) -> String {
        let strings = &self.strings;
        let people: Vec<String> = terms.people.iter().map(ToString::to_string).collect();
        let mut parts = vec![strings.with(
            "terms-line",
            &[
                ("effect", strings.option("effect", terms.effect.name()).into()),
                ("kind", strings.option("restriction-kind", terms.kind.name()).into()),
                ("person", self.names_of(individual, &people).into()),
                ("force", strings.option("force", terms.force.name()).into()),
            ],
        )];
        for (mode, rule) in &terms.modes {
            let mut text =
                format!("{}: {}", strings.option("mode", mode), strings.option("rule", rule.rule.name()));
            for words in rule.condition.iter().chain(&rule.supervised_by) {
                text = format!("{text} ({words})");
            }
            parts.push(text);
        }
        parts.push(match terms.until {
            None => strings.with("terms-from", &[("from", self.when_text(terms.from).into())]),
            Some(until) => strings.with(
                "terms-from-until",
                &[("from", self.when_text(terms.from).into()), ("until", self.when_text(until).into())],
            ),
        });
        parts.join("; ")
    }

    /// What the individual may always see of a rule: what it does and for how long, no papers and no reasons.
    pub(crate) fn rule_summary(
        &self,
        individual: IndividualId,
        terms: &Terms,
    ) -> Result<Vec<(&'static str, Value)>, KithError> {
        let modes: Vec<&String> = terms.modes.keys().collect();
        let ways = |says: Rule| {
            let named: Vec<&String> =
                terms.modes.iter().filter(|(_, of)| of.rule == says).map(|(mode, _)| mode).collect();
            if named.is_empty() { Value::Null } else { json!(named) }
        };
        // Each part of the terms may be short enough, and the sentence made of all of them still too long.
        let told = text(&self.terms_text(individual, terms), "modes")?;
        // All of it each time: where the rule no longer ends, an end that was told before must go too.
        Ok(vec![
            ("people", json!(terms.people)),
            ("text", json!(told)),
            ("modes", json!(modes)),
            ("effect", json!(terms.effect)),
            ("ways_free", ways(Rule::Free)),
            ("ways_conditional", ways(Rule::Conditional)),
            ("ways_supervised", ways(Rule::Supervised)),
            ("ways_none", ways(Rule::None)),
            ("from", json!(terms.from)),
            ("until", json!(terms.until)),
        ])
    }

    /// A day or a moment in words.
    pub(crate) fn when_text(&self, when: When) -> String {
        match when {
            When::Moment(moment) => self.strings.date_time(moment),
            When::Day(_) => {
                when.moment(*self.now().offset()).map(|day| self.strings.date(day)).unwrap_or_default()
            }
        }
    }

    /// A contact check in words, with what it rests on.
    pub(crate) fn check_answer(
        &self,
        individual: IndividualId,
        check: &Check,
    ) -> Result<CheckAnswer, KithError> {
        let mut sources = Vec::new();
        for (restriction, fact) in &check.sources {
            let cards = self.cards_of(*restriction)?;
            let mut facts = cards
                .iter()
                .filter(|(row, _)| row.individual == individual)
                .flat_map(|(_, card)| card.fields.values().flat_map(|register| register.all()));
            let Some(found) = facts.find(|held| held.id == *fact) else {
                continue;
            };
            sources.push(CheckSource {
                restriction: restriction.to_string(),
                fact_id: fact.to_string(),
                text: self.value_text(individual, restriction::TERMS, &found.value),
                author: self.author_name(found.feed),
                recorded: found.recorded.to_rfc3339(),
                recorded_text: self.strings.date_time(found.recorded),
            });
        }
        Ok(CheckAnswer {
            asked: String::new(),
            together: Vec::new(),
            outcome: check.outcome.name().to_owned(),
            text: self.strings.option("check", check.outcome.name()),
            because: check.because.iter().map(|because| self.because_text(because)).collect(),
            codes: check.because.iter().map(|because| because.code().to_owned()).collect(),
            conditions: check.conditions.clone(),
            supervised_by: check.supervised_by.clone(),
            sources,
            is_alert: check.outcome != Outcome::Allowed,
        })
    }

    fn because_text(&self, because: &Because) -> String {
        let key = format!("because-{}", because.code().replace('_', "-"));
        match because {
            Because::Expired { until } | Because::EndSetByLaw { until } => {
                self.strings.with(&key, &[("until", self.when_text(*until).into())])
            }
            Because::StartsLater { from } => {
                self.strings.with(&key, &[("from", self.when_text(*from).into())])
            }
            Because::ParcelsWaiting { count } => self.strings.with(&key, &[("count", (*count).into())]),
            Because::SectionNotReadable { section } => {
                let section = self.strings.option("section", section.name());
                self.strings.with(&key, &[("section", section.into())])
            }
            Because::ClockBehind { newest, by } => {
                let newest = self.strings.date_time(*newest);
                let name = by.map(|member| self.member_name(member)).unwrap_or_default();
                if name.is_empty() {
                    self.strings.with(&key, &[("newest", newest.into())])
                } else {
                    let args = [("newest", newest.into()), ("name", name.into())];
                    self.strings.with("clock-behind-by", &args)
                }
            }
            _ => self.strings.say(&key),
        }
    }

    /// How old the individual is at least, in whole years; `None` where nobody said when they were born. Where only the
    /// year or the month is known, or people said different days, it is the latest day of them all: nobody counts as
    /// older than they may be.
    pub(crate) fn age(&self, individual: IndividualId) -> Result<Option<u32>, KithError> {
        let card = self.individual_card(individual)?;
        let born = View::default().names(&card, "date_of_birth");
        let latest = born.iter().filter_map(|date| days_of(date)).map(|(_, last)| last).max();
        let today = self.now().date_naive();
        Ok(latest.map(|born| today.years_since(born).unwrap_or(0)))
    }

    /// A moment in words.
    pub(crate) fn moment(&self, moment: Timestamp) -> String {
        self.strings.date_time(moment)
    }
}

/// The option list of a field, by the prefix of its strings.
pub(crate) fn list_of(field: &str) -> Option<&'static str> {
    let (field, _) = fields::split_slot(field);
    Some(match field {
        "circle" | "circle_to_me" => "circle",
        "quality" => "quality",
        "gives_support" => "gives",
        "status" => "status",
        "mode" => "mode",
        "danger" => "danger",
        "support" => "support",
        "outcome" => "outcome",
        "worry" => "worry",
        "phase" => "phase",
        "feelings" => "feeling",
        "scale" => "scale",
        "speaker" => "speaker",
        "how" => "how",
        "method" => "method",
        "languages" => "tongue",
        _ => return None,
    })
}
