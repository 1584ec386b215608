//! The laws of the record, on real vaults, by chance: whatever people do on whichever phones, with bundles in any
//! order, late, twice or lost, nothing is lost or hidden, and every answer is the one that a plain model gives.
//!
//! Each case is a seed, and a failing one is told with the shortest run of steps that still fails: `KITH_SEED` runs one
//! seed alone, `KITH_CASES` so many times the usual number.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use kith_tests::model::rules::{Asked, Said};
use kith_tests::world::World;
use kith_tests::world::chance::Chance;
use kith_tests::world::commands::MODES;
use kith_tests::world::compare::{far_off, instants};
use kith_tests::world::said::terms;
use serde_json::{Value, json};

/// One case: so many steps of the world of a seed.
type Case = fn(u64, usize) -> ();

/// Runs the cases of a law; a failure is cut down to its shortest beginning, and told.
fn law(name: &str, cases: u64, steps: usize, case: Case) {
    let times: u64 = std::env::var("KITH_CASES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let one: Option<u64> = std::env::var("KITH_SEED").ok().and_then(|seed| seed.parse().ok());
    let seeds: Vec<u64> = one.map_or_else(|| (0..cases * times).collect(), |seed| vec![seed]);
    for seed in seeds {
        let run = |steps: usize| catch_unwind(AssertUnwindSafe(|| case(seed, steps)));
        if let Err(first) = run(steps) {
            let (mut passes, mut fails) = (0, steps);
            let loud = std::panic::take_hook();
            std::panic::set_hook(Box::new(|_| {}));
            while passes + 1 < fails {
                let half = usize::midpoint(passes, fails);
                if run(half).is_ok() { passes = half } else { fails = half }
            }
            std::panic::set_hook(loud);
            eprintln!("{name}: KITH_SEED={seed} fails after {fails} of {steps} steps");
            drop(run(fails));
            resume_unwind(first);
        }
    }
}

fn lived(seed: u64, phones: usize, steps: usize) -> (World, BTreeSet<&'static str>) {
    let mut chance = Chance::new(seed);
    let mut world = World::new(seed, phones, 1 + chance.below(2));
    let mut done = BTreeSet::new();
    for _ in 0..steps {
        done.extend(world.step(&mut chance));
    }
    (world, done)
}

/// All phones hold all that they may read, equal where they read the same, and sound.
fn settled(world: &mut World) {
    let made = world.exchange();
    for phone in 0..world.phones.len() {
        world.agrees(phone);
        let found = world.phones[phone].at(world.phones[phone].clock).doctor().unwrap();
        assert_eq!(found.problems, []);
        assert!(found.caches_equal);
    }
    let hashes = world.equal_hashes();
    // The same again, and what is still under way: nothing is added, nothing changes.
    let late: Vec<_> = made.into_iter().chain(world.under_way.clone()).collect();
    for bundle in late {
        for to in bundle.to.clone() {
            world.import(to, &bundle);
        }
    }
    assert_eq!(world.equal_hashes(), hashes);
}

#[test]
fn nothing_is_lost_and_every_answer_is_the_models() {
    law("merge", 8, 50, |seed, steps| {
        let phones = 2 + usize::try_from(seed % 3).unwrap();
        let (mut world, _) = lived(seed, phones, steps);
        settled(&mut world);
    });
}

#[test]
fn each_phone_answers_for_what_has_reached_it() {
    law("in flight", 6, 40, |seed, steps| {
        let mut chance = Chance::new(seed ^ 0xF117);
        let mut world = World::new(seed, 3, 1);
        for number in 0..steps {
            world.step(&mut chance);
            if number % 10 == 9 {
                let phone = chance.below(3);
                world.agrees(phone);
            }
        }
    });
}

/// The worlds of these laws are worth living in: every command is carried out in some of them, and they hold what the
/// laws are about.
#[test]
fn the_worlds_do_everything_and_differ() {
    let (mut done, mut differing, mut guarded) = (BTreeSet::new(), 0, 0);
    for seed in 100..105 {
        let (mut world, did) = lived(seed, 3, 150);
        done.extend(did);
        world.exchange();
        for individual in &world.individuals {
            for (card, field, _) in world.held(0).differences(individual, true) {
                differing += 1;
                guarded += usize::from(world.model.cards[&card].kind == "restriction" && field == "terms");
            }
        }
    }
    let all = [
        "add_need",
        "add_person",
        "add_place",
        "add_relationship",
        "add_strategy",
        "agree_support",
        "amend",
        "answer_concern",
        "deliver",
        "disagree",
        "end",
        "escalate_concern",
        "export",
        "give_consent",
        "give_feedback",
        "give_information",
        "lower_concern",
        "note",
        "observe",
        "plan_contact",
        "raise_concern",
        "record_decision",
        "record_visit",
        "reopen",
        "say",
        "set_field",
        "set_restriction",
        "settle",
        "use_strategy",
        "view_good_for_me",
    ];
    assert_eq!(done, BTreeSet::from(all));
    assert!(differing > 8 && guarded > 1, "{differing} {guarded}");
}

/// Two phones change the same rules, neither seeing the other, once or more: merged, each rule is at least as strict
/// as it was on either phone, for every way of contact and at every instant.
#[test]
fn a_merge_is_never_weaker_than_what_it_merged() {
    law("join", 8, 6, |seed, steps| {
        let mut chance = Chance::new(seed ^ 0x10_11);
        let mut world = World::new(seed, 2, 1);
        let individual = world.individuals[0].clone();
        let mut rules = Vec::new();
        for number in 0..steps.max(1) {
            let add = json!({"individual": individual, "name": format!("Person {number}"), "kind": "person"});
            let person = world.perform(0, "add_person", add, None).unwrap().ids["person"].clone();
            let mut first = terms(&mut chance);
            first["individual"] = json!(individual);
            first["person"] = person.clone();
            let rule = world.perform(0, "set_restriction", first, None).unwrap().ids["restriction"].clone();
            rules.push((person.as_str().unwrap().to_owned(), rule));
        }
        world.exchange();
        // Each phone says something of every rule, having seen nothing of the other's.
        for phone in 0..2 {
            for (person, rule) in &rules {
                for _ in 0..1 + chance.below(2) {
                    let look = world.look(phone, &individual);
                    let mut next = terms(&mut chance);
                    let part = json!({"individual": individual, "person": person, "id": rule, "reason": "anew",
                        "seen": look.seen});
                    next.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
                    world.perform(phone, "set_restriction", next, Some(&look)).unwrap();
                }
                if chance.one_in(4) {
                    let look = world.look(phone, &individual);
                    let end = json!({"card": rule, "reason": "over", "seen": look.seen});
                    world.perform(phone, "end", end, Some(&look)).unwrap();
                }
            }
        }
        let answers = |world: &World, phone: usize| -> Vec<Said> {
            let kith = world.phones[phone].at(far_off());
            let mut answers = Vec::new();
            for (person, _) in &rules {
                for mode in MODES {
                    for at in instants() {
                        let (individual, now) = (individual.as_str(), far_off());
                        let (furthest, reads_rules, waiting) = (None, true, false);
                        let asked =
                            Asked { individual, person, mode, at, now, furthest, reads_rules, waiting };
                        answers.push(World::told(&kith, &asked).0);
                    }
                }
            }
            answers
        };
        let before = [answers(&world, 0), answers(&world, 1)];
        world.exchange();
        for phone in 0..2 {
            for ((merged, one), other) in answers(&world, phone).iter().zip(&before[0]).zip(&before[1]) {
                for input in [one, other] {
                    assert!(merged.outcome >= input.outcome, "{merged:?} is weaker than {input:?}");
                    assert!(merged.conditions.is_superset(&input.conditions), "{merged:?} lost of {input:?}");
                    assert!(
                        merged.supervisors.is_superset(&input.supervisors),
                        "{merged:?} lost of {input:?}"
                    );
                }
            }
        }
    });
}

/// Every part of every fact and entry counts: whichever one is altered where it lies, the hash is another, and as it
/// was again once that is undone.
#[test]
fn any_altered_fact_changes_the_hash() {
    let (world, _) = lived(7, 2, 40);
    let individual = world.individuals[0].clone();
    let before = world.hash(0, &individual).0;
    let (mut hashes, mut altered) = (BTreeSet::from([before.clone()]), 0);
    let mut vault = world.phones[0].vault();
    let rows = vault.read().cards(individual.parse().unwrap(), None).unwrap();
    drop(vault);
    for row in rows {
        let card: Value = serde_json::from_str(&row.json).unwrap();
        let mut paths = Vec::new();
        leaves(&card["fields"], "/fields", &mut paths);
        for path in paths.iter().step_by(5) {
            let mut other = card.clone();
            let leaf = other.pointer_mut(path).unwrap();
            let Some(changed) = alter(leaf) else { continue };
            *leaf = changed;
            vault = world.phones[0].vault();
            let put = kith_vault::CardRow { json: other.to_string(), ..row.clone() };
            vault.write(|tx| tx.put_card(&put)).unwrap();
            drop(vault);
            let hash = world.hash(0, &individual).0;
            assert!(hashes.insert(hash), "{path} of a {} counts for nothing", row.kind);
            altered += 1;
        }
        world.phones[0].vault().write(|tx| tx.put_card(&row)).unwrap();
    }
    assert!(altered > 25, "{altered}");
    assert_eq!(world.hash(0, &individual).0, before);
}

/// The paths to every text and number of a value.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(place, item)| leaves(item, &format!("{path}/{place}"), found));
        }
        Value::Object(parts) => {
            parts.iter().for_each(|(name, part)| {
                let name = name.replace('~', "~0").replace('/', "~1");
                leaves(part, &format!("{path}/{name}"), found);
            });
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) => found.push(path.to_owned()),
        Value::Null => {}
    }
}

