//! The annotated picture: boxes with labels, and the areas that are too dense to inspect hatched.
//!
//! Colours are those of Okabe and Ito (2008), which people with any common colour blindness tell
//! apart. Each line has a white and a dark edge, so that it shows on air, on matter and on the
//! pseudo-colour's own orange, green and blue. What does not reach its threshold is dashed.

use image::{
    ExtendedColorType, ImageEncoder, ImageError,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};

use crate::{font, geometry::PixelBox, report::Region, scan::Plane, taxonomy::ThreatGroup};

/// An 8-bit sRGB colour.
type Rgb = [u8; 3];

const WHITE: Rgb = [255; 3];
const DARK: Rgb = [20; 3];
/// Stripes over dense areas, which are black in the picture.
const HATCH: Rgb = [240, 228, 66];

/// Colour of boxes and labels of a group; white text is readable on each.
pub const fn colour(group: ThreatGroup) -> [u8; 3] {
    match group {
        ThreatGroup::Firearm => [213, 94, 0],
        ThreatGroup::Part => [0, 114, 178],
        ThreatGroup::Magazine => [160, 70, 130],
        ThreatGroup::Ammunition => [0, 125, 92],
    }
}

/// What stands at a region's box, for example `Pistol 87 %`: the class without its explanation in brackets.
pub fn label(region: &Region) -> String {
    let class = region.class.label();
    let short = class.split(" (").next().unwrap_or(class);
    format!("{short} {:.0} %", region.score * 100.0)
}

/// Draws the regions of one view on its picture `rgb`, and hatches `dense`, which has its size.
///
/// Regions with the highest score are drawn last, on top. Those of other views must be left out by
/// the caller. Lines and letters grow with the picture; a label that finds no free place moves.
pub fn annotate(rgb: &Plane<[u8; 3]>, regions: &[Region], dense: Option<&Plane<bool>>) -> Plane<[u8; 3]> {
    let mut canvas = Canvas { picture: rgb.clone(), scale: scale_for(rgb.width(), rgb.height()) };
    if let Some(dense) = dense {
        canvas.hatch(dense);
    }
    let mut ordered: Vec<&Region> = regions.iter().filter(|region| region.bbox.is_finite()).collect();
    ordered.sort_by(|a, b| a.alarm.cmp(&b.alarm).then(a.score.total_cmp(&b.score)));
    for region in &ordered {
        canvas.outline(&region.bbox, colour(region.group), !region.alarm);
    }
    let mut taken: Vec<Rect> = Vec::new();
    for region in ordered.iter().rev() {
        let text = label(region);
        let place = canvas.free_place(&region.bbox, &text, &taken);
        canvas.write(&place, &text, colour(region.group));
        taken.push(place);
    }
    canvas.picture
}

/// Encodes an annotated or plain picture as PNG, fast rather than small.
///
/// # Errors
/// [`ImageError`] when the picture has no pixels.
pub fn encode_png(rgb: &Plane<[u8; 3]>) -> Result<Vec<u8>, ImageError> {
    let mut png = Vec::new();
    // A side of more than u32 has no place in a PNG; the encoder refuses it as it does 0.
    let side = |length: usize| u32::try_from(length).unwrap_or(0);
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Sub).write_image(
        rgb.data().as_flattened(),
        side(rgb.width()),
        side(rgb.height()),
        ExtendedColorType::Rgb8,
    )?;
    Ok(png)
}

/// Steps of one in the pictures that [`encode_atomic_numbers`] makes. It is 8 times 257, so that whoever keeps the upper 8
/// bits alone, as browsers do, reads eighths.
pub const STEPS_PER_ATOMIC_NUMBER: f32 = 2056.0;

/// Encodes effective atomic numbers as a grey PNG of 16 bits: a sample is the number times [`STEPS_PER_ATOMIC_NUMBER`],
/// 0 is air.
///
/// # Errors
/// When the plane has no pixels.
pub fn encode_atomic_numbers(z_eff: &Plane<f32>) -> Result<Vec<u8>, ImageError> {
    let mut png = Vec::new();
    // The encoder takes the machine's own byte order.
    let samples: Vec<u8> =
        z_eff.data().iter().flat_map(|z| ((z * STEPS_PER_ATOMIC_NUMBER).round() as u16).to_ne_bytes()).collect();
    let side = |length: usize| u32::try_from(length).unwrap_or(0);
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Sub).write_image(
        &samples,
        side(z_eff.width()),
        side(z_eff.height()),
        ExtendedColorType::L16,
    )?;
    Ok(png)
}

