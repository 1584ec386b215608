//! How an input is spoilt: as bytes, as text, and as a tree of values, so that some of it still has the shape that gets it
//! past the first gate. It knows nothing of what the bytes are.

use ciborium::Value;

use super::dice::Dice;

/// Spoils bytes in one to four places.
pub fn bytes(dice: &mut Dice, bytes: &mut Vec<u8>, others: &[&[u8]]) {
    for _ in 0..=dice.below(4) {
        once(dice, bytes, others);
        if dice.one_in(2) {
            break;
        }
    }
}

fn once(dice: &mut Dice, bytes: &mut Vec<u8>, others: &[&[u8]]) {
    let length = bytes.len();
    let at = dice.below(length + 1);
    let end = (at + 1 + dice.below(64)).min(length);
    let start = at.min(end);
    match dice.below(11) {
        0 | 1 if at < length => bytes[at] ^= 1 << dice.below(8),
        2 if at < length => bytes[at] = *dice.pick(&[0, 1, 0x7f, 0x80, 0xff]),
        3 => bytes.truncate(at),
        4 => drop(bytes.drain(start..end)),
        5 => {
            let run: Vec<u8> = (0..=dice.below(16)).map(|_| dice.byte()).collect();
            bytes.splice(at..at, run);
        }
        6 => {
            let times = if dice.one_in(40) { 4096 } else { 1 + dice.below(8) };
            let again = bytes[start..end].repeat(times);
            bytes.splice(at..at, again);
        }
        7 => {
            let (one, other) = (dice.below(length), dice.below(length));
            if length > 0 {
                bytes.swap(one, other);
            }
        }
        8 if !others.is_empty() => {
            let other = *dice.pick(others);
            let from = dice.below(other.len() + 1);
            let to = (from + dice.below(256)).min(other.len());
            bytes.splice(start..end, other[from..to].iter().copied());
        }
        9 if !others.is_empty() => {
            // The head of this and the tail of another.
            let other = *dice.pick(others);
            bytes.truncate(at);
            bytes.extend(&other[at.min(other.len())..]);
        }
        _ => {
            let number = dice.number();
            let width = *dice.pick(&[1, 2, 4, 8]);
            let place = start..(start + width).min(length);
            let digits = number.to_be_bytes();
            let digits = &digits[8 - width..];
            if dice.one_in(2) {
                bytes.splice(place, digits.iter().copied());
            } else {
                bytes.splice(place, digits.iter().rev().copied());
            }
        }
    }
}

/// Spoils a text by its lines and words; `words` mean something in its language.
pub fn text(dice: &mut Dice, text: &mut String, words: &[&str]) {
    for _ in 0..=dice.below(4) {
        if dice.one_in(3) {
            small(dice, text);
            continue;
        }
        let places: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| !c.is_alphanumeric())
            .map(|(at, _)| at)
            .chain([0, text.len()])
            .collect();
        let (one, other) = (*dice.pick(&places), *dice.pick(&places));
        let (start, end) = (one.min(other), one.max(other));
        match dice.below(7) {
            0 => text.insert_str(start, dice.pick::<&str>(words)),
            1 if end - start < 200 => text.replace_range(start..end, dice.pick::<&str>(words)),
            2 if end - start < 2_000 => drop(text.drain(start..end)),
            3 if end - start < 4_000 => {
                let again = text[start..end].repeat(1 + dice.below(4));
                text.insert_str(end, &again);
            }
            4 => {
                let deep = dice.pick::<&str>(words).repeat(*dice.pick(&[2, 20, 300]));
                text.insert_str(start, &deep);
            }
            5 => text.insert_str(start, &dice.number().to_string()),
            _ => {
                let odd = [
                    "\u{0}",
                    "\u{202e}",
                    "\u{feff}",
                    "é",
                    "\u{1f469}\u{200d}\u{1f469}",
                    "\r",
                    "\n",
                    "\"",
                    "'",
                    "\\",
                ];
                text.insert_str(start, dice.pick::<&str>(&odd));
            }
        }
        if dice.one_in(2) {
            break;
        }
    }
}

/// One letter or figure becomes another: most of what people mistype.
fn small(dice: &mut Dice, text: &mut String) {
    let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| c.is_alphanumeric()).collect();
    if letters.is_empty() {
        return;
    }
    let (at, was) = *dice.pick(&letters);
    let now =
        if was.is_numeric() { *dice.pick(&['0', '9', '-', '.']) } else { *dice.pick(&['a', 'Z', '0', ' ']) };
    text.replace_range(at..at + was.len_utf8(), now.encode_utf8(&mut [0; 4]));
}

/// Spoils a tree of values in one to three places.
pub fn tree(dice: &mut Dice, root: &mut Value, atoms: &[Value]) {
    for _ in 0..=dice.below(3) {
        let count = count(root);
        let donor = place(root, &mut dice.below(count)).cloned().unwrap_or(Value::Null);
        let wanted = dice.below(count);
        let Some(node) = place(root, &mut { wanted }) else { break };
        change(dice, node, donor, atoms);
        if dice.one_in(2) {
            break;
        }
    }
}

fn change(dice: &mut Dice, node: &mut Value, donor: Value, atoms: &[Value]) {
    match (dice.below(8), &mut *node) {
        (0, Value::Array(items)) if !items.is_empty() => {
            let at = dice.below(items.len());
            items.remove(at);
        }
        (0, Value::Map(items)) if !items.is_empty() => {
            let at = dice.below(items.len());
            items.remove(at);
        }
        (1, Value::Array(items)) => {
            let times = if dice.one_in(30) { 5_000 } else { 1 + dice.below(3) };
            items.extend(std::iter::repeat_n(donor, times));
        }
        (1, Value::Map(items)) => {
            let name = match items.get(dice.below(items.len())) {
                Some((Value::Text(name), _)) if dice.one_in(2) => name.clone(),
                _ => (*dice.pick(&["", "x", "kind", "a", "e"])).to_owned(),
            };
            items.push((Value::Text(name), donor));
        }
        (2, Value::Map(items)) if items.len() > 1 => {
            let (one, other) = (dice.below(items.len()), dice.below(items.len()));
            let value = items[one].1.clone();
            items[other].1 = value;
        }
        (3, Value::Text(text)) => {
            let words = ["", "\u{0}", "\u{202e}", "é", "-", "9999", "0"];
            self::text(dice, text, &words);
        }
        (3, Value::Bytes(bytes)) => self::bytes(dice, bytes, &[]),
        (3, Value::Integer(number)) => *number = dice.number().into(),
        (4, node) => *node = donor,
        (5, node) => {
            for _ in 0..*dice.pick(&[1, 5, 100, 200]) {
                *node = Value::Array(vec![std::mem::replace(node, Value::Null)]);
            }
        }
        (_, node) => *node = dice.pick(atoms).clone(),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Map(items) => items.iter().map(|(_, item)| count(item)).sum(),
        _ => 0,
    }
}

/// The node of that number, from the root on.
fn place<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| place(item, left)),
        Value::Map(items) => items.iter_mut().find_map(|(_, item)| place(item, left)),
        _ => None,
    }
}

/// Spoils JSON as a tree, with nothing in it that JSON has not.
pub fn json(dice: &mut Dice, value: &serde_json::Value, atoms: &[Value]) -> serde_json::Value {
    let Ok(mut root) = Value::serialized(value) else { return value.clone() };
    tree(dice, &mut root, atoms);
    root.deserialized().unwrap_or_else(|_| value.clone())
}
