//! Pseudonyms of parcel codes, for what leaves the service to train with.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use thiserror::Error;

use crate::codes::ParcelCode;

/// The key's file in the data folder.
const FILE: &str = "pseudonym.key";

/// Bytes of the key, and of an export's salt.
const LENGTH: usize = 32;

/// Bytes of a pseudonym: two of a billion codes have the same one with a chance below 1 in 10^20.
const PSEUDONYM: usize = 16;

/// Why there is no key.
#[derive(Debug, Error)]
pub(crate) enum PseudonymError {
    #[error("the key of pseudonyms '{}' cannot be used", .0.display())]
    Unusable(PathBuf, #[source] io::Error),
    #[error("the key of pseudonyms '{}' has not {LENGTH} bytes; put it back from a backup", .0.display())]
    Length(PathBuf),
    #[error("others can read the key of pseudonyms '{}'; close it with `chmod 600`", .0.display())]
    Open(PathBuf),
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
}

/// The site's key: whoever has it can tell whether a pseudonym is a code's. It never leaves the data folder.
pub(crate) struct PseudonymKey([u8; LENGTH]);

impl PseudonymKey {
    /// The data folder's key; made where there is none.
    ///
    /// # Errors
    /// [`PseudonymError`]
    pub(crate) fn of(folder: &Path) -> Result<Self, PseudonymError> {
        let path = folder.join(FILE);
        let unusable = |error| PseudonymError::Unusable(path.clone(), error);
        if !path.exists() {
            make(folder, &path)?;
        }
        if fs::metadata(&path).map_err(unusable)?.mode() & 0o077 != 0 {
            return Err(PseudonymError::Open(path));
        }
        let bytes = fs::read(&path).map_err(unusable)?;
        let key = <[u8; LENGTH]>::try_from(bytes.as_slice());
        key.map(Self).map_err(|_| PseudonymError::Length(path))
    }
}

/// Writes a new key under another name, so that it is whole wherever it is.
fn make(folder: &Path, path: &Path) -> Result<(), PseudonymError> {
    let unusable = |error| PseudonymError::Unusable(path.to_owned(), error);
    let fresh = path.with_extension("new");
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unusable(error)),
        _ => {}
    }
    let written = random().map_err(PseudonymError::Random).and_then(|key| {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh).map_err(unusable)?;
        file.write_all(&key).and_then(|()| file.sync_all()).map_err(unusable)
    });
    written?;
    // A link, and no renaming: a key that another process made in the meantime stays.
    match fs::hard_link(&fresh, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(unusable(error)),
        _ => {}
    }
    fs::remove_file(&fresh).map_err(unusable)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(unusable)
}

fn random() -> Result<[u8; LENGTH], getrandom::Error> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// The pseudonyms of one export.
pub(crate) struct Pseudonyms {
    key: PseudonymKey,
    salt: [u8; LENGTH],
}

impl Pseudonyms {
    /// Pseudonyms with a salt of their own: those of two exports cannot be matched without the key.
    ///
    /// # Errors
    /// [`PseudonymError`]
    pub(crate) fn new(key: PseudonymKey) -> Result<Self, PseudonymError> {
        Ok(Self { key, salt: random().map_err(PseudonymError::Random)? })
    }

    /// The salt, as hex. It goes with the export, so that the site, which has the key, can find a parcel again.
    pub(crate) fn salt(&self) -> String {
        hex(&self.salt)
    }

    /// The pseudonym of a parcel's code: the first 16 bytes of HMAC-SHA256 over the salt and the code in one spelling,
    /// as hex.
    pub(crate) fn of(&self, code: &str) -> String {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key.0) else { return String::new() };
        mac.update(&self.salt);
        mac.update(ParcelCode::read(code).key.as_bytes());
        hex(mac.finalize().into_bytes().get(..PSEUDONYM).unwrap_or_default())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let first = PseudonymKey::of(folder.path()).unwrap();
        let again = PseudonymKey::of(folder.path()).unwrap();
        assert_eq!(first.0, again.0);
        let path = folder.path().join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(PseudonymKey::of(folder.path()), Err(PseudonymError::Open(_))));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, b"short").unwrap();
        assert!(matches!(PseudonymKey::of(folder.path()), Err(PseudonymError::Length(_))));
    }

    #[test]
    fn a_code_has_one_pseudonym_in_an_export_and_another_in_the_next() {
        let key = || PseudonymKey([7; LENGTH]);
        let export = Pseudonyms::new(key()).unwrap();
        let pseudonym = export.of("RR473124829GB");
        assert_eq!(pseudonym, export.of(" rr 473124829 gb"), "spellings of one code");
        assert_ne!(pseudonym, export.of("RR473124828GB"));
        assert!(pseudonym.len() == 32 && !pseudonym.contains("4731"));
        assert_ne!(pseudonym, Pseudonyms::new(key()).unwrap().of("RR473124829GB"));

        // With the key and the salt that went with it, the site finds the parcel again; with another key, nobody does.
        let again = Pseudonyms { key: key(), salt: export.salt };
        assert_eq!(again.of("RR473124829GB"), pseudonym);
        let other = Pseudonyms { key: PseudonymKey([8; LENGTH]), salt: export.salt };
        assert_ne!(other.of("RR473124829GB"), pseudonym);
    }

    #[test]
    fn a_pseudonym_is_the_hmac_that_is_described() {
        let export = Pseudonyms { key: PseudonymKey([0x0b; LENGTH]), salt: [1; LENGTH] };
        // python3: hmac.new(b"\x0b" * 32, b"\x01" * 32 + b"RR473124829GB", "sha256").hexdigest()[:32]
        assert_eq!(export.of("RR473124829GB"), "03d4c92e47958cd2f5feae1c91b02d09");
    }
}
