//! The input of a seed: as a rule spoilt first, then sealed and signed by a valid member.
#![no_main]

use kith_tests::fuzz::seed;

libfuzzer_sys::fuzz_target!(|given: [u8; 8]| seed(u64::from_le_bytes(given)));
