//! Pictures of exercises: a parcel that was scanned, as people see it, plain or with a threat projected into it.

use screening_core::{
    decode::{DecodeError, Limits, decode_pair, decode_view},
    normalise::normalise,
    overlay::encode_png,
    quality::{QualityOptions, assess},
    scan::{Plane, ShapeError, View},
    taxonomy::ThreatClass,
};
use thiserror::Error;

use super::{
    Host, ProjectError, ProjectOptions, ProjectedTruth, Projection, Projector, Realism,
    paint::colours,
    threat::{Shape, Threat},
};
use crate::{dice::Dice, physics::beam::Beam};

/// Light that air leaves where a host has none: what lies there before the threat says nothing about it.
const LEAST_LIGHT: f32 = 1e-3;

/// The files of one view, as they came from the scanner.
#[derive(Clone, Copy, Debug)]
pub struct ScanFiles<'a> {
    /// A picture, a two-page pair, or the low layer of a pair in two files.
    pub picture: &'a [u8],
    /// The high layer of a pair in two files.
    pub high: Option<&'a [u8]>,
}

/// The threat that is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThreatSpec {
    /// What it is; its shape and pose are drawn.
    pub class: ThreatClass,
    /// View difficulty: lowest and highest, 0 to 1.
    pub view_difficulty: [f32; 2],
    /// Superposition as a share of the grey scale: lowest and highest, 0 to 1.
    pub superposition: [f32; 2],
    /// Realism below which a picture is refused, 0 to 1.
    pub least_realism: f32,
}

/// A parcel with a threat in it.
#[derive(Clone, Debug)]
pub struct ThreatPicture {
    /// PNG of the view's size, in the colours that people see.
    pub picture: Vec<u8>,
    /// PNG of what the threat alone takes from the light, in its place.
    pub alone: Vec<u8>,
    /// What is known of it.
    pub truth: ProjectedTruth,
    /// Superposition as a share of the grey scale, 0 to 1.
    pub superposition: f32,
    /// How real it looks.
    pub realism: Realism,
}

/// Why there is no picture.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The scan cannot be read.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The threat does not fit the parcel.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The threat is harder or easier than was asked for.
    #[error("the {what} of a {class} was {value:.2}, outside {low:.2} to {high:.2}; widen the range")]
    Range {
        /// Which factor.
        what: &'static str,
        /// The threat.
        class: ThreatClass,
        /// What it was.
        value: f32,
        /// The lowest that was asked for.
        low: f32,
        /// The highest that was asked for.
        high: f32,
    },
    /// The threat cannot be seen at all.
    #[error("the {0} cannot be seen in this parcel; choose another class or an emptier parcel")]
    Unseen(ThreatClass),
    /// The picture could not be encoded.
    #[error("the picture could not be encoded: {0}")]
    Encode(String),
}

impl From<ShapeError> for PictureError {
    fn from(error: ShapeError) -> Self {
        Self::Project(error.into())
    }
}

/// A parcel that was scanned, ready to take threats.
#[derive(Clone, Debug)]
pub struct ScannedParcel {
    projector: Projector,
}

impl ScannedParcel {
    /// Reads and measures one view. `mm_per_pixel` is along x and y; `beam` is the one that it was scanned with.
    ///
    /// # Errors
    /// [`PictureError`] when it cannot be read, or cannot be a host.
    pub fn read(files: ScanFiles<'_>, mm_per_pixel: [f32; 2], beam: &Beam) -> Result<Self, PictureError> {
        let (name, limits) = ("scan", Limits::default());
        let mut view = match files.high {
            None => decode_view(name, files.picture, &limits)?,
            Some(high) => decode_pair(name, files.picture, high, &limits)?,
        };
        view.mm_per_pixel = Some(mm_per_pixel);
        Ok(Self { projector: Projector::new(Host::new(view)?, beam.clone()) })
    }

    /// Columns and rows.
    pub fn size(&self) -> [usize; 2] {
        [self.projector.host().width(), self.projector.host().height()]
    }

    /// The parcel as it is: PNG.
    ///
    /// # Errors
    /// [`PictureError::Encode`]
    pub fn plain(&self) -> Result<Vec<u8>, PictureError> {
        seen(self.projector.host().view())
    }

    /// The parcel with a threat whose shape, pose and place are drawn from `dice`: one draw, which may be refused.
    ///
    /// # Errors
    /// [`PictureError`] with the reason; another draw may do better.
    pub fn with_threat(&self, spec: &ThreatSpec, dice: &mut Dice) -> Result<ThreatPicture, PictureError> {
        let class = spec.class;
        let within = |what, value: f32, [low, high]: [f32; 2]| {
            let outside = PictureError::Range { what, class, value, low, high };
            if (low..=high).contains(&value) { Ok(value) } else { Err(outside) }
        };
        let threat = Threat::Shape(Shape::draw(class, true, dice));
        let options = ProjectOptions { least_realism: spec.least_realism, ..ProjectOptions::default() };
        let Projection { view, truth, realism, planes } = self.projector.project(&threat, &options, dice)?;
        if !truth.visible {
            return Err(PictureError::Unseen(class));
        }
        within("view difficulty", truth.factors.view_difficulty.unwrap_or_default(), spec.view_difficulty)?;
        let superposition = within("superposition", truth.factors.superposition / 255.0, spec.superposition)?;
        let alone = self.alone(&planes, truth.mask.data());
        Ok(ThreatPicture { picture: seen(&view)?, alone: alone?, truth, superposition, realism })
    }

    /// What the threat takes of the light that the parcel leaves, in air.
    fn alone(&self, after: &[Vec<f32>], mask: &[bool]) -> Result<Vec<u8>, PictureError> {
        let host = self.projector.host();
        let ratio = |(before, after): (&Vec<f32>, &Vec<f32>)| -> Vec<f32> {
            let pixels = before.iter().zip(after).zip(mask);
            pixels
                .map(
                    |((&before, &after), &marked)| {
                        if marked { (after / before.max(LEAST_LIGHT)).clamp(0.0, 1.0) } else { 1.0 }
                    },
                )
                .collect()
        };
        let planes: Vec<Vec<f32>> = host.planes.iter().zip(after).map(ratio).collect();
        png(&Plane::new(host.width(), host.height(), colours(&planes, host.width())?)?)
    }
}

/// A view as people see it.
fn seen(view: &View) -> Result<Vec<u8>, PictureError> {
    png(&normalise(view, &assess(view, &QualityOptions::default()), None).rgb)
}

fn png(rgb: &Plane<[u8; 3]>) -> Result<Vec<u8>, PictureError> {
    encode_png(rgb).map_err(|error| PictureError::Encode(error.to_string()))
}
