//! The shape of arguments, held against the JSON Schema that the API itself gives out: so what is refused, and what the
//! schema says, cannot be two things.
//!
//! It finds the first argument that is missing, of another kind or not one of the options, names its path, what was
//! expected and what *kind* of thing was received. It is no general validator: it knows the words that our own schemas
//! are made of, and what it does not know it lets through to the command, which checks meaning.

use serde_json::{Map, Value};

use crate::error::{Fault, KithError};

/// The whole id for the beginning of one, or the text itself.
pub(crate) type WholeId<'a> = &'a dyn Fn(&str, &str) -> Result<String, KithError>;

/// The arguments with every id in full, or the first fault of their shape.
pub(crate) fn fit(schema: &Value, given: &Value, whole_id: WholeId<'_>) -> Result<Value, KithError> {
    Fitting { root: schema, whole_id }.fit(schema, given, "")
}

/// What there is to choose from at a path of the arguments; `None` where the schema knows no options there.
pub(crate) fn options_at(schema: &Value, path: &str) -> Option<String> {
    let fitting = Fitting { root: schema, whole_id: &|text, _| Ok(text.to_owned()) };
    let mut at = fitting.held(schema);
    for name in path.split('.') {
        let name = name.split_once('[').map_or(name, |(name, _)| name);
        let part = at.get("properties").and_then(|parts| parts.get(name));
        at = fitting.held(part.or_else(|| at.get("additionalProperties"))?);
    }
    let keys = at.get("propertyNames").unwrap_or(at);
    let listed = keys.get("enum").or_else(|| keys.get("examples"))?.as_array()?;
    Some(listed.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
}

struct Fitting<'a> {
    root: &'a Value,
    whole_id: WholeId<'a>,
}

impl<'a> Fitting<'a> {
    fn fit(&self, schema: &'a Value, given: &Value, path: &str) -> Result<Value, KithError> {
        let schema = self.followed(schema);
        if let Some(ways) = schema.get("anyOf").and_then(Value::as_array) {
            return self.one_of_several(ways, schema, given, path);
        }
        if !allowed(schema).is_empty() && !allowed(schema).iter().any(|name| is(given, name)) {
            let fault = Fault::Kind { expected: self.expected(schema), received: kind_of(given) };
            return Err(KithError::misshapen(path, "invalid_input", fault));
        }
        let options = options_of(schema);
        if !options.is_empty() && !options.contains(&given) {
            let fault = Fault::Options { expected: self.expected(schema) };
            return Err(KithError::misshapen(path, "not_an_option", fault));
        }
        let number = |name: &str| schema.get(name).and_then(Value::as_f64);
        let within = given.as_f64().is_none_or(|found| {
            number("minimum").is_none_or(|least| found >= least)
                && number("maximum").is_none_or(|most| found <= most)
        });
        if !within {
            let fault = Fault::Kind { expected: self.expected(schema), received: kind_of(given) };
            return Err(KithError::misshapen(path, "out_of_range", fault));
        }
        match given {
            Value::String(text) if schema.get("format").is_some_and(|format| format == "uuid") => {
                Ok(Value::String((self.whole_id)(text, path)?))
            }
            Value::Array(items) => match schema.get("items") {
                Some(each) => items
                    .iter()
                    .enumerate()
                    .map(|(place, item)| self.fit(each, item, &format!("{path}[{place}]")))
                    .collect(),
                None => Ok(given.clone()),
            },
            Value::Object(parts) => self.parts(schema, parts, path),
            _ => Ok(given.clone()),
        }
    }

    /// The first way that fits; where none does, what is wrong by the one that is nearest.
    fn one_of_several(
        &self,
        ways: &'a [Value],
        schema: &'a Value,
        given: &Value,
        path: &str,
    ) -> Result<Value, KithError> {
        let mut nearest = None;
        for way in ways {
            match self.fit(way, given, path) {
                Ok(fitted) => return Ok(fitted),
                Err(KithError::Misshapen { fault: Fault::Kind { .. }, ref field, .. }) if field == path => {}
                Err(error) => nearest = nearest.or(Some(error)),
            }
        }
        let fault = Fault::Kind { expected: self.expected(schema), received: kind_of(given) };
        Err(nearest.unwrap_or_else(|| KithError::misshapen(path, "invalid_input", fault)))
    }

    fn parts(&self, schema: &'a Value, given: &Map<String, Value>, path: &str) -> Result<Value, KithError> {
        let none = Map::new();
        let known = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        if closed && given.keys().any(|name| !known.contains_key(name)) {
            // What was typed in its place is not repeated: a person's words may stand there.
            let left: Vec<&str> =
                known.keys().filter(|name| !given.contains_key(*name)).map(String::as_str).collect();
            let fault = Fault::Unknown { expected: left.join(", ") };
            return Err(KithError::misshapen(path, "invalid_input", fault));
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            if !given.contains_key(name) {
                let expected = known.get(name).map(|part| self.expected(part)).unwrap_or_default();
                return Err(KithError::misshapen(at(name), "invalid_input", Fault::Missing { expected }));
            }
        }
        let others = schema.get("additionalProperties").filter(|others| others.is_object());
        let mut fitted = Map::new();
        for (name, value) in given {
            let value = match (known.get(name), others) {
                (Some(part), _) => self.fit(part, value, &at(name))?,
                // The key is the caller's own: only its place is named.
                (None, Some(each)) => self.fit(each, value, path)?,
                (None, None) => value.clone(),
            };
            fitted.insert(name.clone(), value);
        }
        Ok(Value::Object(fitted))
    }

