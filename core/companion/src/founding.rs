//! Founding an organisation: a new vault, the organisation's root key, its first member and device, and the recovery
//! sheet. Founding that was cut short is gone on with: nobody is left with a vault that cannot be used.

use std::path::Path;

use kith_domain::id::{MemberId, OrganisationId};
use kith_domain::role::Role;
use kith_domain::time::Timestamp;
use kith_sync::{DeviceKeys, OrganisationKeys, RecoveryKey, SignedStatement, Statement};
use kith_vault::{CreateOptions, Unlock, Vault, VaultError};
use rand_chacha::ChaCha20Rng;
use schemars::JsonSchema;
use serde::Serialize;

use crate::clock::{Clock, Reproducible, entropy, random_id};
use crate::enrol::{PENDING, check_name};
use crate::error::KithError;
use crate::session::{IDENTITY, Identity, Session};
use crate::strings::Strings;

const SHEET: &str = "recovery_sheet";

/// Who founded an organisation, and on which device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Founded {
    /// The founding member.
    pub member: String,
    /// Their device.
    pub device: String,
    /// The recovery sheet, to be printed and kept apart from the device. It opens this vault and holds the
    /// organisation's root key.
    #[serde(skip)]
    pub recovery_sheet: String,
}

/// The setting by which a vault says that nobody in it is real: from its beginning, or never.
pub(crate) const TRAINING: &str = "training";

/// Founds an organisation in a new vault; for training with made-up people, or for real ones.
pub(crate) fn found(
    home: &Path,
    unlock: &Unlock,
    organisation_name: &str,
    name: &str,
    reproducible: Option<Reproducible>,
    strings: Strings,
    training: bool,
) -> Result<(Session, Founded), KithError> {
    check_name("org", organisation_name)?;
    check_name("name", name)?;
    let mut rng = entropy(reproducible, 0)?;
    let now = Clock::new(reproducible).now();
    let test_vault = reproducible.is_some();
    let mut vault = match Vault::create(home, unlock, CreateOptions { test_vault }, &mut rng) {
        Err(VaultError::AlreadyExists) => {
            let vault = match Vault::open(home, unlock) {
                // Somebody else's vault, as far as can be told: it is in the way.
                Err(VaultError::WrongKey) => return Err(KithError::Vault { code: "vault_exists" }),
                other => other?,
            };
            match begun(&vault)? {
                Begun::Nothing => vault,
                Begun::Founded(sheet) => {
                    let session = Session::start(vault, home, strings, reproducible)?;
                    let founded = founded(&session, sheet);
                    return Ok((session, founded));
                }
                Begun::Other => return Err(KithError::Vault { code: "vault_exists" }),
            }
        }
        other => other?,
    };
    let identity = new_identity(&mut rng);
    let statements = first_statements(&identity, organisation_name, name, now);
    let recovery = RecoveryKey::generate(&mut rng);
    let escrow =
        identity.root.as_ref().map(|root| recovery.wrap(&root.to_secret_bytes(), &mut rng)).transpose()?;
    // A backup that was never opened is a hope: both halves are opened once before the sheet is handed out.
    let proven = recovery.open(escrow.as_deref().unwrap_or_default())?;
    if identity.root.as_ref().is_none_or(|root| *root.to_secret_bytes() != *proven) {
        return Err(KithError::Bug { place: "recovery" });
    }
    vault.add_recovery(recovery.bytes(), &mut rng)?;
    drop(vault);
    drop(Vault::open(home, &Unlock::Recovery(*recovery.bytes()))?);
    let mut vault = Vault::open(home, unlock)?;
    let sheet = recovery_sheet(&strings, organisation_name, &recovery, escrow.as_deref().unwrap_or_default());
    // The sheet stays with the vault until somebody has kept it: a crash in between costs nothing.
    vault.write(|tx| {
        Session::store_identity(tx, &identity)?;
        insert_by_root(tx, &identity, &statements)?;
        tx.put_setting(SHEET, sheet.as_bytes())?;
        if training {
            tx.put_setting(TRAINING, &[])?;
        }
        Ok::<(), KithError>(())
    })?;
    let session = Session::start(vault, home, strings, reproducible)?;
    let founded = founded(&session, sheet);
    Ok((session, founded))
}

