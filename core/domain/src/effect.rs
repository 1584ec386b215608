//! The effect of contact on wellbeing: how often a rating with or soon after contact is better than one without.
//!
//! NAP, the non-overlap of all pairs (Parker & Vannest 2009, Behavior Therapy 40, 357–367): the share of pairs of one
//! rating with and one without contact in which the first is better, ties counting half. Its interval is method 5 of
//! Newcombe (2006), Confidence intervals for an effect size measure based on the Mann–Whitney statistic, part 2,
//! Statistics in Medicine 25, 559–573. It says nothing of cause, and the person's own ratings are never pooled with
//! those of others: the caller passes one voice's, see [`own`].

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::scale::{Phase, Scale};
use crate::time::{Occurred, Precision};
use crate::voice::Voice;

/// Fewer ratings than this on either side are too few to say.
pub const ENOUGH: usize = 5;
/// The hours after a contact within which a rating counts as soon after it, unless asked otherwise.
pub const WINDOW_HOURS: u32 = 24;
/// The method, as named in answers.
pub const METHOD: &str = "NAP, Newcombe 2006 method 5, 95%";

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_964;

/// One rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// When it was made.
    pub at: Occurred,
    /// On the scale asked about.
    pub value: f64,
    /// Who rates.
    pub voice: Voice,
    /// Whether it was recorded as part of the contact itself.
    pub with_contact: bool,
    /// Before or after a contact, where it says so.
    pub phase: Option<Phase>,
}

/// The effect, or that there is too little to say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Ratings with or soon after contact.
    pub n_with: usize,
    /// Ratings without.
    pub n_without: usize,
    /// The share of pairs in which the rating with contact is better, 0 to 1; 0.5 is no difference. `None` without pairs.
    pub nap: Option<f64>,
    /// The lower end of its 95% interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Whether either side has fewer than [`ENOUGH`].
    pub too_few: bool,
}

/// The individual's own ratings among these.
pub fn own(ratings: &[Rating]) -> impl Iterator<Item = &Rating> {
    ratings.iter().filter(|rating| rating.voice.is_own())
}

/// The ratings with or within so many hours after a contact, and those without. Where a rating or a contact is known
/// only to the day, the same day counts as with it. A rating from before a contact tells how it was expected: it is in
/// neither group.
#[must_use]
pub fn split<'a>(
    ratings: impl IntoIterator<Item = &'a Rating>,
    contacts: &[Occurred],
    window_hours: u32,
) -> (Vec<f64>, Vec<f64>) {
    let window = TimeDelta::hours(window_hours.into());
    let is_with = |rating: &Rating| {
        rating.with_contact || contacts.iter().any(|contact| follows(&rating.at, contact, window))
    };
    let (with, without): (Vec<&Rating>, Vec<&Rating>) = ratings
        .into_iter()
        .filter(|rating| rating.phase != Some(Phase::Before))
        .partition(|rating| is_with(rating));
    let values = |ratings: Vec<&Rating>| ratings.into_iter().map(|rating| rating.value).collect();
    (values(with), values(without))
}

fn follows(rating: &Occurred, contact: &Occurred, window: TimeDelta) -> bool {
    let same_day = rating.at.date_naive() == contact.at.date_naive();
    let by_day = rating.precision == Precision::Day || contact.precision == Precision::Day;
    let since = rating.at.signed_duration_since(contact.at);
    (by_day && same_day) || (since >= TimeDelta::zero() && since <= window)
}

/// The effect of these two groups of ratings on one scale.
#[must_use]
pub fn effect(with: &[f64], without: &[f64], scale: &Scale) -> Effect {
    let nap = nap(with, without, scale.higher_is_better);
    let interval = nap.map(|nap| interval(nap, with.len(), without.len()));
    Effect {
        n_with: with.len(),
        n_without: without.len(),
        nap,
        low: interval.map(|(low, _)| low),
        high: interval.map(|(_, high)| high),
        too_few: with.len() < ENOUGH || without.len() < ENOUGH,
    }
}

