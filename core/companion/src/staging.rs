//! Taking in an attachment, before anything of it is recorded: bytes come as the camera or the microphone gives them, are sealed
//! piece by piece and kept at once, so that recording it writes a few hundred bytes and the words wait for nothing. A program
//! that is ended on the way goes on where it stopped. What is taken in is of this device alone until a command records it.

use std::collections::BTreeSet;

use infer::MatcherType;
use kith_domain::id::{EntryId, IndividualId};
use kith_domain::lists::AttachmentKind;
use kith_sync::{AttachmentKey, PIECE_BYTES, PieceAddress, piece_address};
use kith_vault::{StagedRow, Write};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::arguments::{name, parse_id};
use crate::attachments::{Attached, MOST_BYTES, Sealed, THUMBNAIL, THUMBNAIL_BYTES, bytes_32, piece_length};
use crate::change::Change;
use crate::clock::random_id;
use crate::error::KithError;
use crate::pieces::known;
use crate::session::{Session, note_written};

/// How many bytes of the beginning say what a file is.
const MAGIC_BYTES: usize = 64;

/// An attachment that is being taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct StagedAttachment {
    /// What a command records it by.
    pub staged: String,
    /// `photo` or `voice_note`.
    pub kind: String,
    /// How many bytes have come.
    pub length: u64,
    /// Whether its end has come.
    pub is_finished: bool,
    /// The draft that it belongs to.
    pub draft: Option<String>,
}

/// The same, as the vault keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Staged {
    kind: AttachmentKind,
    key: String,
    length: u64,
    pieces: Vec<String>,
    /// The first bytes, hexadecimal: what they begin with says what it is.
    begins: String,
    #[serde(default)]
    thumbnail: Option<String>,
    #[serde(default)]
    media_type: Option<String>,
    #[serde(default)]
    draft: Option<String>,
    /// In whose own view it was taken in; absent outside of together mode.
    #[serde(default)]
    own: Option<IndividualId>,
}

impl Staged {
    fn key(&self) -> Result<AttachmentKey, KithError> {
        bytes_32(&self.key).map(AttachmentKey::from_bytes).ok_or(KithError::Bug { place: "staged key" })
    }

    fn row(&self, id: [u8; 16], rest: Vec<u8>) -> Result<StagedRow, KithError> {
        let json = serde_json::to_string(self).map_err(|_| KithError::Bug { place: "staged" })?;
        Ok(StagedRow { id, json, rest })
    }
}

/// What is being taken in, by its id, with what came of it after its last whole piece.
type TakenIn = ([u8; 16], Staged, Vec<u8>);

/// The media type of what begins so, where it is of this kind: what a file is called says nothing.
fn media_type(kind: &AttachmentKind, begins: &[u8]) -> Result<String, KithError> {
    let found = infer::get(begins);
    let fits = |found: &infer::Type| match kind {
        // A vector image is a program, and no camera makes one; what is no photo in the eyes of the library is none.
        AttachmentKind::Photo => found.matcher_type() == MatcherType::Image,
        // A recording is often kept in a file that could hold pictures too.
        _ => matches!(found.matcher_type(), MatcherType::Audio) || found.mime_type() == "video/mp4",
    };
    let found = found.filter(fits).ok_or_else(|| KithError::invalid("staged", "attachment_unknown_type"))?;
    Ok(found.mime_type().to_owned())
}

impl Session {
    /// Begins to take in an attachment.
    pub(crate) fn stage_attachment(
        &mut self,
        kind: &str,
        draft: Option<&str>,
    ) -> Result<StagedAttachment, KithError> {
        let kind = AttachmentKind::from_name(kind);
        if !kind.is_known() {
            return Err(KithError::invalid("kind", "not_an_option"));
        }
        let draft = draft.map(|draft| name(draft, "draft")).transpose()?;
        let key = hex::encode(AttachmentKey::generate(&mut self.rng).bytes());
        let (pieces, begins, own) = (Vec::new(), String::new(), self.together);
        let staged =
            Staged { kind, key, length: 0, pieces, begins, thumbnail: None, media_type: None, draft, own };
        let id = random_id(&mut self.rng);
        self.keep(id, &staged, Vec::new(), &[])
    }

