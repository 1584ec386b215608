//! Settings: how Kith looks and locks, whether its key can be lost without loss, what is still to be handed on, and what this is.

use kith_domain::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Mark, Outline};
use crate::error::KithError;
use crate::form::Choice;
use crate::founding::TRAINING;
use crate::session::Session;
use crate::settings::{OpenedBy, SettingItem, of_device};

/// Settings, with what this device has chosen of what it keeps itself; absent where it lets the system decide.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct SettingsScreen {
    /// 100, 130, 160, 200, 260 or 320: per cent of what the system has.
    #[uniffi(default = None)]
    pub(crate) text_size: Option<String>,
    /// light, dark or contrast.
    #[uniffi(default = None)]
    pub(crate) look: Option<String>,
    /// system or less.
    #[uniffi(default = None)]
    pub(crate) motion: Option<String>,
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct SettingsAnswer {
    /// In the order of the screen.
    pub parts: Vec<SettingsPart>,
    /// How long Kith may be left before it locks, in seconds; 0 is at once.
    pub lock_after_seconds: u32,
    /// The pack of pictures: openmoji or folder.
    pub symbols: String,
}

/// Settings of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct SettingsPart {
    /// look, lock, recovery, sending or about.
    pub name: String,
    /// The heading.
    pub heading: String,
    /// What is in it.
    pub items: Vec<SettingItem>,
}

impl Screen for SettingsScreen {
    type Answer = SettingsAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let pending = session.pending_item()?;
        let symbols = session.setting_item("symbols", "settings-symbols", "settings-symbols-of")?;
        let chosen_symbols = symbols.chosen.clone().unwrap_or_default();
        let mut look = of_device(&session.strings, session.strings.language(), &self);
        look.push(symbols);
        let lock = session.setting_item("lock_after", "settings-lock-after", "settings-lock-after-of")?;
        let parts = [
            ("look", look),
            ("lock", vec![session.opens_item(), lock]),
            ("recovery", vec![session.sheet_item()?]),
            ("sending", vec![pending]),
            ("about", session.about_items()?),
        ];
        let part = |(name, items): (&str, Vec<SettingItem>)| SettingsPart {
            name: name.to_owned(),
            heading: session.strings.option("settings-part", name),
            items,
        };
        let parts: Vec<SettingsPart> = parts.into_iter().map(part).collect();
        let mut outline = Outline::new(session.strings.say("screen-settings"));
        for part in &parts {
            outline = outline.block(part.heading.clone(), part.items.iter().map(SettingItem::line).collect());
        }
        let lock_after_seconds = session.lock_after_seconds()?;
        Ok((SettingsAnswer { parts, lock_after_seconds, symbols: chosen_symbols }, outline))
    }
}

impl Session {
    fn action(&self, name: &str) -> Choice {
        Choice { name: name.to_owned(), label: self.strings.option("settings-action", name) }
    }

    /// What opened the vault. Which other ways there are, the key file tells nobody.
    fn opens_item(&self) -> SettingItem {
        let by = match self.opened_by {
            None => "unknown",
            Some(OpenedBy::Passphrase) => "passphrase",
            Some(OpenedBy::KeyFile) => "key_file",
            Some(OpenedBy::Sheet) => "sheet",
        };
        let text = self.strings.option("settings-opens-by", by);
        let mut item = SettingItem::told("opens_by", self.strings.say("settings-opens"), text);
        item.actions.push(self.action("change_key"));
        item.is_alert = self.opened_by == Some(OpenedBy::Sheet);
        item
    }

    fn sheet_item(&self) -> Result<SettingItem, KithError> {
        let (strings, state) = (&self.strings, self.sheet_state()?);
        let stands = match (state.waits, state.kept) {
            (true, _) => "waits",
            (false, true) => "kept",
            (false, false) => "none",
        };
        let text = strings.option("settings-sheet", stands);
        let mut item = SettingItem::told("recovery_sheet", strings.say("settings-sheet-name"), text);
        let day = |at: Option<String>| at.and_then(|at| Timestamp::parse_from_rfc3339(&at).ok());
        if let Some(kept) = day(state.kept_at) {
            item.under.push(strings.with("settings-kept-on", &[("date", strings.date(kept).into())]));
        }
        if let Some(proved) = day(state.proved_at) {
            item.under.push(strings.with("settings-proved-on", &[("date", strings.date(proved).into())]));
        }
        let actions: &[&str] = match stands {
            "waits" => &["show_sheet"],
            "kept" => &["check_sheet", "new_sheet"],
            _ => &["new_sheet"],
        };
        item.actions = actions.iter().map(|name| self.action(name)).collect();
        item.is_alert = stands != "kept";
        Ok(item)
    }

    /// What is pending, as the screen of that name says it.
    fn pending_item(&mut self) -> Result<SettingItem, KithError> {
        let (_, outline) = super::pending::Pending {}.answer(self)?;
        let lines: Vec<_> = outline.blocks.into_iter().flat_map(|block| block.lines).collect();
        let is_alert = lines.iter().any(|line| line.mark == Mark::Alert);
        let mut texts = lines.into_iter().map(|line| line.text);
        let text = texts.next().unwrap_or_default();
        let label = self.strings.say("screen-pending");
        Ok(SettingItem { under: texts.collect(), is_alert, ..SettingItem::told("pending", label, text) })
    }

    fn about_items(&self) -> Result<Vec<SettingItem>, KithError> {
        let strings = &self.strings;
        let training = self.vault.read().setting(TRAINING)?.is_some();
        let text = strings.option("settings-training-mode", if training { "on" } else { "off" });
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(vec![
            SettingItem::told("training", strings.say("settings-training"), text),
            SettingItem::told("version", strings.say("settings-version"), version),
        ])
    }
}
