//! The gate and the normalised picture on made-up views whose truth is known.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy.toml's exception does not reach")]

use proptest::prelude::*;
use screening_core::{
    normalise::normalise,
    quality::{Quality, QualityOptions, assess},
    report::Ability,
    scan::{Pixels, Plane, View},
};

/// A picture that things are drawn into, with noise and a ground of its own.
struct Canvas {
    width: usize,
    height: usize,
    data: Vec<[u8; 3]>,
}

impl Canvas {
    fn new(width: usize, height: usize, ground: [u8; 3]) -> Self {
        Self { width, height, data: vec![ground; width * height] }
    }

    fn fill(mut self, x: usize, y: usize, w: usize, h: usize, colour: [u8; 3]) -> Self {
        for row in y..(y + h).min(self.height) {
            for column in x..(x + w).min(self.width) {
                self.data[row * self.width + column] = colour;
            }
        }
        self
    }

    /// Noise of about `sigma` levels in every channel, the same for the same `seed`.
    fn noise(mut self, sigma: f32, seed: u32) -> Self {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        let mut uniform = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 - 0.5
        };
        for value in self.data.as_flattened_mut() {
            // Four uniform numbers have a variance of a third.
            let normal = (uniform() + uniform() + uniform() + uniform()) * 1.732;
            *value = (f32::from(*value) + normal * sigma).round().clamp(0.0, 255.0) as u8;
        }
        self
    }

    fn inverted(mut self) -> Self {
        self.data.as_flattened_mut().iter_mut().for_each(|v| *v = 255 - *v);
        self
    }

    fn view(self) -> View {
        let pixels = Pixels::Colour(Plane::new(self.width, self.height, self.data).unwrap());
        View { name: "top".to_owned(), pixels, source_bits: 8, mm_per_pixel: None }
    }

    fn grey(self, bits: u8) -> View {
        let plane = Plane::new(self.width, self.height, self.data).unwrap().map(|rgb| u16::from(rgb[1]) * 257);
        View { name: "top".to_owned(), pixels: Pixels::Grey(plane), source_bits: bits, mm_per_pixel: None }
    }
}

const WHITE: [u8; 3] = [255; 3];
const CARD: [u8; 3] = [250, 225, 190];
const PLASTIC: [u8; 3] = [240, 150, 60];
const STEEL: [u8; 3] = [30, 60, 180];
const BLACK: [u8; 3] = [0; 3];

fn gate(view: &View) -> Quality {
    assess(view, &QualityOptions::default())
}

/// A box of card with plastic and steel in it, well inside the picture.
fn parcel(ground: [u8; 3]) -> Canvas {
    Canvas::new(400, 300, ground)
        .fill(80, 60, 240, 180, CARD)
        .fill(120, 100, 80, 60, PLASTIC)
        .fill(220, 120, 60, 50, STEEL)
}

fn share(mask: &Plane<bool>) -> f32 {
    mask.data().iter().filter(|&&set| set).count() as f32 / mask.data().len() as f32
}

#[test]
fn an_ordinary_parcel_passes_and_its_hull_is_exact() {
    let quality = gate(&parcel(WHITE).view());
    assert!(!quality.report.blank && !quality.report.clipped && !quality.report.polarity_corrected);
    assert!(quality.exposure_ok);
    assert_eq!(quality.report.ability, Ability::NoInterference);
    assert_eq!(quality.parcels, [[80.0, 60.0, 240.0, 180.0].into()]);
    assert!(share(&quality.air) > 0.5);
}

#[test]
fn grounds_of_every_tint_and_noise_are_air_and_the_parcel_is_not() {
    let grounds = [WHITE, [240, 240, 240], [200, 200, 200], [246, 222, 228], [215, 228, 246], [170, 170, 175]];
    for (seed, ground) in grounds.into_iter().enumerate() {
        for sigma in [0.0, 1.0, 3.0] {
            // What is seen through tinted air is tinted as well.
            let tint = |c: [u8; 3]| [0, 1, 2].map(|i| (u32::from(c[i]) * u32::from(ground[i]) / 255) as u8);
            let canvas = Canvas::new(400, 300, ground)
                .fill(80, 60, 240, 180, tint(CARD))
                .fill(220, 120, 60, 50, tint(STEEL))
                .noise(sigma, seed as u32);
            let quality = gate(&canvas.view());
            let context = format!("ground {ground:?}, noise {sigma}");
            assert!(!quality.report.blank && !quality.report.polarity_corrected, "{context}");
            assert!(!quality.report.clipped && quality.exposure_ok, "{context}");
            assert!(share(&quality.air) > 0.45, "{context}: {}", share(&quality.air));
            assert_eq!(quality.parcels.len(), 1, "{context}: {:?}", quality.parcels);
            let hull = quality.parcels[0];
            assert!(hull.iou(&[80.0, 60.0, 240.0, 180.0].into()) > 0.97, "{context}: {hull:?}");
        }
    }
}

