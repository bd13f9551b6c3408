//! What the benches share: pictures made from a seed, so that no file is needed, and the shipped detector.
//!
//! Run them with `cargo xtask bench [NAME]`.

#![expect(clippy::expect_used, reason = "a bench that cannot be set up has nothing to measure")]

use std::{
    env,
    io::Cursor,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, Result};
use criterion::Criterion;
use datasets_synthetic::{
    dice::{Dice, Split},
    look::{Look, MaterialIndex},
    physics::{
        beam::{Beam, BeamSpec},
        detector::DetectorSpec,
    },
    raster::Grid,
    render::{Exposure, expose},
    scene::{Scene, SceneOptions},
};
use rayon::prelude::*;
use screening_core::{
    detect::{Detector, Engine, EngineOptions},
    model::Manifest,
    overlay::encode_png,
    quality::{self, QualityOptions},
    scan::{Pixels, Plane, View},
    tile::{self, Tile, TileOptions},
};
use tiff::encoder::{Compression, TiffEncoder, colortype::Gray16, compression::DeflateLevel};

/// Columns and rows of the picture that the goals are stated for.
pub const PICTURE: (usize, usize) = (1280, 960);

/// Columns and rows of the long line scan.
pub const LINE_SCAN: (usize, usize) = (16_000, 2000);

/// Full scale of a raw sample: air.
const AIR: f32 = 60_000.0;

/// One scanner, as it is set up once for many scans.
pub struct Scanner {
    beam: Beam,
    material: MaterialIndex,
}

impl Default for Scanner {
    fn default() -> Self {
        let beam = Beam::new(&BeamSpec::default()).expect("the attenuation data is compiled in");
        Self { material: MaterialIndex::new(&beam), beam }
    }
}

impl Scanner {
    /// The raw planes of scene number `index`, a parcel with a threat that fills `size` (columns, rows).
    pub fn expose(&self, index: u64, size: (usize, usize)) -> Exposure {
        let mut dice = Dice::new(1, index, Split::Train);
        let longest = size.0.max(size.1);
        let options = SceneOptions { long_side: [longest, longest], threat_share: 1.0, ..SceneOptions::default() };
        let mut scene = Scene::draw(&mut dice.fork(), &options);
        scene.grid = fitted(&scene.grid, size);
        let detector = DetectorSpec::draw(&mut dice);
        expose(&scene, &self.beam, &detector, &mut dice)
    }

    /// The pseudo-colour picture of an exposure.
    pub fn paint(&self, index: u64, exposure: &Exposure) -> Plane<[u8; 3]> {
        let mut dice = Dice::new(2, index, Split::Train);
        let Exposure { grid, low, high, floor, .. } = exposure;
        let picture = Look::standard().paint(grid.width, low, high, *floor, &self.material, &mut dice);
        Plane::new(picture.width, picture.height, picture.pixels).expect("a picture has the size it says")
    }

    /// Exposure and painting in one.
    pub fn picture(&self, index: u64, size: (usize, usize)) -> Plane<[u8; 3]> {
        self.paint(index, &self.expose(index, size))
    }
}

/// The grid of `size` in which all of `drawn` is seen, at the largest scale with square pixels.
fn fitted(drawn: &Grid, size: (usize, usize)) -> Grid {
    let scale = |pixels: usize, mm_per_pixel: f32, room: usize| pixels as f32 * mm_per_pixel / room as f32;
    let [x, y] = drawn.mm_per_pixel;
    let mm = scale(drawn.width, x, size.0).max(scale(drawn.height, y, size.1));
    Grid { width: size.0, height: size.1, mm_per_pixel: [mm, mm] }
}

/// Eight parcels on a belt, as one picture of [`LINE_SCAN`] pixels.
pub fn line_scan() -> Plane<[u8; 3]> {
    let (width, height) = LINE_SCAN;
    let scanner = Scanner::default();
    let parcels: Vec<Plane<[u8; 3]>> =
        (0..width / height).into_par_iter().map(|index| scanner.picture(index as u64, (height, height))).collect();
    let pixels = (0..height).flat_map(|y| parcels.iter().flat_map(move |parcel| parcel.row(y).to_vec())).collect();
    Plane::new(width, height, pixels).expect("the parcels fill the belt")
}

