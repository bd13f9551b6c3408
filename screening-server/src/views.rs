//! Views of one parcel as they arrived, owned until they are screened.

use std::path::Path;

use bytes::Bytes;
use screening_core::pipeline::{Source, ViewBytes};

/// Endings of the formats that are decoded.
const EXTENSIONS: [&str; 6] = ["png", "jpg", "jpeg", "tif", "tiff", "bmp"];

/// Whether a file is a picture, by its ending.
pub(crate) fn is_picture(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// One view, not decoded yet.
#[derive(Clone, Debug)]
pub(crate) struct ArrivedView {
    /// How the scanner line calls it.
    pub(crate) name: String,
    /// Its file or files.
    pub(crate) files: ViewFiles,
    /// Millimetres per pixel along x and y, where the line said so.
    pub(crate) mm_per_pixel: Option<[f32; 2]>,
}

/// The files of one view.
#[derive(Clone, Debug)]
pub(crate) enum ViewFiles {
    /// One picture, or a two-page TIFF.
    One(Bytes),
    /// A dual-energy pair; the half that did not come is empty, and found to be so when it is decoded.
    Pair {
        /// The layer that sees the lower energies.
        low: Bytes,
        /// The layer that sees the higher energies.
        high: Bytes,
    },
}

impl ArrivedView {
    /// As the pipeline takes it.
    pub(crate) fn borrowed(&self) -> ViewBytes<'_> {
        let source = match &self.files {
            ViewFiles::One(bytes) => Source::File(bytes),
            ViewFiles::Pair { low, high } => Source::Pair { low, high },
        };
        ViewBytes { name: &self.name, source, mm_per_pixel: self.mm_per_pixel }
    }
}
