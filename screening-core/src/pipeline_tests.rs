use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use proptest::prelude::*;

use super::*;
use crate::{
    overlay::encode_png,
    report::{Ability, Decision},
};

const AIR: [u8; 3] = [255; 3];
const CARTON: [u8; 3] = [240, 190, 130];
const STEEL: [u8; 3] = [20, 60, 170];

/// A picture of air with matter in rectangles `(colour, [x, y, width, height])`, the later ones on top.
fn picture(width: usize, height: usize, matter: &[([u8; 3], [usize; 4])]) -> Plane<[u8; 3]> {
    let mut rgb = Plane::filled(width, height, AIR);
    for &(colour, [x, y, w, h]) in matter {
        for row in y..y + h {
            rgb.data_mut()[row * width + x..row * width + x + w].fill(colour);
        }
    }
    rgb
}

/// A parcel of 500 x 360 in a picture of 640 x 480, with a piece of steel at the given place.
fn parcel(steel: [usize; 4]) -> Plane<[u8; 3]> {
    picture(640, 480, &[(CARTON, [70, 60, 500, 360]), (STEEL, steel)])
}

const STEEL_AT: [usize; 4] = [200, 180, 120, 80];

fn scan(pictures: Vec<Plane<[u8; 3]>>) -> Scan {
    let names = ["top", "side", "third"];
    let view = |(name, rgb): (&str, Plane<[u8; 3]>)| View {
        name: name.to_owned(),
        pixels: Pixels::Colour(rgb),
        source_bits: 8,
        mm_per_pixel: Some([0.5, 0.8]),
    };
    Scan { views: names.into_iter().zip(pictures).map(view).collect() }
}

fn found(detections: Vec<Detection>) -> TileDetections {
    TileDetections { detections, tensor_ms: 1.0, inference_ms: 2.0, head_ms: 0.5 }
}

/// Finds the box around the steel in a tile, as a pistol.
fn find_steel(rgb: &Plane<[u8; 3]>, tile: &Tile) -> Result<TileDetections, DetectError> {
    let mut bounds: Option<PixelBox> = None;
    for y in tile.y..tile.bottom() {
        for x in (tile.x..tile.right()).filter(|&x| rgb.at(x as usize, y as usize) == STEEL) {
            let pixel = PixelBox::from([x as f32, y as f32, 1.0, 1.0]);
            bounds = Some(bounds.map_or(pixel, |all| all.union(&pixel)));
        }
    }
    Ok(found(bounds.map(|bbox| Detection { class: ThreatClass::Pistol, score: 0.9, bbox }).into_iter().collect()))
}

fn screener(
    search: impl Fn(&Plane<[u8; 3]>, &Tile) -> Result<TileDetections, DetectError> + Send + Sync + 'static,
) -> Screener {
    let text = |text: &str| text.to_owned();
    Screener {
        search: Box::new(search),
        model: ModelStamp { name: text("steel"), version: text("1"), sha256: text("0") },
        engine: EngineStamp {
            engine: text("none"),
            version: text("1"),
            provider: text("none"),
            precision: text("f32"),
        },
        policy: Policy::default(),
        options: ScreenOptions::default(),
    }
}

fn codes(report: &Report) -> Vec<&str> {
    report.reasons.iter().map(|reason| reason.code.as_str()).collect()
}

#[test]
fn a_parcel_without_a_threat_is_clear_and_every_step_is_timed() {
    let report = screener(|_, _| Ok(found(Vec::new()))).screen(&scan(vec![parcel(STEEL_AT)]));
    assert_eq!(report.decision, Decision::Clear, "{report:#?}");
    assert_eq!((report.abort_reason, report.ability), (None, Ability::NoInterference));
    assert_eq!(codes(&report), ["inspected_in_full"]);
    assert_eq!((report.views[0].width, report.views[0].height, report.views[0].tiles), (640, 480, 1));
    let t = report.timings;
    assert!(t.quality_ms > 0.0 && t.normalise_ms > 0.0 && t.detect_ms > 0.0 && t.verdict_ms > 0.0, "{t:?}");
    assert_eq!((t.tensor_ms, t.inference_ms, t.head_ms, t.decode_ms), (1.0, 2.0, 0.5, 0.0));
    assert!(t.total_ms >= t.quality_ms + t.normalise_ms + t.tile_ms + t.detect_ms + t.fuse_ms + t.verdict_ms);
}

#[test]
fn a_threat_is_an_alarm_with_its_place_and_size() {
    let report = screener(find_steel).screen(&scan(vec![parcel(STEEL_AT)]));
    assert_eq!(report.decision, Decision::Alarm, "{report:#?}");
    let region = &report.regions[0];
    assert_eq!((region.id, region.view, region.class, region.alarm), (1, 0, ThreatClass::Pistol, true));
    assert_eq!(region.bbox, STEEL_AT.map(|v| v as f32).into());
    assert_eq!(region.size_mm, Some([60.0, 64.0]));
    assert_eq!((region.z_eff, report.regions.len()), (None, 1));
    assert_eq!(report.model.as_ref().unwrap().name, "steel");
}

