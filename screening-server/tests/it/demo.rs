//! `screening demo`: samples screened, a banner, and a service that goes on.

use std::fs;

use crate::{
    http::get,
    models::Model,
    pictures,
    program::{Service, run_with},
};

#[test]
fn the_demo_screens_its_samples_says_where_to_look_and_goes_on() {
    let samples = tempfile::tempdir().unwrap();
    fs::write(samples.path().join("P-1.png"), pictures::pistol()).unwrap();
    fs::write(samples.path().join("P-2.png"), pictures::harmless()).unwrap();
    fs::write(samples.path().join("truth.json"), "{}").unwrap();
    let args = ["--no-open", "--samples", samples.path().to_str().unwrap()];
    let mut service = Service::starting(Model::good(), "demo", &args);
    let banner = service.stdout_until("Ctrl-C");
    for words in [
        format!("http://{}/", service.address),
        "cells 1".to_owned(),
        "tract".to_owned(),
        "embedded engine".to_owned(),
        "2 parcels".to_owned(),
        "1 ALARM, 1 CLEAR".to_owned(),
    ] {
        assert!(banner.contains(&words), "'{words}' is not in:\n{banner}");
    }
    let scans = get(service.address, "/v1/scans").json();
    let parcels: Vec<_> = scans["scans"].as_array().unwrap().iter().map(|scan| scan["parcel"].clone()).collect();
    assert_eq!(parcels, ["P-1", "P-2"]);
    service.signal("INT");
    assert_eq!(service.ended().0.code(), Some(0));
}

#[test]
fn samples_that_are_not_there_are_said_to_be_missing() {
    run_with(&Model::good(), &["demo", "--no-open", "--samples", "/no/such/folder"]).assert(3, &["/no/such/folder"]);
}
