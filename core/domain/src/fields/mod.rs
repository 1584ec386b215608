//! The kinds of cards and what each field may hold.
//!
//! The tables say what *this* version writes. What it reads is not judged by them: a card kind, a field or a value of a
//! newer app is kept and handed on whatever it holds.

mod shape;
mod tables;

use serde_json::Value;

use crate::card::LIFECYCLE;
use crate::section::SectionKind;
use crate::text::InvalidText;
use crate::voice::{Speaker, Voice};
pub use shape::Shape;

/// The most elements a list in a field may have.
pub const ELEMENTS: usize = 500;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal in $section:ident from $table:ident;)*) => {
        /// A kind of card this version knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CardKind {
            $($(#[$doc])* $kind,)*
        }

        impl CardKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The stable name, as in a card.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The kind of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$kind),)*
                    _ => None,
                }
            }

            /// The section its cards live in.
            #[must_use]
            pub fn section(self) -> SectionKind {
                match self {
                    $(Self::$kind => SectionKind::$section,)*
                }
            }

            /// Its fields, in the order in which a screen shows them.
            #[must_use]
            pub fn fields(self) -> &'static [FieldSpec] {
                match self {
                    $(Self::$kind => tables::$table,)*
                }
            }
        }
    };
}

kinds! {
    /// The person supported.
    Individual = "individual" in Shared from INDIVIDUAL;
    /// A person, group, pet, service, place of faith or online-only contact.
    Person = "person" in Shared from PERSON;
    /// What two people are to each other.
    Relationship = "relationship" in Shared from RELATIONSHIP;
    /// What one piece of work is about.
    Need = "need" in Shared from NEED;
    /// A rule about contact.
    Restriction = "restriction" in Team from RESTRICTION;
    /// A plain summary of a rule about contact, for the individual too.
    RuleSummary = "rule_summary" in Shared from RULE_SUMMARY;
    /// Where contact can happen.
    Place = "place" in Shared from PLACE;
    /// Contact that is planned, once or again and again.
    ContactPlan = "contact_plan" in Shared from CONTACT_PLAN;
    /// The support that was agreed.
    SupportAgreement = "support_agreement" in Shared from SUPPORT_AGREEMENT;
    /// Something that helps.
    Strategy = "strategy" in Shared from STRATEGY;
    /// Something worrying, in a section of its own.
    Concern = "concern" in Concern from CONCERN;
    /// What the individual allows, for one purpose.
    Consent = "consent" in Shared from CONSENT;
    /// Something to be done after a visit.
    FollowUp = "follow_up" in Shared from FOLLOW_UP;
}

impl CardKind {
    /// The field of that name, with or without the slot of a speaker.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static FieldSpec> {
        let (base, speaker) = split_slot(name);
        let spec = self.fields().iter().find(|spec| spec.name == base)?;
        // A slot of a speaker of a newer app is read and handed on; this version does not write there.
        speaker.is_none_or(|speaker| spec.per_voice && speaker.is_known()).then_some(spec)
    }
}

/// One field of a kind of card.
#[derive(Debug)]
pub struct FieldSpec {
    /// Its stable name.
    pub name: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// Whether it is written only by a command of its own, because its concurrent values are joined.
    pub guarded: bool,
    /// Whether a card of this kind is nothing without it.
    pub required: bool,
    /// Whether each speaker has a register of their own, so that views stand side by side.
    pub per_voice: bool,
}

impl FieldSpec {
    const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, guarded: false, required: false, per_voice: false }
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn guarded(mut self) -> Self {
        self.guarded = true;
        self
    }

    const fn per_voice(mut self) -> Self {
        self.per_voice = true;
        self
    }
}

