//! A page: one self-contained HTML file that can be read, printed and kept without Kith.
//!
//! It holds no script and refers to nothing outside itself, and its policy forbids both, so that opening it tells
//! nobody. Each picture is followed by the same facts as a list or table. It decides nothing about what may be
//! released: it draws what it is given.

mod parts;
mod svg;
mod words;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub(crate) use words::Words;

use crate::screens::figures::{EffectFigure, MapFigure, TrendFigure};
use crate::screens::outline::Outline;

const STYLE: &str = include_str!("page.css");
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// What every page has near its beginning, so that a page of Kith is told from any other.
pub(crate) const MARK: &str = "<meta name=\"generator\" content=\"Kith\">";

/// What a page shows.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// The language of its own words: `en` or `cy`.
    pub(crate) lang: &'static str,
    /// Its heading.
    pub(crate) title: String,
    /// That anybody who has the file can read it.
    pub(crate) warning: String,
    /// Whether notes of the team are in it.
    pub(crate) team_notes: String,
    /// When it was made, as it is to be read.
    pub(crate) made_at: String,
    /// What it holds, in reading order.
    pub(crate) parts: Vec<Part>,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// A screen in words.
    Outline(Outline),
    /// The map and its list.
    Map(MapFigure),
    /// A chart over time and its figures.
    Trend(TrendFigure),
    /// How ratings around contact compare with the others.
    Effect(EffectFigure),
    /// That a part could not be read, in words.
    Damaged(String),
}

/// Writes the page as one HTML file.
pub(crate) fn render(page: &Page, words: &Words) -> String {
    html! {
        (DOCTYPE)
        html lang=(page.lang) dir="ltr" {
            head {
                meta charset="utf-8";
                (PreEscaped(MARK))
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex, noarchive";
                meta name="color-scheme" content="light dark";
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#content" { (words.skip) }
                header {
                    h1 dir="auto" { (page.title) }
                    p class="made" { (words.made) ": " span dir="auto" { (page.made_at) } }
                    p class="warning" {
                        strong { (words.warning) }
                        @if page.warning != words.warning { " " span dir="auto" { (page.warning) } }
                    }
                }
                p class="made" dir="auto" { (page.team_notes) }
                @if page.parts.len() > 1 { (contents(page, words)) }
                main id="content" tabindex="-1" {
                    @for (index, part) in page.parts.iter().enumerate() { (parts::part(part, words, &name(index))) }
                }
                footer { p { (page.title) " · " (words.made) ": " (page.made_at) } }
            }
        }
    }
    .into_string()
}

/// The id of a part.
fn name(index: usize) -> String {
    format!("part-{}", index + 1)
}

fn contents(page: &Page, words: &Words) -> Markup {
    html! {
        nav aria-labelledby="contents" {
            h2 id="contents" { (words.contents) }
            ol { @for (index, part) in page.parts.iter().enumerate() {
                li { a href={ "#" (name(index)) } dir="auto" { (heading(part, words)) } }
            } }
        }
    }
}

fn heading<'a>(part: &'a Part, words: &'a Words) -> &'a str {
    match part {
        Part::Outline(outline) => &outline.title,
        Part::Map(figure) => &figure.title,
        Part::Trend(figure) => &figure.title,
        Part::Effect(figure) => &figure.title,
        Part::Damaged(_) => &words.damaged,
    }
}

#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
mod tests;
