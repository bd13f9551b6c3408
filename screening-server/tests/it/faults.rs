//! Disks and databases that fail: nothing acknowledged is lost, nothing becomes CLEAR, and it is said what to do.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use screening_core::model::sha256_hex;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    asynchronous::decided,
    http::{get, post, post_async, send},
    limits::metric,
    models::Model,
    pictures,
    program::{PATIENCE, Service, eventually, run_with},
};

/// A file system of so many KiB that goes with the test; none where this user may not make one.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount(kib: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = mount(&["-t", "tmpfs", "-o", &format!("size={kib}k"), "tmpfs"], folder.path());
        if !mounted {
            // Past the test harness, which keeps what passing tests print.
            let _ = writeln!(io::stderr(), "\n*** NOT RUN with a full disk: this user may not mount a file system\n");
        }
        mounted.then_some(Self { folder })
    }

    fn remount(&self, options: &str) {
        assert!(mount(&["-o", &format!("remount,{options}")], self.folder.path()));
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}

fn mount(args: &[&str], folder: &Path) -> bool {
    let ran = Command::new("mount").args(args).arg(folder).output();
    ran.is_ok_and(|output| output.status.success())
}

/// Where a picture lies in a data folder.
fn picture_file(data: &Path, picture: &[u8]) -> PathBuf {
    let hash = sha256_hex(picture);
    data.join("pictures").join(&hash[..2]).join(&hash)
}

#[test]
fn a_full_disk_is_said_to_be_full_and_what_was_acknowledged_is_decided_once_there_is_room() {
    let Some(disk) = SmallDisk::mount(3000) else { return };
    let mut service = Service::start_in(disk.path(), &["--screen-timeout", "600", "--queue", "10000"]);
    let mut accepted = Vec::new();
    let refused = (0..2000).find_map(|number| {
        let mut picture = pictures::pistol();
        // Trailing bytes make it another file of the same picture.
        picture.extend_from_slice(&vec![number as u8; 20_000 + number]);
        let answer = post_async(service.address, "", &picture);
        match answer.status {
            202 => accepted.push(answer.json()["id"].as_str().unwrap().to_owned()),
            _ => return Some(answer),
        }
        None
    });
    let refused = refused.expect("the disk is full");
    let problem = refused.assert_problem(503, "store_full");
    assert!(problem["detail"].as_str().unwrap().contains("Free space"), "{problem}");
    assert!(refused.header("retry-after").is_some());
    assert!(service.is_running());
    assert_eq!(get(service.address, "/readyz").status, 200);

    disk.remount("size=50000k");
    for id in &accepted {
        assert_eq!(decided(&service, id)["report"]["decision"], "ALARM");
    }
    assert_eq!(post(service.address, "", &pictures::harmless()).report()["decision"], "CLEAR");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), b"").unwrap();
    let serve =
        |data: &Path| run_with(&Model::good(), &["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    serve(&folder.path().join("file/data")).assert(3, &["cannot be used", "file/data", "--data"]);
    let Some(disk) = SmallDisk::mount(1000) else { return };
    disk.remount("ro");
    serve(disk.path()).assert(3, &["cannot be used", "--data"]);
}

#[test]
fn two_services_do_not_share_a_folder() {
    let data = tempfile::tempdir().unwrap();
    let _first = Service::start_in(data.path(), &[]);
    let second = ["serve", "--listen", "127.0.0.1:0", "--data", data.path().to_str().unwrap()];
    run_with(&Model::good(), &second).assert(3, &["used by another process"]);
}

#[test]
fn a_damaged_database_is_found_at_the_start_and_the_message_says_how_to_go_on() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_in(data.path(), &[]);
    for _ in 0..30 {
        post(service.address, "", &pictures::harmless()).report();
    }
    service.signal("TERM");
    service.ended();
    let database = data.path().join("screening.sqlite");
    let whole = fs::read(&database).unwrap();
    let mut torn = whole.clone();
    for page in torn.chunks_mut(4096).skip(4) {
        page.iter_mut().step_by(7).for_each(|byte| *byte ^= 0x55);
    }
    for damaged in [b"this is no database, and longer than its header would be".repeat(20), torn] {
        fs::write(&database, &damaged).unwrap();
        let args = ["serve", "--listen", "127.0.0.1:0", "--data", data.path().to_str().unwrap()];
        run_with(&Model::good(), &args).assert(3, &["damaged", "Nothing was changed", ".recover"]);
        assert_eq!(fs::read(&database).unwrap(), damaged, "nothing was changed");
    }
    fs::write(&database, whole).unwrap();
    let service = Service::start_in(data.path(), &[]);
    assert_eq!(get(service.address, "/v1/scans?limit=100").json()["scans"].as_array().unwrap().len(), 30);
}

