//! The gates: each input is given to the core as a shell would, and where it ended is told by name. What must hold
//! whatever the input is, is checked here: no fault of ours, and the record as it was unless something was admitted.

use std::collections::{BTreeMap, BTreeSet};

use ciborium::Value as Cbor;
use kith::{Imported, KithError};
use kith_sync::{FileKind, SignedStatement, SyncError, forged};
use kith_wire::{Envelope, unframe};
use serde_json::Value;

use super::dice::Dice;
use super::inputs::Input;
use super::office::{self, Office};
use super::watch::timed;
use super::{damage, spoil};

/// Where an input ended, or what is wrong with the core.
pub(super) type Ended = Result<String, String>;

/// What no input may bring about.
fn fault(error: &KithError) -> Option<String> {
    match error {
        KithError::Bug { .. } | KithError::Storage { .. } => Some(format!("{error:?}")),
        KithError::Unreadable { code: "vault_damaged" | "entry_damaged" } => Some(format!("{error:?}")),
        _ => None,
    }
}

pub(super) fn refused(error: &KithError) -> Ended {
    fault(error).map_or_else(|| Ok(error.code().to_owned()), Err)
}

/// The record is as it was before.
fn unchanged(office: &mut Office, before: &str) -> Result<(), String> {
    let individual = office.individual.clone();
    let after = office.ask(|kith| office::hash(kith, &individual));
    if after == before { Ok(()) } else { Err("refused, and the hash of the record is another".to_owned()) }
}

/// Every screen answers, and what is kept can be made again from the parcels.
fn still_answers(office: &mut Office, thorough: bool) -> Result<(), String> {
    for (name, given) in office.screens.clone() {
        // Each answered before, so that no refusal is right either.
        office.ask(|kith| kith.show(name, &given)).map_err(|error| format!("{name} answers {error:?}"))?;
    }
    if thorough {
        let found =
            office.ask(kith::Kith::doctor).map_err(|error| format!("the doctor answers {error:?}"))?;
        if !found.caches_equal {
            return Err("the caches made again from the parcels are others".to_owned());
        }
        if found.problems.iter().any(|problem| problem.code == "piece_altered") {
            return Err("a piece was taken in that is none".to_owned());
        }
    }
    Ok(())
}

/// Gives one input that stands for itself.
pub(super) fn give(office: &mut Office, dice: &mut Dice, input: &Input) -> Ended {
    match input {
        Input::Parcel(_) | Input::Statement(_) => Err("parcels and statements come in a bundle".to_owned()),
        Input::Bundle(file) => bundle(office, dice, file),
        Input::Admission(file) => admission(office, dice, file),
        Input::Request(file) => request(office, dice, file),
        Input::Network(file) => {
            let individual = office.individual.clone();
            let taken = office.ask(|kith| kith.import_network_canvas(&individual, file));
            imported(office, dice, taken)
        }
        Input::Diary(mapping, file) => {
            let individual = office.individual.clone();
            let taken = office.ask(|kith| kith.import_diary(&individual, mapping, file));
            imported(office, dice, taken)
        }
        Input::Json(name, text) => json(office, dice, name, text),
        Input::Vault => damage::give(office, dice),
    }
}

/// At which gate a file is turned away by whoever reads no more than the file itself.
fn sealed(office: &Office, kind: FileKind, file: &[u8]) -> Option<String> {
    timed(|| turned_away(office, kind, file))
}

fn turned_away(office: &Office, kind: FileKind, file: &[u8]) -> Option<String> {
    let content = match unframe(kind, file) {
        Ok(content) => content,
        Err(error) => return Some(format!("frame: {}", SyncError::from(error).as_str())),
    };
    if kind == FileKind::Request {
        return None;
    }
    if let Err(error) = Envelope::from_bytes(content) {
        return Some(format!("envelope: {}", SyncError::from(error).as_str()));
    }
    let to = if kind == FileKind::Bundle { &office.receiver } else { &office.newcomer };
    let read = match kind {
        FileKind::Bundle => kith_sync::read_bundle(file, to.id, &to.keys).err(),
        _ => kith_sync::read_admission(file, to.id, &to.keys).err(),
    };
    match read {
        Some(SyncError::Damaged) if !forged::opens(kind, file, to.id, &to.keys) => {
            Some("seal: damaged".to_owned())
        }
        Some(SyncError::Damaged) => Some("contents: damaged".to_owned()),
        Some(error) => Some(error.as_str().to_owned()),
        None => None,
    }
}

