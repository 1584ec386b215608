//! Wrong tries of what a person types to open a vault, a PIN or a passphrase: after some in a row each further one has to
//! wait, and nothing is ever deleted for them. They are counted before they are tried, beside the vault, since it is closed
//! then; so a program that is killed in between has tried all the same. This holds up whoever tries on the device. Whoever has
//! taken the files elsewhere is held up by the cost of each try alone.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use kith_domain::time::Timestamp;
use kith_vault::{Unlock, Vault};
use serde::{Deserialize, Serialize};

use crate::error::KithError;

const FILE: &str = "vault.attempts";
/// So many wrong tries in a row cost nothing.
const FREE: u32 = 5;
/// How long the next try waits after each wrong one more, in seconds; after the last as long each time.
const WAITS: [i64; 5] = [30, 60, 5 * 60, 15 * 60, 60 * 60];

/// The wrong tries in a row.
#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize)]
struct Wrong {
    count: u32,
    /// When the last one was, in milliseconds since 1970 by the device's clock.
    last_ms: i64,
}

/// How a vault stands before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Locked {
    /// Whether there is a vault at all.
    pub vault: bool,
    /// How many seconds the next try has to wait; 0 where it need not.
    pub wait_seconds: u32,
    /// How many more wrong tries cost nothing.
    pub tries_left: u32,
}

/// How a vault stands before it is opened.
pub(crate) fn locked(home: &Path, now: Timestamp) -> Locked {
    let _alone = alone();
    let wrong = read(home, now);
    Locked {
        vault: Vault::is_there(home),
        wait_seconds: u32::try_from(wrong.wait(now).num_seconds()).unwrap_or(0),
        tries_left: FREE.saturating_sub(wrong.count),
    }
}

/// Tries what a person typed: `try_later` where a try has to wait. Other keys nobody can guess, and they do not wait.
pub(crate) fn tried<T>(
    home: &Path,
    unlock: &Unlock,
    now: Timestamp,
    open: impl FnOnce() -> Result<T, KithError>,
) -> Result<T, KithError> {
    if !matches!(unlock, Unlock::Passphrase(_)) || !Vault::is_there(home) {
        let outcome = open();
        // Whoever has the sheet may choose a new PIN, and does not wait for wrong tries of the one before.
        if outcome.is_ok() && matches!(unlock, Unlock::Recovery(_)) {
            let _alone = alone();
            write(home, Wrong::default());
        }
        return outcome;
    }
    let _alone = alone();
    let before = read(home, now);
    if before.wait(now) > TimeDelta::zero() {
        return Err(KithError::Key { code: "try_later" });
    }
    write(home, Wrong { count: before.count.saturating_add(1), last_ms: now.timestamp_millis() });
    let outcome = open();
    match &outcome {
        Ok(_) => write(home, Wrong::default()),
        // Founding over a vault says so whatever opens it: a wrong key all the same.
        Err(KithError::Key { .. } | KithError::Vault { code: "vault_exists" }) => {}
        // It was not tried. What another process counted meanwhile stays.
        Err(_) => {
            let count = read(home, now).count.saturating_sub(1);
            write(home, Wrong { count, ..before });
        }
    }
    outcome
}

/// One at a time, or two tries at once would be counted as one.
fn alone() -> MutexGuard<'static, ()> {
    static TRYING: Mutex<()> = Mutex::new(());
    TRYING.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wrong {
    fn wait(self, now: Timestamp) -> TimeDelta {
        let Some(over) = self.count.checked_sub(FREE) else { return TimeDelta::zero() };
        let step = usize::try_from(over).unwrap_or(usize::MAX).min(WAITS.len().saturating_sub(1));
        let whole = TimeDelta::seconds(WAITS.get(step).copied().unwrap_or_default());
        let passed = TimeDelta::milliseconds(now.timestamp_millis().saturating_sub(self.last_ms).max(0));
        (whole - passed).max(TimeDelta::zero())
    }
}

/// What cannot be read was never counted: a damaged file keeps nobody from their own record. Where the clock was set back,
/// what is left to wait counts from now on.
fn read(home: &Path, now: Timestamp) -> Wrong {
    let text = fs::read(home.join(FILE)).unwrap_or_default();
    let mut wrong: Wrong = serde_json::from_slice(&text).unwrap_or_default();
    if wrong.last_ms > now.timestamp_millis() {
        wrong.last_ms = now.timestamp_millis();
        write(home, wrong);
    }
    wrong
}

