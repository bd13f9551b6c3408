//! The benign scan that a threat is projected into.

use screening_core::{
    calibrate::Calibration,
    geometry::PixelBox,
    quality::{QualityOptions, assess},
    scan::{Pixels, Plane, View},
};

use super::error::{Form, ProjectError};

/// A view ready to take a threat: transmissions, and what is known of each pixel.
#[derive(Clone, Debug)]
pub struct Host {
    view: View,
    form: Form,
    mm_per_pixel: [f32; 2],
    /// Transmission of each channel (one, two, or red, green, blue), row by row, air 1.
    pub(super) planes: Vec<Vec<f32>>,
    /// Samples of air, for each channel and column.
    air: Vec<Vec<f32>>,
    /// Boxes of the parcels, largest first.
    pub(super) parcels: Vec<PixelBox>,
    /// Whether a pixel lies inside a parcel's hull.
    pub(super) inside: Vec<bool>,
    /// Whether the beam does not come through.
    pub(super) dense: Vec<bool>,
    /// Whether a sample inside the hull is at full scale.
    pub(super) saturated: Vec<bool>,
}

impl Host {
    /// Prepares a view.
    ///
    /// # Errors
    /// [`ProjectError`] when it has no scale, no parcel, dark air, or its planes in the wrong order.
    pub fn new(view: View) -> Result<Self, ProjectError> {
        let mm_per_pixel = match view.mm_per_pixel {
            Some(mm) if mm.iter().all(|mm| (0.05..=20.0).contains(mm)) => mm,
            _ => return Err(ProjectError::HostScale),
        };
        let quality = assess(&view, &QualityOptions::default());
        if quality.report.polarity_corrected {
            return Err(ProjectError::Inverted);
        }
        if quality.parcels.is_empty() {
            return Err(ProjectError::NoParcel);
        }
        let (form, planes, air) = transmissions(&view.pixels, quality.air_colour);
        if form == Form::Dual && swapped(&planes) {
            return Err(ProjectError::Swapped);
        }
        let inside = hull(&quality.air, &quality.parcels);
        let saturated = full_scale(&view.pixels).into_iter().zip(&inside).map(|(full, &inside)| full && inside);
        let saturated = saturated.collect();
        let dense = quality.dense.into_data();
        Ok(Self { form, mm_per_pixel, planes, air, parcels: quality.parcels, inside, dense, saturated, view })
    }

    /// What its samples are.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The view that was given.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.view.pixels.size().0
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.view.pixels.size().1
    }

    /// Millimetres per pixel along x and y.
    pub fn mm_per_pixel(&self) -> [f32; 2] {
        self.mm_per_pixel
    }

    /// The view with other transmissions; pixels whose transmission did not change keep their samples bit by bit.
    ///
    /// # Errors
    /// [`ProjectError::Shape`] when `planes` are not of the host's size, which is a caller's mistake.
    pub(super) fn with(&self, planes: &[Vec<f32>]) -> Result<View, ProjectError> {
        let (width, height) = (self.width(), self.height());
        let sample = |channel: usize, i: usize, was: f32, full: f32| {
            if planes[channel][i] == self.planes[channel][i] {
                was
            } else {
                (planes[channel][i] * self.air[channel][i % width]).round().clamp(0.0, full)
            }
        };
        let grey = |channel: usize, plane: &Plane<u16>| {
            let data = plane.data().iter().enumerate();
            let data = data.map(|(i, &was)| {
                let value = sample(channel, i, f32::from(was), 65_535.0);
                // 8-bit samples are stretched by 257 and must stay multiples of it.
                if self.view.source_bits <= 8 { (value / 257.0).round() as u16 * 257 } else { value as u16 }
            });
            Plane::new(width, height, data.collect())
        };
        let pixels = match &self.view.pixels {
            Pixels::Grey(plane) => Pixels::Grey(grey(0, plane)?),
            Pixels::DualEnergy { low, high } => Pixels::DualEnergy { low: grey(0, low)?, high: grey(1, high)? },
            Pixels::Colour(plane) => {
                let data = plane.data().iter().enumerate();
                let data = data.map(|(i, was)| [0, 1, 2].map(|c| sample(c, i, f32::from(was[c]), 255.0) as u8));
                Pixels::Colour(Plane::new(width, height, data.collect())?)
            }
        };
        Ok(View { pixels, ..self.view.clone() })
    }

    /// Brightness as the eye sees it relative to air, 0 to 255: the mean of the energies, or the luma of a colour.
    pub(super) fn grey_levels(&self, planes: &[Vec<f32>]) -> Vec<f32> {
        let weights: &[f32] = match self.form {
            Form::Grey => &[255.0],
            Form::Dual => &[127.5, 127.5],
            // ITU-R BT.601.
            Form::Colour => &[76.245, 149.685, 29.07],
        };
        (0..planes[0].len())
            .map(|i| planes.iter().zip(weights).map(|(plane, w)| plane[i] * w).sum::<f32>().clamp(0.0, 255.0))
            .collect()
    }
}

