//! Scanners that only write files.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::Write,
    net::SocketAddr,
    os::unix::fs::symlink,
    path::Path,
    thread,
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    http::get,
    models::Model,
    pictures,
    program::{Service, eventually},
};

const PATTERN: &str = r"(?<parcel>[A-Z0-9]+)_(?<lane>\d)_(?<time>\d+)_(?<view>[a-z.]+)";

const QUICK: [&str; 4] = ["--watch-settle", "0.3", "--watch-poll", "0.1"];

fn by_pattern<'a>(folder: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let folder = folder.to_str().unwrap();
    [&["--watch", folder, "--watch-pattern", PATTERN, "--watch-time-format", "%s"], &QUICK[..], more].concat()
}

fn by_sidecar<'a>(folder: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["--watch", folder], &QUICK[..], more].concat()
}

/// The names of a folder's files; none where there is no folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn wait_for(folder: &Path, below: &str, expected: &[&str]) {
    eventually(&format!("{expected:?} in {below}"), || (names(&folder.join(below)) == expected).then_some(()));
}

/// All decided scans by their parcel.
fn scans(address: SocketAddr) -> BTreeMap<String, Vec<Value>> {
    let mut by_parcel: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for scan in get(address, "/v1/scans?limit=500").json()["scans"].as_array().unwrap() {
        by_parcel.entry(scan["parcel"].as_str().unwrap_or_default().to_owned()).or_default().push(scan.clone());
    }
    by_parcel
}

