//! What a network session means here: people, places and ties, still as plain values.
//!
//! A protocol names its variables as it likes. Those that this table knows are taken up; every other value goes along in
//! `rest`, and so does one of a known name whose value does not fit, so that nothing an interview gathered is lost. The
//! table guesses nothing: *family* stays *family* and is not made a parent or a cousin.
//!
//! | variable | of | becomes |
//! | --- | --- | --- |
//! | `closeness` 1–5 | person | circle: 5 intimacy, 4 friendship, below that exchange for paid support, else participation |
//! | `relation` | person | what they are to the individual; the first of several, the others in `also` |
//! | `gives_help` true | person | gives support to me |
//! | `known_since` | person | since |
//! | layout `map_position` | both | position on the drawing, 0 to 1, y upwards |
//! | `note` | both | a note of staff, for the team's section |
//! | `conflict` tie | tie | a stressful relationship |
//! | `strength` 3, 2, 1 | tie | strong, ordinary, tenuous |

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kith_domain::lists::{Circle, GivesSupport, Quality, RelationshipKind};
use serde_json::Value;

use super::interview::{Edge, Node, Session, position_of};

/// A session in the record's own words.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Network {
    /// The people.
    pub(crate) people: Vec<ImportedPerson>,
    /// The places.
    pub(crate) places: Vec<ImportedPlace>,
    /// The ties between them.
    pub(crate) ties: Vec<ImportedTie>,
    /// Nodes of other types, as they were.
    pub(crate) others: Vec<Node>,
}

/// A person.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ImportedPerson {
    /// The identity in the session.
    pub(crate) uuid: String,
    /// The name.
    pub(crate) name: Option<String>,
    /// How close they are, 1 very distant to 5 very close.
    pub(crate) closeness: Option<i64>,
    /// The circle that follows from it.
    pub(crate) circle: Option<Circle>,
    /// What they are to the individual.
    pub(crate) kind: Option<RelationshipKind>,
    /// What else they are.
    pub(crate) also: Vec<RelationshipKind>,
    /// Since when they have known each other.
    pub(crate) since: Option<NaiveDate>,
    /// In which direction support goes.
    pub(crate) gives: Option<GivesSupport>,
    /// From the left, 0 to 1.
    pub(crate) x: Option<f64>,
    /// From the bottom, 0 to 1.
    pub(crate) y: Option<f64>,
    /// A note of staff.
    pub(crate) note: Option<String>,
    /// Every other value, by variable.
    pub(crate) rest: BTreeMap<String, Value>,
}

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ImportedPlace {
    /// The identity in the session.
    pub(crate) uuid: String,
    /// The name.
    pub(crate) name: Option<String>,
    /// What kinds of place it is.
    pub(crate) kinds: Vec<String>,
    /// From the left, 0 to 1.
    pub(crate) x: Option<f64>,
    /// From the bottom, 0 to 1.
    pub(crate) y: Option<f64>,
    /// A note of staff.
    pub(crate) note: Option<String>,
    /// Every other value, by variable.
    pub(crate) rest: BTreeMap<String, Value>,
}

/// A tie. It has no direction.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ImportedTie {
    /// The identity in the session.
    pub(crate) uuid: String,
    /// The identity of one end.
    pub(crate) from: String,
    /// The identity of the other end.
    pub(crate) to: String,
    /// Its type in the protocol: `knows`, `conflict`, …
    pub(crate) kind: String,
    /// What it is like, where that is known.
    pub(crate) quality: Option<Quality>,
    /// Whether an end is no person.
    pub(crate) with_place: bool,
    /// Every other value, by variable.
    pub(crate) rest: BTreeMap<String, Value>,
}

