//! The two times of everything: when it occurred, and when it was recorded.
//!
//! Neither orders the record: clocks on phones are wrong, and a merge must give the same answer whatever they say.

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone,
};
use serde::{Deserialize, Serialize};

/// A moment with the local offset it was read at.
pub type Timestamp = DateTime<FixedOffset>;

/// The zone of the law: where a date in an order begins and ends.
pub(crate) const ZONE: chrono_tz::Tz = chrono_tz::Europe::London;

/// The years that can be written: beyond them is no time that anybody meant, and reckoning could leave the calendar.
const YEARS: std::ops::RangeInclusive<i32> = 0..=9999;

/// Whether this is a time that anybody can have meant.
#[must_use]
pub fn is_readable(time: &Timestamp) -> bool {
    YEARS.contains(&time.naive_utc().year())
}

/// The local day of an instant.
#[must_use]
pub fn day_in(instant: Timestamp, zone: &impl TimeZone) -> NaiveDate {
    let utc = instant.naive_utc();
    utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix()).unwrap_or(utc).date()
}

/// A time as it is read: one that nobody can have meant is an error.
pub(crate) fn readable<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    let time = Timestamp::deserialize(from)?;
    if is_readable(&time) { Ok(time) } else { Err(serde::de::Error::custom(NotATime)) }
}

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the minute.
    #[default]
    Exact,
    /// Around that time.
    About,
    /// Some time that day.
    Day,
}

/// When something happened, in local time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurred {
    /// Local time with its offset.
    #[serde(deserialize_with = "readable")]
    pub at: Timestamp,
    /// How exactly it is known.
    #[serde(default)]
    pub precision: Precision,
}

/// A day or a moment, as a person says when something begins or ends: `2025-03-01` or an RFC 3339 time.
///
/// A day is a whole local day: what begins on it has begun all day, what ends on it ends after it. An instant may lie on
/// two days, by the offset it is told in and in the United Kingdom: it has begun on either, and is over only on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// A whole day.
    Day(NaiveDate),
    /// A moment.
    Moment(Timestamp),
}

/// A text that is neither a day nor an RFC 3339 time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither a day nor a time")]
pub struct NotATime;

impl When {
    /// Whether what begins then is still to come at `instant`.
    #[must_use]
    pub fn is_after(self, instant: Timestamp) -> bool {
        match self {
            Self::Day(day) => days_at(instant).into_iter().all(|at| day > at),
            Self::Moment(moment) => moment > instant,
        }
    }

    /// Whether what ends then is over at `instant`.
    #[must_use]
    pub fn is_over(self, instant: Timestamp) -> bool {
        match self {
            Self::Day(day) => days_at(instant).into_iter().all(|at| day < at),
            Self::Moment(moment) => moment < instant,
        }
    }

    /// This much later, or the same where the calendar ends. A day moves by whole days, any part of one counting whole.
    #[must_use]
    pub fn later(self, by: TimeDelta) -> Self {
        match self {
            Self::Day(day) => {
                let days = u64::try_from((by + TimeDelta::hours(24) - TimeDelta::seconds(1)).num_days())
                    .unwrap_or(0);
                Self::Day(day.checked_add_days(Days::new(days)).unwrap_or(day))
            }
            Self::Moment(moment) => Self::Moment(moment.checked_add_signed(by).unwrap_or(moment)),
        }
    }

    /// Whether this begins only when `end` is over; where one is a day and the other a moment, by local day.
    #[must_use]
    pub fn begins_after_end_of(self, end: Self) -> bool {
        match (self, end) {
            (Self::Moment(begin), Self::Moment(end)) => begin > end,
            (begin, end) => begin.day() > end.day(),
        }
    }

    /// The local day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => day_in(moment, moment.offset()),
        }
    }

    /// The moment it begins, a day at midnight of `offset`; `None` at the end of the calendar.
    #[must_use]
    pub fn moment(self, offset: FixedOffset) -> Option<Timestamp> {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN).and_local_timezone(offset).single(),
            Self::Moment(moment) => Some(moment),
        }
    }
}

fn days_at(instant: Timestamp) -> [NaiveDate; 2] {
    [day_in(instant, instant.offset()), day_in(instant, &ZONE)]
}

