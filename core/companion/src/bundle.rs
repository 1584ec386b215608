//! Bundles: parcels as a file, sealed to named members. An import is idempotent and takes any order; the heads that a
//! returned bundle carries prove what the other device holds, without a hub.

use std::collections::BTreeSet;

use kith_domain::id::{DeviceId, DocumentId, IndividualId, MemberId};
use kith_sync::{BundleContents, Known, SignedStatement};
use kith_vault::ParcelState;
use schemars::JsonSchema;
use serde::Serialize;

use crate::audience::{StatementDigests, whose};
use crate::error::KithError;
use crate::foreign_file::FileOf;
use crate::pieces;
use crate::receipts::{self, Proved};
use crate::receive::Imported;
use crate::session::{Reckoned, Session};

/// What was put into a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Exported {
    /// Parcels that the named members have not proved to hold.
    pub parcels: u32,
    /// Size of the file.
    pub bytes: u64,
    /// Sections left out because not every one of the named members may read them; name those members one by one.
    pub left_out: u32,
    /// Parcels and pieces left out because their stored bytes are damaged; `doctor` names them.
    pub damaged: u32,
    /// Parcels for which there is no room in one file: they come in the next, once these are proved to have arrived.
    pub left_for_later: u32,
    /// Pieces of photos and recordings.
    pub pieces: u32,
    /// Such pieces for which there is no room: they come in the next file, once these are proved to have arrived.
    pub pieces_left_for_later: u32,
}

/// How many bytes of parcels go into one bundle: with everything else it stays below what a file may hold.
const PARCEL_BYTES: usize = 192 * 1024 * 1024;

/// So many sections of one record that are not known here one device may name: hardly a record has more, and each is looked
/// at by every check of the record.
const NAMED: usize = 64;

/// The parcels that go into a bundle, and how many do not.
#[derive(Default)]
struct Chosen {
    parcels: Vec<Vec<u8>>,
    /// Of which sections.
    carried: BTreeSet<DocumentId>,
    damaged: u32,
    left_for_later: u32,
}

/// The statements that are held, in short, as a bundle tells them.
fn known(digests: StatementDigests) -> Known {
    let mut known = Known::default();
    for (about, digest) in digests {
        match about {
            Some(document) => {
                known.sections.insert(document, digest.into());
            }
            None => known.people = Some(digest.into()),
        }
    }
    known
}

/// The same, as a bundle told it.
fn said_of(known: &Known) -> StatementDigests {
    let sections = known.sections.iter().map(|(document, digest)| (Some(*document), digest.into_array()));
    sections.chain(known.people.map(|digest| (None, digest.into_array()))).collect()
}

impl Session {
    /// A bundle for these members: every parcel that they have not proved to hold, the statements that these rest on, and
    /// every other that they may have and did not say to hold.
    pub(crate) fn export_bundle(&mut self, to: &[MemberId]) -> Result<(Vec<u8>, Exported), KithError> {
        let recipients = self.recipients(to)?;
        let devices: BTreeSet<DeviceId> = recipients.iter().map(|(device, _)| *device).collect();
        let documents: BTreeSet<DocumentId> = self
            .membership
            .sections()
            .map(|section| section.document)
            .filter(|document| to.iter().all(|member| self.membership.reads(*member, *document)))
            .collect();
        let for_some = self
            .membership
            .sections()
            .filter(|section| !documents.contains(&section.document))
            .filter(|section| to.iter().any(|member| self.membership.reads(*member, section.document)))
            .count();
        let left_out = u32::try_from(for_some).unwrap_or(u32::MAX);
        let chosen = self.unproved(&documents, &devices)?;
        let read = self.vault.read();
        let heads = documents
            .iter()
            .map(|document| Ok((*document, receipts::tips(&read, *document)?)))
            .collect::<Result<_, KithError>>()?;
        let statements = self.statements_for(to, &documents)?;
        let digests = statements.digests();
        let needed = self.needed(statements, &digests, &devices, &chosen.carried)?;
        let attached = self.pieces_for(&documents, &devices)?;
        let contents = BundleContents {
            organisation: self.identity.organisation,
            sender: self.identity.device,
            made_at: self.now().to_rfc3339(),
            whose: self.untold(&needed, &documents),
            statements: needed.into_bytes(),
            known: known(digests),
            heads,
            names_all: to.len() == 1,
            parcels: chosen.parcels,
            attachments: attached.held,
            pieces: attached.pieces,
        };
        let counted = |all: &[Vec<u8>]| u32::try_from(all.len()).unwrap_or(u32::MAX);
        let bytes = kith_sync::write_bundle(&contents, &recipients, &self.identity.keys, &mut self.rng)
            .map_err(|_| KithError::Bug { place: "write bundle" })?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok((
            bytes,
            Exported {
                parcels: counted(&contents.parcels),
                bytes: size,
                left_out,
                damaged: chosen.damaged.saturating_add(attached.damaged),
                left_for_later: chosen.left_for_later,
                pieces: counted(&contents.pieces),
                pieces_left_for_later: attached.left_for_later,
            },
        ))
    }

