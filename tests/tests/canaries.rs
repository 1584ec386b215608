//! Words planted in every text field of every command are found nowhere outside the sealed vault: in no file, log,
//! temporary file or message, in no encoding, also after a kill. A finder that finds nothing shows nothing, so it is
//! first shown to find.
#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use kith_tests::schema::plain;
use kith_tests::terminal::{NOW, Phone, Told, photo};
use serde_json::{Value, json};

/// Words that no program writes of itself.
struct Canaries(u32);

impl Canaries {
    /// The next one.
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("Quokka{:04}Zyzzyva", self.0)
    }
}

/// What every canary has in common, in every form that it might lie about in.
fn forms() -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for word in ["Quokka", "Zyzzyva", "quokka", "zyzzyva"] {
        let bytes = word.as_bytes();
        forms.push(bytes.to_vec());
        forms.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
        forms.push(word.encode_utf16().flat_map(u16::to_be_bytes).collect());
        for shift in 0..3 {
            // The letters that hold whole bytes of the word, whatever stands before and after it.
            let padded = [&[0; 2][..shift], bytes].concat();
            let (first, last) = ((shift * 8).div_ceil(6), padded.len() * 8 / 6);
            for encoded in [STANDARD.encode(&padded), URL_SAFE.encode(&padded)] {
                forms.push(encoded.as_bytes()[first..last].to_vec());
            }
        }
    }
    forms
}

/// The files under a folder that hold any of it.
fn found(folder: &Path, forms: &[Vec<u8>]) -> Vec<PathBuf> {
    let mut holding = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            holding.extend(found(&path, forms));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().as_bytes().to_vec();
        if forms.iter().any(|form| holds(&bytes, form) || holds(&name, form)) {
            holding.push(path);
        }
    }
    holding
}

fn holds(bytes: &[u8], form: &[u8]) -> bool {
    // The first letter finds most places that cannot be it.
    let first = form[0];
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(form) {
            return true;
        }
        from += at + 1;
    }
    false
}

fn is(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
}

/// Something of a schema's shape, with a canary wherever words may stand and an id or option where it must.
fn planted(root: &Value, schema: &Value, name: &str, known: &Value, canaries: &mut Canaries) -> Value {
    let schema = plain(root, schema);
    if let Some(value) = known.get(name) {
        return value.clone();
    }
    if is(schema, "object") {
        let Some(parts) = schema["properties"].as_object() else {
            return json!({ "text": canaries.next() });
        };
        let parts =
            parts.iter().map(|(part, schema)| (part.clone(), planted(root, schema, part, known, canaries)));
        return parts.filter(|(_, value)| !value.is_null()).collect::<serde_json::Map<_, _>>().into();
    }
    if is(schema, "array") {
        return json!([planted(root, &schema["items"], &format!("{name}[]"), known, canaries)]);
    }
    match schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]).as_str() {
        Some("string") => json!(canaries.next()),
        Some("integer" | "number") => json!(3),
        Some("boolean") => json!(true),
        _ => json!(canaries.next()),
    }
}

