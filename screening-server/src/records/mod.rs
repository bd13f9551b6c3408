//! What became of parcels, and what that says of the work: outcomes of opening with their photos, the sample that is
//! reviewed twice, figures with their intervals, truth to train with. docs/quality.md has the formulas.
//!
//! All but `draw` is pure: `store` reads and keeps, `api` writes JSON.

mod bucket;
mod draw;
mod figures;
mod outcome;
mod photo;
mod proportion;
mod quality;
mod sample;
mod truth;

pub(crate) use self::{
    bucket::Bucket,
    draw::keep_drawing,
    figures::{DecisionBucket, DecisionFigures, DecisionGroup, FoundClass, LaneFigures, OutcomeFigures, OutcomeLane},
    outcome::{Item, Outcome},
    photo::{MOST_PHOTOS, Photo, PhotoFault, PhotoLimits},
    proportion::Proportion,
    quality::{QualityCell, QualityCounts, QualityGroup, QualityKey, grouped},
    sample::{SampleRules, Shares, is_drawn},
    truth::{LastWord, Truth, TruthRegion, known_by, last_word, truth},
};
