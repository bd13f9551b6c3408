//! The description of the interface: complete, and changed on purpose only.

use std::{env, fs, path::Path};

use crate::{compatible, http::get, program::Service};

#[test]
fn the_interface_is_the_one_that_is_on_file() {
    let service = Service::start(&[]);
    let answer = get(service.address, "/openapi.json");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    let found = serde_json::to_string_pretty(&answer.json()).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/openapi.json");
    let before = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let broken = compatible::broken(&before, &answer.json());
    assert!(broken.is_empty(), "clients of /v1 would break; such a change needs a /v2:\n{}", broken.join("\n"));
    if env::var_os("SCREENING_UPDATE").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let on_file = fs::read_to_string(&path).unwrap();
    assert!(
        found == on_file,
        "the interface changed; if that is wanted, run this test with SCREENING_UPDATE=1:\n{found}"
    );
}

#[test]
fn every_route_is_described_with_its_answers_and_every_reference_leads_somewhere() {
    let service = Service::start(&[]);
    let document = get(service.address, "/openapi.json").json();
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    assert!(paths.len() > 20, "{paths:?}");
    let post = &document["paths"]["/v1/scans"]["post"];
    for status in ["200", "202", "400", "401", "403", "408", "409", "413", "415", "422", "429", "503"] {
        assert!(post["responses"][status].is_object(), "{status}");
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
}