    /// A schema by itself: of a list that of its items, and of one that may be null the other.
    fn held(&self, schema: &'a Value) -> &'a Value {
        let schema = self.followed(schema);
        let ways = schema.get("anyOf").and_then(Value::as_array);
        let way = ways.and_then(|ways| ways.iter().find(|way| allowed(way) != ["null"]));
        match way.or_else(|| schema.get("items")) {
            Some(inner) => self.held(inner),
            None => schema,
        }
    }

    fn followed(&self, schema: &'a Value) -> &'a Value {
        let named = schema.get("$ref").and_then(Value::as_str);
        named.and_then(|name| self.root.pointer(name.trim_start_matches('#'))).unwrap_or(schema)
    }

    /// What a schema takes, by stable names: its options, or the names of kinds.
    fn expected(&self, schema: &'a Value) -> String {
        let schema = self.followed(schema);
        let names: Vec<String> = match schema.get("anyOf").and_then(Value::as_array) {
            Some(ways) => ways.iter().map(|way| self.expected(way)).filter(|name| !name.is_empty()).collect(),
            None => {
                let options: Vec<&str> = options_of(schema).into_iter().filter_map(Value::as_str).collect();
                if !options.is_empty() {
                    return options.join(", ");
                }
                let id = schema.get("format").is_some_and(|format| format == "uuid");
                let kinds = allowed(schema).into_iter().filter(|name| *name != "null");
                kinds.map(|name| if id { "kind:id".to_owned() } else { format!("kind:{name}") }).collect()
            }
        };
        names.join(", ")
    }
}

fn options_of(schema: &Value) -> Vec<&Value> {
    let one = schema.get("const").into_iter();
    one.chain(schema.get("enum").and_then(Value::as_array).into_iter().flatten()).collect()
}

/// The kinds that a schema allows; none where it says nothing of them.
fn allowed(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is(given: &Value, kind: &str) -> bool {
    match kind {
        "integer" => given.is_i64() || given.is_u64(),
        "number" => given.is_number(),
        other => kind_of(given) == other,
    }
}

/// The kind of a value, as JSON Schema calls it.
fn kind_of(given: &Value) -> &'static str {
    match given {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fault(given: &Value) -> (String, &'static str, Fault) {
        let schema = &crate::commands::arguments("record_visit").unwrap();
        match fit(schema, given, &|text, _| Ok(text.to_owned())) {
            Err(KithError::Misshapen { field, code, fault }) => (field, code, fault),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_first_fault_is_named_with_what_was_expected_and_what_kind_was_received() {
        let whole = json!({
            "individual": "i", "occurred": {"at": "2026-03-02T09:00:00Z"}, "happened": {"outcome": "happened"},
            "line": "L", "worry": "no",
        });
        let schema = &crate::commands::arguments("record_visit").unwrap();
        assert_eq!(fit(schema, &whole, &|text, _| Ok(text.to_owned())).unwrap(), whole);
        let changed = |pointer: &str, value: Value| {
            let mut changed = whole.clone();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            changed.pointer_mut(parent).unwrap()[name] = value;
            changed
        };
        let rows: [(Value, &str, &str, &str, &str); 7] = [
            (json!({}), "individual", "invalid_input", "kind:id", ""),
            (json!([]), "", "invalid_input", "kind:object", "array"),
            (changed("/line", json!(7)), "line", "invalid_input", "kind:string", "number"),
            (changed("/worry", json!("perhaps")), "worry", "not_an_option", "no, not_sure, yes", ""),
            (changed("/occurred/at", json!(null)), "occurred.at", "invalid_input", "kind:string", "null"),
            (changed("/occurred", json!({})), "occurred.at", "invalid_input", "kind:string", ""),
            (
                changed("/contacts", json!([{"person": 1}])),
                "contacts[0].mode",
                "invalid_input",
                "in_person, phone, \
              video, text, social_media, letter, letterbox, gift, through_someone",
                "",
            ),
        ];
        for (given, path, code, expects, receives) in rows {
            let (field, found, fault) = fault(&given);
            let (expected, received) = match fault {
                Fault::Kind { expected, received } => (expected, received),
                Fault::Missing { expected } | Fault::Options { expected } | Fault::Unknown { expected } => {
                    (expected, "")
                }
            };
            assert_eq!((&*field, found, &*expected, received), (path, code, expects, receives), "{given}");
        }
        let (field, _, fault) = fault(&changed("/lin", json!("secret words")));
        assert_eq!(field, "");
        assert!(
            matches!(&fault, Fault::Unknown { expected } if expected.contains("follow_ups")),
            "{fault:?}"
        );
        assert!(!format!("{fault:?}").contains("secret"));
    }
}
