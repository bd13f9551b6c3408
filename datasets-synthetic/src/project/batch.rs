//! A folder of hosts, each with threats projected in: pictures, masks, a report in JSON lines and a contact sheet.

use std::{
    fs,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use screening_core::{
    decode::{DecodeError, Limits, decode_view},
    taxonomy::ThreatClass,
};
use serde::Serialize;
use thiserror::Error;

use super::{
    Host, Profile, ProjectError, ProjectOptions, Projection, Projector,
    files::{self, FileError},
    sheet::Sheet,
    threat::{Shape, Threat},
};
use crate::{
    dice::{Dice, Split},
    physics::beam::{Beam, BeamError, BeamSpec},
};

/// Hosts that the scanner is measured in.
const MOST_MEASURED: usize = 16;

/// Where threats come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Shapes of this crate, drawn anew for each picture.
    Shapes(Vec<ThreatClass>),
    /// Cut-outs.
    Library(Vec<Threat>),
}

/// What to make.
#[derive(Clone, Debug)]
pub struct BatchSpec {
    /// Fixes every draw.
    pub seed: u64,
    /// The hosts' pictures.
    pub hosts: Vec<PathBuf>,
    /// Millimetres per pixel of the hosts, along x and y.
    pub mm_per_pixel: Option<[f32; 2]>,
    /// Tube voltage of the hosts' scanner, kVp; the nearest of 100, 120, 140, 160 and 180 is taken.
    pub kvp: f64,
    /// The threats.
    pub source: Source,
    /// Pictures made of each host.
    pub each: u32,
    /// How threats are projected.
    pub options: ProjectOptions,
    /// Draws of place, turn and threat before a picture is given up.
    pub tries: u32,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchSummary {
    /// Pictures written.
    pub made: usize,
    /// Pictures refused; the report says why.
    pub refused: usize,
}

/// A batch could not be made at all.
#[derive(Debug, Error)]
pub enum BatchError {
    /// No hosts.
    #[error(
        "there is no picture to project into; name scans of benign parcels (PNG, JPEG, TIFF or BMP), or a folder of them"
    )]
    NoHosts,
    /// No threats.
    #[error("there is no threat to project; name a library or at least one class")]
    NoThreats,
    /// The output could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The physics could not be set up.
    #[error(transparent)]
    Beam(#[from] BeamError),
}

