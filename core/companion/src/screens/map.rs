//! The map: circles of support and ecomap, now, at a date, as known then, or in one voice. The picture and its ordered
//! list say the same.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::card::{Card, Standing};
use kith_domain::fields;
use kith_domain::history;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::{Circle, ContactMode};
use kith_domain::restriction;
use kith_domain::time::Timestamp;
use kith_domain::voice::Speaker;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::figures::{MapCircle, MapFigure, MapLine, MapPerson};
use super::outline::{Line, Mark, Outline};
use crate::arguments::{moment_or_day, parse_id};
use crate::error::KithError;
use crate::map::{Placing, place};
use crate::session::Session;
use crate::strings::{Strings, beside};
use crate::view::View;

/// The circles from the innermost.
const CIRCLES: [Circle; 4] = [Circle::Intimacy, Circle::Friendship, Circle::Participation, Circle::Exchange];

/// The map of a record.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct MapScreen {
    /// Whose.
    individual: String,
    /// What was true at this day or moment.
    #[uniffi(default = None)]
    at: Option<String>,
    /// What was known by this day or moment.
    #[uniffi(default = None)]
    known_at: Option<String>,
    /// Since this day or moment: what changed from then until `known_at`, or until now.
    #[uniffi(default = None)]
    changed_since: Option<String>,
    /// In whose voice: individual, worker, key_person, other.
    #[uniffi(default = None)]
    voice: Option<String>,
}

impl Screen for MapScreen {
    type Answer = MapFigure;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let now = session.now();
        let voice = match self.voice.as_deref() {
            None => None,
            Some(name) => {
                let known = Speaker::ALL.iter().find(|speaker| speaker.name() == name);
                Some(known.ok_or(KithError::invalid("voice", "not_an_option"))?)
            }
        };
        let asked = Asked {
            at: self.at.as_deref().map(|at| moment_or_day(at, "at", now)).transpose()?,
            known_at: self.known_at.as_deref().map(|at| moment_or_day(at, "known_at", now)).transpose()?,
            voice,
        };
        let mut figure = session.map_figure(individual, asked)?;
        if let Some(since) = &self.changed_since {
            let since = moment_or_day(since, "changed_since", now)?;
            figure.changes = session.map_changes(individual, since, asked.known_at.unwrap_or(now))?;
        }
        let warnings = figure.warnings.iter().map(|text| Line::new(Mark::Alert, text.clone())).collect();
        let lines = figure
            .list
            .iter()
            .zip(&figure.list_ids)
            .map(|(text, id)| Line::plain(text.clone()).about(id))
            .collect();
        let mut outline = Outline::new(figure.title.clone()).block(None, warnings).block(None, lines);
        if self.changed_since.is_some() {
            let changes: Vec<Line> = figure
                .changes
                .iter()
                .map(|change| Line::plain(change.text.clone()).about(&change.card))
                .collect();
            let none = || vec![Line::plain(session.strings.say("map-unchanged"))];
            let changes = if changes.is_empty() { none() } else { changes };
            outline = outline.block(session.strings.say("map-changes"), changes);
        }
        Ok((figure, outline))
    }
}

/// What is asked of the map.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked {
    pub(crate) at: Option<Timestamp>,
    pub(crate) known_at: Option<Timestamp>,
    pub(crate) voice: Option<&'static Speaker>,
}

/// A person on the map with the relationship that places them.
struct Drawn {
    person: Card,
    name: String,
    circle: usize,
    /// Every status said at once.
    statuses: Vec<String>,
    relationship: Option<Card>,
}

/// What a line shows.
const LINE_FIELDS: [&str; 5] = ["from", "to", "kind", "quality", "gives_support"];

/// Statuses from the one that most needs care: where people say different things, the picture shows the first of
/// these, and the words show all.
const STATUS_BY_CARE: [&str; 7] =
    ["kept_away_from", "estranged", "died", "ended", "unknown", "wanted", "existing"];

impl Asked {
    fn view(self) -> View {
        View { known_at: self.known_at }
    }

    fn present(self, card: &Card) -> bool {
        history::present_at(card, self.at, self.known_at)
    }

