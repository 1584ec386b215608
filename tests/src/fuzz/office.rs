//! What every input meets: a founder's phone with a small record, a worker who holds good keys and means no good, and a
//! newcomer who has asked to join. Each input finds all of it as it was made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kith::{Kith, Language, Opening, Reproducible, Unlock};
use kith_document::Document;
use kith_domain::id::{AttachmentId, DeviceId, DocumentId, FeedId};
use kith_sync::{
    AdmissionContents, BundleContents, DeviceKeys, Membership, OrganisationKeys, PIECE_BYTES, Parcel,
    Payload, PiecesHeld, Place, Request, SectionKey, SignedStatement,
};
use kith_vault::Vault;
use serde_json::{Value, json};
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::dice::Dice;
use super::story::{Record, elsewhere};
use super::watch::timed;
use crate::terminal::{NOW, photo};

/// What the worker wrote before it all begins, so that a feed of theirs is known in each section.
const OPENING: [&str; 3] = ["note", "say", "set_field"];

/// A photo of two pieces, which the worker attached to what somebody said.
fn taken() -> Vec<u8> {
    photo(PIECE_BYTES + 900)
}

/// How much of an attachment a device says that it holds, as a bundle tells it.
pub(super) type Said = BTreeMap<DocumentId, BTreeMap<AttachmentId, PiecesHeld>>;

/// A photo, which the founder knows of and has no piece of.
pub struct Photo {
    /// What its bytes are asked for by.
    pub(super) id: String,
    /// What was taken in.
    pub(super) bytes: Vec<u8>,
    /// Its pieces, sealed.
    pub(super) pieces: Vec<Vec<u8>>,
    /// How much of it a device may say to hold.
    pub(super) said: Said,
}

/// What the worker cannot do: a concern that was not raised for them is not here, they have no draft, nothing has ended that could be
/// opened again, and the example of a difference is none.
const NOT_HERS: [&str; 6] =
    ["answer_concern", "discard_draft", "escalate_concern", "lower_concern", "reopen", "settle"];

/// The commands of which the parcels stay in the feed that they were made in: changes to cards are bound to it. Few, as
/// each feed is one more signature to check whenever anything arrives.
const CHANGING: [&str; 4] = ["add_relationship", "give_consent", "set_field", "set_restriction"];

/// A parcel that the worker's own app would have written next.
pub struct Next {
    /// Where it goes.
    pub place: Place,
    /// What it holds.
    pub payload: Payload,
    /// As its app sealed it.
    pub bytes: Vec<u8>,
}

/// Somebody's device.
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its keys.
    pub keys: DeviceKeys,
}

