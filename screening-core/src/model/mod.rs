//! The manifest a model file comes with: how to feed it, how to read it, and what its classes mean.
//!
//! A manifest is a TOML file beside the `.onnx`. Keys that are left out take the values that the
//! family's own exporter uses (see [`Family`]); the rest is required.
//!
//! ```toml
//! name = "parcel-standard"
//! version = "1.0.0"
//! licence = "Apache-2.0"
//! family = "yolox"                  # yolox, yolov8 (YOLO11 too), detr (RT-DETR, D-FINE)
//! sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
//!
//! [training]
//! summary = "60,000 synthetic parcels, 120 epochs"
//!
//! [input]
//! width = 640
//! height = 640
//! layout = "nchw"                   # nchw, nhwc
//! colour = "rgb"                    # rgb, bgr, grey (one channel)
//! scale = 0.00392156862745098       # value = (sample * scale - mean) / std, samples 0 to 255
//! mean = [0.0, 0.0, 0.0]            # in the order of `colour`
//! std = [1.0, 1.0, 1.0]
//! resize = "letterbox"              # letterbox (picture centred), letterbox_top_left, stretch
//! pad = 255                         # sample value around a letterboxed picture
//! # name = "images"                 # the input's name, where the model has several
//!
//! [output]
//! decoded = true                    # yolox: boxes are input pixels already, not grid offsets
//! # strides = [8, 16, 32]           # the grid's levels: yolox with decoded = false, and orientations
//! # activation = "none"             # none (scores are 0 to 1), sigmoid, softmax (last class: no object)
//! # boxes_are = "cxcywh_normalised" # detr: cxcywh_normalised, cxcywh_pixels, xyxy_normalised, xyxy_pixels
//! # predictions = "output"          # names of outputs, where they cannot be told apart by shape
//! # boxes = "boxes"
//! # scores = "scores"
//! # labels = "labels"
//! # nms_iou = 0.65                  # of two boxes of one class that overlap more, the better stays; 1 keeps all
//! # score_floor = 0.01              # weaker detections are not even reported
//! # max_detections = 300            # per tile
//! # orientations = 4                # 1, 2, 4 or 8: the picture as it is, mirrored, both ways, and with axes exchanged;
//!                                   # outputs are averaged cell by cell (yolov8, and yolox with decoded = true)
//!
//! [calibration]
//! temperature = 1.0                 # scores become sigmoid(logit(score) / temperature)
//!
//! [[classes]]                       # in the order of the model's outputs
//! name = "handgun"
//! class = "pistol"                  # a class of the taxonomy, or "ignore"
//! threshold = 0.4
//! threshold_at_1 = 0.61             # optional: thresholds at 1, 5 and 10 % false alarms
//! threshold_at_5 = 0.4
//! threshold_at_10 = 0.3
//! ```

mod error;
mod parse;

use sha2::{Digest, Sha256};

pub use self::error::{ManifestError, Problem};
use crate::taxonomy::ThreatClass;

/// Everything a model's manifest says, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The model's name.
    pub name: String,
    /// The model's version.
    pub version: String,
    /// Under which terms the model may be used.
    pub licence: String,
    /// What it was trained on, in a sentence or two.
    pub training: String,
    /// SHA-256 of the ONNX file, 64 lower-case hex digits.
    pub sha256: String,
    /// How its output is laid out.
    pub family: Family,
    /// How a picture becomes its input.
    pub input: InputSpec,
    /// How its output becomes detections.
    pub output: OutputSpec,
    /// Its classes, in the order of its outputs; never empty.
    pub classes: Vec<ModelClass>,
    /// Scores become `sigmoid(logit(score) / temperature)` (Guo et al. 2017, "On Calibration of Modern
    /// Neural Networks"); 1 leaves them as they are.
    pub temperature: f32,
}

/// Families of output layouts. `C` is the number of classes, `N` of candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// YOLOX: `[1, N, 5 + C]`, box, objectness and class scores. As its exporter does by default: BGR,
    /// samples 0 to 255, letterbox in the top left corner, boxes as grid offsets.
    Yolox,
    /// YOLOv8 and YOLO11: `[1, 4 + C, N]`, `cx, cy, w, h` in input pixels and class scores. As its
    /// exporter does by default: RGB, samples 0 to 1, letterbox in the centre.
    Yolov8,
    /// RT-DETR and D-FINE: boxes `[1, N, 4]` with logits `[1, N, C]`; or labels, boxes and scores with a
    /// second input for the picture's size; or both in one `[1, N, 4 + C]`. As their exporters do by
    /// default: RGB, samples 0 to 1, stretched to the input's size.
    Detr,
}

impl Family {
    /// The name used in manifests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yolox => "yolox",
            Self::Yolov8 => "yolov8",
            Self::Detr => "detr",
        }
    }
}

/// Order of the input tensor's axes; the batch is always 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `[1, channels, height, width]`.
    Nchw,
    /// `[1, height, width, channels]`.
    Nhwc,
}

/// The input's channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourOrder {
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red.
    Bgr,
    /// One channel: luma after ITU-R BT.601.
    Grey,
}

impl ColourOrder {
    /// Number of channels, 1 or 3.
    pub const fn channels(self) -> usize {
        match self {
            Self::Rgb | Self::Bgr => 3,
            Self::Grey => 1,
        }
    }
}

/// How a region is brought to the input's size. The filter is a triangle as wide as the reduction
/// (Pillow's `BILINEAR`), so that a recipe that resizes with Pillow trains on what runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resize {
    /// Aspect ratio kept, picture centred.
    Letterbox,
    /// Aspect ratio kept, picture in the top left corner.
    LetterboxTopLeft,
    /// Both sides stretched to fit.
    Stretch,
}

