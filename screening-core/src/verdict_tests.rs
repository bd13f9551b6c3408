use proptest::prelude::*;

use super::*;

fn good_quality() -> ViewQuality {
    ViewQuality {
        blank: false,
        saturated_percent: 0.0,
        polarity_corrected: false,
        clipped: false,
        dense_percent: 0.0,
        ability: Ability::NoInterference,
    }
}

fn findings(quality: Option<&ViewQuality>) -> ViewFindings<'_> {
    ViewFindings { name: "top", quality, exposure_ok: true, parcels: 1, searched: true }
}

fn region(score: f32, threshold: f32) -> Region {
    Region {
        id: 1,
        view: 0,
        class: ThreatClass::Pistol,
        group: ThreatGroup::Firearm,
        score,
        threshold,
        alarm: score >= threshold,
        bbox: [1.0, 2.0, 30.0, 40.0].into(),
        z_eff: None,
        size_mm: None,
        linked: Vec::new(),
    }
}

fn manifest() -> Manifest {
    Manifest::parse(
        r#"
            name = "m"
            version = "1"
            licence = "Apache-2.0"
            family = "yolox"
            sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
            [training]
            summary = "none"
            [input]
            width = 64
            height = 64
            [[classes]]
            name = "pistol"
            class = "pistol"
            threshold = 0.4
            threshold_at_5 = 0.6
            [[classes]]
            name = "magazine"
            class = "magazine"
            threshold = 0.45
        "#,
    )
    .unwrap()
}

#[test]
fn a_scan_that_was_inspected_in_full_is_clear_and_says_so() {
    let quality = good_quality();
    let verdict = decide(&Policy::default(), &[findings(Some(&quality))], &[region(0.3, 0.4)], &[]);
    assert_eq!(verdict.decision, Decision::Clear);
    assert_eq!((verdict.abort_reason, verdict.ability), (None, Ability::NoInterference));
    assert_eq!(
        verdict.reasons[0].text,
        "View 'top' was inspected in full and no region reaches its threshold; the nearest is pistol, score 30 % (alarm \
         from 40 %)."
    );
}

#[test]
fn an_alarm_stays_one_beside_any_failure_which_is_said_too() {
    let quality = ViewQuality { clipped: true, ..good_quality() };
    let failure = Failure {
        abort: AbortReason::EngineFailure,
        code: "tile_failed",
        text: "One of 5 tiles of view 'top' failed.".to_owned(),
    };
    let views = [ViewFindings { searched: false, ..findings(Some(&quality)) }];
    let verdict = decide(&Policy::default(), &views, &[region(0.87, 0.4)], &[failure]);
    assert_eq!(verdict.decision, Decision::Alarm);
    assert_eq!(verdict.abort_reason, Some(AbortReason::EngineFailure));
    let codes: Vec<_> = verdict.reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes, ["region_above_threshold", "tile_failed", "clipped"]);
    assert_eq!(verdict.reasons[0].text, "Region 1 in view 'top' is taken for: Pistol, score 87 % (alarm from 40 %).");
}

#[test]
fn shield_above_the_limit_is_never_clear_and_below_it_is_said() {
    let dense = |dense_percent| ViewQuality { dense_percent, ability: Ability::Shield, ..good_quality() };
    let policy = Policy { max_dense_percent: 5.0, ..Policy::default() };
    for percent in [5.01, 100.0, f32::NAN, f32::INFINITY] {
        let verdict = decide(&policy, &[findings(Some(&dense(percent)))], &[], &[]);
        assert_eq!((verdict.decision, verdict.ability), (Decision::Unknown, Ability::Shield), "{percent}");
        assert_eq!(verdict.abort_reason, None);
    }
    let verdict = decide(&policy, &[findings(Some(&dense(4.9)))], &[], &[]);
    assert_eq!((verdict.decision, verdict.ability), (Decision::Clear, Ability::NoInterference));
    assert_eq!(verdict.reasons[1].code, "dense_area");
}

#[test]
fn each_obstacle_has_its_abort_reason() {
    let decide_with = |quality: ViewQuality, exposure_ok| {
        let views = [ViewFindings { exposure_ok, ..findings(Some(&quality)) }];
        decide(&Policy::default(), &views, &[], &[]).abort_reason
    };
    assert_eq!(decide_with(good_quality(), true), None);
    assert_eq!(decide_with(ViewQuality { blank: true, ..good_quality() }, true), Some(AbortReason::IncompleteScan));
    assert_eq!(decide_with(ViewQuality { clipped: true, ..good_quality() }, true), Some(AbortReason::Clipped));
    assert_eq!(decide_with(good_quality(), false), Some(AbortReason::BadExposure));
    let none = decide(&Policy::default(), &[], &[], &[]);
    assert_eq!((none.decision, none.abort_reason), (Decision::Unknown, Some(AbortReason::IncompleteScan)));
}

#[test]
fn a_line_that_cuts_pictures_on_purpose_may_say_so() {
    let quality = ViewQuality { clipped: true, ..good_quality() };
    let policy = Policy { on_clipped: OnClipped::Note, ..Policy::default() };
    let verdict = decide(&policy, &[findings(Some(&quality))], &[], &[]);
    assert_eq!(verdict.decision, Decision::Clear);
    assert!(verdict.reasons.iter().any(|reason| reason.code == "clipped"));
}

