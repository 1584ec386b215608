//! Strings: every word of the interface, in English, in easy read and in Welsh, by key.
//!
//! The words are in Fluent files, a folder for each language and a file for each room of the interface. Nothing here
//! is what a person wrote: that is only passed through, as an argument. A key that one language lacks is said in
//! English, and a key that English lacks too is shown as it is: a wrong word on a screen is better than none. Easy read
//! has those keys alone that it says in other words than English.
//!
//! Fluent can wrap every argument in direction marks. That is off, since marks in plain English would end up in a
//! terminal, in a copied line and in every comparison. Only a text that holds right-to-left letters is wrapped, and
//! its own isolating marks are left out of the wrapping, so that it cannot reach beyond its place in the sentence.

#[cfg(test)]
mod codes;
mod direction;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use chrono::{Datelike, Timelike};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kith_domain::time::Timestamp;
use kith_domain::voice::Speaker;

pub(crate) use self::direction::beside;

/// The words of a language: each file with its name.
type Files = &'static [(&'static str, &'static str)];

macro_rules! files {
    ($language:literal: $($room:literal),*) => {
        &[$(($room, include_str!(concat!($language, "/", $room, ".ftl")))),*]
    };
}

const ENGLISH: Files = files!("en": "lists", "fields", "rules", "errors", "screens", "page", "app", "demo");
const EASY_READ: Files = files!("en-simple": "errors", "screens", "app");
const WELSH: Files = files!("cy": "lists", "fields", "rules", "errors", "screens", "page", "app", "demo");

/// The line in the header of a file whose words no speaker of the language has read yet.
const UNREVIEWED: &str = "### Not yet read by a Welsh speaker.";

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug, uniffi::Enum)]
pub enum Language {
    /// English.
    English,
    /// English in easy read: short sentences of everyday words, one idea in each.
    EasyRead,
    /// Cymraeg.
    Welsh,
}

impl Language {
    /// Every language of the interface.
    pub const ALL: [Self; 3] = [Self::English, Self::EasyRead, Self::Welsh];
    /// Those that people speak.
    pub(crate) const SPOKEN: [Self; 2] = [Self::English, Self::Welsh];

    /// The language of a code: `en`, `en-simple` or `cy`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Its code: `en`, `en-simple` or `cy` (BCP 47).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::EasyRead => "en-simple",
            Self::Welsh => "cy",
        }
    }

    /// Its stable name, as a setting has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "english",
            Self::EasyRead => "easy_read",
            Self::Welsh => "welsh",
        }
    }

    /// What people speak who read it.
    pub(crate) fn spoken(self) -> Self {
        if self == Self::EasyRead { Self::English } else { self }
    }

    fn files(self) -> Files {
        match self {
            Self::English => ENGLISH,
            Self::EasyRead => EASY_READ,
            Self::Welsh => WELSH,
        }
    }
}

/// What a message is filled with.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words, also those a person wrote.
    Text(String),
    /// A number, shown with two decimals at most; a count also picks the plural.
    Number(f64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        }
    )*};
}
number!(f64, i64, u32, u64, usize);

impl Arg {
    fn value(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::String(direction::isolated(text)),
            // The plural rules know finite numbers only.
            Self::Number(number) if number.is_finite() => FluentValue::from((number * 100.0).round() / 100.0),
            Self::Number(number) => FluentValue::from(number.to_string()),
        }
    }
}

/// The words of one language, with English behind them.
#[derive(Clone)]
pub struct Strings {
    language: Language,
    bundles: Arc<[FluentBundle<FluentResource>]>,
}

impl fmt::Debug for Strings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Strings").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Strings {
    /// The words of a language. Reading the files takes a few milliseconds; a clone shares them.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut bundles = vec![bundle(language)];
        if language != Language::English {
            bundles.push(bundle(Language::English));
        }
        Self { language, bundles: bundles.into() }
    }

    /// The language of these words.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether no speaker of the language has read its words yet: screens then say `language-unreviewed`.
    #[must_use]
    pub fn unreviewed(language: Language) -> bool {
        language.files().iter().any(|(_, text)| text.lines().any(|line| line == UNREVIEWED))
    }

    /// The message of a key without arguments.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message of a key, filled with these arguments.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.find(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// An option of a list on screen. One that this version does not know is what somebody said in other words, or of
    /// a newer app: its own name is shown, with spaces.
    #[must_use]
    pub fn option(&self, list: &str, name: &str) -> String {
        let key = format!("{list}-{name}").replace('_', "-");
        self.find(&key, &[]).unwrap_or_else(|| name.replace('_', " "))
    }

    /// What a field of a form is called: by the longest end of its path that has words of its own.
    #[must_use]
    pub(crate) fn field(&self, path: &str) -> String {
        let words = field_keys(path).find_map(|key| self.find(&key, &[]));
        words.unwrap_or_else(|| self.option("field", path))
    }

    /// Whose view it is. One whom this version does not know has no name that a person could read.
    #[must_use]
    pub(crate) fn speaker(&self, speaker: &Speaker) -> String {
        if speaker.is_known() { self.option("speaker", speaker.name()) } else { self.say("speaker-newer") }
    }

    /// A day: 'Tue 3 Mar 2026'.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> String {
        let weekday = self.say(&format!("weekday-{}", at.weekday().number_from_monday()));
        let month = self.say(&format!("month-{}", at.month()));
        let (day, year) = (at.day().to_string(), at.year().to_string());
        self.with(
            "date",
            &[
                ("weekday", weekday.into()),
                ("day", day.into()),
                ("month", month.into()),
                ("year", year.into()),
            ],
        )
    }

    /// A time of day: '14:05'.
    #[must_use]
    pub fn time(&self, at: Timestamp) -> String {
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// A day and a time of day: 'Tue 3 Mar 2026, 14:05'.
    #[must_use]
    pub fn date_time(&self, at: Timestamp) -> String {
        self.with("date-time", &[("date", self.date(at).into()), ("time", self.time(at).into())])
    }

    fn find(&self, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, arg.value())).collect();
        self.bundles.iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            // An argument that was not given shows as its name in braces: a test holds that this does not happen.
            let mut missing = Vec::new();
            Some(bundle.format_pattern(pattern, Some(&args), &mut missing).into_owned())
        })
    }
}

/// The keys that could say what a field of a form is called, by the ends of its path, the longest first.
fn field_keys(path: &str) -> impl Iterator<Item = String> {
    let path = path.replace("[]", "").replace('_', "-");
    let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
    (0..steps.len())
        .filter_map(move |from| steps.get(from..).map(|end| end.join("-")))
        .map(|end| format!("field-{end}"))
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for (_, text) in language.files() {
        // A line that cannot be read costs that line alone; a test holds that there is none.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
}
