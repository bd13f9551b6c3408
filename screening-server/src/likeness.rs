//! How alike two pictures look, from a few numbers that are kept with each.
//!
//! A signature is the parcel cut out of its surroundings and shrunk to a grid: lightness, in which shapes are, on a finer
//! one than colour, in which matter is. It is made for finding parcels that a person may want to lay beside another, and
//! for nothing else: no decision rests on it.

use screening_core::scan::Plane;

/// Cells of lightness along each side.
const LIGHT: usize = 12;
/// Cells of each of two colour differences along each side.
const COLOUR: usize = 6;
/// Numbers of a signature; the last is the parcel's shape.
const LENGTH: usize = LIGHT * LIGHT + 2 * COLOUR * COLOUR + 1;

/// A row or column belongs to the parcel where this share of its pixels is darker than [`AIR`].
const FILLED: f32 = 0.02;
const AIR: f32 = 236.0;

/// Mean difference of two signatures at which nothing is alike any more.
const UNLIKE: f32 = 90.0;

/// What a view looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature(Vec<u8>);

impl Signature {
    /// The signature of a picture; a thumbnail will do.
    pub(crate) fn of(rgb: &Plane<[u8; 3]>) -> Self {
        let [left, top, right, bottom] = parcel(rgb);
        let mut numbers = Vec::with_capacity(LENGTH);
        let mut grid = |side: usize, value: fn([f32; 3]) -> f32| {
            for row in 0..side {
                for column in 0..side {
                    let columns = share(left, right, column, side);
                    let rows = share(top, bottom, row, side);
                    numbers.push(value(mean(rgb, &columns, &rows)).round().clamp(0.0, 255.0) as u8);
                }
            }
        };
        grid(LIGHT, light);
        grid(COLOUR, |[r, _, b]| 128.0 + (r - b) / 2.0);
        grid(COLOUR, |[r, g, b]| 128.0 + (g - (r + b) / 2.0) / 2.0);
        // A factor of two in the ratio of the sides is 32 steps.
        let ratio = ((right - left).max(1) as f32 / (bottom - top).max(1) as f32).log2();
        numbers.push((128.0 + 32.0 * ratio).round().clamp(0.0, 255.0) as u8);
        Self(numbers)
    }

    /// As it was stored; none when it was made by another version.
    pub(crate) fn stored(numbers: Vec<u8>) -> Option<Self> {
        (numbers.len() == LENGTH).then_some(Self(numbers))
    }

    /// To be stored.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// 1 for the same, 0 for nothing alike.
    pub(crate) fn likeness(&self, other: &Self) -> f32 {
        let mean = |from: usize, to: usize| {
            let pairs = self.0[from..to].iter().zip(&other.0[from..to]);
            pairs.map(|(a, b)| f32::from(a.abs_diff(*b))).sum::<f32>() / (to - from) as f32
        };
        let lights = LIGHT * LIGHT;
        let difference = mean(0, lights) + mean(lights, LENGTH - 1) + mean(LENGTH - 1, LENGTH) / 2.0;
        (1.0 - difference / UNLIKE).max(0.0)
    }
}

/// How alike two parcels look: the mean over the first one's views. A view that the other has not is like nothing.
pub(crate) fn likeness(own: &[Option<Signature>], other: &[Option<Signature>]) -> f32 {
    let known = own.iter().enumerate().filter_map(|(view, own)| Some((view, own.as_ref()?)));
    let (mut sum, mut count) = (0.0, 0.0f32);
    for (view, own) in known {
        sum += other.get(view).and_then(Option::as_ref).map_or(0.0, |other| own.likeness(other));
        count += 1.0;
    }
    sum / count.max(1.0)
}

fn light([r, g, b]: [f32; 3]) -> f32 {
    0.299 * r + 0.587 * g + 0.114 * b
}

