//! One person on a map: the views of the relationship side by side, benefits and harms, contact so far, rules.

use kith_domain::card::Card;
use kith_domain::entries::ContactMade;
use kith_domain::id::{CardId, IndividualId};
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::individual::{ShownField, standing_name};
use super::outline::{Line, Mark, Outline};
use super::timeline::TimelineItem;
use crate::arguments::parse_id;
use crate::attachments::AttachmentItem;
use crate::error::KithError;
use crate::session::Session;
use crate::view::View;

/// How many contacts the screen lists.
const CONTACTS: u32 = 20;

/// One person.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct PersonScreen {
    /// On whose map.
    individual: String,
    /// Who.
    person: String,
}

/// A person and everything that concerns them.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct PersonAnswer {
    /// The person's card.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Their card's fields.
    pub fields: Vec<ShownField>,
    /// The relationships with them, each with its views side by side.
    pub relationships: Vec<RelationshipAnswer>,
    /// Rules about contact with them, in words.
    pub restrictions: Vec<String>,
    /// Contact so far, the newest first.
    pub contacts: Vec<TimelineItem>,
    /// Photos and recordings of them, the newest first.
    pub attachments: Vec<AttachmentItem>,
    /// When contact last happened, RFC 3339: always from actual contacts.
    pub last_contact: Option<String>,
    /// The token of what this screen showed.
    pub seen: String,
}

/// One relationship.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct RelationshipAnswer {
    /// The card.
    pub relationship: String,
    /// What it is called.
    pub title: String,
    /// open, ended, ended_changed_meanwhile.
    pub standing: String,
    /// Its fields, views by voice among them.
    pub fields: Vec<ShownField>,
}

impl Screen for PersonScreen {
    type Answer = PersonAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let person = session.card_of_kind(individual, parse_id(&self.person, "person")?, &["person"])?;
        let relationships = session.relationships_with(individual, person.id)?;
        let mut restrictions = Vec::new();
        for card in session.cards(individual, "restriction")? {
            let terms = card.field(kith_domain::restriction::TERMS);
            for fact in terms.visible() {
                let names_them = kith_domain::restriction::read_terms(&fact.value)
                    .is_none_or(|terms| terms.names(person.id));
                if names_them && card.standing() != kith_domain::card::Standing::Ended {
                    restrictions.push(session.value_text(individual, "terms", &fact.value));
                }
            }
        }
        let contacts = session.timeline_items(&EntryQuery {
            kinds: &["contact"],
            about: Some(person.id.to_bytes()),
            newest_first: true,
            limit: Some(CONTACTS),
            ..EntryQuery::of(individual)
        })?;
        let last_contact = session.last_contact(individual, person.id)?;
        let answer = PersonAnswer {
            person: person.id.to_string(),
            name: View::default().text(&person, "name"),
            fields: session.shown_fields(individual, &person),
            relationships,
            restrictions,
            contacts,
            attachments: session.attachments_of(individual, person.id)?,
            last_contact: last_contact.map(|moment| moment.to_rfc3339()),
            seen: session.seen(individual)?,
        };
        let outline = answer.outline(session);
        Ok((answer, outline))
    }
}

impl PersonAnswer {
    fn outline(&self, session: &Session) -> Outline {
        let strings = &session.strings;
        let field_line = |field: &ShownField| Line::plain(format!("{}: {}", field.label, field.text));
        let rules = self.restrictions.iter().map(|rule| Line::new(Mark::Guarded, rule.clone())).collect();
        let mut outline = Outline::new(self.name.clone())
            .block(None, self.fields.iter().map(field_line).collect())
            .block(strings.option("cards", "restriction"), rules);
        for relationship in &self.relationships {
            let mut lines = vec![Line::plain(relationship.title.clone()).about(&relationship.relationship)];
            lines.extend(relationship.fields.iter().map(field_line));
            if relationship.standing != "open" {
                lines.push(Line::new(Mark::Alert, strings.option("standing", &relationship.standing)));
            }
            outline = outline.block(strings.option("card", "relationship"), lines);
        }
        let attachment = |one: &AttachmentItem| Line::plain(one.in_words(strings)).about(&one.id);
        outline
            .block(
                strings.option("entries", "contact"),
                self.contacts.iter().map(TimelineItem::line).collect(),
            )
            .block(strings.option("entries", "attachment"), self.attachments.iter().map(attachment).collect())
    }
}

impl Session {
    /// The relationships that go to or from a person.
    fn relationships_with(
        &self,
        individual: IndividualId,
        person: CardId,
    ) -> Result<Vec<RelationshipAnswer>, KithError> {
        let about = |card: &Card| {
            ["to", "from"]
                .iter()
                .any(|end| card.field(end).visible().iter().any(|fact| fact.value == json!(person)))
        };
        let mut found = Vec::new();
        for card in self.cards(individual, "relationship")?.iter().filter(|card| about(card)) {
            found.push(RelationshipAnswer {
                relationship: card.id.to_string(),
                title: self.card_title(individual, card)?,
                standing: standing_name(card.standing()).to_owned(),
                fields: self.shown_fields(individual, card),
            });
        }
        Ok(found)
    }

    /// When contact with a person last happened: from actual contacts, a missed one is none.
    pub(crate) fn last_contact(
        &self,
        individual: IndividualId,
        person: CardId,
    ) -> Result<Option<kith_domain::time::Timestamp>, KithError> {
        let contacts = self.contacts_with(individual, person)?;
        Ok(contacts.into_iter().filter(|made| made.outcome.was_contact()).map(|made| made.at.at).max())
    }

    /// Every recorded contact with a person, whatever became of it.
    pub(crate) fn contacts_with(
        &self,
        individual: IndividualId,
        person: CardId,
    ) -> Result<Vec<ContactMade>, KithError> {
        let contacts = self.contacts(individual)?.into_iter().map(|(_, made)| made);
        Ok(contacts.filter(|made| made.people.contains(&person)).collect())
    }
}
