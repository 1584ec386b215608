//! The telling of the demonstration: headings, sentences and screens, gathered as text.

use kith::{Kith, KithError};
use serde_json::Value;

use crate::draw::Terminal;

/// What has been told so far.
pub(crate) struct Story {
    terminal: Terminal,
    told: String,
    chapters: u32,
}

impl Story {
    pub(crate) fn new(terminal: Terminal) -> Self {
        Self { terminal, told: String::new(), chapters: 0 }
    }

    /// Begins a chapter.
    pub(crate) fn chapter(&mut self, title: &str) {
        self.chapters += 1;
        self.told.push('\n');
        self.told.push_str(&self.terminal.heading(&format!("{}. {title}", self.chapters)));
    }

    /// Tells a sentence.
    pub(crate) fn tell(&mut self, sentence: &str) {
        self.told.push_str(&self.terminal.wrapped(sentence, "", "", ""));
    }

    /// Shows a screen as the phone shows it.
    pub(crate) fn show(&mut self, kith: &Kith, screen: &str, arguments: &Value) -> Result<Value, KithError> {
        let shown = kith.show(screen, arguments)?;
        self.told.push('\n');
        self.told.push_str(&self.terminal.outline(&shown.outline));
        Ok(shown.data)
    }

    /// Everything told.
    pub(crate) fn text(self) -> String {
        self.told
    }
}
