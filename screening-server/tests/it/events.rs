//! Server-sent events: what happens to scans, and nothing missed by who comes back.

use serde_json::Value;

use crate::{
    http::{Client, get, post, send},
    pictures,
    program::Service,
};

fn listen(service: &Service, headers: &str, query: &str) -> Client {
    let mut client = Client::connect(service.address);
    client.send(format!("GET /v1/events{query} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n").as_bytes());
    client
}

/// The events in a stream: id, kind, and the parcel of the scan.
fn events(text: &str) -> Vec<(i64, String, String)> {
    let value = |event: &str, key: &str| {
        event.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_owned()
    };
    let whole = text.split("\n\n").filter(|event| event.contains("data:"));
    // Alarms come to people too, which is another kind of event.
    whole
        .filter(|event| !event.contains("event: review"))
        .filter_map(|event| {
            let data: Value = serde_json::from_str(&value(event, "data:")).ok()?;
            let parcel = data["scan"]["parcel"].as_str().unwrap_or_default().to_owned();
            Some((value(event, "id:").parse().unwrap(), value(event, "event:"), parcel))
        })
        .collect()
}

#[test]
fn a_listener_hears_of_each_scan_and_comes_back_where_it_was() {
    let service = Service::start(&[]);
    let mut client = listen(&service, "", "");
    assert!(client.receive_until("\r\n\r\n").contains("text/event-stream"));
    post(service.address, "?parcel=A", &pictures::pistol()).report();
    let text = client.receive_until("\n\n");
    let first = events(&text);
    assert_eq!((first[0].1.as_str(), first[0].2.as_str()), ("screened", "A"), "{text}");
    assert!(text.contains("\"decision\":\"ALARM\""), "{text}");
    client.hang_up();

    post(service.address, "?parcel=B", b"text").report();
    post(service.address, "?parcel=C", &pictures::harmless()).report();
    let mut again = listen(&service, &format!("last-event-id: {}\r\n", first[0].0), "");
    let text = again.receive_until("\"C\"");
    let parcels: Vec<_> = events(&text).into_iter().map(|event| event.2).collect();
    assert!(parcels.first().is_some_and(|parcel| parcel == "B") && !parcels.contains(&"A".to_owned()), "{text}");
    let mut all = listen(&service, "", "?last_event_id=0");
    assert!(all.receive_until("\"C\"").contains("\"A\""));

    let wrong = send(service.address, "GET", "/v1/events", &[("last-event-id", "x")], b"");
    wrong.assert_problem(400, "malformed_request");
    get(service.address, "/v1/events?from=1").assert_problem(400, "malformed_request");
}

#[test]
fn listeners_do_not_keep_the_service_from_ending() {
    let service = Service::start(&["--drain-timeout", "20"]);
    let mut client = listen(&service, "", "");
    client.receive_until("\r\n\r\n");
    service.signal("TERM");
    client.receive();
    assert_eq!(service.ended().0.code(), Some(0));
}
