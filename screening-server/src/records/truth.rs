//! What a picture shows, as far as people and opening have told: to train with.

use screening_core::{
    geometry::PixelBox,
    report::{Report, ReportType},
    taxonomy::ThreatClass,
};

use super::Outcome;
use crate::{
    review::{Action, Change, MarkedRegion},
    store::StoredDecision,
};

/// What is known of a parcel's regions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Truth {
    /// Threats.
    pub(crate) regions: Vec<TruthRegion>,
    /// Places that were taken for threats, where opening found none of the kind.
    pub(crate) negatives: Vec<TruthRegion>,
}

/// A place in a view.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TruthRegion {
    /// Index of the view, from 0.
    pub(crate) view: usize,
    /// What it was taken for.
    pub(crate) class: ThreatClass,
    /// Where.
    pub(crate) bbox: PixelBox,
    /// The machine's score; none of what a person drew.
    pub(crate) score: Option<f32>,
    /// Who says so; opening is the truth.
    pub(crate) report_type: ReportType,
    /// Nobody knows: a person dismissed it, and opening has not told. Neither right nor wrong to find.
    pub(crate) ignored: bool,
}

/// The last word of people about a parcel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LastWord<'a> {
    /// What they decided.
    pub(crate) action: Action,
    /// What they made of the regions.
    pub(crate) regions: &'a [MarkedRegion],
}

impl<'a> LastWord<'a> {
    /// What a decision says.
    pub(crate) fn of(decision: &'a StoredDecision) -> Self {
        Self { action: decision.action, regions: &decision.regions }
    }
}

/// What people decided last, on the line or in a second review, that was not taken back.
pub(crate) fn last_word(decisions: &[StoredDecision]) -> Option<&StoredDecision> {
    let stands = |decision: &&StoredDecision| {
        decision.settles && decision.undone.is_none() && decision.action != Action::NotReviewed
    };
    decisions.iter().rev().find(stands)
}

/// Who a parcel's truth comes from, at best.
pub(crate) fn known_by(word: Option<LastWord<'_>>, outcome: Option<&Outcome>) -> ReportType {
    match (word, outcome) {
        (_, Some(_)) => ReportType::GroundTruth,
        (Some(_), None) => ReportType::Operator,
        (None, None) => ReportType::Machine,
    }
}

/// Puts together what the machine, people and opening say.
///
/// Where opening found things of a region's class, the region is confirmed: that such a thing was in the parcel, not that
/// the box is exact. Where it found none of the class, a dismissed region is a negative; where it found nothing at all, every
/// region is. A dismissed region of a parcel that was not opened is ignored. Whoever clears a parcel dismisses all of the
/// machine's regions.
pub(crate) fn truth(report: &Report, word: Option<LastWord<'_>>, outcome: Option<&Outcome>) -> Truth {
    let (standing, dismissed) = judged(report, word);
    let mut truth = Truth::default();
    let found = outcome.map(Outcome::classes);
    let confirmed = |region: TruthRegion| TruthRegion { report_type: ReportType::GroundTruth, ..region };
    for region in standing {
        match &found {
            Some(found) if found.is_empty() => truth.negatives.push(confirmed(region)),
            Some(found) if found.contains(&region.class) => truth.regions.push(confirmed(region)),
            _ => truth.regions.push(region),
        }
    }
    for region in dismissed {
        match &found {
            Some(found) if !found.contains(&region.class) => truth.negatives.push(confirmed(region)),
            _ => truth.regions.push(TruthRegion { ignored: true, ..region }),
        }
    }
    truth
}

/// The regions that stand, and those that a person dismissed.
fn judged(report: &Report, word: Option<LastWord<'_>>) -> (Vec<TruthRegion>, Vec<TruthRegion>) {
    let (mut standing, mut dismissed) = (Vec::new(), Vec::new());
    let marks = word.map_or(&[][..], |word| word.regions);
    let cleared = word.is_some_and(|word| word.action == Action::Clear);
    let view = |mark: &MarkedRegion| report.views.iter().position(|view| view.name == mark.view);
    for region in &report.regions {
        let mark = marks.iter().find(|mark| mark.of == Some(region.id));
        let own = TruthRegion {
            view: region.view,
            class: region.class,
            bbox: region.bbox,
            score: Some(region.score),
            report_type: if mark.is_some() || cleared { ReportType::Operator } else { ReportType::Machine },
            ignored: false,
        };
        match mark.map(|mark| (mark.change, mark)) {
            Some((Change::Dismissed, _)) => dismissed.push(own),
            Some((Change::Moved | Change::Reclassed, mark)) => {
                let view = view(mark).unwrap_or(region.view);
                standing.push(TruthRegion { view, class: mark.class, bbox: PixelBox::from(mark.bbox), ..own });
            }
            _ if cleared => dismissed.push(own),
            _ => standing.push(own),
        }
    }
    for mark in marks.iter().filter(|mark| mark.change == Change::Drawn) {
        let Some(view) = view(mark) else { continue };
        standing.push(TruthRegion {
            view,
            class: mark.class,
            bbox: PixelBox::from(mark.bbox),
            score: None,
            report_type: ReportType::Operator,
            ignored: false,
        });
    }
    (standing, dismissed)
}

