//! Says in plain words what is wrong with a model or its manifest.

use super::{Detector, Engine, ModelError};
use crate::{
    model::{Activation, Family, Manifest, ManifestError, sha256_hex},
    taxonomy::{ThreatClass, ThreatGroup},
};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For information.
    Note,
    /// The model works, but something may surprise.
    Warning,
    /// The model cannot be used.
    Error,
}

/// One thing that was found about a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// One or two sentences for a person.
    pub text: String,
}

impl Finding {
    fn new(severity: Severity, text: impl Into<String>) -> Self {
        Self { severity, text: text.into() }
    }
}

/// Looks at a manifest and, where given, its model: first the manifest, then the hash, then, even when the
/// hash is wrong, whether the engine can run it and what it runs on. The model can be used when no finding
/// is an error.
pub fn check_model(manifest_toml: &str, onnx: Option<&[u8]>, engine: &Engine) -> Vec<Finding> {
    let mut findings = Vec::new();
    let manifest = match Manifest::parse(manifest_toml) {
        Ok(manifest) => manifest,
        Err(ManifestError::Invalid(problems)) => {
            findings.extend(problems.iter().map(|problem| Finding::new(Severity::Error, problem.to_string())));
            return findings;
        }
        Err(error) => {
            findings.push(Finding::new(Severity::Error, error.to_string()));
            return findings;
        }
    };
    describe(&manifest, &mut findings);
    match onnx {
        None => {
            findings.push(Finding::new(Severity::Warning, "no model file was given: only the manifest was checked"));
        }
        Some([]) => findings.push(Finding::new(Severity::Error, ModelError::Empty.to_string())),
        Some(onnx) => try_model(manifest, onnx, engine, &mut findings),
    }
    findings
}

fn describe(manifest: &Manifest, findings: &mut Vec<Finding>) {
    let mut say = |severity, text: String| findings.push(Finding { severity, text });
    let input = &manifest.input;
    say(
        Severity::Note,
        format!(
            "{} {}, family {}, {} classes, {}; input {} x {}, {:?}, {:?}, {:?}, value = (sample * {} - mean) / std, padding {}",
            manifest.name,
            manifest.version,
            manifest.family.name(),
            manifest.classes.len(),
            manifest.licence,
            input.width,
            input.height,
            input.layout,
            input.colour,
            input.resize,
            input.scale,
            input.pad
        ),
    );
    if manifest.family == Family::Yolox {
        let text = if manifest.output.decoded { "boxes are input pixels" } else { "boxes are grid offsets" };
        say(Severity::Note, format!("output.decoded = {}: {text}", manifest.output.decoded));
    }
    if manifest.output.orientations > 1 {
        let text = format!(
            "each tile is searched in {} orientations, whose outputs are averaged",
            manifest.output.orientations
        );
        say(Severity::Note, text);
    }
    if let Some(activation @ (Activation::Sigmoid | Activation::Softmax)) = manifest.output.activation {
        say(Severity::Note, format!("scores go through a {activation:?}"));
    }
    for class in manifest.classes.iter().filter(|class| class.class.is_some()) {
        if class.threshold <= manifest.output.score_floor {
            say(
                Severity::Warning,
                format!(
                    "class \"{}\": its threshold {} is not above output.score_floor {}, so that weak alarms are lost",
                    class.name, class.threshold, manifest.output.score_floor
                ),
            );
        }
        let stated: Vec<f32> = class.operating.into_iter().flatten().collect();
        if !stated.is_sorted_by(|fewer, more| fewer >= more) {
            let text = format!(
                "class \"{}\": with fewer false alarms allowed, a threshold should be higher, but they are {stated:?}",
                class.name
            );
            say(Severity::Warning, text);
        }
    }
    let known = |group: ThreatGroup| {
        ThreatClass::ALL.iter().any(|class| class.group() == group && manifest.threshold(*class).is_some())
    };
    for group in ThreatGroup::ALL.into_iter().filter(|group| !known(*group)) {
        say(Severity::Warning, format!("no class stands for the group {group}: the model will never find any of it"));
    }
}

fn try_model(manifest: Manifest, onnx: &[u8], engine: &Engine, findings: &mut Vec<Finding>) {
    if let Err(found) = manifest.check_hash(onnx) {
        let error = ModelError::Hash { expected: manifest.sha256.clone(), found };
        findings.push(Finding::new(Severity::Error, error.to_string()));
    } else {
        findings.push(Finding::new(Severity::Note, format!("SHA-256 {} fits the file", sha256_hex(onnx))));
    }
    match Detector::load_unhashed(manifest, onnx, engine) {
        Ok(detector) => {
            let stamp = detector.stamp();
            findings.push(Finding::new(
                Severity::Note,
                format!(
                    "runs on {} {}, provider {}, precision {}",
                    stamp.engine, stamp.version, stamp.provider, stamp.precision
                ),
            ));
        }
        Err(error) => findings.push(Finding::new(Severity::Error, error.to_string())),
    }
}
