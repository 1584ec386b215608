//! What an individual is writing in their own view and has not said yet. A lock, or a program that ends, costs none of it. It is
//! theirs: no list of a worker's drafts has it, and it is asked for in their own view alone.
//!
//! Each has the name of the screen that it is written on: `my_words`, `my_plan`, `tell_someone`, and `how_was_it/…` with the contact
//! that it is about. What is said of it lets go of it in the same transaction.

use kith_domain::id::{EntryId, IndividualId};
use serde_json::Value;

use crate::arguments::parse_id;
use crate::error::{Fault, KithError};
use crate::kith::Kith;
use crate::screens::drafts::Draft;
use crate::session::Session;

const SCREENS: [&str; 3] = ["my_words", "my_plan", "tell_someone"];
/// The screen on which each contact has a draft of its own.
const OF_CONTACT: &str = "how_was_it";

/// The name of the draft of what is said of a contact, or of nothing in particular.
pub(crate) fn of_words(contact: Option<&str>) -> String {
    contact.map_or("my_words".to_owned(), |contact| format!("{OF_CONTACT}/{contact}"))
}

impl Kith {
    /// Keeps what an individual is writing on one of their own screens, in place of what was kept of it: `my_words`, `my_plan`,
    /// `tell_someone`, or `how_was_it/…` with a contact.
    ///
    /// # Errors
    /// `own_view_only` outside of their own view, `not_an_option` for another name, and as any write.
    pub fn save_own_draft(&self, individual: &str, draft: &str, content: &Value) -> Result<(), KithError> {
        self.own(individual, |session, individual| {
            named(draft)?;
            let content =
                serde_json::to_string(content).map_err(|_| KithError::Bug { place: "own draft" })?;
            Ok(session.vault.save_own_draft_now(individual, draft, &content)?)
        })
    }

    /// What an individual was writing and has not said yet, by name.
    ///
    /// # Errors
    /// `own_view_only` outside of their own view.
    pub fn own_drafts(&self, individual: &str) -> Result<Vec<Draft>, KithError> {
        self.own(individual, |session, individual| {
            let kept = session.vault.read().own_drafts(individual)?.into_iter();
            let draft = |(draft, content): (String, String)| Draft {
                content: serde_json::from_str(&content).unwrap_or(Value::Null),
                draft,
            };
            Ok(kept.map(draft).collect())
        })
    }

    /// Lets go of what an individual was writing. Where nothing is kept, nothing happens.
    ///
    /// # Errors
    /// `own_view_only` outside of their own view, `not_an_option` for another name, and as any write.
    pub fn discard_own_draft(&self, individual: &str, draft: &str) -> Result<(), KithError> {
        self.own(individual, |session, individual| {
            named(draft)?;
            session.vault.write(|tx| Ok(tx.discard_own_draft(individual, draft).map(drop)?))
        })
    }

    /// Does what an individual does in their own view: in together mode, or on a device of theirs.
    fn own<T>(
        &self,
        individual: &str,
        act: impl FnOnce(&mut Session, IndividualId) -> Result<T, KithError>,
    ) -> Result<T, KithError> {
        self.always("own draft", |session| {
            let individual = parse_id(individual, "individual")?;
            if !session.is_own_view(individual) {
                return Err(KithError::forbidden("own_view_only"));
            }
            act(session, individual)
        })
    }
}

impl Session {
    /// Whether this is an individual's own view: together mode, or a device of theirs.
    pub(crate) fn is_own_view(&self, individual: IndividualId) -> bool {
        match self.together {
            Some(whose) => whose == individual,
            None => {
                let member = self.membership.member(self.identity.member);
                member.is_some_and(|member| member.individual == Some(individual))
            }
        }
    }
}

