//! The map: circles of support, marks, ecomap lines and shields.

use maud::{Markup, html};

use super::marks::{arrows, differs, line, mark, shield};
use super::{n, width};
use crate::map::{DOT, HEART, Point, Shield, Stretch, label_text, shields, stretches};
use crate::page::words::Words;
use crate::screens::figures::{MapBox, MapCircle, MapFigure, MapPerson};

/// Space around the drawing.
const EDGE: f64 = 6.0;

/// Height of a label that has room for the name only.
const ONE_LINE: f64 = 24.0;

/// The map as one image, named by its heading and described by its list. `ids` begins every id in it.
pub(in crate::page) fn map_svg(figure: &MapFigure, words: &Words, ids: &str) -> Markup {
    let stretches = stretches(figure);
    let shields = shields(figure, &stretches);
    let (left, top, wide, high) = view(figure, &shields);
    let half = figure.size / 2.0;
    html! {
        svg class="map" role="img" aria-labelledby={ (ids) "-name" } aria-describedby={ (ids) "-list" }
            viewBox={ (n(left)) " " (n(top)) " " (n(wide)) " " (n(high)) } style=(width(wide)) {
            title id={ (ids) "-name" } { (figure.title) }
            g class="circles" { @for (depth, circle) in figure.circles.iter().enumerate().rev() {
                circle class={ "circle depth-" (depth.min(3)) } cx=(n(half)) cy=(n(half)) r=(n(circle.radius)) {}
            } }
            g class="leaders" { @for person in &figure.people { (leader((person.x, person.y), DOT, &person.label)) } }
            g class="ties" { @for (tie, stretch) in figure.lines.iter().zip(&stretches) { @if let Some(stretch) = stretch {
                g {
                    title { (tie.text) }
                    (line(stretch, &tie.quality, tie.gives.as_deref()))
                    (arrows(stretch, tie.gives.as_deref()))
                    @if tie.differs { (differs(stretch.at(0.68))) }
                }
            } } }
            g class="circle-names" { @for circle in &figure.circles { (circle_name(circle, half)) } }
            g class="marks" { @for person in &figure.people {
                g transform={ "translate(" (n(person.x)) " " (n(person.y)) ")" } {
                    title { (person.text) }
                    (mark(&person.kind, &person.status))
                    @if person.differs { (differs(beside(person))) }
                }
            } }
            g class="shields" { @for (tie, guard) in figure.lines.iter().zip(&shields) {
                @if let (Some(guard), Some(rule)) = (guard, &tie.restriction) { (guarded(guard, rule, &tie.text)) }
            } }
            g class="names" { @for person in &figure.people { (name(person, words)) } }
            g class="heart" { circle cx=(n(half)) cy=(n(half)) r=(n(HEART)) {} (heart_name(&figure.name, half)) }
        }
    }
}

/// Where a person's mark for what is seen differently stands: at the corner away from their name, which it would cover.
fn beside(person: &MapPerson) -> Point {
    let label = &person.label;
    let (across, down) = (label.x + label.width / 2.0 - person.x, label.y + label.height / 2.0 - person.y);
    (if across > 0.0 { -16.0 } else { 16.0 }, if down > 0.0 { -14.0 } else { 14.0 })
}

/// What the shapes and lines of this map mean, in words: those that occur in it.
pub(in crate::page) fn map_legend(figure: &MapFigure, words: &Words) -> Markup {
    let kinds: Vec<_> = kinds(words)
        .into_iter()
        .filter(|(kind, _)| figure.people.iter().any(|p| drawn_as(&p.kind, kind, "person")))
        .collect();
    let statuses: Vec<_> = statuses(words)
        .into_iter()
        .filter(|(status, _)| figure.people.iter().any(|p| drawn_as(&p.status, status, "unknown")))
        .collect();
    let lines: Vec<_> = qualities(words)
        .into_iter()
        .filter(|(quality, _)| figure.lines.iter().any(|l| drawn_as(&l.quality, quality, "ordinary")))
        .collect();
    let gives = figure.lines.iter().any(|l| matches!(l.gives.as_deref(), Some("to_me" | "from_me" | "both")));
    let guarded = figure.lines.iter().any(|l| l.restriction.is_some());
    let differ = figure.lines.iter().any(|l| l.differs) || figure.people.iter().any(|p| p.differs);
    let given = Some("from_me");
    let sample = Stretch { from: (3.0, 16.0), to: (77.0, 16.0) };
    html! {
        div class="legend" {
            @if !kinds.is_empty() { div { p class="legend-head" { (words.key_people) } ul {
                @for (kind, word) in kinds { li { (swatch("-20 -20 40 40", mark(kind, "existing"))) span { (word) } } }
            } } }
            @if !statuses.is_empty() { div { p class="legend-head" { (words.key_statuses) } ul {
                @for (status, word) in statuses { li { (swatch("-20 -20 40 40", mark("person", status))) span { (word) } } }
            } } }
            @if !lines.is_empty() || differ { div { p class="legend-head" { (words.key_lines) } ul {
                @for (quality, word) in lines { li { (swatch("0 0 80 32", line(&sample, quality, None))) span { (word) } } }
                @if gives { li {
                    (swatch("0 0 80 32", html! { (line(&sample, "", given)) (arrows(&sample, given)) }))
                    span { (words.line_gives) }
                } }
                @if differ { li { (swatch("-20 -20 40 40", differs((0.0, 0.0)))) span { (words.line_differs) } } }
                @if guarded { li { (swatch("0 0 80 32", shield((40.0, 16.0)))) span { (words.line_guarded) } } }
            } } }
        }
    }
}

