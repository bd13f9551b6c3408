//! A lane without a decision in time diverts the parcel by itself, and what comes late is kept.

use crate::{
    http::{get, send},
    limits::metric,
    pictures,
    program::{Service, eventually},
};

#[test]
fn a_deadline_that_is_missed_diverts_and_the_late_report_is_stored_as_late() {
    let service = Service::start(&["--concurrency", "1"]);
    // Storing takes a small part of what the screening takes, on any machine; which deadline lies between is found out.
    let picture = pictures::enlarged(10);
    let ask = |seconds: f64| {
        let headers = [("prefer", format!("wait={seconds}")), ("content-type", "image/png".to_owned())];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        send(service.address, "POST", "/v1/scans?parcel=late", &headers, &picture)
    };
    let missed = (0..12).map(|step| 0.05 * 1.5f64.powi(step)).map(ask).find(|answer| {
        if answer.status == 200 {
            return true;
        }
        // Not even stored in time, the parcel is diverted too. What was stored after all need not be screened.
        let problem = answer.assert_problem(503, "not_stored_in_time");
        assert_eq!(problem["action"], "DIVERT");
        let path = format!("/v1/scans/{}/cancel", problem["id"].as_str().unwrap());
        eventually("it is stored", || (send(service.address, "POST", &path, &[], b"").status == 200).then_some(()));
        false
    });
    let missed = missed.expect("a scan is stored within four seconds");
    let (scan, report) = (missed.json(), missed.report());
    assert_eq!((&report["decision"], &report["abort_reason"]), (&"UNKNOWN".into(), &"TIMEOUT".into()), "{report}");
    assert_eq!((&scan["action"], &scan["pending"]), (&"DIVERT".into(), &false.into()));

    let path = format!("/v1/scans/{}", scan["id"].as_str().unwrap());
    let shown = eventually("the late report is stored", || {
        let shown = get(service.address, &path).json();
        (!shown["late"].is_null()).then_some(shown)
    });
    assert_eq!((&shown["report"], &shown["late"]["decision"]), (&report, &"ALARM".into()));
    assert!(metric(&service, "screening_late_total") >= 1.0);
    let steps = get(service.address, &format!("{path}/reasons")).json()["steps"].clone();
    let step = |index: usize| (steps[index]["decision"].as_str().unwrap().to_owned(), steps[index]["late"] == true);
    let mut found = [step(0), step(1)];
    found.sort();
    assert_eq!(found, [("ALARM".to_owned(), true), ("UNKNOWN".to_owned(), false)]);
    // The person who has the parcel sees the regions.
    assert_eq!(get(service.address, shown["pictures"][0]["annotated"].as_str().unwrap()).status, 200);
    let listed = get(service.address, "/v1/scans?decision=UNKNOWN").json();
    assert_eq!(listed["scans"][0]["abort_reason"], "TIMEOUT");
}

#[test]
fn a_scan_may_ask_for_less_time_than_the_service_gives_but_not_for_more() {
    let service = Service::start(&["--screen-timeout", "20"]);
    let span = |query: &str| {
        let answer = send(service.address, "POST", &format!("/v1/scans{query}"), &[], &pictures::harmless()).json();
        let seconds = |name: &str| {
            let text = answer[name].as_str().unwrap().to_owned();
            let clock: Vec<f64> = text[11..23].split(':').map(|part| part.parse().unwrap()).collect();
            clock[0] * 3600.0 + clock[1] * 60.0 + clock[2]
        };
        // Over midnight too.
        (seconds("deadline") - seconds("received")).rem_euclid(86_400.0)
    };
    for (query, expected) in [("", 20.0), ("?deadline=15.5", 15.5), ("?deadline=100", 20.0)] {
        assert!((span(query) - expected).abs() < 0.01, "{query}: {}", span(query));
    }
}