/// Something else of the same shape: another id, a minute later, other words. `None` where a closed list leaves none.
fn alter(leaf: &Value) -> Option<Value> {
    let text = match leaf {
        Value::Bool(said) => return Some(json!(!said)),
        Value::Number(number) => return Some(json!(number.as_f64()? + 1.0)),
        other => other.as_str()?,
    };
    if text.len() == 36 && text.matches('-').count() == 4 {
        let first = if text.starts_with('a') { "b" } else { "a" };
        return Some(json!(format!("{first}{}", &text[1..])));
    }
    if let Ok(at) = text.parse::<kith_tests::model::Moment>() {
        return Some(json!(
            (at + chrono::TimeDelta::minutes(1)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
        ));
    }
    let closed = [
        "individual",
        "worker",
        "key_person",
        "own_words",
        "observed",
        "reported",
        "spoken",
        "behaviour",
        "writing",
    ];
    (!closed.contains(&text)).then(|| json!(format!("{text}x")))
}

/// The same commands on the same clock make the same hash, on other devices of another organisation even; one of them
/// told in one word otherwise makes another, whichever it is.
#[test]
fn one_command_told_otherwise_changes_the_hash() {
    let told = |otherwise: Option<usize>| -> String {
        // long: one table of commands and how each is told otherwise.
        let mut world = World::new(5, 1, 1);
        let individual = world.individuals[0].clone();
        let voice = json!({"speaker": "individual", "how": "own_words", "method": "spoken"});
        let mut number = 0;
        let mut word = |said: &str| {
            number += 1;
            if otherwise == Some(number) { format!("{said} otherwise") } else { said.to_owned() }
        };
        let add = |world: &mut World, command: &str, mut arguments: Value| {
            arguments["individual"] = json!(individual);
            world.perform(0, command, arguments, None).unwrap()
        };
        let person =
            add(&mut world, "add_person", json!({"name": word("Tom"), "kind": "person"})).ids["person"]
                .clone();
        add(&mut world, "add_relationship", json!({"to": person, "kind": word("friend")}));
        let modes = json!({"phone": {"rule": "conditional", "condition": word("before nine")}});
        add(
            &mut world,
            "set_restriction",
            json!({"person": person, "effect": "limit", "force": "agreed",
            "kind": "agreed_plan", "from": "2026-01-01", "state": "active", "modes": modes}),
        );
        add(
            &mut world,
            "plan_contact",
            json!({"people": [person], "mode": "letter", "start": "2026-01-09T10:00:00Z",
            "transport": word("by bus")}),
        );
        add(
            &mut world,
            "give_consent",
            json!({"purpose": word("share"), "decision": "given", "voice": voice}),
        );
        add(
            &mut world,
            "raise_concern",
            json!({"what": word("a bruise"), "kind": "harm_to_individual",
            "recipients": ["manager"], "readers": []}),
        );
        add(
            &mut world,
            "record_visit",
            json!({"occurred": {"at": "2026-01-08T10:00:00Z"}, "did_not_say": true,
            "happened": {"outcome": "happened"}, "line": word("to the shop"), "worry": "no"}),
        );
        add(
            &mut world,
            "observe",
            json!({"occurred": {"at": "2026-01-08T10:00:00Z"}, "situation": word("rain"),
            "voice": voice}),
        );
        add(&mut world, "note", json!({"text": word("a key was lost")}));
        let said =
            add(&mut world, "say", json!({"text": word("I am well"), "voice": voice})).ids["statement"]
                .clone();
        for (command, arguments) in [
            ("amend", json!({"entry": said, "changes": {"text": "ill"}, "reason": word("misheard")})),
            ("disagree", json!({"entry": said, "voice": voice, "text": word("not so")})),
        ] {
            world.perform(0, command, arguments, None).unwrap();
        }
        world.hash(0, &individual).0
    };
    let first = told(None);
    assert_eq!(told(None), first);
    for number in 1..=12 {
        assert_ne!(told(Some(number)), first, "the {number}th");
    }
}
