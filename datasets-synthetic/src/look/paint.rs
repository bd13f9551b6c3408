//! From transmission planes to the picture.

use image::{
    ExtendedColorType, ImageDecoder as _,
    codecs::jpeg::{JpegDecoder, JpegEncoder},
};

use super::{Absorption, Look, material_index::MaterialIndex};
use crate::{
    dice::Dice,
    physics::detector::{Signal, blur, combine_with_surroundings},
};

const HUES: usize = 96;
const TONES: usize = 256;
const DEEPEST_TONE: f32 = 7.0;
/// Attenuation below which two energies say nothing of the material.
const FAINT: f32 = 0.03;

/// An 8-bit RGB picture, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` pixels.
    pub pixels: Vec<[u8; 3]>,
}

impl Look {
    /// Paints transmission planes of `width` columns (0 to 1, air 1). `floor` is the transmission
    /// at which the detector sees only noise and scatter: near it the material is taken for metal,
    /// since the ratio of two noises says nothing.
    pub fn paint(
        &self,
        width: usize,
        low: &[f32],
        high: &[f32],
        floor: f32,
        index: &MaterialIndex,
        dice: &mut Dice,
    ) -> Picture {
        let height = low.len() / width.max(1);
        let log = |plane: &[f32]| -> Vec<f32> { plane.iter().map(|&t| -t.max(1e-5).ln()).collect() };
        let hues = if self.grey { Vec::new() } else { self.hues(width, log(low), log(high), floor, index) };
        let mut depth: Vec<f32> = low.iter().zip(high).map(|(&l, &h)| -((l + h) * 0.5).max(floor * 0.5).ln()).collect();
        self.sharpen(width, &mut depth);

        let table = self.table();
        let mut pixels = vec![[0; 3]; width * height];
        for (i, (pixel, &depth)) in pixels.iter_mut().zip(&depth).enumerate() {
            let hue = hues.get(i).copied().unwrap_or(0);
            let tone = ((depth - self.white_point).max(0.0) * ((TONES - 1) as f32 / DEEPEST_TONE)) as usize;
            *pixel = table[hue as usize * TONES + tone.min(TONES - 1)];
        }
        let mut picture = Picture { width, height, pixels };
        self.remnants.draw_on(&mut picture, dice);
        self.wear(picture, dice)
    }

    fn hues(&self, width: usize, mut low: Vec<f32>, mut high: Vec<f32>, floor: f32, index: &MaterialIndex) -> Vec<u8> {
        blur(&mut Signal { width, data: &mut low }, 1.1);
        blur(&mut Signal { width, data: &mut high }, 1.1);
        // Well above the floor already, what little scatter is left pulls the ratio of the two energies down.
        let starved = -(floor * 8.0).max(1e-6).ln();
        low.iter()
            .zip(&high)
            .map(|(&low, &high)| {
                let found = index.of(low, high);
                let found = if low > starved { found.max(2.0) } else { found };
                let sure = ((low - FAINT * 0.5) / FAINT).clamp(0.0, 1.0);
                (found * sure * ((HUES - 1) as f32 / 3.0)) as u8
            })
            .collect()
    }

    fn sharpen(&self, width: usize, depth: &mut [f32]) {
        let (amount, radius) = self.edge;
        if amount > 0.0 {
            let mut smooth = depth.to_vec();
            blur(&mut Signal { width, data: &mut smooth }, radius);
            for (value, smooth) in depth.iter_mut().zip(&smooth) {
                *value += amount * (*value - smooth);
            }
        }
        if self.local_contrast > 0.0 {
            let share = self.local_contrast;
            combine_with_surroundings(&mut Signal { width, data: depth }, |value, around| {
                // Air stays air: only matter is measured against its surroundings.
                value + share * (value - around).min(value)
            });
        }
    }

