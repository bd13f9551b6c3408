//! The colour and noise of air, and which way round the picture is.

use super::samples::Samples;

/// Pixels looked at, about; a grid over the whole picture.
const SAMPLED: usize = 1 << 16;

/// A dark rim varies by no more than this.
const SPREAD: u8 = 8;

/// Air is at least this bright.
const MIN_AIR: u8 = 110;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Polarity {
    /// Air is bright.
    Display,
    /// Air is dark.
    Inverted,
    /// The rim is dark, but so much inside is as bright as air that it may be a frame of steel: a person must tell.
    Unclear,
}

/// What a pixel looks like where there is nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Background {
    /// Colour of air; grey pictures have three equal channels. White when no air was found.
    pub(super) colour: [u8; 3],
    /// Whether air was found.
    pub(super) found: bool,
    /// Whether the whole picture is of one tone.
    pub(super) flat: bool,
    /// A pixel further than this from the colour, in any channel, is not plain background.
    pub(super) pixel_limit: u8,
    /// A block whose mean is further than this, in levels summed over the channels of a pixel, is not plain background.
    pub(super) mean_limit: f32,
    /// A pixel darker than air by more than this is matter for the hull.
    pub(super) matter_limit: u8,
}

impl Background {
    /// How much darker than air a pixel is, in the channel that says most.
    pub(super) fn depth(&self, pixel: &[u8]) -> u8 {
        pixel.iter().zip(&self.colour).map(|(&v, &air)| air.saturating_sub(v)).max().unwrap_or(0)
    }
}

pub(super) struct Sampled {
    colour: [u8; 3],
    luma: u8,
    /// Difference of luma to the next pixel of the row.
    step: u8,
    rim: bool,
}

/// A grid of pixels, marked where they lie on the rim of the picture.
pub(super) fn sample(samples: &Samples<'_>) -> Vec<Sampled> {
    let (width, height, channels) = (samples.width(), samples.height(), samples.channels());
    let step = ((width * height) as f32 / SAMPLED as f32).sqrt().ceil().max(1.0) as usize;
    let rim = (width.min(height) / 64).max(1);
    let mut out = Vec::with_capacity((width / step + 1) * (height / step + 1));
    for y in (0..height).step_by(step) {
        let row = samples.row(y);
        let colour = |x: usize| match row[x * channels..(x + 1) * channels] {
            [r, g, b] => [r, g, b],
            ref grey => [grey[0]; 3],
        };
        for x in (0..width).step_by(step) {
            let (here, next) = (colour(x), colour((x + 1).min(width - 1)));
            let rim = x < rim || y < rim || x + rim >= width || y + rim >= height;
            out.push(Sampled { colour: here, luma: luma(here), step: luma(here).abs_diff(luma(next)), rim });
        }
    }
    out
}

/// ITU-R BT.601 luma.
fn luma([r, g, b]: [u8; 3]) -> u8 {
    ((u32::from(r) * 77 + u32::from(g) * 150 + u32::from(b) * 29) >> 8) as u8
}

/// Tells the polarity by the rim: there is air around a parcel, and air is the extreme of the scale.
pub(super) fn polarity(all: &[Sampled]) -> Polarity {
    let rim = || all.iter().filter(|s| s.rim);
    let inner = || all.iter().filter(|s| !s.rim);
    let mut counts = [0u32; 256];
    rim().for_each(|s| counts[usize::from(s.luma)] += 1);
    let Some(mode) = (0..=255u8).max_by_key(|&v| counts[usize::from(v)]) else { return Polarity::Display };
    let dark_rim = mode < 90 && share(rim(), |s| s.luma.abs_diff(mode) <= SPREAD) >= 0.6;
    let bright_rim = share(rim(), |s| s.luma >= 170) >= 0.05;
    if !dark_rim || bright_rim {
        return Polarity::Display;
    }
    // Dark all round, with something brighter inside. Nothing brighter is a blank or wholly dense picture.
    if share(inner(), |s| s.luma > mode.saturating_add(2 * SPREAD)) < 0.002 {
        return Polarity::Display;
    }
    if share(inner(), |s| s.luma >= 245) >= 0.02 { Polarity::Unclear } else { Polarity::Inverted }
}

