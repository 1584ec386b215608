//! Real input by the commands anybody would use: a diary of 238 days and a session of Network Canvas, each against the
//! source file, read here by code that shares nothing with the importers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use kith_tests::terminal::Phone;
use serde_json::{Value, json};

/// A folder of the shared data files, or a printed notice.
fn shared(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(name);
    let folder = folder.canonicalize().ok();
    if folder.is_none() {
        println!("skipped: no shared data files lie beside this checkout");
    }
    folder
}

fn mapping(phone: &Phone) -> String {
    let map = phone.file("map.toml");
    std::fs::write(&map, include_str!("../../cli/mappings/emotion-diary.toml")).unwrap();
    map
}

#[test]
fn the_diary_comes_in_whole_once() {
    let Some(folder) = shared("diary") else { return };
    let file = folder.join("diary.csv");
    let phone = Phone::founded("Aled");
    let reader = phone.individual("A reader");
    let map = mapping(&phone);
    let import = || {
        let command = ["import", "diary", "--mapping", &map, "--individual", &reader, file.to_str().unwrap()];
        let told = phone.run(&command, b"");
        assert_eq!(told.status, Some(0), "{}", told.json);
        told.data().clone()
    };
    let first = import();
    assert_eq!(
        (&first["added"], &first["unchanged"], &first["refused"]),
        (&json!(1_476), &json!(0), &json!([]))
    );
    let hash = phone.hash(&reader);
    let again = import();
    assert_eq!(
        (&again["added"], &again["unchanged"], &again["refused"]),
        (&json!(0), &json!(1_476), &json!([]))
    );
    assert_eq!(phone.hash(&reader), hash, "a second import changes nothing");
    assert_eq!(phone.run(&["doctor"], b"").data()["problems"], json!([]));

    // Every cell that is not empty, row by row: no cell of that file is quoted.
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut expected: BTreeMap<(String, String), BTreeMap<String, String>> = BTreeMap::new();
    for line in lines {
        let cells = header.iter().zip(line.split(',')).filter(|(_, cell)| !cell.is_empty());
        let row: BTreeMap<String, String> =
            cells.map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect();
        assert!(expected.insert((row["date"].clone(), row["time"].clone()), row).is_none());
    }
    let timeline = phone.timeline(&reader);
    let mut found = 0;
    for item in timeline.iter().filter(|item| item["body"]["source"].is_object()) {
        let cells: BTreeMap<String, String> = item["body"]["source"]["cells"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, cell)| *cell != "")
            .map(|(name, cell)| (name.clone(), cell.as_str().unwrap().to_owned()))
            .collect();
        let row = expected.remove(&(cells["date"].clone(), cells["time"].clone())).unwrap();
        assert_eq!(cells, row);
        // Recorded as having happened when the diary says.
        let occurred = item["occurred"].as_str().unwrap();
        assert_eq!((&occurred[..10], &occurred[11..16]), (row["date"].as_str(), row["time"].as_str()));
        found += 1;
    }
    assert_eq!((found, expected.len()), (1_476, 0));

    // 'nobody' is an answer and no person; everybody else that was named is.
    let map = phone.show("map", &[("individual", &reader)]);
    let people: Vec<(&str, &str)> = map["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| (person["id"].as_str().unwrap(), person["name"].as_str().unwrap()))
        .collect();
    assert_eq!(people.len(), 7, "{people:?}");
    assert!(people.iter().all(|(_, name)| !name.to_lowercase().contains("nobody")), "{people:?}");
    effect_of_the_partner(&phone, &reader, &people);
}

fn effect_of_the_partner(phone: &Phone, reader: &str, people: &[(&str, &str)]) {
    let partner = people.iter().find(|(_, name)| name.to_lowercase().contains("partner")).unwrap().0;
    let asked = [("individual", reader), ("person", partner), ("scale", "mood_relaxed")];
    let effect = phone.show("effect", &asked);
    let number = |name: &str| effect[name].as_f64().unwrap_or_else(|| panic!("{name} in {effect}"));
    assert!(number("n_with") > 20.0 && number("n_without") > 20.0, "{effect}");
    assert!(number("n_with") + number("n_without") <= 1_476.0);
    let (low, nap, high) = (number("low"), number("nap"), number("high"));
    assert!(0.0 <= low && low < nap && nap < high && high <= 1.0, "{effect}");
    assert!(high - low < 0.2, "hundreds of pairs make a narrow interval: {effect}");
    assert_eq!(effect["too_few"], false);
    assert!(effect["method"].as_str().unwrap().contains("Newcombe"));
    let words = effect["text"].as_str().unwrap();
    for cause in ["because", "caus", "makes", "made"] {
        assert!(!words.to_lowercase().contains(cause), "{words}");
    }
    let wider = [asked.as_slice(), &[("window_hours", "0")]].concat();
    assert!(phone.show("effect", &wider)["n_with"].as_f64().unwrap() <= number("n_with"));
}

/// The program's own CSV: quotes, and line breaks within them.
fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.push(letters.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    assert!(cell.is_empty() && !quoted);
    let header: Vec<String> = rows.remove(0);
    rows.into_iter().map(|row| header.iter().cloned().zip(row).collect()).collect()
}

fn field<'a>(fields: &'a Value, name: &str) -> &'a Value {
    let found = fields.as_array().unwrap().iter().find(|field| field["field"] == name);
    found.map_or(&Value::Null, |field| &field["values"][0])
}

