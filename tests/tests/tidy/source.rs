//! Rust source as text with its comments and strings told apart from its code, which is all that these rules need. Not
//! a parser: a rule that needs types belongs to the compiler or to clippy.

use std::ops::Range;

/// A literal or a comment.
pub(crate) struct Piece {
    /// Its place in the text, in bytes.
    pub(crate) place: Range<usize>,
    /// The text between its quotes, or after the comment's mark.
    pub(crate) text: String,
}

/// A source file.
pub(crate) struct Source {
    /// The path below the root, with slashes.
    pub(crate) path: String,
    /// As it is.
    pub(crate) text: String,
    /// The text with comments, strings and characters blanked out; every byte is at its place.
    pub(crate) code: String,
    pub(crate) strings: Vec<Piece>,
    pub(crate) comments: Vec<Piece>,
}

impl Source {
    pub(crate) fn new(path: String, text: String) -> Self {
        let (strings, comments, characters) = pieces(&text);
        let mut code = text.clone().into_bytes();
        let places = strings.iter().chain(&comments).map(|piece| piece.place.clone());
        for at in places.chain(characters).flatten() {
            if code[at] != b'\n' {
                code[at] = b' ';
            }
        }
        let code = String::from_utf8(code).unwrap();
        Self { path, text, code, strings, comments }
    }

    /// The number of the line that holds a byte, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// The place of each function with a body, from its `fn` to its closing brace, and its name.
    pub(crate) fn functions(&self) -> Vec<(String, Range<usize>)> {
        let starts = words(&self.code).filter(|(_, word)| *word == "fn");
        starts
            .filter_map(|(at, _)| {
                let name = words(&self.code[at + 2..]).next()?.1.to_owned();
                // `fn(…)` is a type.
                let named = self.code[at + 2..].trim_start().starts_with(&name);
                let body = body(&self.code, at).filter(|_| named)?;
                Some((name, at..body))
            })
            .collect()
    }

    /// Whether a function of this name stands here as a test.
    pub(crate) fn has_test(&self, name: &str) -> bool {
        let functions = self.functions();
        let mut places = functions.iter().filter(|(found, _)| found == name).map(|(_, place)| place.start);
        places.any(|start| {
            let item = self.code[..start].rfind(['{', '}', ';']).unwrap_or(0);
            self.code[item..start].contains("#[test]")
        })
    }

    /// The places that are compiled into tests alone: items under `#[cfg(test)]`.
    pub(crate) fn test_items(&self) -> Vec<Range<usize>> {
        let marks = self.code.match_indices("#[cfg(test)]").map(|(at, _)| at);
        marks
            .filter_map(|at| {
                let item = at + "#[cfg(test)]".len();
                let end = body(&self.code, item).or_else(|| Some(item + self.code[item..].find(';')?))?;
                Some(at..end)
            })
            .collect()
    }

    /// The places of attributes.
    pub(crate) fn attributes(&self) -> Vec<Range<usize>> {
        let marks = self.code.match_indices('#').map(|(at, _)| at);
        marks
            .filter_map(|at| {
                let open = at + 1 + usize::from(self.code[at + 1..].starts_with('!'));
                self.code[open..].starts_with('[').then(|| closing(&self.code, open).map(|end| at..end))?
            })
            .collect()
    }

    /// The modules that this file declares for tests alone, by name.
    pub(crate) fn test_modules(&self) -> Vec<String> {
        let items = self.test_items();
        let declared = items.iter().map(|place| self.code[place.clone()].trim_end());
        declared
            .filter(|item| !item.contains('{'))
            .filter_map(|item| Some(item.rsplit_once("mod ")?.1.trim().to_owned()))
            .collect()
    }
}

/// The identifiers and keywords, with their places.
pub(crate) fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |character: char| character.is_alphanumeric() || character == '_';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + code[rest..].find(inside)?;
        let end = code[start..].find(|c| !inside(c)).map_or(code.len(), |length| start + length);
        rest = end;
        Some((start, &code[start..end]))
    })
}