/// Pixels per dot of a letter and per line: 2 at 1280 x 960, from 1 on thumbnails to 6 on line scans.
fn scale_for(width: usize, height: usize) -> i64 {
    (((width.min(height) + 240) / 480) as i64).clamp(1, 6)
}

/// Whole pixels, right and bottom excluded.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl Rect {
    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn grown(&self, by: i64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }
}

struct Canvas {
    picture: Plane<Rgb>,
    scale: i64,
}

impl Canvas {
    fn size(&self) -> (i64, i64) {
        (self.picture.width() as i64, self.picture.height() as i64)
    }

    /// Fills what of `rect` lies in the picture.
    fn fill(&mut self, rect: Rect, colour: Rgb) {
        let (width, height) = self.size();
        let columns = rect.left.clamp(0, width) as usize..rect.right.clamp(0, width) as usize;
        if columns.is_empty() {
            return;
        }
        for y in rect.top.clamp(0, height)..rect.bottom.clamp(0, height) {
            let start = y as usize * width as usize;
            self.picture.data_mut()[start + columns.start..start + columns.end].fill(colour);
        }
    }

    /// Draws a box whose line lies around `bbox`, so that it hides nothing of the object.
    fn outline(&mut self, bbox: &PixelBox, colour: Rgb, dashed: bool) {
        let inner = Rect {
            left: bbox.x.floor() as i64,
            top: bbox.y.floor() as i64,
            right: bbox.right().ceil() as i64,
            bottom: bbox.bottom().ceil() as i64,
        };
        let edge = (self.scale / 2).max(1);
        self.frame(inner, edge, WHITE, dashed);
        self.frame(inner.grown(edge), self.scale, colour, dashed);
        self.frame(inner.grown(edge + self.scale), edge, DARK, dashed);
    }

    /// A frame of `thickness` around `inner`.
    fn frame(&mut self, inner: Rect, thickness: i64, colour: Rgb, dashed: bool) {
        let outer = inner.grown(thickness);
        let sides = [
            Rect { bottom: inner.top, ..outer },
            Rect { top: inner.bottom, ..outer },
            Rect { left: outer.left, right: inner.left, ..inner },
            Rect { left: inner.right, right: outer.right, ..inner },
        ];
        for side in sides {
            if dashed { self.dashes(side, colour) } else { self.fill(side, colour) }
        }
    }

    /// Fills `side` in pieces along its length, the same pieces in each of a box's lines.
    fn dashes(&mut self, side: Rect, colour: Rgb) {
        let (width, height) = self.size();
        let length = 6 * self.scale;
        let mut at = |from: i64, to: i64, piece: &dyn Fn(i64, i64) -> Rect| {
            let first = from.div_euclid(2 * length) * 2 * length;
            for start in (first..to).step_by(2 * length as usize) {
                self.fill(piece(start.max(from), (start + length).min(to)), colour);
            }
        };
        if side.right - side.left > side.bottom - side.top {
            at(side.left.max(0), side.right.min(width), &|left, right| Rect { left, right, ..side });
        } else {
            at(side.top.max(0), side.bottom.min(height), &|top, bottom| Rect { top, bottom, ..side });
        }
    }

    /// Diagonal stripes where `dense` is true.
    fn hatch(&mut self, dense: &Plane<bool>) {
        let (width, height) = (self.picture.width().min(dense.width()), self.picture.height().min(dense.height()));
        let (stripe, period) = (self.scale as usize, 7 * self.scale as usize);
        for y in 0..height {
            for x in (0..width).filter(|&x| dense.at(x, y) && (x + y) % period < stripe) {
                let index = y * self.picture.width() + x;
                self.picture.data_mut()[index] = HATCH;
            }
        }
    }

