//! Any bytes as what `Target::Mapping` takes.
#![no_main]

use kith_tests::fuzz::{bytes, inputs::Target};

libfuzzer_sys::fuzz_target!(|given: &[u8]| bytes(Target::Mapping, given));
