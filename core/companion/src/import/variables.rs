//! The variables that a GraphML file declares, and what each of its keys contributes to them.
//!
//! Network Canvas writes one variable as several keys in two cases. A choice of several has a true or false for each
//! option: the key's id ends in the SHA-1 of the option, which tells for certain where in `relation_paid_support` the
//! variable ends and the option begins. A position has four numbers.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};
use sha1::{Digest, Sha1};

/// What kind of element a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Element {
    /// The session and the person interviewed.
    Graph,
    /// A person, a place or something else.
    Node,
    /// A tie.
    Edge,
}

/// The declared keys.
#[derive(Debug, Default)]
pub(crate) struct Variables {
    keys: BTreeMap<String, Key>,
    declared: usize,
}

#[derive(Debug)]
struct Key {
    /// `None` where it is for all.
    element: Option<Element>,
    name: String,
    kind: Kind,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    Number,
    Boolean,
}

/// What a key contributes to its variable.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Whole,
    Option { variable: String, option: String },
    Position { variable: String, field: &'static str },
}

/// The endings of the keys of a position, in the id and in the name, and where each number is kept.
const POSITION: [(&str, &str); 4] =
    [("_screenSpaceX", "screen_x"), ("_screenSpaceY", "screen_y"), ("_X", "x"), ("_Y", "y")];

impl Variables {
    /// How many key elements there were.
    #[must_use]
    pub(crate) fn declared(&self) -> usize {
        self.declared
    }

    /// Takes the attributes of a `key` element. One that lacks its id or name declares nothing.
    pub(crate) fn declare(&mut self, attributes: &BTreeMap<String, String>) {
        self.declared = self.declared.saturating_add(1);
        let (Some(id), Some(name)) = (attributes.get("id"), attributes.get("attr.name")) else {
            return;
        };
        let element = match attributes.get("for").map(String::as_str) {
            Some("graph") => Some(Element::Graph),
            Some("node") => Some(Element::Node),
            Some("edge") => Some(Element::Edge),
            _ => None,
        };
        let kind = match attributes.get("attr.type").map(String::as_str) {
            Some("int" | "long") => Kind::Whole,
            Some("double" | "float") => Kind::Number,
            Some("boolean") => Kind::Boolean,
            _ => Kind::Text,
        };
        let key = Key { element, name: name.clone(), kind, part: part(id, name, kind) };
        self.keys.entry(id.clone()).or_insert(key);
    }

    /// The name of the variable that a key is of, or the key itself where none is declared.
    #[must_use]
    pub(crate) fn name_of(&self, element: Element, key: &str) -> String {
        self.find(element, key).map_or_else(|| key.chars().take(100).collect(), |key| key.name.clone())
    }

    fn find(&self, element: Element, key: &str) -> Option<&Key> {
        self.keys.get(key).filter(|key| key.element.is_none_or(|own| own == element))
    }

    /// Puts the text of a key where it belongs among `values`.
    ///
    /// # Errors
    /// What is wrong with the text; `None` where nothing is and no such key is declared.
    pub(crate) fn put(
        &self,
        values: &mut BTreeMap<String, Value>,
        element: Element,
        key: &str,
        text: &str,
    ) -> Result<(), Option<&'static str>> {
        let key = self.find(element, key).ok_or(None)?;
        let value = key.kind.read(text).map_err(Some)?;
        match &key.part {
            Part::Whole if values.contains_key(&key.name) => return Err(Some("repeated")),
            Part::Whole => {
                values.insert(key.name.clone(), value);
            }
            Part::Option { variable, option } => {
                let Value::Array(chosen) = values.entry(variable.clone()).or_insert(Value::Array(Vec::new()))
                else {
                    return Err(Some("repeated"));
                };
                if value == Value::Bool(true) && !chosen.iter().any(|other| other == option.as_str()) {
                    chosen.push(Value::String(option.clone()));
                }
            }
            Part::Position { variable, field } => {
                let Value::Object(layout) =
                    values.entry(variable.clone()).or_insert(Value::Object(Map::new()))
                else {
                    return Err(Some("repeated"));
                };
                layout.insert((*field).to_owned(), value);
            }
        }
        Ok(())
    }
}

