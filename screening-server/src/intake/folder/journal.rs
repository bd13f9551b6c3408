//! Files that are to be moved out of a folder because their parcel is on disk.
//!
//! A parcel's files cannot be moved at once. Without a note of it, a crash in between would leave a part of them, which
//! would be read as another parcel. So the note is written first, and the moves are ended by the next start.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{files, settle::Stamp};

/// The note's name. It begins with a dot, so that no file of a scanner is called so and is read.
const NAME: &str = ".screening-moves.toml";

/// Moves that are not all done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) moves: Vec<Move>,
}

/// A file that is to be moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    pub(super) name: String,
    size: u64,
    modified: i64,
    /// Why it is rejected; none where it was taken in.
    reason: Option<String>,
}

impl Move {
    /// A move of a file that looks like this.
    pub(super) fn new(name: &str, stamp: Stamp, reason: Option<String>) -> Self {
        Self { name: name.to_owned(), size: stamp.size, modified: stamp.modified, reason }
    }

    fn stamp(&self) -> Stamp {
        Stamp { size: self.size, modified: self.modified }
    }
}

impl Journal {
    /// What the last run left to be moved.
    ///
    /// # Errors
    /// When the note cannot be read.
    pub(super) fn load(folder: &Path) -> io::Result<Self> {
        match fs::read_to_string(folder.join(NAME)) {
            // It is put in place as a whole: one that cannot be understood was never written by this program.
            Ok(text) => toml::from_str(&text)
                .map_err(|error| io::Error::other(format!("take the note '{NAME}' away, which is damaged: {error}"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Notes the moves before the first is done. One move needs no note: it is done at once or not.
    ///
    /// # Errors
    /// When the note cannot be written. Nothing may be moved then.
    pub(super) fn save(&self, folder: &Path) -> io::Result<()> {
        if self.moves.len() < 2 {
            return Ok(());
        }
        let text = toml::to_string(self).map_err(io::Error::other)?;
        let draft = folder.join(format!("{NAME}.draft"));
        let mut file = File::create(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(draft, folder.join(NAME))
    }

    /// Whether this file is to be moved.
    pub(super) fn holds(&self, name: &str, stamp: Stamp) -> bool {
        self.moves.iter().any(|one| one.name == name && one.stamp() == stamp)
    }

    /// Moves what is not moved yet, and takes the note away when all is. Gives what could not be moved, with the last
    /// reason.
    pub(super) fn finish(self, folder: &Path) -> (Self, io::Result<()>) {
        let mut failed = Ok(());
        let mut rest = Self::default();
        for one in self.moves {
            if let Err(error) = files::put_away(folder, &one.name, one.stamp(), one.reason.as_deref()) {
                failed = Err(io::Error::new(error.kind(), format!("'{}': {error}", one.name)));
                rest.moves.push(one);
            }
        }
        if rest.moves.is_empty() {
            failed = match fs::remove_file(folder.join(NAME)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        (rest, failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::folder::{files::list, group::Naming};

    #[test]
    fn moves_are_ended_by_whoever_finds_the_note() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        for name in ["a.png", "b.png", "new.png"] {
            fs::write(path.join(name), b"x").unwrap();
        }
        let listing = list(path, &Naming::Sidecar).unwrap();
        let step = |name: &str, reason: Option<&str>| Move::new(name, listing.files[name], reason.map(str::to_owned));
        let journal = Journal { moves: vec![step("a.png", None), step("b.png", Some("why"))] };
        journal.save(path).unwrap();
        assert_eq!(list(path, &Naming::Sidecar).unwrap(), listing, "the note is no file of a scanner");

        // The first move was done, then the service was killed.
        fs::create_dir(path.join("processed")).unwrap();
        fs::rename(path.join("a.png"), path.join("processed/a.png")).unwrap();
        let found = Journal::load(path).unwrap();
        assert_eq!(found, journal);
        let (rest, moved) = found.finish(path);
        assert!(moved.is_ok() && rest.moves.is_empty());
        assert!(path.join("rejected/b.png").is_file() && path.join("new.png").is_file());
        assert_eq!(Journal::load(path).unwrap(), Journal::default());
    }

    #[test]
    fn one_move_needs_no_note() {
        let folder = tempfile::tempdir().unwrap();
        Journal { moves: vec![Move::new("a.png", Stamp { size: 1, modified: 1 }, None)] }.save(folder.path()).unwrap();
        assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
    }
}
