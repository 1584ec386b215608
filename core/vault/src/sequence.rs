//! A sequence number as SQL keeps it. SQLite's integers are signed and a sequence is not; turning the top bit over
//! keeps the order and loses no number, so that not even an absurd one from outside is a failure of storage.

const TOP: u64 = 1 << 63;

pub(crate) const fn stored(sequence: u64) -> i64 {
    (sequence ^ TOP).cast_signed()
}

pub(crate) const fn read(stored: i64) -> u64 {
    stored.cast_unsigned() ^ TOP
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keeps_every_number_and_the_order(a: u64, b: u64) {
            prop_assert_eq!(read(stored(a)), a);
            prop_assert_eq!(stored(a).cmp(&stored(b)), a.cmp(&b));
        }
    }
}
