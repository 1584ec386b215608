//! A change: what one command adds to the record, gathered first and then made durable at one go: one transaction,
//! one fsync, covering parcels, read model, search and what is to be sent. Where anything fails, nothing was done.

use std::collections::BTreeMap;

use kith_document::{Document, Edit, Heads, NewFact};
use kith_domain::card::{Card, Ending, LIFECYCLE, Lifecycle};
use kith_domain::entries::EntryBody;
use kith_domain::entry::Entry;
use kith_domain::fields;
use kith_domain::id::{CardId, DocumentId, EntryId, FactId, FeedId, IndividualId, MemberId};
use kith_domain::section::SectionKind;
use kith_domain::time::{Occurred, Timestamp};
use kith_domain::voice::Voice;
use kith_sync::{Payload, SectionKey, SignedStatement, Statement};
use kith_vault::Write;
use serde_json::{Map, Value};

use crate::clock::random_id;
use crate::error::KithError;
use crate::feeds::{forget_feeds, own_feed, read_since, seal};
use crate::projection;
use crate::session::{Session, note_verified, note_written};

/// What one command adds. Made by [`Session::begin`], made durable by [`Session::commit`].
pub(crate) struct Change {
    pub(crate) now: Timestamp,
    sections: BTreeMap<DocumentId, Staged>,
    statements: Vec<Statement>,
    certificates: Vec<SignedStatement>,
    new_sections: Vec<NewSection>,
    draft_done: Option<String>,
    staged_done: Vec<[u8; 16]>,
}

#[derive(Default)]
struct Staged {
    entries: Vec<Entry>,
    /// Edits by the heads that they were written against; `None` is what is held now.
    edits: BTreeMap<Option<Heads>, Vec<Edit>>,
}

struct NewSection {
    document: DocumentId,
    individual: IndividualId,
    kind: SectionKind,
    key: SectionKey,
}

impl Session {
    /// An empty change, now.
    pub(crate) fn begin(&self) -> Change {
        Change {
            now: self.now(),
            sections: BTreeMap::new(),
            statements: Vec::new(),
            certificates: Vec::new(),
            new_sections: Vec::new(),
            draft_done: None,
            staged_done: Vec::new(),
        }
    }

    /// A new section of a record, readable by this member and by `readers`.
    pub(crate) fn open_section(
        &mut self,
        change: &mut Change,
        individual: IndividualId,
        kind: SectionKind,
        readers: &[MemberId],
    ) -> DocumentId {
        let document = kith_sync::new_document(individual, kind.name(), self.identity.member, &mut self.rng);
        let key = SectionKey::generate(&mut self.rng);
        change.statements.push(Statement::Section {
            document,
            individual,
            kind: kind.name().to_owned(),
            by: self.identity.member,
            commitment: key.commitment(document),
            at: change.now,
        });
        let own = self.identity.member;
        for reader in readers.iter().filter(|reader| **reader != own) {
            self.grant(change, document, &key, *reader, "");
        }
        // The maker's own devices too, this one among them: restored from an older backup it has its key from nobody else.
        self.seal_key_to(change, document, &key, self.identity.member);
        change.new_sections.push(NewSection { document, individual, kind, key });
        change.sections.entry(document).or_default();
        document
    }

    /// Grants a section to a member: the statement, and the key sealed to each of their devices.
    pub(crate) fn grant(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        key: &SectionKey,
        member: MemberId,
        reason: &str,
    ) {
        change.statements.push(Statement::Grant {
            document,
            member,
            by: self.identity.member,
            reason: reason.to_owned(),
            until: None,
            at: change.now,
            saw: Vec::new(),
        });
        self.seal_key_to(change, document, key, member);
    }

    fn seal_key_to(&mut self, change: &mut Change, document: DocumentId, key: &SectionKey, member: MemberId) {
        for device in self.membership.devices_of(member) {
            let sealed = kith_sync::seal_key(key, document, 1, device.device, &device.seal, &mut self.rng);
            if let Ok(sealed) = sealed {
                change.statements.push(Statement::KeyEnvelope {
                    document,
                    epoch: 1,
                    device: device.device,
                    sealed,
                });
            }
        }
    }

    /// A new card with its first values; every value is checked first. Returns its id.
    pub(crate) fn create_card(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        kind: fields::CardKind,
        values: Vec<(&str, Value)>,
        voice: &Voice,
    ) -> Result<CardId, KithError> {
        let card = CardId::from_random(random_id(&mut self.rng));
        change.edit(document, None, Edit::Create { card, kind: kind.name().to_owned() });
        for (field, value) in values {
            self.say(change, document, card, kind, field, value, voice, None, None)?;
        }
        Ok(card)
    }

