//! Screens X-ray pictures of parcels for firearms, their parts and ammunition: bytes in, [`report::Report`] out.
//!
//! ```no_run
//! use screening_core::{
//!     detect::{Detector, Engine, EngineOptions},
//!     model::Manifest,
//!     overlay::{annotate, encode_png},
//!     pipeline::{ScreenOptions, Screener, ViewBytes},
//!     verdict::Policy,
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let engine = Engine::start(&EngineOptions::default())?; // the embedded one; name a library for a faster one
//! let manifest = Manifest::parse(&std::fs::read_to_string("models/parcel-standard.toml")?)?;
//! let detector = Detector::load(manifest, &std::fs::read("models/parcel-standard.onnx")?, &engine)?;
//! let screener = Screener::new(detector, Policy::default(), ScreenOptions::default());
//!
//! let png = std::fs::read("parcel.png")?;
//! let screened = screener.screen_bytes(&[ViewBytes::new("top", &png)]); // never errs: see below
//! println!("{}", screened.report.summary());
//! if let Some(picture) = &screened.pictures[0] {
//!     let drawn = annotate(&picture.rgb, &screened.report.regions, Some(&picture.dense));
//!     std::fs::write("parcel.annotated.png", encode_png(&drawn)?)?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A report says ALARM, CLEAR or UNKNOWN and why. Whatever goes wrong (a file that cannot be read, a
//! failing engine, a parcel that is too dense or cut off) is UNKNOWN with its reason, beside an alarm
//! where there is one all the same. Nothing is CLEAR by default. A report flags regions for a person to
//! look at; it is no legal finding.
//!
//! [`pipeline`] knows the order of the steps, and each is a module of its own that can be used alone:
//! [`decode`] -> [`quality`] -> [`normalise`] (with [`calibrate`] and [`material`] for dual energy) ->
//! [`mod@tile`] -> [`detect`] (with the manifest in [`model`]) -> [`fuse`] -> [`verdict`]. [`overlay`]
//! draws the result, [`evaluate`] measures a detector.
//!
//! This crate has no wall clock, disk, network, async or global state, but for what an engine keeps by itself.

pub mod calibrate;
pub mod decode;
pub mod detect;
pub mod evaluate;
mod font;
pub mod fuse;
pub mod geometry;
pub mod material;
pub mod model;
pub mod normalise;
pub mod overlay;
pub mod pipeline;
pub mod quality;
pub mod report;
pub mod scan;
pub mod taxonomy;
pub mod tile;
pub mod verdict;
