//! Bytes from scanners, good and bad. Bad ones end in the typed error that says what to do, and never in a panic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, which clippy.toml's exception does not reach")]

use std::io::Cursor;

use image::{
    ExtendedColorType, ImageEncoder, codecs::bmp::BmpEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder,
};
use proptest::prelude::*;
use screening_core::{
    decode::{DecodeError, Format, Limits, decode_pair, decode_view},
    scan::{Pixels, Plane, View},
};
use tiff::encoder::{TiffEncoder, colortype};

fn decode(bytes: &[u8]) -> Result<View, DecodeError> {
    decode_view("top", bytes, &Limits::default())
}

fn png(width: u32, height: u32, color: ExtendedColorType, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new(&mut out).write_image(data, width, height, color).unwrap();
    out
}

fn jpeg(width: u32, height: u32, color: ExtendedColorType, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 95).write_image(data, width, height, color).unwrap();
    out
}

fn bmp(width: u32, height: u32, color: ExtendedColorType, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    BmpEncoder::new(&mut out).write_image(data, width, height, color).unwrap();
    out
}

/// A TIFF with one page for each `(width, height, samples)`.
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

/// A picture of many tones and colours.
fn colours(width: usize, height: usize) -> Vec<[u8; 3]> {
    (0..width * height).map(|i| [(i * 3) as u8, (i * 7 + 11) as u8, (255 - i % 256) as u8]).collect()
}

fn native(samples: &[u16]) -> Vec<u8> {
    samples.iter().flat_map(|v| v.to_ne_bytes()).collect()
}

fn grey(view: &View) -> &Plane<u16> {
    match &view.pixels {
        Pixels::Grey(plane) => plane,
        other => panic!("not grey: {other:?}"),
    }
}

fn colour(view: &View) -> &Plane<[u8; 3]> {
    match &view.pixels {
        Pixels::Colour(plane) => plane,
        other => panic!("not colour: {other:?}"),
    }
}

/// A PNG of nothing but signature, header and an empty end: enough for whoever trusts the header.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(1, 1, ExtendedColorType::L8, &[0]);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    file
}

#[test]
fn eight_bit_pictures_of_every_format_come_out_as_they_were() {
    let rgb = colours(20, 10);
    let flat = rgb.as_flattened();
    for file in [
        png(20, 10, ExtendedColorType::Rgb8, flat),
        bmp(20, 10, ExtendedColorType::Rgb8, flat),
        tiff::<colortype::RGB8>(&[(20, 10, flat)]),
    ] {
        let view = decode(&file).unwrap();
        assert_eq!((view.name.as_str(), view.source_bits), ("top", 8));
        assert_eq!(colour(&view).data(), rgb);
    }
    let grey8: Vec<u8> = (0..200).collect();
    for file in [
        png(20, 10, ExtendedColorType::L8, &grey8),
        bmp(20, 10, ExtendedColorType::L8, &grey8),
        tiff::<colortype::Gray8>(&[(20, 10, &grey8)]),
    ] {
        let view = decode(&file).unwrap();
        assert_eq!(view.source_bits, 8);
        assert_eq!(grey(&view).at(3, 2), 43 * 257);
    }
}

#[test]
fn jpeg_comes_out_close_to_what_it_was_baseline_and_progressive() {
    let soft: Vec<[u8; 3]> = (0..32 * 16).map(|i| [240, (i % 32 * 4) as u8, 60]).collect();
    let view = decode(&jpeg(32, 16, ExtendedColorType::Rgb8, soft.as_flattened())).unwrap();
    for (a, b) in colour(&view).data().iter().zip(&soft) {
        assert!(a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) < 12), "{a:?} {b:?}");
    }
    let ramp: Vec<u8> = (0..32 * 16).map(|i| (i % 32 * 8) as u8).collect();
    let view = decode(&jpeg(32, 16, ExtendedColorType::L8, &ramp)).unwrap();
    assert!(grey(&view).at(31, 3) > 60_000);
    let view = decode(include_bytes!("data/progressive.jpg")).unwrap();
    assert_eq!(view.pixels.size(), (64, 48));
}

