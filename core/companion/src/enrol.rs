//! Joining an organisation, which `founding` founds: a request holds public keys, the admitting person compares a
//! fingerprint, the answer holds certificates and sealed section keys. No secret is in either file in the clear.

use std::path::Path;

use kith_domain::id::{DeviceId, IndividualId, MemberId};
use kith_domain::role::Role;
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_sync::{AdmissionContents, DeviceKeys, Request, SectionKey, SignedStatement, Statement};
use kith_vault::{CreateOptions, Unlock, Vault};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::clock::{Clock, Reproducible, entropy, random_id};
use crate::error::KithError;
use crate::foreign_file::FileOf;
use crate::receive::open_sections;
use crate::session::{Identity, Reckoned, Session, note_verified};
use crate::sheet::NewSheet;
use crate::strings::Strings;

pub(crate) const PENDING: &str = "pending_request";

/// A request to join, ready to be handed to whoever admits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Requested {
    /// To be read out, or shown, to the person who admits.
    pub fingerprint: String,
    /// The file to hand over.
    #[serde(skip)]
    pub file: Vec<u8>,
}

/// Someone was admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Admitted {
    /// The new member.
    pub member: String,
    /// To be compared with what the newcomer's device shows, before the answer is handed over.
    pub fingerprint: String,
    /// To be compared by the newcomer, so that nobody else can answer their request.
    pub organisation_fingerprint: String,
    /// The names of those whose records the newcomer may read now.
    pub reads: Vec<String>,
    /// The file to hand back.
    #[serde(skip)]
    pub file: Vec<u8>,
}

/// This device has joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Joined {
    /// Who holds this device.
    pub member: String,
    /// The device.
    pub device: String,
    /// To be compared with what the admitting person's device shows.
    pub organisation_fingerprint: String,
    /// The recovery sheet of this vault, to be printed and kept apart from the device. It waits in the vault until it was.
    #[serde(skip)]
    pub recovery_sheet: String,
}

#[derive(Serialize, Deserialize)]
struct Pending {
    member: MemberId,
    device: DeviceId,
    keys: String,
    request: String,
}

/// Makes a new vault that asks to join, and the request to hand over. Asking again gives the same request.
pub(crate) fn request(
    home: &Path,
    unlock: &Unlock,
    name: &str,
    reproducible: Option<Reproducible>,
) -> Result<Requested, KithError> {
    check_name("name", name)?;
    let mut rng = entropy(reproducible, 0)?;
    let mut vault =
        match Vault::create(home, unlock, CreateOptions { test_vault: reproducible.is_some() }, &mut rng) {
            Err(kith_vault::VaultError::AlreadyExists) => Vault::open(home, unlock)?,
            other => other?,
        };
    if let Some(pending) = pending(&vault)? {
        let file = hex::decode(&pending.request).unwrap_or_default();
        let request = kith_sync::read_request(&file)?;
        return Ok(Requested { fingerprint: kith_sync::fingerprint(&request.public), file });
    }
    if vault.read().setting("identity")?.is_some() {
        return Err(KithError::Vault { code: "already_joined" });
    }
    let keys = DeviceKeys::generate(&mut rng);
    let member = MemberId::from_random(random_id(&mut rng));
    let public = keys.public();
    let device = kith_sync::device_id(member, &public);
    let request = Request { member, device, name: name.to_owned(), public };
    let file = kith_sync::write_request(&request, &keys)?;
    let pending = Pending {
        member: request.member,
        device: request.device,
        keys: hex::encode(keys.to_secret_bytes()),
        request: hex::encode(&file),
    };
    let stored = serde_json::to_vec(&pending).map_err(|_| KithError::Bug { place: "pending request" })?;
    vault.write(|tx| {
        tx.put_setting(PENDING, &stored)?;
        Ok::<(), KithError>(())
    })?;
    Ok(Requested { fingerprint: kith_sync::fingerprint(&request.public), file })
}

