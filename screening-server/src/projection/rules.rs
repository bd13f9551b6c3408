//! What a site has set: which cleared parcels lend their picture, to which threats.

use std::collections::BTreeMap;

use screening_core::taxonomy::ThreatClass;

use crate::records::Shares;

/// The rules of live projection.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProjectionRules {
    /// The share of parcels that the machine cleared whose picture is taken.
    pub(crate) shares: Shares,
    /// Which parcels these are, and every draw of threat and place.
    pub(crate) seed: u64,
    /// The threats.
    pub(crate) classes: Vec<ThreatClass>,
    /// The scale of pictures whose line does not say it.
    pub(crate) scales: Scales,
    /// Realism below which a picture is not used, 0 to 1.
    pub(crate) least_realism: f32,
    /// Tube voltage of the scanners, kVp.
    pub(crate) kvp: f64,
}

/// Millimetres per pixel of each lane, along x and y.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scales {
    lanes: BTreeMap<String, [f32; 2]>,
    rest: Option<[f32; 2]>,
}

impl Scales {
    /// Those of lanes, and that of all others and of parcels of none.
    pub(crate) fn new(lanes: BTreeMap<String, [f32; 2]>, rest: Option<[f32; 2]>) -> Self {
        Self { lanes, rest }
    }

    /// That of a lane; none where it is not known.
    pub(crate) fn of(&self, lane: Option<&str>) -> Option<[f32; 2]> {
        lane.and_then(|lane| self.lanes.get(lane)).copied().or(self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_of_a_lane_is_before_that_of_all_others() {
        let scales = Scales::new(BTreeMap::from([("north".to_owned(), [1.2, 1.3])]), Some([0.8, 0.8]));
        assert_eq!([scales.of(Some("north")), scales.of(Some("x"))], [Some([1.2, 1.3]), Some([0.8, 0.8])]);
        assert_eq!((scales.of(None), Scales::default().of(Some("north"))), (Some([0.8, 0.8]), None));
    }
}
