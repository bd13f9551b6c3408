//! Where a threat may lie: inside the parcel's hull, where it can still be seen, and where there is room for it.

use screening_core::geometry::PixelBox;

use super::{
    error::{Obstacle, ProjectError},
    host::Host,
    matched::{Matched, Window},
};
use crate::dice::Dice;

const TRIES: usize = 400;
/// Share of a threat's pixels that may lie where the beam does not come through.
const MOST_DENSE: f32 = 0.25;
/// Share that may lie on saturated samples.
const MOST_SATURATED: f32 = 0.05;
/// Share that may lie where the parcel seems full.
const MOST_FULL: f32 = 0.15;
/// Attenuation of one millimetre of water at the higher energy, about: turns attenuation into the depth that is taken.
/// Denser matter takes less than that, so the estimate keeps clear of metal.
const WATER_PER_MM: f32 = 0.017;
/// A parcel is taken to be as deep as its shorter side, and no deeper than the tunnel of a parcel scanner, mm.
const TUNNEL_MM: f32 = 600.0;

/// How much larger than every parcel a threat is refused before it is drawn: its bounds are a little larger than its shadow.
const SURELY: f32 = 1.25;

/// Refuses a threat of so many pixels, turned in the picture by any angle, that no parcel can hold. To draw it would take as
/// much memory as the scale, which may be wrong, makes it large.
pub(super) fn may_fit(host: &Host, name: &str, size: [f32; 2]) -> Result<(), ProjectError> {
    // What is as long as this has a box whose longer side is at least the square's with this diagonal.
    let least = size[0].max(size[1]) / (SURELY * std::f32::consts::SQRT_2);
    let holds = |parcel: &PixelBox| parcel.width.max(parcel.height) >= least;
    if host.parcels.iter().any(holds) { Ok(()) } else { Err(too_large(host, name, size)) }
}

fn too_large(host: &Host, name: &str, size: [f32; 2]) -> ProjectError {
    let mm = host.mm_per_pixel();
    let of = |size: [f32; 2]| [0, 1].map(|axis| (size[axis] * mm[axis]).round() as u32);
    let parcel = host.parcels.first().map_or([0.0; 2], |parcel| [parcel.width, parcel.height]);
    ProjectError::TooLarge { name: name.to_owned(), threat_mm: of(size), parcel_mm: of(parcel) }
}

/// Draws a place for the threat's top left pixel.
pub(super) fn place(host: &Host, threat: &Matched, name: &str, dice: &mut Dice) -> Result<[usize; 2], ProjectError> {
    let name = || name.to_owned();
    let Some(mask) = Window::around(&threat.mask, threat.width, 0) else {
        return Err(ProjectError::EmptyMask { name: name() });
    };
    let mm = host.mm_per_pixel();
    let parcels: Vec<_> = host
        .parcels
        .iter()
        .filter(|parcel| parcel.width >= mask.width as f32 && parcel.height >= mask.height as f32)
        .collect();
    if parcels.is_empty() {
        return Err(too_large(host, &name(), [mask.width as f32, mask.height as f32]));
    }
    let marked: Vec<(usize, usize)> = (0..threat.mask.len())
        .filter(|&i| threat.mask[i])
        .map(|i| (i % threat.width - mask.x, i / threat.width - mask.y))
        .collect();
    let channel = usize::from(host.planes.len() > 1);
    let mut met = std::collections::BTreeMap::new();
    for _ in 0..TRIES {
        let parcel = dice.pick(&parcels);
        let left = dice.int(parcel.x as usize, (parcel.right() as usize).saturating_sub(mask.width));
        let top = dice.int(parcel.y as usize, (parcel.bottom() as usize).saturating_sub(mask.height));
        // The window around the mask must lie in the picture too.
        let (Some(x), Some(y)) = (left.checked_sub(mask.x), top.checked_sub(mask.y)) else { continue };
        if x + threat.width > host.width() || y + threat.height > host.height() {
            continue;
        }
        let depth = (parcel.width * mm[0]).min(parcel.height * mm[1]).min(TUNNEL_MM);
        let room = depth - threat.depth_mm.min(depth);
        let mut counts = [0usize; 4];
        for &(dx, dy) in &marked {
            let i = (top + dy) * host.width() + left + dx;
            counts[0] += usize::from(!host.inside[i]);
            counts[1] += usize::from(host.dense[i]);
            counts[2] += usize::from(host.saturated[i]);
            counts[3] += usize::from(-host.planes[channel][i].max(1e-5).ln() / WATER_PER_MM > room);
        }
        let share = |count: usize| count as f32 / marked.len() as f32;
        let obstacle = if counts[0] > 0 {
            Obstacle::OutsideParcel
        } else if share(counts[1]) > MOST_DENSE {
            Obstacle::TooDense
        } else if share(counts[2]) > MOST_SATURATED {
            Obstacle::Saturated
        } else if share(counts[3]) > MOST_FULL {
            Obstacle::NoVolume
        } else {
            return Ok([x, y]);
        };
        *met.entry(obstacle).or_insert(0usize) += 1;
    }
    let reason = met.into_iter().max_by_key(|&(_, count)| count).map_or(Obstacle::OutsideParcel, |(which, _)| which);
    Err(ProjectError::NoPlace { name: name(), reason })
}
