//! Passwords: which are taken, and how they are kept (argon2id with the parameters that OWASP asks for at least: 19 MiB,
//! two passes, one lane).

use argon2::{
    Argon2,
    password_hash::{Error, PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use thiserror::Error;

/// Shortest password, in characters.
pub(crate) const SHORTEST: usize = 12;

/// Longest password, in bytes: beyond it, hashing only costs time.
const LONGEST: usize = 256;

/// Fewest different characters of a password.
const FEWEST_DIFFERENT: usize = 5;

/// The hash of a password that nobody has. Checked where there is no account, so that it takes as long as where there is.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$PXJHQ0QePQmxMjDBLTMjCw$GVsUYcqZb8Ou4kWO5Qf8oXdZQRBVZ4HfR4yM1hLpB3w";

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum WeakPassword {
    #[error("the password is too short: use at least {SHORTEST} characters")]
    Short,
    #[error("the password is too long: use at most {LONGEST} bytes")]
    Long,
    #[error("the password repeats a few characters: use at least {FEWEST_DIFFERENT} different ones")]
    Monotonous,
    #[error("the password holds the account's name: use another one")]
    HoldsName,
}

/// Whether a password may be set for an account.
///
/// # Errors
/// [`WeakPassword`] says what is wrong.
pub(crate) fn check_strength(name: &str, password: &str) -> Result<(), WeakPassword> {
    let mut different: Vec<char> = password.chars().collect();
    let characters = different.len();
    different.sort_unstable();
    different.dedup();
    if characters < SHORTEST {
        Err(WeakPassword::Short)
    } else if password.len() > LONGEST {
        Err(WeakPassword::Long)
    } else if different.len() < FEWEST_DIFFERENT {
        Err(WeakPassword::Monotonous)
    } else if name.len() >= 4 && password.to_lowercase().contains(&name.to_lowercase()) {
        Err(WeakPassword::HoldsName)
    } else {
        Ok(())
    }
}

/// The hash to keep, with a salt of its own (PHC string). Takes tens of milliseconds of a core: not for a thread that
/// answers requests.
///
/// # Errors
/// When the system has no random numbers.
pub(crate) fn hash(password: &str) -> Result<String, Error> {
    let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes())?;
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed. Takes as long where there is no hash. Not for a thread that answers
/// requests.
pub(crate) fn verify(password: &str, hash: Option<&str>) -> bool {
    let stored = hash.unwrap_or(NOBODYS);
    let Ok(parsed) = PasswordHash::new(stored) else { return false };
    let fits = password.len() <= LONGEST;
    let right = Argon2::default().verify_password(if fits { password.as_bytes() } else { b"" }, &parsed).is_ok();
    right && fits && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_password_is_known_and_no_other() {
        let stored = hash("correct horse battery").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("correct horse battery", Some(&stored)));
        assert!(!verify("correct horse batterz", Some(&stored)));
        assert!(!verify("", Some(&stored)));
        assert_ne!(stored, hash("correct horse battery").unwrap(), "each has a salt of its own");
    }

    #[test]
    fn the_hash_that_stands_for_no_account_is_as_costly_as_a_real_one_and_is_never_right() {
        let nobodys = PasswordHash::new(NOBODYS).unwrap();
        let real = hash("correct horse battery").unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(nobodys.params, real.params);
        assert_eq!(nobodys.hash.map(|hash| hash.len()), real.hash.map(|hash| hash.len()));
        assert!(!verify("correct horse battery", None));
    }

    #[test]
    fn weak_passwords_are_told_why() {
        assert_eq!(check_strength("anna", "correct horse"), Ok(()));
        assert_eq!(check_strength("anna", "ähörünßäöü12"), Ok(()));
        assert_eq!(check_strength("anna", "elevenchars"), Err(WeakPassword::Short));
        assert_eq!(check_strength("anna", &"x1y2z3".repeat(50)), Err(WeakPassword::Long));
        assert_eq!(check_strength("anna", "abababababab"), Err(WeakPassword::Monotonous));
        assert_eq!(check_strength("anna", "i am Anna, 1984"), Err(WeakPassword::HoldsName));
    }
}
