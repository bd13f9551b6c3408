//! Threat image projection: a threat from a library is put into a benign scan, with known truth.
//!
//! [`Projector::new`] measures the host ([`Profile`]: blur, trail, noise, scatter). [`Projector::project`] brings the threat
//! to the host's scale, finds a place for it inside the parcel, multiplies transmissions (Beer and Lambert) with the beam
//! hardening put right where the scan has two energies, and adds the scatter and noise that a real scan would have. The
//! result comes with its truth, and with a [`Realism`] score below which it is refused. `docs/projection.md` has formulas,
//! sources and measurements.

mod batch;
mod compose;
mod edges;
mod error;
mod factors;
mod files;
pub mod hardening;
mod host;
mod library;
mod matched;
mod paint;
mod place;
mod profile;
mod realism;
mod scanned;
mod sheet;
#[cfg(test)]
mod tests;
mod threat;

use screening_core::{
    geometry::PixelBox,
    scan::{Plane, View},
    taxonomy::ThreatClass,
};

pub use self::{
    batch::{BatchError, BatchSpec, BatchSummary, Source, project_batch},
    error::{Form, Obstacle, ProjectError},
    factors::Factors,
    files::{EncodeError, FileError, encode_view},
    host::Host,
    library::{LibraryError, read_library},
    profile::{Noise, Profile},
    realism::Realism,
    scanned::{PictureError, ScanFiles, ScannedParcel, ThreatPicture, ThreatSpec},
    threat::{Cutout, CutoutFacts, Shape, Threat},
};
use self::{
    matched::{Matched, Window},
    place::place,
};
use crate::{dice::Dice, physics::beam::Beam};

/// How a threat is projected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProjectOptions {
    /// Cut-outs are turned in the picture by any angle; shapes are turned when they are drawn.
    pub turn: bool,
    /// Whether beam hardening is put right where there are two energies.
    pub hardening: bool,
    /// Realism below which a projection is refused, 0 to 1.
    pub least_realism: f32,
}

impl Default for ProjectOptions {
    fn default() -> Self {
        Self { turn: true, hardening: true, least_realism: 0.5 }
    }
}

/// What is known of a projected threat.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectedTruth {
    /// Its class.
    pub class: ThreatClass,
    /// The bounds of its mask, pixels.
    pub bbox: PixelBox,
    /// Its pixels.
    pub mask: Plane<bool>,
    /// Whether it can be seen at all: enough pixels, and the beam gets through what covers it.
    pub visible: bool,
    /// What makes it hard to see.
    pub factors: Factors,
}

/// A host with a threat in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// The picture, of the host's form, size and depth.
    pub view: View,
    /// The truth.
    pub truth: ProjectedTruth,
    /// How real it looks.
    pub realism: Realism,
    /// Transmission of each channel, row by row.
    pub planes: Vec<Vec<f32>>,
}

/// One host, measured, and the beam that it was scanned with.
#[derive(Clone, Debug)]
pub struct Projector {
    host: Host,
    profile: Profile,
    beam: Beam,
}

impl Projector {
    /// Measures a host.
    pub fn new(host: Host, beam: Beam) -> Self {
        let profile = Profile::of(&host);
        Self { host, profile, beam }
    }

    /// Takes a host whose scanner was measured elsewhere.
    pub fn with_profile(host: Host, beam: Beam, profile: Profile) -> Self {
        Self { host, profile, beam }
    }

    /// The host.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// What was measured.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Projects one threat. The same host, threat, options and state of `dice` give the same picture to the last bit.
    ///
    /// # Errors
    /// [`ProjectError`] when the threat does not fit the host or the result would not look real.
    pub fn project(
        &self,
        threat: &Threat,
        options: &ProjectOptions,
        dice: &mut Dice,
    ) -> Result<Projection, ProjectError> {
        let Self { host, profile, beam } = self;
        let angle = if options.turn { dice.uniform(0.0, std::f32::consts::TAU) } else { 0.0 };
        let matched = Matched::new(threat, angle, host, profile, beam)?;
        let at = match matched.at {
            Some(at) => at,
            None => place(host, &matched, threat.name(), dice)?,
        };
        let made = compose::compose(host, profile, options.hardening.then_some(beam), &matched, at, dice);
        let mut mask = vec![false; host.width() * host.height()];
        let area = Window { x: at[0], y: at[1], width: matched.width, height: matched.height };
        for (i, &marked) in area.indices(host.width()).zip(&matched.mask) {
            mask[i] = marked;
        }
        let realism = realism::score(host, profile, &matched, &made, &mask);
        if realism.score() < options.least_realism {
            return Err(ProjectError::Unrealistic { name: threat.name().to_owned(), realism });
        }
        let Some(bounds) = Window::around(&mask, host.width(), 0) else {
            return Err(ProjectError::EmptyMask { name: threat.name().to_owned() });
        };
        let truth = ProjectedTruth {
            class: threat.class(),
            bbox: PixelBox {
                x: bounds.x as f32,
                y: bounds.y as f32,
                width: bounds.width as f32,
                height: bounds.height as f32,
            },
            visible: factors::visible(host, &made.planes, &mask, bounds),
            factors: factors::measure(host, &made.planes, &mask, threat.rotation()),
            mask: Plane::new(host.width(), host.height(), mask)?,
        };
        Ok(Projection { view: host.with(&made.planes)?, truth, realism, planes: made.planes })
    }
}
