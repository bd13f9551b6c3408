//! The public result of a screening. Terms are DICOS's (NEMA IIC 1) where it has one.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};

use crate::{
    geometry::PixelBox,
    taxonomy::{ThreatClass, ThreatGroup},
};

/// What to do with the parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Decision {
    /// At least one region reaches its class's threshold: a person must look.
    Alarm,
    /// The whole parcel was inspected and no region reaches a threshold.
    Clear,
    /// Not inspected, or not inspectable as a whole: a person must look.
    Unknown,
}

/// Why a screening has no full answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum AbortReason {
    /// No answer in time.
    Timeout,
    /// A person's time limit ended.
    NotReviewed,
    /// A view is missing, blank or could not be read.
    IncompleteScan,
    /// The parcel is cut by the picture's edge.
    Clipped,
    /// Larger than the limits allow.
    Oversize,
    /// The detector or its engine failed.
    EngineFailure,
    /// The detector is saturated or the polarity cannot be told.
    BadExposure,
}

impl Decision {
    /// The term as it stands in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alarm => "ALARM",
            Self::Clear => "CLEAR",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl AbortReason {
    /// The term as it stands in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timeout => "TIMEOUT",
            Self::NotReviewed => "NOT_REVIEWED",
            Self::IncompleteScan => "INCOMPLETE_SCAN",
            Self::Clipped => "CLIPPED",
            Self::Oversize => "OVERSIZE",
            Self::EngineFailure => "ENGINE_FAILURE",
            Self::BadExposure => "BAD_EXPOSURE",
        }
    }
}

impl fmt::Display for AbortReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether the beam came through everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Ability {
    /// Nothing hid the content.
    NoInterference,
    /// An area is too dense to inspect.
    Shield,
}

/// Who or what a report comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReportType {
    /// The detector.
    Machine,
    /// A person at the console.
    Operator,
    /// Truth, from opening the parcel or from a generator.
    GroundTruth,
}

/// One object that is taken for a threat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Number within the report, from 1.
    pub id: u32,
    /// Index of the view in the scan, from 0.
    pub view: usize,
    /// What it is taken for.
    pub class: ThreatClass,
    /// The class's group.
    pub group: ThreatGroup,
    /// The detector's score, 0 to 1.
    pub score: f32,
    /// The policy's threshold for the class.
    pub threshold: f32,
    /// Whether the score reaches the threshold.
    pub alarm: bool,
    /// `[x, y, width, height]` in pixels of the source view.
    #[serde(rename = "box")]
    pub bbox: PixelBox,
    /// Median effective atomic number inside the box, where the scan is dual-energy.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub z_eff: Option<f32>,
    /// Width and height in millimetres, where the scan gives its scale.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub size_mm: Option<[f32; 2]>,
    /// Regions of other views that show the same object, by `id`.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub linked: Vec<u32>,
}

/// What the quality gate found in one view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewQuality {
    /// Nothing but air.
    pub blank: bool,
    /// Share of samples at the ends of the scale outside air and dense areas, in percent.
    pub saturated_percent: f32,
    /// The picture came with dark air and was turned around.
    pub polarity_corrected: bool,
    /// The parcel touches the picture's edge where objects can be cut.
    pub clipped: bool,
    /// Share of the parcel's area too dense to inspect, in percent.
    pub dense_percent: f32,
    /// `NO_INTERFERENCE`, or `SHIELD` when any dense area is large enough to hide a threat.
    pub ability: Ability,
}

/// One view as it was screened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewReport {
    /// The view's name.
    pub name: String,
    /// Columns of the source view; 0 where it could not be read.
    pub width: u32,
    /// Rows of the source view; 0 where it could not be read.
    pub height: u32,
    /// Parcels found, `[x, y, width, height]` each.
    pub parcels: Vec<PixelBox>,
    /// Findings of the quality gate; none where the view could not be read.
    pub quality: Option<ViewQuality>,
    /// Tiles that ran through the detector, the overview included.
    pub tiles: u32,
    /// Tiles left out because they hold air alone.
    pub tiles_skipped: u32,
    /// Whether the scan tells matter apart by two energies, see [`crate::pipeline::Screener::atomic_numbers`].
    #[serde(default)]
    pub dual_energy: bool,
    /// Millimetres per pixel along x and y, where the scan gives its scale.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mm_per_pixel: Option<[f32; 2]>,
}

