//! The example clients, run against the real binary.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{http::get, pictures, program::Service};

/// Two parcels and what cannot be read at all.
fn parcels() -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let contents =
        [("RR473124829GB", pictures::pistol()), ("RR123456785NL", pictures::harmless()), ("text", b"text".to_vec())];
    let paths = contents.map(|(name, bytes)| {
        let path = folder.path().join(name).with_extension("png");
        fs::write(&path, bytes).unwrap();
        path
    });
    (folder, paths.to_vec())
}

/// The example as cargo builds it beside the tests.
fn rust() -> Command {
    let tests = std::env::current_exe().unwrap();
    let profile = tests.ancestors().nth(2).unwrap();
    let example = profile.join("examples/scanner");
    assert!(
        example.is_file(),
        "not built; `cargo test` builds it, or: cargo build -p screening-server --example scanner"
    );
    Command::new(example)
}

fn python() -> Command {
    let mut command = Command::new("python3");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples/scanner.py"));
    command
}

/// Runs a client; gives its exit code and its lines in words.
fn ran(mut client: Command, service: &str, args: &[&str], pictures: &[PathBuf]) -> (Option<i32>, Vec<Vec<String>>) {
    let output = client.arg(service).args(args).args(pictures).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let words = lines.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    (output.status.code(), words)
}

fn assert_a_line_works(client: Command, service: &Service, address: &str) {
    let (_folder, pictures) = parcels();
    let (code, lines) = ran(client, address, &["--lane", "3", "--belt", "60"], &pictures);
    assert_eq!(code, Some(0), "{lines:?}");
    let told: Vec<Vec<&str>> = lines.iter().map(|line| line[..3].iter().map(String::as_str).collect()).collect();
    assert_eq!(
        told,
        [["RR473124829GB", "DIVERT", "ALARM"], ["RR123456785NL", "RELEASE", "CLEAR"], ["text", "DIVERT", "UNKNOWN"]]
    );
    for line in lines {
        let scan: Value = get(service.address, &format!("/v1/scans/{}", line[3])).json();
        assert_eq!((&scan["parcel"], &scan["lane"]), (&Value::from(line[0].as_str()), &"3".into()));
    }
}

#[test]
fn the_scanner_in_rust_diverts_all_but_what_is_clear() {
    let service = Service::start(&[]);
    assert_a_line_works(rust(), &service, &service.address.to_string());
}

#[test]
fn the_scanner_in_python_diverts_all_but_what_is_clear() {
    let service = Service::start(&[]);
    assert_a_line_works(python(), &service, &format!("http://{}", service.address));
}

#[test]
fn without_an_answer_before_the_divert_point_both_divert() {
    let (_folder, pictures) = parcels();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (client, address) in [(rust(), nobody.to_string()), (python(), format!("http://{nobody}"))] {
        let (code, lines) = ran(client, &address, &["--belt", "0.5"], &pictures[1..2]);
        assert_eq!(
            (code, lines),
            (Some(1), vec!["RR123456785NL DIVERT UNKNOWN -".split(' ').map(str::to_owned).collect()])
        );
    }
}