    /// Says one field of a card, against what was seen (`None`: what is held now).
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a part of one statement; a struct would only rename them"
    )]
    pub(crate) fn say(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        card: CardId,
        kind: fields::CardKind,
        field: &str,
        value: Value,
        voice: &Voice,
        seen: Option<Heads>,
        reason: Option<String>,
    ) -> Result<FactId, KithError> {
        fields::validate(kind, field, &value).map_err(|problem| KithError::invalid(field, problem.code()))?;
        let spec = kind.field(field).ok_or_else(|| KithError::invalid(field, "unknown_field"))?;
        let register = if spec.per_voice { fields::slot(field, voice) } else { field.to_owned() };
        Ok(self.say_unchecked(change, document, card, register, value, voice, seen, reason))
    }

    /// Says a register as it is named, with a value that the caller has checked.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a part of one statement; a struct would only rename them"
    )]
    pub(crate) fn say_unchecked(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        card: CardId,
        register: String,
        value: Value,
        voice: &Voice,
        seen: Option<Heads>,
        reason: Option<String>,
    ) -> FactId {
        let id = FactId::from_random(random_id(&mut self.rng));
        let fact = NewFact {
            id,
            value,
            voice: voice.clone(),
            recorded: change.now,
            reason,
            unknown: BTreeMap::new(),
        };
        change.edit(document, seen, Edit::Say { card, field: register, fact });
        id
    }

    /// Ends a card, having seen `card` as it was at `seen`.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a part of one statement; a struct would only rename them"
    )]
    pub(crate) fn end_card(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        card: &Card,
        ending: Ending,
        voice: &Voice,
        seen: Option<Heads>,
        reason: String,
    ) -> FactId {
        let state = Lifecycle::Ended { ending, saw: card.visible_facts() };
        let value = serde_json::to_value(state).unwrap_or(Value::Null);
        self.say_unchecked(change, document, card.id, LIFECYCLE.to_owned(), value, voice, seen, Some(reason))
    }

    /// The voice of whoever holds this device, writing for themselves.
    pub(crate) fn own_voice(&self) -> Voice {
        let member = self.identity.member;
        if self.together.is_some() {
            let (speaker, how) = (kith_domain::voice::Speaker::Individual, kith_domain::voice::How::OwnWords);
            return Voice { speaker, how, member: None, ..Voice::worker(member) };
        }
        let individual = self.membership.member(member).is_some_and(|member| member.role == "individual");
        let mut voice = Voice::worker(member);
        if individual {
            voice.speaker = kith_domain::voice::Speaker::Individual;
            voice.how = kith_domain::voice::How::OwnWords;
        }
        voice
    }

    /// Adds an entry, once its body is whole and its texts are such as this version writes.
    pub(crate) fn add_entry(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        kind: &str,
        occurred: Occurred,
        body: Map<String, Value>,
    ) -> Result<EntryId, KithError> {
        let id = EntryId::from_random(random_id(&mut self.rng));
        let entry = Entry { id, kind: kind.to_owned(), occurred, recorded: change.now, body };
        EntryBody::parse(&entry).check()?;
        change.sections.entry(document).or_default().entries.push(entry);
        Ok(id)
    }

    /// Makes a change durable. On any error the vault, and what this session holds of it, are as they were.
    pub(crate) fn commit(&mut self, change: Change) -> Result<(), KithError> {
        let touched: Vec<DocumentId> = change.sections.keys().copied().collect();
        let statements = !change.statements.is_empty() || !change.certificates.is_empty();
        let draft = change.draft_done.is_some();
        let result = self.write(change);
        match result {
            Ok(new_statements) => {
                self.note_changed(&touched.into_iter().collect());
                self.changed.drafts |= draft;
                if statements || new_statements {
                    self.refresh_membership()?;
                }
                Ok(())
            }
            Err(error) => {
                // What is in memory may have been changed on the way: what the vault holds is the truth.
                for document in touched {
                    self.documents.remove(&document);
                }
                if statements {
                    self.refresh_membership()?;
                }
                Err(error)
            }
        }
    }

    /// Writes the change; answers whether statements were made on the way.
    fn write(&mut self, change: Change) -> Result<bool, KithError> {
        let Self { vault, identity, documents, rng, incarnation, verified, own_said, .. } = self;
        let now_ms = change.now.timestamp_millis();
        let mut made = false;
        vault.write(|tx| {
            if incarnation.mark(tx, rng)? {
                forget_feeds(tx)?;
            }
            note_verified(tx, verified)?;
            for certificate in &change.certificates {
                let kind = certificate.statement()?.kind();
                tx.insert_statement(certificate.id(), kind, &certificate.to_bytes())?;
            }
            for statement in &change.statements {
                let signed = SignedStatement::sign_by_device(statement, identity.device, &identity.keys)?;
                tx.insert_statement(signed.id(), statement.kind(), &signed.to_bytes())?;
            }
            for section in &change.new_sections {
                tx.put_section_key(section.document, 1, section.key.bytes())?;
                tx.put_section(section.document, section.individual, section.kind.name())?;
            }
            for (document, staged) in change.sections {
                if staged.entries.is_empty() && staged.edits.is_empty() {
                    continue;
                }
                let (feed, new) = own_feed(tx, document, identity.device, rng)?;
                if new {
                    let statement = Statement::Feed { feed, document, device: identity.device };
                    let signed =
                        SignedStatement::sign_by_device(&statement, identity.device, &identity.keys)?;
                    tx.insert_statement(signed.id(), statement.kind(), &signed.to_bytes())?;
                    made = true;
                }
                let payload = stage(tx, documents, document, feed, staged)?;
                let row = seal(tx, &payload, document, feed, &identity.keys, rng)?;
                tx.insert_parcel(&row)?;
            }
            if let Some(draft) = &change.draft_done {
                tx.discard_draft(draft)?;
            }
            if let Some((individual, draft)) = own_said.as_ref() {
                tx.discard_own_draft(*individual, draft)?;
            }
            for staged in &change.staged_done {
                tx.remove_staged(staged)?;
            }
            note_written(tx, Some(now_ms))?;
            Ok::<(), KithError>(())
        })?;
        incarnation.confirm();
        verified.clear();
        Ok(made)
    }
}

