//! How far a projection can be told from a real scan by its edges, its noise and its matter.
//!
//! Each score is 1 where the threat is like the rest of the picture. Edges and noise lose half at a factor of two; matter
//! loses what share of the threat's pixels no matter could give. What cannot be measured in a picture counts as 1.

use std::fmt;

use super::{
    compose::Composed,
    edges::{Axis, line_spread},
    error::Form,
    host::Host,
    matched::Matched,
    profile::{Profile, blocks, quiet_level, sharp_channel},
    threat::dilated,
};

/// Added to variances of line spreads before they are compared: below this, both are as sharp as pixels can be.
const SHARP_ENOUGH: f32 = 0.12;
/// Ratio of low-energy to high-energy attenuation that no matter is below or above, noise aside.
const RATIOS: [f32; 2] = [1.05, 4.2];
/// Attenuation from which the ratio is looked at.
const FAINT: f32 = 0.15;
/// Transmission below which little but noise and scatter is left.
const STARVED: f32 = 0.01;
/// Steps of a colour channel that are told apart.
const STEP: u8 = 16;

/// The scores of one projection, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Realism {
    /// Sharpness of the threat's edges against the host's.
    pub edges: f32,
    /// Strength and colour of the noise in the threat against that of the host at the same brightness.
    pub noise: f32,
    /// Share of the threat's pixels that matter, or the host's and the threat's own colours, can give.
    pub material: f32,
}

impl Realism {
    /// The least of the three: one fault gives a projection away.
    pub fn score(&self) -> f32 {
        self.edges.min(self.noise).min(self.material)
    }
}

impl fmt::Display for Realism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, why) = [
            (self.edges, "the threat's edges are not as sharp as the picture's; use a cut-out of the same resolution"),
            (self.noise, "the threat's noise is not the picture's; use a cut-out of a scan with as little noise"),
            (
                self.material,
                "the threat's pixels show what no matter gives; use a cut-out from the same kind of scanner",
            ),
        ]
        .into_iter()
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap_or((1.0, ""));
        write!(f, "realism {value:.2}: {why}")
    }
}

/// Scores a projection. `mask` is the threat in the host.
pub(super) fn score(host: &Host, profile: &Profile, threat: &Matched, made: &Composed, mask: &[bool]) -> Realism {
    Realism {
        edges: edges(host, profile, threat, made),
        noise: noise(host, profile, threat, made, mask),
        material: if host.form() == Form::Colour {
            colours(host, made, mask)
        } else {
            matter(host, profile, made, mask)
        },
    }
}

/// 1 for equal numbers, 0.5 at a factor of two.
fn alike(a: f32, b: f32) -> f32 {
    1.0 / (1.0 + (a.max(1e-9) / b.max(1e-9)).log2().powi(2))
}

fn edges(host: &Host, profile: &Profile, threat: &Matched, made: &Composed) -> f32 {
    if !profile.spread_measured {
        return 1.0;
    }
    let channel = sharp_channel(host);
    let deviation = threat.quantum[channel].sqrt();
    let (plane, width) = (&made.ratio[channel], made.window.width);
    let spread = |axis| line_spread(plane, width, deviation, axis, |_| true).map(|found| found.variance);
    let measured = [spread(Axis::X), spread(Axis::Y)];
    // What cannot be measured is known where the threat's own softness is.
    let own = [0, 1].map(|axis| measured[axis].unwrap_or_else(|| threat.spread[axis].max(profile.spread[axis])));
    let width_of = |variance: f32| (variance + SHARP_ENOUGH).sqrt();
    (0..2).map(|axis| alike(width_of(own[axis]), width_of(profile.spread[axis]))).fold(1.0, f32::min)
}

