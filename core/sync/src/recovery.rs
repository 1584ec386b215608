//! The recovery key: printed at set-up, kept on paper, and able to open what was wrapped to it when all devices are
//! lost. Written in Crockford's base 32 (no I, L, O, U), fourteen groups of four, the last four characters a checksum:
//! characters rather than words, since a word list belongs to one language and Kith does not.

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::SyncError;
use crate::cipher;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KEY_SYMBOLS: usize = 52;
const CHECK_SYMBOLS: usize = 4;
const WRAPPED: &[u8] = b"kith recovery 1";

/// The secret behind the printed text.
#[derive(PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; 32]);

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey(secret)")
    }
}

impl RecoveryKey {
    /// A new key from the caller's randomness.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self(cipher::random(rng))
    }

    /// The bytes of the key, for a vault's recovery slot.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The text to print: fourteen groups of four, joined by hyphens.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut symbols = Zeroizing::new(symbols(&self.0, KEY_SYMBOLS));
        symbols.extend(check(&self.0));
        let mut text = Zeroizing::new(String::with_capacity(70));
        for (at, symbol) in symbols.iter().enumerate() {
            if at > 0 && at.is_multiple_of(4) {
                text.push('-');
            }
            text.push(char::from(ALPHABET.get(usize::from(*symbol)).copied().unwrap_or(b'?')));
        }
        text
    }

    /// The key of a text typed back, in either case and any grouping; O reads as 0, I and L as 1.
    ///
    /// # Errors
    /// [`SyncError::MistypedRecoveryText`] when a character is wrong, missing or too many.
    pub fn from_text(text: &str) -> Result<Self, SyncError> {
        let symbols = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(symbol_of);
        let symbols: Zeroizing<Vec<u8>> =
            Zeroizing::new(symbols.collect::<Option<_>>().ok_or(SyncError::MistypedRecoveryText)?);
        if symbols.len() != KEY_SYMBOLS.saturating_add(CHECK_SYMBOLS) {
            return Err(SyncError::MistypedRecoveryText);
        }
        let (key_symbols, check_symbols) = symbols.split_at(KEY_SYMBOLS);
        let key = Self(bytes(key_symbols));
        if check(&key.0) != check_symbols || self::symbols(&key.0, KEY_SYMBOLS) != key_symbols {
            return Err(SyncError::MistypedRecoveryText);
        }
        Ok(key)
    }

    /// Wraps a secret, so that only the printed text opens it.
    ///
    /// # Errors
    /// [`SyncError::TooLarge`] beyond what the cipher can seal (256 GiB).
    pub fn wrap(&self, secret: &[u8], rng: &mut dyn CryptoRng) -> Result<Vec<u8>, SyncError> {
        cipher::seal_under(&self.0, WRAPPED, secret, rng)
    }

    /// Opens what [`RecoveryKey::wrap`] made.
    ///
    /// # Errors
    /// [`SyncError::BadKey`] when it was wrapped by another key or was changed since.
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SyncError> {
        cipher::open_under(&self.0, WRAPPED, sealed).map_err(|_| SyncError::BadKey)
    }
}

/// The first `count` groups of five bits, zeros beyond the end.
fn symbols(bytes: &[u8], count: usize) -> Vec<u8> {
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let symbol = |at: usize| (0..5).fold(0, |symbol, offset| (symbol << 1) | u8::from(bit(at * 5 + offset)));
    (0..count).map(symbol).collect()
}

fn bytes(symbols: &[u8]) -> [u8; 32] {
    let bit = |at: usize| symbols.get(at / 5).is_some_and(|symbol| symbol >> (4 - at % 5) & 1 == 1);
    std::array::from_fn(|at| (0..8).fold(0, |byte, offset| (byte << 1) | u8::from(bit(at * 8 + offset))))
}

fn check(key: &[u8; 32]) -> Vec<u8> {
    let hash = Sha256::new().chain_update(b"kith recovery check 1").chain_update(key).finalize();
    symbols(hash.as_slice(), CHECK_SYMBOLS)
}

fn symbol_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    let at = ALPHABET.iter().position(|symbol| char::from(*symbol) == c)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::OrganisationKeys;
    use crate::testing::rng;
    use proptest::prelude::*;

    #[test]
    fn a_test_opening_proves_the_escrow_of_the_root() {
        let mut rng = rng(1);
        let (root, key) = (OrganisationKeys::generate(&mut rng), RecoveryKey::generate(&mut rng));
        let escrow = key.wrap(&root.to_secret_bytes(), &mut rng).unwrap();
        let typed = key.to_text().to_lowercase().replace('-', " ").replace('0', "o");
        let opened = RecoveryKey::from_text(&typed).unwrap().open(&escrow).unwrap();
        assert_eq!(OrganisationKeys::from_secret_bytes(&opened).unwrap().public(), root.public());

        assert_eq!(RecoveryKey::generate(&mut rng).open(&escrow), Err(SyncError::BadKey));
        for length in 0..escrow.len() {
            assert_eq!(key.open(&escrow[..length]), Err(SyncError::BadKey));
        }
    }

    proptest! {
        #[test]
        fn a_text_is_read_as_printed_and_one_wrong_character_is_noticed(
            key in any::<[u8; 32]>(), at in 0_usize..56, other in 0_usize..32,
        ) {
            let key = RecoveryKey(key);
            let text = key.to_text();
            prop_assert_eq!(text.len(), 69);
            prop_assert_eq!(&RecoveryKey::from_text(&text).unwrap(), &key);
            let mut mistyped: Vec<char> = text.chars().collect();
            let place = at + at / 4;
            let replacement = char::from(ALPHABET[other]);
            if mistyped[place] != replacement {
                mistyped[place] = replacement;
                let mistyped: String = mistyped.into_iter().collect();
                prop_assert_eq!(RecoveryKey::from_text(&mistyped), Err(SyncError::MistypedRecoveryText));
            }
        }
    }

    #[test]
    fn what_is_no_recovery_text_is_refused() {
        let text = RecoveryKey([7; 32]).to_text();
        for wrong in ["", "hello", &text[1..], &format!("{}A", *text), &text.replace('-', "!"), "ÿ"] {
            assert_eq!(RecoveryKey::from_text(wrong), Err(SyncError::MistypedRecoveryText), "{wrong}");
        }
    }
}
