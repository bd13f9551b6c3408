//! Scores by what makes a threat hard to see.

use super::{Correction, Judgement, Scores, Trial, score};

/// The scores of one level of a factor.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Level {
    /// `class`, `view_difficulty`, `superposition` or `enhancement`.
    pub(crate) factor: &'static str,
    /// The class's name; `low`, `medium` or `high` for a third of the range from 0 to 1; the enhancement's name.
    pub(crate) level: String,
    /// Its scores.
    pub(crate) scores: Scores,
}

/// Scores by every level that has trials with a threat. An ordinary parcel has no level of a threat's factor: the
/// false-alarm rate is that of all ordinary parcels, the same at each level.
pub(crate) fn by_factor(trials: &[Trial], correction: Correction) -> Vec<Level> {
    let class = |trial: &Trial| trial.class.map(|class| class.name().to_owned());
    let view = |trial: &Trial| trial.view_difficulty.map(third);
    let superposition = |trial: &Trial| trial.superposition.map(third);
    let enhancement = |trial: &Trial| trial.enhancement.clone();
    let mut found = levels("class", trials, correction, true, class);
    found.extend(levels("view_difficulty", trials, correction, true, view));
    found.extend(levels("superposition", trials, correction, true, superposition));
    // An ordinary parcel is shown with an enhancement too: its answers belong to that level alone.
    found.extend(levels("enhancement", trials, correction, false, enhancement));
    found
}

fn levels(
    factor: &'static str,
    trials: &[Trial],
    correction: Correction,
    of_threats: bool,
    level_of: impl Fn(&Trial) -> Option<String>,
) -> Vec<Level> {
    let mut names: Vec<String> = trials.iter().filter_map(&level_of).collect();
    names.sort_unstable();
    names.dedup();
    let ordinary = |trial: &Trial| matches!(trial.judgement, Judgement::Detection { threat: false, .. }) && of_threats;
    let of = |level: String| {
        let chosen = trials.iter().filter(|trial| ordinary(trial) || level_of(trial).as_deref() == Some(&level));
        let scores = score(chosen, correction);
        Level { factor, level, scores }
    };
    names.into_iter().map(of).collect()
}

fn third(value: f64) -> String {
    let name = match value {
        v if v < 1.0 / 3.0 => "low",
        v if v < 2.0 / 3.0 => "medium",
        _ => "high",
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use screening_core::taxonomy::ThreatClass;

    use super::{super::summary::trial, *};

    #[test]
    fn a_level_has_its_own_threats_and_everybodys_ordinary_parcels() {
        let barrel = |said| Trial { class: Some(ThreatClass::Barrel), view_difficulty: Some(0.5), ..trial(true, said) };
        let trials = [trial(true, true), barrel(false), barrel(true), trial(false, false), trial(false, true)];
        let levels = by_factor(&trials, Correction::LogLinear);
        let names: Vec<(&str, &str)> = levels.iter().map(|level| (level.factor, level.level.as_str())).collect();
        let expected = [
            ("class", "barrel"),
            ("class", "pistol"),
            ("view_difficulty", "low"),
            ("view_difficulty", "medium"),
            ("superposition", "high"),
        ];
        assert_eq!(names, expected);
        let counts = levels[0].scores.detection.unwrap().counts;
        assert_eq!((counts.hits, counts.misses, counts.false_alarms, counts.correct_rejections), (1, 1, 1, 1));
    }
}
