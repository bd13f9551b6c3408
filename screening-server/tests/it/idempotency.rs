//! The same scan sent again is screened once, and has one answer.

use std::{net::SocketAddr, thread};

use crate::{
    http::{Answer, get, post, post_async, send},
    pictures,
    program::Service,
};

fn post_with_key(address: SocketAddr, key: &str, query: &str, picture: &[u8]) -> Answer {
    let headers = [("content-type", "image/png"), ("idempotency-key", key)];
    send(address, "POST", &format!("/v1/scans{query}"), &headers, picture)
}

fn count(service: &Service) -> usize {
    get(service.address, "/v1/scans").json()["scans"].as_array().unwrap().len()
}

/// Screenings that ran to their end.
fn screened(service: &Service) -> String {
    let text = get(service.address, "/metrics").text();
    let line = text.lines().find(|line| line.starts_with("screening_step_seconds_count{step=\"total\","));
    line.unwrap().to_owned()
}

#[test]
fn a_key_used_again_gives_the_first_answer_even_after_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_in(data.path(), &[]);
    let first = post_with_key(service.address, "line-3-17", "?parcel=A", &pictures::pistol());
    assert_eq!((first.report()["decision"].as_str(), first.header("idempotent-replayed")), (Some("ALARM"), None));
    let again = post_with_key(service.address, "\"line-3-17\"", "?parcel=A", &pictures::pistol());
    assert_eq!((again.json(), again.header("idempotent-replayed")), (first.json(), Some("true")));
    assert!(screened(&service).ends_with(" 1"), "{}", screened(&service));

    let other = post_with_key(service.address, "line-3-17", "?parcel=A", &pictures::harmless());
    let problem = other.assert_problem(422, "idempotency_key_reused");
    assert_eq!((&problem["id"], &problem["action"]), (&first.json()["id"], &"DIVERT".into()));
    service.kill();

    let service = Service::start_in(data.path(), &[]);
    let later = post_with_key(service.address, "line-3-17", "?parcel=A", &pictures::pistol());
    assert_eq!((later.json(), count(&service)), (first.json(), 1));
    post_with_key(service.address, "two words", "", &pictures::harmless()).assert_problem(400, "malformed_request");
}

#[test]
fn a_parcel_scanned_at_one_time_is_one_scan_however_its_code_is_spelt() {
    let service = Service::start(&[]);
    let first = post(service.address, "?parcel=RR473124829GB&scanned=2026-03-01T08:30:05Z", &pictures::harmless());
    let same = "?parcel=RR473124829GB&scanned=2026-03-01T09:30:05.000%2B01:00";
    let again = post(service.address, same, &pictures::harmless());
    assert_eq!((again.json(), again.header("idempotent-replayed")), (first.json(), Some("true")));
    let spelt = "?parcel=rr%20473124829%20gb&scanned=2026-03-01T08:30:05Z";
    let problem = post(service.address, spelt, &pictures::pistol()).assert_problem(409, "scan_conflict");
    assert_eq!(problem["id"], first.json()["id"]);

    // Another time is another scan; without a time, each is.
    post(service.address, "?parcel=RR473124829GB&scanned=2026-03-01T08:30:06Z", &pictures::harmless()).report();
    for _ in 0..2 {
        post(service.address, "?parcel=RR473124829GB", &pictures::harmless()).report();
    }
    assert_eq!(count(&service), 4);
}

#[test]
fn the_same_scan_sent_many_times_at_once_is_screened_once() {
    let service = Service::start(&[]);
    let ids: Vec<String> = thread::scope(|scope| {
        let address = service.address;
        let send = move || {
            let answer = post_with_key(address, "k", "", &pictures::pistol());
            assert_eq!(answer.report()["decision"], "ALARM");
            answer.json()["id"].as_str().unwrap().to_owned()
        };
        let clients: Vec<_> = (0..6).map(|_| scope.spawn(send)).collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(count(&service), 1);
    assert!(screened(&service).ends_with(" 1"), "{}", screened(&service));
}

#[test]
fn a_scan_that_is_asked_for_again_while_it_waits_gives_its_answer_in_the_end() {
    let service = Service::start(&[]);
    let query = "?parcel=A&scanned=2026-03-01T08:30:05Z";
    let accepted = post_async(service.address, query, &pictures::large());
    assert_eq!(accepted.status, 202);
    let waited = post(service.address, query, &pictures::large());
    assert_eq!(
        (waited.report()["decision"].as_str(), waited.header("idempotent-replayed")),
        (Some("ALARM"), Some("true"))
    );
    assert_eq!(waited.json()["id"], accepted.json()["id"]);
}
