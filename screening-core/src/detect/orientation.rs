//! The eight ways to lay a picture. Parcels lie any way up, and a net errs a little differently in each: outputs that are
//! averaged cell by cell over several of them rank threats above look-alikes more often than one does.

use super::error::DetectError;
use crate::model::{InputSpec, Layout};

/// How the input is laid: first its axes are exchanged, then it is mirrored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orientation {
    transpose: bool,
    flip_x: bool,
    flip_y: bool,
}

/// How the candidates of a dense output, four numbers of a box and then scores, lie in its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cells {
    pub(super) count: usize,
    /// Numbers of each candidate.
    pub(super) numbers: usize,
    /// Distance between two numbers of a candidate.
    pub(super) number: usize,
    /// Distance between two candidates.
    pub(super) candidate: usize,
}

impl Orientation {
    /// All of them. The first two, four and eight are closed under their own operations.
    pub(super) const ALL: [Self; 8] = [
        Self::new(false, false, false),
        Self::new(false, true, false),
        Self::new(false, false, true),
        Self::new(false, true, true),
        Self::new(true, false, false),
        Self::new(true, true, false),
        Self::new(true, false, true),
        Self::new(true, true, true),
    ];

    const fn new(transpose: bool, flip_x: bool, flip_y: bool) -> Self {
        Self { transpose, flip_x, flip_y }
    }

    /// Whether the picture is as it came.
    pub(super) fn is_upright(self) -> bool {
        self == Self::ALL[0]
    }

    /// Where the cell at column `x` and row `y` of the upright grid comes to lie. Both grids have the same size, which is
    /// square where axes are exchanged.
    fn place(self, (x, y): (usize, usize), (columns, rows): (usize, usize)) -> (usize, usize) {
        let (x, y) = if self.transpose { (y, x) } else { (x, y) };
        (if self.flip_x { columns - 1 - x } else { x }, if self.flip_y { rows - 1 - y } else { y })
    }

    /// The tensor `upright` of `input`'s shape, laid this way.
    pub(super) fn turn(self, input: &InputSpec, upright: &[f32], turned: &mut Vec<f32>) {
        let size @ (width, height) = (input.width as usize, input.height as usize);
        let channels = input.colour.channels();
        turned.resize(upright.len(), 0.0);
        // A plane is a picture with so many values a pixel.
        let values = match input.layout {
            Layout::Nchw => 1,
            Layout::Nhwc => channels,
        };
        let plane = width * height * values;
        for (from, to) in upright.chunks_exact(plane).zip(turned.chunks_exact_mut(plane)) {
            for (y, row) in from.chunks_exact(width * values).enumerate() {
                if !self.transpose && !self.flip_x {
                    let (_, at) = self.place((0, y), size);
                    to[at * width * values..][..width * values].copy_from_slice(row);
                    continue;
                }
                for (x, pixel) in row.chunks_exact(values).enumerate() {
                    let (u, v) = self.place((x, y), size);
                    to[(v * width + u) * values..][..values].copy_from_slice(pixel);
                }
            }
        }
    }

    /// Adds a dense output for a picture laid this way to `sum`, each cell where it lies upright, boxes `cx, cy, w, h` in
    /// pixels of the upright input. The grid has levels of these `strides`, row by row.
    pub(super) fn add_upright(
        self,
        input: &InputSpec,
        strides: &[u32],
        cells: Cells,
        output: &[f32],
        sum: &mut [f32],
    ) -> Result<(), DetectError> {
        let grids: Vec<(usize, usize)> =
            strides.iter().map(|stride| ((input.width / stride) as usize, (input.height / stride) as usize)).collect();
        let expected: usize = grids.iter().map(|(columns, rows)| columns * rows).sum();
        if expected != cells.count || output.len() != sum.len() || output.len() < cells.count * cells.numbers {
            return Err(DetectError::Shape(format!(
                "the model puts out {} candidates, but input and strides {strides:?} make a grid of {expected}, which \
                 several orientations need",
                cells.count
            )));
        }
        let (width, height) = (input.width as f32, input.height as f32);
        let mut first = 0;
        for (columns, rows) in grids {
            for y in 0..rows {
                for x in 0..columns {
                    let (u, v) = self.place((x, y), (columns, rows));
                    let from = (first + v * columns + u) * cells.candidate;
                    let to = (first + y * columns + x) * cells.candidate;
                    let read = |number: usize| output[from + number * cells.number];
                    let bbox = self.upright_box([read(0), read(1), read(2), read(3)], (width, height));
                    for (number, value) in bbox.into_iter().enumerate() {
                        sum[to + number * cells.number] += value;
                    }
                    for number in 4..cells.numbers {
                        sum[to + number * cells.number] += read(number);
                    }
                }
            }
            first += columns * rows;
        }
        Ok(())
    }

