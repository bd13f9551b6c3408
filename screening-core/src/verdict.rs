//! From what was found to what to do: a versioned policy, and a decision that is CLEAR only when
//! every view was inspected in full.
//!
//! An obstacle is anything that kept a part of the parcel from being inspected. Any alarm makes the
//! decision ALARM, else any obstacle makes it UNKNOWN, and only what is left is CLEAR. No failure
//! can therefore clear a parcel, and none can hide an alarm.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error as _};
use thiserror::Error;

use crate::{
    model::{FalseAlarms, Manifest},
    report::{Ability, AbortReason, Decision, PolicyStamp, Reason, Region, ViewQuality},
    taxonomy::{ThreatClass, ThreatGroup},
};

/// What decides about a parcel. Written as TOML:
///
/// ```
/// let policy = screening_core::verdict::Policy::parse(r#"
///     name = "airport east"
///     version = "2026-03"
///     max_dense_percent = 2.0        # more of the parcel too dense to inspect is SHIELD
///     on_clipped = "unknown"         # a parcel cut by the picture's edge: "unknown" or "note"
///     min_views = 1                  # fewer views than this are an incomplete scan
///     false_alarms_percent = 5       # thresholds that the model states for 1, 5 or 10 % false alarms
///
///     [group_thresholds]             # over the model's own
///     firearm = 0.3
///
///     [thresholds]                   # over those of the group
///     long_gun = 0.25
/// "#).unwrap();
/// assert_eq!(policy.stamp().version, "2026-03");
/// ```
///
/// Only `name` and `version` are required; a key that is not known is an error.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How people call it.
    pub name: String,
    /// Changes with every change of content: reports name it.
    pub version: String,
    /// Share of the parcel's area, in percent, that may be too dense to inspect in a view that is
    /// cleared. What lies above is SHIELD.
    #[serde(default = "default_max_dense_percent")]
    pub max_dense_percent: f32,
    /// What to do with a parcel that the picture's edge cuts.
    #[serde(default)]
    pub on_clipped: OnClipped,
    /// Views that a scan must have, at least 1.
    #[serde(default = "default_min_views")]
    pub min_views: usize,
    /// Take the thresholds at which the model's makers measured this share of false alarms, where
    /// the manifest states them.
    #[serde(default, deserialize_with = "false_alarms")]
    pub false_alarms_percent: Option<FalseAlarms>,
    /// Score from which a region of a class is an alarm.
    #[serde(default)]
    pub thresholds: BTreeMap<ThreatClass, f32>,
    /// The same for the classes of a group that `thresholds` does not name.
    #[serde(default)]
    pub group_thresholds: BTreeMap<ThreatGroup, f32>,
}

/// What to do with a parcel that the picture's edge cuts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnClipped {
    /// UNKNOWN: a part of the parcel was not seen.
    #[default]
    Unknown,
    /// Say it in the reasons only; for lines whose pictures are cut on purpose.
    Note,
}

/// Reads 1, 5 or 10.
fn false_alarms<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FalseAlarms>, D::Error> {
    match u8::deserialize(deserializer)? {
        1 => Ok(Some(FalseAlarms::One)),
        5 => Ok(Some(FalseAlarms::Five)),
        10 => Ok(Some(FalseAlarms::Ten)),
        percent => Err(D::Error::custom(format!(
            "models state thresholds for 1, 5 and 10 % false alarms, not for {percent} %"
        ))),
    }
}

fn default_max_dense_percent() -> f32 {
    1.0
}

fn default_min_views() -> usize {
    1
}

impl Default for Policy {
    /// The model's own thresholds; one view at least; no more than 1 % of the parcel too dense: 12 cm² of
    /// a parcel of 40 x 30 cm.
    fn default() -> Self {
        Self {
            name: "default".to_owned(),
            version: "1".to_owned(),
            max_dense_percent: default_max_dense_percent(),
            on_clipped: OnClipped::default(),
            min_views: default_min_views(),
            false_alarms_percent: None,
            thresholds: BTreeMap::new(),
            group_thresholds: BTreeMap::new(),
        }
    }
}

/// A policy that cannot be used.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum PolicyError {
    /// It is no TOML, or a key is unknown or of the wrong type.
    #[error("the policy cannot be read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// Values that make no sense; everything found, not only the first.
    #[error("the policy cannot be used: {}", .0.join("; "))]
    Invalid(Vec<String>),
}

/// Threshold of a class that neither the policy nor the model names: low, since nothing is known.
pub const FALLBACK_THRESHOLD: f32 = 0.25;

