//! The anchor: the chain's newest number and hash, in a file beside the database. It shows that a tail was cut off, which
//! the chain itself does not.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use thiserror::Error;

use super::Head;

/// Its name in the data folder.
const NAME: &str = "audit-anchor";

/// The file.
#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    path: PathBuf,
}

/// Why the anchor cannot be used.
#[derive(Debug, Error)]
pub(crate) enum AnchorError {
    /// It cannot be read or written.
    #[error("the audit trail's anchor '{}' cannot be used", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// It holds something else.
    #[error("the audit trail's anchor '{}' does not hold a number and a hash: it was changed", .0.display())]
    Unreadable(PathBuf),
}

impl Anchor {
    /// The one of a data folder.
    pub(crate) fn of(folder: &Path) -> Self {
        Self { path: folder.join(NAME) }
    }

    /// What it holds; none where there is no such file yet.
    ///
    /// # Errors
    /// [`AnchorError`]
    pub(crate) fn read(&self) -> Result<Option<Head>, AnchorError> {
        match File::open(&self.path) {
            Ok(mut file) => self.parse(&mut file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Moves it on to a newer head. One that is not newer is left out: two processes may write it at a time.
    ///
    /// # Errors
    /// [`AnchorError`]; one that is unreadable stays as it is.
    pub(crate) fn advance(&self, head: Head) -> Result<(), AnchorError> {
        let failed = |error| self.failed(error);
        let mut file =
            File::options().read(true).write(true).create(true).truncate(false).open(&self.path).map_err(failed)?;
        file.lock().map_err(failed)?;
        if self.parse(&mut file)?.is_some_and(|known| known.number >= head.number) {
            return Ok(());
        }
        self.write(&mut file, head)
    }

    /// Sets it, whatever it holds, after that has been put on record elsewhere.
    ///
    /// # Errors
    /// [`AnchorError`]
    pub(crate) fn set(&self, head: Head) -> Result<(), AnchorError> {
        let failed = |error| self.failed(error);
        let mut file = File::options().write(true).create(true).truncate(true).open(&self.path).map_err(failed)?;
        file.lock().map_err(failed)?;
        self.write(&mut file, head)
    }

    fn write(&self, file: &mut File, head: Head) -> Result<(), AnchorError> {
        // Always of one length and in one write, so that a crash leaves the old one or the new one.
        let line = format!("{:020}:{}\n", head.number, head.hash);
        let written = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(line.as_bytes()));
        written.map_err(|error| self.failed(error))
    }

    fn parse(&self, file: &mut File) -> Result<Option<Head>, AnchorError> {
        let mut text = String::new();
        file.take(200).read_to_string(&mut text).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => AnchorError::Unreadable(self.path.clone()),
            _ => self.failed(error),
        })?;
        match (text.as_str(), Head::parse(text.trim_end())) {
            ("", _) => Ok(None),
            (_, Some(head)) => Ok(Some(head)),
            (_, None) => Err(AnchorError::Unreadable(self.path.clone())),
        }
    }

    fn failed(&self, error: io::Error) -> AnchorError {
        AnchorError::File(self.path.clone(), error)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::audit::Digest;

    fn head(number: u64) -> Head {
        Head { number, hash: Digest::ZERO }
    }

    #[test]
    fn it_only_moves_on_and_is_not_written_over_where_it_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let anchor = Anchor::of(folder.path());
        assert_eq!(anchor.read().unwrap(), None);
        for (number, expected) in [(7, 7), (5, 7), (12, 12)] {
            anchor.advance(head(number)).unwrap();
            assert_eq!(anchor.read().unwrap(), Some(head(expected)));
        }
        fs::write(folder.path().join(NAME), "12").unwrap();
        assert!(matches!(anchor.read(), Err(AnchorError::Unreadable(_))));
        assert!(matches!(anchor.advance(head(13)), Err(AnchorError::Unreadable(_))));
        anchor.set(head(3)).unwrap();
        assert_eq!(anchor.read().unwrap(), Some(head(3)));
    }
}
