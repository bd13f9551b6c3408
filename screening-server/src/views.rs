//! Views of one parcel as they arrived, owned until they are screened.

use bytes::Bytes;
use screening_core::pipeline::{Source, ViewBytes};

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
