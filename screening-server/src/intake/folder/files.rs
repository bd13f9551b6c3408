//! The folder on disk: listed, read, moved. All of it blocks, and a network share may block for long.

use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata},
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use bytes::Bytes;
use rustix::fs::{Mode, OFlags, open};
use thiserror::Error;

use super::{group::Naming, settle::Stamp};
use crate::views::is_picture;

/// Where files go whose parcel was taken in.
pub(super) const PROCESSED: &str = "processed";

/// Where files go that could not be taken in, each with its reason beside it.
pub(super) const REJECTED: &str = "rejected";

/// What the name of a reason ends with.
const REASON: &str = ".reason.txt";

/// Longest beginning of a file's name in the name of its reason: most systems allow 255 bytes in all.
const LONGEST_NAME: usize = 200;

/// What a folder holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// Pictures and side-cars.
    pub(super) files: BTreeMap<String, Stamp>,
    /// How much else there is, which is left where it is.
    pub(super) other: usize,
}

/// Why a file was not read.
#[derive(Debug, Error)]
pub(super) enum Unread {
    /// It will be seen again as it is then.
    #[error("it changed while it was read")]
    Changed,
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than the parcel's {0} bytes that are left; raise --max-body-mib")]
    TooLarge(u64),
    #[error("the file cannot be read: {0}")]
    Failed(#[source] io::Error),
}

/// Lists a folder: plain files alone, no links, and nothing whose name begins with a dot.
///
/// # Errors
/// When it cannot be listed.
pub(super) fn list(folder: &Path, naming: &Naming) -> io::Result<Listing> {
    let mut listing = Listing::default();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            listing.other += 1;
            continue;
        };
        if name.starts_with('.') || name == PROCESSED || name == REJECTED {
            continue;
        }
        // Of the link, where it is one. Gone since it was listed: not there.
        let Ok(about) = fs::symlink_metadata(entry.path()) else { continue };
        let known = about.is_file() && !name.chars().any(char::is_control);
        if known && (is_picture(Path::new(name)) || naming.is_sidecar(name)) {
            listing.files.insert(name.to_owned(), stamp(&about));
        } else {
            listing.other += 1;
        }
    }
    Ok(listing)
}

/// Reads a file that looked like this, if it still does.
///
/// # Errors
/// [`Unread`]
pub(super) fn read(folder: &Path, name: &str, expected: Stamp, most: u64) -> Result<Bytes, Unread> {
    // No link is followed, and nothing that is no file is waited for, should it have taken the file's place.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = open(folder.join(name), flags, Mode::empty()).map_err(|error| match error {
        rustix::io::Errno::NOENT | rustix::io::Errno::LOOP => Unread::Changed,
        error => Unread::Failed(error.into()),
    })?;
    let mut file = File::from(file);
    let unchanged = |file: &File| {
        let about = file.metadata().map_err(Unread::Failed)?;
        if about.is_file() && stamp(&about) == expected { Ok(()) } else { Err(Unread::Changed) }
    };
    unchanged(&file)?;
    if expected.size == 0 {
        return Err(Unread::Empty);
    }
    if expected.size > most {
        return Err(Unread::TooLarge(most));
    }
    let mut bytes = Vec::new();
    (&mut file).take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(Unread::Failed)?;
    unchanged(&file)?;
    if bytes.len() as u64 != expected.size {
        return Err(Unread::Changed);
    }
    Ok(bytes.into())
}

/// Moves a file out of the folder, with a reason beside it where it is rejected. A file that is gone, or is another one
/// by now, is left alone. No file is ever replaced.
///
/// # Errors
/// When it cannot be moved.
pub(super) fn put_away(folder: &Path, name: &str, expected: Stamp, reason: Option<&str>) -> io::Result<()> {
    let from = folder.join(name);
    match fs::symlink_metadata(&from) {
        Ok(about) if about.is_file() && stamp(&about) == expected => {}
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    }
    let target = folder.join(if reason.is_some() { REJECTED } else { PROCESSED });
    match fs::create_dir(&target) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let to = free_name(&target, name)?;
    if let (Some(reason), Some(kept)) = (reason, to.file_name().and_then(|name| name.to_str())) {
        let mut end = kept.len().min(LONGEST_NAME);
        while !kept.is_char_boundary(end) {
            end -= 1;
        }
        fs::write(target.join(format!("{}{REASON}", &kept[..end])), format!("{reason}\n"))?;
    }
    fs::rename(from, to)
}

