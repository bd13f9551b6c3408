//! The work of people on parcels: which come to them, in which order, how long one holds a parcel, what may be decided,
//! and what becomes of it. docs/review.md has the words and the rules.
//!
//! All but `keep` is pure; `store::reviews` and `store::decisions` apply it in their transactions.

mod decision;
mod keep;
mod rules;
mod urgency;
mod words;

pub(crate) use self::{
    decision::{Draft, Fault, MarkedRegion, Next, Subject, SubjectView, check, next, resting},
    keep::keep_reviews,
    rules::{LaneList, Rules, TimeLimit, TimeLimits},
    urgency::risk,
    words::{Action, Change, Opinion, Purpose, State},
};

/// The level of operators.
pub(crate) const FIRST_LEVEL: u8 = 1;

/// The highest level.
pub(crate) const LAST_LEVEL: u8 = 3;

/// Someone who reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reviewer {
    /// The account, or what stands for everyone while authentication is off.
    pub(crate) name: String,
    /// The highest level that they may take.
    pub(crate) most_level: u8,
    /// Whether the name is theirs alone.
    pub(crate) is_known: bool,
}
