//! What the words of the interface keep to, in every language.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::reading::Counts;
use super::*;

/// What stands in the place of an argument: a short name.
pub(super) const ARGUMENT: &str = "Mary";

/// One message: every text it can become, with a short name in place of each argument, and its arguments.
#[derive(Debug, Clone, Default)]
pub(super) struct Message {
    pub(super) texts: Vec<String>,
    pub(super) args: BTreeSet<String>,
}

/// Every message of a language by key. Fails where a file has a fault or a key is there twice.
pub(super) fn messages(language: Language) -> BTreeMap<String, Message> {
    let mut all = BTreeMap::new();
    for (room, text) in language.files() {
        let resource = FluentResource::try_new((*text).to_owned());
        let resource =
            resource.unwrap_or_else(|(_, faults)| panic!("{} {room}: {faults:?}", language.code()));
        for entry in resource.entries() {
            let Entry::Message(message) = entry else {
                assert!(
                    matches!(entry, Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_)),
                    "{} {room}: {entry:?}",
                    language.code()
                );
                continue;
            };
            let key = message.id.name.to_owned();
            let mut read = Message { texts: vec![String::new()], args: BTreeSet::new() };
            read.add(message.value.as_ref().unwrap_or_else(|| panic!("{key} has no words")));
            assert!(all.insert(key.clone(), read).is_none(), "{key} is there twice in {}", language.code());
        }
    }
    all
}

impl Message {
    fn add(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.append(value),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => self.argument(inline),
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    let before = std::mem::take(&mut self.texts);
                    let mut after = Vec::new();
                    for variant in variants {
                        self.texts.clone_from(&before);
                        self.add(&variant.value);
                        after.append(&mut self.texts);
                    }
                    self.texts = vec![String::new()];
                    self.argument(selector);
                    self.texts = after;
                }
            }
        }
    }

    fn append(&mut self, text: &str) {
        self.texts.iter_mut().for_each(|made| made.push_str(text));
    }

    fn argument(&mut self, inline: &InlineExpression<&str>) {
        let InlineExpression::VariableReference { id } = inline else {
            panic!("only arguments stand in braces: {inline:?}")
        };
        self.args.insert(id.name.to_owned());
        self.append(ARGUMENT);
    }
}

fn texts(language: Language) -> Vec<(String, String)> {
    let texts =
        |(key, message): (String, Message)| message.texts.into_iter().map(move |text| (key.clone(), text));
    messages(language).into_iter().flat_map(texts).collect()
}

#[test]
fn english_and_welsh_have_the_same_keys_and_arguments() {
    let shapes = |language| -> BTreeMap<String, BTreeSet<String>> {
        messages(language).into_iter().map(|(key, message)| (key, message.args)).collect()
    };
    let (english, welsh) = (shapes(Language::English), shapes(Language::Welsh));
    for (key, args) in &english {
        assert_eq!(welsh.get(key), Some(args), "{key} in Welsh");
    }
    assert_eq!(english.len(), welsh.len(), "a key that only Welsh has");
}

#[test]
fn no_message_has_more_than_fifteen_words() {
    for language in Language::ALL {
        for (key, text) in texts(language) {
            let words =
                text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
            assert!((1..=15).contains(&words), "{} {key}: {words} words: {text}", language.code());
        }
    }
}

#[test]
fn english_reads_at_grade_six_or_below() {
    let counted: Vec<(String, Counts)> = texts(Language::English)
        .into_iter()
        .map(|(key, text)| (format!("{key}: {text}"), Counts::of(&text)))
        .collect();
    let grade_from = |least: u32| {
        let chosen = counted.iter().filter(|(_, counts)| counts.words >= least);
        chosen.fold(Counts::default(), |sum, (_, counts)| sum.and(*counts)).grade()
    };
    assert!(grade_from(1) <= 6.0, "all of it: grade {:.1}", grade_from(1));
    // Labels of a word or two would hide hard sentences in the mean, so the sentences are held to it by themselves;
    // and since the formula says little of one short sentence, one alone may be harder.
    assert!(grade_from(5) <= 6.0, "the sentences: grade {:.1}", grade_from(5));
    let hard: Vec<&String> = counted
        .iter()
        .filter(|(_, counts)| counts.words >= 8 && counts.grade() > 9.0)
        .map(|(text, _)| text)
        .collect();
    assert!(hard.is_empty(), "harder than grade 9: {hard:#?}");
}

