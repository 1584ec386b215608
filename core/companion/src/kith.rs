//! The one public API: what every shell calls. It is a vault that is open, commands by name, screens by name, and
//! files in and out as bytes. Whatever panics inside is caught here, reported as a bug, and the vault stays usable.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use kith_domain::role::Role;
use kith_vault::Vault;
use serde_json::Value;

use crate::attempts::{self, Locked};
use crate::bundle::Exported;
use crate::changed::Changed;
use crate::clock::{Clock, Reproducible};
use crate::commands::{self, Done};
use crate::doctor::Diagnosis;
use crate::enrol::{self, Admitted, Joined, Requested};
use crate::error::{Fault, KithError};
use crate::founding::{self, Founded};
use crate::import::into_record::ImportedFile;
use crate::receive::Imported;
use crate::record_page::RecordPage;
use crate::screens::{self, Screen, Shown};
use crate::session::Session;
use crate::staging::StagedAttachment;
use crate::strings::{Language, Strings};

pub use kith_vault::Unlock;

/// How a vault is opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// The language of every text that comes back.
    pub language: Language,
    /// A fixed clock and seed; only a test vault takes it.
    pub reproducible: Option<Reproducible>,
}

/// An open vault and everything that can be asked of it.
pub struct Kith {
    pub(crate) session: Mutex<Session>,
}

impl Kith {
    /// Founds an organisation in a new vault at `home`.
    ///
    /// # Errors
    /// `vault_exists`, `disk_full`, `read_only`, and invalid names.
    pub fn init(
        home: &Path,
        unlock: &Unlock,
        organisation: &str,
        name: &str,
        opening: Opening,
    ) -> Result<(Self, Founded), KithError> {
        Self::found(home, unlock, organisation, name, opening, false)
    }

    pub(crate) fn found(
        home: &Path,
        unlock: &Unlock,
        organisation: &str,
        name: &str,
        opening: Opening,
        training: bool,
    ) -> Result<(Self, Founded), KithError> {
        tried(home, unlock, opening, || {
            guarded("init", || {
                let strings = Strings::new(opening.language);
                let clock = opening.reproducible;
                let (mut session, founded) =
                    founding::found(home, unlock, organisation, name, clock, strings, training)?;
                session.sheet_shown = true;
                Ok((Self::opened(session, unlock), founded))
            })
        })
    }

    /// The recovery sheet that waits was put away: the vault forgets it, and one before it opens nothing any more. Until then,
    /// founding again with the same key gives the same answer, and [`Kith::recovery_sheet`] the sheet: a crash costs none.
    ///
    /// # Errors
    /// `no_key` where it was neither made nor shown since the vault was opened, and as any write.
    pub fn recovery_sheet_kept(&self) -> Result<(), KithError> {
        self.with("recovery sheet kept", |session| session.keep_sheet())
    }

    /// Makes a vault at `home` that asks to join, and the request.
    ///
    /// # Errors
    /// `already_joined`, and as [`Kith::init`].
    pub fn request(
        home: &Path,
        unlock: &Unlock,
        name: &str,
        opening: Opening,
    ) -> Result<Requested, KithError> {
        tried(home, unlock, opening, || {
            guarded("request", || enrol::request(home, unlock, name, opening.reproducible))
        })
    }

    /// Takes the answer to a request.
    ///
    /// # Errors
    /// `admission_not_for_you`, `admission_damaged`, `already_joined`, `not_joined`.
    pub fn accept(
        home: &Path,
        unlock: &Unlock,
        answer: &[u8],
        opening: Opening,
    ) -> Result<(Self, Joined), KithError> {
        tried(home, unlock, opening, || {
            guarded("accept", || {
                let strings = Strings::new(opening.language);
                let (mut session, joined) =
                    enrol::accept(home, unlock, answer, opening.reproducible, strings)?;
                session.sheet_shown = true;
                Ok((Self::opened(session, unlock), joined))
            })
        })
    }

    /// Opens the vault at `home`.
    ///
    /// # Errors
    /// `no_vault`, `wrong_key`, `vault_in_use`, `vault_damaged`, `vault_foreign`, `vault_newer`, `not_joined`,
    /// `not_a_test_vault`.
    pub fn open(home: &Path, unlock: &Unlock, opening: Opening) -> Result<Self, KithError> {
        let attempt = || {
            guarded("open", || {
                let vault = Vault::open(home, unlock)?;
                let strings = Strings::new(opening.language);
                let session = Session::start(vault, home, strings, opening.reproducible)?;
                Ok(Self::opened(session, unlock))
            })
        };
        tried(home, unlock, opening, || match attempt() {
            // A page that the disk would not give looks like a changed one: nothing is called damaged that was not
            // found so twice.
            Err(KithError::Unreadable { code: "vault_damaged" }) => attempt(),
            other => other,
        })
    }

    /// How the vault at `home` stands before it is opened: whether there is one, and whether a try has to wait.
    #[must_use]
    pub fn locked(home: &Path) -> Locked {
        attempts::locked(home, Clock::new(None).now())
    }

