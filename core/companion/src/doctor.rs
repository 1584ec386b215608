//! The doctor: verifies every parcel anew from its bytes, checks the storage, rebuilds the caches beside the vault and
//! compares. It deletes nothing and mends nothing by itself.

use std::collections::{BTreeMap, BTreeSet};

use kith_document::ProblemKind;
use kith_sync::{Membership, Parcel, SignedStatement};
use kith_vault::{ParcelRow, ParcelState, Vault};
use schemars::JsonSchema;
use serde::Serialize;

use crate::audience::readable_sections;
use crate::error::KithError;
use crate::receive::{is_newer, place_of, settle};
use crate::session::Session;

/// What the doctor found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Diagnosis {
    /// How many parcels are held.
    pub parcels: u64,
    /// What is wrong, each with what it is about.
    pub problems: Vec<Problem>,
    /// Whether the caches rebuilt from the parcels equal those that are used.
    pub caches_equal: bool,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Problem {
    /// A stable code.
    pub code: String,
    /// The parcel, statement or piece it is about, hexadecimal; absent for the storage as a whole.
    pub parcel: Option<String>,
}

impl Session {
    /// Verifies everything.
    pub(crate) fn doctor(&mut self) -> Result<Diagnosis, KithError> {
        // The storage is checked as one file: what a crash left in the log belongs to it. Where the vault may not be
        // written, it is checked as it lies.
        let _read_only = self.vault.checkpoint();
        let mut found = self.vault.verify()?;
        // A page that the disk would not give once is no damage: only what is found twice is told.
        if !found.is_empty() && self.vault.is_sound_after_all() {
            found.clear();
        }
        let mut problems: Vec<Problem> =
            found.iter().map(|problem| Problem { code: problem.code().to_owned(), parcel: None }).collect();
        let mut rows = Vec::new();
        self.vault.read().for_each_parcel(|row| {
            rows.push(row);
            Ok::<(), KithError>(())
        })?;
        for row in &rows {
            let code = match row.state {
                _ if is_misplaced(row) || kith_sync::parcel_id(&row.bytes) != row.id => "parcel_altered",
                ParcelState::Quarantined => row.code.as_deref().unwrap_or("quarantined"),
                ParcelState::Waiting => row.code.as_deref().unwrap_or("waiting"),
                ParcelState::Applied => continue,
            };
            problems.push(Problem { code: code.to_owned(), parcel: Some(hex::encode(row.id)) });
        }
        self.vault.read().for_each_piece(|address, bytes| {
            if kith_sync::piece_address(bytes) != address {
                let parcel = Some(hex::encode(address));
                problems.push(Problem { code: "piece_altered".to_owned(), parcel });
            }
        })?;
        let membership = self.verified_anew(&mut problems)?;
        for problem in membership.problems() {
            problems.push(Problem {
                code: format!("statement_{}", problem.cause.code()),
                parcel: Some(hex::encode(problem.statement)),
            });
        }
        let (rebuilt, contradictions) = self.rebuild(&rows, &membership)?;
        problems
            .extend(contradictions.into_iter().map(|code| Problem { code: code.to_owned(), parcel: None }));
        let caches_equal = rebuilt.read().read_model_digest()? == self.vault.read().read_model_digest()?;
        if !caches_equal {
            problems.push(Problem { code: "caches_differ".to_owned(), parcel: None });
        }
        Ok(Diagnosis { parcels: u64::try_from(rows.len()).unwrap_or(u64::MAX), problems, caches_equal })
    }

    /// The membership with every signature verified, whatever the vault noted of it before. What is kept as a statement and is
    /// not the one that it is called is a problem: no membership knows of it.
    fn verified_anew(&self, problems: &mut Vec<Problem>) -> Result<Membership, KithError> {
        let mut held = Vec::new();
        for row in self.vault.read().statements()? {
            match SignedStatement::from_bytes(&row.bytes) {
                Ok(statement) if statement.id() == row.id => held.push(statement),
                _ => {
                    let parcel = Some(hex::encode(row.id));
                    problems.push(Problem { code: "statement_malformed".to_owned(), parcel });
                }
            }
        }
        Ok(Membership::new(self.identity.root_public, &held))
    }

    /// The read model made anew, in memory, from every parcel held, and what contradicts itself in it.
    fn rebuild(
        &self,
        rows: &[ParcelRow],
        membership: &Membership,
    ) -> Result<(Vault, BTreeSet<&'static str>), KithError> {
        let mut scratch = Vault::scratch()?;
        let mut documents = BTreeMap::new();
        let keys = self.vault.read().section_keys()?;
        scratch.write(|tx| {
            // By what is signed, and not as the vault has them: else the places that were changed would be compared with
            // themselves. What nothing here opens has no place, as if its key had not come.
            for (section, kind) in readable_sections(membership, &self.identity) {
                for (document, epoch, key) in keys.iter().filter(|(of, ..)| *of == section.document) {
                    tx.put_section_key(*document, *epoch, key)?;
                    tx.put_section(*document, section.individual, kind.name())?;
                }
            }
            for row in rows {
                // What was quarantined before is looked at like any other: the outcome must be the same.
                let state = match Parcel::from_bytes(&row.bytes) {
                    Err(_) if !is_newer(row) => ParcelState::Quarantined,
                    _ => ParcelState::Waiting,
                };
                tx.insert_parcel(&ParcelRow { state, code: None, ..row.clone() })?;
            }
            settle(tx, membership, &mut documents)?;
            Ok::<(), KithError>(())
        })?;
        let problems = documents.values().flat_map(|document| document.cards().problems);
        Ok((scratch, problems.filter_map(|problem| contradiction(problem.kind)).collect()))
    }
}

/// Whether the vault keeps a parcel in another place than its author signed: then it would be taken for a part of what it is
/// no part of.
fn is_misplaced(row: &ParcelRow) -> bool {
    let kept = (row.document.to_bytes(), row.feed.to_bytes(), row.sequence);
    place_of(&row.bytes).unwrap_or_default() != kept
}

/// The code of what no app of ours writes and every reader should know of. What is of a newer app is no fault.
fn contradiction(kind: ProblemKind) -> Option<&'static str> {
    match kind {
        ProblemKind::KindDiffers => Some("card_kind_differs"),
        ProblemKind::FactTwice => Some("fact_id_twice"),
        ProblemKind::NotACard
        | ProblemKind::KindMissing
        | ProblemKind::NotAFact
        | ProblemKind::SawDisagrees => None,
    }
}
