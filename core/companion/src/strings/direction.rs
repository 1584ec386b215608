//! Direction: what keeps a right-to-left name inside its place in a left-to-right sentence.
//!
//! Only what holds right-to-left characters is wrapped; all else stays the very text that was given.

use std::borrow::Cow;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The text, isolated (Unicode UAX #9) where it holds right-to-left characters. Isolating marks of its own, which could
/// end ours early, are then left out; embeddings and overrides end with the isolate by themselves.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(may_reverse) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}'));
    Cow::Owned(
        std::iter::once(FIRST_STRONG_ISOLATE).chain(kept).chain(std::iter::once(POP_ISOLATE)).collect(),
    )
}

/// The blocks of right-to-left scripts, and the marks that change direction.
fn may_reverse(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_reverse_is_wrapped() {
        let rows = [
            ("Siân", "Siân"),
            ("O'Brien (مريم)", "\u{2068}O'Brien (مريم)\u{2069}"),
            ("דוד", "\u{2068}דוד\u{2069}"),
            ("a\u{202E}b", "\u{2068}a\u{202E}b\u{2069}"),
            ("a\u{2069}b\u{2067}c", "\u{2068}abc\u{2069}"),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(isolated(text), expected, "{text:?}");
        }
    }
}