    /// A place for a label near `bbox`, in the picture and off the labels in `taken` where one can be found.
    fn free_place(&self, bbox: &PixelBox, text: &str, taken: &[Rect]) -> Rect {
        let (width, height) = self.size();
        let pad = 2 * self.scale;
        let wide = text.chars().count() as i64 * font::ADVANCE as i64 * self.scale - self.scale + 2 * pad;
        let tall = font::HEIGHT as i64 * self.scale + 2 * pad - self.scale;
        let gap = 2 * self.scale + 1;
        let at = |left: i64, top: i64| {
            let left = left.clamp(0, (width - wide).max(0));
            let top = top.clamp(0, (height - tall).max(0));
            Rect { left, top, right: left + wide, bottom: top + tall }
        };
        let (left, right) = (bbox.x.floor() as i64 - gap, bbox.right().ceil() as i64 + gap);
        let (above, below) = (bbox.y.floor() as i64 - gap - tall, bbox.bottom().ceil() as i64 + gap);
        let near = [
            at(left, above),
            at(left, below),
            at(right - wide, above),
            at(right - wide, below),
            at(right, above + tall),
        ];
        let further = (1..12).flat_map(|step| [at(left, above - step * tall), at(left, below + step * tall)]);
        let free = |place: &Rect| taken.iter().all(|other| !other.overlaps(place));
        near.into_iter().chain(further).find(free).unwrap_or(near[0])
    }

