//! How people review parcels.

use std::time::Duration;

use screening_core::report::Decision;

use super::Faults;
use crate::{
    args::ReviewArgs,
    review::{LaneList, Rules, TimeLimit, TimeLimits},
};

/// The rules that were asked for.
pub(crate) fn review(args: &ReviewArgs, faults: &mut Faults) -> Rules {
    let mut enters = Vec::new();
    for word in &args.review_enter {
        match DECISIONS.into_iter().find(|decision| decision.name() == word) {
            Some(decision) => enters.push(decision),
            None => {
                let why = format_args!("holds '{word}', but must be ALARM, UNKNOWN or CLEAR");
                faults.refuse("review-enter", why);
            }
        }
    }
    let mut limits: Vec<TimeLimit> = Vec::new();
    for text in &args.review_limit {
        match TimeLimit::parse(text) {
            Some(limit) if limits.iter().any(|known| (&known.lane, known.level) == (&limit.lane, limit.level)) => {
                faults.refuse("review-limit", format_args!("holds '{text}', which sets a limit a second time"));
            }
            Some(limit) => limits.push(limit),
            None => {
                let why =
                    format_args!("holds '{text}', but must be LANE=SECONDS or LANE:LEVEL=SECONDS, `*` for every lane");
                faults.refuse("review-limit", why);
            }
        }
    }
    let undo = match args.review_undo {
        0.0 => Duration::ZERO,
        seconds => faults.seconds_within("review-undo", seconds, 0.001, 600.0),
    };
    Rules {
        enters,
        limits: TimeLimits::of(limits),
        boxes_after_first: LaneList::of(args.review_boxes_after_first.clone()),
        undo,
        heartbeat: faults.seconds_within("review-heartbeat", args.review_heartbeat, 0.05, 600.0),
    }
}

/// What a machine may have answered.
const DECISIONS: [Decision; 3] = [Decision::Alarm, Decision::Unknown, Decision::Clear];

#[cfg(test)]
mod tests {
    use super::*;

    fn args() -> ReviewArgs {
        ReviewArgs {
            review_enter: vec!["ALARM".to_owned()],
            review_limit: Vec::new(),
            review_boxes_after_first: Vec::new(),
            review_undo: 10.0,
            review_heartbeat: 10.0,
        }
    }

    #[test]
    fn what_is_set_holds() {
        let mut faults = Faults::default();
        let limits = vec!["*=30".to_owned(), "3:2=60".to_owned()];
        let rules = review(&ReviewArgs { review_limit: limits, review_undo: 0.0, ..args() }, &mut faults);
        assert!(faults.found().is_empty(), "{faults}");
        assert!(rules.enters(Some("ALARM")) && !rules.enters(Some("UNKNOWN")) && !rules.enters(None));
        assert_eq!((rules.undo, rules.lease()), (Duration::ZERO, Duration::from_secs(30)));
        assert_eq!(rules.limits.of_level(Some("3"), 2), Some(Duration::from_secs(60)));
    }

    #[test]
    fn what_makes_no_sense_is_a_fault() {
        let refused = |args: ReviewArgs, words: &str| {
            let mut faults = Faults::default();
            review(&args, &mut faults);
            assert!(faults.to_string().contains(words), "{faults}");
        };
        refused(ReviewArgs { review_enter: vec!["alarm".to_owned()], ..args() }, "review-enter holds 'alarm'");
        refused(ReviewArgs { review_limit: vec!["30".to_owned()], ..args() }, "review-limit holds '30'");
        let twice = vec!["*=30".to_owned(), "*=40".to_owned()];
        refused(ReviewArgs { review_limit: twice, ..args() }, "a second time");
        refused(ReviewArgs { review_undo: 601.0, ..args() }, "review-undo is 601");
        refused(ReviewArgs { review_heartbeat: 0.0, ..args() }, "review-heartbeat is 0");
    }
}