    /// Begins together mode: until it ends, only the individual's own screens are shown, and only they speak.
    ///
    /// # Errors
    /// `not_an_id`, `unknown_id`, `section_not_readable`.
    pub fn begin_together(&self, individual: &str) -> Result<(), KithError> {
        self.with("begin together", |session| session.begin_together(individual))
    }

    /// Ends together mode with what opens the vault.
    ///
    /// # Errors
    /// `wrong_key`, after which it goes on; `try_later` after too many wrong tries.
    pub fn end_together(&self, unlock: &Unlock) -> Result<(), KithError> {
        self.always("end together", |session| session.end_together(unlock))
    }

    /// Carries out a command by its name. Durable when it returns.
    ///
    /// # Errors
    /// `unknown_command`, and whatever the command names.
    pub fn perform(&self, name: &str, arguments: &Value) -> Result<Done, KithError> {
        self.always("perform", |session| commands::perform(session, name, arguments))
    }

    /// Computes a screen, or answers a question, by its name.
    ///
    /// # Errors
    /// `unknown_screen`, and whatever the screen names.
    pub fn show(&self, name: &str, arguments: &Value) -> Result<Shown, KithError> {
        self.always("show", |session| screens::show(session, name, arguments))
    }

    /// Computes a screen of a type.
    pub(crate) fn answer<S: Screen>(&self, name: &str, arguments: &Value) -> Result<S::Answer, KithError> {
        self.always("show", |session| Ok(screens::answer::<S>(session, name, arguments)?.0))
    }

    /// What changed since this was last asked.
    pub fn take_changed(&self) -> Changed {
        std::mem::take(&mut self.session.lock().unwrap_or_else(PoisonError::into_inner).changed)
    }

    /// Admits whoever made a request.
    ///
    /// # Errors
    /// `not_founder`, `request_damaged`, `not_an_option` for the role, `not_an_id`, `ambiguous_id` or `unknown_id` for an
    /// individual, `section_not_readable`.
    pub fn admit(&self, request: &[u8], role: &str, individuals: &[String]) -> Result<Admitted, KithError> {
        self.with("admit", |session| {
            let role = Role::from_name(role).ok_or_else(|| {
                let expected = Role::ALL.map(Role::name).join(", ");
                KithError::misshapen("role", "not_an_option", Fault::Options { expected })
            })?;
            let individuals = individuals
                .iter()
                .map(|id| session.typed_id(id, "individual"))
                .collect::<Result<Vec<_>, KithError>>()?;
            session.admit(request, role, &individuals)
        })
    }

    /// A bundle for these members.
    ///
    /// # Errors
    /// `empty` where nobody is named, `not_an_id` or `ambiguous_id`, `unknown_member` for one who is not known here.
    pub fn export_bundle(&self, to: &[String]) -> Result<(Vec<u8>, Exported), KithError> {
        self.with("export bundle", |session| {
            let to = to.iter().map(|id| session.typed_id(id, "to")).collect::<Result<Vec<_>, KithError>>()?;
            session.export_bundle(&to)
        })
    }

    /// Takes in a bundle; the same one twice adds nothing.
    ///
    /// # Errors
    /// `bundle_not_a_bundle`, `bundle_truncated`, `bundle_damaged`, `bundle_newer`, `bundle_not_for_you`,
    /// `bundle_stranger`.
    pub fn import_bundle(&self, bytes: &[u8]) -> Result<Imported, KithError> {
        self.with("import bundle", |session| session.import_bundle(bytes))
    }

    /// Brings in a diary: a CSV file, by a mapping in TOML.
    ///
    /// # Errors
    /// `import_…`, where the file or the mapping as a whole cannot be read.
    pub fn import_diary(
        &self,
        individual: &str,
        mapping: &str,
        file: &[u8],
    ) -> Result<ImportedFile, KithError> {
        self.with("import diary", |session| {
            let individual = session.typed_id(individual, "individual")?;
            session.import_diary(individual, mapping, file)
        })
    }

    /// Brings in a session exported by Network Canvas: a GraphML file.
    ///
    /// # Errors
    /// `import_…`, where the file as a whole cannot be read.
    pub fn import_network_canvas(&self, individual: &str, file: &[u8]) -> Result<ImportedFile, KithError> {
        self.with("import network canvas", |session| {
            let individual = session.typed_id(individual, "individual")?;
            session.import_network_canvas(individual, file)
        })
    }

    /// The page of a record: one self-contained HTML file. Anyone who has the file can read it, so what only the
    /// team reads is in it only where that is asked for.
    ///
    /// # Errors
    /// `unknown_id`.
    pub fn page(&self, individual: &str, team_notes: bool) -> Result<RecordPage, KithError> {
        self.with("page", |session| session.page(session.typed_id(individual, "individual")?, team_notes))
    }

    /// Begins to take in a `photo` or a `voice_note`, for a draft where it belongs to one. Recording it is a command.
    ///
    /// # Errors
    /// `not_an_option`, and as any write.
    pub fn stage_attachment(&self, kind: &str, draft: Option<&str>) -> Result<StagedAttachment, KithError> {
        self.always("stage attachment", |session| session.stage_attachment(kind, draft))
    }