    /// The values of a field as asked, in words, each once.
    fn names(self, card: &Card, field: &str) -> Vec<String> {
        let mut names = Vec::new();
        for fact in history::value_at(card, field, self.at, self.known_at) {
            if let Some(name) = fact.value.as_str().filter(|name| !names.iter().any(|held| held == name)) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// Whether more than one thing is said of any of these fields, by one voice or by several.
    fn differs(self, card: &Card, fields: &[&str]) -> bool {
        let speakers = || Speaker::ALL.iter().filter(|one| self.voice.is_none_or(|asked| asked == *one));
        fields.iter().any(|field| {
            let mut said = self.names(card, field);
            said.extend(speakers().flat_map(|one| self.names(card, &format!("{field}/{}", one.name()))));
            said.sort();
            said.dedup();
            said.len() > 1
        })
    }

    /// Whether people say different things of what the mark of a person shows.
    fn person_differs(self, drawn: &Drawn) -> bool {
        let of_person = self.view().names(&drawn.person, "kind").len() > 1;
        let placed = drawn.relationship.as_ref();
        of_person || drawn.statuses.len() > 1 || placed.is_some_and(|card| self.differs(card, &["circle"]))
    }

    /// A field that stands in every voice, as asked.
    fn voiced(self, card: &Card, field: &str) -> Vec<String> {
        let names = self.speakers(card, field).into_iter();
        names
            .map(|speaker| self.names(card, &format!("{field}/{}", speaker.name())))
            .find(|names| !names.is_empty())
            .unwrap_or_default()
    }

    /// Whose views of a field are asked for, those of a newer app last.
    fn speakers(self, card: &Card, field: &str) -> Vec<Speaker> {
        let newer = card.fields.keys().filter_map(|name| {
            let (base, speaker) = fields::split_slot(name);
            speaker.filter(|speaker| base == field && !speaker.is_known())
        });
        let all = Speaker::ALL.iter().cloned().chain(newer);
        all.filter(|speaker| self.voice.is_none_or(|asked| asked == speaker)).collect()
    }
}

/// The circles with these outer radii, from the innermost.
pub(super) fn rings(strings: &Strings, radii: [f64; 4]) -> Vec<MapCircle> {
    let ring = |(circle, radius): (&Circle, f64)| MapCircle {
        name: circle.name().to_owned(),
        label: strings.option("circle", circle.name()),
        radius,
    };
    CIRCLES.iter().zip(radii).map(ring).collect()
}

impl Session {
    /// The map as asked.
    pub(crate) fn map_figure(&self, individual: IndividualId, asked: Asked) -> Result<MapFigure, KithError> {
        let strings = &self.strings;
        let relationships: Vec<Card> = self
            .cards(individual, "relationship")?
            .into_iter()
            .filter(|card| asked.view().knows(card))
            .collect();
        let drawn = self.drawn(individual, asked, &relationships)?;
        let notes: Vec<Option<String>> =
            drawn.iter().map(|drawn| self.status_note(&drawn.statuses)).collect();
        let ids: Vec<CardId> = drawn.iter().map(|drawn| drawn.person.id).collect();
        let placing: Vec<Placing<'_>> = drawn
            .iter()
            .zip(&notes)
            .map(|(drawn, note)| Placing {
                id: drawn.person.id.to_bytes(),
                circle: drawn.circle,
                label: &drawn.name,
                note: note.as_deref(),
            })
            .collect();
        let layout = place(&placing);
        let name = self.individual_name(individual);
        let shields = self.restricted(individual, &ids)?;
        let placed = drawn.iter().zip(&layout.positions);
        let people: Vec<MapPerson> = placed
            .map(|(drawn, placed)| MapPerson {
                id: drawn.person.id.to_string(),
                name: drawn.name.clone(),
                circle: circle_name(drawn.circle),
                kind: asked.view().names(&drawn.person, "kind").into_iter().next().unwrap_or_default(),
                status: drawn.statuses.first().cloned().unwrap_or_else(|| "unknown".to_owned()),
                x: placed.x,
                y: placed.y,
                label: placed.label,
                differs: asked.person_differs(drawn),
                text: self.person_text(asked, drawn, shields.get(&drawn.person.id)),
            })
            .collect();
        let lines = self.map_lines(individual, asked, &relationships, &drawn, &shields)?;
        // A person's own line tells the relationship that places them; every other one has a line of its own.
        let told: BTreeSet<String> = drawn
            .iter()
            .filter_map(|drawn| drawn.relationship.as_ref().map(|card| card.id.to_string()))
            .collect();
        let others = lines.iter().filter(|line| !told.contains(&line.id)).map(|line| (&line.text, &line.id));
        let listed = people.iter().map(|person| (&person.text, &person.id)).chain(others);
        let (list, list_ids) = listed.map(|(text, id)| (text.clone(), id.clone())).unzip();
        Ok(MapFigure {
            individual: individual.to_string(),
            title: strings.with("map-title", &[("name", name.as_str().into())]),
            name,
            size: layout.size,
            circles: rings(strings, layout.radii),
            people,
            lines,
            list,
            list_ids,
            warnings: self.map_warnings(individual)?,
            changes: Vec::new(),
        })
    }

    /// Everyone on the map, by circle and then by name.
    fn drawn(
        &self,
        individual: IndividualId,
        asked: Asked,
        relationships: &[Card],
    ) -> Result<Vec<Drawn>, KithError> {
        let own = placing(asked, relationships);
        let mut drawn = Vec::new();
        for person in self.cards(individual, "person")? {
            let ended = asked.view().standing(&person) == Standing::Ended;
            if ended || !asked.view().knows(&person) || is_hidden(asked.view(), &person) {
                continue;
            }
            let own = own.get(&person.id.to_string()).copied();
            if own.is_some_and(|card| !asked.present(card) || is_hidden(asked.view(), card)) {
                continue;
            }
            if own.is_none() && asked.at.is_some() && !asked.present(&person) {
                continue;
            }
            let circle = own
                .and_then(|card| asked.voiced(card, "circle").into_iter().next())
                .and_then(|name| CIRCLES.iter().position(|circle| circle.name() == name));
            let mut statuses = own.map(|card| asked.names(card, "status")).unwrap_or_default();
            statuses.sort_by_key(|status| STATUS_BY_CARE.iter().position(|held| held == status));
            drawn.push(Drawn {
                name: asked.names(&person, "name").join(" / "),
                circle: circle.unwrap_or(CIRCLES.len().saturating_sub(1)),
                statuses,
                relationship: own.cloned(),
                person,
            });
        }
        drawn.sort_by_cached_key(|one| (one.circle, one.name.to_lowercase(), one.person.id));
        Ok(drawn)
    }

    fn status_note(&self, statuses: &[String]) -> Option<String> {
        let ordinary = |status: &String| matches!(status.as_str(), "existing" | "unknown" | "");
        (!statuses.iter().all(ordinary)).then(|| self.options("status", statuses))
    }

    /// What the picture says of a person, in words.
    fn person_text(&self, asked: Asked, drawn: &Drawn, shield: Option<&String>) -> String {
        let strings = &self.strings;
        let mut parts = vec![drawn.name.clone()];
        let kinds = asked.view().names(&drawn.person, "kind");
        if kinds.len() > 1 {
            // The picture can have one shape only: the words say that there are two views of it.
            parts.push(self.options("person-kind", &kinds));
        }
        if let Some(card) = &drawn.relationship {
            parts.push(self.options("relationship-kind", &asked.names(card, "kind")));
            let circles = asked.voiced(card, "circle");
            if !circles.is_empty() {
                parts.push(self.options("circle", &circles));
            }
            for speaker in asked.speakers(card, "quality") {
                let quality = asked.names(card, &format!("quality/{}", speaker.name()));
                if !quality.is_empty() {
                    parts.push(strings.with(
                        "map-quality",
                        &[
                            ("quality", self.options("quality", &quality).into()),
                            ("speaker", strings.speaker(&speaker).into()),
                        ],
                    ));
                }
            }
            let gives = asked.voiced(card, "gives_support");
            if !gives.is_empty() {
                parts.push(self.options("gives", &gives));
            }
        } else {
            parts.push(strings.say("map-not-placed"));
        }
        parts.extend(self.status_note(&drawn.statuses));
        parts.extend(shield.map(|words| strings.with("map-shield", &[("rule", words.as_str().into())])));
        let line = |card: &Card| asked.differs(card, &LINE_FIELDS);
        if asked.person_differs(drawn) || drawn.relationship.as_ref().is_some_and(line) {
            parts.push(strings.say("map-differ-here"));
        }
        beside(&parts)
    }

    /// Which people a rule about contact stands for, and its kind in words.
    fn restricted(
        &self,
        individual: IndividualId,
        people: &[CardId],
    ) -> Result<BTreeMap<CardId, String>, KithError> {
        let now = self.now();
        let mut shields: BTreeMap<CardId, Vec<String>> = BTreeMap::new();
        for card in self.cards(individual, "restriction")? {
            let rule = restriction::Reading::of(&card);
            for person in people {
                let speaks = ContactMode::ALL.iter().any(|mode| {
                    rule.in_force(*person, mode, now)
                        .is_some_and(|found| found.ruling.outcome > kith_domain::ruling::Outcome::Allowed)
                });
                if !speaks {
                    continue;
                }
                let terms = card.field(restriction::TERMS);
                for fact in terms.visible() {
                    let Some(terms) = restriction::read_terms(&fact.value) else { continue };
                    // What it does comes first: the label of a shield is short, and the end of it may be cut.
                    let words = format!(
                        "{} ({})",
                        self.strings.option("effect", terms.effect.name()),
                        self.strings.option("restriction-kind", terms.kind.name())
                    );
                    let held = shields.entry(*person).or_default();
                    if !held.contains(&words) {
                        held.push(words);
                    }
                }
            }
        }
        // Whoever reads only the shared section has the plain summaries.
        for card in self.cards(individual, "rule_summary")? {
            if self.is_lifted(&card) {
                continue;
            }
            for id in View::default().items(&card, "people") {
                let Ok(person) = id.parse::<CardId>() else { continue };
                if people.contains(&person) {
                    shields
                        .entry(person)
                        .or_insert_with(|| vec![self.strings.option("cards", "restriction")]);
                }
            }
        }
        Ok(shields.into_iter().map(|(person, words)| (person, words.join(", "))).collect())
    }

    fn map_lines(
        &self,
        individual: IndividualId,
        asked: Asked,
        relationships: &[Card],
        drawn: &[Drawn],
        shields: &BTreeMap<CardId, String>,
    ) -> Result<Vec<MapLine>, KithError> {
        let mut lines = Vec::new();
        let people: BTreeSet<CardId> = drawn.iter().map(|drawn| drawn.person.id).collect();
        // A line names people as the picture does, also where that is of another day.
        let named = drawn.iter().filter(|drawn| !drawn.name.is_empty());
        let mut names: BTreeMap<String, String> =
            named.map(|drawn| (drawn.person.id.to_string(), drawn.name.clone())).collect();
        let shown = |card: &&Card| {
            asked.present(card) && !is_hidden(asked.view(), card) && asked.names(card, "place").is_empty()
        };
        for card in relationships.iter().filter(shown) {
            let end = |field: &str| -> Option<CardId> {
                asked.names(card, field).into_iter().next().and_then(|id| id.parse().ok())
            };
            let Some(to) = end("to").filter(|to| people.contains(to)) else { continue };
            let from = end("from");
            if from.is_some_and(|from| !people.contains(&from)) {
                continue;
            }
            let qualities = asked.voiced(card, "quality");
            let kind = asked.names(card, "kind");
            // The picture has one line only: the words tell every end that was said.
            let mut ends = |field: &str| -> String {
                let said = asked.names(card, field);
                let said = if said.is_empty() { vec!["individual".to_owned()] } else { said };
                let each = said.into_iter().map(|id| {
                    let name = names.entry(id).or_insert_with_key(|id| self.party_name(individual, id));
                    name.clone()
                });
                each.collect::<Vec<_>>().join(" / ")
            };
            let from_name = ends("from");
            let differs = asked.differs(card, &LINE_FIELDS);
            let quality = qualities.first().cloned().unwrap_or_else(|| "ordinary".to_owned());
            let said = if qualities.is_empty() { vec![quality.clone()] } else { qualities };
            let text = self.strings.with(
                "map-line",
                &[
                    ("from", from_name.into()),
                    ("to", ends("to").into()),
                    ("kind", self.options("relationship-kind", &kind).into()),
                    ("quality", self.options("quality", &said).into()),
                ],
            );
            let note = differs.then(|| self.strings.say("map-differ-here"));
            lines.push(MapLine {
                id: card.id.to_string(),
                from: from.map(|from| from.to_string()),
                to: to.to_string(),
                kind: kind.first().cloned().unwrap_or_default(),
                gives: asked.voiced(card, "gives_support").into_iter().next(),
                restriction: shields.get(&to).filter(|_| from.is_none()).cloned(),
                text: beside(&std::iter::once(text).chain(note).collect::<Vec<_>>()),
                differs,
                quality,
            });
        }
        lines.sort_by(|a, b| (a.from.is_some(), &a.text, &a.id).cmp(&(b.from.is_some(), &b.text, &b.id)));
        Ok(lines)
    }

    fn map_warnings(&self, individual: IndividualId) -> Result<Vec<String>, KithError> {
        let mut warnings = Vec::new();
        let waiting = self.waiting_in(individual)?;
        if waiting > 0 {
            warnings.push(self.strings.with("map-waiting", &[("count", waiting.into())]));
        }
        let on_the_map = |kind: &str| matches!(kind, "person" | "relationship" | "restriction");
        let differs = self.found(individual)?.iter().filter(|(_, card)| on_the_map(&card.kind)).count();
        if differs > 0 {
            warnings.push(self.strings.with("map-differs", &[("count", differs.into())]));
        }
        Ok(warnings)
    }
}

/// The relationship that places each person, by the person's id: the individual's own with them, the first of several.
/// Gathered once, so that a map takes no longer for each person the more people there are.
fn placing(asked: Asked, relationships: &[Card]) -> BTreeMap<String, &Card> {
    let mut found = BTreeMap::new();
    for card in relationships {
        let own = asked.names(card, "from").iter().all(|from| from == "individual");
        if own && asked.names(card, "place").is_empty() {
            for to in asked.names(card, "to") {
                found.entry(to).or_insert(card);
            }
        }
    }
    found
}

/// Whether the individual asked that it is not on their map: a complete answer, and no reason is needed.
pub(super) fn is_hidden(view: View, card: &Card) -> bool {
    view.values(card, "hidden_from_my_map").contains(&serde_json::Value::Bool(true))
}

fn circle_name(circle: usize) -> String {
    CIRCLES.get(circle).map(|circle| circle.name().to_owned()).unwrap_or_default()
}
