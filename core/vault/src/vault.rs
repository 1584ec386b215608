//! The vault: one encrypted database, opened by one holder at a time. Making, opening and closing it is here; what it
//! keeps is in the modules beside this one, as methods of [`Read`] and [`Write`].
//!
//! Opening changes nothing until the key has opened its slot and the database is known to be ours and readable. No
//! failure deletes, renames or makes anything anew.

use std::ops::Deref;
use std::path::Path;

use rand_core::CryptoRng;
use rusqlite::{Connection, OptionalExtension, Params, Row, Transaction, TransactionBehavior};

use crate::engine;
use crate::error::{Damage, VaultError};
use crate::files::{self, Home};
use crate::key::{KeyFile, Unlock, VaultKey};
use crate::lock::Lock;
use crate::schema;

/// How a vault is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CreateOptions {
    /// Marks the vault, for ever, as one for tests: cheap to open, and refused where a real one is needed.
    pub test_vault: bool,
}

/// An open vault. Dropping it closes it and lets the lock go.
pub struct Vault {
    // Closed before the lock in `place` is let go: fields are dropped in this order.
    pub(crate) connection: Connection,
    pub(crate) place: Option<Place>,
}

/// Where an open vault lives on disk; a vault in memory has none.
pub(crate) struct Place {
    pub(crate) home: Home,
    pub(crate) key_file: KeyFile,
    pub(crate) key: VaultKey,
    _lock: Lock,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("is_test", &self.is_test()).finish_non_exhaustive()
    }
}

/// The queries: outside a transaction through [`Vault::read`], inside one through [`Write`].
#[derive(Clone, Copy)]
pub struct Read<'a> {
    pub(crate) connection: &'a Connection,
}

/// One transaction: what is written is kept as a whole or not at all. Offers the queries of [`Read`] too, which then
/// see what was written so far.
pub struct Write<'a> {
    read: Read<'a>,
}

impl<'a> Deref for Write<'a> {
    type Target = Read<'a>;
    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}

