//! Together mode: the individual looks at their own record, also on a worker's device. What they see is made of the shared
//! section alone, and while the mode lasts nothing else can be asked or done here, whoever holds the device.

use std::collections::BTreeMap;

use kith_domain::card::{Card, Standing};
use kith_domain::entry::Entry;
use kith_domain::fields::{self, CardKind, Shape};
use kith_domain::id::{CardId, IndividualId};
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_domain::voice::{How, Speaker};
use kith_vault::{EntryQuery, Unlock};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::arguments::parse_id;
use crate::attachments::AttachmentItem;
use crate::entries::ReadEntry;
use crate::error::KithError;
use crate::screens::outline::Line;
use crate::session::{Session, card_of};
use crate::view::View;

/// The screens that are the individual's own.
const SCREENS: &[&str] =
    &["how_i_feel", "how_was_it", "my_day", "my_people", "my_plan", "my_words", "photos", "tell_someone"];
/// What the individual does themself.
const COMMANDS: &[&str] = &["attach", "give_feedback", "observe", "raise_concern", "say"];

/// One thing that the individual sees of their record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct MyItem {
    /// The card or the entry.
    pub id: String,
    /// When, RFC 3339.
    pub when: Option<String>,
    /// In words.
    pub text: String,
    /// The same in its parts, what matters most first.
    pub parts: Vec<String>,
    /// More words, under it.
    pub under: Vec<String>,
    /// The people in it, for their pictures.
    pub people: Vec<String>,
    /// A photo or a recording, where it is one.
    pub attachment: Option<AttachmentItem>,
}

/// Things that the individual sees, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct MyItems {
    /// The newest of them.
    pub items: Vec<MyItem>,
    /// That there are more than these, in words; absent where these are all.
    pub more: Option<String>,
}

impl MyItems {
    pub(crate) fn lines(&self, none: &str) -> Vec<Line> {
        let more = self.more.iter().map(|more| Line::plain(more.clone()));
        lines(&self.items, none).into_iter().chain(more).collect()
    }
}

impl MyItem {
    pub(crate) fn line(&self) -> Line {
        let line = Line::plain(self.text.clone()).about(&self.id);
        self.under.iter().fold(line, |line, under| line.under(under.clone()))
    }
}

/// Lines of these items, or the words for none.
pub(crate) fn lines(items: &[MyItem], none: &str) -> Vec<Line> {
    if items.is_empty() {
        vec![Line::plain(none.to_owned())]
    } else {
        items.iter().map(MyItem::line).collect()
    }
}

impl Session {
    /// Begins the mode for one individual, of whom a shared section is here.
    pub(crate) fn begin_together(&mut self, individual: &str) -> Result<(), KithError> {
        let individual = parse_id(individual, "individual")?;
        self.section(individual, SectionKind::Shared)?;
        self.together = Some(individual);
        Ok(())
    }

    /// Ends the mode for whoever can open the vault. As opening it, what is typed is tried only so often.
    pub(crate) fn end_together(&mut self, unlock: &Unlock) -> Result<(), KithError> {
        self.prove(unlock)?;
        self.together = None;
        Ok(())
    }

    /// Whether a screen can be asked for as things stand.
    pub(crate) fn may_show(&self, name: &str, given: &Value) -> Result<(), KithError> {
        self.may_together(SCREENS, name, given)
    }

    /// Whether a command can be given as things stand. What is said in the mode is said by the individual.
    pub(crate) fn may_perform(&self, name: &str, given: &Value) -> Result<(), KithError> {
        self.may_together(COMMANDS, name, given)?;
        let is_said = |value: Option<&Value>, name: &str| value.and_then(Value::as_str) == Some(name);
        let is_own = |voice: &Value| {
            is_said(voice.get("speaker"), Speaker::Individual.name())
                && is_said(voice.get("how"), How::OwnWords.name())
                && voice.get("member").is_none_or(Value::is_null)
        };
        let of_another = given.get("from").is_some_and(|from| !from.is_null());
        let is_own = given.get("voice").is_none_or(is_own) && !of_another;
        if self.together.is_none() || is_own { Ok(()) } else { Err(KithError::forbidden("together")) }
    }

