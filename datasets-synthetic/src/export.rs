//! Writes a set: 16-bit pairs, pseudo-colour pictures and COCO truth.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use image::{
    ExtendedColorType, ImageEncoder as _,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use rayon::prelude::*;
use screening_core::taxonomy::ThreatClass;
use serde::Serialize;
use thiserror::Error;
use tiff::encoder::{Compression, TiffEncoder, colortype::Gray16};

use crate::{
    dice::{Dice, Split},
    extras::Extras,
    look::{Look, MaterialIndex, Picture},
    physics::{
        beam::{Beam, BeamError, BeamSpec},
        detector::DetectorSpec,
    },
    render::{Exposure, expose},
    scene::{Scene, SceneOptions},
};

/// Full scale of a pair's samples: air.
const AIR: f32 = 60_000.0;

/// What to make.
#[derive(Clone, Debug, PartialEq)]
pub struct SetSpec {
    /// Fixes every scene.
    pub seed: u64,
    /// Number of the first scene, so that a set can be made in parts.
    pub first: u64,
    /// Scenes.
    pub count: u64,
    /// Which part of the shape parameters' ranges is drawn from.
    pub split: Split,
    /// Pictures of each scene, each in another look.
    pub looks: u32,
    /// Which files of each scene are written.
    pub files: Files,
    /// What scenes are like.
    pub scene: SceneOptions,
    /// What is added to the plain scenes.
    pub extras: Extras,
}

/// Which files of a scene are written. Truth names the picture where there is one, else the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// Pseudo-colour pictures and 16-bit pairs.
    Both,
    /// Pseudo-colour pictures alone.
    Pictures,
    /// 16-bit pairs alone; one entry a scene, whatever the number of looks.
    Pairs,
}

/// A set could not be made.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The folder or a file in it could not be written.
    #[error("{path} could not be written: {source}; check the folder's rights and free space")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A picture could not be encoded.
    #[error("{path} could not be encoded: {message}")]
    Encode {
        /// The picture.
        path: PathBuf,
        /// What the codec said.
        message: String,
    },
    /// The physics could not be set up.
    #[error(transparent)]
    Beam(#[from] BeamError),
}

#[derive(Serialize)]
struct Coco<'a> {
    info: Info<'a>,
    images: Vec<ImageEntry>,
    annotations: Vec<Annotation>,
    categories: Vec<Category>,
}

#[derive(Serialize)]
struct Info<'a> {
    description: &'a str,
    seed: u64,
    first: u64,
    count: u64,
    split: &'a str,
    generator: &'a str,
}

