//! What can go wrong with the store, told apart by what has to be done about it.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why the store could not do what was asked. Nothing was changed.
#[derive(Debug, Error)]
pub(crate) enum StoreError {
    /// Another program holds the lock, or writers queue for too long.
    #[error("the database is locked: {0}")]
    Locked(String),
    /// There is no room.
    #[error("the disk is full: {0}")]
    Full(String),
    /// Nothing can be written.
    #[error("the data folder cannot be written: {0}")]
    ReadOnly(String),
    /// What is on disk is no longer what was written.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        // Result codes of SQLite; the low byte is the kind. See https://www.sqlite.org/rescode.html
        let code =
            error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok()).map(|code| code & 0xff);
        match (code, &error) {
            (Some(5 | 6), _) | (None, sqlx::Error::PoolTimedOut) => Self::Locked(text),
            (Some(13), _) => Self::Full(text),
            (Some(8 | 14), _) => Self::ReadOnly(text),
            (Some(11 | 26), _) => Self::Corrupt(text),
            _ => Self::Failed(error),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        let text = error.to_string();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(text),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly(text),
            _ => Self::Failed(sqlx::Error::Io(error)),
        }
    }
}

/// Why the data folder could not be opened, with what to do.
#[derive(Debug, Error)]
pub(crate) enum OpenError {
    #[error("the data folder '{}' cannot be used: {source}. Give the service a folder it may write with --data", .folder.display())]
    Folder { folder: PathBuf, source: io::Error },
    #[error(
        "the data folder '{}' is used by another process. Stop that one, or give this one a folder of its own with \
         --data",
        .folder.display()
    )]
    InUse { folder: PathBuf },
    #[error("the database '{}' cannot be opened: {source}", .database.display())]
    Database { database: PathBuf, source: StoreError },
    #[error(
        "the database '{0}' is damaged: {source}. Nothing was changed. Stop every program that uses it and copy the \
         whole folder aside. Then put a backup in its place; or keep what can be read with `sqlite3 '{0}' .recover | \
         sqlite3 recovered.sqlite` and put that in its place; or move the file away to begin with an empty one \
         (pictures stay)",
        .database.display()
    )]
    Damaged { database: PathBuf, source: StoreError },
    #[error(
        "the database '{}' cannot be brought to this version: {source}. It may come from a newer version: start that \
         one, or use another folder with --data",
        .database.display()
    )]
    Migration { database: PathBuf, source: sqlx::migrate::MigrateError },
}

impl OpenError {
    pub(super) fn database(path: &std::path::Path, source: StoreError) -> Self {
        let database = path.to_owned();
        match source {
            StoreError::Corrupt(_) => Self::Damaged { database, source },
            _ => Self::Database { database, source },
        }
    }
}
