//! When a row occurred: local dates and times as a diary writes them, read by a declared format and a time zone.
//!
//! A date that does not follow the format is refused, and never tried in another order: 03/04 is read wrong without a
//! sound. What the dates of the whole file say about their order is asked before any row is taken.
//!
//! Twice a year a clock time does not exist or exists twice. The row is taken at the time written, with the offset
//! before the change, as *about* that time, and the import says so.

use std::fmt::Write as _;

use chrono::format::{Item, StrftimeItems};
use chrono::{Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use kith_domain::time::{Occurred, Precision, Timestamp};

use super::mapping::When;

/// The years a diary can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// When a row occurred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// As the record holds it.
    pub(crate) occurred: Occurred,
    /// The clock time as written; midday where none was.
    pub(crate) local: NaiveDateTime,
    /// What there is to know about it.
    pub(crate) notice: Option<&'static str>,
}

/// Why a cell gave no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoMoment {
    /// The date's cell.
    Date(&'static str),
    /// The time's cell.
    Time(&'static str),
}

/// In which order the dates of a file have day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the mapping says, as far as the dates tell.
    Declared,
    /// Some as the mapping says, some swapped.
    Mixed,
    /// Swapped.
    Swapped,
    /// In another format altogether.
    Unreadable,
}

impl When {
    /// The moment that the cells of a row tell; `time` is `None` where it is empty or has no column.
    pub(crate) fn read(&self, date: &str, time: Option<&str>) -> Result<Moment, NoMoment> {
        let (day, clock) = read_date(date, &self.date.format).ok_or(NoMoment::Date("date"))?;
        let clock = match (&self.time, time) {
            (Some(column), Some(cell)) => {
                let clock = NaiveTime::parse_from_str(cell.trim(), &column.format);
                Some(clock.map_err(|_| NoMoment::Time("time"))?)
            }
            _ => clock,
        };
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let local = day.and_time(clock.unwrap_or(noon));
        let (at, mut notice) = in_zone(self.zone, local).ok_or(NoMoment::Date("date"))?;
        let mut precision = self.precision;
        if notice.is_some() && precision == Precision::Exact {
            precision = Precision::About;
        }
        if clock.is_none() {
            precision = Precision::Day;
            notice = self.time.as_ref().map(|_| "no_time");
        }
        Ok(Moment { occurred: Occurred { at, precision }, local, notice })
    }

    /// What the dates of a file say about their order.
    pub(crate) fn order<'a>(&self, dates: impl Iterator<Item = &'a str>) -> Order {
        let declared = &self.date.format;
        let swapped = swap_day_and_month(declared);
        let (mut only_declared, mut only_swapped, mut neither) = (0_usize, 0_usize, 0_usize);
        let (mut as_declared, mut as_swapped) = (Vec::new(), Vec::new());
        for date in dates.map(str::trim).filter(|date| !date.is_empty()) {
            let one = read_date(date, declared);
            let other = swapped.as_ref().and_then(|format| read_date(date, format));
            match (one, other) {
                (Some(one), Some(other)) => {
                    as_declared.push(one.0);
                    as_swapped.push(other.0);
                }
                (Some(_), None) => only_declared += 1,
                (None, Some(_)) => only_swapped += 1,
                (None, None) => neither += 1,
            }
        }
        let both = as_declared.len();
        let ordered = |dates: &[NaiveDate]| dates.is_sorted();
        let newest_first = as_declared.iter().rev().is_sorted();
        if only_swapped > only_declared {
            Order::Swapped
        } else if neither >= 3 && neither > only_declared + only_swapped + both {
            Order::Unreadable
        } else if only_swapped > 0 {
            Order::Mixed
        } else if only_declared == 0
            && both >= 3
            && !newest_first
            && !ordered(&as_declared)
            && ordered(&as_swapped)
        {
            // No date tells by itself, but only the other order runs forwards.
            Order::Swapped
        } else {
            Order::Declared
        }
    }
}

/// Whether `format` tells a whole date.
pub(crate) fn is_date_format(format: &str) -> bool {
    let (Some(date), Some(time)) =
        (NaiveDate::from_ymd_opt(2024, 12, 31), NaiveTime::from_hms_opt(13, 59, 0))
    else {
        return false;
    };
    written(format, &date.and_time(time)).is_some_and(|text| {
        read_date(&text, format)
            .is_some_and(|(day, clock)| day == date && clock.is_none_or(|clock| clock == time))
    })
}

/// Whether `format` tells a time of day to the minute.
pub(crate) fn is_time_format(format: &str) -> bool {
    let Some(time) = NaiveTime::from_hms_opt(13, 59, 0) else {
        return false;
    };
    let Some(text) = written(format, &NaiveDate::default().and_time(time)) else {
        return false;
    };
    NaiveTime::parse_from_str(&text, format) == Ok(time)
}

fn written(format: &str, moment: &NaiveDateTime) -> Option<String> {
    let items: Vec<Item<'_>> = StrftimeItems::new(format).collect();
    if items.contains(&Item::Error) {
        return None;
    }
    let mut text = String::new();
    // Formatting fails, and does not panic, for what a date and a time do not have.
    write!(text, "{}", moment.format_with_items(items.into_iter())).ok()?;
    Some(text)
}

fn read_date(cell: &str, format: &str) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let cell = cell.trim();
    let read = match NaiveDateTime::parse_from_str(cell, format) {
        Ok(moment) => (moment.date(), Some(moment.time())),
        Err(_) => (NaiveDate::parse_from_str(cell, format).ok()?, None),
    };
    YEARS.contains(&read.0.year()).then_some(read)
}