#[test]
fn tinted_air_becomes_white() {
    let view = parcel([246, 222, 228]).noise(1.0, 3).view();
    let picture = normalise(&view, &gate(&view), None);
    let [r, g, b] = picture.rgb.at(10, 10);
    assert!(r > 250 && g > 250 && b > 250, "{:?}", [r, g, b]);
    let white = parcel(WHITE).view();
    let Pixels::Colour(plane) = &white.pixels else { panic!("not colour") };
    assert_eq!(&normalise(&white, &gate(&white), None).rgb, plane);
}

#[test]
fn nothing_on_the_belt_is_blank() {
    for (ground, sigma) in [(WHITE, 0.0), (WHITE, 2.0), ([210, 200, 205], 3.0), ([128; 3], 1.0), (BLACK, 0.0)] {
        let quality = gate(&Canvas::new(300, 200, ground).noise(sigma, 9).view());
        assert!(quality.report.blank && quality.parcels.is_empty(), "{ground:?} {sigma}: {:?}", quality.report);
    }
}

#[test]
fn a_single_cartridge_is_not_blank() {
    let quality = gate(&Canvas::new(600, 400, WHITE).fill(300, 200, 24, 9, STEEL).noise(1.0, 4).view());
    assert!(!quality.report.blank);
    assert_eq!(quality.parcels.len(), 1);
}

#[test]
fn lines_of_the_belt_neither_make_a_parcel_nor_cut_one() {
    let lines = |canvas: Canvas| canvas.fill(0, 40, 400, 3, [235, 235, 235]).fill(30, 0, 2, 300, [230, 232, 236]);
    let quality = gate(&lines(Canvas::new(400, 300, [250; 3])).view());
    assert!(quality.parcels.is_empty() && quality.report.blank, "{:?}", quality.parcels);
    let quality = gate(&lines(parcel([250; 3])).noise(1.0, 2).view());
    assert!(!quality.report.clipped);
    assert!(quality.parcels[0].iou(&[80.0, 60.0, 240.0, 180.0].into()) > 0.97, "{:?}", quality.parcels);
    // Yet nobody can be sure that a line is nothing.
    assert!(!quality.air.at(350, 41) && !quality.air.at(31, 280));
}

#[test]
fn dark_air_is_found_corrected_and_said() {
    for view in [
        parcel(WHITE).noise(2.0, 5).inverted().view(),
        parcel(WHITE).inverted().grey(8),
        parcel(WHITE).inverted().grey(16),
    ] {
        let quality = gate(&view);
        assert!(quality.report.polarity_corrected && quality.exposure_ok && !quality.report.blank);
        assert!(quality.parcels[0].iou(&[80.0, 60.0, 240.0, 180.0].into()) > 0.95, "{:?}", quality.parcels);
        let picture = normalise(&view, &quality, None);
        assert!(picture.rgb.at(5, 5).iter().all(|&v| v > 245), "{:?}", picture.rgb.at(5, 5));
        assert!(picture.rgb.at(240, 140).iter().all(|&v| v < 200));
    }
}

#[test]
fn a_frame_of_steel_with_light_inside_is_left_to_a_person() {
    // Steel to the rim of the picture, an opening in it: inverted air and a parcel would look the same.
    let view = Canvas::new(400, 300, [3, 3, 8]).fill(100, 80, 200, 140, WHITE).fill(150, 120, 60, 40, PLASTIC).view();
    let quality = gate(&view);
    assert!(!quality.exposure_ok);
    assert!(!quality.report.polarity_corrected);
}

