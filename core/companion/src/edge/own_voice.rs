//! What the individual does in their own view, at the edge.

use super::{Companion, Done, Failure, Json};
use crate::screens::drafts::Draft;

#[uniffi::export(name = "Kith")]
impl Companion {
    /// They chose a face: for now, or for how it was where it is about a contact, which is one of `how_was_it`.
    ///
    /// # Errors
    /// `not_an_option` for a face, `unknown_id` for a contact.
    pub async fn choose_face(
        &self,
        individual: String,
        face: String,
        contact: Option<String>,
    ) -> Result<Done, Failure> {
        Ok(self.ask(move |kith| kith.choose_face(&individual, &face, contact.as_deref())).await?.into())
    }

    /// They said something, about those whom a contact was with where it is about one.
    ///
    /// # Errors
    /// As `say`, and `unknown_id` for a contact.
    pub async fn say_themself(
        &self,
        individual: String,
        text: String,
        contact: Option<String>,
    ) -> Result<Done, Failure> {
        Ok(self.ask(move |kith| kith.say_themself(&individual, &text, contact.as_deref())).await?.into())
    }

    /// They said what they think of their support.
    ///
    /// # Errors
    /// As `give_feedback`.
    pub async fn think_of_support(&self, individual: String, text: String) -> Result<Done, Failure> {
        Ok(self.ask(move |kith| kith.think_of_support(&individual, &text)).await?.into())
    }

    /// They tell these of what is wrong.
    ///
    /// # Errors
    /// As `raise_concern`.
    pub async fn tell(
        &self,
        individual: String,
        recipients: Vec<String>,
        text: String,
    ) -> Result<Done, Failure> {
        Ok(self.ask(move |kith| kith.tell(&individual, &recipients, &text)).await?.into())
    }

    /// Keeps what they are writing on one of their own screens: `my_words`, `my_plan`, `tell_someone`, or `how_was_it/…` with a
    /// contact. What is said of it lets go of it. No list of a worker's drafts has it.
    ///
    /// # Errors
    /// `own_view_only` outside of their own view, `not_an_option` for another name, and as any write.
    pub async fn save_own_draft(
        &self,
        individual: String,
        draft: String,
        content: Json,
    ) -> Result<(), Failure> {
        self.ask(move |kith| kith.save_own_draft(&individual, &draft, &content)).await
    }

    /// What they were writing and have not said yet.
    ///
    /// # Errors
    /// `own_view_only` outside of their own view.
    pub async fn own_drafts(&self, individual: String) -> Result<Vec<Draft>, Failure> {
        self.ask(move |kith| kith.own_drafts(&individual)).await
    }

    /// Lets go of what they were writing.
    ///
    /// # Errors
    /// As [`Companion::save_own_draft`].
    pub async fn discard_own_draft(&self, individual: String, draft: String) -> Result<(), Failure> {
        self.ask(move |kith| kith.discard_own_draft(&individual, &draft)).await
    }
}