/// Too little noise is measured in the picture; too much, of which texture cannot be told, in the ground of the cut-out.
fn noise(host: &Host, profile: &Profile, threat: &Matched, made: &Composed, mask: &[bool]) -> f32 {
    let width = host.width();
    let edge = dilated(&mask.iter().map(|m| !m).collect::<Vec<_>>(), width, 1);
    let mut worst = 1f32;
    for (channel, (plane, noise)) in made.planes.iter().zip(&profile.noise).enumerate() {
        // Fine and coarse noise: differences over one pixel and over two.
        for reach in [1, 2] {
            let mut levels: Vec<f32> = blocks(plane, width, reach, |i| !edge[i])
                .into_iter()
                .map(|(mean, level)| level / noise.variance(mean).sqrt().max(1e-6))
                .collect();
            // In fewer blocks the quietest is quiet by chance.
            if levels.len() >= 12 {
                worst = worst.min(alike(quiet_level(&mut levels).min(1.0), 1.0));
            }
        }
        let (mut brought, mut wanted) = (0f64, 0f64);
        for (i, &share) in made.window.indices(width).zip(&made.ratio[channel]).filter(|(i, _)| mask[*i]) {
            let (open, share) = (host.planes[channel][i].clamp(0.0, 1.0), share.clamp(0.0, 1.0));
            brought += f64::from(open * open * share * threat.quantum[channel] + share * share * noise.variance(open));
            wanted += f64::from(noise.variance(open * share));
        }
        worst = worst.min(alike((brought / wanted.max(1e-20)).sqrt().max(1.0) as f32, 1.0));
    }
    worst
}

fn matter(host: &Host, profile: &Profile, made: &Composed, mask: &[bool]) -> f32 {
    let (mut wrong, mut all) = (0usize, 0usize);
    for i in (0..mask.len()).filter(|&i| mask[i]) {
        all += 1;
        let brighter = made.planes.iter().zip(&host.planes).zip(&profile.noise).any(|((after, before), noise)| {
            after[i] > before[i] + 4.0 * noise.variance(before[i]).sqrt() + profile.scatter
        });
        let impossible = match made.planes.as_slice() {
            [low, high] if low[i] > STARVED && high[i] > STARVED => {
                let (l, h) = (-low[i].max(1e-6).ln(), -high[i].max(1e-6).ln());
                let deviation = |plane: usize, t: f32| profile.noise[plane].variance(t).sqrt() / t;
                let slack = 4.0 * (deviation(0, low[i]) + RATIOS[1] * deviation(1, high[i]));
                h > FAINT && (l < RATIOS[0] * h - slack || l > RATIOS[1] * h + slack)
            }
            _ => false,
        };
        wrong += usize::from(brighter || impossible);
    }
    1.0 - wrong as f32 / all.max(1) as f32
}

/// Share of the threat's pixels whose colour the host has elsewhere, or the threat has by itself, give or take a step.
fn colours(host: &Host, made: &Composed, mask: &[bool]) -> f32 {
    let cell = |rgb: [f32; 3]| rgb.map(|v| (v.clamp(0.0, 1.0) * 255.0) as u8 / STEP);
    let at = |planes: &[Vec<f32>], i: usize| cell([planes[0][i], planes[1][i], planes[2][i]]);
    let mut known = std::collections::BTreeSet::new();
    for i in (0..host.planes[0].len()).filter(|&i| host.inside[i]) {
        known.insert(at(&host.planes, i));
    }
    for i in 0..made.ratio[0].len() {
        known.insert(at(&made.ratio, i));
    }
    let near = |a: [u8; 3]| {
        let steps = || -1i16..=1;
        let shifted = |v: u8, by: i16| u8::try_from(i16::from(v) + by).ok();
        steps().flat_map(|r| steps().map(move |g| (r, g))).any(|(r, g)| {
            steps().any(|b| match (shifted(a[0], r), shifted(a[1], g), shifted(a[2], b)) {
                (Some(r), Some(g), Some(b)) => known.contains(&[r, g, b]),
                _ => false,
            })
        })
    };
    let (mut right, mut all) = (0usize, 0usize);
    for i in (0..mask.len()).filter(|&i| mask[i]) {
        all += 1;
        right += usize::from(near(at(&made.planes, i)));
    }
    right as f32 / all.max(1) as f32
}
