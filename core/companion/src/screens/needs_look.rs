//! Needs a look: guarded facts that differ first, then what waits or was quarantined, then, counted only, ordinary
//! differences, which show on their cards. It never interrupts a visit.

use kith_vault::ParcelState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::differences::Difference;
use super::outline::{Line, Mark, Outline};
use super::pending::PendingParcel;
use crate::error::KithError;
use crate::session::Session;

/// Needs a look.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct NeedsLook {}

/// What needs a look, in the order of its weight.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct NeedsLookAnswer {
    /// Guarded facts that differ.
    pub guarded: Vec<Difference>,
    /// Parcels that wait.
    pub waiting: Vec<PendingParcel>,
    /// Parcels that were set aside.
    pub quarantined: Vec<PendingParcel>,
    /// Where a device went on twice, from a copy of its vault or a restored one. All of it is in the record; that a copy
    /// exists is for a person to know.
    pub forked: Vec<PendingParcel>,
    /// Entries that people amended in different ways: amending one again, having seen both, settles it.
    pub amended_apart: Vec<AmendedApart>,
    /// Ordinary differences.
    pub ordinary: Vec<Difference>,
}

/// An entry that people amended in different ways.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct AmendedApart {
    /// The entry.
    pub entry: String,
    /// Whose record it is in.
    pub individual: String,
    /// The parts that differ, by name.
    pub parts: Vec<String>,
    /// The entry in words, as it was first written.
    pub text: String,
}

impl Screen for NeedsLook {
    type Answer = NeedsLookAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let (mut guarded, mut ordinary, mut amended_apart) = (Vec::new(), Vec::new(), Vec::new());
        for individual in session.vault.read().individuals()? {
            for difference in session.differences(individual)? {
                if difference.guarded { guarded.push(difference) } else { ordinary.push(difference) }
            }
            amended_apart.extend(session.amended_apart(individual)?.into_iter().map(|(read, parts)| {
                let text = session.entry_text(individual, &read.entry);
                let (entry, individual) = (read.entry.id.to_string(), individual.to_string());
                AmendedApart { entry, individual, parts, text }
            }));
        }
        let answer = NeedsLookAnswer {
            guarded,
            waiting: session.parcels_set_aside(ParcelState::Waiting, "waiting")?,
            quarantined: session.parcels_set_aside(ParcelState::Quarantined, "quarantine")?,
            forked: session.forks()?,
            amended_apart,
            ordinary,
        };
        let strings = &session.strings;
        let line = |parcel: &PendingParcel| Line::new(Mark::Alert, parcel.text.clone()).about(&parcel.parcel);
        let aside = answer.waiting.iter().chain(&answer.quarantined).map(line).collect();
        let forked = answer.forked.iter().map(line).collect();
        let lines = |differences: &[Difference]| differences.iter().map(|one| one.line(session)).collect();
        let apart = answer
            .amended_apart
            .iter()
            .map(|apart| Line::new(Mark::Alert, apart.text.clone()).about(&apart.entry))
            .collect();
        let mut outline = Outline::new(strings.say("screen-needs-look"))
            .block(strings.say("needs-look-guarded"), lines(&answer.guarded))
            .block(strings.say("needs-look-waiting"), aside)
            .block(strings.say("needs-look-forked"), forked)
            .block(strings.say("needs-look-amended"), apart)
            .block(strings.say("needs-look-ordinary"), lines(&answer.ordinary));
        if outline.blocks.is_empty() {
            outline = outline.block(None, vec![Line::plain(strings.say("needs-look-none"))]);
        }
        Ok((answer, outline))
    }
}
