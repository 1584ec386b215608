//! Lives device-days from a seed: `simulate SEED DAYS [FROM]`, from which day of the run on, so that a long one may be lived in
//! parts. Ends with 1 where anything was wrong or too little happened.

use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use kith_tests::simulation;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|word| word.parse::<u64>());
    let (Some(Ok(seed)), Some(Ok(days)), Ok(from), None) =
        (numbers.next(), numbers.next(), numbers.next().unwrap_or(Ok(0)), numbers.next())
    else {
        eprintln!("simulate SEED DAYS [FROM]");
        return ExitCode::from(2);
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let begun = Instant::now();
    match simulation::run(seed, from, days, processors) {
        Err(failure) => {
            println!("{failure}");
            ExitCode::FAILURE
        }
        Ok(lived) => {
            println!("{}\n{:.0} s", simulation::report(seed, days, &lived), begun.elapsed().as_secs_f64());
            let missing = simulation::missing(days, &lived.tally);
            missing.iter().for_each(|what| println!("never happened: {what}"));
            if missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}
