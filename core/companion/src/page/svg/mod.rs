//! The pictures of a page, as SVG inside HTML.
//!
//! A picture adds nothing to the words beside it: each is one image to a screen reader, described by the list or table
//! that follows it. Colours are the page's tokens, so that dark, forced and printed colours need no second drawing.

mod effect;
mod map;
mod marks;
mod trend;

pub(super) use effect::effect_svg;
pub(super) use map::{map_legend, map_svg};
pub(super) use trend::{date, instant, trend_legend, trend_svg};

/// A number in drawing units, as short as a tenth allows.
fn n(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A list of points as SVG writes them.
fn points(at: &[(f64, f64)]) -> String {
    at.iter().map(|(x, y)| format!("{},{}", n(*x), n(*y))).collect::<Vec<_>>().join(" ")
}

/// The least width of the widest drawing, in rem: it fits a window of 1000 pixels without scrolling.
const WIDEST: f64 = 48.0;

/// How wide a drawing may become, and below which width it scrolls: one unit is one sixteenth of the reader's letters.
fn width(units: f64) -> String {
    // Letters stay readable on a small screen by scrolling; on a wide one the whole drawing is to be seen at once.
    format!("max-width:{}rem;min-width:{}rem", n(units / 16.0), n((units * 0.72 / 16.0).min(WIDEST)))
}
