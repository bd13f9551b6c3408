//! Moments: milliseconds in the store, RFC 3339 in UTC as text.

use jiff::Timestamp;

/// Now, to the millisecond, as the store keeps it.
pub(crate) fn now() -> Timestamp {
    from_milliseconds(Timestamp::now().as_millisecond())
}

/// The moment so many milliseconds after 1970-01-01 UTC; the first one where that is out of range.
pub(crate) fn from_milliseconds(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}

/// A moment as RFC 3339 has it, in UTC with milliseconds: `2026-03-01T08:30:05.120Z`.
pub(crate) fn rfc3339(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

/// Reads RFC 3339 with any offset, to the millisecond; none where it is something else, or before 1970.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let moment: Timestamp = text.trim().parse().ok()?;
    let milliseconds = moment.as_millisecond();
    (milliseconds >= 0).then(|| from_milliseconds(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_they_are_read() {
        for text in ["1970-01-01T00:00:00.000Z", "2000-02-29T00:00:00.000Z", "2099-12-31T23:59:59.120Z"] {
            assert_eq!(rfc3339(parse(text).unwrap()), text);
        }
        assert_eq!(rfc3339(parse("2026-03-01T09:30:05.1204+01:00").unwrap()), "2026-03-01T08:30:05.120Z");
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in
            ["", "yesterday", "2026-02-30T00:00:00Z", "2026-03-01T08:30:05", "1969-12-31T23:59:59Z", "1767225600"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