/// Why a value was refused. It never holds the value.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidValue {
    /// This kind of card has no such field.
    #[error("no such field")]
    UnknownField,
    /// Not of the shape of the field.
    #[error("{expected} expected")]
    WrongShape {
        /// The shape that was expected, as a stable name.
        expected: &'static str,
    },
    /// Not one of the options of a closed list.
    #[error("not an option of {list}")]
    NotAnOption {
        /// The name of the list.
        list: &'static str,
    },
    /// A text that is refused.
    #[error("text: {0}")]
    Text(#[from] InvalidText),
    /// A list of more than `max` elements.
    #[error("more than {max} elements")]
    TooMany {
        /// The most elements allowed.
        max: usize,
    },
    /// A number outside the range of the field.
    #[error("not between {low} and {high}")]
    OutOfRange {
        /// The least.
        low: i64,
        /// The most.
        high: i64,
    },
    /// A rule of recurrence that cannot be used.
    #[error("not a rule of recurrence")]
    Recurrence,
    /// A required field cannot be emptied.
    #[error("required")]
    Required,
    /// A guarded field: it is changed by a command of its own.
    #[error("changed by a command of its own")]
    Guarded,
}

impl InvalidValue {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown_field",
            Self::WrongShape { .. } => "wrong_shape",
            Self::NotAnOption { .. } => "not_an_option",
            Self::Text(problem) => problem.code(),
            Self::TooMany { .. } => "too_long",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Recurrence => "bad_rule",
            Self::Required => "required",
            Self::Guarded => "guarded_field",
        }
    }
}

/// Whether this version may write `value` into a field. `null` empties a field that is not required.
///
/// # Errors
/// [`InvalidValue`], which says what is wrong and never repeats the value.
pub fn validate(kind: CardKind, field: &str, value: &Value) -> Result<(), InvalidValue> {
    if field == LIFECYCLE {
        return Err(InvalidValue::Guarded);
    }
    let spec = kind.field(field).ok_or(InvalidValue::UnknownField)?;
    match (spec, value) {
        (spec, _) if spec.guarded => Err(InvalidValue::Guarded),
        (spec, Value::Null) if spec.required => Err(InvalidValue::Required),
        (_, Value::Null) => Ok(()),
        (spec, value) => spec.shape.accepts(value),
    }
}

/// The register of a per-voice field for this voice: `circle/worker`.
#[must_use]
pub fn slot(field: &str, voice: &Voice) -> String {
    format!("{field}/{}", voice.speaker.name())
}

