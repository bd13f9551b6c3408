//! All scores of some trials.

use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};

use super::{Correction, Counts, Detection, Estimate, MedianTime, detection, interval::rate, time::median_time};

/// What an answer is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Judgement {
    /// A threat was there or not, and was reported or not.
    Detection {
        /// Whether there was one.
        threat: bool,
        /// Whether the trainee said so.
        said: bool,
        /// Whether the place that was marked is the threat's; none where none was marked, or there was none.
        located: Option<bool>,
    },
    /// One of several was to be chosen.
    Choice {
        /// Whether it was the right one.
        correct: bool,
    },
    /// No answer came in time: it is counted, and nothing is taken from it.
    Late,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Trial {
    /// What it is worth.
    pub(crate) judgement: Judgement,
    /// From when the picture was handed out to when the answer came, milliseconds, by the service's clock.
    pub(crate) took_ms: u64,
    /// When it came.
    pub(crate) at: Timestamp,
    /// The threat's class, where there is one.
    pub(crate) class: Option<ThreatClass>,
    /// View difficulty of the threat, 0 to 1, where it is known.
    pub(crate) view_difficulty: Option<f64>,
    /// Superposition of the threat by other objects, 0 to 1, where it is known.
    pub(crate) superposition: Option<f64>,
    /// The enhancement that the picture was shown with, where the exercise compares them.
    pub(crate) enhancement: Option<String>,
}

/// What some answers show.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scores {
    /// Answers in time.
    pub(crate) answered: u32,
    /// Items whose time ran out.
    pub(crate) late: u32,
    /// Yes-or-no answers; none where there are none.
    pub(crate) detection: Option<Detection>,
    /// Share of right choices; none where nothing was to be chosen.
    pub(crate) correct: Option<Estimate>,
    /// Share of hits with a mark whose mark is at the threat; none where none was marked.
    pub(crate) localisation: Option<Estimate>,
    /// How long answers took; none where there are none.
    pub(crate) response_time: Option<MedianTime>,
}

/// Scores these trials.
pub(crate) fn score<'a>(trials: impl IntoIterator<Item = &'a Trial>, correction: Correction) -> Scores {
    let mut counts = Counts::default();
    let (mut late, mut right, mut choices, mut located, mut marked) = (0, 0, 0, 0, 0);
    let mut times = Vec::new();
    for trial in trials {
        match trial.judgement {
            Judgement::Late => late += 1,
            Judgement::Choice { correct } => {
                choices += 1;
                right += u32::from(correct);
            }
            Judgement::Detection { threat, said, located: at } => {
                counts.add(threat, said);
                if let (true, true, Some(at)) = (threat, said, at) {
                    marked += 1;
                    located += u32::from(at);
                }
            }
        }
        if trial.judgement != Judgement::Late {
            times.push(trial.took_ms);
        }
    }
    let detections = counts.signal() + counts.noise();
    Scores {
        answered: detections + choices,
        late,
        detection: (detections > 0).then(|| detection(counts, correction)),
        correct: rate(right, choices),
        localisation: rate(located, marked),
        response_time: median_time(&times),
    }
}

#[cfg(test)]
pub(super) fn trial(threat: bool, said: bool) -> Trial {
    Trial {
        judgement: Judgement::Detection { threat, said, located: None },
        took_ms: 1000,
        at: Timestamp::UNIX_EPOCH,
        class: threat.then_some(ThreatClass::Pistol),
        view_difficulty: threat.then_some(0.1),
        superposition: threat.then_some(0.9),
        enhancement: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_items_are_counted_and_change_no_rate() {
        let mut trials = vec![trial(true, true), trial(true, false), trial(false, false)];
        let before = score(&trials, Correction::LogLinear);
        trials.push(Trial { judgement: Judgement::Late, ..trial(true, false) });
        let after = score(&trials, Correction::LogLinear);
        assert_eq!(after, Scores { late: 1, ..before });
    }

    #[test]
    fn a_mark_counts_where_a_threat_was_reported() {
        let marked = |threat, said, located| Trial {
            judgement: Judgement::Detection { threat, said, located },
            ..trial(threat, said)
        };
        let trials = [
            marked(true, true, Some(true)),
            marked(true, true, Some(false)),
            marked(true, true, None),
            marked(false, true, Some(false)),
            Trial { judgement: Judgement::Choice { correct: true }, ..trial(true, true) },
        ];
        let scores = score(&trials, Correction::LogLinear);
        let place = scores.localisation.unwrap();
        assert_eq!((place.value, place.trials), (0.5, 2));
        assert_eq!(scores.correct.unwrap().trials, 1);
        assert_eq!(scores.answered, 5);
    }
}
