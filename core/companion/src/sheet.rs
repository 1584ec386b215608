//! The recovery sheet: a key on paper that opens this vault when whatever opened it day by day is lost. On the device of whoever
//! founded the organisation it holds the organisation's root key too; on every other one this vault's key alone.
//!
//! A sheet waits in the vault, to be shown again, until somebody says that it is put away: a program that ends meanwhile costs no
//! sheet. Until then the one before it opens the vault as well.

use kith_domain::time::Timestamp;
use kith_sync::{OrganisationKeys, RecoveryKey};
use kith_vault::{Read, Write};
use rand_chacha::ChaCha20Rng;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::KithError;
use crate::kith::Unlock;
use crate::session::Session;
use crate::strings::Strings;

/// The setting in which a sheet waits.
const WAITS: &str = "recovery_sheet";
/// When one was put away, and when one was last seen to open the vault: RFC 3339.
const KEPT: &str = "recovery_sheet_kept";
const PROVED: &str = "recovery_sheet_proved";

/// How it stands with the recovery sheet of a vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct SheetState {
    /// One was made and is not put away yet.
    pub waits: bool,
    /// One is put away.
    pub kept: bool,
    /// When it was, RFC 3339; absent where the vault is of before that was noted.
    pub kept_at: Option<String>,
    /// When one was last seen to open the vault, RFC 3339.
    pub proved_at: Option<String>,
}

/// A sheet that nobody has yet.
pub(crate) struct NewSheet {
    recovery: RecoveryKey,
    pub(crate) text: String,
}

impl NewSheet {
    /// A new one, with the organisation's root key where it is here. A backup that was never opened is a hope: what is sealed is
    /// opened once before it is handed out, and so is the vault by whoever keeps it.
    pub(crate) fn make(
        root: Option<&OrganisationKeys>,
        organisation: &str,
        strings: &Strings,
        rng: &mut ChaCha20Rng,
    ) -> Result<Self, KithError> {
        let recovery = RecoveryKey::generate(rng);
        let escrow = match root {
            Some(root) => {
                let sealed = recovery.wrap(&root.to_secret_bytes(), rng)?;
                if *recovery.open(&sealed)? != *root.to_secret_bytes() {
                    return Err(KithError::Bug { place: "recovery" });
                }
                Some(sealed)
            }
            None => None,
        };
        let text = text(strings, organisation, &recovery, escrow.as_deref());
        Ok(Self { recovery, text })
    }

    /// What it wraps the vault's key with.
    pub(crate) fn key(&self) -> &[u8; 32] {
        self.recovery.bytes()
    }

    /// Lets it wait in the vault until it is put away.
    pub(crate) fn wait(&self, tx: &mut Write<'_>) -> Result<(), KithError> {
        Ok(tx.put_setting(WAITS, self.text.as_bytes())?)
    }

    /// Lets it wait where it was just seen to open the vault.
    pub(crate) fn wait_proved(&self, tx: &mut Write<'_>, now: Timestamp) -> Result<(), KithError> {
        self.wait(tx)?;
        Ok(tx.put_setting(PROVED, now.to_rfc3339().as_bytes())?)
    }
}

