//! Photos and recordings in the terminal: files go into the core and come out of it in portions.

use std::fs::File;
use std::io::Read;

use kith::{Kith, KithError, Opening, Sort, StagedAttachment};
use serde_json::json;

use crate::arguments::{Attachment, CommandLine};
use crate::files::{self, Out};
use crate::output::Answer;
use crate::run::open;

/// How much of a file goes in or out at a time, in bytes.
const PORTION_BYTES: u64 = 1024 * 1024;

pub(crate) fn run(
    line: &CommandLine,
    attachment: &Attachment,
    opening: Opening,
) -> Result<Answer, KithError> {
    match attachment {
        Attachment::Take { kind, thumbnail, file } => {
            let thumbnail = thumbnail.as_ref().map(|file| files::read(file, "thumbnail")).transpose()?;
            let file = files::to_read(file, "file")?;
            let kith = open(line, opening)?;
            let staged = kith.stage_attachment(kind, None)?.staged;
            let taken = take(&kith, &staged, file, thumbnail.as_deref());
            // What cannot be taken whole is not left lying: it would be listed for ever.
            taken.inspect_err(|_| drop(kith.discard_attachment(&staged)))
        }
        Attachment::Get { id, out } => {
            let file = Out::new(line, out, Sort::Attachment)?;
            let kith = open(line, opening)?;
            let mut bytes = Vec::new();
            loop {
                let portion =
                    kith.attachment_bytes(id, u64::try_from(bytes.len()).unwrap_or(u64::MAX), PORTION_BYTES)?;
                if portion.is_empty() {
                    break;
                }
                bytes.extend(portion);
            }
            file.write(&bytes)?;
            Ok(Answer::new(json!({ "out": out, "bytes": bytes.len() }), out.display().to_string()))
        }
        Attachment::List => {
            let kith = open(line, opening)?;
            let all = kith.staged_attachments(None)?;
            Ok(Answer::outline(json!(all), StagedAttachment::outline(&all, &kith.strings())))
        }
        Attachment::Discard { staged } => {
            open(line, opening)?.discard_attachment(staged)?;
            Ok(Answer::new(json!({ "staged": staged }), staged.clone()))
        }
    }
}

fn take(kith: &Kith, staged: &str, file: File, thumbnail: Option<&[u8]>) -> Result<Answer, KithError> {
    let mut file = file;
    loop {
        let mut portion = Vec::new();
        let read = Read::by_ref(&mut file).take(PORTION_BYTES).read_to_end(&mut portion);
        read.map_err(|error| files::storage(error.kind()))?;
        if portion.is_empty() {
            break;
        }
        kith.append_attachment(staged, &portion)?;
    }
    let taken = kith.finish_attachment(staged, thumbnail)?;
    Ok(Answer::new(json!(taken), taken.staged.clone()))
}