#[test]
fn an_object_that_tile_borders_cut_is_one_region_in_a_large_picture() {
    let steel = [500, 300, 700, 500];
    let rgb = picture(2400, 1400, &[(CARTON, [100, 100, 2200, 1200]), (STEEL, steel)]);
    let report = screener(find_steel).screen(&scan(vec![rgb]));
    assert!(report.views[0].tiles > 4);
    assert_eq!(report.regions.len(), 1, "{:#?}", report.regions);
    assert_eq!(report.regions[0].bbox, steel.map(|v| v as f32).into());
}

#[test]
fn what_is_weak_is_reported_only_when_it_alarms_or_is_asked_for() {
    let weak = |score| {
        move |_: &Plane<[u8; 3]>, _: &Tile| {
            let bbox = STEEL_AT.map(|v| v as f32).into();
            Ok(found(vec![Detection { class: ThreatClass::Pistol, score, bbox }]))
        }
    };
    let scan = scan(vec![parcel(STEEL_AT)]);
    assert_eq!(screener(weak(0.1)).screen(&scan).regions, []);
    let report = screener(weak(0.3)).screen(&scan);
    assert_eq!((report.decision, report.regions.len()), (Decision::Clear, 1));
    let mut sensitive = screener(weak(0.1));
    sensitive.options.report_from = 0.0;
    assert_eq!(sensitive.screen(&scan).regions.len(), 1);
    let mut alarming = screener(weak(0.1));
    alarming.options.fuse.thresholds = [0.05; ThreatClass::ALL.len()];
    assert_eq!(alarming.screen(&scan).decision, Decision::Alarm);
}

#[test]
fn a_failing_engine_is_unknown_whether_it_errs_or_crashes_or_gives_no_numbers() {
    let scan = scan(vec![parcel(STEEL_AT)]);
    let not_a_number = |_: &Plane<[u8; 3]>, _: &Tile| {
        Ok(found(vec![Detection { class: ThreatClass::Pistol, score: f32::NAN, bbox: [0.0, 0.0, 9.0, 9.0].into() }]))
    };
    let reports = [
        screener(|_, _| Err(DetectError::NoSession)).screen(&scan),
        screener(|_, _| panic!("the engine is on fire")).screen(&scan),
        screener(not_a_number).screen(&scan),
    ];
    for report in &reports {
        assert_eq!(report.decision, Decision::Unknown, "{report:#?}");
        assert_eq!(report.abort_reason, Some(AbortReason::EngineFailure));
        assert_eq!(codes(report), ["search_failed"]);
    }
    assert!(reports[1].reasons[0].text.contains("the engine is on fire"), "{}", reports[1].reasons[0].text);
}

#[test]
fn one_failing_tile_is_unknown_and_hides_no_alarm_of_another() {
    let scan = scan(vec![picture(2400, 1400, &[(CARTON, [100, 100, 2200, 1200]), (STEEL, [300, 300, 90, 60])])]);
    let failing = |first_too: bool| {
        screener(move |rgb, tile| {
            if tile.right() == 2400 || first_too && (tile.overview || tile.x == 0) {
                return Err(DetectError::NoSession);
            }
            find_steel(rgb, tile)
        })
    };
    let report = failing(false).screen(&scan);
    assert_eq!((report.decision, report.abort_reason), (Decision::Alarm, Some(AbortReason::EngineFailure)));
    assert_eq!(codes(&report), ["region_above_threshold", "search_failed"]);
    let report = failing(true).screen(&scan);
    assert_eq!((report.decision, report.abort_reason), (Decision::Unknown, Some(AbortReason::EngineFailure)));
}

#[test]
fn nothing_and_blank_pictures_are_unknown() {
    let screener = screener(find_steel);
    let none = screener.screen(&Scan::default());
    assert_eq!((none.decision, none.abort_reason), (Decision::Unknown, Some(AbortReason::IncompleteScan)));
    assert_eq!((&none.model, &none.engine), (&None, &None));
    for rgb in
        [picture(640, 480, &[]), Plane::filled(640, 480, [0; 3]), Plane::filled(1, 1, AIR), Plane::filled(0, 0, AIR)]
    {
        let size = (rgb.width(), rgb.height());
        let report = screener.screen(&scan(vec![rgb]));
        assert_eq!(report.decision, Decision::Unknown, "{size:?}: {report:#?}");
        assert!(report.abort_reason.is_some());
    }
}

