//! Scales: how a wellbeing rating is to be read, and which way is better.
//!
//! A scale that is not built in travels with the observations made on it, so that a rating never loses its meaning.
//! Whether a rating is the individual's own is told by its voice; some scales are for the individual alone.

use serde::{Deserialize, Serialize};

use crate::voice::Voice;

/// A scale of ratings from `low` to `high` in steps of `step`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// The stable name.
    pub id: String,
    /// The lowest rating.
    pub low: f64,
    /// The highest rating.
    pub high: f64,
    /// Whether a higher rating is a better one.
    pub higher_is_better: bool,
    /// The distance of neighbouring ratings; 0 where any value between is a rating.
    #[serde(default)]
    pub step: f64,
}

/// When in a contact a rating was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before the contact.
    Before,
    /// After the contact.
    After,
}

/// Why a rating or a scale was refused.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidRating {
    /// Not a number between the ends of the scale.
    #[error("not between {low} and {high}")]
    OutOfRange {
        /// The lowest rating.
        low: f64,
        /// The highest rating.
        high: f64,
    },
    /// Between two ratings of the scale.
    #[error("not in steps of {step}")]
    OffStep {
        /// The distance of neighbouring ratings.
        step: f64,
    },
    /// The scale is for the individual's own rating only.
    #[error("this scale is for the individual's own rating only")]
    OwnRatingOnly,
    /// The scale is for people of at least this age, in years.
    #[error("this scale is for people aged {years} or over")]
    TooYoung {
        /// The least age in years.
        years: u32,
    },
    /// The ends or the step of a scale make no scale.
    #[error("not a scale")]
    NotAScale,
}

impl InvalidRating {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfRange { .. } | Self::OffStep { .. } => "off_scale",
            Self::OwnRatingOnly => "own_rating_only",
            Self::TooYoung { .. } => "too_young",
            Self::NotAScale => "wrong_shape",
        }
    }
}

/// The built-in scales: id, low, high, whether higher is better.
const BUILT_IN: [(&str, f64, f64, bool); 7] = [
    ("five_faces", 1.0, 5.0, true),
    ("distress", 0.0, 10.0, false),
    ("ons4_satisfaction", 0.0, 10.0, true),
    ("ons4_worthwhile", 0.0, 10.0, true),
    ("ons4_happiness", 0.0, 10.0, true),
    ("ons4_anxiety", 0.0, 10.0, false),
    // The direct question: 1 often or always … 5 never.
    ("ons_loneliness", 1.0, 5.0, true),
];

/// The least age for the ONS4 questions, in years.
const ONS4_YEARS: u32 = 16;

impl Scale {
    /// The built-in scale of that id.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Self> {
        BUILT_IN.iter().find(|row| row.0 == id).map(|&(id, low, high, higher_is_better)| Self {
            id: id.to_owned(),
            low,
            high,
            higher_is_better,
            step: 1.0,
        })
    }

    /// The ids of the built-in scales.
    pub fn built_in_ids() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|row| row.0)
    }

    /// The individual's own scale, or one of an import; any value between the ends is a rating.
    ///
    /// # Errors
    /// [`InvalidRating::NotAScale`] where the ends are not two numbers in order.
    pub fn custom(id: &str, low: f64, high: f64, higher_is_better: bool) -> Result<Self, InvalidRating> {
        if !(low.is_finite() && high.is_finite() && low < high) {
            return Err(InvalidRating::NotAScale);
        }
        Ok(Self { id: id.to_owned(), low, high, higher_is_better, step: 0.0 })
    }

    /// Whether `value` is a rating on this scale.
    ///
    /// # Errors
    /// [`InvalidRating::OutOfRange`] or [`InvalidRating::OffStep`].
    pub fn accepts(&self, value: f64) -> Result<(), InvalidRating> {
        if !(self.low..=self.high).contains(&value) {
            return Err(InvalidRating::OutOfRange { low: self.low, high: self.high });
        }
        let steps = (value - self.low) / self.step;
        if self.step > 0.0 && (steps - steps.round()).abs() > 1e-9 {
            return Err(InvalidRating::OffStep { step: self.step });
        }
        Ok(())
    }

    /// Whether the scale may be used by this voice, for an individual of this age in years where it is known.
    ///
    /// # Errors
    /// [`InvalidRating::OwnRatingOnly`] or [`InvalidRating::TooYoung`]: ONS4 is self-report from 16, without proxies.
    pub fn allows(&self, voice: &Voice, age: Option<u32>) -> Result<(), InvalidRating> {
        if !self.id.starts_with("ons4_") {
            return Ok(());
        }
        if !voice.is_own() {
            return Err(InvalidRating::OwnRatingOnly);
        }
        match age {
            Some(age) if age < ONS4_YEARS => Err(InvalidRating::TooYoung { years: ONS4_YEARS }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MemberId;
    use crate::voice::{How, Method, Speaker};

    #[test]
    fn ratings_are_within_the_scale_and_on_its_steps() {
        let own = Scale::custom("thermometer", -5.0, 5.0, true).unwrap();
        let rows = [
            ("five_faces", 1.0, true),
            ("five_faces", 5.0, true),
            ("five_faces", 0.0, false),
            ("five_faces", 2.5, false),
            ("distress", 10.0, true),
            ("distress", 10.1, false),
            ("ons4_anxiety", 0.0, true),
            ("ons_loneliness", 0.0, false),
        ];
        for (id, value, ok) in rows {
            assert_eq!(Scale::built_in(id).unwrap().accepts(value).is_ok(), ok, "{id} {value}");
        }
        assert_eq!(own.accepts(-4.25), Ok(()));
        assert!(own.accepts(f64::NAN).is_err() && own.accepts(f64::INFINITY).is_err());
    }

    #[test]
    fn directions() {
        let lower_is_better: Vec<&str> =
            Scale::built_in_ids().filter(|id| !Scale::built_in(id).unwrap().higher_is_better).collect();
        assert_eq!(lower_is_better, ["distress", "ons4_anxiety"]);
        assert_eq!(Scale::built_in("wemwbs"), None, "licensed scales are not bundled");
    }

    #[test]
    fn what_is_no_scale_is_refused() {
        for (low, high) in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert_eq!(Scale::custom("x", low, high, true), Err(InvalidRating::NotAScale));
        }
    }

    #[test]
    fn ons4_is_the_individuals_own_from_sixteen() {
        let own = Voice {
            speaker: Speaker::Individual,
            member: None,
            how: How::OwnWords,
            method: Method::Spoken,
            conveyed_by: None,
        };
        let worker = Voice::worker(MemberId::from_random([1; 16]));
        let ons4 = Scale::built_in("ons4_happiness").unwrap();
        let faces = Scale::built_in("five_faces").unwrap();
        assert_eq!(ons4.allows(&own, Some(16)), Ok(()));
        assert_eq!(ons4.allows(&own, None), Ok(()));
        assert_eq!(ons4.allows(&own, Some(15)), Err(InvalidRating::TooYoung { years: 16 }));
        assert_eq!(ons4.allows(&worker, Some(30)), Err(InvalidRating::OwnRatingOnly));
        assert_eq!(faces.allows(&worker, Some(9)), Ok(()));
    }
}