/// Held to less than the rest, and to short sentences.
#[test]
fn easy_read_is_easier_and_says_only_what_it_says_otherwise() {
    let english = messages(Language::English);
    let mut whole = Counts::default();
    for (key, easy) in messages(Language::EasyRead) {
        let plain = english.get(&key).unwrap_or_else(|| panic!("{key} is not in English"));
        assert_eq!(easy.args, plain.args, "{key}");
        assert_ne!(easy.texts, plain.texts, "{key} says no more than English does");
        for text in &easy.texts {
            let counts = Counts::of(text);
            whole = whole.and(counts);
            let longest = text.split_inclusive(['.', '?', '!', ':']).map(|one| Counts::of(one).words).max();
            assert!(longest <= Some(10), "{key} has a long sentence: {text}");
            assert!(counts.words < 5 || counts.grade() <= 5.0, "{key}: grade {:.1}: {text}", counts.grade());
        }
    }
    assert!(whole.grade() <= 1.0, "easy read: grade {:.1}", whole.grade());
}

/// What an individual meets in their own screens: each sentence of it is in easy read, or is easy already.
#[test]
fn the_individuals_own_screens_are_easy_throughout() {
    let (easy, english) = (messages(Language::EasyRead), messages(Language::English));
    let own = |key: &&String| {
        let begins =
            ["my-", "how-", "face-", "ring-", "tell-", "screen-my-", "screen-how-", "error-together"];
        begins.iter().any(|begin| key.starts_with(begin))
    };
    let mut met = 0;
    for key in english.keys().filter(own) {
        met += 1;
        for text in &easy.get(key).or_else(|| english.get(key)).unwrap().texts {
            let counts = Counts::of(text);
            assert!(counts.words < 5 || counts.grade() <= 5.0, "{key}: grade {:.1}: {text}", counts.grade());
        }
    }
    assert!(met > 30, "{met} keys of their screens: do they begin otherwise now?");
}

#[test]
fn what_easy_read_does_not_say_otherwise_is_said_in_english() {
    let easy = Strings::new(Language::EasyRead);
    assert_eq!(
        (easy.say("ring-999"), easy.say("screen-today")),
        ("999: I need help now".into(), "Today".into())
    );
    assert_eq!(Language::EasyRead.spoken(), Language::English);
    let spoken: Vec<Language> = Language::ALL.into_iter().filter(|one| one.spoken() == *one).collect();
    assert_eq!(spoken, Language::SPOKEN);
}

#[test]
fn no_word_that_the_field_has_left_behind() {
    let left_behind = [
        (
            Language::English,
            &[
                "challenging",
                "disclos",
                "vulnerable",
                "refuse",
                "non-complian",
                "domestic violence",
                "substance misuse",
                "real parent",
                "perpetrator",
                "third party",
                "did not attend",
                "caseload",
                "restriction",
                "tenuous",
                "stressful",
                "exit plan",
                "service user",
                "suffers",
            ][..],
        ),
        (
            Language::Welsh,
            &[
                "ymddygiad heriol",
                "datgeliad",
                "oedolyn bregus",
                "gwrthod",
                "trais domestig",
                "camddefnyddio sylweddau",
                "rhiant go iawn",
                "cyflawnwr",
                "trydydd parti",
                "defnyddiwr gwasanaeth",
            ],
        ),
    ];
    for (language, words) in left_behind {
        let read = Language::ALL.into_iter().filter(|one| one.spoken() == language);
        for (key, text) in read.flat_map(texts) {
            let text = text.to_lowercase();
            for word in words {
                assert!(!text.contains(word), "{key} says '{word}': {text}");
            }
        }
    }
}

/// The lists of options by the beginning of their keys.
pub(super) fn option_lists() -> Vec<(&'static str, &'static kith_domain::lists::List)> {
    use kith_domain::lists as l;
    use kith_domain::restriction::{Effect, Force};
    use kith_domain::voice::{How, Method, Speaker};
    vec![
        ("relationship-kind", l::RelationshipKind::LIST),
        ("circle", l::Circle::LIST),
        ("quality", l::Quality::LIST),
        ("gives", l::GivesSupport::LIST),
        ("mode", l::ContactMode::LIST),
        ("outcome", l::ContactOutcome::LIST),
        ("support", l::SupportType::LIST),
        ("feeling", l::Feeling::LIST),
        ("barrier", l::Barrier::LIST),
        ("harm", l::Harm::LIST),
        ("restriction-kind", l::RestrictionKind::LIST),
        ("recipient", l::ConcernRecipient::LIST),
        ("concern-kind", l::ConcernKind::LIST),
        ("status", l::RelationshipStatus::LIST),
        ("person-kind", l::PersonKind::LIST),
        ("need-kind", l::NeedKind::LIST),
        ("need-status", l::NeedStatus::LIST),
        ("strategy-kind", l::StrategyKind::LIST),
        ("worry", l::Worry::LIST),
        ("good-for-me", l::GoodForMe::LIST),
        ("view-of", l::ViewOf::LIST),
        ("statement", l::StatementKind::LIST),
        ("speaker", Speaker::LIST),
        ("how", How::LIST),
        ("method", Method::LIST),
        ("effect", Effect::LIST),
        ("force", Force::LIST),
        ("rule", kith_domain::ruling::Rule::LIST),
        ("concern-status", kith_domain::concern::Status::LIST),
        ("danger", kith_domain::concern::Danger::LIST),
        ("consent", kith_domain::consent::Decision::LIST),
    ]
}

