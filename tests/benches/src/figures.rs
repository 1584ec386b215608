//! Figures: what was measured of whom at which size.

use serde_json::{Value, json};

use crate::measure::{Spread, exponent};

/// One figure.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// What, a stable name.
    pub(crate) id: &'static str,
    /// Whose: kith, sqlite, sqlcipher, pouchdb, automerge-repo.
    pub(crate) who: &'static str,
    /// At how many times the caseload; where it does not depend on it, 0.
    pub(crate) size: usize,
    pub(crate) unit: &'static str,
    pub(crate) spread: Spread,
}

/// All figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Figures(pub(crate) Vec<Figure>);

impl Figures {
    /// Adds what several repetitions gave.
    pub(crate) fn add(
        &mut self,
        id: &'static str,
        who: &'static str,
        size: usize,
        unit: &'static str,
        values: &[f64],
    ) {
        let spread = Spread::of(values);
        eprintln!("{id} {who} ×{size}: {:.3} {unit} ({:.3}–{:.3})", spread.median, spread.least, spread.most);
        self.0.push(Figure { id, who, size, unit, spread });
    }

    /// The median of a figure.
    pub(crate) fn median(&self, id: &str, who: &str, size: usize) -> Option<f64> {
        let mut found =
            self.0.iter().filter(|figure| (figure.id, figure.who, figure.size) == (id, who, size));
        found.next().map(|figure| figure.spread.median)
    }

    /// The sizes at which there is this figure.
    pub(crate) fn sizes(&self, id: &str, who: &str) -> Vec<usize> {
        self.0
            .iter()
            .filter(|figure| (figure.id, figure.who) == (id, who))
            .map(|figure| figure.size)
            .collect()
    }

    /// How it grows with the history; `None` where there is one size only.
    pub(crate) fn exponent(&self, id: &str, who: &str) -> Option<f64> {
        let sizes = self.sizes(id, who);
        let points: Vec<(f64, f64)> =
            sizes.iter().map(|size| (*size as f64, self.median(id, who, *size).unwrap())).collect();
        (points.len() > 1).then(|| exponent(&points))
    }

    /// Whose figures there are of this name, in the order in which they were measured.
    pub(crate) fn whose(&self, id: &str) -> Vec<&'static str> {
        let mut whose: Vec<&'static str> = Vec::new();
        for figure in self.0.iter().filter(|figure| figure.id == id) {
            if !whose.contains(&figure.who) {
                whose.push(figure.who);
            }
        }
        whose
    }

    pub(crate) fn to_json(&self) -> Value {
        let figures = self.0.iter().map(|figure| {
            json!({"id": figure.id, "who": figure.who, "size": figure.size, "unit": figure.unit,
                   "median": figure.spread.median, "least": figure.spread.least, "most": figure.spread.most,
                   "runs": figure.spread.runs})
        });
        json!(figures.collect::<Vec<_>>())
    }

    /// The exponents of all that was measured at several sizes.
    pub(crate) fn exponents(&self) -> Value {
        let mut found: Vec<(&str, &str)> = Vec::new();
        for figure in &self.0 {
            if !found.contains(&(figure.id, figure.who)) {
                found.push((figure.id, figure.who));
            }
        }
        let fitted = found.into_iter().filter_map(|(id, who)| {
            let exponent = self.exponent(id, who)?;
            Some(json!({ "id": id, "who": who, "exponent": exponent }))
        });
        json!(fitted.collect::<Vec<_>>())
    }
}