fn bundle(office: &mut Office, dice: &mut Dice, file: &[u8]) -> Ended {
    let before = office.hash();
    match office.ask(|kith| kith.import_bundle(file)) {
        Err(error) => {
            let code = refused(&error)?;
            unchanged(office, &before)?;
            Ok(sealed(office, FileKind::Bundle, file).unwrap_or(code))
        }
        Ok(imported) => {
            let ended = stages(&imported);
            let first = ended.values().next().cloned();
            let pieces = usize::try_from(imported.pieces).unwrap();
            let applied = imported.new > 0 && ended.len() < usize::try_from(imported.new).unwrap();
            if applied || first.is_none() {
                // A statement may change who wrote what, and what had been held back.
                still_answers(office, dice.one_in(4))?;
            } else {
                unchanged(office, &before)?;
            }
            if pieces > 0 {
                given_out(office)?;
            }
            office.wear();
            Ok(match first {
                _ if applied => "applied".to_owned(),
                Some(stage) => stage,
                None if pieces == 0 => "nothing new".to_owned(),
                None if pieces < office.photo.pieces.len() => "some pieces".to_owned(),
                None => "all pieces".to_owned(),
            })
        }
    }
}

/// The photo is given out as it was taken in, or said not to be all here, whatever came for a piece of it.
fn given_out(office: &mut Office) -> Result<(), String> {
    let id = office.photo.id.clone();
    match office.ask(|kith| kith.attachment_bytes(&id, 0, u64::MAX)) {
        Ok(bytes) if bytes == office.photo.bytes => Ok(()),
        Ok(_) => Err("a photo is given out that is not the one that was taken in".to_owned()),
        Err(error) if error.code() == "attachment_not_here" => Ok(()),
        Err(error) => Err(format!("a photo of which pieces were taken in: {error:?}")),
    }
}

/// Where each parcel that was not applied ended.
fn stages(imported: &Imported) -> BTreeMap<&str, String> {
    let waiting = imported.waiting.iter().map(|one| (one.parcel.as_str(), format!("waits: {}", one.code)));
    let aside =
        imported.quarantined.iter().map(|one| (one.parcel.as_str(), format!("set aside: {}", one.code)));
    waiting.chain(aside).collect()
}

fn hex(id: [u8; 32]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a parcel ends that may not be believed.
const REFUSED: [&str; 6] = [
    "not kept",
    "set aside: bad_signature",
    "set aside: foreign_document",
    "set aside: malformed",
    "set aside: not_a_reader",
    "set aside: stranger",
];

/// Gives parcels, all in one bundle; where each ended.
pub(super) fn parcels(
    office: &mut Office,
    dice: &mut Dice,
    given: &[Vec<u8>],
    thorough: bool,
) -> Result<Vec<String>, String> {
    let refused = |code| format!("a bundle that is good is refused: {code}");
    let imported = import(office, dice, given, &[])?.map_err(refused)?;
    let aside = stages(&imported);
    let mut ended = Vec::new();
    for bytes in given {
        // What is of a section that is not read here is not kept.
        let id = hex(kith_sync::parcel_id(bytes));
        let stage = aside.get(id.as_str()).cloned();
        ended.push(
            stage.unwrap_or_else(|| if held(office, bytes) { "applied".into() } else { "not kept".into() }),
        );
    }
    // What may not be believed has no part in anything; what was set aside for what it holds keeps its place in its feed, and
    // others may rest on it.
    let admitted: Vec<Vec<u8>> = given
        .iter()
        .zip(&ended)
        .filter(|(_, stage)| !REFUSED.contains(&stage.as_str()))
        .map(|(bytes, _)| bytes.clone())
        .collect();
    let individual = office.individual.clone();
    let with_all = office::hash(office.kith(), &individual);
    if !admitted.is_empty() {
        still_answers(office, thorough)?;
    }
    // What was refused had no part in what the record has become. Asked each time: it costs a run a twentieth of its time.
    office.wear();
    if !admitted.is_empty() {
        import(office, dice, &admitted, &[])?.map_err(refused)?;
    }
    let without = office::hash(office.kith(), &individual);
    if without != with_all {
        return Err("without what was refused, the hash of the record is another".to_owned());
    }
    office.wear();
    Ok(ended)
}

/// Whether a parcel could have been kept: it names a section that is known.
fn held(office: &Office, bytes: &[u8]) -> bool {
    let document = kith_sync::Parcel::from_bytes(bytes).map(|parcel| parcel.header.document);
    document.is_ok_and(|document| office.keys.keys().any(|known| known.to_bytes() == document))
}

/// Gives statements, all in one bundle; where each ended.
pub(super) fn statements(
    office: &mut Office,
    dice: &mut Dice,
    given: &[Vec<u8>],
    thorough: bool,
) -> Result<Vec<String>, String> {
    let before = office.hash();
    if let Err(refusal) = import(office, dice, &[], given)? {
        unchanged(office, &before)?;
        // What the root signed may say that this is another organisation: then the bundle it came in is a stranger's.
        if given.len() == 1 {
            return Ok(vec![format!("refused: {refusal}")]);
        }
        let each = given.iter().map(|one| statements(office, dice, std::slice::from_ref(one), thorough));
        return each.map(|ended| Ok(ended?.remove(0))).collect();
    }
    still_answers(office, thorough)?;
    let read: Vec<Result<SignedStatement, _>> =
        given.iter().map(|bytes| SignedStatement::from_bytes(bytes)).collect();
    let known: BTreeSet<_> = office.statements.iter().map(SignedStatement::id).collect();
    let membership = office.membership(read.iter().flatten());
    let stage = |read: &Result<SignedStatement, kith_wire::WireError>| match read {
        Err(error) => format!("frame: {}", SyncError::from(*error).as_str()),
        Ok(statement) => {
            let problem = membership.problems().iter().find(|problem| problem.statement == statement.id());
            match problem {
                Some(problem) => format!("does not count: {}", problem.cause.code()),
                None if known.contains(&statement.id()) => "nothing new".to_owned(),
                None => "counts".to_owned(),
            }
        }
    };
    let ended: Vec<String> = read.iter().map(stage).collect();
    if !ended.iter().any(|stage| stage == "counts") {
        unchanged(office, &before)?;
    }
    office.wear();
    Ok(ended)
}

fn import(
    office: &mut Office,
    dice: &mut Dice,
    parcels: &[Vec<u8>],
    statements: &[Vec<u8>],
) -> Result<Result<Imported, &'static str>, String> {
    let file = office.sealed(dice, parcels, statements);
    match office.ask(|kith| kith.import_bundle(&file)) {
        Ok(imported) => Ok(Ok(imported)),
        Err(error) => fault(&error).map_or_else(|| Ok(Err(error.code())), Err),
    }
}

