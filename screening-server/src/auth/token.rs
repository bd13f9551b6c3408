//! Secrets that the service makes itself, and what it keeps of them.
//!
//! A secret is 256 random bits, so one round of SHA-256 is enough to keep it by: there is no dictionary to try. It is
//! shown once; the store has only its hash.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// Bytes of a secret.
const BYTES: usize = 32;

/// What an API key begins with, so that scanners of code and logs find one that was left lying.
const KEY_PREFIX: &str = "sck";

/// A secret, as its owner is shown it. Not `Debug`: it must not end in a log.
pub(crate) struct Secret(String);

impl Secret {
    /// A new one, from the system's random numbers.
    ///
    /// # Errors
    /// When the system has none.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hex(&bytes)))
    }

    /// 64 digits, lower-case hex.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// SHA-256 of a secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SecretHash(String);

impl SecretHash {
    /// Of a secret as its owner sent it.
    pub(crate) fn of(secret: &str) -> Self {
        Self(hex(&Sha256::digest(secret)))
    }

    /// As it stands in the store.
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// As it stands in the store: lower-case hex.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is this secret's. Takes the same time wherever the two differ.
    pub(crate) fn is_of(&self, secret: &str) -> bool {
        self.0.as_bytes().ct_eq(Self::of(secret).0.as_bytes()).into()
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(..)")
    }
}

/// An API key as a machine sends it: `sck_<id>_<secret>`. The id is no secret: it stands in lists and in the audit trail.
pub(crate) struct ApiKey {
    /// 12 digits of hex.
    pub(crate) id: String,
    /// The part that proves it.
    pub(crate) secret: Secret,
}

impl ApiKey {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let mut id = [0; 6];
        getrandom::fill(&mut id)?;
        Ok(Self { id: hex(&id), secret: Secret::new()? })
    }

    /// The key in one piece, to be shown once.
    pub(crate) fn text(&self) -> String {
        format!("{KEY_PREFIX}_{}_{}", self.id, self.secret.as_str())
    }

    /// The id and the secret of what was sent; none where it is no key at all.
    pub(crate) fn read(text: &str) -> Option<(&str, &str)> {
        let (id, secret) = text.strip_prefix(KEY_PREFIX)?.strip_prefix('_')?.split_once('_')?;
        let digits =
            |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (digits(id, 12) && digits(secret, 2 * BYTES)).then_some((id, secret))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written_and_known_by_its_hash_alone() {
        let key = ApiKey::new().unwrap();
        let text = key.text();
        let (id, secret) = ApiKey::read(&text).unwrap();
        assert_eq!((id, secret), (key.id.as_str(), key.secret.as_str()));
        let hash = SecretHash::of(secret);
        assert!(hash.is_of(secret) && SecretHash::stored(hash.as_str().to_owned()).is_of(secret));
        assert!(!hash.is_of(ApiKey::new().unwrap().secret.as_str()));
        assert!(!hash.as_str().contains(secret));
    }

    #[test]
    fn no_two_secrets_are_the_same_and_what_is_no_key_is_none() {
        assert_ne!(Secret::new().unwrap().as_str(), Secret::new().unwrap().as_str());
        let good = ApiKey::new().unwrap().text();
        for text in
            ["", "sck__", "sck_1_2", &good[1..], &good[..good.len() - 1], &format!("{good}0"), &good.replace('_', "-")]
        {
            assert!(ApiKey::read(text).is_none(), "{text}");
        }
    }
}
