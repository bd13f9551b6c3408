//! Models are switched, compared and given policies while scans go on.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    http::{Client, get, post, send},
    models::{Model, manifest, test_onnx},
    pictures,
    program::{Service, eventually},
};

/// The tiny model in another file: ONNX's own text about a model (field 6) makes it another hash.
fn other_onnx() -> Vec<u8> {
    let mut onnx = test_onnx("yolov8");
    onnx.extend_from_slice(b"\x32\x05other");
    onnx
}

/// The tiny model with a threshold that nothing reaches.
fn deaf() -> (String, Vec<u8>) {
    let onnx = other_onnx();
    let manifest = manifest("yolov8", &onnx).replace("version = \"1\"", "version = \"2\"");
    (manifest.replace("threshold = 0.5", "threshold = 1.0"), onnx)
}

fn install(folder: &Path, name: &str, (manifest, onnx): &(String, Vec<u8>)) {
    fs::write(folder.join(name).with_extension("toml"), manifest).unwrap();
    fs::write(folder.join(name).with_extension("onnx"), onnx).unwrap();
}

/// A folder with `keen`, `deaf`, and one that cannot be used.
pub(crate) fn installed() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let onnx = test_onnx("yolov8");
    install(folder.path(), "keen", &(manifest("yolov8", &onnx), onnx));
    install(folder.path(), "deaf", &deaf());
    install(folder.path(), "broken", &(manifest("yolov8", b"no model"), b"no model".to_vec()));
    folder
}

pub(crate) fn activate(service: &Service, name: &str) -> crate::http::Answer {
    send(service.address, "POST", &format!("/v1/models/{name}/activate"), &[], b"")
}

pub(crate) fn version(report: &Value) -> &str {
    report["model"]["version"].as_str().unwrap()
}

#[test]
fn a_model_is_switched_while_scans_go_on_and_none_is_lost() {
    let folder = installed();
    let service = Service::start(&["--models", folder.path().to_str().unwrap()]);
    assert_eq!(post(service.address, "", &pictures::pistol()).report()["decision"], "ALARM");

    let (stop, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    let versions = thread::scope(|scope| {
        let line = || {
            let mut reports = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                reports.push(post(service.address, "?lane=1", &pictures::pistol()).report());
                answered.fetch_add(1, Ordering::Relaxed);
            }
            reports
        };
        let lines: Vec<_> = (0..2).map(|_| scope.spawn(line)).collect();
        eventually("scans go on", || (answered.load(Ordering::Relaxed) > 0).then_some(()));
        let answer = activate(&service, "deaf");
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(
            (answer.json()["before"]["version"].as_str(), answer.json()["active"]["version"].as_str()),
            (Some("1"), Some("2"))
        );
        let after = post(service.address, "", &pictures::pistol()).report();
        assert_eq!((version(&after), after["decision"].as_str()), ("2", Some("CLEAR")));
        assert_eq!(activate(&service, "keen").status, 200);
        stop.store(true, Ordering::Relaxed);
        let reports: Vec<Value> = lines.into_iter().flat_map(|line| line.join().unwrap()).collect();
        // Each was answered by one model as a whole: its decision is that model's.
        for report in &reports {
            let expected = if version(report) == "1" { "ALARM" } else { "CLEAR" };
            assert_eq!(report["decision"], expected, "{report}");
            assert_eq!(report["policy"]["version"], "1");
            assert_eq!(report["model"]["sha256"].as_str().map(str::len), Some(64));
        }
        reports.iter().map(|report| version(report).to_owned()).collect::<Vec<_>>()
    });
    assert!(versions.iter().any(|version| version == "1"), "{versions:?}");

    let models = get(service.address, "/v1/models").json();
    assert_eq!(models["active"]["version"], "1");
    let state = |model: &Value| (model["name"].as_str().unwrap().to_owned(), model["active"].as_bool().unwrap());
    let listed: Vec<_> = models["installed"].as_array().unwrap().iter().map(state).collect();
    assert_eq!(listed, [("broken".to_owned(), false), ("deaf".to_owned(), false), ("keen".to_owned(), true)]);

    // Who changed what, newest first, page by page.
    let page = get(service.address, "/v1/models/changes?limit=2").json();
    let said = |page: &Value| -> Vec<(String, String)> {
        let text = |change: &Value, name: &str| change[name].as_str().unwrap().to_owned();
        let changes = page["changes"].as_array().unwrap().iter();
        changes.map(|change| (text(change, "action"), text(change, "model"))).collect()
    };
    let change = |action: &str, model: &str| (action.to_owned(), model.to_owned());
    assert_eq!(said(&page), [change("model.activated", "cells 1"), change("model.activated", "cells 2")]);
    let newest = &page["changes"][0];
    assert_eq!(
        (&newest["actor"], &newest["model_sha256_before"]),
        (&"unauthenticated".into(), &page["changes"][1]["model_sha256"])
    );
    let rest = get(service.address, &format!("/v1/models/changes?before={}", page["next"])).json();
    assert_eq!((said(&rest), &rest["next"]), (vec![change("service.started", "cells 1")], &Value::Null));
    assert!(rest["changes"][0]["policies"].as_str().unwrap().contains("default"), "{rest}");
    get(service.address, "/v1/models/changes?limit=0").assert_problem(400, "malformed_request");
}