/// Whether a name is drawn as this one: itself, or nothing and this is what stands for nothing.
fn drawn_as(name: &str, as_one: &str, otherwise: &str) -> bool {
    name == as_one || (name.is_empty() && as_one == otherwise)
}

fn kinds(words: &Words) -> [(&'static str, &str); 6] {
    [
        ("person", &words.kind_person),
        ("group", &words.kind_group),
        ("pet", &words.kind_pet),
        ("service", &words.kind_service),
        ("place_of_faith", &words.kind_faith),
        ("online_only", &words.kind_online),
    ]
}

fn statuses(words: &Words) -> [(&'static str, &str); 7] {
    [
        ("existing", &words.status_existing),
        ("wanted", &words.status_wanted),
        ("ended", &words.status_ended),
        ("estranged", &words.status_estranged),
        ("kept_away_from", &words.status_kept_away),
        ("died", &words.status_died),
        ("unknown", &words.status_unknown),
    ]
}

fn qualities(words: &Words) -> [(&'static str, &str); 5] {
    [
        ("strong", &words.line_strong),
        ("ordinary", &words.line_ordinary),
        ("tenuous", &words.line_tenuous),
        ("stressful", &words.line_stressful),
        ("not_in_touch", &words.line_not_in_touch),
    ]
}

fn swatch(view: &str, drawing: Markup) -> Markup {
    html! { svg class="swatch" aria-hidden="true" focusable="false" viewBox=(view) { (drawing) } }
}

/// The drawing's edges: around the circles, and around whatever stands further out.
fn view(figure: &MapFigure, shields: &[Option<Shield>]) -> (f64, f64, f64, f64) {
    let half = figure.size / 2.0;
    let outer = figure.circles.iter().fold(HEART, |outer, circle| outer.max(circle.radius));
    let (mut left, mut top, mut right, mut bottom) = (half - outer, half - outer, half + outer, half + outer);
    for label in
        shields.iter().flatten().map(|shield| shield.label).chain(figure.people.iter().map(|one| one.label))
    {
        left = left.min(label.x);
        top = top.min(label.y);
        right = right.max(label.x + label.width);
        bottom = bottom.max(label.y + label.height);
    }
    (left - EDGE, top - EDGE, right - left + 2.0 * EDGE, bottom - top + 2.0 * EDGE)
}

/// A thin line from a mark to a label that stands further away, into the part of its box that short words fill too.
fn leader((x, y): (f64, f64), reach: f64, label: &MapBox) -> Markup {
    let near = (
        x.clamp(label.x + label.width * 0.2, label.x + label.width * 0.8),
        y.clamp(label.y, label.y + label.height),
    );
    let gap = (x - x.clamp(label.x, label.x + label.width)).hypot(y - near.1);
    html! {
        @if gap > reach + 10.0 { line class="leader" x1=(n(x)) y1=(n(y)) x2=(n(near.0)) y2=(n(near.1)) {} }
    }
}

fn circle_name(circle: &MapCircle, half: f64) -> Markup {
    html! {
        text x=(n(half)) y=(n(half - circle.radius + 21.0)) { title { (circle.label) } (label_text(&circle.label)) }
    }
}

fn guarded(guard: &Shield, rule: &str, text: &str) -> Markup {
    let label = &guard.label;
    html! {
        g {
            title { (text) }
            (leader(guard.at, 12.0, label))
            (shield(guard.at))
            text class="rule" x=(n(label.x + label.width / 2.0)) y=(n(label.y + 16.5)) { (label_text(rule)) }
        }
    }
}

fn name(person: &MapPerson, words: &Words) -> Markup {
    let label = &person.label;
    let middle = n(label.x + label.width / 2.0);
    let status = statuses(words)
        .into_iter()
        .find(|(status, _)| *status == person.status && *status != "existing")
        .filter(|_| label.height > ONE_LINE);
    html! {
        g {
            title { (person.text) }
            text class="name" x=(middle) y=(n(label.y + 16.5)) { (label_text(&person.name)) }
            @if let Some((_, word)) = status { text class="note" x=(middle) y=(n(label.y + 34.0)) { (label_text(word)) } }
        }
    }
}

/// The individual's name in the centre, on two lines where it is long.
fn heart_name(name: &str, half: f64) -> Markup {
    let whole = label_text(name);
    let (first, rest) = match whole.split_once(' ') {
        Some((first, rest)) if whole.chars().count() > 11 => (first, rest),
        _ => (whole.as_str(), ""),
    };
    let y = if rest.is_empty() { half + 6.0 } else { half - 4.0 };
    let class = |text: &str| if text.chars().count() > 11 { "small" } else { "" };
    html! {
        title { (name) }
        text class=(class(first)) x=(n(half)) y=(n(y)) { (first) }
        @if !rest.is_empty() { text class=(class(rest)) x=(n(half)) y=(n(half + 16.0)) { (rest) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixtures::map_of;

    #[test]
    fn a_mark_covers_no_name_of_the_person_it_is_of() {
        for person in map_of(60, |n| format!("Person {n}")).people {
            let (x, y) = beside(&person);
            let MapBox { x: left, y: top, width, height } = person.label;
            let (x, y) = (person.x + x, person.y + y);
            // The circle of the mark has a radius of nine.
            let apart =
                x + 9.0 <= left || x - 9.0 >= left + width || y + 9.0 <= top || y - 9.0 >= top + height;
            assert!(apart, "{}", person.name);
        }
    }
}
