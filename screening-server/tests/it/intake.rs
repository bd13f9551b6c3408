//! Scans over HTTP: raw bodies and forms.

use serde_json::Value;

use crate::{
    http::{get, post, post_form, send},
    pictures,
    program::Service,
};

#[test]
fn a_raw_body_is_one_view_and_the_query_describes_it() {
    let service = Service::start(&[]);
    let answer = post(service.address, "?parcel=RR123456785NL&view=top&mm_per_pixel=0.5,0.8", &pictures::pistol());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let body = answer.json();
    assert_eq!(body["parcel"], "RR123456785NL");
    assert_eq!(body["late"], Value::Null);
    let received = body["received"].as_str().unwrap();
    assert!(received.ends_with('Z') && received.as_bytes()[10] == b'T', "{received}");
    let report = answer.report();
    assert_eq!(report["decision"], "ALARM");
    assert_eq!(report["views"][0]["name"], "top");
    let region = &report["regions"][0];
    let side = |index: usize| region["box"][2 + index].as_f64().unwrap();
    let millimetres = |index: usize| region["size_mm"][index].as_f64().unwrap();
    assert!((side(0) * 0.5 - millimetres(0)).abs() < 0.1 && (side(1) * 0.8 - millimetres(1)).abs() < 0.1, "{region}");

    let id = body["id"].as_str().unwrap();
    assert_eq!(body["pictures"][0]["picture"], format!("/v1/scans/{id}/views/0/picture"));
    assert_eq!(body["pictures"][0]["annotated"], format!("/v1/scans/{id}/views/0/annotated"));
    assert_eq!(body["pictures"][0]["thumbnail"], format!("/v1/scans/{id}/views/0/thumbnail"));
}

#[test]
fn what_a_picture_is_called_does_not_matter() {
    let service = Service::start(&[]);
    for kind in ["image/png", "image/tiff", "IMAGE/X-WHATEVER; q=1", "application/octet-stream"] {
        let answer = send(service.address, "POST", "/v1/scans", &[("content-type", kind)], &pictures::harmless());
        assert_eq!(answer.report()["decision"], "CLEAR", "{kind}");
    }
    let unnamed = send(service.address, "POST", "/v1/scans", &[], &pictures::harmless());
    assert_eq!(unnamed.report()["decision"], "CLEAR");
    assert_eq!(unnamed.json()["parcel"], Value::Null);
    // What curl says of --data-binary without a header of its own.
    let kind = "application/x-www-form-urlencoded";
    let answer = send(service.address, "POST", "/v1/scans", &[("content-type", kind)], &pictures::harmless());
    answer.assert_problem(415, "content_type");
}

#[test]
fn a_form_brings_several_views_and_a_pair() {
    let service = Service::start(&[]);
    let [low, high] = pictures::layers();
    let answer = post_form(
        service.address,
        &[
            ("parcel", None, b" CN 22 "),
            ("top", Some("1.png"), &pictures::harmless()),
            ("side.high", Some("h.png"), &high),
            ("side.low", Some("l.png"), &low),
            ("side.mm_per_pixel", None, b"0.8"),
            ("more", Some("a.png"), &pictures::pistol()),
            ("more", Some("b.png"), b"text"),
        ],
    );
    let report = answer.report();
    assert_eq!((&report["decision"], &answer.json()["parcel"]), (&"ALARM".into(), &"CN 22".into()), "{report}");
    let names: Vec<&Value> = report["views"].as_array().unwrap().iter().map(|view| &view["name"]).collect();
    assert_eq!(names, ["top", "side", "a.png", "b.png"]);
    assert!(
        report["regions"].as_array().unwrap().iter().filter(|region| region["alarm"] == true).all(|r| r["view"] == 2)
    );

    // Asked again, the pictures are all there: none for the view that could not be read.
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let shown = get(service.address, &format!("/v1/scans/{id}")).json();
    let has: Vec<bool> = shown["pictures"].as_array().unwrap().iter().map(|view| view["picture"].is_string()).collect();
    assert_eq!(has, [true, true, true, false]);
}

#[test]
fn a_form_without_a_picture_is_an_unknown_parcel() {
    let service = Service::start(&[]);
    let report = post_form(service.address, &[("parcel", None, b"A")]).report();
    assert_eq!((&report["decision"], &report["reasons"][0]["code"]), (&"UNKNOWN".into(), &"no_views".into()));
}

#[test]
fn requests_that_cannot_be_understood_are_told_why_and_leave_an_unknown_parcel() {
    let service = Service::start(&["--max-views", "2"]);
    let picture = pictures::harmless();
    let form = |kind: &str, body: &[u8]| send(service.address, "POST", "/v1/scans", &[("content-type", kind)], body);
    let three: Vec<_> = ["a", "b", "c"].map(|name| (name, Some("x.png"), picture.as_slice())).to_vec();
    let answers = [
        ("no boundary", form("multipart/form-data", b"x"), "boundary"),
        ("cut", form("multipart/form-data; boundary=limit", b"--limit\r\ncontent-disposition: form-da"), "form"),
        ("unknown field", post_form(service.address, &[("parcle", None, b"A")]), "parcle"),
        ("too many views", post_form(service.address, &three), "2 views"),
        ("twice", post_form(service.address, &[("parcel", None, b"A"), ("parcel", None, b"B")]), "twice"),
        ("no scale", post(service.address, "?parcel=A&mm_per_pixel=wide", &picture), "mm_per_pixel"),
        ("unknown key", post(service.address, "?parcle=A", &picture), "parcle"),
        ("control characters", post(service.address, "?parcel=a%00b", &picture), "control"),
    ];
    for (what, answer, word) in &answers {
        let problem = answer.assert_problem(400, "malformed_request");
        assert!(problem["detail"].as_str().unwrap().contains(word), "{what}: {problem}");
        let shown = get(service.address, &format!("/v1/scans/{}", problem["id"].as_str().unwrap()));
        let report = shown.report();
        assert_eq!(
            (&report["decision"], &report["abort_reason"]),
            (&"UNKNOWN".into(), &"INCOMPLETE_SCAN".into()),
            "{what}"
        );
    }
    let kept = get(service.address, "/v1/scans").json()["scans"].as_array().unwrap().len();
    assert_eq!(kept, answers.len());
    // A code that was read before the failure stays with the parcel.
    let named =
        get(service.address, "/v1/scans").json()["scans"].as_array().unwrap().iter().any(|scan| scan["parcel"] == "A");
    assert!(named);
}
