//! Drawing a screen in a terminal: an outline as lines, as wide as the terminal and in colour where that is wanted.
//! Marks have a sign beside their colour, so that nothing is told by colour alone.

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
        for block in &outline.blocks {
            if let Some(heading) = &block.heading {
                drawn.push('\n');
                drawn.push_str(&self.paint("1", &printable(heading)));
                drawn.push('\n');
            }
            for line in &block.lines {
                drawn.push_str(&self.line(line));
            }
        }
        drawn
    }

    fn line(self, line: &Line) -> String {
        let (sign, colour) = match line.mark {
            Mark::Plain => ("  ", ""),
            Mark::Alert => ("! ", "1;31"),
            Mark::Guarded => ("◆ ", "1;35"),
            Mark::Own => ("“ ", "32"),
            Mark::Quiet => ("· ", "2"),
        };
        let mut drawn = self.wrapped(&line.text, sign, "  ", colour);
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
    fn what_a_person_wrote_cannot_command_the_terminal() {
        let drawn = Terminal::plain(80).wrapped("a\u{1b}[2Jb", "", "", "");
        assert!(!drawn.contains('\u{1b}'), "{drawn:?}");
    }
}
