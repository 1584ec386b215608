//! A session of Network Canvas, from the GraphML that it exports.
//!
//! Variables are found by the id of their key and by what the key is for, never by their name, which people and places
//! share. What the exporter takes apart is put together again: a choice of several, written as one true or false for
//! each option, becomes the list of those chosen; a position becomes `x` and `y`. What fits no declared variable is kept
//! as it stands.
//!
//! The file is read as a stream with a bound on everything. A document type ends the reading: entities of a file's own
//! can multiply without end, and the exporter writes none.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use encoding_rs::Encoding;
use kith_domain::text::{InvalidText, clean_text};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::Value;

use super::encoding::decode;
use super::interview::{Edge, Node, Session};
use super::variables::{Element, Variables};
use super::{
    ImportError, NETWORK_BYTES, NETWORK_DEPTH, NETWORK_EDGES, NETWORK_KEYS, NETWORK_NODES, Refused, line_ends,
};

/// The most attributes of one element.
const ATTRIBUTES: usize = 64;
/// The most values of one node, tie or ego.
const VALUES: usize = 2_000;

/// Reads a session.
///
/// # Errors
/// [`ImportError::Empty`], [`ImportError::TooLarge`], [`ImportError::Encoding`], [`ImportError::NotGraphml`],
/// [`ImportError::DocumentType`], [`ImportError::TooDeep`], [`ImportError::TooMany`],
/// [`ImportError::SeveralSessions`].
pub(crate) fn read_graphml(bytes: &[u8]) -> Result<Session, ImportError> {
    if bytes.len() > NETWORK_BYTES {
        return Err(ImportError::TooLarge { max: NETWORK_BYTES });
    }
    let decoded = decode(bytes, Some(declared_encoding(bytes)))?;
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut reading = Reading { text: &decoded.text, ..Reading::default() };
    let mut reader = Reader::from_str(&decoded.text);
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        reading.pass(at);
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => reading.take(event)?,
            Err(_) => return Err(reading.broken()),
        }
    }
    reading.finish()
}

/// The encoding of the XML declaration; UTF-8 where it tells none.
fn declared_encoding(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let start = String::from_utf8_lossy(start);
    let declared = || {
        let (_, rest) =
            start.split_once("<?xml")?.1.split_once("?>").map(|(head, _)| head)?.split_once("encoding=")?;
        let quote = rest.chars().next()?;
        let (label, _) = rest.get(1..)?.split_once(quote)?;
        Encoding::for_label_no_replacement(label.as_bytes())
    };
    declared().unwrap_or(encoding_rs::UTF_8)
}

/// The element that values are being collected for.
#[derive(Default)]
struct Open {
    id: Option<String>,
    source: Option<String>,
    target: Option<String>,
    line: u64,
    values: Vec<(String, String)>,
}

/// The identities taken so far.
#[derive(Default)]
struct Identities {
    /// Of nodes, by the file's own numbering.
    by_id: BTreeMap<String, String>,
    nodes: BTreeSet<String>,
    edges: BTreeSet<String>,
}

#[derive(Default)]
struct Reading<'a> {
    text: &'a str,
    offset: usize,
    line_before: u64,
    path: Vec<&'static str>,
    variables: Variables,
    graphs: usize,
    seen: [usize; 2],
    ego: Open,
    open: Option<(Element, Open)>,
    /// The key and the text of the value being read.
    value: Option<(String, String)>,
    nodes: Vec<Open>,
    edges: Vec<Open>,
    session: Session,
}

impl<'a> Reading<'a> {
    fn pass(&mut self, offset: usize) {
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        self.line_before = self.line_before.saturating_add(line_ends(passed));
        self.offset = offset;
    }

    fn line(&self) -> u64 {
        self.line_before.saturating_add(1)
    }

    fn broken(&self) -> ImportError {
        ImportError::NotGraphml { line: self.line() }
    }

