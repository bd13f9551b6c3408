//! The report as it goes over the wire, described for OpenAPI.
//!
//! Field by field the same as the library's own JSON (a test holds them together), but written out here: a change in
//! the library cannot change what lines receive without a change on this page.

use screening_core::{
    geometry::PixelBox,
    report::{
        Ability, AbortReason, Decision, EngineStamp, ModelStamp, PolicyStamp, Reason, Region, Report, ReportType,
        Timings, ViewQuality, ViewReport,
    },
    taxonomy::{ThreatClass, ThreatGroup},
};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// The answer for one parcel.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Report)]
pub(crate) struct ReportBody<'a> {
    /// Version of this structure.
    schema: u32,
    /// Who it comes from.
    #[schema(value_type = ReportTypeSchema)]
    report_type: ReportType,
    /// What to do with the parcel.
    #[schema(value_type = DecisionSchema)]
    decision: Decision,
    /// Why there is no full answer, where there is none.
    #[schema(value_type = Option<AbortReasonSchema>)]
    abort_reason: Option<AbortReason>,
    /// Whether the beam came through everywhere, over all views.
    #[schema(value_type = AbilitySchema)]
    ability: Ability,
    /// Why the decision is what it is, in the order in which it was weighed; never empty.
    reasons: Vec<ReasonBody<'a>>,
    /// Threat regions, highest score first.
    regions: Vec<RegionBody<'a>>,
    /// The views as they were screened.
    views: Vec<ViewBody<'a>>,
    /// Which model ran; none when the screening failed before one did.
    model: Option<ModelBody<'a>>,
    /// Which policy decided.
    policy: PolicyBody<'a>,
    /// What really ran the model; none when the screening failed before it did.
    engine: Option<EngineBody<'a>>,
    /// Where the time went.
    timings: TimingsBody,
}

/// Why the decision is what it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reason)]
pub(super) struct ReasonBody<'a> {
    /// A stable key, for example `region_above_threshold`.
    code: &'a str,
    /// One sentence for a person.
    text: &'a str,
}

/// One object that is taken for a threat.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Region)]
struct RegionBody<'a> {
    /// Number within the report, from 1.
    id: u32,
    /// Index of the view, from 0.
    view: usize,
    /// What it is taken for.
    #[schema(value_type = ClassSchema)]
    class: ThreatClass,
    /// The class's group.
    #[schema(value_type = GroupSchema)]
    group: ThreatGroup,
    /// The detector's score, 0 to 1.
    score: f32,
    /// The policy's threshold for the class.
    threshold: f32,
    /// Whether the score reaches the threshold.
    alarm: bool,
    /// `[x, y, width, height]` in pixels of the view, origin top left.
    #[serde(rename = "box")]
    #[schema(value_type = [f32; 4])]
    bbox: PixelBox,
    /// Median effective atomic number inside the box, where the scan is dual-energy.
    #[serde(skip_serializing_if = "Option::is_none")]
    z_eff: Option<f32>,
    /// Width and height in millimetres, where the scan gives its scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    size_mm: Option<[f32; 2]>,
    /// Regions of other views that show the same object, by `id`.
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    linked: &'a [u32],
}

/// One view as it was screened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = View)]
struct ViewBody<'a> {
    /// The view's name.
    name: &'a str,
    /// Columns; 0 when the view could not be read.
    width: u32,
    /// Rows; 0 when the view could not be read.
    height: u32,
    /// Parcels found, `[x, y, width, height]` each.
    #[schema(value_type = Vec<[f32; 4]>)]
    parcels: &'a [PixelBox],
    /// What the quality gate found; none when the view never came so far.
    quality: Option<QualityBody>,
    /// Tiles that ran through the detector.
    tiles: u32,
    /// Tiles left out because they hold air alone.
    tiles_skipped: u32,
    /// Whether the scan tells matter apart by two energies; only then it has atomic numbers.
    dual_energy: bool,
    /// Millimetres per pixel along x and y, where the scan gives its scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    mm_per_pixel: Option<[f32; 2]>,
}

