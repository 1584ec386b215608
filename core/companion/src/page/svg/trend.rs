//! Observations on one scale over time.
//!
//! A gap stays a gap, the individual's own ratings and other people's are never joined, and a missed contact is a
//! hollow mark on the axis, not a low rating.

use chrono::{DateTime, Datelike, FixedOffset, NaiveTime, Offset, Utc};
use maud::{Markup, html};

use super::{n, points, width};
use crate::page::words::Words;
use crate::screens::figures::{TrendFigure, TrendMark, TrendPoint};

const WIDE: f64 = 800.0;
const HIGH: f64 = 344.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 770.0;
const TOP: f64 = 26.0;
const FLOOR: f64 = 256.0;
/// Where the marks of contacts stand, under the ratings.
const LANE: f64 = 292.0;
const DAY_MS: i64 = 86_400_000;
const WEEK_MS: i64 = 7 * DAY_MS;

/// Places an instant and a value in the drawing.
struct Axes {
    first_ms: f64,
    last_ms: f64,
    low: f64,
    high: f64,
}

/// The chart as one image, named by its heading and described by its list.
pub(in crate::page) fn trend_svg(figure: &TrendFigure, words: &Words, ids: &str) -> Markup {
    let axes = Axes::new(figure);
    html! {
        svg class="chart" role="img" aria-labelledby={ (ids) "-name" } aria-describedby={ (ids) "-list" }
            viewBox={ "0 0 " (n(WIDE)) " " (n(HIGH)) } style=(width(WIDE)) {
            title id={ (ids) "-name" } { (figure.title) }
            (axes.scale())
            (axes.dates(figure, words))
            g class="changes" { @for mark in figure.marks.iter().filter(|m| m.kind == "support_changed") {
                g { title { (mark.text) } (change(axes.x(mark.at_ms))) }
            } }
            g class="contacts" { @for mark in figure.marks.iter().filter(|m| m.kind != "support_changed") {
                g { title { (mark.text) } (contact(axes.x(mark.at_ms), mark)) }
            } }
            @for run in &figure.runs { (axes.run(run, true)) (axes.run(run, false)) }
            text class="count" x=(n(RIGHT)) y="14" { (words.ratings) ": " (figure.count) }
        }
    }
}

/// What the shapes of this chart mean, in words: those that occur in it.
pub(in crate::page) fn trend_legend(figure: &TrendFigure, words: &Words) -> Markup {
    let rated = |own: bool| figure.runs.iter().flatten().any(|point| point.own == own);
    let marked = |kind: &str| figure.marks.iter().find(|mark| mark.kind == kind);
    let swatch = |drawing: Markup| {
        html! { svg class="swatch" aria-hidden="true" focusable="false" viewBox="-20 -20 40 40" { (drawing) } }
    };
    html! {
        ul class="legend row" {
            @if rated(true) { li { (swatch(dot((0.0, 0.0), true))) span { (words.own) } } }
            @if rated(false) { li { (swatch(dot((0.0, 0.0), false))) span { (words.observed) } } }
            @for (kind, word) in [("contact", &words.contact), ("missed_contact", &words.missed_contact)] {
                @if let Some(mark) = marked(kind) {
                    li {
                        (swatch(html! { g transform={ "translate(0 " (n(-LANE)) ")" } { (contact(0.0, mark)) } }))
                        span { (word) }
                    }
                }
            }
            @if marked("support_changed").is_some() {
                li { (swatch(html! { line class="change" y1="-20" y2="20" {} path class="flag" d="M0 -18L15 -12L0 -6Z" {} }))
                    span { (words.support_changed) } }
            }
        }
    }
}

/// The day of an instant in words, in its own zone: `3 May 2026`.
pub(in crate::page) fn date(at: &DateTime<FixedOffset>, words: &Words) -> String {
    format!("{} {} {}", at.day(), words.month(at.month()), at.year())
}

