//! Numbers as they are kept: a whole value is a whole number, so that 3 and 3.0 are the same bytes on every device.

use serde_json::{Value, json};

/// The JSON number of a rating; whole where it is whole.
pub(crate) fn json_number(value: f64) -> Value {
    let whole = value.trunc();
    if (value - whole).abs() < f64::EPSILON && whole.abs() < 1e15 {
        format!("{whole:.0}").parse::<i64>().map_or(Value::Null, |whole| json!(whole))
    } else {
        json!(value)
    }
}
