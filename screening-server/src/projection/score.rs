//! Whether a fictitious threat was found.

use screening_core::geometry::PixelBox;

use crate::review::{Action, Draft, Opinion};

/// Share of the smaller box that a mark and the threat have in common, from which the mark is of the threat.
const SAME_PLACE: f32 = 0.25;

/// What someone made of a picture with a fictitious threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    /// Whether they found it: they did not clear the parcel, and where they marked places, one is the threat's.
    pub(crate) found: bool,
    /// Whether they marked a place where it is not: there may be something real.
    pub(crate) elsewhere: bool,
}

/// Scores a decision about a picture with a threat at `threat` in the view of this name. Whoever asks for a second opinion
/// and would clear the parcel themselves has not found it.
pub(crate) fn score(draft: &Draft, view: &str, threat: PixelBox) -> Score {
    let would_clear = draft.action == Action::Clear || draft.opinion == Some(Opinion::Clear);
    let marks: Vec<bool> = draft
        .regions
        .iter()
        .filter(|region| region.change.marks_threat())
        .map(|region| region.view == view && is_same_place(region.bbox, threat))
        .collect();
    Score { found: !would_clear && (marks.is_empty() || marks.contains(&true)), elsewhere: marks.contains(&false) }
}

fn is_same_place([x, y, width, height]: [f32; 4], threat: PixelBox) -> bool {
    let across = (x + width).min(threat.right()) - x.max(threat.x);
    let along = (y + height).min(threat.bottom()) - y.max(threat.y);
    let smaller = (width * height).min(threat.width * threat.height);
    across > 0.0 && along > 0.0 && across * along >= SAME_PLACE * smaller
}

#[cfg(test)]
mod tests {
    use screening_core::taxonomy::ThreatClass;

    use super::*;
    use crate::review::{Change, MarkedRegion};

    const THREAT: PixelBox = PixelBox { x: 100.0, y: 50.0, width: 40.0, height: 20.0 };

    fn of(action: Action, opinion: Option<Opinion>, marks: &[(&str, [f32; 4])]) -> (bool, bool) {
        let region = |(view, bbox): &(&str, [f32; 4])| MarkedRegion {
            view: (*view).to_owned(),
            bbox: *bbox,
            class: ThreatClass::Pistol,
            change: Change::Drawn,
            of: None,
            reason: None,
        };
        let draft = Draft {
            action,
            level: None,
            opinion,
            note: None,
            regions: marks.iter().map(region).collect(),
            enhancements: Vec::new(),
            used: Vec::new(),
            views_seen: Vec::new(),
            took_ms: 1,
            idempotency_key: "k".to_owned(),
        };
        let score = score(&draft, "top", THREAT);
        (score.found, score.elsewhere)
    }

    #[test]
    fn whoever_does_not_clear_has_found_it_unless_they_mean_another_place() {
        assert_eq!(of(Action::Clear, None, &[]), (false, false));
        for action in [Action::Open, Action::Escalate, Action::SecondOpinion] {
            assert_eq!(of(action, None, &[]), (true, false));
        }
        assert_eq!(of(Action::SecondOpinion, Some(Opinion::Clear), &[]), (false, false));
        assert_eq!(of(Action::SecondOpinion, Some(Opinion::Open), &[]), (true, false));
        let there = ("top", [110.0, 40.0, 40.0, 30.0]);
        // Around the whole parcel, and a point of it.
        assert_eq!(of(Action::Open, None, &[("top", [0.0, 0.0, 320.0, 240.0])]), (true, false));
        assert_eq!(of(Action::Open, None, &[("top", [118.0, 58.0, 4.0, 4.0])]), (true, false));
        assert_eq!(of(Action::Open, None, &[there]), (true, false));
        let aside = ("top", [10.0, 10.0, 40.0, 30.0]);
        assert_eq!(of(Action::Open, None, &[aside]), (false, true));
        assert_eq!(of(Action::Open, None, &[there, aside]), (true, true));
        // The same place of another view is another place; so is a corner that barely touches.
        assert_eq!(of(Action::Open, None, &[("side", [110.0, 40.0, 40.0, 30.0])]), (false, true));
        assert_eq!(of(Action::Open, None, &[("top", [62.0, 32.0, 40.0, 20.0])]), (false, true));
    }
}