#[test]
fn every_option_and_field_of_the_domain_has_its_words() {
    let all = messages(Language::English);
    for (list, table) in option_lists() {
        let other = if table.open { &["other"][..] } else { &[] };
        for option in table.options.iter().chain(other) {
            let key = format!("{list}-{option}").replace('_', "-");
            assert!(all.contains_key(&key), "{key}");
        }
    }
    for kind in kith_domain::fields::CardKind::ALL {
        assert!(all.contains_key(&format!("card-{}", kind.name().replace('_', "-"))), "{kind:?}");
        for field in kind.fields() {
            assert!(
                all.contains_key(&format!("field-{}", field.name.replace('_', "-"))),
                "{kind:?}: {}",
                field.name
            );
        }
    }
    for scale in kith_domain::scale::Scale::built_in_ids() {
        assert!(all.contains_key(&format!("scale-{}", scale.replace('_', "-"))), "{scale}");
    }
}

#[test]
fn arguments_are_filled_in_and_isolated_only_where_they_must_be() {
    let strings = Strings::new(Language::English);
    type Row<'a> = (&'a str, &'a [(&'a str, Arg)], &'a str);
    let rows: [Row<'_>; 5] = [
        ("because-parcels-waiting", &[("count", 1_u64.into())], "One parcel waits, and it may hold a rule."),
        (
            "because-parcels-waiting",
            &[("count", 12_usize.into())],
            "12 parcels wait, and they may hold a rule.",
        ),
        ("recovery-title", &[("organisation", "Siân".into())], "Recovery key of Siân"),
        ("recovery-title", &[("organisation", "مريم".into())], "Recovery key of \u{2068}مريم\u{2069}"),
        ("recovery-title", &[("organisation", (2.0_f64 / 3.0).into())], "Recovery key of 0.67"),
    ];
    for (key, args, expected) in rows {
        assert_eq!(strings.with(key, args), expected);
    }
    assert_eq!(strings.with("recovery-title", &[("organisation", f64::NAN.into())]), "Recovery key of NaN");
    assert_eq!(strings.say("no-such-key"), "no-such-key");
}

#[test]
fn an_option_of_a_newer_app_shows_in_its_own_words() {
    let strings = Strings::new(Language::Welsh);
    assert_eq!(strings.option("relationship_kind", "ex_partner"), "Cyn-bartner");
    assert_eq!(strings.option("relationship_kind", "pen_friend"), "pen friend");
    assert_eq!(strings.option("recipient", "999"), "999");
}

#[test]
fn what_welsh_lacks_is_said_in_english() {
    let with_a_gap = Strings {
        language: Language::Welsh,
        bundles: [FluentBundle::new_concurrent(Vec::new()), bundle(Language::English)].into(),
    };
    assert_eq!(with_a_gap.say("screen-today"), "Today");
}

#[test]
fn days_and_times() {
    let at = DateTime::parse_from_rfc3339("2026-03-03T14:05:59+00:00").unwrap();
    let late = DateTime::parse_from_rfc3339("2026-12-31T00:09:00+01:00").unwrap();
    let (english, welsh) = (Strings::new(Language::English), Strings::new(Language::Welsh));
    assert_eq!(english.date(at), "Tue 3 Mar 2026");
    assert_eq!(english.date_time(late), "Thu 31 Dec 2026, 00:09");
    assert_eq!(welsh.date(at), "Maw 3 Maw 2026");
    assert_eq!(welsh.date_time(late), "Iau 31 Rhag 2026, 00:09");
    assert_eq!(welsh.time(at), "14:05");
}

#[test]
fn every_welsh_file_says_that_no_welsh_speaker_has_read_it() {
    assert!(Strings::unreviewed(Language::Welsh));
    assert!(!Strings::unreviewed(Language::English));
    for (room, text) in WELSH {
        assert!(text.lines().any(|line| line == UNREVIEWED), "{room}");
    }
}

#[test]
fn languages_have_codes() {
    for language in Language::ALL {
        assert_eq!(Language::from_code(language.code()), Some(language));
        assert_eq!(Strings::new(language).language(), language);
    }
    assert_eq!(Language::from_code("fr"), None);
}
