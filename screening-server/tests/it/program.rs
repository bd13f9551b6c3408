//! The binary as a script or a service manager runs it.

use std::{
    env,
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::models::Model;

/// Long enough for a busy machine: nothing is measured by it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What a command left.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// The JSON lines of `scan`.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Everything it said, with blanks for line breaks.
    pub(crate) fn said(&self) -> String {
        format!("{} {}", self.stdout, self.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub(crate) fn assert(&self, code: i32, words: &[&str]) {
        let said = self.said();
        assert_eq!(self.code, code, "{said}");
        for word in words {
            assert!(said.contains(word), "\"{word}\" is not in: {said}");
        }
    }
}

/// The binary with no settings of whoever runs the tests.
pub(crate) fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_screening"));
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SCREENING_")) {
        command.env_remove(name);
    }
    for name in ["DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end.
pub(crate) fn run(args: &[&str]) -> Ran {
    run_in(&[], args)
}

/// The same with these variables in its environment.
pub(crate) fn run_in(environment: &[(&str, &str)], args: &[&str]) -> Ran {
    let output = binary().envs(environment.iter().copied()).args(args).output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a command that screens, with a model on the embedded engine.
pub(crate) fn run_with(model: &Model, args: &[&str]) -> Ran {
    let mut all = args.to_vec();
    all.extend(["--engine", "tract", "--threads", "1", "--model", model.path()]);
    run(&all)
}

/// A running service; killed when it is dropped.
pub(crate) struct Service {
    child: Child,
    log: Receiver<Value>,
    /// Lines of the log that were not waited for.
    passed: Vec<Value>,
    pub(crate) address: SocketAddr,
    /// Its data folder, which goes with it, unless the test has its own.
    _data: Option<TempDir>,
    _model: Model,
}

impl Service {
    /// `screening serve` on a free port, ready, with the tiny model.
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut service = Self::starting(Model::good(), "serve", args);
        service.wait_for("taking scans in");
        service
    }

    /// The same with a data folder of the test's own.
    pub(crate) fn start_in(data: &Path, args: &[&str]) -> Self {
        let mut service = Self::starting_in(data, args);
        service.wait_for("taking scans in");
        service
    }

    /// The same as soon as it listens.
    pub(crate) fn starting_in(data: &Path, args: &[&str]) -> Self {
        Self::spawn(Model::good(), "serve", None, &[&["--data", data.to_str().unwrap()], args].concat())
    }

    /// `screening` with any model and command, as soon as it listens.
    pub(crate) fn starting(model: Model, command: &str, args: &[&str]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().to_str().unwrap().to_owned();
        Self::spawn(model, command, Some(data), &[&["--data", &path], args].concat())
    }

    /// The same with a model of the test's own.
    pub(crate) fn starting_with(model: Model, data: &Path, args: &[&str]) -> Self {
        Self::spawn(model, "serve", None, &[&["--data", data.to_str().unwrap()], args].concat())
    }

    fn spawn(model: Model, command: &str, data: Option<TempDir>, args: &[&str]) -> Self {
        let mut child = binary()
            .args([command, "--listen", "127.0.0.1:0", "--log-format", "json", "--log", "info"])
            .args(["--engine", "tract", "--threads", "1", "--model", model.path()])
            .args(args)
            .spawn()
            .unwrap();
        let (sender, log) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            // Read to the end, so that the service never waits for a full pipe. What is no JSON is for a person.
            for line in stderr.lines().map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap_or(Value::String(line)));
            }
        });
        let mut service =
            Self { child, log, passed: Vec::new(), address: ([127, 0, 0, 1], 0).into(), _data: data, _model: model };
        let line = service.wait_for("listening");
        service.address = line["fields"]["address"].as_str().unwrap().parse().unwrap();
        service
    }

    /// Waits for a line of the log that holds `words` in its message.
    pub(crate) fn wait_for(&mut self, words: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let line = self.log.recv_timeout(left);
            let line = line.unwrap_or_else(|_| panic!("'{words}' was not said: {:#?}", self.passed));
            if message(&line).contains(words) {
                return line;
            }
            self.passed.push(line);
        }
    }

    /// The newest line of the log that holds `words` in its message, of those that were waited past.
    pub(crate) fn said(&self, words: &str) -> &Value {
        self.passed.iter().rfind(|line| message(line).contains(words)).unwrap()
    }

    /// Whether a line of the log that was waited past holds `words` in its message.
    pub(crate) fn has_said(&self, words: &str) -> bool {
        self.passed.iter().any(|line| message(line).contains(words))
    }

    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal, as a service manager does.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Ends it as a crash or a pulled plug does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for its end and gives its exit status and what it wrote on stdout.
    pub(crate) fn ended(mut self) -> (ExitStatus, String) {
        let status = eventually("the service ends", || self.child.try_wait().unwrap());
        let mut stdout = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
        (status, stdout)
    }

    /// What it has written on stdout up to a line with `words`.
    pub(crate) fn stdout_until(&mut self, words: &str) -> String {
        let stdout = self.child.stdout.as_mut().unwrap();
        let mut text = String::new();
        for line in BufReader::new(stdout).lines() {
            text += &line.unwrap();
            text.push('\n');
            if text.contains(words) {
                return text;
            }
        }
        panic!("'{words}' was not written: {text}");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn message(line: &Value) -> &str {
    line["fields"]["message"].as_str().or_else(|| line.as_str()).unwrap_or_default()
}

/// Asks again and again until there is an answer.
pub(crate) fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < until, "not in time: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