#[test]
fn a_cut_parcel_is_clipped_on_whichever_side() {
    for (x, y, w, h) in [(0, 60, 200, 100), (200, 60, 200, 100), (100, 0, 150, 120), (100, 180, 150, 120)] {
        let quality = gate(&Canvas::new(400, 300, WHITE).fill(x, y, w, h, PLASTIC).view());
        assert!(quality.report.clipped, "{x} {y}");
    }
    // A frame drawn round the picture and the pale rim of a tray cut nothing.
    let framed = parcel(WHITE).fill(0, 0, 400, 2, BLACK).fill(0, 298, 400, 2, BLACK);
    assert!(!gate(&framed.fill(0, 0, 2, 300, BLACK).fill(398, 0, 2, 300, BLACK).view()).report.clipped);
    assert!(!gate(&parcel(WHITE).fill(0, 100, 30, 150, [252, 240, 225]).view()).report.clipped);
}

#[test]
fn an_area_that_nothing_shines_through_is_a_shield_and_specks_are_not() {
    let quality = gate(&parcel(WHITE).fill(150, 100, 60, 60, BLACK).noise(1.0, 6).view());
    assert_eq!(quality.report.ability, Ability::Shield);
    let expected = 100.0 * 3600.0 / (240.0 * 180.0);
    assert!((quality.report.dense_percent - expected).abs() < 1.5, "{}", quality.report.dense_percent);
    assert!(quality.dense.at(180, 130) && !quality.dense.at(100, 80));
    let quality = gate(&parcel(WHITE).fill(150, 100, 10, 10, BLACK).view());
    assert_eq!(quality.report.ability, Ability::NoInterference);
    // With a scale, the same pixels can be large.
    let mut coarse = parcel(WHITE).fill(150, 100, 12, 12, BLACK).view();
    coarse.mm_per_pixel = Some([3.0, 3.0]);
    assert_eq!(gate(&coarse).report.ability, Ability::Shield);
}

#[test]
fn two_parcels_are_two() {
    let view = Canvas::new(600, 300, WHITE).fill(40, 60, 180, 150, CARD).fill(330, 80, 200, 160, PLASTIC).view();
    let quality = gate(&view);
    assert_eq!(quality.parcels, [[330.0, 80.0, 200.0, 160.0].into(), [40.0, 60.0, 180.0, 150.0].into()]);
}

#[test]
fn burnt_pictures_are_not_fit() {
    let view = parcel([200; 3]).fill(90, 70, 80, 80, WHITE).noise(1.0, 8).view();
    let quality = assess(&view, &QualityOptions { max_saturated_percent: 3.0, ..QualityOptions::default() });
    assert!((3.0..7.0).contains(&quality.report.saturated_percent), "{:?}", quality.report);
    assert!(!quality.exposure_ok);
    let dim = parcel(WHITE).grey(16);
    let Pixels::Grey(plane) = &dim.pixels else { panic!("not grey") };
    let starved = View { pixels: Pixels::Grey(plane.map(|&n| n / 256)), ..dim.clone() };
    assert!(!gate(&starved).exposure_ok);
}

#[test]
fn twelve_bits_in_a_sixteen_bit_file_look_the_same() {
    let wide = parcel(WHITE).noise(1.0, 8).grey(16);
    let Pixels::Grey(plane) = &wide.pixels else { panic!("not grey") };
    let narrow = View { pixels: Pixels::Grey(plane.map(|&n| n >> 4)), ..wide.clone() };
    let (a, b) = (normalise(&wide, &gate(&wide), None), normalise(&narrow, &gate(&narrow), None));
    assert!(!gate(&narrow).report.blank && gate(&narrow).exposure_ok);
    for (a, b) in a.rgb.data().iter().zip(b.rgb.data()) {
        assert!(a[0].abs_diff(b[0]) <= 8, "{a:?} {b:?}");
    }
}

/// A pair with a block of steel and one of plastic, by their attenuations at the two energies.
fn pair(gain: f32) -> (Plane<u16>, Plane<u16>) {
    let attenuation = |x: usize, y: usize| match (x, y) {
        (60..=110, 50..=120) => (2.92 * 0.3, 0.3),
        (190..=250, 50..=180) => (1.17, 1.0),
        _ => (0.0, 0.0),
    };
    let plane = |pick: fn((f32, f32)) -> f32| {
        let counts = (0..300 * 220).map(|i| ((-pick(attenuation(i % 300, i / 300))).exp() * gain).round() as u16);
        Plane::new(300, 220, counts.collect()).unwrap()
    };
    (plane(|a| a.0), plane(|a| a.1))
}