    fn may_together(&self, allowed: &[&str], name: &str, given: &Value) -> Result<(), KithError> {
        let Some(individual) = self.together else { return Ok(()) };
        let whose = given.get("individual").and_then(Value::as_str);
        let is_theirs = whose.is_none_or(|whose| whose == individual.to_string());
        if allowed.contains(&name) && is_theirs { Ok(()) } else { Err(KithError::forbidden("together")) }
    }

    /// The cards of a kind that are in use, as the shared section has them; of rules, those that were not lifted by staff.
    pub(crate) fn shared_cards(
        &self,
        individual: IndividualId,
        kind: CardKind,
    ) -> Result<Vec<Card>, KithError> {
        let shared = self.section(individual, SectionKind::Shared)?;
        let rows = self.vault.read().cards(individual, Some(kind.name()))?;
        let cards = rows.iter().filter(|row| row.document == shared).map(card_of);
        let mut cards: Vec<Card> = cards.collect::<Result<_, _>>()?;
        cards.retain(|card| match kind {
            CardKind::RuleSummary => !self.is_lifted(card),
            _ => card.standing() != Standing::Ended,
        });
        Ok(cards)
    }

    /// The entries asked for, as the shared section has them and as they read now, the newest first.
    pub(crate) fn shared_entries(&self, query: &EntryQuery<'_>) -> Result<Vec<ReadEntry>, KithError> {
        let Some(individual) = query.individual else { return Ok(Vec::new()) };
        let shared = self.section(individual, SectionKind::Shared)?;
        let mut entries = self.current_entries(&EntryQuery { newest_first: true, ..*query })?;
        entries.retain(|read| read.document == shared);
        Ok(entries)
    }

    /// What was written down later of something that the individual said, which stays as they said it.
    pub(crate) fn written_later(
        &self,
        read: &ReadEntry,
        in_words: impl Fn(&Entry) -> String,
    ) -> Option<String> {
        let (said, now) = (in_words(read.as_recorded()), in_words(&read.entry));
        (said != now).then(|| self.strings.with("my-written-later", &[("text", now.into())]))
    }

    /// The names of the people of the shared section.
    pub(crate) fn shared_people(
        &self,
        individual: IndividualId,
    ) -> Result<BTreeMap<CardId, String>, KithError> {
        let cards = self.shared_cards(individual, CardKind::Person)?;
        Ok(cards.into_iter().map(|card| (card.id, View::default().text(&card, "name"))).collect())
    }

    /// What a card says in words of its own, without its title: no field that names another card, which may be of another
    /// section.
    pub(crate) fn shared_fields(&self, individual: IndividualId, card: &Card, title: &str) -> Vec<String> {
        let of_its_own = |name: &str| {
            let (base, _) = fields::split_slot(name);
            let kind = CardKind::from_name(&card.kind);
            let spec = kind.and_then(|kind| kind.fields().iter().find(|spec| spec.name == base));
            base != title && spec.is_some_and(|spec| is_plain(&spec.shape))
        };
        let shown = self.shown_fields(individual, card).into_iter();
        let own = shown.filter(|shown| of_its_own(&shown.field));
        own.map(|shown| format!("{}: {}", shown.label, shown.text)).collect()
    }

    /// The first of these, and whether there are more.
    pub(crate) fn my_items(&self, mut items: Vec<MyItem>, most: usize) -> MyItems {
        let more = (items.len() > most).then(|| self.strings.say("my-more"));
        items.truncate(most);
        MyItems { items, more }
    }

    /// Something that happens or happened at a time, with these people in this way.
    pub(crate) fn my_item(
        &self,
        id: String,
        at: Timestamp,
        (people, mode): (&[CardId], String),
        names: &BTreeMap<CardId, String>,
    ) -> MyItem {
        let name = |id: &CardId| {
            let name = names.get(id).filter(|name| !name.is_empty());
            name.cloned().unwrap_or_else(|| self.strings.say("somebody"))
        };
        let named = people.iter().map(name).collect::<Vec<_>>().join(", ");
        let when = self.moment(at);
        let args = [("when", (&when).into()), ("person", (&named).into()), ("mode", (&mode).into())];
        MyItem {
            id,
            when: Some(at.to_rfc3339()),
            text: self.strings.with("my-contact", &args),
            parts: vec![named, when, mode],
            under: Vec::new(),
            people: people.iter().map(CardId::to_string).collect(),
            attachment: None,
        }
    }
}