/// Finds air: the brightest tone that is more than specks, or a plain light ground that fills the rim.
pub(super) fn find(all: &[Sampled], channels: usize) -> Background {
    let (mut counts, mut rim_counts, mut steps) = ([0u32; 256], [0u32; 256], [0u32; 256]);
    for s in all {
        counts[usize::from(s.luma)] += 1;
        rim_counts[usize::from(s.luma)] += u32::from(s.rim);
        steps[usize::from(s.step)] += u32::from(s.luma >= MIN_AIR);
    }
    // The median step between neighbours is 0.95 standard deviations of noise.
    let noise = 1.05 * quantile(&steps, 0.5);
    let reach = (1.5 * noise).ceil().clamp(2.0, 24.0) as u8;
    let around = |centre: u8, reach: u8| centre.saturating_sub(reach)..=centre.saturating_add(reach);
    let within =
        |counts: &[u32; 256], centre: u8| -> u32 { around(centre, reach).map(|v| counts[usize::from(v)]).sum() };
    // From the brightest 0.3 % of the picture uphill to the peak of its tone, by mean shift: what lies beside the peak, for
    // example the floor of a tray next to white, does not pull it over.
    let enough = (all.len() as u32 / 333).max(1);
    let mut seen = 0;
    let top = (0..=255u8).rev().find(|&v| {
        seen += counts[usize::from(v)];
        seen >= enough
    });
    let mut brightest = top.unwrap_or(255);
    for _ in 0..64 {
        let mass: u32 = around(brightest, reach).map(|v| counts[usize::from(v)] * u32::from(v)).sum();
        let shifted = (mass as f32 / within(&counts, brightest).max(1) as f32).round() as u8;
        if shifted == brightest {
            break;
        }
        brightest = shifted;
    }
    // A light ground that fills the rim is air even where something brighter (writing, a burnt spot) lies in the picture.
    let rim_total: u32 = rim_counts.iter().sum();
    let ground = (150..=255u8).rev().max_by_key(|&v| within(&rim_counts, v)).unwrap_or(brightest);
    let fills_rim = within(&rim_counts, ground) * 2 >= rim_total;
    let centre =
        if fills_rim && within(&counts, ground) >= 8 * within(&counts, brightest) { ground } else { brightest };

    let near = || all.iter().filter(|s| s.luma.abs_diff(centre) <= reach);
    let colour = [0, 1, 2].map(|c| median(&histogram(near().map(|s| s.colour[c]))));
    let distance = |s: &Sampled| (0..3).map(|c| s.colour[c].abs_diff(colour[c])).max().unwrap_or(0);
    // A standard deviation below the middle lie 16 % of the samples, and that also where white cuts off what is above.
    // The largest of the estimates also knows slow shading.
    let below = [0, 1, 2].map(|c| quantile(&histogram(near().map(|s| colour[c].saturating_sub(s.colour[c]))), 0.84));
    let sigma = below.into_iter().fold(noise, f32::max);
    let found = centre >= MIN_AIR;
    let flat_limit = (6.0 * sigma).max(12.0);
    Background {
        colour: if found { colour } else { [255; 3] },
        found,
        flat: all.iter().all(|s| f32::from(distance(s)) <= flat_limit),
        pixel_limit: (5.0 * sigma + 3.0).min(40.0) as u8,
        mean_limit: channels as f32 * (0.6 * sigma).clamp(1.0, 4.0),
        matter_limit: (5.0 * sigma + 4.0).clamp(6.0, 60.0) as u8,
    }
}

fn histogram(values: impl Iterator<Item = u8>) -> [u32; 256] {
    let mut counts = [0; 256];
    values.for_each(|value| counts[usize::from(value)] += 1);
    counts
}

fn median(counts: &[u32; 256]) -> u8 {
    let total: u32 = counts.iter().sum();
    let mut seen = 0;
    for (value, count) in (0u8..=255).zip(counts) {
        seen += count;
        if seen * 2 >= total.max(1) {
            return value;
        }
    }
    255
}

/// The distance below which a `share` of them lie, with fractions: samples are rounded, so a distance stands for all from
/// half a level below to half a level above it, and zero for those up to a half.
fn quantile(counts: &[u32; 256], share: f32) -> f32 {
    let wanted = counts.iter().sum::<u32>() as f32 * share;
    let mut seen = 0.0;
    for (value, &count) in (0u8..=255).zip(counts) {
        let count = count as f32;
        if count > 0.0 && seen + count >= wanted {
            let within = (wanted - seen) / count;
            return if value == 0 { 0.5 * within } else { f32::from(value) - 0.5 + within };
        }
        seen += count;
    }
    0.0
}

fn share<'s>(samples: impl Iterator<Item = &'s Sampled>, test: impl Fn(&Sampled) -> bool) -> f32 {
    let (mut hits, mut total) = (0u32, 0u32);
    for s in samples {
        hits += u32::from(test(s));
        total += 1;
    }
    hits as f32 / total.max(1) as f32
}