/// Why the decision is what it is, in the order in which it was weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// A stable key, for example `region_above_threshold`.
    pub code: String,
    /// One sentence for a person.
    pub text: String,
}

/// Which model ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelStamp {
    /// The manifest's name.
    pub name: String,
    /// The manifest's version.
    pub version: String,
    /// SHA-256 of the ONNX file, lower-case hex.
    pub sha256: String,
}

/// Which policy decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyStamp {
    /// The policy's name.
    pub name: String,
    /// The policy's version.
    pub version: String,
}

/// What really ran the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineStamp {
    /// `onnxruntime` or `tract`.
    pub engine: String,
    /// The engine's version, as it says itself.
    pub version: String,
    /// `OpenVINO`, `CPU` or `tract`.
    pub provider: String,
    /// `bf16`, `f32` ...
    pub precision: String,
}

/// Milliseconds spent in each step, summed over views; tiles run in parallel, so `detect` is the
/// elapsed time of all tiles together and `inference` the time inside the engine summed over tiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    /// Bytes to planes.
    pub decode_ms: f32,
    /// The quality gate.
    pub quality_ms: f32,
    /// Correction, material and pseudo-colour.
    pub normalise_ms: f32,
    /// The tile plan.
    pub tile_ms: f32,
    /// Cutting, resizing and normalising tensors, summed over tiles.
    pub tensor_ms: f32,
    /// Time inside the engine, summed over tiles.
    pub inference_ms: f32,
    /// Decoding the engine's output, summed over tiles.
    pub head_ms: f32,
    /// Elapsed time of tensor, inference and head over all tiles.
    pub detect_ms: f32,
    /// Fusing tiles and views.
    pub fuse_ms: f32,
    /// The verdict.
    pub verdict_ms: f32,
    /// Everything, decoding included where the pipeline did it.
    pub total_ms: f32,
}

/// The answer for one parcel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this structure.
    pub schema: u32,
    /// Who it comes from.
    pub report_type: ReportType,
    /// What to do.
    pub decision: Decision,
    /// Why there is no full answer, where there is none.
    pub abort_reason: Option<AbortReason>,
    /// Whether the beam came through everywhere, over all views.
    pub ability: Ability,
    /// Why the decision is what it is; never empty.
    pub reasons: Vec<Reason>,
    /// Threat regions, highest score first.
    pub regions: Vec<Region>,
    /// The views as they were screened.
    pub views: Vec<ViewReport>,
    /// Which model ran; none when the screening failed before one did.
    pub model: Option<ModelStamp>,
    /// Which policy decided.
    pub policy: PolicyStamp,
    /// What really ran the model; none when the screening failed before it did.
    pub engine: Option<EngineStamp>,
    /// Where the time went.
    pub timings: Timings,
}

impl Report {
    /// The version of the structure that this code writes.
    pub const SCHEMA: u32 = 1;

    /// The report in a few lines for a terminal: the decision, why, and one line for each region.
    ///
    /// ```text
    /// ALARM in 41 ms (parcel-standard 1.0.0 on OpenVINO, bf16)
    ///   Region 1 in view 'top' is taken for: Pistol, score 87 % (alarm from 40 %).
    ///   [1] pistol 87 % ALARM, view 'top' at 120,80, 200 x 150 px, 85 x 64 mm, Zeff 24.1, also region 2
    /// ```
    pub fn summary(&self) -> String {
        let mut text = self.decision.to_string();
        if let Some(abort) = self.abort_reason {
            text += &format!(", {abort}");
        }
        if self.ability == Ability::Shield {
            text += ", SHIELD";
        }
        text += &format!(" in {:.0} ms", self.timings.total_ms);
        if let (Some(model), Some(engine)) = (&self.model, &self.engine) {
            text += &format!(" ({} {} on {}, {})", model.name, model.version, engine.provider, engine.precision);
        }
        for reason in &self.reasons {
            text += &format!("\n  {}", reason.text);
        }
        for region in &self.regions {
            text += "\n  ";
            // Writing to a String cannot fail.
            let _ = self.region_line(region, &mut text);
        }
        text
    }

