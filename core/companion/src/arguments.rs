//! Arguments of commands and screens: plain values that every shell can make, turned into domain types here, with an
//! error that names the argument and never repeats what it held.

use std::str::FromStr;

use kith_domain::text::{clean_name, clean_text};
use kith_domain::time::{Occurred, Precision, Timestamp};
use kith_domain::voice::{How, Method, Speaker, Voice};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::CLOCKS_APART;
use crate::error::KithError;
use crate::session::Session;

/// Whose words: `speaker` individual, worker, key_person, other; `how` own_words, observed, reported; `method` spoken,
/// bsl, makaton, symbols, pictures, writing, objects_of_reference, communication_passport, technology, behaviour, other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct VoiceArgument {
    /// Who speaks.
    pub speaker: String,
    /// Which member, where the speaker is one.
    #[uniffi(default = None)]
    pub member: Option<String>,
    /// In their own words, by observation, or as reported.
    pub how: String,
    /// The communication method.
    pub method: String,
    /// The interpreter or advocate who conveyed it.
    #[uniffi(default = None)]
    pub conveyed_by: Option<String>,
}

/// When something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct OccurredArgument {
    /// Local time with its offset, RFC 3339.
    pub at: String,
    /// `exact`, `about` or `day`; exact where nothing is said.
    #[uniffi(default = None)]
    pub precision: Option<String>,
}

/// Reads the arguments of a command or screen; the error names the place in our own words.
pub(crate) fn parse<T: DeserializeOwned>(arguments: &Value) -> Result<T, KithError> {
    serde_path_to_error::deserialize(arguments).map_err(|error| {
        let field = error.path().to_string();
        // A path may end in a key that the caller made up: only names of ours are repeated.
        let ours = field.chars().all(|c| c.is_ascii_lowercase() || "_[].0123456789?".contains(c));
        KithError::invalid(if ours && field.len() < 80 { field } else { String::new() }, "invalid_input")
    })
}

/// An id, or which argument is none.
pub(crate) fn parse_id<T: FromStr>(text: &str, field: &str) -> Result<T, KithError> {
    text.parse().map_err(|_| KithError::invalid(field, "not_an_id"))
}

/// A name: one line, no control or direction characters, at most 200 characters.
pub(crate) fn name(text: &str, field: &str) -> Result<String, KithError> {
    clean_name(text).map_err(|problem| KithError::invalid(field, problem.code()))
}

/// A longer text: not empty, no control characters but line breaks and tabs.
pub(crate) fn text(text: &str, field: &str) -> Result<String, KithError> {
    clean_text(text).map_err(|problem| KithError::invalid(field, problem.code()))
}

/// Longer texts, each of which is refused by its place in the list.
pub(crate) fn texts(list: &[String], field: &str) -> Result<Vec<String>, KithError> {
    list.iter().enumerate().map(|(place, item)| text(item, &format!("{field}[{place}]"))).collect()
}

/// A reason: required wherever something is replaced, ended or settled.
pub(crate) fn reason(reason: Option<&str>) -> Result<String, KithError> {
    match reason.map(str::trim) {
        None | Some("") => Err(KithError::invalid("reason", "reason_needed")),
        Some(given) => text(given, "reason"),
    }
}

/// A moment.
pub(crate) fn timestamp(text: &str, field: &str) -> Result<Timestamp, KithError> {
    let moment = Timestamp::parse_from_rfc3339(text).map_err(|_| KithError::invalid(field, "bad_date"))?;
    // Outside these years a text is a slip of the hand, and the map of time could not be drawn.
    let year = chrono::Datelike::year(&moment);
    if (1880..=2200).contains(&year) { Ok(moment) } else { Err(KithError::invalid(field, "bad_date")) }
}

/// A moment given as a moment or as a day (its start, in the offset of `near`).
pub(crate) fn moment_or_day(text: &str, field: &str, near: Timestamp) -> Result<Timestamp, KithError> {
    match text.parse::<chrono::NaiveDate>() {
        Ok(day) => {
            let start = day.and_time(chrono::NaiveTime::MIN);
            start
                .and_local_timezone(*near.offset())
                .single()
                .ok_or_else(|| KithError::invalid(field, "bad_date"))
        }
        Err(_) => timestamp(text, field),
    }
}

/// When something happened.
pub(crate) fn occurred(argument: &OccurredArgument, field: &str) -> Result<Occurred, KithError> {
    let precision = match argument.precision.as_deref() {
        None | Some("exact") => Precision::Exact,
        Some("about") => Precision::About,
        Some("day") => Precision::Day,
        Some(_) => return Err(KithError::invalid(format!("{field}.precision"), "not_an_option")),
    };
    Ok(Occurred { at: timestamp(&argument.at, &format!("{field}.at"))?, precision })
}

impl Session {
    /// Whether something is said to have happened later than now, and later than clocks differ.
    pub(crate) fn is_to_come(&self, occurred: &Occurred) -> bool {
        let now = self.now();
        match occurred.precision {
            Precision::Day => occurred.at.date_naive() > now.with_timezone(occurred.at.offset()).date_naive(),
            _ => occurred.at > now + CLOCKS_APART,
        }
    }
}

/// A voice.
pub(crate) fn voice(argument: &VoiceArgument, field: &str) -> Result<Voice, KithError> {
    let wrong = |part: &str| KithError::invalid(format!("{field}.{part}"), "not_an_option");
    let speaker = Speaker::from_name(&argument.speaker);
    let how = How::from_name(&argument.how);
    if !speaker.is_known() {
        return Err(wrong("speaker"));
    }
    if !how.is_known() {
        return Err(wrong("how"));
    }
    if argument.method.is_empty() {
        return Err(wrong("method"));
    }
    Ok(Voice {
        speaker,
        member: match &argument.member {
            Some(member) => Some(parse_id(member, &format!("{field}.member"))?),
            None => None,
        },
        how,
        method: Method::from_name(&argument.method),
        conveyed_by: match &argument.conveyed_by {
            Some(who) => Some(name(who, &format!("{field}.conveyed_by"))?),
            None => None,
        },
    })
}