    /// Takes in what comes next of it, in any portions.
    pub(crate) fn append_attachment(
        &mut self,
        id: &str,
        bytes: &[u8],
    ) -> Result<StagedAttachment, KithError> {
        let (id, mut staged, mut rest) = self.taken_in(id)?;
        if staged.media_type.is_some() {
            return Err(KithError::invalid("staged", "attachment_finished"));
        }
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        staged.length = staged.length.saturating_add(length);
        if staged.length > MOST_BYTES {
            return Err(KithError::invalid("bytes", "attachment_too_large"));
        }
        if staged.pieces.is_empty() && staged.begins.len() < MAGIC_BYTES.saturating_mul(2) {
            let begins: Vec<u8> = rest.iter().chain(bytes).copied().take(MAGIC_BYTES).collect();
            staged.begins = hex::encode(begins);
        }
        rest.extend_from_slice(bytes);
        let whole = rest.len() - rest.len() % PIECE_BYTES;
        let behind = rest.split_off(whole);
        let mut sealed = Vec::new();
        for piece in rest.chunks(PIECE_BYTES) {
            sealed.push(self.seal_next(&mut staged, piece)?);
        }
        self.keep(id, &staged, behind, &sealed)
    }

    /// Says that all of it has come, with a small picture of a photo where the device made one.
    pub(crate) fn finish_attachment(
        &mut self,
        id: &str,
        thumbnail: Option<&[u8]>,
    ) -> Result<StagedAttachment, KithError> {
        let (id, mut staged, rest) = self.taken_in(id)?;
        if staged.media_type.is_some() {
            return Ok(shown(id, &staged));
        }
        let begins = hex::decode(&staged.begins).unwrap_or_default();
        staged.media_type = Some(media_type(&staged.kind, &begins)?);
        let mut sealed = Vec::new();
        if !rest.is_empty() {
            sealed.push(self.seal_next(&mut staged, &rest)?);
        }
        if let Some(thumbnail) = thumbnail {
            if thumbnail.len() > THUMBNAIL_BYTES {
                return Err(KithError::invalid("thumbnail", "attachment_too_large"));
            }
            media_type(&AttachmentKind::Photo, thumbnail).map_err(|error| error.about("thumbnail"))?;
            let piece = staged.key()?.seal(THUMBNAIL, thumbnail, &mut self.rng)?;
            staged.thumbnail = Some(hex::encode(piece_address(&piece)));
            sealed.push(piece);
        }
        self.keep(id, &staged, Vec::new(), &sealed)
    }

    /// Lets go of what was taken in: it was never recorded.
    pub(crate) fn discard_attachment(&mut self, id: &str) -> Result<(), KithError> {
        let (id, staged, _) = self.taken_in(id)?;
        self.vault.write_soon(|tx| drop_staged(tx, id, &staged))
    }

    /// Everything that is being taken in, of one draft or of all.
    pub(crate) fn staged_attachments(&self, draft: Option<&str>) -> Result<Vec<StagedAttachment>, KithError> {
        let all = self.staged()?.into_iter();
        let of_it = all.filter(|(_, staged, _)| draft.is_none() || staged.draft.as_deref() == draft);
        Ok(of_it.map(|(id, staged, _)| shown(id, &staged)).collect())
    }

    /// What was taken in for a draft.
    pub(crate) fn staged_of_draft(&self, draft: &str) -> Result<Vec<StagedOfDraft>, KithError> {
        let of_it =
            self.staged()?.into_iter().filter(|(_, staged, _)| staged.draft.as_deref() == Some(draft));
        Ok(of_it.map(|(id, staged, _)| StagedOfDraft(id, staged)).collect())
    }

    /// What an entry says of an attachment that was taken in whole; the change that records it lets go of its staging.
    pub(crate) fn attach(
        &self,
        change: &mut Change,
        staged: &str,
        field: &str,
    ) -> Result<Map<String, Value>, KithError> {
        let (id, staged, _) = self.taken_in(staged).map_err(|error| error.about(field))?;
        let unfinished = || KithError::invalid(field, "attachment_unfinished");
        let media_type = staged.media_type.ok_or_else(unfinished)?;
        let sealed = Sealed {
            key: staged.key,
            piece_length: piece_length(),
            pieces: staged.pieces,
            thumbnail: staged.thumbnail,
        };
        if !change.records_staged(id) {
            return Err(KithError::unknown("attachment").about(field));
        }
        Ok(crate::entry_body::body([
            ("kind", serde_json::json!(staged.kind)),
            ("media_type", serde_json::json!(media_type)),
            ("length", serde_json::json!(staged.length)),
            ("sealed", serde_json::json!(sealed)),
        ]))
    }

