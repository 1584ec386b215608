//! Settings: what there is to choose, and how each is called. One list for every shell, in the words of the language.
//!
//! What a device has to know while the vault is shut stays with the device: a locked door must be readable. It keeps a stable name
//! and asks here for the words, before any vault is open. What matters only in an open vault is kept in it.

use kith_domain::lists::List;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::{Fault, KithError};
use crate::form::Choice;
use crate::kith::Unlock;
use crate::screens::outline::{Line, Mark};
use crate::screens::settings::SettingsScreen;
use crate::session::Session;
use crate::strings::{Language, Strings};

/// Sizes of text in per cent of what the device has.
const TEXT_SIZES: [&str; 6] = ["100", "130", "160", "200", "260", "320"];
const LOOKS: [&str; 3] = ["light", "dark", "contrast"];
const MOTIONS: [&str; 2] = ["system", "less"];
/// How long Kith may be left before it locks, and the seconds; the second is the choice of whoever chose nothing.
const LOCKS: [(&str, u32); 3] = [("now", 0), ("minute", 60), ("five_minutes", 300)];
const SYMBOLS: List = List { name: "Symbols", options: &["openmoji", "folder"], open: false };
const LOCK_AFTER: List = List { name: "LockAfter", options: &["now", "minute", "five_minutes"], open: false };

/// What is kept in the vault: its name, what it may be, and what it is where nothing was chosen.
const KEPT: [(&str, &List, &str); 2] =
    [("lock_after", &LOCK_AFTER, "minute"), ("symbols", &SYMBOLS, "openmoji")];

/// Who keeps a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum KeptBy {
    /// The device, under the name of the item; it gives what was chosen with the next question.
    Device,
    /// The vault: `change_setting` changes it.
    Vault,
    /// Nobody: it is told.
    Nobody,
}

/// One setting, or one thing that is told among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct SettingItem {
    /// The stable name.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// How it is now, in words.
    pub text: String,
    /// More words, under it.
    pub under: Vec<String>,
    /// What there is to choose from; nothing where it cannot be chosen here.
    pub options: Vec<Choice>,
    /// The name of the option that is chosen.
    pub chosen: Option<String>,
    /// Who keeps what is chosen.
    pub kept_by: KeptBy,
    /// What can be done about it: `change_key`, `show_sheet`, `check_sheet`, `new_sheet`, each in words.
    pub actions: Vec<Choice>,
    /// Whether somebody has to see to it.
    pub is_alert: bool,
}

/// What opened a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenedBy {
    Passphrase,
    KeyFile,
    Sheet,
}

impl From<&Unlock> for OpenedBy {
    fn from(unlock: &Unlock) -> Self {
        match unlock {
            Unlock::Passphrase(_) => Self::Passphrase,
            Unlock::KeyFile(_) => Self::KeyFile,
            Unlock::Recovery(_) => Self::Sheet,
        }
    }
}

impl SettingItem {
    /// Something that is told.
    pub(crate) fn told(name: &str, label: String, text: String) -> Self {
        Self {
            name: name.to_owned(),
            label,
            text,
            under: Vec::new(),
            options: Vec::new(),
            chosen: None,
            kept_by: KeptBy::Nobody,
            actions: Vec::new(),
            is_alert: false,
        }
    }

    fn choice(name: &str, label: String, options: Vec<Choice>, chosen: &str, kept_by: KeptBy) -> Self {
        let of = options.iter().find(|option| option.name == chosen).or(options.first());
        let (text, chosen) = of.map(|of| (of.label.clone(), of.name.clone())).unzip();
        Self { options, chosen, kept_by, ..Self::told(name, label, text.unwrap_or_default()) }
    }

    pub(crate) fn line(&self) -> Line {
        let mark = if self.is_alert { Mark::Alert } else { Mark::Plain };
        let line = Line::new(mark, format!("{}: {}", self.label, self.text)).about(&self.name);
        self.under.iter().fold(line, |line, under| line.under(under.clone()))
    }
}

