//! What is not on the disk yet, and what is left of it after a power cut. Kept only when one is planned.
//!
//! The rule, stricter than most file systems, as the strictest allowed ones are what a program has to live with:
//!
//! - Contents: every change of a file since its last sync is put back, then those that survive are made again in their
//!   order. A write is cut at every 4 KiB of the file, and each piece, like each change of length, survives by itself: any
//!   subset, not only the earlier ones, as a disk writes in the order it likes. What is lost below a survivor reads as it
//!   did before, or as zeros where the file was shorter.
//! - Names: making, renaming and unlinking since the last sync of the directory survive in their order up to some point.
//!   Syncing the file itself does not make its name survive. A rename lasts as soon as the directory of the new name is
//!   synced.
//!
//! Which ones survive is decided by the seed; with seed 0 none does. What was unlinked or replaced is kept, as a hard
//! link, in a directory beside the one watched, with `.faultfs` added to its name.

use std::ffi::{CString, c_int};

use libc::AT_FDCWD;

use crate::names::{Identity, Name, reopen, status_of};
use crate::real;

const PIECE: u64 = 4096;

/// The changes that no sync has covered.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    files: Vec<Contents>,
    names: Vec<(Identity, NameChange)>,
    kept: u64,
}

#[derive(Debug)]
struct Contents {
    identity: Identity,
    /// Our own descriptor of the file: it outlives the program's.
    fd: c_int,
    changes: Vec<Change>,
}

#[derive(Debug)]
struct Change {
    at: u64,
    /// What was there before, as far as the file went.
    old: Vec<u8>,
    old_length: u64,
    made: Made,
}

#[derive(Debug)]
enum Made {
    Written(Vec<u8>),
    Resized,
}

#[derive(Debug)]
enum NameChange {
    Made(CString),
    Renamed { from: CString, to: CString, replaced: Option<CString> },
    Unlinked { path: CString, kept: CString },
}

impl Ledger {
    fn contents(&mut self, fd: c_int) -> Option<(&mut Contents, u64)> {
        let status = status_of(fd)?;
        let at = match self.files.iter().position(|file| file.identity == status.identity) {
            Some(at) => at,
            None => {
                let fd = reopen(fd)?;
                self.files.push(Contents { identity: status.identity, fd, changes: Vec::new() });
                self.files.len() - 1
            }
        };
        Some((self.files.get_mut(at)?, status.length))
    }

    /// Notes a write that is about to be made. Where it falls short, `written_short` says so afterwards.
    pub(crate) fn write(&mut self, fd: c_int, at: u64, bytes: &[u8]) {
        if let Some((file, old_length)) = self.contents(fd) {
            let mut old = vec![0; bytes.len()];
            let read = real::read_at(file.fd, &mut old, at);
            old.truncate(read);
            file.changes.push(Change { at, old, old_length, made: Made::Written(bytes.to_vec()) });
        }
    }

    /// Of the write last noted for this file only so many bytes were made.
    pub(crate) fn written_short(&mut self, fd: c_int, length: usize) {
        if let Some((file, _)) = self.contents(fd)
            && let Some(Change { made: Made::Written(bytes), .. }) = file.changes.last_mut()
        {
            bytes.truncate(length);
        }
    }

    /// Notes a change of length that is about to be made.
    pub(crate) fn resize(&mut self, fd: c_int, length: u64) {
        if let Some((file, old_length)) = self.contents(fd) {
            let mut old = vec![0; usize::try_from(old_length.saturating_sub(length)).unwrap_or(0)];
            let read = real::read_at(file.fd, &mut old, length);
            old.truncate(read);
            file.changes.push(Change { at: length, old, old_length, made: Made::Resized });
        }
    }

    /// A file or a directory was synced.
    pub(crate) fn sync(&mut self, fd: c_int) {
        let Some(status) = status_of(fd) else { return };
        if status.is_directory {
            self.names.retain(|(directory, _)| *directory != status.identity);
        } else {
            self.files
                .iter_mut()
                .filter(|file| file.identity == status.identity)
                .for_each(|file| file.changes.clear());
        }
    }