/// Whether a draft has the name of a screen on which something is written.
fn named(draft: &str) -> Result<(), KithError> {
    let of_contact = draft.strip_prefix(OF_CONTACT).and_then(|rest| rest.strip_prefix('/'));
    let is_one = SCREENS.contains(&draft) || of_contact.is_some_and(|id| id.parse::<EntryId>().is_ok());
    if is_one {
        return Ok(());
    }
    let expected = format!("{}, {OF_CONTACT}/…", SCREENS.join(", "));
    Err(KithError::misshapen("draft", "not_an_option", Fault::Options { expected }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use zeroize::Zeroizing;

    use super::*;
    use crate::kith::{Opening, Unlock};
    use crate::strings::Language;

    #[test]
    fn what_an_individual_is_writing_outlasts_a_lock_and_is_on_no_list_of_the_worker() {
        let home = tempfile::tempdir().unwrap();
        let opening = Opening { language: Language::English, reproducible: None };
        let key = Unlock::KeyFile(Zeroizing::new([1; 32]));
        let home = home.path().join("vault");
        let (kith, _) = Kith::init(&home, &key, "Harbour", "Alys", opening).unwrap();
        let made = |name: &str| {
            let done = kith.perform("add_individual", &json!({"name": name, "languages": ["en"]})).unwrap();
            done.ids["individual"].as_str().unwrap().to_owned()
        };
        let (megan, idris) = (made("Megan"), made("Idris"));
        let code = |outcome: Result<(), KithError>| outcome.err().map(|error| error.code());
        let text = |text: &str| json!({ "text": text });
        assert_eq!(code(kith.save_own_draft(&megan, "my_words", &text("x"))), Some("own_view_only"));
        kith.begin_together(&megan).unwrap();
        let kept = ["my_words", "my_plan", "tell_someone"];
        for draft in kept {
            kith.save_own_draft(&megan, draft, &text(draft)).unwrap();
        }
        let contact = format!("how_was_it/{megan}");
        kith.save_own_draft(&megan, &contact, &text("Nan")).unwrap();
        for other in ["visit", "how_was_it", "how_was_it/x", "my_wordsx", ""] {
            assert_eq!(
                code(kith.save_own_draft(&megan, other, &text("x"))),
                Some("not_an_option"),
                "{other}"
            );
        }
        assert_eq!(code(kith.own_drafts(&idris).map(drop)), Some("own_view_only"));
        drop(kith);
        // Locked, and opened by the worker.
        let kith = Kith::open(&home, &key, opening).unwrap();
        assert_eq!(code(kith.own_drafts(&megan).map(drop)), Some("own_view_only"));
        assert_eq!(kith.show("drafts", &json!({})).unwrap().data, json!([]));
        assert_eq!(kith.show("pending", &json!({})).unwrap().data["drafts"], 0);
        kith.begin_together(&megan).unwrap();
        let names = |kith: &Kith| -> Vec<String> {
            kith.own_drafts(&megan).unwrap().into_iter().map(|draft| draft.draft).collect()
        };
        assert_eq!(names(&kith), [contact.as_str(), "my_plan", "my_words", "tell_someone"]);
        assert_eq!(kith.own_drafts(&megan).unwrap()[2].content, text("my_words"));
        // What a worker says for them is not what they were writing.
        kith.end_together(&key).unwrap();
        kith.tell(&megan, &["manager".to_owned()], "She cries").unwrap();
        kith.begin_together(&megan).unwrap();
        assert_eq!(names(&kith).len(), 4);
        // What is refused keeps its draft; what is said lets go of it.
        assert!(kith.say_themself(&megan, "", None).is_err());
        assert_eq!(names(&kith).len(), 4);
        kith.say_themself(&megan, "I like the harbour", None).unwrap();
        kith.tell(&megan, &["manager".to_owned()], "He shouts").unwrap();
        assert_eq!(names(&kith), [contact.as_str(), "my_plan"]);
        kith.choose_face(&megan, "4", None).unwrap();
        kith.think_of_support(&megan, "It is good").unwrap();
        kith.discard_own_draft(&megan, &contact).unwrap();
        kith.discard_own_draft(&megan, &contact).unwrap();
        assert_eq!(names(&kith), [""; 0]);
    }
}
