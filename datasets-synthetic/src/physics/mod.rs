//! X-ray physics: what the tube sends, what matter takes, what the detector sees.

pub mod beam;
pub mod detector;
pub mod material;
pub mod spectrum;
