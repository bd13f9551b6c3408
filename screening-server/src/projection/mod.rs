//! Live threat image projection: now and then a fictitious threat, in a copy of the picture of a parcel that the machine
//! cleared, waits among the parcels that people look at. docs/live-projection.md has the rules, and why no parcel is harmed.
//!
//! `rules`, `score` and `report` are pure; `make` draws a picture; `keep` puts pictures before people and takes them away;
//! `store::projections` keeps them, apart from every parcel's record.

mod keep;
mod make;
mod report;
mod rules;
mod score;

pub(crate) use self::{
    keep::keep_projecting,
    report::{MonthlyRow, Shown, monthly},
    rules::{ProjectionRules, Scales},
    score::{Score, score},
};
