//! Scans that nobody waits for: on disk when they are acknowledged, decided later.

use serde_json::Value;

use crate::{
    http::{get, post, post_async, post_form, send},
    pictures,
    program::{Service, eventually},
};

/// The scan once it has an answer.
pub(crate) fn decided(service: &Service, id: &str) -> Value {
    eventually("the scan is decided", || {
        let scan = get(service.address, &format!("/v1/scans/{id}")).json();
        (scan["pending"] == false).then_some(scan)
    })
}

#[test]
fn a_scan_is_accepted_at_once_and_its_answer_is_where_it_was_said_to_be() {
    let service = Service::start(&[]);
    let answer = post_async(service.address, "?parcel=A&lane=north", &pictures::pistol());
    assert_eq!(answer.status, 202, "{}", answer.text());
    assert_eq!(answer.header("preference-applied"), Some("respond-async"));
    let accepted = answer.json();
    assert_eq!((&accepted["pending"], &accepted["report"]["decision"]), (&true.into(), &"UNKNOWN".into()));
    assert_eq!((&accepted["action"], &accepted["lane"]), (&"DIVERT".into(), &"north".into()));
    let place = answer.header("location").unwrap();
    let scan = eventually("it is decided", || {
        let scan = get(service.address, place).json();
        (scan["pending"] == false).then_some(scan)
    });
    assert_eq!((&scan["id"], &scan["report"]["decision"]), (&accepted["id"], &"ALARM".into()));
    assert_eq!(scan["late"], Value::Null);
}

#[test]
fn a_client_may_wait_for_a_while_before_it_is_told_where_to_look() {
    let service = Service::start(&[]);
    let ask = |prefer: &str| {
        let headers = [("content-type", "image/png"), ("prefer", prefer)];
        send(service.address, "POST", "/v1/scans", &headers, &pictures::harmless())
    };
    let patient = ask("respond-async, wait=30");
    assert_eq!((patient.status, patient.header("preference-applied")), (200, Some("wait=30")));
    assert_eq!((&patient.json()["action"], &patient.json()["pending"]), (&"RELEASE".into(), &false.into()));
    let hasty = ask("respond-async, wait=0");
    assert!(hasty.status == 202 || hasty.report()["decision"] == "CLEAR");
    assert_eq!(ask("handling=strict, wait=soon").report()["decision"], "CLEAR");
}

#[test]
fn what_the_line_says_about_a_scan_comes_back_with_it() {
    let service = Service::start(&[]);
    let answer = post_form(
        service.address,
        &[
            ("parcel", None, b"RR473124828GB"),
            ("lane", None, b"north"),
            ("scanned", None, b"2026-03-01T09:30:05.120+01:00"),
            ("contents", None, "K\u{fc}chenwaage".as_bytes()),
            ("hs", None, b"8423.10"),
            ("weight_kg", None, b"1.25"),
            ("origin", None, b"cn"),
            ("destination", None, b"DE"),
            ("top", Some("t.png"), &pictures::harmless()),
        ],
    );
    assert_eq!(answer.report()["decision"], "CLEAR");
    let scan = answer.json();
    // The check digit is wrong; that is told, and refuses nothing.
    let code = &scan["parcel_code"];
    assert_eq!(
        (&code["kind"], &code["check_digit"], &code["expected_digit"]),
        (&"S10".into(), &"INVALID".into(), &9.into())
    );
    assert_eq!((&scan["scanned"], &scan["source"]), (&"2026-03-01T08:30:05.120Z".into(), &"http".into()));
    let declared = serde_json::json!({
        "contents": "K\u{fc}chenwaage", "hs": "842310", "weight_kg": 1.25, "origin": "CN", "destination": "DE"
    });
    assert_eq!(scan["declared"], declared);
    for wrong in ["?scanned=today", "?hs=x", "?weight_kg=heavy", "?origin=Germany", "?deadline=0", "?sender=me"] {
        post(service.address, wrong, &pictures::harmless()).assert_problem(400, "malformed_request");
    }
}

#[test]
fn a_full_queue_refuses_and_what_was_accepted_is_decided() {
    let service = Service::start(&["--queue", "3", "--concurrency", "1"]);
    let picture = pictures::large();
    let answers: Vec<_> = (0..12).map(|_| post_async(service.address, "", &picture)).collect();
    let (accepted, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 202);
    assert!(!accepted.is_empty() && !refused.is_empty(), "{} accepted of {}", accepted.len(), answers.len());
    for answer in refused {
        answer.assert_problem(429, "queue_full");
        assert!(answer.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    }
    for answer in accepted {
        let scan = decided(&service, answer.json()["id"].as_str().unwrap());
        assert!(scan["report"]["decision"] == "ALARM" || scan["report"]["abort_reason"] == "TIMEOUT", "{scan}");
    }
    eventually("there is room again", || (post_async(service.address, "", &picture).status == 202).then_some(()));
}

#[test]
fn a_scan_that_is_taken_back_is_unknown_and_costs_no_screening() {
    let service = Service::start(&["--concurrency", "1"]);
    post_async(service.address, "", &pictures::enlarged(5));
    let waiting = post_async(service.address, "?parcel=B", &pictures::pistol()).json();
    let path = format!("/v1/scans/{}", waiting["id"].as_str().unwrap());
    let cancelled = send(service.address, "POST", &format!("{path}/cancel"), &[], b"");
    let report = cancelled.report();
    if report["decision"] == "ALARM" {
        return; // It was screened before it could be taken back.
    }
    assert_eq!((&report["decision"], &report["reasons"][0]["code"]), (&"UNKNOWN".into(), &"cancelled".into()));
    // Scans are screened one after the other: when the next one is done, this one's turn would have been.
    post(service.address, "", &pictures::harmless()).report();
    let shown = get(service.address, &path).json();
    assert_eq!((&shown["late"], &shown["report"]), (&Value::Null, &report));
    let again = send(service.address, "POST", &format!("{path}/cancel"), &[], b"");
    assert_eq!(again.report(), report);
}
