//! What opening a parcel showed: recorded, corrected, kept, carried away.

use std::{collections::BTreeSet, fs};

use serde_json::{Value, json};

use crate::{
    http::{Answer, form, send},
    people::{self, add_key, log_in, with_key, with_session},
    pictures,
    program::{Service, eventually, run},
    quality::Site,
};

/// A scan of a pistol on a service with accounts.
fn scanned(service: &Service, key: &str) -> String {
    let sent = with_key(service, "POST", "/v1/scans?parcel=RR473124829GB&lane=north", key, &pictures::pistol());
    sent.json()["id"].as_str().unwrap().to_owned()
}

fn path(scan: &str) -> String {
    format!("/v1/review/{scan}/outcome")
}

/// What was found: a pistol and its cartridges.
fn found() -> Value {
    json!({
        "found": true,
        "items": [
            { "class": "pistol", "quantity": 1, "calibre": "9 x 19 mm", "marking": "AB 1234", "note": "in a radio" },
            { "class": "cartridge", "quantity": 12 },
        ],
        "declared": "radio parts",
        "note": "wrapped in foil",
    })
}

/// A photo in a form, with an outcome where there is one.
fn send_form(service: &Service, path: &str, session: &str, outcome: Option<&Value>, photos: &[&[u8]]) -> Answer {
    let text = outcome.map(Value::to_string);
    let mut fields: Vec<(&str, Option<&str>, &[u8])> = Vec::new();
    fields.extend(text.as_ref().map(|text| ("outcome", None, text.as_bytes())));
    fields.extend(photos.iter().map(|photo| ("photo", Some("a.jpg"), *photo)));
    let (kind, body) = form(&fields);
    let headers = [("cookie", session), ("sec-fetch-site", "same-origin"), ("content-type", &kind)];
    send(service.address, "POST", path, &headers, &body)
}