/// Takes the answer to a request into the vault that made it.
pub(crate) fn accept(
    home: &Path,
    unlock: &Unlock,
    answer: &[u8],
    reproducible: Option<Reproducible>,
    strings: Strings,
) -> Result<(Session, Joined), KithError> {
    let mut vault = Vault::open(home, unlock)?;
    let Some(pending) = pending(&vault)? else {
        let code = if vault.read().setting("identity")?.is_some() { "already_joined" } else { "not_joined" };
        return Err(KithError::Vault { code });
    };
    let damaged = || KithError::Unreadable { code: "vault_damaged" };
    let keys = DeviceKeys::from_secret_bytes(&hex::decode(&pending.keys).map_err(|_| damaged())?)
        .map_err(|_| damaged())?;
    let contents = kith_sync::read_admission(answer, pending.device, &keys)
        .map_err(|error| KithError::of_file(FileOf::Admission, error))?;
    let identity = Identity {
        organisation: contents.organisation,
        member: pending.member,
        device: pending.device,
        keys,
        root_public: contents.root,
        root: None,
    };
    let organisation = name_of_organisation(&contents);
    let mut rng = entropy(reproducible, u64::MAX)?;
    let sheet = NewSheet::make(None, &organisation, &strings, &mut rng)?;
    let now = Clock::new(reproducible).now();
    // Before anything is joined: what ends in between has a slot that nobody can open, and takes the answer again.
    vault.offer_recovery(sheet.key(), &mut rng)?;
    vault.write(|tx| {
        for bytes in &contents.statements {
            if let Ok(statement) = SignedStatement::from_bytes(bytes) {
                tx.insert_statement(statement.id(), statement.kind(), &statement.to_bytes())?;
            }
        }
        let Reckoned { membership, verified } = Reckoned::of(tx, identity.root_public)?;
        if membership.device(identity.device).is_none_or(|device| device.member != identity.member) {
            return Err(KithError::Unreadable { code: "admission_damaged" });
        }
        Session::store_identity(tx, &identity)?;
        note_verified(tx, &verified)?;
        open_sections(tx, &membership, &identity)?;
        tx.remove_setting(PENDING)?;
        sheet.wait_proved(tx, now)
    })?;
    let joined = Joined {
        member: identity.member.to_string(),
        device: identity.device.to_string(),
        organisation_fingerprint: kith_sync::root_fingerprint(&identity.root_public),
        recovery_sheet: sheet.text,
    };
    Ok((Session::start(vault, home, strings, reproducible)?, joined))
}

impl Session {
    /// Admits whoever made a request, in a role, to these records (staff without a list: to every record that this
    /// device reads). Only the founder's device can.
    pub(crate) fn admit(
        &mut self,
        request: &[u8],
        role: Role,
        individuals: &[IndividualId],
    ) -> Result<Admitted, KithError> {
        let Some(root) = &self.identity.root else {
            return Err(KithError::forbidden("not_founder"));
        };
        let request =
            kith_sync::read_request(request).map_err(|error| KithError::of_file(FileOf::Request, error))?;
        check_name("name", &request.name)?;
        if !role.is_staff() && individuals.is_empty() {
            return Err(KithError::invalid("individual", "empty"));
        }
        if role == Role::Individual && individuals.len() != 1 {
            return Err(KithError::invalid("individual", "one_only"));
        }
        let statements = certificates(&request, role, individuals, self.now());
        let mut change = self.begin();
        if !self.is_admitted(&request, &statements)? {
            for statement in &statements {
                change.certify(SignedStatement::sign_by_root(statement, root)?);
            }
        }
        let records =
            if individuals.is_empty() { self.vault.read().individuals()? } else { individuals.to_vec() };
        // The keys are sealed to a device that this vault knows of only once all of it is written.
        let root_public = self.identity.root_public;
        self.membership = Reckoned::with(&self.vault.read(), root_public, change.certified())?.membership;
        let reads = records.iter().map(|individual| self.individual_name(*individual)).collect();
        let granted = records.into_iter().try_for_each(|individual| {
            self.grant_record(&mut change, individual, request.member, role, "admitted")
        });
        match granted {
            Ok(()) => self.commit(change)?,
            Err(error) => {
                self.refresh_membership()?;
                return Err(error);
            }
        }
        let sections = self.membership.sections().map(|section| section.document);
        let documents =
            sections.filter(|document| self.membership.reads(request.member, *document)).collect();
        let contents = AdmissionContents {
            organisation: self.identity.organisation,
            root: self.identity.root_public,
            statements: self.statements_for(&[request.member], &documents)?.into_bytes(),
        };
        let Some(root) = &self.identity.root else {
            return Err(KithError::forbidden("not_founder"));
        };
        let file = kith_sync::write_admission(&contents, &request, root, &mut self.rng)
            .map_err(|_| KithError::Bug { place: "write admission" })?;
        Ok(Admitted {
            member: request.member.to_string(),
            fingerprint: kith_sync::fingerprint(&request.public),
            organisation_fingerprint: kith_sync::root_fingerprint(&self.identity.root_public),
            reads,
            file,
        })
    }

