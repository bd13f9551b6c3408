//! How a client wants to be answered: the `Prefer` header (RFC 7240).

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

const PREFER: HeaderName = HeaderName::from_static("prefer");

/// The header that says which preferences were met.
pub(super) const APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// Longest wait that is understood, in seconds.
const LONGEST: f64 = 86_400.0;

/// What a client prefers. What is not understood is ignored, as the RFC has it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Prefer {
    /// `respond-async`: do not wait for the answer, or no longer than `wait`.
    pub(super) respond_async: bool,
    /// `wait`: how long the answer is waited for.
    pub(super) wait: Option<Duration>,
}

impl Prefer {
    /// Reads the headers of a request. `wait` may have a fraction, which the RFC does not know.
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let mut prefer = Self::default();
        let values = headers.get_all(PREFER).iter().filter_map(|value| value.to_str().ok());
        for preference in values.flat_map(|value| value.split(',')) {
            // What follows a semicolon are parameters, of which none is known.
            let preference = preference.split(';').next().unwrap_or_default().trim();
            let (name, value) = preference.split_once('=').unwrap_or((preference, ""));
            match name.trim().to_ascii_lowercase().as_str() {
                "respond-async" => prefer.respond_async = true,
                // The first of several counts.
                "wait" if prefer.wait.is_none() => {
                    let seconds = value.trim().trim_matches('"').parse().ok();
                    let fits = |seconds: &f64| (0.0..=LONGEST).contains(seconds);
                    prefer.wait = seconds.filter(fits).map(Duration::from_secs_f64);
                }
                _ => {}
            }
        }
        prefer
    }

    /// What was met; none where nothing was asked for.
    pub(super) fn applied(self, was_async: bool) -> Option<HeaderValue> {
        let wait = self.wait.map(|wait| format!("wait={}", wait.as_secs_f64()));
        let parts: Vec<String> = was_async.then(|| "respond-async".to_owned()).into_iter().chain(wait).collect();
        (!parts.is_empty()).then(|| HeaderValue::from_str(&parts.join(", ")).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&'static str]) -> Prefer {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(PREFER, HeaderValue::from_static(value));
        }
        Prefer::read(&headers)
    }

    #[test]
    fn preferences_are_read_from_one_header_or_several() {
        let seconds = |seconds| Some(Duration::from_secs_f64(seconds));
        assert_eq!(read(&[]), Prefer::default());
        assert_eq!(read(&["respond-async"]), Prefer { respond_async: true, wait: None });
        assert_eq!(read(&["wait=1.5"]), Prefer { respond_async: false, wait: seconds(1.5) });
        let both = Prefer { respond_async: true, wait: seconds(10.0) };
        for values in
            [&["Respond-Async, WAIT=10"][..], &["respond-async; x=1", "wait=\"10\""], &["wait = 10 ,respond-async"]]
        {
            assert_eq!(read(values), both, "{values:?}");
        }
        assert_eq!(both.applied(true).unwrap(), "respond-async, wait=10");
    }

    #[test]
    fn what_is_not_understood_is_ignored() {
        for value in ["wait=soon", "wait=-1", "wait=NaN", "wait=1e9", "wait", "return=minimal", ""] {
            assert_eq!(read(&[value]), Prefer::default(), "{value}");
        }
        assert_eq!(Prefer::default().applied(false), None);
    }
}
