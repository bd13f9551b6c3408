//! Services that ask who anyone is, with people and machines that may use them.

use std::{io::Write as _, path::Path, process::Stdio};

use tempfile::TempDir;

use crate::{
    http::{Answer, send},
    program::{Ran, Service, binary, run},
};

/// Everyone's password.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// All roles, by name.
pub(crate) const ROLES: [&str; 6] = ["operator", "supervisor", "trainer", "integrator", "administrator", "auditor"];

/// A data folder with an account of each role, called as the role.
pub(crate) fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for role in ROLES {
        add_user(folder.path(), role, role).assert(0, &[]);
    }
    folder
}

/// `screening user add`, with [`PASSWORD`] on stdin.
pub(crate) fn add_user(folder: &Path, name: &str, role: &str) -> Ran {
    run_typing(&["user", "add", name, "--role", role, "--data", folder.to_str().unwrap()], PASSWORD)
}

/// Runs a command that reads a line from stdin.
pub(crate) fn run_typing(args: &[&str], line: &str) -> Ran {
    let mut child = binary().args(args).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that has failed already reads nothing.
    let _ = writeln!(stdin, "{line}");
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// `screening key add`; gives the key.
pub(crate) fn add_key(folder: &Path, name: &str, more: &[&str]) -> String {
    let mut args = vec!["key", "add", name, "--data", folder.to_str().unwrap()];
    args.extend(more);
    let ran = run(&args);
    assert_eq!(ran.code, 0, "{}", ran.said());
    ran.stdout.trim().to_owned()
}

/// The service with authentication on; ready.
pub(crate) fn start(folder: &Path, more: &[&str]) -> Service {
    let mut service = starting(folder, more);
    service.wait_for("taking scans in");
    service
}

/// The same as soon as it listens.
pub(crate) fn starting(folder: &Path, more: &[&str]) -> Service {
    Service::starting_in(folder, &[&["--auth", "on"], more].concat())
}

/// Tries to log in, with these headers too.
pub(crate) fn try_log_in(service: &Service, name: &str, password: &str, headers: &[(&str, &str)]) -> Answer {
    let body = format!(r#"{{"name":"{name}","password":"{password}"}}"#);
    let mut all = vec![("content-type", "application/json")];
    all.extend(headers);
    send(service.address, "POST", "/v1/session", &all, body.as_bytes())
}

/// Logs in; gives the cookie as a browser sends it back.
pub(crate) fn log_in(service: &Service, name: &str) -> String {
    let answer = try_log_in(service, name, PASSWORD, &[]);
    assert_eq!(answer.status, 200, "{}", answer.text());
    cookie(&answer)
}

/// The cookie that an answer sets, as a browser sends it back.
pub(crate) fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

/// A request from the service's own page, with a session.
pub(crate) fn with_session(service: &Service, method: &str, path: &str, cookie: &str, body: &str) -> Answer {
    let mut headers = vec![("cookie", cookie), ("sec-fetch-site", "same-origin")];
    if !body.is_empty() {
        headers.push(("content-type", "application/json"));
    }
    send(service.address, method, path, &headers, body.as_bytes())
}

/// A request with a key.
pub(crate) fn with_key(service: &Service, method: &str, path: &str, key: &str, body: &[u8]) -> Answer {
    send(service.address, method, path, &[("authorization", &format!("Bearer {key}"))], body)
}
