//! Size classes. A sealed length says much about what was written; here lengths fall into classes: each 64 bytes up to
//! 1 KiB, where an ordinary visit lies, then Padmé (Nikitin and others, 2019), which costs at most 12 % and leaks
//! O(log log length) bits.

/// The padded length of what is `length` bytes long with its end mark.
pub(crate) fn class_of(length: usize) -> usize {
    if length <= 1024 {
        return length.max(1).next_multiple_of(64);
    }
    let exponent = length.ilog2();
    let kept_bits = exponent.ilog2().saturating_add(1);
    let mask = (1_usize << exponent.saturating_sub(kept_bits)).saturating_sub(1);
    length.saturating_add(mask) & !mask
}

/// Appends the end mark (one set bit, as in ISO/IEC 7816-4) and zeros up to the size class.
pub(crate) fn pad(mut plain: Vec<u8>) -> Vec<u8> {
    plain.push(0x80);
    plain.resize(class_of(plain.len()), 0);
    plain
}

/// What was padded, or `None` where [`pad`] did not make it.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let end = padded.iter().rposition(|&byte| byte != 0)?;
    let (plain, mark) = padded.split_at_checked(end)?;
    (mark.first() == Some(&0x80) && class_of(end.saturating_add(1)) == padded.len()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_fall_into_classes() {
        for (length, class) in [
            (1, 64),
            (64, 64),
            (65, 128),
            (1000, 1024),
            (1024, 1024),
            (1025, 1088),
            (2049, 2176),
            (1_000_000, 1_015_808),
        ] {
            assert_eq!(class_of(length), class, "{length}");
        }
    }

    proptest! {
        #[test]
        fn padding_is_undone_and_costs_at_most_an_eighth_beyond_a_kibibyte(plain in prop::collection::vec(any::<u8>(), 0..5000)) {
            let padded = pad(plain.clone());
            prop_assert_eq!(class_of(padded.len()), padded.len());
            prop_assert!(padded.len() <= (plain.len() + 64).max((plain.len() + 1) * 9 / 8));
            prop_assert_eq!(unpad(&padded), Some(plain.as_slice()));
        }
    }

    #[test]
    fn what_was_not_padded_here_is_refused() {
        for padded in [vec![], vec![0; 64], vec![0x80; 63], vec![1; 64], [vec![0x80], vec![0; 127]].concat()]
        {
            assert_eq!(unpad(&padded), None);
        }
    }
}