fn dual(low: Plane<u16>, high: Plane<u16>) -> View {
    View { name: "side".to_owned(), pixels: Pixels::DualEnergy { low, high }, source_bits: 16, mm_per_pixel: None }
}

#[test]
fn a_pair_becomes_the_standard_pseudo_colour_in_either_order_and_polarity() {
    let (low, high) = pair(50_000.0);
    let turn = |plane: &Plane<u16>| plane.map(|&n| 65_535 - n);
    for view in [dual(low.clone(), high.clone()), dual(high.clone(), low.clone()), dual(turn(&low), turn(&high))] {
        let quality = gate(&view);
        assert!(!quality.report.blank && quality.exposure_ok, "{:?}", quality.report);
        assert_eq!(quality.parcels.len(), 2);
        let picture = normalise(&view, &quality, None);
        let z = picture.z_eff.unwrap();
        assert!((24.0..28.0).contains(&z.at(85, 90)), "steel {}", z.at(85, 90));
        assert!((4.5..6.5).contains(&z.at(220, 100)), "plastic {}", z.at(220, 100));
        let ([r, _, b], [pr, _, pb]) = (picture.rgb.at(85, 90), picture.rgb.at(220, 100));
        assert!(b > r && pr > pb);
        assert_eq!(picture.rgb.at(10, 10), [255; 3]);
    }
}

#[test]
fn strips_leave_no_seams() {
    use screening_core::{calibrate, material};
    let (low, high) = pair(50_000.0);
    let levels = calibrate::Calibration::estimate(&low, &high);
    let map = material::decompose(&calibrate::correct(&low, &high, &levels).unwrap());
    let whole = material::pseudo_colour(&map);
    let view = dual(low, high);
    let picture = normalise(&view, &gate(&view), None);
    assert_eq!(picture.rgb, whole);
    assert_eq!(picture.z_eff.unwrap(), map.z_eff);
}

#[test]
fn pictures_of_any_size_pass_through() {
    for (width, height) in [(1, 1), (1, 40), (40, 1), (2, 3), (7, 9), (17, 8)] {
        for colour in [WHITE, BLACK, STEEL] {
            let rgb = Canvas::new(width, height, WHITE).fill(width / 2, height / 2, 3, 3, colour);
            let plane = Plane::new(width, height, rgb.data.iter().map(|c| u16::from(c[0]) * 200).collect()).unwrap();
            let grey = View { pixels: Pixels::Grey(plane.clone()), ..dual(plane.clone(), plane.clone()) };
            for view in [rgb.view(), grey, dual(plane.clone(), plane)] {
                let quality = gate(&view);
                assert_eq!((quality.air.width(), quality.dense.height()), (width, height));
                let picture = normalise(&view, &quality, None);
                assert_eq!((picture.rgb.width(), picture.rgb.height()), (width, height));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever can be told from the ground by eye is never called air: thin wires and small pale things included.
    #[test]
    fn air_never_covers_a_thing(
        ground in prop_oneof![Just(WHITE), Just([244, 226, 230]), Just([205, 205, 208])],
        (x, y, w, h) in (0usize..180, 0usize..120, 1usize..40, 1usize..40),
        fade in 0.5f32..0.93,
        sigma in 0.0f32..2.5,
        seed in any::<u32>(),
    ) {
        let colour = ground.map(|v| (f32::from(v) * fade) as u8);
        let (w, h) = (w.min(200 - x), h.min(140 - y));
        // A thing thinner than two pixels in both directions is a speck of noise.
        prop_assume!(w.max(h) >= 6 || fade < 0.8);
        let quality = gate(&Canvas::new(200, 140, ground).fill(x, y, w, h, colour).noise(sigma, seed).view());
        for row in y..y + h {
            for column in x..x + w {
                prop_assert!(!quality.air.at(column, row), "air at {column}, {row}");
            }
        }
    }
}
