//! Settings before a vault is open.

use crate::screens::settings::SettingsScreen;
use crate::settings::{SettingItem, of_device};
use crate::strings::{Language, Strings};

/// What a device keeps itself, with all there is to choose from, in the words of a language: for the first screen, and for every
/// list of languages, looks and sizes. The same items stand in the screen `settings`, first in its first part.
#[uniffi::export]
#[must_use]
pub fn device_settings(language: Language, chosen: SettingsScreen) -> Vec<SettingItem> {
    of_device(&Strings::new(language), language, &chosen)
}
