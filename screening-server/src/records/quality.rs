//! What second reviews say of first ones, put together as it was asked for.

use std::{collections::BTreeMap, ops::AddAssign};

use jiff::Timestamp;

use super::Proportion;

/// What figures are given for: each field that is set narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct QualityKey {
    /// The week's start.
    pub(crate) week: Option<Timestamp>,
    /// The lane.
    pub(crate) lane: Option<String>,
    /// The model: name and version.
    pub(crate) model: Option<String>,
}

/// By what figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QualityGroup {
    /// By the week.
    pub(crate) week: bool,
    /// By the lane.
    pub(crate) lane: bool,
    /// By the model.
    pub(crate) model: bool,
}

/// What came of the parcels that were drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct QualityCounts {
    /// All of them.
    pub(crate) drawn: u64,
    /// Those that a second person decided about.
    pub(crate) reviewed: u64,
    /// Those of these that the second person did not clear.
    pub(crate) missed: u64,
    /// Those of these where opening found something.
    pub(crate) confirmed: u64,
    /// Those whose time was over before a second person decided.
    pub(crate) not_reviewed: u64,
}

/// Figures for one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct QualityCell {
    pub(crate) key: QualityKey,
    /// Of parcels that a person had cleared.
    pub(crate) person: QualityCounts,
    /// Of parcels that the machine had cleared.
    pub(crate) machine: QualityCounts,
    /// Parcels with an alarm of the machine that a person cleared or had opened.
    pub(crate) alarms: u64,
    /// Those of these that the person cleared.
    pub(crate) overridden: u64,
}

impl QualityCounts {
    /// Parcels that the second person did not clear, of those that were reviewed.
    pub(crate) fn miss_rate(self) -> Proportion {
        Proportion::new(self.missed, self.reviewed)
    }

    /// Parcels in which something was found, of those that were reviewed.
    pub(crate) fn confirmed_rate(self) -> Proportion {
        Proportion::new(self.confirmed, self.reviewed)
    }

    /// Those that wait for a second person.
    pub(crate) fn waiting(self) -> u64 {
        self.drawn.saturating_sub(self.reviewed).saturating_sub(self.not_reviewed)
    }
}

impl AddAssign for QualityCounts {
    fn add_assign(&mut self, other: Self) {
        self.drawn += other.drawn;
        self.reviewed += other.reviewed;
        self.missed += other.missed;
        self.confirmed += other.confirmed;
        self.not_reviewed += other.not_reviewed;
    }
}

impl QualityCell {
    /// Parcels that a person cleared, of those with an alarm of the machine that a person settled.
    pub(crate) fn override_rate(&self) -> Proportion {
        Proportion::new(self.overridden, self.alarms)
    }
}

impl QualityGroup {
    fn of(self, key: &QualityKey) -> QualityKey {
        QualityKey {
            week: key.week.filter(|_| self.week),
            lane: key.lane.clone().filter(|_| self.lane),
            model: key.model.clone().filter(|_| self.model),
        }
    }
}

/// Adds up cells that the group does not tell apart; in the order of their keys.
pub(crate) fn grouped(cells: &[QualityCell], group: QualityGroup) -> Vec<QualityCell> {
    let mut sums: BTreeMap<QualityKey, QualityCell> = BTreeMap::new();
    for cell in cells {
        let key = group.of(&cell.key);
        let sum = sums.entry(key.clone()).or_insert_with(|| QualityCell { key, ..QualityCell::default() });
        sum.person += cell.person;
        sum.machine += cell.machine;
        sum.alarms += cell.alarms;
        sum.overridden += cell.overridden;
    }
    sums.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn cell(week: &str, lane: &str, drawn: u64, missed: u64) -> QualityCell {
        let key = QualityKey { week: clock::parse(week), lane: Some(lane.to_owned()), model: None };
        let person = QualityCounts { drawn, reviewed: drawn - 1, missed, confirmed: 0, not_reviewed: 1 };
        QualityCell { key, person, alarms: 10, overridden: missed, ..QualityCell::default() }
    }

    #[test]
    fn cells_are_added_up_over_what_they_are_not_told_apart_by() {
        let cells = [
            cell("2026-03-02T00:00:00Z", "north", 10, 1),
            cell("2026-03-02T00:00:00Z", "south", 20, 2),
            cell("2026-03-09T00:00:00Z", "north", 30, 3),
        ];
        let of = |week, lane| grouped(&cells, QualityGroup { week, lane, model: false });
        assert_eq!(of(true, true), cells);
        let weeks = of(true, false);
        assert_eq!(weeks.len(), 2);
        assert_eq!(
            weeks[0].person,
            QualityCounts { drawn: 30, reviewed: 28, missed: 3, confirmed: 0, not_reviewed: 2 }
        );
        let lanes = of(false, true);
        assert_eq!((lanes[0].person.drawn, lanes[1].person.drawn), (40, 20));
        let all = &of(false, false)[0];
        assert_eq!(all.person.miss_rate(), Proportion::new(6, 57));
        assert_eq!(all.override_rate(), Proportion::new(6, 30));
        assert_eq!((all.person.waiting(), all.key.clone()), (0, QualityKey::default()));
    }
}
