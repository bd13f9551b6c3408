//! What a scan says about itself beside its pictures: text fields of a form, or keys of a query.

use std::time::Duration;

use super::{form, upload::NotReceived};
use crate::{clock, intake::ArrivedScan};

/// The fields there are.
const FIELDS: [&str; 9] =
    ["parcel", "lane", "scanned", "deadline", "contents", "hs", "weight_kg", "origin", "destination"];

/// Longest deadline, in seconds.
const LONGEST: f64 = 86_400.0;

/// Longest description of contents, in characters.
const LONGEST_CONTENTS: usize = 1000;

/// Fields that a form may have besides those of its views.
pub(super) const COUNT: usize = FIELDS.len();

/// Whether a field of a form is one of these.
pub(super) fn is_known(field: &str) -> bool {
    FIELDS.contains(&field)
}

/// Takes a field. One that holds nothing but blanks says nothing.
///
/// # Errors
/// When the value is not what the field's name says.
pub(super) fn set(scan: &mut ArrivedScan, field: &str, value: &str) -> Result<(), NotReceived> {
    let wrong = |must: &str| {
        NotReceived::Malformed(format!("The field '{field}' is '{}', but must be {must}.", form::shown(value)))
    };
    let text = form::text(field, value, if field == "contents" { LONGEST_CONTENTS } else { form::LONGEST_TEXT })?;
    let Some(text) = text else { return Ok(()) };
    let declared = &mut scan.declared;
    match field {
        "parcel" => scan.parcel = Some(text),
        "lane" => scan.lane = Some(text),
        "scanned" => {
            let moment = clock::parse(&text);
            scan.scanned = Some(moment.ok_or_else(|| wrong("a moment as RFC 3339 has it: 2026-03-01T08:30:05Z"))?);
        }
        "deadline" => {
            let seconds = text.parse().ok().filter(|seconds| (0.001..=LONGEST).contains(seconds));
            scan.deadline =
                Some(Duration::from_secs_f64(seconds.ok_or_else(|| wrong("seconds, from 0.001 to 86400"))?));
        }
        "contents" => declared.contents = Some(text),
        "hs" => {
            let digits: String = text.chars().filter(|c| *c != '.' && *c != ' ').collect();
            let fits = (4..=10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            declared.hs = Some(fits.then_some(digits).ok_or_else(|| wrong("4 to 10 digits"))?);
        }
        "weight_kg" => {
            let weight = text.parse().ok().filter(|weight: &f64| weight.is_finite() && *weight >= 0.0);
            declared.weight_kg = Some(weight.ok_or_else(|| wrong("kilograms, 0 or more"))?);
        }
        "origin" | "destination" => {
            let country = text.to_ascii_uppercase();
            let fits = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
            let country = Some(fits.then_some(country).ok_or_else(|| wrong("a country's two letters (ISO 3166-1)"))?);
            if field == "origin" { declared.origin = country } else { declared.destination = country }
        }
        _ => return Err(NotReceived::Malformed(format!("There is no field '{}'.", form::shown(field)))),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Source;

    #[test]
    fn every_field_finds_its_place() {
        let mut scan = ArrivedScan::from(Source::Http);
        let fields = [" RR 1 ", "north", "2026-03-01T08:30:05Z", "1.5", "a scale", "8423.10", "1.25", "cn", "DE"];
        for (field, value) in FIELDS.into_iter().zip(fields) {
            assert!(is_known(field));
            set(&mut scan, field, value).unwrap();
        }
        assert_eq!((scan.parcel.as_deref(), scan.lane.as_deref()), (Some("RR 1"), Some("north")));
        assert_eq!(scan.scanned, clock::parse("2026-03-01T08:30:05Z"));
        assert_eq!(scan.deadline, Some(Duration::from_millis(1500)));
        let declared = scan.declared;
        assert_eq!((declared.contents.as_deref(), declared.hs.as_deref()), (Some("a scale"), Some("842310")));
        assert_eq!((declared.origin.as_deref(), declared.destination.as_deref()), (Some("CN"), Some("DE")));
        assert_eq!(declared.weight_kg, Some(1.25));
    }

    #[test]
    fn blanks_say_nothing_and_nonsense_is_refused() {
        let mut scan = ArrivedScan::from(Source::Http);
        for field in FIELDS {
            set(&mut scan, field, "  ").unwrap();
        }
        assert_eq!((scan.parcel.clone(), scan.scanned), (None, None));
        for (field, value) in [
            ("scanned", "yesterday"),
            ("deadline", "0"),
            ("deadline", "NaN"),
            ("hs", "12x4"),
            ("hs", "123"),
            ("weight_kg", "-1"),
            ("weight_kg", "inf"),
            ("origin", "Germany"),
            ("parcel", "a\u{0}b"),
            ("lane", &"a".repeat(200)),
            ("sender", "x"),
        ] {
            assert!(set(&mut scan, field, value).is_err(), "{field}={value}");
        }
    }
}
