//! What a file's name says about its picture.

use jiff::{Timestamp, fmt::strtime, tz::TimeZone};
use regex::Regex;
use thiserror::Error;

use crate::clock;

/// How file names are read.
#[derive(Clone, Debug)]
pub(crate) struct NamePattern {
    regex: Regex,
    time_format: String,
}

/// Why a pattern cannot be used.
#[derive(Debug, Error)]
pub(crate) enum PatternError {
    #[error("it is no regular expression: {0}")]
    Regex(#[from] regex::Error),
    #[error("it has no group for the parcel's code: write one as (?<parcel>...)")]
    NoParcel,
    #[error("it has a group '{0}'; the groups are parcel, lane, view and time")]
    Unknown(String),
    #[error("times cannot be read with the format '{format}': {source}")]
    Time {
        /// As it was given.
        format: String,
        /// Why.
        source: jiff::Error,
    },
}

/// Why a name cannot be read.
#[derive(Debug, Error)]
pub(super) enum NameError {
    #[error("the file's name does not fit the pattern of --watch-pattern")]
    NoMatch,
    #[error("the time '{text}' in the file's name cannot be read: {source}")]
    Time { text: String, source: jiff::Error },
    #[error("the time '{0}' in the file's name is before 1970")]
    TooOld(String),
    #[error("the {0} in the file's name is longer than {LONGEST} characters")]
    Long(&'static str),
}

/// Longest code, lane and name of a view, in characters: they stand in every report.
const LONGEST: usize = 128;

/// What a name says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Labels {
    pub(super) parcel: String,
    pub(super) lane: Option<String>,
    pub(super) view: Option<String>,
    pub(super) scanned: Option<Timestamp>,
}

impl NamePattern {
    /// A pattern for whole names without their ending, with named groups `parcel`, `lane`, `view` and `time`; the time
    /// is read with a format of `strptime`, as UTC where it names no offset.
    ///
    /// # Errors
    /// When it is not that.
    pub(crate) fn new(pattern: &str, time_format: &str) -> Result<Self, PatternError> {
        let regex = Regex::new(&format!("^(?:{pattern})$"))?;
        let names: Vec<&str> = regex.capture_names().flatten().collect();
        if !names.contains(&"parcel") {
            return Err(PatternError::NoParcel);
        }
        if let Some(unknown) = names.iter().find(|name| !["parcel", "lane", "view", "time"].contains(name)) {
            return Err(PatternError::Unknown((*unknown).to_owned()));
        }
        if names.contains(&"time") {
            // A format that cannot write a moment cannot read one.
            let written = strtime::format(time_format, &Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC));
            let read = written.and_then(|text| moment(time_format, &text));
            read.map_err(|source| PatternError::Time { format: time_format.to_owned(), source })?;
        }
        Ok(Self { regex, time_format: time_format.to_owned() })
    }

    /// Reads a name without its ending.
    ///
    /// # Errors
    /// [`NameError`]
    pub(super) fn read(&self, stem: &str) -> Result<Labels, NameError> {
        let found = self.regex.captures(stem).ok_or(NameError::NoMatch)?;
        let group = |name: &str| found.name(name).map(|group| group.as_str()).filter(|text| !text.is_empty());
        let parcel = group("parcel").ok_or(NameError::NoMatch)?.to_owned();
        let scanned = match group("time") {
            None => None,
            Some(text) => {
                let moment = moment(&self.time_format, text)
                    .map_err(|source| NameError::Time { text: text.to_owned(), source })?;
                if moment < Timestamp::UNIX_EPOCH {
                    return Err(NameError::TooOld(text.to_owned()));
                }
                Some(clock::from_milliseconds(moment.as_millisecond()))
            }
        };
        for what in ["parcel", "lane", "view"] {
            if group(what).is_some_and(|text| text.chars().count() > LONGEST) {
                return Err(NameError::Long(what));
            }
        }
        let owned = |name| group(name).map(str::to_owned);
        Ok(Labels { parcel, lane: owned("lane"), view: owned("view"), scanned })
    }
}

fn moment(format: &str, text: &str) -> Result<Timestamp, jiff::Error> {
    let read = strtime::parse(format, text)?;
    // `%s` and an offset fix a moment by themselves.
    if let Ok(moment) = read.to_timestamp() {
        return Ok(moment);
    }
    Ok(read.to_datetime()?.to_zoned(TimeZone::UTC)?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERN: &str = r"(?<parcel>[A-Z0-9]+)_(?<lane>\d+)_(?<time>\d{8}T\d{6}(\.\d+)?)_(?<view>[a-z.]+)";

    fn pattern(pattern: &str, format: &str) -> NamePattern {
        NamePattern::new(pattern, format).unwrap()
    }

    #[test]
    fn a_name_tells_code_lane_view_and_time() {
        let labels = pattern(PATTERN, "%Y%m%dT%H%M%S%.f").read("RR473124829GB_3_20260301T083005.120_top.low").unwrap();
        assert_eq!(labels.parcel, "RR473124829GB");
        assert_eq!((labels.lane.as_deref(), labels.view.as_deref()), (Some("3"), Some("top.low")));
        assert_eq!(clock::rfc3339(labels.scanned.unwrap()), "2026-03-01T08:30:05.120Z");
    }

    #[test]
    fn times_with_an_offset_or_since_1970_are_moments_by_themselves() {
        let with = |format: &str, text: &str| {
            let pattern = pattern(r"(?<parcel>\w+) (?<time>.+)", format);
            clock::rfc3339(pattern.read(&format!("A {text}")).unwrap().scanned.unwrap())
        };
        assert_eq!(with("%Y-%m-%d %H.%M.%S %z", "2026-03-01 09.30.05 +0100"), "2026-03-01T08:30:05.000Z");
        assert_eq!(with("%s", "1772353805"), "2026-03-01T08:30:05.000Z");
        assert_eq!(with("%Y%m%d%H%M%S", "20260301083005"), "2026-03-01T08:30:05.000Z");
    }

    #[test]
    fn a_name_that_does_not_fit_as_a_whole_is_none() {
        let pattern = pattern(PATTERN, "%Y%m%dT%H%M%S");
        for name in ["", "A_3_20260301T083005_top9", "xA_3_20260301T083005_top", "A_3_20260301T083005_"] {
            assert!(matches!(pattern.read(name), Err(NameError::NoMatch)), "{name}");
        }
        assert!(matches!(pattern.read("A_3_20260230T083005_top"), Err(NameError::Time { .. })));
        let long = format!("{}_3_20260301T083005_top", "A".repeat(LONGEST + 1));
        assert!(matches!(pattern.read(&long), Err(NameError::Long("parcel"))));
    }

    #[test]
    fn patterns_that_cannot_work_are_refused() {
        let refused = |pattern: &str, format: &str| NamePattern::new(pattern, format).unwrap_err().to_string();
        assert!(refused("(", "%s").contains("regular expression"));
        assert!(refused(r"\w+", "%s").contains("(?<parcel>...)"));
        assert!(refused(r"(?<parcel>\w+)(?<line>.)", "%s").contains("'line'"));
        assert!(refused(r"(?<parcel>\w+)(?<time>.)", "%H:%M").contains("%H:%M"));
    }
}
