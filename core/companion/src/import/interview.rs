//! One interview about someone's network, as plain values: the session, its people and places, and the ties between them.

use std::collections::BTreeMap;

use kith_domain::time::Timestamp;
use serde_json::{Map, Value};

use super::Refused;

/// One interview.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Session {
    /// The case as the interviewer called it.
    pub(crate) case_id: Option<String>,
    /// The identity of the interview.
    pub(crate) session_uuid: Option<String>,
    /// The name of the protocol.
    pub(crate) protocol: Option<String>,
    /// When it began.
    pub(crate) started: Option<Timestamp>,
    /// When it was finished, if it was.
    pub(crate) finished: Option<Timestamp>,
    /// Every fact of the session as it stands in the file, by name.
    pub(crate) facts: BTreeMap<String, String>,
    /// The identity of the person interviewed.
    pub(crate) ego_uuid: Option<String>,
    /// What they said of themselves, by variable.
    pub(crate) ego: BTreeMap<String, Value>,
    /// Their values that no declared variable fits, by key.
    pub(crate) ego_cells: BTreeMap<String, String>,
    /// The people, places and others, in the order of the file.
    pub(crate) nodes: Vec<Node>,
    /// The ties between them, in the order of the file.
    pub(crate) edges: Vec<Edge>,
    /// What was not taken: nodes and ties without identity, ties to nothing, values that no variable fits. Such a value
    /// is still in `cells`, unless it cannot be text.
    pub(crate) refused: Vec<Refused>,
}

/// A person, a place or something else.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Node {
    /// Its identity, `networkCanvasUUID`.
    pub(crate) uuid: String,
    /// `person`, `place` or another type of the protocol.
    pub(crate) kind: String,
    /// Its name, or its label where no variable is called `name`.
    pub(crate) name: Option<String>,
    /// Its values by variable.
    pub(crate) values: BTreeMap<String, Value>,
    /// Its values that no declared variable fits, by key.
    pub(crate) cells: BTreeMap<String, String>,
    /// Which of the file's nodes it is, from 1.
    pub(crate) position: usize,
    /// The line on which it begins.
    pub(crate) line: u64,
}

/// A tie between two nodes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Edge {
    /// Its identity, `networkCanvasUUID`.
    pub(crate) uuid: String,
    /// Its type in the protocol, such as `knows`.
    pub(crate) kind: String,
    /// The identity of one node.
    pub(crate) from: String,
    /// The identity of the other.
    pub(crate) to: String,
    /// Its values by variable.
    pub(crate) values: BTreeMap<String, Value>,
    /// Its values that no declared variable fits, by key.
    pub(crate) cells: BTreeMap<String, String>,
    /// Which of the file's ties it is, from 1.
    pub(crate) position: usize,
}

/// The position that a folded layout tells.
pub(crate) fn position_of(value: Option<&Value>) -> Option<(f64, f64)> {
    let layout: &Map<String, Value> = value?.as_object()?;
    Some((layout.get("x")?.as_f64()?, layout.get("y")?.as_f64()?))
}
