//! Small diaries and bad ones, in rows; and any bytes at all.

use kith_domain::lists::{PersonKind, RelationshipKind};
use proptest::prelude::*;

use super::ImportError;
use super::diary::{Diary, read_diary};
use super::mapping::Mapping;

const SMALL: &str = r#"
    source = "small"
    keep = ["id"]
    ignore = ["gps"]
    voice = { speaker = "individual", how = "own_words", method = "writing" }
    file = { missing = ["NA"] }
    scale = [
        { column = "mood", low = 1, high = 7, higher_is_better = true },
        { column = "calm", low = 1, high = 7, higher_is_better = true, shift = 4, step = 0.5 },
        { column = "slept", low = 1, high = 7, higher_is_better = true, once_a_day = true },
    ]
    company = [{ column = "nice", low = 1, high = 7, higher_is_better = true }]
    answer = [{ column = "why", label = "Why?" }]
    [when]
    date = { column = "day", format = "%d/%m/%Y" }
    time = { column = "at", format = "%H:%M" }
    zone = "Europe/London"
    [who]
    columns = ["with", "also"]
    nobody = ["nobody"]
    no_person = ["strangers"]
    people = { mum = { name = "Mum", relationship = "parent" }, mates = { name = "Mates", kind = "group" } }
"#;

const HEADER: &str = "id,day,at,with,also,nice,mood,calm,slept,why,gps,extra";

/// Line, column and code of each refusal.
type Expected<'a> = &'a [(u64, &'a str, &'a str)];

fn small(rows: &str) -> Result<Diary, ImportError> {
    read_diary(&Mapping::read(SMALL).unwrap(), format!("{HEADER}\n{rows}\n").as_bytes())
}

fn refusals(diary: &Diary) -> Vec<(u64, &str, &str)> {
    diary.refused.iter().map(|refused| (refused.line, refused.column.as_str(), refused.code)).collect()
}

fn notices(diary: &Diary) -> Vec<(u64, &str, &str)> {
    diary.notices.iter().map(|notice| (notice.line, notice.column.as_str(), notice.code)).collect()
}

#[test]
fn a_row_is_understood() {
    let diary =
        small("7,05/02/2024,09:30,mum,nobody,6,NA,-1.5,4,\"because, \"\"so\"\"\nit is\",51.5,more").unwrap();
    assert_eq!(refusals(&diary), vec![]);
    assert_eq!(notices(&diary), vec![(1, "gps", "ignored_column"), (1, "extra", "unmapped_column")]);
    let row = &diary.rows[0];
    assert_eq!(row.occurred.at.to_rfc3339(), "2024-02-05T09:30:00+00:00");
    assert_eq!((row.alone, row.people.len()), (Some(false), 1));
    let person = &row.people[0];
    assert_eq!((&person.kind, &person.relationship), (&PersonKind::Person, &Some(RelationshipKind::Parent)));
    let values: Vec<(&str, f64)> =
        row.observations.iter().map(|value| (value.column.as_str(), value.value)).collect();
    assert_eq!(values, [("calm", 2.5), ("slept", 4.0)]);
    assert_eq!((row.company[0].value, row.answers[0].label.as_str()), (6.0, "Why?"));
    assert_eq!(row.answers[0].text, "because, \"so\"\nit is");
    let kept: Vec<&str> = row.cells.keys().map(String::as_str).collect();
    assert_eq!(kept, ["also", "at", "calm", "day", "extra", "id", "mood", "nice", "slept", "why", "with"]);
    assert_eq!((row.cells["mood"].as_str(), row.cells["calm"].as_str()), ("NA", "-1.5"));
}

#[test]
fn company() {
    let rows: [(&str, Option<bool>, &[&str]); 7] = [
        ("nobody,", Some(true), &[]),
        (",", None, &[]),
        ("NA,NA", None, &[]),
        ("strangers,nobody", Some(false), &[]),
        ("mum,mates", Some(false), &["Mum", "Mates"]),
        ("mum, mum ", Some(false), &["Mum"]),
        ("nobody,mum", Some(false), &["Mum"]),
    ];
    for (cells, alone, people) in rows {
        let diary = small(&format!("1,05/02/2024,09:30,{cells},,,,,,,")).unwrap();
        let row = &diary.rows[0];
        assert_eq!(row.alone, alone, "{cells}");
        assert_eq!(
            row.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
            people,
            "{cells}"
        );
    }
    let lonely = small("1,05/02/2024,09:30,nobody,,5,,,,,,").unwrap();
    assert_eq!(notices(&lonely).last(), Some(&(2, "nice", "company_of_nobody")));
}

fn check(row: &str, expected: Expected<'_>) {
    let text = format!("1,05/02/2024,09:30,,,,,,5,,,\n{row}\n2,07/02/2024,09:30,,,,,,,,,");
    let diary = small(&text).unwrap();
    let shown: String = row.chars().take(60).collect();
    assert_eq!(refusals(&diary), expected, "{shown}");
    assert_eq!(diary.rows.len(), 2, "{shown}");
    assert_eq!(diary.rows[1].line, 4, "{shown}");
}

