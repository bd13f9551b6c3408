//! The only room that names the engine: a model and its manifest in, detections out.
//!
//! ```no_run
//! use screening_core::{detect::{Detector, Engine, EngineOptions}, model::Manifest, scan::Plane, tile::Tile};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let engine = Engine::start(&EngineOptions::default())?;
//! let manifest = Manifest::parse(&std::fs::read_to_string("model.toml")?)?;
//! let detector = Detector::load(manifest, &std::fs::read("model.onnx")?, &engine)?;
//! let picture = Plane::filled(800, 600, [255u8; 3]);
//! for found in detector.detect(&picture, &Tile::whole(800, 600))?.detections {
//!     println!("{} {:.2} {:?}", found.class, found.score, found.bbox);
//! }
//! # Ok(())
//! # }
//! ```

mod check;
mod engine;
mod error;
mod head;
mod orientation;
mod pool;
mod session;
mod tensor;

use std::time::Instant;

use rayon::prelude::*;

pub use self::{
    check::{Finding, Severity, check_model},
    engine::{Engine, EngineOptions, Precision, Prefer},
    error::{DetectError, EngineError, ModelError},
};
use self::{
    head::{Dense, Head},
    orientation::Orientation,
    pool::Pool,
    session::{Provider, Ran, Runner, Running},
};
use crate::{
    geometry::PixelBox,
    model::Manifest,
    report::{EngineStamp, ModelStamp},
    scan::Plane,
    taxonomy::ThreatClass,
    tile::Tile,
};

/// One object found in a tile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// What it is taken for. One object may come as several classes at one place, each with its score.
    pub class: ThreatClass,
    /// 0 to 1, calibrated as the manifest says; at least the manifest's `score_floor`.
    pub score: f32,
    /// In pixels of the source view, within the tile; never empty.
    pub bbox: PixelBox,
}

/// What one tile gave, and where the time went.
#[derive(Clone, Debug, PartialEq)]
pub struct TileDetections {
    /// Best score first; of boxes of one class that overlap too much, the best alone.
    pub detections: Vec<Detection>,
    /// Milliseconds for cutting out, resizing and normalising.
    pub tensor_ms: f32,
    /// Milliseconds inside the engine.
    pub inference_ms: f32,
    /// Milliseconds for reading the engine's output.
    pub head_ms: f32,
}

/// A model, loaded, checked and ready. Shared between threads; each call of [`Self::detect`] waits for one
/// of its sessions.
pub struct Detector {
    manifest: Manifest,
    engine: Engine,
    onnx: Vec<u8>,
    provider: Provider,
    running: Running,
    head: Head,
    pool: Pool<Runner>,
}

impl Detector {
    /// Loads a model on the engine's best provider that takes it, with one session, and tries it on a test
    /// picture. [`Self::warm_up`] opens the other sessions.
    ///
    /// # Errors
    /// [`ModelError`] when the hash is another, the file cannot be read, inputs or outputs do not fit the
    /// manifest, or the test run fails or gives values that are no scores.
    pub fn load(manifest: Manifest, onnx: &[u8], engine: &Engine) -> Result<Self, ModelError> {
        if onnx.is_empty() {
            return Err(ModelError::Empty);
        }
        manifest.check_hash(onnx).map_err(|found| ModelError::Hash { expected: manifest.sha256.clone(), found })?;
        Self::load_unhashed(manifest, onnx, engine)
    }

    fn load_unhashed(manifest: Manifest, onnx: &[u8], engine: &Engine) -> Result<Self, ModelError> {
        let (provider, running, mut runner, head) = session::open_first(engine, &manifest, onnx)?;
        try_out(&mut runner, &manifest, &head)?;
        tracing::info!(
            model = manifest.name,
            version = manifest.version,
            engine = engine.name(),
            engine_version = engine.version(),
            provider = running.provider,
            precision = running.precision,
            "model loaded"
        );
        let pool = Pool::new(vec![runner]);
        Ok(Self { manifest, engine: engine.clone(), onnx: onnx.to_vec(), provider, running, head, pool })
    }

    /// What the model's manifest says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What really runs the model.
    pub fn stamp(&self) -> EngineStamp {
        EngineStamp {
            engine: self.engine.name().to_owned(),
            version: self.engine.version().to_owned(),
            provider: self.running.provider.clone(),
            precision: self.running.precision.clone(),
        }
    }

    /// Which model it is.
    pub fn model_stamp(&self) -> ModelStamp {
        ModelStamp {
            name: self.manifest.name.clone(),
            version: self.manifest.version.clone(),
            sha256: self.manifest.sha256.clone(),
        }
    }

    /// Sessions that are open, which is how many tiles are searched at a time.
    pub fn sessions(&self) -> usize {
        self.pool.len()
    }