    /// A file was made.
    pub(crate) fn made(&mut self, name: &Name) {
        self.names.push((name.directory, NameChange::Made(name.path.clone())));
    }

    /// A file was renamed; `replaced` is what `keep` gave for the new name.
    pub(crate) fn renamed(&mut self, from: &Name, to: &Name, replaced: Option<CString>) {
        let change = NameChange::Renamed { from: from.path.clone(), to: to.path.clone(), replaced };
        self.names.push((to.directory, change));
    }

    /// A file was unlinked; `kept` is what `keep` gave for its name.
    pub(crate) fn unlinked(&mut self, name: &Name, kept: CString) {
        self.names.push((name.directory, NameChange::Unlinked { path: name.path.clone(), kept }));
    }

    /// Gives a file that is about to lose its name another one, outside the directory watched.
    pub(crate) fn keep(&mut self, root: &[u8], name: &Name) -> Option<CString> {
        let mut place = root.to_vec();
        place.extend_from_slice(b".faultfs");
        let directory = CString::new(place.clone()).ok()?;
        // SAFETY: the path is a C string.
        unsafe { libc::mkdir(directory.as_ptr(), 0o700) };
        self.kept += 1;
        place.extend_from_slice(format!("/{}", self.kept).as_bytes());
        let kept = CString::new(place).ok()?;
        unlink(&kept);
        // SAFETY: both paths are C strings.
        let done = unsafe { libc::linkat(AT_FDCWD, name.path.as_ptr(), AT_FDCWD, kept.as_ptr(), 0) };
        (done == 0).then_some(kept)
    }

    /// The power cut.
    pub(crate) fn lose(&mut self, seed: u64) {
        let mut coins = Coins(seed);
        for file in &self.files {
            for change in file.changes.iter().rev() {
                real::set_length(file.fd, change.old_length);
                real::write_at(file.fd, &change.old, change.at);
            }
            for change in &file.changes {
                change.make_again(file.fd, &mut coins);
            }
        }
        let survive = coins.below(self.names.len());
        for (_, change) in self.names.drain(..).skip(survive).rev() {
            change.undo();
        }
    }
}

impl Change {
    fn make_again(&self, fd: c_int, coins: &mut Coins) {
        let Made::Written(bytes) = &self.made else {
            if coins.heads() {
                real::set_length(fd, self.at);
            }
            return;
        };
        let mut at = self.at;
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let room = usize::try_from(PIECE - at % PIECE).unwrap_or(usize::MAX);
            let (piece, after) = rest.split_at(room.min(rest.len()));
            if coins.heads() {
                real::write_at(fd, piece, at);
            }
            at = at.saturating_add(u64::try_from(piece.len()).unwrap_or(0));
            rest = after;
        }
    }
}

impl NameChange {
    fn undo(&self) {
        match self {
            Self::Made(path) => unlink(path),
            Self::Renamed { from, to, replaced } => {
                rename(to, from);
                if let Some(replaced) = replaced {
                    rename(replaced, to);
                }
            }
            Self::Unlinked { path, kept } => rename(kept, path),
        }
    }
}

/// Takes a kept file's other name away, where its own was not lost after all.
pub(crate) fn unlink(path: &CString) {
    // SAFETY: the path is a C string.
    unsafe { real::unlinkat(AT_FDCWD, path.as_ptr(), 0) };
}

fn rename(from: &CString, to: &CString) {
    // SAFETY: both paths are C strings.
    unsafe { real::renameat(AT_FDCWD, from.as_ptr(), AT_FDCWD, to.as_ptr()) };
}

/// Coins from a seed (SplitMix64); seed 0 has tails only.
struct Coins(u64);

impl Coins {
    fn next(&mut self) -> u64 {
        if self.0 == 0 {
            return 0;
        }
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn heads(&mut self) -> bool {
        self.next() & 1 == 1
    }

    /// A number from 0 to `most`, both included.
    fn below(&mut self, most: usize) -> usize {
        let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        usize::try_from(self.next() % bound).unwrap_or(most)
    }
}