/// Whether a field of this shape says all of it by itself.
fn is_plain(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Text
            | Shape::Texts
            | Shape::Flag
            | Shape::Date
            | Shape::When
            | Shape::OneOf(_)
            | Shape::Several(_)
    )
}

#[cfg(test)]
mod tests {
    use kith_vault::Unlock;
    use serde_json::json;

    use crate::kith::{Kith, Opening};
    use crate::strings::Language;
    use crate::{COMMANDS as ALL_COMMANDS, KithError, SCREENS as ALL_SCREENS};

    fn key(byte: u8) -> Unlock {
        Unlock::KeyFile(zeroize::Zeroizing::new([byte; 32]))
    }

    fn code<T>(outcome: Result<T, KithError>) -> &'static str {
        outcome.err().map_or("done", |error| error.code())
    }

    #[test]
    fn while_the_mode_lasts_nothing_else_is_shown_done_or_handed_out() {
        let home = tempfile::tempdir().unwrap();
        let opening = Opening { language: Language::English, reproducible: None };
        let (kith, _) = Kith::init(&home.path().join("vault"), &key(1), "Harbour", "Alys", opening).unwrap();
        let made = |name: &str| {
            let done = kith.perform("add_individual", &json!({"name": name, "languages": ["en"]})).unwrap();
            done.ids["individual"].as_str().unwrap().to_owned()
        };
        let (megan, idris) = (made("Megan"), made("Idris"));
        kith.begin_together(&megan).unwrap();
        let own = |individual: &str| json!({ "individual": individual });
        for screen in ALL_SCREENS {
            let shown = code(kith.show(screen, &own(&megan)));
            assert_eq!(shown == "done", super::SCREENS.contains(screen), "{screen}: {shown}");
        }
        for screen in super::SCREENS {
            assert_eq!(code(kith.show(screen, &own(&idris))), "together", "{screen}");
        }
        let say = |individual: &str, how: &str, speaker: &str| {
            let voice = json!({"speaker": speaker, "how": how, "method": "spoken"});
            kith.perform("say", &json!({"individual": individual, "text": "Hello", "voice": voice}))
        };
        assert_eq!(code(say(&megan, "own_words", "individual")), "done");
        assert_eq!(code(say(&megan, "own_words", "worker")), "together");
        assert_eq!(code(say(&megan, "observed", "individual")), "together");
        assert_eq!(code(say(&idris, "own_words", "individual")), "together");
        let concern = json!({"individual": megan, "what": "He shouts", "kind": "harm_to_individual",
                             "recipients": ["manager"]});
        let raised = kith.perform("raise_concern", &concern).unwrap();
        assert!(super::COMMANDS.iter().all(|command| ALL_COMMANDS.contains(command)));
        assert_eq!(code(kith.perform("note", &json!({"individual": megan, "text": "x"}))), "together");
        let refused = [
            code(kith.export_bundle(&[])),
            code(kith.import_bundle(b"")),
            code(kith.page(&megan, false)),
            code(kith.doctor()),
            code(kith.admit(b"", "worker", &[])),
            code(kith.begin_together(&idris)),
            code(kith.recovery_sheet_kept()),
            code(kith.rekey(&key(1), &key(3))),
            code(kith.add_key(&key(1), &key(3))),
            code(kith.new_recovery_sheet(&key(1))),
            code(kith.recovery_sheet(&key(1))),
            code(kith.check_recovery_sheet(&key(1))),
        ];
        assert_eq!(refused, ["together"; 12]);
        assert_eq!(code(kith.end_together(&key(2))), "wrong_key");
        assert_eq!(code(kith.show("today", &json!({}))), "together");
        kith.end_together(&key(1)).unwrap();
        assert_eq!(code(kith.show("today", &json!({}))), "done");
        let (document, card) = {
            let session = kith.session.lock().unwrap();
            let id = raised.ids["concern"].as_str().unwrap().parse().unwrap();
            let (row, card) = session.card_where(id, |_| true).unwrap();
            (row.document, card)
        };
        let speakers = card.fields.values().flat_map(|register| register.all()).map(|fact| &fact.voice);
        assert!(speakers.clone().count() > 2, "{document}");
        assert!(speakers.clone().all(|voice| voice.is_own() && voice.member.is_none()));
    }
}