impl Change {
    /// What the organisation's root says, already signed.
    pub(crate) fn certify(&mut self, certificate: SignedStatement) {
        self.certificates.push(certificate);
    }

    /// What the root says in this change.
    pub(crate) fn certified(&self) -> &[SignedStatement] {
        &self.certificates
    }

    fn edit(&mut self, document: DocumentId, seen: Option<Heads>, edit: Edit) {
        self.sections.entry(document).or_default().edits.entry(seen).or_default().push(edit);
    }

    /// Creates a card under an id that the caller derived.
    pub(crate) fn create(&mut self, document: DocumentId, card: CardId, kind: fields::CardKind) {
        self.edit(document, None, Edit::Create { card, kind: kind.name().to_owned() });
    }

    /// Adds an entry that the caller has checked.
    pub(crate) fn put_entry(&mut self, document: DocumentId, entry: Entry) {
        self.sections.entry(document).or_default().entries.push(entry);
    }

    /// Whether this change adds an entry of that id already.
    pub(crate) fn has_entry(&self, document: DocumentId, id: EntryId) -> bool {
        self.sections.get(&document).is_some_and(|staged| staged.entries.iter().any(|entry| entry.id == id))
    }

    /// Lets go of the staging of an attachment that this change records; its pieces stay. False where it records it already.
    pub(crate) fn records_staged(&mut self, staged: [u8; 16]) -> bool {
        let is_first = !self.staged_done.contains(&staged);
        self.staged_done.push(staged);
        is_first
    }

    /// Discards a draft together with saving what it became.
    pub(crate) fn finishes_draft(&mut self, draft: Option<String>) {
        self.draft_done = draft;
    }
}

/// Applies what was staged to the section's document and read model; the payload that says the same to others.
fn stage(
    tx: &mut Write<'_>,
    documents: &mut BTreeMap<DocumentId, Document>,
    document: DocumentId,
    feed: FeedId,
    staged: Staged,
) -> Result<Payload, KithError> {
    let after = read_since(tx, document, feed)?;
    let mut payload = Payload { after, ..Payload::default() };
    if !staged.edits.is_empty() {
        let held = projection::load_document(tx, documents, document)?;
        let mut touched = std::collections::BTreeSet::new();
        for (seen, edits) in staged.edits {
            let heads = seen.unwrap_or_else(|| held.heads());
            let edited = held.edit(feed, &heads, &edits)?;
            payload.changes.extend(edited.changes);
            payload.heads = edited.heads;
            touched.extend(edited.touched);
        }
        projection::project_cards(tx, held, &touched)?;
    }
    for entry in &staged.entries {
        let bytes = serde_json::to_value(entry)
            .and_then(|value| serde_json::to_vec(&value))
            .map_err(|_| KithError::Bug { place: "entry bytes" })?;
        projection::project_entry(tx, document, feed, &bytes)?;
        payload.entries.push(bytes);
    }
    Ok(payload)
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
