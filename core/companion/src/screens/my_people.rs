//! My people: who is in the individual's life, the closest first, with how they feel with each in their own words.

use kith_domain::card::Card;
use kith_domain::fields::CardKind;
use kith_domain::id::IndividualId;
use kith_domain::lists::Circle;
use kith_domain::voice::Speaker;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::map::is_hidden;
use super::outline::{Line, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;
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

impl Screen for MyPeople {
    type Answer = Vec<MyPerson>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let people = session.my_people(individual)?;
        let strings = &session.strings;
        let mut lines: Vec<Line> =
            people.iter().map(|person| Line::plain(person.text.clone()).about(&person.person)).collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("my-people-empty")));
        }
        Ok((people, Outline::new(strings.say("screen-my-people")).block(None, lines)))
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
                text: text.into_iter().flatten().collect::<Vec<_>>().join(" · "),
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
}