#[test]
fn a_network_canvas_session_equals_the_tables_of_that_program() {
    let Some(folder) = shared("network-canvas/session-1") else { return };
    let files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let ending = |ending: &str| {
        let found = files.iter().find(|file| file.to_str().unwrap().ends_with(ending));
        found.unwrap_or_else(|| panic!("no {ending}")).to_str().unwrap().to_owned()
    };
    let rows = |name: &str| table(&std::fs::read_to_string(ending(name)).unwrap());
    let (people, places) = (rows("_attributeList_person.csv"), rows("_attributeList_place.csv"));
    let ties: Vec<(&str, BTreeMap<String, String>)> = ["knows", "conflict"]
        .into_iter()
        .flat_map(|kind| rows(&format!("_edgeList_{kind}.csv")).into_iter().map(move |row| (kind, row)))
        .collect();
    assert_eq!((people.len(), places.len(), ties.len()), (10, 2, 11));

    let phone = Phone::founded("Aled");
    let sam = phone.individual("Sam");
    let graph = ending(".graphml");
    let import = || phone.run(&["import", "network-canvas", "--individual", &sam, &graph], b"");
    assert_eq!(import().data()["added"], 23);
    let hash = phone.hash(&sam);
    let again = import().data().clone();
    assert_eq!((&again["added"], &again["unchanged"]), (&json!(0), &json!(23)));
    assert_eq!(phone.hash(&sam), hash);

    let cards = everything(&phone, &sam);
    let of = |kind: &str, uuid: &str| {
        let is = |card: &&Value| card["kind"] == kind && field(&card["fields"], "imported")["uuid"] == uuid;
        cards.iter().find(is).unwrap_or_else(|| panic!("no {kind} {uuid}"))
    };
    let same = |card: &Value, row: &BTreeMap<String, String>, what: &[(&str, &str)]| {
        let imported = field(&card["fields"], "imported");
        for (name, column) in what {
            let expected: f64 = row[*column].parse().unwrap();
            assert!((imported[name].as_f64().unwrap() - expected).abs() < 1e-9, "{name}: {imported} {row:?}");
        }
    };
    let mut ids = BTreeMap::new();
    for row in &people {
        let card = of("person", &row["networkCanvasUUID"]);
        assert_eq!(field(&card["fields"], "name"), row["name"].as_str());
        let place = [("closeness", "closeness"), ("x", "map_position_x"), ("y", "map_position_y")];
        same(card, row, &place);
        ids.insert(row["networkCanvasUUID"].as_str(), card["card"].clone());
    }
    for row in &places {
        let card = of("place", &row["networkCanvasUUID"]);
        assert_eq!(field(&card["fields"], "name"), row["name"].as_str());
        same(card, row, &[("x", "map_position_x"), ("y", "map_position_y")]);
    }
    for (kind, row) in &ties {
        let card = of("relationship", &row["networkCanvasUUID"]);
        assert_eq!(field(&card["fields"], "imported")["type"], *kind);
        let ends =
            ["networkCanvasSourceUUID", "networkCanvasTargetUUID"].map(|end| ids.get(row[end].as_str()));
        let held = ["from", "to"].map(|end| field(&card["fields"], end));
        for end in ends.into_iter().flatten() {
            assert!(held.contains(&end), "{row:?}");
        }
    }
    circles_follow_closeness(&phone, &sam, &people, &ids);
}

/// Every card of the record: places from the individual's screen, people and relationships from theirs.
fn everything(phone: &Phone, individual: &str) -> Vec<Value> {
    let mut cards =
        phone.show("individual", &[("individual", individual)])["cards"].as_array().unwrap().clone();
    let map = phone.show("map", &[("individual", individual)]);
    for person in map["people"].as_array().unwrap() {
        let id = person["id"].as_str().unwrap();
        let shown = phone.show("person", &[("individual", individual), ("person", id)]);
        cards.push(json!({"kind": "person", "card": id, "fields": shown["fields"]}));
        for tie in shown["relationships"].as_array().unwrap() {
            cards.push(json!({"kind": "relationship", "card": tie["relationship"], "fields": tie["fields"]}));
        }
    }
    cards
}

/// What is close there is close here: never further out for a closer one.
fn circles_follow_closeness(
    phone: &Phone,
    sam: &str,
    people: &[BTreeMap<String, String>],
    ids: &BTreeMap<&str, Value>,
) {
    let map = phone.show("map", &[("individual", sam)]);
    let order = ["intimacy", "friendship", "participation", "exchange"];
    let mut drawn: Vec<(f64, usize)> = people
        .iter()
        // Whoever is paid to be there has a circle of their own, however close.
        .filter(|row| row["relation_paid_support"] != "true")
        .map(|row| {
            let id = &ids[row["networkCanvasUUID"].as_str()];
            let person = map["people"].as_array().unwrap().iter().find(|person| &person["id"] == id).unwrap();
            assert_eq!(person["name"], row["name"].as_str());
            let circle = order.iter().position(|circle| person["circle"] == *circle).unwrap();
            (row["closeness"].parse().unwrap(), circle)
        })
        .collect();
    drawn.sort_by(|one, other| other.partial_cmp(one).unwrap());
    for pair in drawn.windows(2) {
        assert!(
            pair[0].0 == pair[1].0 || pair[0].1 <= pair[1].1,
            "closer there, further out here: {drawn:?}"
        );
    }
}
