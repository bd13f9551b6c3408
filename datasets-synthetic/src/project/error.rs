//! Why a threat cannot be projected, each with what to do about it.

use std::fmt;

use thiserror::Error;

use super::Realism;
use crate::physics::beam::BeamError;

/// What a picture's samples are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Transmission at one energy.
    Grey,
    /// Transmission at two energies.
    Dual,
    /// A console's pseudo-colour.
    Colour,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Grey => "one energy (grey)",
            Self::Dual => "two energies (a pair)",
            Self::Colour => "pseudo-colour",
        })
    }
}

/// A threat was not projected. The host is never changed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// Nothing lies in the picture.
    #[error("the picture shows no parcel to put a threat into; give the scan of a whole parcel with air around it")]
    NoParcel,
    /// Air is dark.
    #[error("air is dark in this picture; give it with bright air, as the scanner recorded it")]
    Inverted,
    /// The host's scale is unknown.
    #[error("the picture's scale is not known; say how many millimetres a pixel is with --mm-per-pixel")]
    HostScale,
    /// A cut-out's scale is unknown or senseless.
    #[error("the threat '{name}' has no usable mm_per_pixel; give two numbers between 0.05 and 20")]
    ThreatScale {
        /// The threat.
        name: String,
    },
    /// The threat fits in no parcel of the picture.
    #[error(
        "the threat '{name}' is {threat_mm:?} mm and the parcel {parcel_mm:?} mm; choose a smaller threat or a larger \
         parcel, and check both scales"
    )]
    TooLarge {
        /// The threat.
        name: String,
        /// Its extent along x and y, mm.
        threat_mm: [u32; 2],
        /// The largest parcel's extent along x and y, mm.
        parcel_mm: [u32; 2],
    },
    /// Host and cut-out were recorded in different ways.
    #[error(
        "the picture has {host} and the threat '{name}' has {threat}; use cut-outs of the same kind of scan as the picture"
    )]
    Energies {
        /// The threat.
        name: String,
        /// What the host is.
        host: Form,
        /// What the cut-out is.
        threat: Form,
    },
    /// The low-energy plane takes less than the high-energy one.
    #[error("the first plane attenuates less than the second; give the low energy first")]
    Swapped,
    /// Host and cut-out have different bit depths.
    #[error(
        "the picture has {host} bits a sample and the threat '{name}' has {threat}; tones of 8-bit pictures are made for \
         the eye and do not multiply with raw samples: use a cut-out from pictures of the same depth"
    )]
    Depth {
        /// The threat.
        name: String,
        /// Bits of the host.
        host: u8,
        /// Bits of the cut-out.
        threat: u8,
    },
    /// The mask marks nothing.
    #[error("the mask of '{name}' marks no pixel; paint the threat white on black")]
    EmptyMask {
        /// The threat.
        name: String,
    },
    /// Mask and picture differ in size.
    #[error("the mask of '{name}' is {mask:?} pixels and its picture {picture:?}; export both at one size")]
    MaskSize {
        /// The threat.
        name: String,
        /// Columns and rows of the mask.
        mask: (usize, usize),
        /// Columns and rows of the picture.
        picture: (usize, usize),
    },
    /// The mask leaves nothing to measure air at.
    #[error(
        "the mask of '{name}' covers its whole picture; leave some ground around the threat, at least 5 % of the pixels"
    )]
    NoGround {
        /// The threat.
        name: String,
    },
    /// No place was found.
    #[error("the threat '{name}' finds no place: {reason}; choose another threat, another seed or an emptier parcel")]
    NoPlace {
        /// The threat.
        name: String,
        /// What most places lacked.
        reason: Obstacle,
    },
    /// The picture would not look real.
    #[error("the projection of '{name}' is refused: {realism}")]
    Unrealistic {
        /// The threat.
        name: String,
        /// Its scores.
        realism: Realism,
    },
    /// The physics could not be set up.
    #[error(transparent)]
    Beam(#[from] BeamError),
    /// Planes did not fit together.
    #[error(transparent)]
    Shape(#[from] screening_core::scan::ShapeError),
}

/// What a place lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// It reaches out of the parcel.
    OutsideParcel,
    /// The beam does not come through what lies there already.
    TooDense,
    /// Samples there are at full scale, so what lies there is not known.
    Saturated,
    /// What lies there already leaves no room along the beam.
    NoVolume,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutsideParcel => "it would reach out of the parcel",
            Self::TooDense => "what lies there is too dense to see it through",
            Self::Saturated => "the picture is saturated there",
            Self::NoVolume => "the parcel is full there",
        })
    }
}