fn admission(office: &mut Office, dice: &mut Dice, file: &[u8]) -> Ended {
    let stage = sealed(office, FileKind::Admission, file);
    if stage.is_some() && !dice.one_in(8) {
        return Ok(stage.unwrap_or_default());
    }
    let (made, used) = (office.place("cara"), office.place("asked"));
    office::copy(&made, &used);
    match timed(|| office::accept(&used, file)) {
        Ok(kith) => {
            kith.show("caseload", &serde_json::json!({})).map_err(|error| format!("{error:?}"))?;
            if stage.is_some() {
                Err("refused by itself, and let in".to_owned())
            } else {
                Ok("applied".to_owned())
            }
        }
        Err(error) => refused(&error).map(|code| stage.unwrap_or(code)),
    }
}

fn request(office: &mut Office, dice: &mut Dice, file: &[u8]) -> Ended {
    let before = office.hash();
    match office.ask(|kith| kith.admit(file, "worker", &[])) {
        Ok(_) => {
            still_answers(office, dice.one_in(4))?;
            office.wear();
            Ok("applied".to_owned())
        }
        Err(error) => {
            let code = refused(&error)?;
            unchanged(office, &before)?;
            let stage = sealed(office, FileKind::Request, file);
            Ok(stage
                .or_else(|| kith_sync::read_request(file).err().map(|e| e.as_str().to_owned()))
                .unwrap_or(code))
        }
    }
}

fn imported(office: &mut Office, dice: &mut Dice, taken: Result<kith::ImportedFile, KithError>) -> Ended {
    let before = office.hash();
    match taken {
        Ok(taken) if taken.added > 0 => {
            if dice.one_in(4) {
                still_answers(office, dice.one_in(4))?;
            }
            office.wear();
            Ok(if taken.refused.is_empty() { "applied" } else { "applied in part" }.to_owned())
        }
        Ok(_) => {
            unchanged(office, &before)?;
            Ok("every row refused".to_owned())
        }
        Err(error) => {
            let code = refused(&error)?;
            unchanged(office, &before)?;
            Ok(code)
        }
    }
}

fn json(office: &mut Office, dice: &mut Dice, name: &str, text: &[u8]) -> Ended {
    let Ok(given) = serde_json::from_slice::<Value>(text) else { return Ok("no JSON".to_owned()) };
    let before = office.hash();
    if kith::SCREENS.contains(&name) {
        let shown = office.ask(|kith| kith.show(name, &given));
        unchanged(office, &before)?;
        return shown.map_or_else(|error| refused(&error), |_| Ok("shown".to_owned()));
    }
    match office.ask(|kith| kith.perform(name, &given)) {
        Ok(_) => {
            if dice.one_in(4) {
                still_answers(office, dice.one_in(4))?;
            }
            office.wear();
            Ok("done".to_owned())
        }
        Err(error) => {
            let code = refused(&error)?;
            unchanged(office, &before)?;
            Ok(code)
        }
    }
}

/// What a value of the record looks like to whoever spoils it.
pub(super) fn spoil_bytes(dice: &mut Dice, bytes: Vec<u8>) -> Vec<u8> {
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(value) if value.is_object() => {
            spoil::json(dice, &value, &[Cbor::Null, Cbor::Text("x".to_owned())]).to_string().into_bytes()
        }
        _ => {
            let mut bytes = bytes;
            spoil::bytes(dice, &mut bytes, &[]);
            bytes
        }
    }
}
