//! Pictures out of the ordinary over HTTP: the service goes on, and none is wrongly CLEAR.

use serde_json::Value;

use crate::{
    http::{get, post, post_form},
    pictures::{self, Outcome},
    program::Service,
};

/// Checks a report against what its picture must lead to.
#[track_caller]
pub(crate) fn assert_outcome(name: &str, report: &Value, outcome: Outcome) {
    match outcome {
        Outcome::Unknown(abort) => {
            assert_eq!(report["decision"], "UNKNOWN", "{name}: {report}");
            assert_eq!(report["abort_reason"], abort, "{name}: {report}");
            let reason = report["reasons"][0]["text"].as_str().unwrap();
            assert!(reason.len() > 20, "{name}: {reason}");
        }
        Outcome::Screened(decision) => {
            assert_eq!(report["decision"], decision, "{name}: {report}");
            assert!(report["views"][0]["tiles"].as_u64() > Some(0), "{name}: {report}");
        }
    }
}

#[test]
fn the_service_outlives_every_odd_picture() {
    let mut service = Service::start(&[]);
    let odd = pictures::odd();
    for (name, bytes, outcome) in &odd {
        let answer = post(service.address, &format!("?parcel={name}"), bytes);
        assert_outcome(name, &answer.report(), *outcome);
        assert_eq!(answer.json()["parcel"], *name);
    }
    assert!(service.is_running());
    let kept = get(service.address, "/v1/scans?limit=100").json();
    assert_eq!(kept["scans"].as_array().unwrap().len(), odd.len());
    let whole = post(service.address, "", &pictures::harmless());
    assert_eq!(whole.report()["decision"], "CLEAR");
}

#[test]
fn one_bad_view_keeps_a_parcel_from_being_clear_but_hides_no_alarm() {
    let service = Service::start(&[]);
    let (clear, alarm) = (pictures::harmless(), pictures::pistol());
    let both =
        |good: &[u8]| post_form(service.address, &[("top", Some("t"), good), ("side", Some("s"), b"text")]).report();
    assert_eq!(both(&clear)["decision"], "UNKNOWN");
    let alarm = both(&alarm);
    assert_eq!((&alarm["decision"], &alarm["abort_reason"]), (&"ALARM".into(), &"INCOMPLETE_SCAN".into()));
}

#[test]
fn pairs_that_are_none_are_unknown() {
    let service = Service::start(&[]);
    let [low, _] = pictures::layers();
    let small = pictures::png_header(64, 64);
    for (what, fields) in [
        ("two sizes", vec![("top.low", Some("l"), low.as_slice()), ("top.high", Some("h"), small.as_slice())]),
        ("colour", vec![("top.low", Some("l"), &low), ("top.high", Some("h"), &pictures::pistol())]),
        ("one half", vec![("top.low", Some("l"), &low)]),
        ("an empty half", vec![("top.low", Some("l"), &low), ("top.high", Some("h"), b"")]),
    ] {
        let report = post_form(service.address, &fields).report();
        assert_outcome(what, &report, Outcome::Unknown("INCOMPLETE_SCAN"));
    }
}
