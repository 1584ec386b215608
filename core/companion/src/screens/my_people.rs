//! My people: who is in the individual's life, the closest first, with how they feel with each in their own words.

use kith_domain::card::Card;
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::Circle;
use kith_domain::voice::Speaker;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::figures::{MapFigure, MapPerson};
use super::map::{is_hidden, rings};
use super::outline::{Line, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::map::{Placing, place};
use crate::session::Session;
use crate::strings::beside;
use crate::view::View;

/// The individual's people.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct MyPeople {
    /// Whose.
    individual: String,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct MyPerson {
    /// Their card.
    pub person: String,
    /// Their name.
    pub name: String,
    /// What they are to the individual, in words; absent where nobody said.
    pub who: Option<String>,
    /// How close they are, as the individual says, 0 to 3 from the closest; absent where they did not say.
    pub circle: Option<u32>,
    /// How it is with them, as the individual says, in words; absent where they did not say.
    pub feel: Option<String>,
    /// All of it in words.
    pub text: String,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct MyPeopleAnswer {
    /// The closest first.
    pub people: Vec<MyPerson>,
    /// The circles of support, with those whom the individual placed in them.
    pub figure: MapFigure,
}

impl Screen for MyPeople {
    type Answer = MyPeopleAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let people = session.my_people(individual)?;
        let figure = session.my_circles(individual, &people);
        let mut outline = Outline::new(session.strings.say("screen-my-people"));
        // As the picture has them: circle by circle, and those last who are in none.
        for group in people.chunk_by(|one, next| one.circle == next.circle) {
            let circle = group.first().and_then(|person| person.circle_in(&figure));
            let heading = circle.unwrap_or_else(|| session.strings.say("map-not-placed"));
            let line = |person: &MyPerson| Line::plain(person.text.clone()).about(&person.person);
            outline = outline.block(heading, group.iter().map(line).collect());
        }
        if people.is_empty() {
            outline = outline.block(None, vec![Line::plain(session.strings.say("my-people-empty"))]);
        }
        Ok((MyPeopleAnswer { people, figure }, outline))
    }
}

impl MyPerson {
    fn place(&self) -> Option<usize> {
        self.circle.and_then(|circle| usize::try_from(circle).ok())
    }

    /// The words of the circle that they are in.
    fn circle_in(&self, figure: &MapFigure) -> Option<String> {
        Some(figure.circles.get(self.place()?)?.label.clone())
    }
}

/// The place of the individual's own view of a field.
fn own_slot(field: &str) -> String {
    format!("{field}/{}", Speaker::Individual.name())
}

impl Session {
    fn my_people(&self, individual: IndividualId) -> Result<Vec<MyPerson>, KithError> {
        let ties = self.shared_cards(individual, CardKind::Relationship)?;
        let view = View::default();
        let own = |card: &&Card| {
            view.names(card, "from").iter().all(|from| from == "individual")
                && view.names(card, "place").is_empty()
        };
        let mut people = Vec::new();
        for card in self.shared_cards(individual, CardKind::Person)? {
            let id = card.id.to_string();
            let ties: Vec<&Card> =
                ties.iter().filter(own).filter(|tie| view.names(tie, "to").contains(&id)).collect();
            if is_hidden(view, &card) || ties.iter().any(|tie| is_hidden(view, tie)) {
                continue;
            }
            // All that was said of all that ties them, each once.
            let said = |field: &str| {
                let mut names: Vec<String> = Vec::new();
                for name in ties.iter().flat_map(|tie| view.names(tie, field)) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                names
            };
            let words = |list: &str, field: &str| {
                let names = said(field);
                (!names.is_empty()).then(|| self.options(list, &names))
            };
            // The closest of it.
            let circles = said(&own_slot("circle"));
            let circle =
                Circle::ALL.iter().position(|circle| circles.iter().any(|name| name == circle.name()));
            let feel = words("quality", &own_slot("quality"));
            let (name, who) = (view.text(&card, "name"), words("relationship-kind", "kind"));
            let text = [Some(name.clone()), who.clone(), feel.clone()];
            people.push(MyPerson {
                person: id,
                text: beside(&text.into_iter().flatten().collect::<Vec<_>>()),
                name,
                who,
                circle: circle.and_then(|circle| u32::try_from(circle).ok()),
                feel,
            });
        }
        people.sort_by(|a, b| {
            let place = |person: &MyPerson| person.circle.unwrap_or(u32::MAX);
            (place(a), &a.name, &a.person).cmp(&(place(b), &b.name, &b.person))
        });
        Ok(people)
    }

    /// The picture of those whom the individual placed. A name alone stands at each: how it is with them is in the list.
    fn my_circles(&self, individual: IndividualId, people: &[MyPerson]) -> MapFigure {
        let placed: Vec<(&MyPerson, usize, CardId)> =
            people.iter().filter_map(|one| Some((one, one.place()?, one.person.parse().ok()?))).collect();
        let placing = placed.iter().map(|(one, circle, id)| Placing {
            id: id.to_bytes(),
            circle: *circle,
            label: &one.name,
            note: None,
        });
        let layout = place(&placing.collect::<Vec<_>>());
        let circles = rings(&self.strings, layout.radii);
        let named = |circle: usize| circles.get(circle).map(|circle| circle.name.clone()).unwrap_or_default();
        let people = placed.iter().zip(&layout.positions).map(|((one, circle, _), at)| MapPerson {
            id: one.person.clone(),
            name: one.name.clone(),
            circle: named(*circle),
            kind: String::new(),
            status: String::new(),
            x: at.x,
            y: at.y,
            label: at.label,
            differs: false,
            text: one.text.clone(),
        });
        let people: Vec<MapPerson> = people.collect();
        MapFigure {
            individual: individual.to_string(),
            name: self.individual_name(individual),
            title: self.strings.say("screen-my-people"),
            size: layout.size,
            list: people.iter().map(|person| person.text.clone()).collect(),
            list_ids: people.iter().map(|person| person.id.clone()).collect(),
            people,
            circles,
            lines: Vec::new(),
            warnings: Vec::new(),
            changes: Vec::new(),
        }
    }
}