/// An 8-bit RGB PNG.
pub fn png(picture: &Plane<[u8; 3]>) -> Vec<u8> {
    encode_png(picture).expect("a picture that was made can be encoded")
}

/// The raw 16-bit samples of an exposure's low-energy and high-energy planes, air at 60,000.
pub fn raw(exposure: &Exposure) -> [Plane<u16>; 2] {
    let Grid { width, height, .. } = exposure.grid;
    [&exposure.low, &exposure.high].map(|transmission| {
        let samples = transmission.iter().map(|t| (t * AIR).round().clamp(0.0, 65_535.0) as u16).collect();
        Plane::new(width, height, samples).expect("an exposure has the size it says")
    })
}

/// A dual-energy pair as a TIFF of two 16-bit pages, deflated.
pub fn pair_tiff(planes: &[Plane<u16>; 2]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let encoder = TiffEncoder::new(&mut bytes).expect("memory can be written");
    let mut encoder = encoder.with_compression(Compression::Deflate(DeflateLevel::Fast));
    for plane in planes {
        let (width, height) = (plane.width() as u32, plane.height() as u32);
        encoder.write_image::<Gray16>(width, height, plane.data()).expect("memory can be written");
    }
    bytes.into_inner()
}

/// The shipped detector with so many sessions of one thread each, on the fastest engine that is here.
/// `SCREENING_MODEL` names another manifest, `SCREENING_ORT_LIBRARY` another library.
///
/// # Errors
/// When the model or its manifest cannot be read or used.
pub fn load_detector(threads: usize) -> Result<Detector> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = env::var_os("SCREENING_MODEL").map_or_else(|| root.join("models/parcel-standard.toml"), PathBuf::from);
    let unread = || format!("{} cannot be read", path.display());
    let manifest = Manifest::parse(&std::fs::read_to_string(&path).with_context(unread)?)?;
    let onnx = std::fs::read(path.with_extension("onnx")).with_context(unread)?;
    let installed = Some(root.join(".engine/lib")).filter(|folder| folder.is_dir());
    let library = env::var_os("SCREENING_ORT_LIBRARY").map(PathBuf::from).or(installed);
    let engine = Engine::start(&EngineOptions { library, threads, ..EngineOptions::default() })?;
    let detector = Detector::load(manifest, &onnx, &engine)?;
    detector.warm_up()?;
    Ok(detector)
}

/// [`load_detector`] for a bench, which has nothing to measure without one. Says what runs.
///
/// # Panics
/// When there is no detector.
pub fn detector(threads: usize) -> Detector {
    let detector = load_detector(threads).expect("the benches need the shipped model");
    eprintln!("{}", stamp(&detector));
    detector
}

/// Which model runs on what, in one line.
pub fn stamp(detector: &Detector) -> String {
    let (model, engine) = (detector.model_stamp(), detector.stamp());
    format!(
        "{} {} on {} {}, {}, {}; {} session(s)",
        model.name,
        model.version,
        engine.engine,
        engine.version,
        engine.provider,
        engine.precision,
        detector.sessions()
    )
}

/// A decoded view of a pseudo-colour picture.
pub fn colour_view(picture: Plane<[u8; 3]>) -> View {
    View { name: "top".to_owned(), pixels: Pixels::Colour(picture), source_bits: 8, mm_per_pixel: None }
}

/// The tiles that the pipeline plans for a view.
pub fn tiles(view: &View) -> Vec<Tile> {
    let gate = quality::assess(view, &QualityOptions::default());
    tile::plan(&gate.air, &TileOptions::default()).tiles
}

/// Criterion with the arguments of the command line; shorter than its default, since there are many stages.
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args()
}
