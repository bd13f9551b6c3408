//! A copy of a parcel's picture with a fictitious threat in it.

use bytes::Bytes;
use datasets_synthetic::{
    dice::{Dice, Split},
    physics::beam::{Beam, BeamError, BeamSpec},
    project::{EncodeError, Host, ProjectError, ProjectOptions, Projector, Shape, Threat, encode_view},
};
use screening_core::{
    decode::{DecodeError, decode_pair, decode_view},
    geometry::PixelBox,
    pipeline::{Screener, Source, ViewBytes},
    taxonomy::ThreatClass,
};
use thiserror::Error;
use uuid::Uuid;

use super::ProjectionRules;
use crate::{
    picture::{self, DrawnView},
    views::ArrivedView,
};

/// Draws of threat and place before a parcel is left alone.
const TRIES: u32 = 8;

/// A picture that was made.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) class: ThreatClass,
    /// The threat's place in the picture.
    pub(super) bbox: PixelBox,
    /// 0 to 1.
    pub(super) realism: f32,
    /// The picture as a scanner would have sent it.
    pub(super) file: Bytes,
    /// The same as the detector would have seen it.
    pub(super) drawn: DrawnView,
}

/// Why no picture was made of a parcel. The parcel has nothing of it.
#[derive(Debug, Error)]
pub(super) enum NotMade {
    #[error("its picture cannot be read")]
    Decode(#[from] DecodeError),
    #[error("the beam cannot be set up")]
    Beam(#[from] BeamError),
    #[error("{0}")]
    Project(#[from] ProjectError),
    #[error("no threat could be seen in it")]
    Invisible,
    #[error(transparent)]
    Encode(#[from] EncodeError),
    #[error("it cannot be drawn: {0}")]
    Draw(String),
}

/// Makes a picture of a parcel's only view. The same rules, scan and view give the same picture.
///
/// # Errors
/// [`NotMade`], that of the last draw.
pub(super) fn make(
    rules: &ProjectionRules,
    screener: &Screener,
    scan: Uuid,
    view: &ArrivedView,
) -> Result<Made, NotMade> {
    let limits = &screener.options().limits;
    let borrowed = view.borrowed();
    let mut decoded = match borrowed.source {
        Source::File(bytes) => decode_view(&view.name, bytes, limits)?,
        Source::Pair { low, high } => decode_pair(&view.name, low, high, limits)?,
    };
    decoded.mm_per_pixel = view.mm_per_pixel;
    let beam = Beam::new(&BeamSpec { kvp: rules.kvp, ..BeamSpec::default() })?;
    let projector = Projector::new(Host::new(decoded)?, beam);
    let options = ProjectOptions { least_realism: rules.least_realism, ..ProjectOptions::default() };
    // The last bytes of the id are its random ones.
    let mut dice = Dice::new(rules.seed, scan.as_u64_pair().1, Split::Train);
    let mut last = NotMade::Invisible;
    for _ in 0..TRIES {
        let threat = Threat::Shape(Shape::draw(*dice.pick(&rules.classes), true, &mut dice));
        let projection = match projector.project(&threat, &options, &mut dice) {
            Ok(projection) if projection.truth.visible => projection,
            Ok(_) => {
                last = NotMade::Invisible;
                continue;
            }
            Err(error) => {
                last = error.into();
                continue;
            }
        };
        let file = encode_view(&projection.view)?;
        let bytes = ViewBytes { name: &view.name, source: Source::File(&file), mm_per_pixel: view.mm_per_pixel };
        let picture = screener.picture(&bytes).map_err(|failure| NotMade::Draw(failure.text))?;
        let drawn = picture::drawn(&picture).map_err(|error| NotMade::Draw(error.to_string()))?;
        return Ok(Made {
            class: projection.truth.class,
            bbox: projection.truth.bbox,
            realism: projection.realism.score(),
            file: file.into(),
            drawn,
        });
    }
    Err(last)
}
