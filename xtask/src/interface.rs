//! The described interface, tried by a property-based client: no server error, and no answer that is not described.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use anyhow::{Context as _, Result};

use crate::steps::{Steps, run, works};

/// Where `.ci/run` installs the client, which is a Python program.
const CLIENT: &str = ".tools/python/bin/schemathesis";

/// Seconds that it looks for answers that are not as described.
const SECONDS: &str = "60";

/// What an answer is held against.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance,response_headers_conformance";

/// Tries the interface of the release binary.
pub(crate) fn interface(root: &Path, steps: &mut Steps) {
    let client = root.join(CLIENT);
    let client = client.to_string_lossy();
    if !works(root, &client, &["--version"]) {
        steps.not_run("interface as described", "schemathesis is missing: .ci/run installs it");
        return;
    }
    steps.run(&format!("interface as described, for {SECONDS} s"), || {
        run(root, "cargo", &["build", "--release", "--workspace", "--tests", "--bins", "--quiet"], &[])?;
        let service = Service::start(root)?;
        let description = format!("http://{}/openapi.json", service.address);
        // The seed makes a failure come again.
        let bounds = ["--max-time", SECONDS, "--max-examples", "20", "--request-timeout", "30", "--seed", "1"];
        let what = ["--config-file", "xtask/schemathesis.toml", "run", &description, "--checks", CHECKS];
        run(root, &client, &[&what[..], &bounds[..]].concat(), &[])
    });
}

/// The service with a data folder of its own; killed when it is dropped.
struct Service {
    child: Child,
    address: String,
}

impl Service {
    fn start(root: &Path) -> Result<Self> {
        let data = root.join("target/interface");
        if data.exists() {
            fs::remove_dir_all(&data).context("target/interface cannot be removed")?;
        }
        let mut child = Command::new(root.join("target/release/screening"))
            .args(["serve", "--listen", "127.0.0.1:0", "--engine", "tract", "--screen-timeout", "10"])
            .args(["--log", "info", "--body-timeout", "5", "--data"])
            .arg(&data)
            .current_dir(root)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("target/release/screening could not be started")?;
        let stderr = child.stderr.take().context("the service has no log")?;
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let mut service = Self { child, address: String::new() };
        let mut said = Vec::new();
        for line in lines.by_ref() {
            if let Some((_, address)) = line.split_once("address=") {
                address.split_whitespace().next().unwrap_or_default().clone_into(&mut service.address);
            }
            if line.contains("taking scans in") {
                // Read to the end, so that the service never waits for a full pipe.
                thread::spawn(move || lines.for_each(drop));
                return Ok(service);
            }
            said.push(line);
        }
        anyhow::bail!("the service ended at its start:\n{}", said.join("\n"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