/// The parcel's place `[left, top, right, bottom]`; the whole picture where there is none.
fn parcel(rgb: &Plane<[u8; 3]>) -> [usize; 4] {
    let (width, height) = (rgb.width(), rgb.height());
    let (mut columns, mut rows) = (vec![0usize; width], vec![0usize; height]);
    for (y, row) in rows.iter_mut().enumerate() {
        for (column, pixel) in columns.iter_mut().zip(rgb.row(y)) {
            if light(pixel.map(f32::from)) < AIR {
                *column += 1;
                *row += 1;
            }
        }
    }
    let span = |counts: &[usize], across: usize| {
        let filled = |count: &usize| *count as f32 > FILLED * across as f32;
        let first = counts.iter().position(filled)?;
        let last = counts.iter().rposition(filled)?;
        Some((first, last + 1))
    };
    match (span(&columns, height), span(&rows, width)) {
        (Some((left, right)), Some((top, bottom))) => [left, top, right, bottom],
        _ => [0, 0, width, height],
    }
}

/// The part of a span that a cell takes; never empty where the span is not.
fn share(from: usize, to: usize, cell: usize, cells: usize) -> std::ops::Range<usize> {
    let length = to - from;
    let first = from + length * cell / cells;
    first..(from + (length * (cell + 1)).div_ceil(cells)).min(to)
}

/// The mean colour of a cell; white where there is no pixel.
fn mean(rgb: &Plane<[u8; 3]>, columns: &std::ops::Range<usize>, rows: &std::ops::Range<usize>) -> [f32; 3] {
    let mut sum = [0f32; 3];
    for y in rows.clone() {
        for pixel in &rgb.row(y)[columns.clone()] {
            (0..3).for_each(|channel| sum[channel] += f32::from(pixel[channel]));
        }
    }
    let count = columns.len() * rows.len();
    if count == 0 { [255.0; 3] } else { sum.map(|total| total / count as f32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A brown parcel at a place, with a dark thing in it.
    fn picture([x, y]: [usize; 2], thing: [usize; 4], colour: [u8; 3]) -> Plane<[u8; 3]> {
        let within = |px: usize, py: usize, [left, top, width, height]: [usize; 4]| {
            (left..left + width).contains(&px) && (top..top + height).contains(&py)
        };
        let pixels = (0..192 * 144).map(|index| {
            let (px, py) = (index % 192, index / 192);
            let inside = [x + thing[0], y + thing[1], thing[2], thing[3]];
            match (within(px, py, [x, y, 120, 80]), within(px, py, inside)) {
                (_, true) => colour,
                (true, _) => [250, 210, 160],
                _ => [255; 3],
            }
        });
        Plane::new(192, 144, pixels.collect()).unwrap()
    }

    #[test]
    fn a_parcel_is_like_itself_wherever_it_lies() {
        let at = |place| Signature::of(&picture(place, [30, 20, 40, 25], [20, 40, 160]));
        assert_eq!(at([10, 10]).likeness(&at([10, 10])), 1.0);
        assert!(at([10, 10]).likeness(&at([60, 50])) > 0.98);
    }

    #[test]
    fn likeness_falls_with_place_shape_and_matter_of_what_is_inside() {
        let own = Signature::of(&picture([10, 10], [30, 20, 40, 25], [20, 40, 160]));
        let with = |thing, colour| own.likeness(&Signature::of(&picture([10, 10], thing, colour)));
        let (near, far) = (with([34, 22, 40, 25], [20, 40, 160]), with([75, 50, 40, 25], [20, 40, 160]));
        let other_matter = with([30, 20, 40, 25], [200, 90, 20]);
        assert!(near > far && near > other_matter, "{near} {far} {other_matter}");
        assert!(own.likeness(&Signature::of(&Plane::filled(192, 144, [0; 3]))) < 0.2);
    }

    #[test]
    fn odd_pictures_have_signatures_too_and_other_lengths_are_none() {
        for (width, height) in [(0, 0), (1, 1), (192, 1), (1, 192), (5, 3)] {
            let signature = Signature::of(&Plane::filled(width, height, [9; 3]));
            assert_eq!(Signature::stored(signature.as_bytes().to_vec()), Some(signature));
        }
        assert_eq!(Signature::stored(vec![1, 2, 3]), None);
    }

    #[test]
    fn a_missing_view_is_like_nothing() {
        let one = Signature::of(&picture([10, 10], [30, 20, 40, 25], [20, 40, 160]));
        let own = [Some(one.clone()), Some(one.clone())];
        assert_eq!(likeness(&own, &own), 1.0);
        assert_eq!(likeness(&own, &[Some(one.clone())]), 0.5);
        assert_eq!(likeness(&own[..1], &[Some(one), None]), 1.0);
        assert_eq!(likeness(&[], &own), 0.0);
    }
}
