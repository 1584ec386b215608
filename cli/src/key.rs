//! What opens the vault: a key file, or a passphrase on the first line of standard input. No secret is ever an argument
//! or in the environment.

use std::io::BufRead;
use std::path::Path;

use kith::{KithError, Unlock};
use zeroize::Zeroizing;

use crate::arguments::CommandLine;

/// Reads the key. `make` says whether a key file that does not exist may be made.
pub(crate) fn unlock(line: &CommandLine, make: bool) -> Result<Unlock, KithError> {
    let missing = KithError::Key { code: "no_key" };
    if let Some(file) = &line.recovery_file {
        let sheet = Zeroizing::new(crate::files::read(file, "recovery_file")?);
        return kith::unlock_from_sheet(&String::from_utf8_lossy(&sheet));
    }
    match (&line.key_file, line.passphrase_stdin) {
        (Some(file), _) => Ok(Unlock::KeyFile(Zeroizing::new(key_file(file, make)?))),
        (None, true) => passphrase(),
        (None, false) => Err(missing),
    }
}

/// What is to open the vault from now on: a key file, which is made where there is none, or a passphrase.
pub(crate) fn new_unlock(file: Option<&Path>) -> Result<Unlock, KithError> {
    match file {
        Some(file) => Ok(Unlock::KeyFile(Zeroizing::new(key_file(file, true)?))),
        None => passphrase(),
    }
}

/// The next line of standard input.
fn passphrase() -> Result<Unlock, KithError> {
    let missing = KithError::Key { code: "no_key" };
    let mut text = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut text).map_err(|_| missing.clone())?;
    let passphrase = text.trim_end_matches(['\r', '\n']);
    if passphrase.is_empty() {
        return Err(missing);
    }
    Ok(Unlock::Passphrase(Zeroizing::new(passphrase.to_owned())))
}

fn key_file(file: &Path, make: bool) -> Result<[u8; 32], KithError> {
    match std::fs::read(file) {
        Ok(bytes) => read_key(&Zeroizing::new(bytes)).ok_or(KithError::KeyFile { found: true }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && make => {
            let key = kith::new_key()?;
            crate::files::write_private(file, key.as_slice())?;
            Ok(*key)
        }
        Err(_) => Err(KithError::KeyFile { found: false }),
    }
}

/// 32 bytes as they are, or 64 hexadecimal digits.
fn read_key(bytes: &[u8]) -> Option<[u8; 32]> {
    if let Ok(key) = <[u8; 32]>::try_from(bytes) {
        return Some(key);
    }
    let text = std::str::from_utf8(bytes).ok()?.trim();
    if text.len() != 64 {
        return None;
    }
    let mut key = [0u8; 32];
    for (place, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        *place = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_32_bytes_or_64_digits() {
        assert_eq!(read_key(&[7; 32]), Some([7; 32]));
        assert_eq!(read_key("0f".repeat(32).as_bytes()), Some([15; 32]));
        assert_eq!(read_key(format!("{}\n", "0F".repeat(32)).as_bytes()), Some([15; 32]));
        for wrong in ["", "secret", &"zz".repeat(32), &"0f".repeat(31)] {
            assert_eq!(read_key(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