#[test]
fn planes_that_do_not_fit_each_other_are_unknown() {
    let pixels = Pixels::DualEnergy { low: Plane::filled(64, 48, 60_000), high: Plane::filled(64, 47, 60_000) };
    let view = View { name: "top".to_owned(), pixels, source_bits: 16, mm_per_pixel: None };
    let report = screener(find_steel).screen(&Scan { views: vec![view] });
    assert_eq!((report.decision, report.abort_reason), (Decision::Unknown, Some(AbortReason::IncompleteScan)));
    assert_eq!(report.views[0].quality, None);
}

#[test]
fn a_shield_is_never_clear() {
    let rgb = picture(640, 480, &[(CARTON, [70, 60, 500, 360]), ([0; 3], [200, 150, 200, 150])]);
    let report = screener(find_steel).screen(&scan(vec![rgb]));
    assert_eq!((report.decision, report.ability), (Decision::Unknown, Ability::Shield), "{report:#?}");
    assert_eq!(codes(&report), ["shield"]);
}

#[test]
fn a_parcel_that_the_edge_cuts_is_unknown() {
    let rgb = picture(640, 480, &[(CARTON, [340, 60, 300, 360])]);
    let report = screener(find_steel).screen(&scan(vec![rgb]));
    assert_eq!((report.decision, report.abort_reason), (Decision::Unknown, Some(AbortReason::Clipped)), "{report:#?}");
}

#[test]
fn the_same_object_in_two_views_is_two_linked_regions_and_one_view_alone_alarms() {
    let screener = screener(find_steel);
    let report = screener.screen(&scan(vec![parcel(STEEL_AT), parcel([205, 300, 115, 60])]));
    let links: Vec<_> = report.regions.iter().map(|region| (region.view, region.linked.clone())).collect();
    assert_eq!(links, [(0, vec![2]), (1, vec![1])]);

    let report = screener.screen(&scan(vec![parcel([0; 4]), parcel(STEEL_AT)]));
    assert_eq!((report.decision, report.regions.len()), (Decision::Alarm, 1));
    assert_eq!((report.regions[0].view, report.regions[0].linked.len()), (1, 0));
}

#[test]
fn bytes_are_screened_with_pictures_and_the_scale_they_came_with() {
    let png = encode_png(&parcel(STEEL_AT)).unwrap();
    let view = ViewBytes { mm_per_pixel: Some([0.4, 0.4]), ..ViewBytes::new("top", &png) };
    let screened = screener(find_steel).screen_bytes(&[view]);
    assert_eq!(screened.report.decision, Decision::Alarm);
    assert_eq!(screened.report.regions[0].size_mm, Some([48.0, 32.0]));
    assert!(screened.report.timings.decode_ms > 0.0);
    let picture = screened.pictures[0].as_ref().unwrap();
    assert_eq!(picture.rgb, parcel(STEEL_AT));
    assert_eq!((picture.dense.width(), picture.dense.height()), (640, 480));

    let mut frugal = screener(find_steel);
    frugal.options.keep_pictures = false;
    assert!(frugal.screen_bytes(&[view]).pictures[0].is_none());
}

#[test]
fn an_unreadable_view_is_unknown_and_hides_no_alarm_of_another() {
    let screener = screener(find_steel);
    let png = encode_png(&parcel(STEEL_AT)).unwrap();
    let harmless = encode_png(&parcel([0; 4])).unwrap();
    for bad in [&b""[..], b"not a picture", &png[..png.len() / 2]] {
        let alone = screener.screen_bytes(&[ViewBytes::new("top", bad)]);
        assert_eq!(alone.report.decision, Decision::Unknown);
        assert_eq!(alone.report.abort_reason, Some(AbortReason::IncompleteScan));
        assert_eq!(codes(&alone.report), ["unreadable_view"]);
        assert!(alone.pictures[0].is_none() && alone.report.model.is_none());

        let beside = |other| screener.screen_bytes(&[ViewBytes::new("top", bad), ViewBytes::new("side", other)]).report;
        assert_eq!(beside(&harmless).decision, Decision::Unknown);
        let alarm = beside(&png);
        assert_eq!((alarm.decision, alarm.regions[0].view), (Decision::Alarm, 1));
        assert_eq!(alarm.abort_reason, Some(AbortReason::IncompleteScan));
    }
}

#[test]
fn a_picture_over_the_limits_is_oversize() {
    let png = encode_png(&parcel(STEEL_AT)).unwrap();
    let mut small = screener(find_steel);
    small.options.limits.max_pixels = 1000;
    let report = small.screen_bytes(&[ViewBytes::new("top", &png)]).report;
    assert_eq!((report.decision, report.abort_reason), (Decision::Unknown, Some(AbortReason::Oversize)));
}