    fn region_line(&self, region: &Region, text: &mut String) -> fmt::Result {
        let view = self.views.get(region.view).map_or("?", |view| view.name.as_str());
        let verdict = if region.alarm { "ALARM" } else { "below its threshold" };
        let PixelBox { x, y, width, height } = region.bbox;
        write!(text, "[{}] {} {:.0} % {verdict}, view '{view}'", region.id, region.class, region.score * 100.0)?;
        write!(text, " at {x:.0},{y:.0}, {width:.0} x {height:.0} px")?;
        if let Some([width, height]) = region.size_mm {
            write!(text, ", {width:.0} x {height:.0} mm")?;
        }
        if let Some(z_eff) = region.z_eff {
            write!(text, ", Zeff {z_eff:.1}")?;
        }
        for other in &region.linked {
            write!(text, ", also region {other}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let region = |id, alarm| Region {
            id,
            view: 0,
            class: ThreatClass::Pistol,
            group: ThreatGroup::Firearm,
            score: 0.87,
            threshold: 0.4,
            alarm,
            bbox: [120.0, 80.0, 200.0, 150.0].into(),
            z_eff: alarm.then_some(24.1),
            size_mm: alarm.then_some([85.0, 64.0]),
            linked: if alarm { vec![2] } else { Vec::new() },
        };
        Report {
            schema: Report::SCHEMA,
            report_type: ReportType::Machine,
            decision: Decision::Alarm,
            abort_reason: Some(AbortReason::IncompleteScan),
            ability: Ability::Shield,
            reasons: vec![Reason { code: "a".to_owned(), text: "It is so.".to_owned() }],
            regions: vec![region(1, true), region(2, false)],
            views: vec![ViewReport {
                name: "top".to_owned(),
                width: 0,
                height: 0,
                parcels: Vec::new(),
                quality: None,
                tiles: 0,
                tiles_skipped: 0,
                dual_energy: true,
                mm_per_pixel: Some([0.8, 1.0]),
            }],
            model: None,
            policy: PolicyStamp { name: "default".to_owned(), version: "1".to_owned() },
            engine: None,
            timings: Timings { total_ms: 41.4, ..Timings::default() },
        }
    }

    #[test]
    fn the_summary_has_the_decision_the_reasons_and_a_line_for_each_region() {
        let text = report().summary();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "ALARM, INCOMPLETE_SCAN, SHIELD in 41 ms");
        assert_eq!(lines[1], "  It is so.");
        assert_eq!(
            lines[2],
            "  [1] pistol 87 % ALARM, view 'top' at 120,80, 200 x 150 px, 85 x 64 mm, Zeff 24.1, also region 2"
        );
        assert_eq!(lines[3], "  [2] pistol 87 % below its threshold, view 'top' at 120,80, 200 x 150 px");
    }

    #[test]
    fn the_terms_in_json_are_those_of_the_text_and_a_report_survives_the_way_there_and_back() {
        for decision in [Decision::Alarm, Decision::Clear, Decision::Unknown] {
            assert_eq!(serde_json::to_value(decision).unwrap(), decision.name());
        }
        for abort in [
            AbortReason::Timeout,
            AbortReason::NotReviewed,
            AbortReason::IncompleteScan,
            AbortReason::Clipped,
            AbortReason::Oversize,
            AbortReason::EngineFailure,
            AbortReason::BadExposure,
        ] {
            assert_eq!(serde_json::to_value(abort).unwrap(), abort.name());
        }
        let report = report();
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    }
}
