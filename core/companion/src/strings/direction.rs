//! Direction: what keeps a right-to-left name inside its place in a left-to-right sentence.
//!
//! Only what holds right-to-left characters is wrapped; all else stays the very text that was given.

use std::borrow::Cow;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The text, isolated (Unicode UAX #9) where it holds right-to-left characters. Isolating marks of its own that could
/// end ours early are then left out; those that pair stay, as a sentence in a sentence has names in their places too.
/// Embeddings and overrides end with the isolate by themselves.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(may_reverse) {
        return Cow::Borrowed(text);
    }
    let paired = pairs(text);
    let kept = text.chars().filter(|c| paired || !matches!(c, '\u{2066}'..='\u{2069}'));
    Cow::Owned(
        std::iter::once(FIRST_STRONG_ISOLATE).chain(kept).chain(std::iter::once(POP_ISOLATE)).collect(),
    )
}

/// Whether each isolate of a text ends within it, and none that is not its own.
fn pairs(text: &str) -> bool {
    let open = text.chars().try_fold(0_usize, |open, c| match c {
        '\u{2066}'..='\u{2068}' => Some(open + 1),
        POP_ISOLATE => open.checked_sub(1),
        _ => Some(open),
    });
    open == Some(0)
}

/// Texts beside each other, each in its own place: a right-to-left name changes the place of nothing that follows it.
pub(crate) fn beside(texts: &[String]) -> String {
    texts.iter().map(|text| isolated(text)).collect::<Vec<_>>().join(" · ")
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
    fn texts_beside_each_other_keep_their_places() {
        let texts = ["مريم".to_owned(), "12".to_owned(), "Friend".to_owned()];
        assert_eq!(beside(&texts), "\u{2068}مريم\u{2069} · 12 · Friend");
    }

    #[test]
    fn only_what_may_reverse_is_wrapped() {
        let rows = [
            ("Siân", "Siân"),
            ("O'Brien (مريم)", "\u{2068}O'Brien (مريم)\u{2069}"),
            ("דוד", "\u{2068}דוד\u{2069}"),
            ("a\u{202E}b", "\u{2068}a\u{202E}b\u{2069}"),
            ("a\u{2069}b\u{2067}c", "\u{2068}abc\u{2069}"),
            ("\u{2068}דוד\u{2069} · Phone", "\u{2068}\u{2068}דוד\u{2069} · Phone\u{2069}"),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(isolated(text), expected, "{text:?}");
        }
    }
}
