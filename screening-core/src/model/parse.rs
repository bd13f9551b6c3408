//! TOML to [`Manifest`]: first the types, then every rule, so that one run reports all that is wrong.

use std::str::FromStr;

use serde::Deserialize;

use super::{
    Activation, BoxFormat, ColourOrder, Family, InputSpec, Layout, Manifest, ManifestError, ModelClass, OutputSpec,
    Problem, Resize,
};
use crate::taxonomy::{ThreatClass, ThreatGroup};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    version: Option<String>,
    #[serde(alias = "license")]
    licence: Option<String>,
    family: Option<String>,
    sha256: Option<String>,
    #[serde(default)]
    training: RawTraining,
    #[serde(default)]
    input: RawInput,
    #[serde(default)]
    output: RawOutput,
    #[serde(default)]
    calibration: RawCalibration,
    #[serde(default)]
    classes: Vec<RawClass>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTraining {
    summary: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInput {
    name: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    layout: Option<String>,
    #[serde(alias = "color")]
    colour: Option<String>,
    scale: Option<f32>,
    mean: Option<Vec<f32>>,
    std: Option<Vec<f32>>,
    resize: Option<String>,
    pad: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOutput {
    predictions: Option<String>,
    boxes: Option<String>,
    scores: Option<String>,
    labels: Option<String>,
    decoded: Option<bool>,
    strides: Option<Vec<i64>>,
    activation: Option<String>,
    boxes_are: Option<String>,
    nms_iou: Option<f32>,
    score_floor: Option<f32>,
    max_detections: Option<i64>,
    orientations: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalibration {
    temperature: Option<f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClass {
    name: Option<String>,
    class: Option<String>,
    threshold: Option<f32>,
    threshold_at_1: Option<f32>,
    threshold_at_5: Option<f32>,
    threshold_at_10: Option<f32>,
}

const MAX_CLASSES: usize = 1000;
const SIDE: std::ops::RangeInclusive<i64> = 32..=4096;

pub(super) fn parse(toml: &str) -> Result<Manifest, ManifestError> {
    let raw: Raw = toml::from_str(toml)?;
    let mut faults = Faults(Vec::new());
    let family = faults.choice("family", raw.family.as_deref(), &FAMILIES, None, "which output layout the model has");
    let input = input(raw.input, family, &mut faults);
    let output = output(raw.output, family, &input, &mut faults);
    let manifest = Manifest {
        name: faults.text("name", raw.name, "what the model is called"),
        version: faults.text("version", raw.version, "which version of the model this is"),
        licence: faults.text("licence", raw.licence, "under which terms the model may be used"),
        training: faults.text("training.summary", raw.training.summary, "what the model was trained on"),
        sha256: faults.hash(raw.sha256),
        family,
        input,
        output,
        classes: classes(raw.classes, &mut faults),
        temperature: faults.within(
            "calibration.temperature",
            raw.calibration.temperature,
            1.0,
            0.05,
            20.0,
            "0.05 to 20",
        ),
    };
    if faults.0.is_empty() { Ok(manifest) } else { Err(ManifestError::Invalid(faults.0)) }
}

type Choices<T, const N: usize> = (&'static [&'static str; N], [T; N]);

const FAMILIES: Choices<Family, 3> = (&["yolox", "yolov8", "detr"], [Family::Yolox, Family::Yolov8, Family::Detr]);
const LAYOUTS: Choices<Layout, 2> = (&["nchw", "nhwc"], [Layout::Nchw, Layout::Nhwc]);
const COLOURS: Choices<ColourOrder, 3> =
    (&["rgb", "bgr", "grey"], [ColourOrder::Rgb, ColourOrder::Bgr, ColourOrder::Grey]);
const RESIZES: Choices<Resize, 3> =
    (&["letterbox", "letterbox_top_left", "stretch"], [Resize::Letterbox, Resize::LetterboxTopLeft, Resize::Stretch]);
const ACTIVATIONS: Choices<Activation, 3> =
    (&["none", "sigmoid", "softmax"], [Activation::None, Activation::Sigmoid, Activation::Softmax]);
const BOX_FORMATS: Choices<BoxFormat, 4> = (
    &["cxcywh_normalised", "cxcywh_pixels", "xyxy_normalised", "xyxy_pixels"],
    [
        BoxFormat { corners: false, normalised: true },
        BoxFormat { corners: false, normalised: false },
        BoxFormat { corners: true, normalised: true },
        BoxFormat { corners: true, normalised: false },
    ],
);

fn input(raw: RawInput, family: Family, faults: &mut Faults) -> InputSpec {
    let (colour, scale, resize) = match family {
        Family::Yolox => (ColourOrder::Bgr, 1.0, Resize::LetterboxTopLeft),
        Family::Yolov8 => (ColourOrder::Rgb, 1.0 / 255.0, Resize::Letterbox),
        Family::Detr => (ColourOrder::Rgb, 1.0 / 255.0, Resize::Stretch),
    };
    let colour = faults.choice("input.colour", raw.colour.as_deref(), &COLOURS, Some(colour), "");
    InputSpec {
        name: faults.optional_text("input.name", raw.name),
        width: faults.side("input.width", raw.width, "the model's input width in pixels"),
        height: faults.side("input.height", raw.height, "the model's input height in pixels"),
        layout: faults.choice("input.layout", raw.layout.as_deref(), &LAYOUTS, Some(Layout::Nchw), ""),
        scale: faults.within("input.scale", raw.scale, scale, 1e-6, 1e3, "0.000001 to 1000"),
        mean: faults.per_channel("input.mean", raw.mean, colour, 0.0, |value| value.is_finite(), "finite numbers"),
        std: faults.per_channel(
            "input.std",
            raw.std,
            colour,
            1.0,
            |value| (1e-6..=1e6).contains(&value),
            "numbers from 0.000001 to 1000000",
        ),
        colour,
        resize: faults.choice("input.resize", raw.resize.as_deref(), &RESIZES, Some(resize), ""),
        pad: faults.pad(raw.pad),
    }
}

fn output(raw: RawOutput, family: Family, input: &InputSpec, faults: &mut Faults) -> OutputSpec {
    let strides_given = raw.strides.is_some();
    if family == Family::Detr {
        faults.absent("output.decoded", raw.decoded.is_some(), "family detr");
        faults.absent("output.strides", raw.strides.is_some(), "family detr");
    } else {
        let with = match family {
            Family::Yolox => "family yolox, which has one output",
            _ => "family yolov8, which has one output",
        };
        faults.absent("output.boxes", raw.boxes.is_some(), with);
        faults.absent("output.scores", raw.scores.is_some(), with);
        faults.absent("output.labels", raw.labels.is_some(), with);
        faults.absent("output.boxes_are", raw.boxes_are.is_some(), with);
    }
    let one = raw.orientations.is_none_or(|orientations| orientations == 1);
    if family == Family::Yolov8 {
        faults.absent("output.strides", strides_given && one, "family yolov8, whose boxes are decoded");
        faults.absent("output.decoded", raw.decoded == Some(false), "family yolov8, whose boxes are decoded");
    }
    if raw.decoded == Some(true) {
        faults.absent("output.strides", strides_given && one, "decoded = true, which needs no grid");
    }
    let nms_iou = match family {
        Family::Yolox => 0.65,
        Family::Yolov8 => 0.7,
        Family::Detr => 1.0,
    };
    let activation = faults.optional_choice("output.activation", raw.activation.as_deref(), &ACTIVATIONS);
    if family != Family::Detr {
        faults.absent("output.activation", activation == Some(Activation::Softmax), "this family: softmax is for detr");
    }
    let decoded = raw.decoded.unwrap_or(family != Family::Yolox);
    let strides = faults.strides(raw.strides);
    if !one {
        faults.absent(
            "output.orientations",
            family == Family::Detr,
            "family detr, whose boxes have no place in a grid",
        );
        faults.absent("output.orientations", !decoded, "decoded = false: export the model with decoded boxes");
    }
    OutputSpec {
        predictions: faults.optional_text("output.predictions", raw.predictions),
        boxes: faults.optional_text("output.boxes", raw.boxes),
        scores: faults.optional_text("output.scores", raw.scores),
        labels: faults.optional_text("output.labels", raw.labels),
        decoded,
        orientations: faults.orientations(raw.orientations, input, &strides),
        strides,
        activation,
        boxes_are: faults.optional_choice("output.boxes_are", raw.boxes_are.as_deref(), &BOX_FORMATS),
        nms_iou: faults.within("output.nms_iou", raw.nms_iou, nms_iou, 0.05, 1.0, "0.05 to 1"),
        score_floor: faults.within("output.score_floor", raw.score_floor, 0.01, 0.0001, 1.0, "0.0001 to 1"),
        max_detections: faults.max_detections(raw.max_detections),
    }
}

fn classes(raw: Vec<RawClass>, faults: &mut Faults) -> Vec<ModelClass> {
    if raw.is_empty() {
        faults
            .missing("classes".to_owned(), "one [[classes]] table for each class, in the order of the model's outputs");
    }
    if raw.len() > MAX_CLASSES {
        faults.range("classes", &raw.len(), "at most 1000 tables");
        return Vec::new();
    }
    let mut classes: Vec<ModelClass> = Vec::with_capacity(raw.len());
    for (index, raw) in raw.into_iter().enumerate() {
        let name = faults.text(&format!("classes[{index}].name"), raw.name, "how the model's makers call the class");
        if let Some(first) = classes.iter().position(|other| !name.is_empty() && other.name == name) {
            faults.0.push(Problem::SameName { first, second: index, name: name.clone() });
        }
        let class = faults.class(index, &name, raw.class);
        let threshold = match raw.threshold {
            None if class.is_some() => {
                faults.missing(format!("classes[{index}].threshold"), "from which score on a detection is an alarm");
                1.0
            }
            given => faults.score(&format!("classes[{index}].threshold"), given).unwrap_or(1.0),
        };
        let operating = [
            faults.score(&format!("classes[{index}].threshold_at_1"), raw.threshold_at_1),
            faults.score(&format!("classes[{index}].threshold_at_5"), raw.threshold_at_5),
            faults.score(&format!("classes[{index}].threshold_at_10"), raw.threshold_at_10),
        ];
        classes.push(ModelClass { name, class, threshold, operating });
    }
    // A class that could not be read has its own fault already.
    if faults.0.is_empty() && !classes.iter().any(|class| class.class.is_some()) {
        faults.0.push(Problem::AllIgnored);
    }
    classes
}

/// Collects what is wrong; each reader gives some value back, so that reading goes on.
struct Faults(Vec<Problem>);

impl Faults {
    fn missing(&mut self, key: String, what: &'static str) {
        self.0.push(Problem::Missing { key, what });
    }

    fn range(&mut self, key: &str, found: &dyn ToString, range: &'static str) {
        self.0.push(Problem::Range { key: key.to_owned(), found: found.to_string(), range });
    }

    fn absent(&mut self, key: &'static str, present: bool, with: &str) {
        if present {
            self.0.push(Problem::Conflict { key, with: with.to_owned() });
        }
    }

    fn text(&mut self, key: &str, value: Option<String>, what: &'static str) -> String {
        if value.is_none() {
            self.missing(key.to_owned(), what);
        }
        self.optional_text(key, value).unwrap_or_default()
    }

    fn optional_text(&mut self, key: &str, value: Option<String>) -> Option<String> {
        // ONNX names go through C strings, which end at a NUL.
        if value.as_ref().is_some_and(|text| text.trim().is_empty() || text.contains('\0')) {
            self.0.push(Problem::Empty { key: key.to_owned() });
            return None;
        }
        value
    }

    fn choice<T: Copy, const N: usize>(
        &mut self,
        key: &str,
        value: Option<&str>,
        choices: &Choices<T, N>,
        default: Option<T>,
        what: &'static str,
    ) -> T {
        if value.is_none() && default.is_none() {
            self.missing(key.to_owned(), what);
        }
        self.optional_choice(key, value, choices).or(default).unwrap_or(choices.1[0])
    }

    fn optional_choice<T: Copy, const N: usize>(
        &mut self,
        key: &str,
        value: Option<&str>,
        (names, values): &Choices<T, N>,
    ) -> Option<T> {
        let found = value?;
        let index = names.iter().position(|name| *name == found);
        if index.is_none() {
            self.0.push(Problem::Choice { key: key.to_owned(), found: found.to_owned(), allowed: names.as_slice() });
        }
        index.map(|index| values[index])
    }

    fn within(&mut self, key: &str, value: Option<f32>, default: f32, low: f32, high: f32, range: &'static str) -> f32 {
        match value {
            None => default,
            Some(value) if (low..=high).contains(&value) => value,
            Some(value) => {
                self.range(key, &value, range);
                default
            }
        }
    }

    fn score(&mut self, key: &str, value: Option<f32>) -> Option<f32> {
        // A threshold of 0 would make an alarm of every candidate box.
        let value = value?;
        if value > 0.0 && value <= 1.0 {
            return Some(value);
        }
        self.range(key, &value, "above 0 and at most 1");
        None
    }

    fn whole(
        &mut self,
        key: &str,
        value: i64,
        allowed: std::ops::RangeInclusive<i64>,
        range: &'static str,
    ) -> Option<u32> {
        if allowed.contains(&value) {
            return u32::try_from(value).ok();
        }
        self.range(key, &value, range);
        None
    }

    fn side(&mut self, key: &str, value: Option<i64>, what: &'static str) -> u32 {
        match value {
            None => {
                self.missing(key.to_owned(), what);
                640
            }
            Some(value) => self.whole(key, value, SIDE, "32 to 4096").unwrap_or(640),
        }
    }

    fn pad(&mut self, value: Option<i64>) -> u8 {
        match value {
            None => 114,
            Some(value) => u8::try_from(value).unwrap_or_else(|_| {
                self.range("input.pad", &value, "0 to 255");
                114
            }),
        }
    }

    fn max_detections(&mut self, value: Option<i64>) -> usize {
        let count =
            value.and_then(|value| self.whole("output.max_detections", value, 1..=10_000, "1 to 10000")).unwrap_or(300);
        count as usize
    }

    fn orientations(&mut self, value: Option<i64>, input: &InputSpec, strides: &[u32]) -> usize {
        let orientations = match value {
            None => return 1,
            Some(value @ (1 | 2 | 4 | 8)) => value as usize,
            Some(value) => {
                self.range("output.orientations", &value, "1, 2, 4 or 8");
                return 1;
            }
        };
        let odd = strides
            .iter()
            .find(|stride| !input.width.is_multiple_of(**stride) || !input.height.is_multiple_of(**stride));
        if let (Some(stride), true) = (odd, orientations > 1) {
            let with =
                format!("an input of {} x {}, which cells of {stride} pixels do not fill", input.width, input.height);
            self.absent("output.orientations", true, &with);
        }
        self.absent(
            "output.orientations",
            orientations > 4 && input.width != input.height,
            "an input that is not square",
        );
        orientations
    }

    fn strides(&mut self, value: Option<Vec<i64>>) -> Vec<u32> {
        let Some(values) = value else { return vec![8, 16, 32] };
        if values.is_empty() || values.len() > 8 {
            self.range("output.strides", &values.len(), "a list of 1 to 8 numbers");
            return Vec::new();
        }
        values
            .into_iter()
            .filter_map(|value| self.whole("output.strides", value, 1..=512, "from 1 to 512 each"))
            .collect()
    }

    fn per_channel(
        &mut self,
        key: &str,
        value: Option<Vec<f32>>,
        colour: ColourOrder,
        default: f32,
        good: impl Fn(f32) -> bool,
        range: &'static str,
    ) -> [f32; 3] {
        let Some(values) = value else { return [default; 3] };
        if values.len() != colour.channels() {
            self.range(key, &format!("a list of {}", values.len()), "one number for each channel");
            return [default; 3];
        }
        if let Some(bad) = values.iter().find(|value| !good(**value)) {
            self.range(key, bad, range);
        }
        std::array::from_fn(|channel| values.get(channel).copied().unwrap_or(default))
    }

    fn hash(&mut self, value: Option<String>) -> String {
        let hash = self.text("sha256", value, "what `sha256sum` prints for the .onnx file").to_ascii_lowercase();
        let good = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !good && !hash.is_empty() {
            self.0.push(Problem::Hash { found: hash.clone() });
        }
        hash
    }

    fn class(&mut self, index: usize, name: &str, value: Option<String>) -> Option<ThreatClass> {
        let key = format!("classes[{index}].class");
        let value = self.text(&key, value, "the taxonomy's class that it stands for, or \"ignore\"");
        if value.is_empty() || value == "ignore" {
            return None;
        }
        match (ThreatClass::from_str(&value), ThreatGroup::from_str(&value)) {
            (Ok(class), _) => Some(class),
            // `magazine` is both a class and a group and was taken as a class above.
            (Err(_), Ok(group)) => {
                let of_group = ThreatClass::ALL.iter().filter(|class| class.group() == group);
                let classes = of_group.map(|class| class.name()).collect();
                self.0.push(Problem::GroupForClass { index, name: name.to_owned(), group: value, classes });
                None
            }
            (Err(source), Err(_)) => {
                self.0.push(Problem::UnknownClass { index, name: name.to_owned(), source });
                None
            }
        }
    }
}
