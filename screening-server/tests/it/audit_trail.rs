//! The record of what was done: complete, checked as a whole, and carried away one parcel at a time.

use std::{fs, path::Path};

use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;

use crate::{
    http::get,
    people::{self, add_key, cookie, log_in, start, try_log_in, with_key, with_session},
    pictures,
    program::{Ran, Service, eventually, run},
};

const DATABASE: &str = "screening.sqlite";

fn verify(folder: &Path) -> Ran {
    run(&["audit", "verify", "--data", folder.to_str().unwrap()])
}

/// The end of the trail that a check printed.
fn head(ran: &Ran) -> String {
    let line = ran.stdout.lines().find(|line| line.starts_with("head"));
    line.unwrap().split_whitespace().nth(1).unwrap().to_owned()
}

/// Statements on a database, as whoever has the file can make them.
fn sql(folder: &Path, statements: &[&'static str]) -> Result<(), sqlx::Error> {
    let address = format!("sqlite://{}", folder.join(DATABASE).display());
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut connection = SqliteConnection::connect(&address).await?;
        for statement in statements {
            sqlx::query(*statement).execute(&mut connection).await?;
        }
        connection.close().await
    })
}

/// A folder with a copy of all that a stopped service left.
fn copy(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in [DATABASE, "audit-anchor"] {
        fs::copy(folder.join(name), copy.path().join(name)).unwrap();
    }
    copy
}

/// A service that was used and stopped: its folder, and a scan.
fn used() -> (TempDir, String) {
    let folder = people::site();
    let key = add_key(folder.path(), "line", &[]);
    let service = start(folder.path(), &[]);
    let sent = with_key(&service, "POST", "/v1/scans?parcel=RR473124829GB&lane=north", &key, &pictures::pistol());
    let scan = sent.json()["id"].as_str().unwrap().to_owned();
    let session = log_in(&service, "operator");
    assert_eq!(with_session(&service, "GET", &format!("/v1/scans/{scan}/views/0/picture"), &session, "").status, 200);
    with_session(&service, "DELETE", "/v1/session", &session, "");
    service.signal("TERM");
    let (status, _) = service.ended();
    assert_eq!(status.code(), Some(0));
    (folder, scan)
}