#[derive(Serialize)]
struct ImageEntry {
    id: u64,
    file_name: String,
    width: usize,
    height: usize,
    scene: u64,
    mm_per_pixel: [f32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    pair: Option<String>,
}

#[derive(Serialize)]
struct Annotation {
    id: u64,
    image_id: u64,
    category_id: usize,
    bbox: [f32; 4],
    area: usize,
    iscrowd: u8,
    cover: f32,
    tilt: f32,
}

#[derive(Serialize)]
struct Category {
    id: usize,
    name: &'static str,
    supercategory: &'static str,
}

/// The scanners that scenes are sent through: each a beam with its material calibration.
pub struct Scanners {
    all: Vec<(Beam, MaterialIndex)>,
}

impl Scanners {
    /// One scanner for each stored tube voltage, with differing filters.
    ///
    /// # Errors
    /// [`BeamError`] when the attenuation data cannot be read.
    pub fn new() -> Result<Self, BeamError> {
        let specs = [
            (100.0, 1.0, 0.10, 0.4),
            (120.0, 2.0, 0.12, 0.5),
            (140.0, 2.0, 0.12, 0.6),
            (160.0, 2.0, 0.12, 0.6),
            (180.0, 3.0, 0.15, 0.8),
        ];
        let all = specs
            .into_iter()
            .map(|(kvp, filter_al_mm, front_csi, gap_cu_mm)| {
                let beam = Beam::new(&BeamSpec { kvp, filter_al_mm, front_csi, gap_cu_mm, ..BeamSpec::default() })?;
                let index = MaterialIndex::new(&beam);
                Ok((beam, index))
            })
            .collect::<Result<_, BeamError>>()?;
        Ok(Self { all })
    }
}

/// One scene, exposed and painted.
pub struct Rendered {
    /// Planes and truth.
    pub exposure: Exposure,
    /// The pictures, one a look.
    pub pictures: Vec<Picture>,
}

/// Makes scene number `index` of a set. The same seed, index and split give the same bytes on any
/// number of threads.
pub fn render_scene(spec: &SetSpec, index: u64, scanners: &Scanners) -> Rendered {
    let mut dice = Dice::new(spec.seed, index, spec.split);
    let mut extras = spec.extras.of_scene(spec.seed, index, spec.split);
    let mut scene = Scene::draw(&mut dice.fork(), &spec.scene);
    extras.furnish(&mut scene);
    let (beam, material) = dice.pick(&scanners.all);
    let detector = DetectorSpec::draw(&mut dice);
    let mut exposure = expose(&scene, beam, &detector, &mut dice);
    extras.wear(&mut exposure);
    let pictures = (0..spec.looks.max(1))
        .map(|_| {
            let mut dice = dice.fork();
            let look = extras.look(Look::draw(&mut dice));
            look.paint(exposure.grid.width, &exposure.low, &exposure.high, exposure.floor, material, &mut dice)
        })
        .collect();
    Rendered { exposure, pictures }
}

/// Makes the set in folder `out`: `colour/*.png`, `pairs/*.tiff` (two pages, 16 bit: low, then high
/// energy, air at 60000) and `truth.json` (COCO). `done` is called after each scene from any thread.
///
/// # Errors
/// [`ExportError`] when a file cannot be written or the physics cannot be set up.
pub fn write_set(spec: &SetSpec, out: &Path, done: impl Fn() + Sync) -> Result<(), ExportError> {
    let folder = |name: &str| {
        let path = out.join(name);
        std::fs::create_dir_all(&path).map_err(|source| ExportError::Write { path: path.clone(), source })?;
        Ok::<_, ExportError>(path)
    };
    let wanted = |yes: bool, name: &str| if yes { folder(name).map(Some) } else { Ok(None) };
    let colour = wanted(spec.files != Files::Pairs, "colour")?;
    let pairs = wanted(spec.files != Files::Pictures, "pairs")?;
    let scanners = Scanners::new()?;
    let scenes: Vec<(Vec<ImageEntry>, Vec<Annotation>)> = (spec.first..spec.first.saturating_add(spec.count))
        .into_par_iter()
        .map(|index| {
            let entries = write_scene(spec, index, &scanners, colour.as_deref(), pairs.as_deref())?;
            done();
            Ok::<_, ExportError>(entries)
        })
        .collect::<Result<_, _>>()?;
    let (mut images, mut annotations) = (Vec::new(), Vec::new());
    for (scene_images, scene_annotations) in scenes {
        images.extend(scene_images);
        annotations.extend(scene_annotations);
    }
    for (number, annotation) in annotations.iter_mut().enumerate() {
        annotation.id = number as u64 + 1;
    }
    let coco = Coco {
        info: Info {
            description: "Synthetic X-ray scans of parcels with known truth",
            seed: spec.seed,
            first: spec.first,
            count: spec.count,
            split: match spec.split {
                Split::Train => "train",
                Split::HeldOut => "held-out",
            },
            generator: concat!("screening-synth ", env!("CARGO_PKG_VERSION")),
        },
        images,
        annotations,
        categories: ThreatClass::ALL
            .into_iter()
            .map(|class| Category { id: class.index() + 1, name: class.name(), supercategory: class.group().name() })
            .collect(),
    };
    let path = out.join("truth.json");
    let write = |source| ExportError::Write { path: path.clone(), source };
    let mut file = BufWriter::new(File::create(&path).map_err(write)?);
    serde_json::to_writer(&mut file, &coco).map_err(|error| write(error.into()))?;
    file.flush().map_err(write)
}

fn write_scene(
    spec: &SetSpec,
    index: u64,
    scanners: &Scanners,
    colour: Option<&Path>,
    pairs: Option<&Path>,
) -> Result<(Vec<ImageEntry>, Vec<Annotation>), ExportError> {
    let rendered = render_scene(spec, index, scanners);
    let exposure = &rendered.exposure;
    let pair = match pairs {
        Some(folder) => {
            let name = format!("{index:06}.tiff");
            write_pair(exposure, &folder.join(&name))?;
            Some(format!("pairs/{name}"))
        }
        None => None,
    };
    let (mut images, mut annotations) = (Vec::new(), Vec::new());
    let mut files = Vec::new();
    match (colour, &pair) {
        (Some(folder), _) => {
            for (number, picture) in rendered.pictures.iter().enumerate() {
                let name = if spec.looks > 1 { format!("{index:06}_{number}.png") } else { format!("{index:06}.png") };
                write_picture(picture, &folder.join(&name))?;
                files.push(format!("colour/{name}"));
            }
        }
        (None, pair) => files.extend(pair.clone()),
    }
    for (number, file_name) in files.into_iter().enumerate() {
        let id = index * u64::from(spec.looks.max(1)) + number as u64 + 1;
        images.push(ImageEntry {
            id,
            file_name,
            width: exposure.grid.width,
            height: exposure.grid.height,
            scene: index,
            mm_per_pixel: exposure.grid.mm_per_pixel,
            pair: pair.clone(),
        });
        annotations.extend(exposure.truth.iter().map(|truth| Annotation {
            id: 0,
            image_id: id,
            category_id: truth.class.index() + 1,
            bbox: truth.bbox.into(),
            area: truth.area,
            iscrowd: u8::from(!truth.visible),
            cover: truth.cover,
            tilt: truth.tilt,
        }));
    }
    Ok((images, annotations))
}

/// Writes an 8-bit RGB PNG.
///
/// # Errors
/// [`ExportError`] when the file cannot be written.
pub fn write_picture(picture: &Picture, path: &Path) -> Result<(), ExportError> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
        .write_image(
            picture.pixels.as_flattened(),
            picture.width as u32,
            picture.height as u32,
            ExtendedColorType::Rgb8,
        )
        .map_err(|error| ExportError::Encode { path: path.to_owned(), message: error.to_string() })?;
    std::fs::write(path, bytes).map_err(|source| ExportError::Write { path: path.to_owned(), source })
}

/// Writes a two-page 16-bit TIFF: low energy, then high.
///
/// # Errors
/// [`ExportError`] when the file cannot be written.
pub fn write_pair(exposure: &Exposure, path: &Path) -> Result<(), ExportError> {
    let (width, height) = (exposure.grid.width as u32, exposure.grid.height as u32);
    let encode = |error: tiff::TiffError| ExportError::Encode { path: path.to_owned(), message: error.to_string() };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes)
        .map_err(encode)?
        .with_compression(Compression::Deflate(tiff::encoder::compression::DeflateLevel::Fast));
    for plane in [&exposure.low, &exposure.high] {
        let samples: Vec<u16> = plane.iter().map(|&t| (t * AIR).round().clamp(0.0, 65_535.0) as u16).collect();
        encoder.write_image::<Gray16>(width, height, &samples).map_err(encode)?;
    }
    std::fs::write(path, bytes.into_inner()).map_err(|source| ExportError::Write { path: path.to_owned(), source })
}