fn choices(names: &[&str], label: impl Fn(&str) -> String) -> Vec<Choice> {
    names.iter().map(|name| Choice { name: (*name).to_owned(), label: label(name) }).collect()
}

/// What the device keeps, with all there is to choose from: needs no vault.
pub(crate) fn of_device(strings: &Strings, language: Language, chosen: &SettingsScreen) -> Vec<SettingItem> {
    let item = |name: &str, label: &str, options: Vec<Choice>, chosen: Option<&str>| match chosen {
        Some(chosen) => SettingItem::choice(name, strings.say(label), options, chosen, KeptBy::Device),
        // A device that changes it by itself.
        None => SettingItem::told(name, strings.say(label), strings.say("settings-as-device")),
    };
    let languages =
        choices(&Language::ALL.map(Language::name), |name| strings.option("app-language-of", name));
    let sizes = choices(&TEXT_SIZES, |name| strings.with("app-per-cent", &[("number", name.into())]));
    let looks = choices(&LOOKS, |name| strings.option("app-look", name));
    let motions = choices(&MOTIONS, |name| strings.option("settings-motion-of", name));
    let mut spoken = item("language", "app-language", languages, Some(language.name()));
    spoken.under.extend(Strings::unreviewed(language).then(|| strings.say("language-unreviewed")));
    vec![
        spoken,
        item("text_size", "app-text-size", sizes, chosen.text_size.as_deref()),
        item("look", "app-look", looks, chosen.look.as_deref()),
        item("motion", "settings-motion", motions, chosen.motion.as_deref()),
    ]
}

impl Session {
    /// What is chosen of a setting that the vault keeps.
    fn kept_setting(&self, name: &str) -> Result<(&'static List, String), KithError> {
        let found = KEPT.iter().find(|(kept, ..)| *kept == name);
        let (_, list, otherwise) =
            found.ok_or_else(|| not_an_option("setting", &KEPT.map(|(name, ..)| name)))?;
        let kept = self.vault.read().setting(&key(name))?;
        let kept = kept.map(|kept| String::from_utf8_lossy(&kept).into_owned());
        let kept = kept.filter(|kept| list.has(kept)).unwrap_or_else(|| (*otherwise).to_owned());
        Ok((list, kept))
    }

    /// An item of the vault's own.
    pub(crate) fn setting_item(
        &self,
        name: &str,
        label: &str,
        words: &str,
    ) -> Result<SettingItem, KithError> {
        let (list, chosen) = self.kept_setting(name)?;
        let options = choices(list.options, |option| self.strings.option(words, option));
        Ok(SettingItem::choice(name, self.strings.say(label), options, &chosen, KeptBy::Vault))
    }

    /// How long Kith may be left before it locks, in seconds.
    pub(crate) fn lock_after_seconds(&self) -> Result<u32, KithError> {
        let (_, chosen) = self.kept_setting("lock_after")?;
        Ok(LOCKS.iter().find(|(name, _)| *name == chosen).map_or(60, |(_, seconds)| *seconds))
    }

    /// Keeps what was chosen.
    pub(crate) fn change_setting(&mut self, name: &str, value: &str) -> Result<(), KithError> {
        let (list, _) = self.kept_setting(name)?;
        if !list.has(value) {
            return Err(not_an_option("value", list.options));
        }
        self.vault.write(|tx| Ok(tx.put_setting(&key(name), value.as_bytes())?))
    }
}

/// Under which name the vault keeps a setting, beside what it keeps for itself.
fn key(name: &str) -> String {
    format!("settings/{name}")
}

