//! The small drawings of a map: a mark for each kind, what is drawn over it for each status, arrows, crosses, shields.
//!
//! Shapes carry the meaning; colour only repeats it.

use maud::{Markup, html};

use super::{n, points};
use crate::map::{Point, Stretch};

/// How much of a line its arrowhead takes.
const HEAD: f64 = 11.0;

/// A mark's outline around 0,0. A kind that this version does not know is drawn as a person.
fn outline(kind: &str) -> &'static str {
    match kind {
        "group" => "M-6 -10H6L12 0L6 10H-6L-12 0Z",
        "pet" => "M0 -12.5L12.5 0L0 12.5L-12.5 0Z",
        "service" => "M-9 -9H9V9H-9Z",
        "place_of_faith" => "M0 -13L10 -3V10H-10V-3Z",
        "online_only" => "M-11 -9H11V6H2L-5 12V6H-11Z",
        _ => "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1 -10 0Z",
    }
}

/// A mark around 0,0, for a kind and a status.
pub(super) fn mark(kind: &str, status: &str) -> Markup {
    let shape = outline(kind);
    let class = match status {
        "existing" => "mark full",
        "wanted" => "mark dashed",
        _ => "mark",
    };
    html! {
        @if status == "kept_away_from" {
            path class="halo" transform="scale(1.55)" d=(shape) {}
            path class="mark" transform="scale(1.55)" d=(shape) {}
        } @else { path class="halo" d=(shape) {} }
        path class=(class) d=(shape) {}
        @match status {
            "ended" => path class="over" d="M-16 0H16" {},
            "estranged" => path class="over" d="M-11 13L11 -13" {},
            "kept_away_from" => path class="over" d="M-5 -5L5 5M5 -5L-5 5" {},
            "died" => { circle class="solid" r="4" {} path class="over" d="M-13 17H13" {} },
            "wanted" => path class="over" d="M-5 0H5M0 -5V5" {},
            "existing" => {},
            _ => text class="query" y="5.5" { "?" },
        }
    }
}

/// A line of one quality, as far as its arrowheads. A quality that this version does not know is drawn as ordinary.
pub(super) fn line(stretch: &Stretch, quality: &str, gives: Option<&str>) -> Markup {
    let room = |ends: bool| if ends { HEAD } else { 0.0 };
    let stretch = &stretch.shorter(room(to_from(gives)), room(to_to(gives)));
    let (from, to) = (stretch.from, stretch.to);
    let straight = [from, to];
    match quality {
        "strong" => html! { polyline class="tie strong" points=(points(&straight)) {} },
        "tenuous" => html! { polyline class="tie tenuous" points=(points(&straight)) {} },
        "stressful" => html! { polyline class="tie stressful" points=(points(&zigzag(stretch))) {} },
        "not_in_touch" => html! {
            polyline class="tie" points=(points(&straight)) {}
            path class="over" transform=(turned(stretch.at(0.32), stretch.along())) d="M-6 -8L6 8M6 -8L-6 8" {}
        },
        _ => html! { polyline class="tie" points=(points(&straight)) {} },
    }
}

/// An arrowhead at the end that support comes to, and at both ends where both give.
pub(super) fn arrows(stretch: &Stretch, gives: Option<&str>) -> Markup {
    let (x, y) = stretch.along();
    let head = "M0 0L-17 -8.5L-12 0L-17 8.5Z";
    html! {
        @if to_to(gives) {
            path class="arrow" transform=(turned(stretch.to, (x, y))) d=(head) {}
        }
        @if to_from(gives) {
            path class="arrow" transform=(turned(stretch.from, (-x, -y))) d=(head) {}
        }
    }
}

/// Whether support comes to where the line begins.
fn to_from(gives: Option<&str>) -> bool {
    matches!(gives, Some("to_me" | "both"))
}

/// Whether support comes to where the line ends.
fn to_to(gives: Option<&str>) -> bool {
    matches!(gives, Some("from_me" | "both"))
}

/// A shield around a point.
pub(super) fn shield((x, y): Point) -> Markup {
    html! {
        g transform={ "translate(" (n(x)) " " (n(y)) ")" } {
            path class="shield" d="M0 -12L10 -8V0C10 6 5 10 0 12C-5 10 -10 6 -10 0V-8Z" {}
            path class="shield-bar" d="M-5 0H5" {}
        }
    }
}

/// A small ring with an unequal sign: people say different things here, and the drawing shows one of them.
pub(super) fn differs((x, y): Point) -> Markup {
    html! {
        g class="differs" transform={ "translate(" (n(x)) " " (n(y)) ")" } {
            circle r="9" {}
            path class="over" d="M-4 -2.5H4M-4 2.5H4M-2.5 5.5L2.5 -5.5" {}
        }
    }
}

/// A zigzag between straight ends, so that arrowheads stand on a straight piece.
fn zigzag(stretch: &Stretch) -> Vec<Point> {
    let (length, (ux, uy)) = (stretch.length(), stretch.along());
    let (lead, step, high) = (16.0_f64.min(length / 4.0), 7.0, 6.0);
    let steps = ((length - 2.0 * lead) / step).floor().max(2.0);
    let at = |far: f64, aside: f64| {
        (stretch.from.0 + ux * far - uy * aside, stretch.from.1 + uy * far + ux * aside)
    };
    let mut line = vec![stretch.from, at(lead, 0.0)];
    let mut done = 0.5;
    let mut side = high;
    while done < steps {
        line.push(at(lead + (length - 2.0 * lead) * done / steps, side));
        side = -side;
        done += 1.0;
    }
    line.extend([at(length - lead, 0.0), stretch.to]);
    line
}

fn turned((x, y): Point, (ux, uy): Point) -> String {
    format!("translate({} {}) rotate({})", n(x), n(y), n(uy.atan2(ux).to_degrees()))
}
