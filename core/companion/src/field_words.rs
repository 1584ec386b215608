//! Values of fields in words, by the shape of the field: options, days, names and repetitions as a person says them,
//! never as they are stored. One place, so that no screen shows a stored name or a time as a program writes it.

use kith_domain::fields::{self, CardKind, FieldSpec, Shape};
use kith_domain::id::{IndividualId, MemberId};
use kith_domain::lists::List;
use kith_domain::time::{Timestamp, When};
use serde_json::Value;

use crate::session::Session;
use crate::wording::list_of;

/// The key of the words of each list.
const LISTS: [(&str, &str); 17] = [
    ("RelationshipKind", "relationship-kind"),
    ("Circle", "circle"),
    ("Quality", "quality"),
    ("GivesSupport", "gives"),
    ("ContactMode", "mode"),
    ("ContactOutcome", "outcome"),
    ("SupportType", "support"),
    ("Barrier", "barrier"),
    ("Harm", "harm"),
    ("ConcernRecipient", "recipient"),
    ("ConcernKind", "concern-kind"),
    ("RelationshipStatus", "status"),
    ("PersonKind", "person-kind"),
    ("NeedKind", "need-kind"),
    ("NeedStatus", "need-status"),
    ("StrategyKind", "strategy-kind"),
    ("Effect", "effect"),
];

impl Session {
    /// A field in words, with whose view it is where each speaker has one of their own.
    pub(crate) fn field_label(&self, field: &str) -> String {
        let (base, speaker) = fields::split_slot(field);
        let label = self.strings.option("field", base);
        let Some(speaker) = speaker else { return label };
        let whose = self.strings.speaker(&speaker);
        self.strings.with("field-of-voice", &[("field", label.into()), ("speaker", whose.into())])
    }

    /// A value of a field of a kind of card, in words.
    pub(crate) fn field_text(
        &self,
        individual: IndividualId,
        kind: &str,
        field: &str,
        value: &Value,
    ) -> String {
        let guarded = match (kind, field) {
            ("concern", "status") => Some("concern-status"),
            ("concern", "danger") => Some("danger"),
            _ => None,
        };
        if let (Some(list), Some(name)) = (guarded, value.as_str()) {
            return self.strings.option(list, name);
        }
        match CardKind::from_name(kind).and_then(|kind| kind.field(field)) {
            Some(spec) => self.shape_text(individual, spec, value),
            None => self.value_text(individual, field, value),
        }
    }

    fn shape_text(&self, individual: IndividualId, spec: &FieldSpec, value: &Value) -> String {
        let text = value.as_str().unwrap_or_default();
        match (&spec.shape, value) {
            (Shape::Any, Value::Object(_)) if spec.name == "check" => self.kept_check(value),
            (Shape::Any, _) | (_, Value::Null | Value::Bool(_) | Value::Number(_)) => {
                self.value_text(individual, spec.name, value)
            }
            (_, Value::Array(items)) => {
                let said: Vec<String> =
                    items.iter().map(|item| self.shape_text(individual, spec, item)).collect();
                said.join(", ")
            }
            (Shape::Object(parts) | Shape::Objects(parts), Value::Object(given)) => {
                let said: Vec<String> = parts
                    .iter()
                    .filter_map(|part| Some((part, given.get(part.name)?)))
                    .map(|(part, value)| {
                        format!(
                            "{}: {}",
                            self.field_label(part.name),
                            self.shape_text(individual, part, value)
                        )
                    })
                    .collect();
                said.join("; ")
            }
            (Shape::OneOf(list) | Shape::Several(list), _) => self.list_word(list, text),
            (Shape::Date | Shape::Timestamp | Shape::When, _) => self.time_text(text),
            (Shape::Recurrence, _) => self.repeats(text),
            (Shape::Reference(_) | Shape::References(_), _) => self.referred(individual, text),
            (Shape::Party | Shape::Parties, _) => self.party(individual, text),
            (Shape::Names, _) if list_of(spec.name).is_some() => {
                self.value_text(individual, spec.name, value)
            }
            (Shape::Entry, _) => text.chars().take(8).collect(),
            _ => text.to_owned(),
        }
    }

    /// An option of a list in words.
    fn list_word(&self, list: &List, name: &str) -> String {
        let key = LISTS.iter().find(|(held, _)| *held == list.name).map_or("method", |(_, key)| *key);
        self.strings.option(key, name)
    }

    /// A day, a month, a year or a moment in words.
    pub(crate) fn time_text(&self, text: &str) -> String {
        if let Ok(when) = text.parse::<When>() {
            return self.when_text(when);
        }
        match format!("{text}-01").parse::<When>() {
            Ok(When::Day(day)) => {
                let month = chrono::Datelike::month(&day);
                let name = self.strings.say(&format!("month-{month}"));
                format!("{name} {}", chrono::Datelike::year(&day))
            }
            _ => text.to_owned(),
        }
    }

    /// A card that a field names, by what it is called.
    fn referred(&self, individual: IndividualId, id: &str) -> String {
        let card =
            id.parse().ok().and_then(|id| self.card_where(id, |row| row.individual == individual).ok());
        let title = card.and_then(|(_, card)| self.card_title(individual, &card).ok());
        title.filter(|title| !title.is_empty()).unwrap_or_else(|| self.strings.say("somebody"))
    }

    /// A member, or a person of the map, or the individual.
    pub(crate) fn party(&self, individual: IndividualId, id: &str) -> String {
        let member = id.parse::<MemberId>().ok().map(|member| self.member_name(member));
        member.filter(|name| !name.is_empty()).unwrap_or_else(|| self.party_name(individual, id))
    }

    /// What the check said when a contact was planned, and when that was.
    fn kept_check(&self, value: &Value) -> String {
        let part = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        let said = self.strings.option("check", part("outcome"));
        match Timestamp::parse_from_rfc3339(part("at")) {
            Ok(at) => format!("{said} ({})", self.strings.date_time(at)),
            Err(_) => said,
        }
    }

    /// How contact repeats. A rule with more in it than these words can say is told as it is written.
    pub(crate) fn repeats(&self, rule: &str) -> String {
        let strings = &self.strings;
        let (mut every, mut step, mut rest) = (None, 1_u32, Vec::new());
        for part in rule.trim_start_matches("RRULE:").split(';') {
            let Some((name, value)) = part.split_once('=') else { return rule.to_owned() };
            match (name, value) {
                ("FREQ", "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY") => every = Some(value.to_lowercase()),
                ("INTERVAL", count) => step = count.parse().unwrap_or(1),
                ("COUNT", count) => {
                    let count = count.parse::<u32>().unwrap_or_default();
                    rest.push(strings.with("repeats-times", &[("count", count.into())]));
                }
                ("BYDAY", days) => {
                    let day = |name: &str| {
                        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].iter().position(|one| *one == name)
                    };
                    let Some(days) = days.split(',').map(day).collect::<Option<Vec<usize>>>() else {
                        return rule.to_owned();
                    };
                    let names: Vec<String> =
                        days.iter().map(|day| strings.say(&format!("weekday-{}", day + 1))).collect();
                    rest.push(names.join(", "));
                }
                _ => return rule.to_owned(),
            }
        }
        let Some(every) = every else { return rule.to_owned() };
        let first = strings.with(&format!("repeats-{every}"), &[("count", step.into())]);
        std::iter::once(first).chain(rest).collect::<Vec<_>>().join(", ")
    }
}
