//! Made-up figures that the tests of a page draw.

use super::{Page, Part, Words};
use crate::map::{Layout, Placing, place};
use crate::screens::figures::{
    EffectFigure, MapCircle, MapFigure, MapLine, MapPerson, TrendFigure, TrendMark, TrendPoint,
};
use crate::screens::outline::{Line, Mark, Outline};

pub(crate) const HOSTILE: &str = "</title><script>alert('x')</script> \"&\u{202e}gnp https:// <img src=x>";

pub(crate) fn words() -> Words {
    Words::new(|key| key.trim_start_matches("page-").replace('-', " "))
}

const CIRCLES: [&str; 4] = ["intimacy", "friendship", "participation", "exchange"];
const KINDS: [&str; 6] = ["person", "group", "pet", "service", "place_of_faith", "online_only"];
const STATUSES: [&str; 7] = ["existing", "wanted", "ended", "estranged", "kept_away_from", "died", "unknown"];
const QUALITIES: [&str; 5] = ["strong", "ordinary", "tenuous", "stressful", "not_in_touch"];

fn pick<'a>(from: &[&'a str], n: usize) -> &'a str {
    from[n % from.len()]
}

fn status_of(n: usize) -> &'static str {
    if n.is_multiple_of(3) { pick(&STATUSES, n / 3) } else { "existing" }
}

pub(crate) fn map_of(count: usize, name: impl Fn(usize) -> String) -> MapFigure {
    let names: Vec<String> = (0..count).map(name).collect();
    let id = |n: usize| {
        let mut id = [3; 16];
        id[..8].copy_from_slice(&(n as u64).to_be_bytes());
        id
    };
    let placings: Vec<Placing<'_>> = names
        .iter()
        .enumerate()
        .map(|(n, label)| {
            let circle = [0, 0, 1, 1, 2, 3, 1, 2][n % 8];
            Placing { id: id(n), circle, label, note: (status_of(n) != "existing").then(|| status_of(n)) }
        })
        .collect();
    let layout = place(&placings);
    let circles = CIRCLES.iter().zip(layout.radii).map(|(name, radius)| MapCircle {
        name: (*name).to_owned(),
        label: format!("Circle of {name}"),
        radius,
    });
    let people = people_of(&names, &layout);
    let mut lines: Vec<MapLine> = (0..count).map(|n| tie(n, None, format!("card-{n}"))).collect();
    if count > 6 {
        lines.push(tie(count, Some("card-1".to_owned()), "card-4".to_owned()));
        lines.push(tie(count + 1, None, "card-2".to_owned()));
    }
    let list_ids = people.iter().map(|p| p.id.clone()).chain(lines.iter().map(|l| l.id.clone())).collect();
    let list = people.iter().map(|p| p.text.clone()).chain(lines.iter().map(|l| l.text.clone())).collect();
    MapFigure {
        individual: "i".into(),
        name: "Bethan Mair Pugh".into(),
        title: "My relationships".into(),
        size: layout.size,
        circles: circles.collect(),
        people,
        lines,
        list,
        list_ids,
        warnings: vec!["Two changes are waiting to be read.".into()],
        changes: Vec::new(),
    }
}

fn people_of(names: &[String], layout: &Layout) -> Vec<MapPerson> {
    names
        .iter()
        .zip(&layout.positions)
        .enumerate()
        .map(|(n, (name, at))| MapPerson {
            id: format!("card-{n}"),
            name: name.clone(),
            circle: pick(&CIRCLES, n).to_owned(),
            kind: pick(&KINDS, if n % 2 == 0 { 0 } else { n / 2 }).to_owned(),
            status: status_of(n).to_owned(),
            x: at.x,
            y: at.y,
            label: at.label,
            differs: n % 7 == 3,
            text: format!("{name}, {}, {}", pick(&CIRCLES, n), status_of(n)),
        })
        .collect()
}

fn tie(n: usize, from: Option<String>, to: String) -> MapLine {
    MapLine {
        id: format!("tie-{n}"),
        differs: n % 5 == 2,
        text: format!("{} with {to} ({n})", pick(&QUALITIES, n)),
        from,
        to,
        kind: "friend".into(),
        quality: pick(&QUALITIES, n).to_owned(),
        gives: [Some("both"), None, Some("to_me"), Some("from_me"), Some("neither")][n % 5]
            .map(str::to_owned),
        restriction: (n % 9 == 4).then(|| "Supervised contact only".to_owned()),
    }
}