/// What the quality gate found in one view.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quality)]
struct QualityBody {
    /// Nothing but air.
    blank: bool,
    /// Share of samples at the ends of the scale outside air and dense areas, in percent.
    saturated_percent: f32,
    /// The picture came with dark air and was turned around.
    polarity_corrected: bool,
    /// The parcel touches the picture's edge where objects can be cut.
    clipped: bool,
    /// Share of the parcel's area too dense to inspect, in percent.
    dense_percent: f32,
    /// `SHIELD` when a dense area is large enough to hide a threat.
    #[schema(value_type = AbilitySchema)]
    ability: Ability,
}

/// Which model ran.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Model)]
pub(super) struct ModelBody<'a> {
    /// Its name.
    name: &'a str,
    /// Its version.
    version: &'a str,
    /// SHA-256 of the ONNX file, lower-case hex.
    sha256: &'a str,
}

/// Which policy decided.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Policy)]
pub(super) struct PolicyBody<'a> {
    /// Its name.
    name: &'a str,
    /// Its version.
    version: &'a str,
}

/// What really ran the model.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Engine)]
struct EngineBody<'a> {
    /// `onnxruntime` or `tract`.
    engine: &'a str,
    /// Its version, as it says itself.
    version: &'a str,
    /// `OpenVINO`, `CPU` or `tract`.
    provider: &'a str,
    /// `bf16`, `f32` and so on.
    precision: &'a str,
}

/// Milliseconds spent in each step, summed over views. Tiles run in parallel: `detect_ms` is elapsed time, `tensor_ms`,
/// `inference_ms` and `head_ms` are sums over tiles.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Timings)]
#[allow(clippy::struct_field_names, reason = "the names are the wire's, with their unit")]
struct TimingsBody {
    decode_ms: f32,
    quality_ms: f32,
    normalise_ms: f32,
    tile_ms: f32,
    tensor_ms: f32,
    inference_ms: f32,
    head_ms: f32,
    detect_ms: f32,
    fuse_ms: f32,
    verdict_ms: f32,
    total_ms: f32,
}

impl<'a> From<&'a Report> for ReportBody<'a> {
    fn from(report: &'a Report) -> Self {
        Self {
            schema: report.schema,
            report_type: report.report_type,
            decision: report.decision,
            abort_reason: report.abort_reason,
            ability: report.ability,
            reasons: report.reasons.iter().map(ReasonBody::from).collect(),
            regions: report.regions.iter().map(RegionBody::from).collect(),
            views: report.views.iter().map(ViewBody::from).collect(),
            model: report.model.as_ref().map(ModelBody::from),
            policy: PolicyBody::from(&report.policy),
            engine: report.engine.as_ref().map(EngineBody::from),
            timings: TimingsBody::from(&report.timings),
        }
    }
}

impl<'a> From<&'a Reason> for ReasonBody<'a> {
    fn from(reason: &'a Reason) -> Self {
        Self { code: &reason.code, text: &reason.text }
    }
}

impl<'a> From<&'a Region> for RegionBody<'a> {
    fn from(region: &'a Region) -> Self {
        Self {
            id: region.id,
            view: region.view,
            class: region.class,
            group: region.group,
            score: region.score,
            threshold: region.threshold,
            alarm: region.alarm,
            bbox: region.bbox,
            z_eff: region.z_eff,
            size_mm: region.size_mm,
            linked: &region.linked,
        }
    }
}

impl<'a> From<&'a ViewReport> for ViewBody<'a> {
    fn from(view: &'a ViewReport) -> Self {
        Self {
            name: &view.name,
            width: view.width,
            height: view.height,
            parcels: &view.parcels,
            quality: view.quality.as_ref().map(QualityBody::from),
            tiles: view.tiles,
            tiles_skipped: view.tiles_skipped,
            dual_energy: view.dual_energy,
            mm_per_pixel: view.mm_per_pixel,
        }
    }
}

