//! Checking the storage itself: whether every page is as it was written, and whether the database's own structures
//! agree. It repairs nothing and deletes nothing, and says nothing about what the record means.

use crate::error::VaultError;
use crate::key::KeyFile;
use crate::vault::Vault;
use crate::{Damage, files};

/// One thing that is wrong with the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StorageProblem {
    /// A page of the database was changed by something that does not have the key; 0 if it is not known which.
    Page(u32),
    /// The database's structures do not agree in so many places.
    Structure(u32),
    /// So many rows refer to one that is missing.
    Reference(u32),
    /// The search index does not match the texts.
    SearchIndex,
    /// The key file is missing or damaged; while the vault is open, its key can still be wrapped anew.
    KeyFile,
}

impl StorageProblem {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Page(_) => "storage_page",
            Self::Structure(_) => "storage_structure",
            Self::Reference(_) => "storage_reference",
            Self::SearchIndex => "search_index",
            Self::KeyFile => "key_file",
        }
    }
}

impl Vault {
    /// Connects anew and checks everything, after something was found damaged: whether it was only that the disk would
    /// not give it. The cipher tells the two apart no better, and a connection that met either is of no more use.
    pub fn is_sound_after_all(&mut self) -> bool {
        self.reconnect().is_ok() && self.verify().is_ok_and(|problems| problems.is_empty())
    }

    /// Everything that is wrong with the storage; nothing when it is sound. An error means that it could not be told.
    pub fn verify(&self) -> Result<Vec<StorageProblem>, VaultError> {
        let mut problems = Vec::new();
        if let Some(place) = &self.place {
            let bytes = files::read_if_there(&place.home.key())?;
            if bytes.is_none_or(|bytes| KeyFile::from_bytes(&bytes).is_err()) {
                problems.push(StorageProblem::KeyFile);
            }
            for message in self.messages("PRAGMA cipher_integrity_check")? {
                problems.push(StorageProblem::Page(page_number(&message)));
            }
            // The engine answers nothing more that can be relied on once it has met a page that it cannot decrypt.
            if problems.iter().any(|problem| matches!(problem, StorageProblem::Page(_))) {
                return Ok(problems);
            }
        }
        let structure = self.messages("PRAGMA integrity_check")?;
        match structure.as_slice() {
            [only] if only == "ok" => {}
            several => problems.push(StorageProblem::Structure(counted(several.len()))),
        }
        match self.messages("SELECT 'missing' FROM pragma_foreign_key_check")?.len() {
            0 => {}
            missing => problems.push(StorageProblem::Reference(counted(missing))),
        }
        if !self.search_index_agrees()? {
            problems.push(StorageProblem::SearchIndex);
        }
        Ok(problems)
    }

    /// The texts of a check; a database too damaged to finish it counts as one text.
    fn messages(&self, sql: &str) -> Result<Vec<String>, VaultError> {
        match self.read().all(sql, [], |row| row.get(0)) {
            Err(VaultError::Damaged { .. }) => Ok(vec![String::new()]),
            outcome => outcome,
        }
    }

    fn search_index_agrees(&self) -> Result<bool, VaultError> {
        // The rank of 1 makes the engine compare the index with the texts and not only with itself.
        let outcome =
            self.connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", []);
        match outcome.map_err(VaultError::from) {
            Ok(_) => Ok(true),
            Err(VaultError::Damaged { detail: Damage::Page }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// The number at the end of the cipher's message about a page.
fn page_number(message: &str) -> u32 {
    message.rsplit(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

fn counted(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
