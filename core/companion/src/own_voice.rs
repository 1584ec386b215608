//! What the individual does in their own view: each is a command that others give too, filled in here in the individual's own
//! voice, so that every shell records the same.

use kith_domain::lists::ConcernKind;
use serde_json::{Value, json};

use crate::arguments::parse_id;
use crate::commands::{self, Done};
use crate::error::KithError;
use crate::kith::Kith;
use crate::own_drafts;
use crate::screens::how_i_feel::SCALE;
use crate::together::MyItem;

/// The individual, in their own words by this method.
fn own(method: &str) -> Value {
    json!({"speaker": "individual", "how": "own_words", "method": method})
}

impl Kith {
    /// They chose a face: for now, or for how it was where it is about a contact, which is one of `how_was_it`.
    ///
    /// # Errors
    /// `not_an_option` for a face, `unknown_id` for a contact.
    pub fn choose_face(
        &self,
        individual: &str,
        face: &str,
        contact: Option<&str>,
    ) -> Result<Done, KithError> {
        let value: f64 = face.parse().map_err(|_| KithError::invalid("face", "not_an_option"))?;
        let contact = self.contact_lately(individual, contact)?;
        // A face for several people at once is of none of them alone.
        let person = contact.as_ref().and_then(|contact| match contact.people.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        let chosen = json!({
            "individual": individual, "scale": SCALE, "value": value, "voice": own("pictures"), "person": person,
            "occurred": contact.as_ref().and_then(|contact| Some(json!({ "at": contact.when.as_ref()? }))),
            "phase": contact.as_ref().map(|_| "after"),
        });
        self.perform("observe", &chosen)
    }

    /// They said something, about those whom a contact was with where it is about one.
    ///
    /// # Errors
    /// As `say`, and `unknown_id` for a contact.
    pub fn say_themself(
        &self,
        individual: &str,
        text: &str,
        contact: Option<&str>,
    ) -> Result<Done, KithError> {
        let people =
            self.contact_lately(individual, contact)?.map(|contact| contact.people).unwrap_or_default();
        let said = json!({"individual": individual, "text": text, "voice": own("writing"), "people": people});
        self.said(individual, &own_drafts::of_words(contact), "say", &said)
    }

    /// They said what they think of their support.
    ///
    /// # Errors
    /// As `give_feedback`.
    pub fn think_of_support(&self, individual: &str, text: &str) -> Result<Done, KithError> {
        let said = json!({"individual": individual, "text": text, "voice": own("writing")});
        self.said(individual, "my_plan", "give_feedback", &said)
    }

    /// They tell these of what is wrong. What it is a concern of is for whoever answers to say: until then it is of the gravest.
    ///
    /// # Errors
    /// As `raise_concern`.
    pub fn tell(&self, individual: &str, recipients: &[String], text: &str) -> Result<Done, KithError> {
        let kind = ConcernKind::HarmToIndividual.name();
        let told = json!({"individual": individual, "what": text, "kind": kind, "recipients": recipients});
        self.said(individual, "tell_someone", "raise_concern", &told)
    }

    /// Says it, and lets go of what was kept of it while it was written, at one go.
    fn said(&self, individual: &str, draft: &str, command: &str, said: &Value) -> Result<Done, KithError> {
        self.always("own voice", |session| {
            let whose = parse_id(individual, "individual")?;
            // What they were writing goes with what they said, and with nothing that somebody else said for them.
            session.own_said = session.is_own_view(whose).then(|| (whose, draft.to_owned()));
            let done = commands::perform(session, command, said);
            session.own_said = None;
            done
        })
    }

    fn contact_lately(&self, individual: &str, contact: Option<&str>) -> Result<Option<MyItem>, KithError> {
        let Some(contact) = contact else { return Ok(None) };
        let lately = self.answer::<crate::screens::how_was_it::HowWasIt>(
            "how_was_it",
            &json!({ "individual": individual }),
        )?;
        let found = lately.into_iter().find(|item| item.id == contact);
        found.map(Some).ok_or(KithError::unknown("entry"))
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::kith::{Opening, Unlock};
    use crate::strings::Language;

    #[test]
    fn what_the_individual_does_is_in_their_voice_and_about_what_they_were_asked() {
        let home = tempfile::tempdir().unwrap();
        let opening = Opening { language: Language::English, reproducible: None };
        let key = Unlock::KeyFile(Zeroizing::new([1; 32]));
        let (kith, _) = Kith::init(&home.path().join("vault"), &key, "Harbour", "Alys", opening).unwrap();
        let make = |command: &str, id: &str, given: Value| {
            kith.perform(command, &given).unwrap().ids[id].as_str().unwrap().to_owned()
        };
        let megan = make("add_individual", "individual", json!({"name": "Megan", "languages": ["en"]}));
        let nan = make("add_person", "person", json!({"individual": megan, "name": "Nan", "kind": "person"}));
        let at = (chrono::Utc::now() - chrono::TimeDelta::days(2)).to_rfc3339();
        let visit = json!({
            "individual": megan, "occurred": {"at": at}, "happened": {"outcome": "happened"}, "line": "Tea",
            "contacts": [{"person": nan, "mode": "phone", "outcome": "happened"}], "did_not_say": true, "worry": "no",
        });
        kith.perform("record_visit", &visit).unwrap();
        kith.begin_together(&megan).unwrap();
        let lately = kith.show("how_was_it", &json!({"individual": megan})).unwrap().data;
        let contact = lately[0]["id"].as_str();
        kith.choose_face(&megan, "5", contact).unwrap();
        kith.choose_face(&megan, "2", None).unwrap();
        kith.say_themself(&megan, "She made me laugh", contact).unwrap();
        kith.think_of_support(&megan, "It is good").unwrap();
        kith.tell(&megan, &["manager".to_owned()], "He shouts").unwrap();
        let code = |outcome: Result<Done, KithError>| outcome.err().map(|error| error.code());
        assert_eq!(code(kith.choose_face(&megan, "glad", None)), Some("not_an_option"));
        assert_eq!(code(kith.choose_face(&megan, "5", Some(&megan))), Some("unknown_id"));
        kith.end_together(&key).unwrap();
        let today = kith.show("today", &json!({})).unwrap().data.to_string();
        assert!(today.contains("He shouts"), "whoever may answer sees it first: {today}");
        let items = kith.show("timeline", &json!({"individual": megan})).unwrap().data["items"].clone();
        let bodies: Vec<&Value> = items.as_array().unwrap().iter().map(|item| &item["body"]).collect();
        let with = |part: &str, value: Value| {
            let found = bodies.iter().find(|body| body[part] == value);
            (*found.unwrap_or_else(|| panic!("{part}: {bodies:?}"))).clone()
        };
        let then = with("value", json!(5));
        assert_eq!((&then["phase"], &then["people"]), (&json!("after"), &json!([nan])));
        let of_then = items.as_array().unwrap().iter().find(|item| item["body"] == then).unwrap();
        assert_eq!(of_then["occurred"].as_str().unwrap()[..16], at[..16], "how it was then");
        assert_eq!(with("value", json!(2))["phase"], Value::Null);
        assert_eq!(with("text", json!("She made me laugh"))["people"], json!([nan]));
        for body in [then, with("value", json!(2)), with("text", json!("It is good"))] {
            assert_eq!(
                (&body["voice"]["speaker"], &body["voice"]["how"]),
                (&json!("individual"), &json!("own_words"))
            );
        }
    }
}
