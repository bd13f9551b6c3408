//! A customer's own threats: a folder of cut-outs with a `library.toml`.
//!
//! ```toml
//! [[threat]]
//! file = "sample-a.tiff"        # a two-page pair (low energy first), or a grey or pseudo-colour picture
//! high = "sample-a-high.png"    # only where the pair is two files: `file` is then the low energy
//! mask = "sample-a.mask.png"    # grey or black and white, white where the threat is, of the same size
//! class = "pistol"              # of the taxonomy
//! mm_per_pixel = [0.8, 0.8]     # across the belt, along the belt
//! rotation_degrees = 30         # optional: how far it is turned from its easiest view
//! depth_mm = 28                 # optional: how deep it is along the beam
//! ```

use std::path::{Path, PathBuf};

use screening_core::{
    decode::{DecodeError, Limits, decode_pair, decode_view},
    scan::{Pixels, View},
    taxonomy::ThreatClass,
};
use serde::Deserialize;
use thiserror::Error;

use super::{
    error::ProjectError,
    threat::{Cutout, CutoutFacts, Threat},
};

/// The file that describes a folder.
const LIST: &str = "library.toml";
/// A cut-out is never larger than this.
const MOST_BYTES: u64 = 64 << 20;

/// A library of cut-outs cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LibraryError {
    /// A file could not be read.
    #[error("{path} could not be read: {source}; a library is a folder with a library.toml and the files it names")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The description is not as it should be.
    #[error(
        "{path} could not be read: {message}; it needs, for each threat, a [[threat]] with file, mask, class and \
         mm_per_pixel (docs/projection.md)"
    )]
    List {
        /// The description.
        path: PathBuf,
        /// What is wrong, with line and column where there is one.
        message: String,
    },
    /// The description names no threat.
    #[error("{path} describes no threat; add a [[threat]] for each cut-out")]
    Empty {
        /// The description.
        path: PathBuf,
    },
    /// A name that leads out of the folder.
    #[error("'{name}' in {path} must be the name of a file in the folder itself")]
    Outside {
        /// The description.
        path: PathBuf,
        /// The name given.
        name: String,
    },
    /// A picture or mask is damaged.
    #[error("{path} in the library: {source}")]
    Picture {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: DecodeError,
    },
    /// A mask in colour or with two planes.
    #[error("{path} is no mask: save it as a grey picture, white where the threat is")]
    Mask {
        /// The file.
        path: PathBuf,
    },
    /// A cut-out that cannot be projected.
    #[error("{path}: {source}")]
    Threat {
        /// The picture.
        path: PathBuf,
        /// Why.
        #[source]
        source: ProjectError,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    threat: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    high: Option<String>,
    mask: String,
    class: ThreatClass,
    mm_per_pixel: Option<[f32; 2]>,
    rotation_degrees: Option<f32>,
    depth_mm: Option<f32>,
}

/// Reads a folder of cut-outs.
///
/// # Errors
/// [`LibraryError`], which names the file, for the first thing that is wrong.
pub fn read_library(folder: &Path) -> Result<Vec<Threat>, LibraryError> {
    let list = folder.join(LIST);
    let text = std::fs::read_to_string(&list).map_err(|source| LibraryError::Read { path: list.clone(), source })?;
    let parsed: List = toml::from_str(&text).map_err(|error| LibraryError::List {
        path: list.clone(),
        message: error.to_string().trim().replace('\n', " "),
    })?;
    if parsed.threat.is_empty() {
        return Err(LibraryError::Empty { path: list });
    }
    parsed.threat.iter().map(|entry| read_entry(folder, &list, entry)).collect()
}

fn read_entry(folder: &Path, list: &Path, entry: &Entry) -> Result<Threat, LibraryError> {
    let inside = |name: &str| -> Result<PathBuf, LibraryError> {
        let plain = Path::new(name).file_name().is_some_and(|file| file == name);
        if plain {
            Ok(folder.join(name))
        } else {
            Err(LibraryError::Outside { path: list.to_owned(), name: name.to_owned() })
        }
    };
    let limits = Limits { max_bytes: MOST_BYTES, ..Limits::default() };
    let path = inside(&entry.file)?;
    let picture = |source| LibraryError::Picture { path: path.clone(), source };
    let mut view = match &entry.high {
        None => decode_view(&entry.file, &read(&path)?, &limits).map_err(picture)?,
        Some(high) => decode_pair(&entry.file, &read(&path)?, &read(&inside(high)?)?, &limits).map_err(picture)?,
    };
    view.mm_per_pixel = entry.mm_per_pixel;
    let mask_path = inside(&entry.mask)?;
    let decoded = decode_view(&entry.mask, &read(&mask_path)?, &limits);
    let decoded = decoded.map_err(|source| LibraryError::Picture { path: mask_path.clone(), source })?;
    let View { pixels: Pixels::Grey(mask), .. } = decoded else { return Err(LibraryError::Mask { path: mask_path }) };
    let facts = CutoutFacts {
        name: entry.file.clone(),
        class: entry.class,
        rotation: entry.rotation_degrees,
        depth_mm: entry.depth_mm,
    };
    Cutout::new(facts, &view, &mask.map(|&n| n > u16::MAX / 2))
        .map(|cutout| Threat::Cutout(Box::new(cutout)))
        .map_err(|source| LibraryError::Threat { path: path.clone(), source })
}

fn read(path: &Path) -> Result<Vec<u8>, LibraryError> {
    use std::io::Read as _;
    let failed = |source| LibraryError::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    // One byte more than the limit, so that the decoder can tell that it is too large.
    std::fs::File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
