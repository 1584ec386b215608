//! Networks: the shared session against the CSV files that Network Canvas wrote of it, and bad ones in rows.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kith_domain::lists::{Circle, Quality, RelationshipKind};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::interview::Session;
use super::network::{ImportedPerson, to_kith};
use super::network_canvas::read_graphml;
use super::{ImportError, NETWORK_DEPTH, NETWORK_EDGES, NETWORK_KEYS, NETWORK_NODES};

type Row = BTreeMap<String, String>;

/// The session of the shared data files, and a reader of its CSV files by the end of their names.
struct Shared {
    session: Session,
    stem: PathBuf,
}

impl Shared {
    fn open() -> Option<Self> {
        let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
        if !data.is_dir() {
            println!("skipped: the folder of shared data files is not beside the workspace");
            return None;
        }
        let folder = data.join("network-canvas/session-1");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let graphml =
            files.into_iter().find(|path| path.extension().is_some_and(|end| end == "graphml")).unwrap();
        let session = read_graphml(&std::fs::read(&graphml).unwrap()).unwrap();
        Some(Self { session, stem: graphml.with_extension("") })
    }

    fn csv(&self, end: &str) -> Vec<Row> {
        let path = format!("{}_{end}.csv", self.stem.display());
        csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
    }
}

/// A value as that program writes it into a cell.
fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// Every cell of a CSV row against the values of a node or tie.
fn compare(row: &Row, values: &BTreeMap<String, Value>) {
    for (column, expected) in row {
        if column.ends_with("ID")
            || column.starts_with("networkCanvas")
            || matches!(column.as_str(), "from" | "to")
        {
            continue;
        }
        let field = |variable: &str, field: &str| values.get(variable).and_then(|value| value.get(field));
        let number = |value: Option<&Value>| value.and_then(Value::as_f64);
        if let Some(value) = values.get(column) {
            assert_eq!(&cell(Some(value)), expected, "{column}");
        } else if let Some((variable, place)) =
            column.split_once("_x").or(column.split_once("_y")).filter(|(_, rest)| rest.is_empty())
        {
            assert!(place.is_empty());
            let name = if column.ends_with("_x") { "x" } else { "y" };
            assert_eq!(number(field(variable, name)), expected.parse().ok(), "{column}");
        } else if let Some((variable, axis)) = column.split_once("_screenSpace") {
            let name = format!("screen_{}", axis.to_lowercase());
            assert_eq!(number(field(variable, &name)), expected.parse().ok(), "{column}");
        } else if let Some((variable, option)) =
            column.split_once('_').filter(|(name, _)| values.contains_key(*name))
        {
            let chosen = values[variable].as_array().unwrap().contains(&json!(option));
            assert_eq!(chosen.to_string(), *expected, "{column}");
        } else {
            assert_eq!(expected, "", "{column} is missing");
        }
    }
}

#[test]
fn the_shared_session_equals_its_own_csv() {
    let Some(shared) = Shared::open() else { return };
    let session = &shared.session;
    assert_eq!(session.refused, vec![]);
    for (kind, count) in [("person", 10), ("place", 2)] {
        let rows = shared.csv(&format!("attributeList_{kind}"));
        let nodes: Vec<_> = session.nodes.iter().filter(|node| node.kind == kind).collect();
        assert_eq!((rows.len(), nodes.len()), (count, count));
        for (row, node) in rows.iter().zip(nodes) {
            assert_eq!((&node.uuid, node.name.as_ref()), (&row["networkCanvasUUID"], Some(&row["name"])));
            assert!(node.cells.is_empty());
            compare(row, &node.values);
        }
    }
    for (kind, count) in [("knows", 9), ("conflict", 2)] {
        let rows = shared.csv(&format!("edgeList_{kind}"));
        let edges: Vec<_> = session.edges.iter().filter(|edge| edge.kind == kind).collect();
        assert_eq!((rows.len(), edges.len()), (count, count));
        for (row, edge) in rows.iter().zip(edges) {
            let ends = (&row["networkCanvasSourceUUID"], &row["networkCanvasTargetUUID"]);
            assert_eq!((&edge.uuid, (&edge.from, &edge.to)), (&row["networkCanvasUUID"], ends));
            compare(row, &edge.values);
        }
    }
    let ego = &shared.csv("ego")[0];
    assert_eq!(session.ego_uuid.as_ref(), Some(&ego["networkCanvasEgoUUID"]));
    assert_eq!(session.case_id.as_ref(), Some(&ego["networkCanvasCaseID"]));
    assert_eq!(session.session_uuid.as_ref(), Some(&ego["networkCanvasSessionID"]));
    assert_eq!(session.protocol.as_ref(), Some(&ego["networkCanvasProtocolName"]));
    let time = |name: &str| chrono::DateTime::parse_from_rfc3339(&ego[name]).ok();
    assert_eq!((session.started, session.finished), (time("sessionStart"), time("sessionFinish")));
    let own = ["preferred_name", "age", "map_reviewed"]
        .map(|name| (cell(session.ego.get(name)), ego[name].clone()));
    assert!(own.iter().all(|(graphml, csv)| graphml == csv), "{own:?}");
}

