//! Runs commands one after another and says at the end what passed, failed and was not run.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context as _, Result, bail};

/// What became of the steps so far.
#[derive(Default)]
pub(crate) struct Steps {
    lines: Vec<String>,
    failed: usize,
}

impl Steps {
    /// Runs one step; a failure is kept and the next step still runs.
    pub(crate) fn run(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        eprintln!("\n== {name}");
        let begun = Instant::now();
        let outcome = step();
        let seconds = begun.elapsed().as_secs();
        match outcome {
            Ok(()) => self.lines.push(format!("passed   {name} ({seconds} s)")),
            Err(error) => {
                eprintln!("{error:#}");
                self.failed += 1;
                self.lines.push(format!("FAILED   {name} ({seconds} s): {error:#}"));
            }
        }
    }

    /// Says aloud that a step was not run, and why.
    pub(crate) fn not_run(&mut self, name: &str, why: &str) {
        eprintln!("\n== {name}: NOT RUN, {why}");
        self.lines.push(format!("NOT RUN  {name}: {why}"));
    }

    /// Prints the list; an error when a step failed.
    pub(crate) fn finish(self) -> Result<()> {
        eprintln!("\n== summary");
        for line in &self.lines {
            eprintln!("{line}");
        }
        if self.failed > 0 {
            bail!("{} of {} steps failed", self.failed, self.lines.len());
        }
        Ok(())
    }
}

/// Runs a program in `folder` with its output shown; an error when it does not end with 0.
pub(crate) fn run(folder: &Path, program: &str, args: &[&str], env: &[(&str, &str)]) -> Result<()> {
    let line = format!("{program} {}", args.join(" "));
    eprintln!("+ {line}");
    let status = command(folder, program, args)
        .envs(env.iter().copied())
        .status()
        .with_context(|| format!("`{line}` could not be started; is {program} installed?"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// Whether a program can be started and ends with 0 for these arguments.
pub(crate) fn works(folder: &Path, program: &str, args: &[&str]) -> bool {
    command(folder, program, args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn command(folder: &Path, program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).stdin(Stdio::null()).env("PATH", search_path());
    command
}

/// `PATH`, behind the folder that `.ci/run` installs cargo's subcommands into.
fn search_path() -> OsString {
    let tools = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.tools/bin");
    let inherited = env::var_os("PATH").unwrap_or_default();
    // A folder whose name holds the separator cannot be in a search path.
    env::join_paths(std::iter::once(tools).chain(env::split_paths(&inherited))).unwrap_or(inherited)
}
