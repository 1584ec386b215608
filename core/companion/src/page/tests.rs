use std::collections::BTreeSet;

use super::fixtures::{HOSTILE, effect, full, hostile, map_of, page, words};
use super::*;

/// A start tag: its name, and its attributes as written.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }
}

/// Every start tag, after checking that every `<` begins a tag that a page may have and that all are closed in order.
fn tags(html: &str) -> Vec<Tag<'_>> {
    const VOID: [&str; 1] = ["meta"];
    const ALLOWED: &str = "a body caption circle div footer g h1 h2 h3 head header html li line main meta nav ol p path \
        polyline rect section span strong style svg table tbody td text th thead time title tr ul";
    let mut open = Vec::new();
    let mut found = Vec::new();
    let body = html.strip_prefix("<!DOCTYPE html>").unwrap();
    for piece in body.split('<').skip(1) {
        let (inside, _) = piece.split_once('>').unwrap();
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed out of order");
            continue;
        }
        let (name, rest) = inside.split_once(' ').unwrap_or((inside, ""));
        assert!(ALLOWED.split_whitespace().any(|allowed| allowed == name), "<{name}>");
        if !VOID.contains(&name) {
            open.push(name);
        }
        let mut parts = rest.split('"');
        let mut attributes = Vec::new();
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            attributes.push((key.trim().trim_end_matches('='), value));
        }
        found.push(Tag { name, attributes });
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

/// What stands between each pair of these marks.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect()
}

