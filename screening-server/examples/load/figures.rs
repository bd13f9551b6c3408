//! What was measured, and what it is held against.

use std::{fmt, time::Duration};

use serde_json::{Value, json};

use crate::client::{Answer, Outcome};

/// A goal, and whether it was reached.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) goal: String,
    pub(crate) found: String,
    pub(crate) holds: bool,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.holds { "holds" } else { "FALLS SHORT" };
        write!(f, "{verdict:<12} {}: {}", self.goal, self.found)
    }
}

/// The scans of one phase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phase {
    /// How each ended, and how long it took from the moment that it should have been sent.
    pub(crate) scans: Vec<(Answer, Duration)>,
    /// Memory of the service in the course of the phase, in MiB.
    pub(crate) memory: Vec<f64>,
    /// How long the phase took.
    pub(crate) took: Duration,
}

impl Phase {
    /// Scans that ended so.
    pub(crate) fn count(&self, outcome: Outcome) -> usize {
        self.scans.iter().filter(|(answer, _)| answer.outcome == outcome).count()
    }

    /// A quantile, 0 to 1, of the whole time of scans that ended so; in seconds.
    pub(crate) fn quantile(&self, outcome: Outcome, quantile: f64) -> f64 {
        let of = self.scans.iter().filter(|(answer, _)| answer.outcome == outcome);
        of_sorted(of.map(|(_, took)| took.as_secs_f64()).collect(), quantile)
    }

    /// The median time of a screening by the service's own clock, in seconds.
    pub(crate) fn service(&self) -> f64 {
        of_sorted(self.scans.iter().filter_map(|(answer, _)| answer.service).collect(), 0.5)
    }

    /// Scans that ended so in a second.
    pub(crate) fn rate(&self, outcome: Outcome) -> f64 {
        self.count(outcome) as f64 / self.took.as_secs_f64()
    }

    /// All of it, for a program.
    pub(crate) fn json(&self) -> Value {
        let outcomes = [
            ("decided", Outcome::Decided),
            ("diverted", Outcome::Diverted),
            ("acknowledged", Outcome::Acknowledged),
            ("refused", Outcome::Refused),
            ("failed", Outcome::Failed),
        ];
        let told = |(name, outcome): (&str, Outcome)| {
            let at = |quantile| 1000.0 * self.quantile(outcome, quantile);
            let figures =
                json!({ "scans": self.count(outcome), "p50_ms": at(0.5), "p99_ms": at(0.99), "longest_ms": at(1.0) });
            (name.to_owned(), figures)
        };
        let outcomes: serde_json::Map<String, Value> =
            outcomes.into_iter().filter(|(_, outcome)| self.count(*outcome) > 0).map(told).collect();
        json!({
            "seconds": self.took.as_secs_f64(),
            "scans": self.scans.len(),
            "outcomes": outcomes,
            "service_p50_ms": 1000.0 * self.service(),
            "memory_mib": { "first": self.memory.first(), "last": self.memory.last() },
        })
    }

    /// A line of the table.
    pub(crate) fn row(&self, name: &str, offered: f64) -> String {
        let ms = |seconds: f64| format!("{:.0}", 1000.0 * seconds);
        let main = if self.count(Outcome::Acknowledged) > 0 { Outcome::Acknowledged } else { Outcome::Decided };
        format!(
            "| {name} | {offered:.1} | {} | {} | {} | {} | {} | {} | {} | {} |",
            self.count(main),
            self.count(Outcome::Diverted),
            self.count(Outcome::Refused),
            self.count(Outcome::Failed),
            ms(self.quantile(main, 0.5)),
            ms(self.quantile(main, 0.99)),
            ms(self.service()),
            self.memory.last().map_or_else(String::new, |memory| format!("{memory:.0}")),
        )
    }
}

/// The head of the table.
pub(crate) const HEAD: &str = "\
| phase | scans/s offered | answered | diverted | 429 | failed | p50 ms | p99 ms | service p50 ms | memory MiB |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

/// A quantile of values; 0 where there are none.
pub(crate) fn of_sorted(mut values: Vec<f64>, quantile: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (quantile * values.len() as f64).ceil() as usize;
    values.get(at.max(1) - 1).or(values.last()).copied().unwrap_or_default()
}

/// The middle one, or the lower of the two in the middle.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    of_sorted(values.collect(), 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_were_measured() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        let of = |quantile| of_sorted(values.iter().rev().copied().collect(), quantile) as u32;
        assert_eq!([of(0.0), of(0.5), of(0.99), of(1.0)], [1, 50, 99, 100]);
        assert!(of_sorted(Vec::new(), 0.5).abs() < f64::EPSILON);
    }
}
