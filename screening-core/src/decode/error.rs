//! What can go wrong with a scanner's bytes, each with what to do about it.

use std::{error::Error, fmt};

use thiserror::Error;

/// The file formats that are told apart by their first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the formats' own names")]
pub enum Format {
    Png,
    Jpeg,
    Tiff,
    Bmp,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
        })
    }
}

/// The codec's own error, kept as the cause.
pub type Cause = Box<dyn Error + Send + Sync + 'static>;

/// Why bytes did not become a view. Each message names the finding and what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// No bytes at all.
    #[error("the file is empty; the scanner or the transfer wrote nothing: send the picture again")]
    Empty,
    /// Not one of the formats read here.
    #[error("this is not a picture in a known format ({looks_like}); send PNG, JPEG, TIFF or BMP")]
    UnknownFormat {
        /// What the first bytes look like.
        looks_like: String,
    },
    /// More bytes than the limit.
    #[error(
        "the file has {bytes} bytes and the limit is {limit}; send a smaller or compressed file or raise the limit max_bytes"
    )]
    FileTooLarge {
        /// Bytes given.
        bytes: u64,
        /// The limit, [`super::Limits::max_bytes`].
        limit: u64,
    },
    /// More pixels, or a longer side, than the limit.
    #[error(
        "the picture is {width} x {height} pixels; the limits are {max_side} a side and {max_pixels} in all: send a part \
         of it, or raise max_side and max_pixels"
    )]
    TooLarge {
        /// Columns in the header.
        width: u64,
        /// Rows in the header.
        height: u64,
        /// The limit, [`super::Limits::max_side`].
        max_side: u32,
        /// The limit, [`super::Limits::max_pixels`].
        max_pixels: u64,
    },
    /// Decoding would need more memory than the limit.
    #[error(
        "decoding needs about {needed} bytes of memory and the limit is {limit}; send it with fewer bits or channels, or raise max_alloc"
    )]
    TooMuchMemory {
        /// Bytes that decoding would take at its peak.
        needed: u64,
        /// The limit, [`super::Limits::max_alloc`].
        limit: u64,
    },
    /// No columns or no rows.
    #[error("the picture is {width} x {height} pixels, so there is nothing to screen; scan the parcel again")]
    ZeroSize {
        /// Columns in the header.
        width: u64,
        /// Rows in the header.
        height: u64,
    },
    /// The file ends before the picture does.
    #[error("the {format} file ends before the picture is complete; it was cut in writing or transfer: send it again")]
    Truncated {
        /// The file's format.
        format: Format,
        /// What the codec says, where it was the one to notice.
        #[source]
        source: Option<Cause>,
    },
    /// The bytes break the format's rules.
    #[error("the {format} file is damaged ({source}); export the picture again")]
    Corrupt {
        /// The file's format.
        format: Format,
        /// What the codec says.
        #[source]
        source: Cause,
    },
    /// A valid file of a kind that is not read here.
    #[error("the {format} file holds {found}, which is not read here; {advice}")]
    Unsupported {
        /// The file's format.
        format: Format,
        /// What the file holds.
        found: String,
        /// What to do.
        advice: &'static str,
    },
    /// Several frames in time: a scan is one picture.
    #[error("the {format} file is an animation; a scan is one still picture: export a single frame")]
    Animated {
        /// The file's format.
        format: &'static str,
    },
    /// Two planes that cannot be one dual-energy view.
    #[error(
        "the two planes of a dual-energy pair do not belong together: {reason}; send two grey planes of one size, low energy first"
    )]
    PairMismatch {
        /// How they differ.
        reason: String,
    },
    /// A float sample that is not a number or infinite.
    #[error(
        "the float TIFF holds {value} at column {x}, row {y}; replace such samples before sending, for example by 0"
    )]
    NotFinite {
        /// Column of the first such sample.
        x: usize,
        /// Row of the first such sample.
        y: usize,
        /// `NaN`, `inf` or `-inf`.
        value: f32,
    },
    /// Float samples on a scale that is neither 0..1 nor 0..65535.
    #[error("the float TIFF holds samples from {min} to {max}; scale them to 0..1 or to 0..65535 (unattenuated beam)")]
    FloatRange {
        /// Smallest sample.
        min: f32,
        /// Largest sample.
        max: f32,
    },
}
