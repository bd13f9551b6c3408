//! Which cleared parcels are reviewed a second time.

use std::collections::BTreeMap;

use super::Faults;
use crate::{
    args::QualityArgs,
    records::{SampleRules, Shares},
};

/// What stands for every lane that is not named.
pub(super) const EVERY: &str = "*";

/// The sample that was asked for; none where there is none. `auth` tells whether people can be told apart.
pub(crate) fn quality(args: &QualityArgs, auth: bool, faults: &mut Faults) -> Option<SampleRules> {
    let person = shares("quality-person", &args.quality_person, faults);
    let machine = shares("quality-machine", &args.quality_machine, faults);
    if person.is_none() && machine.is_none() {
        return None;
    }
    let key = if person.is_some() { "quality-person" } else { "quality-machine" };
    if args.quality_seed.is_none() {
        faults.refuse(key, "needs `quality-seed`: a number of your own that those who review do not know");
    }
    if !auth && person.is_some() {
        faults.refuse(key, "needs another person than the one who cleared the parcel: start with --auth on");
    }
    let seed = args.quality_seed?;
    Some(SampleRules { person: person.unwrap_or_default(), machine: machine.unwrap_or_default(), seed })
}

/// Reads `LANE=PERCENT` each; none where there are none.
pub(super) fn shares(key: &str, given: &[String], faults: &mut Faults) -> Option<Shares> {
    let (mut lanes, mut rest) = (BTreeMap::new(), None);
    for text in given {
        let parsed =
            text.rsplit_once('=').and_then(|(lane, percent)| Some((lane.trim(), percent.trim().parse::<f64>().ok()?)));
        let Some((lane, percent)) =
            parsed.filter(|(lane, percent)| !lane.is_empty() && (0.0..=100.0).contains(percent))
        else {
            faults.refuse(
                key,
                format_args!("holds '{text}', but must be LANE=PERCENT, from 0 to 100, `*` for other lanes"),
            );
            continue;
        };
        let twice = match lane {
            EVERY => rest.replace(percent / 100.0).is_some(),
            lane => lanes.insert(lane.to_owned(), percent / 100.0).is_some(),
        };
        if twice {
            faults.refuse(key, format_args!("holds '{text}', which sets a share a second time"));
        }
    }
    (!given.is_empty()).then(|| Shares::new(lanes, rest.unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(person: &[&str], machine: &[&str], seed: Option<u64>) -> QualityArgs {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        QualityArgs { quality_person: list(person), quality_machine: list(machine), quality_seed: seed }
    }

    #[test]
    fn shares_are_of_lanes_and_of_all_others() {
        let mut faults = Faults::default();
        assert_eq!(quality(&args(&[], &[], Some(7)), true, &mut faults), None);
        let rules = quality(&args(&["*=5", "north=20"], &["south=0.5"], Some(7)), true, &mut faults).unwrap();
        assert!(faults.found().is_empty(), "{faults}");
        assert_eq!(
            [rules.person.of(Some("north")), rules.person.of(Some("x")), rules.person.of(None)],
            [0.2, 0.05, 0.05]
        );
        assert_eq!([rules.machine.of(Some("south")), rules.machine.of(Some("north"))], [0.005, 0.0]);
        let alone = quality(&args(&[], &["*=1"], Some(7)), false, &mut faults).unwrap();
        assert_eq!((alone.person.of(None), alone.machine.of(None)), (0.0, 0.01));
        assert!(faults.found().is_empty(), "{faults}");
    }

    #[test]
    fn what_makes_no_sense_is_a_fault() {
        let refused = |args: QualityArgs, auth: bool, words: &str| {
            let mut faults = Faults::default();
            quality(&args, auth, &mut faults);
            assert!(faults.to_string().contains(words), "{faults}");
        };
        for text in ["5", "=5", "*=", "*=101", "*=-1", "*=NaN"] {
            refused(args(&[text], &[], Some(1)), true, &format!("quality-person holds '{text}'"));
        }
        refused(args(&["*=1", "*=2"], &[], Some(1)), true, "a second time");
        refused(args(&[], &["*=1"], None), true, "quality-machine needs `quality-seed`");
        refused(args(&["*=1"], &[], Some(1)), false, "--auth on");
    }
}
