//! Parcels drawn for the tiny model, and every kind of bad picture.

use std::io::Cursor;

use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder};
use tiff::encoder::{TiffEncoder, colortype};

pub(crate) const WIDTH: u32 = 320;
pub(crate) const HEIGHT: u32 = 240;

const CARTON: [u8; 3] = [250, 210, 160];
const BLUE: [u8; 3] = [20, 40, 160];

/// The parcel's place and the pistol's, `[x, y, width, height]`.
const PARCEL: [u32; 4] = [32, 24, 256, 192];
pub(crate) const PISTOL: [u32; 4] = [120, 80, 80, 80];

fn inside(x: u32, y: u32, [left, top, width, height]: [u32; 4]) -> bool {
    (left..left + width).contains(&x) && (top..top + height).contains(&y)
}

fn draw<T>(colour: impl Fn(u32, u32) -> T) -> Vec<T> {
    (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y))).map(|(x, y)| colour(x, y)).collect()
}

fn rgb(pistol: bool) -> Vec<[u8; 3]> {
    draw(|x, y| match (inside(x, y, PARCEL), pistol && inside(x, y, PISTOL)) {
        (_, true) => BLUE,
        (true, false) => CARTON,
        (false, false) => [255; 3],
    })
}

fn png(width: u32, height: u32, kind: ExtendedColorType, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new(&mut out).write_image(data, width, height, kind).unwrap();
    out
}

fn jpeg() -> Vec<u8> {
    let mut out = Vec::new();
    let data = rgb(false);
    let encoder = JpegEncoder::new_with_quality(&mut out, 95);
    encoder.write_image(data.as_flattened(), WIDTH, HEIGHT, ExtendedColorType::Rgb8).unwrap();
    out
}

fn tiff<C: colortype::ColorType>(pages: &[(u32, u32, &[C::Inner])]) -> Vec<u8>
where
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap();
    for &(width, height, data) in pages {
        encoder.write_image::<C>(width, height, data).unwrap();
    }
    out.into_inner()
}

/// A photo as a camera makes it.
pub(crate) fn jpeg_photo() -> Vec<u8> {
    jpeg()
}

/// A parcel with a pistol: ALARM.
pub(crate) fn pistol() -> Vec<u8> {
    png(WIDTH, HEIGHT, ExtendedColorType::Rgb8, rgb(true).as_flattened())
}

/// A parcel with nothing in it: CLEAR.
pub(crate) fn harmless() -> Vec<u8> {
    png(WIDTH, HEIGHT, ExtendedColorType::Rgb8, rgb(false).as_flattened())
}

/// A larger parcel, which takes a while.
pub(crate) fn large() -> Vec<u8> {
    enlarged(3)
}

/// A parcel with a pistol, so many times as wide and as high: its screening takes that much squared as long.
pub(crate) fn enlarged(times: u32) -> Vec<u8> {
    let (width, height) = (times * WIDTH, times * HEIGHT);
    let small = rgb(true);
    let at = |x: u32, y: u32| small[(y / times * WIDTH + x / times) as usize];
    let data: Vec<[u8; 3]> = (0..height).flat_map(|y| (0..width).map(move |x| at(x, y))).collect();
    png(width, height, ExtendedColorType::Rgb8, data.as_flattened())
}

/// The two layers of a dual-energy view of a harmless parcel, as 16-bit PNG.
pub(crate) fn layers() -> [Vec<u8>; 2] {
    [30_000u16, 38_000].map(|matter| {
        let samples = draw(|x, y| if inside(x, y, PARCEL) { matter } else { 60_000 });
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_ne_bytes()).collect();
        png(WIDTH, HEIGHT, ExtendedColorType::L16, &bytes)
    })
}

/// A PNG of nothing but signature, header and an empty end.
pub(crate) fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(1, 1, ExtendedColorType::L8, &[0]);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    file
}

/// What a picture that is out of the ordinary must lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// UNKNOWN with this abort reason.
    Unknown(&'static str),
    /// Screened in full, with this decision.
    Screened(&'static str),
}

/// Pictures out of the ordinary, each with its file name, its bytes, and what must come of it.
pub(crate) fn odd() -> Vec<(&'static str, Vec<u8>, Outcome)> {
    use Outcome::{Screened, Unknown};
    let cut = |mut whole: Vec<u8>| {
        whole.truncate(whole.len() * 2 / 3);
        whole
    };
    let data = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../screening-core/tests/data");
        std::fs::read(folder.join(name)).unwrap()
    };
    let flat: Vec<u8> = rgb(false).into_flattened();
    let transparent: Vec<[u8; 4]> = draw(|x, y| match (inside(x, y, PISTOL), inside(x, y, PARCEL)) {
        (true, _) => [BLUE[0], BLUE[1], BLUE[2], 255],
        (_, true) => [CARTON[0], CARTON[1], CARTON[2], 255],
        // Air that is black where alpha is ignored.
        _ => [0; 4],
    });
    let grey16: Vec<u8> = draw(|x, y| if inside(x, y, PARCEL) { 45_000u16 } else { 65_000 })
        .iter()
        .flat_map(|v| v.to_ne_bytes())
        .collect();
    let mut floats = draw(|x, y| if inside(x, y, PARCEL) { 0.6f32 } else { 1.0 });
    floats[1000] = f32::NAN;
    let (long, short) = (vec![40_000u16; 64 * 64], vec![40_000u16; 64 * 32]);
    vec![
        ("empty.png", Vec::new(), Unknown("INCOMPLETE_SCAN")),
        ("text.png", b"This is no picture.\n".to_vec(), Unknown("INCOMPLETE_SCAN")),
        ("cut.png", cut(harmless()), Unknown("INCOMPLETE_SCAN")),
        ("cut.jpg", cut(jpeg()), Unknown("INCOMPLETE_SCAN")),
        ("cut.tiff", cut(tiff::<colortype::RGB8>(&[(WIDTH, HEIGHT, &flat)])), Unknown("INCOMPLETE_SCAN")),
        ("giant.png", png_header(100_000, 100_000), Unknown("OVERSIZE")),
        ("no_columns.png", png_header(0, 100), Unknown("INCOMPLETE_SCAN")),
        ("one_pixel.png", png(1, 1, ExtendedColorType::L8, &[128]), Unknown("INCOMPLETE_SCAN")),
        ("cmyk.jpg", data("cmyk.jpg"), Unknown("INCOMPLETE_SCAN")),
        ("animated.png", data("animated.png"), Unknown("INCOMPLETE_SCAN")),
        ("nan.tiff", tiff::<colortype::Gray32Float>(&[(WIDTH, HEIGHT, &floats)]), Unknown("INCOMPLETE_SCAN")),
        ("unequal.tiff", tiff::<colortype::Gray16>(&[(64, 64, &long), (64, 32, &short)]), Unknown("INCOMPLETE_SCAN")),
        ("alpha.png", png(WIDTH, HEIGHT, ExtendedColorType::Rgba8, transparent.as_flattened()), Screened("ALARM")),
        ("grey16.png", png(WIDTH, HEIGHT, ExtendedColorType::L16, &grey16), Screened("CLEAR")),
        ("whole.jpg", jpeg(), Screened("CLEAR")),
    ]
}