/// A path in `target` that is not taken: the name itself, or with a number before its ending. Nothing but this service
/// puts files there, so that it stays free until the file is moved.
fn free_name(target: &Path, name: &str) -> io::Result<PathBuf> {
    let path = Path::new(name);
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let stem = name.strip_suffix(&ending).unwrap_or(name);
    for number in 0u32.. {
        let candidate = if number == 0 { target.join(name) } else { target.join(format!("{stem}.{number}{ending}")) };
        match fs::symlink_metadata(&candidate) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(candidate),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn stamp(about: &Metadata) -> Stamp {
    let modified = about.modified().ok().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanoseconds| -nanoseconds),
    });
    Stamp { size: about.len(), modified }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(folder.path().join(name), name.as_bytes()).unwrap();
        }
        folder
    }

    fn stamp_of(folder: &tempfile::TempDir, name: &str) -> Stamp {
        stamp(&fs::symlink_metadata(folder.path().join(name)).unwrap())
    }

    #[test]
    fn pictures_and_side_cars_are_listed_and_nothing_else() {
        let folder = folder(&["a.png", "b.TIFF", "a.json", ".hidden.png", "notes.txt", "a.png.part"]);
        fs::create_dir(folder.path().join("folder.png")).unwrap();
        fs::create_dir(folder.path().join(PROCESSED)).unwrap();
        symlink("/etc/hostname", folder.path().join("link.png")).unwrap();
        symlink(folder.path().join("a.png"), folder.path().join("link2.png")).unwrap();
        let listing = list(folder.path(), &Naming::Sidecar).unwrap();
        let names: Vec<&str> = listing.files.keys().map(String::as_str).collect();
        assert_eq!((names, listing.other), (vec!["a.json", "a.png", "b.TIFF"], 5));
        assert!(list(&folder.path().join("gone"), &Naming::Sidecar).is_err());
    }

    #[test]
    fn a_file_is_read_as_it_was_listed_or_not_at_all() {
        let folder = folder(&["a.png"]);
        let expected = stamp_of(&folder, "a.png");
        let read = |most| read(folder.path(), "a.png", expected, most);
        assert_eq!(&read(5).unwrap()[..], b"a.png");
        assert!(matches!(read(4), Err(Unread::TooLarge(4))));
        fs::write(folder.path().join("a.png"), b"longer than it was").unwrap();
        assert!(matches!(read(100), Err(Unread::Changed)));
        fs::remove_file(folder.path().join("a.png")).unwrap();
        assert!(matches!(read(100), Err(Unread::Changed)));
        symlink("/etc/hostname", folder.path().join("a.png")).unwrap();
        assert!(matches!(read(100), Err(Unread::Changed)), "a link took its place");
    }

    #[test]
    fn an_empty_file_is_told_apart() {
        let folder = folder(&[]);
        fs::write(folder.path().join("a.png"), b"").unwrap();
        assert!(matches!(read(folder.path(), "a.png", stamp_of(&folder, "a.png"), 9), Err(Unread::Empty)));
    }

    #[test]
    fn no_file_is_replaced_by_another_of_its_name() {
        let folder = folder(&[]);
        for round in 0..3 {
            fs::write(folder.path().join("a.b.png"), round.to_string()).unwrap();
            put_away(folder.path(), "a.b.png", stamp_of(&folder, "a.b.png"), None).unwrap();
        }
        for (name, content) in [("a.b.png", "0"), ("a.b.1.png", "1"), ("a.b.2.png", "2")] {
            assert_eq!(fs::read_to_string(folder.path().join(PROCESSED).join(name)).unwrap(), content);
        }
    }

    #[test]
    fn a_rejected_file_has_its_reason_beside_it() {
        let long = format!("{}.png", "é".repeat(120));
        let folder = folder(&["a.png", &long]);
        for name in ["a.png", &long] {
            put_away(folder.path(), name, stamp_of(&folder, name), Some("it is no use")).unwrap();
        }
        let rejected = folder.path().join(REJECTED);
        assert_eq!(fs::read_to_string(rejected.join("a.png.reason.txt")).unwrap(), "it is no use\n");
        assert!(rejected.join("a.png").is_file() && rejected.join(&long).is_file());
    }

    #[test]
    fn what_is_another_file_by_now_stays() {
        let folder = folder(&["a.png"]);
        let before = stamp_of(&folder, "a.png");
        fs::write(folder.path().join("a.png"), b"another scan").unwrap();
        put_away(folder.path(), "a.png", before, None).unwrap();
        put_away(folder.path(), "gone.png", before, None).unwrap();
        assert!(folder.path().join("a.png").is_file());
    }
}
