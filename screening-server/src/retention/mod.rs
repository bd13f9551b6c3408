//! What is kept, how long, and under which name it leaves: docs/privacy.md.

mod pseudonym;
mod rules;
mod sweep;

pub(crate) use self::{
    pseudonym::{PseudonymError, PseudonymKey, Pseudonyms},
    rules::{Class, Due, Rule, Rules},
    sweep::{Swept, keep_sweeping, sweep},
};
