//! Drawing a screen in a terminal: an outline as lines, as wide as the terminal and in colour where that is wanted.
//! Marks have a sign beside their colour, so that nothing is told by colour alone.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use kith::{Line, Mark, Outline};
use unicode_width::UnicodeWidthStr;

/// How to draw.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    width: usize,
    colour: bool,
}

impl Terminal {
    /// As wide as the terminal says, at most 100 columns; in colour only where somebody looks and nobody said
    /// otherwise.
    pub(crate) fn of_standard_output() -> Self {
        let seen = std::io::stdout().is_terminal();
        let wide = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = told.or(wide).unwrap_or(80).clamp(24, 100);
        Self { width, colour: seen && std::env::var_os("NO_COLOR").is_none() }
    }

    /// A terminal of that width without colour.
    #[cfg(test)]
    pub(crate) fn plain(width: usize) -> Self {
        Self { width, colour: false }
    }

    /// A heading over a part of what is printed.
    pub(crate) fn heading(self, text: &str) -> String {
        let rule = "─".repeat(text.width().min(self.width));
        format!("{}\n{rule}\n", self.paint("1", text))
    }

    /// A screen.
    pub(crate) fn outline(self, outline: &Outline) -> String {
        let mut drawn = self.heading(&printable(&outline.title));
        let ids = ShortIds::of(outline);
        for block in &outline.blocks {
            if let Some(heading) = &block.heading {
                drawn.push('\n');
                drawn.push_str(&self.paint("1", &printable(heading)));
                drawn.push('\n');
            }
            for line in &block.lines {
                drawn.push_str(&self.line(line, &ids));
            }
        }
        drawn
    }

    fn line(self, line: &Line, ids: &ShortIds) -> String {
        let (sign, colour) = match line.mark {
            Mark::Plain => ("  ", ""),
            Mark::Alert => ("! ", "1;31"),
            Mark::Guarded => ("◆ ", "1;35"),
            Mark::Own => ("“ ", "32"),
            Mark::Quiet => ("· ", "2"),
        };
        let text = match line.id.as_deref().and_then(|id| ids.short(id)) {
            Some(id) => format!("{}  [{id}]", line.text.trim_end()),
            None => line.text.clone(),
        };
        let mut drawn = self.wrapped(&text, sign, "  ", colour);
        for detail in &line.detail {
            drawn.push_str(&self.wrapped(detail, "    ", "    ", "2"));
        }
        drawn
    }

    /// Text broken at spaces, with a sign before the first line and room before the others.
    pub(crate) fn wrapped(self, text: &str, first: &str, rest: &str, colour: &str) -> String {
        let mut drawn = String::new();
        let mut start = first;
        for paragraph in text.split('\n') {
            let mut row = String::new();
            for word in printable(paragraph).split_whitespace() {
                let room = self.width.saturating_sub(start.width());
                if !row.is_empty() && row.width() + 1 + word.width() > room {
                    drawn.push_str(&format!("{start}{}\n", self.paint(colour, &row)));
                    row.clear();
                    start = rest;
                }
                if !row.is_empty() {
                    row.push(' ');
                }
                row.push_str(word);
            }
            drawn.push_str(&format!("{start}{}\n", self.paint(colour, &row)));
            start = rest;
        }
        drawn
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if self.colour && !colour.is_empty() && !text.is_empty() {
            format!("\u{1b}[{colour}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// How much of an id is shown, so that a next command can be typed: as much as tells those of one screen apart, and
/// eight digits at least. What is no id, such as the number of a parcel, is not shown.
struct ShortIds {
    digits: usize,
}

impl ShortIds {
    const DIGITS: std::ops::RangeInclusive<usize> = 8..=36;

    fn of(outline: &Outline) -> Self {
        let lines = outline.blocks.iter().flat_map(|block| &block.lines);
        let ids: BTreeSet<&str> =
            lines.filter_map(|line| line.id.as_deref()).filter(|id| is_id(id)).collect();
        let apart = |digits: &usize| {
            let short: BTreeSet<_> = ids.iter().map(|id| id.get(..*digits)).collect();
            short.len() == ids.len()
        };
        Self { digits: Self::DIGITS.into_iter().find(apart).unwrap_or(36) }
    }

    fn short<'a>(&self, id: &'a str) -> Option<&'a str> {
        id.get(..self.digits).filter(|_| is_id(id))
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// What a person wrote must not command the terminal: control characters are shown and not sent.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_break_at_spaces_and_stay_within_the_width() {
        let drawn = Terminal::plain(24).wrapped(&"contact with Tom ".repeat(5), "! ", "  ", "");
        assert!(drawn.lines().all(|line| line.width() <= 24), "{drawn}");
        assert_eq!(drawn.split_whitespace().filter(|word| *word == "Tom").count(), 5);
    }

    #[test]
    fn ids_are_short_and_told_apart() {
        let outline = |ids: [&str; 2]| {
            let lines = ids.map(|id| Line::plain("Tom").about(id)).to_vec();
            Terminal::plain(80).outline(&Outline::new("Map").block(None, lines))
        };
        let one = "6f1c2c7e-3f63-4a6b-8f0d-0b7c2a5e9d10";
        let drawn = outline([one, "7f1c2c7e-3f63-4a6b-8f0d-0b7c2a5e9d10"]);
        assert!(drawn.contains("Tom [6f1c2c7e]") && drawn.contains("Tom [7f1c2c7e]"), "{drawn}");
        let drawn = outline([one, "6f1c2c7e-4f63-4a6b-8f0d-0b7c2a5e9d10"]);
        assert!(drawn.contains("[6f1c2c7e-3]") && drawn.contains("[6f1c2c7e-4]"), "{drawn}");
        assert!(!outline(["line", "0123abcd"]).contains('['));
    }

    #[test]
    fn what_a_person_wrote_cannot_command_the_terminal() {
        let drawn = Terminal::plain(80).wrapped("a\u{1b}[2Jb", "", "", "");
        assert!(!drawn.contains('\u{1b}'), "{drawn:?}");
    }
}
