//! The telling of the demonstration: headings, sentences and screens, gathered as text.

use kith::{Arg, Kith, KithError, Language, Strings};
use serde_json::Value;

use crate::draw::Terminal;

/// What has been told so far.
pub(crate) struct Story {
    terminal: Terminal,
    strings: Strings,
    told: String,
    chapters: u32,
}

impl Story {
    pub(crate) fn new(terminal: Terminal, language: Language) -> Self {
        Self { terminal, strings: Strings::new(language), told: String::new(), chapters: 0 }
    }

    /// Begins a chapter, by the key of its title.
    pub(crate) fn chapter(&mut self, title: &str) {
        self.chapters += 1;
        let title = self.strings.say(title);
        let args = [("number", self.chapters.into()), ("title", title.into())];
        let title = self.strings.with("demo-chapter", &args);
        self.told.push('\n');
        self.told.push_str(&self.terminal.heading(&title));
    }

    /// Tells a sentence, by its key.
    pub(crate) fn tell(&mut self, key: &str) {
        self.tell_with(key, &[]);
    }

    /// Tells a sentence, by its key, with what stands in it.
    pub(crate) fn tell_with(&mut self, key: &str, args: &[(&str, Arg)]) {
        let sentence = self.strings.with(key, args);
        self.told.push_str(&self.terminal.wrapped(&sentence, "", "", ""));
    }

    /// An option of a list in words.
    pub(crate) fn option(&self, list: &str, name: &str) -> String {
        self.strings.option(list, name)
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
