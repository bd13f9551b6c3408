//! The truth of a set, in the taxonomy's words: what the COCO file and the map say together.

use sha2::{Digest, Sha256};

use super::{EvaluateError, coco, map::SetMap};
use crate::taxonomy::{ThreatClass, ThreatGroup};

/// What a truth box shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// An object whose class is known.
    Class(ThreatClass),
    /// An object of which only the group is known (a set's "Gun").
    Group(ThreatGroup),
    /// Neither hit nor false alarm.
    Ignore,
}

impl Label {
    /// The group of a threat; none for don't-care regions.
    pub(super) fn group(self) -> Option<ThreatGroup> {
        match self {
            Self::Class(class) => Some(class.group()),
            Self::Group(group) => Some(group),
            Self::Ignore => None,
        }
    }
}

/// One annotated box, `[x, y, width, height]` in pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TruthBox {
    pub(super) label: Label,
    pub(super) bbox: [f64; 4],
    /// COCO's `iscrowd`: a region of many objects, which detections may match without being counted.
    pub(super) crowd: bool,
}

/// What is known of an image as a whole, besides its boxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum ImageLabel {
    /// Only its boxes count: without any it holds no threat, as COCO has it.
    #[default]
    Boxes,
    /// Said to hold no threat.
    Negative,
    /// Said to hold objects of these groups, boxed or not; `any` when the group is not known.
    Positive {
        /// Groups that are present.
        groups: Vec<ThreatGroup>,
        /// Present, of unknown group.
        any: bool,
    },
}

/// One picture of the set.
#[derive(Clone, Debug, PartialEq)]
pub struct TruthImage {
    /// COCO's image id; results refer to it.
    pub id: i64,
    /// Path of the picture within the set's image folder, as the COCO file has it.
    pub file_name: String,
    /// The scene that the picture is a view or look of; pictures of one scene are resampled together.
    pub scene: String,
    pub(super) boxes: Vec<TruthBox>,
    pub(super) label: ImageLabel,
}

/// A set with its truth: categories mapped onto the taxonomy, images by ascending id.
#[derive(Clone, Debug, PartialEq)]
pub struct TruthSet {
    pub(super) images: Vec<TruthImage>,
    pub(super) notes: Vec<String>,
    pub(super) sha256: String,
}

impl TruthSet {
    /// Reads the text of a COCO file (`images` with `id` and `file_name`; `annotations` with
    /// `image_id`, `category_id`, `bbox` and perhaps `iscrowd`; `categories`).
    ///
    /// Beyond COCO, an image may have `"scene"` (text or number: views of one scene share it) and
    /// `"label"` (`"negative"`, `"positive"`, `"positive:firearm"`, or a list of such).
    /// Category names that are a class or group of the taxonomy need no map.
    ///
    /// # Errors
    /// Any of [`EvaluateError`]'s variants that speak of the COCO or map file.
    pub fn parse(coco: &str, map: Option<&SetMap>) -> Result<Self, EvaluateError> {
        let (images, notes) = coco::read(coco, map)?;
        let sha256 = Sha256::digest(coco.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { images, notes, sha256 })
    }

    /// The pictures to screen, by ascending id.
    pub fn images(&self) -> &[TruthImage] {
        &self.images
    }

    /// SHA-256 of the COCO text, lower-case hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}
