//! People log in: the first administrator, sessions, guesses, and pages of other sites.

use std::{thread, time::Duration};

use crate::{
    http::{get, send},
    people::{self, PASSWORD, add_user, cookie, log_in, run_typing, start, starting, try_log_in, with_session},
    program::{Service, run},
};

/// The secret of the link that a starting service prints.
fn first_link(service: &mut Service) -> String {
    let line = service.wait_for("/login#first=");
    line.as_str().unwrap().split("#first=").nth(1).unwrap().trim().to_owned()
}

fn redeem(service: &Service, token: &str, name: &str, password: &str) -> crate::http::Answer {
    let body = format!(r#"{{"token":"{token}","name":"{name}","password":"{password}"}}"#);
    send(service.address, "POST", "/v1/session/first", &[("content-type", "application/json")], body.as_bytes())
}

#[test]
fn the_link_of_the_first_start_makes_one_administrator_and_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = starting(folder.path(), &[]);
    let early = first_link(&mut service);
    drop(service);
    // Each start ends the link of the one before.
    let mut service = starting(folder.path(), &[]);
    let link = first_link(&mut service);
    redeem(&service, &early, "anna", PASSWORD).assert_problem(401, "wrong_link");
    redeem(&service, "", "anna", PASSWORD).assert_problem(401, "wrong_link");
    redeem(&service, &link, "anna", "too short").assert_problem(400, "weak_password");
    redeem(&service, &link, "an na", PASSWORD).assert_problem(400, "bad_name");

    let answer = redeem(&service, &link, "Anna", PASSWORD);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let session = with_session(&service, "GET", "/v1/session", &cookie(&answer), "").json();
    assert_eq!((&session["user"], &session["role"]), (&"anna".into(), &"administrator".into()));
    redeem(&service, &link, "bert", PASSWORD).assert_problem(401, "wrong_link");
    let users = with_session(&service, "GET", "/v1/users", &cookie(&answer), "").json();
    assert_eq!(users["users"].as_array().unwrap().len(), 1);
    drop(service);

    // Once there is an administrator, no start makes a link.
    let service = start(folder.path(), &[]);
    let anna = cookie(&try_log_in(&service, "anna", PASSWORD, &[]));
    let made = with_session(&service, "GET", "/v1/audit?action=first_link.made", &anna, "").json();
    assert_eq!(made["entries"].as_array().unwrap().len(), 2);
}

#[test]
fn a_session_begins_anew_with_each_log_in_and_ends_with_the_log_out() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    let planted = "screening=0000000000000000000000000000000000000000000000000000000000000000";
    let answer = try_log_in(&service, "operator", PASSWORD, &[("cookie", planted)]);
    let line = answer.header("set-cookie").unwrap().to_owned();
    assert!(line.contains("; Path=/; HttpOnly; SameSite=Strict") && !line.contains("Secure"), "{line}");
    let first = cookie(&answer);
    assert_ne!(first, planted);
    let scans = |cookie: &str| with_session(&service, "GET", "/v1/scans", cookie, "").status;
    assert_eq!((scans(planted), scans(&first)), (401, 200));

    // The same browser logs in again: what it had before is worth nothing.
    let again = try_log_in(&service, "operator", PASSWORD, &[("cookie", &first), ("sec-fetch-site", "same-origin")]);
    let second = cookie(&again);
    assert_ne!(first, second);
    assert_eq!((scans(&first), scans(&second)), (401, 200));
    // Another browser of the same person goes on.
    let other = log_in(&service, "operator");
    assert_eq!((scans(&other), scans(&second)), (200, 200));

    let out = with_session(&service, "DELETE", "/v1/session", &second, "");
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!((scans(&second), scans(&other)), (401, 200));
}

#[test]
fn pages_of_other_sites_change_nothing_with_someone_s_session() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    let session = log_in(&service, "administrator");
    let body = r#"{"name":"eve","role":"administrator","password":"correct horse battery"}"#;
    let add = |headers: &[(&str, &str)]| {
        let mut all = vec![("cookie", session.as_str()), ("content-type", "application/json")];
        all.extend(headers);
        send(service.address, "POST", "/v1/users", &all, body.as_bytes())
    };
    for headers in [
        &[][..],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost")],
    ] {
        add(headers).assert_problem(403, "cross_site");
    }
    assert_eq!(add(&[("origin", "http://localhost")]).status, 201);
    // Nor do they log anyone in, as someone else.
    try_log_in(&service, "operator", PASSWORD, &[("sec-fetch-site", "cross-site")]).assert_problem(403, "cross_site");
    // What changes nothing, they cannot read: no header lets them.
    let read =
        send(service.address, "GET", "/v1/users", &[("cookie", &session), ("origin", "https://evil.example")], b"");
    assert_eq!(read.header("access-control-allow-origin"), None);
}

