//! The engine's output becomes detections: one decoder a family, then suppression of doubles.
//!
//! A score is weighed against every class of the model that the manifest maps onto the taxonomy, not
//! only the strongest: an object that looks a little more like an ignored class must not vanish.

mod detr;
mod nms;
mod yolov8;
mod yolox;

use super::{
    error::{DetectError, ModelError},
    orientation::{Cells, Orientation},
};
use crate::{
    geometry::PixelBox,
    model::{Family, InputSpec, Manifest},
    taxonomy::ThreatClass,
};

/// A box in pixels of the model's input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) class: ThreatClass,
    pub(super) score: f32,
    pub(super) bbox: PixelBox,
}

/// What an output's elements are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    F32,
    I64,
    I32,
    Other(String),
}

/// What a model says about one of its outputs.
#[derive(Clone, Debug)]
pub(super) struct OutputInfo {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Negative where the model leaves the length open.
    pub(super) shape: Vec<i64>,
}

/// One output after a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output<'a> {
    pub(super) name: &'a str,
    pub(super) shape: &'a [i64],
    pub(super) data: Data<'a>,
}

/// The elements of an output.
#[derive(Clone, Copy, Debug)]
pub(super) enum Data<'a> {
    F32(&'a [f32]),
    I64(&'a [i64]),
    I32(&'a [i32]),
}

/// Reads the outputs of one model.
#[derive(Debug)]
pub(super) struct Head {
    decoder: Decoder,
    outputs: Vec<String>,
    classes: Vec<Option<ThreatClass>>,
    temperature: f32,
    floor: f32,
    nms_iou: f32,
    max_detections: usize,
    /// How many orientations are averaged.
    orientations: usize,
    input: InputSpec,
    strides: Vec<u32>,
}

/// The dense output of one run, each cell where it lies upright.
#[derive(Debug)]
pub(super) struct Dense {
    name: String,
    shape: Vec<i64>,
    values: Vec<f32>,
}

#[derive(Debug)]
enum Decoder {
    Yolox(yolox::Yolox),
    Yolov8(yolov8::Yolov8),
    Detr(detr::Detr),
}

impl Head {
    /// Finds the outputs that the manifest's family needs among those of the model.
    pub(super) fn plan(manifest: &Manifest, outputs: &[OutputInfo]) -> Result<Self, ModelError> {
        let (decoder, outputs) = match manifest.family {
            Family::Yolox => {
                let output = single(manifest, outputs)?;
                (Decoder::Yolox(yolox::Yolox::plan(manifest, output)?), vec![output.name.clone()])
            }
            Family::Yolov8 => {
                let output = single(manifest, outputs)?;
                (Decoder::Yolov8(yolov8::Yolov8::plan(manifest, output)?), vec![output.name.clone()])
            }
            Family::Detr => {
                let (detr, names) = detr::Detr::plan(manifest, outputs)?;
                (Decoder::Detr(detr), names)
            }
        };
        Ok(Self {
            decoder,
            outputs,
            classes: manifest.classes.iter().map(|class| class.class).collect(),
            temperature: manifest.temperature,
            floor: uncalibrated(manifest.output.score_floor, manifest.temperature),
            nms_iou: manifest.output.nms_iou,
            max_detections: manifest.output.max_detections,
            orientations: manifest.output.orientations,
            input: manifest.input.clone(),
            strides: manifest.output.strides.clone(),
        })
    }

    /// The orientations that each tile is searched in; upright comes first.
    pub(super) fn orientations(&self) -> &'static [Orientation] {
        &Orientation::ALL[..self.orientations.clamp(1, Orientation::ALL.len())]
    }

    /// Puts the output for a picture that was laid in an `orientation` upright.
    pub(super) fn upright(&self, outputs: &[Output<'_>], orientation: Orientation) -> Result<Dense, DetectError> {
        let [output] = outputs else {
            return Err(DetectError::Shape("several orientations need a model with one output".to_owned()));
        };
        let cells = match &self.decoder {
            Decoder::Yolox(yolox) => yolox.cells(output)?,
            Decoder::Yolov8(yolov8) => yolov8.cells(output)?,
            Decoder::Detr(_) => {
                return Err(DetectError::Shape("candidates of family detr have no place in a grid".to_owned()));
            }
        };
        let output_values = output.floats()?;
        let mut values = vec![0.0; output_values.len()];
        orientation.add_upright(&self.input, &self.strides, cells, output_values, &mut values)?;
        Ok(Dense { name: output.name.to_owned(), shape: output.shape.to_vec(), values })
    }

    /// Detections, as of [`Self::decode`], of the mean of the outputs for one picture in several orientations.
    pub(super) fn decode_mean(&self, seen: Vec<Dense>) -> Result<Vec<Candidate>, DetectError> {
        let share = 1.0 / seen.len().max(1) as f32;
        let sum = seen.into_iter().reduce(|mut sum, one| {
            sum.values.iter_mut().zip(&one.values).for_each(|(sum, value)| *sum += value);
            sum
        });
        let Some(mut mean) = sum else { return Ok(Vec::new()) };
        mean.values.iter_mut().for_each(|value| *value *= share);
        self.decode(&[Output { name: &mean.name, shape: &mean.shape, data: Data::F32(&mean.values) }])
    }

    /// The names of the outputs that [`Self::decode`] wants, in its order.
    pub(super) fn outputs(&self) -> &[String] {
        &self.outputs
    }

    /// Detections in pixels of the model's input, best first.
    pub(super) fn decode(&self, outputs: &[Output<'_>]) -> Result<Vec<Candidate>, DetectError> {
        let mut sink = Sink { classes: &self.classes, floor: self.floor, found: Vec::new() };
        match &self.decoder {
            Decoder::Yolox(yolox) => yolox.decode(outputs, &mut sink)?,
            Decoder::Yolov8(yolov8) => yolov8.decode(outputs, &mut sink)?,
            Decoder::Detr(detr) => detr.decode(outputs, &mut sink)?,
        }
        let mut found = sink.found;
        for candidate in &mut found {
            candidate.score = calibrated(candidate.score, self.temperature);
        }
        Ok(nms::suppress(found, self.nms_iou, self.max_detections))
    }
}

/// Takes candidates from a decoder.
struct Sink<'a> {
    classes: &'a [Option<ThreatClass>],
    floor: f32,
    found: Vec<Candidate>,
}

impl Sink<'_> {
    /// Whether a score of class number `class` (of the model) is worth a box.
    fn wants(&self, class: usize, score: f32) -> bool {
        score >= self.floor && self.classes[class].is_some()
    }

    /// Notes a box for a class and score that it `wants`. `at` is the place of the candidate in the output.
    fn take(
        &mut self,
        output: &Output<'_>,
        at: usize,
        class: usize,
        score: f32,
        bbox: PixelBox,
    ) -> Result<(), DetectError> {
        if !bbox.is_finite() {
            return Err(DetectError::NotANumber { output: output.name.to_owned(), index: at });
        }
        if let Some(class) = self.classes[class] {
            self.found.push(Candidate { class, score: score.clamp(0.0, 1.0), bbox });
        }
        Ok(())
    }
}

impl<'a> Output<'a> {
    /// The floats of an output, none of which is NaN.
    fn floats(&self) -> Result<&'a [f32], DetectError> {
        let Data::F32(values) = self.data else {
            return Err(DetectError::Shape(format!("output \"{}\" is not of type float32", self.name)));
        };
        // Without an early exit within a chunk, the compiler compares many values at once.
        for (chunk, values) in values.chunks(1024).enumerate() {
            if values.iter().fold(false, |found, value| found | value.is_nan()) {
                let index = values.iter().position(|value| value.is_nan()).unwrap_or(0);
                return Err(DetectError::NotANumber { output: self.name.to_owned(), index: chunk * 1024 + index });
            }
        }
        Ok(values)
    }

    /// The lengths after the batch axis, which must be 1.
    fn lengths<const N: usize>(&self, expected: &str) -> Result<[usize; N], DetectError> {
        let wrong = || DetectError::Shape(misfit(self.name, self.shape, expected));
        let [1, rest @ ..] = self.shape else { return Err(wrong()) };
        let rest: &[i64; N] = rest.try_into().map_err(|_| wrong())?;
        let mut lengths = [0; N];
        for (length, value) in lengths.iter_mut().zip(rest) {
            *length = usize::try_from(*value).map_err(|_| wrong())?;
        }
        Ok(lengths)
    }
}