#[test]
fn the_shared_session_in_the_records_words() {
    let Some(shared) = Shared::open() else { return };
    let network = to_kith(&shared.session);
    assert_eq!((network.people.len(), network.places.len(), network.ties.len()), (10, 2, 11));
    for (person, row) in network.people.iter().zip(shared.csv("attributeList_person")) {
        let optional = |text: &String| (!text.is_empty()).then(|| text.clone());
        assert_eq!(person.closeness.map(|close| close.to_string()), optional(&row["closeness"]));
        assert_eq!(
            (person.x, person.y),
            (row["map_position_x"].parse().ok(), row["map_position_y"].parse().ok())
        );
        assert_eq!(
            (person.since.map(|day| day.to_string()), &person.note),
            (optional(&row["known_since"]), &optional(&row["note"]))
        );
        assert_eq!(person.gives.is_some(), row["gives_help"] == "true");
        assert_eq!(cell(person.rest.get("trust")).parse::<f64>().ok(), row["trust"].parse().ok());
        assert_eq!(cell(person.rest.get("age")), row["age"]);
    }
    let of = |name: &str| -> &ImportedPerson {
        network
            .people
            .iter()
            .find(|person| person.name.as_deref().is_some_and(|own| own.starts_with(name)))
            .unwrap()
    };
    let family = RelationshipKind::Other("family".to_owned());
    for (name, circle, kind) in [
        ("Maggie", Circle::Intimacy, family),
        ("Priya", Circle::Intimacy, RelationshipKind::Partner),
        ("Tom", Circle::Friendship, RelationshipKind::Friend),
        ("Leanne", Circle::Exchange, RelationshipKind::PaidWorker),
        ("Craig", Circle::Participation, RelationshipKind::Friend),
    ] {
        assert_eq!((&of(name).circle, &of(name).kind), (&Some(circle), &Some(kind)), "{name}");
    }
    assert_eq!(of("Tom").also, [RelationshipKind::Colleague]);
    let place = &network.places[1];
    assert_eq!((place.name.as_deref(), place.kinds.len()), (Some("Tuesday Café, St Jude's Hall"), 2));
    let stressful: Vec<_> =
        network.ties.iter().filter(|tie| tie.quality == Some(Quality::Stressful)).collect();
    assert!(stressful.len() == 2 && stressful.iter().all(|tie| tie.from == of("Craig").uuid));
    assert_eq!(network.ties.iter().filter(|tie| tie.with_place).count(), 1);
}

const KEYS: &str = r#"<key id="networkCanvasUUID" attr.name="networkCanvasUUID" attr.type="string" for="all"/>
<key id="networkCanvasType" attr.name="networkCanvasType" attr.type="string" for="all"/>
<key id="label" attr.name="label" attr.type="string" for="all"/>
<key id="n" attr.name="name" attr.type="string" for="node"/><key id="c" attr.name="closeness" attr.type="int" for="node"/>"#;