/// Why one picture was not made.
#[derive(Debug, Error)]
enum Refusal {
    #[error("it could not be read: {0}; check its rights")]
    Read(#[from] std::io::Error),
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error(transparent)]
    Project(#[from] ProjectError),
}

/// A line of the report.
#[derive(Serialize)]
#[serde(untagged)]
enum Line {
    Made {
        host: String,
        picture: String,
        mask: String,
        class: &'static str,
        threat: String,
        bbox: [f32; 4],
        area: usize,
        visible: bool,
        view_difficulty: Option<f32>,
        superposition: f32,
        opacity: f32,
        clutter: f32,
        parcel_size: usize,
        realism: RealismLine,
    },
    Refused {
        host: String,
        refused: String,
    },
}

#[derive(Serialize)]
struct RealismLine {
    score: f32,
    edges: f32,
    noise: f32,
    material: f32,
}

/// One picture that was made.
struct Made {
    projection: Projection,
    threat: String,
}

/// Makes a batch in `out`: `000000.tiff` (pairs and 16-bit grey) or `.png`, `000000.mask.png`, `report.jsonl` with a line
/// for each picture made or refused, in the order of the hosts, and `sheet.png` with the first pictures. The same seed,
/// hosts and threats give the same bytes. `done` is called after each host, from any thread.
///
/// # Errors
/// [`BatchError`] when nothing could be made; a host that fails is a line of the report.
pub fn project_batch(spec: &BatchSpec, out: &Path, done: impl Fn() + Sync) -> Result<BatchSummary, BatchError> {
    let threats = match &spec.source {
        Source::Shapes(classes) => classes.len(),
        Source::Library(threats) => threats.len(),
    };
    match (spec.hosts.is_empty(), threats) {
        (true, _) => return Err(BatchError::NoHosts),
        (_, 0) => return Err(BatchError::NoThreats),
        _ => {}
    }
    let beam = Beam::new(&BeamSpec { kvp: spec.kvp, ..BeamSpec::default() })?;
    fs::create_dir_all(out).map_err(|source| FileError::write(out, source))?;
    let report = out.join("report.jsonl");
    let failed = |source| FileError::write(&report, source);
    let mut lines = BufWriter::new(fs::File::create(&report).map_err(failed)?);
    let mut summary = BatchSummary::default();
    let mut sheet = Sheet::new();
    // Hosts of one batch come from one scanner, which several scans tell better than one. A host that cannot be read is
    // told when its turn comes.
    let sample = spec.hosts.len().min(MOST_MEASURED);
    let scans: Vec<Profile> = (0..sample)
        .into_par_iter()
        .filter_map(|index| prepare(spec, index).ok())
        .map(|host| Profile::of(&host))
        .collect();
    // A few hosts at a time bound what is held in memory.
    let indices: Vec<usize> = (0..spec.hosts.len()).collect();
    for group in indices.chunks(rayon::current_num_threads().max(1)) {
        let results: Vec<_> = group
            .par_iter()
            .map(|&index| {
                let made = one_host(spec, index, &beam, &scans);
                done();
                made
            })
            .collect();
        for (&index, results) in group.iter().zip(results) {
            let host = spec.hosts[index].display().to_string();
            for (number, result) in results.into_iter().enumerate() {
                let line = match result {
                    Ok(made) => {
                        let stem = format!("{:06}", index * spec.each as usize + number);
                        let picture = files::write_view(&made.projection.view, out, &stem)?;
                        let mask = files::write_mask(&made.projection.truth.mask, out, &stem)?;
                        sheet.add(&made.projection);
                        summary.made += 1;
                        made_line(host.clone(), picture, mask, made)
                    }
                    Err(refusal) => {
                        summary.refused += 1;
                        Line::Refused { host: host.clone(), refused: refusal.to_string() }
                    }
                };
                serde_json::to_writer(&mut lines, &line).map_err(|error| failed(error.into()))?;
                lines.write_all(b"\n").map_err(failed)?;
            }
        }
    }
    lines.flush().map_err(failed)?;
    sheet.write(&out.join("sheet.png"))?;
    Ok(summary)
}

fn one_host(spec: &BatchSpec, index: usize, beam: &Beam, scans: &[Profile]) -> Vec<Result<Made, Refusal>> {
    let host = match prepare(spec, index) {
        Ok(host) => host,
        Err(refusal) => return vec![Err(refusal)],
    };
    let profile = Profile::of(&host).of_one_scanner(scans);
    let projector = Projector::with_profile(host, beam.clone(), profile);
    (0..u64::from(spec.each))
        .map(|number| {
            let mut dice = Dice::new(spec.seed, index as u64 * u64::from(spec.each) + number, Split::Train);
            let mut last = None;
            for _ in 0..spec.tries.max(1) {
                let threat = draw(&spec.source, &mut dice);
                match projector.project(&threat, &spec.options, &mut dice) {
                    Ok(projection) => return Ok(Made { projection, threat: threat.name().to_owned() }),
                    Err(error) => last = Some(error),
                }
            }
            Err(last.map_or(Refusal::Project(ProjectError::NoParcel), Refusal::Project))
        })
        .collect()
}

fn prepare(spec: &BatchSpec, index: usize) -> Result<Host, Refusal> {
    let path = &spec.hosts[index];
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut view = decode_view(&name, &fs::read(path)?, &Limits::default())?;
    view.mm_per_pixel = spec.mm_per_pixel;
    Ok(Host::new(view)?)
}

fn draw(source: &Source, dice: &mut Dice) -> Threat {
    match source {
        Source::Shapes(classes) => Threat::Shape(Shape::draw(*dice.pick(classes), true, dice)),
        Source::Library(threats) => dice.pick(threats).clone(),
    }
}

fn made_line(host: String, picture: String, mask: String, made: Made) -> Line {
    let Made { projection: Projection { truth, realism, .. }, threat } = made;
    Line::Made {
        host,
        picture,
        mask,
        class: truth.class.name(),
        threat,
        bbox: truth.bbox.into(),
        area: truth.mask.data().iter().filter(|&&m| m).count(),
        visible: truth.visible,
        view_difficulty: truth.factors.view_difficulty,
        superposition: truth.factors.superposition,
        opacity: truth.factors.opacity,
        clutter: truth.factors.clutter,
        parcel_size: truth.factors.parcel_size,
        realism: RealismLine {
            score: realism.score(),
            edges: realism.edges,
            noise: realism.noise,
            material: realism.material,
        },
    }
}
