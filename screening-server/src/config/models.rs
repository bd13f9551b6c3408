//! Which models are installed, and who decides on which lane.

use std::{collections::BTreeMap, path::PathBuf};

use super::faults::Faults;
use crate::args::ModelArgs;

/// Models and policies beside the first ones.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ModelSettings {
    /// Where models are installed; none where there is only the one.
    pub(crate) folder: Option<PathBuf>,
    /// Policies of lanes that have their own.
    pub(crate) lane_policies: BTreeMap<String, PathBuf>,
    /// Who screens beside the active model.
    pub(crate) challenger: Option<ChallengerSettings>,
}

/// A model that screens beside the active one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChallengerSettings {
    /// The name of its files.
    pub(crate) name: String,
    /// The share of scans that it screens, 0 to 1.
    pub(crate) share: f64,
    /// Which scans these are.
    pub(crate) seed: u64,
}

impl ModelSettings {
    /// What was asked for. What makes no sense is a fault.
    pub(super) fn new(args: &ModelArgs, faults: &mut Faults) -> Self {
        let mut lane_policies = BTreeMap::new();
        for given in &args.lane_policy {
            match given.split_once('=') {
                Some((lane, file)) if !lane.is_empty() && !file.is_empty() => {
                    if lane_policies.insert(lane.to_owned(), PathBuf::from(file)).is_some() {
                        faults.refuse("lane-policy", format_args!("names the lane '{lane}' twice"));
                    }
                }
                _ => faults.refuse("lane-policy", format_args!("holds '{given}', but must be LANE=FILE")),
            }
        }
        let percent = args.challenger_percent;
        if !(0.0..=100.0).contains(&percent) {
            faults.refuse("challenger-percent", format_args!("is {percent}, but must be from 0 to 100"));
        }
        if args.challenger.is_some() && args.models.is_none() {
            faults.refuse("challenger", "names an installed model, but `models` names no folder");
        }
        let challenger = |name: &String| ChallengerSettings {
            name: name.clone(),
            share: percent / 100.0,
            seed: args.challenger_seed,
        };
        Self { folder: args.models.clone(), lane_policies, challenger: args.challenger.as_ref().map(challenger) }
    }
}