    /// White letters on a field of `colour`.
    fn write(&mut self, field: &Rect, text: &str, colour: Rgb) {
        self.fill(field.grown((self.scale / 2).max(1)), DARK);
        self.fill(*field, colour);
        let pad = 2 * self.scale;
        for (index, character) in text.chars().enumerate() {
            let left = field.left + pad + index as i64 * font::ADVANCE as i64 * self.scale;
            for (row, bits) in font::glyph(character).into_iter().enumerate() {
                for column in (0..font::WIDTH).filter(|column| bits >> (font::WIDTH - 1 - column) & 1 == 1) {
                    let (x, y) = (left + column as i64 * self.scale, field.top + pad + row as i64 * self.scale);
                    self.fill(Rect { left: x, top: y, right: x + self.scale, bottom: y + self.scale }, WHITE);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        decode::{Limits, decode_view},
        scan::Pixels,
        taxonomy::ThreatClass,
    };

    fn region(class: ThreatClass, score: f32, alarm: bool, bbox: [f32; 4]) -> Region {
        Region {
            id: 1,
            view: 0,
            class,
            group: class.group(),
            score,
            threshold: 0.5,
            alarm,
            bbox: bbox.into(),
            z_eff: None,
            size_mm: None,
            linked: Vec::new(),
        }
    }

    fn count(picture: &Plane<Rgb>, wanted: Rgb) -> usize {
        picture.data().iter().filter(|&&pixel| pixel == wanted).count()
    }

    #[test]
    fn atomic_numbers_keep_16_bits_and_their_upper_half_is_eighths() {
        let numbers = Plane::new(4, 1, vec![0.0, 7.42, 26.0, 30.0]).unwrap();
        let png = encode_atomic_numbers(&numbers).unwrap();
        let view = decode_view("t", &png, &Limits::default()).unwrap();
        let Pixels::Grey(grey) = view.pixels else { panic!("grey") };
        assert_eq!(view.source_bits, 16);
        for (sample, number) in grey.data().iter().zip(numbers.data()) {
            assert!((f32::from(*sample) / STEPS_PER_ATOMIC_NUMBER - number).abs() < 0.001, "{number}");
            assert!((f32::from(*sample) / 257.0 / 8.0 - number).abs() < 0.001, "{number}");
        }
        assert!(encode_atomic_numbers(&Plane::filled(0, 0, 0.0)).is_err());
    }

    #[test]
    fn the_label_is_class_and_percent() {
        assert_eq!(label(&region(ThreatClass::Pistol, 0.874, true, [0.0; 4])), "Pistol 87 %");
        assert_eq!(label(&region(ThreatClass::AmmunitionGroup, 1.0, true, [0.0; 4])), "Ammunition 100 %");
    }

    #[test]
    fn a_box_lies_around_the_object_and_hides_nothing_of_it() {
        let plain = Plane::filled(1280, 960, [200u8, 210, 220]);
        let drawn = annotate(&plain, &[region(ThreatClass::Pistol, 0.9, true, [400.0, 300.0, 200.0, 150.0])], None);
        for y in 300..450 {
            assert!(drawn.row(y)[400..600].iter().all(|&pixel| pixel == [200, 210, 220]));
        }
        assert!(drawn.row(375)[390..400].contains(&colour(ThreatGroup::Firearm)));
        assert!(drawn.row(375)[600..610].contains(&colour(ThreatGroup::Firearm)));
    }

    #[test]
    fn what_is_below_its_threshold_is_dashed() {
        let plain = Plane::filled(1280, 960, [200u8; 3]);
        let line = |alarm| {
            let drawn = annotate(&plain, &[region(ThreatClass::Slide, 0.3, alarm, [400.0, 300.0, 300.0, 100.0])], None);
            drawn.row(402)[400..700].iter().filter(|&&pixel| pixel == colour(ThreatGroup::Part)).count()
        };
        assert_eq!(line(true), 300);
        assert!((120..180).contains(&line(false)), "{}", line(false));
    }

    #[test]
    fn labels_of_boxes_at_one_place_do_not_cover_each_other() {
        let plain = Plane::filled(1280, 960, [200u8; 3]);
        let regions: Vec<_> = [ThreatClass::Pistol, ThreatClass::Slide, ThreatClass::Magazine, ThreatClass::Cartridge]
            .into_iter()
            .map(|class| region(class, 0.9, true, [600.0, 400.0, 80.0, 60.0]))
            .collect();
        let alone: Vec<usize> =
            regions.iter().map(|one| count(&annotate(&plain, std::slice::from_ref(one), None), WHITE)).collect();
        let together = count(&annotate(&plain, &regions, None), WHITE);
        // The boxes share their white edge; the letters of four labels are all there.
        let edge = 2 * (80 + 60) + 4;
        assert_eq!(together, alone.iter().sum::<usize>() - 3 * edge);
    }

    #[test]
    fn boxes_and_labels_at_the_edge_and_on_tiny_pictures_stay_inside() {
        for (width, height) in [(1, 1), (12, 5), (300, 200)] {
            let plain = Plane::filled(width, height, [90u8; 3]);
            let regions = [
                region(ThreatClass::ImprovisedOrPrinted, 0.9, true, [0.0, 0.0, width as f32, height as f32]),
                region(ThreatClass::Bullet, 0.2, false, [width as f32 - 1.0, height as f32 - 1.0, 50.0, 50.0]),
                region(ThreatClass::Bullet, 0.2, true, [f32::NAN, 0.0, 5.0, 5.0]),
            ];
            let drawn = annotate(&plain, &regions, Some(&Plane::filled(width, height, true)));
            assert_eq!((drawn.width(), drawn.height()), (width, height));
            assert_ne!(drawn, plain);
        }
    }

    #[test]
    fn dense_areas_are_hatched_and_nothing_else() {
        let plain = Plane::filled(640, 480, [0u8; 3]);
        let mut dense = Plane::filled(640, 480, false);
        for y in 100..200 {
            dense.data_mut()[y * 640 + 200..y * 640 + 300].fill(true);
        }
        let drawn = annotate(&plain, &[], Some(&dense));
        let hatched = count(&drawn, HATCH);
        assert!((1000..2500).contains(&hatched), "{hatched}");
        assert_eq!(count(&drawn, [0; 3]), 640 * 480 - hatched);
        assert!(drawn.row(99).iter().chain(drawn.row(200)).all(|&pixel| pixel == [0; 3]));
    }

    #[test]
    fn png_holds_the_same_pixels_and_nothing_has_none() {
        let plain = Plane::new(3, 2, (0..6).map(|i| [i, 2 * i, 255 - i]).collect()).unwrap();
        let decoded = image::load_from_memory(&encode_png(&plain).unwrap()).unwrap().into_rgb8();
        assert_eq!((decoded.width(), decoded.height()), (3, 2));
        assert_eq!(decoded.as_raw(), plain.data().as_flattened());
        assert!(encode_png(&Plane::filled(0, 0, [0; 3])).is_err());
    }
}
