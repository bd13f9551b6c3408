//! Case bundles: everything about one parcel in one zip, which verifies without the service.
//!
//! ```text
//! README.txt      what this is and how to check it
//! scan.json       the parcel and its answer, as GET /v1/scans/{id} gives it
//! reports/1.json  every report, as it was kept; its SHA-256 stands in the trail
//! pictures/...    the pictures as they arrived, and as the detector saw them
//! decisions.json  what people decided about it, where they did; its entries stand in the trail
//! outcomes/1.json every version of what opening showed, as it was kept; its SHA-256 stands in the trail
//! photos/...      photos of what was in it, as they were sent
//! chain.tsv       the parcel's entries of the audit trail, and the hashes of those between and after them
//! SHA256SUMS      the SHA-256 of every file above, as `sha256sum --check` reads it
//! ```

mod proof;
mod verify;
mod write;

pub(crate) use self::{
    verify::{BundleReport, verify},
    write::write,
};

/// The files that every bundle has.
const README: &str = "README.txt";
const CHAIN: &str = "chain.tsv";
const SUMS: &str = "SHA256SUMS";
const REPORTS: &str = "reports/";
const ARRIVED: &str = "pictures/arrived/";
const OUTCOMES: &str = "outcomes/";
const PHOTOS: &str = "photos/";

/// A file to put in.
#[derive(Clone, Debug)]
pub(crate) struct BundleFile {
    /// Where it lies in the bundle.
    pub(crate) name: String,
    /// Its content.
    pub(crate) bytes: bytes::Bytes,
}

impl BundleFile {
    /// The parcel and its answer, as JSON.
    pub(crate) fn scan(bytes: impl Into<bytes::Bytes>) -> Self {
        Self { name: "scan.json".to_owned(), bytes: bytes.into() }
    }

    /// The report with this number, from 1, as it was kept.
    pub(crate) fn report(number: usize, bytes: impl Into<bytes::Bytes>) -> Self {
        Self { name: format!("{REPORTS}{number}.json"), bytes: bytes.into() }
    }

    /// A view's file as it arrived; `part` tells the two layers of a pair apart.
    pub(crate) fn arrived(view: usize, part: &str, bytes: bytes::Bytes) -> Self {
        Self { name: format!("{ARRIVED}view-{view}{part}.{}", ending(&bytes)), bytes }
    }

    /// What people decided, as JSON.
    pub(crate) fn decisions(bytes: impl Into<bytes::Bytes>) -> Self {
        Self { name: "decisions.json".to_owned(), bytes: bytes.into() }
    }

    /// The version with this number, from 1, of what opening showed, as it was kept.
    pub(crate) fn outcome(number: usize, bytes: impl Into<bytes::Bytes>) -> Self {
        Self { name: format!("{OUTCOMES}{number}.json"), bytes: bytes.into() }
    }

    /// A photo of what was in the parcel, as it was sent; from 1.
    pub(crate) fn photo(number: usize, bytes: bytes::Bytes) -> Self {
        Self { name: format!("{PHOTOS}{number}.{}", ending(&bytes)), bytes }
    }

    /// A view as the detector saw it.
    pub(crate) fn drawn(view: usize, bytes: bytes::Bytes) -> Self {
        Self { name: format!("pictures/drawn/view-{view}.png"), bytes }
    }
}

/// How files of this kind end.
fn ending(bytes: &[u8]) -> &'static str {
    match bytes.get(..4) {
        Some(b"\x89PNG") => "png",
        Some([0xff, 0xd8, 0xff, _]) => "jpg",
        Some(b"II*\0" | b"MM\0*") => "tif",
        Some([b'B', b'M', ..]) => "bmp",
        _ => "bin",
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
