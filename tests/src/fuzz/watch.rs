//! Time: how long a call works, and which inputs are in hand since when. What takes long is told by its time when it has ended;
//! what never ends has no such time, so somebody else has to look.

use std::cell::Cell;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// The longest that an input may be in hand, by the clock on the wall: an endless loop, or a lock that nobody opens.
pub const NO_END: Duration = Duration::from_mins(1);

thread_local! {
    static LONGEST: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Does something, and keeps the longest that anything done so on this thread ever took of a processor.
pub(super) fn timed<T>(act: impl FnOnce() -> T) -> T {
    let start = processor_time();
    let answer = act();
    let took = processor_time().saturating_sub(start);
    LONGEST.set(LONGEST.get().max(took));
    answer
}

/// The longest since this was last asked.
pub(super) fn longest() -> Duration {
    LONGEST.take()
}

/// How long this thread itself has worked.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap())
}

/// By thread, what it has in hand, and since when.
static HELD: Mutex<Vec<(ThreadId, Instant, Vec<u64>)>> = Mutex::new(Vec::new());

/// Takes the inputs of these seeds in hand, until what is given is dropped.
pub(super) fn hold(seeds: &[u64]) -> InHand {
    let thread = thread::current().id();
    let held = (thread, Instant::now(), seeds.to_vec());
    HELD.lock().unwrap_or_else(PoisonError::into_inner).push(held);
    InHand(thread)
}

/// Inputs in hand.
pub(super) struct InHand(ThreadId);

impl Drop for InHand {
    fn drop(&mut self) {
        HELD.lock().unwrap_or_else(PoisonError::into_inner).retain(|(thread, ..)| *thread != self.0);
    }
}

/// The seeds of what is in hand for as long as this; of none where the office is still being made.
#[must_use]
pub fn stuck(after: Duration) -> Vec<Vec<u64>> {
    let held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    held.iter().filter(|(_, since, _)| since.elapsed() >= after).map(|(.., seeds)| seeds.clone()).collect()
}

/// Ends the whole run, and names the seeds, as soon as something is in hand for [`NO_END`]: the thread that has it in hand can
/// be asked no more.
pub fn end_what_never_ends() {
    thread::spawn(|| {
        loop {
            thread::park_timeout(Duration::from_secs(1));
            let stuck = stuck(NO_END);
            for seeds in &stuck {
                let seeds: Vec<String> = seeds.iter().map(u64::to_string).collect();
                println!("FAILED: no end in sight\n  again: make fuzz SEED={} INPUTS=1", seeds.join(","));
            }
            if !stuck.is_empty() {
                std::process::exit(1);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_hand_is_told_as_long_as_it_is() {
        let in_hand = hold(&[7, 9]);
        assert!(stuck(Duration::ZERO).contains(&vec![7, 9]) && stuck(NO_END).is_empty());
        drop(in_hand);
        assert!(!stuck(Duration::ZERO).contains(&vec![7, 9]));
    }

    #[test]
    fn the_longest_is_kept_until_it_is_asked_for() {
        longest();
        timed(|| (0..100_000_u64).map(std::hint::black_box).sum::<u64>());
        timed(|| ());
        assert!(longest() > Duration::ZERO && longest() == Duration::ZERO);
    }
}
