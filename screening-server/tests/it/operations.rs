//! What those who run the service see: metrics, the dashboard, the log, the unit of the service manager.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    http::{Client, get, post, send},
    pictures,
    program::{Service, eventually},
    review_desk::{claim_locally, decide_locally, key, send_alarm},
};

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Every name of a metric in a text.
fn names(text: &str) -> BTreeSet<String> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let words = text.split(|character: char| !is_part(character));
    words.filter(|word| word.starts_with("screening_")).map(str::to_owned).collect()
}

fn expressions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str() {
                    Some(text) if name == "expr" => found.push(text.to_owned()),
                    _ => expressions(field, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| expressions(item, found)),
        _ => {}
    }
}

#[test]
fn every_expression_of_the_dashboard_names_a_metric_that_is_exported() {
    let service = Service::start(&["--review-undo", "0"]);
    let alarm = send_alarm(&service, "?lane=3");
    post(service.address, "?lane=3", b"text").report();
    let made = decide_locally(&service, &claim_locally(&service, &alarm), "clear", &key());
    assert_eq!(made.status, 200, "{}", made.text());
    eventually("people's times are counted", || {
        get(service.address, "/metrics").text().contains("screening_review_look_seconds_bucket").then_some(())
    });
    let exported = names(&get(service.address, "/metrics").text());

    let dashboard: Value =
        serde_json::from_str(&fs::read_to_string(repository("docs/grafana-dashboard.json")).unwrap()).unwrap();
    let mut found = Vec::new();
    expressions(&dashboard, &mut found);
    assert!(found.len() >= 12, "{found:?}");
    for expression in &found {
        let used = names(expression);
        assert!(!used.is_empty(), "{expression}");
        for name in used {
            assert!(exported.contains(&name), "{name} of '{expression}' is not exported: {exported:?}");
        }
    }
}

#[test]
fn an_operators_questions_are_answered_by_lane() {
    let service = Service::start(&[]);
    post(service.address, "?lane=3", &pictures::pistol()).report();
    post(service.address, "?lane=3", &pictures::harmless()).report();
    post(service.address, "?lane=4", b"text").report();
    let text = get(service.address, "/metrics").text();
    for line in [
        "screening_decisions_total{decision=\"ALARM\",lane=\"3\"} 1",
        "screening_decisions_total{decision=\"CLEAR\",lane=\"3\"} 1",
        "screening_decisions_total{decision=\"UNKNOWN\",lane=\"4\"} 1",
        "screening_decisions_total{decision=\"ALARM\",lane=\"none\"} 0",
        "screening_deadline_misses_total{lane=\"none\"} 0",
        "screening_answer_seconds_count{lane=\"3\"} 2",
        "screening_step_seconds_count{step=\"total\",lane=\"3\"} 2",
        "screening_queue_oldest_seconds 0",
        "screening_redeliveries_total 0",
    ] {
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
}

#[test]
fn names_of_lanes_that_clients_make_up_do_not_grow_without_bound() {
    let service = Service::start(&[]);
    for number in 0..70 {
        post(service.address, &format!("?lane=made-up-{number}"), b"text").report();
    }
    let text = get(service.address, "/metrics").text();
    let lanes = text.lines().filter(|line| line.starts_with("screening_answer_seconds_count")).count();
    assert!(lanes <= 66, "{lanes} lanes");
    assert!(text.contains("screening_answer_seconds_count{lane=\"other\"} 6"), "{text}");
}

/// The ids of scans that a line of the log carries, in its fields and in the spans around it.
fn scans(line: &Value) -> Vec<&str> {
    let spans = line["spans"].as_array().into_iter().flatten().map(|span| &span["scan"]);
    spans.chain([&line["fields"]["id"], &line["fields"]["scan"]]).filter_map(Value::as_str).collect()
}

#[test]
fn every_line_of_the_log_about_a_scan_carries_its_id() {
    let mut service = Service::start(&[]);
    let answer = post(service.address, "?lane=3&parcel=RR473124829GB", &pictures::pistol());
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    for message in ["scan taken in", "parcel screened"] {
        let line = service.wait_for(message);
        assert!(scans(&line).contains(&id.as_str()), "{line}");
        let spans: Vec<&str> =
            line["spans"].as_array().unwrap().iter().filter_map(|span| span["scan"].as_str()).collect();
        assert!(!spans.is_empty() && spans.iter().all(|scan| *scan == id), "{line}");
    }
    // One that fails is told by its id as well.
    let mut cut = Client::post(service.address, "/v1/scans?parcel=cut", 1000);
    cut.send(b"\x89PNG");
    cut.hang_up();
    let line = service.wait_for("did not arrive as a whole");
    let id = eventually("it is recorded", || {
        get(service.address, "/v1/scans?parcel=cut").json()["scans"][0]["id"].as_str().map(str::to_owned)
    });
    assert!(scans(&line).iter().all(|scan| *scan == id) && scans(&line).len() >= 2, "{line}");
}

#[test]
fn a_claim_that_runs_ends_before_the_service_does() {
    let data = tempfile::tempdir().unwrap();
    let mut service = Service::start_in(data.path(), &[]);
    let headers = [("content-type", "image/png"), ("prefer", "respond-async")];
    let ids: Vec<String> = (0..4)
        .map(|number| {
            let path = format!("/v1/scans?parcel=P{number}");
            let answer = send(service.address, "POST", &path, &headers, &pictures::pistol());
            assert_eq!(answer.status, 202, "{}", answer.text());
            answer.json()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    service.signal("TERM");
    for _ in &ids {
        service.wait_for("parcel screened");
    }
    service.wait_for("all work was ended");
    let (status, _) = service.ended();
    assert_eq!(status.code(), Some(0));
    let mut again = Service::starting_in(data.path(), &[]);
    again.wait_for("taking scans in");
    for id in ids {
        assert_eq!(get(again.address, &format!("/v1/scans/{id}")).report()["decision"], "ALARM");
    }
}

#[test]
fn the_unit_of_the_service_manager_is_well_formed_and_names_the_documented_file() {
    let path = repository("packaging/screening.service");
    let unit = fs::read_to_string(&path).unwrap();
    for line in [
        "ExecStartPre=/usr/bin/screening config check /etc/screening/screening.toml",
        "ExecStart=/usr/bin/screening serve --config /etc/screening/screening.toml",
        "ExecReload=/bin/kill -HUP $MAINPID",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
    ] {
        assert!(unit.lines().any(|found| found == line), "{line}");
    }
    // Where systemd is there, it reads the unit too; the program need not be installed for that.
    let here = unit.replace("/usr/bin/screening", env!("CARGO_BIN_EXE_screening"));
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("screening.service");
    fs::write(&copy, here).unwrap();
    match Command::new("systemd-analyze").arg("verify").arg(&copy).output() {
        Err(error) => eprintln!("systemd-analyze is not there ({error}): the unit was read by this test alone"),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() && !said.contains("screening.service"), "{said}");
        }
    }
}
