//! Training mode: a vault of its own with people who are made up, to try everything in. It is an organisation like every other
//! and knows nothing of the real one: what is recorded there can be mixed with no real record by any file.

use std::path::Path;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::error::KithError;
use crate::founding::TRAINING;
use crate::kith::{Kith, Opening, Unlock};
use crate::strings::Strings;

impl Kith {
    /// Opens the vault for training at `home`, and makes it where there is none.
    ///
    /// # Errors
    /// As [`Kith::open`] and [`Kith::init`]; `vault_exists` where a real one is there.
    pub fn train(home: &Path, unlock: &Unlock, opening: Opening) -> Result<Self, KithError> {
        let strings = Strings::new(opening.language);
        let (organisation, name) = (strings.say("training-organisation"), strings.say("training-worker"));
        let kith = match Self::found(home, unlock, &organisation, &name, opening, true) {
            Err(KithError::Vault { code: "vault_exists" }) => Self::open(home, unlock, opening)?,
            founded => founded?.0,
        };
        if !kith.is_training()? {
            return Err(KithError::Vault { code: "vault_exists" });
        }
        // Nobody needs the sheet of made-up people.
        kith.always("training", |session| {
            session.sheet_shown = true;
            session.keep_sheet()
        })?;
        // One that was ended while it was filled is used as far as it came.
        if kith.show("caseload", &json!({}))?.data.as_array().is_none_or(Vec::is_empty) {
            fill(&kith, opening.language.spoken().code(), &strings)?;
        }
        Ok(kith)
    }

    /// Whether everybody in this vault is made up.
    ///
    /// # Errors
    /// Only where the vault cannot be read.
    pub fn is_training(&self) -> Result<bool, KithError> {
        self.always("training", |session| Ok(session.vault.read().setting(TRAINING)?.is_some()))
    }
}