#[test]
fn thresholds_go_from_the_special_to_the_general() {
    let mut policy = Policy::default();
    let model = manifest();
    assert_eq!(policy.threshold(ThreatClass::Pistol, &model), 0.4);
    assert_eq!(policy.threshold(ThreatClass::Slide, &model), FALLBACK_THRESHOLD);
    policy.false_alarms_percent = Some(FalseAlarms::Five);
    assert_eq!(policy.threshold(ThreatClass::Pistol, &model), 0.6);
    assert_eq!(policy.threshold(ThreatClass::Magazine, &model), 0.45);
    policy.group_thresholds.insert(ThreatGroup::Firearm, 0.3);
    assert_eq!(policy.threshold(ThreatClass::Pistol, &model), 0.3);
    assert_eq!(policy.threshold(ThreatClass::Magazine, &model), 0.45);
    policy.thresholds.insert(ThreatClass::Pistol, 0.2);
    assert_eq!(policy.threshold(ThreatClass::Pistol, &model), 0.2);
}

#[test]
fn a_policy_without_a_version_or_with_senseless_values_is_refused() {
    let minimal = "name = \"a\"\nversion = \"1\"\n";
    assert_eq!(Policy::parse(minimal).unwrap(), Policy { name: "a".to_owned(), ..Policy::default() });
    let refused = |text: &str| Policy::parse(text).unwrap_err().to_string();
    assert!(refused("name = \"a\"").contains("version"));
    assert!(refused(&format!("{minimal}threshold = 0.5")).contains("threshold"));
    assert!(refused(&format!("{minimal}[thresholds]\ngun = 0.5")).contains("gun"));
    assert!(refused(&format!("{minimal}false_alarms_percent = 2")).contains("1, 5 and 10 %"));
    let all = refused(
        "name = \" \"\nversion = \"1\"\nmin_views = 0\nmax_dense_percent = nan\n[thresholds]\npistol = 0.0\n\
         [group_thresholds]\npart = 1.5",
    );
    for fault in ["`name`", "`min_views`", "`max_dense_percent`", "`thresholds.pistol`", "`group_thresholds.part`"] {
        assert!(all.contains(fault), "{all}");
    }
}

#[test]
fn many_alarms_are_counted_after_the_first_few() {
    let quality = good_quality();
    let verdict = decide(&Policy::default(), &[findings(Some(&quality))], &vec![region(0.9, 0.4); 20], &[]);
    assert_eq!(verdict.reasons.len(), NAMED_ALARMS + 1);
    assert!(verdict.reasons[NAMED_ALARMS].text.starts_with("12 more"));
}

fn any_number() -> impl Strategy<Value = f32> {
    prop_oneof![Just(f32::NAN), Just(f32::INFINITY), Just(f32::NEG_INFINITY), 0.0f32..100.0, 0.0f32..0.9]
}

/// A view in any state: name, whether it came through the gate, and all that the gate may say.
fn any_view() -> impl Strategy<Value = (Option<ViewQuality>, bool, usize, bool)> {
    let flags = prop::array::uniform6(prop::bool::weighted(0.15));
    (
        prop::option::weighted(0.9, (any_number(), any_number(), flags)),
        prop::bool::weighted(0.85),
        0usize..3,
        prop::bool::weighted(0.85),
    )
        .prop_map(|(quality, exposure_ok, parcels, searched)| {
            let quality =
                quality.map(|(saturated_percent, dense_percent, [blank, polarity_corrected, clipped, shield, ..])| {
                    let ability = if shield { Ability::Shield } else { Ability::NoInterference };
                    ViewQuality { blank, saturated_percent, polarity_corrected, clipped, dense_percent, ability }
                });
            (quality, exposure_ok, parcels, searched)
        })
}

proptest! {
    #[test]
    fn no_combination_of_failures_yields_clear(
        states in prop::collection::vec(any_view(), 0..4),
        scores in prop::collection::vec((any_number(), any_number()), 0..3),
        failing in prop::collection::vec(0usize..4, 0..2),
        min_views in 1usize..4,
        max_dense_percent in 0.0f32..20.0,
    ) {
        let policy = Policy { min_views, max_dense_percent, ..Policy::default() };
        let views: Vec<_> = states
            .iter()
            .map(|(quality, exposure_ok, parcels, searched)| ViewFindings {
                name: "v", quality: quality.as_ref(), exposure_ok: *exposure_ok, parcels: *parcels, searched: *searched,
            })
            .collect();
        let regions: Vec<_> = scores.iter().map(|&(score, threshold)| region(score, threshold)).collect();
        let aborts =
            [AbortReason::EngineFailure, AbortReason::Oversize, AbortReason::IncompleteScan, AbortReason::Timeout];
        let failures: Vec<_> = failing
            .iter()
            .map(|&kind| Failure { abort: aborts[kind], code: "failed", text: "It failed.".to_owned() })
            .collect();

        let verdict = decide(&policy, &views, &regions, &failures);

        let view_fails = |view: &ViewFindings<'_>| {
            !view.exposure_ok
                || !view.searched
                || view.quality.is_none_or(|q| {
                    q.blank || q.clipped || !q.saturated_percent.is_finite() || q.dense_percent.is_nan() || q.dense_percent > max_dense_percent
                })
        };
        let fails = !failures.is_empty()
            || views.len() < min_views
            || views.iter().any(view_fails)
            || scores.iter().any(|(score, threshold)| !score.is_finite() || !threshold.is_finite());
        let alarms = scores.iter().any(|(score, threshold)| score >= threshold);
        let expected = if alarms { Decision::Alarm } else if fails { Decision::Unknown } else { Decision::Clear };
        prop_assert_eq!(verdict.decision, expected);
        prop_assert!(!verdict.reasons.is_empty());
        prop_assert!(verdict.reasons.iter().all(|reason| reason.text.ends_with('.') && !reason.code.is_empty()));
        prop_assert!(verdict.decision != Decision::Clear || verdict.abort_reason.is_none());
        prop_assert!(verdict.decision != Decision::Clear || verdict.ability == Ability::NoInterference);
    }
}
