//! The stretches between marks on which relationships are drawn, and the shields that stand on some of them.

use super::board::{Board, DOT, HEART, tenth};
use super::layout::label_size;
use crate::screens::figures::{MapBox, MapFigure, MapLine};

/// A point in drawing units: rightwards, downwards.
pub(crate) type Point = (f64, f64);

/// Space between a mark's edge and where its line ends.
const CLEAR: f64 = 4.0;
/// Distance between two lines of the same pair.
const BESIDE: f64 = 13.0;
/// Half the height of a shield.
const SHIELD: f64 = 12.0;
/// Where on its line a shield stands: off the middle, where the crosses of other lines are.
const MIDDLE: f64 = 0.56;
/// The places on its line that a shield tries in turn.
const PARTS: [f64; 9] = [MIDDLE, 0.5, 0.62, 0.68, 0.44, 0.74, 0.38, 0.8, 0.86];

/// The straight piece from one mark's edge to the other's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    /// Where it begins: at the individual, or at the first person.
    pub(crate) from: Point,
    /// Where it ends.
    pub(crate) to: Point,
}

/// A rule about contact, as it stands on its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shield {
    /// Centre of the shield.
    pub(crate) at: Point,
    /// Where its words are. They overlap no name.
    pub(crate) label: MapBox,
}

impl Stretch {
    /// This one, shorter by so much at its beginning and its end.
    pub(crate) fn shorter(&self, first: f64, last: f64) -> Self {
        let length = self.length().max(0.001);
        Self { from: self.at(first / length), to: self.at(1.0 - last / length) }
    }

    /// The point at this part of the way, 0–1.
    pub(crate) fn at(&self, part: f64) -> Point {
        let ((x0, y0), (x1, y1)) = (self.from, self.to);
        (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)
    }

    /// Its length.
    pub(crate) fn length(&self) -> f64 {
        (self.to.0 - self.from.0).hypot(self.to.1 - self.from.1)
    }

    /// One unit along it.
    pub(crate) fn along(&self) -> Point {
        let length = self.length().max(0.001);
        ((self.to.0 - self.from.0) / length, (self.to.1 - self.from.1) / length)
    }
}

/// A stretch for each line; `None` where an end is not on the map, or where the two marks touch.
pub(crate) fn stretches(figure: &MapFigure) -> Vec<Option<Stretch>> {
    figure
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let same = |other: &MapLine| pair(other) == pair(line);
            let before = figure.lines.iter().take(index).filter(|other| same(other)).count();
            let all = figure.lines.iter().filter(|other| same(other)).count();
            let aside = (before as f64 - (all as f64 - 1.0) / 2.0) * BESIDE;
            let (start, away_from) = match &line.from {
                None => ((figure.size / 2.0, figure.size / 2.0), HEART),
                Some(id) => (mark(figure, id)?, DOT),
            };
            between(start, away_from, mark(figure, &line.to)?, aside)
        })
        .collect()
}

/// A shield for each line with a rule about contact.
pub(crate) fn shields(figure: &MapFigure, stretches: &[Option<Stretch>]) -> Vec<Option<Shield>> {
    let half = figure.size / 2.0;
    let centred = |(x, y): Point| (x - half, y - half);
    let dots = figure.people.iter().map(|one| centred((one.x, one.y))).collect();
    let spokes = stretches.iter().flatten().map(|one| (centred(one.from), centred(one.to))).collect();
    let mut board = Board::new(half, dots, spokes);
    for person in &figure.people {
        let (x, y) = centred((person.label.x, person.label.y));
        board.keep_free(MapBox { x, y, ..person.label });
    }
    let mut at = Vec::with_capacity(figure.lines.len());
    for (line, stretch) in figure.lines.iter().zip(stretches) {
        let stretch = line.restriction.as_ref().and(stretch.as_ref());
        at.push(stretch.map(|stretch| stand(stretch, half, &mut board)));
    }
    figure
        .lines
        .iter()
        .zip(at)
        .map(|(line, at)| {
            let (words, at) = (line.restriction.as_deref()?, at?);
            let (width, height) = label_size(words, None);
            let label = board.put(centred(at), SHIELD, width, height);
            Some(Shield { at, label: MapBox { x: tenth(label.x + half), y: tenth(label.y + half), ..label } })
        })
        .collect()
}

/// Where on its line a shield stands: near the middle, and where it hides nothing if there is such a place.
fn stand(stretch: &Stretch, half: f64, board: &mut Board) -> Point {
    let area = |part: f64| {
        let (x, y) = stretch.at(part);
        MapBox { x: x - half - SHIELD, y: y - half - SHIELD, width: 2.0 * SHIELD, height: 2.0 * SHIELD }
    };
    let free = PARTS.into_iter().find(|part| board.is_clear(&area(*part)));
    let part = free.unwrap_or(MIDDLE);
    board.keep_free(area(part));
    stretch.at(part)
}

fn pair(line: &MapLine) -> (Option<&str>, Option<&str>) {
    let (a, b) = (line.from.as_deref(), Some(line.to.as_str()));
    if a <= b { (a, b) } else { (b, a) }
}

fn mark(figure: &MapFigure, id: &str) -> Option<Point> {
    figure.people.iter().find(|one| one.id == id).map(|one| (one.x, one.y))
}

fn between(start: Point, away_from: f64, end: Point, aside: f64) -> Option<Stretch> {
    let whole = Stretch { from: start, to: end };
    let (length, (ux, uy)) = (whole.length(), whole.along());
    let (first, last) = (away_from + CLEAR, length - DOT - CLEAR);
    let at = |far: f64| (tenth(start.0 + ux * far - uy * aside), tenth(start.1 + uy * far + ux * aside));
    (last - first > 1.0).then(|| Stretch { from: at(first), to: at(last) })
}