/// The share of pairs in which the rating with contact is better, ties counting half; `None` without pairs.
fn nap(with: &[f64], without: &[f64], higher_is_better: bool) -> Option<f64> {
    // Sorting one side makes a year of daily ratings cost a search each instead of all pairs.
    let mut sorted = without.to_vec();
    sorted.sort_by(f64::total_cmp);
    let pairs = count(with.len()) * count(without.len());
    let wins: f64 = with
        .iter()
        .map(|value| {
            let below = sorted.partition_point(|other| other < value);
            let not_above = sorted.partition_point(|other| other <= value);
            let better = if higher_is_better { below } else { sorted.len() - not_above };
            count(better) + count(not_above - below) / 2.0
        })
        .sum();
    (pairs > 0.0).then(|| wins / pairs)
}

/// Newcombe's method 5: the ends are the roots of (NAP − θ)² = z²·V(θ) with
/// V(θ) = θ(1 − θ)·[1 + N·((1 − θ)/(2 − θ) + θ/(1 + θ))] / (m·n) and N = (m + n)/2 − 1 in place of both m − 1 and n − 1.
fn interval(nap: f64, m: usize, n: usize) -> (f64, f64) {
    // The equation is the same with θ and NAP turned round, so that one search finds both ends.
    (lower_end(nap, count(m), count(n)), 1.0 - lower_end(1.0 - nap, count(m), count(n)))
}