/// A phone with a record, and the ids and options that commands take.
fn planting(canaries: &mut Canaries) -> (Phone, Value) {
    let mut phone = Phone::new(1);
    let org = canaries.next();
    let member = canaries.next();
    let told = phone.run(&["init", "--org", &org, "--name", &member], b"");
    phone.member = told.data()["member"].as_str().unwrap().to_owned();
    let megan = phone.individual(&canaries.next());
    let idris = phone.individual(&canaries.next());
    let (tom, ann) = (phone.person(&megan, &canaries.next()), phone.person(&megan, &canaries.next()));
    let known = json!({
        "individual": megan, "to_individual": idris, "to": tom, "person": tom, "ann": ann, "people": [tom],
        "team": null, "section": "team", "speaker": "individual", "how": "own_words", "method": "spoken", "member": null,
        "at": NOW, "precision": "exact", "circle": "intimacy", "quality": "strong", "status": "existing",
        "gives_support": "both", "mode": "phone", "start": NOW, "rrule": "FREQ=DAILY;COUNT=3", "outcome": "happened",
        "scale": "five_faces", "phase": "before", "worry": "no", "support": ["listen"], "readers": null,
        "danger": "short", "recipients": ["manager"], "concerned": [], "view": "good", "of": "being_in",
        "decision": "given", "until": "2027-01-01", "review": "2026-06-01", "when": "2026-03-01", "since": "2020-01-01",
        "date_of_birth": "1990-01-01", "effect": "limit", "force": "agreed", "state": "active", "id": null,
        "answer_due": NOW, "seen": null, "bound": null, "protected": null, "ending": "end", "entry": null, "need": null, "place": null,
        "strategy": null, "relationships": null, "about": [], "plan": null, "draft": null, "matter": null,
        "modes": {"phone": {"rule": "conditional", "condition": canaries.next()}}, "best_interests": null,
        "did_not_say": null, "section": null, "verified": {"by": canaries.next(), "when": "2026-03-01"}, "field": "preferred_name",
    });
    (phone, known)
}

