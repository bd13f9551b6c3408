//! From detector counts to logarithmic attenuation: dark and air correction, dead columns.
//!
//! A column of a line scan is one element of the detector array, so offset and gain are numbers per column. With the
//! counts `n`, the dark level `d` and the unattenuated level `a` of a column, transmission is `T = (n - d) / (a - d)` and
//! attenuation is `-ln T` (Beer and Lambert), which adds up over the matter along a ray.

use thiserror::Error;

use crate::scan::Plane;

/// Attenuation of a sample that holds no signal: half a count of full scale, `ln(2 * 65535)`.
pub const MAX_ATTENUATION: f32 = 11.783;

/// Longest run of dead columns that is filled from its neighbours. A wider dark band can be a steel bar along the belt,
/// and filling it would hide it.
const MAX_DEAD_RUN: usize = 6;

/// Rows looked at when levels are estimated from the picture itself.
const SAMPLED_ROWS: usize = 192;

/// Dark and air levels of each detector column, in counts, for both energies, and the columns that give no signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// Counts without beam, low energy.
    pub dark_low: Vec<f32>,
    /// Counts of the unattenuated beam, low energy.
    pub air_low: Vec<f32>,
    /// Counts without beam, high energy.
    pub dark_high: Vec<f32>,
    /// Counts of the unattenuated beam, high energy.
    pub air_high: Vec<f32>,
    /// Columns of the low-energy array that give no usable signal.
    pub dead_low: Vec<bool>,
    /// Columns of the high-energy array that give no usable signal.
    pub dead_high: Vec<bool>,
}

/// Natural logarithm of attenuation at both energies; 0 is air, [`MAX_ATTENUATION`] is no signal.
#[derive(Clone, Debug, PartialEq)]
pub struct LogAttenuation {
    /// `-ln T` of the layer that sees the lower energies.
    pub low: Plane<f32>,
    /// `-ln T` of the layer that sees the higher energies; the same size.
    pub high: Plane<f32>,
}

/// A calibration and a picture that do not fit each other.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CalibrationError {
    /// Levels for another number of columns.
    #[error(
        "the calibration is for {calibration} columns and the picture has {picture}; take it again with this array"
    )]
    Width {
        /// Columns of the calibration.
        calibration: usize,
        /// Columns of the picture.
        picture: usize,
    },
    /// Planes or frames of different sizes.
    #[error("the low-energy plane is {low:?} and the high-energy plane is {high:?}; both must have one size")]
    Shape {
        /// Columns and rows of the low-energy plane.
        low: (usize, usize),
        /// Columns and rows of the high-energy plane.
        high: (usize, usize),
    },
    /// A frame without rows.
    #[error("a calibration frame is empty; record some hundred lines with nothing on the belt")]
    Empty,
}

impl Calibration {
    /// Averages recorded frames, each a pair (low, high) of any number of rows: `dark` with the tube off, `air` with the
    /// beam on and nothing on the belt.
    ///
    /// # Errors
    /// [`CalibrationError`] when widths differ or a frame has no rows.
    pub fn from_frames(
        dark: (&Plane<u16>, &Plane<u16>),
        air: (&Plane<u16>, &Plane<u16>),
    ) -> Result<Self, CalibrationError> {
        let width = air.0.width();
        for plane in [dark.0, dark.1, air.0, air.1] {
            if plane.data().is_empty() {
                return Err(CalibrationError::Empty);
            }
            if plane.width() != width {
                return Err(CalibrationError::Width { calibration: plane.width(), picture: width });
            }
        }
        let (dark_low, dark_high) = (column_means(dark.0), column_means(dark.1));
        let (air_low, air_high) = (column_means(air.0), column_means(air.1));
        let dead_low = weak_columns(&dark_low, &air_low);
        let dead_high = weak_columns(&dark_high, &air_high);
        Ok(Self { dark_low, air_low, dark_high, air_high, dead_low, dead_high })
    }

    /// Estimates levels from the picture itself, for scans that come without calibration: dark is taken as 0 and air as
    /// the level that each column returns to. Planes that were corrected before have one air level in most columns; it
    /// then counts for all, so that an object along the whole belt is not taken for a weak column.
    pub fn estimate(low: &Plane<u16>, high: &Plane<u16>) -> Self {
        let (air_low, dead_low) = estimate_air(low);
        let (air_high, dead_high) = estimate_air(high);
        Self {
            dark_low: vec![0.0; low.width()],
            air_low,
            dark_high: vec![0.0; high.width()],
            air_high,
            dead_low,
            dead_high,
        }
    }

