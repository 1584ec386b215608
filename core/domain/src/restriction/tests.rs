use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::sample::{self, at, card_id};

fn terms(effect: &str, force: &str) -> Terms {
    serde_json::from_value(json!({
        "people": [card_id(1)], "effect": effect, "force": force, "kind": "restraining_order",
        "from": "2025-06-02", "until": "2025-06-20",
        "modes": {
            "letter": {"rule": "free"},
            "phone": {"rule": "conditional", "condition": "before 8pm"},
            "in_person": {"rule": "supervised", "supervised_by": "Mair"},
            "gift": {"rule": "none"},
            "video": {"rule": "only_on_tuesdays"},
        },
    }))
    .unwrap()
}

fn ruled(terms: &Terms, mode: &str, day: u32) -> Ruling {
    evaluate(terms, card_id(1), &ContactMode::from_name(mode), sample::noon(day)).unwrap()
}

fn codes(ruling: &Ruling) -> Vec<&'static str> {
    ruling.because.iter().map(Because::code).collect()
}

#[test]
fn force_and_level_make_the_outcome() {
    use Outcome::{Allowed, Ask, Conditions, Refused};
    // (force, letter, phone, in person, gift, video)
    let rows = [
        ("legal_verified", [Allowed, Conditions, Conditions, Refused, Refused]),
        ("legal_unverified", [Allowed, Ask, Ask, Ask, Refused]),
        ("agreed", [Allowed, Ask, Ask, Ask, Refused]),
        ("own_wish", [Allowed, Ask, Ask, Ask, Refused]),
        ("staff_rule", [Allowed, Conditions, Conditions, Conditions, Refused]),
        ("of_a_newer_app", [Refused, Refused, Refused, Refused, Refused]),
    ];
    for (force, expected) in rows {
        let terms = terms("limit", force);
        let found =
            ["letter", "phone", "in_person", "gift", "video"].map(|mode| ruled(&terms, mode, 5).outcome);
        assert_eq!(found, expected, "{force}");
    }
    let phone = ruled(&terms("limit", "legal_verified"), "phone", 5);
    assert_eq!(phone.conditions, ["before 8pm".to_owned()].into());
    let visit = ruled(&terms("limit", "legal_verified"), "in_person", 5);
    assert_eq!(visit.supervised_by, ["Mair".to_owned()].into());
    assert_eq!(codes(&ruled(&terms("limit", "staff_rule"), "gift", 5)), ["no_legal_basis_recorded"]);
}

#[test]
fn what_is_not_said_of_a_way_of_contact_follows_the_effect() {
    use Outcome::{Allowed, Ask, Refused};
    let rows = [
        ("require", Rule::Free, Allowed, vec!["legal_verified", "contact_required", "free_for_this_mode"]),
        ("permit", Rule::Free, Allowed, vec!["legal_verified", "free_for_this_mode"]),
        ("limit", Rule::Conditional, Ask, vec!["legal_verified", "mode_not_said"]),
        ("prohibit", Rule::None, Refused, vec!["legal_verified"]),
        ("of_a_newer_app", Rule::None, Refused, vec!["not_understood"]),
    ];
    for (effect, rule, outcome, because) in rows {
        let ruling = ruled(&terms(effect, "legal_verified"), "text", 5);
        assert_eq!((&ruling.rule, ruling.outcome, codes(&ruling)), (&rule, outcome, because), "{effect}");
    }
}

#[test]
fn beginning_and_end() {
    use Outcome::{Allowed, Ask, Refused};
    // 2 June is day 1, 20 June is day 19; both are whole days.
    let rows = [
        (0, "gift", Allowed, Some("starts_later")),
        (1, "gift", Refused, None),
        (19, "gift", Refused, None),
        (20, "gift", Ask, Some("expired")),
        (20, "phone", Ask, Some("expired")),
        (20, "video", Ask, Some("expired")),
        (20, "letter", Allowed, Some("expired")),
    ];
    for (day, mode, outcome, because) in rows {
        let ruling = ruled(&terms("prohibit", "legal_verified"), mode, day);
        assert_eq!(ruling.outcome, outcome, "{day} {mode}");
        assert!(because.is_none_or(|because| codes(&ruling).contains(&because)), "{day} {mode}");
    }
}