/// What a session means here.
#[must_use]
pub(crate) fn to_kith(session: &Session) -> Network {
    let mut network = Network::default();
    for node in &session.nodes {
        match node.kind.to_lowercase().as_str() {
            "person" => network.people.push(person(node)),
            "place" => network.places.push(place(node)),
            _ => network.others.push(node.clone()),
        }
    }
    let people: std::collections::BTreeSet<&str> =
        network.people.iter().map(|person| person.uuid.as_str()).collect();
    let between = |edge: &Edge| people.contains(edge.from.as_str()) && people.contains(edge.to.as_str());
    network.ties = session.edges.iter().map(|edge| tie(edge, !between(edge))).collect();
    network
}

/// The values of a node or tie, from which those with a meaning are taken out.
struct Rest(BTreeMap<String, Value>);

impl Rest {
    fn of(values: &BTreeMap<String, Value>, cells: &BTreeMap<String, String>) -> Self {
        let cells = cells.iter().map(|(key, text)| (key.clone(), Value::String(text.clone())));
        let mut all: BTreeMap<String, Value> = cells.collect();
        all.extend(values.iter().map(|(name, value)| (name.clone(), value.clone())));
        Self(all)
    }

    /// Takes a value out where `read` can make something of it; otherwise it stays.
    fn take<T>(&mut self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let read = read(self.0.get(name)?)?;
        self.0.remove(name);
        Some(read)
    }

