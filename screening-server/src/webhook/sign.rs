//! Signatures after the Standard Webhooks specification, version 1.0: <https://www.standardwebhooks.com>.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use thiserror::Error;

/// What a secret begins with.
const PREFIX: &str = "whsec_";

/// Bytes of a key, as the specification has it.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// What a hook's deliveries are signed with. Its bytes never stand in a log.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    /// The newest key first. Receivers accept a delivery when one signature fits, so that a key is changed without a gap.
    keys: Vec<Vec<u8>>,
}

/// Why a text is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum SecretError {
    #[error("it is empty")]
    Empty,
    #[error("it does not begin with '{PREFIX}'")]
    Prefix,
    #[error("what follows '{PREFIX}' is no base64")]
    Base64,
    #[error("it has {0} bytes, but must have from 24 to 64")]
    Length(usize),
}

impl Secret {
    /// Reads a secret: `whsec_` and the key in base64, on a line each where there are several, the newest first.
    ///
    /// # Errors
    /// [`SecretError`]; it does not tell the secret.
    pub(crate) fn parse(text: &str) -> Result<Self, SecretError> {
        let keys: Vec<Vec<u8>> = text.split_whitespace().map(key).collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(SecretError::Empty) } else { Ok(Self { keys }) }
    }

    /// The value of `webhook-signature`: for each key `v1,` and the base64 of HMAC-SHA256 over
    /// `id.timestamp.body`, with a blank between two. `timestamp` is in seconds since 1970-01-01 UTC.
    pub(crate) fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let signatures = self.keys.iter().filter_map(|key| {
            // HMAC takes keys of any length.
            let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
            mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
            Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
        });
        signatures.collect::<Vec<_>>().join(" ")
    }
}

fn key(text: &str) -> Result<Vec<u8>, SecretError> {
    let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::Prefix)?;
    let key = STANDARD.decode(encoded).map_err(|_| SecretError::Base64)?;
    if LENGTHS.contains(&key.len()) { Ok(key) } else { Err(SecretError::Length(key.len())) }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} keys)", self.keys.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector that the specification's own libraries are tested with.
    #[test]
    fn the_signature_is_that_of_the_specification() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn while_a_key_is_changed_both_sign() {
        let (old, new) =
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        let both = Secret::parse(&format!("{new}\n{old}\n")).unwrap().sign("a", 1, "{}");
        let each = [new, old].map(|text| Secret::parse(text).unwrap().sign("a", 1, "{}"));
        assert_eq!(both, each.join(" "));
        assert_ne!(each[0], each[1]);
    }

    #[test]
    fn what_is_no_secret_is_told_without_telling_it() {
        let parsed = |text: &str| Secret::parse(text).unwrap_err();
        assert_eq!(parsed(" \n"), SecretError::Empty);
        assert_eq!(parsed("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), SecretError::Prefix);
        assert_eq!(parsed("whsec_!!!"), SecretError::Base64);
        assert_eq!(parsed("whsec_c2hvcnQ="), SecretError::Length(5));
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(1 keys)");
    }
}
