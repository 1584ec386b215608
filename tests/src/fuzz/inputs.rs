//! The inputs: what each is aimed at, and those that were spoilt after they were written or signed by nobody. Those of a
//! valid member are in `forged`.

use ciborium::Value;
use kith_wire::{FileKind, frame, unframe};
use serde_json::json;

use super::dice::Dice;
use super::office::Office;
use super::{forged, spoil};

/// What an input is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// One parcel in a bundle that is good.
    Parcel,
    /// One statement in a bundle that is good.
    Statement,
    /// A bundle.
    Bundle,
    /// The answer to a request.
    Admission,
    /// A request to join.
    Request,
    /// A session of Network Canvas.
    Network,
    /// A diary, by a mapping that is good.
    Diary,
    /// A mapping, of a diary that is good.
    Mapping,
    /// What a command or a screen is given.
    Json,
    /// A vault as it lies on the disk, of this schema or an older one.
    Vault,
}

impl Target {
    /// Every target, whether a valid member seals and signs it after it was spoilt, and how often it is aimed at, in a
    /// hundred.
    const SHARES: [(Self, bool, usize); 15] = [
        (Self::Parcel, true, 28),
        (Self::Statement, true, 8),
        (Self::Bundle, true, 6),
        (Self::Admission, true, 4),
        (Self::Request, true, 2),
        (Self::Parcel, false, 7),
        (Self::Statement, false, 2),
        (Self::Bundle, false, 15),
        (Self::Admission, false, 6),
        (Self::Request, false, 4),
        (Self::Network, false, 5),
        (Self::Diary, false, 5),
        (Self::Mapping, false, 3),
        (Self::Json, false, 4),
        (Self::Vault, false, 1),
    ];
}

/// What is given to the core.
pub enum Input {
    /// A parcel, to be put into a bundle.
    Parcel(Vec<u8>),
    /// A signed statement, to be put into a bundle.
    Statement(Vec<u8>),
    /// A bundle.
    Bundle(Vec<u8>),
    /// An admission.
    Admission(Vec<u8>),
    /// A request.
    Request(Vec<u8>),
    /// A network.
    Network(Vec<u8>),
    /// A diary and its mapping.
    Diary(String, Vec<u8>),
    /// A command or a screen and its arguments.
    Json(&'static str, Vec<u8>),
    /// A vault, to be spoilt with the rest of the dice.
    Vault,
}

/// An input.
pub struct Made {
    /// What it is aimed at.
    pub target: Target,
    /// Whether it was spoilt, and then sealed and signed by a valid member: what they would have sent as it is does not count.
    pub spoilt_first: bool,
    /// What it is.
    pub input: Input,
}

impl Made {
    pub(super) fn signed(target: Target, input: Input, spoilt_first: bool) -> Self {
        Self { target, spoilt_first, input }
    }

