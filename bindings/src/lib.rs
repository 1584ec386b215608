//! The library that other languages load: what [`kith::edge`] exports, and nothing of its own.
#![allow(unused_crate_dependencies, reason = "the crate is here to be exported")]

kith::uniffi_reexport_scaffolding!();
