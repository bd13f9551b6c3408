//! Stretches of time that statistics are given for, in UTC.

use jiff::{SignedDuration, Timestamp};

use crate::clock;

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

/// How long a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bucket {
    /// From a full hour on.
    Hour,
    /// From midnight on.
    Day,
    /// From Monday's midnight on, as ISO 8601 has weeks.
    Week,
}

impl Bucket {
    /// Its length in milliseconds.
    pub(crate) const fn milliseconds(self) -> i64 {
        match self {
            Self::Hour => HOUR,
            Self::Day => DAY,
            Self::Week => 7 * DAY,
        }
    }

    /// Milliseconds from the start of the stretch that 1970-01-01 lies in up to that day: it was a Thursday. The stretch
    /// of a moment begins at `(moment + offset) / length * length - offset`.
    pub(crate) const fn offset(self) -> i64 {
        match self {
            Self::Hour | Self::Day => 0,
            Self::Week => 3 * DAY,
        }
    }

    /// When the stretch of a moment begins.
    pub(crate) fn start(self, moment: Timestamp) -> Timestamp {
        let since = moment.as_millisecond() + self.offset();
        clock::from_milliseconds(since - since.rem_euclid(self.milliseconds()) - self.offset())
    }

    /// The longest time that is looked at in one request: some hundred stretches.
    pub(crate) fn longest(self) -> SignedDuration {
        let stretches = match self {
            Self::Hour => 31 * 24,
            Self::Day => 732,
            Self::Week => 522,
        };
        SignedDuration::from_millis(stretches * self.milliseconds())
    }

    /// The time that is looked at where none was named.
    pub(crate) fn usual(self) -> SignedDuration {
        let stretches = match self {
            Self::Hour => 24,
            Self::Day => 30,
            Self::Week => 12,
        };
        SignedDuration::from_millis(stretches * self.milliseconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(bucket: Bucket, text: &str) -> String {
        clock::rfc3339(bucket.start(clock::parse(text).unwrap()))
    }

    #[test]
    fn hours_days_and_weeks_begin_where_the_calendar_says() {
        let moment = "2026-03-01T08:30:05.120Z"; // a Sunday
        assert_eq!(start(Bucket::Hour, moment), "2026-03-01T08:00:00.000Z");
        assert_eq!(start(Bucket::Day, moment), "2026-03-01T00:00:00.000Z");
        assert_eq!(start(Bucket::Week, moment), "2026-02-23T00:00:00.000Z");
        // The first moment of a stretch is its own start.
        assert_eq!(start(Bucket::Week, "2026-03-02T00:00:00Z"), "2026-03-02T00:00:00.000Z");
        // Monday of the first week, which begins in the year before.
        assert_eq!(start(Bucket::Week, "1970-01-01T00:00:00Z"), "1969-12-29T00:00:00.000Z");
    }
}
