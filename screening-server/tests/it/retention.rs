//! What is kept, how long, and what leaves the service, seen from the outside.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::{
    http::{get, post, post_form},
    pictures,
    program::{Service, eventually, run},
};

fn files(folder: &Path) -> usize {
    let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap().to_owned()
}

/// A service's data with a parcel of each kind; the first two share a picture.
struct Kept {
    data: tempfile::TempDir,
    clear: String,
    alarm: String,
    unknown: String,
}

impl Kept {
    fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut service = Service::start_in(data.path(), &[]);
        let (harmless, pistol) = (pictures::harmless(), pictures::pistol());
        let clear = post(service.address, "?parcel=CLEAR1&lane=3", &harmless).json();
        let views = [("parcel", None, &b"ALARM1"[..]), ("a", Some("a.png"), &harmless), ("b", Some("b.png"), &pistol)];
        let alarm = post_form(service.address, &views).json();
        let unknown = post(service.address, "?parcel=UNKNOWN1", b"no picture").json();
        let decisions = [&clear, &alarm, &unknown].map(|scan| scan["report"]["decision"].clone());
        assert_eq!(decisions, ["CLEAR", "ALARM", "UNKNOWN"]);
        // Drawn and kept, so that drawn pictures are deleted too.
        for scan in [&clear, &alarm] {
            assert_eq!(get(service.address, &format!("/v1/scans/{}/views/0/picture", id(scan))).status, 200);
        }
        service.signal("TERM");
        service.wait_for("stopped; all work was ended");
        let (clear, alarm, unknown) = (id(&clear), id(&alarm), id(&unknown));
        drop(service);
        Self { data, clear, alarm, unknown }
    }

    fn path(&self) -> &str {
        self.data.path().to_str().unwrap()
    }

    fn pictures(&self) -> usize {
        files(&self.data.path().join("pictures"))
    }
}

#[test]
fn a_dry_run_lists_what_a_real_run_deletes_and_what_another_scan_needs_stays() {
    let kept = Kept::new();
    let before = kept.pictures();
    let rules = ["--keep-clear-pictures", "0", "--keep-unknown-reports", "0", "--data", kept.path()];
    let retention = |more: &[&str]| run(&[&["retention"], more, &rules].concat());

    let listed = retention(&["--dry-run"]);
    listed.assert(0, &[&format!("pictures {} 3 CLEAR", kept.clear), &format!("scan {} - UNKNOWN", kept.unknown)]);
    assert_eq!(listed.stdout.lines().count(), 2, "{}", listed.stdout);
    assert_eq!(kept.pictures(), before);

    let service = Service::start_in(kept.data.path(), &[]);
    retention(&["--dry-run"]).assert(0, &[&kept.clear]);
    retention(&[]).assert(3, &["a service uses", "stop it first"]);
    drop(service);

    // Of the clear scan, its own pictures are also those of the view that the alarming scan shares; that of the unknown
    // one is a file that is no picture.
    retention(&[]).assert(0, &["deleted 1 scans, the pictures of 1 others, 1 files"]);
    retention(&[]).assert(0, &["deleted 0 scans, the pictures of 0 others, 0 files"]);
    assert_eq!(kept.pictures(), before - 1);
    run(&["audit", "verify", "--data", kept.path()]).assert(0, &["nothing is wrong"]);

    let service = Service::start_in(kept.data.path(), &[]);
    let shown = get(service.address, &format!("/v1/scans/{}", kept.clear)).json();
    assert_eq!((&shown["report"]["decision"], &shown["pictures"][0]["picture"]), (&"CLEAR".into(), &Value::Null));
    for kind in ["picture", "annotated", "thumbnail"] {
        let gone = get(service.address, &format!("/v1/scans/{}/views/0/{kind}", kept.clear));
        gone.assert_problem(410, "pictures_deleted");
        for view in 0..2 {
            let path = format!("/v1/scans/{}/views/{view}/{kind}", kept.alarm);
            assert_eq!(get(service.address, &path).status, 200, "{path}");
        }
    }
    get(service.address, &format!("/v1/scans/{}", kept.unknown)).assert_problem(404, "not_found");
    let trail = |action: &str| get(service.address, &format!("/v1/audit?action={action}")).json()["entries"].clone();
    let (pictures, scans) = (trail("pictures.deleted"), trail("scan.deleted"));
    assert_eq!((pictures.as_array().unwrap().len(), scans.as_array().unwrap().len()), (1, 1));
    assert_eq!(pictures[0]["subject"], format!("scan:{}", kept.clear));
    assert_eq!((&pictures[0]["actor"], &pictures[0]["details"]["classes"]), (&"command line".into(), &"CLEAR".into()));
    assert_eq!(scans[0]["subject"], format!("scan:{}", kept.unknown));

    // The same picture comes again: it is there, for the new scan.
    let again = post(service.address, "?parcel=CLEAR2", &pictures::harmless()).json();
    assert_eq!(get(service.address, &format!("/v1/scans/{}/views/0/picture", id(&again))).status, 200);
}