/// One record with something of everything that a worker meets in their first week.
fn fill(kith: &Kith, language: &str, strings: &Strings) -> Result<(), KithError> {
    let now = kith.always("training", |session| Ok(session.now()))?;
    let say = |key: &str| strings.say(key);
    let own = json!({"speaker": "individual", "how": "own_words", "method": "spoken"});
    let make = |command: &str, what: &str, given: Value| -> Result<String, KithError> {
        let done = kith.perform(command, &given)?;
        Ok(done.ids.get(what).and_then(Value::as_str).unwrap_or_default().to_owned())
    };
    let sam = make(
        "add_individual",
        "individual",
        json!({"name": say("training-individual"), "languages": [language], "how_i_say_yes": say("training-yes"),
               "how_i_say_no": say("training-no"), "communication_methods": ["spoken"]}),
    )?;
    let person = |key: &str, tie: Value| -> Result<String, KithError> {
        let person =
            make("add_person", "person", json!({"individual": sam, "name": say(key), "kind": "person"}))?;
        let mut given = json!({"individual": sam, "to": person, "voice": own});
        if let (Some(given), Some(tie)) = (given.as_object_mut(), tie.as_object()) {
            given.extend(tie.clone());
        }
        make("add_relationship", "relationship", given)?;
        Ok(person)
    };
    let sister =
        person("training-sister", json!({"kind": "sibling", "circle": "intimacy", "quality": "strong"}))?;
    let friend =
        person("training-friend", json!({"kind": "friend", "circle": "friendship", "quality": "ordinary"}))?;
    let uncle = person(
        "training-uncle",
        json!({"kind": "other_relative", "circle": "exchange", "quality": "stressful"}),
    )?;
    let today = now.date_naive();
    let day = |days: i64| (now + TimeDelta::days(days)).to_rfc3339();
    let rest = [
        (
            "set_restriction",
            json!({"individual": sam, "person": uncle, "effect": "limit", "force": "agreed", "kind": "agreed_plan",
                   "from": today - TimeDelta::days(30), "state": "active",
                   "modes": {"in_person": {"rule": "supervised", "supervised_by": say("training-worker")}}}),
        ),
        (
            "plan_contact",
            json!({"individual": sam, "people": [sister], "mode": "phone", "start": day(1), "rrule": "FREQ=WEEKLY;COUNT=8"}),
        ),
        (
            "say",
            json!({"individual": sam, "kind": "wish", "text": say("training-wish"), "lang": language, "voice": own}),
        ),
        (
            "record_visit",
            json!({"individual": sam, "occurred": {"at": day(-2)}, "happened": {"outcome": "happened"},
                   "line": say("training-visit"), "support": ["listen", "be_there"], "worry": "no",
                   "contacts": [{"person": friend, "mode": "in_person", "outcome": "happened", "before": 3, "after": 5}],
                   "words": [{"text": say("training-words"), "lang": language, "voice": own}]}),
        ),
        ("note", json!({"individual": sam, "text": say("training-note")})),
        (
            "raise_concern",
            json!({"individual": sam, "what": say("training-concern"), "kind": "harm_to_individual",
                   "recipients": ["manager"]}),
        ),
    ];
    rest.iter().try_for_each(|(command, given)| kith.perform(command, given).map(drop))
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::strings::Language;

    fn key() -> Unlock {
        Unlock::KeyFile(Zeroizing::new([1; 32]))
    }

    #[test]
    fn made_up_people_are_there_in_each_language_with_something_on_each_screen() {
        for language in Language::ALL {
            let folder = tempfile::tempdir().unwrap();
            let home = folder.path().join("training");
            let opening = Opening { language, reproducible: None };
            let kith = Kith::train(&home, &key(), opening).unwrap();
            assert!(kith.is_training().unwrap());
            let caseload = kith.show("caseload", &json!({})).unwrap().data;
            let sam = caseload[0]["individual"].as_str().unwrap().to_owned();
            let shown = |screen: &str| kith.show(screen, &json!({"individual": sam})).unwrap().data;
            assert_eq!(shown("map")["people"].as_array().unwrap().len(), 3);
            assert!(shown("timeline")["items"].as_array().unwrap().len() >= 5);
            assert_eq!(shown("my_people")["people"].as_array().unwrap().len(), 3);
            let today = kith.show("today", &json!({})).unwrap().data;
            assert!(!today["alerts"].as_array().unwrap().is_empty(), "{today}");
            assert!(!today.to_string().contains("training-"), "a key without words: {today}");
            drop(kith);
            // Opened again it is as it was left, with what was tried in it.
            let kith = Kith::train(&home, &key(), opening).unwrap();
            assert_eq!(kith.show("caseload", &json!({})).unwrap().data, caseload);
        }
    }

    #[test]
    fn a_vault_of_real_people_is_never_taken_for_training_and_no_file_goes_between_them() {
        let folder = tempfile::tempdir().unwrap();
        let (real, made_up) = (folder.path().join("real"), folder.path().join("training"));
        let opening = Opening { language: Language::English, reproducible: None };
        let (kith, founded) = Kith::init(&real, &key(), "Harbour", "Alys", opening).unwrap();
        assert!(!kith.is_training().unwrap());
        drop(kith);
        let train = || Kith::train(&real, &key(), opening).err().map(|error| error.code());
        // Also one that nobody is in yet, and whose sheet nobody has kept.
        assert_eq!(train(), Some("vault_exists"));
        let (kith, again) = Kith::init(&real, &key(), "Harbour", "Alys", opening).unwrap();
        assert_eq!(again.recovery_sheet, founded.recovery_sheet, "the sheet is there still");
        assert_eq!(kith.show("caseload", &json!({})).unwrap().data, json!([]));
        kith.recovery_sheet_kept().unwrap();
        kith.perform("add_individual", &json!({"name": "Megan", "languages": ["en"]})).unwrap();
        drop(kith);
        let before = Kith::open(&real, &key(), opening).unwrap().doctor().unwrap();
        assert_eq!(train(), Some("vault_exists"));
        assert_eq!(Kith::open(&real, &key(), opening).unwrap().doctor().unwrap(), before);
        let training = Kith::train(&made_up, &key(), opening).unwrap();
        let stranger = training.export_bundle(&[founded.member]).err().map(|error| error.code());
        assert_eq!(stranger, Some("unknown_id"));
    }
}