impl FromStr for When {
    type Err = NotATime;
    fn from_str(text: &str) -> Result<Self, NotATime> {
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return if YEARS.contains(&day.year()) { Ok(Self::Day(day)) } else { Err(NotATime) };
        }
        let moment = Timestamp::parse_from_rfc3339(text).ok().filter(is_readable);
        moment.map(Self::Moment).ok_or(NotATime)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Moment(moment) => f.write_str(&moment.to_rfc3339()),
        }
    }
}

impl Serialize for When {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The first and the last day of a date that may be known only to its month or year: `2025`, `2025-03`, `2025-03-01`.
#[must_use]
pub fn days_of(date: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut parts = date.split('-');
    let year: i32 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let mut two_digits = || match parts.next() {
        None => Some(None),
        Some(part) if part.len() == 2 => part.parse::<u32>().ok().map(Some),
        Some(_) => None,
    };
    let (month, day) = (two_digits()?, two_digits()?);
    if parts.next().is_some() {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let next = match (month, day) {
        (_, Some(_)) => return Some((first, first)),
        (Some(_), None) => first.checked_add_months(Months::new(1))?,
        (None, None) => first.checked_add_months(Months::new(12))?,
    };
    Some((first, next.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_day_is_whole_and_local() {
        // (when, instant, still to come, over)
        let rows = [
            ("2025-03-02", "2025-03-01T23:59:00+00:00", true, false),
            ("2025-03-02", "2025-03-02T00:00:00+01:00", false, false),
            ("2025-03-02", "2025-03-02T23:59:00+00:00", false, false),
            ("2025-03-02", "2025-03-03T00:00:00+00:00", false, true),
            // One instant, however it is told: in London it is the eleventh of June.
            ("2025-06-11", "2025-06-11T00:30:00+01:00", false, false),
            ("2025-06-11", "2025-06-10T23:30:00+00:00", false, false),
            ("2025-06-10", "2025-06-11T00:30:00+01:00", false, true),
            ("2025-06-10", "2025-06-10T23:30:00+00:00", false, false),
            ("2025-03-02T10:00:00+00:00", "2025-03-02T09:59:00+00:00", true, false),
            ("2025-03-02T10:00:00+00:00", "2025-03-02T11:00:00+01:00", false, false),
            ("2025-03-02T10:00:00+00:00", "2025-03-02T11:01:00+01:00", false, true),
        ];
        for (when, instant, to_come, over) in rows {
            let when: When = when.parse().unwrap();
            assert_eq!(
                (when.is_after(at(instant)), when.is_over(at(instant))),
                (to_come, over),
                "{when} {instant}"
            );
        }
    }

    #[test]
    fn what_nobody_can_have_meant_is_no_time() {
        for text in
            ["+262142-12-31", "-262143-01-01", "+10000-01-01", "-0001-12-31", "+262142-12-31T23:59:59-23:59"]
        {
            assert_eq!(text.parse::<When>(), Err(NotATime), "{text}");
        }
        for text in ["9999-12-31", "0000-01-01", "9999-12-31T23:59:59+00:00"] {
            assert!(text.parse::<When>().is_ok(), "{text}");
        }
        for extreme in [DateTime::<chrono::Utc>::MIN_UTC, DateTime::<chrono::Utc>::MAX_UTC] {
            for hours in [-23, 0, 23] {
                let offset = FixedOffset::east_opt(hours * 3600).unwrap();
                let _no_panic = When::Moment(extreme.with_timezone(&offset)).day();
            }
        }
    }

    #[test]
    fn later_and_text() {
        let rows = [
            ("2025-02-27", 48, "2025-03-01"),
            ("2025-02-27", 1, "2025-02-28"),
            ("2025-02-27T12:00:00+00:00", 48, "2025-03-01T12:00:00+00:00"),
        ];
        for (from, hours, until) in rows {
            let from: When = from.parse().unwrap();
            assert_eq!(from.later(TimeDelta::hours(hours)).to_string(), until);
        }
        assert_eq!("1.3.2025".parse::<When>(), Err(NotATime));
    }

    #[test]
    fn dates_known_in_part() {
        let rows = [
            ("2024", Some(("2024-01-01", "2024-12-31"))),
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2024-02-29", Some(("2024-02-29", "2024-02-29"))),
            ("2023-02-29", None),
            ("24-02", None),
            ("2024-2-1", None),
            ("2024-01-01-01", None),
            ("", None),
        ];
        for (date, expected) in rows {
            let days = days_of(date).map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(days, expected.map(|(first, last)| (first.to_owned(), last.to_owned())), "{date}");
        }
    }
}