fn new_identity(rng: &mut ChaCha20Rng) -> Identity {
    let root = OrganisationKeys::generate(rng);
    let organisation = OrganisationId::from_random(random_id(rng));
    let member = MemberId::from_random(random_id(rng));
    let keys = DeviceKeys::generate(rng);
    Identity {
        organisation,
        member,
        device: kith_sync::device_id(member, &keys.public()),
        keys,
        root_public: root.public(),
        root: Some(root),
    }
}

/// What the organisation says of itself, its first member and their device.
fn first_statements(
    identity: &Identity,
    organisation_name: &str,
    name: &str,
    now: Timestamp,
) -> [Statement; 3] {
    let public = identity.keys.public();
    [
        Statement::Organisation {
            organisation: identity.organisation,
            name: organisation_name.to_owned(),
            root: identity.root_public,
        },
        Statement::Member {
            member: identity.member,
            name: name.to_owned(),
            role: Role::Manager.name().to_owned(),
            individual: None,
            at: now,
        },
        Statement::Device {
            device: identity.device,
            member: identity.member,
            sign: public.sign,
            seal: public.seal,
            at: now,
        },
    ]
}

/// What a vault that is there already was begun as.
enum Begun {
    /// Nothing was stored in it yet: founding was cut short.
    Nothing,
    /// Founded, and the recovery sheet is still to be kept.
    Founded(String),
    /// In use, or asking to join.
    Other,
}

fn begun(vault: &Vault) -> Result<Begun, KithError> {
    let read = vault.read();
    if let Some(sheet) = read.setting(SHEET)? {
        return Ok(Begun::Founded(String::from_utf8_lossy(&sheet).into_owned()));
    }
    let used = read.setting(IDENTITY)?.is_some() || read.setting(PENDING)?.is_some();
    Ok(if used { Begun::Other } else { Begun::Nothing })
}

fn founded(session: &Session, recovery_sheet: String) -> Founded {
    Founded {
        member: session.identity.member.to_string(),
        device: session.identity.device.to_string(),
        recovery_sheet,
    }
}

impl Session {
    /// The recovery sheet was kept: the vault forgets it.
    pub(crate) fn forget_sheet(&mut self) -> Result<(), KithError> {
        self.vault.write(|tx| Ok(tx.remove_setting(SHEET)?))
    }
}

/// What opens a vault from the text of its recovery sheet, as it was printed or typed.
///
/// # Errors
/// `wrong_key` where no line of it is a recovery key.
pub fn unlock_from_sheet(sheet: &str) -> Result<Unlock, KithError> {
    sheet
        .lines()
        .find_map(|line| RecoveryKey::from_text(line.trim()).ok())
        .map(|recovery| Unlock::Recovery(*recovery.bytes()))
        .ok_or(KithError::Key { code: "wrong_key" })
}

fn insert_by_root(
    tx: &mut kith_vault::Write<'_>,
    identity: &Identity,
    statements: &[Statement],
) -> Result<(), KithError> {
    let Some(root) = &identity.root else {
        return Err(KithError::forbidden("not_founder"));
    };
    for statement in statements {
        let signed = SignedStatement::sign_by_root(statement, root)?;
        tx.insert_statement(signed.id(), statement.kind(), &signed.to_bytes())?;
    }
    Ok(())
}

/// The sheet to print: the recovery key in groups, and the organisation's root key sealed under it.
fn recovery_sheet(strings: &Strings, organisation: &str, recovery: &RecoveryKey, escrow: &[u8]) -> String {
    let sealed = hex::encode(escrow);
    let mut lines = vec![
        strings.with("recovery-title", &[("organisation", organisation.into())]),
        strings.say("recovery-keep"),
        String::new(),
        recovery.to_text().to_string(),
        String::new(),
        strings.say("recovery-escrow"),
    ];
    lines.extend(sealed.as_bytes().chunks(64).map(|chunk| String::from_utf8_lossy(chunk).into_owned()));
    lines.push(String::new());
    lines.join("\n")
}
