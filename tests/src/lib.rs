//! What the tests of the whole share. The tests themselves are in `tests/`.

pub mod adversary;
pub mod examples;
pub mod faults;
pub mod fuzz;
pub mod model;
pub mod programs;
pub mod schema;
pub mod simulation;
pub mod sources;
pub mod terminal;
pub mod world;
