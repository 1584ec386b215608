//! A trend: observations on one scale over time. Gaps stay gaps, a missed contact is not a bad contact, and own
//! ratings are never joined with somebody else's.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use kith_domain::effect::Rating;
use kith_domain::entries::ratings_of;
use kith_domain::id::{CardId, EntryId, IndividualId};
use kith_domain::scale::{Phase, Scale};
use kith_domain::time::Timestamp;
use kith_domain::voice::Voice;
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Screen;
use super::figures::{TrendFigure, TrendMark, TrendPoint};
use super::outline::{Line, Outline};
use crate::arguments::{moment_or_day, parse_id};
use crate::entries::ReadEntry;
use crate::error::{Fault, KithError};
use crate::session::Session;
use crate::strings::Strings;

/// Between two observations further apart than this, the line is broken.
const GAP: TimeDelta = TimeDelta::days(2);

/// A trend.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Trends {
    /// Whose.
    individual: String,
    /// On which scale.
    scale: String,
    /// From this day.
    #[uniffi(default = None)]
    from: Option<String>,
    /// To this day.
    #[uniffi(default = None)]
    to: Option<String>,
}

impl Screen for Trends {
    type Answer = TrendFigure;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let now = session.now();
        let from = self.from.as_deref().map(|day| moment_or_day(day, "from", now)).transpose()?;
        let to = self.to.as_deref().map(|day| moment_or_day(day, "to", now)).transpose()?;
        let figure = session.trend_figure(individual, &self.scale, from, to)?;
        let lines = figure.list.iter().map(|line| Line::plain(line.clone())).collect();
        Ok((figure.clone(), Outline::new(figure.title).block(None, lines)))
    }
}

/// A rating, and whether it is read as it was amended.
pub(crate) struct Made {
    pub(crate) rating: Rating,
    pub(crate) amended: bool,
}

impl Session {
    /// The ratings on one scale, and the scale: a built-in one, or the one that an import carried. Where a person is
    /// named, a rating made in one visit with contact with them is marked so.
    pub(crate) fn ratings(
        &self,
        individual: IndividualId,
        scale: &str,
        person: Option<CardId>,
    ) -> Result<(Scale, Vec<Made>), KithError> {
        let read = self.current_entries(&EntryQuery {
            kinds: &["observation", "contact", "visit"],
            ..EntryQuery::of(individual)
        })?;
        let with_them = self.entries_with(individual, person)?;
        let mut found = Scale::built_in(scale);
        let mut ratings = Vec::new();
        for read in &read {
            let observer = self.authors_of(read).first().copied().unwrap_or(self.identity.member);
            let observer = Voice::worker(observer);
            let in_visit = with_them.iter().any(|visit| same_occasion(visit, read));
            for mut made in ratings_of(&read.entry, &observer).into_iter().filter(|made| made.scale == scale)
            {
                // Made in one visit with contact with them, or about the contact itself.
                let about_them = person.is_none_or(|person| made.people.contains(&person));
                made.rating.with_contact = (made.rating.with_contact && about_them) || in_visit;
                found = found.or(made.definition);
                ratings.push(Made { rating: made.rating, amended: read.is_amended() });
            }
        }
        // Before and after one contact carry one time: the one before comes first.
        ratings.sort_by_key(|Made { rating, .. }| {
            let place = match rating.phase {
                Some(Phase::Before) => 0,
                None => 1,
                Some(Phase::After) => 2,
            };
            (rating.at.at, place)
        });
        match found {
            Some(scale) => Ok((scale, ratings)),
            None => {
                let fault = Fault::Options { expected: self.scales_used(individual)?.join(", ") };
                Err(KithError::misshapen("scale", "not_an_option", fault))
            }
        }
    }

    /// The scales that anything was rated on, in the order of their names.
    pub(crate) fn scales_used(&self, individual: IndividualId) -> Result<Vec<String>, KithError> {
        let kinds = ["observation", "visit", "contact"];
        let observer = Voice::worker(self.identity.member);
        let mut scales: Vec<String> = self
            .current_entries(&EntryQuery { kinds: &kinds, ..EntryQuery::of(individual) })?
            .iter()
            .flat_map(|read| ratings_of(&read.entry, &observer))
            .map(|made| made.scale)
            .collect();
        scales.sort();
        scales.dedup();
        Ok(scales)
    }

    /// What a scale is called: a built-in one by its words, one that an import carried by its own label.
    pub(crate) fn scale_label(&self, individual: IndividualId, scale: &str) -> Result<String, KithError> {
        if Scale::built_in(scale).is_some() {
            return Ok(self.strings.option("scale", scale));
        }
        let query = EntryQuery { kinds: &["observation"], ..EntryQuery::of(individual) };
        let label = self.entries(&query)?.iter().find_map(|read| {
            let ratings = read.entry.body.get("ratings")?.as_array()?;
            let rating =
                ratings.iter().find(|rating| rating.get("scale").and_then(Value::as_str) == Some(scale))?;
            rating.get("label").and_then(Value::as_str).map(str::to_owned)
        });
        Ok(label.unwrap_or_else(|| self.strings.option("scale", scale)))
    }