/// The end of the body of an item that begins at `at`; `None` where it ends with a semicolon.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (place, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b';' if depth == 0 => return None,
            b'{' if depth == 0 => return closing(code, place),
            _ => {}
        }
    }
    None
}

/// The end of what opens at `open`, after its closing bracket.
fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Strings, comments and the places of characters.
fn pieces(text: &str) -> (Vec<Piece>, Vec<Piece>, Vec<Range<usize>>) {
    let (mut strings, mut comments, mut characters) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let piece = |mark: usize, length: usize, end_mark: usize| Piece {
            place: at..at + length,
            text: rest[mark..length - end_mark].to_owned(),
        };
        let length = if rest.starts_with("//") {
            let length = rest.find('\n').unwrap_or(rest.len());
            comments.push(piece(2, length, 0));
            length
        } else if rest.starts_with("/*") {
            let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
            comments.push(piece(2, length, 2));
            length
        } else if let Some(hashes) = raw(rest, &text[..at]) {
            let mark = rest.find('"').unwrap_or_default() + 1;
            let end = format!("\"{}", "#".repeat(hashes));
            let length = rest[mark..].find(&end).map_or(rest.len(), |found| mark + found + end.len());
            strings.push(piece(mark, length, end.len()));
            length
        } else if rest.starts_with('"') {
            let length = quoted(rest, b'"');
            strings.push(piece(1, length, 1));
            length
        } else if let Some(length) = character(rest) {
            characters.push(at..at + length);
            length
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        at += length;
    }
    (strings, comments, characters)
}

/// How many `#` a raw string that begins here has.
fn raw(rest: &str, before: &str) -> Option<usize> {
    let word = before.chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '_');
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r')).filter(|_| !word)?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// The length of what is quoted here, with its quotes.
fn quoted(rest: &str, mark: u8) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        if escaped {
            escaped = false;
        } else if byte == b'\\' {
            escaped = true;
        } else if byte == mark {
            return at + 1;
        }
    }
    rest.len()
}

/// The length of a character literal that begins here; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let mut characters = rest.strip_prefix('\'')?.chars();
    match characters.next()? {
        '\\' => Some(quoted(rest, b'\'')),
        one => (characters.next() == Some('\'')).then(|| one.len_utf8() + 2),
    }
}

#[test]
fn strings_comments_and_code_are_told_apart() {
    let text = r##"
/// A 'quoted' "word".
#[cfg(test)]
mod rows;
fn long<'a>(of: [u8; 2], with: &'a str) -> [char; 2] {
    let raw = r#"fn not_one() { "SELECT " }"#; // long: { a brace
    ['{', '\\'] /* } */
}
#[test]
fn holds() {}
#[cfg(test)]
mod tests { fn inside() {} }
"##;
    let source = Source::new("a.rs".to_owned(), text.to_owned());
    let strings: Vec<&str> = source.strings.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(strings, ["fn not_one() { \"SELECT \" }"]);
    let comments: Vec<&str> = source.comments.iter().map(|piece| piece.text.trim()).collect();
    assert_eq!(comments, ["/ A 'quoted' \"word\".", "long: { a brace", "}"]);
    let functions: Vec<(String, usize)> = source
        .functions()
        .into_iter()
        .map(|(name, place)| (name, source.line(place.end) - source.line(place.start) + 1))
        .collect();
    assert_eq!(functions, [("long".to_owned(), 4), ("holds".to_owned(), 1), ("inside".to_owned(), 1)]);
    assert_eq!(
        (source.has_test("holds"), source.has_test("long"), source.has_test("no")),
        (true, false, false)
    );
    assert_eq!(source.test_modules(), ["rows"]);
    assert_eq!((source.test_items().len(), source.attributes().len()), (2, 3));
    assert_eq!(source.code.len(), source.text.len());
}