fn graph(inside: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><graphml xmlns:nc="n">{KEYS}<graph nc:caseId="a&amp;b">{inside}</graph></graphml>"#
    )
}

fn node(uuid: &str, more: &str) -> String {
    format!(
        r#"<node id="{uuid}"><data key="networkCanvasUUID">{uuid}</data><data key="networkCanvasType">person</data>{more}</node>"#
    )
}

fn edge(uuid: &str, ends: &str) -> String {
    format!(r#"<edge id="1" {ends}><data key="networkCanvasUUID">{uuid}</data></edge>"#)
}

fn name(text: &str) -> String {
    node("u", &format!(r#"<data key="n">{text}</data>"#))
}

#[test]
fn texts_and_unknown_variables_are_kept() {
    for (written, read) in [
        ("A &lt;b&gt; &amp; &quot;c&#39;s&quot; &#x1F600;", "A <b> & \"c's\" 😀"),
        ("<![CDATA[<b>&amp;]]>", "<b>&amp;"),
        ("a<!-- no -->b<?pi no?>c", "abc"),
        ("a<b>no</b>c", "ac"),
        ("=1+1", "=1+1"),
        ("مريم", "مريم"),
    ] {
        let session = read_graphml(graph(&name(written)).as_bytes()).unwrap();
        assert_eq!(session.nodes[0].name.as_deref(), Some(read), "{written}");
        assert_eq!(session.case_id.as_deref(), Some("a&b"));
    }
    let more = r#"<data key="zz">7</data><data key="label">L</data><data key="c">lots</data>"#;
    let session = read_graphml(graph(&node("u", more)).as_bytes()).unwrap();
    let read = &session.nodes[0];
    assert_eq!(read.name.as_deref(), Some("L"));
    let cells: Vec<(&str, &str)> =
        read.cells.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
    assert_eq!(cells, [("c", "lots"), ("zz", "7")]);
    assert_eq!((session.started, session.finished), (None, None));
    let person = &to_kith(&session).people[0];
    assert_eq!(
        (person.circle.as_ref(), &person.rest["c"], &person.rest["zz"]),
        (None, &json!("lots"), &json!("7"))
    );
}

#[test]
fn bad_values_nodes_and_ties_are_listed_and_the_others_taken() {
    let long = name(&"m".repeat(1 << 20));
    let rows: [(String, &str, &str); 11] = [
        (long, "node 2: name", "too_long"),
        (name("a&#27;b"), "node 2: name", "control_character"),
        (node("u", r#"<data key="c">near</data>"#), "node 2: closeness", "not_a_number"),
        (node("u", r#"<data key="n">a</data><data key="n">b</data>"#), "node 2: name", "repeated"),
        ("<node id=\"9\"/>".to_owned(), "node 2", "no_identity"),
        (node("first", ""), "node 2", "repeated_identity"),
        (edge("e", r#"source="first" target="gone""#), "edge 1", "unknown_node"),
        (edge("e", ""), "edge 1", "unknown_node"),
        (edge("", r#"source="first" target="first""#), "edge 1", "no_identity"),
        (edge("e", r#"source="first" target="first""#).repeat(2), "edge 2", "repeated_identity"),
        (
            edge("e", r#"source="first" target="first""#)
                .replace("</edge>", r#"<data key="networkCanvasSourceUUID">gone</data></edge>"#)
                + &node("u", r#"<data key="c">near</data>"#),
            "node 2: closeness",
            "not_a_number",
        ),
    ];
    for (inside, column, code) in rows {
        let text = graph(&format!("\n{}{inside}{}", node("first", ""), node("last", "")));
        let session = read_graphml(text.as_bytes()).unwrap();
        let refused: Vec<(&str, &str)> =
            session.refused.iter().map(|refused| (refused.column.as_str(), refused.code)).collect();
        assert_eq!(refused, [(column, code)]);
        assert!(session.nodes.iter().any(|node| node.uuid == "last"));
        assert_eq!(session.refused[0].line, 5, "{column}");
    }
}

#[test]
fn files_that_are_not_taken() {
    let laughs = "<!DOCTYPE g [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let deep = |depth: usize| graph(&format!("{}{}", "<x>".repeat(depth), "</x>".repeat(depth)));
    let keys = "<key id=\"k\" attr.name=\"n\"/>".repeat(NETWORK_KEYS + 1);
    let attributes: String = (0..65).map(|n| format!(" a{n}=\"\"")).collect();
    let rows: [(String, &str); 17] = [
        (String::new(), "import_empty"),
        (" \n".to_owned(), "import_empty"),
        ("date,mood\n2024-01-01,5\n".to_owned(), "import_not_graphml"),
        ("<html></html>".to_owned(), "import_not_graphml"),
        ("<graphml></graphml>".to_owned(), "import_not_graphml"),
        (graph("<node>"), "import_not_graphml"),
        (graph("").replace("</graphml>", ""), "import_not_graphml"),
        (graph("<node id=\"1\" id=\"2\"/>"), "import_not_graphml"),
        (graph(&name("a & b")), "import_not_graphml"),
        (format!("{laughs}{}", graph(&name("&b;"))), "import_document_type"),
        (graph(&name("&b;")), "import_document_type"),
        (deep(NETWORK_DEPTH), "import_too_deep"),
        (graph("").replace("<graph ", &format!("{keys}<graph ")), "import_too_many"),
        (graph(&format!("<node{attributes}/>")), "import_too_many"),
        (graph(&"<node/>".repeat(10_000)), "import_too_many"),
        (graph(&"<edge/>".repeat(NETWORK_EDGES + 1)), "import_too_many"),
        (graph("").replace("</graphml>", "<graph/></graphml>"), "import_several_sessions"),
    ];
    for (text, code) in rows {
        let shown: String = text.chars().take(80).collect();
        assert_eq!(read_graphml(text.as_bytes()).map_err(|error| error.code()).unwrap_err(), code, "{shown}");
    }
    assert!(read_graphml(deep(NETWORK_DEPTH - 2).as_bytes()).is_ok());
    let invalid = [graph("").as_bytes(), b"\xFF"].concat();
    assert_eq!(read_graphml(&invalid), Err(ImportError::Encoding { name: "UTF-8" }));
}

#[test]
fn as_many_as_are_stated_are_taken() {
    let nodes: String = (0..NETWORK_NODES).map(|n| node(&format!("n{n}"), "")).collect();
    let edges: String =
        (0..NETWORK_EDGES).map(|n| edge(&format!("e{n}"), r#"source="n1" target="n4999""#)).collect();
    let session = read_graphml(graph(&(nodes + &edges)).as_bytes()).unwrap();
    assert_eq!(
        (session.nodes.len(), session.edges.len(), session.refused.len()),
        (NETWORK_NODES, NETWORK_EDGES, 0)
    );
}

#[test]
fn declared_encodings() {
    let text = graph(&name("Zoë")).replace("version=\"1.0\"", "version=\"1.0\" encoding=\"windows-1252\"");
    let western = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for bytes in [western, wide] {
        assert_eq!(read_graphml(&bytes).unwrap().nodes[0].name.as_deref(), Some("Zoë"));
    }
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..1_000)) {
        let _ = read_graphml(&bytes);
    }

    #[test]
    fn any_pieces_of_graphml_give_an_answer(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "<node id=\"1\">", "</node>", "<edge source=\"1\" target=\"1\">", "</edge>", "<data key=\"n\">", "</data>",
                "<data key=\"networkCanvasUUID\">", "x", "&amp;", "&#0;", "<graph>", "</graph>", "<![CDATA[", "]]>", "<!--", "-->", "<",
            ]),
            0..40,
        )
    ) {
        if let Ok(session) = read_graphml(graph(&pieces.concat()).as_bytes()) {
            prop_assert!(session.nodes.len() + session.edges.len() + session.refused.len() <= 3 * pieces.len());
            prop_assert!(to_kith(&session).ties.len() == session.edges.len());
        }
    }
}
