//! A region of a picture becomes the model's input: resized and normalised straight from the source,
//! into buffers that are kept.

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};

use super::{error::DetectError, orientation::Orientation};
use crate::{
    geometry::PixelBox,
    model::{ColourOrder, InputSpec, Layout, Resize},
    scan::Plane,
    tile::Tile,
};

/// Where a region lies in the model's input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placement {
    tile: Tile,
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

impl Placement {
    /// `tile` must not be empty.
    pub(super) fn new(tile: Tile, input: &InputSpec) -> Self {
        let (width, height) = match input.resize {
            Resize::Stretch => (input.width, input.height),
            Resize::Letterbox | Resize::LetterboxTopLeft => {
                let scale = f64::min(
                    f64::from(input.width) / f64::from(tile.width),
                    f64::from(input.height) / f64::from(tile.height),
                );
                let side = |length: u32, most: u32| ((f64::from(length) * scale).round() as u32).clamp(1, most);
                (side(tile.width, input.width), side(tile.height, input.height))
            }
        };
        let (x, y) = match input.resize {
            Resize::Letterbox => ((input.width - width) / 2, (input.height - height) / 2),
            Resize::LetterboxTopLeft | Resize::Stretch => (0, 0),
        };
        Self { tile, x, y, width, height }
    }

    /// A box in input pixels as one in pixels of the source view, cut to the tile; none when it lies in
    /// the padding alone.
    pub(super) fn to_source(self, bbox: PixelBox) -> Option<PixelBox> {
        let (sx, sy) = (self.tile.width as f32 / self.width as f32, self.tile.height as f32 / self.height as f32);
        let (x0, y0) = ((bbox.x - self.x as f32) * sx, (bbox.y - self.y as f32) * sy);
        let local = PixelBox { x: x0, y: y0, width: bbox.width * sx, height: bbox.height * sy };
        let cut = local.clamped(self.tile.width as f32, self.tile.height as f32);
        (cut.width > 0.0 && cut.height > 0.0).then_some(PixelBox {
            x: cut.x + self.tile.x as f32,
            y: cut.y + self.tile.y as f32,
            ..cut
        })
    }
}

/// The input tensor of one session, with what is needed to fill it again and again.
pub(super) struct TensorBuffer {
    input: InputSpec,
    resizer: Resizer,
    resized: Vec<u8>,
    values: Vec<f32>,
    /// `values` in another orientation.
    turned: Vec<f32>,
    scaling: Scaling,
    /// Which part of `values` is not padding; none before the first use.
    filled: Option<[u32; 4]>,
}

impl TensorBuffer {
    pub(super) fn new(input: &InputSpec) -> Self {
        Self {
            resizer: Resizer::new(),
            resized: Vec::new(),
            values: vec![0.0; input.shape().iter().product()],
            turned: Vec::new(),
            scaling: Scaling::new(input),
            filled: None,
            input: input.clone(),
        }
    }

    /// The tensor with the picture laid in an `orientation`, in the order of [`InputSpec::shape`].
    pub(super) fn values(&mut self, orientation: Orientation) -> &[f32] {
        if orientation.is_upright() {
            return &self.values;
        }
        orientation.turn(&self.input, &self.values, &mut self.turned);
        &self.turned
    }

    /// Fills the tensor with the region `tile` of `rgb`.
    pub(super) fn fill(&mut self, rgb: &Plane<[u8; 3]>, tile: &Tile) -> Result<Placement, DetectError> {
        let within =
            |start: u32, length: u32, side: usize| length > 0 && u64::from(start) + u64::from(length) <= side as u64;
        if !within(tile.x, tile.width, rgb.width()) || !within(tile.y, tile.height, rgb.height()) {
            return Err(DetectError::Tile { tile: *tile, width: rgb.width(), height: rgb.height() });
        }
        let placement = Placement::new(*tile, &self.input);
        let area = [placement.x, placement.y, placement.width, placement.height];
        if self.filled != Some(area) {
            self.pad();
            self.filled = Some(area);
        }
        let (width, height) = (placement.width as usize, placement.height as usize);
        if (placement.width, placement.height) == (tile.width, tile.height) {
            for y in 0..height {
                let row = &rgb.row(tile.y as usize + y)[tile.x as usize..][..width];
                write_row(&mut self.values, &self.input, &self.scaling, row, placement.x, placement.y + y as u32);
            }
            return Ok(placement);
        }
        self.resize(rgb, tile, &placement)?;
        let (pixels, _) = self.resized[..width * height * 3].as_chunks::<3>();
        for (y, row) in pixels.chunks_exact(width).enumerate() {
            write_row(&mut self.values, &self.input, &self.scaling, row, placement.x, placement.y + y as u32);
        }
        Ok(placement)
    }

