//! What is true: the words, rules, scales and joins of Kith.
//!
//! This crate does no I/O, reads no clock and no random source: time, randomness and author are arguments. It knows
//! no automerge, no SQL and no bytes on the wire.

pub mod card;
pub mod check;
pub mod concern;
pub mod consent;
pub mod due;
pub mod effect;
pub mod entries;
pub mod entry;
pub mod fact;
pub mod fields;
pub mod history;
pub mod id;
pub mod lists;
pub mod recurrence;
pub mod restriction;
pub mod role;
pub mod ruling;
#[cfg(test)]
mod sample;
pub mod scale;
pub mod section;
pub mod text;
pub mod time;
pub mod voice;
