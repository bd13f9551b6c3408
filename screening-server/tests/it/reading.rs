//! The list, one scan, and its pictures.

use serde_json::Value;

use crate::{
    http::{get, post, send},
    pictures,
    program::Service,
};

fn parcels(page: &Value) -> Vec<&str> {
    page["scans"].as_array().unwrap().iter().map(|scan| scan["parcel"].as_str().unwrap()).collect()
}

#[test]
fn the_list_has_the_newest_first_in_pages_and_by_decision() {
    let service = Service::start(&[]);
    for (parcel, picture) in
        [("A", pictures::harmless()), ("B", pictures::pistol()), ("C", b"text".to_vec()), ("D", pictures::pistol())]
    {
        post(service.address, &format!("?parcel={parcel}"), &picture).report();
    }
    let list = |query: &str| get(service.address, &format!("/v1/scans{query}")).json();
    let all = list("");
    assert_eq!(parcels(&all), ["D", "C", "B", "A"]);
    assert_eq!(all["next"], Value::Null);

    let first = list("?limit=3");
    assert_eq!(parcels(&first), ["D", "C", "B"]);
    let rest = list(&format!("?limit=3&before={}", first["next"].as_str().unwrap()));
    assert_eq!((parcels(&rest), &rest["next"]), (vec!["A"], &Value::Null));

    let alarms = list("?decision=ALARM&limit=1");
    assert_eq!(parcels(&alarms), ["D"]);
    let older = list(&format!("?decision=ALARM&limit=1&before={}", alarms["next"].as_str().unwrap()));
    assert_eq!((parcels(&older), &older["next"]), (vec!["B"], &Value::Null));
    assert_eq!(parcels(&list("?decision=CLEAR")), ["A"]);

    let [alarm, unknown, clear] = [0, 1, 3].map(|index| &all["scans"][index]);
    assert_eq!((&alarm["decision"], &alarm["classes"]), (&"ALARM".into(), &serde_json::json!(["pistol"])));
    assert!(alarm["regions"].as_u64() > Some(0) && alarm["top_score"].as_f64() > Some(0.5), "{alarm}");
    assert!(alarm["reason"].as_str().unwrap().contains("Pistol") && alarm["abort_reason"].is_null(), "{alarm}");
    assert!(get(service.address, alarm["thumbnail"].as_str().unwrap()).body.starts_with(b"\x89PNG"));
    assert_eq!((&unknown["decision"], &unknown["abort_reason"]), (&"UNKNOWN".into(), &"INCOMPLETE_SCAN".into()));
    assert!(unknown["thumbnail"].is_null() && unknown["top_score"].is_null() && unknown["regions"] == 0, "{unknown}");
    assert!(clear["thumbnail"].is_string() && clear["classes"].as_array().unwrap().is_empty(), "{clear}");

    for wrong in ["?limit=0", "?limit=501", "?limit=x", "?before=yesterday", "?decision=clear", "?page=2"] {
        get(service.address, &format!("/v1/scans{wrong}")).assert_problem(400, "malformed_request");
    }
}

#[test]
fn one_scan_is_shown_as_it_was_answered() {
    let service = Service::start(&[]);
    let answer = post(service.address, "?parcel=A", &pictures::pistol()).json();
    let shown = get(service.address, &format!("/v1/scans/{}", answer["id"].as_str().unwrap()));
    assert_eq!(shown.status, 200);
    assert_eq!(shown.json(), answer);
}

#[test]
fn pictures_are_png_and_the_annotated_one_has_boxes() {
    let service = Service::start(&[]);
    let answer = post(service.address, "", &pictures::pistol()).json();
    // Asked for at once: the pictures may still be in the making.
    let picture = |kind: &str| {
        let answer = get(service.address, answer["pictures"][0][kind].as_str().unwrap());
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/png")));
        image::load_from_memory(&answer.body).unwrap().to_rgb8()
    };
    let plain = picture("picture");
    assert_eq!(plain.dimensions(), (pictures::WIDTH, pictures::HEIGHT));
    let drawn = picture("annotated");
    assert_eq!(drawn.dimensions(), plain.dimensions());
    assert_ne!(drawn, plain);
    assert_eq!(picture("thumbnail").dimensions(), (192, 144));
}