#[test]
fn guesses_are_slowed_down_and_told_nothing() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    let unknown = try_log_in(&service, "nobody", "wrong password", &[]).assert_problem(401, "wrong_credentials");
    let wrong = try_log_in(&service, "operator", "wrong password", &[]).assert_problem(401, "wrong_credentials");
    assert_eq!(unknown, wrong);
    let refused = (0..20).find_map(|_| {
        let answer = try_log_in(&service, "operator", "wrong password", &[]);
        (answer.status == 429).then_some(answer)
    });
    let refused = refused.expect("it is slowed down");
    refused.assert_problem(429, "too_many_attempts");
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    // The right password does not help either, until the time has come; others do not wait.
    let mut waits = 0;
    while try_log_in(&service, "operator", PASSWORD, &[]).status == 429 {
        waits += 1;
        thread::sleep(Duration::from_millis(200));
    }
    assert!(waits > 0);
    log_in(&service, "supervisor");
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_when_its_time_is_over() {
    let folder = people::site();
    let service = start(folder.path(), &["--session-idle", "1"]);
    let session = log_in(&service, "operator");
    thread::sleep(Duration::from_millis(1200));
    assert_eq!(with_session(&service, "GET", "/v1/scans", &session, "").status, 401);
    drop(service);
    let service = start(folder.path(), &["--session-idle", "1", "--session-length", "1"]);
    let session = log_in(&service, "operator");
    thread::sleep(Duration::from_millis(1200));
    assert_eq!(with_session(&service, "GET", "/v1/scans", &session, "").status, 401);
}

#[test]
fn behind_a_proxy_that_ends_tls_cookies_travel_over_tls_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = starting(folder.path(), &["--public-url", "https://screening.example/"]);
    let line = service.wait_for("#first=");
    let link = line.as_str().unwrap().trim().to_owned();
    assert!(link.starts_with("https://screening.example/login#first="), "{link}");
    let answer = redeem(&service, link.split("#first=").nth(1).unwrap(), "anna", PASSWORD);
    let set = answer.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-screening=") && set.contains("; Path=/; ") && set.contains("; Secure"), "{set}");
    assert_eq!(with_session(&service, "GET", "/v1/users", &cookie(&answer), "").status, 200);
    let plain = cookie(&answer).replace("__Host-", "");
    assert_eq!(with_session(&service, "GET", "/v1/users", &plain, "").status, 401);
}

#[test]
fn a_new_password_a_new_role_and_a_disabled_account_end_sessions_at_once() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    let scans = |cookie: &str| with_session(&service, "GET", "/v1/scans", cookie, "").status;
    let administrator = log_in(&service, "administrator");
    let change =
        |name: &str, body: &str| with_session(&service, "PATCH", &format!("/v1/users/{name}"), &administrator, body);

    // By themselves.
    let (old, other) = (log_in(&service, "operator"), log_in(&service, "operator"));
    let set = |body: &str| with_session(&service, "PUT", "/v1/session/password", &old, body);
    set(r#"{"old":"wrong","new":"battery horse correct"}"#).assert_problem(401, "wrong_credentials");
    set(&format!(r#"{{"old":"{PASSWORD}","new":"short"}}"#)).assert_problem(400, "weak_password");
    assert_eq!(scans(&old), 200);
    let answer = set(&format!(r#"{{"old":"{PASSWORD}","new":"battery horse correct"}}"#));
    assert_eq!(answer.status, 204, "{}", answer.text());
    assert_eq!((scans(&old), scans(&other), scans(&cookie(&answer))), (401, 401, 200));
    try_log_in(&service, "operator", PASSWORD, &[]).assert_problem(401, "wrong_credentials");

    // By the administrator.
    let trainer = log_in(&service, "trainer");
    assert_eq!(change("trainer", r#"{"role":"operator"}"#).json()["role"], "operator");
    assert_eq!(scans(&trainer), 401);
    let auditor = log_in(&service, "auditor");
    assert_eq!(change("auditor", r#"{"disabled":true}"#).json()["disabled"], true);
    assert_eq!(scans(&auditor), 401);
    try_log_in(&service, "auditor", PASSWORD, &[]).assert_problem(401, "wrong_credentials");
    change("administrator", r#"{"disabled":true}"#).assert_problem(409, "last_administrator");
    change("administrator", r#"{"role":"auditor"}"#).assert_problem(409, "last_administrator");
    change("nobody", "{}").assert_problem(404, "not_found");

    // From the command line, while the service runs.
    let data = folder.path().to_str().unwrap();
    let supervisor = log_in(&service, "supervisor");
    run(&["user", "disable", "supervisor", "--data", data]).assert(0, &[]);
    assert_eq!(scans(&supervisor), 401);
    run(&["user", "list", "--data", data]).assert(0, &["supervisor", "disabled"]);
    run_typing(&["user", "password", "integrator", "--data", data], "another long password").assert(0, &[]);
    assert_eq!(try_log_in(&service, "integrator", "another long password", &[]).status, 200);
}

#[test]
fn the_command_line_says_what_is_wrong_with_an_account() {
    let folder = people::site();
    let data = folder.path().to_str().unwrap();
    add_user(folder.path(), "operator", "operator").assert(3, &["already"]);
    run_typing(&["user", "add", "eve", "--role", "operator", "--data", data], "short").assert(3, &["at least 12"]);
    run_typing(&["user", "add", "e ve", "--role", "operator", "--data", data], PASSWORD)
        .assert(3, &["letters, digits"]);
    run(&["user", "disable", "eve", "--data", data]).assert(3, &["no account 'eve'"]);
    run(&["user", "disable", "administrator", "--data", data]).assert(3, &["last administrator"]);
}

#[test]
fn passwords_and_keys_are_nowhere_on_disk() {
    let folder = people::site();
    let key = people::add_key(folder.path(), "line", &[]);
    let secret = key.rsplit('_').next().unwrap();
    let service = start(folder.path(), &[]);
    let session = log_in(&service, "operator");
    let session = session.split_once('=').unwrap().1;
    assert_eq!(get(service.address, "/healthz").status, 200);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for text in [PASSWORD, secret, session] {
                let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
                assert!(!found, "{} holds a secret", path.display());
            }
        }
    }
}