fn lower_end(nap: f64, m: f64, n: f64) -> f64 {
    let (mut outside, mut inside) = (0.0, nap);
    // Halving 64 times is beyond the precision of the numbers.
    for _ in 0..64 {
        let middle = f64::midpoint(outside, inside);
        if (nap - middle).powi(2) > Z * Z * variance(middle, m, n) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    outside
}

fn variance(theta: f64, m: f64, n: f64) -> f64 {
    let both = f64::midpoint(m, n) - 1.0;
    let q = (1.0 - theta) / (2.0 - theta) + theta / (1.0 + theta);
    theta * (1.0 - theta) * (1.0 + both * q) / (m * n)
}

/// A count of ratings as a number; exact far beyond any record.
fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::MemberId;
    use crate::sample::{at, noon};
    use crate::time::Timestamp;
    use crate::voice::{How, Speaker};

    fn faces() -> Scale {
        Scale::built_in("five_faces").unwrap()
    }

    fn close(found: Option<f64>, expected: f64, within: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < within)
    }

    #[test]
    fn the_worked_example_of_singlecasees() {
        // The example of that R package (A without, B with) gives 0.9167 with 0.597 to 0.986; the digits here were computed
        // apart, by another root search in another language.
        let a = [20.0, 20.0, 26.0, 25.0, 22.0, 23.0];
        let b = [28.0, 25.0, 24.0, 27.0, 30.0, 30.0, 29.0];
        let found = effect(&b, &a, &faces());
        assert_eq!((found.n_with, found.n_without, found.too_few), (7, 6, false));
        assert!(close(found.nap, 38.5 / 42.0, 1e-12));
        assert!(close(found.low, 0.597_319, 1e-5) && close(found.high, 0.985_998, 1e-5), "{found:?}");
        // The other direction of the scale turns it round.
        let turned = effect(&b, &a, &Scale::built_in("distress").unwrap());
        assert!(close(turned.nap, 1.0 - 38.5 / 42.0, 1e-12));
        assert!(close(turned.low, 1.0 - 0.985_998, 1e-5) && close(turned.high, 1.0 - 0.597_319, 1e-5));
    }

    #[test]
    fn the_ends_of_the_range_and_too_few() {
        let one = |value: f64, n: usize| vec![value; n];
        // (with, without, NAP, low is 0, high is 1, too few)
        let rows = [
            (one(5.0, 6), one(1.0, 6), Some(1.0), false, true, false),
            (one(1.0, 6), one(5.0, 6), Some(0.0), true, false, false),
            (one(3.0, 6), one(3.0, 6), Some(0.5), false, false, false),
            (one(5.0, 4), one(1.0, 60), Some(1.0), false, true, true),
            (one(5.0, 60), one(1.0, 4), Some(1.0), false, true, true),
            (one(5.0, 60), vec![], None, false, false, true),
            (vec![], vec![], None, false, false, true),
        ];
        for (with, without, nap, low_is_0, high_is_1, too_few) in rows {
            let found = effect(&with, &without, &faces());
            assert_eq!((found.nap, found.too_few), (nap, too_few));
            assert_eq!((found.low == Some(0.0), found.high == Some(1.0)), (low_is_0, high_is_1), "{found:?}");
            assert_eq!(found.low.is_some(), nap.is_some());
        }
        let sure = effect(&one(5.0, 6), &one(1.0, 6), &faces()).low.unwrap();
        assert!(sure > 0.5 && sure < 1.0, "an interval, not a point: {sure}");
    }

    proptest! {
        #[test]
        fn nap_is_that_of_all_pairs_and_the_ends_solve_the_equation(
            with in proptest::collection::vec(0..6_i32, 1..30), without in proptest::collection::vec(0..6_i32, 1..30)
        ) {
            let pairs = with.iter().flat_map(|a| without.iter().map(move |b| (a, b)));
            let wins: i32 = pairs.map(|(a, b)| 1 + (a - b).signum()).sum();
            let (m, n) = (count(with.len()), count(without.len()));
            let expected = f64::from(wins) / 2.0 / m / n;
            let floats = |values: &[i32]| values.iter().copied().map(f64::from).collect::<Vec<f64>>();
            let found = effect(&floats(&with), &floats(&without), &faces());
            let (nap, low, high) = (found.nap.unwrap(), found.low.unwrap(), found.high.unwrap());
            prop_assert!((nap - expected).abs() < 1e-9);
            prop_assert!(0.0 <= low && low <= nap && nap <= high && high <= 1.0);
            // The equation multiplied out, as a polynomial without fractions.
            let h = (m + n) / 2.0 - 1.0;
            let equation = |x: f64| m * n * (nap - x).powi(2) * (2.0 - x) * (1.0 + x)
                - Z * Z * x * (1.0 - x) * (2.0 + h + (1.0 + 2.0 * h) * x * (1.0 - x));
            prop_assert!(equation(low).abs() < 1e-6 * m * n && equation(high).abs() < 1e-6 * m * n);
        }
    }

    #[test]
    fn with_contact_soon_after_it_or_without() {
        let rating = |at: Timestamp, precision, value: f64| Rating {
            at: Occurred { at, precision },
            value,
            voice: Voice::worker(MemberId::from_random([1; 16])),
            with_contact: false,
            phase: None,
        };
        let contacts = [Occurred { at: noon(2), precision: Precision::Exact }];
        let (exact, day) = (Precision::Exact, Precision::Day);
        // Noon on day 2 is 11:00 UTC; the other offset is the same moment.
        let rows = [
            (rating(at("2025-06-03T11:00:00+00:00"), exact, 1.0), true),
            (rating(at("2025-06-03T10:59:00+00:00"), exact, 2.0), false),
            (rating(at("2025-06-03T08:00:00+01:00"), day, 3.0), true),
            (rating(at("2025-06-04T11:00:00+00:00"), exact, 4.0), true),
            (rating(at("2025-06-04T11:01:00+00:00"), exact, 5.0), false),
            (rating(at("2025-06-04T23:00:00+01:00"), day, 6.0), false),
            (Rating { with_contact: true, ..rating(noon(20), exact, 7.0) }, true),
        ];
        for (rating, is_with) in &rows {
            let (with, without) = split([rating], &contacts, 24);
            assert_eq!(
                (with.len(), without.len()),
                if *is_with { (1, 0) } else { (0, 1) },
                "{}",
                rating.value
            );
            let before = Rating { phase: Some(Phase::Before), ..rating.clone() };
            assert_eq!(split([&before], &contacts, 24), (vec![], vec![]));
        }
    }

    #[test]
    fn self_and_proxy_are_never_pooled() {
        let worker = Voice::worker(MemberId::from_random([1; 16]));
        let said = |speaker, how, value| Rating {
            at: Occurred { at: noon(1), precision: Precision::Exact },
            value,
            voice: Voice { speaker, how, ..worker.clone() },
            with_contact: false,
            phase: None,
        };
        let ratings = [
            said(Speaker::Individual, How::OwnWords, 1.0),
            said(Speaker::Individual, How::Reported, 2.0),
            said(Speaker::Individual, How::Observed, 3.0),
            said(Speaker::Worker, How::OwnWords, 4.0),
        ];
        assert_eq!(own(&ratings).map(|rating| rating.value).collect::<Vec<_>>(), [1.0]);
    }
}
