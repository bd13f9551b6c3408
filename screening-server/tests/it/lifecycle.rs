//! Starting, telling how it is, and stopping.

use std::net::TcpStream;

use crate::{
    http::{Client, get, post, send},
    models::{Model, manifest, test_onnx},
    pictures,
    program::{Service, eventually, run, run_with},
};

#[test]
fn a_service_says_that_it_lives_that_it_is_ready_and_what_it_did() {
    let service = Service::start(&[]);
    assert_eq!(get(service.address, "/healthz").json()["status"], "alive");
    assert_eq!(get(service.address, "/readyz").json()["status"], "ready");
    post(service.address, "", &pictures::pistol()).report();
    post(service.address, "", b"text").report();

    let metrics = get(service.address, "/metrics");
    assert!(metrics.header("content-type").unwrap().starts_with("text/plain"));
    let text = metrics.text();
    for line in [
        "screening_decisions_total{decision=\"ALARM\",lane=\"none\"} 1",
        "screening_decisions_total{decision=\"CLEAR\",lane=\"none\"} 0",
        "screening_decisions_total{decision=\"UNKNOWN\",lane=\"none\"} 1",
        "screening_aborts_total{reason=\"INCOMPLETE_SCAN\"} 1",
        "screening_step_seconds_count{step=\"total\",lane=\"none\"} 2",
        "screening_http_requests_total{route=\"/v1/scans\",method=\"POST\",status=\"200\"} 2",
    ] {
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
}

#[test]
fn every_answer_carries_its_id_and_the_headers_that_protect_the_console() {
    let service = Service::start(&[]);
    for path in ["/healthz", "/v1/scans", "/none"] {
        let answer = get(service.address, path);
        assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 36), "{answer:?}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.header("content-security-policy").is_some());
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    let traced = send(service.address, "GET", "/healthz", &[("x-request-id", "line-7")], b"");
    assert_eq!(traced.header("x-request-id"), Some("line-7"));
}

#[test]
fn a_service_whose_model_cannot_be_used_says_why_and_ends() {
    let onnx = test_onnx("yolov8");
    for (model, words) in [
        (Model::of(&manifest("yolov8", b"no model"), b"no model"), "cannot be used"),
        (Model::of(&manifest("yolox", &onnx), &onnx), "[1, 7, 64]"),
        (Model::of("name = 1", &onnx), "name"),
    ] {
        run_with(&model, &["serve", "--listen", "127.0.0.1:0"]).assert(3, &[words]);
    }
    let gone = ["serve", "--listen", "127.0.0.1:0", "--engine", "tract", "--model", "/no/such/model.toml"];
    run(&gone).assert(3, &["/no/such/model.toml"]);
}

#[test]
fn settings_that_cannot_hold_are_refused() {
    let model = Model::good();
    run_with(&model, &["serve", "--queue", "0"]).assert(3, &["--queue is 0"]);
    run_with(&model, &["serve", "--queue", "1", "--concurrency", "2"]).assert(3, &["--concurrency is 2"]);
    run_with(&model, &["serve", "--body-timeout=-1"]).assert(3, &["--body-timeout"]);
    let service = Service::start(&[]);
    let taken = service.address.to_string();
    run_with(&model, &["serve", "--listen", &taken]).assert(3, &[&taken, "--listen"]);
    run_with(&model, &["serve", "--listen", "127.0.0.1:0", "--policy", "/no/such.toml"]).assert(3, &["/no/such.toml"]);
}

#[test]
fn work_that_was_begun_is_ended_after_sigterm_and_nothing_new_is_taken_in() {
    let mut service = Service::start(&[]);
    let picture = pictures::pistol();
    let mut begun = Client::post(service.address, "/v1/scans?parcel=begun", picture.len());
    begun.send(&picture[..10]);
    let depth = || get(service.address, "/metrics").text().contains("screening_queue_depth 1");
    eventually("it is admitted", || depth().then_some(()));
    service.signal("TERM");
    service.wait_for("no new connections");
    assert!(service.is_running());
    eventually("the door is closed", || TcpStream::connect(service.address).is_err().then_some(()));

    begun.send(&picture[10..]);
    assert_eq!(begun.answer().report()["decision"], "ALARM");
    let (status, _) = service.ended();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn work_that_does_not_end_in_time_is_given_up_and_said_to_be() {
    let mut service = Service::start(&["--drain-timeout", "0.2"]);
    let mut stuck = Client::post(service.address, "/v1/scans", 1000);
    stuck.send(b"\x89PNG");
    eventually("it is admitted", || {
        get(service.address, "/metrics").text().contains("screening_queue_depth 1").then_some(())
    });
    service.signal("INT");
    service.wait_for("not ended");
    let (status, _) = service.ended();
    assert_eq!(status.code(), Some(3));
}

#[test]
fn a_second_signal_does_not_wait() {
    let mut service = Service::start(&[]);
    let mut stuck = Client::post(service.address, "/v1/scans", 1000);
    stuck.send(b"\x89PNG");
    eventually("it is admitted", || {
        get(service.address, "/metrics").text().contains("screening_queue_depth 1").then_some(())
    });
    service.signal("INT");
    service.wait_for("no new connections");
    service.signal("INT");
    let (status, _) = service.ended();
    assert_eq!(status.code(), Some(3));
}
