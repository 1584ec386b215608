//! The parts of a page: headings, lists and tables around the pictures.

use chrono::DateTime;
use maud::{Markup, html};

use super::svg::{date, effect_svg, instant, map_legend, map_svg, trend_legend, trend_svg};
use super::words::Words;
use super::{Part, heading};
use crate::screens::figures::{EffectFigure, MapFigure, TrendFigure};
use crate::screens::outline::{Line, Mark, Outline};

/// One part with its heading. `ids` begins every id in it.
pub(super) fn part(part: &Part, words: &Words, ids: &str) -> Markup {
    let class = match part {
        Part::Outline(_) => "words",
        Part::Damaged(_) => "damaged",
        Part::Map(_) | Part::Trend(_) | Part::Effect(_) => "picture",
    };
    html! {
        section id=(ids) class=(class) aria-labelledby={ (ids) "-head" } {
            h2 id={ (ids) "-head" } dir="auto" { (heading(part, words)) }
            @match part {
                Part::Outline(outline) => (blocks(outline, words)),
                Part::Map(figure) => (map(figure, words, ids)),
                Part::Trend(figure) => (trend(figure, words, ids)),
                Part::Effect(figure) => (effect(figure, words, ids)),
                Part::Damaged(text) => p dir="auto" { (text) },
            }
        }
    }
}

fn blocks(outline: &Outline, words: &Words) -> Markup {
    html! {
        @for block in &outline.blocks {
            div class="block" {
                @if let Some(heading) = &block.heading { h3 dir="auto" { (heading) } }
                ul class="lines" role="list" { @for line in &block.lines { (written(line, words)) } }
            }
        }
    }
}

fn written(line: &Line, words: &Words) -> Markup {
    let (class, tag) = match line.mark {
        Mark::Plain => ("plain", None),
        Mark::Alert => ("alert", Some(&words.mark_alert)),
        Mark::Guarded => ("guarded", Some(&words.mark_guarded)),
        Mark::Own => ("own-words", Some(&words.mark_own)),
        Mark::Quiet => ("quiet", None),
    };
    html! {
        li class=(class) {
            @if let Some(tag) = tag { span class="tag" { (tag) } " " }
            p dir="auto" { (line.text) }
            @for detail in &line.detail { p class="detail" dir="auto" { (detail) } }
        }
    }
}

fn map(figure: &MapFigure, words: &Words, ids: &str) -> Markup {
    html! {
        @for warning in &figure.warnings { p class="warning" dir="auto" { (warning) } }
        @if figure.people.is_empty() {
            p class="empty" id=[figure.list.is_empty().then(|| format!("{ids}-list"))] { (words.map_empty) }
        }
        p class="hint" { (words.scroll_hint) }
        (scrolled(map_svg(figure, words, ids), &words.scroll))
        @if !figure.people.is_empty() { h3 { (words.map_key) } (map_legend(figure, words)) }
        @if !figure.list.is_empty() {
            h3 { (words.map_list) }
            ol class="facts" id={ (ids) "-list" } { @for fact in &figure.list { li dir="auto" { (fact) } } }
        }
    }
}

fn trend(figure: &TrendFigure, words: &Words, ids: &str) -> Markup {
    let direction = if figure.higher_is_better { &words.higher } else { &words.lower };
    let rated = figure.runs.iter().any(|run| !run.is_empty());
    html! {
        p class="quiet" { (words.ratings) ": " (figure.count) ". " (direction) }
        @if rated || !figure.marks.is_empty() {
            (scrolled(trend_svg(figure, words, ids), &words.scroll))
            (trend_legend(figure, words))
        } @else { p class="empty" { (words.trend_empty) } }
        h3 { (words.in_words) }
        ul class="facts" id={ (ids) "-list" } { @for fact in &figure.list { li dir="auto" { (fact) } } }
        @if rated { h3 { (words.figures) } (ratings(figure, words)) }
        @if !figure.marks.is_empty() { h3 { (words.events) } (events(figure, words)) }
    }
}

