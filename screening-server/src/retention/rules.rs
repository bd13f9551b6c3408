//! How long what is kept, by what was decided about a parcel.

use std::{fmt, time::Duration};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What a report says of a parcel, as far as it matters for how long it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A machine's report says CLEAR.
    Clear,
    /// A machine's report says ALARM.
    Alarm,
    /// A machine's report says UNKNOWN.
    Unknown,
    /// A person decided, whatever it was.
    Reviewed,
}

/// How long a class is kept, from the newest report on; none: for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Days for pictures.
    pub(crate) pictures: Option<u32>,
    /// Days for reports, and for the scan itself.
    pub(crate) reports: Option<u32>,
}

/// A rule for each class. Without one, all is kept for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) clear: Rule,
    pub(crate) alarm: Rule,
    pub(crate) unknown: Rule,
    pub(crate) reviewed: Rule,
}

/// What is to be deleted of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// Its pictures.
    Pictures,
    /// All of it.
    Scan,
}

impl Class {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Clear, Self::Alarm, Self::Unknown, Self::Reviewed];

    /// The term.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Clear => "CLEAR",
            Self::Alarm => "ALARM",
            Self::Unknown => "UNKNOWN",
            Self::Reviewed => "REVIEWED",
        }
    }

    /// The class of a report, by the terms of its type and its decision. What is in no other class is kept as what a
    /// person decided: that is to be kept longest.
    pub(crate) fn of(report_type: &str, decision: &str) -> Self {
        match (report_type, decision) {
            ("MACHINE", "CLEAR") => Self::Clear,
            ("MACHINE", "ALARM") => Self::Alarm,
            ("MACHINE", "UNKNOWN") => Self::Unknown,
            _ => Self::Reviewed,
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Due {
    /// As it is written.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Scan => "scan",
        }
    }
}

impl Rules {
    /// The rule of a class.
    pub(crate) fn of(&self, class: Class) -> Rule {
        match class {
            Class::Clear => self.clear,
            Class::Alarm => self.alarm,
            Class::Unknown => self.unknown,
            Class::Reviewed => self.reviewed,
        }
    }

    /// What has to go of a scan whose newest report is so old. A scan in several classes is kept as long as that one of
    /// them asks for which keeps it longest.
    pub(crate) fn due(&self, classes: &[Class], age: Duration) -> Option<Due> {
        let over = |days: Option<u32>| days.is_some_and(|days| age >= DAY * days);
        let all = |part: fn(Rule) -> Option<u32>| {
            !classes.is_empty() && classes.iter().all(|class| over(part(self.of(*class))))
        };
        if all(|rule| rule.reports) {
            Some(Due::Scan)
        } else if all(|rule| rule.pictures) {
            Some(Due::Pictures)
        } else {
            None
        }
    }

    /// The age at which the first thing goes; none where everything is kept for ever.
    pub(crate) fn soonest(&self) -> Option<Duration> {
        let days = Class::ALL.into_iter().flat_map(|class| [self.of(class).pictures, self.of(class).reports]);
        days.flatten().min().map(|days| DAY * days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules {
        clear: Rule { pictures: Some(0), reports: Some(30) },
        alarm: Rule { pictures: Some(365), reports: Some(1000) },
        unknown: Rule { pictures: Some(10), reports: None },
        reviewed: Rule { pictures: None, reports: None },
    };

    fn due(classes: &[Class], days: u32) -> Option<Due> {
        RULES.due(classes, DAY * days)
    }

    #[test]
    fn pictures_go_first_and_the_scan_goes_with_its_reports() {
        let clear = [0, 29, 30].map(|days| due(&[Class::Clear], days));
        assert_eq!(clear, [Some(Due::Pictures), Some(Due::Pictures), Some(Due::Scan)]);
        let alarm = [364, 365, 999, 1000].map(|days| due(&[Class::Alarm], days));
        assert_eq!(alarm, [None, Some(Due::Pictures), Some(Due::Pictures), Some(Due::Scan)]);
        assert_eq!(RULES.due(&[Class::Unknown], DAY * 10 - Duration::from_millis(1)), None);
        assert_eq!(due(&[Class::Unknown], 100_000), Some(Due::Pictures));
    }

    #[test]
    fn the_class_that_keeps_longest_decides() {
        assert_eq!(due(&[Class::Unknown, Class::Clear], 9), None);
        assert_eq!(due(&[Class::Unknown, Class::Clear], 100_000), Some(Due::Pictures));
        assert_eq!(due(&[Class::Unknown, Class::Alarm], 11), None);
        assert_eq!(due(&[Class::Clear, Class::Alarm], 1000), Some(Due::Scan));
        assert_eq!(due(&[Class::Clear, Class::Reviewed], 100_000), None);
    }

    #[test]
    fn what_no_rule_names_and_what_has_no_report_stays() {
        assert_eq!(Rules::default().due(&[Class::Clear], DAY * 100_000), None);
        assert_eq!(due(&[], 100_000), None);
        assert_eq!((Rules::default().soonest(), RULES.soonest()), (None, Some(Duration::ZERO)));
    }

    #[test]
    fn reports_of_people_and_of_kinds_to_come_are_kept_longest() {
        assert_eq!(Class::of("MACHINE", "CLEAR"), Class::Clear);
        for (report_type, decision) in [("OPERATOR", "CLEAR"), ("GROUND_TRUTH", "ALARM"), ("MACHINE", "OTHER")] {
            assert_eq!(Class::of(report_type, decision), Class::Reviewed);
        }
    }
}
