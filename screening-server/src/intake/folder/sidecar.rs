//! Side-cars: small JSON files that a scanner writes beside its pictures.

use serde::Deserialize;
use thiserror::Error;

use crate::{clock, intake::Declared};
use jiff::Timestamp;

/// Most bytes of a side-car.
pub(super) const MOST_BYTES: u64 = 64 << 10;

/// Longest code, lane and name, in characters: they stand in every report.
const LONGEST: usize = 128;

/// What a side-car says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sidecar {
    pub(super) parcel: Option<String>,
    pub(super) lane: Option<String>,
    pub(super) scanned: Option<Timestamp>,
    pub(super) declared: Declared,
    /// The views that it lists; none for the pictures that are called as it is.
    pub(super) views: Option<Vec<SidecarView>>,
}

/// A view that a side-car lists.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SidecarView {
    pub(super) name: String,
    pub(super) files: SidecarFiles,
    pub(super) mm_per_pixel: Option<[f32; 2]>,
}

/// The files of a view, by their names in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SidecarFiles {
    One(String),
    Pair { low: String, high: String },
}

/// Why a side-car cannot be used.
#[derive(Debug, Error)]
pub(super) enum SidecarError {
    #[error("the side-car is no valid JSON of a scan: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the side-car's '{0}' is longer than {LONGEST} characters or has control characters")]
    Text(&'static str),
    #[error(
        "the side-car's 'scanned' is '{0}', but must be a time as in 2026-03-01T08:30:05.120Z, and not before 1970"
    )]
    Scanned(String),
    #[error("the side-car lists no view")]
    NoViews,
    #[error("the side-car's view '{0}' must have either 'file', or both 'low' and 'high'")]
    Files(String),
    #[error("the side-car lists the file '{0}', which is no plain file name")]
    FileName(String),
    #[error("the side-car lists '{0}' twice")]
    Twice(String),
    #[error("the side-car's 'mm_per_pixel' must be positive")]
    Scale,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    parcel: Option<String>,
    lane: Option<String>,
    scanned: Option<String>,
    #[serde(default)]
    declared: Declared,
    views: Option<Vec<WrittenView>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenView {
    name: String,
    file: Option<String>,
    low: Option<String>,
    high: Option<String>,
    mm_per_pixel: Option<Scale>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Scale {
    Square(f32),
    Each([f32; 2]),
}

impl Sidecar {
    /// Reads a side-car.
    ///
    /// # Errors
    /// When it is none; says what is wrong.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, SidecarError> {
        // Some scanners' software begins files with a mark of the encoding.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let written: Written = serde_json::from_slice(bytes)?;
        let scanned = match written.scanned {
            None => None,
            Some(text) => Some(clock::parse(&text).ok_or(SidecarError::Scanned(text))?),
        };
        let views = match written.views {
            None => None,
            Some(views) if views.is_empty() => return Err(SidecarError::NoViews),
            Some(views) => Some(views.into_iter().map(view).collect::<Result<Vec<_>, _>>()?),
        };
        if let Some(views) = &views {
            no_repeats(views.iter().map(|view| view.name.as_str()))?;
            no_repeats(views.iter().flat_map(|view| view.files.names()))?;
        }
        Ok(Self {
            parcel: text("parcel", written.parcel)?,
            lane: text("lane", written.lane)?,
            scanned,
            declared: written.declared,
            views,
        })
    }
}

impl SidecarFiles {
    /// The names of the files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Self::One(file) => (file, None),
            Self::Pair { low, high } => (low, Some(high)),
        };
        std::iter::once(first).chain(second).map(String::as_str)
    }
}

