//! The page of one record: what the screens say, put together for reading and printing. A part that cannot be read is
//! named in its place, and the rest is there.

use kith_domain::effect::WINDOW_HOURS;
use kith_domain::entries::ratings_of;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::voice::Voice;
use kith_vault::EntryQuery;

use crate::error::KithError;
use crate::page::{Page, Part, Words, render};
use crate::screens::map::Asked;
use crate::screens::outline::{Line, Outline};
use crate::session::Session;

/// At most so many entries on the page's timeline; the page says when there are more.
const ENTRIES: u32 = 1_000;
/// At most so many comparisons of ratings with and without contact.
const EFFECTS: usize = 24;

/// The page of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPage {
    /// The HTML file.
    pub html: String,
    /// How many parts and entries are damaged: each is named in its place.
    pub damaged: u32,
}

impl Session {
    /// The page, as one HTML file.
    pub(crate) fn page(&mut self, individual: IndividualId) -> Result<RecordPage, KithError> {
        if self.sections(individual)?.is_empty() {
            return Err(KithError::unknown("individual"));
        }
        let mut parts = vec![
            self.part(self.differences_outline(individual).map(Part::Outline)),
            self.part(self.map_figure(individual, Asked::default()).map(Part::Map)),
        ];
        let scales = match self.scales_used(individual) {
            Ok(scales) => scales,
            Err(error) => {
                parts.push(self.part(Err(error)));
                Vec::new()
            }
        };
        for scale in &scales {
            parts.push(self.part(self.trend_figure(individual, scale, None, None).map(Part::Trend)));
        }
        match self.effects(individual, &scales) {
            Ok(effects) => parts.extend(effects),
            Err(error) => parts.push(self.part(Err(error))),
        }
        let (timeline, damaged_entries) = match self.timeline_outline(individual) {
            Ok((outline, damaged)) => (Ok(Part::Outline(outline)), damaged),
            Err(error) => (Err(error), 0),
        };
        parts.push(self.part(timeline));
        let damaged = parts.iter().filter(|part| matches!(part, Part::Damaged(_))).count();
        let damaged = damaged.saturating_add(damaged_entries);
        let strings = &self.strings;
        let name = self.individual_name(individual);
        let page = Page {
            lang: strings.language().code(),
            title: strings.with("page-title", &[("name", name.into())]),
            warning: strings.say("page-warning"),
            made_at: self.moment(self.now()),
            parts,
        };
        let html = render(&page, &Words::new(|key| strings.say(key)));
        Ok(RecordPage { html, damaged: u32::try_from(damaged).unwrap_or(u32::MAX) })
    }

    /// The part, or its place with the words that it could not be read.
    fn part(&self, part: Result<Part, KithError>) -> Part {
        part.unwrap_or_else(|error| Part::Damaged(error.in_words(&self.strings).message))
    }

    fn differences_outline(&self, individual: IndividualId) -> Result<Outline, KithError> {
        let differences = self.differences(individual)?;
        let strings = &self.strings;
        let mut lines: Vec<Line> = differences.iter().map(|difference| difference.line(self)).collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("differences-none")));
        }
        Ok(Outline::new(strings.say("screen-differences")).block(None, lines))
    }

    /// The newest entries, and how many of them are damaged.
    fn timeline_outline(&self, individual: IndividualId) -> Result<(Outline, usize), KithError> {
        let items = self.timeline_items(&EntryQuery {
            newest_first: true,
            limit: Some(ENTRIES),
            ..EntryQuery::of(individual)
        })?;
        let strings = &self.strings;
        let held = self.vault.read().entry_count(individual)?;
        let mut lines: Vec<Line> = items.iter().map(|item| item.line()).collect();
        let shown = u64::try_from(items.len()).unwrap_or(u64::MAX);
        if held > shown {
            let args = [("shown", shown.into()), ("held", held.into())];
            lines.push(Line::plain(strings.with("timeline-more", &args)));
        }
        let damaged = items.iter().filter(|item| item.problem.is_some()).count();
        Ok((Outline::new(strings.say("screen-timeline")).block(None, lines), damaged))
    }

    /// The scales that anything was rated on, in the order of their names.
    pub(crate) fn scales_used(&self, individual: IndividualId) -> Result<Vec<String>, KithError> {
        let kinds = ["observation", "visit", "contact"];
        let observer = Voice::worker(self.identity.member);
        let mut scales: Vec<String> = self
            .entries(&EntryQuery { kinds: &kinds, ..EntryQuery::of(individual) })?
            .iter()
            .flat_map(|read| ratings_of(&read.entry, &observer))
            .map(|made| made.scale)
            .collect();
        scales.sort();
        scales.dedup();
        Ok(scales)
    }

    /// Ratings with and without contact, for each person and scale where there are enough to say anything.
    fn effects(&self, individual: IndividualId, scales: &[String]) -> Result<Vec<Part>, KithError> {
        let mut parts = Vec::new();
        let people: Vec<CardId> = self.cards(individual, "person")?.iter().map(|person| person.id).collect();
        for person in people {
            for scale in scales {
                if parts.len() >= EFFECTS {
                    return Ok(parts);
                }
                match self.effect_figure(individual, person, scale, WINDOW_HOURS) {
                    Ok(figure) if figure.too_few => {}
                    figure => parts.push(self.part(figure.map(Part::Effect))),
                }
            }
        }
        Ok(parts)
    }
}