    /// Whether this very request was admitted before, in this role: the answer to it may have been lost, and is made
    /// again. The ids are the newcomer's own choice: they may not be those of anybody else who is here already.
    fn is_admitted(&self, request: &Request, statements: &[Statement; 2]) -> Result<bool, KithError> {
        let (member, device) =
            (self.membership.member(request.member), self.membership.device(request.device));
        let [Statement::Member { role, individual, .. }, _] = statements else {
            return Err(KithError::Bug { place: "certificates" });
        };
        match (member, device) {
            (None, None) => Ok(false),
            (Some(member), Some(device))
                if device.member == member.id
                    && (device.sign, &device.seal) == (request.public.sign, &request.public.seal)
                    && (&member.role, &member.individual) == (role, individual) =>
            {
                Ok(true)
            }
            _ => Err(KithError::Vault { code: "admitted_otherwise" }),
        }
    }

    /// Grants the sections of a record that a member of this role may read. A concern is never among them: its
    /// readers are named one by one.
    pub(crate) fn grant_record(
        &mut self,
        change: &mut Change,
        individual: IndividualId,
        member: MemberId,
        role: Role,
        reason: &str,
    ) -> Result<(), KithError> {
        let sections = self.sections(individual)?;
        if sections.is_empty() {
            return Err(KithError::unknown("individual").about("individual"));
        }
        for section in sections {
            let open = matches!(section.kind, SectionKind::Shared | SectionKind::Team);
            if !open || !role.may_read(section.kind) || self.membership.reads(member, section.document) {
                continue;
            }
            let key = self
                .vault
                .read()
                .section_key(section.document, 1)?
                .ok_or(KithError::forbidden("section_not_readable"))?;
            self.grant(change, section.document, &SectionKey::from_bytes(*key), member, reason);
        }
        Ok(())
    }
}

/// What the root says of a newcomer: who they are, and which device is theirs.
fn certificates(
    request: &Request,
    role: Role,
    individuals: &[IndividualId],
    now: Timestamp,
) -> [Statement; 2] {
    [
        Statement::Member {
            member: request.member,
            name: request.name.clone(),
            role: role.name().to_owned(),
            individual: if role == Role::Individual { individuals.first().copied() } else { None },
            at: now,
        },
        Statement::Device {
            device: request.device,
            member: request.member,
            sign: request.public.sign,
            seal: request.public.seal.clone(),
            at: now,
        },
    ]
}

/// What the organisation calls itself, by its own signed word.
fn name_of_organisation(contents: &AdmissionContents) -> String {
    let signed = contents.statements.iter().filter_map(|bytes| SignedStatement::from_bytes(bytes).ok());
    let name = signed.filter(|signed| signed.is_signed_by(&contents.root)).find_map(|signed| {
        match signed.statement() {
            Ok(Statement::Organisation { name, root, .. }) if root == contents.root => Some(name),
            _ => None,
        }
    });
    name.unwrap_or_default()
}

fn pending(vault: &Vault) -> Result<Option<Pending>, KithError> {
    Ok(vault.read().setting(PENDING)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

pub(crate) fn check_name(field: &str, name: &str) -> Result<(), KithError> {
    kith_domain::text::clean_name(name)
        .map(|_| ())
        .map_err(|problem| KithError::invalid(field, problem.code()))
}
