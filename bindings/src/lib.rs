//! The library that other languages load: what [`kith::edge`] exports, and nothing of its own.

kith::uniffi_reexport_scaffolding!();