    /// Colour of every hue and tone: `HUES * TONES` entries.
    fn table(&self) -> Vec<[u8; 3]> {
        let mut table = Vec::with_capacity(HUES * TONES);
        for hue in 0..HUES {
            let index = 3.0 * hue as f32 / (HUES - 1) as f32;
            let absorption = if self.grey { [0.75; 3] } else { self.absorption(index) };
            let heavy = (index * 0.5).clamp(0.0, 1.0);
            let between = |pair: [f32; 2]| pair[0] + (pair[1] - pair[0]) * heavy;
            let (gain, ceiling) = (between(self.gain), between(self.ceiling));
            for tone in 0..TONES {
                let depth = DEEPEST_TONE * tone as f32 / (TONES - 1) as f32;
                let wanted = gain * depth.powf(self.gamma);
                let tone = ceiling * (1.0 - (-wanted / ceiling).exp());
                let black = self.black_below > 0.0 && depth > -self.black_below.ln();
                table.push(std::array::from_fn(|c| {
                    let value = if black { 0.0 } else { self.background[c] * (-absorption[c] * tone).exp() };
                    let value = (value * 255.0).round() as u8;
                    if self.negative { 255 - value } else { value }
                }));
            }
        }
        table
    }

    fn absorption(&self, index: f32) -> Absorption {
        const STOPS: [f32; 6] = [0.0, 0.55, 1.0, 1.6, 2.0, 3.0];
        let next = STOPS.iter().position(|&stop| stop > index).unwrap_or(STOPS.len() - 1).max(1);
        let share = ((index - STOPS[next - 1]) / (STOPS[next] - STOPS[next - 1])).clamp(0.0, 1.0);
        super::mix(self.palette[next - 1], self.palette[next], share)
    }

    /// Resampling, grain and compression that a picture goes through after it was painted.
    fn wear(&self, mut picture: Picture, dice: &mut Dice) -> Picture {
        if self.resample < 0.999 {
            let (width, height) = (picture.width, picture.height);
            let smaller = |side: usize| ((side as f32 * self.resample) as usize).max(8);
            picture = resize(&resize(&picture, smaller(width), smaller(height)), width, height);
        }
        if self.grain > 0.0 {
            for pixel in &mut picture.pixels {
                let bits = dice.bits();
                let sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
                let shift = (sum as f32 - 131_070.0) * (1.732_050_8 / 65_536.0) * self.grain;
                *pixel = pixel.map(|c| (f32::from(c) + shift).round().clamp(0.0, 255.0) as u8);
            }
        }
        match self.jpeg {
            Some(quality) => through_jpeg(picture, quality),
            None => picture,
        }
    }
}

/// Bilinear resampling with pixel centres at half coordinates.
fn resize(picture: &Picture, width: usize, height: usize) -> Picture {
    let place = |i: usize, from: usize, to: usize| {
        let at = ((i as f32 + 0.5) * from as f32 / to as f32 - 0.5).clamp(0.0, (from - 1) as f32);
        (at as usize, (at as usize + 1).min(from - 1), at.fract())
    };
    let columns: Vec<_> = (0..width).map(|x| place(x, picture.width, width)).collect();
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let (top, bottom, fy) = place(y, picture.height, height);
        let (top, bottom) = (&picture.pixels[top * picture.width..], &picture.pixels[bottom * picture.width..]);
        pixels.extend(columns.iter().map(|&(left, right, fx)| {
            std::array::from_fn(|c| {
                let lerp = |row: &[[u8; 3]]| {
                    f32::from(row[left][c]) + (f32::from(row[right][c]) - f32::from(row[left][c])) * fx
                };
                let (a, b) = (lerp(top), lerp(bottom));
                (a + (b - a) * fy + 0.5) as u8
            })
        }));
    }
    Picture { width, height, pixels }
}

/// The picture after JPEG at `quality`. A codec's refusal leaves the picture as it was: the look
/// then merely lacks the artefacts.
fn through_jpeg(picture: Picture, quality: u8) -> Picture {
    let (width, height) = (picture.width as u32, picture.height as u32);
    let mut file = Vec::new();
    let encoded = JpegEncoder::new_with_quality(&mut file, quality).encode(
        picture.pixels.as_flattened(),
        width,
        height,
        ExtendedColorType::Rgb8,
    );
    let decoded = encoded.and_then(|()| {
        let decoder = JpegDecoder::new(std::io::Cursor::new(&file))?;
        let mut bytes = vec![0; picture.pixels.len() * 3];
        decoder.read_image(&mut bytes)?;
        Ok(bytes)
    });
    match decoded {
        Ok(bytes) => Picture { pixels: bytes.as_chunks::<3>().0.to_vec(), ..picture },
        Err(_) => picture,
    }
}