    fn take(&mut self, event: Event<'a>) -> Result<(), ImportError> {
        match event {
            Event::Start(start) => self.start(&start)?,
            Event::Empty(start) => {
                self.start(&start)?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.words(&text.xml10_content()),
            Event::CData(text) => self.words(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = match reference.resolve_char_ref().map_err(|_| self.broken())? {
                    Some(char) => Cow::Owned(char.to_string()),
                    None => resolve_predefined_entity(&reference)
                        .map(Cow::Borrowed)
                        .ok_or(ImportError::DocumentType { line: self.line() })?,
                };
                self.words(&known);
            }
            Event::DocType(_) => return Err(ImportError::DocumentType { line: self.line() }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn words(&mut self, words: &str) {
        // Of elements that are not known, inside a value or not, nothing is taken for the value.
        if let (Some((_, text)), Some(&"data")) = (&mut self.value, self.path.last()) {
            text.push_str(words);
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ImportError> {
        if self.path.len() >= NETWORK_DEPTH {
            return Err(ImportError::TooDeep { max: NETWORK_DEPTH });
        }
        let name = start.local_name();
        let attributes = self.attributes(start)?;
        let parent = self.path.last().copied();
        let element = match (parent, name.as_ref()) {
            (None, "graphml") => "graphml",
            (None, _) => return Err(self.broken()),
            (Some("graphml"), "key") => self.key(&attributes)?,
            (Some("graphml"), "graph") => self.graph(attributes)?,
            (Some("graph"), "node") => self.open(Element::Node, attributes)?,
            (Some("graph"), "edge") => self.open(Element::Edge, attributes)?,
            (Some("graph" | "node" | "edge"), "data") => {
                self.value = attributes.get("key").map(|key| (key.clone(), String::new()));
                "data"
            }
            _ => "other",
        };
        self.path.push(element);
        Ok(())
    }

    fn attributes(&self, start: &BytesStart<'_>) -> Result<BTreeMap<String, String>, ImportError> {
        let mut attributes = BTreeMap::new();
        for (n, attribute) in start.attributes().enumerate() {
            if n >= ATTRIBUTES {
                return Err(ImportError::TooMany { what: "attributes", max: ATTRIBUTES });
            }
            let attribute = attribute.map_err(|_| self.broken())?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| self.broken())?;
            let name = attribute.key.local_name();
            attributes.insert(name.as_ref().to_owned(), value.into_owned());
        }
        Ok(attributes)
    }

    fn key(&mut self, attributes: &BTreeMap<String, String>) -> Result<&'static str, ImportError> {
        if self.variables.declared() >= NETWORK_KEYS {
            return Err(ImportError::TooMany { what: "keys", max: NETWORK_KEYS });
        }
        self.variables.declare(attributes);
        Ok("key")
    }

    fn graph(&mut self, attributes: BTreeMap<String, String>) -> Result<&'static str, ImportError> {
        self.graphs += 1;
        if self.graphs > 1 {
            return Err(ImportError::SeveralSessions);
        }
        self.ego.line = self.line();
        for (name, value) in attributes {
            match clean_text(&value) {
                Ok(value) => {
                    self.session.facts.insert(name, value);
                }
                Err(InvalidText::Empty) => {}
                Err(fault) => self.refuse(self.line(), &format!("graph: {name}"), text_code(fault)),
            }
        }
        let session = &mut self.session;
        let fact = |name: &str| session.facts.get(name).cloned();
        let time = |name: &str| fact(name).and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
        (session.case_id, session.session_uuid, session.protocol, session.started, session.finished) = (
            fact("caseId"),
            fact("sessionUUID"),
            fact("protocolName"),
            time("sessionStartTime"),
            time("sessionFinishTime"),
        );
        Ok("graph")
    }

    fn open(
        &mut self,
        element: Element,
        mut attributes: BTreeMap<String, String>,
    ) -> Result<&'static str, ImportError> {
        let (place, what, max, name) = match element {
            Element::Node => (&mut self.seen[0], "nodes", NETWORK_NODES, "node"),
            _ => (&mut self.seen[1], "edges", NETWORK_EDGES, "edge"),
        };
        *place += 1;
        if *place > max {
            return Err(ImportError::TooMany { what, max });
        }
        let open = Open {
            id: attributes.remove("id"),
            source: attributes.remove("source"),
            target: attributes.remove("target"),
            line: self.line(),
            values: Vec::new(),
        };
        self.open = Some((element, open));
        Ok(name)
    }

    fn end(&mut self) {
        match self.path.pop() {
            Some("data") => {
                let into = self.open.as_mut().map_or(&mut self.ego, |(_, open)| open);
                if let Some(value) = self.value.take().filter(|_| into.values.len() < VALUES) {
                    into.values.push(value);
                }
            }
            Some("node" | "edge") => match self.open.take() {
                Some((Element::Node, open)) => self.nodes.push(open),
                Some((_, open)) => self.edges.push(open),
                None => {}
            },
            _ => {}
        }
    }

    fn refuse(&mut self, line: u64, column: &str, code: &'static str) {
        self.session.refused.push(Refused { line, column: column.to_owned(), code });
    }

    /// Values are understood only here, because a file may declare its variables after it uses them.
    fn finish(mut self) -> Result<Session, ImportError> {
        if !self.path.is_empty() || self.graphs == 0 {
            return Err(self.broken());
        }
        let ego = std::mem::take(&mut self.ego);
        let (mut values, cells) = self.values(Element::Graph, "ego", ego.line, &ego.values);
        self.session.ego_uuid = text_of(values.remove("networkCanvasUUID"));
        (self.session.ego, self.session.ego_cells) = (values, cells);
        let mut identities = Identities::default();
        for (n, open) in std::mem::take(&mut self.nodes).into_iter().enumerate() {
            self.node(n + 1, open, &mut identities);
        }
        for (n, open) in std::mem::take(&mut self.edges).into_iter().enumerate() {
            self.edge(n + 1, &open, &mut identities);
        }
        Ok(self.session)
    }

    fn node(&mut self, position: usize, open: Open, identities: &mut Identities) {
        let place = format!("node {position}");
        let (mut values, cells) = self.values(Element::Node, &place, open.line, &open.values);
        let (Some(uuid), kind) =
            (text_of(values.remove("networkCanvasUUID")), text_of(values.remove("networkCanvasType")))
        else {
            return self.refuse(open.line, &place, "no_identity");
        };
        if !identities.nodes.insert(uuid.clone()) {
            return self.refuse(open.line, &place, "repeated_identity");
        }
        if let Some(id) = open.id {
            identities.by_id.insert(id, uuid.clone());
        }
        let label = text_of(values.remove("label"));
        let name = values.get("name").and_then(Value::as_str).map(str::to_owned).or(label);
        let (line, kind) = (open.line, kind.unwrap_or_default());
        self.session.nodes.push(Node { uuid, kind, name, values, cells, position, line });
    }

    fn edge(&mut self, position: usize, open: &Open, identities: &mut Identities) {
        let place = format!("edge {position}");
        let (mut values, cells) = self.values(Element::Edge, &place, open.line, &open.values);
        let mut own = |name: &str| text_of(values.remove(name));
        let (uuid, kind) = (own("networkCanvasUUID"), own("networkCanvasType").unwrap_or_default());
        let end = |uuid: Option<String>, id: &Option<String>| {
            let by_id = id.as_ref().and_then(|id| identities.by_id.get(id)).cloned();
            // The identity counts, and the file's own numbering only where there is none.
            uuid.or(by_id).filter(|uuid| identities.nodes.contains(uuid))
        };
        let from = end(own("networkCanvasSourceUUID"), &open.source);
        let to = end(own("networkCanvasTargetUUID"), &open.target);
        let (Some(from), Some(to)) = (from, to) else {
            return self.refuse(open.line, &place, "unknown_node");
        };
        let Some(uuid) = uuid else {
            return self.refuse(open.line, &place, "no_identity");
        };
        if !identities.edges.insert(uuid.clone()) {
            return self.refuse(open.line, &place, "repeated_identity");
        }
        self.session.edges.push(Edge { uuid, kind, from, to, values, cells, position });
    }

    /// The values of one element by variable, and by key those that no variable fits.
    fn values(
        &mut self,
        element: Element,
        place: &str,
        line: u64,
        written: &[(String, String)],
    ) -> (BTreeMap<String, Value>, BTreeMap<String, String>) {
        let (mut values, mut cells) = (BTreeMap::new(), BTreeMap::new());
        for (key, text) in written {
            match clean_text(text) {
                Ok(_) => {}
                Err(InvalidText::Empty) => continue,
                Err(fault) => {
                    let name = self.variables.name_of(element, key);
                    self.refuse(line, &format!("{place}: {name}"), text_code(fault));
                    continue;
                }
            }
            if let Err(code) = self.variables.put(&mut values, element, key, text) {
                if let Some(code) = code {
                    let name = self.variables.name_of(element, key);
                    self.refuse(line, &format!("{place}: {name}"), code);
                }
                cells.insert(key.clone(), text.clone());
            }
        }
        (values, cells)
    }
}

fn text_of(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn text_code(fault: InvalidText) -> &'static str {
    match fault {
        InvalidText::TooLong { .. } => "too_long",
        InvalidText::Empty => "empty",
        InvalidText::ControlCharacter | InvalidText::DirectionCharacter => "control_character",
    }
}
