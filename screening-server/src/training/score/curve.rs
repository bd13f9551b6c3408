//! How scores change from week to week.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{Correction, Scores, Trial, score};

/// The scores of one week.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Week {
    /// ISO 8601 week in UTC, for example `2026-W09`.
    pub(crate) week: String,
    /// Its scores.
    pub(crate) scores: Scores,
}

/// Scores by the week in which answers came, oldest first; weeks without answers are left out.
pub(crate) fn by_week(trials: &[Trial], correction: Correction) -> Vec<Week> {
    let mut weeks: BTreeMap<(i16, i8), Vec<&Trial>> = BTreeMap::new();
    for trial in trials {
        let date = trial.at.to_zoned(TimeZone::UTC).date().iso_week_date();
        weeks.entry((date.year(), date.week())).or_default().push(trial);
    }
    let of = |((year, week), trials): ((i16, i8), Vec<&Trial>)| Week {
        week: format!("{year}-W{week:02}"),
        scores: score(trials, correction),
    };
    weeks.into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::summary::trial, *};

    #[test]
    fn weeks_are_those_of_the_calendar_and_in_order() {
        let at = |text: &str| Trial { at: text.parse().unwrap(), ..trial(true, true) };
        let trials = [at("2026-03-02T00:00:00Z"), at("2024-12-31T12:00:00Z"), at("2026-03-01T23:59:59Z")];
        let weeks = by_week(&trials, Correction::LogLinear);
        let names: Vec<&str> = weeks.iter().map(|week| week.week.as_str()).collect();
        assert_eq!(names, ["2025-W01", "2026-W09", "2026-W10"]);
    }
}