/// An instant of a figure, in the zone of the rating nearest to it; `None` outside the years that can be written.
pub(in crate::page) fn instant(figure: &TrendFigure, at_ms: i64) -> Option<DateTime<FixedOffset>> {
    let nearest = figure.runs.iter().flatten().min_by_key(|point| point.at_ms.abs_diff(at_ms));
    let zone = nearest
        .and_then(|point| DateTime::parse_from_rfc3339(&point.at).ok())
        .map_or_else(|| Utc.fix(), |at| *at.offset());
    DateTime::from_timestamp_millis(at_ms).map(|at| at.with_timezone(&zone))
}

impl Axes {
    fn new(figure: &TrendFigure) -> Self {
        let times =
            || figure.runs.iter().flatten().map(|p| p.at_ms).chain(figure.marks.iter().map(|m| m.at_ms));
        let (first, last) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
        Self { first_ms: first as f64, last_ms: last as f64, low: figure.low, high: figure.high }
    }

    fn x(&self, at_ms: i64) -> f64 {
        let span = self.last_ms - self.first_ms;
        let part = if span > 0.0 { (at_ms as f64 - self.first_ms) / span } else { 0.5 };
        LEFT + 20.0 + part * (RIGHT - LEFT - 40.0)
    }

    fn y(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let part = if span > 0.0 { (value - self.low) / span } else { 0.5 };
        FLOOR - 12.0 - part.clamp(0.0, 1.0) * (FLOOR - TOP - 24.0)
    }

    /// Lines across, at round values.
    fn scale(&self) -> Markup {
        html! {
            g class="scale" { @for value in ticks(self.low, self.high) {
                line x1=(n(LEFT)) x2=(n(RIGHT)) y1=(n(self.y(value))) y2=(n(self.y(value))) {}
                text x=(n(LEFT - 10.0)) y=(n(self.y(value) + 5.0)) { (value) }
            } }
            path class="axis" d={ "M" (n(LEFT)) " " (n(TOP)) "V" (n(LANE + 18.0)) "H" (n(RIGHT)) } {}
        }
    }

    fn dates(&self, figure: &TrendFigure, words: &Words) -> Markup {
        html! {
            g class="dates" { @for at in dates(figure) {
                @let x = self.x(at.timestamp_millis());
                line x1=(n(x)) x2=(n(x)) y1=(n(LANE + 18.0)) y2=(n(LANE + 25.0)) {}
                text x=(n(x.clamp(50.0, WIDE - 50.0))) y=(n(LANE + 43.0)) { (date(&at, words)) }
            } }
        }
    }

    fn run(&self, run: &[TrendPoint], own: bool) -> Markup {
        let of: Vec<&TrendPoint> = run.iter().filter(|point| point.own == own).collect();
        let line: Vec<(f64, f64)> =
            of.iter().map(|point| (self.x(point.at_ms), self.y(point.value))).collect();
        html! {
            g class="run" {
                @if line.len() > 1 { polyline class=(if own { "own" } else { "seen" }) points=(points(&line)) {} }
                @for (point, at) in of.iter().zip(&line) { g { title { (point.at) ": " (point.value) } (dot(*at, own)) } }
            }
        }
    }
}

/// A round mark for the individual's own rating, a hollow square for somebody else's.
fn dot((x, y): (f64, f64), own: bool) -> Markup {
    html! {
        @if own { circle class="own-dot" cx=(n(x)) cy=(n(y)) r="6" {} }
        @else { rect class="seen-dot" x=(n(x - 5.5)) y=(n(y - 5.5)) width="11" height="11" {} }
    }
}

fn contact(x: f64, mark: &TrendMark) -> Markup {
    let class = if mark.kind == "contact" { "met" } else { "missed" };
    html! { path class=(class) transform={ "translate(" (n(x)) " " (n(LANE)) ")" } d="M0 -9L8 7H-8Z" {} }
}

