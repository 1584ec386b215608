//! The shapes of values, and whether a value is of one.

use serde_json::Value;

use super::{CardKind, ELEMENTS, FieldSpec, InvalidValue};
use crate::id::{CardId, EntryId};
use crate::lists::List;
use crate::recurrence;
use crate::restriction::Party;
use crate::text::{InvalidText, clean_name, clean_text};
use crate::time::{Timestamp, When, days_of};

/// What a field may hold.
#[derive(Debug)]
pub enum Shape {
    /// A name: one line, at most 200 characters.
    Name,
    /// Several names.
    Names,
    /// A text of at most 20,000 characters.
    Text,
    /// Several texts.
    Texts,
    /// True or false.
    Flag,
    /// A whole number within these ends.
    Number(i64, i64),
    /// A date, known to the day, the month or the year.
    Date,
    /// An RFC 3339 time with its offset.
    Timestamp,
    /// A date known to the day, or an RFC 3339 time.
    When,
    /// A rule of recurrence (RFC 5545).
    Recurrence,
    /// One option of a list, or other words where it is open.
    OneOf(&'static List),
    /// Several options of a list.
    Several(&'static List),
    /// The id of a card of this kind; whether it is there is for the command to see.
    Reference(CardKind),
    /// The ids of several.
    References(CardKind),
    /// The individual, or the id of a person.
    Party,
    /// Several of these.
    Parties,
    /// The id of an entry.
    Entry,
    /// An object of these parts.
    Object(&'static [FieldSpec]),
    /// Several such objects.
    Objects(&'static [FieldSpec]),
    /// Written by the program, as it likes.
    Any,
}

impl Shape {
    /// The stable name of the shape, for messages and the schema.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Text => "text",
            Self::Flag => "flag",
            Self::Number(..) => "whole number",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
            Self::When => "date or timestamp",
            Self::Recurrence => "rule of recurrence",
            Self::OneOf(_) => "option",
            Self::Reference(_) | Self::Entry => "reference",
            Self::Party => "party",
            Self::Object(_) => "object",
            Self::Any => "anything",
            Self::Names
            | Self::Texts
            | Self::Several(_)
            | Self::References(_)
            | Self::Parties
            | Self::Objects(_) => "list",
        }
    }

    /// Whether a value is of this shape.
    ///
    /// # Errors
    /// [`InvalidValue`], which never repeats the value.
    pub fn accepts(&self, value: &Value) -> Result<(), InvalidValue> {
        match self {
            Self::Any => Ok(()),
            Self::Flag => self.when(value.is_boolean()),
            Self::Number(low, high) => match value.as_i64() {
                None => Err(self.wrong()),
                Some(number) if !(low..=high).contains(&&number) => {
                    Err(InvalidValue::OutOfRange { low: *low, high: *high })
                }
                Some(_) => Ok(()),
            },
            Self::Names => self.each(value, &Self::Name),
            Self::Texts => self.each(value, &Self::Text),
            Self::Several(list) => self.each(value, &Self::OneOf(list)),
            Self::References(kind) => self.each(value, &Self::Reference(*kind)),
            Self::Parties => self.each(value, &Self::Party),
            Self::Objects(parts) => self.each(value, &Self::Object(parts)),
            Self::Object(parts) => self.object(parts, value),
            _ => self.string(value.as_str().ok_or_else(|| self.wrong())?),
        }
    }

    fn string(&self, text: &str) -> Result<(), InvalidValue> {
        match self {
            Self::Name => Ok(clean_name(text).map(drop)?),
            Self::Text => Ok(clean_text(text).map(drop)?),
            Self::Date => self.when(days_of(text).is_some()),
            Self::Timestamp => self.when(Timestamp::parse_from_rfc3339(text).is_ok()),
            Self::When => self.when(text.parse::<When>().is_ok()),
            Self::Recurrence => recurrence::check(text).map_err(|_| InvalidValue::Recurrence),
            Self::OneOf(list) if list.has(text) => Ok(()),
            Self::OneOf(list) if list.open && !text.contains('_') => Ok(clean_name(text).map(drop)?),
            Self::OneOf(list) => Err(InvalidValue::NotAnOption { list: list.name }),
            Self::Reference(_) => self.when(text.parse::<CardId>().is_ok()),
            Self::Entry => self.when(text.parse::<EntryId>().is_ok()),
            Self::Party => self.when(text.parse::<Party>().is_ok()),
            _ => Err(self.wrong()),
        }
    }

    fn each(&self, value: &Value, shape: &Self) -> Result<(), InvalidValue> {
        let elements = value.as_array().ok_or_else(|| self.wrong())?;
        if elements.len() > ELEMENTS {
            return Err(InvalidValue::TooMany { max: ELEMENTS });
        }
        elements.iter().try_for_each(|element| shape.accepts(element))
    }

    fn object(&self, parts: &[FieldSpec], value: &Value) -> Result<(), InvalidValue> {
        let object = value.as_object().ok_or_else(|| self.wrong())?;
        for (name, value) in object {
            let part = parts.iter().find(|part| part.name == name).ok_or(InvalidValue::UnknownField)?;
            if !value.is_null() {
                part.shape.accepts(value)?;
            }
        }
        let missing = |part: &&FieldSpec| part.required && object.get(part.name).is_none_or(Value::is_null);
        if parts.iter().any(|part| missing(&part)) {
            return Err(InvalidValue::Required);
        }
        // An object that says nothing is a text that says nothing.
        if object.is_empty() { Err(InvalidText::Empty.into()) } else { Ok(()) }
    }

    fn when(&self, holds: bool) -> Result<(), InvalidValue> {
        if holds { Ok(()) } else { Err(self.wrong()) }
    }

    fn wrong(&self) -> InvalidValue {
        InvalidValue::WrongShape { expected: self.name() }
    }
}