#[test]
fn everything_that_was_done_is_in_the_trail_by_whom_and_to_what() {
    let folder = people::site();
    let key = add_key(folder.path(), "line", &[]);
    let key_id = key.split('_').nth(1).unwrap().to_owned();
    let service = start(folder.path(), &[]);
    let sent = with_key(&service, "POST", "/v1/scans", &key, &pictures::pistol());
    let scan = sent.json()["id"].as_str().unwrap().to_owned();
    try_log_in(&service, "operator", "wrong password", &[]).assert_problem(401, "wrong_credentials");
    with_key(&service, "GET", "/v1/scans", &key.replace("sck_", "sck_0"), b"").assert_problem(401, "invalid_key");
    let operator = log_in(&service, "operator");
    for _ in 0..3 {
        with_session(&service, "GET", &format!("/v1/scans/{scan}/views/0/annotated"), &operator, "");
    }
    with_key(&service, "GET", &format!("/v1/scans/{scan}/views/0/thumbnail"), &key, b"");
    with_session(&service, "GET", &format!("/v1/scans/{scan}/views/7/picture"), &operator, "")
        .assert_problem(404, "not_found");
    with_session(&service, "DELETE", "/v1/session", &operator, "");
    let administrator = log_in(&service, "administrator");
    with_session(&service, "PATCH", "/v1/users/operator", &administrator, r#"{"role":"supervisor"}"#);
    with_session(&service, "DELETE", &format!("/v1/keys/{key_id}"), &administrator, "");

    let auditor = log_in(&service, "auditor");
    let list = |query: &str| with_session(&service, "GET", &format!("/v1/audit{query}"), &auditor, "").json();
    let all = list("?limit=500");
    let entries = all["entries"].as_array().unwrap();
    let said: Vec<String> = entries
        .iter()
        .rev()
        .map(|entry| {
            let text = |name: &str| entry[name].as_str().unwrap();
            format!("{} {} {}", text("actor"), text("action"), text("subject"))
        })
        .collect();
    let scan_subject = format!("scan:{scan}");
    let expected = [
        "command line user.added user:operator".to_owned(),
        format!("command line key.added key:{key_id}"),
        "service service.started service".to_owned(),
        format!("service scan.decided {scan_subject}"),
        "stranger session.failed user:operator".to_owned(),
        "stranger key.refused key:".to_owned(),
        "user:operator session.begun user:operator".to_owned(),
        format!("user:operator picture.seen {scan_subject}"),
        format!("key:{key_id} picture.seen {scan_subject}"),
        "user:operator session.ended user:operator".to_owned(),
        "user:administrator session.begun user:administrator".to_owned(),
        "user:administrator user.changed user:operator".to_owned(),
        format!("user:administrator key.revoked key:{key_id}"),
    ];
    let mut rest = said.iter();
    for entry in &expected {
        assert!(rest.any(|found| found == entry), "'{entry}' is not there, or out of order: {said:#?}");
    }
    let looks = said.iter().filter(|entry| entry.contains("picture.seen")).count();
    assert_eq!(looks, 2, "a refresh is no new look, and what was not shown is none: {said:#?}");

    let decided = &list(&format!("?action=scan.decided&subject={scan_subject}"))["entries"][0];
    assert_eq!((&decided["details"]["decision"], &decided["details"]["late"]), (&"ALARM".into(), &"false".into()));
    assert_eq!(decided["details"]["report_sha256"].as_str().unwrap().len(), 64);
    let started = &list("?action=service.started")["entries"][0]["details"];
    assert_eq!((&started["model"], started["model_sha256"].as_str().unwrap().len()), (&"cells 1".into(), 64));
    let text = all.to_string();
    for secret in [people::PASSWORD, "wrong password", key.rsplit('_').next().unwrap()] {
        assert!(!text.contains(secret));
    }

    // Searched by words, of any field and in any case, and by time.
    let numbers = |query: &str| -> Vec<u64> {
        let entries = list(query)["entries"].as_array().unwrap().clone();
        entries.iter().map(|entry| entry["number"].as_u64().unwrap()).collect()
    };
    let decided_number = list("?action=scan.decided")["entries"][0]["number"].as_u64().unwrap();
    assert_eq!(numbers("?text=CELLS%201&action=scan.decided"), [decided_number]);
    assert_eq!(numbers(&format!("?text={}&actor=service", scan.to_uppercase())), [decided_number]);
    assert_eq!(numbers("?text=no%20such%20words"), [0; 0]);
    assert_eq!(numbers("?text=%25"), [0; 0], "no sign stands for others");
    let at = list("?action=scan.decided")["entries"][0]["at"].as_str().unwrap().to_owned();
    assert!(numbers(&format!("?from={at}&limit=500")).contains(&decided_number));
    assert!(!numbers(&format!("?to={at}&limit=500")).contains(&decided_number));
    for wrong in ["?from=yesterday", "?text="] {
        with_session(&service, "GET", &format!("/v1/audit{wrong}"), &auditor, "")
            .assert_problem(400, "malformed_request");
    }

    // Page by page it is the same, without a gap.
    let (mut pages, mut query) = (Vec::new(), "?limit=4".to_owned());
    loop {
        let page = list(&query);
        pages.extend(page["entries"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_u64() else { break };
        query = format!("?limit=4&before={next}");
    }
    let numbers: Vec<u64> = pages.iter().map(|entry| entry["number"].as_u64().unwrap()).collect();
    assert!(numbers.iter().rev().copied().eq(1..=numbers.len() as u64), "{numbers:?}");
    assert!(numbers.len() >= entries.len());

    // It verifies while the service runs, against its anchor and against a head that was noted.
    let before = verify(folder.path());
    before.assert(0, &["nothing is wrong"]);
    log_in(&service, "trainer");
    let noted = head(&before);
    run(&["audit", "verify", "--data", folder.path().to_str().unwrap(), "--head", &noted])
        .assert(0, &["nothing is wrong"]);
}

#[test]
fn whatever_is_done_to_the_database_is_found() {
    let (folder, _) = used();
    let whole = verify(folder.path());
    whole.assert(0, &["nothing is wrong"]);
    let noted = head(&whole);
    let last: u64 = noted.split(':').next().unwrap().parse().unwrap();
    assert!(last > 8);

    for statement in [
        "UPDATE audit SET actor = 'user:eve' WHERE number = 3",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT 3, at, 'eve', action, subject, details, previous, hash FROM audit WHERE number = 3",
        "INSERT INTO audit SELECT number + 1000, at, actor, action, subject, details, previous, hash FROM audit",
    ] {
        let copy = copy(folder.path());
        let error = sql(copy.path(), &[statement]).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{statement}: {error}");
        verify(copy.path()).assert(0, &["nothing is wrong"]);
    }

    const FREE: [&str; 3] =
        ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete", "DROP TRIGGER audit_next_only"];
    let tampered: [(&'static str, &str); 9] = [
        ("UPDATE audit SET actor = 'user:eve' WHERE number = 3", "entry 3 was changed"),
        ("UPDATE audit SET at = at - 3600000 WHERE number = 5", "entry 5 was changed"),
        ("UPDATE audit SET details = details || ' ' WHERE number = 4", "entry 4 was changed"),
        ("UPDATE audit SET hash = 'x' WHERE number = 4", "entry 4 was changed"),
        ("DELETE FROM audit WHERE number = 3", "an entry is missing"),
        (
            "UPDATE audit SET number = CASE number WHEN 3 THEN -4 WHEN 4 THEN -3 ELSE number END WHERE number IN (3, 4)",
            "was changed",
        ),
        ("DELETE FROM audit WHERE number > 6", "its end was cut off"),
        ("DELETE FROM audit", "its end was cut off"),
        (
            "INSERT INTO audit SELECT max(number) + 1, at, 'user:eve', action, subject, details, hash, hash FROM audit",
            "was changed",
        ),
    ];
    for (statement, fault) in tampered {
        let copy = copy(folder.path());
        let mut statements = FREE.to_vec();
        statements.push(statement);
        // Two rows change places.
        statements.push("UPDATE audit SET number = -number WHERE number < 0");
        sql(copy.path(), &statements).unwrap();
        verify(copy.path()).assert(1, &["FAULT", fault]);
    }

    // A cut tail without an anchor shows only by a head that was noted, and the missing anchor by itself.
    let cut = copy(folder.path());
    sql(cut.path(), &[FREE[1], "DELETE FROM audit WHERE number > 6"]).unwrap();
    fs::remove_file(cut.path().join("audit-anchor")).unwrap();
    verify(cut.path()).assert(1, &["anchor none"]);
    let data = cut.path().to_str().unwrap();
    run(&["audit", "verify", "--data", data, "--head", &noted]).assert(1, &["its end was cut off"]);

    let none = tempfile::tempdir().unwrap();
    verify(none.path()).assert(3, &["there is no database"]);
    run(&["audit", "verify", "--data", data, "--head", "x"]).assert(3, &["--head"]);
}

#[test]
fn a_start_after_a_cut_puts_it_on_record_for_good() {
    let (folder, _) = used();
    sql(folder.path(), &["DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE number > 6"]).unwrap();
    let mut service = people::starting(folder.path(), &[]);
    service.wait_for("taking scans in");
    let auditor = log_in(&service, "auditor");
    let found = with_session(&service, "GET", "/v1/audit?action=audit.anchor_mismatch", &auditor, "").json();
    assert_eq!(found["entries"][0]["number"], 7);
    service.signal("TERM");
    assert_eq!(service.ended().0.code(), Some(0));
    verify(folder.path()).assert(1, &["when the service started, entry 7, the anchor did not fit"]);
}

#[test]
fn the_anchor_survives_a_kill_and_follows_the_trail() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    log_in(&service, "operator");
    let entries = || -> u64 { head(&verify(folder.path())).split(':').next().unwrap().parse().unwrap() };
    let anchored = || -> u64 {
        let text = fs::read_to_string(folder.path().join("audit-anchor")).unwrap();
        text.split(':').next().unwrap().parse().unwrap()
    };
    let newest = entries();
    eventually("the anchor follows", || (anchored() >= newest).then_some(()));
    drop(service); // kill -9
    verify(folder.path()).assert(0, &["nothing is wrong"]);
    let mut service: Service = people::starting(folder.path(), &[]);
    service.wait_for("taking scans in");
    verify(folder.path()).assert(0, &["nothing is wrong"]);
}

#[test]
fn a_case_bundle_verifies_without_the_service_and_shows_every_change() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    let operator = log_in(&service, "operator");
    let picture = pictures::pistol();
    let headers = [("cookie", operator.as_str()), ("sec-fetch-site", "same-origin")];
    let sent = crate::http::send(service.address, "POST", "/v1/scans?parcel=A", &headers, &picture);
    let scan = sent.json()["id"].as_str().unwrap().to_owned();
    let supervisor = cookie(&try_log_in(&service, "supervisor", people::PASSWORD, &[]));
    let path = format!("/v1/scans/{scan}/bundle");
    with_session(&service, "GET", &path, &operator, "").assert_problem(403, "role_too_weak");
    let answer = with_session(&service, "GET", &path, &supervisor, "");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/zip")));

    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("case.zip");
    let name = file.to_str().unwrap();
    fs::write(&file, &answer.body).unwrap();
    let whole = run(&["audit", "verify-bundle", name]);
    whole.assert(0, &["nothing is wrong", &format!("scan:{scan}")]);
    let noted = head(&whole);
    run(&["audit", "verify-bundle", name, "--head", &noted]).assert(0, &["nothing is wrong"]);
    let forged = format!("{}:{}", noted.split(':').next().unwrap(), "0".repeat(64));
    run(&["audit", "verify-bundle", name, "--head", &forged]).assert(1, &["noted elsewhere"]);
    let as_sent = answer.body.windows(picture.len()).any(|window| window == picture.as_slice());
    assert!(as_sent, "the picture is in it as it arrived");

    // Any byte of a file's content.
    let decision = answer.body.windows(5).position(|window| window == b"ALARM").unwrap();
    let mut changed = answer.body.clone();
    changed[decision..decision + 5].copy_from_slice(b"CLEAR");
    fs::write(&file, &changed).unwrap();
    let ran = run(&["audit", "verify-bundle", name]);
    ran.assert(1, &["FAULT"]);
    fs::write(&file, &answer.body[..answer.body.len() / 2]).unwrap();
    run(&["audit", "verify-bundle", name]).assert(3, &["is no case bundle"]);

    // The same from the command line, beside the service; it is in the trail, and so in the next bundle.
    let data = folder.path().to_str().unwrap();
    run(&["audit", "bundle", &scan, "--out", name, "--data", data]).assert(0, &[]);
    run(&["audit", "verify-bundle", name]).assert(0, &["nothing is wrong"]);
    let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
    assert!(text.contains("user:supervisor\tbundle.exported") && text.contains("command line\tbundle.exported"));
    run(&["audit", "bundle", "x", "--out", name, "--data", data]).assert(3, &["no scan's id"]);
    assert_eq!(get(service.address, &path).status, 401);
}
