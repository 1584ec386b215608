//! What crosses to other languages, by UniFFI: the same commands, screens and files as [`crate::Kith`], each as a method of
//! its own that takes and gives plain values. Nothing is decided here.
//!
//! Every call is asynchronous. The vault lives on a thread of its own, the [desk](desk), and is asked there: whoever calls
//! waits without holding up a screen. A call that is given up before its turn comes is not carried out; one that has
//! begun is finished, and what it recorded is recorded.

mod attachments;
mod calling;
mod desk;
mod failure;
mod keys;
mod own_voice;
mod settings;
mod training;
mod watch;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::clock::Reproducible;
use crate::kith::{Kith, Opening, Unlock};
use crate::strings::{Language, Strings};
use crate::{
    Admitted, Diagnosis, Exported, Founded, Imported, ImportedFile, Joined, KithError, Locked, Outline,
    RecordPage, Requested,
};

pub use calling::quiet;
use desk::Desk;
pub use failure::Failure;
pub use settings::device_settings;
pub use training::train;
pub use watch::{Observer, Watch};

/// A value of the record whose shape is the record's own, as JSON.
pub type Json = Value;
/// Several of them by name, as a JSON object.
pub type JsonObject = Map<String, Value>;

uniffi::custom_type!(Json, String, {
    remote,
    lower: |value| value.to_string(),
    try_lift: |text| Ok(serde_json::from_str(&text)?),
});
uniffi::custom_type!(JsonObject, String, {
    remote,
    lower: |object| Value::Object(object).to_string(),
    try_lift: |text| Ok(serde_json::from_str(&text)?),
});

/// What opens a vault. It tells nobody what it holds: whoever prints a [`Place`] prints no key.
#[derive(uniffi::Object)]
pub struct Key {
    held: Held,
}

enum Held {
    Passphrase(Zeroizing<String>),
    Random(Zeroizing<Vec<u8>>),
    Sheet(Zeroizing<String>),
}

#[uniffi::export]
impl Key {
    /// A passphrase that a person remembers, as typed.
    #[uniffi::constructor]
    #[must_use]
    pub fn passphrase(text: String) -> Arc<Self> {
        Arc::new(Self { held: Held::Passphrase(Zeroizing::new(text)) })
    }

    /// 32 random bytes, kept by the platform's keystore: see [`new_key`].
    #[uniffi::constructor]
    #[must_use]
    pub fn random(bytes: Vec<u8>) -> Arc<Self> {
        Arc::new(Self { held: Held::Random(Zeroizing::new(bytes)) })
    }

    /// The text of the recovery sheet, as printed or typed.
    #[uniffi::constructor]
    #[must_use]
    pub fn sheet(text: String) -> Arc<Self> {
        Arc::new(Self { held: Held::Sheet(Zeroizing::new(text)) })
    }
}

impl Key {
    fn unlock(&self) -> Result<Unlock, KithError> {
        match &self.held {
            Held::Passphrase(text) => Ok(Unlock::Passphrase(text.clone())),
            Held::Random(bytes) => {
                let key = bytes.as_slice().try_into().map_err(|_| KithError::Key { code: "no_key" })?;
                Ok(Unlock::KeyFile(Zeroizing::new(key)))
            }
            Held::Sheet(text) => crate::unlock_from_sheet(text),
        }
    }
}

/// A fixed clock and seed, which only a test vault takes.
#[derive(Debug, Clone, uniffi::Record)]
pub struct FixedClock {
    /// What the clock says, RFC 3339.
    pub now: String,
    /// Where the randomness starts.
    pub seed: u64,
}

/// Where a vault is, what opens it, and in which language it answers.
#[derive(uniffi::Record)]
pub struct Place {
    /// The folder of the vault.
    pub home: String,
    /// What opens it.
    pub key: Arc<Key>,
    /// The language of every text that comes back.
    pub language: Language,
    /// For tests.
    #[uniffi(default = None)]
    pub fixed: Option<FixedClock>,
}

