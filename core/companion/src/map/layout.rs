//! Places people on the circles of support, and their names beside them.

use std::f64::consts::{FRAC_PI_2, TAU};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::board::{Board, CIRCLE_NAME, DOT, HALF, HEART, RADII, tenth};
use crate::screens::figures::MapBox;

/// Size of a name's letters, in drawing units; the words under it are [`NOTE_EM`].
const NAME_EM: f64 = 16.0;
/// Size of the letters under a name.
const NOTE_EM: f64 = 14.0;
/// Width of a letter, in parts of its size: a little more than the mean of a bold face.
const LETTER: f64 = 0.6;
/// Columns of a name that a label shows before it is cut.
const LONGEST: usize = 24;
/// Least distance of a mark in the innermost circle from the centre's mark: room for a line and its arrowheads.
const NEAREST: f64 = 54.0;
/// Distance of a mark from the edges of its circle.
const INSET: f64 = 18.0;
/// The drawing grows by whole steps, so that it rarely does.
const GROWTH: f64 = 50.0;

/// Somebody to be placed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placing<'a> {
    /// The id of their card.
    pub(crate) id: [u8; 16],
    /// Their circle from the innermost, 0–3; anything larger is the outermost.
    pub(crate) circle: usize,
    /// Their name.
    pub(crate) label: &'a str,
    /// What stands under the name, where there is anything: the status in words.
    pub(crate) note: Option<&'a str>,
}

/// Where somebody is, in drawing units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    /// Centre of the mark, rightwards.
    pub(crate) x: f64,
    /// Centre of the mark, downwards.
    pub(crate) y: f64,
    /// The label's box.
    pub(crate) label: MapBox,
}

/// A map's numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// Width and height; the centre is at half of each.
    pub(crate) size: f64,
    /// Outer radii of the circles, from the innermost.
    pub(crate) radii: [f64; 4],
    /// Everybody, in the order in which they were given.
    pub(crate) positions: Vec<Placed>,
}

/// Places everybody. A mark's place relative to the centre depends on that person's id and circle alone.
pub(crate) fn place(people: &[Placing<'_>]) -> Layout {
    let dots: Vec<(f64, f64)> = people.iter().map(|one| spot(one.id, one.circle)).collect();
    let spokes = dots.iter().map(|&(x, y)| (from_heart(x, y), (x, y))).collect();
    let mut board = Board::new(HALF, dots.clone(), spokes);

    let mut turn: Vec<_> = people.iter().zip(&dots).enumerate().collect();
    turn.sort_by_key(|(index, (one, _))| (one.id, *index));
    let mut placed: Vec<(usize, Placed)> = turn
        .into_iter()
        .map(|(index, (one, &(x, y)))| {
            let (width, height) = label_size(one.label, one.note);
            (index, Placed { x, y, label: board.put((x, y), DOT, width, height) })
        })
        .collect();
    placed.sort_by_key(|(index, _)| *index);

    let edge = placed.iter().fold(HALF, |edge, (_, one)| edge.max(reach(&one.label)));
    let half = (edge / GROWTH).ceil() * GROWTH;
    let positions = placed.into_iter().map(|(_, one)| shifted(one, half)).collect();
    Layout { size: 2.0 * half, radii: RADII, positions }
}

/// A name as a label shows it: on one line, without marks that turn the direction of what follows, and cut with `…`
/// where it is long.
pub(crate) fn label_text(name: &str) -> String {
    let clean: String =
        name.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(is_shown).collect();
    let clean = clean.trim();
    if clean.width() <= LONGEST {
        return clean.to_owned();
    }
    let mut columns = 0;
    let mut joined = false;
    let mut kept = String::new();
    for letter in clean.chars() {
        columns += if joined { 0 } else { letter.width().unwrap_or(0) };
        joined = letter == '\u{200d}';
        if columns >= LONGEST {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// Width and height of a label's box.
pub(super) fn label_size(name: &str, note: Option<&str>) -> (f64, f64) {
    let name_width = columns(&label_text(name)) * LETTER * NAME_EM;
    let note_width = note.map_or(0.0, |note| columns(&label_text(note)) * LETTER * NOTE_EM);
    let height = if note.is_some() { 40.0 } else { 22.0 };
    (tenth(name_width.max(note_width) + 10.0), height)
}

/// The point on the edge of the centre's mark that faces this one.
pub(super) fn from_heart(x: f64, y: f64) -> (f64, f64) {
    let length = x.hypot(y).max(1.0);
    (x / length * HEART, y / length * HEART)
}

fn columns(text: &str) -> f64 {
    text.width() as f64
}

fn is_shown(letter: &char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A mark's place, evenly over its circle's area except for where the circle's name stands.
fn spot(id: [u8; 16], circle: usize) -> (f64, f64) {
    let circle = circle.min(RADII.len() - 1);
    let outer = RADII.get(circle).copied().unwrap_or(HALF);
    let inner =
        circle.checked_sub(1).and_then(|within| RADII.get(within)).map_or(HEART + NEAREST, |r| r + INSET);
    let outer = outer - INSET;
    let radius = (inner * inner + unit(id, circle, 1) * (outer * outer - inner * inner)).sqrt();
    let name = ((CIRCLE_NAME.0 / 2.0 + DOT) / radius).asin();
    let angle = name - FRAC_PI_2 + unit(id, circle, 2) * (TAU - 2.0 * name);
    (tenth(radius * angle.cos()), tenth(radius * angle.sin()))
}

/// A number from 0 up to 1 that is always the same for the same person: FNV-1a, then SplitMix64's last steps.
fn unit(id: [u8; 16], circle: usize, draw: u8) -> f64 {
    let circle = u8::try_from(circle).unwrap_or(u8::MAX);
    let hash = id.into_iter().chain([circle, draw]).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((hash ^ (hash >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn reach(area: &MapBox) -> f64 {
    [area.x, area.y, area.x + area.width, area.y + area.height]
        .into_iter()
        .fold(0.0_f64, |edge, side| edge.max(side.abs()))
        + 6.0
}

fn shifted(one: Placed, half: f64) -> Placed {
    let label = MapBox { x: tenth(one.label.x + half), y: tenth(one.label.y + half), ..one.label };
    Placed { x: tenth(one.x + half), y: tenth(one.y + half), label }
}

#[cfg(test)]
mod tests;
