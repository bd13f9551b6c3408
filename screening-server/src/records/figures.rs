//! Figures of the work: what lanes do now, what people decided, what opening showed.

use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;

use super::Proportion;

/// What a lane did in a stretch of time, by the answers that it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LaneFigures {
    /// None: scans of no lane.
    pub(crate) lane: Option<String>,
    /// Scans that came in.
    pub(crate) scans: u64,
    /// Answered ALARM.
    pub(crate) alarm: u64,
    /// Answered CLEAR.
    pub(crate) clear: u64,
    /// Answered UNKNOWN.
    pub(crate) unknown: u64,
    /// Of those UNKNOWN, the ones that had no decision by their deadline.
    pub(crate) missed_deadlines: u64,
}

impl LaneFigures {
    /// Scans that have an answer.
    pub(crate) fn answered(&self) -> u64 {
        self.alarm + self.clear + self.unknown
    }

    /// So many of those that have an answer.
    pub(crate) fn share(&self, count: u64) -> Proportion {
        Proportion::new(count, self.answered())
    }

    /// Both together; of the first one's lane.
    pub(crate) fn plus(mut self, other: &Self) -> Self {
        self.scans += other.scans;
        self.alarm += other.alarm;
        self.clear += other.clear;
        self.unknown += other.unknown;
        self.missed_deadlines += other.missed_deadlines;
        self
    }
}

/// By what decisions are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecisionGroup {
    /// By the parcel's lane.
    Lane,
    /// By the model that had screened it.
    Model,
    /// By who decided.
    Operator,
}

/// What people decided about parcels of the lines; a decision that was taken back is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DecisionFigures {
    pub(crate) clear: u64,
    pub(crate) open: u64,
    pub(crate) escalate: u64,
    pub(crate) second_opinion: u64,
    /// By the service, for want of a person.
    pub(crate) not_reviewed: u64,
    /// From the picture to the decision, summed over what people decided, in milliseconds.
    pub(crate) took_ms: u64,
    /// Parcels with an alarm of the machine that a person cleared or had opened, as the last word.
    pub(crate) alarms: u64,
    /// Those of these that the person cleared.
    pub(crate) overridden: u64,
    /// Parcels that a person had opened and of which an outcome is on record.
    pub(crate) opened: u64,
    /// Those of these in which something was found.
    pub(crate) found: u64,
}

impl DecisionFigures {
    /// Decisions of people.
    pub(crate) fn by_people(&self) -> u64 {
        self.clear + self.open + self.escalate + self.second_opinion
    }

    /// The mean time from the picture to the decision, in milliseconds.
    pub(crate) fn mean_took_ms(&self) -> Option<f64> {
        let decisions = self.by_people();
        (decisions > 0).then(|| self.took_ms as f64 / decisions as f64)
    }

    /// Parcels that a person cleared, of those with an alarm of the machine that a person settled.
    pub(crate) fn override_rate(&self) -> Proportion {
        Proportion::new(self.overridden, self.alarms)
    }

    /// Parcels in which something was found, of those opened whose outcome is on record.
    pub(crate) fn hit_rate(&self) -> Proportion {
        Proportion::new(self.found, self.opened)
    }

    /// Both together.
    pub(crate) fn plus(mut self, other: &Self) -> Self {
        self.clear += other.clear;
        self.open += other.open;
        self.escalate += other.escalate;
        self.second_opinion += other.second_opinion;
        self.not_reviewed += other.not_reviewed;
        self.took_ms += other.took_ms;
        self.alarms += other.alarms;
        self.overridden += other.overridden;
        self.opened += other.opened;
        self.found += other.found;
        self
    }
}

/// Decisions of a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecisionBucket {
    /// When it begins.
    pub(crate) start: Timestamp,
    /// Of whom or what; none where decisions are not told apart, or where there was none.
    pub(crate) group: Option<String>,
    /// What was decided.
    pub(crate) figures: DecisionFigures,
}

/// What opening showed, by lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutcomeLane {
    /// None: parcels of no lane.
    pub(crate) lane: Option<String>,
    /// Parcels whose outcome is on record.
    pub(crate) recorded: u64,
    /// Those of these in which something was found.
    pub(crate) found: u64,
}

/// What was found, by class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundClass {
    pub(crate) class: ThreatClass,
    /// Parcels that held some.
    pub(crate) parcels: u64,
    /// Pieces.
    pub(crate) pieces: u64,
}

/// What opening showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutcomeFigures {
    /// By lane.
    pub(crate) lanes: Vec<OutcomeLane>,
    /// By class, in the order of the taxonomy; those that were found alone.
    pub(crate) classes: Vec<FoundClass>,
    /// Parcels that a person had opened, of which no outcome is on record.
    pub(crate) missing: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_over_what_can_be_told() {
        let figures = DecisionFigures {
            clear: 6,
            open: 3,
            escalate: 1,
            not_reviewed: 5,
            took_ms: 25_000,
            alarms: 8,
            overridden: 5,
            opened: 2,
            found: 1,
            ..DecisionFigures::default()
        };
        assert_eq!((figures.by_people(), figures.mean_took_ms()), (10, Some(2500.0)));
        assert_eq!((figures.override_rate(), figures.hit_rate()), (Proportion::new(5, 8), Proportion::new(1, 2)));
        assert_eq!(DecisionFigures { not_reviewed: 1, ..DecisionFigures::default() }.mean_took_ms(), None);
        let twice = figures.plus(&figures);
        assert_eq!((twice.by_people(), twice.mean_took_ms(), twice.alarms), (20, Some(2500.0), 16));
    }

    #[test]
    fn a_lane_s_shares_are_of_what_is_answered() {
        let lane = LaneFigures { scans: 10, alarm: 1, clear: 6, unknown: 1, missed_deadlines: 1, lane: None };
        assert_eq!((lane.answered(), lane.share(lane.unknown)), (8, Proportion::new(1, 8)));
        assert_eq!(lane.clone().plus(&lane).scans, 20);
    }
}
