//! Chance that can be had again: everything about one input follows from its number.

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

/// Where one input gets its numbers from.
pub struct Dice(ChaCha20Rng);

impl Dice {
    /// The dice of an input.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.0.next_u64() % end).unwrap_or(0)
    }

    /// Whether it happens, once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of them.
    ///
    /// # Panics
    /// Where there is none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        self.0.next_u64().to_le_bytes()[0]
    }

    /// A number near a limit, or any number.
    pub fn number(&mut self) -> u64 {
        const LIMITS: [u64; 10] =
            [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, 0x7fff_ffff_ffff_ffff, u64::MAX];
        let limit = *self.pick(&LIMITS);
        match self.below(4) {
            0 => limit.wrapping_add(1),
            1 => self.0.next_u64() >> self.below(64),
            _ => limit,
        }
    }

    /// What keys, nonces and ids are made from.
    pub fn rng(&mut self) -> &mut ChaCha20Rng {
        &mut self.0
    }
}