    fn seal_next(&mut self, staged: &mut Staged, plain: &[u8]) -> Result<Vec<u8>, KithError> {
        let number = u32::try_from(staged.pieces.len()).unwrap_or(u32::MAX).saturating_add(1);
        let piece = staged.key()?.seal(number, plain, &mut self.rng)?;
        staged.pieces.push(hex::encode(piece_address(&piece)));
        Ok(piece)
    }

    /// Counts as a write: under a fixed seed the next attachment must have another key.
    fn keep(
        &mut self,
        id: [u8; 16],
        staged: &Staged,
        rest: Vec<u8>,
        pieces: &[Vec<u8>],
    ) -> Result<StagedAttachment, KithError> {
        let row = staged.row(id, rest)?;
        self.vault.write_soon(|tx| {
            for piece in pieces {
                tx.put_piece(&piece_address(piece), piece)?;
            }
            tx.put_staged(&row)?;
            note_written(tx, None)
        })?;
        Ok(shown(id, staged))
    }

    /// All that is being taken in: in an individual's own view what they take in, and outside of it what the worker does.
    fn staged(&self) -> Result<Vec<TakenIn>, KithError> {
        let mut all = Vec::new();
        for row in self.vault.read().staged()? {
            let staged: Staged = serde_json::from_str(&row.json)
                .map_err(|_| KithError::Unreadable { code: "vault_damaged" })?;
            if staged.own == self.together {
                all.push((row.id, staged, row.rest));
            }
        }
        Ok(all)
    }

    fn taken_in(&self, id: &str) -> Result<TakenIn, KithError> {
        let id: EntryId = parse_id(id, "staged")?;
        let mut all = self.staged()?.into_iter();
        all.find(|(staged, ..)| *staged == id.to_bytes()).ok_or(KithError::unknown("attachment"))
    }
}

/// What was taken in for one draft.
pub(crate) struct StagedOfDraft([u8; 16], Staged);

impl StagedOfDraft {
    /// Lets go of it.
    pub(crate) fn drop_in(&self, tx: &mut Write<'_>) -> Result<(), KithError> {
        drop_staged(tx, self.0, &self.1)
    }
}

/// A vault that was put back may hold here what its other life recorded since: what an entry tells of stays.
fn drop_staged(tx: &mut Write<'_>, id: [u8; 16], staged: &Staged) -> Result<(), KithError> {
    let known = known(tx)?;
    let recorded: BTreeSet<&PieceAddress> = known.iter().flat_map(Attached::addresses).collect();
    for address in staged.pieces.iter().chain(&staged.thumbnail).filter_map(|address| bytes_32(address)) {
        if !recorded.contains(&address) {
            tx.drop_piece(&address)?;
        }
    }
    Ok(tx.remove_staged(&id)?)
}