/// An error when a score is no probability; rounding in reduced precision may overshoot a little.
fn check_scores<'a>(name: &str, mut scores: impl Iterator<Item = &'a f32>) -> Result<(), DetectError> {
    match scores.find(|score| !(-0.001..=1.001).contains(*score)) {
        None => Ok(()),
        Some(value) => Err(DetectError::Score { output: name.to_owned(), value: *value }),
    }
}

/// Whether every score is a probability; as [`check_scores`], without saying which is not.
fn all_scores(scores: &[f32]) -> bool {
    scores.iter().fold(true, |good, score| good & (*score >= -0.001) & (*score <= 1.001))
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(p: f32) -> f32 {
    (p / (1.0 - p)).ln()
}

fn calibrated(score: f32, temperature: f32) -> f32 {
    if temperature == 1.0 { score } else { sigmoid(logit(score) / temperature) }
}

fn uncalibrated(score: f32, temperature: f32) -> f32 {
    if temperature == 1.0 { score } else { sigmoid(logit(score) * temperature) }
}

/// The output that the manifest names, or the only one that can hold predictions.
fn single<'a>(manifest: &Manifest, outputs: &'a [OutputInfo]) -> Result<&'a OutputInfo, ModelError> {
    if let Some(name) = &manifest.output.predictions {
        return named(name, "output.predictions", outputs);
    }
    let mut fitting = outputs.iter().filter(|output| output.kind == Kind::F32 && output.shape.len() == 3);
    match (fitting.next(), fitting.next()) {
        (Some(output), None) => Ok(output),
        (Some(_), Some(_)) => Err(ModelError::Output(format!(
            "several outputs could hold the predictions; name one as output.predictions: {}",
            list(outputs)
        ))),
        (None, _) => Err(ModelError::Output(format!(
            "family {} needs a float32 output with three axes; the model has: {}",
            manifest.family.name(),
            list(outputs)
        ))),
    }
}

