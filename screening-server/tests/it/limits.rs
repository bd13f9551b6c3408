//! Too much, too slow, or gone: the service answers others, and the parcel is UNKNOWN.

use serde_json::Value;

use crate::{
    http::{Client, get, post, post_form, send},
    pictures,
    program::{Service, eventually},
};

/// The newest scan, once there is one with an answer.
fn newest(service: &Service) -> Value {
    let decided = || get(service.address, "/v1/scans?pending=false").json()["scans"].get(0).cloned();
    eventually("the scan is listed", decided)
}

/// A gauge or counter without labels.
pub(crate) fn metric(service: &Service, name: &str) -> f64 {
    let text = get(service.address, "/metrics").text();
    let line = text.lines().find(|line| line.starts_with(&format!("{name} ")));
    line.and_then(|line| line.split(' ').nth(1)).map_or(0.0, |value| value.parse().unwrap())
}

#[test]
fn a_body_too_large_is_refused_whether_or_not_it_says_so_beforehand() {
    let service = Service::start(&["--max-body-mib", "1"]);
    let large = vec![0; (1 << 20) + 1];
    let announced = post(service.address, "?parcel=A", &large);
    announced.assert_problem(413, "body_too_large");
    assert_eq!(announced.header("connection"), Some("close"));
    let scan = newest(&service);
    assert_eq!(
        (&scan["parcel"], &scan["decision"], &scan["abort_reason"]),
        (&"A".into(), &"UNKNOWN".into(), &"OVERSIZE".into())
    );

    let mut chunked = Client::connect(service.address);
    chunked
        .send(b"POST /v1/scans HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n");
    chunked.send(format!("{:x}\r\n", large.len()).as_bytes());
    chunked.send(&large);
    chunked.send(b"\r\n0\r\n\r\n");
    chunked.answer().assert_problem(413, "body_too_large");

    post_form(service.address, &[("top", Some("x.png"), &large)]).assert_problem(413, "body_too_large");
    let fits = post(service.address, "", &pictures::harmless());
    assert_eq!(fits.report()["decision"], "CLEAR");
}

#[test]
fn a_giant_picture_is_unknown_by_its_header_alone() {
    let service = Service::start(&["--max-megapixels", "1"]);
    let report = post(service.address, "", &pictures::png_header(2000, 1000)).report();
    assert_eq!((&report["decision"], &report["abort_reason"]), (&"UNKNOWN".into(), &"OVERSIZE".into()));
}

#[test]
fn a_client_that_sends_slowly_gets_408_and_keeps_nobody_else_waiting() {
    let service = Service::start(&["--body-timeout", "0.5"]);
    let mut slow = Client::post(service.address, "/v1/scans?parcel=slow", 1000);
    slow.send(b"\x89PNG");
    assert_eq!(post(service.address, "", &pictures::pistol()).report()["decision"], "ALARM");
    let answer = slow.answer();
    let problem = answer.assert_problem(408, "body_too_slow");
    let shown = get(service.address, &format!("/v1/scans/{}", problem["id"].as_str().unwrap())).json();
    assert_eq!((&shown["parcel"], &shown["report"]["decision"]), (&"slow".into(), &"UNKNOWN".into()));
    assert_eq!(shown["report"]["abort_reason"], "TIMEOUT");
}

#[test]
fn a_client_that_never_ends_its_head_is_dropped() {
    let service = Service::start(&["--header-timeout", "0.3"]);
    let mut silent = Client::connect(service.address);
    silent.send(b"POST /v1/scans HTTP/1.1\r\nhost");
    assert_eq!(get(service.address, "/healthz").status, 200);
    assert_eq!(silent.receive(), b"");
    assert_eq!(post(service.address, "", &pictures::harmless()).report()["decision"], "CLEAR");
}

#[test]
fn a_full_queue_answers_429_with_a_time_and_takes_scans_again_later() {
    let service = Service::start(&["--queue", "1", "--concurrency", "1"]);
    let picture = pictures::harmless();
    let mut first = Client::post(service.address, "/v1/scans", picture.len());
    first.send(&picture[..10]);
    eventually("the first is admitted", || (metric(&service, "screening_queue_depth") == 1.0).then_some(()));

    let refused = post(service.address, "?parcel=refused", &picture);
    refused.assert_problem(429, "queue_full");
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    assert_eq!(get(service.address, "/readyz").status, 200);

    first.send(&picture[10..]);
    assert_eq!(first.answer().report()["decision"], "CLEAR");
    eventually("there is room again", || (post(service.address, "", &picture).status == 200).then_some(()));
    let text = get(service.address, "/metrics").text();
    let refused = text.lines().find_map(|line| line.strip_prefix("screening_refused_total{reason=\"queue_full\"} "));
    assert!(refused.is_some_and(|refused| refused != "0"), "{text}");
}

#[test]
fn a_client_that_hangs_up_while_sending_leaves_an_unknown_parcel_and_a_free_place() {
    let service = Service::start(&["--queue", "1", "--concurrency", "1"]);
    let mut gone = Client::post(service.address, "/v1/scans?parcel=gone", 1000);
    gone.send(b"\x89PNG");
    eventually("it is admitted", || (metric(&service, "screening_queue_depth") == 1.0).then_some(()));
    gone.hang_up();
    let scan = newest(&service);
    assert_eq!((&scan["parcel"], &scan["decision"]), (&"gone".into(), &"UNKNOWN".into()), "{scan}");
    eventually("its place is free", || (post(service.address, "", &pictures::harmless()).status == 200).then_some(()));
}

#[test]
fn a_client_that_hangs_up_while_waiting_loses_the_answer_and_not_the_record() {
    let service = Service::start(&[]);
    let picture = pictures::large();
    let mut gone = Client::post(service.address, "/v1/scans?parcel=gone", picture.len());
    gone.send(&picture);
    gone.hang_up();
    let scan = newest(&service);
    assert_eq!(scan["parcel"], "gone");
    // Where the hang-up came before the last byte was read, it was not received.
    assert!(scan["decision"] == "ALARM" || scan["abort_reason"] == "INCOMPLETE_SCAN", "{scan}");
}

#[test]
fn a_head_that_is_too_large_or_no_http_does_no_harm() {
    let service = Service::start(&[]);
    let long = "x".repeat(200 << 10);
    let answer = send(service.address, "GET", "/healthz", &[("x-long", &long)], b"");
    assert!((400..500).contains(&answer.status), "{answer:?}");
    let mut noise = Client::connect(service.address);
    noise.send(&[0xff; 100]);
    noise.receive();
    assert_eq!(get(service.address, "/healthz").status, 200);
}
