//! The incarnation of a vault: one life of its files. A vault that was restored from a backup, or copied, is another
//! one, and must not take numbers in its feeds that the first has used, or what it adds would be taken for a forgery.
//!
//! A token beside the database is renewed with the first write after each opening, and the database keeps what the
//! token file then was: its content, its place on the disk and when it last changed. A copy or a restored file differs
//! in at least one of them. The token is not synced: where a power cut loses it, the vault starts new feeds once more,
//! which costs a few bytes and no fact.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use kith_vault::{Read, Write};
use rand_chacha::ChaCha20Rng;
use rand_core::Rng;

use crate::error::KithError;

const SETTING: &str = "incarnation";
const FILE: &str = "vault.incarnation";

/// Where the token lies.
#[derive(Debug)]
pub(crate) enum Token {
    /// In the folder of the vault.
    In(PathBuf),
    /// Beside a vault in memory: its content, and the number that stands for its place on a disk.
    #[cfg(feature = "simulation")]
    Memory { content: std::sync::Arc<std::sync::Mutex<String>>, life: u64 },
}

/// Which life of the files this is, as this session knows it.
#[derive(Debug)]
pub(crate) struct Incarnation {
    pub(crate) token: Token,
    /// The files are not those that the database knew: everything it had begun belongs to another life.
    another: bool,
    /// This session has renewed the token and the database knows it.
    marked: bool,
}

impl Incarnation {
    /// Compares the token beside the database with the one it knows.
    pub(crate) fn read(home: &Path, read: &Read<'_>) -> Result<Self, KithError> {
        Self::of(Token::In(home.to_owned()), read)
    }

    /// As `read`, wherever the token lies.
    pub(crate) fn of(token: Token, read: &Read<'_>) -> Result<Self, KithError> {
        let known = read.setting(SETTING)?;
        let another = known.is_some() && known != token.observed();
        Ok(Self { token, another, marked: false })
    }

    /// Renews the token, within the transaction of a write. Answers whether the feeds begun before are another life's.
    pub(crate) fn mark(&self, tx: &mut Write<'_>, rng: &mut ChaCha20Rng) -> Result<bool, KithError> {
        if self.marked {
            return Ok(false);
        }
        let mut token = [0u8; 16];
        rng.fill_bytes(&mut token);
        // Where the token cannot be written, the next opening takes this for another life: safe, and no reason to
        // refuse what a person is recording.
        let _unwritten = self.token.write(&hex::encode(token));
        if let Some(now) = self.token.observed() {
            tx.put_setting(SETTING, &now)?;
        }
        Ok(self.another)
    }

    /// The write that marked it is durable.
    pub(crate) fn confirm(&mut self) {
        self.marked = true;
        self.another = false;
    }

    /// The folder of the vault; one in memory has none.
    pub(crate) fn home(&self) -> Option<&Path> {
        match &self.token {
            Token::In(home) => Some(home),
            #[cfg(feature = "simulation")]
            Token::Memory { .. } => None,
        }
    }
}

impl Token {
    /// Everything that tells this token from a copy of it.
    fn observed(&self) -> Option<Vec<u8>> {
        let (content, place) = match self {
            Self::In(home) => {
                let mut file = File::open(home.join(FILE)).ok()?;
                let mut content = String::new();
                file.read_to_string(&mut content).ok()?;
                (content, place(&file.metadata().ok()?))
            }
            #[cfg(feature = "simulation")]
            Self::Memory { content, life } => (content.lock().ok()?.clone(), life.to_string()),
        };
        Some(format!("{content} {place}").into_bytes())
    }

    fn write(&self, token: &str) -> std::io::Result<()> {
        match self {
            Self::In(home) => write(home, token),
            #[cfg(feature = "simulation")]
            Self::Memory { content, .. } => {
                token.clone_into(&mut content.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
                Ok(())
            }
        }
    }
}

#[cfg(unix)]
fn place(metadata: &std::fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{} {} {} {}", metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn place(metadata: &std::fs::Metadata) -> String {
    format!("{:?} {:?}", metadata.created().ok(), metadata.modified().ok())
}

fn write(home: &Path, token: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(home.join(FILE))?.write_all(token.as_bytes())
}
