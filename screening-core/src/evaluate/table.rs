//! The figures as a text table for a terminal.

use std::fmt;

use super::result::{BoxResult, Evaluation};

/// `0.873 [0.841, 0.902]`, or a dash where the figure does not exist.
pub(super) fn with_interval(value: Option<f64>, interval: Option<[f64; 2]>) -> String {
    match (value, interval) {
        (Some(value), Some([low, high])) => format!("{value:.3} [{low:.3}, {high:.3}]"),
        (Some(value), None) => format!("{value:.3}"),
        (None, _) => "–".to_owned(),
    }
}

impl fmt::Display for Evaluation {
    /// Groups, then the classes that have boxes, then what was not screened and why, then notes; 95 % intervals in brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sample, .. } = self;
        writeln!(
            f,
            "{}: {} pictures of {} scenes, {} boxes, {} pictures without a threat, {} not screened",
            self.conditions.set,
            sample.images,
            sample.scenes,
            sample.boxes,
            sample.images_without_threat,
            sample.failed.len()
        )?;
        writeln!(f)?;
        writeln!(
            f,
            "{:<24} {:>6}  {:<22} {:<22} {:<22} {:<22}",
            "", "boxes", "AP50", "AP50:95", "recall at thresholds", "false alarms/picture"
        )?;
        row(f, "any threat", &self.threat.boxes)?;
        for (group, result) in &self.groups {
            row(f, group.name(), &result.boxes)?;
        }
        for (class, result) in self.classes.iter().filter(|(_, result)| result.boxes > 0) {
            row(f, &format!("  {class}"), result)?;
        }
        writeln!(
            f,
            "{:<24} {:>6}  {:<22} {:<22}",
            "mean over classes",
            "",
            with_interval(self.ap50, self.ap50_interval),
            with_interval(self.ap50_95, self.ap50_95_interval)
        )?;
        writeln!(f)?;
        writeln!(
            f,
            "{:<24} {:>13}  {:<22} {:<22} {:<22} {:<22}",
            "whole pictures", "with/without", "AUC", "recall at 1 % alarms", "at 5 %", "at 10 %"
        )?;
        let groups = self.groups.iter().map(|(group, result)| (group.name(), result));
        for (name, result) in [("any threat", &self.threat)].into_iter().chain(groups) {
            let level = &result.image_level;
            let count = format!("{}/{}", level.positives, level.negatives);
            write!(f, "{name:<24} {count:>13}  {:<22}", with_interval(level.auc, level.auc_interval))?;
            for point in &level.points {
                write!(f, " {:<22}", with_interval(point.recall, point.recall_interval))?;
            }
            writeln!(f)?;
        }
        let mut lead = "\n";
        for failure in &sample.failed {
            writeln!(f, "{lead}not screened: {}: {}", failure.file_name, failure.reason)?;
            lead = "";
        }
        for note in &self.notes {
            writeln!(f, "{lead}note: {note}")?;
            lead = "";
        }
        Ok(())
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, result: &BoxResult) -> fmt::Result {
    let at = result.at_thresholds.as_ref();
    writeln!(
        f,
        "{name:<24} {:>6}  {:<22} {:<22} {:<22} {:<22}",
        result.boxes,
        with_interval(result.ap50, result.ap50_interval),
        with_interval(result.ap50_95, result.ap50_95_interval),
        with_interval(at.and_then(|at| at.recall), at.and_then(|at| at.recall_interval)),
        with_interval(
            at.and_then(|at| at.false_alarms_per_image),
            at.and_then(|at| at.false_alarms_per_image_interval)
        )
    )
}
