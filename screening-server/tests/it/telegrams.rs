//! Sorters over TCP.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    http::{get, post, send},
    pictures,
    program::{Service, eventually},
    sorter::{
        Sorter,
        frame::{Abort, Action, Body, Hello, RefuseCode, Telegram, Text, Verdict},
        free_address, request,
    },
};

fn start(args: &[&str]) -> (Service, SocketAddr) {
    let address = free_address();
    let service = Service::start(&[&["--telegram", &address.to_string()], args].concat());
    (service, address)
}

/// A scan that is on disk and not waited for; gives its id.
fn post_async(address: SocketAddr, query: &str, picture: &[u8]) -> String {
    let headers = [("content-type", "image/png"), ("prefer", "respond-async")];
    let answer = send(address, "POST", &format!("/v1/scans{query}"), &headers, picture);
    assert_eq!(answer.status, 202, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn listed(address: SocketAddr, parcel: &str) -> Vec<Value> {
    let scans = get(address, "/v1/scans").json()["scans"].as_array().unwrap().clone();
    scans.into_iter().filter(|scan| scan["parcel"] == parcel).collect()
}

#[test]
fn a_scan_that_came_over_http_is_decided_by_telegram() {
    let (service, address) = start(&[]);
    post(service.address, "?parcel=RR473124829GB&lane=3", &pictures::harmless());
    post(service.address, "?parcel=RR123456785NL&lane=3", &pictures::pistol());
    let mut sorter = Sorter::connect(address, "a", 1);

    let sequence = sorter.ask("rr 473124829 gb", "3", 5000);
    let clear = sorter.decision(sequence);
    assert_eq!((clear.action(), clear.verdict, clear.abort), (Action::Pass, Verdict::Clear, Abort::None));
    assert_eq!(clear.parcel.as_str(), "rr 473124829 gb");
    let id = uuid(clear.scan);
    assert_eq!(get(service.address, &format!("/v1/scans/{id}")).report()["decision"], "CLEAR");

    let sequence = sorter.ask("RR123456785NL", "", 5000);
    let alarm = sorter.decision(sequence);
    assert_eq!((alarm.action(), alarm.verdict), (Action::Divert, Verdict::Alarm));

    // On another lane it is not this parcel.
    let sequence = sorter.ask("RR473124829GB", "4", 200);
    assert_eq!(sorter.decision(sequence).reason.as_str(), "lost_tracking");
}

#[test]
fn a_request_waits_for_the_picture_and_acknowledgements_do_not() {
    let (service, address) = start(&[]);
    let mut sorter = Sorter::connect(address, "a", 1);
    let mut slowest = Duration::ZERO;
    for number in 1..=20 {
        slowest = slowest.max(sorter.announce(&format!("P{number}"), "3", 1_772_353_805_000 + number));
    }
    let begun = Instant::now();
    let sequence = sorter.ask("P1", "3", 30_000);
    assert_eq!(sorter.next(), Body::Acknowledge { answers: sequence });
    slowest = slowest.max(begun.elapsed());
    println!("slowest acknowledgement of 21: {} ms", slowest.as_millis());

    let query = "?parcel=P1&lane=3&scanned=2026-03-01T08:30:05.001Z";
    let id = post_async(service.address, query, &pictures::harmless());
    let Body::Decision(decision) = sorter.next() else { panic!("a decision") };
    assert_eq!((decision.action(), uuid(decision.scan)), (Action::Pass, id));
}

#[test]
fn without_a_decision_in_time_the_parcel_is_diverted_and_the_late_report_is_kept() {
    let (service, address) = start(&["--concurrency", "1"]);
    // A queue that takes far longer than the sorter waits, on a fast machine too.
    let large = pictures::enlarged(8);
    for number in 0..16 {
        post_async(service.address, &format!("?parcel=before{number}"), &large);
    }
    let id = post_async(service.address, "?parcel=P1&lane=3", &pictures::harmless());
    let mut sorter = Sorter::connect(address, "a", 1);
    let begun = Instant::now();
    let sequence = sorter.ask("P1", "3", 250);
    let decision = sorter.decision(sequence);
    println!("diverted after {} ms of 250", begun.elapsed().as_millis());
    assert_eq!((decision.action(), decision.verdict), (Action::Divert, Verdict::Unknown));
    assert_eq!((decision.abort, decision.reason.as_str()), (Abort::Timeout, "timeout"));
    assert_eq!(uuid(decision.scan), id);

    // What the sorter was told is what stands there, and the report that came later stands beside it.
    let scan = eventually("the late report is kept", || {
        let scan = get(service.address, &format!("/v1/scans/{id}")).json();
        scan["late"].is_object().then_some(scan)
    });
    assert_eq!((&scan["report"]["decision"], &scan["report"]["abort_reason"]), (&"UNKNOWN".into(), &"TIMEOUT".into()));
    assert_eq!(scan["late"]["decision"], "CLEAR");
    // Asked again under another number, the answer is still the one that was given.
    let sequence = sorter.ask("P1", "3", 5000);
    assert_eq!(sorter.decision(sequence).abort, Abort::Timeout);
}

#[test]
fn parcels_without_a_scan_are_diverted_with_the_reason_and_recorded() {
    let (service, address) = start(&[]);
    let mut sorter = Sorter::connect(address, "a", 1);
    sorter.announce("ANNOUNCED", "3", 1_772_353_805_120);
    for (parcel, reason) in [("ANNOUNCED", "picture_missing"), ("NEVER-SEEN", "lost_tracking"), ("", "lost_tracking")] {
        let sequence = sorter.ask(parcel, "3", 300);
        let decision = sorter.decision(sequence);
        assert_eq!((decision.action(), decision.abort), (Action::Divert, Abort::IncompleteScan), "{parcel}");
        assert_eq!((decision.reason.as_str(), decision.scan), (reason, [0; 16]), "{parcel}");
    }
    for parcel in ["ANNOUNCED", "NEVER-SEEN"] {
        let scans = eventually("the parcel is recorded", || {
            let scans = listed(service.address, parcel);
            (!scans.is_empty()).then_some(scans)
        });
        assert_eq!((scans.len(), &scans[0]["decision"]), (1, &"UNKNOWN".into()), "{scans:?}");
    }
    // A record without a picture does not stand in the way of the scan that comes after all.
    post(service.address, "?parcel=NEVER-SEEN&lane=3", &pictures::harmless());
    let sequence = sorter.ask("NEVER-SEEN", "3", 5000);
    assert_eq!(sorter.decision(sequence).action(), Action::Pass);
}

#[test]
fn a_telegram_that_is_sent_again_is_answered_again_and_not_done_twice() {
    let (service, address) = start(&[]);
    let mut sorter = Sorter::connect(address, "a", 7);
    let sequence = sorter.ask("LOST", "3", 200);
    let first = sorter.decision(sequence);
    sorter.send_as(sequence, request("LOST", "3", 200));
    assert_eq!(sorter.decision(sequence), first);
    sorter.send_as(sequence, request("OTHER", "3", 200));
    assert!(matches!(sorter.next(), Body::Refuse(refuse) if refuse.code == RefuseCode::SequenceUsed));

    // The picture comes now; what was asked before was answered before.
    post(service.address, "?parcel=LOST&lane=3", &pictures::harmless());
    let mut again = Sorter::connect(address, "a", 7);
    again.send_as(sequence, request("LOST", "3", 200));
    assert_eq!(again.decision(sequence), first);
    let recorded = listed(service.address, "LOST").iter().filter(|scan| scan["decision"] == "UNKNOWN").count();
    assert_eq!(recorded, 1, "recorded once");
    // A sorter that counts anew asks anew.
    let mut anew = Sorter::connect(address, "a", 8);
    anew.send_as(sequence, request("LOST", "3", 5000));
    assert_eq!(anew.decision(sequence).action(), Action::Pass);

    // A request whose connection is lost is answered on the next one.
    let mut lost = Sorter::connect(address, "b", 1);
    let sequence = lost.ask("SLOW", "3", 60_000);
    drop(lost);
    post(service.address, "?parcel=SLOW&lane=3", &pictures::harmless());
    let mut next = Sorter::connect(address, "b", 1);
    next.send_as(sequence, request("SLOW", "3", 60_000));
    assert_eq!(next.decision(sequence).action(), Action::Pass);
}

#[test]
fn broken_peers_are_dropped_and_others_are_served_on() {
    let (mut service, address) = start(&["--telegram-connections", "3", "--telegram-heart-beat", "0.2"]);
    let mut good = Sorter::connect(address, "good", 1);
    let hello = |version, name: &str, heart_beat_ms| {
        Body::Hello(Hello { version, heart_beat_ms, session: 1, name: Text::cut(name), key: Text::default() })
    };

    let refused = |bytes: &[u8], code: RefuseCode| {
        let mut peer = Sorter::silent(address);
        peer.send_bytes(bytes);
        assert!(matches!(peer.next(), Body::Refuse(refuse) if refuse.code == code), "{code:?}");
        assert!(peer.try_next().is_err(), "the connection is closed: {code:?}");
    };
    let encoded = |body| Telegram { sequence: 1, body }.encode();
    refused(b"GET / HTTP/1.1\r\n\r\n", RefuseCode::Frame);
    refused(&[0x58, 0x52, 0xff, 0xff, 0, 0, 0, 1, 0, 1], RefuseCode::Frame);
    refused(&encoded(hello(9, "x", 1000)), RefuseCode::Version);
    refused(&encoded(hello(1, "", 1000)), RefuseCode::HelloFirst);
    refused(&encoded(Body::HeartBeat), RefuseCode::HelloFirst);

    // Telegrams that are understood as telegrams alone: told, and borne for a while.
    let mut wrong = Sorter::connect(address, "wrong", 1);
    for number in 0..8 {
        let bytes: &[u8] = if number % 2 == 0 {
            &[0x58, 0x52, 0, 0, 0, 0, 0, 9, 0, 99]
        } else {
            &[0x58, 0x52, 0, 1, 0, 0, 0, 9, 0, 4, 0]
        };
        wrong.send_bytes(bytes);
        let Body::Refuse(refuse) = wrong.next() else { panic!("it is refused") };
        let code = if number % 2 == 0 { RefuseCode::Type } else { RefuseCode::Body };
        assert_eq!((refuse.code, refuse.answers), (code, 9));
    }
    assert!(wrong.try_next().is_err());

    // Half-open: it said that it would send every 100 ms, and is silent, or sends drop by drop.
    let mut silent = Sorter::silent(address);
    silent.send(hello(1, "silent", 100));
    let begun = Instant::now();
    assert!(matches!(silent.next(), Body::Hello(_)));
    silent.send_bytes(&[0x58]);
    assert!(silent.try_next().is_err());
    println!("a silent peer was dropped after {} ms", begun.elapsed().as_millis());

    // Full: a further one is closed at once.
    let _second = Sorter::connect(address, "second", 1);
    let _third = Sorter::connect(address, "third", 1);
    assert!(Sorter::silent(address).try_next().is_err());

    let sequence = good.ask("NONE", "3", 100);
    assert_eq!(good.decision(sequence).action(), Action::Divert);
    assert!(matches!(good.any(), Ok(Body::HeartBeat)), "the service says that it is alive");
    assert!(service.is_running());
    service.wait_for("too many connections");
}

#[test]
fn an_acknowledged_parcel_survives_kill_9_and_a_stop_answers_what_was_asked() {
    let data = tempfile::tempdir().unwrap();
    let address = free_address();
    let args = ["--telegram", &address.to_string()];
    let service = Service::start_in(data.path(), &args);
    Sorter::connect(address, "a", 1).announce("P1", "3", 1_772_353_805_120);
    service.signal("KILL");
    service.ended();

    let service = Service::start_in(data.path(), &args);
    let mut sorter = Sorter::connect(address, "a", 1);
    let sequence = sorter.ask("P1", "3", 1500);
    assert_eq!(sorter.next(), Body::Acknowledge { answers: sequence });
    service.signal("TERM");
    let Body::Decision(decision) = sorter.next() else { panic!("a decision") };
    assert_eq!(decision.reason.as_str(), "picture_missing");
    assert!(sorter.try_next().is_err());
    let (status, _) = service.ended();
    assert_eq!(status.code(), Some(0));
}

fn uuid(bytes: [u8; 16]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}
