//! Which stretch of time figures are asked for.

use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    api::{problem::Problem, scans::moment},
    records::{self, Bucket, QualityGroup},
};

/// How long a stretch is.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::api) enum StatisticsBucket {
    /// From a full hour on.
    Hour,
    /// From midnight (UTC) on.
    Day,
    /// From Monday's midnight (UTC) on.
    Week,
}

impl From<StatisticsBucket> for Bucket {
    fn from(by: StatisticsBucket) -> Self {
        match by {
            StatisticsBucket::Hour => Self::Hour,
            StatisticsBucket::Day => Self::Day,
            StatisticsBucket::Week => Self::Week,
        }
    }
}

/// By what decisions are told apart.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::api) enum DecisionGroup {
    /// By the parcel's lane.
    Lane,
    /// By the model that had screened it.
    Model,
    /// By who decided.
    Operator,
}

impl From<DecisionGroup> for records::DecisionGroup {
    fn from(group: DecisionGroup) -> Self {
        match group {
            DecisionGroup::Lane => Self::Lane,
            DecisionGroup::Model => Self::Model,
            DecisionGroup::Operator => Self::Operator,
        }
    }
}

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

impl Range {
    /// What was asked for: up to now, and from some stretches before that, where it was not.
    ///
    /// # Errors
    /// 400 when it is no time, ends before it begins, or is too long.
    pub(super) fn read(bucket: Bucket, from: Option<&str>, to: Option<&str>, now: Timestamp) -> Result<Self, Problem> {
        let to = to.map_or(Ok(now), |text| moment("to", text))?;
        let usual = || bucket.start(to.checked_sub(bucket.usual()).unwrap_or(Timestamp::UNIX_EPOCH));
        let from = from.map_or_else(|| Ok(usual().max(Timestamp::UNIX_EPOCH)), |text| moment("from", text))?;
        if from >= to {
            return Err(Problem::malformed("`from` must be before `to`."));
        }
        if to.duration_since(from) > bucket.longest() {
            let days = bucket.longest().as_hours() / 24;
            return Err(Problem::malformed(format!("From `from` to `to` there may be at most {days} days.")));
        }
        Ok(Self { from, to })
    }
}

/// Reads some of `week`, `lane` and `model`, with commas between them; all of them without a text.
///
/// # Errors
/// 400 when it is something else.
pub(super) fn quality_group(text: Option<&str>) -> Result<QualityGroup, Problem> {
    let mut group = QualityGroup { week: false, lane: false, model: false };
    for word in text.unwrap_or("week,lane,model").split(',').filter(|word| !word.is_empty()) {
        match word {
            "week" => group.week = true,
            "lane" => group.lane = true,
            "model" => group.model = true,
            _ => {
                return Err(Problem::malformed(
                    "`group` must be some of week, lane and model, with commas in between.",
                ));
            }
        }
    }
    Ok(group)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn read(bucket: Bucket, from: Option<&str>, to: Option<&str>) -> Result<[String; 2], Problem> {
        let range = Range::read(bucket, from, to, clock::parse("2026-03-04T10:20:00Z").unwrap())?;
        Ok([range.from, range.to].map(clock::rfc3339))
    }

    #[test]
    fn what_was_not_asked_for_is_the_time_up_to_now() {
        let hours = read(Bucket::Hour, None, None).unwrap();
        assert_eq!(hours, ["2026-03-03T10:00:00.000Z", "2026-03-04T10:20:00.000Z"]);
        let weeks = read(Bucket::Week, None, Some("2026-03-02T00:00:00Z")).unwrap();
        assert_eq!(weeks, ["2025-12-08T00:00:00.000Z", "2026-03-02T00:00:00.000Z"]);
        assert_eq!(read(Bucket::Week, None, Some("1970-01-02T00:00:00Z")).unwrap()[0], "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn no_time_the_wrong_order_and_too_long_a_time_are_refused() {
        let refused = |from, to| read(Bucket::Hour, Some(from), Some(to)).unwrap_err();
        assert_eq!(refused("yesterday", "2026-03-02T00:00:00Z").code(), "malformed_request");
        refused("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z");
        refused("2026-01-01T00:00:00Z", "2026-03-02T00:00:00Z");
        assert!(read(Bucket::Day, Some("2026-01-01T00:00:00Z"), Some("2026-03-02T00:00:00Z")).is_ok());
    }

    #[test]
    fn a_group_is_some_of_three_words() {
        let of = |text| quality_group(text).map(|group| [group.week, group.lane, group.model]).ok();
        assert_eq!(
            [of(None), of(Some("lane,week")), of(Some(""))],
            [Some([true; 3]), Some([true, true, false]), Some([false; 3])]
        );
        assert_eq!(of(Some("operator")), None);
    }
}