impl Place {
    fn taken(self) -> Result<(PathBuf, Unlock, Opening), KithError> {
        let fixed = self.fixed.map(|fixed| {
            let now = crate::arguments::timestamp(&fixed.now, "now")?;
            Ok::<_, KithError>(Reproducible { now, seed: fixed.seed })
        });
        let opening = Opening { language: self.language, reproducible: fixed.transpose()? };
        Ok((PathBuf::from(self.home), self.key.unlock()?, opening))
    }
}

/// What a command did.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Done {
    /// The ids of what it made, by what they are of, in the order of the arguments.
    pub ids: HashMap<String, Vec<String>>,
    /// What should be shown at once, where there is something: a contact check, a reminder to raise a concern.
    pub shown: Option<Json>,
}

impl From<crate::Done> for Done {
    fn from(done: crate::Done) -> Self {
        let ids = |value: Value| match value {
            Value::Array(ids) => ids,
            one => vec![one],
        };
        let text = |id: Value| id.as_str().map(str::to_owned).unwrap_or_default();
        let named = done.ids.into_iter();
        Self {
            ids: named.map(|(name, value)| (name, ids(value).into_iter().map(text).collect())).collect(),
            shown: done.shown,
        }
    }
}

/// A new organisation.
#[derive(uniffi::Record)]
pub struct Founding {
    /// Its vault, open.
    pub kith: Arc<Companion>,
    /// Who founded it, and the recovery sheet.
    pub founded: Founded,
}

/// An organisation joined.
#[derive(uniffi::Record)]
pub struct Joining {
    /// The vault, open.
    pub kith: Arc<Companion>,
    /// Who joined.
    pub joined: Joined,
}

/// A bundle to hand over.
#[derive(Debug, Clone, uniffi::Record)]
pub struct BundleFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it holds.
    pub exported: Exported,
}

/// The version of this library: a package that was made for another must not go on.
#[uniffi::export]
#[must_use]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// A new random key for a vault.
///
/// # Errors
/// [`Failure::Key`] where the system gives no randomness.
#[uniffi::export]
#[expect(clippy::result_large_err, reason = "an error crosses by value, with its words, and is rare")]
pub fn new_key(language: Language) -> Result<Vec<u8>, Failure> {
    let key = crate::new_key().map_err(|error| Failure::of(&error, &Strings::new(language)))?;
    Ok(key.to_vec())
}

/// Makes a vault that asks to join an organisation, and the request.
///
/// # Errors
/// `already_joined`, and whatever keeps a vault from being made.
#[uniffi::export]
pub async fn request(place: Place, name: String) -> Result<Requested, Failure> {
    let strings = Strings::new(place.language);
    let asked = desk::apart(move || {
        let (home, unlock, opening) = place.taken()?;
        Kith::request(&home, &unlock, &name, opening)
    });
    asked.await.map_err(|error| Failure::of(&error, &strings))
}

/// How the vault in a folder stands before it is opened: whether there is one, and whether a try has to wait.
#[uniffi::export]
#[must_use]
pub fn locked(home: &str) -> Locked {
    Kith::locked(std::path::Path::new(home))
}

/// Founds an organisation in a new vault.
///
/// # Errors
/// `vault_exists`, and whatever keeps a vault from being made.
#[uniffi::export]
pub async fn found(place: Place, organisation: String, name: String) -> Result<Founding, Failure> {
    let (kith, founded) = Companion::begin(place, move |home, unlock, opening| {
        Kith::init(home, unlock, &organisation, &name, opening)
    })
    .await?;
    Ok(Founding { kith, founded })
}

/// Takes the answer to a request.
///
/// # Errors
/// `admission_not_for_you`, `admission_damaged`, `already_joined`, `not_joined`.
#[uniffi::export]
pub async fn accept(place: Place, answer: Vec<u8>) -> Result<Joining, Failure> {
    let accept = move |home: &_, unlock: &_, opening| Kith::accept(home, unlock, &answer, opening);
    let (kith, joined) = Companion::begin(place, accept).await?;
    Ok(Joining { kith, joined })
}

/// Opens a vault.
///
/// # Errors
/// `no_vault`, `wrong_key`, `vault_in_use`, `vault_damaged`, `vault_foreign`, `vault_newer`, `not_joined`.
#[uniffi::export]
pub async fn open(place: Place) -> Result<Arc<Companion>, Failure> {
    let open = |home: &_, unlock: &_, opening| Ok((Kith::open(home, unlock, opening)?, ()));
    Ok(Companion::begin(place, open).await?.0)
}

