//! What the viewer asks for besides pictures: atomic numbers, and earlier parcels that look alike.

use serde_json::Value;

use crate::{
    http::{form, get, post, post_form, send},
    people::{self, add_key, log_in, start, with_key, with_session},
    pictures,
    program::{Service, eventually},
};

fn atomic_number(id: &str, view: usize) -> String {
    format!("/v1/scans/{id}/views/{view}/atomic-number")
}

#[test]
fn a_dual_energy_view_alone_has_atomic_numbers() {
    let service = Service::start(&[]);
    let [low, high] = pictures::layers();
    let sent = post_form(
        service.address,
        &[
            ("top", Some("1.png"), &pictures::harmless()),
            ("side.high", Some("h.png"), &high),
            ("side.low", Some("l.png"), &low),
            ("side.mm_per_pixel", None, b"0.5,2"),
        ],
    );
    let scan = sent.json();
    let id = scan["id"].as_str().unwrap();
    let views = &scan["report"]["views"];
    assert_eq!((&views[0]["dual_energy"], &views[1]["dual_energy"]), (&false.into(), &true.into()), "{views}");
    assert_eq!((&views[0]["mm_per_pixel"], &views[1]["mm_per_pixel"]), (&Value::Null, &serde_json::json!([0.5, 2.0])));
    let links = [&scan["pictures"][0]["atomic_number"], &scan["pictures"][1]["atomic_number"]];
    assert_eq!(links, [&Value::Null, &Value::from(atomic_number(id, 1))]);

    // Made, and then kept.
    let first = get(service.address, &atomic_number(id, 1));
    assert_eq!((first.status, first.header("content-type")), (200, Some("image/png")));
    assert_eq!(get(service.address, &atomic_number(id, 1)).body, first.body);
    let numbers = image::load_from_memory(&first.body).unwrap();
    let numbers = numbers.as_luma16().expect("16 bits of grey");
    assert_eq!((numbers.width(), numbers.height()), (pictures::WIDTH, pictures::HEIGHT));
    let at = |x, y| f32::from(numbers.get_pixel(x, y).0[0]) / 2056.0;
    assert_eq!(at(2, 2), 0.0, "air has none");
    let matter = at(pictures::WIDTH / 2, pictures::HEIGHT / 2);
    // 0.69 of attenuation at low energy and 0.46 at high: between water and aluminium.
    assert!((7.4..13.0).contains(&matter), "{matter}");

    get(service.address, &atomic_number(id, 0)).assert_problem(404, "not_found");
    get(service.address, &atomic_number(id, 7)).assert_problem(404, "not_found");
    get(service.address, &atomic_number("x", 0)).assert_problem(404, "not_found");
}

#[test]
fn a_look_at_atomic_numbers_is_in_the_trail_and_other_lanes_have_none() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    let operator = log_in(&service, "operator");
    let north = add_key(folder.path(), "north", &["--lane", "north"]);
    let south = add_key(folder.path(), "south", &["--lane", "south"]);
    let [low, high] = pictures::layers();
    let (kind, body) = form(&[("lane", None, b"south"), ("top.low", Some("l"), &low), ("top.high", Some("h"), &high)]);
    let key = format!("Bearer {south}");
    let sent = send(service.address, "POST", "/v1/scans", &[("content-type", &kind), ("authorization", &key)], &body);
    let sent = sent.json();
    let id = sent["id"].as_str().unwrap();
    let similar = format!("/v1/scans/{id}/similar");
    for path in [similar.clone(), atomic_number(id, 0)] {
        assert_eq!(with_session(&service, "GET", &path, &operator, "").status, 200, "{path}");
        with_key(&service, "GET", &path, &north, b"").assert_problem(404, "not_found");
    }
    let auditor = log_in(&service, "auditor");
    let seen = with_session(&service, "GET", "/v1/audit?action=picture.seen", &auditor, "").json();
    let seen: Vec<String> =
        seen["entries"].as_array().unwrap().iter().map(|entry| entry["details"]["picture"].to_string()).collect();
    assert_eq!(seen, ["\"atomic-number\""], "one look, and a list of likes is none");
}

#[test]
fn earlier_parcels_that_look_alike_come_first_and_later_ones_never() {
    let service = Service::start(&[]);
    let sent = |parcel: &str, lane: &str, picture: &[u8]| {
        let scan = post(service.address, &format!("?parcel={parcel}&lane={lane}"), picture).json();
        scan["id"].as_str().unwrap().to_owned()
    };
    let harmless = sent("A", "north", &pictures::harmless());
    let pistol = sent("B", "north", &pictures::pistol());
    let other = sent("C", "south", &pictures::pistol());
    let asked = sent("D", "north", &pictures::pistol());
    let later = sent("E", "north", &pictures::pistol());
    let similar = |id: &str, query: &str| get(service.address, &format!("/v1/scans/{id}/similar{query}"));
    let found = |query: &str| similar(&asked, query).json()["scans"].as_array().unwrap().clone();
    // Views are drawn after the answer.
    let scans = eventually("all are drawn", || Some(found("")).filter(|scans| scans.len() == 3));
    let ids: Vec<&str> = scans.iter().map(|scan| scan["id"].as_str().unwrap()).collect();
    assert!(ids[..2].contains(&pistol.as_str()) && ids[..2].contains(&other.as_str()), "{scans:#?}");
    assert_eq!(ids[2], harmless);
    assert!(!ids.contains(&later.as_str()));
    let likeness = |at: usize| scans[at]["likeness"].as_f64().unwrap();
    assert!(likeness(0) > 0.99 && likeness(2) < 0.97 && likeness(2) >= 0.4, "{scans:#?}");
    assert_eq!(scans[2]["decision"], "CLEAR");
    let view = &scans[0]["views"][0];
    for kind in ["picture", "thumbnail"] {
        assert_eq!(get(service.address, view[kind].as_str().unwrap()).status, 200);
    }

    assert_eq!(found("?limit=1").len(), 1);
    for query in ["?limit=0", "?limit=25", "?limit=x", "?most=3"] {
        similar(&asked, query).assert_problem(400, "malformed_request");
    }
    assert_eq!(similar(&harmless, "").json()["scans"], serde_json::json!([]));
    similar("00000000-0000-7000-8000-000000000000", "").assert_problem(404, "not_found");
}
