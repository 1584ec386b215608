//! The shared diary, against a count of cells that shares no code with the parser.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kith_domain::time::Precision;

use super::diary::read_diary;
use super::mapping::Mapping;

/// The mapping that is shipped for the shared diary.
const EMOTION_DIARY: &str = include_str!("../../../../cli/mappings/emotion-diary.toml");

fn shared(path: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !folder.is_dir() {
        println!("skipped: the folder of shared data files is not beside the workspace");
        return None;
    }
    Some(folder.join(path))
}

#[test]
fn the_shared_diary_comes_in_whole() {
    let Some(path) = shared("diary/diary.csv") else {
        return;
    };
    let bytes = std::fs::read(path).unwrap();
    let diary = read_diary(&Mapping::read(EMOTION_DIARY).unwrap(), &bytes).unwrap();
    assert_eq!((diary.rows.len(), diary.refused.clone(), diary.repeated), (1_476, vec![], 0));
    assert_eq!(diary.notices, vec![]);

    // No cell of that file is quoted: an independent reading is to split it.
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (line, row) in lines.zip(&diary.rows) {
        for (name, cell) in header.iter().zip(line.split(',')) {
            assert_eq!(row.cells.get(*name).map_or("", String::as_str), cell, "line {} {name}", row.line);
            *count.entry(name).or_default() += usize::from(!cell.is_empty());
        }
    }
    let of = |rows: &dyn Fn(&str) -> usize, columns: &[&str]| {
        for column in columns {
            assert_eq!(rows(column), count[column], "{column}");
        }
    };
    let moods: Vec<&str> =
        header.iter().copied().filter(|name| name.starts_with("mood_") || *name == "event_pleas").collect();
    assert_eq!(moods.len(), 13);
    let observed = |column: &str| {
        diary.rows.iter().flat_map(|row| &row.observations).filter(|value| value.column == column).count()
    };
    of(&observed, &moods);
    let rated = |column: &str| {
        diary.rows.iter().flat_map(|row| &row.company).filter(|value| value.column == column).count()
    };
    of(&rated, &["company_pleasant", "doing_together", "prefer_alone"]);
    assert_eq!((count["mor_qualsleep"], observed("mor_qualsleep")), (892, 143), "once a day");
}

#[test]
fn who_the_shared_diary_was_with() {
    let Some(path) = shared("diary/diary.csv") else {
        return;
    };
    let bytes = std::fs::read(path).unwrap();
    let diary = read_diary(&Mapping::read(EMOTION_DIARY).unwrap(), &bytes).unwrap();
    assert!(diary.people.iter().all(|person| !person.name.to_lowercase().contains("nobody")));
    assert_eq!(diary.people.len(), 7);
    let answered = |answer: Option<bool>| diary.rows.iter().filter(|row| row.alone == answer).count();
    assert_eq!([Some(true), Some(false), None].map(answered), [798, 674, 4]);
    let with = |name: &str| {
        diary.rows.iter().filter(|row| row.people.iter().any(|person| person.name == name)).count()
    };
    assert_eq!((with("Partner"), with("Friends")), (445, 107));
    for row in &diary.rows {
        assert_eq!(row.alone == Some(false), !row.people.is_empty());
        let local = row.occurred.at.naive_local().to_string();
        assert_eq!(local, format!("{} {}:00", row.cells["date"], row.cells["time"]));
        assert_eq!(row.occurred.precision, Precision::Exact);
        let hours = row.occurred.at.offset().local_minus_utc() / 3600;
        let summer = local.as_str() < "2012-10-28 03" || local.as_str() >= "2013-03-31 03";
        assert_eq!(hours, if summer { 2 } else { 1 }, "{local}");
    }
    let anxious =
        diary.rows.iter().flat_map(|row| &row.observations).filter(|value| value.column == "mood_anxious");
    let values: Vec<f64> = anxious.map(|value| value.value).collect();
    assert_eq!(
        (values.iter().copied().fold(9.0, f64::min), values.iter().copied().fold(-9.0, f64::max)),
        (-3.0, 1.0)
    );
}

#[test]
fn reading_again_gives_the_same_keys_and_all_differ() {
    let Some(path) = shared("diary/diary.csv") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let mapping = Mapping::read(EMOTION_DIARY).unwrap();
    let keys = |bytes: &[u8]| -> Vec<String> {
        let diary = read_diary(&mapping, bytes).unwrap();
        diary
            .rows
            .iter()
            .flat_map(|row| {
                let values = row.observations.iter().chain(&row.company).map(|value| value.key.clone());
                std::iter::once(row.key.clone()).chain(values).collect::<Vec<_>>()
            })
            .collect()
    };
    let first = keys(text.as_bytes());
    let mut unique = first.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), first.len());
    let marked = [b"\xEF\xBB\xBF".as_slice(), text.replace('\n', "\r\n").as_bytes()].concat();
    assert_eq!(keys(&marked), first, "another program saved it");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(keys(&wide), first, "in another encoding");
}