    /// Opens all sessions that the engine's options allow and runs each once, so that no later call pays for
    /// it. For a few tiles it is not worth its time: one session takes as long to open as dozens of tiles.
    /// Sessions that crashed are replaced.
    ///
    /// # Errors
    /// [`ModelError`] when a session cannot be opened or fails on the test picture.
    pub fn warm_up(&self) -> Result<(), ModelError> {
        let missing = self.engine.threads().saturating_sub(self.pool.len());
        (0..missing).into_par_iter().try_for_each(|_| {
            let mut runner = session::open_more(&self.engine, self.provider, &self.manifest, &self.onnx)?;
            try_out(&mut runner, &self.manifest, &self.head)?;
            self.pool.add(runner);
            Ok(())
        })
    }

    /// Searches the region `tile` of the display picture `rgb` (air bright) in the manifest's orientations, waiting for
    /// an idle session for each. Times are the sums over all orientations.
    ///
    /// # Errors
    /// [`DetectError`]; a tile that ends so has not been searched.
    pub fn detect(&self, rgb: &Plane<[u8; 3]>, tile: &Tile) -> Result<TileDetections, DetectError> {
        let head = &self.head;
        let ran = match head.orientations() {
            [only] => self.run(rgb, tile, *only, |outputs| head.decode(outputs))?,
            several => {
                let run = |orientation: &Orientation| {
                    self.run(rgb, tile, *orientation, |outputs| head.upright(outputs, *orientation))
                };
                let ran = several.par_iter().map(run).collect::<Result<Vec<Ran<Dense>>, DetectError>>()?;
                let placement = ran[0].placement;
                let sum = |time: fn(&Ran<Dense>) -> f32| ran.iter().map(time).sum();
                let (tensor_ms, inference_ms, read_ms): (f32, f32, f32) =
                    (sum(|ran| ran.tensor_ms), sum(|ran| ran.inference_ms), sum(|ran| ran.head_ms));
                let begun = Instant::now();
                let seen = head.decode_mean(ran.into_iter().map(|ran| ran.seen).collect())?;
                Ran { seen, placement, tensor_ms, inference_ms, head_ms: read_ms + session::ms(begun.elapsed()) }
            }
        };
        let in_source = |candidate: &head::Candidate| {
            let bbox = ran.placement.to_source(candidate.bbox)?;
            Some(Detection { class: candidate.class, score: candidate.score, bbox })
        };
        Ok(TileDetections {
            detections: ran.seen.iter().filter_map(in_source).collect(),
            tensor_ms: ran.tensor_ms,
            inference_ms: ran.inference_ms,
            head_ms: ran.head_ms,
        })
    }

    /// One run of one session.
    fn run<T>(
        &self,
        rgb: &Plane<[u8; 3]>,
        tile: &Tile,
        orientation: Orientation,
        read: impl FnOnce(&[head::Output<'_>]) -> Result<T, DetectError>,
    ) -> Result<Ran<T>, DetectError> {
        let mut runner = self.pool.lend().ok_or(DetectError::NoSession)?;
        match runner.run(rgb, tile, orientation, read) {
            Ok(ran) => ran,
            Err(crash) => {
                runner.discard();
                tracing::error!(crash, left = self.pool.len(), "a session of the engine crashed and is given up");
                Err(DetectError::Crashed(crash))
            }
        }
    }
}

impl std::fmt::Debug for Detector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Detector")
            .field("model", &self.model_stamp())
            .field("engine", &self.stamp())
            .field("sessions", &self.sessions())
            .finish_non_exhaustive()
    }
}

/// Runs a session on a picture with a dark square, of the input's size.
fn try_out(runner: &mut Runner, manifest: &Manifest, head: &Head) -> Result<(), ModelError> {
    let (width, height) = (manifest.input.width, manifest.input.height);
    let within = |place: u32, side: u32| (side / 4..side / 2).contains(&place);
    let sample = |index: u32| {
        let (x, y) = (index % width, index / width);
        if within(x, width) && within(y, height) { [20, 40, 160] } else { [250; 3] }
    };
    let samples = (0..width * height).map(sample).collect();
    let picture = Plane::new(width as usize, height as usize, samples)
        .map_err(|error| ModelError::DryRun(DetectError::Resize(error.to_string())))?;
    let tile = Tile::whole(width, height);
    for orientation in head.orientations() {
        let read = |outputs: &[head::Output<'_>]| {
            if head.orientations().len() > 1 {
                head.upright(outputs, *orientation)?;
            }
            head.decode(outputs).map(drop)
        };
        match runner.run(&picture, &tile, *orientation, read) {
            Ok(Ok(_)) => {}
            Ok(Err(DetectError::Shape(text))) => return Err(ModelError::Output(text)),
            Ok(Err(error)) => return Err(ModelError::DryRun(error)),
            Err(crash) => return Err(ModelError::DryRun(DetectError::Crashed(crash))),
        }
    }
    Ok(())
}