#[cfg(test)]
mod tests {
    use screening_core::report::{Region, ViewReport};

    use super::*;
    use crate::{fail_safe, records::Item};

    const BOX: [f32; 4] = [1.0, 2.0, 30.0, 40.0];

    fn report() -> Report {
        let region = |id, class: ThreatClass| Region {
            id,
            view: 0,
            class,
            group: class.group(),
            score: 0.9,
            threshold: 0.5,
            alarm: true,
            bbox: PixelBox::from([10.0, 10.0, 20.0, 20.0]),
            z_eff: None,
            size_mm: None,
            linked: Vec::new(),
        };
        let policy = screening_core::verdict::Policy::default();
        let view = |name: &str| ViewReport {
            name: name.to_owned(),
            width: 100,
            height: 100,
            parcels: Vec::new(),
            quality: None,
            tiles: 1,
            tiles_skipped: 0,
            dual_energy: false,
            mm_per_pixel: None,
        };
        Report {
            regions: vec![region(1, ThreatClass::Pistol), region(2, ThreatClass::Cartridge)],
            views: vec![view("top"), view("side")],
            ..fail_safe::unknown(&policy, fail_safe::cancelled())
        }
    }

    fn mark(change: Change, class: ThreatClass, of: Option<u32>) -> MarkedRegion {
        let view = if change == Change::Drawn { "side" } else { "top" };
        MarkedRegion { view: view.to_owned(), bbox: BOX, class, change, of, reason: None }
    }

    fn found(classes: &[ThreatClass]) -> Outcome {
        let item = |class: &ThreatClass| Item { class: *class, quantity: 1, calibre: None, marking: None, note: None };
        Outcome { found: !classes.is_empty(), items: classes.iter().map(item).collect(), declared: None, note: None }
    }

    /// Each region as class, who says so, and whether it is ignored.
    fn said(regions: &[TruthRegion]) -> Vec<(ThreatClass, ReportType, bool)> {
        regions.iter().map(|region| (region.class, region.report_type, region.ignored)).collect()
    }

    use ReportType::{GroundTruth, Machine, Operator};
    use ThreatClass::{Cartridge, Magazine, Pistol, Revolver};

    #[test]
    fn without_people_it_is_what_the_machine_says() {
        let truth = truth(&report(), None, None);
        assert_eq!(said(&truth.regions), [(Pistol, Machine, false), (Cartridge, Machine, false)]);
        assert_eq!((truth.negatives.len(), known_by(None, None)), (0, Machine));
    }

    #[test]
    fn edits_of_people_take_the_place_of_the_machine_s_regions() {
        let marks = [mark(Change::Reclassed, Revolver, Some(1)), mark(Change::Drawn, Magazine, None)];
        let word = LastWord { action: Action::Open, regions: &marks };
        let truth = truth(&report(), Some(word), None);
        let expected = [(Revolver, Operator, false), (Cartridge, Machine, false), (Magazine, Operator, false)];
        assert_eq!(said(&truth.regions), expected);
        assert_eq!(
            (truth.regions[0].bbox, truth.regions[2].view, truth.regions[2].score),
            (PixelBox::from(BOX), 1, None)
        );
    }

    #[test]
    fn what_is_dismissed_or_cleared_is_ignored_until_opening_tells() {
        let marks = [mark(Change::Dismissed, Pistol, Some(1)), mark(Change::Kept, Cartridge, Some(2))];
        let word = |action| Some(LastWord { action, regions: &marks });
        let opened = truth(&report(), word(Action::Open), None);
        assert_eq!(said(&opened.regions), [(Cartridge, Operator, false), (Pistol, Operator, true)]);
        let cleared = truth(&report(), word(Action::Clear), None);
        assert_eq!(said(&cleared.regions), [(Pistol, Operator, true), (Cartridge, Operator, true)]);
        assert_eq!((opened.negatives.len(), cleared.negatives.len()), (0, 0));

        // Nothing was found: all of it becomes negative. One of the two was found: it is confirmed, the other is negative.
        let nothing = truth(&report(), word(Action::Open), Some(&found(&[])));
        assert_eq!(said(&nothing.negatives), [(Cartridge, GroundTruth, false), (Pistol, GroundTruth, false)]);
        assert!(nothing.regions.is_empty());
        let one = truth(&report(), word(Action::Open), Some(&found(&[Cartridge])));
        assert_eq!(said(&one.regions), [(Cartridge, GroundTruth, false)]);
        assert_eq!(said(&one.negatives), [(Pistol, GroundTruth, false)]);
        // What was found is the one that was dismissed: the person was wrong, and the machine's box may be right.
        let other = truth(&report(), word(Action::Open), Some(&found(&[Pistol])));
        assert_eq!(said(&other.regions), [(Cartridge, Operator, false), (Pistol, Operator, true)]);
        assert_eq!(known_by(word(Action::Open), Some(&found(&[]))), GroundTruth);
    }
}
