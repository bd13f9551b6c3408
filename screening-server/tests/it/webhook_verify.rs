//! The check of a delivery's signature as docs/webhooks.md shows it.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Whether a delivery comes from who has the secret, and is not older or newer than five minutes.
pub(crate) fn verify(secret: &str, id: &str, timestamp: &str, signatures: &str, body: &str, now: i64) -> bool {
    let Some(key) = secret.strip_prefix("whsec_").and_then(|text| STANDARD.decode(text).ok()) else { return false };
    let fresh = timestamp.parse::<i64>().is_ok_and(|sent| (now - sent).abs() <= 300);
    let fits = |signature: &str| {
        let signature = signature.strip_prefix("v1,").and_then(|text| STANDARD.decode(text).ok());
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&key) else { return false };
        // Compares in constant time.
        signature.is_some_and(|signature| {
            mac.chain_update(format!("{id}.{timestamp}.{body}")).verify_slice(&signature).is_ok()
        })
    };
    fresh && signatures.split(' ').any(fits)
}