#[test]
fn sixteen_bit_grey_keeps_every_bit() {
    let samples: Vec<u16> = (0..200).map(|i| i * 327 + 1).collect();
    let png = png(20, 10, ExtendedColorType::L16, &native(&samples));
    let tiff = tiff::<colortype::Gray16>(&[(20, 10, &samples)]);
    for file in [png, tiff] {
        let view = decode(&file).unwrap();
        assert_eq!(view.source_bits, 16);
        assert_eq!(grey(&view).data(), samples);
    }
}

#[test]
fn grey_stored_as_rgb_is_grey_at_its_own_depth() {
    let eight: Vec<u8> = (0..200u8).flat_map(|v| [v; 3]).collect();
    for file in [png(20, 10, ExtendedColorType::Rgb8, &eight), jpeg(20, 10, ExtendedColorType::Rgb8, &eight)] {
        assert!(matches!(decode(&file).unwrap().pixels, Pixels::Grey(_)));
    }
    let deep: Vec<u16> = (0..200u16).flat_map(|v| [v * 300 + 7; 3]).collect();
    let view = decode(&png(20, 10, ExtendedColorType::Rgb16, &native(&deep))).unwrap();
    assert_eq!(grey(&view).at(1, 0), 307);
    // One pixel of colour is enough to stay a colour picture.
    let mut coloured = eight;
    coloured[299] ^= 1;
    assert!(matches!(decode(&png(20, 10, ExtendedColorType::Rgb8, &coloured)).unwrap().pixels, Pixels::Colour(_)));
}

#[test]
fn alpha_is_laid_over_white() {
    let rgba = [[200, 0, 0, 255], [200, 0, 0, 0], [200, 0, 100, 128]];
    let view = decode(&png(3, 1, ExtendedColorType::Rgba8, rgba.as_flattened())).unwrap();
    assert_eq!(colour(&view).data(), [[200, 0, 0], [255, 255, 255], [227, 127, 177]]);
    let view = decode(&png(2, 1, ExtendedColorType::La8, &[7, 255, 7, 0])).unwrap();
    assert_eq!(grey(&view).data(), [7 * 257, 65535]);
    let deep = native(&[1000, 2000, 3000, 65535, 0, 0, 0, 0]);
    let view = decode(&png(2, 1, ExtendedColorType::Rgba16, &deep)).unwrap();
    assert_eq!((view.source_bits, colour(&view).data()), (16, &[[3, 7, 11], [255; 3]][..]));
}

#[test]
fn dual_energy_comes_as_two_pages_or_two_files() {
    let low: Vec<u16> = (0..12).map(|v| v * 100).collect();
    let high: Vec<u16> = (0..12).map(|v| v * 200).collect();
    let pages = tiff::<colortype::Gray16>(&[(4, 3, &low), (4, 3, &high)]);
    let file = |samples: &[u16]| png(4, 3, ExtendedColorType::L16, &native(samples));
    let from_files = decode_pair("side", &file(&low), &file(&high), &Limits::default()).unwrap();
    for view in [decode(&pages).unwrap(), from_files] {
        assert_eq!(view.source_bits, 16);
        let Pixels::DualEnergy { low: l, high: h } = &view.pixels else { panic!("not a pair") };
        assert_eq!((l.data(), h.data()), (&low[..], &high[..]));
    }
}

#[test]
fn float_tiffs_are_read_on_either_scale_and_pairs_on_one() {
    let unit = tiff::<colortype::Gray32Float>(&[(2, 1, &[0.5, 1.0])]);
    assert_eq!(grey(&decode(&unit).unwrap()).data(), [32768, 65535]);
    let counts = tiff::<colortype::Gray32Float>(&[(2, 1, &[0.5, 60_000.0])]);
    let view = decode(&counts).unwrap();
    assert_eq!((view.source_bits, grey(&view).data()), (32, &[1, 60_000][..]));
    // The first page alone would look like 0..1.
    let pair = tiff::<colortype::Gray32Float>(&[(2, 1, &[0.0, 1.0]), (2, 1, &[0.0, 50_000.0])]);
    let Pixels::DualEnergy { low, .. } = decode(&pair).unwrap().pixels else { panic!("not a pair") };
    assert_eq!(low.data(), [0, 1]);
}