#[test]
fn police_notices_and_orders_end_by_law() {
    let rows = [
        ("dvpn", "2025-06-03T11:59:00+01:00", Outcome::Refused),
        ("dvpn", "2025-06-03T12:01:00+01:00", Outcome::Ask),
        ("dvpo", "2025-06-29T11:59:00+01:00", Outcome::Refused),
        ("dvpo", "2025-06-29T12:01:00+01:00", Outcome::Ask),
        ("restraining_order", "2045-06-29T12:01:00+01:00", Outcome::Refused),
    ];
    for (kind, instant, outcome) in rows {
        let terms = Terms {
            kind: RestrictionKind::from_name(kind),
            from: When::Moment(at("2025-06-01T12:00:00+01:00")),
            until: None,
            ..terms("prohibit", "legal_verified")
        };
        let ruling = evaluate(&terms, card_id(1), &ContactMode::Text, at(instant)).unwrap();
        assert_eq!(ruling.outcome, outcome, "{kind} {instant}");
        assert_eq!(codes(&ruling).contains(&"end_set_by_law"), kind.starts_with("dvp"));
    }
}

#[test]
fn whom_it_names() {
    let rows = [
        (json!({"people": [card_id(1)]}), [true, false]),
        (json!({"people": [], "bound": [card_id(2)]}), [false, true]),
        (json!({"people": [card_id(1)], "protected": ["individual", card_id(2)]}), [true, true]),
        (json!({"people": [], "bound": ["individual"]}), [true, true]),
    ];
    for (value, expected) in rows {
        let mut whole = serde_json::to_value(terms("prohibit", "agreed")).unwrap();
        whole.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        let terms = read_terms(&whole).unwrap();
        let named =
            [1, 2].map(|n| evaluate(&terms, card_id(n), &ContactMode::Phone, sample::noon(5)).is_some());
        assert_eq!(named, expected, "{value}");
    }
    let mut order = terms("prohibit", "legal_verified");
    order.protected = vec![Party::Individual];
    assert!(codes(&ruled(&order, "gift", 5)).contains(&"individual_protected"));
    order.bound = vec![Party::Individual];
    assert!(codes(&ruled(&order, "gift", 5)).contains(&"individual_bound"));
}

#[test]
fn terms_this_version_may_write() {
    let good = terms("limit", "agreed");
    let with_modes =
        |modes: serde_json::Value| Terms { modes: serde_json::from_value(modes).unwrap(), ..good.clone() };
    let plain = with_modes(json!({"phone": {"rule": "free"}}));
    let rows = [
        (plain.clone(), Ok(())),
        (good.clone(), Err(InvalidTerms::NotAnOption)),
        (Terms { effect: Effect::from_name("x"), ..plain.clone() }, Err(InvalidTerms::NotAnOption)),
        (
            Terms { people: vec![], bound: vec![Party::Individual], ..plain.clone() },
            Err(InvalidTerms::NobodyNamed),
        ),
        (
            Terms { until: Some(When::Day(sample::day(0))), ..plain.clone() },
            Err(InvalidTerms::EndsBeforeItBegins),
        ),
        (Terms { until: Some(When::Moment(sample::noon(1))), ..plain.clone() }, Ok(())),
        (Terms { places: vec![" ".into()], ..plain }, Err(InvalidText::Empty.into())),
    ];
    for (terms, expected) in rows {
        assert_eq!(terms.check(), expected);
    }
}

fn force_of(values: &[Terms]) -> InForce {
    let values: Vec<Value> = values.iter().map(|terms| serde_json::to_value(terms).unwrap()).collect();
    let card = sample::card("restriction", TERMS, &values.iter().collect::<Vec<_>>());
    in_force(&card, card_id(1), &ContactMode::Gift, sample::noon(5)).unwrap()
}

#[test]
fn concurrent_terms_are_joined_and_own_wishes_are_asked_about() {
    use Outcome::{Allowed, Ask, Refused};
    let (no, free) = (terms("prohibit", "legal_verified"), {
        let mut free = terms("permit", "legal_verified");
        free.modes.clear();
        free
    });
    let own = |terms: &Terms| Terms { force: Force::OwnWish, ..terms.clone() };
    let rows = [
        (vec![free.clone()], Allowed, None),
        (vec![free.clone(), no.clone()], Refused, Some("terms_differ")),
        (vec![own(&free)], Allowed, None),
        (vec![own(&no)], Ask, None),
        (vec![own(&free), own(&no)], Ask, Some("own_wish_differs")),
        (vec![own(&free), own(&free)], Allowed, None),
        (vec![own(&free), no], Refused, Some("own_wish")),
    ];
    for (values, outcome, because) in rows {
        let found = force_of(&values);
        assert_eq!(found.ruling.outcome, outcome, "{because:?}");
        assert_eq!(found.sources.len(), values.len());
        assert!(
            because.is_none_or(|because| codes(&found.ruling).contains(&because)),
            "{:?}",
            codes(&found.ruling)
        );
    }
}

