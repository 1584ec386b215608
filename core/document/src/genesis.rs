//! The first change of every document: the empty containers, derived from the document's id alone.
//!
//! Every device makes the same genesis by itself, so documents need no founder and merge from the start. Because the
//! id is in it, its hash differs per document, and a change made for one document never fits another. There are no
//! upgrade changes: new fields are new keys.

use std::num::NonZeroU64;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType, SortedVec};
use automerge::{ActorId, Change, ExpandedChange, ObjType, ScalarValue};
use kith_domain::id::DocumentId;

/// The root key of the map that holds the cards.
pub(crate) const CARDS: &str = "cards";
/// The root key of the document's id.
pub(crate) const DOCUMENT: &str = "document";
/// The actor's first operation makes the map of cards.
const CARDS_OPERATION: u64 = 1;

/// The object id of the map of cards.
pub(crate) fn cards_object(id: DocumentId) -> OpId {
    OpId(CARDS_OPERATION, actor(id))
}

/// The first change of the document.
pub(crate) fn change(id: DocumentId) -> Change {
    ExpandedChange {
        operations: vec![
            put(CARDS, OpType::Make(ObjType::Map)),
            put(DOCUMENT, OpType::Put(ScalarValue::Str(id.to_string().into()))),
        ],
        actor_id: actor(id),
        hash: None,
        seq: 1,
        start_op: NonZeroU64::MIN,
        time: 0,
        message: None,
        deps: Vec::new(),
        extra_bytes: Vec::new(),
        author: None,
    }
    .into()
}

fn actor(id: DocumentId) -> ActorId {
    ActorId::from(id.to_bytes())
}

fn put(key: &str, action: OpType) -> Op {
    Op { action, obj: ObjectId::Root, key: Key::Map(key.into()), pred: SortedVec::new(), insert: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genesis_is_fixed_for_ever_and_differs_per_document() {
        let hash = |byte: u8| change(DocumentId::from_bytes([byte; 16])).hash().to_string();
        assert_eq!(hash(7), "ead7687682853f7007046f1cb58096cae5ccd37d3dd1bd130b01d8ab891af108");
        assert_ne!(hash(7), hash(8));
    }
}