/// Carries out every command of the schema with canaries wherever it takes words; which were done.
fn plant(phone: &Phone, known: &Value, canaries: &mut Canaries) -> BTreeSet<String> {
    let schema = phone.run(&["schema"], b"").data().clone();
    let megan = known["individual"].as_str().unwrap();
    let made = |name: &str, id: &str, more: Value, canaries: &mut Canaries| {
        // long: one table of every command, in the order in which each makes what the next needs.
        let mut known = known.as_object().unwrap().clone();
        known.extend(more.as_object().unwrap().clone());
        if ["attach", "record_visit", "say"].contains(&name) {
            let picture = [photo(300), canaries.next().into_bytes(), photo(300)].concat();
            known.insert("staged".to_owned(), json!(phone.take("photo", &picture)));
        }
        let root = &schema["do"][name]["arguments"];
        let arguments = planted(root, root, "", &Value::Object(known), canaries);
        let told: Told = phone.attempt(name, &arguments);
        assert_eq!(told.status, Some(0), "{name} {arguments}: {}", told.json);
        told.json["data"]["ids"][id].clone()
    };
    let kinds = |kind: &str| json!({ "kind": kind });
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut ids = serde_json::Map::new();
    let first: [(&str, &str, Value); 19] = [
        ("add_individual", "individual", json!({})),
        ("add_person", "person", kinds("pet")),
        ("add_relationship", "relationship", json!({"kind": "friend", "from": known["ann"]})),
        ("add_need", "need", kinds("difficult")),
        ("add_place", "place", json!({})),
        ("add_strategy", "strategy", kinds("coping")),
        ("set_restriction", "restriction", json!({"kind": "agreed_plan", "from": "2026-01-01"})),
        ("plan_contact", "plan", json!({})),
        ("record_visit", "visit", json!({})),
        ("observe", "observation", json!({"feelings": ["numb"]})),
        ("attach", "attachment", json!({"card": known["person"]})),
        ("say", "statement", json!({"kind": "wish", "feelings": ["numb"]})),
        ("note", "note", json!({})),
        ("agree_support", "agreement", json!({})),
        ("give_consent", "consent", json!({})),
        ("give_feedback", "feedback", json!({})),
        ("give_information", "information", json!({})),
        ("raise_concern", "concern", kinds("harm_to_individual")),
        ("record_decision", "decision", json!({})),
    ];
    for (name, id, more) in first {
        ids.insert(id.to_owned(), made(name, id, more, canaries));
        done.insert(name.to_owned());
    }
    let seen = phone.seen(megan);
    let entry = ids["note"].clone();
    let concern_seen = |ids: &serde_json::Map<String, Value>| {
        phone.show("concern", &[("concern", ids["concern"].as_str().unwrap())])["seen"].clone()
    };
    let tom = &known["person"];
    let strategy = json!({"strategy": ids["strategy"]});
    let second: [(&str, &str, Value); 13] = [
        ("use_strategy", "strategy_used", strategy),
        ("view_good_for_me", "view", json!({"card": ids["relationship"]})),
        ("amend", "amendment", json!({"entry": entry})),
        ("disagree", "disagreement", json!({"entry": entry})),
        ("set_field", "fact", json!({"card": tom, "seen": seen})),
        (
            "answer_concern",
            "concern",
            json!({"concern": ids["concern"], "from": canaries.next(), "seen": concern_seen(&ids)}),
        ),
        ("escalate_concern", "concern", json!({"concern": ids["concern"], "to": "adult_social_care"})),
        ("save_draft", "", json!({"draft": "visit"})),
        ("refile", "entry", json!({"entry": entry})),
        ("end", "fact", json!({"card": ids["person"], "seen": seen})),
        (
            "set_restriction",
            "restriction",
            json!({"kind": "agreed_plan", "from": "2026-01-01", "id": ids["restriction"], "seen": seen}),
        ),
        ("give_consent", "consent", json!({"id": ids["consent"], "seen": seen})),
        ("give_access", "member", json!({"member": phone.member})),
    ];
    for (name, id, more) in second {
        if name == "give_access" {
            // To whom it would be given can read it already: the reason is planted, whatever comes of it.
            let told = phone.attempt(
                name,
                &json!({"individual": megan, "member": phone.member, "reason": canaries.next()}),
            );
            assert!(matches!(told.status, Some(0 | 3 | 4)), "{}", told.json);
        } else {
            made(name, id, more, canaries);
        }
        done.insert(name.to_owned());
    }
    made("reopen", "fact", json!({"card": ids["person"], "seen": phone.seen(megan)}), canaries);
    let lower = json!({"concern": ids["concern"], "seen": concern_seen(&ids), "status": "answered", "danger": "long"});
    made("lower_concern", "concern", lower, canaries);
    // A setting holds no words.
    done.extend(["reopen", "lower_concern", "discard_draft", "settle", "change_setting"].map(str::to_owned));
    let all: BTreeSet<String> = schema["do"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(done, all, "a command that nothing was planted by");
    done
}

#[test]
fn the_finder_finds_what_lies_open() {
    let folder = tempfile::tempdir().unwrap();
    let canary = Canaries(0).next();
    let text = format!("x{canary}");
    let wide: Vec<u16> = text.encode_utf16().collect();
    let inside = |shift: usize| [&b"abc"[..shift], canary.as_bytes(), b"tail"].concat();
    let forms_of: Vec<(&str, Vec<u8>)> = vec![
        ("plain", [&[0, 255, 7][..], text.as_bytes()].concat()),
        ("lower", text.to_lowercase().into()),
        ("utf16le", wide.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        ("utf16be", wide.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        ("base64-0", STANDARD.encode(inside(0)).into()),
        ("base64-1", STANDARD.encode(inside(1)).into()),
        ("base64-2", STANDARD.encode(inside(2)).into()),
        ("url-1", URL_SAFE.encode(inside(1)).into()),
    ];
    std::fs::create_dir(folder.path().join("below")).unwrap();
    for (name, bytes) in &forms_of {
        std::fs::write(folder.path().join("below").join(name), bytes).unwrap();
    }
    std::fs::write(folder.path().join("innocent"), "a quokk and a zyzzyv").unwrap();
    let holding = found(folder.path(), &forms());
    assert_eq!(holding.len(), forms_of.len(), "{holding:?}");
}

#[test]
fn the_finder_finds_it_on_a_page_made_to_be_read_by_anyone() {
    let mut canaries = Canaries(0);
    let (phone, known) = planting(&mut canaries);
    let page = phone.file("page.html");
    assert_eq!(
        phone.run(&["page", "--individual", known["individual"].as_str().unwrap(), &page], b"").status,
        Some(0)
    );
    let mut holding = found(phone.everything(), &forms());
    holding.sort();
    // The sheet to print names the organisation.
    assert_eq!(holding, [Path::new(&page), &phone.home.join("recovery.txt")]);
}

#[test]
fn nothing_planted_in_any_field_is_found_outside_the_seal() {
    let mut canaries = Canaries(0);
    let (phone, known) = planting(&mut canaries);
    plant(&phone, &known, &mut canaries);
    assert!(canaries.0 > 90, "{} were planted", canaries.0);
    // It is all there, for whoever has the key.
    let hits = phone.show("search", &[("text", "Quokka")]);
    assert!(hits.as_array().unwrap().len() > 20, "{hits}");
    // Everybody else has a home, bundles, requests and admissions to look through; what they hold is sealed.
    let bethan = phone.admitted("Bethan", "worker");
    phone.hand_to(&bethan);
    bethan.perform("note", &json!({"individual": known["individual"], "text": canaries.next()}));
    bethan.hand_to(&phone);
    for phone in [&phone, &bethan] {
        assert_eq!(phone.run(&["doctor"], b"").data()["caches_equal"], true);
    }
    // The sheet to print names the organisation, for whoever finds it in a safe; it holds nobody's words.
    let mut holding = found(phone.everything(), &forms());
    holding.retain(|path| !path.ends_with("recovery.txt"));
    assert_eq!(holding, Vec::<PathBuf>::new());
}

#[test]
fn nothing_is_found_after_a_kill_in_the_middle_of_a_long_import() {
    let mut canaries = Canaries(0);
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    // The file to be imported lies elsewhere: it is open by nature.
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("session.graphml");
    let (mut killed, mut came) = (0, BTreeSet::new());
    for round in 0..8u64 {
        std::fs::write(&file, session(round, &mut canaries)).unwrap();
        let command = ["import", "network-canvas", "--individual", &megan, file.to_str().unwrap()];
        let mut child = phone.start(&command, b"");
        std::thread::park_timeout(Duration::from_millis(15 + 60 * round));
        // While it runs, and when it is gone.
        assert_eq!(found(phone.everything(), &forms()), Vec::<PathBuf>::new());
        child.kill().unwrap();
        killed += u32::from(child.wait_with_output().unwrap().status.code().is_none());
        assert_eq!(found(phone.everything(), &forms()), Vec::<PathBuf>::new());
        came.insert(phone.show("map", &[("individual", &megan)])["people"].as_array().unwrap().len());
    }
    assert!(killed > 1, "{killed} were killed, {came:?}");
    assert!(came.iter().all(|count| count % PEOPLE == 0), "half of a file came in: {came:?}");
    assert_eq!(phone.run(&["doctor"], b"").data()["problems"], json!([]));
    // The last one to its end: what was looked for was there to be found.
    let command = ["import", "network-canvas", "--individual", &megan, file.to_str().unwrap()];
    assert_eq!(phone.run(&command, b"").status, Some(0));
    assert!(phone.show("map", &[("individual", &megan)]).to_string().contains("Quokka"));
    assert_eq!(found(phone.everything(), &forms()), Vec::<PathBuf>::new());
}

/// How many people the session of a round holds.
const PEOPLE: usize = 600;

/// A session of Network Canvas with a canary for each name.
fn session(round: u64, canaries: &mut Canaries) -> String {
    let keys = ["name", "networkCanvasType", "networkCanvasUUID"]
        .map(|name| format!("<key id=\"{name}\" attr.name=\"{name}\" attr.type=\"string\" for=\"node\"/>"));
    let mut text = format!(
        "<?xml version=\"1.0\"?><graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:nc=\"http://schema.networkcanvas.com/xmlns\">{}\
         <graph edgedefault=\"undirected\" nc:caseId=\"c\" nc:sessionUUID=\"s\">",
        keys.concat()
    );
    for person in 0..PEOPLE {
        text += &format!(
            "<node id=\"{person}\"><data key=\"networkCanvasType\">person</data>\
             <data key=\"networkCanvasUUID\">u{round}-{person}</data><data key=\"name\">{}</data></node>",
            canaries.next()
        );
    }
    text + "</graph></graphml>"
}