    fn resize(&mut self, rgb: &Plane<[u8; 3]>, tile: &Tile, placement: &Placement) -> Result<(), DetectError> {
        let fault = |error: &dyn std::fmt::Display| DetectError::Resize(error.to_string());
        let side = |length: usize| u32::try_from(length).map_err(|error| fault(&error));
        let source = ImageRef::new(side(rgb.width())?, side(rgb.height())?, rgb.data().as_flattened(), PixelType::U8x3)
            .map_err(|error| fault(&error))?;
        let needed = placement.width as usize * placement.height as usize * 3;
        if self.resized.len() < needed {
            self.resized.resize(needed, 0);
        }
        let target = &mut self.resized[..needed];
        let mut target = Image::from_slice_u8(placement.width, placement.height, target, PixelType::U8x3)
            .map_err(|error| fault(&error))?;
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
            .crop(f64::from(tile.x), f64::from(tile.y), f64::from(tile.width), f64::from(tile.height))
            .use_alpha(false);
        self.resizer.resize(&source, &mut target, &options).map_err(|error| fault(&error))
    }

    fn pad(&mut self) {
        let pad = f32::from(self.input.pad);
        let value = |channel: usize| pad * self.scaling.linear[channel].0 + self.scaling.linear[channel].1;
        match (self.input.layout, self.input.colour.channels()) {
            (_, 1) => self.values.fill(value(0)),
            (Layout::Nchw, _) => {
                let plane = self.values.len() / 3;
                for (channel, values) in self.values.chunks_exact_mut(plane).enumerate() {
                    values.fill(value(channel));
                }
            }
            (Layout::Nhwc, _) => {
                let pixel = [value(0), value(1), value(2)];
                self.values.as_chunks_mut::<3>().0.fill(pixel);
            }
        }
    }
}

/// From samples to values of the tensor.
struct Scaling {
    /// Gain and offset of each channel of the tensor.
    linear: [(f32, f32); 3],
    /// What each sample becomes, by channel of the source: looking it up takes half the time of calculating it.
    tables: Box<[[f32; 256]; 3]>,
}

impl Scaling {
    fn new(input: &InputSpec) -> Self {
        let linear: [_; 3] = std::array::from_fn(|channel| {
            (input.scale / input.std[channel], -input.mean[channel] / input.std[channel])
        });
        let table = |(gain, offset): (f32, f32)| std::array::from_fn(|sample| sample as f32 * gain + offset);
        let mut tables = linear.map(table);
        if input.colour == ColourOrder::Bgr {
            tables.reverse();
        }
        Self { linear, tables: Box::new(tables) }
    }
}