    /// Adds the columns that gave no signal in this picture though they did when the levels were taken.
    ///
    /// # Errors
    /// [`CalibrationError::Width`] when the picture has another number of columns.
    pub fn add_dead_columns(&mut self, low: &Plane<u16>, high: &Plane<u16>) -> Result<(), CalibrationError> {
        for (plane, dead) in [(low, &mut self.dead_low), (high, &mut self.dead_high)] {
            if plane.width() != dead.len() {
                return Err(CalibrationError::Width { calibration: dead.len(), picture: plane.width() });
            }
            for (flag, found) in dead.iter_mut().zip(stuck_columns(&Samples::of(plane))) {
                *flag |= found;
            }
        }
        Ok(())
    }

    /// Columns that the levels are for.
    pub fn width(&self) -> usize {
        self.air_low.len()
    }

    /// The same levels for planes that come in the other order.
    pub fn swapped(&self) -> Self {
        Self {
            dark_low: self.dark_high.clone(),
            air_low: self.air_high.clone(),
            dark_high: self.dark_low.clone(),
            air_high: self.air_low.clone(),
            dead_low: self.dead_high.clone(),
            dead_high: self.dead_low.clone(),
        }
    }
}

/// Corrects a pair of raw planes and takes the logarithm. Dead columns are filled from the columns beside them.
///
/// # Errors
/// [`CalibrationError`] when the planes differ in size or the calibration is for another width.
pub fn correct(
    low: &Plane<u16>,
    high: &Plane<u16>,
    calibration: &Calibration,
) -> Result<LogAttenuation, CalibrationError> {
    let size = |plane: &Plane<u16>| (plane.width(), plane.height());
    if size(low) != size(high) {
        return Err(CalibrationError::Shape { low: size(low), high: size(high) });
    }
    for levels in [&calibration.dark_low, &calibration.air_low, &calibration.dark_high, &calibration.air_high] {
        if levels.len() != low.width() {
            return Err(CalibrationError::Width { calibration: levels.len(), picture: low.width() });
        }
    }
    Ok(LogAttenuation {
        low: correct_plane(low, &calibration.dark_low, &calibration.air_low, &calibration.dead_low),
        high: correct_plane(high, &calibration.dark_high, &calibration.air_high, &calibration.dead_high),
    })
}

fn correct_plane(plane: &Plane<u16>, dark: &[f32], air: &[f32], dead: &[bool]) -> Plane<f32> {
    let mut out = Plane::filled(plane.width(), plane.height(), 0f32);
    if plane.data().is_empty() {
        return out;
    }
    let log_air: Vec<f32> = dark.iter().zip(air).map(|(&d, &a)| (a - d).max(1.0).ln()).collect();
    let runs = short_runs(dead);
    for (counts, row) in plane.data().chunks_exact(plane.width()).zip(out.data_mut().chunks_exact_mut(plane.width())) {
        for (((value, &n), &d), &top) in row.iter_mut().zip(counts).zip(dark).zip(&log_air) {
            *value = (top - (f32::from(n) - d).max(0.5).ln()).clamp(0.0, MAX_ATTENUATION);
        }
        for &(start, end) in &runs {
            fill(row, start, end);
        }
    }
    out
}

/// Fills `start..end` with a straight line between the neighbours; at the picture's edge with the one neighbour.
pub(crate) fn fill(row: &mut [f32], start: usize, end: usize) {
    let left = start.checked_sub(1).and_then(|x| row.get(x)).copied();
    let right = row.get(end).copied();
    let (Some(a), Some(b)) = (left.or(right), right.or(left)) else { return };
    let steps = (end - start + 1) as f32;
    for (step, value) in row[start..end].iter_mut().enumerate() {
        let t = (step + 1) as f32 / steps;
        *value = a + (b - a) * t;
    }
}

/// Runs `[start, end)` of dead columns that are short enough to be filled.
pub(crate) fn short_runs(dead: &[bool]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut x = 0;
    while x < dead.len() {
        let end = x + dead[x..].iter().take_while(|&&flag| flag).count();
        if end > x && end - x <= MAX_DEAD_RUN {
            runs.push((x, end));
        }
        x = end + 1;
    }
    runs
}

