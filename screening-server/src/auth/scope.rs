//! Lanes that a key is for.

use std::fmt;

/// Every lane, or some by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LaneScope(Option<Vec<String>>);

impl LaneScope {
    /// Every lane, and scans of none.
    pub(crate) fn all() -> Self {
        Self(None)
    }

    /// These lanes and no other; none at all where the list is empty.
    pub(crate) fn of(lanes: Vec<String>) -> Self {
        Self(Some(lanes))
    }

    /// Whether a scan of this lane is in it.
    pub(crate) fn holds(&self, lane: Option<&str>) -> bool {
        match &self.0 {
            None => true,
            Some(lanes) => lane.is_some_and(|lane| lanes.iter().any(|known| known == lane)),
        }
    }

    /// The lanes' names; none for every lane.
    pub(crate) fn names(&self) -> Option<&[String]> {
        self.0.as_deref()
    }
}

impl fmt::Display for LaneScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("every lane"),
            Some(lanes) => f.write_str(&lanes.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_without_a_lane_is_in_no_scope_but_the_whole() {
        let some = LaneScope::of(vec!["north".to_owned(), "south".to_owned()]);
        assert!(some.holds(Some("north")) && some.holds(Some("south")));
        assert!(!some.holds(Some("North")) && !some.holds(Some("")) && !some.holds(None));
        assert!(LaneScope::all().holds(None) && LaneScope::all().holds(Some("east")));
        assert!(!LaneScope::of(Vec::new()).holds(Some("north")));
    }
}