/// The words of a language, for what a screen says by itself.
#[derive(uniffi::Object)]
#[uniffi(name = "Strings")]
pub struct Wording {
    strings: Strings,
}

#[uniffi::export(name = "Strings")]
impl Wording {
    /// The words of a language.
    #[uniffi::constructor]
    #[must_use]
    pub fn new(language: Language) -> Arc<Self> {
        Arc::new(Self { strings: Strings::new(language) })
    }

    /// The message of a key, filled with these texts.
    #[must_use]
    pub fn say(&self, key: &str, texts: HashMap<String, String>) -> String {
        let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str().into())).collect();
        self.strings.with(key, &texts)
    }

    /// The message of a key that picks its form by a count.
    #[must_use]
    pub fn count(&self, key: &str, count: u32) -> String {
        self.strings.with(key, &[("count", count.into())])
    }

    /// An option of a list.
    #[must_use]
    pub fn option(&self, list: &str, name: &str) -> String {
        self.strings.option(list, name)
    }
}

/// An open vault, and everything that can be asked of it.
#[derive(uniffi::Object)]
#[uniffi(name = "Kith")]
pub struct Companion {
    desk: Desk,
    strings: Strings,
    watches: Arc<watch::Watches>,
}

impl Companion {
    /// A vault that `start` opens, on a desk of its own.
    async fn begin<T: Send + 'static>(
        place: Place,
        start: impl FnOnce(&std::path::Path, &Unlock, Opening) -> Result<(Kith, T), KithError> + Send + 'static,
    ) -> Result<(Arc<Self>, T), Failure> {
        let strings = Strings::new(place.language);
        let begun = Desk::begin(move || {
            let (home, unlock, opening) = place.taken()?;
            start(&home, &unlock, opening)
        });
        let (desk, with) = begun.await.map_err(|error| Failure::of(&error, &strings))?;
        Ok((Arc::new(Self { desk, strings, watches: Arc::default() }), with))
    }

    /// Asks at the desk.
    async fn ask<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Kith) -> Result<T, KithError> + Send + 'static,
    ) -> Result<T, Failure> {
        let watches = Arc::clone(&self.watches);
        let asked = self.desk.ask(move |kith| {
            let answer = act(kith);
            // Whoever watches hears of it even where nobody waits for the answer any more.
            watches.tell(kith.take_changed());
            answer
        });
        asked.await.map_err(|error| Failure::of(&error, &self.strings))
    }

    /// Carries out a command by its name.
    pub(crate) async fn perform(
        &self,
        name: &'static str,
        arguments: impl Serialize,
    ) -> Result<Done, Failure> {
        let given = given(arguments);
        Ok(self.ask(move |kith| kith.perform(name, &given?)).await?.into())
    }

    /// Computes a screen.
    pub(crate) async fn show<S>(&self, name: &'static str, arguments: S) -> Result<S::Answer, Failure>
    where
        S: crate::screens::Screen + Serialize,
        S::Answer: Send + 'static,
    {
        let given = given(arguments);
        self.ask(move |kith| kith.answer::<S>(name, &given?)).await
    }
}

/// Arguments as the core takes them from everybody. What is not given is a null, as the schema allows; nulls inside of what
/// the record shapes itself are its own, and stay.
fn given(arguments: impl Serialize) -> Result<Value, KithError> {
    serde_json::to_value(arguments).map_err(|_| KithError::Bug { place: "arguments" })
}

#[uniffi::export(name = "Kith")]
impl Companion {
    /// A screen in words, for a screen reader, a switch or a printer: the same facts in the same order as its value.
    ///
    /// # Errors
    /// As the screen of that name.
    pub async fn outline(&self, screen: String, arguments: Json) -> Result<Outline, Failure> {
        self.ask(move |kith| Ok(kith.show(&screen, &arguments)?.outline)).await
    }