fn column_means(plane: &Plane<u16>) -> Vec<f32> {
    let mut sums = vec![0u64; plane.width()];
    for row in plane.data().chunks_exact(plane.width()) {
        for (sum, &n) in sums.iter_mut().zip(row) {
            *sum += u64::from(n);
        }
    }
    sums.into_iter().map(|sum| (sum as f64 / plane.height() as f64) as f32).collect()
}

/// Columns whose gain is less than a tenth of the middle one.
fn weak_columns(dark: &[f32], air: &[f32]) -> Vec<bool> {
    let gains: Vec<f32> = dark.iter().zip(air).map(|(d, a)| a - d).collect();
    let limit = quantile(&mut gains.clone(), 0.5) * 0.1;
    gains.into_iter().map(|gain| gain <= limit.max(1.0)).collect()
}

/// Some rows of a plane, column by column.
struct Samples {
    rows: usize,
    columns: Vec<f32>,
}

impl Samples {
    fn of(plane: &Plane<u16>) -> Self {
        let (width, height) = (plane.width(), plane.height());
        let rows = height.min(SAMPLED_ROWS);
        let mut columns = vec![0f32; rows * width];
        for sample in 0..rows {
            let row = plane.row(sample * height / rows);
            for (x, &n) in row.iter().enumerate() {
                columns[x * rows + sample] = f32::from(n);
            }
        }
        Self { rows, columns }
    }

    fn iter(&self) -> impl Iterator<Item = &[f32]> {
        self.columns.chunks_exact(self.rows.max(1))
    }
}

/// Columns that read next to nothing, or one value that never moves while the picture does.
fn stuck_columns(samples: &Samples) -> Vec<bool> {
    let ranges: Vec<(f32, f32)> =
        samples.iter().map(|c| c.iter().fold((f32::MAX, 0f32), |(lo, hi), &v| (lo.min(v), hi.max(v)))).collect();
    let top = quantile(&mut ranges.iter().map(|range| range.1).collect::<Vec<_>>(), 0.9);
    let contrast = |&(lo, hi): &(f32, f32)| hi - lo > 0.05 * top;
    (0..ranges.len())
        .map(|x| {
            let (lo, hi) = ranges[x];
            // Only beside columns that see the parcel does standing still mean anything: air may be flat by correction.
            let beside = [x.checked_sub(MAX_DEAD_RUN), Some(x + MAX_DEAD_RUN)];
            let neighbours_move = beside.into_iter().flatten().filter_map(|n| ranges.get(n)).all(contrast);
            hi <= 0.005 * top || (lo == hi && samples.rows >= 32 && neighbours_move)
        })
        .collect()
}

/// Air level and dead columns of one plane.
fn estimate_air(plane: &Plane<u16>) -> (Vec<f32>, Vec<bool>) {
    let samples = Samples::of(plane);
    let dead = stuck_columns(&samples);
    // The level a column returns to: the mean of what lies close to its high quantile.
    let levels: Vec<f32> = samples
        .iter()
        .map(|column| {
            let top = quantile(&mut column.to_vec(), 0.98);
            let (sum, count) = column
                .iter()
                .filter(|&&v| v >= 0.97 * top && v <= 1.03 * top)
                .fold((0f32, 0f32), |(sum, count), &v| (sum + v, count + 1.0));
            if count > 0.0 { sum / count } else { top }
        })
        .collect();
    let mut alive: Vec<f32> = levels.iter().zip(&dead).filter(|&(_, &dead)| !dead).map(|(&level, _)| level).collect();
    // Most columns see air somewhere, but a parcel may cover more than half of them from end to end.
    let top = quantile(&mut alive, 0.9).max(1.0);
    let near = |level: f32, share: f32| (level / top - 1.0).abs() < share;
    let flat = alive.iter().filter(|&&level| near(level, 0.02)).count() * 2 > alive.len();
    let covered: Vec<bool> = levels.iter().map(|&level| !near(level, if flat { 0.03 } else { 0.35 })).collect();
    // In an uneven array a lone column far off is a weak element; matter covers more columns, or takes more.
    let weak = short_runs(&covered).into_iter().flat_map(|(start, end)| start..end).filter(|_| !flat);
    let mut own: Vec<bool> = covered.iter().map(|&covered| !covered).collect();
    weak.for_each(|x| own[x] = levels[x] > 0.45 * top);
    (levels.into_iter().zip(own).map(|(level, own)| if own { level } else { top }).collect(), dead)
}