#[test]
fn the_service_deletes_by_itself() {
    let kept = Kept::new();
    let rules = ["--keep-clear-reports", "0", "--keep-alarm-pictures", "0", "--keep-unknown-reports", "1"];
    let mut service = Service::start_in(kept.data.path(), &rules);
    // That of the unknown one stays.
    eventually("pictures are deleted", || (kept.pictures() == 1).then_some(()));
    get(service.address, &format!("/v1/scans/{}", kept.clear)).assert_problem(404, "not_found");
    let alarm = get(service.address, &format!("/v1/scans/{}/report", kept.alarm)).json();
    assert_eq!(alarm["decision"], "ALARM");
    get(service.address, &format!("/v1/scans/{}/views/1/picture", kept.alarm)).assert_problem(410, "pictures_deleted");
    assert_eq!(get(service.address, &format!("/v1/scans/{}", kept.unknown)).status, 200);
    service.signal("TERM");
    service.wait_for("stopped; all work was ended");
}

#[test]
fn rules_that_make_no_sense_are_told() {
    let wrong = ["serve", "--keep-alarm-pictures", "30", "--keep-alarm-reports", "7"];
    run(&wrong).assert(3, &["keep-alarm-pictures", "pictures go with their reports"]);
    let data = tempfile::tempdir().unwrap();
    run(&["retention", "--dry-run", "--data", data.path().to_str().unwrap()]).assert(3, &["no rule says"]);
}

#[test]
fn an_export_has_pictures_and_regions_and_no_codes() {
    let kept = Kept::new();
    let folder = tempfile::tempdir().unwrap();
    let export = |name: &str| {
        let out = folder.path().join(name);
        run(&["export", "--coco", out.to_str().unwrap(), "--data", kept.path()]).assert(0, &["3 pictures"]);
        (fs::read_to_string(out.join("annotations.json")).unwrap(), out)
    };
    let (text, out) = export("one");
    for word in ["CLEAR1", "ALARM1", &kept.clear, &kept.alarm] {
        assert!(!text.contains(word), "{word}");
    }
    let coco: Value = serde_json::from_str(&text).unwrap();
    let images = coco["images"].as_array().unwrap();
    let parcels: BTreeSet<&str> = images.iter().map(|image| image["parcel"].as_str().unwrap()).collect();
    assert_eq!((images.len(), parcels.len()), (3, 2));
    for image in images {
        assert!(out.join("images").join(image["file_name"].as_str().unwrap()).is_file());
        assert_eq!((&image["width"], &image["height"]), (&pictures::WIDTH.into(), &pictures::HEIGHT.into()));
    }
    let pistol = coco["annotations"].as_array().unwrap().iter().find(|found| found["category_id"] == 1).unwrap();
    let image = images.iter().find(|image| image["id"] == pistol["image_id"]).unwrap();
    assert_eq!((&image["decision"], &coco["categories"][0]["name"]), (&"ALARM".into(), &"pistol".into()));

    let (again, _) = export("two");
    let again: Value = serde_json::from_str(&again).unwrap();
    assert!(
        again["images"].as_array().unwrap().iter().all(|image| !parcels.contains(image["parcel"].as_str().unwrap()))
    );
    let out = out.to_str().unwrap();
    run(&["export", "--coco", out, "--data", kept.path()]).assert(3, &["not empty"]);
}