    fn upright_box(self, [cx, cy, w, h]: [f32; 4], (width, height): (f32, f32)) -> [f32; 4] {
        let x = if self.flip_x { width - cx } else { cx };
        let y = if self.flip_y { height - cy } else { cy };
        if self.transpose { [y, x, h, w] } else { [x, y, w, h] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ColourOrder, Resize};

    fn input(layout: Layout) -> InputSpec {
        InputSpec {
            name: None,
            width: 64,
            height: 64,
            layout,
            colour: ColourOrder::Rgb,
            scale: 1.0,
            mean: [0.0; 3],
            std: [1.0; 3],
            resize: Resize::Letterbox,
            pad: 255,
        }
    }

    /// A net that sees one dark block: the cell that holds its middle puts out its box, and the pixel there as score.
    fn see(values: &[f32], strides: &[u32]) -> Vec<f32> {
        let dark: Vec<(usize, usize)> =
            (0..64 * 64).filter(|at| values[*at] < 0.5).map(|at| (at % 64, at / 64)).collect();
        let bounds = |axis: fn(&(usize, usize)) -> usize| {
            let (least, most) = (dark.iter().map(axis).min().unwrap(), dark.iter().map(axis).max().unwrap());
            ((least + most + 1) as f32 / 2.0, (most + 1 - least) as f32)
        };
        let ((cx, w), (cy, h)) = (bounds(|at| at.0), bounds(|at| at.1));
        let mut output = Vec::new();
        for stride in strides {
            let side = 64 / stride;
            for y in 0..side {
                for x in 0..side {
                    let mine = (cx as u32 / stride, cy as u32 / stride) == (x, y);
                    output.extend([cx, cy, w, h, if mine { 0.75 } else { 0.0 }]);
                }
            }
        }
        output
    }

    #[test]
    fn what_is_seen_in_any_orientation_is_found_where_it_lies_upright() {
        let strides = [8, 16];
        for layout in [Layout::Nchw, Layout::Nhwc] {
            let input = input(layout);
            let channels = if layout == Layout::Nchw { 1 } else { 3 };
            let mut upright = vec![1.0; 3 * 64 * 64];
            for (x, y) in (6..20).flat_map(|x| (41..45).map(move |y| (x, y))) {
                upright[(y * 64 + x) * channels] = 0.0;
            }
            let cells = Cells { count: 80, numbers: 5, number: 1, candidate: 5 };
            let first_channel =
                |values: &[f32]| -> Vec<f32> { values.iter().copied().step_by(channels).take(64 * 64).collect() };
            let expected = see(&first_channel(&upright), &strides);
            let mut turned = Vec::new();
            for orientation in Orientation::ALL {
                orientation.turn(&input, &upright, &mut turned);
                assert_eq!(orientation.is_upright(), turned == upright);
                let mut sum = vec![0.0; expected.len()];
                let output = see(&first_channel(&turned), &strides);
                orientation.add_upright(&input, &strides, cells, &output, &mut sum).unwrap();
                assert_eq!(sum, expected, "{orientation:?}");
            }
        }
    }

    #[test]
    fn numbers_may_lie_in_planes() {
        let strides = [32];
        // Four cells of four numbers of a box and one score; the second cell of the first row.
        let planes: Vec<f32> =
            [[1.0, 40.0, 1.0, 1.0], [1.0, 10.0, 1.0, 1.0], [2.0; 4], [3.0; 4], [0.0, 0.5, 0.0, 0.0]].concat();
        let cells = Cells { count: 4, numbers: 5, number: 4, candidate: 1 };
        let mut sum = vec![0.0; planes.len()];
        // Mirrored left to right, the cell is the first of its row.
        Orientation::ALL[1].add_upright(&input(Layout::Nchw), &strides, cells, &planes, &mut sum).unwrap();
        assert_eq!([sum[0], sum[4], sum[8], sum[12], sum[16]], [24.0, 10.0, 2.0, 3.0, 0.5]);
    }

    #[test]
    fn another_grid_than_the_output_has_is_an_error() {
        let cells = Cells { count: 4, numbers: 5, number: 1, candidate: 5 };
        let (output, mut sum) = (vec![0.0; 20], vec![0.0; 20]);
        let error = Orientation::ALL[1].add_upright(&input(Layout::Nchw), &[8], cells, &output, &mut sum).unwrap_err();
        assert!(error.to_string().contains("64"), "{error}");
    }
}
