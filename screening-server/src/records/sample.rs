//! Which scans belong to a random share. Whoever knows the seed can tell again afterwards.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Which cleared parcels are reviewed a second time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SampleRules {
    /// The shares of those that a person cleared.
    pub(crate) person: Shares,
    /// The shares of those that the machine cleared.
    pub(crate) machine: Shares,
    /// Which ones these are.
    pub(crate) seed: u64,
}

/// A share for each lane, 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shares {
    lanes: BTreeMap<String, f64>,
    rest: f64,
}

impl Shares {
    /// Those of lanes, and that of all others and of parcels of none.
    pub(crate) fn new(lanes: BTreeMap<String, f64>, rest: f64) -> Self {
        Self { lanes, rest }
    }

    /// That of a lane.
    pub(crate) fn of(&self, lane: Option<&str>) -> f64 {
        lane.and_then(|lane| self.lanes.get(lane)).copied().unwrap_or(self.rest)
    }
}

/// Whether a scan is one of the share, 0 to 1: the first 4 bytes of SHA-256 over the seed (8 bytes) and the scan's id (16
/// bytes), as an unsigned number, most significant byte first, divided by 2^32, are less than the share.
pub(crate) fn is_drawn(seed: u64, share: f64, scan: Uuid) -> bool {
    let digest = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(scan.as_bytes()).finalize();
    let drawn = digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    f64::from(drawn) / (f64::from(u32::MAX) + 1.0) < share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_its_share_of_scans_and_draws_them_again() {
        let scans: Vec<Uuid> = (0..4000_u128).map(|number| Uuid::from_u128(number << 64 | number)).collect();
        let drawn = |share, seed| scans.iter().filter(|scan| is_drawn(seed, share, **scan)).collect::<Vec<_>>();
        assert_eq!(drawn(0.0, 1).len(), 0);
        assert_eq!(drawn(1.0, 1).len(), scans.len());
        let fifth = drawn(0.2, 1);
        // 800 expected; the standard deviation is 25.
        assert!((700..900).contains(&fifth.len()), "{}", fifth.len());
        assert_eq!(fifth, drawn(0.2, 1));
        assert_ne!(fifth, drawn(0.2, 2));
        // A larger share holds the smaller one.
        let third = drawn(0.3, 1);
        assert!(fifth.iter().all(|scan| third.contains(scan)));
    }

    const DRAWN: u32 = 4_157_716_355;

    #[test]
    fn it_is_the_draw_that_docs_quality_md_describes() {
        // Computed by the Python lines there.
        let scan = Uuid::parse_str("01949c3c-7e00-7000-8000-000000000001").unwrap();
        let share = f64::from(DRAWN) / 4_294_967_296.0;
        assert!(!is_drawn(20_260_301, share, scan) && is_drawn(20_260_301, share + 1e-9, scan));
    }
}
