//! How urgent a parcel is: the next deadline first, then the higher risk, then the older one.

use screening_core::report::Decision;

/// How likely a parcel holds a threat, 0 to 1, as far as that can be told without looking: alarms above what was not
/// inspected, by score. An order for people to work in, no probability.
pub(crate) fn risk(decision: Option<&str>, top_score: Option<f32>) -> f64 {
    let score = f64::from(top_score.filter(|score| score.is_finite()).unwrap_or(0.0)).clamp(0.0, 1.0);
    match decision {
        Some(word) if word == Decision::Alarm.name() => 0.5 + 0.5 * score,
        Some(word) if word == Decision::Clear.name() => 0.25 * score,
        // Nothing speaks for a parcel that was not inspected.
        _ => 0.25 + 0.25 * score,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_come_by_score_then_what_was_not_inspected_then_the_rest() {
        let order = [
            risk(Some("ALARM"), Some(0.9)),
            risk(Some("ALARM"), Some(0.3)),
            risk(Some("ALARM"), None),
            risk(Some("UNKNOWN"), None),
            risk(Some("CLEAR"), None),
        ];
        assert!(order.windows(2).all(|pair| pair[0] > pair[1]), "{order:?}");
        assert_eq!(risk(None, None), risk(Some("UNKNOWN"), None));
        for score in [f32::NAN, f32::INFINITY, -3.0, 7.0] {
            assert!((0.0..=1.0).contains(&risk(Some("ALARM"), Some(score))));
        }
    }
}
