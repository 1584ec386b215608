//! Files of other programs that are not what they should be.

use std::fmt::Write as _;

use kith_tests::terminal::{Phone, Told, own};
use serde_json::json;

use super::phone;

/// A diary of these bytes.
fn diary(phone: &Phone, individual: &str, mapping: &str, bytes: &[u8]) -> Told {
    let (map, file) = (phone.file("map.toml"), phone.file("rows.csv"));
    std::fs::write(&map, mapping).unwrap();
    std::fs::write(&file, bytes).unwrap();
    phone.run(&["import", "diary", "--mapping", &map, "--individual", individual, &file], b"")
}

const MAPPING: &str = include_str!("../../../cli/mappings/emotion-diary.toml");
const HEADER: &str = "date,time,with_1,with_2,with_3,company_pleasant,doing_together,prefer_alone,mood_relaxed,\
                      mood_down,mood_irritat,mood_satisfi,mood_lonely,mood_anxious,mood_enthus,mood_suspic,mood_cheerf,\
                      mood_guilty,mood_doubt,mood_strong,event_pleas,mor_qualsleep";

fn row(date: &str, time: &str, with: &str, relaxed: &str) -> String {
    format!("{date},{time},{with},nobody,,5,4,1,{relaxed},3,1,5,3,-1,4,1,5,-1,1,5,5,5")
}

#[test]
fn tables_that_are_not_what_they_should_be() {
    let (phone, megan, _) = phone();
    let hash = phone.hash(&megan);
    let good = row("2012-08-13", "08:58", "partner", "5");
    let whole: [(&str, String); 5] = [
        ("missing columns", format!("{}\n{good}\n", HEADER.replace("mood_relaxed,", ""))),
        ("no header", format!("{good}\n")),
        ("empty", String::new()),
        ("another table", "a;b;c\n1;2;3\n".to_owned()),
        ("a column twice", format!("{HEADER},date\n{good},2012-08-13\n")),
    ];
    for (what, text) in whole {
        let told = diary(&phone, &megan, MAPPING, text.as_bytes());
        assert!(told.refusal(3).starts_with("import_"), "{what}: {}", told.json);
    }
    for mapping in ["", "[", "source = 3", "\u{0}", "scale = [{column = \"x\"}]"] {
        let told = diary(&phone, &megan, mapping, format!("{HEADER}\n{good}\n").as_bytes());
        assert!(told.refusal(3).starts_with("import_"), "{mapping}: {}", told.json);
    }
    assert_eq!(phone.hash(&megan), hash);
    // A bad row stops nothing: it is listed by line and column, and never by what stood there.
    let rows = [
        row("2012-08-13", "08:58", "partner", "5"),
        row("13/08/2012", "09:58", "partner", "5"),
        row("2012-13-08", "10:58", "partner", "5"),
        row("2012-08-14", "25:00", "partner", "5"),
        row("2012-08-14", "11:00", "partner", "nine"),
        row("2012-08-14", "12:00", "partner", "900"),
        row("2012-08-14", "13:00", "=HYPERLINK(\"\"x\"\")", "5"),
        "2012-08-14,14:00".to_owned(),
        row("2012-08-14", "15:00", "friends", "5"),
    ];
    let told = diary(&phone, &megan, MAPPING, format!("{HEADER}\n{}\n", rows.join("\n")).as_bytes());
    assert_eq!(told.status, Some(8), "{}", told.json);
    let refused = told.data()["refused"].as_array().unwrap();
    let lines: Vec<u64> = refused.iter().map(|refused| refused["line"].as_u64().unwrap()).collect();
    for line in [3, 4, 5, 6, 7, 9] {
        assert!(lines.contains(&line), "line {line} in {refused:?}");
    }
    assert!(!lines.contains(&2) && !lines.contains(&10), "{refused:?}");
    assert!(!told.json.to_string().contains("HYPERLINK"));
    let named = refused.iter().find(|refused| refused["line"] == 6).unwrap();
    assert_eq!(named["column"], "mood_relaxed");
    assert_eq!(phone.run(&["doctor"], b"").status, Some(0));
}

