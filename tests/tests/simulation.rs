//! The short form of the simulator. The long one is `make simulate`.

use kith_tests::simulation;

const SEED: u64 = 20_260_302;
const DAYS: u64 = 10_000;

#[test]
fn every_device_answers_as_the_model_says_whatever_befalls_it() {
    let lived = simulation::run(SEED, 0, DAYS, 2).unwrap_or_else(|failure| panic!("{failure}"));
    println!("{}", simulation::report(SEED, DAYS, &lived));
    assert_eq!(simulation::missing(DAYS, &lived.tally), [""; 0], "too little happened");
    assert!(lived.tally.of("device-days on files") >= 200, "hundreds are on encrypted files, that fail");
}
