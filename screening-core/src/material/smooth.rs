//! Noise out of the ratio, edges kept: the mean over neighbours that attenuate alike.

use crate::scan::Plane;

/// Neighbours on each side that may take part.
const REACH: usize = 3;

/// Neighbours count as alike when their attenuation differs by less than this share of the centre's plus [`FLOOR`].
const SHARE: f32 = 0.2;
const FLOOR: f32 = 0.02;

/// Sigma filter (Lee, Comput. Graph. Image Process. 24, 255-269, 1983) over both planes at once, along rows and then along
/// columns: the means at low and at high energy. Wide enough for paper, whose ratio drowns in noise pixel by pixel, and
/// it does not reach across the edge of steel, which would put a blue halo on what lies beside.
pub(super) fn smooth(low: &Plane<f32>, high: &Plane<f32>) -> (Plane<f32>, Plane<f32>) {
    let (width, height) = (high.width(), high.height());
    let (mut low_rows, mut high_rows) = (low.clone(), high.clone());
    let mut sums = Sums::new(width);
    for y in 0..height {
        let (low, high) = (low.row(y), high.row(y));
        sums.start(high);
        for offset in 0..=2 * REACH {
            // Columns whose neighbour at this offset lies within the picture.
            let first = REACH.saturating_sub(offset);
            let last = (width + REACH - offset.min(width + REACH)).min(width);
            if first < last {
                let near = first + offset - REACH..last + offset - REACH;
                sums.add(first, &low[near.clone()], &high[near], &high[first..last]);
            }
        }
        sums.finish(row_mut(&mut low_rows, y), row_mut(&mut high_rows, y));
    }
    let (mut low_out, mut high_out) = (low_rows.clone(), high_rows.clone());
    for y in 0..height {
        let centres = high_rows.row(y);
        sums.start(centres);
        for near in y.saturating_sub(REACH)..(y + REACH + 1).min(height) {
            sums.add(0, low_rows.row(near), high_rows.row(near), centres);
        }
        sums.finish(row_mut(&mut low_out, y), row_mut(&mut high_out, y));
    }
    (low_out, high_out)
}

fn row_mut(plane: &mut Plane<f32>, y: usize) -> &mut [f32] {
    let width = plane.width();
    &mut plane.data_mut()[y * width..(y + 1) * width]
}

/// Running sums of one row. Plain loops over equal slices: the compiler makes vector code of them.
struct Sums {
    low: Vec<f32>,
    high: Vec<f32>,
    count: Vec<f32>,
    limit: Vec<f32>,
}

impl Sums {
    fn new(width: usize) -> Self {
        let zeros = || vec![0f32; width];
        Self { low: zeros(), high: zeros(), count: zeros(), limit: zeros() }
    }

    fn start(&mut self, centres: &[f32]) {
        self.low.fill(0.0);
        self.high.fill(0.0);
        self.count.fill(0.0);
        for (limit, centre) in self.limit.iter_mut().zip(centres) {
            *limit = centre * SHARE + FLOOR;
        }
    }

    /// Adds one neighbour to each column from `first` on, where it is alike.
    fn add(&mut self, first: usize, low: &[f32], high: &[f32], centres: &[f32]) {
        let columns = first..first + centres.len();
        let sums = self.low[columns.clone()].iter_mut().zip(&mut self.high[columns.clone()]);
        let sums = sums.zip(&mut self.count[columns.clone()]).zip(&self.limit[columns]);
        for ((((sum_low, sum_high), count), &limit), ((&l, &h), &centre)) in sums.zip(low.iter().zip(high).zip(centres))
        {
            let alike = if (h - centre).abs() <= limit { 1.0 } else { 0.0 };
            *sum_low += l * alike;
            *sum_high += h * alike;
            *count += alike;
        }
    }

    /// Means; every pixel is its own neighbour, so no count is zero.
    fn finish(&self, low: &mut [f32], high: &mut [f32]) {
        let sums = self.low.iter().zip(&self.high).zip(&self.count);
        for ((low, high), ((sum_low, sum_high), count)) in low.iter_mut().zip(high).zip(sums) {
            *low = sum_low / count;
            *high = sum_high / count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_goes_and_edges_stay() {
        let field = |x: usize| if x < 20 { 0.5 } else { 2.0 };
        let noisy: Vec<f32> =
            (0..40 * 40).map(|i| field(i % 40) + 0.05 * if (i * 7 + i / 40) % 2 == 0 { 1.0 } else { -1.0 }).collect();
        let plane = Plane::new(40, 40, noisy).unwrap();
        let (low, high) = smooth(&plane, &plane);
        for x in 0..40 {
            assert!((low.at(x, 17) - field(x)).abs() < 0.02, "column {x}: {}", low.at(x, 17));
            assert_eq!(low.at(x, 17), high.at(x, 17));
        }
    }

    #[test]
    fn narrow_and_low_pictures_are_smoothed_too() {
        for (width, height) in [(1, 1), (2, 5), (5, 2), (1, 9)] {
            let plane = Plane::filled(width, height, 1.5f32);
            let (low, _) = smooth(&plane, &plane);
            assert_eq!(low, plane);
        }
    }
}