/// Another program that holds the database's lock.
struct Locked {
    runtime: tokio::runtime::Runtime,
    connection: Option<SqliteConnection>,
}

impl Locked {
    fn new(data: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let connection = runtime.block_on(async {
            let options = SqliteConnectOptions::new().filename(data.join("screening.sqlite")).busy_timeout(PATIENCE);
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await.unwrap();
            connection
        });
        Self { runtime, connection: Some(connection) }
    }

    fn release(mut self) {
        let connection = self.connection.take().unwrap();
        self.runtime.block_on(connection.close()).unwrap();
    }
}

#[test]
fn a_locked_database_diverts_in_time_and_the_service_goes_on_when_it_is_free() {
    let data = tempfile::tempdir().unwrap();
    let mut service = Service::start_in(data.path(), &[]);
    let known = post(service.address, "", &pictures::harmless()).json()["id"].as_str().unwrap().to_owned();
    let lock = Locked::new(data.path());
    let begun = Instant::now();
    let headers = [("prefer", "wait=1"), ("content-type", "image/png")];
    let hurried = send(service.address, "POST", "/v1/scans", &headers, &pictures::harmless());
    hurried.assert_problem(503, "not_stored_in_time");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    let patient = post(service.address, "", &pictures::harmless());
    let problem = patient.assert_problem(503, "store_locked");
    assert_eq!(problem["action"], "DIVERT");
    // Who only reads does not wait.
    assert_eq!(get(service.address, &format!("/v1/scans/{known}")).status, 200);
    assert!(service.is_running());
    lock.release();
    let answer = eventually("the store takes scans again", || {
        let answer = post(service.address, "", &pictures::harmless());
        (answer.status == 200).then_some(answer)
    });
    assert_eq!(answer.report()["decision"], "CLEAR");
}

/// A service whose one worker is busy, and a scan that waits behind it; what `harm` does to its picture is done before
/// the worker comes to it.
fn screened_after(harm: impl Fn(&Path)) -> serde_json::Value {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_in(data.path(), &["--concurrency", "1"]);
    post_async(service.address, "?deadline=0.5", &pictures::enlarged(6));
    eventually("the worker is busy", || (metric(&service, "screening_running") == 1.0).then_some(()));
    let picture = pictures::pistol();
    let waiting = post_async(service.address, "?deadline=30", &picture);
    harm(&picture_file(data.path(), &picture));
    decided(&service, waiting.json()["id"].as_str().unwrap())
}

#[test]
fn a_picture_that_is_lost_after_the_acknowledgement_makes_its_parcel_unknown() {
    let scan = screened_after(|file| fs::remove_file(file).unwrap());
    let report = &scan["report"];
    assert_eq!(
        (&report["decision"], &report["abort_reason"]),
        (&"UNKNOWN".into(), &"INCOMPLETE_SCAN".into()),
        "{report}"
    );
    assert_eq!(report["reasons"][0]["code"], "picture_missing");
    assert_eq!(scan["action"], "DIVERT");
}

#[test]
fn a_picture_that_was_changed_on_disk_is_not_believed() {
    // What lies there instead would be CLEAR.
    let scan = screened_after(|file| fs::write(file, pictures::harmless()).unwrap());
    let report = &scan["report"];
    assert_eq!(
        (&report["decision"], &report["abort_reason"]),
        (&"UNKNOWN".into(), &"INCOMPLETE_SCAN".into()),
        "{report}"
    );
    assert_eq!(report["reasons"][0]["code"], "picture_corrupt");
}