#[test]
fn formulas_in_cells_stay_words_and_other_encodings_are_read_or_refused() {
    let (phone, megan, _) = phone();
    let text = format!("{HEADER}\n{}\n", row("2012-08-13", "08:58", "partner", "5"));
    let wide = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let told = diary(&phone, &megan, MAPPING, &wide(&text));
    assert_eq!((told.status, &told.data()["added"]), (Some(0), &json!(1)), "{}", told.json);
    let told = diary(&phone, &megan, MAPPING, [b"\xef\xbb\xbf", text.as_bytes()].concat().as_slice());
    assert_eq!(told.data()["unchanged"], 1, "the same row in another encoding is the same row");
    for rubbish in [vec![0xff; 300], vec![0; 300], b"\x50\x4b\x03\x04rubbish".to_vec()] {
        assert!(diary(&phone, &megan, MAPPING, &rubbish).refusal(3).starts_with("import_"));
    }
    // A spreadsheet's formula is somebody's words: kept as they are, and dead on the page.
    for formula in ["=1+1", "+44 1248", "-2", "@SUM(A1)", "<script>alert(1)</script>"] {
        phone.perform("say", &json!({"individual": megan, "text": formula, "voice": own()}));
        assert!(phone.timeline(&megan).iter().any(|item| item["body"]["text"] == formula), "{formula}");
    }
    let page = phone.file("page.html");
    assert_eq!(phone.run(&["page", "--individual", &megan, &page], b"").status, Some(0));
    assert!(!std::fs::read_to_string(page).unwrap().contains("<script"));
}

/// A session of Network Canvas with so many people and an unknown variable each.
fn graph(people: usize, more: &str) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\"?><graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:nc=\"http://schema.networkcanvas.com/xmlns\">\
         <key id=\"k1\" attr.name=\"name\" attr.type=\"string\" for=\"node\"/>\
         <key id=\"networkCanvasType\" attr.name=\"networkCanvasType\" attr.type=\"string\" for=\"node\"/>\
         <key id=\"networkCanvasUUID\" attr.name=\"networkCanvasUUID\" attr.type=\"string\" for=\"node\"/>\
         <key id=\"odd\" attr.name=\"shoe_size\" attr.type=\"string\" for=\"node\"/>\
         <graph edgedefault=\"undirected\" nc:caseId=\"c\" nc:sessionUUID=\"s\">",
    );
    for person in 0..people {
        write!(
            text,
            "<node id=\"{person}\"><data key=\"networkCanvasType\">person</data><data key=\"networkCanvasUUID\">u{person}</data>\
             <data key=\"k1\">Person {person}</data><data key=\"odd\">{}</data>{more}</node>",
            person % 50
        )
        .unwrap();
    }
    text + "</graph></graphml>"
}

fn network(phone: &Phone, individual: &str, text: &str) -> Told {
    let file = phone.file("session.graphml");
    std::fs::write(&file, text).unwrap();
    phone.run(&["import", "network-canvas", "--individual", individual, &file], b"")
}

#[test]
fn sessions_that_are_not_what_they_should_be() {
    let (phone, megan, _) = phone();
    let hash = phone.hash(&megan);
    let whole = graph(2, "");
    let entity = format!(
        "<!DOCTYPE g [<!ENTITY a \"{}\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>{}",
        "a".repeat(100),
        graph(1, "<data key=\"odd\">&b;</data>").replace("<?xml version=\"1.0\"?>", "")
    );
    for bad in ["", "<graphml", "{}", "<html></html>", &whole[..whole.len() / 2], &entity] {
        let told = network(&phone, &megan, bad);
        let text = &bad[..bad.len().min(30)];
        assert!(told.status == Some(8) || told.refusal(3).starts_with("import_"), "{text}: {}", told.json);
        assert!(!told.json.to_string().contains("root:"), "nothing outside the file is read");
    }
    assert_eq!(phone.hash(&megan), hash);
    let told = network(&phone, &megan, &graph(2, "<data key=\"never-declared\">7</data>"));
    assert!(matches!(told.status, Some(0 | 8)), "{}", told.json);
    assert_eq!(told.data()["added"], 2, "{}", told.json);
    let map = phone.show("map", &[("individual", &megan)]);
    let them = map["people"].as_array().unwrap().iter().find(|person| person["name"] == "Person 1").unwrap();
    let shown = phone.show("person", &[("individual", &megan), ("person", them["id"].as_str().unwrap())]);
    assert!(shown.to_string().contains("shoe_size"), "an unknown variable is kept");
}

#[test]
fn a_session_of_ten_thousand_people_comes_in_or_is_refused_whole() {
    let (phone, megan, _) = phone();
    let before = phone.state();
    let told = network(&phone, &megan, &graph(10_000, ""));
    match told.status {
        Some(0) => {
            assert_eq!(told.data()["added"], 10_000);
            assert_eq!(network(&phone, &megan, &graph(10_000, "")).data()["unchanged"], 10_000);
        }
        _ => {
            assert!(told.refusal(3).starts_with("import_"), "{}", told.json);
            assert_eq!(phone.state(), before);
        }
    }
}
