//! Any bytes as what `Target::Json` takes.
#![no_main]

use kith_tests::fuzz::{bytes, inputs::Target};

libfuzzer_sys::fuzz_target!(|given: &[u8]| bytes(Target::Json, given));
