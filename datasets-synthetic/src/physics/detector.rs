//! What the detector makes of a transmission picture: scatter, blur, lag, gain drift, quantum and
//! electronic noise.

use crate::dice::Dice;

/// How one scanner's detector departs from the ideal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DetectorSpec {
    /// Photons counted per pixel and layer without a parcel.
    pub photons: f32,
    /// Standard deviation of the electronics, share of full scale.
    pub electronic: f32,
    /// Scatter that reaches the detector, share of the local mean signal.
    pub scatter: f32,
    /// Standard deviation of the point spread, pixels.
    pub blur: f32,
    /// Share of a line's signal that leaks into the next line.
    pub lag: f32,
    /// Standard deviation of the columns' left-over gain error after air correction.
    pub gain: f32,
}

/// One transmission plane, row by row; the beam's lines are rows.
pub struct Signal<'a> {
    /// Columns.
    pub width: usize,
    /// Transmission, 0 to 1; may slightly exceed 1 by noise.
    pub data: &'a mut [f32],
}

impl DetectorSpec {
    /// A detector of ordinary quality, drawn at random.
    pub fn draw(dice: &mut Dice) -> Self {
        Self {
            photons: dice.log_uniform(8e3, 4e5),
            electronic: dice.log_uniform(1e-4, 8e-4),
            // Line scanners are collimated: what is left is a few parts in a thousand.
            scatter: dice.log_uniform(2e-4, 4e-3),
            blur: dice.uniform(0.35, 0.95),
            lag: dice.uniform(0.0, 0.1),
            gain: dice.uniform(0.0, 0.003),
        }
    }

    /// Applies the detector to one energy's transmission picture in place.
    pub fn expose(&self, signal: &mut Signal<'_>, dice: &mut Dice) {
        add_scatter(signal, self.scatter);
        blur(signal, self.blur);
        lag(signal, self.lag);
        self.add_noise(signal, dice);
    }

    fn add_noise(&self, signal: &mut Signal<'_>, dice: &mut Dice) {
        let gains: Vec<f32> = (0..signal.width).map(|_| 1.0 + self.gain * dice.normal()).collect();
        let (quantum, electronic) = (1.0 / self.photons, self.electronic * self.electronic);
        for row in signal.data.chunks_exact_mut(signal.width) {
            for (value, gain) in row.iter_mut().zip(&gains) {
                let deviation = (value.max(0.0) * quantum + electronic).sqrt();
                *value = (*value * gain + deviation * quick_normal(dice.bits())).max(0.0);
            }
        }
    }
}

/// About standard normal from 64 random bits: the sum of four uniforms of 16 bits (Irwin and Hall),
/// scaled to unit variance; tails end at 3.5.
fn quick_normal(bits: u64) -> f32 {
    let sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
    (sum as f32 - 131_070.0) * (1.732_050_8 / 65_536.0)
}

/// Separable Gaussian blur of standard deviation `sigma` pixels, in place; edges repeat.
pub fn blur(signal: &mut Signal<'_>, sigma: f32) {
    blur_axes(signal, [sigma; 2]);
}

/// Separable Gaussian blur with a standard deviation along x and one along y, pixels, in place; edges repeat. Below a
/// tenth of a pixel an axis is left as it is.
pub fn blur_axes(signal: &mut Signal<'_>, sigma: [f32; 2]) {
    let width = signal.width;
    let height = signal.data.len() / width;
    if let Some(kernel) = gaussian(sigma[0]) {
        let radius = kernel.len() / 2;
        let mut padded = vec![0.0; width + 2 * radius];
        for row in signal.data.chunks_exact_mut(width) {
            padded[radius..radius + width].copy_from_slice(row);
            padded[..radius].fill(row[0]);
            padded[radius + width..].fill(row[width - 1]);
            row.fill(0.0);
            for (offset, weight) in kernel.iter().enumerate() {
                for (value, source) in row.iter_mut().zip(&padded[offset..]) {
                    *value += weight * source;
                }
            }
        }
    }
    if let Some(kernel) = gaussian(sigma[1]) {
        let radius = kernel.len() / 2;
        let source = signal.data.to_vec();
        for y in 0..height {
            let row = &mut signal.data[y * width..(y + 1) * width];
            row.fill(0.0);
            for (offset, weight) in kernel.iter().enumerate() {
                let from = (y + offset).saturating_sub(radius).min(height - 1);
                for (value, source) in row.iter_mut().zip(&source[from * width..]) {
                    *value += weight * source;
                }
            }
        }
    }
}

/// The sampled Gaussian of [`blur`], an odd number of weights that sum to 1; none where it would blur nothing.
pub fn gaussian(sigma: f32) -> Option<Vec<f32>> {
    if sigma < 0.1 {
        return None;
    }
    let radius = (sigma * 2.5).ceil() as usize;
    let mut kernel: Vec<f32> =
        (0..=2 * radius).map(|i| (-0.5 * ((i as f32 - radius as f32) / sigma).powi(2)).exp()).collect();
    let total: f32 = kernel.iter().sum();
    kernel.iter_mut().for_each(|k| *k /= total);
    Some(kernel)
}

