//! A board on which labels are put one after another, each where it hides least.
//!
//! Coordinates are relative to the centre. Labels never overlap one another, the centre or the circles' names; a mark
//! is covered only where every place nearby is worse. Greedy, because a person reads a map by its marks: a global
//! optimum would shuffle all labels for each new one.

use crate::screens::figures::MapBox;

/// Outer radii of the circles of support from the innermost, in drawing units.
pub(crate) const RADII: [f64; 4] = [230.0, 340.0, 440.0, 530.0];
/// Radius of the individual's own mark at the centre.
pub(crate) const HEART: f64 = 56.0;
/// Radius of a mark.
pub(crate) const DOT: f64 = 10.0;
/// Half of the smallest drawing.
pub(super) const HALF: f64 = 600.0;
/// Width and height kept free for the name of a circle, inside its upper edge.
pub(super) const CIRCLE_NAME: (f64, f64) = (160.0, 24.0);

/// Space between one label and the next.
const MARGIN: f64 = 2.0;
/// Space between a mark and its label at the nearest.
const GAP: f64 = 3.0;
/// How much further each next ring of candidates is.
const STEP: f64 = 12.0;
/// Rings tried before a label is put below everything else.
const RINGS: u32 = 80;
/// Cost of one step further away; the unit in which the other costs are weighed.
const FURTHER: f64 = 3.0;

/// Sixteen directions, written out so that no device's trigonometry can differ.
const DIRECTIONS: [(f64, f64); 16] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (0.9239, 0.3827),
    (0.9239, -0.3827),
    (-0.9239, 0.3827),
    (-0.9239, -0.3827),
    (0.7, 0.7),
    (0.7, -0.7),
    (-0.7, 0.7),
    (-0.7, -0.7),
    (0.3827, 0.9239),
    (0.3827, -0.9239),
    (-0.3827, 0.9239),
    (-0.3827, -0.9239),
];

/// Everything a label must not hide, and the labels put so far. Labels and marks are kept from the top down: a place is held
/// against those at its own height alone, so that many people do not make each of them slower to place.
pub(super) struct Board {
    fixed: Vec<MapBox>,
    labels: Vec<MapBox>,
    /// The height of the tallest label put so far.
    tallest: f64,
    dots: Vec<(f64, f64)>,
    /// By their turn about the centre.
    spokes: Vec<(f64, Line)>,
    half: f64,
}

/// A straight line from one point to another.
type Line = ((f64, f64), (f64, f64));

impl Board {
    /// A board with the centre and the circles' names on it. `half` is half the drawing's size, beyond which a label
    /// is put only if it must be. A spoke lies on a straight line from the centre.
    pub(super) fn new(half: f64, mut dots: Vec<(f64, f64)>, spokes: Vec<Line>) -> Self {
        let (width, height) = CIRCLE_NAME;
        let names = RADII.map(|radius| MapBox { x: -width / 2.0, y: 4.0 - radius, width, height });
        let heart = MapBox { x: -HEART, y: -HEART, width: 2.0 * HEART, height: 2.0 * HEART };
        let fixed = std::iter::once(heart).chain(names).collect();
        dots.sort_by(|(_, above), (_, below)| above.total_cmp(below));
        let mut spokes: Vec<(f64, Line)> = spokes.into_iter().map(|spoke| (turn(spoke.1), spoke)).collect();
        spokes.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        Self { fixed, labels: Vec::new(), tallest: 0.0, dots, spokes, half }
    }

    /// Takes a box out of the places that are free.
    pub(super) fn keep_free(&mut self, taken: MapBox) {
        self.tallest = self.tallest.max(taken.height);
        let place = self.labels.partition_point(|label| label.y <= taken.y);
        self.labels.insert(place, taken);
    }

    /// Whether a box is over no label and no mark.
    pub(super) fn is_clear(&self, area: &MapBox) -> bool {
        self.taken_by(area).is_none() && self.marks_under(area) == 0
    }