#[test]
fn nothing_outside_is_referred_to() {
    let html = render(&full(), &words());
    let plain = render(&page(vec![Part::Map(map_of(12, |n| n.to_string()))]), &words());
    for banned in ["http:", "https:", "src=", "url(", "@import", "javascript:"] {
        assert!(!plain.contains(banned), "{banned}");
    }
    let tags = tags(&html);
    let ids: BTreeSet<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    for target in tags.iter().filter_map(|tag| tag.get("href")) {
        assert!(ids.contains(target.strip_prefix('#').unwrap()), "{target} leads nowhere");
    }
    let policy = tags.iter().find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy")).unwrap();
    assert!(
        policy
            .get("content")
            .unwrap()
            .starts_with("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    );
}

#[test]
fn hostile_text_stays_text() {
    let html = render(&hostile(), &words());
    for tag in tags(&html) {
        assert!(tag.attributes.iter().all(|(key, _)| !key.starts_with("on")), "{}", tag.name);
        assert!(tag.attributes.iter().all(|(_, value)| !value.contains("gnp") && !value.contains("alert(")));
    }
    for label in between(&html, "<text class=\"name\"", "</text>") {
        assert!(!label.contains('\u{202e}') && label.contains("&lt;/title&gt;"), "{label}");
    }
    let written =
        HOSTILE.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    assert!(html.contains(&written), "shown whole, as text");
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    let html = render(&full(), &words());
    let tags = tags(&html);
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    let referring = ["aria-labelledby", "aria-describedby"];
    let references: Vec<&str> =
        tags.iter().flat_map(|tag| referring.iter().filter_map(|name| tag.get(name))).collect();
    assert!(references.len() > 12);
    for id in references {
        assert!(unique.contains(id), "{id}");
    }
}

#[test]
fn headings_are_in_order() {
    let html = render(&full(), &words());
    let levels: Vec<u32> =
        tags(&html).iter().filter_map(|tag| tag.name.strip_prefix('h')?.parse().ok()).collect();
    assert_eq!(levels.first(), Some(&1));
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn picture_and_list_hold_the_same_facts() {
    for count in [0, 1, 12, 60] {
        let figure = map_of(count, |n| format!("Person {n}"));
        let html = render(&page(vec![Part::Map(figure.clone())]), &words());
        let picture = between(&html, "<svg class=\"map\"", "</svg>").concat();
        let shown: BTreeSet<&str> = between(&picture, "<g><title>", "</title>")
            .into_iter()
            .chain(
                between(&picture, "\"><title>", "</title>")
                    .into_iter()
                    .filter(|text| !text.starts_with("Bethan")),
            )
            .filter(|text| !text.starts_with("Circle of"))
            .collect();
        assert_eq!(html.matches("id=\"part-1-list\"").count(), 1, "described, even when empty");
        let list = between(&html, "<ol class=\"facts\"", "</ol>").concat();
        let read: BTreeSet<&str> = between(&list, "<li dir=\"auto\">", "</li>").into_iter().collect();
        assert_eq!(shown, read, "{count} people");
        assert_eq!(read, figure.list.iter().map(String::as_str).collect());
    }
}

#[test]
fn every_image_has_a_name_and_a_description() {
    let html = render(&full(), &words());
    let tags = tags(&html);
    let images: Vec<&Tag<'_>> = tags.iter().filter(|tag| tag.get("role") == Some("img")).collect();
    assert_eq!(images.len(), 3);
    assert!(
        images
            .iter()
            .all(|tag| tag.get("aria-labelledby").is_some() && tag.get("aria-describedby").is_some())
    );
    let drawn = tags.iter().filter(|tag| tag.name == "svg").count();
    let hidden = tags.iter().filter(|tag| tag.get("aria-hidden") == Some("true")).count();
    assert_eq!(drawn, images.len() + hidden);
}

#[test]
fn statuses_and_qualities_differ_in_shape_and_not_in_colour_alone() {
    let html = render(&page(vec![Part::Map(map_of(60, |n| n.to_string()))]), &words());
    let key = between(&html, "<div class=\"legend\"", "<h3>").concat();
    let drawings = between(&key, "<svg class=\"swatch\"", "</svg>");
    let shapes: BTreeSet<&str> = drawings.iter().copied().collect();
    // Kinds, statuses, qualities, lines, and the mark where people differ.
    assert_eq!(drawings.len(), 6 + 7 + 5 + 2 + 1);
    assert_eq!(
        shapes.len(),
        drawings.len() - 1,
        "only an existing person is drawn twice, among kinds and among statuses"
    );
    assert!(drawings.iter().all(|drawing| !drawing.contains('#')));
}

#[test]
fn a_gap_is_a_row_and_own_and_observed_are_not_joined() {
    let html = render(&full(), &words());
    assert_eq!(html.matches("class=\"gap\"").count(), 1);
    assert_eq!(html.matches("<polyline class=\"own\"").count(), 2);
    assert_eq!(html.matches("<polyline class=\"seen\"").count(), 2);
    assert_eq!(html.matches("class=\"own-dot\"").count(), 8 + 1, "one more in the key");
    assert_eq!(html.matches("class=\"seen-dot\"").count(), 5 + 1);
}

#[test]
fn a_run_of_another_voice_is_no_gap() {
    let mut figure = super::fixtures::trend();
    for (run, own) in figure.runs.iter_mut().zip([true, false]) {
        run.iter_mut().for_each(|point| point.own = own);
    }
    assert_eq!(figure.runs.len(), 2);
    let html = render(&page(vec![Part::Trend(figure)]), &words());
    assert!(!html.contains("class=\"gap\""), "each voice rated without a gap");
}

#[test]
fn what_people_see_differently_is_marked_and_in_the_key() {
    let figure = map_of(8, |n| format!("Person {n}"));
    let marked = figure.people.iter().filter(|one| one.differs).count()
        + figure.lines.iter().filter(|one| one.differs).count();
    let html = render(&page(vec![Part::Map(figure)]), &words());
    assert!(marked > 1);
    assert_eq!(html.matches("class=\"differs\"").count(), marked + 1, "each, and once in the key");
}

#[test]
fn too_few_ratings_draw_no_interval() {
    let html = render(&page(vec![Part::Effect(effect(true))]), &words());
    assert!(!html.contains("<svg") && html.contains(&words().effect_too_few));
}

#[test]
fn text_stands_out_seven_to_one() {
    let block = |from: &str| STYLE.split(from).nth(1).unwrap().split('}').next().unwrap().to_owned();
    for tokens in [
        block(":root {"),
        block("(prefers-color-scheme: dark) {\n  :root {"),
        block("@media print {\n  :root {"),
    ] {
        let token = |name: &str| {
            let value = tokens.split(&format!("--{name}: #")).nth(1).unwrap();
            luminance(&value[..6])
        };
        for front in ["ink", "quiet", "accent", "guard", "tie"] {
            for back in ["paper", "card", "soft", "warn", "depth-0", "depth-1", "depth-2", "depth-3"] {
                let (a, b) = (token(front), token(back));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 7.0, "{front} on {back}: {contrast:.2}");
            }
        }
    }
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

#[test]
fn every_word_has_one_key() {
    let unique: BTreeSet<&&str> = Words::KEYS.iter().collect();
    assert_eq!(unique.len(), Words::KEYS.len());
    assert!(Words::KEYS.iter().all(|key| key.starts_with("page-")));
}