/// The sheet that waits to be put away.
pub(crate) fn waiting(read: &Read<'_>) -> Result<Option<String>, KithError> {
    Ok(read.setting(WAITS)?.map(|sheet| String::from_utf8_lossy(&sheet).into_owned()))
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

impl Session {
    /// Makes a new sheet, which waits to be put away; until it is, the one before it opens the vault too.
    pub(crate) fn new_sheet(&mut self) -> Result<String, KithError> {
        let organisation = self.membership.organisation().map(|found| found.name.clone());
        let root = self.identity.root.as_ref();
        let sheet = NewSheet::make(root, &organisation.unwrap_or_default(), &self.strings, &mut self.rng)?;
        // Whoever says now that one is put away means the one before.
        self.sheet_shown = false;
        // Kept first: what ends in between leaves a sheet that is made to open the vault as soon as it is asked for.
        self.vault.write(|tx| sheet.wait(tx))?;
        self.vault.offer_recovery(sheet.key(), &mut self.rng)?;
        self.sheet_proved()?;
        self.sheet_shown = true;
        Ok(sheet.text)
    }

    /// The sheet that waits, to be shown once more.
    pub(crate) fn sheet_again(&mut self) -> Result<Option<String>, KithError> {
        let Some(sheet) = waiting(&self.vault.read())? else { return Ok(None) };
        let unlock = unlock_from_sheet(&sheet)?;
        if let (Err(_), Unlock::Recovery(key)) = (self.vault.is_opened_by(&unlock), &unlock) {
            self.vault.offer_recovery(key, &mut self.rng)?;
            self.sheet_proved()?;
        }
        self.sheet_shown = true;
        Ok(Some(sheet))
    }

    /// The sheet that waits was put away: the vault forgets it, and the one before it opens nothing any more.
    pub(crate) fn keep_sheet(&mut self) -> Result<(), KithError> {
        let Some(sheet) = waiting(&self.vault.read())? else { return Ok(()) };
        if !self.sheet_shown {
            // Else whoever finds the device open would end the sheet that somebody has, and the only other one with it.
            return Err(KithError::Key { code: "no_key" });
        }
        if let Ok(Unlock::Recovery(key)) = unlock_from_sheet(&sheet).as_ref() {
            self.vault.settle_recovery(key, &mut self.rng)?;
        }
        let now = self.now();
        self.vault.write(|tx| {
            tx.remove_setting(WAITS)?;
            Ok(tx.put_setting(KEPT, now.to_rfc3339().as_bytes())?)
        })
    }

    /// A sheet opens the vault, as was just seen.
    pub(crate) fn sheet_proved(&mut self) -> Result<(), KithError> {
        let now = self.now();
        self.vault.write(|tx| Ok(tx.put_setting(PROVED, now.to_rfc3339().as_bytes())?))
    }

    /// How it stands with the sheet of this vault.
    pub(crate) fn sheet_state(&self) -> Result<SheetState, KithError> {
        let read = self.vault.read();
        let at = |name: &str| -> Result<Option<String>, KithError> {
            Ok(read.setting(name)?.map(|text| String::from_utf8_lossy(&text).into_owned()))
        };
        let (waits, kept_at) = (waiting(&read)?.is_some(), at(KEPT)?);
        // Before the time was noted, whoever founded an organisation had one, and nobody else.
        let of_before = self.identity.root.is_some() && !waits;
        Ok(SheetState { waits, kept: kept_at.is_some() || of_before, kept_at, proved_at: at(PROVED)? })
    }
}

/// The sheet to print: the recovery key in groups, and under it what else only it opens.
fn text(strings: &Strings, organisation: &str, recovery: &RecoveryKey, escrow: Option<&[u8]>) -> String {
    let mut lines = vec![
        strings.with("recovery-title", &[("organisation", organisation.into())]),
        strings.say(if escrow.is_some() { "recovery-keep" } else { "recovery-keep-own" }),
        String::new(),
        recovery.to_text().to_string(),
        String::new(),
    ];
    if let Some(escrow) = escrow {
        lines.push(strings.say("recovery-escrow"));
        let sealed = hex::encode(escrow);
        lines.extend(sealed.as_bytes().chunks(64).map(|chunk| String::from_utf8_lossy(chunk).into_owned()));
        lines.push(String::new());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::clock::Reproducible;
    use crate::kith::{Kith, Opening};
    use crate::strings::Language;

    const OPENING: Opening = Opening { language: Language::English, reproducible: None };

    fn key(byte: u8) -> Unlock {
        Unlock::KeyFile(Zeroizing::new([byte; 32]))
    }

    fn state(kith: &Kith) -> (bool, bool, bool) {
        let state = kith.recovery_sheet_state().unwrap();
        assert!(state.kept_at.is_some() || !state.kept);
        (state.waits, state.kept, state.proved_at.is_some())
    }

    #[test]
    fn whoever_joins_has_a_sheet_that_opens_their_vault_and_waits_until_it_is_put_away() {
        let folder = tempfile::tempdir().unwrap();
        let (alys, ben) = (folder.path().join("alys"), folder.path().join("ben"));
        let (founder, founded) = Kith::init(&alys, &key(1), "Harbour", "Alys", OPENING).unwrap();
        let request = Kith::request(&ben, &key(2), "Ben", OPENING).unwrap();
        let answer = founder.admit(&request.file, "worker", &[]).unwrap();
        let (kith, joined) = Kith::accept(&ben, &key(2), &answer.file, OPENING).unwrap();
        assert!(joined.recovery_sheet.contains("Harbour"), "it says whose it is");
        assert_eq!(state(&kith), (true, false, true));
        drop(kith);
        // The app ended while the sheet was on the screen. Founding over it is refused, as over any vault.
        let over = Kith::init(&ben, &key(2), "Other", "Ben", OPENING);
        assert_eq!(over.err().map(|error| error.code()), Some("vault_exists"));
        let kith = Kith::open(&ben, &key(2), OPENING).unwrap();
        // Whoever finds the device open is neither shown it nor ends the one that somebody has.
        let code = |error: KithError| error.code();
        assert_eq!(kith.recovery_sheet_kept().map_err(code), Err("no_key"));
        assert_eq!(kith.recovery_sheet(&key(9)).map_err(code), Err("wrong_key"));
        assert_eq!(kith.recovery_sheet_kept().map_err(code), Err("no_key"));
        let shown = kith.recovery_sheet(&key(2)).unwrap();
        assert_eq!(shown.as_deref(), Some(joined.recovery_sheet.as_str()));
        kith.recovery_sheet_kept().unwrap();
        assert_eq!((state(&kith), kith.recovery_sheet(&key(2)).unwrap()), ((false, true, true), None));
        let root_is_on = |sheet: &str| sheet.lines().any(|line| line.len() == 64);
        assert!(root_is_on(&founded.recovery_sheet) && !root_is_on(&joined.recovery_sheet));
        drop(kith);
        let sheet = unlock_from_sheet(&joined.recovery_sheet).unwrap();
        let kith = Kith::open(&ben, &sheet, OPENING).unwrap();
        kith.rekey(&sheet, &key(3)).unwrap();
        drop(kith);
        let opens = |key: &Unlock| Kith::open(&ben, key, OPENING).err().map(|error| error.code());
        assert_eq!((opens(&key(2)), opens(&key(3))), (Some("wrong_key"), None));
    }

    #[test]
    fn a_sheet_that_was_kept_and_not_wrapped_opens_the_vault_as_soon_as_it_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("vault");
        let at = |hour: u32| {
            let now = Timestamp::parse_from_rfc3339(&format!("2026-03-02T{hour:02}:00:00+00:00")).unwrap();
            Opening { reproducible: Some(Reproducible { now, seed: u64::from(hour) }), ..OPENING }
        };
        let (kith, first) = Kith::init(&home, &key(1), "Harbour", "Alys", at(9)).unwrap();
        kith.recovery_sheet_kept().unwrap();
        drop(kith);
        let kith = Kith::open(&home, &key(1), at(10)).unwrap();
        // As where the disk is full between the two.
        std::fs::create_dir(home.join("vault.key.new")).unwrap();
        let proved = |kith: &Kith| kith.recovery_sheet_state().unwrap().proved_at;
        let before = proved(&kith);
        assert!(kith.new_recovery_sheet(&key(1)).is_err());
        assert_eq!(proved(&kith), before, "what was not wrapped opened nothing");
        assert_eq!(kith.recovery_sheet_kept().map_err(|error| error.code()), Err("no_key"), "nobody saw it");
        drop(kith);
        std::fs::remove_dir(home.join("vault.key.new")).unwrap();
        let kith = Kith::open(&home, &key(1), at(11)).unwrap();
        let shown = kith.recovery_sheet(&key(1)).unwrap().unwrap();
        assert_ne!(proved(&kith), before);
        kith.check_recovery_sheet(&unlock_from_sheet(&first.recovery_sheet).unwrap()).unwrap();
        kith.check_recovery_sheet(&unlock_from_sheet(&shown).unwrap()).unwrap();
    }

    #[test]
    fn a_key_is_changed_only_for_a_proof_and_never_to_nothing_or_to_a_sheet() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("vault");
        let (kith, founded) = Kith::init(&home, &key(1), "Harbour", "Alys", OPENING).unwrap();
        let sheet = unlock_from_sheet(&founded.recovery_sheet).unwrap();
        let typed = |text: &str| Unlock::Passphrase(Zeroizing::new(text.to_owned()));
        let code = |outcome: Result<(), KithError>| outcome.err().map(|error| error.code());
        assert_eq!(code(kith.rekey(&key(2), &key(3))), Some("wrong_key"));
        assert_eq!(code(kith.add_key(&typed("guess"), &key(3))), Some("wrong_key"));
        assert_eq!(Kith::locked(&home).tries_left, 4);
        assert_eq!(code(kith.rekey(&key(1), &typed(""))), Some("no_key"));
        assert_eq!(code(kith.rekey(&key(1), &sheet)), Some("no_key"));
        assert_eq!(kith.new_recovery_sheet(&key(2)).err().map(|error| error.code()), Some("wrong_key"));
        kith.add_key(&key(1), &typed("2468")).unwrap();
        kith.rekey(&typed("2468"), &typed("1357")).unwrap();
        assert_eq!(Kith::locked(&home).tries_left, 5);
        assert_eq!(code(kith.check_recovery_sheet(&key(1))), Some("wrong_key"));
        kith.check_recovery_sheet(&sheet).unwrap();
        let second = kith.new_recovery_sheet(&typed("1357")).unwrap();
        kith.check_recovery_sheet(&sheet).unwrap();
        kith.recovery_sheet_kept().unwrap();
        assert_eq!(code(kith.check_recovery_sheet(&sheet)), Some("wrong_key"));
        kith.check_recovery_sheet(&unlock_from_sheet(&second).unwrap()).unwrap();
        assert_eq!(state(&kith), (false, true, true));
    }
}
