//! Fictitious threats among what people review.

use std::collections::BTreeMap;

use super::{
    Faults,
    quality::{EVERY, shares},
};
use crate::{
    args::ProjectionArgs,
    projection::{ProjectionRules, Scales},
    review,
};

/// The rules that were asked for; none where live projection is off. `auth` tells whether people can be told apart.
pub(crate) fn projection(
    args: &ProjectionArgs,
    auth: bool,
    review: &review::Rules,
    faults: &mut Faults,
) -> Option<ProjectionRules> {
    const KEY: &str = "review-projection";
    let scales = scales(&args.review_projection_scale, faults);
    if !(0.0..=1.0).contains(&args.review_projection_realism) {
        let why = format_args!("is {}, but must be from 0 to 1", args.review_projection_realism);
        faults.refuse("review-projection-realism", why);
    }
    if !(80.0..=200.0).contains(&args.review_projection_kvp) {
        let why = format_args!("is {}, but must be from 80 to 200", args.review_projection_kvp);
        faults.refuse("review-projection-kvp", why);
    }
    let shares = shares(KEY, &args.review_projection, faults)?;
    if args.review_projection_seed.is_none() {
        faults.refuse(KEY, "needs `review-projection-seed`: a number of your own that those who review do not know");
    }
    if !auth {
        faults.refuse(KEY, "needs people who can be told apart: start with --auth on");
    }
    if review.enters(Some(CLEAR)) {
        let why = "needs parcels that no person looks at, so that no decision about a real one waits: leave CLEAR out of \
                   `review-enter`";
        faults.refuse(KEY, why);
    }
    if args.review_projection_class.is_empty() {
        faults.refuse("review-projection-class", "names no class");
    }
    Some(ProjectionRules {
        shares,
        seed: args.review_projection_seed?,
        classes: args.review_projection_class.clone(),
        scales,
        least_realism: args.review_projection_realism as f32,
        kvp: args.review_projection_kvp,
    })
}

/// What the machine answers about a parcel that lends its picture.
const CLEAR: &str = screening_core::report::Decision::Clear.name();

/// Reads `LANE=X,Y` each.
fn scales(given: &[String], faults: &mut Faults) -> Scales {
    let (mut lanes, mut rest) = (BTreeMap::new(), None);
    for text in given {
        let Some((lane, scale)) = scale(text) else {
            let why = format_args!(
                "holds '{text}', but must be LANE=X,Y with millimetres from 0.05 to 20, `*` for other lanes"
            );
            faults.refuse("review-projection-scale", why);
            continue;
        };
        let twice = match lane {
            EVERY => rest.replace(scale).is_some(),
            lane => lanes.insert(lane.to_owned(), scale).is_some(),
        };
        if twice {
            faults.refuse("review-projection-scale", format_args!("holds '{text}', which sets a scale a second time"));
        }
    }
    Scales::new(lanes, rest)
}

fn scale(text: &str) -> Option<(&str, [f32; 2])> {
    let (lane, scale) = text.rsplit_once('=')?;
    let (x, y) = scale.split_once(',')?;
    let number = |text: &str| text.trim().parse::<f32>().ok().filter(|mm| (0.05..=20.0).contains(mm));
    let lane = Some(lane.trim()).filter(|lane| !lane.is_empty())?;
    Some((lane, [number(x)?, number(y)?]))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use screening_core::{report::Decision, taxonomy::ThreatClass};

    use super::*;
    use crate::review::{LaneList, Rules, TimeLimits};

    fn args() -> ProjectionArgs {
        ProjectionArgs {
            review_projection: vec!["*=1".to_owned()],
            review_projection_seed: Some(7),
            review_projection_class: vec![ThreatClass::Pistol],
            review_projection_scale: vec!["*=1.2,1.3".to_owned(), "north=0.8,0.9".to_owned()],
            review_projection_realism: 0.5,
            review_projection_kvp: 160.0,
        }
    }

    fn entering(enters: &[Decision]) -> Rules {
        Rules {
            enters: enters.to_vec(),
            limits: TimeLimits::default(),
            boxes_after_first: LaneList::default(),
            undo: Duration::ZERO,
            heartbeat: Duration::from_secs(10),
        }
    }

    #[test]
    fn what_is_set_holds_and_without_a_share_nothing_is_projected() {
        let (mut faults, usual) = (Faults::default(), entering(&[Decision::Alarm, Decision::Unknown]));
        let rules = projection(&args(), true, &usual, &mut faults).unwrap();
        assert_eq!([rules.scales.of(Some("north")), rules.scales.of(None)], [Some([0.8, 0.9]), Some([1.2, 1.3])]);
        assert_eq!((rules.shares.of(None), rules.seed), (0.01, 7));
        let off = ProjectionArgs { review_projection: Vec::new(), review_projection_seed: None, ..args() };
        assert_eq!(projection(&off, false, &usual, &mut faults), None);
        assert!(faults.found().is_empty(), "{faults}");
    }

    #[test]
    fn what_makes_no_sense_or_could_keep_a_real_parcel_waiting_is_a_fault() {
        let refused = |args: ProjectionArgs, auth: bool, enters: &[Decision], words: &str| {
            let mut faults = Faults::default();
            projection(&args, auth, &entering(enters), &mut faults);
            assert!(faults.to_string().contains(words), "{faults}");
        };
        let alarms = [Decision::Alarm];
        refused(ProjectionArgs { review_projection_seed: None, ..args() }, true, &alarms, "review-projection-seed");
        refused(args(), false, &alarms, "--auth on");
        refused(args(), true, &[Decision::Clear], "leave CLEAR out of `review-enter`");
        refused(ProjectionArgs { review_projection: vec!["1".to_owned()], ..args() }, true, &alarms, "LANE=PERCENT");
        refused(ProjectionArgs { review_projection_realism: 1.5, ..args() }, true, &alarms, "from 0 to 1");
        refused(ProjectionArgs { review_projection_kvp: 20.0, ..args() }, true, &alarms, "from 80 to 200");
        for scale in ["1.2", "*=1.2", "=1,1", "*=0,1", "*=1,x"] {
            let scales = vec![scale.to_owned()];
            refused(ProjectionArgs { review_projection_scale: scales, ..args() }, true, &alarms, "LANE=X,Y");
        }
        let twice = vec!["*=1,1".to_owned(), "*=2,2".to_owned()];
        refused(ProjectionArgs { review_projection_scale: twice, ..args() }, true, &alarms, "a second time");
    }
}