    /// Puts a label of this size near a mark of radius `reach`, and returns where it is.
    pub(super) fn put(&mut self, (x, y): (f64, f64), reach: f64, width: f64, height: f64) -> MapBox {
        let mut best: Option<(f64, MapBox)> = None;
        // What is in the way in a direction is so for some rings further out: from which ring on it is not.
        let mut free_from = [0.0_f64; DIRECTIONS.len()];
        let leans = DIRECTIONS.map(|direction| lean((x, y), direction));
        for ring in 0..RINGS {
            let far = f64::from(ring) * FURTHER;
            if best.is_some_and(|(cost, _)| cost <= far) {
                break;
            }
            let away = reach + GAP + f64::from(ring) * STEP;
            for (((dx, dy), lean), free_from) in DIRECTIONS.into_iter().zip(leans).zip(&mut free_from) {
                let bound = best.map_or(f64::INFINITY, |(cost, _)| cost);
                if f64::from(ring) < *free_from || far + lean >= bound {
                    continue;
                }
                let candidate = MapBox {
                    x: tenth(x + dx * away - before(dx) * width),
                    y: tenth(y + dy * away - before(dy) * height),
                    width,
                    height,
                };
                let cost = far + lean + self.beyond(&candidate);
                if cost >= bound {
                    continue;
                }
                if let Some(taken) = self.taken_by(&candidate) {
                    *free_from = f64::from(ring) + rings_beside(&candidate, taken, (dx, dy));
                } else if let Some(cost) = self.with_hidden(&candidate, cost, bound) {
                    best = Some((cost, candidate));
                }
            }
        }
        let put = best.map_or_else(|| self.below(x, width, height), |(_, candidate)| candidate);
        self.keep_free(put);
        put
    }

    fn beyond(&self, candidate: &MapBox) -> f64 {
        let edge = [candidate.x, candidate.x + candidate.width, candidate.y, candidate.y + candidate.height]
            .into_iter()
            .fold(0.0_f64, |edge, side| edge.max(side.abs()));
        (edge - self.half + 6.0).max(0.0) / 12.0
    }

    /// A label, or something else that may not be hidden, that a box would be over.
    fn taken_by(&self, candidate: &MapBox) -> Option<&MapBox> {
        let highest = candidate.y - MARGIN - self.tallest;
        let lowest = candidate.y + candidate.height + MARGIN;
        let beside = between(&self.labels, |label| label.y, highest, lowest);
        self.fixed.iter().chain(beside).find(|taken| overlap(candidate, taken, MARGIN))
    }

    /// What the candidate costs with all it hides; nothing as soon as that is no less than `bound`.
    fn with_hidden(&self, candidate: &MapBox, cost: f64, bound: f64) -> Option<f64> {
        let marks = self.marks_under(candidate) as f64 * 40.0;
        let with = |spokes: usize| Some(cost + (marks + spokes as f64 * 1.2)).filter(|cost| *cost < bound);
        with(0)?;
        let mut crossed = 0_usize;
        for _ in self.spokes_towards(candidate).filter(|spoke| crosses(candidate, *spoke)) {
            crossed = crossed.saturating_add(1);
            with(crossed)?;
        }
        with(crossed)
    }

    /// The spokes that point to where a box is, and few others: it is not over the centre, which is taken.
    fn spokes_towards(&self, area: &MapBox) -> impl Iterator<Item = Line> {
        /// What arithmetic may lose; far less than two neighbouring people are apart.
        const SLACK: f64 = 1e-9;
        let (right, below) = (area.x + area.width, area.y + area.height);
        let mut turns = [(area.x, area.y), (right, area.y), (area.x, below), (right, below)].map(turn);
        turns.sort_by(f64::total_cmp);
        let [first, .., last] = turns;
        let (before, after) = if last - first > 2.0 {
            // It lies across where the turn begins: from there to its one edge, and from its other edge on.
            let (low, high) = turns.split_at(turns.partition_point(|turn| *turn <= 2.0));
            ((0.0, low.last().copied().unwrap_or(0.0)), (high.first().copied().unwrap_or(4.0), 4.0))
        } else {
            ((first, last), (f64::INFINITY, f64::INFINITY))
        };
        let towards = move |(first, last): (f64, f64)| {
            between(&self.spokes, |(turn, _)| *turn, first - SLACK, last + SLACK)
                .iter()
                .map(|(_, spoke)| *spoke)
        };
        towards(before).chain(towards(after))
    }

    fn marks_under(&self, area: &MapBox) -> usize {
        let reach = DOT + 2.0;
        let beside = between(&self.dots, |dot| dot.1, area.y - reach, area.y + area.height + reach);
        beside.iter().filter(|dot| near(area, **dot, reach)).count()
    }

    fn below(&self, x: f64, width: f64, height: f64) -> MapBox {
        let all = self.fixed.iter().chain(&self.labels);
        let lowest = all.map(|taken| taken.y + taken.height).fold(self.half, f64::max);
        MapBox { x: tenth(x - width / 2.0), y: tenth(lowest + MARGIN + 1.0), width, height }
    }
}