    /// Takes the only layout out; of several none is *the* position.
    fn take_position(&mut self) -> (Option<f64>, Option<f64>) {
        let mut layouts =
            self.0.iter().filter(|(_, value)| position_of(Some(value)).is_some()).map(|(name, _)| name);
        let name = match (layouts.next(), layouts.next()) {
            (Some(name), None) => name.clone(),
            _ => "map_position".to_owned(),
        };
        self.take(&name, |value| position_of(Some(value))).unzip()
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn person(node: &Node) -> ImportedPerson {
    let mut rest = Rest::of(&node.values, &node.cells);
    let mut kinds = rest.take("relation", relations).unwrap_or_default();
    let closeness = rest.take("closeness", |value| value.as_i64().filter(|close| (1..=5).contains(close)));
    let circle = closeness.map(|close| circle(close, &kinds));
    kinds.reverse();
    let kind = kinds.pop();
    kinds.reverse();
    let (x, y) = rest.take_position();
    rest.0.remove("name");
    ImportedPerson {
        uuid: node.uuid.clone(),
        name: node.name.clone(),
        closeness,
        circle,
        kind,
        also: kinds,
        since: rest.take("known_since", |value| value.as_str()?.trim().parse().ok()),
        gives: rest.take("gives_help", |value| (value == &Value::Bool(true)).then_some(GivesSupport::ToMe)),
        x,
        y,
        note: rest.take("note", text),
        rest: rest.0,
    }
}

/// What a relation is here, the one that says most first.
const RELATIONS: [(&str, RelationshipKind); 6] = [
    ("partner", RelationshipKind::Partner),
    ("friend", RelationshipKind::Friend),
    ("neighbour", RelationshipKind::Neighbour),
    ("colleague", RelationshipKind::Colleague),
    ("paid_support", RelationshipKind::PaidWorker),
    ("housemate", RelationshipKind::Housemate),
];

fn relations(value: &Value) -> Option<Vec<RelationshipKind>> {
    let words: Vec<&str> = match value {
        Value::String(word) => vec![word],
        Value::Array(words) => words.iter().map(Value::as_str).collect::<Option<_>>()?,
        _ => return None,
    };
    let known = |word: &&str| RELATIONS.iter().position(|(name, _)| name == word);
    let mut ordered = words;
    // A partner first, then what this list has no word for, such as family, then the others by their order.
    ordered.sort_by_key(|word| known(word).map_or((1, 0), |place| (if place == 0 { 0 } else { 2 }, place)));
    let kind = |word: &str| match RELATIONS.iter().find(|(name, _)| *name == word) {
        Some((_, kind)) => kind.clone(),
        None => RelationshipKind::from_name(word),
    };
    Some(ordered.into_iter().map(kind).collect())
}

/// Being close counts before being paid: a key worker can be among the closest. Among the others, the outermost circle
/// is that of people who are paid to be in someone's life, and not of those who are far from it.
fn circle(closeness: i64, kinds: &[RelationshipKind]) -> Circle {
    match closeness {
        5 => Circle::Intimacy,
        4 => Circle::Friendship,
        _ if kinds.contains(&RelationshipKind::PaidWorker) => Circle::Exchange,
        _ => Circle::Participation,
    }
}

fn place(node: &Node) -> ImportedPlace {
    let mut rest = Rest::of(&node.values, &node.cells);
    let (x, y) = rest.take_position();
    rest.0.remove("name");
    let words = |value: &Value| value.as_array()?.iter().map(text).collect();
    ImportedPlace {
        uuid: node.uuid.clone(),
        name: node.name.clone(),
        kinds: rest.take("kind", words).unwrap_or_default(),
        x,
        y,
        note: rest.take("note", text),
        rest: rest.0,
    }
}

fn tie(edge: &Edge, with_place: bool) -> ImportedTie {
    let mut rest = Rest::of(&edge.values, &edge.cells);
    let strength = rest.take("strength", |value| match value.as_i64()? {
        3 => Some(Quality::Strong),
        2 => Some(Quality::Ordinary),
        1 => Some(Quality::Tenuous),
        _ => None,
    });
    let quality = if edge.kind == "conflict" { Some(Quality::Stressful) } else { strength };
    ImportedTie {
        uuid: edge.uuid.clone(),
        from: edge.from.clone(),
        to: edge.to.clone(),
        kind: edge.kind.clone(),
        quality,
        with_place,
        rest: rest.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(values: Value) -> ImportedPerson {
        let values = values.as_object().unwrap().clone().into_iter().collect();
        person(&Node { uuid: "u".to_owned(), values, ..Node::default() })
    }

    #[test]
    fn closeness_and_relation() {
        use Circle::{Exchange, Friendship, Intimacy, Participation};
        use RelationshipKind::{Colleague, Friend, Neighbour, Other, PaidWorker, Partner};
        let family = || Other("family".to_owned());
        let rows = [
            (5, json!(["family"]), Some(Intimacy), Some(family()), vec![]),
            (4, json!(["colleague", "friend"]), Some(Friendship), Some(Friend), vec![Colleague]),
            (5, json!(["paid_support"]), Some(Intimacy), Some(PaidWorker), vec![]),
            (3, json!(["paid_support"]), Some(Exchange), Some(PaidWorker), vec![]),
            (
                1,
                json!(["friend", "paid_support", "family", "partner"]),
                Some(Exchange),
                Some(Partner),
                vec![family(), Friend, PaidWorker],
            ),
            (3, json!(["neighbour"]), Some(Participation), Some(Neighbour), vec![]),
            (1, json!([]), Some(Participation), None, vec![]),
            (0, json!("sibling"), None, Some(RelationshipKind::Sibling), vec![]),
        ];
        for (closeness, relation, circle, kind, also) in rows {
            let person = read(json!({"closeness": closeness, "relation": relation}));
            assert_eq!(
                (person.circle, person.kind, person.also),
                (circle, kind, also),
                "{closeness} {relation}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_goes_along() {
        let person = read(json!({
            "closeness": 9, "relation": 4, "gives_help": false, "known_since": "always", "note": 1,
            "home": {"x": 0.1, "y": 0.2}, "work": {"x": 0.3, "y": 0.4}, "age": 30, "name": "Ann",
        }));
        assert_eq!(
            (person.circle, person.kind, person.gives, person.since, person.x),
            (None, None, None, None, None)
        );
        let rest: Vec<&str> = person.rest.keys().map(String::as_str).collect();
        assert_eq!(
            rest,
            ["age", "closeness", "gives_help", "home", "known_since", "note", "relation", "work"]
        );
    }
}