/// A grey 16-bit picture as PNG, of transmission after `attenuation`, with a little noise as detectors have.
fn grey_png(rgb: &Plane<[u8; 3]>, attenuation: impl Fn([u8; 3]) -> f32) -> Vec<u8> {
    let mut noise = 1u32;
    let sample = |&pixel: &[u8; 3]| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let value = 60_000.0 * (-attenuation(pixel)).exp() + (noise >> 24) as f32 - 128.0;
        (value.clamp(0.0, 65_535.0) as u16).to_ne_bytes()
    };
    let bytes: Vec<u8> = rgb.data().iter().flat_map(sample).collect();
    let mut png = Vec::new();
    let (width, height) = (rgb.width() as u32, rgb.height() as u32);
    PngEncoder::new(&mut png).write_image(&bytes, width, height, ExtendedColorType::L16).unwrap();
    png
}

#[test]
fn a_dual_energy_pair_tells_the_material_of_a_region() {
    let rgb = parcel(STEEL_AT);
    let attenuation = |of_carton: f32, of_steel: f32| {
        move |pixel| match pixel {
            STEEL => of_carton + of_steel,
            CARTON => of_carton,
            _ => 0.0,
        }
    };
    let (low, high) = (grey_png(&rgb, attenuation(0.32, 2.6)), grey_png(&rgb, attenuation(0.27, 1.3)));
    let find = |_: &Plane<[u8; 3]>, _: &Tile| {
        let bbox = STEEL_AT.map(|v| v as f32).into();
        Ok(found(vec![Detection { class: ThreatClass::Slide, score: 0.9, bbox }]))
    };
    let view = ViewBytes { name: "top", source: Source::Pair { low: &low, high: &high }, mm_per_pixel: None };
    let report = screener(find).screen_bytes(&[view]).report;
    assert_eq!(report.decision, Decision::Alarm, "{report:#?}");
    let z_eff = report.regions[0].z_eff.unwrap();
    assert!(z_eff > 18.0, "steel has an effective atomic number of {z_eff}");
    assert!(report.views[0].dual_energy);

    let numbers = screener(find).atomic_numbers(&view).unwrap().unwrap();
    let [x, y, ..] = STEEL_AT;
    assert_eq!((numbers.width(), numbers.height()), (rgb.width(), rgb.height()));
    assert!(numbers.at(x + 20, y + 20) > 18.0 && numbers.at(2, 2) == 0.0);
    let one = ViewBytes::new("top", &low);
    assert_eq!(screener(find).atomic_numbers(&one).unwrap(), None, "one energy tells no matter");
    assert!(!screener(find).screen_bytes(&[one]).report.views[0].dual_energy);
}

#[test]
fn a_long_line_scan_is_searched_in_bounded_tiles() {
    let steel = [9000, 800, 2700, 300];
    let rgb = picture(16_000, 2_000, &[(CARTON, [300, 100, 15_400, 1_800]), (STEEL, steel)]);
    // Looks at every eighth pixel, as the detector does by its reduction; no test needs more.
    let find = |rgb: &Plane<[u8; 3]>, tile: &Tile| {
        let mut bounds: Option<PixelBox> = None;
        for y in (tile.y..tile.bottom()).filter(|y| y % 4 == 0) {
            for x in (tile.x..tile.right()).filter(|x| x % 4 == 0) {
                if rgb.at(x as usize, y as usize) == STEEL {
                    let pixel = PixelBox::from([x as f32, y as f32, 4.0, 4.0]);
                    bounds = Some(bounds.map_or(pixel, |all| all.union(&pixel)));
                }
            }
        }
        Ok(found(bounds.map(|bbox| Detection { class: ThreatClass::LongGun, score: 0.9, bbox }).into_iter().collect()))
    };
    let report = screener(find).screen(&scan(vec![rgb]));
    assert_eq!(report.decision, Decision::Alarm, "{report:#?}");
    assert_eq!(report.regions.len(), 1, "{:#?}", report.regions);
    assert_eq!(report.regions[0].bbox, steel.map(|v| v as f32).into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damaged_file_is_clear_and_none_makes_the_program_fail(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        keep in any::<prop::sample::Index>(),
    ) {
        let screener = screener(|_, _| Ok(found(Vec::new())));
        let random = screener.screen_bytes(&[ViewBytes::new("top", &bytes)]).report;
        prop_assert_eq!(random.decision, Decision::Unknown);

        // Past the end of the header any byte may be of no weight, so only a cut file must be UNKNOWN.
        let mut png = encode_png(&parcel(STEEL_AT)).unwrap();
        let cut = &png[..keep.index(png.len() - 40)];
        prop_assert_eq!(screener.screen_bytes(&[ViewBytes::new("top", cut)]).report.decision, Decision::Unknown);
        for (place, value) in damage {
            let place = place.index(png.len());
            png[place] = value;
        }
        let damaged = screener.screen_bytes(&[ViewBytes::new("top", &png)]).report;
        prop_assert!(!damaged.reasons.is_empty());
    }
}