fn shown(id: [u8; 16], staged: &Staged) -> StagedAttachment {
    StagedAttachment {
        staged: EntryId::from_bytes(id).to_string(),
        kind: staged.kind.name().to_owned(),
        length: staged.length,
        is_finished: staged.media_type.is_some(),
        draft: staged.draft.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;
    use zeroize::Zeroizing;

    use super::*;
    use crate::kith::{Kith, Opening, Unlock};
    use crate::strings::Language;

    fn key() -> Unlock {
        Unlock::KeyFile(Zeroizing::new([1; 32]))
    }

    fn opening() -> Opening {
        Opening { language: Language::English, reproducible: None }
    }

    fn founded(home: &Path) -> (Kith, String) {
        let (kith, _) = Kith::init(home, &key(), "Harbour", "Alys", opening()).unwrap();
        let done = kith.perform("add_individual", &json!({"name": "Megan", "languages": ["en"]})).unwrap();
        let individual = done.ids["individual"].as_str().unwrap().to_owned();
        (kith, individual)
    }

    fn pieces(kith: &Kith) -> usize {
        let mut count = 0;
        kith.session.lock().unwrap().vault.read().for_each_piece(|_, _| count += 1).unwrap();
        count
    }

    /// A recording as a microphone gives it: a header, and then portions of any length.
    fn recording() -> Vec<u8> {
        let noise = (0..600_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]);
        b"OggS".iter().copied().chain(noise).collect()
    }

    #[test]
    fn what_was_taken_in_goes_on_after_the_program_was_ended_and_is_given_as_it_came() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("vault");
        let (kith, individual) = founded(&home);
        let recording = recording();
        let staged = kith.stage_attachment("voice_note", Some("visit")).unwrap().staged;
        let (first, rest) = recording.split_at(300_001);
        for portion in first.chunks(70_000) {
            kith.append_attachment(&staged, portion).unwrap();
        }
        let attach = json!({"individual": individual, "staged": staged, "text": "How it went"});
        let code = |kith: &Kith| kith.perform("attach", &attach).err().map(|error| error.code());
        assert_eq!(code(&kith), Some("attachment_unfinished"));
        drop(kith);
        let kith = Kith::open(&home, &key(), opening()).unwrap();
        let [left] = kith.staged_attachments(Some("visit")).unwrap().try_into().unwrap();
        assert_eq!((left.staged.as_str(), left.length, left.is_finished), (staged.as_str(), 300_001, false));
        kith.append_attachment(&staged, rest).unwrap();
        assert!(kith.finish_attachment(&staged, None).unwrap().is_finished);
        let late = kith.append_attachment(&staged, b"more").err().map(|error| error.code());
        assert_eq!(late, Some("attachment_finished"));
        let id = kith.perform("attach", &attach).unwrap().ids["attachment"].as_str().unwrap().to_owned();
        assert_eq!(kith.staged_attachments(None).unwrap(), []);
        let twice = kith.perform("attach", &attach).err().map(|error| error.code());
        assert_eq!(twice, Some("unknown_id"), "once recorded it is no longer taken in");
        let length = u64::try_from(recording.len()).unwrap();
        for (offset, most) in
            [(0, length), (262_143, 2), (262_144, 1), (599_999, 100), (length, 5), (u64::MAX, 1)]
        {
            let given = kith.attachment_bytes(&id, offset, most).unwrap();
            let from = usize::try_from(offset).unwrap_or(usize::MAX).min(recording.len());
            let to = from.saturating_add(usize::try_from(most).unwrap()).min(recording.len());
            assert_eq!(given, recording[from..to], "{offset}");
        }
    }

    #[test]
    fn what_is_let_go_of_leaves_nothing_and_a_draft_takes_what_was_taken_for_it_along() {
        let folder = tempfile::tempdir().unwrap();
        let (kith, _) = founded(&folder.path().join("vault"));
        let taken = |draft: Option<&str>| {
            let staged = kith.stage_attachment("voice_note", draft).unwrap().staged;
            kith.append_attachment(&staged, &recording()).unwrap();
            staged
        };
        let alone = taken(None);
        kith.perform("save_draft", &json!({"draft": "visit", "content": {}})).unwrap();
        taken(Some("visit"));
        assert_eq!(pieces(&kith), 4);
        kith.discard_attachment(&alone).unwrap();
        assert_eq!((pieces(&kith), kith.staged_attachments(None).unwrap().len()), (2, 1));
        kith.perform("discard_draft", &json!({"draft": "visit"})).unwrap();
        assert_eq!((pieces(&kith), kith.staged_attachments(None).unwrap().len()), (0, 0));
        assert_eq!(kith.discard_attachment(&alone).err().map(|error| error.code()), Some("unknown_id"));
    }

    #[test]
    fn a_vault_that_was_put_back_lets_go_of_no_piece_that_an_entry_tells_of() {
        let folder = tempfile::tempdir().unwrap();
        let (kith, individual) = founded(&folder.path().join("vault"));
        let staged = kith.stage_attachment("voice_note", None).unwrap().staged;
        kith.append_attachment(&staged, &recording()).unwrap();
        kith.finish_attachment(&staged, None).unwrap();
        let taken_in = |kith: &Kith| kith.session.lock().unwrap().vault.read().staged().unwrap();
        let before = taken_in(&kith);
        let done = kith.perform("attach", &json!({"individual": individual, "staged": staged})).unwrap();
        let id = done.ids["attachment"].as_str().unwrap().to_owned();
        // As in the vault of before, to which the entry came back from others.
        let put_back = kith.session.lock().unwrap().vault.write(|tx| tx.put_staged(&before[0]));
        put_back.unwrap();
        kith.discard_attachment(&staged).unwrap();
        assert_eq!(taken_in(&kith), []);
        assert_eq!(kith.attachment_bytes(&id, 0, 100).unwrap(), recording()[..100]);
    }

    #[test]
    fn a_small_picture_is_small_and_a_picture() {
        let folder = tempfile::tempdir().unwrap();
        let (kith, individual) = founded(&folder.path().join("vault"));
        let jpeg = |length: usize| [[0xFF, 0xD8, 0xFF, 0xE0].as_slice(), &vec![7; length - 4]].concat();
        let staged = kith.stage_attachment("photo", None).unwrap().staged;
        kith.append_attachment(&staged, &jpeg(2_000)).unwrap();
        let finish = |thumbnail: &[u8]| {
            kith.finish_attachment(&staged, Some(thumbnail)).err().map(|error| error.code())
        };
        assert_eq!(finish(&jpeg(THUMBNAIL_BYTES + 1)), Some("attachment_too_large"));
        assert_eq!(finish(b"<svg/>"), Some("attachment_unknown_type"));
        assert_eq!(finish(&jpeg(500)), None);
        let attach = json!({"individual": individual, "staged": staged});
        let id = kith.perform("attach", &attach).unwrap().ids["attachment"].as_str().unwrap().to_owned();
        assert_eq!(kith.attachment_thumbnail(&id).unwrap(), Some(jpeg(500)));
        assert_eq!(kith.attachment_bytes(&id, 0, 9_000).unwrap(), jpeg(2_000));
    }

    #[test]
    fn in_together_mode_only_what_the_individual_sees_is_given_out() {
        let folder = tempfile::tempdir().unwrap();
        let (kith, individual) = founded(&folder.path().join("vault"));
        let note = json!({"individual": individual, "text": "For the team"});
        let note = kith.perform("note", &note).unwrap().ids["note"].as_str().unwrap().to_owned();
        let taken = || {
            let staged = kith.stage_attachment("voice_note", None).unwrap().staged;
            kith.append_attachment(&staged, &recording()).unwrap();
            kith.finish_attachment(&staged, None).unwrap().staged
        };
        let attach = |given: serde_json::Value| {
            let done = kith.perform("attach", &given)?;
            Ok::<_, KithError>(done.ids["attachment"].as_str().unwrap().to_owned())
        };
        let team = attach(json!({"individual": individual, "staged": taken(), "entry": note})).unwrap();
        let shared = attach(json!({"individual": individual, "staged": taken()})).unwrap();
        let of_draft = kith.stage_attachment("voice_note", Some("visit")).unwrap().staged;
        kith.begin_together(&individual).unwrap();
        assert_eq!(kith.staged_attachments(None).unwrap(), [], "what a worker takes in is theirs");
        let hers = kith.stage_attachment("voice_note", None).unwrap().staged;
        assert_eq!(kith.staged_attachments(None).unwrap().len(), 1);
        let discarded = kith.discard_attachment(&of_draft).err().map(|error| error.code());
        assert_eq!(discarded, Some("unknown_id"));
        let code = |outcome: Result<Vec<u8>, KithError>| outcome.err().map(|error| error.code());
        assert_eq!(code(kith.attachment_bytes(&team, 0, 9)), Some("together"));
        assert_eq!(code(kith.attachment_bytes(&shared, 0, 9)), None);
        let to_team = attach(json!({"individual": individual, "staged": taken(), "entry": note}));
        assert_eq!(to_team.err().map(|error| error.code()), Some("together"));
        let own = attach(json!({"individual": individual, "staged": taken()})).unwrap();
        let words = kith.show("my_words", &json!({"individual": individual})).unwrap().data;
        let ids: Vec<_> = words["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
        assert_eq!(ids, [json!(own)], "what the worker recorded are not the individual's words: {words}");
        kith.end_together(&key()).unwrap();
        let left: Vec<_> = kith.staged_attachments(None).unwrap().into_iter().map(|one| one.staged).collect();
        assert!(!left.contains(&hers) && left.contains(&of_draft), "what she began is hers: {left:?}");
    }
}