fn change(x: f64) -> Markup {
    html! {
        line class="change" x1=(n(x)) x2=(n(x)) y1=(n(TOP)) y2=(n(LANE + 18.0)) {}
        path class="flag" transform={ "translate(" (n(x)) " " (n(TOP)) ")" } d="M0 0L15 6L0 12Z" {}
    }
}

/// At most seven round values from low to high.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    if span.is_nan() || span <= 0.0 {
        return vec![low];
    }
    let tens = 10.0_f64.powf((span / 6.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|round| round * tens).find(|step| span / step <= 6.01);
    let step = step.unwrap_or(span);
    let first = (low / step).ceil();
    (0..8_u8)
        .map(|k| (first + f64::from(k)) * step)
        .take_while(|value| *value <= high + step / 100.0)
        .collect()
}

/// The dates under the axis, each once: every day of a week, or five of a longer time.
fn dates(figure: &TrendFigure) -> Vec<DateTime<FixedOffset>> {
    let times = figure.runs.iter().flatten().map(|p| p.at_ms).chain(figure.marks.iter().map(|m| m.at_ms));
    let (Some(first), Some(last)) = (times.clone().min(), times.max()) else { return Vec::new() };
    let span = last.saturating_sub(first);
    let parts = if span <= WEEK_MS { span / DAY_MS + 1 } else { 4 };
    let step = if span <= WEEK_MS { DAY_MS } else { span / parts };
    let mut dates: Vec<DateTime<FixedOffset>> = (0..=parts)
        .filter_map(|part| instant(figure, first.saturating_add(step.saturating_mul(part)).min(last)))
        .collect();
    if span <= WEEK_MS {
        // At noon, so that no two stand close together where a week begins late or ends early.
        let noon = |at: &DateTime<FixedOffset>| at.with_time(NaiveTime::from_hms_opt(12, 0, 0)?).single();
        let within = |at: DateTime<FixedOffset>| {
            instant(figure, at.timestamp_millis().clamp(first, last)).unwrap_or(at)
        };
        dates = dates.iter().filter_map(noon).map(within).collect();
    }
    dates.dedup_by_key(|at| at.date_naive());
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_a_week_has_its_date_once() {
        let on = |times: &[&str]| {
            let point = |at: &&str| TrendPoint {
                at: (*at).to_owned(),
                at_ms: DateTime::parse_from_rfc3339(at).unwrap().timestamp_millis(),
                ..crate::page::fixtures::trend().runs[0][0].clone()
            };
            let runs = vec![times.iter().map(point).collect()];
            let figure = TrendFigure { runs, marks: Vec::new(), ..crate::page::fixtures::trend() };
            dates(&figure).iter().map(|at| at.date_naive().day()).collect::<Vec<u32>>()
        };
        assert_eq!(on(&["2026-03-02T09:00:00Z", "2026-03-07T14:00:00Z"]), [2, 3, 4, 5, 6, 7]);
        assert_eq!(on(&["2026-03-02T23:50:00Z", "2026-03-04T00:10:00Z"]), [2, 3, 4]);
        assert_eq!(on(&["2026-03-02T09:00:00Z", "2026-03-02T14:00:00Z"]), [2]);
        assert_eq!(on(&["2026-03-02T09:00:00Z", "2026-03-22T09:00:00Z"]), [2, 7, 12, 17, 22]);
        assert_eq!(on(&[]), [0; 0]);
    }

    #[test]
    fn ticks_are_few_and_round() {
        let rows: &[(f64, f64, &[f64])] = &[
            (1.0, 5.0, &[1.0, 2.0, 3.0, 4.0, 5.0]),
            (0.0, 10.0, &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
            (0.0, 100.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
            (3.0, 3.0, &[3.0]),
        ];
        for (low, high, expected) in rows {
            assert_eq!(ticks(*low, *high), *expected);
        }
    }
}
