//! What may be written in a text: lengths, and characters that could deceive or break a screen.
//!
//! Nothing is repaired in silence: a text is taken as it is, or refused with a reason that does not repeat it. Only the
//! blanks around a name go, because nobody means them.

/// The longest name, in characters.
pub const NAME_CHARS: usize = 200;
/// The longest text, in characters.
pub const TEXT_CHARS: usize = 20_000;

/// Why a text was refused. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    /// Nothing but blanks.
    #[error("empty")]
    Empty,
    /// More than `max` characters.
    #[error("longer than {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// A control character; line ends and tabs are allowed in a text, not in a name.
    #[error("holds a control character")]
    ControlCharacter,
    /// A character that overrides the direction of reading, so that a name would show as another.
    #[error("holds a character that changes the direction of reading")]
    DirectionCharacter,
}

impl InvalidText {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_characters",
            Self::DirectionCharacter => "direction_characters",
        }
    }
}

/// A name without the blanks around it.
///
/// # Errors
/// Empty, more than 200 characters, any control character or line break, or one that overrides direction.
pub fn clean_name(name: &str) -> Result<String, InvalidText> {
    let name = name.trim();
    measure(name, NAME_CHARS)?;
    if name.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(InvalidText::ControlCharacter);
    }
    if name.chars().any(overrides_direction) {
        return Err(InvalidText::DirectionCharacter);
    }
    Ok(name.to_owned())
}

/// A text exactly as it was written.
///
/// # Errors
/// Empty, more than 20,000 characters, or a control character other than a tab or a line end (`\n` or `\r\n`).
pub fn clean_text(text: &str) -> Result<String, InvalidText> {
    measure(text, TEXT_CHARS)?;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let line_end = matches!(c, '\n' | '\t') || (c == '\r' && rest.peek() == Some(&'\n'));
        if c.is_control() && !line_end {
            return Err(InvalidText::ControlCharacter);
        }
    }
    Ok(text.to_owned())
}

fn measure(text: &str, max: usize) -> Result<(), InvalidText> {
    // The first test keeps a megabyte in a name from being counted to its end.
    if text.chars().nth(max).is_some() {
        return Err(InvalidText::TooLong { max });
    }
    if text.trim().is_empty() {
        return Err(InvalidText::Empty);
    }
    Ok(())
}

fn overrides_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let long = "n".repeat(NAME_CHARS + 1);
        let rows: [(&str, Result<&str, InvalidText>); 10] = [
            ("  Siân  ", Ok("Siân")),
            ("مريم", Ok("مريم")),
            ("👩‍👩‍👧", Ok("👩‍👩‍👧")),
            ("", Err(InvalidText::Empty)),
            (" \t ", Err(InvalidText::Empty)),
            (&long, Err(InvalidText::TooLong { max: NAME_CHARS })),
            ("a\nb", Err(InvalidText::ControlCharacter)),
            ("a\u{0}b", Err(InvalidText::ControlCharacter)),
            ("a\u{202E}b", Err(InvalidText::DirectionCharacter)),
            ("a\u{2069}b", Err(InvalidText::DirectionCharacter)),
        ];
        for (name, expected) in rows {
            assert_eq!(clean_name(name), expected.map(str::to_owned), "{name:?}");
        }
    }

    #[test]
    fn texts() {
        let (just, long) = ("ÿ".repeat(TEXT_CHARS), "ÿ".repeat(TEXT_CHARS + 1));
        let rows: [(&str, Option<InvalidText>); 8] = [
            (" one\r\ntwo\tthree\n", None),
            ("\u{202B}עברית\u{202C}", None),
            (&just, None),
            (&long, Some(InvalidText::TooLong { max: TEXT_CHARS })),
            ("\n", Some(InvalidText::Empty)),
            ("a\rb", Some(InvalidText::ControlCharacter)),
            ("a\u{1b}[31m", Some(InvalidText::ControlCharacter)),
            ("a\u{85}", Some(InvalidText::ControlCharacter)),
        ];
        for (text, fault) in rows {
            assert_eq!(clean_text(text), fault.map_or(Ok(text.to_owned()), Err));
        }
    }
}
