//! Pictures by their SHA-256, in a folder.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use object_store::{ObjectStoreExt as _, local::LocalFileSystem, path::Path as Key};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::StoreError;

/// SHA-256 of a picture's bytes, lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PictureHash(String);

impl PictureHash {
    /// The hash of these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// As it stands in the database.
    pub(super) fn stored(text: String) -> Self {
        Self(text)
    }

    /// The hash as hex.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the picture lies: 256 folders, so that none gets too long to list.
    fn key(&self) -> Key {
        Key::from(format!("{}/{}", self.0.get(..2).unwrap_or_default(), self.0))
    }
}

impl fmt::Display for PictureHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a picture cannot be had.
#[derive(Debug, Error)]
pub(crate) enum PictureError {
    /// It was never written, or taken away.
    #[error("the picture {0} is not in the data folder")]
    Missing(PictureHash),
    /// Its bytes are not those that were written.
    #[error("the picture {0} was changed on disk: its bytes have another hash")]
    Corrupt(PictureHash),
    /// It cannot be read.
    #[error("the picture {0} cannot be read")]
    Unreadable(PictureHash, #[source] object_store::Error),
}

impl PictureError {
    /// A stable key.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "picture_missing",
            Self::Corrupt(_) => "picture_corrupt",
            Self::Unreadable(..) => "picture_unreadable",
        }
    }
}

/// The folder of pictures.
#[derive(Debug)]
pub(crate) struct PictureStore {
    /// Shared by those who write pictures and then rows that need them; held alone by who deletes.
    keeping: RwLock<()>,
    folder: PathBuf,
    durable: LocalFileSystem,
    derived: LocalFileSystem,
}

impl PictureStore {
    /// Opens the folder, or makes it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let local = LocalFileSystem::new_with_prefix(folder)?;
        // With fsync, a file is written under another name, synced, renamed, and its folder synced.
        Ok(Self {
            keeping: RwLock::new(()),
            folder: folder.to_owned(),
            durable: local.clone().with_fsync(true),
            derived: local,
        })
    }

    /// While this is held, no picture is deleted: from before a picture is stored until the row is that needs it.
    pub(crate) async fn keeping(&self) -> RwLockReadGuard<'_, ()> {
        self.keeping.read().await
    }

    /// While this is held, nobody is between storing a picture and the row that needs it.
    pub(super) async fn alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.keeping.write().await
    }

    /// The folders that pictures lie in, by their first two digits.
    ///
    /// # Errors
    /// When they cannot be listed.
    pub(super) fn folders(&self) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(&self.folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }

    /// The pictures in one of them.
    ///
    /// # Errors
    /// When they cannot be listed.
    pub(super) fn files(&self, folder: &Path) -> io::Result<Vec<PictureHash>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            // What is being written has a longer name.
            if name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                found.push(PictureHash(name));
            }
        }
        Ok(found)
    }

    /// Deletes what a kill left of files that were being written; before anything is.
    ///
    /// # Errors
    /// When it cannot be listed or deleted.
    pub(super) fn delete_unfinished(&self) -> io::Result<u64> {
        let mut deleted = 0;
        for folder in self.folders()? {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                // As `object_store` names them: the file's own name and a number.
                if entry.file_name().to_string_lossy().contains('#') {
                    fs::remove_file(entry.path())?;
                    deleted += 1;
                }
            }
        }
        Ok(deleted)
    }

    /// Deletes a picture; one that is not there is deleted already.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub(super) async fn delete(&self, hash: &PictureHash) -> Result<(), StoreError> {
        match self.durable.delete(&hash.key()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(write_failed(error)),
        }
    }

    /// Stores a picture; it is on disk when this returns. One that is there already is written again: that mends it
    /// where it was damaged.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) async fn put(&self, bytes: Bytes) -> Result<PictureHash, StoreError> {
        put(&self.durable, bytes).await
    }

    /// Stores a picture that can be made again from others, so that it need not be synced.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) async fn put_derived(&self, bytes: Bytes) -> Result<PictureHash, StoreError> {
        put(&self.derived, bytes).await
    }

    /// The bytes of a picture, as they were written.
    ///
    /// # Errors
    /// [`PictureError`] when they cannot be had, or are not the same any more.
    pub(crate) async fn get(&self, hash: &PictureHash) -> Result<Bytes, PictureError> {
        let read = async { self.durable.get(&hash.key()).await?.bytes().await };
        let bytes = read.await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => PictureError::Missing(hash.clone()),
            error => PictureError::Unreadable(hash.clone(), error),
        })?;
        if PictureHash::of(&bytes) == *hash { Ok(bytes) } else { Err(PictureError::Corrupt(hash.clone())) }
    }
}

async fn put(store: &LocalFileSystem, bytes: Bytes) -> Result<PictureHash, StoreError> {
    let hash = PictureHash::of(&bytes);
    store.put(&hash.key(), bytes.into()).await.map_err(write_failed)?;
    Ok(hash)
}

/// The system's reason, which `object_store` has somewhere among its causes.
fn write_failed(error: object_store::Error) -> StoreError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if let Some(system) = inner.downcast_ref::<io::Error>() {
            return io::Error::new(system.kind(), error.to_string()).into();
        }
        cause = inner.source();
    }
    io::Error::other(error).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, PictureStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = PictureStore::open(folder.path()).unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn a_picture_lies_under_its_hash_and_is_read_as_it_was_written() {
        let (folder, store) = store();
        let hash = store.put(Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(hash.as_str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(fs::read(folder.path().join("ba").join(hash.as_str())).unwrap(), b"abc");
        assert_eq!(&store.get(&hash).await.unwrap()[..], b"abc");
        let none: Vec<_> = fs::read_dir(folder.path().join("ba")).unwrap().collect();
        assert_eq!(none.len(), 1, "no other file stays behind");
    }

    #[tokio::test]
    async fn what_is_gone_or_changed_is_told_apart_and_mended_by_the_same_picture() {
        let (folder, store) = store();
        let hash = store.put(Bytes::from_static(b"abc")).await.unwrap();
        let path = folder.path().join("ba").join(hash.as_str());
        fs::write(&path, b"abd").unwrap();
        assert!(matches!(store.get(&hash).await, Err(PictureError::Corrupt(_))));
        fs::remove_file(&path).unwrap();
        assert!(matches!(store.get(&hash).await, Err(PictureError::Missing(_))));
        store.put(Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(&store.get(&hash).await.unwrap()[..], b"abc");
    }
}