fn not_an_option(field: &str, options: &[&str]) -> KithError {
    KithError::misshapen(field, "not_an_option", Fault::Options { expected: options.join(", ") })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use zeroize::Zeroizing;

    use super::*;
    use crate::kith::{Kith, Opening};

    fn item(shown: &Value, name: &str) -> Value {
        let items =
            shown["parts"].as_array().unwrap().iter().flat_map(|part| part["items"].as_array().unwrap());
        items.clone().find(|item| item["name"] == name).unwrap_or_else(|| panic!("{name} in {shown}")).clone()
    }

    #[test]
    fn settings_say_how_it_stands_and_keep_what_is_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("vault");
        let opening = Opening { language: Language::English, reproducible: None };
        let key = Unlock::KeyFile(Zeroizing::new([1; 32]));
        let (kith, founded) = Kith::init(&home, &key, "Harbour", "Alys", opening).unwrap();
        let show =
            |kith: &Kith| kith.show("settings", &json!({"text_size": "160", "look": "dark"})).unwrap().data;
        let shown = show(&kith);
        let chosen = |name: &str| item(&shown, name)["chosen"].clone();
        assert_eq!(
            [chosen("text_size"), chosen("look"), chosen("motion")],
            [json!("160"), json!("dark"), Value::Null]
        );
        assert_eq!(
            (chosen("language"), chosen("lock_after"), chosen("symbols")),
            (json!("english"), json!("minute"), json!("openmoji"))
        );
        assert_eq!(
            (&shown["lock_after_seconds"], &item(&shown, "opens_by")["is_alert"]),
            (&json!(60), &json!(false))
        );
        let sheet = item(&shown, "recovery_sheet");
        assert_eq!((&sheet["is_alert"], &sheet["actions"][0]["name"]), (&json!(true), &json!("show_sheet")));
        kith.recovery_sheet_kept().unwrap();
        let sheet = item(&show(&kith), "recovery_sheet");
        assert_eq!((&sheet["is_alert"], sheet["under"].as_array().unwrap().len()), (&json!(false), 2));
        let pending = |shown: &Value| {
            (item(shown, "pending")["text"].clone(), item(shown, "pending")["is_alert"].clone())
        };
        let before = pending(&show(&kith));
        kith.perform("add_individual", &json!({"name": "Megan", "languages": ["en"]})).unwrap();
        assert!(pending(&show(&kith)) != before && pending(&show(&kith)).1 == json!(true));
        for (setting, value) in [("lock_after", "five_minutes"), ("symbols", "folder")] {
            kith.perform("change_setting", &json!({"setting": setting, "value": value})).unwrap();
        }
        for wrong in
            [json!({"setting": "look", "value": "dark"}), json!({"setting": "lock_after", "value": "never"})]
        {
            assert_eq!(kith.perform("change_setting", &wrong).unwrap_err().code(), "not_an_option");
        }
        drop(kith);
        let sheet = crate::unlock_from_sheet(&founded.recovery_sheet).unwrap();
        let kith = Kith::open(&home, &sheet, opening).unwrap();
        let shown = show(&kith);
        assert_eq!((&shown["lock_after_seconds"], &shown["symbols"]), (&json!(300), &json!("folder")));
        assert_eq!(item(&shown, "opens_by")["is_alert"], json!(true), "a sheet is not for every day");
        kith.rekey(&sheet, &key).unwrap();
        assert_eq!(item(&show(&kith), "opens_by")["is_alert"], json!(false));
    }

    #[test]
    fn before_a_vault_is_open_there_is_the_same_to_choose_in_every_language() {
        let chosen = SettingsScreen {
            text_size: Some("320".to_owned()),
            look: Some("contrast".to_owned()),
            motion: Some("less".to_owned()),
        };
        let in_all = Language::ALL.map(|language| of_device(&Strings::new(language), language, &chosen));
        for items in &in_all {
            for (item, first) in items.iter().zip(&in_all[0]) {
                let names =
                    |item: &SettingItem| item.options.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
                assert_eq!((&item.name, names(item)), (&first.name, names(first)));
                let labels: std::collections::BTreeSet<&String> =
                    item.options.iter().map(|one| &one.label).collect();
                assert!(labels.len() == item.options.len() && item.chosen.is_some(), "{item:?}");
            }
        }
        assert_eq!(in_all[0][0].text, "English");
        let unknown = SettingsScreen { look: Some("pink".to_owned()), ..SettingsScreen::default() };
        let items = of_device(&Strings::new(Language::English), Language::English, &unknown);
        assert_eq!(items[2].chosen.as_deref(), Some("light"), "of a newer app");
    }
}