/// The value below which a share `q` of `values` lies; 0 of none. Reorders them.
pub(crate) fn quantile(values: &mut [f32], q: f32) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let index = ((values.len() - 1) as f32 * q).round() as usize;
    *values.select_nth_unstable_by(index, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 columns of uneven gain, 60 rows; the middle third of the rows is a sheet of transmission `t`.
    fn sheet(gain: impl Fn(usize) -> f32, dark: f32, t: f32) -> Plane<u16> {
        let data = (0..60 * 40)
            .map(|i| {
                let (x, y) = (i % 40, i / 40);
                let transmission = if (20..40).contains(&y) { t } else { 1.0 };
                (dark + gain(x) * transmission).round() as u16
            })
            .collect();
        Plane::new(40, 60, data).unwrap()
    }

    fn uneven(x: usize) -> f32 {
        40_000.0 + 6_000.0 * ((x * 7) % 5) as f32 / 4.0
    }

    #[test]
    fn dark_and_air_frames_remove_offset_and_gain() {
        let dark = Plane::filled(40, 10, 500u16);
        let air = sheet(uneven, 500.0, 1.0);
        let calibration = Calibration::from_frames((&dark, &dark), (&air, &air)).unwrap();
        let raw = sheet(uneven, 500.0, 0.1);
        let log = correct(&raw, &raw, &calibration).unwrap();
        for x in 0..40 {
            assert!(log.low.at(x, 5).abs() < 1e-3);
            assert!((log.high.at(x, 30) - 10f32.ln()).abs() < 1e-3, "{}", log.high.at(x, 30));
        }
    }

    #[test]
    fn without_calibration_the_level_comes_from_what_each_column_returns_to() {
        let raw = sheet(uneven, 0.0, 0.3);
        let log = correct(&raw, &raw, &Calibration::estimate(&raw, &raw)).unwrap();
        for x in 0..40 {
            assert!(log.low.at(x, 2).abs() < 2e-3);
            assert!((log.low.at(x, 30) + 0.3f32.ln()).abs() < 2e-3);
        }
    }

    #[test]
    fn an_object_along_the_whole_belt_is_not_taken_for_weak_columns() {
        let raw = sheet(|x| if (10..20).contains(&x) { 42_000.0 } else { 60_000.0 }, 0.0, 1.0);
        let log = correct(&raw, &raw, &Calibration::estimate(&raw, &raw)).unwrap();
        assert!((log.low.at(15, 5) - (60_000f32 / 42_000.0).ln()).abs() < 1e-3);
    }

    #[test]
    fn dead_columns_are_filled_and_a_bar_of_steel_is_not() {
        let mut raw = sheet(uneven, 0.0, 0.3);
        for y in 0..60 {
            raw.data_mut()[y * 40 + 7] = 0;
            raw.data_mut()[y * 40 + 12] = 33_333;
            for x in 20..32 {
                raw.data_mut()[y * 40 + x] = 3;
            }
        }
        let log = correct(&raw, &raw, &Calibration::estimate(&raw, &raw)).unwrap();
        for x in [7, 12] {
            assert!((log.low.at(x, 30) + 0.3f32.ln()).abs() < 5e-3, "column {x}: {}", log.low.at(x, 30));
            assert!(log.low.at(x, 5).abs() < 5e-3);
        }
        assert!(log.low.at(26, 30) > 8.0);
    }

    #[test]
    fn no_signal_stays_finite_and_wrong_sizes_are_refused() {
        let raw = Plane::filled(40, 60, 0u16);
        let log = correct(&raw, &raw, &Calibration::estimate(&raw, &raw)).unwrap();
        assert!(log.low.data().iter().all(|v| v.is_finite()));
        let narrow = Plane::filled(39, 60, 0u16);
        assert!(matches!(
            correct(&narrow, &narrow, &Calibration::estimate(&raw, &raw)),
            Err(CalibrationError::Width { calibration: 40, picture: 39 })
        ));
        assert!(matches!(
            correct(&raw, &narrow, &Calibration::estimate(&raw, &raw)),
            Err(CalibrationError::Shape { .. })
        ));
    }
}
