//! Photos and recordings at the edge: their bytes come and go in portions, so that nothing is held whole and other calls get
//! their turn between two of them.

use super::{Companion, Failure};
use crate::staging::StagedAttachment;

#[uniffi::export(name = "Kith")]
impl Companion {
    /// Begins to take in a `photo` or a `voice_note`, for a draft where it belongs to one.
    ///
    /// # Errors
    /// `not_an_option`, and as any write.
    pub async fn stage_attachment(
        &self,
        kind: String,
        draft: Option<String>,
    ) -> Result<StagedAttachment, Failure> {
        self.ask(move |kith| kith.stage_attachment(&kind, draft.as_deref())).await
    }

    /// Takes in what comes next of it, in any portions. It is kept when this returns, also where the program is ended then.
    ///
    /// # Errors
    /// `unknown_id`, `attachment_finished`, `attachment_too_large` beyond 64 MiB, and as any write.
    pub async fn append_attachment(
        &self,
        staged: String,
        bytes: Vec<u8>,
    ) -> Result<StagedAttachment, Failure> {
        self.ask(move |kith| kith.append_attachment(&staged, &bytes)).await
    }

    /// Says that all of it has come, with a small picture of a photo (at most 64 KiB) where the device made one.
    ///
    /// # Errors
    /// `unknown_id`, `attachment_unknown_type` for what is no photo or recording, `attachment_too_large` for the small picture.
    pub async fn finish_attachment(
        &self,
        staged: String,
        thumbnail: Option<Vec<u8>>,
    ) -> Result<StagedAttachment, Failure> {
        self.ask(move |kith| kith.finish_attachment(&staged, thumbnail.as_deref())).await
    }

    /// Lets go of what was taken in and not recorded.
    ///
    /// # Errors
    /// `unknown_id`.
    pub async fn discard_attachment(&self, staged: String) -> Result<(), Failure> {
        self.ask(move |kith| kith.discard_attachment(&staged)).await
    }

    /// What is taken in and not recorded, of one draft or of all: also what a program that was ended left.
    ///
    /// # Errors
    /// Only where the vault cannot be read.
    pub async fn staged_attachments(&self, draft: Option<String>) -> Result<Vec<StagedAttachment>, Failure> {
        self.ask(move |kith| kith.staged_attachments(draft.as_deref())).await
    }

    /// Some bytes of an attachment, from `offset` on, at most 1 MiB; none behind its end.
    ///
    /// # Errors
    /// `unknown_id`, `attachment_not_here` where that part has not come yet, `attachment_damaged`.
    pub async fn attachment_bytes(
        &self,
        attachment: String,
        offset: u64,
        most: u64,
    ) -> Result<Vec<u8>, Failure> {
        self.ask(move |kith| kith.attachment_bytes(&attachment, offset, most)).await
    }

    /// The small picture of a photo; nothing where it has none.
    ///
    /// # Errors
    /// As [`Companion::attachment_bytes`].
    pub async fn attachment_thumbnail(&self, attachment: String) -> Result<Option<Vec<u8>>, Failure> {
        self.ask(move |kith| kith.attachment_thumbnail(&attachment)).await
    }
}
