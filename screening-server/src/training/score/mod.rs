//! How well a trainee tells threats from ordinary goods, after signal detection theory. docs/scores.md has every formula
//! with its source.
//!
//! Pure: trials in, estimates with their sizes and intervals out. All intervals are at 95 %.

mod counts;
mod curve;
mod detection;
mod factor;
mod group;
mod interval;
mod staircase;
mod summary;
mod time;

pub(crate) use self::{
    counts::{Correction, Counts},
    curve::{Week, by_week},
    detection::{Detection, detection},
    factor::{Level, by_factor},
    group::{Group, GroupMean, SMALLEST_GROUP, compare},
    interval::Estimate,
    staircase::{BadTarget, Staircase},
    summary::{Judgement, Scores, Trial, score},
    time::MedianTime,
};