#[test]
fn a_model_that_cannot_be_used_leaves_the_one_before() {
    let folder = installed();
    let service = Service::start(&["--models", folder.path().to_str().unwrap()]);
    activate(&service, "broken").assert_problem(422, "model_unusable");
    let none = activate(&service, "gone").assert_problem(404, "not_found");
    assert!(none["detail"].as_str().unwrap().contains("broken, deaf, keen"), "{none}");
    // No name leads out of the folder.
    activate(&service, "..%2Fdeaf").assert_problem(404, "not_found");
    assert_eq!(version(&post(service.address, "", &pictures::pistol()).report()), "1");
    let without = Service::start(&[]);
    let none = activate(&without, "deaf").assert_problem(404, "not_found");
    assert!(none["detail"].as_str().unwrap().contains("--models"), "{none}");
}

#[test]
fn a_lane_is_decided_by_its_own_policy_in_every_answer() {
    let folder = tempfile::tempdir().unwrap();
    let strict = folder.path().join("strict.toml");
    fs::write(&strict, "name = \"strict\"\nversion = \"7\"\nmin_views = 2").unwrap();
    let service = Service::start(&["--lane-policy", &format!("3={}", strict.display())]);
    let policy = |query: &str, picture: &[u8]| {
        let report = post(service.address, query, picture).report();
        (report["decision"].as_str().unwrap().to_owned(), report["policy"]["name"].as_str().unwrap().to_owned())
    };
    let of = |decision: &str, name: &str| (decision.to_owned(), name.to_owned());
    assert_eq!(policy("", &pictures::harmless()), of("CLEAR", "default"));
    assert_eq!(policy("?lane=4", &pictures::harmless()), of("CLEAR", "default"));
    assert_eq!(policy("?lane=3", &pictures::harmless()), of("UNKNOWN", "strict"));
    assert_eq!(policy("?lane=3", &pictures::pistol()), of("ALARM", "strict"));
    // An answer in place of a screening's names it too: this scan never arrives as a whole.
    let mut cut = Client::post(service.address, "/v1/scans?lane=3&parcel=cut", 1000);
    cut.send(b"\x89PNG");
    cut.hang_up();
    let id = eventually("the lost scan is recorded", || {
        let scans = get(service.address, "/v1/scans?parcel=cut").json();
        scans["scans"][0]["id"].as_str().map(str::to_owned)
    });
    let report = get(service.address, &format!("/v1/scans/{id}")).report();
    assert_eq!((&report["decision"], &report["policy"]["name"]), (&"UNKNOWN".into(), &"strict".into()));
}