#[test]
fn what_is_not_there_is_a_problem_and_so_are_unknown_routes_and_methods() {
    let service = Service::start(&[]);
    let id = post(service.address, "", b"text").json()["id"].as_str().unwrap().to_owned();
    let none = "00000000-0000-7000-8000-000000000000";
    for path in [
        format!("/v1/scans/{none}"),
        "/v1/scans/1".to_owned(),
        format!("/v1/scans/{none}/views/0/picture"),
        format!("/v1/scans/{id}/views/0/picture"),
        format!("/v1/scans/{id}/views/0/annotated"),
        format!("/v1/scans/{id}/views/0/thumbnail"),
        format!("/v1/scans/{id}/views/1/picture"),
        format!("/v1/scans/{id}/views/-1/picture"),
        "/v2/scans".to_owned(),
        "/console/gone.js".to_owned(),
        "/console/..%2FCargo.toml".to_owned(),
    ] {
        get(service.address, &path).assert_problem(404, "not_found");
    }
    let method = send(service.address, "DELETE", &format!("/v1/scans/{id}"), &[], b"");
    method.assert_problem(405, "method_not_allowed");
    assert!(method.header("allow").is_some_and(|allow| allow.contains("GET")));
}

#[test]
fn the_list_is_filtered_by_parcel_lane_time_and_whether_there_is_an_answer() {
    let service = Service::start(&[]);
    for (parcel, lane) in [("A", "north"), ("B", "south"), ("A", "south")] {
        post(service.address, &format!("?parcel={parcel}&lane={lane}"), &pictures::harmless()).report();
    }
    let list = |query: &str| get(service.address, &format!("/v1/scans{query}")).json();
    assert_eq!(parcels(&list("?parcel=A")), ["A", "A"]);
    assert_eq!(parcels(&list("?lane=south")), ["A", "B"]);
    assert_eq!(parcels(&list("?lane=south&parcel=A")), ["A"]);
    assert_eq!(parcels(&list("?pending=false&parcel=B")), ["B"]);
    assert!(parcels(&list("?pending=true")).is_empty());

    let all = list("");
    let moment = |index: usize| all["scans"][index]["received"].as_str().unwrap().to_owned();
    let (newest, oldest) = (moment(0), moment(2));
    assert_eq!(parcels(&list(&format!("?since={newest}"))), ["A"]);
    assert!(parcels(&list(&format!("?until={oldest}"))).is_empty());
    assert_eq!(parcels(&list(&format!("?since={oldest}&until={newest}"))), ["B", "A"]);
    get(service.address, "/v1/scans?since=yesterday").assert_problem(400, "malformed_request");
}

#[test]
fn report_and_reasons_of_a_scan_can_be_read_alone() {
    let service = Service::start(&[]);
    let answer = post(service.address, "?parcel=RR473124828GB", &pictures::pistol()).json();
    let path = format!("/v1/scans/{}", answer["id"].as_str().unwrap());
    assert_eq!(get(service.address, &format!("{path}/report")).json(), answer["report"]);
    let chain = get(service.address, &format!("{path}/reasons")).json();
    assert_eq!((&chain["action"], &chain["parcel_code"]["check_digit"]), (&"DIVERT".into(), &"INVALID".into()));
    let step = &chain["steps"][0];
    assert_eq!((&step["decision"], &step["reasons"]), (&"ALARM".into(), &answer["report"]["reasons"]));
    assert_eq!((&step["late"], &step["model"]["name"]), (&false.into(), &"cells".into()));
    let none = "/v1/scans/00000000-0000-7000-8000-000000000000";
    for kind in ["report", "reasons"] {
        get(service.address, &format!("{none}/{kind}")).assert_problem(404, "not_found");
    }
}

#[test]
fn everything_is_there_after_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_in(data.path(), &[]);
    let answer = post(service.address, "?parcel=A&lane=north&contents=scale", &pictures::pistol()).json();
    let picture = |service: &Service, kind: &str| {
        let answer = get(service.address, answer["pictures"][0][kind].as_str().unwrap());
        assert_eq!(answer.status, 200, "{kind}");
        answer.body
    };
    let before = ["picture", "annotated", "thumbnail"].map(|kind| picture(&service, kind));
    service.signal("TERM");
    assert_eq!(service.ended().0.code(), Some(0));

    let service = Service::start_in(data.path(), &[]);
    let shown = get(service.address, &format!("/v1/scans/{}", answer["id"].as_str().unwrap())).json();
    assert_eq!(shown, answer);
    assert_eq!(["picture", "annotated", "thumbnail"].map(|kind| picture(&service, kind)), before);
}
