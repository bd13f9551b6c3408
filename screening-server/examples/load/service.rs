//! The service under load, in a process and a folder of its own.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;

/// For the detector to get ready, and for the service to end.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running service; killed when it is dropped.
pub(crate) struct Service {
    child: Mutex<Child>,
    id: u32,
    pub(crate) address: SocketAddr,
    /// What it said of its detector.
    ready: Value,
    _data: TempDir,
}

impl Service {
    /// Starts it on a free port, and waits until it takes scans in.
    pub(crate) fn start(binary: &Path, folder: &Path, more: &[String]) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("'{}' cannot be made", folder.display()))?;
        let data = tempfile::tempdir_in(folder)?;
        let mut child = Command::new(binary)
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json", "--log", "info"])
            .arg("--data")
            .arg(data.path())
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("'{}' cannot be started", binary.display()))?;
        let stderr = child.stderr.take().context("its log cannot be read")?;
        let (mut address, mut ready) = (None, Value::Null);
        let mut lines = BufReader::new(stderr).lines();
        let mut said = Vec::new();
        let taking = loop {
            let Some(Ok(line)) = lines.next() else { break false };
            let line = serde_json::from_str(&line).unwrap_or(Value::String(line));
            match line["fields"]["message"].as_str() {
                Some("listening") => address = line["fields"]["address"].as_str().and_then(|text| text.parse().ok()),
                Some("detector ready") => ready = line["fields"].clone(),
                Some("taking scans in") => break true,
                _ => {}
            }
            said.push(line);
        };
        let (true, Some(address)) = (taking, address) else {
            let _ = child.kill();
            let said: Vec<String> = said.iter().map(ToString::to_string).collect();
            bail!("the service did not start:\n{}", said.join("\n"));
        };
        // Read to the end, so that the service never waits for a full pipe.
        thread::spawn(move || lines.for_each(drop));
        let id = child.id();
        Ok(Self { child: Mutex::new(child), id, address, ready, _data: data })
    }

    /// What it said of its detector.
    pub(crate) fn ready(&self) -> &Value {
        &self.ready
    }

    /// Memory that it has now, in MiB.
    pub(crate) fn memory(&self) -> Result<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.id)).context("the service is gone")?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the service has ended")?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib / 1024.0)
    }

    /// Asks it to end, which it must do in order.
    pub(crate) fn stop(&self) -> Result<()> {
        let sent = Command::new("kill").args(["-s", "TERM", &self.id.to_string()]).status()?;
        ensure!(sent.success(), "the service cannot be asked to stop");
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child().try_wait()? {
                ensure!(status.success(), "the service ended with {status}");
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("the service did not end within {} s", PATIENCE.as_secs())
    }

    fn child(&self) -> std::sync::MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let mut child = self.child();
        let _ = child.kill();
        let _ = child.wait();
    }
}
