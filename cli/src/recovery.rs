//! What opens a vault, changed from the terminal: another key, another recovery sheet. A new key is in its file before the vault is
//! told of it, so that a power cut leaves nobody with a vault whose key was never written.

use kith::{Kith, KithError, Opening};
use serde_json::json;

use crate::arguments::{CommandLine, Recovery};
use crate::output::Answer;
use crate::{files, key, run};

/// Lets another key open the vault.
pub(crate) fn rekey(
    line: &CommandLine,
    new_key_file: Option<&std::path::Path>,
    keep_others: bool,
    opening: Opening,
) -> Result<Answer, KithError> {
    let home = run::home(line)?;
    let proof = key::unlock(line, false)?;
    let kith = Kith::open(home, &proof, opening)?;
    let new = key::new_unlock(new_key_file)?;
    if keep_others {
        kith.add_key(&proof, &new)?
    } else {
        kith.rekey(&proof, &new)?
    }
    let words = kith.strings().say(if keep_others { "rekey-added" } else { "rekey-done" });
    let by = if new_key_file.is_some() { "key_file" } else { "passphrase" };
    Ok(Answer::new(json!({ "opens_by": by, "others_kept": keep_others }), words))
}

/// Makes a recovery sheet, or tries one.
pub(crate) fn recovery(line: &CommandLine, asked: &Recovery, opening: Opening) -> Result<Answer, KithError> {
    let home = run::home(line)?;
    let proof = key::unlock(line, false)?;
    let kith = Kith::open(home, &proof, opening)?;
    match asked {
        Recovery::New => {
            let file = run::keep_sheet(&kith, home, &kith.new_recovery_sheet(&proof)?)?;
            let words = kith.strings().with("recovery-made", &[("file", file.display().to_string().into())]);
            Ok(Answer::new(json!({ "recovery_file": file }), words))
        }
        Recovery::Check { sheet } => {
            let sheet = zeroize::Zeroizing::new(files::read(sheet, "sheet")?);
            kith.check_recovery_sheet(&kith::unlock_from_sheet(&String::from_utf8_lossy(&sheet))?)?;
            Ok(Answer::new(json!({ "opens": true }), kith.strings().say("recovery-checked")))
        }
    }
}
