//! What can be wrong with a manifest.

use thiserror::Error;

use crate::taxonomy::UnknownClass;

/// A manifest that cannot be used.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum ManifestError {
    /// It is no TOML, or a key is unknown or of the wrong type.
    #[error("the manifest cannot be read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// Keys are missing or have values that make no sense; everything found, not only the first.
    #[error("the manifest has {}: {}", count(.0), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Problem>),
}

fn count(problems: &[Problem]) -> String {
    match problems.len() {
        1 => "a fault".to_owned(),
        n => format!("{n} faults"),
    }
}

/// One thing that is wrong with a manifest.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// A key that has no default is not there.
    #[error("`{key}` is missing: {what}")]
    Missing {
        /// The key, with its table.
        key: String,
        /// What it is for.
        what: &'static str,
    },
    /// A text must not be empty.
    #[error("`{key}` is empty")]
    Empty {
        /// The key, with its table.
        key: String,
    },
    /// A number outside its range.
    #[error("`{key}` is {found}, but must be {range}")]
    Range {
        /// The key, with its table.
        key: String,
        /// What is there.
        found: String,
        /// What may be there.
        range: &'static str,
    },
    /// A word that is none of those allowed.
    #[error("`{key}` is \"{found}\", but must be one of {}", .allowed.join(", "))]
    Choice {
        /// The key, with its table.
        key: String,
        /// What is there.
        found: String,
        /// What may be there.
        allowed: &'static [&'static str],
    },
    /// A class that the taxonomy does not have.
    #[error("class {index} (\"{name}\"): {source}; or \"ignore\"")]
    UnknownClass {
        /// Its place, from 0.
        index: usize,
        /// The model's name for it.
        name: String,
        /// What is there, and what may be there.
        source: UnknownClass,
    },
    /// The name of a group of the taxonomy where a class is asked for.
    #[error(
        "class {index} (\"{name}\"): '{group}' is a group of the taxonomy; name the class of it that the \
         model's class is nearest to: {}", .classes.join(", ")
    )]
    GroupForClass {
        /// Its place, from 0.
        index: usize,
        /// The model's name for it.
        name: String,
        /// The group that was named.
        group: String,
        /// The classes of that group.
        classes: Vec<&'static str>,
    },
    /// Two classes have one name.
    #[error("classes {first} and {second} are both called \"{name}\"")]
    SameName {
        /// The first's place, from 0.
        first: usize,
        /// The second's place.
        second: usize,
        /// The name.
        name: String,
    },
    /// Every class is ignored.
    #[error("every class is ignored: such a model could never raise an alarm")]
    AllIgnored,
    /// Not a SHA-256.
    #[error("`sha256` is \"{found}\", but must be the 64 hex digits that `sha256sum` prints for the .onnx file")]
    Hash {
        /// What is there.
        found: String,
    },
    /// A key that another setting makes meaningless.
    #[error("`{key}` does not go with {with}")]
    Conflict {
        /// The key, with its table.
        key: &'static str,
        /// What it does not go with.
        with: String,
    },
}