/// Adds the share `amount` of the mean signal around each pixel: scatter is smooth over some
/// centimetres. The whole is scaled back so that air stays at 1.
fn add_scatter(signal: &mut Signal<'_>, amount: f32) {
    if amount <= 0.0 {
        return;
    }
    let scale = 1.0 / (1.0 + amount);
    combine_with_surroundings(signal, |value, around| (value + amount * around) * scale);
}

/// Replaces each pixel by a function of it and of the smooth mean of its surroundings (some tens
/// of pixels).
pub fn combine_with_surroundings(signal: &mut Signal<'_>, combine: impl Fn(f32, f32) -> f32) {
    const CELL: usize = 24;
    let width = signal.width;
    let height = signal.data.len() / width;
    let (columns, rows) = (width.div_ceil(CELL), height.div_ceil(CELL));
    let mut cells = vec![0.0; columns * rows];
    for (y, row) in signal.data.chunks_exact(width).enumerate() {
        for (cell, part) in cells[y / CELL * columns..].iter_mut().zip(row.chunks(CELL)) {
            *cell += part.iter().sum::<f32>() / (part.len() * CELL.min(height - y / CELL * CELL)) as f32;
        }
    }
    blur(&mut Signal { width: columns, data: &mut cells }, 1.5);
    let places: Vec<(usize, usize, f32)> = (0..width)
        .map(|x| {
            let (cell, share) = cell_place(x, columns, CELL);
            (cell, (cell + 1).min(columns - 1), share)
        })
        .collect();
    let mut line = vec![0.0; columns];
    for (y, row) in signal.data.chunks_exact_mut(width).enumerate() {
        let (cell_row, share) = cell_place(y, rows, CELL);
        let (top, bottom) = (cell_row * columns, (cell_row + 1).min(rows - 1) * columns);
        for (i, value) in line.iter_mut().enumerate() {
            *value = cells[top + i] + (cells[bottom + i] - cells[top + i]) * share;
        }
        for (value, &(left, right, share)) in row.iter_mut().zip(&places) {
            *value = combine(*value, line[left] + (line[right] - line[left]) * share);
        }
    }
}

fn cell_place(pixel: usize, cells: usize, size: usize) -> (usize, f32) {
    let place = ((pixel as f32 + 0.5) / size as f32 - 0.5).clamp(0.0, (cells - 1) as f32);
    (place as usize, place.fract())
}

/// Lets the share `share` of each line's signal leak into the next line.
pub fn lag(signal: &mut Signal<'_>, share: f32) {
    let width = signal.width;
    for y in 1..signal.data.len() / width {
        let (before, row) = signal.data.split_at_mut(y * width);
        for (value, last) in row[..width].iter_mut().zip(&before[(y - 1) * width..]) {
            *value += share * (last - *value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Split;

    #[test]
    fn noise_has_the_variance_of_its_photons() {
        let spec = DetectorSpec { photons: 1e4, electronic: 0.0, scatter: 0.0, blur: 0.0, lag: 0.0, gain: 0.0 };
        let mut data = vec![0.25; 200 * 200];
        spec.expose(&mut Signal { width: 200, data: &mut data }, &mut Dice::new(3, 0, Split::Train));
        let mean = data.iter().sum::<f32>() / 4e4;
        let variance = data.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / 4e4;
        assert!((mean - 0.25).abs() < 2e-4, "{mean}");
        assert!((variance / (0.25 / 1e4) - 1.0).abs() < 0.05, "{variance}");
    }

    #[test]
    fn scatter_lifts_the_shadow_and_leaves_air() {
        let mut data = vec![1.0; 240 * 240];
        for y in 100..140 {
            data[y * 240 + 100..y * 240 + 140].fill(0.0);
        }
        add_scatter(&mut Signal { width: 240, data: &mut data }, 0.05);
        assert!((data[0] - 1.0).abs() < 1e-3);
        let shadow = data[120 * 240 + 120];
        assert!(shadow > 0.01 && shadow < 0.05, "{shadow}");
    }

    #[test]
    fn blur_keeps_the_mean_and_softens_the_edge() {
        let mut data: Vec<f32> = (0..100 * 50).map(|i| if i % 100 < 50 { 0.0 } else { 1.0 }).collect();
        blur(&mut Signal { width: 100, data: &mut data }, 1.0);
        let mean = data.iter().sum::<f32>() / 5000.0;
        assert!((mean - 0.5).abs() < 1e-3);
        assert!(data[2549] > 0.2 && data[2549] < 0.5);
    }
}