/// How many rings a candidate goes on in its direction before it can be past a box that it is over.
fn rings_beside(candidate: &MapBox, taken: &MapBox, (dx, dy): (f64, f64)) -> f64 {
    /// What the rounding of both their places may lose.
    const SLACK: f64 = 0.2;
    let along = |direction: f64, at: f64, size: f64, taken_at: f64, taken_size: f64| {
        let left = if direction > 0.0 { taken_at + taken_size - at } else { at + size - taken_at };
        (left + MARGIN - SLACK) / (direction.abs() * STEP)
    };
    let across = along(dx, candidate.x, candidate.width, taken.x, taken.width);
    let down = along(dy, candidate.y, candidate.height, taken.y, taken.height);
    across.min(down)
}

/// Outward first, beside before above and below: there a label is off its own line to the centre.
fn lean((x, y): (f64, f64), (dx, dy): (f64, f64)) -> f64 {
    let length = x.hypot(y).max(1.0);
    1.5 * (1.0 - (dx * x + dy * y) / length) + 0.4 * dy.abs()
}

/// How far a point is turned about the centre: from 0 to 4 for one whole turn, growing as the angle does, and without
/// trigonometry, in which devices may differ.
fn turn((x, y): (f64, f64)) -> f64 {
    let part = y / (x.abs() + y.abs()).max(f64::MIN_POSITIVE);
    if x < 0.0 {
        2.0 - part
    } else if y < 0.0 {
        4.0 + part
    } else {
        part
    }
}

/// Of what is sorted by its place, that from `first` to `last`.
fn between<T>(sorted: &[T], place: impl Fn(&T) -> f64, first: f64, last: f64) -> &[T] {
    let from = sorted.partition_point(|item| place(item) < first);
    let end = sorted.partition_point(|item| place(item) <= last);
    sorted.get(from..end).unwrap_or_default()
}

/// Which part of a label's side is before the point it is put at, so that it never leans over its own mark.
fn before(direction: f64) -> f64 {
    match direction {
        d if d > 0.5 => 0.0,
        d if d < -0.5 => 1.0,
        d => (1.0 - d) / 2.0,
    }
}

/// Rounds to a tenth of a unit, so that the last bits of a device's arithmetic never show.
pub(super) fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Whether two boxes come closer than `margin`.
pub(super) fn overlap(a: &MapBox, b: &MapBox, margin: f64) -> bool {
    a.x < b.x + b.width + margin
        && b.x < a.x + a.width + margin
        && a.y < b.y + b.height + margin
        && b.y < a.y + a.height + margin
}

/// Whether a point is within `reach` of a box.
pub(super) fn near(area: &MapBox, (x, y): (f64, f64), reach: f64) -> bool {
    let dx = x - x.clamp(area.x, area.x + area.width);
    let dy = y - y.clamp(area.y, area.y + area.height);
    dx * dx + dy * dy < reach * reach
}

/// Whether a straight line passes through a box (Liang and Barsky's clipping).
fn crosses(area: &MapBox, ((x0, y0), (x1, y1)): ((f64, f64), (f64, f64))) -> bool {
    // Most lines lie wholly to one side.
    let aside = x0.max(x1) < area.x
        || x0.min(x1) > area.x + area.width
        || y0.max(y1) < area.y
        || y0.min(y1) > area.y + area.height;
    if aside {
        return false;
    }
    let (dx, dy) = (x1 - x0, y1 - y0);
    let sides = [
        (-dx, x0 - area.x),
        (dx, area.x + area.width - x0),
        (-dy, y0 - area.y),
        (dy, area.y + area.height - y0),
    ];
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (run, room) in sides {
        if run == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if run < 0.0 {
            enter = enter.max(room / run);
        } else {
            leave = leave.min(room / run);
        }
    }
    enter < leave
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_spoke_that_a_label_covers_points_towards_it(
            spokes in proptest::collection::vec((-500.0..500.0, -500.0..500.0), 0..40),
            (x, y) in (-600.0..600.0, -600.0..600.0),
            (width, height) in (20.0..240.0, 20.0..40.0),
        ) {
            let area = MapBox { x, y, width, height };
            let heart = MapBox { x: -HEART, y: -HEART, width: 2.0 * HEART, height: 2.0 * HEART };
            prop_assume!(!overlap(&area, &heart, MARGIN));
            let line = |end: &(f64, f64)| (super::super::layout::from_heart(end.0, end.1), *end);
            let all: Vec<Line> = spokes.iter().map(line).collect();
            let board = Board::new(HALF, Vec::new(), all.clone());
            let covered = all.iter().filter(|spoke| crosses(&area, **spoke)).count();
            prop_assert_eq!(board.spokes_towards(&area).filter(|spoke| crosses(&area, *spoke)).count(), covered);
        }
    }
}