impl From<&ViewQuality> for QualityBody {
    fn from(quality: &ViewQuality) -> Self {
        Self {
            blank: quality.blank,
            saturated_percent: quality.saturated_percent,
            polarity_corrected: quality.polarity_corrected,
            clipped: quality.clipped,
            dense_percent: quality.dense_percent,
            ability: quality.ability,
        }
    }
}

impl<'a> From<&'a ModelStamp> for ModelBody<'a> {
    fn from(model: &'a ModelStamp) -> Self {
        Self { name: &model.name, version: &model.version, sha256: &model.sha256 }
    }
}

impl<'a> From<&'a PolicyStamp> for PolicyBody<'a> {
    fn from(policy: &'a PolicyStamp) -> Self {
        Self { name: &policy.name, version: &policy.version }
    }
}

impl<'a> From<&'a EngineStamp> for EngineBody<'a> {
    fn from(engine: &'a EngineStamp) -> Self {
        Self {
            engine: &engine.engine,
            version: &engine.version,
            provider: &engine.provider,
            precision: &engine.precision,
        }
    }
}

impl From<&Timings> for TimingsBody {
    fn from(timings: &Timings) -> Self {
        Self {
            decode_ms: timings.decode_ms,
            quality_ms: timings.quality_ms,
            normalise_ms: timings.normalise_ms,
            tile_ms: timings.tile_ms,
            tensor_ms: timings.tensor_ms,
            inference_ms: timings.inference_ms,
            head_ms: timings.head_ms,
            detect_ms: timings.detect_ms,
            fuse_ms: timings.fuse_ms,
            verdict_ms: timings.verdict_ms,
            total_ms: timings.total_ms,
        }
    }
}

/// A line of `screening scan`: the report with the source it is about.
#[derive(Serialize)]
struct ScanLine<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    annotated: &'a [String],
    #[serde(flatten)]
    report: ReportBody<'a>,
}

/// A report as a line of JSON, with where it comes from and where its annotated pictures are.
///
/// # Errors
/// When a number in it is not finite.
pub(crate) fn scan_line(source: &str, annotated: &[String], report: &Report) -> serde_json::Result<String> {
    serde_json::to_string(&ScanLine { source, annotated, report: report.into() })
}

/// Describes a text that is one of a few words.
fn words(description: &str, words: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    let object = ObjectBuilder::new().schema_type(Type::String).description(Some(description));
    object.enum_values(Some(words)).into()
}