pub(crate) fn trend() -> TrendFigure {
    let day = 86_400_000_i64;
    let begin = 1_767_225_600_000_i64;
    let point = |n: i64, value: f64| TrendPoint {
        at: chrono::DateTime::from_timestamp_millis(begin + n * day).unwrap().to_rfc3339(),
        at_ms: begin + n * day,
        value,
        phase: None,
        own: n % 3 != 0,
    };
    TrendFigure {
        title: "How I feel".into(),
        scale: "mood".into(),
        low: 1.0,
        high: 5.0,
        higher_is_better: true,
        count: 13,
        runs: vec![
            [3.0, 4.0, 4.0, 2.0, 3.0, 5.0, 4.0].iter().zip(0..).map(|(v, n)| point(n * 4, *v)).collect(),
            [2.0, 3.0, 3.5, 4.0, 4.0, 1.0].iter().zip(0..).map(|(v, n)| point(70 + n * 5, *v)).collect(),
        ],
        marks: [
            (2, "contact"),
            (9, "missed_contact"),
            (16, "contact"),
            (40, "support_changed"),
            (75, "missed_contact"),
            (90, "contact"),
        ]
        .map(|(n, kind)| TrendMark {
            at_ms: begin + n * day,
            kind: kind.into(),
            text: format!("{kind} with Siân"),
        })
        .into(),
        list: vec!["13 ratings, from 1 to 5.".into(), "No ratings between 25 Jan and 12 Mar 2026.".into()],
    }
}

pub(crate) fn effect(too_few: bool) -> EffectFigure {
    let known = |value: f64| (!too_few).then_some(value);
    EffectFigure {
        amended: 0,
        title: "Ratings around contact with Siân".into(),
        scale: "mood".into(),
        n_with: 8,
        n_without: 15,
        nap: known(0.68),
        low: known(0.44),
        high: known(0.85),
        method: "Non-overlap of all pairs (Parker and Vannest, 2009)".into(),
        too_few,
        text: "Ratings within two days of contact were more often higher. This does not say why.".into(),
    }
}

pub(crate) fn outline() -> Outline {
    Outline::new("Summary")
        .block(
            Some("How I say yes".to_owned()),
            vec![Line::new(Mark::Own, "I squeeze your hand twice.").under("Bethan, signed, 3 May 2026")],
        )
        .block(
            Some("Alerts".to_owned()),
            vec![
                Line::new(Mark::Alert, "Contact with Rhys is stopped until the review."),
                Line::new(Mark::Guarded, "Court order: no contact by phone.").under("Until 30 June 2027"),
                Line::plain("Sees her aunt each Sunday."),
                Line::new(Mark::Quiet, "Recorded by two people."),
            ],
        )
        .block(None, vec![Line::plain(HOSTILE).under(HOSTILE)])
}

pub(crate) fn page(parts: Vec<Part>) -> Page {
    Page {
        lang: "en",
        title: "Bethan’s record".into(),
        warning: "Anyone who has this file can read it.".into(),
        team_notes: "Notes of the team are in it.".into(),
        made_at: "22 November 2026, 15:40".into(),
        parts,
    }
}

pub(crate) fn hostile() -> Page {
    let mut map = map_of(9, |_| HOSTILE.to_owned());
    map.name = HOSTILE.to_owned();
    map.title = HOSTILE.to_owned();
    map.warnings = vec![HOSTILE.to_owned()];
    for person in &mut map.people {
        (person.kind, person.status) = (HOSTILE.to_owned(), HOSTILE.to_owned());
    }
    for line in &mut map.lines {
        (line.quality, line.gives, line.restriction) =
            (HOSTILE.to_owned(), Some(HOSTILE.to_owned()), Some(HOSTILE.to_owned()));
    }
    let mut chart = trend();
    chart.runs[0][0].at = HOSTILE.to_owned();
    chart.marks[0].kind = HOSTILE.to_owned();
    let mut effect = effect(false);
    effect.method = HOSTILE.to_owned();
    let mut page = page(vec![
        Part::Outline(outline()),
        Part::Map(map),
        Part::Trend(chart),
        Part::Effect(effect),
        Part::Damaged(HOSTILE.into()),
    ]);
    page.title = HOSTILE.to_owned();
    page.made_at = HOSTILE.to_owned();
    page
}

pub(crate) fn full() -> Page {
    let names = [
        "Siân",
        "Uncle Dafydd ap Gwilym",
        "Rhys",
        "Tŷ Gobaith day centre",
        "Mrs Featherstonehaugh-Williams",
        "Mot",
    ];
    page(vec![
        Part::Outline(outline()),
        Part::Map(map_of(24, |n| format!("{} {n}", names[n % 6]))),
        Part::Trend(trend()),
        Part::Effect(effect(false)),
        Part::Effect(effect(true)),
        Part::Damaged("The section “Safety” could not be opened.".into()),
    ])
}
