//! Exercises of reviewed parcels: what is right in them, what is refused, and what stays when the scans go.

use serde_json::{Value, json};

use crate::{
    http::Answer,
    people::{add_user, log_in, site, start, with_session},
    pictures,
    program::{Service, eventually},
    review_desk::Desk,
};

/// Decisions are final at once.
const AT_ONCE: [&str; 2] = ["--review-undo", "0"];

/// A service with someone who decides and someone who trains.
struct Office {
    service: Service,
    desk: Desk,
    trainer: String,
}

impl Office {
    fn open(folder: &tempfile::TempDir, more: &[&str]) -> Self {
        let service = start(folder.path(), more);
        let desk = Desk::of(&service, "operator");
        let trainer = log_in(&service, "trainer");
        Self { service, desk, trainer }
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        with_session(&self.service, method, path, &self.trainer, &body)
    }

    #[track_caller]
    fn get(&self, path: &str) -> Value {
        let answer = self.ask("GET", path, &Value::Null);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// A parcel that was drawn and decided.
    fn decided(&self, code: &str, picture: &[u8], action: &str) -> String {
        let scan = self.desk.parcel(&format!("?parcel={code}"), picture);
        eventually("it is drawn", || {
            let drawn = self.ask("GET", &format!("/v1/scans/{scan}/views/0/picture"), &Value::Null);
            (drawn.status == 200).then_some(())
        });
        self.desk.decide(&self.desk.claim_this(&scan), action, &json!({}));
        scan
    }

    /// The same, with what opening showed.
    fn opened(&self, code: &str, picture: &[u8], found: &[&str]) -> String {
        let scan = self.decided(code, picture, "open");
        let items: Vec<Value> = found.iter().map(|class| json!({ "class": class, "quantity": 1 })).collect();
        let outcome = json!({ "found": !found.is_empty(), "items": items });
        assert_eq!(self.desk.ask("POST", &format!("/v1/review/{scan}/outcome"), &outcome).status, 200);
        scan
    }

    fn make(&self, rules: &Value) -> Answer {
        self.ask("POST", "/v1/exercises", &json!({ "title": "Of the line", "rules": rules }))
    }

    /// Waits until the items are made, or cannot be; gives the exercise's path and its version.
    fn made(&self, rules: &Value) -> (String, Value) {
        let made = self.make(rules);
        assert_eq!(made.status, 201, "{}", made.text());
        let path = format!("/v1/exercises/{}", made.json()["id"].as_str().unwrap());
        let version = eventually("the items are made", || {
            let version = self.get(&path)["versions"][0].clone();
            (version["state"] != "generating").then_some(version)
        });
        (path, version)
    }

    fn items(&self, path: &str) -> Vec<Value> {
        self.get(&format!("{path}/versions/1/items"))["items"].as_array().unwrap().clone()
    }

    fn trail(&self, action: &str) -> Value {
        let auditor = log_in(&self.service, "auditor");
        with_session(&self.service, "GET", &format!("/v1/audit?action={action}"), &auditor, "").json()["entries"]
            .clone()
    }
}

#[test]
fn reviewed_parcels_become_an_exercise_that_outlives_their_scans() {
    let folder = site();
    add_user(folder.path(), "perfect", "operator").assert(0, &[]);
    let office = Office::open(&folder, &AT_ONCE);
    let pistol = office.opened("RR473124829GB", &pictures::pistol(), &["pistol"]);
    let nothing = office.opened("RR473124832GB", &pictures::enlarged(2), &[]);
    let rules = json!({ "kind": "free_search", "source": "reviewed", "parcels": [pistol, nothing], "items": 9 });
    let (path, version) = office.made(&rules);
    assert_eq!((&version["state"], &version["total"], &version["made"]), (&json!("ready"), &json!(2), &json!(2)));
    let items = office.items(&path);
    let threat = &items[0]["truth"]["threat"];
    assert_eq!((&threat["class"], &threat["measured"]), (&json!("pistol"), &json!(false)), "{threat}");
    let side = |at: usize| threat["bbox"][at].as_f64().unwrap();
    let middle = [side(0) + side(2) / 2.0, side(1) + side(3) / 2.0];
    let [left, top, width, height] = pictures::PISTOL.map(f64::from);
    assert!((left..left + width).contains(&middle[0]) && (top..top + height).contains(&middle[1]), "{threat}");
    assert_eq!(items[0]["size"], json!([pictures::WIDTH, pictures::HEIGHT]));
    assert_eq!(items[1]["truth"]["threat"], Value::Null, "what was opened and held nothing is an ordinary parcel");
    let pseudonyms: Vec<&str> = items.iter().map(|item| item["parcel"].as_str().unwrap()).collect();
    assert!(pseudonyms.iter().all(|name| name.len() == 32) && pseudonyms[0] != pseudonyms[1], "{pseudonyms:?}");

    // Nothing names the parcel or its scan but the trail, which says who took it.
    let all = format!("{}{}", office.get(&path), json!(items));
    for word in ["RR473124829GB", &pistol, &nothing] {
        assert!(!all.contains(word), "{word}: {all}");
    }
    let trail = office.trail("exercise.parcel_picked");
    assert_eq!(trail.as_array().unwrap().len(), 2);
    let entry = &trail[1];
    assert_eq!((&entry["subject"], &entry["actor"]), (&json!(format!("scan:{pistol}")), &json!("user:trainer")));
    assert!(path.ends_with(entry["details"]["exercise"].as_str().unwrap()), "{entry}");

    assert_eq!(office.ask("POST", &format!("{path}/versions/1/publish"), &Value::Null).status, 200);
    let trainees = json!({ "trainees": ["perfect"] });
    assert_eq!(office.ask("PUT", &format!("{path}/trainees"), &trainees).status, 200);
    let before = office.ask("GET", &format!("{path}/versions/1/items/0/picture"), &Value::Null);
    assert_eq!(before.header("content-type"), Some("image/png"));
    let export = office.ask("GET", &format!("{path}/versions/1/export?format=scorm12"), &Value::Null);
    let text = String::from_utf8_lossy(&export.body).into_owned();
    assert!(
        export.status == 200 && !text.contains("RR4731") && !text.contains(pseudonyms[0]) && !text.contains(&pistol)
    );
    let exported = office.trail("exercise.exported");
    assert_eq!((&exported[0]["actor"], &exported[0]["details"]["format"]), (&json!("user:trainer"), &json!("scorm12")));
    drop(office);

    // The scans go; the exercise stays whole.
    let office =
        Office::open(&folder, &[&AT_ONCE[..], &["--keep-reviewed-reports", "0", "--keep-alarm-reports", "0"]].concat());
    for scan in [&pistol, &nothing] {
        eventually("the scan is deleted", || {
            (office.ask("GET", &format!("/v1/scans/{scan}"), &Value::Null).status == 404).then_some(())
        });
    }
    eventually("only the exercise's pictures are left", || {
        let folders = std::fs::read_dir(folder.path().join("pictures")).unwrap();
        let files: usize = folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum();
        (files == 2).then_some(())
    });
    assert_eq!(office.items(&path), items);
    let perfect = log_in(&office.service, "perfect");
    let post =
        |path: &str, body: &Value| with_session(&office.service, "POST", path, &perfect, &body.to_string()).json();
    let begun = post("/v1/training/sessions", &json!({ "exercise": path.rsplit('/').next().unwrap() }));
    let session = format!("/v1/training/sessions/{}", begun["id"].as_str().unwrap());
    for position in 0..2 {
        let handed = with_session(&office.service, "POST", &format!("{session}/next"), &perfect, "").json();
        assert!(!handed.to_string().contains(pseudonyms[0]), "{handed}");
        let picture = format!("{session}/items/{position}/picture");
        let picture = with_session(&office.service, "GET", &picture, &perfect, "");
        let there = picture.body == before.body;
        let answer = if there { json!({ "threat": true, "marks": [middle] }) } else { json!({ "threat": false }) };
        let judged = post(&format!("{session}/answers"), &json!({ "position": position, "answer": answer }));
        assert_eq!(judged["judged"]["correct"], true, "{judged}");
    }
    let result = with_session(&office.service, "GET", &format!("{session}/result"), &perfect, "").json();
    assert_eq!((&result["scores"]["hits"], &result["scores"]["correct_rejections"]), (&json!(1), &json!(1)));
}

#[test]
fn parcels_that_cannot_be_taken_are_told_each_with_its_reason() {
    let folder = site();
    let office = Office::open(&folder, &AT_ONCE);
    let pistol = pictures::pistol();
    let waiting = office.desk.alarm("?parcel=A");
    let unopened = office.decided("B", &pistol, "open");
    let unmarked = office.opened("C", &pistol, &["suppressor"]);
    let nothing = office.opened("D", &pistol, &[]);
    let found = office.opened("E", &pistol, &["pistol"]);
    let nowhere = "01949c3c-7e00-7000-8000-000000000001";
    let refused = |rules: Value| {
        let problem = office.make(&rules).assert_problem(409, "parcels_refused");
        problem["detail"].as_str().unwrap().to_owned()
    };
    let reviewed = |kind: &str, parcels: &[&str]| json!({ "kind": kind, "source": "reviewed", "parcels": parcels });
    let said = refused(reviewed("yes_no", &[&waiting, &unopened, &unmarked, nowhere, &found]));
    for (scan, words) in [
        (waiting.as_str(), "no person has decided"),
        (&unopened, "record its outcome first"),
        (&unmarked, "opening found suppressor, and no region"),
        (nowhere, "no such scan"),
    ] {
        assert!(said.contains(&format!("{scan}: ")) && said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains(&found), "{said}");
    assert!(refused(reviewed("click_threat", &[&nothing])).contains("holds no threat"));
    assert_eq!(office.get("/v1/exercises")["exercises"], json!([]), "nothing was made");

    let projected = |parcels: &[&str]| json!({ "kind": "yes_no", "source": "projected", "parcels": parcels });
    assert!(refused(projected(&[&found])).contains("a person cleared"));
    assert!(refused(projected(&[&nothing])).contains("a person cleared"), "it was opened: something led to that");
    let cleared = office.decided("F", &pistol, "clear");
    assert!(refused(projected(&[&cleared])).contains("say mm_per_pixel in the rules"));
    office.make(&json!({ "kind": "yes_no", "source": "reviewed" })).assert_problem(400, "bad_rules");
    office.make(&json!({ "kind": "yes_no", "parcels": [found] })).assert_problem(400, "bad_rules");
    office.make(&reviewed("everyday", &[&found])).assert_problem(400, "bad_rules");
    let of_operator = json!({ "title": "x", "rules": reviewed("yes_no", &[&found]) });
    office.desk.ask("POST", "/v1/exercises", &of_operator).assert_problem(403, "role_too_weak");
    // In a new version the same is refused, and the version before stays.
    let (path, _) = office.made(&reviewed("name_class", &[&found]));
    let truth = &office.items(&path)[0]["truth"];
    assert!(truth["choice"].is_u64() && truth["threat"]["class"] == "pistol", "{truth}");
    let version = office.ask("POST", &format!("{path}/versions"), &reviewed("yes_no", &[nowhere]));
    version.assert_problem(409, "parcels_refused");
    assert_eq!(office.get(&path)["versions"].as_array().unwrap().len(), 1);
    drop(office);

    // What can still be taken back is not final, and what was deleted is gone.
    let gone = ["--review-undo", "600", "--keep-reviewed-pictures", "0", "--keep-alarm-pictures", "0"];
    let office = Office::open(&folder, &gone);
    eventually("pictures are deleted", || {
        let picture = office.ask("GET", &format!("/v1/scans/{found}/views/0/picture"), &Value::Null);
        (picture.status == 410).then_some(())
    });
    let fresh = office.decided("G", &pistol, "clear");
    let refused = |scan: &str| {
        let problem = office.make(&reviewed("yes_no", &[scan])).assert_problem(409, "parcels_refused");
        problem["detail"].as_str().unwrap().to_owned()
    };
    assert!(refused(&fresh).contains("can be taken back until"));
    assert!(refused(&found).contains("its pictures were deleted"));
}

#[test]
fn threats_are_projected_into_parcels_that_were_cleared() {
    let folder = site();
    let office = Office::open(&folder, &AT_ONCE);
    let hosts = ["RR473124829GB", "RR473124832GB"].map(|code| office.decided(code, &pictures::pistol(), "clear"));
    let rules = json!({
        "kind": "free_search", "source": "projected", "parcels": hosts, "items": 2, "prevalence": 0.5,
        "classes": ["magazine"], "mm_per_pixel": [1.0, 1.0], "least_realism": 0.0, "seed": 3,
    });
    let (path, version) = office.made(&rules);
    assert_eq!(version["state"], "ready", "{version}");
    let items = office.items(&path);
    let threats: Vec<&Value> = items.iter().filter(|item| !item["truth"]["threat"].is_null()).collect();
    assert_eq!((items.len(), threats.len()), (2, 1));
    for item in &threats {
        let threat = &item["truth"]["threat"];
        assert_eq!((&threat["class"], &threat["measured"]), (&json!("magazine"), &json!(true)), "{threat}");
        for factor in [&threat["view_difficulty"], &threat["superposition"], &threat["projected"]["opacity"]] {
            assert!((0.0..=1.0).contains(&factor.as_f64().unwrap()), "{threat}");
        }
        assert!(threat["projected"]["clutter"].is_number() && threat["projected"]["realism"].is_number(), "{threat}");
        let right = threat["bbox"][0].as_f64().unwrap() + threat["bbox"][2].as_f64().unwrap();
        assert!(right <= item["size"][0].as_f64().unwrap(), "{item}");
        let picture = |name: &str| {
            let path = format!("{path}/versions/1/items/{}/{name}", item["number"]);
            let answer = office.ask("GET", &path, &Value::Null);
            assert_eq!(answer.status, 200, "{path}");
            image::load_from_memory(&answer.body).unwrap().into_rgb8()
        };
        let (shown, alone) = (picture("picture"), picture("alone"));
        assert_eq!(shown.dimensions(), alone.dimensions());
        let matter = alone.pixels().filter(|pixel| pixel.0.iter().any(|sample| *sample < 240)).count();
        assert!(matter > 20 && matter < alone.pixels().count() / 2, "{matter}");
    }
    let pseudonyms: std::collections::BTreeSet<&str> =
        items.iter().map(|item| item["parcel"].as_str().unwrap()).collect();
    assert_eq!(pseudonyms.len(), 2, "parcels come in turn");
    assert_eq!(office.trail("exercise.parcel_picked").as_array().unwrap().len(), 2);

    // Nothing as long as that fits.
    let mut hopeless = rules.clone();
    hopeless["classes"] = json!(["long_gun"]);
    hopeless["mm_per_pixel"] = json!([0.4, 0.4]);
    hopeless["kind"] = json!("click_threat");
    hopeless["parcels"] = json!([hosts[0]]);
    let (_, failed) = office.made(&hopeless);
    let fault = failed["fault"].as_str().unwrap();
    assert!(failed["state"] == "failed" && fault.contains("item 1") && fault.contains("larger parcel"), "{failed}");
}

#[test]
fn parcels_that_an_exercise_can_be_made_of_are_listed_a_page_at_a_time() {
    let folder = site();
    let office = Office::open(&folder, &AT_ONCE);
    let pistol = office.opened("RR473124829GB", &pictures::pistol(), &["pistol"]);
    let nothing = office.opened("RR473124832GB", &pictures::enlarged(2), &[]);
    let cleared = office.decided("RR473124846GB", &pictures::enlarged(3), "clear");
    // To be opened, and what that showed is not on record.
    office.decided("RR473124850GB", &pictures::enlarged(4), "open");
    // Nobody has decided about this one.
    office.desk.parcel("?parcel=RR473124863GB", &pictures::enlarged(5));
    let listed = |query: &str| {
        let page = office.get(&format!("/v1/exercises/parcels?{query}"));
        let scans =
            page["parcels"].as_array().unwrap().iter().map(|parcel| parcel["scan"].as_str().unwrap().to_owned());
        (scans.collect::<Vec<_>>(), page)
    };
    let (scans, page) = listed("source=reviewed&kind=free_search");
    assert_eq!(scans, [&cleared, &nothing, &pistol].map(String::as_str));
    assert_eq!(page["next"], Value::Null);
    let facts = |number: usize| {
        let parcel = &page["parcels"][number];
        (parcel["decision"].clone(), parcel["classes"].clone(), parcel["parcel"].clone())
    };
    assert_eq!(facts(0), (json!("clear"), json!([]), json!("RR473124846GB")));
    assert_eq!(facts(1), (json!("open"), json!([]), json!("RR473124832GB")));
    assert_eq!(facts(2), (json!("open"), json!(["pistol"]), json!("RR473124829GB")));
    let thumbnail = page["parcels"][2]["thumbnail"].as_str().unwrap();
    assert_eq!(office.ask("GET", thumbnail, &Value::Null).status, 200);

    // Each kind and source has its own.
    assert_eq!(listed("source=reviewed&kind=name_class").0, [pistol.as_str()]);
    assert_eq!(listed("source=reviewed&kind=yes_no&threat=true").0, [pistol.as_str()]);
    assert_eq!(listed("source=reviewed&kind=yes_no&threat=false").0, [cleared.as_str(), nothing.as_str()]);
    assert_eq!(listed("source=projected&kind=click_threat").0, [cleared.as_str()]);
    let (first, page) = listed("source=reviewed&kind=free_search&limit=2");
    let before = page["next"].as_str().unwrap();
    let (rest, page) = listed(&format!("source=reviewed&kind=free_search&limit=2&before={before}"));
    assert_eq!(([first, rest].concat(), &page["next"]), (scans, &Value::Null));

    for (query, words) in [
        ("source=rendered&kind=free_search", "reviewed and projected"),
        ("source=reviewed&kind=everyday", "cannot be made of reviewed parcels"),
        ("source=reviewed&kind=free_search&limit=61", "from 1 to 60"),
        ("kind=free_search", "source"),
    ] {
        let refused = office.ask("GET", &format!("/v1/exercises/parcels?{query}"), &Value::Null);
        assert_eq!(refused.status, 400, "{query}");
        assert!(refused.text().contains(words), "{query}: {}", refused.text());
    }
}