#[test]
fn one_pixel_is_a_picture() {
    let view = decode(&png(1, 1, ExtendedColorType::Rgb8, &[1, 2, 3])).unwrap();
    assert_eq!(view.pixels.size(), (1, 1));
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    assert!(matches!(decode(&[]), Err(DecodeError::Empty)));
}

#[test]
fn text_called_png_is_recognised_as_text() {
    let error = decode(b"hello, this is not a picture at all").unwrap_err();
    assert!(matches!(&error, DecodeError::UnknownFormat { looks_like } if looks_like.contains("hello")), "{error}");
    for (bytes, word) in [(&b"%PDF-1.7"[..], "PDF"), (b"PK\x03\x04....", "ZIP"), (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP")] {
        assert!(decode(bytes).unwrap_err().to_string().contains(word));
    }
}

#[test]
fn cut_files_are_said_to_be_cut_wherever_they_end() {
    let rgb = colours(64, 48);
    let flat = rgb.as_flattened();
    let samples: Vec<u16> = (0..64 * 48).map(|v| v as u16 * 17).collect();
    let whole = [
        (Format::Png, png(64, 48, ExtendedColorType::Rgb8, flat)),
        (Format::Jpeg, jpeg(64, 48, ExtendedColorType::Rgb8, flat)),
        (Format::Jpeg, include_bytes!("data/progressive.jpg").to_vec()),
        (Format::Tiff, tiff::<colortype::Gray16>(&[(64, 48, &samples)])),
        (Format::Bmp, bmp(64, 48, ExtendedColorType::Rgb8, flat)),
    ];
    for (expected, file) in whole {
        decode(&file).unwrap();
        for percent in [10, 30, 50, 80, 95] {
            let cut = &file[..file.len() * percent / 100];
            let error = decode(cut).unwrap_err();
            assert!(
                matches!(&error, DecodeError::Truncated { format, .. } if *format == expected),
                "{expected} at {percent} %: {error:?}"
            );
        }
    }
}

#[test]
fn a_damaged_stream_is_an_error_and_not_a_grey_patch() {
    let rgb = colours(256, 256);
    let mut file = jpeg(256, 256, ExtendedColorType::Rgb8, rgb.as_flattened());
    let middle = file.len() / 2;
    file[middle..middle + 400].fill(0xff);
    let end = file.len() - 2;
    file[end..].copy_from_slice(&[0xff, 0xd9]);
    assert!(matches!(decode(&file), Err(DecodeError::Corrupt { .. } | DecodeError::Truncated { .. })));
    let mut file = png(256, 256, ExtendedColorType::Rgb8, rgb.as_flattened());
    let middle = file.len() / 2;
    file[middle] ^= 0x55;
    assert!(matches!(decode(&file), Err(DecodeError::Corrupt { .. })));
}

/// Sets the value of a tag in the first directory of a little-endian TIFF.
fn set_tiff_tag(file: &mut [u8], tag: u16, value: u32) {
    let directory = u32::from_le_bytes(file[4..8].try_into().unwrap()) as usize;
    let entry = (directory + 2..).step_by(12).find(|&at| file[at..at + 2] == tag.to_le_bytes()).unwrap();
    // Type 4 is a 32-bit number.
    file[entry + 2..entry + 4].copy_from_slice(&4u16.to_le_bytes());
    file[entry + 8..entry + 12].copy_from_slice(&value.to_le_bytes());
}

#[test]
fn giant_headers_are_refused_before_anything_is_allocated() {
    let tiff_header = {
        let mut file = tiff::<colortype::Gray16>(&[(3, 5, &[7u16; 15])]);
        // ImageWidth is tag 256 and ImageLength 257.
        for tag in [256, 257] {
            set_tiff_tag(&mut file, tag, 100_000);
        }
        file
    };
    let bmp_header = {
        let mut file = bmp(1, 1, ExtendedColorType::Rgb8, &[1, 2, 3]);
        file[18..22].copy_from_slice(&100_000i32.to_le_bytes());
        file[22..26].copy_from_slice(&(-100_000i32).to_le_bytes());
        file
    };
    for file in [png_header(100_000, 100_000), tiff_header, bmp_header] {
        let error = decode(&file).unwrap_err();
        assert!(matches!(error, DecodeError::TooLarge { width: 100_000, height: 100_000, .. }), "{error:?}");
    }
    // JPEG cannot say more than 65,535.
    let mut file = jpeg(8, 8, ExtendedColorType::L8, &[9; 64]);
    let frame = file.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    file[frame + 5..frame + 9].fill(0xff);
    assert!(matches!(decode(&file), Err(DecodeError::TooLarge { width: 65_535, .. })));
}

#[test]
fn memory_is_limited_as_well_as_pixels() {
    // 63 Mpx pass the limit on pixels; with four channels of 16 bits they would take 700 MB.
    let mut file = png(1, 1, ExtendedColorType::Rgba16, &[0; 8]);
    file[16..20].copy_from_slice(&9_000u32.to_be_bytes());
    file[20..24].copy_from_slice(&7_000u32.to_be_bytes());
    // The header's checksum covers what was changed.
    let sum = crc32(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    let error = decode(&file).unwrap_err();
    assert!(matches!(error, DecodeError::TooMuchMemory { .. }), "{error:?}");
    let tight = Limits { max_bytes: 10, ..Limits::default() };
    assert!(matches!(decode_view("a", &file, &tight), Err(DecodeError::FileTooLarge { limit: 10, .. })));
    let narrow = Limits { max_pixels: 100, ..Limits::default() };
    let small = png(20, 10, ExtendedColorType::L8, &[0; 200]);
    assert!(matches!(decode_view("a", &small, &narrow), Err(DecodeError::TooLarge { .. })));
}

/// CRC-32 of PNG (ISO 3309), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn zero_sizes_are_refused() {
    let mut bmp_header = bmp(1, 1, ExtendedColorType::Rgb8, &[1, 2, 3]);
    bmp_header[18..22].fill(0);
    let mut jpeg_header = jpeg(8, 8, ExtendedColorType::L8, &[9; 64]);
    let frame = jpeg_header.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    jpeg_header[frame + 5..frame + 7].fill(0);
    for file in [png_header(0, 10), png_header(10, 0), bmp_header, jpeg_header] {
        let error = decode(&file).unwrap_err();
        assert!(matches!(error, DecodeError::ZeroSize { .. }), "{error:?}");
    }
}

#[test]
fn cmyk_is_refused_by_name() {
    let error = decode(include_bytes!("data/cmyk.jpg")).unwrap_err();
    assert!(matches!(&error, DecodeError::Unsupported { found, .. } if found.contains("CMYK")), "{error:?}");
    let cmyk = tiff::<colortype::CMYK8>(&[(2, 1, &[1, 2, 3, 4, 5, 6, 7, 8])]);
    assert!(decode(&cmyk).unwrap_err().to_string().contains("CMYK"));
}

#[test]
fn animations_are_refused() {
    assert!(matches!(decode(include_bytes!("data/animated.png")), Err(DecodeError::Animated { format: "PNG" })));
    assert!(matches!(decode(b"GIF89a\x01\0\x01\0\0\0\0;"), Err(DecodeError::Animated { format: "GIF" })));
}

#[test]
fn planes_that_do_not_belong_together_are_refused() {
    let pages = tiff::<colortype::Gray16>(&[(4, 1, &[1, 2, 3, 4]), (2, 2, &[1, 2, 3, 4])]);
    let error = decode(&pages).unwrap_err();
    assert!(matches!(&error, DecodeError::PairMismatch { reason } if reason.contains("4 x 1")), "{error:?}");
    let grey = png(2, 1, ExtendedColorType::L8, &[1, 2]);
    let wide = png(3, 1, ExtendedColorType::L8, &[1, 2, 3]);
    let red = png(2, 1, ExtendedColorType::Rgb8, &[255, 0, 0, 255, 0, 0]);
    for (low, high) in [(&grey, &wide), (&red, &grey), (&grey, &red)] {
        let error = decode_pair("a", low, high, &Limits::default()).unwrap_err();
        assert!(matches!(error, DecodeError::PairMismatch { .. }), "{error:?}");
    }
    let three = tiff::<colortype::Gray8>(&[(1, 1, &[1]), (1, 1, &[2]), (1, 1, &[3])]);
    assert!(matches!(decode(&three), Err(DecodeError::Unsupported { .. })));
}

#[test]
fn floats_that_are_no_numbers_are_refused_with_their_place() {
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let file = tiff::<colortype::Gray32Float>(&[(3, 2, &[0.0, 0.5, 1.0, 0.0, bad, 1.0])]);
        assert!(matches!(decode(&file), Err(DecodeError::NotFinite { x: 1, y: 1, .. })));
    }
    let negative = tiff::<colortype::Gray32Float>(&[(2, 1, &[-0.5, 1.0])]);
    assert!(matches!(decode(&negative), Err(DecodeError::FloatRange { .. })));
}