/// The whole record of a parcel that came once, when it is decided.
fn scan(address: SocketAddr, parcel: &str) -> Value {
    eventually(&format!("{parcel} is decided"), || {
        let found = scans(address).remove(parcel)?;
        assert_eq!(found.len(), 1, "{found:?}");
        let id = found[0]["id"].as_str().unwrap().to_owned();
        let whole = get(address, &format!("/v1/scans/{id}")).json();
        (whole["pending"] == false).then_some(whole)
    })
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn files_are_read_by_their_names_also_those_that_were_there_before() {
    let folder = folder();
    let [low, high] = pictures::layers();
    fs::write(folder.path().join("A_3_1772353805_top.png"), pictures::harmless()).unwrap();
    fs::write(folder.path().join("A_3_1772353805_side.low.png"), low).unwrap();
    fs::write(folder.path().join("A_3_1772353805_side.high.png"), high).unwrap();
    let service = Service::start(&by_pattern(folder.path(), &[]));
    let found = scan(service.address, "A");
    assert_eq!((&found["lane"], &found["source"]), (&"3".into(), &"folder".into()));
    assert_eq!(found["scanned"], "2026-03-01T08:30:05.000Z");
    let views: Vec<&str> =
        found["report"]["views"].as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap()).collect();
    assert_eq!((views, &found["report"]["decision"]), (vec!["side", "top"], &"CLEAR".into()), "{found}");
    let moved = ["A_3_1772353805_side.high.png", "A_3_1772353805_side.low.png", "A_3_1772353805_top.png"];
    wait_for(folder.path(), "processed", &moved);

    // The same name again is another file, which replaces none; and the same scan.
    fs::write(folder.path().join(moved[2]), pictures::pistol()).unwrap();
    fs::write(folder.path().join("B_3_1772353806_top.png"), pictures::pistol()).unwrap();
    assert_eq!(scan(service.address, "B")["report"]["decision"], "ALARM");
    wait_for(folder.path(), "rejected", &[moved[2], "A_3_1772353805_top.png.reason.txt"]);
    let reason = fs::read_to_string(folder.path().join("rejected/A_3_1772353805_top.png.reason.txt")).unwrap();
    assert!(reason.contains("came before"), "{reason}");
    assert_eq!(scan(service.address, "A")["report"]["decision"], "CLEAR");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_file_that_grows_is_read_when_it_is_whole() {
    let folder = folder();
    let service = Service::start(&by_pattern(folder.path(), &[]));
    let picture = pictures::pistol();
    let path = folder.path().join("A_3_1772353805_top.png");
    let mut file = OpenOptions::new().create(true).append(true).open(&path).unwrap();
    for part in picture.chunks(picture.len().div_ceil(12)) {
        file.write_all(part).unwrap();
        thread::sleep(Duration::from_millis(150));
    }
    assert_eq!(scan(service.address, "A")["report"]["decision"], "ALARM");
    wait_for(folder.path(), "processed", &["A_3_1772353805_top.png"]);
}

#[test]
fn side_cars_tell_what_a_scan_is_and_wrong_ones_are_rejected_with_the_reason() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let named = format!("7={}", folder.path().display());
    let service = Service::start(&by_sidecar(&named, &["--watch-timeout", "2"]));
    write("1.png", &pictures::harmless());
    write("2.png", &pictures::pistol());
    write(
        "scan.json",
        br#"{"parcel": "A", "scanned": "2026-03-01T08:30:05Z", "declared": {"contents": "toys"}, "views": [
            {"name": "top", "file": "1.png", "mm_per_pixel": 0.8}, {"name": "side", "file": "2.png"}]}"#,
    );
    write("b.png", &pictures::harmless());
    write("b.json", br#"{"parcel": "B", "lane": "3"}"#);
    write("c.png", &pictures::harmless());
    write("c.json", br#"{"parcle": "C"}"#);
    write("d.png", &pictures::harmless());
    write("e.json", br#"{"parcel": "E", "views": [{"name": "top", "file": "gone.png"}]}"#);

    let a = scan(service.address, "A");
    assert_eq!((&a["lane"], &a["declared"]["contents"]), (&"7".into(), &"toys".into()));
    assert_eq!((&a["report"]["decision"], &a["report"]["regions"][0]["view"]), (&"ALARM".into(), &1.into()), "{a}");
    let b = scan(service.address, "B");
    assert_eq!((&b["lane"], &b["report"]["decision"]), (&"3".into(), &"CLEAR".into()));
    let e = scan(service.address, "E");
    assert_eq!(
        (&e["report"]["decision"], &e["report"]["abort_reason"]),
        (&"UNKNOWN".into(), &"INCOMPLETE_SCAN".into())
    );
    wait_for(folder.path(), "processed", &["1.png", "2.png", "b.json", "b.png", "e.json", "scan.json"]);
    let rejected = ["c.json", "c.json.reason.txt", "c.png", "c.png.reason.txt", "d.png", "d.png.reason.txt"];
    wait_for(folder.path(), "rejected", &rejected);
    let reason = |name: &str| fs::read_to_string(folder.path().join("rejected").join(name)).unwrap();
    assert!(reason("c.json.reason.txt").contains("parcle"));
    assert!(reason("d.png.reason.txt").contains("no side-car"));
}

#[test]
fn what_is_no_picture_makes_its_parcel_unknown_and_what_is_none_of_ours_stays() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("A_3_1772353805_top.png", b"");
    write("B_3_1772353805_top.png", b"This is no picture.");
    write("C_3_1772353805_top.png", &vec![0; (1 << 20) + 1]);
    write("D_3_1772353805_top.png", &pictures::harmless());
    write("nonsense.png", &pictures::harmless());
    write("notes.txt", b"mine");
    symlink(folder.path().join("notes.txt"), folder.path().join("E_3_1772353805_top.png")).unwrap();
    fs::create_dir(folder.path().join("F_3_1772353805_top.png")).unwrap();
    let service = Service::start(&by_pattern(folder.path(), &["--max-body-mib", "1", "--watch-views", "1"]));
    for parcel in ["A", "B", "C"] {
        assert_eq!(scan(service.address, parcel)["report"]["decision"], "UNKNOWN", "{parcel}");
    }
    assert_eq!(scan(service.address, "D")["report"]["decision"], "CLEAR");
    let rejected: Vec<String> = ["A_3_1772353805_top", "C_3_1772353805_top", "nonsense"]
        .iter()
        .flat_map(|name| [format!("{name}.png"), format!("{name}.png.reason.txt")])
        .collect();
    let rejected: Vec<&str> = rejected.iter().map(String::as_str).collect();
    wait_for(folder.path(), "rejected", &rejected);
    wait_for(folder.path(), "processed", &["B_3_1772353805_top.png", "D_3_1772353805_top.png"]);
    assert_eq!(names(folder.path()), ["notes.txt"]);
    assert_eq!(fs::read(folder.path().join("notes.txt")).unwrap(), b"mine");
    assert_eq!(scans(service.address).keys().collect::<Vec<_>>(), ["A", "B", "C", "D"]);
}

#[test]
fn a_folder_may_vanish_and_come_back() {
    let above = folder();
    let (folder, away) = (above.path().join("in"), above.path().join("away"));
    let mut service = Service::starting(Model::good(), "serve", &by_pattern(&folder, &[]));
    service.wait_for("cannot be listed");
    service.wait_for("taking scans in");
    let write = |name: &str| fs::write(folder.join(name), pictures::harmless()).unwrap();
    fs::create_dir(&folder).unwrap();
    service.wait_for("well again");
    write("A_3_1772353805_top.png");
    scan(service.address, "A");
    wait_for(&folder, "processed", &["A_3_1772353805_top.png"]);
    fs::rename(&folder, &away).unwrap();
    service.wait_for("cannot be listed");
    fs::rename(&away, &folder).unwrap();
    write("B_3_1772353805_top.png");
    scan(service.address, "B");
    assert!(service.is_running());
}

#[test]
fn every_file_is_accounted_for_once_over_kill_9() {
    let (folder, data) = (folder(), folder());
    let mut expected = Vec::new();
    let mut write = |name: String, picture: &[u8]| {
        fs::write(folder.path().join(&name), picture).unwrap();
        expected.push(name);
    };
    // 20 parcels of one view, 10 of two: 40 files. Some pictures are the same to the last byte.
    for number in 0..20 {
        write(format!("S{number:02}_3_1772353805_top.png"), &pictures::harmless());
    }
    for number in 0..10 {
        write(format!("T{number:02}_3_1772353805_top.png"), &pictures::pistol());
        write(format!("T{number:02}_3_1772353805_side.png"), &pictures::harmless());
    }
    expected.sort();

    let mut kills = 0;
    for round in 0.. {
        let mut service = Service::starting_in(data.path(), &by_pattern(folder.path(), &[]));
        service.wait_for("a parcel was taken from the folder");
        // Later in each round, so that the kill meets every step of the way.
        thread::sleep(Duration::from_millis(7 * round % 60));
        service.signal("KILL");
        service.ended();
        kills += 1;
        if names(folder.path()).len() < 12 || kills == 8 {
            break;
        }
    }
    let left = names(folder.path()).len();
    println!("killed {kills} times; {left} of 40 files were left");
    let service = Service::start_in(data.path(), &by_pattern(folder.path(), &[]));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    wait_for(folder.path(), "processed", &expected);
    assert!(names(&folder.path().join("rejected")).is_empty());
    eventually("every scan has an answer", || {
        scans(service.address).values().flatten().all(|scan| scan["decision"] != Value::Null).then_some(())
    });
    let found = scans(service.address);
    assert_eq!(found.len(), 30, "{:?}", found.keys());
    for (parcel, scans) in &found {
        assert_eq!(scans.len(), 1, "{parcel} was read more than once: {scans:?}");
        // A deadline may have passed while nobody could answer; nothing is cleared that has a pistol.
        let wrong = if parcel.starts_with('T') { "CLEAR" } else { "ALARM" };
        assert_ne!(scans[0]["decision"], wrong, "{parcel}");
        let id = scans[0]["id"].as_str().unwrap();
        let pictures = get(service.address, &format!("/v1/scans/{id}")).json()["pictures"].as_array().unwrap().len();
        assert_eq!(pictures, if parcel.starts_with('T') { 2 } else { 1 }, "{parcel}");
    }
}