    /// Carries out the command that a form names, with what was filled in: the same shape as its draft.
    ///
    /// # Errors
    /// As the command of that name.
    pub async fn submit(&self, command: String, filled_in: Json) -> Result<Done, Failure> {
        Ok(self.ask(move |kith| kith.perform(&command, &filled_in)).await?.into())
    }

    /// Admits whoever made a request, in a role, to these records.
    ///
    /// # Errors
    /// `not_founder`, `request_damaged`, `admitted_otherwise`.
    pub async fn admit(
        &self,
        request: Vec<u8>,
        role: String,
        individuals: Vec<String>,
    ) -> Result<Admitted, Failure> {
        self.ask(move |kith| kith.admit(&request, &role, &individuals)).await
    }

    /// A bundle for these members.
    ///
    /// # Errors
    /// `empty`, `not_an_id`, `unknown_member`.
    pub async fn export_bundle(&self, to: Vec<String>) -> Result<BundleFile, Failure> {
        let (bytes, exported) = self.ask(move |kith| kith.export_bundle(&to)).await?;
        Ok(BundleFile { bytes, exported })
    }

    /// Takes in a bundle; the same one twice adds nothing.
    ///
    /// # Errors
    /// `bundle_not_a_bundle`, `bundle_truncated`, `bundle_damaged`, `bundle_newer`, `bundle_not_for_you`,
    /// `bundle_stranger`.
    pub async fn import_bundle(&self, bytes: Vec<u8>) -> Result<Imported, Failure> {
        self.ask(move |kith| kith.import_bundle(&bytes)).await
    }

    /// Brings in a diary: a CSV file, by a mapping in TOML.
    ///
    /// # Errors
    /// `import_…`.
    pub async fn import_diary(
        &self,
        individual: String,
        mapping: String,
        file: Vec<u8>,
    ) -> Result<ImportedFile, Failure> {
        self.ask(move |kith| kith.import_diary(&individual, &mapping, &file)).await
    }

    /// Brings in a session exported by Network Canvas.
    ///
    /// # Errors
    /// `import_…`.
    pub async fn import_network_canvas(
        &self,
        individual: String,
        file: Vec<u8>,
    ) -> Result<ImportedFile, Failure> {
        self.ask(move |kith| kith.import_network_canvas(&individual, &file)).await
    }

    /// The page of a record, one self-contained HTML file.
    ///
    /// # Errors
    /// `unknown_id`.
    pub async fn page(&self, individual: String, team_notes: bool) -> Result<RecordPage, Failure> {
        self.ask(move |kith| kith.page(&individual, team_notes)).await
    }

    /// Begins together mode: until it ends, only the individual's own screens are shown, and only they speak.
    ///
    /// # Errors
    /// `not_an_id`, `unknown_id`, `section_not_readable`.
    pub async fn begin_together(&self, individual: String) -> Result<(), Failure> {
        self.ask(move |kith| kith.begin_together(&individual)).await
    }

    /// Ends together mode with what opens the vault.
    ///
    /// # Errors
    /// `wrong_key`, after which it goes on; `try_later` after too many wrong tries.
    pub async fn end_together(&self, key: Arc<Key>) -> Result<(), Failure> {
        self.ask(move |kith| kith.end_together(&key.unlock()?)).await
    }

    /// Folds the log of recent writes into the vault: to be called when nobody waits.
    ///
    /// # Errors
    /// As any write.
    pub async fn checkpoint(&self) -> Result<(), Failure> {
        self.ask(Kith::checkpoint).await
    }

    /// Verifies everything held, and deletes nothing.
    ///
    /// # Errors
    /// Only where the vault cannot be read at all.
    pub async fn doctor(&self) -> Result<Diagnosis, Failure> {
        self.ask(Kith::doctor).await
    }

    /// Closes the vault, once what was asked before is done. Another may open it then. (In Kotlin `close` is of the object.)
    pub async fn shut(&self) {
        self.watches.stop();
        self.desk.close().await;
    }

    /// Tells the observer of each change from now on, until the watch is given up. It is called on a thread of its own,
    /// with no lock held: it may ask this vault anything.
    #[must_use]
    pub fn watch(&self, observer: Arc<dyn Observer>) -> Arc<Watch> {
        self.watches.begin(observer)
    }
}

#[cfg(test)]
mod tests;