/// The phones, and what whoever makes inputs may know.
pub struct Office {
    folder: TempDir,
    kith: Option<Kith>,
    /// Whose record it is.
    pub individual: String,
    /// A photo of it.
    pub photo: Photo,
    /// Ids that stand for something there.
    pub ids: Vec<String>,
    /// Who takes everything in.
    pub receiver: Device,
    /// The founder's root.
    pub root: OrganisationKeys,
    /// Who sends, as one of the organisation.
    pub sender: Device,
    /// What a bundle from there holds.
    pub contents: BundleContents,
    /// That bundle.
    pub bundle: Vec<u8>,
    /// The keys of the sections.
    pub keys: BTreeMap<DocumentId, SectionKey>,
    /// The documents as the sender holds them, saved.
    pub documents: BTreeMap<DocumentId, Vec<u8>>,
    /// Where the sender's own next parcel goes, in each section.
    pub own: BTreeMap<DocumentId, Place>,
    /// What a copy of the sender's phone would have written next, in feeds of its own.
    pub next: Vec<Next>,
    /// What unfolds into more than a payload may hold.
    pub bomb: Vec<u8>,
    /// Everything that was signed.
    pub statements: Vec<SignedStatement>,
    /// The newcomer's device.
    pub newcomer: Device,
    /// What the newcomer asked with.
    pub request: Vec<u8>,
    /// The answer.
    pub admission: Vec<u8>,
    /// What the answer holds.
    pub admitted: AdmissionContents,
    hash: String,
    hash_of_sender: String,
    /// Every command with all that it takes, to be spoilt.
    pub commands: Vec<(&'static str, Value)>,
    /// Every screen with what it takes; each answers.
    pub screens: Vec<(&'static str, Value)>,
}

fn opening(seed: u64) -> Opening {
    let reproducible = Some(Reproducible { now: NOW.parse().unwrap(), seed });
    Opening { language: Language::English, reproducible }
}

/// The key that opens all vaults here.
#[must_use]
pub fn unlock() -> Unlock {
    Unlock::KeyFile(Zeroizing::new([7; 32]))
}

/// Opens one of the phones.
pub(super) fn open(home: &Path, seed: u64) -> Result<Kith, kith::KithError> {
    Kith::open(home, &unlock(), opening(seed))
}

/// Takes an answer in, as the newcomer.
pub(super) fn accept(home: &Path, answer: &[u8]) -> Result<Kith, kith::KithError> {
    Kith::accept(home, &unlock(), answer, opening(3)).map(|(kith, _)| kith)
}

/// Copies a vault, and nothing of where it lay.
pub(super) fn copy(from: &Path, to: &Path) {
    let _absent = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for name in ["vault.db", "vault.db-wal", "vault.key", "vault.incarnation"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}

/// The keys of whoever holds a vault, and the root where it is the founder.
fn identity(home: &Path) -> (Device, Option<OrganisationKeys>) {
    let vault = Vault::open(home, &unlock()).unwrap();
    let name =
        if vault.read().setting("identity").unwrap().is_some() { "identity" } else { "pending_request" };
    let held: Value = serde_json::from_slice(&vault.read().setting(name).unwrap().unwrap()).unwrap();
    let keys = DeviceKeys::from_secret_bytes(&bytes_of(held["keys"].as_str().unwrap())).unwrap();
    let root =
        held["root"].as_str().map(|root| OrganisationKeys::from_secret_bytes(&bytes_of(root)).unwrap());
    (Device { id: held["device"].as_str().unwrap().parse().unwrap(), keys }, root)
}

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

impl Office {
    /// The office, the same every time.
    ///
    /// # Panics
    /// Where the disk will not have it.
    #[must_use]
    pub fn new() -> Self {
        // long: one story, told in order.
        let folder = TempDir::new().unwrap();
        let [aled, bethan, cara] = ["aled", "bethan", "cara"].map(|name| folder.path().join(name));
        let (kith, founded) = Kith::init(&aled, &unlock(), "Bryn Support", "Aled", opening(1)).unwrap();
        let Record { individual, mut ids, commands, screens } = Record::new(&kith, &founded.member);
        let asked = Kith::request(&bethan, &unlock(), "Bethan", opening(2)).unwrap();
        let admitted = kith.admit(&asked.file, "worker", &[]).unwrap();
        let (worker, joined) = Kith::accept(&bethan, &unlock(), &admitted.file, opening(2)).unwrap();
        let (first, _) = kith.export_bundle(std::slice::from_ref(&joined.member)).unwrap();
        worker.import_bundle(&first).unwrap();
        let (mut photo, taken) = (String::new(), taken());
        for (name, given) in commands.iter().filter(|(name, _)| OPENING.contains(name)) {
            let done = worker.perform(name, &elsewhere(&worker, given, &taken)).unwrap();
            photo.extend(done.ids.get("attached").and_then(|ids| ids[0].as_str()));
        }
        let (bundle, _) = worker.export_bundle(std::slice::from_ref(&founded.member)).unwrap();
        let hash_of_sender = hash(&worker, &individual);
        kith.checkpoint().unwrap();
        worker.checkpoint().unwrap();
        drop((kith, worker));
        let (receiver, root) = identity(&aled);
        let (sender, _) = identity(&bethan);
        let (mut next, feeds, refused) = next(&bethan, &folder.path().join("next"), &commands);
        assert_eq!(refused, NOT_HERS);
        let vault = Vault::open(&bethan, &unlock()).unwrap();
        let read = vault.read();
        let keys: BTreeMap<DocumentId, SectionKey> = read
            .section_keys()
            .unwrap()
            .into_iter()
            .map(|(document, _, key)| (document, SectionKey::from_bytes(*key)))
            .collect();
        let documents = keys
            .keys()
            .filter_map(|document| Some((*document, read.document_cache(*document).unwrap()?)))
            .collect();
        // A new section of its own is of a key that its own statements carry.
        next.retain(|next| keys.contains_key(&next.place.document));
        assert!(next.len() > 12, "{} parcels to spoil", next.len());
        let own = keys.keys().filter_map(|document| Some((*document, own(&vault, *document)?))).collect();
        // The words come, and the photo does not: it comes with the inputs.
        let signed = kith_sync::read_bundle(&bundle, receiver.id, &receiver.keys).unwrap();
        let mut contents = signed.contents().clone();
        let pieces = std::mem::take(&mut contents.pieces);
        assert_eq!(pieces.len(), 2);
        let to = [(receiver.id, receiver.keys.public().seal)];
        let sealed = |contents: &BundleContents| {
            kith_sync::write_bundle(contents, &to, &sender.keys, Dice::new(1).rng()).unwrap()
        };
        let bundle = sealed(&contents);
        let kith = open(&aled, 1).unwrap();
        kith.import_bundle(&bundle).unwrap();
        let asked = Kith::request(&cara, &unlock(), "Cara", opening(3)).unwrap();
        let (answer, wants) = {
            let founder = folder.path().join("answer");
            kith.checkpoint().unwrap();
            copy(&aled, &founder);
            let founder = open(&founder, 1).unwrap();
            let (wants, _) = founder.export_bundle(std::slice::from_ref(&joined.member)).unwrap();
            (founder.admit(&asked.file, "worker", &[]).unwrap().file, wants)
        };
        let wants = kith_sync::read_bundle(&wants, sender.id, &sender.keys).unwrap();
        let photo = Photo { id: photo, bytes: taken, pieces, said: wants.contents().attachments.clone() };
        assert_eq!(photo.said.len(), 1);
        let (newcomer, _) = identity(&cara);
        // The feeds that a copy of a vault writes in are known to the founder, and so is all that was signed.
        kith.import_bundle(&sealed(&BundleContents {
            parcels: Vec::new(),
            statements: feeds,
            ..contents.clone()
        }))
        .unwrap();
        // Every one answers: whatever is refused later is refused for an input.
        for (name, given) in &screens {
            kith.show(name, given).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        }
        let hash = hash(&kith, &individual);
        kith.checkpoint().unwrap();
        drop(kith);
        let statements = Vault::open(&aled, &unlock()).unwrap().read().statements().unwrap();
        let statements =
            statements.iter().map(|row| SignedStatement::from_bytes(&row.bytes).unwrap()).collect();
        let admitted = kith_sync::read_admission(&answer, newcomer.id, &newcomer.keys).unwrap();
        ids.push(joined.member);
        Self {
            kith: None,
            individual,
            photo,
            ids,
            receiver,
            root: root.unwrap(),
            sender,
            contents,
            bundle,
            keys,
            documents,
            own,
            next,
            bomb: kith_sync::forged::compressed(&vec![0; 9 << 20]).unwrap(),
            statements,
            newcomer,
            request: asked.file,
            admission: answer,
            admitted,
            hash,
            hash_of_sender,
            commands,
            screens,
            folder,
        }
    }

    /// A place for vaults of an input's own.
    #[must_use]
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Asks the founder's phone one thing.
    pub(super) fn ask<T>(&mut self, act: impl FnOnce(&Kith) -> T) -> T {
        let kith = self.kith();
        timed(|| act(kith))
    }

    /// The founder's phone as it was made.
    pub fn kith(&mut self) -> &Kith {
        let (made, used) = (self.place("aled"), self.place("used"));
        self.kith.get_or_insert_with(|| {
            copy(&made, &used);
            open(&used, 4).unwrap()
        })
    }

    /// The phone was written to: the next input gets another.
    pub fn wear(&mut self) {
        self.kith = None;
    }

    /// The hash of the record as every input finds it.
    #[must_use]
    pub fn hash(&self) -> String {
        self.hash.clone()
    }

    /// The hash of the record as the sender's phone has it.
    pub(super) fn hash_of_sender(&self) -> String {
        self.hash_of_sender.clone()
    }

    /// A bundle of the sender's with these parcels and statements in the place of its own.
    pub(super) fn sealed(&self, dice: &mut Dice, parcels: &[Vec<u8>], statements: &[Vec<u8>]) -> Vec<u8> {
        let mut contents = self.contents.clone();
        (contents.parcels, contents.statements) = (parcels.to_vec(), statements.to_vec());
        let to = [(self.receiver.id, self.receiver.keys.public().seal)];
        kith_sync::write_bundle(&contents, &to, &self.sender.keys, dice.rng()).unwrap()
    }

    /// The newcomer's request, read.
    #[must_use]
    pub fn asked(&self) -> Request {
        kith_sync::read_request(&self.request).unwrap()
    }

    /// Who is who, with statements that came beside those that are known.
    #[must_use]
    pub fn membership<'a>(&'a self, more: impl IntoIterator<Item = &'a SignedStatement>) -> Membership {
        Membership::new(self.root.public(), self.statements.iter().chain(more))
    }

    /// A document as the sender holds it.
    #[must_use]
    pub fn document(&self, of: DocumentId) -> Option<Document> {
        Document::load(of, self.documents.get(&of)?).ok()
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

/// The hash of a record.
///
/// # Panics
/// Where it has none.
#[must_use]
pub fn hash(kith: &Kith, individual: &str) -> String {
    let shown = kith.show("hash", &json!({ "individual": individual })).unwrap();
    shown.data["hash"].as_str().unwrap().to_owned()
}

/// The place after the last parcel in the feed that a vault's own device writes in.
fn own(vault: &Vault, document: DocumentId) -> Option<Place> {
    let read = vault.read();
    let feed = read.setting(&format!("feed/{document}")).unwrap()?;
    let feed = FeedId::from_bytes(feed.try_into().ok()?);
    let (sequence, last) = read.feed_head(feed).unwrap()?;
    let last = Parcel::from_bytes(&read.parcel(&last).unwrap()?.bytes).ok()?;
    let previous = kith_sync::ciphertext_hash(&last);
    Some(Place { document, feed, sequence: sequence + 1, previous, epoch: 1 })
}

/// Each command once on a copy of the worker's phone: the parcels that it would have sent next, all that is signed then, and the
/// commands that are refused there.
fn next(
    home: &Path,
    used: &Path,
    commands: &[(&'static str, Value)],
) -> (Vec<Next>, Vec<Vec<u8>>, Vec<&'static str>) {
    let (mut found, mut statements, mut refused) = (Vec::new(), BTreeSet::new(), Vec::new());
    let before = held(&Vault::open(home, &unlock()).unwrap());
    for (name, given) in commands {
        copy(home, used);
        let kith = open(used, 9).unwrap();
        let done = kith.perform(name, &elsewhere(&kith, given, &photo(900)));
        drop(kith);
        if done.is_err() {
            refused.push(*name);
            continue;
        }
        let vault = Vault::open(used, &unlock()).unwrap();
        let changes = CHANGING.contains(name);
        if changes {
            statements.extend(vault.read().statements().unwrap().into_iter().map(|row| row.bytes));
        }
        for (_, bytes) in held(&vault).into_iter().filter(|(id, _)| !before.contains_key(id)) {
            let parcel = Parcel::from_bytes(&bytes).unwrap();
            let document = DocumentId::from_bytes(parcel.header.document);
            let key = SectionKey::from_bytes(*vault.read().section_key(document, 1).unwrap().unwrap());
            let payload = kith_sync::open(&parcel, &key).unwrap();
            // Whose feed nobody knows is of use only where it may be written in another.
            if !changes && !payload.changes.is_empty() {
                continue;
            }
            let place = Place {
                document,
                feed: FeedId::from_bytes(parcel.header.feed),
                sequence: parcel.header.sequence,
                previous: parcel.header.previous,
                epoch: parcel.header.epoch,
            };
            found.push(Next { place, payload, bytes });
        }
    }
    (found, statements.into_iter().collect(), refused)
}

/// The parcels of a vault, by their ids.
fn held(vault: &Vault) -> BTreeMap<[u8; 32], Vec<u8>> {
    let mut rows = BTreeMap::new();
    let mut take = |row: kith_vault::ParcelRow| {
        rows.insert(row.id, row.bytes);
        Ok::<(), kith_vault::VaultError>(())
    };
    vault.read().for_each_parcel(&mut take).unwrap();
    rows
}
