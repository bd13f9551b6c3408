//! Names of accounts.

use thiserror::Error;

/// Longest name, in characters.
const LONGEST: usize = 64;

/// A name that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "a user's name has 1 to {LONGEST} letters, digits, dots, hyphens, underscores or @, and begins with a letter or digit"
)]
pub(crate) struct BadName;

/// The name of an account as it is kept: in small letters, so that no two look alike.
///
/// # Errors
/// [`BadName`]
pub(crate) fn user_name(text: &str) -> Result<String, BadName> {
    let name = text.trim().to_ascii_lowercase();
    let fits = (1..=LONGEST).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    fits.then_some(name).ok_or(BadName)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_simple_and_in_small_letters() {
        assert_eq!(user_name(" Anna.Berg@site-2 "), Ok("anna.berg@site-2".to_owned()));
        for text in ["", " ", "anna berg", "-anna", "änna", "an\nna", &"a".repeat(65), "a/b", "a=b"] {
            assert_eq!(user_name(text), Err(BadName), "{text}");
        }
    }
}