/// Where it cannot be written, as on a full disk, the count stays as it was: nobody is kept from their own record for that.
fn write(home: &Path, wrong: Wrong) {
    if wrong.count == 0 {
        let _there_was_none = fs::remove_file(home.join(FILE));
    } else {
        let _uncounted = Vault::keep_beside(home, FILE, &serde_json::to_vec(&wrong).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kith::{Kith, Opening};
    use crate::strings::Language;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::parse_from_rfc3339("2026-03-02T09:00:00+00:00").unwrap() + TimeDelta::seconds(seconds)
    }

    fn typed() -> Unlock {
        Unlock::Passphrase(zeroize::Zeroizing::new("1234".to_owned()))
    }

    /// The folder of a vault, as far as is looked at here.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("vault.key"), b"").unwrap();
        folder
    }

    fn wrong(home: &Path, at: Timestamp) -> &'static str {
        let refused = || Err::<(), _>(KithError::Key { code: "wrong_key" });
        match tried(home, &typed(), at, refused) {
            Err(KithError::Key { code }) => code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn after_five_wrong_tries_each_waits_longer_and_none_is_made_meanwhile() {
        let folder = folder();
        let home = folder.path();
        for left in (0..5).rev() {
            assert_eq!(wrong(home, at(0)), "wrong_key");
            assert_eq!(locked(home, at(0)).tries_left, left);
        }
        let mut now = 0;
        for wait in [30, 60, 300, 900, 3_600, 3_600] {
            assert_eq!(i64::from(locked(home, at(now)).wait_seconds), wait);
            let never = || -> Result<(), KithError> { panic!("tried too early") };
            let early = tried(home, &typed(), at(now + wait - 1), never);
            assert_eq!(early, Err(KithError::Key { code: "try_later" }));
            now += wait;
            assert_eq!(wrong(home, at(now)), "wrong_key", "after {wait} s");
        }
        assert_eq!(tried(home, &typed(), at(now + 3_600), || Ok(7)), Ok(7));
        assert_eq!(locked(home, at(now)), Locked { vault: true, wait_seconds: 0, tries_left: 5 });
    }

    #[test]
    fn a_sheet_that_opens_the_vault_ends_the_wait() {
        let folder = folder();
        let home = folder.path();
        (0..5).for_each(|_| assert_eq!(wrong(home, at(0)), "wrong_key"));
        assert_eq!(wrong(home, at(1)), "try_later");
        let sheet = Unlock::Recovery([1; 32]);
        let refused = || Err::<(), _>(KithError::Key { code: "wrong_key" });
        assert!(tried(home, &sheet, at(1), refused).is_err());
        assert_eq!(wrong(home, at(1)), "try_later", "a sheet that opens nothing ends nothing");
        assert_eq!(tried(home, &sheet, at(1), || Ok(7)), Ok(7));
        assert_eq!(locked(home, at(1)), Locked { vault: true, wait_seconds: 0, tries_left: 5 });
    }

    #[test]
    fn a_clock_that_is_set_back_makes_the_wait_no_longer_than_it_was() {
        let folder = folder();
        let home = folder.path();
        (0..5).for_each(|_| assert_eq!(wrong(home, at(0)), "wrong_key"));
        assert_eq!(locked(home, at(-86_400)).wait_seconds, 30);
        assert_eq!(locked(home, at(-86_400 + 10)).wait_seconds, 20);
        assert_eq!(wrong(home, at(-86_400 + 29)), "try_later");
        assert_eq!(wrong(home, at(-86_400 + 30)), "wrong_key");
    }

    #[test]
    fn where_there_is_no_vault_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(wrong(folder.path(), at(0)), "wrong_key");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(!locked(folder.path(), at(0)).vault);
    }

    #[test]
    fn what_is_no_wrong_try_is_not_counted() {
        let folder = folder();
        let home = folder.path();
        for _ in 0..20 {
            let full = || Err::<(), _>(KithError::Storage { code: "disk_full" });
            assert_eq!(tried(home, &typed(), at(0), full), Err(KithError::Storage { code: "disk_full" }));
            let random = Unlock::KeyFile(zeroize::Zeroizing::new([1; 32]));
            let refused = || Err::<(), _>(KithError::Key { code: "wrong_key" });
            assert_eq!(tried(home, &random, at(0), refused), Err(KithError::Key { code: "wrong_key" }));
        }
        assert!(!home.join(FILE).exists());
        let exists = || Err::<(), _>(KithError::Vault { code: "vault_exists" });
        assert_eq!(tried(home, &typed(), at(0), exists).unwrap_err().code(), "vault_exists");
        assert_eq!(locked(home, at(0)).tries_left, 4, "founding over a vault tries its key too");
        fs::write(home.join(FILE), b"no json").unwrap();
        assert_eq!(wrong(home, at(0)), "wrong_key", "a damaged count locks nobody out");
    }

    #[test]
    fn a_vault_asks_for_a_wait_before_it_tries_what_was_typed_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("vault");
        let opening = Opening { language: Language::English, reproducible: None };
        let typed = |pin: &str| Unlock::Passphrase(zeroize::Zeroizing::new(pin.to_owned()));
        drop(Kith::init(&home, &typed("2468"), "Harbour", "Alys", opening).unwrap());
        let open =
            |pin: &str| Kith::open(&home, &typed(pin), opening).map_or_else(|error| error.code(), |_| "open");
        (0..4).for_each(|_| assert_eq!(open("1234"), "wrong_key"));
        assert_eq!(open("2468"), "open", "the right one makes all good");
        (0..5).for_each(|_| assert_eq!(open("1234"), "wrong_key"));
        assert_eq!(open("2468"), "try_later", "not even the right one is tried");
        assert!(Kith::locked(&home).wait_seconds > 0);
    }
}