#[test]
fn a_picture_whose_strips_were_never_written_is_not_read_as_black() {
    let mut file = tiff::<colortype::Gray16>(&[(4, 4, &[7u16; 16])]);
    // StripByteCounts.
    set_tiff_tag(&mut file, 279, 0);
    assert!(matches!(decode(&file), Err(DecodeError::Truncated { format: Format::Tiff, .. })));
}

#[test]
fn every_message_says_what_to_do() {
    let errors = [
        decode(&[]),
        decode(b"text, and nothing else here"),
        decode(&png_header(100_000, 100_000)),
        decode(&png_header(0, 1)),
        decode(&png(64, 64, ExtendedColorType::L8, &[3; 4096])[..60]),
        decode(include_bytes!("data/cmyk.jpg")),
        decode(include_bytes!("data/animated.png")),
    ];
    for error in errors {
        let text = error.unwrap_err().to_string();
        let asks = ["send", "scan", "export", "raise"].iter().any(|verb| text.contains(verb));
        assert!(asks && text.len() < 250, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Damage of every kind to files of every kind: an error or a picture within the limits, never a panic.
    #[test]
    fn damaged_files_never_panic(
        which in 0usize..8,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let rgb = colours(24, 17);
        let flat = rgb.as_flattened();
        let samples: Vec<u16> = (0..24 * 17).map(|v| v as u16 * 160).collect();
        let floats: Vec<f32> = (0..24 * 17).map(|v| v as f32 / 500.0).collect();
        let mut file = match which {
            0 => png(24, 17, ExtendedColorType::Rgb8, flat),
            1 => jpeg(24, 17, ExtendedColorType::Rgb8, flat),
            2 => include_bytes!("data/progressive.jpg").to_vec(),
            3 => bmp(24, 17, ExtendedColorType::Rgb8, flat),
            4 => tiff::<colortype::Gray16>(&[(24, 17, &samples), (24, 17, &samples)]),
            5 => tiff::<colortype::Gray32Float>(&[(24, 17, &floats)]),
            6 => include_bytes!("data/animated.png").to_vec(),
            _ => png(24, 17, ExtendedColorType::L16, &native(&samples)),
        };
        for (place, value) in edits {
            let at = place.index(file.len());
            file[at] = value;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        let limits = Limits { max_pixels: 1 << 20, ..Limits::default() };
        if let Ok(view) = decode_view("a", &file, &limits) {
            let (width, height) = view.pixels.size();
            prop_assert!(width * height <= 1 << 20 && width * height > 0);
        }
    }
}
