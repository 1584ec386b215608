//! The page of one record: what the screens say, put together for reading and printing. A part that cannot be read is
//! named in its place, and the rest is there.

use kith_domain::card::{Card, Standing};
use kith_domain::effect::WINDOW_HOURS;
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::ContactMode;
use kith_domain::restriction::TERMS;
use kith_domain::ruling::Outcome;
use kith_domain::section::SectionKind;
use kith_vault::EntryQuery;

use crate::asked::Asked;
use crate::error::KithError;
use crate::page::{Page, Part, Words, render};
use crate::screens::map;
use crate::screens::outline::{Line, Mark, Outline};
use crate::session::Session;
use crate::view::View;

/// At most so many entries on the page's timeline; the page says when there are more.
const ENTRIES: u32 = 1_000;
/// At most so many comparisons of ratings with and without contact.
const EFFECTS: usize = 24;

/// The page of a record.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RecordPage {
    /// The HTML file.
    pub html: String,
    /// Whether notes that only the team reads are in it, in words.
    pub team_notes: String,
    /// How many parts and entries are damaged: each is named in its place.
    pub damaged: u32,
}

impl Session {
    /// The page, as one HTML file.
    pub(crate) fn page(
        &mut self,
        individual: IndividualId,
        team_notes: bool,
    ) -> Result<RecordPage, KithError> {
        if self.sections(individual)?.is_empty() {
            return Err(KithError::unknown("individual"));
        }
        let mut parts = vec![
            self.part(self.rules_outline(individual).map(Part::Outline)),
            self.part(self.differences_outline(individual).map(Part::Outline)),
            self.part(self.map_figure(individual, map::Asked::default()).map(Part::Map)),
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
        let (timeline, damaged_entries) = match self.timeline_outline(individual, team_notes) {
            Ok((outline, damaged)) => (Ok(Part::Outline(outline)), damaged),
            Err(error) => (Err(error), 0),
        };
        parts.push(self.part(timeline));
        let damaged = parts.iter().filter(|part| matches!(part, Part::Damaged(_))).count();
        let damaged = damaged.saturating_add(damaged_entries);
        let strings = &self.strings;
        let name = self.individual_name(individual);
        let said = strings.say(if team_notes { "page-with-team-notes" } else { "page-without-team-notes" });
        let page = Page {
            lang: strings.language().code(),
            title: strings.with("page-title", &[("name", name.into())]),
            warning: strings.say("page-warning"),
            team_notes: said.clone(),
            made_at: self.moment(self.now()),
            parts,
        };
        let html = render(&page, &Words::new(|key| strings.say(key)));
        Ok(RecordPage { html, team_notes: said, damaged: u32::try_from(damaged).unwrap_or(u32::MAX) })
    }

    /// The part, or its place with the words that it could not be read.
    fn part(&self, part: Result<Part, KithError>) -> Part {
        part.unwrap_or_else(|error| Part::Damaged(error.in_words(&self.strings).message))
    }

    /// The rules about contact that are in use, and what is planned against them: who holds the page must know them first.
    fn rules_outline(&self, individual: IndividualId) -> Result<Outline, KithError> {
        let strings = &self.strings;
        let view = View::default();
        let (mut rules, mut plans) = (Vec::new(), Vec::new());
        let open = |card: &Card| card.standing() != Standing::Ended;
        for card in self.cards(individual, CardKind::Restriction.name())?.iter().filter(|card| open(card)) {
            let said = view.values(card, TERMS);
            rules.extend(said.iter().map(|terms| self.value_text(individual, TERMS, terms)));
        }
        if rules.is_empty() {
            // Whoever does not read the rules themselves has their summaries.
            let told = self.cards(individual, CardKind::RuleSummary.name())?;
            rules.extend(told.iter().filter(|card| open(card)).map(|card| view.text(card, "text")));
        }
        let now = self.now();
        let known = self.known_rules(individual)?;
        for held in self.plans(individual, now)? {
            let modes = view.names(&held.card, "mode");
            let modes: Vec<ContactMode> = modes.iter().map(|mode| ContactMode::from_name(mode)).collect();
            for at in held.coming.iter().copied() {
                let check = known.check_plan(&held, &[at])?;
                if check.is_some_and(|check| check.outcome == Outcome::Refused) {
                    let people = &held.plan.people;
                    let asked = Asked { individual, people, modes: &modes, times: &[at] };
                    let args = [("asked", self.asked_text(asked).into())];
                    plans.push(Line::new(Mark::Alert, strings.with("page-plan-forbidden", &args)));
                    break;
                }
            }
        }
        let mut lines: Vec<Line> = rules.into_iter().map(|rule| Line::new(Mark::Guarded, rule)).collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("page-no-rules")));
        }
        Ok(Outline::new(strings.option("cards", "restriction")).block(None, plans).block(None, lines))
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
    fn timeline_outline(
        &self,
        individual: IndividualId,
        team_notes: bool,
    ) -> Result<(Outline, usize), KithError> {
        let mut items = self.timeline_items(&EntryQuery {
            newest_first: true,
            limit: Some(ENTRIES),
            ..EntryQuery::of(individual)
        })?;
        let strings = &self.strings;
        let held = self.vault.read().entry_count(individual)?;
        let shown = u64::try_from(items.len()).unwrap_or(u64::MAX);
        // Notes of the team and of concerns are no part of what the individual is handed.
        items.retain(|item| team_notes || item.section == SectionKind::Shared.name());
        let mut lines: Vec<Line> = items.iter().map(|item| item.line()).collect();
        if held > shown {
            let args = [("shown", shown.into()), ("held", held.into())];
            lines.push(Line::plain(strings.with("timeline-more", &args)));
        }
        let damaged = items.iter().filter(|item| item.problem.is_some()).count();
        Ok((Outline::new(strings.say("screen-timeline")).block(None, lines), damaged))
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