#[test]
fn a_correction_is_a_new_version_and_the_former_one_stays() {
    let folder = people::site();
    let key = add_key(folder.path(), "line", &[]);
    let service = people::start(folder.path(), &[]);
    let scan = scanned(&service, &key);
    let operator = log_in(&service, "operator");
    let ask = |method: &str, body: &Value| {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        with_session(&service, method, &path(&scan), &operator, &text)
    };
    ask("GET", &Value::Null).assert_problem(404, "not_found");

    let first = ask("POST", &found());
    assert_eq!(first.status, 200, "{}", first.text());
    let first = first.json();
    assert_eq!((&first["scan_id"], &first["outcome"]["version"]), (&scan.as_str().into(), &1.into()));
    assert_eq!((&first["outcome"]["by"], &first["former"]), (&"user:operator".into(), &json!([])));
    assert_eq!(first["outcome"]["items"][0]["marking"], "AB 1234");
    assert_eq!(
        first["outcome"]["items"][1],
        json!({ "class": "cartridge", "quantity": 12, "calibre": null, "marking": null, "note": null })
    );
    // A form that is sent twice.
    assert_eq!(ask("POST", &found()).json(), first);

    let mut other = found();
    other["items"][1]["quantity"] = 13.into();
    ask("POST", &other).assert_problem(409, "outcome_changed");
    other["corrects"] = 2.into();
    ask("POST", &other).assert_problem(409, "outcome_changed");
    other["corrects"] = 1.into();
    let second = ask("POST", &other).json();
    assert_eq!((&second["outcome"]["version"], &second["outcome"]["items"][1]["quantity"]), (&2.into(), &13.into()));
    assert_eq!(second["former"], json!([first["outcome"]]));
    let nothing = json!({ "found": false, "corrects": 2, "note": "it was a toy" });
    let third = ask("POST", &nothing).json();
    assert_eq!((&third["outcome"]["found"], &third["outcome"]["items"]), (&false.into(), &json!([])));
    assert_eq!(third["former"], json!([second["outcome"], first["outcome"]]));

    // Each version is in the trail, with the hash of what is kept.
    let auditor = log_in(&service, "auditor");
    let list = format!("/v1/audit?action=outcome.recorded&subject=scan:{scan}");
    let trail = with_session(&service, "GET", &list, &auditor, "").json();
    let entries = trail["entries"].as_array().unwrap();
    let said: Vec<&Value> = entries.iter().map(|entry| &entry["details"]["classes"]).collect();
    assert_eq!(said, [&Value::Null, &"pistol,cartridge".into(), &"pistol,cartridge".into()]);
    assert!(entries.iter().all(|entry| entry["actor"] == "user:operator"), "{trail}");
    assert_eq!(with_session(&service, "GET", &path(&scan), &auditor, "").json(), third);
    run(&["audit", "verify", "--data", folder.path().to_str().unwrap()]).assert(0, &["nothing is wrong"]);
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let folder = people::site();
    let key = add_key(folder.path(), "line", &[]);
    let service = people::start(folder.path(), &[]);
    let scan = scanned(&service, &key);
    let operator = log_in(&service, "operator");
    let post = |body: &Value| with_session(&service, "POST", &path(&scan), &operator, &body.to_string());
    let said = |answer: &Answer, code: &str, words: &str| {
        let problem = answer.assert_problem(422, code);
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
    };
    said(&post(&json!({ "found": true })), "outcome_invalid", "say what was found");
    said(&post(&json!({ "found": false, "items": [{ "class": "slide", "quantity": 1 }] })), "outcome_invalid", "items");
    said(
        &post(&json!({ "found": true, "items": [{ "class": "slide", "quantity": 0 }] })),
        "outcome_invalid",
        "quantity",
    );
    said(&post(&json!({ "found": false, "note": "a".repeat(4001) })), "outcome_invalid", "4000");
    let unknown = post(&json!({ "found": true, "items": [{ "class": "sword", "quantity": 1 }] }));
    assert!(unknown.assert_problem(400, "malformed_request")["detail"].as_str().unwrap().contains("sword"));
    post(&json!({ "found": false, "corrects": 1 })).assert_problem(409, "no_outcome");
    post(&json!({ "found": false, "colour": "red" })).assert_problem(400, "malformed_request");
    with_session(&service, "POST", &path("0190"), &operator, "{}").assert_problem(404, "not_found");
    let strange = "01949c3c-7e00-7000-8000-000000000001";
    let nowhere = json!({ "found": false }).to_string();
    with_session(&service, "POST", &path(strange), &operator, &nowhere).assert_problem(404, "not_found");
    let photos = format!("{}/photos", path(&scan));
    send_form(&service, &photos, &operator, None, &[&pictures::pistol()]).assert_problem(409, "no_outcome");
    let headers = [("cookie", operator.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", "text/html")];
    send(service.address, "POST", &path(&scan), &headers, b"x").assert_problem(415, "content_type");
}

#[test]
fn photos_are_read_before_they_are_kept_and_go_with_the_bundle() {
    let folder = people::site();
    let key = add_key(folder.path(), "line", &[]);
    let service = people::start(folder.path(), &[]);
    let scan = scanned(&service, &key);
    let operator = log_in(&service, "operator");
    let kept = || fs::read_dir(folder.path().join("pictures")).unwrap().count();
    let (first, second) = (pictures::harmless(), pictures::jpeg_photo());

    let before = kept();
    let broken = send_form(&service, &path(&scan), &operator, Some(&found()), &[&first, b"no picture"]);
    broken.assert_problem(422, "photo_unreadable");
    assert_eq!(kept(), before, "nothing of a request that is refused is kept");

    let recorded = send_form(&service, &path(&scan), &operator, Some(&found()), &[&first]).json();
    let photo = recorded["outcome"]["photos"][0].clone();
    assert_eq!((&photo["width"], &photo["height"]), (&pictures::WIDTH.into(), &pictures::HEIGHT.into()));
    let photos = format!("{}/photos", path(&scan));
    let added = send_form(&service, &photos, &operator, None, &[&second]).json();
    assert_eq!((&added["outcome"]["version"], &added["outcome"]["photos"][0]), (&2.into(), &photo));
    let jpeg = added["outcome"]["photos"][1]["url"].as_str().unwrap().to_owned();
    let shown = with_session(&service, "GET", &jpeg, &operator, "");
    assert_eq!((shown.header("content-type"), &shown.body), (Some("image/jpeg"), &second));
    let strange = format!("{photos}/{}", "0".repeat(64));
    with_session(&service, "GET", &strange, &operator, "").assert_problem(404, "not_found");

    // A correction that leaves the first photo out, and one that names a photo that is not there.
    let mut fewer = found();
    fewer["corrects"] = 2.into();
    fewer["photos"] = json!(["0".repeat(64)]);
    with_session(&service, "POST", &path(&scan), &operator, &fewer.to_string()).assert_problem(422, "unknown_photo");
    fewer["photos"] = json!([added["outcome"]["photos"][1]["sha256"]]);
    let fewer = with_session(&service, "POST", &path(&scan), &operator, &fewer.to_string()).json();
    assert_eq!(fewer["outcome"]["photos"], json!([added["outcome"]["photos"][1]]));
    assert_eq!(with_session(&service, "GET", photo["url"].as_str().unwrap(), &operator, "").status, 200);

    // Looks at photos are in the trail as looks at pictures are.
    let auditor = log_in(&service, "auditor");
    let looks = with_session(&service, "GET", "/v1/audit?action=picture.seen", &auditor, "").json();
    let seen = &looks["entries"][0];
    assert_eq!((&seen["subject"], &seen["details"]["picture"]), (&format!("scan:{scan}").into(), &"photo".into()));

    // The bundle has every version and every photo; a photo that is changed or left out is missed.
    let supervisor = log_in(&service, "supervisor");
    let bundle = with_session(&service, "GET", &format!("/v1/scans/{scan}/bundle"), &supervisor, "");
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("case.zip");
    let name = file.to_str().unwrap();
    fs::write(&file, &bundle.body).unwrap();
    run(&["audit", "verify-bundle", name]).assert(0, &["nothing is wrong"]);
    let text = String::from_utf8_lossy(&bundle.body).into_owned();
    for part in ["outcomes/1.json", "outcomes/3.json", "photos/2.jpg", "AB 1234"] {
        assert!(text.contains(part), "{part}");
    }
    let at = bundle.body.windows(7).position(|window| window == b"AB 1234").unwrap();
    let mut changed = bundle.body.clone();
    changed[at] = b'C';
    fs::write(&file, &changed).unwrap();
    run(&["audit", "verify-bundle", name]).assert(1, &["FAULT", "outcomes/1.json"]);
}

#[test]
fn photos_are_kept_as_long_as_the_pictures_of_a_reviewed_parcel() {
    let data = tempfile::tempdir().unwrap();
    let mut service = Service::start_in(data.path(), &[]);
    let scan = crate::http::post(service.address, "", &pictures::pistol()).json()["id"].as_str().unwrap().to_owned();
    let recorded = send_form(&service, &path(&scan), "", Some(&found()), &[&pictures::jpeg_photo()]).json();
    let photo = recorded["outcome"]["photos"][0]["url"].as_str().unwrap().to_owned();
    service.signal("TERM");
    service.wait_for("stopped; all work was ended");
    drop(service);

    // An ALARM whose opening is on record is kept as what a person decided.
    let folder = data.path().to_str().unwrap();
    let alarm = ["retention", "--dry-run", "--data", folder, "--keep-alarm-reports", "0"];
    assert_eq!(run(&alarm).stdout, "");
    let rules = ["--keep-alarm-pictures", "0", "--keep-reviewed-pictures", "0"];
    let service = Service::start_in(data.path(), &rules);
    eventually("the photo is deleted", || (crate::http::get(service.address, &photo).status == 410).then_some(()));
    crate::http::get(service.address, &photo).assert_problem(410, "pictures_deleted");
    eventually("no file is left", || {
        let inside = fs::read_dir(data.path().join("pictures")).unwrap();
        let files = inside.map(|folder| fs::read_dir(folder.unwrap().path()).unwrap().count()).sum::<usize>();
        (files == 0).then_some(())
    });
    let shown = crate::http::get(service.address, &path(&scan)).json();
    assert_eq!(shown["outcome"]["items"][0]["class"], "pistol", "what was found stays");
    let late = send_form(&service, &format!("{}/photos", path(&scan)), "", None, &[&pictures::pistol()]);
    late.assert_problem(410, "pictures_deleted");
}

/// What an export's list has of a picture, each once: class, who says so, and whether it is ignored.
fn exported(coco: &Value, list: &str, image: &Value) -> Vec<(String, String, u64)> {
    let name = |id: &Value| coco["categories"][id.as_u64().unwrap() as usize - 1]["name"].as_str().unwrap().to_owned();
    let regions = coco[list].as_array().unwrap().iter().filter(|region| region["image_id"] == image["id"]);
    let kinds: BTreeSet<_> = regions
        .map(|region| {
            let by = region["report_type"].as_str().unwrap().to_owned();
            (name(&region["category_id"]), by, region["iscrowd"].as_u64().unwrap())
        })
        .collect();
    kinds.into_iter().collect()
}

#[test]
fn an_export_has_what_people_and_opening_say() {
    let site = Site::start(&[]);
    let scan = |code: &str| site.scan(&format!("north&parcel={code}"), &pictures::pistol());
    // Found to be something else; found to be nothing; cleared and never opened; not looked at.
    let (other, nothing, cleared, fresh) = (scan("OTHER1"), scan("NOTHING1"), scan("CLEARED1"), scan("FRESH1"));
    let dismissed = |claimed: &Value| -> Vec<Value> {
        let regions = claimed["review"]["report"]["regions"].as_array().unwrap().iter();
        let dismiss = |region: &Value| {
            json!({ "view": region_view(claimed), "box": region["box"], "class": region["class"], "change": "dismissed",
                    "of": region["id"], "reason": "a radio" })
        };
        regions.map(dismiss).collect()
    };
    let claimed = site.claim(&site.anna, &other);
    let drawn = json!({ "view": region_view(&claimed), "box": [40.0, 40.0, 30.0, 20.0], "class": "cartridge", "change": "drawn" });
    site.decide(&site.anna, &claimed, "open", &[dismissed(&claimed), vec![drawn]].concat().into());
    let claimed = site.claim(&site.anna, &nothing);
    site.decide(&site.anna, &claimed, "open", &json!([]));
    let claimed = site.claim(&site.anna, &cleared);
    site.decide(&site.anna, &claimed, "clear", &dismissed(&claimed).into());
    let shown = || with_session(&site.service, "GET", &format!("/v1/review/{other}"), &site.anna, "").json();
    assert_eq!(shown()["outcome"], Value::Null);
    let cartridges = json!({ "found": true, "items": [{ "class": "cartridge", "quantity": 3, "marking": "SECRET" }] });
    for (scan, outcome) in [(&other, &cartridges), (&nothing, &json!({ "found": false, "note": "SECRET" }))] {
        let recorded = with_session(&site.service, "POST", &path(scan), &site.anna, &outcome.to_string());
        assert_eq!(recorded.status, 200, "{}", recorded.text());
    }

    assert_eq!(shown()["outcome"]["items"][0]["quantity"], 3);

    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("set");
    let data = site.folder.path().to_str().unwrap();
    run(&["export", "--coco", folder.to_str().unwrap(), "--data", data]).assert(0, &["4 pictures"]);
    let text = fs::read_to_string(folder.join("annotations.json")).unwrap();
    for word in ["SECRET", "anna", "a radio", "OTHER1", &other] {
        assert!(!text.contains(word), "{word}");
    }
    let coco: Value = serde_json::from_str(&text).unwrap();
    // Newest first, as scans are listed.
    let images = coco["images"].as_array().unwrap();
    let by: Vec<&str> = images.iter().map(|image| image["report_type"].as_str().unwrap()).collect();
    assert_eq!(by, ["MACHINE", "OPERATOR", "GROUND_TRUTH", "GROUND_TRUTH"]);
    let region = |class: &str, by: &str, ignored: u64| (class.to_owned(), by.to_owned(), ignored);
    let of =
        |index: usize| [exported(&coco, "annotations", &images[index]), exported(&coco, "negatives", &images[index])];
    assert_eq!(of(0), [vec![region("pistol", "MACHINE", 0)], vec![]], "{fresh}");
    assert_eq!(of(1), [vec![region("pistol", "OPERATOR", 1)], vec![]], "{cleared}");
    assert_eq!(of(2), [vec![], vec![region("pistol", "GROUND_TRUTH", 0)]], "{nothing}");
    assert_eq!(of(3), [vec![region("cartridge", "GROUND_TRUTH", 0)], vec![region("pistol", "GROUND_TRUTH", 0)]]);
    let drawn =
        coco["annotations"].as_array().unwrap().iter().find(|region| region["image_id"] == images[3]["id"]).unwrap();
    assert_eq!((&drawn["bbox"], &drawn["score"]), (&json!([40.0, 40.0, 30.0, 20.0]), &Value::Null));
}

/// The name of the first view of a parcel that was taken.
fn region_view(claimed: &Value) -> &Value {
    &claimed["review"]["report"]["views"][0]["name"]
}
