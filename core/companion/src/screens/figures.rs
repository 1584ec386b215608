//! The screens that are also pictures, as plain values: numbers for drawing, words for reading. No shell computes a
//! position of its own.

use schemars::JsonSchema;
use serde::Serialize;

use super::map_changes::MapChange;

/// The map of an individual's relationships: circles of support, and ecomap lines.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct MapFigure {
    /// Whose map it is.
    pub individual: String,
    /// Their name, at the centre.
    pub name: String,
    /// The heading.
    pub title: String,
    /// Width and height of the drawing, in its own units; the centre is at half of each.
    pub size: f64,
    /// The circles from the innermost.
    pub circles: Vec<MapCircle>,
    /// People, groups, pets, services, in reading order.
    pub people: Vec<MapPerson>,
    /// Relationships, as lines.
    pub lines: Vec<MapLine>,
    /// The same facts as an ordered list.
    pub list: Vec<String>,
    /// For each line of the list the card that it is about: a person, or a relationship.
    pub list_ids: Vec<String>,
    /// What the reader must know before trusting the map: parcels waiting, differences, sections not readable.
    pub warnings: Vec<String>,
    /// What changed, where that was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<MapChange>,
}

/// One circle of support.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct MapCircle {
    /// Its stable name: intimacy, friendship, participation, exchange.
    pub name: String,
    /// Its words on screen.
    pub label: String,
    /// Outer radius, in the drawing's units.
    pub radius: f64,
}

/// Somebody on the map.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct MapPerson {
    /// The person's card.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Stable name of the circle they are in.
    pub circle: String,
    /// What they are: person, group, pet, service, place_of_faith, online_only.
    pub kind: String,
    /// Relationship status: existing, wanted, ended, estranged, kept_away_from, died, unknown.
    pub status: String,
    /// Centre of the mark, in the drawing's units.
    pub x: f64,
    /// Centre of the mark, in the drawing's units, downwards.
    pub y: f64,
    /// The label's box: left, top, width, height. Labels never overlap.
    pub label: MapBox,
    /// Whether people say different things of what the mark shows: it is drawn from one of them, and marked.
    pub differs: bool,
    /// What the picture says of them, in words.
    pub text: String,
}

/// A rectangle in the drawing's units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct MapBox {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// One relationship as a line.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct MapLine {
    /// The relationship's card.
    pub id: String,
    /// The person it goes from; `None` is the individual at the centre.
    pub from: Option<String>,
    /// The person it goes to.
    pub to: String,
    /// The relationship kind, as a stable name.
    pub kind: String,
    /// Ecomap quality: strong, ordinary, tenuous, stressful, not_in_touch.
    pub quality: String,
    /// Who gives support: to_me, from_me, both, neither.
    pub gives: Option<String>,
    /// The kind of rule about contact on this line, in words.
    pub restriction: Option<String>,
    /// Whether people say different things of what the line shows: it is drawn from one of them, and marked.
    pub differs: bool,
    /// What the line says, in words.
    pub text: String,
}

/// A series of observations on one scale over time.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct TrendFigure {
    /// The heading.
    pub title: String,
    /// The scale's stable name.
    pub scale: String,
    /// Lowest value of the scale.
    pub low: f64,
    /// Highest value of the scale.
    pub high: f64,
    /// Whether higher is better.
    pub higher_is_better: bool,
    /// How many observations.
    pub count: u32,
    /// The observations in order of time; a new run starts after a gap.
    pub runs: Vec<Vec<TrendPoint>>,
    /// Contacts, missed contacts and changes of support, in order of time.
    pub marks: Vec<TrendMark>,
    /// The same in words: number of observations, lowest, highest, latest, gaps.
    pub list: Vec<String>,
}

/// One observation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct TrendPoint {
    /// When it was observed, RFC 3339.
    pub at: String,
    /// Milliseconds since 1970, for drawing.
    pub at_ms: i64,
    /// The value on the scale.
    pub value: f64,
    /// Before or after contact, in words, where it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Whether it is the individual's own rating; self and proxy ratings are never joined by a line.
    pub own: bool,
}

/// Something that is marked on a trend.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct TrendMark {
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// contact, missed_contact, support_changed.
    pub kind: String,
    /// In words.
    pub text: String,
}

/// The effect of contact with one person on wellbeing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct EffectFigure {
    /// The heading.
    pub title: String,
    /// The scale's stable name.
    pub scale: String,
    /// Observations with, or within the window after, contact.
    pub n_with: u32,
    /// The others.
    pub n_without: u32,
    /// Non-overlap of all pairs, 0–1; absent when there are too few.
    pub nap: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub high: Option<f64>,
    /// The method, with its source.
    pub method: String,
    /// Whether there are too few observations to say anything.
    pub too_few: bool,
    /// How many of the observations on this scale are read as they were amended.
    pub amended: u32,
    /// In words, never as a cause.
    pub text: String,
}