/// Writes a row of pixels, normalised, at column `x` and row `y` of the tensor.
fn write_row(values: &mut [f32], input: &InputSpec, scaling: &Scaling, row: &[[u8; 3]], x: u32, y: u32) {
    let (width, height) = (input.width as usize, input.height as usize);
    let start = y as usize * width + x as usize;
    if input.colour == ColourOrder::Grey {
        let (gain, offset) = scaling.linear[0];
        for (value, [r, g, b]) in values[start..][..row.len()].iter_mut().zip(row) {
            let luma = 0.299 * f32::from(*r) + 0.587 * f32::from(*g) + 0.114 * f32::from(*b);
            *value = luma * gain + offset;
        }
        return;
    }
    let [reds, greens, blues] = &*scaling.tables;
    let look_up = |[r, g, b]: [u8; 3]| [reds[usize::from(r)], greens[usize::from(g)], blues[usize::from(b)]];
    let reversed = input.colour == ColourOrder::Bgr;
    match input.layout {
        Layout::Nchw => {
            let (first, others) = values.split_at_mut(width * height);
            let (second, third) = others.split_at_mut(width * height);
            let (first, third) = if reversed { (third, first) } else { (first, third) };
            let [reds, greens, blues] = [first, second, third].map(|plane| &mut plane[start..][..row.len()]);
            for (((red, green), blue), pixel) in reds.iter_mut().zip(greens).zip(blues).zip(row) {
                [*red, *green, *blue] = look_up(*pixel);
            }
        }
        Layout::Nhwc => {
            let target = values[start * 3..][..row.len() * 3].as_chunks_mut::<3>().0;
            for (value, pixel) in target.iter_mut().zip(row) {
                let [r, g, b] = look_up(*pixel);
                *value = if reversed { [b, g, r] } else { [r, g, b] };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UPRIGHT: Orientation = Orientation::ALL[0];

    fn input(resize: Resize, layout: Layout, colour: ColourOrder) -> InputSpec {
        InputSpec {
            name: None,
            width: 64,
            height: 32,
            layout,
            colour,
            scale: 0.5,
            mean: [1.0, 2.0, 3.0],
            std: [2.0, 2.0, 4.0],
            resize,
            pad: 200,
        }
    }

    fn picture(width: usize, height: usize) -> Plane<[u8; 3]> {
        let data = (0..width * height).map(|i| [(i % width) as u8, (i / width) as u8, 77]).collect();
        Plane::new(width, height, data).unwrap()
    }

    fn tile(x: u32, y: u32, width: u32, height: u32) -> Tile {
        Tile { x, y, width, height, overview: false }
    }

    #[test]
    fn samples_are_normalised_in_the_order_of_the_channels() {
        let mut buffer = TensorBuffer::new(&input(Resize::Stretch, Layout::Nchw, ColourOrder::Bgr));
        buffer.fill(&picture(100, 100), &tile(20, 10, 64, 32)).unwrap();
        let plane = 64 * 32;
        // Column 3, row 5 of the tile is column 23, row 15 of the picture.
        let at = 5 * 64 + 3;
        let found =
            [buffer.values(UPRIGHT)[at], buffer.values(UPRIGHT)[plane + at], buffer.values(UPRIGHT)[2 * plane + at]];
        assert_eq!(found, [(38.5 - 1.0) / 2.0, (7.5 - 2.0) / 2.0, (11.5 - 3.0) / 4.0]);

        let mut rows = TensorBuffer::new(&input(Resize::Stretch, Layout::Nhwc, ColourOrder::Bgr));
        rows.fill(&picture(100, 100), &tile(20, 10, 64, 32)).unwrap();
        assert_eq!(rows.values(UPRIGHT)[at * 3..][..3], found);
    }

    #[test]
    fn a_letterbox_leaves_no_trace_of_the_region_before() {
        let mut buffer = TensorBuffer::new(&input(Resize::Letterbox, Layout::Nchw, ColourOrder::Grey));
        let white = Plane::filled(64, 64, [255; 3]);
        buffer.fill(&white, &tile(0, 0, 64, 32)).unwrap();
        let placement = buffer.fill(&white, &tile(0, 0, 64, 64)).unwrap();
        assert_eq!((placement.x, placement.y, placement.width, placement.height), (16, 0, 32, 32));
        let (pad, filled) = ((200.0 * 0.5 - 1.0) / 2.0, (255.0 * 0.5 - 1.0) / 2.0);
        for row in buffer.values(UPRIGHT).chunks_exact(64) {
            for (x, value) in row.iter().enumerate() {
                let expected = if (16..48).contains(&x) { filled } else { pad };
                assert!((value - expected).abs() < 1e-3, "{x}: {value}");
            }
        }
    }

    #[test]
    fn a_box_comes_back_to_where_it_was_in_the_source() {
        let spec = input(Resize::Letterbox, Layout::Nchw, ColourOrder::Rgb);
        let placement = Placement::new(tile(100, 50, 200, 200), &spec);
        // The tile becomes 32 x 32 at column 16; a quarter of it is 8 x 8.
        let found = placement.to_source(PixelBox { x: 24.0, y: 8.0, width: 8.0, height: 8.0 }).unwrap();
        assert_eq!(found, PixelBox { x: 150.0, y: 100.0, width: 50.0, height: 50.0 });
        assert_eq!(placement.to_source(PixelBox { x: 2.0, y: 2.0, width: 10.0, height: 10.0 }), None);
        let cut = placement.to_source(PixelBox { x: 0.0, y: 0.0, width: 64.0, height: 32.0 }).unwrap();
        assert_eq!(cut, PixelBox { x: 100.0, y: 50.0, width: 200.0, height: 200.0 });
    }

    #[test]
    fn a_reduction_averages_what_lies_under_a_pixel() {
        let data = (0..128 * 64).map(|i| if (i % 128) % 2 == 0 { [0; 3] } else { [255; 3] }).collect();
        let stripes = Plane::new(128, 64, data).unwrap();
        let mut spec = input(Resize::Stretch, Layout::Nchw, ColourOrder::Rgb);
        (spec.scale, spec.mean, spec.std) = (1.0, [0.0; 3], [1.0; 3]);
        let mut buffer = TensorBuffer::new(&spec);
        buffer.fill(&stripes, &tile(0, 0, 128, 64)).unwrap();
        let middle = &buffer.values(UPRIGHT)[64 * 10 + 5..64 * 10 + 60];
        assert!(middle.iter().all(|value| (value - 127.5).abs() <= 1.0), "{middle:?}");
    }

    #[test]
    fn a_tile_beyond_the_picture_or_without_pixels_is_an_error() {
        let mut buffer = TensorBuffer::new(&input(Resize::Stretch, Layout::Nchw, ColourOrder::Rgb));
        for bad in [tile(60, 0, 50, 50), tile(0, 0, 0, 10), tile(u32::MAX, 0, 1, 1)] {
            assert!(matches!(buffer.fill(&picture(100, 100), &bad), Err(DetectError::Tile { .. })), "{bad:?}");
        }
    }
}