impl Policy {
    /// Reads and checks a policy.
    ///
    /// # Errors
    /// [`PolicyError::Syntax`] with line and column; [`PolicyError::Invalid`] when name or version are
    /// empty, a threshold is not above 0 and at most 1, a percentage is outside 0 to 100, or no view is asked for.
    pub fn parse(toml: &str) -> Result<Self, PolicyError> {
        let policy: Self = toml::from_str(toml)?;
        let mut faults = Vec::new();
        for (key, text) in [("name", &policy.name), ("version", &policy.version)] {
            if text.trim().is_empty() {
                faults.push(format!("`{key}` is empty"));
            }
        }
        if !(0.0..=100.0).contains(&policy.max_dense_percent) {
            faults.push(format!("`max_dense_percent` is {}, but must be 0 to 100", policy.max_dense_percent));
        }
        if policy.min_views == 0 {
            faults.push("`min_views` is 0, but a parcel without a picture is never cleared".to_owned());
        }
        let classes = policy.thresholds.iter().map(|(class, value)| (format!("thresholds.{class}"), value));
        let groups = policy.group_thresholds.iter().map(|(group, value)| (format!("group_thresholds.{group}"), value));
        for (key, &value) in classes.chain(groups) {
            if !(value > 0.0 && value <= 1.0) {
                faults.push(format!("`{key}` is {value}, but must be above 0 and at most 1"));
            }
        }
        if faults.is_empty() { Ok(policy) } else { Err(PolicyError::Invalid(faults)) }
    }

    /// What reports say of it.
    pub fn stamp(&self) -> PolicyStamp {
        PolicyStamp { name: self.name.clone(), version: self.version.clone() }
    }

    /// The score from which a region of `class` is an alarm: the policy's for the class, else for its
    /// group, else the model's own for the policy's share of false alarms, else the model's own, else
    /// [`FALLBACK_THRESHOLD`].
    pub fn threshold(&self, class: ThreatClass, model: &Manifest) -> f32 {
        let own = self.thresholds.get(&class).or_else(|| self.group_thresholds.get(&class.group())).copied();
        own.or_else(|| model.threshold_at(class, self.false_alarms_percent?))
            .or_else(|| model.threshold(class))
            .filter(|value| value.is_finite())
            .unwrap_or(FALLBACK_THRESHOLD)
    }
}

/// Something that kept a view, or the whole scan, from being inspected.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What it means for the screening.
    pub abort: AbortReason,
    /// A stable key for the report, for example `unreadable_view`.
    pub code: &'static str,
    /// One sentence for a person, which names the view where there is one.
    pub text: String,
}

/// What is known of one view when the decision is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewFindings<'a> {
    /// The view's name.
    pub name: &'a str,
    /// The quality gate's findings; none when the view never came so far.
    pub quality: Option<&'a ViewQuality>,
    /// Whether the gate found the exposure fit for screening.
    pub exposure_ok: bool,
    /// Parcels in the view.
    pub parcels: usize,
    /// Whether the detector searched every tile of it.
    pub searched: bool,
}

/// What to do with the parcel, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What to do.
    pub decision: Decision,
    /// Why there is no full answer, where there is none; also beside an alarm.
    pub abort_reason: Option<AbortReason>,
    /// SHIELD when in some view more is too dense to inspect than the policy allows.
    pub ability: Ability,
    /// Alarms, then obstacles, then remarks; never empty.
    pub reasons: Vec<Reason>,
}

