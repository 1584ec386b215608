//! When a plan comes round: rules of recurrence (RFC 5545), expanded only within a window and up to a number.
//!
//! The rule library is not trusted with what it did not write: the text is bounded and ASCII before it is parsed, the
//! numbers that would make it divide by zero or spin are refused, and a rule that finds nothing gives up. The errors
//! carry no text, as the library's would.

use std::str::FromStr;

use chrono::TimeZone;
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};

use crate::time::{Timestamp, ZONE};

/// The longest rule, in bytes.
const RULE_BYTES: usize = 500;
/// How many occurrences are looked at between the start and the window before giving up: 20 years of hours.
const STEPS: usize = 200_000;

/// Why a rule was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// Not a rule of RFC 5545, or one with a part that cannot be.
    #[error("not a rule of recurrence")]
    NotARule,
    /// Every minute or every second.
    #[error("more often than every hour")]
    TooOften,
    /// The window is too far from the start, or the rule never comes round.
    #[error("too far away")]
    TooFar,
}

impl RecurrenceError {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotARule | Self::TooFar => "bad_rule",
            Self::TooOften => "too_often",
        }
    }
}

/// Whether a text is a rule of recurrence this crate can expand, whenever it starts.
///
/// # Errors
/// [`RecurrenceError::NotARule`] or [`RecurrenceError::TooOften`].
pub fn check(rule: &str) -> Result<(), RecurrenceError> {
    parse(rule).map(drop)
}

/// The occurrences from `from` to `to`, both included, at most `max`, in the zone of plans: 10 o'clock stays 10 o'clock when the
/// clocks change. Without a rule the only occurrence is the start.
///
/// # Errors
/// [`RecurrenceError`], without text.
pub fn occurrences(
    start: Timestamp,
    rule: Option<&str>,
    from: Timestamp,
    to: Timestamp,
    max: usize,
) -> Result<Vec<Timestamp>, RecurrenceError> {
    let within = |time: &Timestamp| *time >= from && *time <= to;
    let Some(rule) = rule else {
        return Ok(Some(start).filter(within).into_iter().take(max).collect());
    };
    // RFC 5545 counts in seconds; what a phone wrote below them would hide the first occurrence from its own start.
    let local =
        Tz::from(ZONE).timestamp_opt(start.timestamp(), 0).single().ok_or(RecurrenceError::NotARule)?;
    let rule = parse(rule)?.validate(local).map_err(|_| RecurrenceError::NotARule)?;
    let mut found = Vec::new();
    let mut steps = 0;
    let mut all = RRuleSet::new(local).rrule(rule).limit().into_iter();
    while found.len() < max {
        let Some(time) = all.next() else { break };
        let time = time.fixed_offset();
        if time > to {
            break;
        }
        if within(&time) {
            found.push(time);
        }
        steps += 1;
        if steps > STEPS {
            return Err(RecurrenceError::TooFar);
        }
    }
    Ok(found)
}

