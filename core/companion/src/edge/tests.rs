use std::future::Future;
use std::pin::pin;
use std::sync::mpsc::{Sender, channel};
use std::task::{Context, Poll, Waker};
use std::thread::{self, ThreadId};
use std::time::Duration;

use pollster::block_on;

use super::*;
use crate::changed::Changed;
use crate::commands::add_individual::AddIndividual;
use crate::commands::note::Note;
use crate::screens::caseload::Caseload;

/// Long enough for a thread that was woken, on a machine that is busy.
const A_WHILE: Duration = Duration::from_secs(60);

fn place(home: &tempfile::TempDir) -> Place {
    Place {
        home: home.path().join("vault").to_string_lossy().into_owned(),
        key: Key::random(vec![7; 32]),
        language: Language::English,
        fixed: None,
    }
}

fn founded(home: &tempfile::TempDir) -> Arc<Companion> {
    block_on(found(place(home), "Harbour".to_owned(), "Alys".to_owned())).unwrap().kith
}

fn individual(kith: &Companion) -> String {
    let arguments = serde_json::from_value::<AddIndividual>(serde_json::json!({
        "name": "Mair", "languages": ["cy"],
    }));
    let done = block_on(kith.add_individual(arguments.unwrap())).unwrap();
    done.ids["individual"][0].clone()
}

fn note(individual: &str, text: &str) -> Note {
    serde_json::from_value(serde_json::json!({"individual": individual, "text": text})).unwrap()
}

struct Tells(Sender<(Changed, ThreadId)>);

impl Observer for Tells {
    fn changed(&self, changed: Changed) {
        let _nobody_listens_any_more = self.0.send((changed, thread::current().id()));
    }
}

#[test]
fn an_error_has_its_kind_its_fields_and_its_words() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let individual = individual(&kith);
    let refused = block_on(kith.note(note(&individual, ""))).unwrap_err();
    let Failure::InvalidInput { code, field, words, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!((code.as_str(), field.as_str()), ("empty", "text"));
    assert_eq!(words.fields, ["text"]);
    assert!(!words.message.is_empty() && !words.next.is_empty());
    let place = Place { key: Key::random(vec![1; 31]), ..place(&home) };
    assert!(matches!(block_on(open(place)).err(), Some(Failure::Key { .. })));
}

#[test]
fn what_a_form_filled_in_goes_to_the_command_that_it_names() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let individual = individual(&kith);
    let asked = serde_json::from_value(serde_json::json!({"individual": individual})).unwrap();
    let form = block_on(kith.visit_form(asked)).unwrap();
    let mut filled_in = serde_json::json!({
        "individual": individual, "occurred": {"at": "2026-03-02T10:00:00Z"}, "happened": {"outcome": "happened"},
        "line": "Tea and a talk", "did_not_say": true, "worry": "no",
    });
    let done = block_on(kith.submit(form.command.clone(), filled_in.clone())).unwrap();
    assert_eq!(done.ids["visit"].len(), 1);
    filled_in["worry"] = serde_json::json!("perhaps");
    let refused = block_on(kith.submit(form.command, filled_in)).unwrap_err();
    assert!(matches!(&refused, Failure::InvalidInput { field, .. } if field == "worry"), "{refused:?}");
}

#[test]
fn a_panic_arrives_as_a_bug_and_the_vault_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let failed: Result<(), Failure> = block_on(kith.ask(|_| panic!("on purpose")));
    assert!(matches!(failed, Err(Failure::Bug { .. })), "{failed:?}");
    individual(&kith);
    assert_eq!(block_on(kith.caseload(Caseload {})).unwrap().len(), 1);
}

#[test]
fn a_closed_vault_says_so_and_another_may_open_it() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    assert_eq!(block_on(open(place(&home))).err().unwrap().code(), "vault_in_use");
    block_on(kith.shut());
    assert_eq!(block_on(kith.caseload(Caseload {})).unwrap_err().code(), "vault_closed");
    block_on(open(place(&home))).unwrap();
}