    /// The occasions on which contact with a person was recorded: the visits it belongs to, and itself.
    fn entries_with(
        &self,
        individual: IndividualId,
        person: Option<CardId>,
    ) -> Result<Vec<EntryId>, KithError> {
        let Some(person) = person else { return Ok(Vec::new()) };
        let contacts = self.contacts(individual)?;
        let with_them =
            contacts.iter().filter(|(_, made)| made.outcome.was_contact() && made.people.contains(&person));
        Ok(with_them
            .filter_map(|(read, _)| match read.entry.kind.as_str() {
                "visit" => Some(read.entry.id),
                _ => read.text("visit").and_then(|visit| visit.parse().ok()),
            })
            .collect())
    }

    /// The figure of a trend.
    pub(crate) fn trend_figure(
        &self,
        individual: IndividualId,
        scale: &str,
        from: Option<Timestamp>,
        to: Option<Timestamp>,
    ) -> Result<TrendFigure, KithError> {
        let (scale, ratings) = self.ratings(individual, scale, None)?;
        let within = |at: Timestamp| {
            from.is_none_or(|from| at >= from) && to.is_none_or(|to| at < to + TimeDelta::days(1))
        };
        let shown: Vec<&Made> = ratings.iter().filter(|made| within(made.rating.at.at)).collect();
        let amended = shown.iter().filter(|made| made.amended).count();
        let shown: Vec<&Rating> = shown.into_iter().map(|made| &made.rating).collect();
        let strings = &self.strings;
        let label = self.scale_label(individual, &scale.id)?;
        let mut list = vec![
            strings.with("trend-count", &[("count", shown.len().into()), ("scale", label.as_str().into())]),
        ];
        if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
            let low = shown.iter().map(|rating| rating.value).fold(f64::INFINITY, f64::min);
            let high = shown.iter().map(|rating| rating.value).fold(f64::NEG_INFINITY, f64::max);
            list.push(strings.with(
                "trend-span",
                &[("from", strings.date(first.at.at).into()), ("to", strings.date(last.at.at).into())],
            ));
            list.push(strings.with("trend-range", &[("low", low.into()), ("high", high.into())]));
            list.push(strings.with("trend-latest", &[("value", last.value.into())]));
        }
        if amended > 0 {
            list.push(strings.with("ratings-amended", &[("count", amended.into())]));
        }
        let direction = if scale.higher_is_better { "trend-higher-better" } else { "trend-lower-better" };
        list.push(strings.say(direction));
        Ok(TrendFigure {
            title: strings.with("trend-title", &[("scale", label.into())]),
            scale: scale.id.clone(),
            low: scale.low,
            high: scale.high,
            higher_is_better: scale.higher_is_better,
            count: u32::try_from(shown.len()).unwrap_or(u32::MAX),
            runs: runs(strings, &shown),
            marks: self.trend_marks(individual, &within)?,
            list,
        })
    }

    fn trend_marks(
        &self,
        individual: IndividualId,
        within: &dyn Fn(Timestamp) -> bool,
    ) -> Result<Vec<TrendMark>, KithError> {
        let contacts = self.contacts(individual)?;
        let mut marks: Vec<TrendMark> = contacts
            .iter()
            .filter(|(_, made)| within(made.at.at))
            .map(|(read, made)| {
                let kind = if made.outcome.was_contact() { "contact" } else { "missed_contact" };
                TrendMark {
                    at_ms: read.entry.occurred.at.timestamp_millis(),
                    kind: kind.to_owned(),
                    text: self.entry_text(individual, &read.entry),
                }
            })
            .collect();
        for card in self.cards(individual, "support_agreement")? {
            let first =
                card.fields.values().flat_map(|register| register.all()).map(|fact| fact.recorded).min();
            if let Some(at) = first.filter(|at| within(*at)) {
                marks.push(TrendMark {
                    at_ms: at.timestamp_millis(),
                    kind: "support_changed".to_owned(),
                    text: self.card_title(individual, &card)?,
                });
            }
        }
        marks.sort_by(|a, b| (a.at_ms, &a.kind, &a.text).cmp(&(b.at_ms, &b.kind, &b.text)));
        Ok(marks)
    }
}

/// Whether a rating was made on the occasion of a contact: in the same visit.
fn same_occasion(visit: &EntryId, rating: &ReadEntry) -> bool {
    rating.text("visit").and_then(|id| id.parse::<EntryId>().ok()) == Some(*visit)
}

/// Runs of observations by one kind of voice without a gap.
fn runs(strings: &Strings, ratings: &[&Rating]) -> Vec<Vec<TrendPoint>> {
    let mut by_voice: BTreeMap<bool, Vec<&Rating>> = BTreeMap::new();
    for rating in ratings {
        by_voice.entry(rating.voice.is_own()).or_default().push(rating);
    }
    let mut runs: Vec<Vec<TrendPoint>> = Vec::new();
    for (own, ratings) in by_voice {
        let mut last: Option<Timestamp> = None;
        for rating in ratings {
            let at = rating.at.at;
            let phase = rating.phase.map(|phase| {
                strings.option("phase", if phase == Phase::Before { "before" } else { "after" })
            });
            let (value, at_ms) = (rating.value, at.timestamp_millis());
            let point = TrendPoint { at: at.to_rfc3339(), at_ms, value, phase, own };
            let broken = last.is_none_or(|last| at.signed_duration_since(last) > GAP);
            match runs.last_mut() {
                Some(run) if !broken => run.push(point),
                _ => runs.push(vec![point]),
            }
            last = Some(at);
        }
    }
    runs
}