#[test]
fn bad_rows_are_listed_and_the_others_taken() {
    let rows: [(String, Expected<'_>); 12] = [
        ("1,,09:30,,,,,,,,,".into(), &[(3, "day", "empty")]),
        ("1,31/02/2024,09:30,,,,,,,,,".into(), &[(3, "day", "date")]),
        ("1,2024-02-05,09:30,,,,,,,,,".into(), &[(3, "day", "date")]),
        ("1,06/02/2024,9 am,,,,,,,,,".into(), &[(3, "at", "time")]),
        ("1,06/02/2024,09:30,dad,,,,,,,,".into(), &[(3, "with", "unknown_label")]),
        ("1,06/02/2024,09:30,Mum,,,,,,,,".into(), &[(3, "with", "unknown_label")]),
        ("1,06/02/2024,09:30,,,,8,,,,,".into(), &[(3, "mood", "off_scale")]),
        ("1,06/02/2024,09:30,,,,3.5,,,,,".into(), &[(3, "mood", "off_step")]),
        ("1,06/02/2024,09:30,,,,good,,,,,".into(), &[(3, "mood", "not_a_number")]),
        ("1,06/02/2024,09:30,,,,=1+1,,,,,".into(), &[(3, "mood", "not_a_number")]),
        (
            "1,06/02/2024,09:30,,,,inf,1e0,,,,".into(),
            &[(3, "mood", "not_a_number"), (3, "calm", "not_a_number")],
        ),
        ("1,06/02/2024,09:30,,,0,,9,,,,".into(), &[(3, "calm", "off_scale"), (3, "nice", "off_scale")]),
    ];
    for (row, expected) in rows {
        check(&row, expected);
    }
}

#[test]
fn rows_with_unfit_cells_are_listed_and_the_others_taken() {
    let long = "m".repeat(1 << 20);
    let rows: [(String, Expected<'_>); 8] = [
        (
            format!("1,06/02/2024,09:30,{long},,,,,,,,"),
            &[(3, "with", "too_long"), (3, "with", "unknown_label")],
        ),
        (format!("1,06/02/2024,09:30,,,,,,,,,{long}"), &[(3, "extra", "too_long")]),
        ("1,06/02/2024,09:30,,,,,,,a\u{0}b,,".into(), &[(3, "why", "control_character")]),
        ("1,06/02/2024,09:30,,,,,,,a\u{1b}[2J,,".into(), &[(3, "why", "control_character")]),
        ("1,06/02/2024".into(), &[(3, "#3", "cell_count")]),
        ("1,06/02/2024,09:30,,,,,,,,,,,".into(), &[(3, "#13", "cell_count")]),
        ("1,06/02/2024,09:30,,,,,,,\"open,,".into(), &[(3, "#11", "quote_not_closed")]),
        ("1,05/02/2024,10:00,,,,,,6,,,".into(), &[(3, "slept", "differs_within_day")]),
    ];
    for (row, expected) in rows {
        check(&row, expected);
    }
}

#[test]
fn rows_of_one_key() {
    let again = "1,05/02/2024,09:30,mum,,,5,,,,,";
    let diary = small(&format!("{again}\n{again}\n1,05/02/2024,09:30,mum,,,6,,,,,\n,,,,,,,,,,,\n")).unwrap();
    assert_eq!((diary.rows.len(), diary.repeated), (1, 1));
    assert_eq!(refusals(&diary), vec![(4, "day", "repeated_key")]);
    let changed = small("1,05/02/2024,09:30,mum,,,6,,,,,").unwrap();
    assert_eq!(changed.rows[0].key, diary.rows[0].key);
    assert_ne!(changed.rows[0].digest, diary.rows[0].digest, "an edited row is told from an unchanged one");

    let by_id = SMALL.replace("missing =", "key = [\"id\"], missing =");
    let text = format!("{HEADER}\n{again}\n{}", again.replace("1,05", "2,05"));
    let diary = read_diary(&Mapping::read(&by_id).unwrap(), text.as_bytes()).unwrap();
    assert_eq!((diary.rows.len(), diary.repeated, refusals(&diary)), (2, 0, vec![]));
}

#[test]
fn what_a_person_should_know() {
    let rows = [
        ("1,05/02/2024,,,,,,,,,,", (2, "at", "no_time")),
        ("1,31/03/2024,01:30,,,,,,,,,", (2, "at", "time_skipped")),
        ("1,27/10/2024,01:30,,,,,,,,,", (2, "at", "time_twice")),
        ("1,05/02/2024,09:30,,,,,,,=SUM(A1),,", (2, "why", "formula_like")),
        ("1,05/02/2024,09:30,,,,,,,,,@home", (2, "extra", "formula_like")),
    ];
    for (row, notice) in rows {
        let diary = small(row).unwrap();
        assert_eq!((diary.rows.len(), notices(&diary).last()), (1, Some(&notice)), "{row}");
    }
}

#[test]
fn files_that_are_not_taken() {
    let row = "1,05/02/2024,09:30,,,,,,,,,";
    let swapped: String = (13..20).map(|day| format!("1,02/{day}/2024,09:30,,,,,,,,,\n")).collect();
    let rows: [(Vec<u8>, &str, &[&str]); 10] = [
        (b"".to_vec(), "import_empty", &[]),
        (b"\xEF\xBB\xBF\r\n".to_vec(), "import_empty", &[]),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "import_not_csv", &[]),
        (b"once upon a time".to_vec(), "import_missing_columns", &["also", "at", "calm"]),
        (format!("{}\n{row}", HEADER.replace("mood", "mode")).into(), "import_missing_columns", &["mood"]),
        (format!("{HEADER},mood\n{row},").into(), "import_repeated_columns", &["mood"]),
        (format!("{HEADER}\n{row}").replace(',', ";").into(), "import_delimiter", &[";"]),
        (format!("{HEADER}\n{row}").replace(',', "\t").into(), "import_delimiter", &["\\t"]),
        (format!("{HEADER}\n{row}\n{swapped}").into(), "import_date_order", &["day"]),
        (
            format!("{HEADER}\n{}", "1,today,09:30,,,,,,,,,\n".repeat(4)).into(),
            "import_date_format",
            &["day"],
        ),
    ];
    for (bytes, code, fields) in rows {
        let error = read_diary(&Mapping::read(SMALL).unwrap(), &bytes).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(error.fields().iter().map(String::as_str).take(3).eq(fields.iter().copied()), "{error:?}");
    }
    let huge = vec![b'a'; super::DIARY_BYTES + 1];
    assert_eq!(read_diary(&Mapping::read(SMALL).unwrap(), &huge).unwrap_err().code(), "import_too_large");
}

#[test]
fn unknown_people_can_be_added() {
    let add = Mapping::read(&format!("{SMALL}\n    unknown = \"add\"")).unwrap();
    let text = format!("{HEADER}\n1,05/02/2024,09:30,Zoë,mum,,,,,,,\n1,06/02/2024,09:30,a\u{202E}b,,,,,,,,");
    let western =
        encoding_rs::WINDOWS_1252.encode(&text.lines().take(2).collect::<Vec<_>>().join("\n")).0.into_owned();
    for (bytes, refused) in [(text.into_bytes(), vec![(3, "with", "not_a_name")]), (western, vec![])] {
        let diary = read_diary(&add, &bytes).unwrap();
        assert_eq!(
            diary.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
            ["Zoë", "Mum"]
        );
        assert_eq!(refusals(&diary), refused);
    }
}

#[test]
fn columns_without_a_name_or_with_one_twice_are_kept() {
    let text = format!("{HEADER},,note,note\n1,05/02/2024,09:30,,,,,,,,,,a,b,c");
    let diary = read_diary(&Mapping::read(SMALL).unwrap(), text.as_bytes()).unwrap();
    let cells = &diary.rows[0].cells;
    assert_eq!(
        (cells["#13"].as_str(), cells["note#14"].as_str(), cells["note#15"].as_str()),
        ("a", "b", "c")
    );
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let mapping = Mapping::read(SMALL).unwrap();
        let _ = read_diary(&mapping, &bytes);
        let with_header = [HEADER.as_bytes(), b"\n", &bytes].concat();
        if let Ok(diary) = read_diary(&mapping, &with_header) {
            prop_assert!(diary.rows.len() + diary.refused.len() <= 13 * (bytes.len() + 1));
        }
    }

    #[test]
    fn any_cells_are_kept_or_their_row_is_refused(
        rows in proptest::collection::vec(("[a-z\"\n\r,;é=]{0,12}", "[ -~]{0,6}", "(mum|nobody|mates|dad|)"), 1..20)
    ) {
        let mapping = Mapping::read(SMALL).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(HEADER.split(',')).unwrap();
        for (n, (why, mood, with)) in rows.iter().enumerate() {
            let (id, at) = (n.to_string(), format!("09:{n:02}"));
            writer.write_record([&id, "05/02/2024", &at, with, "", "", mood, "", "", why, "", "kept"]).unwrap();
        }
        let diary = read_diary(&mapping, &writer.into_inner().unwrap()).unwrap();
        let lines: std::collections::BTreeSet<u64> = diary.refused.iter().map(|refused| refused.line).collect();
        prop_assert_eq!(diary.rows.len() + lines.len(), rows.len());
        for row in &diary.rows {
            let (why, mood, with) = &rows[row.cells["id"].parse::<usize>().unwrap()];
            for (column, cell) in [("why", why), ("mood", mood), ("with", with)] {
                prop_assert_eq!(row.cells.get(column).map_or("", String::as_str), cell);
            }
        }
    }
}