/// Transmission of each channel relative to air, with the samples of air.
pub(super) fn transmissions(pixels: &Pixels, air_colour: [u8; 3]) -> (Form, Vec<Vec<f32>>, Vec<Vec<f32>>) {
    let divide = |plane: &Plane<u16>, air: &[f32]| -> Vec<f32> {
        let columns = air.iter().map(|&a| 1.0 / a.max(1.0)).collect::<Vec<f32>>();
        plane.data().iter().enumerate().map(|(i, &n)| f32::from(n) * columns[i % columns.len()]).collect()
    };
    match pixels {
        Pixels::Grey(plane) => {
            let air = Calibration::estimate(plane, plane).air_low;
            (Form::Grey, vec![divide(plane, &air)], vec![air])
        }
        Pixels::DualEnergy { low, high } => {
            let Calibration { air_low, air_high, .. } = Calibration::estimate(low, high);
            (Form::Dual, vec![divide(low, &air_low), divide(high, &air_high)], vec![air_low, air_high])
        }
        Pixels::Colour(plane) => {
            let air = air_colour.map(|v| f32::from(v.max(1)));
            let planes = [0, 1, 2].map(|c| plane.data().iter().map(|rgb| f32::from(rgb[c]) / air[c]).collect());
            (Form::Colour, planes.to_vec(), air.map(|a| vec![a; plane.width()]).to_vec())
        }
    }
}

/// Whether what is called low energy takes less than what is called high.
pub(super) fn swapped(planes: &[Vec<f32>]) -> bool {
    let (mut low, mut high) = (0f64, 0f64);
    for (&l, &h) in planes[0].iter().zip(&planes[1]) {
        let (l, h) = (-l.max(1e-6).ln(), -h.max(1e-6).ln());
        // Between air, which is noise, and starvation, where both stand on the floor.
        if (0.1..3.5).contains(&l.min(h)) {
            low += f64::from(l);
            high += f64::from(h);
        }
    }
    high > 1.05 * low
}

fn full_scale(pixels: &Pixels) -> Vec<bool> {
    match pixels {
        Pixels::Grey(plane) => plane.data().iter().map(|&n| n == u16::MAX).collect(),
        Pixels::DualEnergy { low, high } => {
            low.data().iter().zip(high.data()).map(|(&l, &h)| l == u16::MAX || h == u16::MAX).collect()
        }
        // White is the colour of air.
        Pixels::Colour(plane) => vec![false; plane.data().len()],
    }
}

/// Pixels of a parcel's box with matter on both sides of them in their row and in their column.
fn hull(air: &Plane<bool>, parcels: &[PixelBox]) -> Vec<bool> {
    let (width, height) = (air.width(), air.height());
    let mut inside = vec![false; width * height];
    for parcel in parcels {
        let (left, top) = (parcel.x as usize, parcel.y as usize);
        let (right, bottom) = ((parcel.right() as usize).min(width), (parcel.bottom() as usize).min(height));
        let span = |cells: &mut dyn Iterator<Item = bool>| {
            let cells: Vec<bool> = cells.collect();
            let first = cells.iter().position(|&matter| matter);
            let last = cells.iter().rposition(|&matter| matter);
            first.zip(last)
        };
        let columns: Vec<_> = (left..right).map(|x| span(&mut (top..bottom).map(|y| !air.at(x, y)))).collect();
        for y in top..bottom {
            let Some((first, last)) = span(&mut (left..right).map(|x| !air.at(x, y))) else { continue };
            for x in left + first..=left + last {
                let between = columns[x - left].is_some_and(|(a, b)| (top + a..=top + b).contains(&y));
                inside[y * width + x] |= between;
            }
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(pixels: Pixels) -> View {
        View { name: "top".to_owned(), pixels, source_bits: 16, mm_per_pixel: Some([1.0, 1.0]) }
    }

    fn pair(low: u16, high: u16) -> Pixels {
        let plane = |matter: u16| {
            let data = (0..200 * 160).map(|i| {
                let (x, y) = (i % 200, i / 200);
                if (40..160).contains(&x) && (30..130).contains(&y) { matter } else { 60_000 }
            });
            Plane::new(200, 160, data.collect()).unwrap()
        };
        Pixels::DualEnergy { low: plane(low), high: plane(high) }
    }

    #[test]
    fn transmission_is_relative_to_air_and_unchanged_planes_give_the_same_samples() {
        let host = Host::new(view(pair(30_001, 40_000))).unwrap();
        assert!((host.planes[0][80 * 200 + 100] - 0.5).abs() < 1e-4);
        assert_eq!(host.with(&host.planes.clone()).unwrap(), *host.view());
    }

    #[test]
    fn the_hull_is_the_parcel_and_not_the_air_around_it() {
        let host = Host::new(view(pair(30_000, 40_000))).unwrap();
        assert!(host.inside[80 * 200 + 100] && !host.inside[80 * 200 + 10] && !host.inside[10 * 200 + 100]);
    }

    #[test]
    fn what_cannot_be_a_host_is_refused_with_the_reason() {
        let air = Plane::filled(200, 160, 60_000u16);
        let blank = Host::new(view(Pixels::DualEnergy { low: air.clone(), high: air }));
        assert!(matches!(blank, Err(ProjectError::NoParcel)), "{blank:?}");
        let swapped = Host::new(view(pair(40_000, 30_000)));
        assert!(matches!(swapped, Err(ProjectError::Swapped)), "{swapped:?}");
        for mm_per_pixel in [None, Some([0.0, 1.0]), Some([f32::NAN, 1.0])] {
            let unscaled = Host::new(View { mm_per_pixel, ..view(pair(30_000, 40_000)) });
            assert!(matches!(unscaled, Err(ProjectError::HostScale)), "{unscaled:?}");
        }
    }
}
