//! How ratings around contact compare with the others: one interval, and the place where there is no difference.
//!
//! It compares and says nothing of causes, so that neither side of the middle is called good or bad.

use maud::{Markup, html};

use super::{n, width};
use crate::page::words::Words;
use crate::screens::figures::EffectFigure;

const WIDE: f64 = 640.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 600.0;
const BAR: f64 = 62.0;
const AXIS: f64 = 104.0;

/// The interval as one image, named by its heading and described by its words; nothing where there are too few ratings.
pub(in crate::page) fn effect_svg(figure: &EffectFigure, words: &Words, ids: &str) -> Option<Markup> {
    let value = figure.nap.filter(|_| !figure.too_few)?;
    let interval = figure.low.zip(figure.high);
    Some(html! {
        svg class="chart" role="img" aria-labelledby={ (ids) "-name" } aria-describedby={ (ids) "-list" }
            viewBox={ "0 0 " (n(WIDE)) " 140" } style=(width(WIDE)) {
            title id={ (ids) "-name" } { (figure.title) }
            line class="middle" x1=(n(x(0.5))) x2=(n(x(0.5))) y1="28" y2=(n(AXIS)) {}
            text class="middle-word" x=(n(x(0.5))) y="19" { (words.effect_same) }
            path class="axis" d={ "M" (n(LEFT)) " " (n(AXIS)) "H" (n(RIGHT)) } {}
            g class="dates" { @for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
                line x1=(n(x(tick))) x2=(n(x(tick))) y1=(n(AXIS)) y2=(n(AXIS + 7.0)) {}
                text x=(n(x(tick))) y=(n(AXIS + 25.0)) { (tick) }
            } }
            @if let Some((low, high)) = interval {
                path class="interval" d={ "M" (n(x(low))) " " (n(BAR)) "H" (n(x(high))) "M" (n(x(low))) " " (n(BAR - 11.0)) "v22M"
                    (n(x(high))) " " (n(BAR - 11.0)) "v22" } {}
            }
            path class="value" transform={ "translate(" (n(x(value))) " " (n(BAR)) ")" } d="M0 -10L10 0L0 10L-10 0Z" {}
        }
    })
}

fn x(part: f64) -> f64 {
    LEFT + part.clamp(0.0, 1.0) * (RIGHT - LEFT)
}
