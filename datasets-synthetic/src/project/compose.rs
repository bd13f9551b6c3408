//! The picture with the threat in it.

use super::{
    edges::sigma_for,
    hardening::{correction, decompose},
    host::Host,
    matched::{Matched, Window},
    profile::{Profile, noise_plane, surroundings},
};
use crate::{
    dice::Dice,
    physics::{
        beam::Beam,
        detector::{Signal, blur, blur_axes, lag},
    },
};

/// Pixels around a threat that blur and trail may reach.
pub(super) const REACH: usize = 10;
/// A change of transmission below this is none.
const NOTHING: f32 = 1e-5;
/// Standard deviation of the smoothing that takes noise out of the host's attenuation before its matter is estimated, pixels.
const SMOOTH: f32 = 1.2;

/// What projecting made.
pub(super) struct Composed {
    /// Transmission of each channel, the whole picture.
    pub(super) planes: Vec<Vec<f32>>,
    /// The window that may have changed.
    pub(super) window: Window,
    /// Share of the host's signal that the threat leaves, for each channel, in the window.
    pub(super) ratio: Vec<Vec<f32>>,
}

/// Multiplies the host's transmission with what the threat leaves of it: hardened, blurred, with scatter and noise. `beam`
/// is none where hardening is not to be corrected.
pub(super) fn compose(
    host: &Host,
    profile: &Profile,
    beam: Option<&Beam>,
    threat: &Matched,
    at: [usize; 2],
    dice: &mut Dice,
) -> Composed {
    let width = host.width();
    let place = Window { x: at[0], y: at[1], width: threat.width, height: threat.height };
    let window = place.grown(REACH, width, host.height());
    let around: Vec<Vec<f32>> = host.planes.iter().map(|plane| surroundings(plane, width)).collect();
    let mut ratio = shares(host, profile, beam, threat, at, window, &around);
    let missing: [f32; 2] = std::array::from_fn(|axis| sigma_for(profile.spread[axis] - threat.spread[axis]));
    for plane in &mut ratio {
        let mut signal = Signal { width: window.width, data: plane };
        blur_axes(&mut signal, missing);
        if !threat.trailed {
            lag(&mut signal, profile.lag);
        }
        plane.iter_mut().filter(|share| (1.0 - **share).abs() < NOTHING).for_each(|share| *share = 1.0);
    }
    let mut planes = host.planes.clone();
    for (channel, plane) in planes.iter_mut().enumerate() {
        for (i, &share) in window.indices(width).zip(&ratio[channel]) {
            plane[i] *= share;
        }
        let scatter = profile.scatter / (1.0 + profile.scatter);
        let now = if scatter > 0.0 { surroundings(plane, width) } else { Vec::new() };
        let noise = noise_plane(window.width, window.height, profile.noise_correlation, dice);
        let level = profile.noise[channel];
        for ((i, &share), unit) in window.indices(width).zip(&ratio[channel]).zip(noise) {
            if share == 1.0 {
                continue;
            }
            if scatter > 0.0 {
                // The threat does not stand in the way of what is scattered beside it.
                plane[i] += scatter * (now[i] - around[channel][i] * share);
            }
            // The host's noise came through with its signal; what the threat's pixel has more of is added.
            let open = host.planes[channel][i].max(0.0);
            let share = share.clamp(0.0, 1.0);
            let quantum = open * share * (level.quantum * (1.0 - share) - open * threat.quantum[channel]);
            let electronic = level.electronic * level.electronic * (1.0 - share * share);
            plane[i] = (plane[i] + (quantum + electronic).max(0.0).sqrt() * unit).max(0.0);
        }
    }
    Composed { planes, window, ratio }
}

/// The share of the host's signal that the threat leaves, sharp, for each channel of the window.
fn shares(
    host: &Host,
    profile: &Profile,
    beam: Option<&Beam>,
    threat: &Matched,
    at: [usize; 2],
    window: Window,
    around: &[Vec<f32>],
) -> Vec<Vec<f32>> {
    let width = host.width();
    let mut ratio = vec![vec![1.0f32; window.width * window.height]; host.planes.len()];
    let offset = (at[1] - window.y) * window.width + at[0] - window.x;
    let inner = |i: usize| offset + i / threat.width * window.width + i % threat.width;
    for (share, plane) in ratio.iter_mut().zip(&threat.planes) {
        for (i, &t) in plane.iter().enumerate() {
            share[inner(i)] = t;
        }
    }
    let (Some(beam), 2) = (beam, ratio.len()) else { return ratio };
    let s = profile.scatter;
    let smooth: Vec<Vec<f32>> = (0..2)
        .map(|c| {
            let primary = |i: usize| (host.planes[c][i] * (1.0 + s) - s * around[c][i]).max(NOTHING);
            let mut data: Vec<f32> = window.indices(width).map(primary).collect();
            blur(&mut Signal { width: window.width, data: &mut data }, SMOOTH);
            data
        })
        .collect();
    let log = |t: f32| -f64::from(t.clamp(NOTHING, 1.0)).ln();
    for i in 0..threat.width * threat.height {
        let own = [log(threat.planes[0][i]), log(threat.planes[1][i])];
        if own[1] < 1e-4 {
            continue;
        }
        let there = decompose(beam, log(smooth[0][inner(i)]), log(smooth[1][inner(i)]));
        let matter = threat.columns.as_ref().map_or_else(|| decompose(beam, own[0], own[1]), |columns| columns[i]);
        for (share, more) in ratio.iter_mut().zip(correction(beam, there, matter)) {
            let share = &mut share[inner(i)];
            *share = (*share * (-more).exp() as f32).min(share.max(1.0));
        }
    }
    ratio
}