macro_rules! word_schema {
    ($marker:ident, $name:literal, $description:literal, $words:expr) => {
        #[doc = $description]
        pub(crate) struct $marker;

        impl PartialSchema for $marker {
            fn schema() -> RefOr<Schema> {
                words($description, $words)
            }
        }

        impl ToSchema for $marker {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    };
}

word_schema!(DecisionSchema, "Decision", "What to do with a parcel.", ["ALARM", "CLEAR", "UNKNOWN"]);
word_schema!(
    AbortReasonSchema,
    "AbortReason",
    "Why a screening has no full answer. More may be added.",
    ["TIMEOUT", "NOT_REVIEWED", "INCOMPLETE_SCAN", "CLIPPED", "OVERSIZE", "ENGINE_FAILURE", "BAD_EXPOSURE"]
);
word_schema!(AbilitySchema, "Ability", "Whether the beam came through everywhere.", ["NO_INTERFERENCE", "SHIELD"]);
word_schema!(
    ReportTypeSchema,
    "ReportType",
    "Who or what a report comes from.",
    ["MACHINE", "OPERATOR", "GROUND_TRUTH"]
);
word_schema!(
    ClassSchema,
    "ThreatClass",
    "Threat classes after Article 3 of the UN Firearms Protocol; `magazine` is outside it.",
    ThreatClass::names()
);
word_schema!(GroupSchema, "ThreatGroup", "Groups of threat classes.", ThreatGroup::ALL.map(ThreatGroup::name));

#[cfg(test)]
pub(super) mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A report in which every field has something to say.
    pub(crate) fn full_report() -> Report {
        let report = json!({
            "schema": 1, "report_type": "MACHINE", "decision": "ALARM", "abort_reason": "CLIPPED", "ability": "SHIELD",
            "reasons": [{"code": "region_above_threshold", "text": "A region."}],
            "regions": [{
                "id": 1, "view": 0, "class": "pistol", "group": "firearm", "score": 0.875, "threshold": 0.5,
                "alarm": true, "box": [1.0, 2.0, 30.5, 40.0], "z_eff": 26.0, "size_mm": [120.0, 80.0], "linked": [2]
            }],
            "views": [{
                "name": "top", "width": 640, "height": 480, "parcels": [[5.0, 6.0, 600.0, 400.0]],
                "quality": {
                    "blank": false, "saturated_percent": 0.5, "polarity_corrected": true, "clipped": true,
                    "dense_percent": 12.5, "ability": "SHIELD"
                },
                "tiles": 3, "tiles_skipped": 1, "dual_energy": true, "mm_per_pixel": [0.5, 1.5]
            }],
            "model": {"name": "m", "version": "1", "sha256": "ab"},
            "policy": {"name": "p", "version": "2"},
            "engine": {"engine": "onnxruntime", "version": "1.24.1", "provider": "OpenVINO", "precision": "bf16"},
            "timings": {
                "decode_ms": 1.0, "quality_ms": 2.0, "normalise_ms": 3.0, "tile_ms": 4.0, "tensor_ms": 5.0,
                "inference_ms": 6.0, "head_ms": 7.0, "detect_ms": 8.0, "fuse_ms": 9.0, "verdict_ms": 10.0,
                "total_ms": 11.0
            }
        });
        serde_json::from_value(report).unwrap()
    }

    #[test]
    fn the_wire_is_the_library_s_own_json() {
        let mut report = full_report();
        for empty in [false, true] {
            if empty {
                report.regions[0] = Region { z_eff: None, size_mm: None, linked: vec![], ..report.regions[0].clone() };
                (report.model, report.engine, report.abort_reason) = (None, None, None);
                (report.views[0].quality, report.views[0].mm_per_pixel) = (None, None);
            }
            let wire = serde_json::to_value(ReportBody::from(&report)).unwrap();
            assert_eq!(wire, serde_json::to_value(&report).unwrap());
        }
    }

    #[test]
    fn every_word_on_the_wire_is_described() {
        let described = |schema: RefOr<Schema>, word: Value| {
            let schema = serde_json::to_value(schema).unwrap();
            assert!(schema["enum"].as_array().unwrap().contains(&word), "{word} is not in {schema}");
        };
        for decision in [Decision::Alarm, Decision::Clear, Decision::Unknown] {
            described(DecisionSchema::schema(), json!(decision));
        }
        for class in ThreatClass::ALL {
            described(ClassSchema::schema(), json!(class));
        }
        for group in ThreatGroup::ALL {
            described(GroupSchema::schema(), json!(group));
        }
        use AbortReason as R;
        for reason in
            [R::Timeout, R::NotReviewed, R::IncompleteScan, R::Clipped, R::Oversize, R::EngineFailure, R::BadExposure]
        {
            described(AbortReasonSchema::schema(), json!(reason));
        }
        for ability in [Ability::NoInterference, Ability::Shield] {
            described(AbilitySchema::schema(), json!(ability));
        }
        for kind in [ReportType::Machine, ReportType::Operator, ReportType::GroundTruth] {
            described(ReportTypeSchema::schema(), json!(kind));
        }
    }
}