#[test]
fn a_challenger_is_compared_after_the_answer_and_changes_none() {
    let folder = installed();
    let models = folder.path().to_str().unwrap();
    let service = Service::start(&["--models", models, "--challenger", "deaf", "--challenger-percent", "100"]);
    let alarmed = post(service.address, "?parcel=A", &pictures::pistol());
    assert_eq!((alarmed.report()["decision"].as_str(), version(&alarmed.report())), (Some("ALARM"), "1"));
    assert_eq!(post(service.address, "?parcel=B", &pictures::harmless()).report()["decision"], "CLEAR");

    let listed = eventually("both are compared", || {
        let page = get(service.address, "/v1/models/differences").json();
        (page["compared"][0]["scans"] == 2).then_some(page)
    });
    assert_eq!(listed["compared"][0]["different"], 1);
    let differences = listed["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 1, "{listed}");
    assert_eq!(differences[0]["scan"], alarmed.json()["id"]);
    assert_eq!(
        (&differences[0]["active"]["decision"], &differences[0]["challenger"]["decision"]),
        (&"ALARM".into(), &"CLEAR".into())
    );
    assert_eq!(differences[0]["active"]["classes"], serde_json::json!(["pistol"]));
    assert_eq!(listed["next"], Value::Null);
    let stored = get(service.address, &format!("/v1/scans/{}", alarmed.json()["id"].as_str().unwrap()));
    assert_eq!(stored.report()["decision"], "ALARM");
    let metrics = get(service.address, "/metrics").text();
    for outcome in ["same", "different"] {
        assert!(metrics.contains(&format!("screening_challenger_total{{outcome=\"{outcome}\"}} 1")), "{metrics}");
    }
    get(service.address, "/v1/models/differences?limit=0").assert_problem(400, "malformed_request");
}

#[test]
fn sighup_changes_policies_and_model_without_a_stop_and_names_what_needs_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("policy.toml"), "name = \"first\"\nversion = \"1\"").unwrap();
    fs::write(path("screening.toml"), format!("policy = {:?}\nqueue = 9\n", path("policy.toml"))).unwrap();
    let model = Model::good();
    let (manifest_path, onnx_path) = (model.manifest.clone(), model.onnx.clone());
    let mut service = Service::starting(model, "serve", &["--config", &path("screening.toml")]);
    service.wait_for("taking scans in");
    let report = post(service.address, "", &pictures::pistol()).report();
    assert_eq!((&report["policy"]["name"], version(&report)), (&"first".into(), "1"));

    // A fault changes nothing.
    fs::write(path("screening.toml"), "queue = \"many\"").unwrap();
    service.signal("HUP");
    let line = service.wait_for("the one before goes on");
    assert!(line["fields"]["error"].as_str().unwrap().contains("queue is a text"), "{line}");

    let (manifest, onnx) = deaf();
    fs::write(manifest_path, manifest).unwrap();
    fs::write(onnx_path, onnx).unwrap();
    fs::write(path("policy.toml"), "name = \"second\"\nversion = \"2\"").unwrap();
    fs::write(path("screening.toml"), format!("policy = {:?}\nqueue = 10\n", path("policy.toml"))).unwrap();
    service.signal("HUP");
    let line = service.wait_for("configuration read again");
    let said = line["fields"]["changed"].as_str().unwrap();
    assert!(said.contains("any lane: second 2") && said.contains("model (cells 2"), "{line}");
    assert_eq!(line["fields"]["needs_restart"], "queue");
    let report = post(service.address, "", &pictures::pistol()).report();
    assert_eq!(
        (&report["policy"]["name"], version(&report), &report["decision"]),
        (&"second".into(), "2", &"CLEAR".into())
    );
    let policies = &get(service.address, "/v1/models").json()["policies"];
    assert_eq!(policies, &serde_json::json!([{"lane": null, "name": "second", "version": "2"}]));
}
