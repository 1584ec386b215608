//! Time, processor time and memory as this process has used them, and what several measurements come to.

use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

/// What the repetitions of one measurement came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) runs: usize,
}

impl Spread {
    /// Of one measurement at least.
    pub(crate) fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
        Self {
            median: f64::midpoint(low, high),
            least: sorted[0],
            most: sorted[sorted.len() - 1],
            runs: sorted.len(),
        }
    }
}

/// How often something was done, how long each took, and what it took of the processor.
#[derive(Debug, Default)]
pub(crate) struct Laps {
    ms: Vec<f64>,
    cpu_ms: Vec<f64>,
}

impl Laps {
    /// Does it once more, on the clock.
    pub(crate) fn time<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let (cpu, start) = (cpu_ms(), Instant::now());
        let outcome = act();
        self.ms.push(start.elapsed().as_secs_f64() * 1e3);
        self.cpu_ms.push(cpu_ms() - cpu);
        outcome
    }

    /// All together, in milliseconds.
    pub(crate) fn total_ms(&self) -> f64 {
        self.ms.iter().sum()
    }

    pub(crate) fn ms(&self) -> &[f64] {
        &self.ms
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({ "ms": self.ms, "cpu_ms": self.cpu_ms })
    }
}

/// User and system time of this process so far, in milliseconds.
fn cpu_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// User and system time of all processes that this one started and waited for, in milliseconds, to ten of them.
pub(crate) fn children_cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The fields behind the program's name, which may hold anything: the 14th and the 15th.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = fields.split_whitespace().skip(13).take(2).map(|ticks| ticks.parse::<f64>().unwrap());
    ticks.sum::<f64>() * 10.0
}

/// The most memory that this process has held at once, in MiB.
pub(crate) fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kib: f64 = line.split_whitespace().next().unwrap().parse().unwrap();
    kib / 1024.0
}

/// The exponent of growth: the slope of a straight line through the logarithms.
pub(crate) fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.max(1e-9).ln())).collect();
    let count = logs.len() as f64;
    let (mean_x, mean_y) =
        (logs.iter().map(|(x, _)| x).sum::<f64>() / count, logs.iter().map(|(_, y)| y).sum::<f64>() / count);
    let over: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    over / logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_the_middle_and_the_ends() {
        let odd = Spread::of(&[3.0, 1.0, 2.0]);
        assert_eq!((odd.median, odd.least, odd.most, odd.runs), (2.0, 1.0, 3.0, 3));
        assert_eq!(Spread::of(&[4.0, 1.0]).median, 2.5);
    }

    #[test]
    fn an_exponent_tells_flat_from_linear_from_square() {
        for (power, wanted) in [(0, 0.0), (1, 1.0), (2, 2.0)] {
            let points = [1.0, 10.0, 100.0].map(|x: f64| (x, 7.0 * x.powi(power)));
            assert!((exponent(&points) - wanted).abs() < 1e-9);
        }
    }
}