    /// The other devices of these members, each with what is sealed to it.
    fn recipients(&self, to: &[MemberId]) -> Result<Vec<(DeviceId, Vec<u8>)>, KithError> {
        if to.is_empty() {
            return Err(KithError::invalid("to", "empty"));
        }
        let mut recipients = Vec::new();
        for member in to {
            if self.membership.member(*member).is_none() {
                return Err(KithError::unknown("member"));
            }
            for device in self.membership.devices_of(*member) {
                if device.device != self.identity.device {
                    recipients.push((device.device, device.seal.clone()));
                }
            }
        }
        if recipients.is_empty() {
            return Err(KithError::invalid("to", "unknown_member"));
        }
        Ok(recipients)
    }

    /// Takes in a bundle. Nothing of it is trusted before its sender's signature is.
    pub(crate) fn import_bundle(&mut self, bytes: &[u8]) -> Result<Imported, KithError> {
        let signed = kith_sync::read_bundle(bytes, self.identity.device, &self.identity.keys)
            .map_err(|error| KithError::of_file(FileOf::Bundle, error))?;
        let statements: Vec<SignedStatement> = signed
            .contents()
            .statements
            .iter()
            .filter_map(|bytes| SignedStatement::from_bytes(bytes).ok())
            .collect();
        // The sender may be new here: who they are is told by the statements, each of which stands on its own
        // signature.
        let reckoned = Reckoned::with(&self.vault.read(), self.identity.root_public, &statements)?;
        let contents =
            signed.verify(&reckoned.membership).map_err(|error| KithError::of_file(FileOf::Bundle, error))?;
        if contents.organisation != self.identity.organisation {
            return Err(KithError::Unreadable { code: "bundle_stranger" });
        }
        let said =
            contents.whose.iter().flat_map(|(whose, all)| all.iter().map(|document| (*document, *whose)));
        let said = said.collect();
        let named = contents.heads.keys();
        let whose: Vec<(DocumentId, IndividualId)> = named
            .filter_map(|document| Some((*document, whose(&reckoned.membership, *document, &said)?)))
            .collect();
        let mut new_pieces = 0;
        let imported = self.receive(reckoned, &statements, &contents.parcels, |tx| {
            pieces::forget_put_back(tx, contents.sender, &contents.heads, contents.names_all)?;
            new_pieces = pieces::take_in(tx, contents.sender, &contents.pieces, &contents.attachments)?;
            tx.put_statements_elsewhere(contents.sender, &said_of(&contents.known))?;
            for (document, individual) in whose {
                let named = tx.sections_elsewhere(individual)?;
                let by_sender = named.iter().filter(|(_, by)| *by == contents.sender).count();
                if tx.section_of(document)?.is_none() && by_sender < NAMED {
                    tx.put_section_elsewhere(contents.sender, document, individual)?;
                }
            }
            receipts::note(tx, contents.sender, &contents.heads, contents.names_all)
        })?;
        Ok(Imported { pieces: new_pieces, ..imported })
    }

    /// The parcels of these sections that not all of these devices have proved to hold.
    fn unproved(
        &self,
        documents: &BTreeSet<DocumentId>,
        devices: &BTreeSet<DeviceId>,
    ) -> Result<Chosen, KithError> {
        let read = self.vault.read();
        let mut receipts = read.receipts()?;
        receipts.retain(|receipt| devices.contains(&receipt.device));
        let (mut chosen, mut room) = (Chosen::default(), PARCEL_BYTES);
        for document in documents {
            let proved = Proved::of(&read, *document, &receipts)?;
            for feed in read.feeds(*document)? {
                for row in read.parcels_after(*document, feed, proved.all_hold(devices, feed))? {
                    let held_by_all = devices.iter().all(|device| proved.holds(*device, &row));
                    // What this version cannot use another may: only what nobody signed is not handed on.
                    let nobodys = matches!(row.code.as_deref(), Some("malformed" | "bad_signature"));
                    if held_by_all || (row.state == ParcelState::Quarantined && nobodys) {
                        continue;
                    }
                    if kith_sync::parcel_id(&row.bytes) != row.id {
                        chosen.damaged = chosen.damaged.saturating_add(1);
                        continue;
                    }
                    match room.checked_sub(row.bytes.len()) {
                        Some(left) => {
                            room = left;
                            chosen.parcels.push(row.bytes);
                            chosen.carried.insert(*document);
                        }
                        None => chosen.left_for_later = chosen.left_for_later.saturating_add(1),
                    }
                }
            }
        }
        Ok(chosen)
    }
}