/// The field and the speaker of a register name, who may be one of a newer app; a name without a slot is a field.
#[must_use]
pub fn split_slot(name: &str) -> (&str, Option<Speaker>) {
    name.rsplit_once('/').map_or((name, None), |(field, speaker)| (field, Some(Speaker::from_name(speaker))))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::id::MemberId;

    const ID: &str = "6f1c2c7e-3f63-4a6b-8f0d-0b7c2a5e9d10";

    #[test]
    fn every_table_is_sound() {
        for &kind in CardKind::ALL {
            assert_eq!(CardKind::from_name(kind.name()), Some(kind));
            let names: BTreeSet<&str> = kind.fields().iter().map(|spec| spec.name).collect();
            assert_eq!(names.len(), kind.fields().len(), "a field twice in {}", kind.name());
            assert!(!names.contains(LIFECYCLE) && names.iter().all(|name| !name.contains('/')));
            assert!(kind.fields().iter().any(|spec| spec.required), "{} needs nothing", kind.name());
        }
        assert_eq!(CardKind::from_name("goal"), None);
        assert_eq!(CardKind::Restriction.section(), SectionKind::Team);
        assert_eq!(CardKind::Concern.section(), SectionKind::Concern);
        assert_eq!(CardKind::Person.section(), SectionKind::Shared);
    }

    #[test]
    fn values_are_accepted_or_refused_with_a_reason() {
        use CardKind::{Concern, ContactPlan, FollowUp, Individual, Person, Relationship, Restriction};
        let wrong = |expected| Err(InvalidValue::WrongShape { expected });
        let rows = [
            (Person, "name", json!("Aunt Siân"), Ok(())),
            (Person, "name", json!("n".repeat(1_000_000)), Err(InvalidText::TooLong { max: 200 }.into())),
            (Person, "name", json!("a\u{202e}b"), Err(InvalidText::DirectionCharacter.into())),
            (Person, "name", json!("a\u{0}b"), Err(InvalidText::ControlCharacter.into())),
            (Person, "name", json!(7), wrong("name")),
            (Person, "name", json!(null), Err(InvalidValue::Required)),
            (Person, "symbol", json!(null), Ok(())),
            (Person, "kind", json!("pet"), Ok(())),
            (Person, "kind", json!("ghost"), Err(InvalidValue::NotAnOption { list: "PersonKind" })),
            (Person, "shoe_size", json!(7), Err(InvalidValue::UnknownField)),
            (Person, "name/worker", json!("x"), Err(InvalidValue::UnknownField)),
            (Person, LIFECYCLE, json!({"state": "reopened"}), Err(InvalidValue::Guarded)),
            (Person, "ways_to_reach", json!([{"mode": "phone", "detail": "01632 960000"}]), Ok(())),
            (Person, "ways_to_reach", json!([{"mode": "phone", "x": "y"}]), Err(InvalidValue::UnknownField)),
            (Person, "ways_to_reach", json!(["01632 960000"]), wrong("object")),
            (Relationship, "kind", json!("godmother"), Ok(())),
            (
                Relationship,
                "kind",
                json!("ex_partnr"),
                Err(InvalidValue::NotAnOption { list: "RelationshipKind" }),
            ),
            (
                Relationship,
                "quality/worker",
                json!("in_touch"),
                Err(InvalidValue::NotAnOption { list: "Quality" }),
            ),
            (Relationship, "quality/worker", json!("warm but far"), Ok(())),
            (Relationship, "kind", json!(" "), Err(InvalidText::Empty.into())),
            (Relationship, "circle/worker", json!("friendship"), Ok(())),
            (Relationship, "circle/stranger", json!("friendship"), Err(InvalidValue::UnknownField)),
            (Relationship, "circle", json!("outer_space"), Err(InvalidValue::NotAnOption { list: "Circle" })),
            (Relationship, "since", json!("1998"), Ok(())),
            (Relationship, "since", json!("1998-13"), wrong("date")),
            (Relationship, "to", json!(ID), Ok(())),
            (Relationship, "to", json!("Aunt"), wrong("reference")),
            (Relationship, "from", json!("individual"), Ok(())),
            (Restriction, "terms", json!({}), Err(InvalidValue::Guarded)),
            (Restriction, "review", json!("2026-01-31"), Ok(())),
            (Concern, "status", json!("closed"), Err(InvalidValue::Guarded)),
            (Concern, "harms", json!(["physical", "something new"]), Ok(())),
            (Concern, "harms", json!("physical"), wrong("list")),
            (ContactPlan, "start", json!("2026-01-31T10:00:00+00:00"), Ok(())),
            (ContactPlan, "start", json!("2026-01-31"), wrong("timestamp")),
            (ContactPlan, "rrule", json!("FREQ=WEEKLY;BYDAY=MO"), Ok(())),
            (ContactPlan, "rrule", json!("FREQ=SECONDLY"), Err(InvalidValue::Recurrence)),
            (ContactPlan, "distress_before", json!(11), Err(InvalidValue::OutOfRange { low: 0, high: 10 })),
            (ContactPlan, "distress_before", json!(3.5), wrong("whole number")),
            (FollowUp, "done", json!("yes"), wrong("flag")),
            (Individual, "languages", json!(vec!["cy"; 501]), Err(InvalidValue::TooMany { max: 500 })),
        ];
        for (kind, field, value, expected) in rows {
            assert_eq!(validate(kind, field, &value), expected, "{} {field}", kind.name());
        }
    }

    #[test]
    fn each_speaker_has_a_slot() {
        let worker = Voice::worker(MemberId::from_random([1; 16]));
        assert_eq!(slot("circle", &worker), "circle/worker");
        for speaker in Speaker::ALL.iter().cloned() {
            let name = slot("circle", &Voice { speaker: speaker.clone(), ..worker.clone() });
            assert_eq!(split_slot(&name), ("circle", Some(speaker)));
        }
        assert_eq!(split_slot("circle"), ("circle", None));
        assert_eq!(split_slot("circle/robot"), ("circle", Some(Speaker::Other("robot".into()))));
    }
}