impl Read<'_> {
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, VaultError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, map)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn first<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        map: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, VaultError> {
        Ok(self.connection.prepare_cached(sql)?.query_row(parameters, map).optional()?)
    }

    pub(crate) fn count(&self, sql: &str, parameters: impl Params) -> Result<u64, VaultError> {
        let count: i64 = self.connection.prepare_cached(sql)?.query_row(parameters, |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

impl Write<'_> {
    /// Runs one statement; how many rows it changed.
    pub(crate) fn change(&mut self, sql: &str, parameters: impl Params) -> Result<usize, VaultError> {
        Ok(self.connection.prepare_cached(sql)?.execute(parameters)?)
    }
}

impl Vault {
    /// Makes a vault in `home` and opens it. `AlreadyExists` if a vault, or a part of one, is there.
    pub fn create<R: CryptoRng + ?Sized>(
        home: &Path,
        unlock: &Unlock,
        options: CreateOptions,
        rng: &mut R,
    ) -> Result<Self, VaultError> {
        Self::create_at(home, unlock, options, rng, schema::NEWEST)
    }

    /// As [`Vault::create`], at an older schema: for the tests of migration.
    pub(crate) fn create_at<R: CryptoRng + ?Sized>(
        home: &Path,
        unlock: &Unlock,
        options: CreateOptions,
        rng: &mut R,
        target: u32,
    ) -> Result<Self, VaultError> {
        let home = Home::new(home);
        refuse_if_any(&home)?;
        home.make()?;
        let lock = Lock::take(&home.lock())?;
        refuse_if_any(&home)?;
        let (key_file, key) = KeyFile::create(unlock, options.test_vault, rng)?;
        files::make_empty(&home.unfinished_database())?;
        let mut unfinished = engine::open(&home.unfinished_database(), &key)?;
        engine::use_no_journal_file(&unfinished)?;
        schema::migrate(&mut unfinished, target)?;
        unfinished.close().map_err(|(_, error)| error)?;
        // From here on a power cut leaves a vault that opening finishes.
        home.write_key(&key_file.to_bytes())?;
        finish(&home)?;
        let mut vault = Self::open_locked(home, key_file, key, lock, target)?;
        vault.checkpoint()?;
        Ok(vault)
    }

    /// Whether there is a vault in `home`, or something of one.
    #[must_use]
    pub fn is_there(home: &Path) -> bool {
        files::length_if_there(&Home::new(home).key()).is_ok_and(|length| length.is_some())
    }

    /// Keeps a small file beside the vault, readable by its owner only: whole or not at all.
    pub fn keep_beside(home: &Path, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        Home::new(home).replace(name, bytes)
    }

    /// Opens the vault in `home`, bringing an older schema to the newest.
    pub fn open(home: &Path, unlock: &Unlock) -> Result<Self, VaultError> {
        Self::open_at(home, unlock, schema::NEWEST)
    }

    /// As [`Vault::open`], bringing an older schema no further than to `target`.
    pub(crate) fn open_at(home: &Path, unlock: &Unlock, target: u32) -> Result<Self, VaultError> {
        let home = Home::new(home);
        // Looked at before the lock is taken, so that nothing at all is written where no vault of ours is.
        read_key_file(&home)?;
        let lock = Lock::take(&home.lock())?;
        let key_file = read_key_file(&home)?;
        let key = key_file.open(unlock)?;
        if files::length_if_there(&home.database())?.is_none() {
            if files::length_if_there(&home.unfinished_database())?.is_none() {
                return Err(VaultError::damaged(Damage::DatabaseMissing));
            }
            finish(&home)?;
        }
        Self::open_locked(home, key_file, key, lock, target)
    }

    fn open_locked(
        home: Home,
        key_file: KeyFile,
        key: VaultKey,
        lock: Lock,
        target: u32,
    ) -> Result<Self, VaultError> {
        // The engine would take so short a file for a new database and begin one in it.
        let length = database_length(&home)?;
        if length < engine::PAGE_LENGTH {
            return Err(VaultError::damaged(Damage::DatabaseTruncated));
        }
        let mut connection = connect(&home, &key)?;
        // With a log beside it, a database cut short opens all the same; its lost pages would show one by one, later.
        if length < engine::checkpointed_length(&connection)? {
            return Err(VaultError::damaged(Damage::DatabaseTruncated));
        }
        engine::use_log(&connection)?;
        engine::hold_pages(&connection)?;
        schema::migrate(&mut connection, target)?;
        Ok(Self { connection, place: Some(Place { home, key_file, key, _lock: lock }) })
    }

    /// Puts a new connection in the place of one that failed; a vault in memory keeps its own.
    pub(crate) fn reconnect(&mut self) -> Result<(), VaultError> {
        if let Some(place) = &self.place {
            // Two connections at once would lock each other out.
            self.connection = engine::open_in_memory()?;
            let connection = connect(&place.home, &place.key)?;
            engine::use_log(&connection)?;
            engine::hold_pages(&connection)?;
            self.connection = connection;
        }
        Ok(())
    }

    /// A vault in memory with the same schema: to rebuild the caches in and compare, and for tests.
    pub fn scratch() -> Result<Self, VaultError> {
        let mut connection = engine::open_in_memory()?;
        schema::migrate(&mut connection, schema::NEWEST)?;
        Ok(Self { connection, place: None })
    }

    /// Whether the vault was made as a test vault. The mark is bound to every wrap of the key; one in memory has no key,
    /// and nobody keeps a record in it.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.place.as_ref().is_none_or(|place| place.key_file.is_test())
    }

    /// Whether this opens the vault; one in memory opens to all.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`].
    pub fn is_opened_by(&self, unlock: &Unlock) -> Result<(), VaultError> {
        self.place.as_ref().map_or(Ok(()), |place| place.key_file.open(unlock).map(drop))
    }

    /// The queries, each seeing what is committed when it runs.
    #[must_use]
    pub fn read(&self) -> Read<'_> {
        Read { connection: &self.connection }
    }

    /// Runs `f` in one transaction: committed with one sync when it returns `Ok`, and as if it had never run when it
    /// returns an error or panics.
    pub fn write<T, E: From<VaultError>>(
        &mut self,
        f: impl FnOnce(&mut Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)
            .map_err(|error| E::from(error.into()))?;
        let outcome = f(&mut Write { read: Read { connection: &transaction } })?;
        transaction.commit().map_err(|error| E::from(error.into()))?;
        Ok(outcome)
    }

    /// Copies the log into the database. Never needed for durability; to be run off the command's path, now and then.
    pub fn checkpoint(&mut self) -> Result<(), VaultError> {
        let Some(place) = &self.place else { return Ok(()) };
        engine::checkpoint(&self.connection, || database_length(&place.home))
    }
}

/// A vault that lost its database or its key is not replaced by a new one: what is left may open a backup.
fn refuse_if_any(home: &Home) -> Result<(), VaultError> {
    for path in [home.key(), home.database()] {
        if files::length_if_there(&path)?.is_some() {
            return Err(VaultError::AlreadyExists);
        }
    }
    Ok(())
}

pub(crate) fn read_key_file(home: &Home) -> Result<KeyFile, VaultError> {
    match files::read_if_there(&home.key())? {
        Some(bytes) => KeyFile::from_bytes(&bytes),
        None if files::length_if_there(&home.database())?.is_some() => {
            Err(VaultError::damaged(Damage::KeyFileMissing))
        }
        None => Err(VaultError::NoVault),
    }
}

fn database_length(home: &Home) -> Result<u64, VaultError> {
    files::length_if_there(&home.database())?.ok_or(VaultError::damaged(Damage::DatabaseMissing))
}

/// The last step of creation: the database takes its name.
fn finish(home: &Home) -> Result<(), VaultError> {
    std::fs::rename(home.unfinished_database(), home.database())?;
    home.sync()
}

/// Connects to the database and recognises it as ours. The cipher tells a page that could not be read from the disk as
/// one that was changed; so before a vault is called damaged it is tried once more, and read from end to end.
fn connect(home: &Home, key: &VaultKey) -> Result<Connection, VaultError> {
    let attempt = || -> Result<Connection, VaultError> {
        let connection = engine::open(&home.database(), key)?;
        schema::recognise(&connection)?;
        Ok(connection)
    };
    match attempt() {
        Err(VaultError::Damaged { .. }) => {}
        other => return other,
    }
    let again = attempt();
    if matches!(again, Err(VaultError::Damaged { .. })) {
        std::io::copy(&mut std::fs::File::open(home.database())?, &mut std::io::sink())?;
    }
    again
}