fn view(written: WrittenView) -> Result<SidecarView, SidecarError> {
    let WrittenView { name, file, low, high, mm_per_pixel } = written;
    let name = text("name", Some(name))?.unwrap_or_else(|| "view".to_owned());
    let files = match (file, low, high) {
        (Some(file), None, None) => SidecarFiles::One(file),
        (None, Some(low), Some(high)) => SidecarFiles::Pair { low, high },
        _ => return Err(SidecarError::Files(name)),
    };
    // Nothing outside of the folder, and nothing hidden in it.
    let is_plain = |name: &&str| !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']);
    if let Some(wrong) = files.names().find(|name| !is_plain(name)) {
        return Err(SidecarError::FileName(wrong.to_owned()));
    }
    let mm_per_pixel = mm_per_pixel.map(|scale| match scale {
        Scale::Square(mm) => [mm; 2],
        Scale::Each(each) => each,
    });
    if mm_per_pixel.is_some_and(|each| each.iter().any(|mm| !mm.is_finite() || *mm <= 0.0)) {
        return Err(SidecarError::Scale);
    }
    Ok(SidecarView { name, files, mm_per_pixel })
}

fn text(what: &'static str, text: Option<String>) -> Result<Option<String>, SidecarError> {
    let Some(text) = text else { return Ok(None) };
    let text = text.trim();
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(SidecarError::Text(what));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn no_repeats<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), SidecarError> {
    let mut seen = std::collections::HashSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(SidecarError::Twice(name.to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_car_tells_everything_about_a_scan() {
        let sidecar = Sidecar::parse(
            br#"{
                "parcel": " RR473124829GB ", "lane": "3", "scanned": "2026-03-01T09:30:05.12+01:00",
                "declared": {"contents": "toys", "weight_kg": 1.5},
                "views": [
                    {"name": "top", "file": "a.png", "mm_per_pixel": 0.8},
                    {"name": "side", "low": "l.tif", "high": "h.tif", "mm_per_pixel": [0.5, 0.8]}
                ]
            }"#,
        )
        .unwrap();
        assert_eq!((sidecar.parcel.as_deref(), sidecar.lane.as_deref()), (Some("RR473124829GB"), Some("3")));
        assert_eq!(clock::rfc3339(sidecar.scanned.unwrap()), "2026-03-01T08:30:05.120Z");
        assert_eq!((sidecar.declared.contents.as_deref(), sidecar.declared.weight_kg), (Some("toys"), Some(1.5)));
        let views = sidecar.views.unwrap();
        assert_eq!((views[0].mm_per_pixel, views[1].mm_per_pixel), (Some([0.8; 2]), Some([0.5, 0.8])));
        assert_eq!(views[1].files, SidecarFiles::Pair { low: "l.tif".to_owned(), high: "h.tif".to_owned() });
    }

    #[test]
    fn all_of_it_may_be_left_out_and_a_mark_of_the_encoding_is_skipped() {
        let sidecar = Sidecar::parse(b"\xef\xbb\xbf{}").unwrap();
        assert_eq!((sidecar.parcel, sidecar.scanned, sidecar.views), (None, None, None));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = [
            ("", "JSON"),
            (r#"{"parcle": "A"}"#, "parcle"),
            (r#"{"parcel": "a\u0007"}"#, "'parcel'"),
            (r#"{"scanned": "yesterday"}"#, "yesterday"),
            (r#"{"views": []}"#, "no view"),
            (r#"{"views": [{"name": "a"}]}"#, "'low' and 'high'"),
            (r#"{"views": [{"name": "a", "file": "x", "low": "y"}]}"#, "'low' and 'high'"),
            (r#"{"views": [{"name": "a", "file": "../x"}]}"#, "plain"),
            (r#"{"views": [{"name": "a", "file": "/etc/passwd"}]}"#, "plain"),
            (r#"{"views": [{"name": "a", "file": ".x"}]}"#, "plain"),
            (r#"{"views": [{"name": "a", "file": "x"}, {"name": "b", "file": "x"}]}"#, "twice"),
            (r#"{"views": [{"name": "a", "file": "x"}, {"name": "a", "file": "y"}]}"#, "twice"),
            (r#"{"views": [{"name": "a", "file": "x", "mm_per_pixel": 0}]}"#, "positive"),
            (r#"{"views": [{"name": "a", "file": "x", "mm_per_pixel": [1, -1]}]}"#, "positive"),
        ];
        for (text, words) in wrong {
            let error = Sidecar::parse(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
