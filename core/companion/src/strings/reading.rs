//! Reading: how hard a text is to read, for the tests that keep the interface easy.
//!
//! The formula is the Flesch–Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, 1975), which is made for English
//! only. Syllables are counted by groups of vowels, the way the formula's users commonly do: a few words come out one
//! too high or too low, which evens out over a text.

/// What the formula counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) words: u32,
    sentences: u32,
    syllables: u32,
}

impl Counts {
    /// The counts of one text: a label without a full stop is a sentence.
    pub(super) fn of(text: &str) -> Self {
        let words = || text.split(|c: char| c.is_whitespace() || c == '-').filter(|word| has_letters(word));
        let ends = words().filter(|word| word.ends_with(['.', '?', '!', ':'])).count();
        let last_is_open = words().next_back().is_some_and(|word| !word.ends_with(['.', '?', '!', ':']));
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            words: count(words().count()),
            sentences: count(ends + usize::from(last_is_open)),
            syllables: words().map(syllables).sum(),
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            syllables: self.syllables + other.syllables,
        }
    }

    /// The Flesch–Kincaid grade: years of school in the United States.
    pub(super) fn grade(self) -> f64 {
        let (words, sentences) = (f64::from(self.words), f64::from(self.sentences));
        0.39 * words / sentences + 11.8 * f64::from(self.syllables) / words - 15.59
    }
}

fn has_letters(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

fn syllables(word: &str) -> u32 {
    let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    // A number or an abbreviation is read sign by sign.
    if word.len() > 1 && !word.chars().any(char::is_lowercase) {
        return u32::try_from(word.len()).unwrap_or(u32::MAX);
    }
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouyâêîôûŵŷ".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += u32::from(vowel(c) && !before);
        before = vowel(c);
    }
    let consonant_before = |end: &str| {
        word.strip_suffix(end).is_some_and(|stem| stem.chars().next_back().is_some_and(|c| !vowel(c)))
    };
    let sounded = ["ted", "ded", "ses", "ces", "ges", "ches", "shes", "xes", "zes"];
    let silent_e = ["e", "es", "ed"].into_iter().any(consonant_before)
        && !consonant_before("le")
        && !sounded.iter().any(|end| word.ends_with(end));
    groups.saturating_sub(u32::from(silent_e)).max(1)
}

#[test]
fn syllables_of_known_words() {
    let rows = [
        ("here", 1),
        ("contact", 2),
        ("changed", 1),
        ("recorded", 3),
        ("table", 2),
        ("people", 2),
        ("changes", 2),
        ("relationship", 4),
        ("DVPN", 4),
        ("see", 1),
        ("agree", 2),
        ("safe.", 1),
        ("the", 1),
        ("whole", 1),
    ];
    for (word, expected) in rows {
        assert_eq!(syllables(word), expected, "{word}");
    }
}

#[test]
fn grade_of_a_known_text() {
    // 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 − 15.59.
    let counts = Counts::of("The cat sat on the mat.");
    assert!((counts.grade() + 1.45).abs() < 1e-9, "{}", counts.grade());
}
