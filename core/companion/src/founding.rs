//! Founding an organisation: a new vault, the organisation's root key, its first member and device, and the recovery
//! sheet. Founding that was cut short is gone on with: nobody is left with a vault that cannot be used.

use std::path::Path;

use kith_domain::id::{MemberId, OrganisationId};
use kith_domain::role::Role;
use kith_domain::time::Timestamp;
use kith_sync::{DeviceKeys, OrganisationKeys, SignedStatement, Statement};
use kith_vault::{CreateOptions, Unlock, Vault, VaultError};
use rand_chacha::ChaCha20Rng;
use schemars::JsonSchema;
use serde::Serialize;

use crate::clock::{Clock, Reproducible, entropy, random_id};
use crate::enrol::{PENDING, check_name};
use crate::error::KithError;
use crate::session::{IDENTITY, Identity, Session};
use crate::sheet::{NewSheet, waiting};
use crate::strings::Strings;

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
    let sheet = NewSheet::make(identity.root.as_ref(), organisation_name, &strings, &mut rng)?;
    vault.add_recovery(sheet.key(), &mut rng)?;
    drop(vault);
    drop(Vault::open(home, &Unlock::Recovery(*sheet.key()))?);
    let mut vault = Vault::open(home, unlock)?;
    // The sheet stays with the vault until somebody has kept it: a crash in between costs nothing.
    vault.write(|tx| {
        Session::store_identity(tx, &identity)?;
        insert_by_root(tx, &identity, &statements)?;
        sheet.wait_proved(tx, now)?;
        if training {
            tx.put_setting(TRAINING, &[])?;
        }
        Ok::<(), KithError>(())
    })?;
    let session = Session::start(vault, home, strings, reproducible)?;
    let founded = founded(&session, sheet.text);
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
    let identity = read.setting(IDENTITY)?;
    // Whoever joined has a sheet that waits, too, and founded nothing.
    let is_founder = identity.as_deref().is_some_and(Identity::is_of_founder);
    if let (true, Some(sheet)) = (is_founder, waiting(&read)?) {
        return Ok(Begun::Founded(sheet));
    }
    let used = identity.is_some() || read.setting(PENDING)?.is_some();
    Ok(if used { Begun::Other } else { Begun::Nothing })
}

fn founded(session: &Session, recovery_sheet: String) -> Founded {
    Founded {
        member: session.identity.member.to_string(),
        device: session.identity.device.to_string(),
        recovery_sheet,
    }
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
