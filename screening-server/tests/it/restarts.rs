//! What changes without a restart, and what goes on after one.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    http::{get, post},
    model_life::{activate, installed, version},
    pictures,
    program::{Service, eventually},
    receiver::Receiver,
};

fn hooks(folder: &Path, hooks: &[(&str, &str)]) -> String {
    let file = folder.join("webhooks.toml");
    fs::write(folder.join("log.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let entry = |(name, url): &(&str, &str)| {
        format!("[[hooks]]\nname = \"{name}\"\nurl = \"{url}\"\nsecret_file = \"log.secret\"\n")
    };
    let entries: String = hooks.iter().map(entry).collect();
    fs::write(&file, format!("allow = [\"127.0.0.0/8\"]\n{entries}")).unwrap();
    file.to_str().unwrap().to_owned()
}

fn id(answer: &crate::http::Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

#[test]
fn webhooks_change_on_sighup_and_nothing_is_told_twice_or_not_at_all() {
    let (first, second) = (Receiver::start(), Receiver::start());
    let folder = tempfile::tempdir().unwrap();
    let file = hooks(folder.path(), &[("log", &first.url())]);
    let mut service = Service::start(&["--webhooks", &file]);
    let before = id(&post(service.address, "", &pictures::pistol()));
    assert_eq!(first.wait_for(1)[0].scan(), before);

    // A fault changes nothing.
    fs::write(&file, "[[hooks]]\nname = \"log\"").unwrap();
    service.signal("HUP");
    service.wait_for("the one before goes on");
    let still = id(&post(service.address, "", &pictures::pistol()));
    assert_eq!(first.wait_for(2)[1].scan(), still);

    // Another address and another hook.
    hooks(folder.path(), &[("log", &second.url()), ("more", &second.url())]);
    service.signal("HUP");
    let line = service.wait_for("configuration read again");
    assert_eq!((&line["fields"]["changed"], &line["fields"]["needs_restart"]), (&"webhooks".into(), &"nothing".into()));
    let after = id(&post(service.address, "", &pictures::pistol()));
    let told = second.wait_for(2);
    assert!(told.iter().all(|told| told.scan() == after), "{told:?}");
    assert_eq!(first.received().len(), 2);

    // None: what comes then is told to nobody.
    fs::write(&file, "").unwrap();
    service.signal("HUP");
    service.wait_for("configuration read again");
    post(service.address, "", &pictures::pistol()).report();
    // The same again is no change.
    service.signal("HUP");
    let line = service.wait_for("configuration read again");
    assert_eq!(line["fields"]["changed"], "nothing");
    assert_eq!((first.received().len(), second.received().len()), (2, 2));
}

/// The audit trail's entries of one action, newest first.
fn entries(service: &Service, action: &str) -> Vec<Value> {
    let all = get(service.address, "/v1/audit?limit=100").json()["entries"].as_array().unwrap().clone();
    all.into_iter().filter(|entry| entry["action"] == action).collect()
}

#[test]
fn a_model_that_was_activated_goes_on_after_a_restart_until_the_configuration_names_another() {
    let (models, data) = (installed(), tempfile::tempdir().unwrap());
    let args = ["--models", models.path().to_str().unwrap()];
    let screens = |service: &Service| version(&post(service.address, "", &pictures::pistol()).report()).to_owned();
    let service = Service::start_in(data.path(), &args);
    assert_eq!(screens(&service), "1");
    assert_eq!(activate(&service, "deaf").status, 200);
    service.kill();

    let mut service = Service::start_in(data.path(), &args);
    assert_eq!(screens(&service), "2");
    let started = entries(&service, "service.started");
    let chosen: Vec<bool> = started.iter().map(|entry| entry.to_string().contains("administrator")).collect();
    assert_eq!(chosen, [true, false], "{started:?}");
    // Read again without a change, the configuration takes nothing back.
    service.signal("HUP");
    service.wait_for("configuration read again");
    assert_eq!(screens(&service), "2");
    service.kill();

    // Its files are gone: the configured one screens, and the choice is kept for when they are back.
    let deaf = models.path().join("deaf.onnx");
    let hidden = models.path().join("deaf.hidden");
    fs::rename(&deaf, &hidden).unwrap();
    let service = Service::start_in(data.path(), &args);
    assert!(service.has_said("cannot be used; the configured one screens"));
    assert_eq!(screens(&service), "1");
    service.kill();
    fs::rename(&hidden, &deaf).unwrap();
    let service = Service::start_in(data.path(), &args);
    assert_eq!(screens(&service), "2");
    service.kill();

    // The configuration names another model than then: its word is the newer one, for good.
    let other = crate::models::Model::good();
    fs::copy(models.path().join("deaf.toml"), &other.manifest).unwrap();
    fs::copy(&deaf, &other.onnx).unwrap();
    let mut service = Service::starting_with(other, data.path(), &args);
    service.wait_for("taking scans in");
    service.kill();
    let service = Service::start_in(data.path(), &args);
    assert_eq!(screens(&service), "1");
}

#[test]
fn pictures_that_a_kill_left_without_a_scan_are_deleted_at_the_start_and_no_others() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_in(data.path(), &[]);
    assert!(service.has_said("recovered what the last run left"));
    let scan = id(&post(service.address, "", &pictures::pistol()));
    let annotated = format!("/v1/scans/{scan}/views/0/annotated");
    assert_eq!(get(service.address, &annotated).status, 200);
    service.signal("TERM");
    service.ended();

    let folder = data.path().join("pictures/ab");
    fs::create_dir_all(&folder).unwrap();
    let orphan = folder.join(format!("ab{}", "0".repeat(62)));
    let unfinished = folder.join(format!("ab{}#1", "1".repeat(62)));
    let foreign = folder.join("notes.txt");
    for file in [&orphan, &unfinished, &foreign] {
        fs::write(file, b"left").unwrap();
    }
    let mut service = Service::starting_in(data.path(), &[]);
    service.wait_for("taking scans in");
    let words = "deleted pictures that no scan names";
    let line = if service.has_said(words) { service.said(words).clone() } else { service.wait_for(words) };
    assert_eq!(line["fields"]["pictures"], 1, "{line}");
    assert!(service.has_said("pictures that were being written"));
    assert_eq!([&orphan, &unfinished, &foreign].map(|file| file.exists()), [false, false, true]);
    for kind in ["picture", "annotated", "thumbnail"] {
        let path = format!("/v1/scans/{scan}/views/0/{kind}");
        eventually("the pictures are there", || (get(service.address, &path).status == 200).then_some(()));
    }
}