#[test]
fn what_is_given_up_before_its_turn_is_not_done_and_what_has_begun_is_finished() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let individual = individual(&kith);
    let (begun, has_begun) = channel();
    let (go_on, may_go_on) = channel::<()>();
    let mut waker = Context::from_waker(Waker::noop());
    {
        let mut busy = pin!(kith.ask(move |_| {
            begun.send(()).unwrap();
            may_go_on.recv().unwrap();
            Ok(())
        }));
        assert!(busy.as_mut().poll(&mut waker).is_pending());
        has_begun.recv().unwrap();
        // Asked while the desk is busy, and given up at once.
        let mut given_up = Box::pin(kith.note(note(&individual, "given up")));
        assert!(given_up.as_mut().poll(&mut waker).is_pending());
        drop(given_up);
    }
    // The one that had begun was given up as well, and is finished.
    let mut last = pin!(kith.note(note(&individual, "asked last")));
    assert_eq!(last.as_mut().poll(&mut waker).map(drop), Poll::Pending);
    go_on.send(()).unwrap();
    block_on(last).unwrap();
    let said = serde_json::json!({"individual": individual});
    let timeline = block_on(kith.outline("timeline".to_owned(), said)).unwrap();
    let told = format!("{timeline:?}");
    assert!(told.contains("asked last") && !told.contains("given up"), "{told}");
}

#[test]
fn whoever_watches_hears_of_it_on_a_thread_of_their_own_until_they_give_up() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let (tell, told) = channel();
    let watch = kith.watch(Arc::new(Tells(tell)));
    let individual = individual(&kith);
    let (changed, on) = told.recv_timeout(A_WHILE).unwrap();
    assert_eq!(changed, Changed { individuals: vec![individual.clone()], received: false, drafts: false });
    assert_ne!(on, thread::current().id());
    let draft = serde_json::from_value(serde_json::json!({"draft": "visit", "content": {"line": "went"}}));
    block_on(kith.save_draft(draft.unwrap())).unwrap();
    assert!(told.recv_timeout(A_WHILE).unwrap().0.drafts);
    watch.end();
    block_on(kith.note(note(&individual, "nobody watches"))).unwrap();
    assert!(told.recv_timeout(A_WHILE).is_err(), "given up, and told all the same");
}

#[test]
fn what_the_record_shapes_itself_crosses_whole_and_what_is_not_given_is_not_there() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let content = serde_json::json!({"line": "went", "when": null, "contacts": [{"person": null}, null]});
    let draft = serde_json::json!({"draft": "visit", "content": content});
    block_on(kith.save_draft(serde_json::from_value(draft).unwrap())).unwrap();
    let held = block_on(kith.drafts(crate::screens::drafts::Drafts {})).unwrap();
    assert_eq!(held.iter().map(|draft| &draft.content).collect::<Vec<_>>(), [&content]);
    // The note has no section, no people and no time of its own.
    let individual = individual(&kith);
    block_on(kith.note(note(&individual, "said"))).unwrap();
}

/// Asks the vault from within, as a screen would.
struct Asks(Arc<Companion>, Sender<usize>);

impl Observer for Asks {
    fn changed(&self, _: Changed) {
        let caseload = block_on(self.0.caseload(Caseload {})).unwrap();
        self.1.send(caseload.len()).unwrap();
    }
}

#[test]
fn an_observer_may_ask_the_vault() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let (tell, told) = channel();
    let _watch = kith.watch(Arc::new(Asks(Arc::clone(&kith), tell)));
    individual(&kith);
    assert_eq!(told.recv_timeout(A_WHILE), Ok(1));
}

#[test]
fn five_hundred_calls_at_once_are_all_answered() {
    let home = tempfile::tempdir().unwrap();
    let kith = founded(&home);
    let individual = individual(&kith);
    thread::scope(|scope| {
        for caller in 0..10 {
            let (kith, individual) = (&kith, &individual);
            scope.spawn(move || {
                for call in 0..50 {
                    block_on(kith.note(note(individual, &format!("{caller} {call}")))).unwrap();
                }
            });
        }
    });
    let hash = serde_json::json!({"individual": individual});
    assert!(block_on(kith.outline("hash".to_owned(), hash)).is_ok());
    assert_eq!(
        block_on(kith.pending(crate::screens::pending::Pending {})).unwrap().unproved,
        501,
        "each, and the record itself"
    );
}
