//! Trends: ratings over time as they were made. A day without a rating is a gap and stays one; a missed contact is marked
//! as missed, and is neither a contact nor a bad one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::effect::Rating;
use crate::time::{Occurred, Timestamp};

/// The most days in one trend: ten years.
pub const DAYS: usize = 3660;

/// One rating of a trend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// When.
    pub at: Timestamp,
    /// The rating.
    pub value: f64,
}

/// One local day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// Which.
    pub date: NaiveDate,
    /// The middle of that day's ratings; `None` is a gap.
    pub median: Option<f64>,
    /// How many ratings.
    pub count: usize,
    /// How many contacts.
    pub contacts: usize,
    /// How many planned contacts did not happen.
    pub missed: usize,
}

/// Ratings, contacts and missed contacts over days.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Trend {
    /// Every rating, in order of time.
    pub points: Vec<Point>,
    /// Every day from the first to the last, gaps included.
    pub days: Vec<Day>,
    /// Days without a rating.
    pub gaps: usize,
}

/// The trend of the ratings of one voice on one scale from day to day, both included, at most [`DAYS`].
#[must_use]
pub fn trend<'a>(
    ratings: impl IntoIterator<Item = &'a Rating>,
    contacts: &[Occurred],
    missed: &[Occurred],
    (from, to): (NaiveDate, NaiveDate),
) -> Trend {
    let within = |at: &Timestamp| (from..=to).contains(&at.date_naive());
    let mut points: Vec<Point> = ratings
        .into_iter()
        .map(|rating| Point { at: rating.at.at, value: rating.value })
        .filter(|point| within(&point.at))
        .collect();
    points.sort_by(|a, b| (a.at, a.value).partial_cmp(&(b.at, b.value)).unwrap_or(std::cmp::Ordering::Equal));
    let on = |date: NaiveDate, times: &[Occurred]| {
        times.iter().filter(|time| time.at.date_naive() == date).count()
    };
    let days: Vec<Day> = from
        .iter_days()
        .take_while(|date| *date <= to)
        .take(DAYS)
        .map(|date| {
            let values: Vec<f64> = points
                .iter()
                .filter(|point| point.at.date_naive() == date)
                .map(|point| point.value)
                .collect();
            Day {
                date,
                count: values.len(),
                median: median(values),
                contacts: on(date, contacts),
                missed: on(date, missed),
            }
        })
        .collect();
    let gaps = days.iter().filter(|day| day.median.is_none()).count();
    Trend { points, days, gaps }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = values.len() / 2;
    let lower = values.len().saturating_sub(1) / 2;
    Some(f64::midpoint(*values.get(lower)?, *values.get(upper)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MemberId;
    use crate::sample::{day, noon};
    use crate::time::Precision;
    use crate::voice::Voice;

    fn occurred(number: u32) -> Occurred {
        Occurred { at: noon(number), precision: Precision::Exact }
    }

    #[test]
    fn gaps_stay_gaps_and_missed_is_not_contact() {
        let ratings: Vec<Rating> = [(1, 4.0), (1, 2.0), (3, 5.0), (9, 1.0), (1, 5.0)]
            .into_iter()
            .map(|(number, value)| Rating {
                at: occurred(number),
                value,
                voice: Voice::worker(MemberId::from_random([1; 16])),
                with_contact: false,
                phase: None,
            })
            .collect();
        let found = trend(&ratings, &[occurred(1), occurred(9)], &[occurred(2)], (day(0), day(3)));
        let days: Vec<_> =
            found.days.iter().map(|day| (day.median, day.count, day.contacts, day.missed)).collect();
        assert_eq!(days, [(None, 0, 0, 0), (Some(4.0), 3, 1, 0), (None, 0, 0, 1), (Some(5.0), 1, 0, 0)]);
        assert_eq!((found.gaps, found.points.len()), (2, 4));
        assert_eq!(trend(&ratings, &[], &[], (day(3), day(2))), Trend::default());
        assert_eq!(trend(&ratings, &[], &[], (NaiveDate::MIN, NaiveDate::MAX)).days.len(), DAYS);
    }

    #[test]
    fn medians() {
        for (values, expected) in [(vec![], None), (vec![2.0], Some(2.0)), (vec![4.0, 1.0], Some(2.5))] {
            assert_eq!(median(values), expected);
        }
    }
}
