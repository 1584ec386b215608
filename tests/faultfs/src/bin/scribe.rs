//! A plain program for the shim to be tried on: it does to files what its arguments say, one step each, and ends with
//! status 1 at the first step that fails, saying the error's number.
//!
//! Steps: `write:FILE:TEXT` (appends), `put:FILE:OFFSET:TEXT`, `sync:FILE`, `empty:FILE`, `resize:FILE:LENGTH`,
//! `rename:OLD:NEW`, `unlink:FILE`, `read:FILE`, `sync-directory`. Names are below the working directory.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Write};
use std::os::unix::fs::FileExt;
use std::process::ExitCode;

fn open(name: &str) -> Result<File, Error> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(name)
}

fn number(text: &str) -> Result<u64, Error> {
    text.parse().map_err(|_| Error::from(ErrorKind::InvalidInput))
}

fn step(text: &str) -> Result<(), Error> {
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        ["write", name, words] => {
            OpenOptions::new().append(true).create(true).open(name)?.write_all(words.as_bytes())
        }
        ["put", name, at, words] => open(name)?.write_all_at(words.as_bytes(), number(at)?),
        ["sync", name] => open(name)?.sync_all(),
        ["empty", name] => File::create(name).map(drop),
        ["resize", name, length] => open(name)?.set_len(number(length)?),
        ["rename", old, new] => fs::rename(old, new),
        ["unlink", name] => fs::remove_file(name),
        ["read", name] => File::open(name)?.read_to_end(&mut Vec::new()).map(drop),
        ["sync-directory"] => File::open(".")?.sync_all(),
        _ => Err(ErrorKind::InvalidInput.into()),
    }
}

fn main() -> ExitCode {
    match std::env::args().skip(1).try_for_each(|text| step(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", error.raw_os_error().unwrap_or(-1));
            ExitCode::FAILURE
        }
    }
}
