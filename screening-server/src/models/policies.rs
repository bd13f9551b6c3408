//! Who decides on which lane.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Result;
use screening_core::verdict::Policy;

use crate::{config::ModelSettings, start};

/// One policy, and others for lanes that have their own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Policies {
    any: Arc<Policy>,
    lanes: BTreeMap<String, Arc<Policy>>,
}

impl Policies {
    /// Reads them.
    ///
    /// # Errors
    /// When a file cannot be read or is no policy.
    pub(crate) fn read(any: Option<&Path>, settings: &ModelSettings) -> Result<Self> {
        let any = any.map_or_else(|| Ok(Policy::default()), start::policy_file)?;
        let own = |(lane, file): (&String, &PathBuf)| Ok((lane.clone(), Arc::new(start::policy_file(file)?)));
        let lanes = settings.lane_policies.iter().map(own).collect::<Result<_>>()?;
        Ok(Self { any: Arc::new(any), lanes })
    }

    /// That of a lane.
    pub(crate) fn of(&self, lane: Option<&str>) -> Arc<Policy> {
        Arc::clone(lane.and_then(|lane| self.lanes.get(lane)).unwrap_or(&self.any))
    }

    /// Lanes that have their own, with it.
    pub(crate) fn lanes(&self) -> impl Iterator<Item = (&str, &Policy)> {
        self.lanes.iter().map(|(lane, policy)| (lane.as_str(), &**policy))
    }

    /// All of them in words, for logs.
    pub(crate) fn words(&self) -> String {
        let one = |lane: &str, policy: &Policy| format!("{lane}: {} {}", policy.name, policy.version);
        let own = self.lanes().map(|(lane, policy)| one(&format!("lane {lane}"), policy));
        std::iter::once(one("any lane", &self.any)).chain(own).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_with_its_own_policy_is_decided_by_it_and_all_others_by_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("strict.toml");
        std::fs::write(&file, "name = \"strict\"\nversion = \"3\"").unwrap();
        let lane_policies = BTreeMap::from([("3".to_owned(), file.clone())]);
        let settings = ModelSettings { folder: None, lane_policies, challenger: None };
        let policies = Policies::read(None, &settings).unwrap();
        let named = |lane: Option<&str>| policies.of(lane).name.clone();
        assert_eq!([named(None), named(Some("4")), named(Some("3"))], ["default", "default", "strict"]);
        assert_eq!(policies.words(), "any lane: default 1, lane 3: strict 3");
        std::fs::remove_file(file).unwrap();
        assert!(Policies::read(None, &settings).unwrap_err().to_string().contains("strict.toml"));
    }
}
