//! Items of projected parcels: a scan that was cleared, as it is or with one of the program's own threats in it.

use bytes::Bytes;
use datasets_synthetic::{
    dice::{Dice, Split},
    physics::beam::Beam,
    project::{PictureError, ScanFiles, ScannedParcel, ThreatSpec},
};
use screening_core::taxonomy::ThreatClass;

use super::{
    item::{ProjectedFactors, TrueThreat, Truth},
    make::Made,
    plan::Planned,
    rules::Rules,
};

/// Draws of shape, pose and place in one parcel before the next parcel is tried.
const TRIES: u64 = 12;

/// Parcels that are tried for one item.
pub(super) const MOST_HOSTS: usize = 3;

/// A parcel to project into.
#[derive(Clone, Debug)]
pub(super) struct HostScan {
    /// The pseudonym of its code.
    pub(super) parcel: Option<String>,
    /// The file, or the low layer of a pair.
    pub(super) picture: Bytes,
    /// The high layer of a pair.
    pub(super) high: Option<Bytes>,
    /// Millimetres a pixel along x and y.
    pub(super) mm_per_pixel: [f32; 2],
}

/// What one item shows.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The threat; none for a parcel as it is.
    pub(super) threat: Option<ThreatClass>,
    /// Classes to choose from.
    pub(super) choices: Vec<ThreatClass>,
    /// How many parcels were tried before.
    pub(super) before: u64,
}

/// Makes one item of a parcel.
///
/// # Errors
/// [`PictureError`] of the last draw, when none gave what the rules ask for.
pub(super) fn project(
    beam: &Beam,
    rules: &Rules,
    planned: &Planned,
    wanted: &Wanted,
    host: &HostScan,
) -> Result<Made, PictureError> {
    let files = ScanFiles { picture: &host.picture, high: host.high.as_deref() };
    let scanned = ScannedParcel::read(files, host.mm_per_pixel, beam)?;
    let made = |picture, alone, threat| Made {
        picture,
        alone,
        size: scanned.size(),
        mm_per_pixel: Some(host.mm_per_pixel),
        choices: wanted.choices.iter().map(|class| (class.name().to_owned(), None)).collect(),
        enhancement: planned.enhancement.clone(),
        truth: Truth {
            threat,
            choice: wanted.choices.iter().position(|class| Some(*class) == wanted.threat),
            ..Truth::default()
        },
        parcel: host.parcel.clone(),
    };
    let Some(class) = wanted.threat else { return Ok(made(scanned.plain()?, None, None)) };
    let spec = ThreatSpec {
        class,
        view_difficulty: rules.view_difficulty.map(|value| value as f32),
        superposition: rules.superposition.map(|value| value as f32),
        least_realism: rules.least_realism as f32,
    };
    let first = (u64::from(planned.scene) * MOST_HOSTS as u64 + wanted.before) * TRIES;
    let mut attempt = 0;
    loop {
        let mut dice = Dice::new(u64::from(rules.seed), first + attempt, Split::Train);
        attempt += 1;
        let found = match scanned.with_threat(&spec, &mut dice) {
            Ok(found) => found,
            Err(error) if attempt >= TRIES => return Err(error),
            Err(_) => continue,
        };
        let (bbox, factors) = (found.truth.bbox, found.truth.factors);
        let threat = TrueThreat {
            class,
            bbox: [bbox.x, bbox.y, bbox.width, bbox.height].map(f64::from),
            view_difficulty: f64::from(factors.view_difficulty.unwrap_or_default()),
            superposition: f64::from(found.superposition),
            measured: true,
            projected: Some(ProjectedFactors {
                opacity: f64::from(factors.opacity),
                clutter: f64::from(factors.clutter),
                realism: f64::from(found.realism.score()),
            }),
        };
        return Ok(made(found.picture, Some(found.alone), Some(threat)));
    }
}