/// The ratings as a table, with a row where nobody rated for a while.
fn ratings(figure: &TrendFigure, words: &Words) -> Markup {
    html! {
        (tabled(&words.figures, html! {
            thead { tr {
                th scope="col" { (words.date) }
                th scope="col" class="number" { (words.rating) }
                th scope="col" { (words.who) }
            } }
            tbody { @for (index, run) in figure.runs.iter().enumerate() {
                @if gap_before(figure, index) { tr class="gap" { td colspan="3" { (words.gap) } } }
                @for point in run { tr {
                    th scope="row" { (moment(&point.at, words)) }
                    td class="number" { (point.value) }
                    td {
                        (if point.own { &words.own } else { &words.observed })
                        @if let Some(phase) = &point.phase { " · " span dir="auto" { (phase) } }
                    }
                } }
            } }
        }))
    }
}

/// Whether nobody rated for a while before a run: a run of another voice is no gap in this one.
fn gap_before(figure: &TrendFigure, index: usize) -> bool {
    let rated = |index: usize, own: bool| {
        figure.runs.get(index).is_some_and(|run| run.iter().any(|point| point.own == own))
    };
    index
        .checked_sub(1)
        .is_some_and(|before| [true, false].iter().any(|own| rated(before, *own) && rated(index, *own)))
}

fn events(figure: &TrendFigure, words: &Words) -> Markup {
    html! {
        (tabled(&words.events, html! {
            thead { tr { th scope="col" { (words.date) } th scope="col" { (words.event) } th scope="col" { (words.what) } } }
            tbody { @for mark in &figure.marks { tr {
                th scope="row" { @if let Some(at) = instant(figure, mark.at_ms) {
                    time datetime=(at.to_rfc3339()) { (date(&at, words)) }
                } }
                td { (event(&mark.kind, words)) }
                td dir="auto" { (mark.text) }
            } } }
        }))
    }
}

fn event<'a>(kind: &str, words: &'a Words) -> &'a str {
    match kind {
        "contact" => &words.contact,
        "missed_contact" => &words.missed_contact,
        _ => &words.support_changed,
    }
}

fn effect(figure: &EffectFigure, words: &Words, ids: &str) -> Markup {
    let picture = effect_svg(figure, words, ids);
    let rows = [
        (&words.effect_with, Some(figure.n_with.to_string())),
        (&words.effect_without, Some(figure.n_without.to_string())),
        (&words.effect_nap, figure.nap.map(two_places)),
        (
            &words.effect_interval,
            figure.low.zip(figure.high).map(|(a, b)| format!("{} – {}", two_places(a), two_places(b))),
        ),
        (&words.effect_method, Some(figure.method.clone())),
    ];
    html! {
        p id={ (ids) "-list" } dir="auto" { (figure.text) }
        @match picture {
            Some(picture) => (scrolled(picture, &words.scroll)),
            None => p class="empty" { (words.effect_too_few) },
        }
        h3 { (words.figures) }
        (tabled(&words.figures, html! {
            thead { tr { th scope="col" { (words.what) } th scope="col" { (words.figure) } } }
            tbody { @for (what, value) in rows { @if let Some(value) = value {
                tr { th scope="row" { (what) } td dir="auto" { (value) } }
            } } }
        }))
    }
}

/// A part that scrolls sideways on a small screen, by touch and by keyboard.
fn scrolled(content: Markup, label: &str) -> Markup {
    html! { div class="scroll" role="group" aria-label=(label) tabindex="0" { (content) } }
}

fn tabled(caption: &str, content: Markup) -> Markup {
    html! {
        div class="scroll" role="group" aria-label=(caption) tabindex="0" {
            table { caption class="unseen" { (caption) } (content) }
        }
    }
}

/// A day and time in words; what cannot be read as a time is shown as it stands.
fn moment(at: &str, words: &Words) -> Markup {
    html! {
        @match DateTime::parse_from_rfc3339(at) {
            Ok(read) => time datetime=(at) { (date(&read, words)) ", " (read.format("%H:%M")) },
            Err(_) => (at),
        }
    }
}

fn two_places(value: f64) -> String {
    format!("{value:.2}")
}