    fn unsigned(target: Target, input: Input) -> Self {
        Self { target, spoilt_first: false, input }
    }
}

/// The input of these dice.
#[must_use]
pub fn make(office: &Office, dice: &mut Dice) -> Made {
    let mut left = dice.below(Target::SHARES.iter().map(|(.., share)| share).sum());
    let aimed = Target::SHARES.iter().find(|(.., share)| {
        let found = left < *share;
        left = left.saturating_sub(*share);
        found
    });
    let (target, signed, _) = aimed.copied().unwrap_or((Target::Bundle, false, 0));
    match (target, signed) {
        (Target::Parcel, true) => forged::parcel(office, dice),
        (Target::Statement, true) => forged::statement(office, dice),
        (Target::Bundle, true) => forged::bundle(office, dice),
        (Target::Admission, true) => forged::admission(office, dice),
        (Target::Request, true) => forged::request(office, dice),
        (target, _) => Made::unsigned(target, raw(office, dice, target)),
    }
}

/// Any bytes, as what this target takes.
pub(super) fn of(target: Target, bytes: &[u8]) -> Input {
    let bytes = bytes.to_vec();
    match target {
        Target::Parcel => Input::Parcel(bytes),
        Target::Statement => Input::Statement(bytes),
        Target::Bundle => Input::Bundle(bytes),
        Target::Admission => Input::Admission(bytes),
        Target::Request => Input::Request(bytes),
        Target::Network => Input::Network(bytes),
        Target::Diary => Input::Diary(MAPPING.to_owned(), bytes),
        Target::Mapping => {
            Input::Diary(String::from_utf8_lossy(&bytes).into_owned(), DIARY.as_bytes().to_vec())
        }
        Target::Json => Input::Json("record_visit", bytes),
        Target::Vault => Input::Vault,
    }
}

fn raw(office: &Office, dice: &mut Dice, target: Target) -> Input {
    match target {
        Target::Parcel => {
            // Those whose feed is known: the others wait for it, whatever they are.
            let known = office.next.iter().filter(|next| !next.payload.changes.is_empty());
            let others: Vec<&[u8]> = known.map(|next| next.bytes.as_slice()).collect();
            let mut bytes = dice.pick(&others).to_vec();
            spoil::bytes(dice, &mut bytes, &others);
            Input::Parcel(bytes)
        }
        Target::Statement => {
            let all: Vec<Vec<u8>> =
                office.statements.iter().map(kith_sync::SignedStatement::to_bytes).collect();
            let others: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
            let mut bytes = dice.pick(&all).clone();
            spoil::bytes(dice, &mut bytes, &others);
            Input::Statement(bytes)
        }
        Target::Bundle => Input::Bundle(file(dice, &office.bundle, &[&office.admission, &office.request])),
        Target::Admission => {
            Input::Admission(file(dice, &office.admission, &[&office.bundle, &office.request]))
        }
        Target::Request => Input::Request(file(dice, &office.request, &[&office.bundle])),
        Target::Network => Input::Network(marked_up(dice)),
        Target::Diary => Input::Diary(MAPPING.to_owned(), table(dice)),
        Target::Mapping => {
            let mut mapping = MAPPING.to_owned();
            spoil::text(dice, &mut mapping, &TOML);
            Input::Diary(mapping, DIARY.as_bytes().to_vec())
        }
        Target::Json => arguments(office, dice),
        Target::Vault => Input::Vault,
    }
}

/// A file spoilt as a whole, or inside a frame that is good.
fn file(dice: &mut Dice, good: &[u8], others: &[&[u8]]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let kind = FileKind::of(good).filter(|_| dice.one_in(2));
    if let Some(kind) = kind {
        bytes = unframe(kind, good).unwrap().to_vec();
        spoil::bytes(dice, &mut bytes, others);
        return frame(kind, &bytes).unwrap();
    }
    spoil::bytes(dice, &mut bytes, others);
    bytes
}

/// Values that mean something somewhere.
#[must_use]
pub fn atoms() -> Vec<Value> {
    let words = [
        "",
        " ",
        "person",
        "phone",
        "legal",
        "prohibit",
        "permit",
        "none",
        "active",
        "imminent",
        "given",
        "individual",
        "2026-03-01",
        "9999-12-31",
        "-262143-01-01",
        "2026-03-01T08:00:00+00:00",
        "FREQ=YEARLY;COUNT=99999999",
        "FREQ=SECONDLY",
        "\u{202e}",
        "\u{0}",
        "' OR ''='",
        "00000000-0000-0000-0000-000000000000",
        "distress",
        "ended",
    ];
    let mut atoms: Vec<Value> = words.iter().map(|word| Value::Text((*word).to_owned())).collect();
    atoms.extend([
        Value::Null,
        Value::Bool(true),
        Value::Integer(0.into()),
        Value::Integer((-1).into()),
        Value::Integer(u64::MAX.into()),
        Value::Integer(i64::MIN.into()),
        Value::Float(1e300),
        Value::Float(0.5),
        Value::Array(Vec::new()),
        Value::Map(Vec::new()),
        Value::Text("x".repeat(5_000)),
    ]);
    atoms
}

fn arguments(office: &Office, dice: &mut Dice) -> Input {
    let all = if dice.one_in(3) { &office.screens } else { &office.commands };
    let (name, given) = dice.pick(all).clone();
    let mut given = given;
    if !dice.one_in(8) {
        let mut atoms = atoms();
        atoms.extend(office.ids.iter().map(|id| Value::Text(id.clone())));
        given = spoil::json(dice, &given, &atoms);
    }
    let mut text = given.to_string();
    if dice.one_in(6) {
        let words = ["{", "[", "\"", ":", ",", "null", "1e999", "-0", "\\ud800", "{\"a\":", "[[["];
        spoil::text(dice, &mut text, &words);
    }
    let mut bytes = text.into_bytes();
    if dice.one_in(10) {
        spoil::bytes(dice, &mut bytes, &[json!({"a": [1, 2]}).to_string().as_bytes()]);
    }
    Input::Json(name, bytes)
}

const MAPPING: &str = include_str!("good/diary.toml");
const DIARY: &str = include_str!("good/diary.csv");
const NETWORK: &str = include_str!("good/network.graphml");
const TOML: [&str; 16] = [
    "[",
    "]",
    "{",
    "}",
    "=",
    "\"",
    "[[scale]]",
    "column",
    "low",
    "high",
    "zone",
    "format",
    "%Y",
    "%q",
    "true",
    "-7e99",
];

fn table(dice: &mut Dice) -> Vec<u8> {
    let words = [
        ",",
        "\"",
        "\"\"",
        "\r\n",
        "\n",
        ";",
        "\t",
        "NA",
        "nobody",
        "mum",
        "05/02/2024",
        "31/02/2024",
        "02:30",
        "25:00",
        "-1",
        "9e99",
        "=1+1",
        ",,,,,,,,",
    ];
    let mut text = DIARY.to_owned();
    spoil::text(dice, &mut text, &words);
    let mut bytes = text.into_bytes();
    if dice.one_in(3) {
        spoil::bytes(dice, &mut bytes, &[b"\xff\xfe", b"\xef\xbb\xbf", NETWORK.as_bytes()]);
    }
    bytes
}

fn marked_up(dice: &mut Dice) -> Vec<u8> {
    let words = [
        "<node id=\"9\">",
        "</node>",
        "<data key=\"name\">",
        "</data>",
        "<edge source=\"1\" target=\"1\"/>",
        "<graph>",
        "<!DOCTYPE a [<!ENTITY b \"bb\">]>",
        "&b;",
        "&#0;",
        "&#x10FFFF;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?x?>",
        "xmlns:nc=\"",
        "id=\"1\"",
        "<a>",
        "\"",
    ];
    let mut text = NETWORK.to_owned();
    spoil::text(dice, &mut text, &words);
    let mut bytes = text.into_bytes();
    if dice.one_in(3) {
        spoil::bytes(dice, &mut bytes, &[b"\xff\xfe", DIARY.as_bytes()]);
    }
    bytes
}
