//! Scores as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::training::score::{self, Correction, Detection, Estimate, Group, GroupMean, Level, Scores, Trial, Week};

/// A value with its interval at 95 %.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreEstimate)]
struct EstimateBody {
    /// The value.
    value: f64,
    /// Lower end of its interval.
    low: f64,
    /// Upper end.
    high: f64,
    /// Answers it was taken from.
    trials: u32,
}

/// A median response time.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreTime)]
struct TimeBody {
    /// The median, milliseconds.
    median_ms: f64,
    /// Lower end of its interval at 95 %; null where there are fewer than six answers.
    low_ms: Option<f64>,
    /// Upper end.
    high_ms: Option<f64>,
    /// Answers it was taken from.
    trials: u32,
}

/// What some answers show; null where there is nothing to take it from. docs/scores.md has the formulas.
#[derive(Serialize, ToSchema)]
#[schema(as = Scores)]
pub(super) struct ScoresBody {
    /// Answers in time.
    answered: u32,
    /// Items whose time ran out; they are in no other number.
    late: u32,
    /// Threats that were reported.
    hits: u32,
    /// Threats that were not.
    misses: u32,
    /// Ordinary parcels that were reported.
    false_alarms: u32,
    /// Ordinary parcels that were not.
    correct_rejections: u32,
    /// Share of threats that were reported.
    hit_rate: Option<EstimateBody>,
    /// Share of ordinary parcels that were reported.
    false_alarm_rate: Option<EstimateBody>,
    /// Sensitivity d', of corrected rates.
    d_prime: Option<EstimateBody>,
    /// Criterion c, of corrected rates.
    criterion: Option<EstimateBody>,
    /// Sensitivity A', of the rates as they are.
    a_prime: Option<EstimateBody>,
    /// Share of right choices.
    correct: Option<EstimateBody>,
    /// Share of marked hits whose mark is at the threat.
    localisation: Option<EstimateBody>,
    /// How long answers took.
    response_time: Option<TimeBody>,
}

/// Scores at one level of a factor.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreLevel)]
struct LevelBody {
    /// `class`, `view_difficulty`, `superposition` or `enhancement`.
    factor: &'static str,
    /// The class, the enhancement, or `low`, `medium` or `high` for a third of the range from 0 to 1.
    level: String,
    /// Its scores; false alarms are those of all ordinary parcels, but for enhancements.
    scores: ScoresBody,
}

/// Scores of one week.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreWeek)]
struct WeekBody {
    /// ISO 8601 week in UTC.
    #[schema(example = "2026-W09")]
    week: String,
    /// Its scores.
    scores: ScoresBody,
}

/// The others' mean.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreGroupMean)]
struct GroupMeanBody {
    /// The mean.
    mean: f64,
    /// Sample standard deviation.
    deviation: f64,
    /// People whose values these are.
    people: usize,
}

/// The others, without names; null where fewer than `smallest_group` have a value.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreGroup)]
pub(super) struct GroupBody {
    /// Fewest others whose mean is told.
    smallest_group: usize,
    /// Sensitivity d'.
    d_prime: Option<GroupMeanBody>,
    /// Hit rate.
    hit_rate: Option<GroupMeanBody>,
    /// False-alarm rate.
    false_alarm_rate: Option<GroupMeanBody>,
    /// Share of right choices.
    correct: Option<GroupMeanBody>,
    /// Median response time, milliseconds.
    response_time_ms: Option<GroupMeanBody>,
}

/// Everything that a trainee's answers show.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreSheet)]
pub(super) struct SheetBody {
    /// Of all answers.
    overall: ScoresBody,
    /// By what makes threats hard to see.
    by_factor: Vec<LevelBody>,
    /// From week to week, oldest first.
    by_week: Vec<WeekBody>,
}

impl SheetBody {
    pub(super) fn new(trials: &[Trial], correction: Correction) -> Self {
        let level = |Level { factor, level, scores }| LevelBody { factor, level, scores: scores.into() };
        let week = |Week { week, scores }| WeekBody { week, scores: scores.into() };
        Self {
            overall: score::score(trials, correction).into(),
            by_factor: score::by_factor(trials, correction).into_iter().map(level).collect(),
            by_week: score::by_week(trials, correction).into_iter().map(week).collect(),
        }
    }
}

impl From<Scores> for ScoresBody {
    fn from(scores: Scores) -> Self {
        let Scores { answered, late, detection, correct, localisation, response_time } = scores;
        let counts = detection.map(|detection| detection.counts).unwrap_or_default();
        let sensitivity = detection.and_then(|detection: Detection| detection.sensitivity);
        let body = |estimate: Option<Estimate>| estimate.map(EstimateBody::from);
        Self {
            answered,
            late,
            hits: counts.hits,
            misses: counts.misses,
            false_alarms: counts.false_alarms,
            correct_rejections: counts.correct_rejections,
            hit_rate: body(detection.and_then(|detection| detection.hit_rate)),
            false_alarm_rate: body(detection.and_then(|detection| detection.false_alarm_rate)),
            d_prime: body(sensitivity.map(|s| s.d_prime)),
            criterion: body(sensitivity.map(|s| s.criterion)),
            a_prime: body(sensitivity.map(|s| s.a_prime)),
            correct: body(correct),
            localisation: body(localisation),
            response_time: response_time.map(|time| TimeBody {
                median_ms: time.median_ms,
                low_ms: time.interval_ms.map(|(low, _)| low),
                high_ms: time.interval_ms.map(|(_, high)| high),
                trials: time.trials,
            }),
        }
    }
}

impl From<Estimate> for EstimateBody {
    fn from(Estimate { value, low, high, trials }: Estimate) -> Self {
        Self { value, low, high, trials }
    }
}

impl From<Group> for GroupBody {
    fn from(group: Group) -> Self {
        let body = |mean: Option<GroupMean>| {
            mean.map(|GroupMean { mean, deviation, people }| GroupMeanBody { mean, deviation, people })
        };
        Self {
            smallest_group: score::SMALLEST_GROUP,
            d_prime: body(group.d_prime),
            hit_rate: body(group.hit_rate),
            false_alarm_rate: body(group.false_alarm_rate),
            correct: body(group.correct),
            response_time_ms: body(group.response_time_ms),
        }
    }
}
