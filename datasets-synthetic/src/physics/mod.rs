//! X-ray physics: what the tube sends, what matter takes, what the detector sees.

pub mod beam;
pub mod detector;
pub mod faults;
pub mod material;
pub mod nist;
pub mod spectrum;