impl Kind {
    fn read(self, text: &str) -> Result<Value, &'static str> {
        let trimmed = text.trim();
        match self {
            Self::Text => Ok(Value::String(text.to_owned())),
            Self::Whole => match trimmed.parse::<i64>() {
                Ok(number) => Ok(Value::Number(number.into())),
                Err(_) => Self::Number.read(text),
            },
            Self::Number => {
                let number = trimmed.parse::<f64>().ok().and_then(Number::from_f64);
                number.map(Value::Number).ok_or("not_a_number")
            }
            Self::Boolean => match trimmed {
                "true" | "1" => Ok(Value::Bool(true)),
                "false" | "0" => Ok(Value::Bool(false)),
                _ => Err("not_true_or_false"),
            },
        }
    }
}

fn part(id: &str, name: &str, kind: Kind) -> Part {
    if matches!(kind, Kind::Number | Kind::Whole) {
        for (ending, field) in POSITION {
            if let (true, Some(variable)) = (id.ends_with(ending), name.strip_suffix(ending)) {
                return Part::Position { variable: variable.to_owned(), field };
            }
        }
    }
    let digest = id.rsplit_once('_').map(|(_, digest)| digest).filter(|digest| digest.len() == 40);
    if let (Kind::Boolean, Some(digest)) = (kind, digest) {
        for (end, _) in name.match_indices('_') {
            let (Some(variable), Some(option)) = (name.get(..end), name.get(end + 1..)) else {
                continue;
            };
            if hex::encode(Sha1::digest(option)) == digest {
                return Part::Option { variable: variable.to_owned(), option: option.to_owned() };
            }
        }
    }
    Part::Whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(rows: &[(&str, &str, &str, &str)]) -> Variables {
        let mut variables = Variables::default();
        for (id, name, kind, element) in rows {
            let attributes = [("id", id), ("attr.name", name), ("attr.type", kind), ("for", element)];
            variables.declare(&attributes.map(|(name, value)| (name.to_owned(), (*value).to_owned())).into());
        }
        variables
    }

    #[test]
    fn an_option_is_told_from_its_variable_by_the_digest() {
        let id = |option: &str| format!("u_{}", hex::encode(Sha1::digest(option)));
        for (name, option, variable) in [
            ("relation_paid_support", "paid_support", "relation"),
            ("relation_paid_support", "support", "relation_paid"),
            ("a__b", "b", "a_"),
            ("a__b", "_b", "a"),
        ] {
            let variables = declared(&[(&id(option), name, "boolean", "node")]);
            let mut values = BTreeMap::new();
            assert_eq!(variables.put(&mut values, Element::Node, &id(option), "true"), Ok(()));
            assert_eq!(values, [(variable.to_owned(), Value::from(vec![option]))].into(), "{name}");
        }
    }

    #[test]
    fn values_are_read_by_type() {
        let rows = [
            ("i", "int", "5", Ok(Value::from(5))),
            ("i", "int", "5.5", Ok(Value::from(5.5))),
            ("d", "double", "0.25", Ok(Value::from(0.25))),
            ("d", "double", "inf", Err(Some("not_a_number"))),
            ("i", "int", "five", Err(Some("not_a_number"))),
            ("b", "boolean", "false", Ok(Value::from(false))),
            ("b", "boolean", "maybe", Err(Some("not_true_or_false"))),
            ("t", "string", " as is ", Ok(Value::from(" as is "))),
            ("u", "unheard", "x", Ok(Value::from("x"))),
        ];
        for (id, kind, text, expected) in rows {
            let variables = declared(&[(id, "v", kind, "node")]);
            let mut values = BTreeMap::new();
            let put = variables.put(&mut values, Element::Node, id, text);
            assert_eq!(put.map(|()| values.remove("v").unwrap()), expected, "{kind} {text}");
        }
    }

    #[test]
    fn a_key_for_another_element_is_not_declared_here() {
        let variables = declared(&[("k", "age", "int", "edge"), ("l", "label", "string", "all")]);
        let mut values = BTreeMap::new();
        assert_eq!(variables.put(&mut values, Element::Node, "k", "5"), Err(None));
        assert_eq!(variables.put(&mut values, Element::Node, "l", "x"), Ok(()));
        assert_eq!(variables.put(&mut values, Element::Node, "l", "y"), Err(Some("repeated")));
        assert_eq!(variables.name_of(Element::Node, "k"), "k");
    }
}
