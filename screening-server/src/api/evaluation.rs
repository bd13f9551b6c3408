//! An evaluation as JSON.

use screening_core::evaluate::Evaluation;

/// The evaluation as the library writes it, for `screening evaluate --json`.
///
/// # Errors
/// When it cannot be written, which no evaluation should bring about.
pub(crate) fn json(evaluation: &Evaluation) -> serde_json::Result<String> {
    serde_json::to_string_pretty(evaluation)
}
