//! Where everything on the map stands: numbers only, the same on each device.
//!
//! Not a drawing: colours, shapes and strokes belong to whoever draws. A mark's place depends on its own id and circle
//! and on nothing else, so that a map somebody has learned by heart stays where it was when a person is added. A
//! force-directed layout would spread marks more evenly, and would move all of them each time.

mod board;
mod layout;
mod stretch;

pub(crate) use board::{DOT, HEART};
#[cfg(test)]
pub(crate) use layout::Layout;
pub(crate) use layout::{Placing, label_text, place};
pub(crate) use stretch::{Point, Shield, Stretch, shields, stretches};