fn parse(rule: &str) -> Result<RRule<Unvalidated>, RecurrenceError> {
    let rule = rule.trim().trim_start_matches("RRULE:");
    // The library slices texts by bytes, and reads other content lines than the rule where it meets them.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'=' | b';' | b',' | b'-' | b'+');
    if rule.len() > RULE_BYTES || !rule.bytes().all(plain) {
        return Err(RecurrenceError::NotARule);
    }
    let zero = |part: &str| {
        let (name, number) = part.split_once('=').unwrap_or((part, ""));
        let counts = ["COUNT", "INTERVAL"].iter().any(|n| name.eq_ignore_ascii_case(n));
        counts && number.parse::<u32>().unwrap_or(0) == 0
    };
    if rule.split(';').any(zero) {
        return Err(RecurrenceError::NotARule);
    }
    // Many minutes or seconds of many hours of a year would be expanded at once, to millions.
    let many = |part: &str| {
        let name = part.split('=').next().unwrap_or_default();
        let fine = ["BYMINUTE", "BYSECOND"].iter().any(|n| name.eq_ignore_ascii_case(n));
        fine && part.contains(',')
    };
    if rule.split(';').any(many) {
        return Err(RecurrenceError::TooOften);
    }
    let rule = RRule::<Unvalidated>::from_str(rule).map_err(|_| RecurrenceError::NotARule)?;
    match rule.get_freq() {
        Frequency::Minutely | Frequency::Secondly => Err(RecurrenceError::TooOften),
        _ => Ok(rule),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part() -> impl Strategy<Value = String> {
        let name = prop_oneof![
            "COUNT",
            "INTERVAL",
            "BYDAY",
            "BYMONTH",
            "BYMONTHDAY",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYHOUR",
            "BYMINUTE",
            "BYSECOND",
            "BYSETPOS",
            "WKST",
            "UNTIL",
            "DTSTART",
            "[A-Z]{1,4}"
        ];
        let one =
            prop_oneof!["-?[0-9]{1,3}", "[+-]?[0-9]{0,2}(MO|TU|SU)", "20[0-9]{6}T[0-9]{6}Z?", "[!-~]{0,3}"];
        (name, proptest::collection::vec(one, 1..4))
            .prop_map(|(name, values)| format!("{name}={}", values.join(",")))
    }

    proptest! {
        #[test]
        fn no_rule_breaks_the_expansion(
            freq in prop_oneof!["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "[A-Z]{0,6}"],
            parts in proptest::collection::vec(part(), 0..3), days in 0..400_i64
        ) {
            let rule = format!("FREQ={freq};{}", parts.join(";"));
            let rule = rule.trim_end_matches(';');
            let start = at("2025-03-16T10:00:00+00:00");
            let (from, to) = (start + chrono::TimeDelta::days(days), start + chrono::TimeDelta::days(days + 40));
            if let Ok(found) = occurrences(start, Some(rule), from, to, 7) {
                prop_assert!(found.len() <= 7 && found.iter().all(|time| *time >= from && *time <= to));
                prop_assert!(found.is_sorted());
            }
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_from_rfc3339(text).unwrap()
    }

    fn check_row(start: &str, rule: Option<&str>, from: &str, to: &str, max: usize, expected: &[&str]) {
        let found = occurrences(at(start), rule, at(from), at(to), max).unwrap();
        let found: Vec<String> = found.iter().map(Timestamp::to_rfc3339).collect();
        assert_eq!(found, expected, "{rule:?}");
    }

    #[test]
    fn plans_come_round() {
        let (start, from, to) =
            ("2025-03-16T10:00:00+00:00", "2025-03-20T00:00:00+00:00", "2025-04-10T00:00:00+00:00");
        // The clocks change on 30 March: local time is kept.
        let weeks = ["2025-03-23T10:00:00+00:00", "2025-03-30T10:00:00+01:00", "2025-04-06T10:00:00+01:00"];
        check_row(start, Some("FREQ=WEEKLY"), from, to, 10, &weeks);
        check_row(start, Some("RRULE:FREQ=WEEKLY;BYDAY=SU"), from, to, 10, &weeks);
        check_row(start, Some("FREQ=WEEKLY"), from, to, 2, &weeks[..2]);
        check_row(start, Some("FREQ=WEEKLY;COUNT=2"), from, to, 10, &weeks[..1]);
        check_row(start, Some("FREQ=WEEKLY;UNTIL=20250330T090000Z"), from, to, 10, &weeks[..2]);
        check_row(start, Some("FREQ=MONTHLY;BYDAY=-1SU"), from, to, 10, &weeks[1..2]);
        check_row(start, Some("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), from, to, 10, &[]);
        check_row(start, None, from, to, 10, &[]);
        check_row(start, None, start, to, 10, &[start]);
        check_row("2025-03-16T10:00:00.5+00:00", Some("FREQ=DAILY"), start, start, 10, &[start]);
    }

    #[test]
    fn bad_rules_are_refused_without_text_and_without_panic() {
        use RecurrenceError::{NotARule, TooOften};
        let rows = [
            ("", NotARule),
            ("every Sunday", NotARule),
            ("FREQ=WEEKLY;BYDAY=ÿÿ", NotARule),
            ("FREQ=WEEKLY;COUNT=0", NotARule),
            ("FREQ=WEEKLY;INTERVAL=0", NotARule),
            ("FREQ=WEEKLY;UNTIL=20200101T000000Z", NotARule),
            ("FREQ=WEEKLY\nDTSTART:20250101T000000Z", NotARule),
            ("FREQ=SECONDLY", TooOften),
            ("FREQ=MINUTELY;INTERVAL=90", TooOften),
            ("FREQ=YEARLY;BYHOUR=1,2;byminute=1,2;BYSECOND=3", TooOften),
        ];
        let time = at("2025-03-16T10:00:00+00:00");
        for (rule, error) in rows {
            assert_eq!(occurrences(time, Some(rule), time, time, 5), Err(error), "{rule}");
        }
        let far = at("9000-01-01T00:00:00+00:00");
        assert_eq!(occurrences(time, Some("FREQ=HOURLY"), far, far, 5), Err(RecurrenceError::TooFar));
    }
}
