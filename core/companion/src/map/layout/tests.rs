use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::board::{near, overlap};
use super::*;

type Someone = ([u8; 16], usize, String, bool);

fn someone() -> impl Strategy<Value = Someone> {
    (any::<[u8; 16]>(), 0..4_usize, "\\PC{0,30}", any::<bool>())
}

fn placings(people: &[Someone]) -> Vec<Placing<'_>> {
    people
        .iter()
        .map(|(id, circle, label, noted)| Placing {
            id: *id,
            circle: *circle,
            label,
            note: noted.then_some("estranged"),
        })
        .collect()
}

fn check(layout: &Layout) -> Result<(), TestCaseError> {
    for (index, one) in layout.positions.iter().enumerate() {
        let area = one.label;
        prop_assert!(area.x >= 0.0 && area.x + area.width <= layout.size, "{area:?} of {}", layout.size);
        prop_assert!(area.y >= 0.0 && area.y + area.height <= layout.size, "{area:?} of {}", layout.size);
        prop_assert!(!near(&area, (one.x, one.y), DOT), "a label covers its own mark");
        for other in layout.positions.iter().skip(index + 1) {
            prop_assert!(!overlap(&area, &other.label, 0.0), "{area:?} over {:?}", other.label);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn labels_never_overlap(people in prop::collection::vec(someone(), 0..60)) {
        check(&place(&placings(&people)))?;
    }

    #[test]
    fn adding_somebody_moves_nobody(people in prop::collection::vec(someone(), 0..40), new in someone(), at in 0..40_usize) {
        let before = place(&placings(&people));
        let mut more = people.clone();
        let at = at.min(people.len());
        more.insert(at, new);
        let mut after = place(&placings(&more));
        after.positions.remove(at);
        for (was, is) in before.positions.iter().zip(&after.positions) {
            prop_assert_eq!(tenth(was.x - before.size / 2.0), tenth(is.x - after.size / 2.0));
            prop_assert_eq!(tenth(was.y - before.size / 2.0), tenth(is.y - after.size / 2.0));
        }
    }

    #[test]
    fn the_order_of_people_changes_nothing(people in prop::collection::vec(someone(), 0..30)) {
        let mut turned = people.clone();
        turned.sort_by_key(|one| one.0);
        turned.dedup_by_key(|one| one.0);
        let forwards = place(&placings(&turned));
        turned.reverse();
        let mut backwards = place(&placings(&turned));
        backwards.positions.reverse();
        prop_assert_eq!(forwards, backwards);
    }

    #[test]
    fn marks_stay_in_their_circle(person in someone()) {
        let (x, y) = spot(person.0, person.1);
        let from = x.hypot(y);
        let inner = if person.1 == 0 { HEART } else { RADII[person.1 - 1] };
        prop_assert!(from - DOT > inner && from + DOT < RADII[person.1], "{from} in circle {}", person.1);
    }
}

fn crowd(count: u32, name: &str) -> Vec<Someone> {
    (0..count)
        .map(|n| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
            (id, n as usize % 4, format!("{name} {n}"), n % 5 == 0)
        })
        .collect()
}

#[test]
fn three_hundred_people_are_placed_quickly() {
    let people = crowd(300, "Somebody with a name");
    let begun = Instant::now();
    let layout = place(&placings(&people));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(layout.positions.len(), 300);
    check(&layout).unwrap();
}

#[test]
fn a_map_of_sixty_hides_few_marks_and_keeps_names_near() {
    let layout = place(&placings(&crowd(60, "Cousin Mair")));
    let covered = layout
        .positions
        .iter()
        .filter(|one| layout.positions.iter().any(|area| near(&area.label, (one.x, one.y), DOT)))
        .count();
    let far = layout.positions.iter().filter(|one| !near(&one.label, (one.x, one.y), 5.0 * DOT)).count();
    assert!(covered <= 1, "{covered} covered");
    assert!(far <= 10, "{far} far from their names");
}

#[test]
fn marks_rarely_touch() {
    let layout = place(&placings(&crowd(40, "Mair")));
    let touching = layout
        .positions
        .iter()
        .enumerate()
        .flat_map(|(index, one)| layout.positions.iter().skip(index + 1).map(move |other| (one, other)))
        .filter(|(one, other)| (one.x - other.x).hypot(one.y - other.y) < 2.0 * DOT)
        .count();
    assert!(touching <= 3, "{touching} touch");
}

#[test]
fn marks_are_spread_all_around() {
    let mut sixths = [0_u32; 6];
    for n in 0..6000_u32 {
        let mut id = [0; 16];
        id[12..].copy_from_slice(&n.to_be_bytes());
        let (x, y) = spot(id, 3);
        let sixth = (1..6_u8).filter(|edge| y.atan2(x) / TAU + 0.5 > f64::from(*edge) / 6.0).count();
        sixths[sixth] += 1;
    }
    assert!(sixths.iter().all(|count| (700..1300).contains(count)), "{sixths:?}");
}

#[test]
fn nobody_and_one() {
    assert_eq!(place(&[]), Layout { size: 2.0 * HALF, radii: RADII, positions: Vec::new() });
    let one = place(&[Placing { id: [7; 16], circle: 9, label: "", note: None }]);
    assert_eq!(one.positions.len(), 1);
}

#[test]
fn labels_are_cut_only_where_long() {
    let rows = [
        ("Ann", "Ann"),
        ("  Ann\n Lee ", "Ann  Lee"),
        ("Bartholomew Featherstonehaugh", "Bartholomew Featherston…"),
        ("a\u{202e}b\u{0}c", "abc"),
        ("山田花子山田花子山田花子", "山田花子山田花子山田花子"),
        ("山田花子山田花子山田花子山", "山田花子山田花子山田花…"),
    ];
    for (name, label) in rows {
        assert_eq!(label_text(name), label);
    }
}