#[test]
fn lifting_and_what_cannot_be_read() {
    let value = serde_json::to_value(terms("prohibit", "legal_verified")).unwrap();
    let ask = |card: &Card| in_force(card, card_id(1), &ContactMode::Gift, sample::noon(5));

    let mut lifted = sample::card("restriction", TERMS, &[&value]);
    sample::end_seeing_all(&mut lifted);
    assert_eq!(ask(&lifted), None);

    let mut changed_meanwhile = sample::card("restriction", TERMS, &[&value]);
    sample::end(&mut changed_meanwhile, &[]);
    let still = ask(&changed_meanwhile).unwrap().ruling;
    assert_eq!(
        (still.outcome, codes(&still)),
        (Outcome::Refused, vec!["legal_verified", "ended_changed_meanwhile"])
    );

    let newer = sample::card("restriction", TERMS, &[&value, &json!({"effect": {"of": "a newer app"}})]);
    let strictest = ask(&newer).unwrap().ruling;
    assert!(strictest.outcome == Outcome::Refused && codes(&strictest).contains(&"not_understood"));

    let empty = sample::card("restriction", "review", &[&json!("2026-01-01")]);
    let missing = ask(&empty).unwrap().ruling;
    assert_eq!((missing.outcome, codes(&missing)), (Outcome::Incomplete, vec!["terms_missing"]));

    let both = union(
        &[&empty, &changed_meanwhile].map(Reading::of),
        card_id(1),
        &ContactMode::Gift,
        sample::noon(5),
    )
    .unwrap();
    assert_eq!((both.ruling.outcome, both.sources.len()), (Outcome::Refused, 1));
    assert_eq!(union(&[Reading::of(&lifted)], card_id(1), &ContactMode::Gift, sample::noon(5)), None);
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let effect = prop_oneof!["require", "permit", "limit", "prohibit", "newer"];
    let force =
        prop_oneof!["legal_verified", "legal_unverified", "agreed", "own_wish", "staff_rule", "newer"];
    let rule = proptest::option::of(prop_oneof!["free", "conditional", "supervised", "none", "newer"]);
    let people = proptest::collection::vec(1..3_u8, 0..3);
    let kind = prop_oneof!["dvpn", "dvpo", "agreed_plan"];
    (effect, force, rule, people, (0..8_u32, proptest::option::of(0..8_u32)), kind).prop_map(
        |(effect, force, rule, people, (from, until), kind)| {
            let mut modes = serde_json::Map::new();
            if let Some(rule) = rule {
                modes.insert("phone".into(), json!({"rule": rule, "condition": force}));
            }
            let value = json!({
                "people": people.into_iter().map(card_id).collect::<Vec<_>>(), "effect": effect, "force": force,
                "kind": kind, "modes": modes, "from": sample::day(from), "until": until.map(sample::day),
            });
            serde_json::from_value(value).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn what_is_in_force_is_never_weaker_than_what_anyone_wrote(
        all in proptest::collection::vec(any_terms(), 1..5), day in 0..10_u32, ended in any::<bool>()
    ) {
        let values: Vec<Value> = all.iter().map(|terms| serde_json::to_value(terms).unwrap()).collect();
        let mut card = sample::card("restriction", TERMS, &values.iter().collect::<Vec<_>>());
        if ended {
            sample::end(&mut card, &[]);
        }
        let instant = sample::noon(day);
        let found = in_force(&card, card_id(1), &ContactMode::Phone, instant);
        let alone: Vec<Ruling> =
            all.iter().filter_map(|terms| evaluate(terms, card_id(1), &ContactMode::Phone, instant)).collect();
        prop_assert_eq!(found.is_some(), !alone.is_empty());
        if let Some(found) = found {
            prop_assert!(alone.iter().all(|ruling| found.ruling.is_no_weaker_than(ruling)));
            let back: Vec<&Value> = values.iter().rev().collect();
            let mut reversed = sample::card("restriction", TERMS, &back);
            if ended {
                sample::end(&mut reversed, &[]);
            }
            let again = in_force(&reversed, card_id(1), &ContactMode::Phone, instant).unwrap();
            prop_assert_eq!(again.ruling, found.ruling);
        }
    }

    #[test]
    fn terms_survive_their_json(terms in any_terms()) {
        let value = serde_json::to_value(&terms).unwrap();
        prop_assert_eq!(read_terms(&value), Some(terms));
    }
}
