//! A file system that fails on purpose: preloaded into a program (`LD_PRELOAD`), it stands between it and the C
//! library, counts the operations that change files below one directory, and makes a chosen one go wrong. Not a file
//! system of its own and not a sandbox: everything outside the directory, and everything it is not asked to spoil, goes
//! through untouched. A preloaded library and not a mounted file system, because it needs no rights and no device, and
//! not a mock inside the vault, because the code under test must be the code that ships, SQLite included.
//!
//! The plan is in the environment; all numbers count from 1:
//!
//! | variable | what happens |
//! | --- | --- |
//! | `FAULTFS_ROOT` | the directory watched; without it nothing is done at all |
//! | `FAULTFS_COUNT` | a file, outside the directory, that always holds the counts so far and the last operation |
//! | `FAULTFS_CRASH_AT` | at this operation the process is killed (SIGKILL), before performing it |
//! | `FAULTFS_TORN` | if that operation is a write, its first so many bytes are written first |
//! | `FAULTFS_LOSE` | the crash is a power cut: what was not synced may be lost, by this seed |
//! | `FAULTFS_FULL_AT` | from this write on every write says `ENOSPC` |
//! | `FAULTFS_FAIL_FSYNC_AT` | this sync says `EIO`, and what it was to sync stays unsynced |
//! | `FAULTFS_READ_ERROR_AT` | this read says `EIO` |
//!
//! An operation is a write, a sync, a change of length (opening with `O_TRUNC` too), a rename, an unlink or the making
//! of a file. What a power cut may lose is described in `ledger`.
//!
//! Not seen: memory maps, system calls made without the C library, `copy_file_range`, `sendfile`, `fallocate`,
//! `truncate` by name, hard links, and making or removing directories. SQLite in Kith's setting and the standard
//! library's files use none of these.

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod ledger;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod names;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod plan;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod real;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod shim;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub mod symbols;