    /// Takes in what comes next of it, in any portions.
    ///
    /// # Errors
    /// `unknown_id`, `attachment_finished`, `attachment_too_large` beyond 64 MiB, and as any write.
    pub fn append_attachment(&self, staged: &str, bytes: &[u8]) -> Result<StagedAttachment, KithError> {
        self.always("append attachment", |session| session.append_attachment(staged, bytes))
    }

    /// Says that all of it has come, with a small picture of a photo where there is one.
    ///
    /// # Errors
    /// `unknown_id`, `attachment_unknown_type`, `attachment_too_large` for a small picture over 64 KiB.
    pub fn finish_attachment(
        &self,
        staged: &str,
        thumbnail: Option<&[u8]>,
    ) -> Result<StagedAttachment, KithError> {
        self.always("finish attachment", |session| session.finish_attachment(staged, thumbnail))
    }

    /// Lets go of what was taken in and not recorded.
    ///
    /// # Errors
    /// `unknown_id`.
    pub fn discard_attachment(&self, staged: &str) -> Result<(), KithError> {
        self.always("discard attachment", |session| session.discard_attachment(staged))
    }

    /// What is taken in and not recorded, of one draft or of all.
    ///
    /// # Errors
    /// Only where the vault cannot be read.
    pub fn staged_attachments(&self, draft: Option<&str>) -> Result<Vec<StagedAttachment>, KithError> {
        self.always("staged attachments", |session| session.staged_attachments(draft))
    }

    /// Some bytes of an attachment, from `offset` on, at most 1 MiB; none behind its end.
    ///
    /// # Errors
    /// `unknown_id`, `attachment_not_here` where that part has not come yet, `attachment_damaged`.
    pub fn attachment_bytes(&self, attachment: &str, offset: u64, most: u64) -> Result<Vec<u8>, KithError> {
        self.always("attachment bytes", |session| session.attachment_bytes(attachment, offset, most))
    }

    /// The small picture of a photo; nothing where it has none.
    ///
    /// # Errors
    /// As [`Kith::attachment_bytes`].
    pub fn attachment_thumbnail(&self, attachment: &str) -> Result<Option<Vec<u8>>, KithError> {
        self.always("attachment thumbnail", |session| session.attachment_thumbnail(attachment))
    }

    /// The words of a language, as every shell shows them.
    #[must_use]
    pub fn strings(&self) -> Strings {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).strings.clone()
    }

    /// Folds the log of recent writes into the vault: to be called when nobody waits, never as part of a command.
    ///
    /// # Errors
    /// As any write; everything recorded is durable without it.
    pub fn checkpoint(&self) -> Result<(), KithError> {
        self.always("checkpoint", |session| Ok(session.vault.checkpoint()?))
    }

    /// Verifies everything held, rebuilds the caches beside the vault and compares. Deletes nothing.
    ///
    /// # Errors
    /// Only where the vault cannot be read at all.
    pub fn doctor(&self) -> Result<Diagnosis, KithError> {
        self.with("doctor", |session| session.doctor())
    }

    fn opened(mut session: Session, by: &Unlock) -> Self {
        session.opened_by = Some(by.into());
        Self::of(session)
    }

    pub(crate) fn of(session: Session) -> Self {
        Self { session: Mutex::new(session) }
    }

    /// Does what is not done in together mode.
    pub(crate) fn with<T>(
        &self,
        place: &'static str,
        act: impl FnOnce(&mut Session) -> Result<T, KithError>,
    ) -> Result<T, KithError> {
        self.always(place, |session| {
            if session.together.is_some() { Err(KithError::forbidden("together")) } else { act(session) }
        })
    }

    pub(crate) fn always<T>(
        &self,
        place: &'static str,
        act: impl FnOnce(&mut Session) -> Result<T, KithError>,
    ) -> Result<T, KithError> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = guarded(place, || act(&mut session));
        if outcome.as_ref().is_err_and(|error| error.code() == "vault_damaged")
            && session.vault.is_sound_after_all()
        {
            return Err(KithError::Storage { code: "storage_failed" });
        }
        if matches!(outcome, Err(KithError::Bug { .. })) {
            // What memory holds may be half of something; what the vault holds is whole.
            session.documents.clear();
            session.own_said = None;
        }
        outcome
    }
}

/// What it answers, where what somebody typed may be tried now.
fn tried<T>(
    home: &Path,
    unlock: &Unlock,
    opening: Opening,
    open: impl FnOnce() -> Result<T, KithError>,
) -> Result<T, KithError> {
    attempts::tried(home, unlock, Clock::new(opening.reproducible).now(), open)
}

/// What it answers; a panic inside is a fault of ours, and the vault stays usable.
pub(crate) fn guarded<T>(
    place: &'static str,
    act: impl FnOnce() -> Result<T, KithError>,
) -> Result<T, KithError> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or(Err(KithError::Bug { place }))
}