/// Decides. `views` holds one entry for each view of the scan, those that failed included;
/// `regions` those of all views, best first, with their thresholds applied.
pub fn decide(policy: &Policy, views: &[ViewFindings<'_>], regions: &[Region], failures: &[Failure]) -> Verdict {
    let mut weighed = Weighed::default();
    for failure in failures {
        weighed.obstacle(Some(failure.abort), failure.code, failure.text.clone());
    }
    if views.is_empty() {
        weighed.obstacle(
            Some(AbortReason::IncompleteScan),
            "no_views",
            "No picture of the parcel arrived, so nothing was inspected.".to_owned(),
        );
    } else if views.len() < policy.min_views {
        weighed.obstacle(
            Some(AbortReason::IncompleteScan),
            "too_few_views",
            format!("The scan has {} of the {} views that the policy asks for.", views.len(), policy.min_views),
        );
    }
    for view in views {
        weigh_view(policy, view, failures.is_empty(), &mut weighed);
    }
    let is_number = |region: &Region| [region.score, region.threshold].into_iter().all(f32::is_finite);
    if !regions.iter().all(|region| is_number(region) && region.bbox.is_finite()) {
        weighed.obstacle(
            Some(AbortReason::EngineFailure),
            "not_a_number",
            "The detector gave a score or a place that is not a number.".to_owned(),
        );
    }

    let mut reasons = alarm_reasons(views, regions);
    let alarm = !reasons.is_empty();
    let decision = match (alarm, weighed.obstacles.is_empty()) {
        (true, _) => Decision::Alarm,
        (false, false) => Decision::Unknown,
        (false, true) => Decision::Clear,
    };
    reasons.extend(weighed.obstacles);
    reasons.extend(weighed.remarks);
    if decision == Decision::Clear {
        reasons.insert(0, reason("inspected_in_full", clear_text(views, regions)));
    }
    Verdict { decision, abort_reason: weighed.abort, ability: weighed.ability, reasons }
}

/// What was found so far that speaks against CLEAR, and what is merely said.
struct Weighed {
    abort: Option<AbortReason>,
    ability: Ability,
    obstacles: Vec<Reason>,
    remarks: Vec<Reason>,
}

impl Default for Weighed {
    fn default() -> Self {
        Self { abort: None, ability: Ability::NoInterference, obstacles: Vec::new(), remarks: Vec::new() }
    }
}

impl Weighed {
    /// The first reason for an abort is the one that the report gives.
    fn obstacle(&mut self, abort: Option<AbortReason>, code: &str, text: String) {
        self.abort = self.abort.or(abort);
        self.obstacles.push(reason(code, text));
    }
}

fn reason(code: &str, text: String) -> Reason {
    Reason { code: code.to_owned(), text }
}

/// Weighs one view. `unexplained` is whether no failure says already why a view was not searched.
fn weigh_view(policy: &Policy, view: &ViewFindings<'_>, unexplained: bool, weighed: &mut Weighed) {
    let name = view.name;
    let Some(quality) = view.quality else {
        if unexplained {
            let text = format!("View '{name}' was not inspected.");
            weighed.obstacle(Some(AbortReason::IncompleteScan), "view_not_inspected", text);
        }
        return;
    };
    if quality.blank {
        let text = format!("View '{name}' shows nothing but air: the parcel was missed or the beam was off.");
        weighed.obstacle(Some(AbortReason::IncompleteScan), "blank_view", text);
    }
    if !view.exposure_ok || !quality.saturated_percent.is_finite() {
        let text = format!(
            "The exposure of view '{name}' is not fit for screening: {:.1} % of it is saturated, or light and dark cannot \
             be told apart.",
            quality.saturated_percent
        );
        weighed.obstacle(Some(AbortReason::BadExposure), "bad_exposure", text);
    }
    if quality.clipped {
        let text = format!("The parcel reaches over the edge of view '{name}', so a part of it was not seen.");
        match policy.on_clipped {
            OnClipped::Unknown => weighed.obstacle(Some(AbortReason::Clipped), "clipped", text),
            OnClipped::Note => weighed.remarks.push(reason("clipped", text)),
        }
    }
    // Asked this way round, a share that is not a number counts as too much.
    let dense_allowed = quality.dense_percent <= policy.max_dense_percent;
    if !dense_allowed {
        weighed.ability = Ability::Shield;
        let text = format!(
            "{:.1} % of the parcel in view '{name}' is too dense to inspect; the policy allows {:.1} %.",
            quality.dense_percent, policy.max_dense_percent
        );
        weighed.obstacle(None, "shield", text);
    } else if quality.ability == Ability::Shield {
        let text = format!(
            "A dense area in view '{name}' covers {:.1} % of the parcel, within the {:.1} % that the policy allows.",
            quality.dense_percent, policy.max_dense_percent
        );
        weighed.remarks.push(reason("dense_area", text));
    }
    if quality.polarity_corrected {
        let text = format!("View '{name}' came with dark air and was turned around before the search.");
        weighed.remarks.push(reason("polarity_corrected", text));
    }
    if view.parcels > 1 {
        let text = format!("View '{name}' shows {} parcels; the decision covers all of them.", view.parcels);
        weighed.remarks.push(reason("several_parcels", text));
    }
    if !view.searched && !quality.blank && unexplained {
        let text = format!("View '{name}' was not searched in full.");
        weighed.obstacle(Some(AbortReason::EngineFailure), "view_not_searched", text);
    }
}

/// Alarms that are named one by one.
const NAMED_ALARMS: usize = 8;

fn alarm_reasons(views: &[ViewFindings<'_>], regions: &[Region]) -> Vec<Reason> {
    let alarms: Vec<&Region> = regions.iter().filter(|r| r.alarm || r.score >= r.threshold).collect();
    let text = |region: &&Region| {
        let view = views.get(region.view).map_or("?", |view| view.name);
        format!(
            "Region {} in view '{view}' is taken for: {}, score {:.0} % (alarm from {:.0} %).",
            region.id,
            region.class.label(),
            region.score * 100.0,
            region.threshold * 100.0
        )
    };
    let mut reasons: Vec<Reason> =
        alarms.iter().take(NAMED_ALARMS).map(|region| reason("region_above_threshold", text(region))).collect();
    if alarms.len() > NAMED_ALARMS {
        let more = format!("{} more regions reach their thresholds.", alarms.len() - NAMED_ALARMS);
        reasons.push(reason("more_regions_above_threshold", more));
    }
    reasons
}

fn clear_text(views: &[ViewFindings<'_>], regions: &[Region]) -> String {
    let inspected = match views {
        [view] => format!("View '{}' was inspected in full", view.name),
        _ => format!("All {} views were inspected in full", views.len()),
    };
    match regions.first() {
        None => format!("{inspected} and nothing was found."),
        Some(best) => format!(
            "{inspected} and no region reaches its threshold; the nearest is {}, score {:.0} % (alarm from {:.0} %).",
            best.class.label().to_lowercase(),
            best.score * 100.0,
            best.threshold * 100.0
        ),
    }
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