fn named<'a>(name: &str, key: &str, outputs: &'a [OutputInfo]) -> Result<&'a OutputInfo, ModelError> {
    outputs.iter().find(|output| output.name == name).ok_or_else(|| {
        ModelError::Output(format!("{key} is \"{name}\", but the model has no such output; it has: {}", list(outputs)))
    })
}

/// `"boxes" float32 [1, 300, 4]; "labels" int64 [1, 300]`.
fn list(outputs: &[OutputInfo]) -> String {
    let one = |output: &OutputInfo| format!("\"{}\" {} {}", output.name, output.kind, shape_text(&output.shape));
    if outputs.is_empty() { "none".to_owned() } else { outputs.iter().map(one).collect::<Vec<_>>().join("; ") }
}

/// `[1, 300, any]`.
pub(super) fn shape_text(shape: &[i64]) -> String {
    let one = |length: &i64| if *length < 0 { "any".to_owned() } else { length.to_string() };
    format!("[{}]", shape.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn misfit(name: &str, shape: &[i64], expected: &str) -> String {
    format!("output \"{name}\" has the shape {}, but {expected}", shape_text(shape))
}

/// Whether a declared length can be `length`.
fn open_or(declared: i64, length: usize) -> bool {
    declared < 0 || usize::try_from(declared) == Ok(length)
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::F32 => "float32",
            Self::I64 => "int64",
            Self::I32 => "int32",
            Self::Other(name) => name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temperature_keeps_the_order_and_its_inverse_leads_back() {
        for score in [0.01, 0.3, 0.5, 0.97] {
            assert!((uncalibrated(calibrated(score, 2.5), 2.5) - score).abs() < 1e-5);
        }
        assert!(calibrated(0.9, 2.0) < 0.9 && calibrated(0.1, 2.0) > 0.1);
        assert_eq!(calibrated(0.0, 2.0), 0.0);
        assert_eq!(calibrated(1.0, 2.0), 1.0);
    }

    #[test]
    fn a_nan_anywhere_is_found_with_its_place() {
        let mut values = vec![0.0f32; 3000];
        values[2500] = f32::NAN;
        let output = Output { name: "scores", shape: &[1, 3000], data: Data::F32(&values) };
        assert!(matches!(output.floats(), Err(DetectError::NotANumber { index: 2500, .. })));
    }

    #[test]
    fn scores_may_overshoot_by_rounding_alone() {
        assert!(check_scores("s", [0.0, 1.0005, -0.0005].iter()).is_ok());
        assert!(check_scores("s", [0.2, -3.0].iter()).is_err());
        assert!(all_scores(&[0.0, 1.0]) && !all_scores(&[0.5, 1.2]));
    }
}