/// How a picture becomes the model's input, of type float32.
#[derive(Clone, Debug, PartialEq)]
pub struct InputSpec {
    /// The input's name; the model's only picture-shaped input when not given.
    pub name: Option<String>,
    /// Columns, 32 to 4096.
    pub width: u32,
    /// Rows, 32 to 4096.
    pub height: u32,
    /// Order of axes.
    pub layout: Layout,
    /// Channels.
    pub colour: ColourOrder,
    /// `value = (sample * scale - mean) / std`, samples 0 to 255.
    pub scale: f32,
    /// See `scale`; in the order of `colour`.
    pub mean: [f32; 3],
    /// See `scale`; in the order of `colour`, never 0.
    pub std: [f32; 3],
    /// How a region is brought to `width` x `height`.
    pub resize: Resize,
    /// The sample value around a letterboxed picture, 0 to 255.
    pub pad: u8,
}

impl InputSpec {
    /// The shape of the input tensor, batch first.
    pub fn shape(&self) -> [usize; 4] {
        let (width, height, channels) = (self.width as usize, self.height as usize, self.colour.channels());
        match self.layout {
            Layout::Nchw => [1, channels, height, width],
            Layout::Nhwc => [1, height, width, channels],
        }
    }
}

/// What still has to be done to a model's scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// They are 0 to 1 already.
    None,
    /// A sigmoid on each.
    Sigmoid,
    /// A softmax over the classes and a last one, which stands for no object.
    Softmax,
}

/// What the four numbers of a DETR-style box are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxFormat {
    /// Two corners `x0, y0, x1, y1`; else centre and size `cx, cy, w, h`.
    pub corners: bool,
    /// Fractions of the input's width and height; else input pixels.
    pub normalised: bool,
}

/// How a model's output becomes detections.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputSpec {
    /// Name of the output that holds everything; found by shape when not given.
    pub predictions: Option<String>,
    /// Name of the output that holds boxes (detr); found by shape when not given.
    pub boxes: Option<String>,
    /// Name of the output that holds scores or logits (detr); found by shape when not given.
    pub scores: Option<String>,
    /// Name of the output that holds class numbers (detr); found by type when not given.
    pub labels: Option<String>,
    /// YOLOX: whether boxes are `cx, cy, w, h` in input pixels already.
    pub decoded: bool,
    /// Where the grid matters (YOLOX with `decoded = false`, several orientations): pixels per cell of each level, in
    /// the order of the output.
    pub strides: Vec<u32>,
    /// What still has to be done to the scores. When not given: a sigmoid for DETR with boxes and logits,
    /// else nothing.
    pub activation: Option<Activation>,
    /// DETR: what the box numbers are. When not given: corners in pixels for a model that puts out labels,
    /// else centre and size as fractions.
    pub boxes_are: Option<BoxFormat>,
    /// Of two boxes of one class with a larger intersection over union, the weaker is dropped; 1 keeps all.
    pub nms_iou: f32,
    /// Detections below are not reported.
    pub score_floor: f32,
    /// At most so many detections a tile, the best ones.
    pub max_detections: usize,
    /// In how many orientations each tile is searched, 1, 2, 4 or 8. A parcel lies any way up, and the mean over several
    /// orientations errs less than one; each costs the engine's time again. The thresholds hold for this number.
    pub orientations: usize,
}

/// One output class of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelClass {
    /// How the model's makers call it.
    pub name: String,
    /// The class of the taxonomy that it stands for; none when it is to be ignored.
    pub class: Option<ThreatClass>,
    /// From which score on a detection counts as an alarm, unless a policy says otherwise.
    pub threshold: f32,
    /// Thresholds at which the share of benign scans with an alarm was 1, 5 and 10 %, where measured.
    pub operating: [Option<f32>; 3],
}

/// A share of benign scans that raise an alarm, at which thresholds may be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FalseAlarms {
    /// 1 %.
    One,
    /// 5 %.
    Five,
    /// 10 %.
    Ten,
}

impl Manifest {
    /// Reads and checks a manifest.
    ///
    /// # Errors
    /// [`ManifestError::Syntax`] with line and column when it is no TOML or a key is unknown or of the
    /// wrong type; [`ManifestError::Invalid`] with everything else that is wrong, all at once.
    pub fn parse(toml: &str) -> Result<Self, ManifestError> {
        parse::parse(toml)
    }

    /// Checks that `onnx` is the file the manifest was written for.
    ///
    /// # Errors
    /// The SHA-256 of `onnx` in lower-case hex, when it is another.
    pub fn check_hash(&self, onnx: &[u8]) -> Result<(), String> {
        let found = sha256_hex(onnx);
        if found == self.sha256 { Ok(()) } else { Err(found) }
    }

    /// The alarm threshold for `class`: the lowest over the model's classes that stand for it; none
    /// when the model does not know the class.
    pub fn threshold(&self, class: ThreatClass) -> Option<f32> {
        self.lowest(class, |model_class| Some(model_class.threshold))
    }

    /// The threshold for `class` at a share of false alarms, where the manifest states one.
    pub fn threshold_at(&self, class: ThreatClass, rate: FalseAlarms) -> Option<f32> {
        self.lowest(class, |model_class| model_class.operating[rate as usize])
    }

    fn lowest(&self, class: ThreatClass, value: impl Fn(&ModelClass) -> Option<f32>) -> Option<f32> {
        self.classes.iter().filter(|c| c.class == Some(class)).filter_map(value).reduce(f32::min)
    }
}

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
