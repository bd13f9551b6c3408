//! Which parcels the command line names, and their bytes.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use screening_core::report::Reason;

use crate::views::{ArrivedView, ViewFiles, is_picture};

/// What annotated pictures are called, so that a folder with them can be screened again.
pub(crate) const ANNOTATED: &str = ".annotated.png";

/// One parcel on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parcel {
    /// What the report calls its source.
    pub(crate) source: String,
    /// Where its annotated picture goes below the output folder, without its ending.
    pub(crate) output: PathBuf,
    /// Its views.
    pub(crate) views: Vec<ViewPaths>,
}

/// The files of one view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ViewPaths {
    One(PathBuf),
    Pair { low: PathBuf, high: PathBuf },
}

/// The views of a parcel with their bytes, and why some are missing.
pub(crate) struct ReadViews {
    pub(crate) views: Vec<ArrivedView>,
    pub(crate) unreadable: Vec<Reason>,
}

/// Every parcel that files, folders and pairs name, in a stable order.
///
/// A folder is walked as a whole, pictures by their ending; a file is taken whatever it is called. A path that
/// cannot be read stays in the list: its parcel is UNKNOWN, not left out.
pub(crate) fn parcels(paths: &[PathBuf], pairs: &[PathBuf]) -> Vec<Parcel> {
    let mut parcels = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, Path::new(""), &mut parcels);
        } else {
            parcels.push(Parcel {
                source: path.display().to_string(),
                output: path.file_name().map(PathBuf::from).unwrap_or_default(),
                views: vec![ViewPaths::One(path.clone())],
            });
        }
    }
    for pair in pairs.chunks_exact(2) {
        let (low, high) = (pair[0].clone(), pair[1].clone());
        parcels.push(Parcel {
            source: format!("{} + {}", low.display(), high.display()),
            output: low.file_name().map(PathBuf::from).unwrap_or_default(),
            views: vec![ViewPaths::Pair { low, high }],
        });
    }
    parcels
}

/// All parcels as the views of one.
pub(crate) fn merged(parcels: Vec<Parcel>) -> Option<Parcel> {
    parcels.into_iter().reduce(|mut all, next| {
        all.source = format!("{}, {}", all.source, next.source);
        all.views.extend(next.views);
        all
    })
}

fn walk(folder: &Path, below: &Path, parcels: &mut Vec<Parcel>) {
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>(),
        Err(_) => {
            // Read again as a file, it says why it cannot be read.
            let views = vec![ViewPaths::One(folder.to_path_buf())];
            parcels.push(Parcel { source: folder.display().to_string(), output: below.to_path_buf(), views });
            return;
        }
    };
    entries.sort();
    for path in entries {
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        // A link to a folder may lead back up.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, &below.join(name), parcels);
        } else if is_picture(&path) && !is_annotated(&path) {
            parcels.push(Parcel {
                source: path.display().to_string(),
                output: below.join(name),
                views: vec![ViewPaths::One(path)],
            });
        }
    }
}

fn is_annotated(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.to_lowercase().ends_with(ANNOTATED))
}

impl Parcel {
    /// Bytes of its files on disk, as far as they can be told.
    pub(crate) fn bytes(&self) -> u64 {
        let size = |path: &PathBuf| fs::metadata(path).map_or(0, |data| data.len());
        let of = |view: &ViewPaths| match view {
            ViewPaths::One(path) => size(path),
            ViewPaths::Pair { low, high } => size(low) + size(high),
        };
        self.views.iter().map(of).sum()
    }

    /// Reads all files, up to `max_bytes` and one byte more each, so that the decoder can tell which are too large.
    /// A file that cannot be read is empty, with the reason beside it.
    pub(crate) fn read(&self, max_bytes: u64) -> ReadViews {
        let mut unreadable = Vec::new();
        let mut file = |path: &Path| {
            read_bounded(path, max_bytes).unwrap_or_else(|error| {
                let text = format!("The file '{}' cannot be read: {error}.", path.display());
                unreadable.push(Reason { code: "unreadable_file".to_owned(), text });
                Vec::new()
            })
        };
        let views = self.views.iter().map(|view| {
            let (path, files) = match view {
                ViewPaths::One(path) => (path, ViewFiles::One(file(path).into())),
                ViewPaths::Pair { low, high } => {
                    (low, ViewFiles::Pair { low: file(low).into(), high: file(high).into() })
                }
            };
            let name = path.file_name().map_or_else(|| "view".into(), |name| name.to_string_lossy()).into_owned();
            ArrivedView { name, files, mm_per_pixel: None }
        });
        let views = views.collect();
        ReadViews { views, unreadable }
    }
}

fn read_bounded(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_its_pictures_in_order_and_never_its_own_results() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("line2")).unwrap();
        for name in ["b.PNG", "a.tiff", "notes.txt", "a.tiff.annotated.png", "line2/c.jpg"] {
            fs::write(folder.path().join(name), b"x").unwrap();
        }
        let found = parcels(&[folder.path().to_path_buf()], &[]);
        let outputs: Vec<_> = found.iter().map(|parcel| parcel.output.to_str().unwrap()).collect();
        assert_eq!(outputs, ["a.tiff", "b.PNG", "line2/c.jpg"]);
    }

    #[test]
    fn what_cannot_be_read_stays_in_the_list_with_its_reason() {
        let gone = PathBuf::from("/no/such/parcel.png");
        let found = parcels(std::slice::from_ref(&gone), &[]);
        let read = found[0].read(10);
        assert_eq!((found.len(), read.views.len()), (1, 1));
        assert!(read.unreadable[0].text.contains("/no/such/parcel.png"), "{:?}", read.unreadable);
    }

    #[test]
    fn reading_stops_after_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.png");
        fs::write(&path, vec![0; 1000]).unwrap();
        assert_eq!(read_bounded(&path, 10).unwrap().len(), 11);
    }
}