/// The format with day and month in each other's place, where it has both as numbers.
fn swap_day_and_month(format: &str) -> Option<String> {
    let format = format.replace("%F", "%Y-%m-%d").replace("%D", "%m/%d/%y").replace("%e", "%d");
    (format.contains("%d") && format.contains("%m"))
        .then(|| format.replace("%d", "\0").replace("%m", "%d").replace('\0', "%m"))
}

/// The instant of a clock time in a zone, and what is odd about it.
fn in_zone(zone: Tz, local: NaiveDateTime) -> Option<(Timestamp, Option<&'static str>)> {
    let (offset, notice) = match zone.offset_from_local_datetime(&local) {
        LocalResult::Single(offset) => (offset, None),
        LocalResult::Ambiguous(before, _) => (before, Some("time_twice")),
        LocalResult::None => {
            // No zone has changed its clock by more than a day.
            let before = local.checked_sub_signed(TimeDelta::days(1))?;
            (zone.offset_from_local_datetime(&before).earliest()?, Some("time_skipped"))
        }
    };
    Some((offset.fix().from_local_datetime(&local).single()?, notice))
}

#[cfg(test)]
mod tests {
    use super::super::mapping::Moments;
    use super::*;

    fn when(date: &str, time: Option<&str>) -> When {
        When {
            date: Moments { column: "d".to_owned(), format: date.to_owned() },
            time: time.map(|format| Moments { column: "t".to_owned(), format: format.to_owned() }),
            zone: Tz::Europe__Amsterdam,
            precision: Precision::Exact,
        }
    }

    #[test]
    fn moments() {
        use Precision::{About, Day, Exact};
        let iso = when("%Y-%m-%d", Some("%H:%M"));
        let rows = [
            (&iso, "2012-08-13", Some("08:58"), Ok(("2012-08-13T08:58:00+02:00", Exact, None))),
            (&iso, " 2013-01-13 ", Some(" 8:58 "), Ok(("2013-01-13T08:58:00+01:00", Exact, None))),
            (&iso, "2012-10-28", Some("02:30"), Ok(("2012-10-28T02:30:00+02:00", About, Some("time_twice")))),
            (
                &iso,
                "2013-03-31",
                Some("02:30"),
                Ok(("2013-03-31T02:30:00+01:00", About, Some("time_skipped"))),
            ),
            (&iso, "2013-03-31", None, Ok(("2013-03-31T12:00:00+02:00", Day, Some("no_time")))),
            (&iso, "2013-13-01", Some("08:58"), Err(NoMoment::Date("date"))),
            (&iso, "2013-02-30", Some("08:58"), Err(NoMoment::Date("date"))),
            (&iso, "13-02-03", Some("08:58"), Err(NoMoment::Date("date"))),
            (&iso, "2013-02-03", Some("24:10"), Err(NoMoment::Time("time"))),
            (&iso, "2013-02-03", Some("noon"), Err(NoMoment::Time("time"))),
            (&when("%d/%m/%Y", None), "03/02/2013", None, Ok(("2013-02-03T12:00:00+01:00", Day, None))),
            (
                &when("%d.%m.%Y %H:%M", None),
                "03.02.2013 07:05",
                None,
                Ok(("2013-02-03T07:05:00+01:00", Exact, None)),
            ),
        ];
        for (when, date, time, expected) in rows {
            let read = when
                .read(date, time)
                .map(|moment| (moment.occurred.at.to_rfc3339(), moment.occurred.precision, moment.notice));
            assert_eq!(
                read,
                expected.map(|(at, precision, notice)| (at.to_owned(), precision, notice)),
                "{date}"
            );
        }
    }

    #[test]
    fn the_order_of_day_and_month() {
        let rows: [(&str, &[&str], Order); 10] = [
            ("%d/%m/%Y", &["25/03/2024", "26/03/2024", "03/04/2024"], Order::Declared),
            ("%m/%d/%Y", &["25/03/2024", "26/03/2024", "03/04/2024"], Order::Swapped),
            ("%d/%m/%Y", &["25/03/2024", "26/03/2024", "03/27/2024"], Order::Mixed),
            ("%Y-%m-%d", &["2012-13-08", "2012-14-08", "2012-01-09"], Order::Swapped),
            ("%F", &["2012-13-08", "2012-14-08"], Order::Swapped),
            ("%d/%m/%Y", &["01/02/2024", "01/03/2024", "01/04/2024"], Order::Declared),
            ("%d/%m/%Y", &["03/09/2024", "04/02/2024", "04/03/2024"], Order::Swapped),
            ("%d/%m/%Y", &["Monday", "Tuesday", "Friday", "01/02/2024"], Order::Unreadable),
            ("%d/%m/%Y", &["Monday", "01/02/2024", ""], Order::Declared),
            ("%d %B %Y", &["1 May 2024", "", "x"], Order::Declared),
        ];
        for (format, dates, order) in rows {
            assert_eq!(when(format, None).order(dates.iter().copied()), order, "{format} {dates:?}");
        }
    }

    #[test]
    fn formats() {
        for (format, date, time) in [
            ("%Y-%m-%d", true, false),
            ("%d/%m/%y", true, false),
            ("%d %B %Y", true, false),
            ("%Y-%m-%d %H:%M", true, true),
            ("%H:%M", false, true),
            ("%I:%M %p", false, true),
            ("%I:%M", false, false),
            ("%m/%Y", false, false),
            ("%Y-%m-%d %z", false, false),
            ("%Q", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_date_format(format), is_time_format(format)), (date, time), "{format}");
        }
    }
}
