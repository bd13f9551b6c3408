//! What a site has set: which parcels people look at, how long they have, and what they see first.

use std::time::Duration;

use jiff::Timestamp;
use screening_core::report::Decision;

/// Heartbeats that a console may miss before its parcel goes to someone else.
const MISSED: u32 = 3;

/// The rules of review.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rules {
    /// Answers of the machine that a person looks at.
    pub(crate) enters: Vec<Decision>,
    /// How long a parcel may wait for a decision.
    pub(crate) limits: TimeLimits,
    /// Lanes where the machine's regions are shown after the person's first decision.
    pub(crate) boxes_after_first: LaneList,
    /// How long a decision can be taken back.
    pub(crate) undo: Duration,
    /// How often a console says that its operator is there.
    pub(crate) heartbeat: Duration,
}

/// Some lanes by name, or every lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LaneList(Vec<String>);

/// How long parcels may wait: one limit of several applies.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TimeLimits(Vec<TimeLimit>);

/// A limit, of one lane or all, of one level or all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimeLimit {
    /// None: every lane, and parcels of none.
    pub(crate) lane: Option<String>,
    /// None: every level.
    pub(crate) level: Option<u8>,
    /// From the moment a parcel came to the level.
    pub(crate) time: Duration,
}

/// The longest limit, in seconds: a week.
const LONGEST: f64 = 7.0 * 86_400.0;

/// What stands for every lane.
const EVERY: &str = "*";

impl Rules {
    /// Whether a person looks at a parcel with this answer.
    pub(crate) fn enters(&self, decision: Option<&str>) -> bool {
        decision.is_some_and(|word| self.enters.iter().any(|known| known.name() == word))
    }

    /// When a parcel that came to a level must be decided; none without a limit.
    pub(crate) fn due(&self, lane: Option<&str>, level: u8, came: Timestamp) -> Option<Timestamp> {
        self.limits.of_level(lane, level).and_then(|time| came.checked_add(time).ok())
    }

    /// How long a console holds a parcel without a sign of life.
    pub(crate) fn lease(&self) -> Duration {
        self.heartbeat * MISSED
    }
}

impl LaneList {
    /// These lanes; `*` is every one.
    pub(crate) fn of(lanes: Vec<String>) -> Self {
        Self(lanes)
    }

    /// Whether a parcel of this lane is meant.
    pub(crate) fn holds(&self, lane: Option<&str>) -> bool {
        self.0.iter().any(|known| known == EVERY || Some(known.as_str()) == lane)
    }
}

impl TimeLimit {
    /// Reads `LANE=SECONDS` or `LANE:LEVEL=SECONDS`, where `*` is every lane; none where it is something else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (place, seconds) = text.rsplit_once('=')?;
        let seconds = seconds.trim().parse().ok().filter(|seconds| (0.001..=LONGEST).contains(seconds))?;
        let level =
            |text: &str| text.parse().ok().filter(|level| (super::FIRST_LEVEL..=super::LAST_LEVEL).contains(level));
        let (lane, level) = match place.rsplit_once(':').map(|(lane, text)| (lane, level(text))) {
            Some((lane, Some(level))) => (lane, Some(level)),
            _ => (place, None),
        };
        let lane = match lane.trim() {
            "" => return None,
            EVERY => None,
            lane => Some(lane.to_owned()),
        };
        Some(Self { lane, level, time: Duration::from_secs_f64(seconds) })
    }
}

impl TimeLimits {
    /// These limits.
    pub(crate) fn of(limits: Vec<TimeLimit>) -> Self {
        Self(limits)
    }

    /// The limit of a lane and level: that of the lane before that of every lane, and that of the level before that of
    /// every level. None where there is none.
    pub(crate) fn of_level(&self, lane: Option<&str>, level: u8) -> Option<Duration> {
        let fits = |limit: &&TimeLimit| {
            limit.lane.as_deref().is_none_or(|known| Some(known) == lane)
                && limit.level.is_none_or(|known| known == level)
        };
        let exact = |limit: &&TimeLimit| (limit.lane.is_some(), limit.level.is_some());
        self.0.iter().filter(fits).max_by_key(exact).map(|limit| limit.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(texts: &[&str]) -> TimeLimits {
        TimeLimits::of(texts.iter().map(|text| TimeLimit::parse(text).unwrap()).collect())
    }

    #[test]
    fn the_closest_limit_applies() {
        let limits = limits(&["*=30", "*:2=300", "north=20", "north:3=900", "a:b=7"]);
        let of = |lane, level| limits.of_level(lane, level).map(|time| time.as_secs());
        assert_eq!([of(None, 1), of(None, 2), of(Some("south"), 3)], [Some(30), Some(300), Some(30)]);
        assert_eq!([of(Some("north"), 1), of(Some("north"), 2)], [Some(20), Some(20)]);
        assert_eq!([of(Some("north"), 3), of(Some("a:b"), 1)], [Some(900), Some(7)]);
        assert_eq!(TimeLimits::default().of_level(Some("north"), 1), None);
    }

    #[test]
    fn what_is_no_limit_is_none() {
        for text in ["", "30", "=30", "*=", "*=0", "*=-1", "*=NaN", "*=inf", "*=1e9", "north"] {
            assert_eq!(TimeLimit::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_of_lanes_holds_its_lanes_or_all() {
        let some = LaneList::of(vec!["north".to_owned()]);
        assert!(some.holds(Some("north")) && !some.holds(Some("south")) && !some.holds(None));
        assert!(LaneList::of(vec!["*".to_owned()]).holds(None) && !LaneList::default().holds(Some("north")));
    }
}
