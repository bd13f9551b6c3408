//! Load on the real service: open-loop arrivals, so that waiting counts, with everything on disk as in operation.
//!
//! ```sh
//! cargo xtask load                       # builds for release, measures, writes target/load.json
//! cargo xtask load --soak 100000 --tiny-model    # memory of the service over many small scans
//! ```
//!
//! Phases: the highest rate that the service answers at; then, as shares of it, 80 % (how long a line waits), 200 % (what
//! an overload does), and 50 % without waiting for decisions (how fast a scan is acknowledged). Arrivals are a Poisson
//! process, and a request's time counts from the moment it should have been sent.

#![allow(clippy::print_stdout, reason = "the table goes to stdout")]

mod arrivals;
mod cells;
mod client;
mod figures;
mod phases;
mod service;
mod soak;

use std::{fs, path::PathBuf, process::ExitCode, time::Duration};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use serde_json::json;

use crate::{figures::Check, phases::Load, service::Service};

/// Puts load on a service of its own.
#[derive(Debug, Parser)]
struct Args {
    /// The program; without it, `screening` in the folder above this example's.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// The folder that the service's data is made in, on the disk that is to be measured.
    #[arg(long, default_value = "target/load")]
    folder: PathBuf,
    /// Pictures to send: a PNG, or a folder of them.
    #[arg(long, default_value = "samples/pseudo-colour/colour")]
    pictures: PathBuf,
    /// Seconds of each phase.
    #[arg(long, default_value_t = 60.0)]
    seconds: f64,
    /// Scans in flight while the highest rate is measured.
    #[arg(long, default_value_t = 8)]
    in_flight: usize,
    /// The deadline of each scan in an overload, in seconds.
    #[arg(long, default_value_t = 2.0)]
    deadline: f64,
    /// Send so many small scans instead, and watch the memory.
    #[arg(long, value_name = "N")]
    soak: Option<usize>,
    /// Run the smallest model of the tests instead of the shipped one: what is measured is then the service alone.
    #[arg(long)]
    tiny_model: bool,
    /// Where the figures are written.
    #[arg(long, default_value = "target/load.json")]
    json: PathBuf,
    /// Further options of `screening serve`.
    #[arg(last = true)]
    serve: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(checks) => {
            println!();
            checks.iter().for_each(|check| println!("{check}"));
            if checks.iter().all(|check| check.holds) { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            eprintln!("load: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<Vec<Check>> {
    ensure!(args.seconds > 0.0 && args.in_flight > 0 && args.deadline > 0.0, "times and numbers must be above 0");
    let binary = match &args.binary {
        Some(binary) => binary.clone(),
        None => {
            let here = std::env::current_exe()?;
            here.parent().and_then(|folder| folder.parent()).context("there is no folder above")?.join("screening")
        }
    };
    ensure!(binary.is_file(), "'{}' is not there: build it, or name it with --binary", binary.display());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let model = tempfile::tempdir()?;
    let mut serve = args.serve.clone();
    if args.tiny_model {
        serve.extend(["--model".to_owned(), cells::write(model.path())?.to_string_lossy().into_owned()]);
    }
    let service = Service::start(&binary, &args.folder, &serve)?;
    let (figures, checks) = match args.soak {
        Some(scans) => runtime.block_on(soak::run(&service, scans))?,
        None => {
            let load = Load {
                pictures: phases::pictures(&args.pictures)?,
                phase: Duration::from_secs_f64(args.seconds),
                in_flight: args.in_flight,
                deadline: Duration::from_secs_f64(args.deadline),
            };
            runtime.block_on(load.run(&service))?
        }
    };
    let checked: Vec<_> =
        checks.iter().map(|check| json!({ "goal": check.goal, "found": check.found, "holds": check.holds })).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let document = json!({ "cores": cores, "ready": service.ready(), "figures": figures, "checks": checked });
    if let Some(parent) = args.json.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&args.json, serde_json::to_string_pretty(&document)? + "\n")
        .with_context(|| format!("'{}' cannot be written", args.json.display()))?;
    eprintln!("the figures are in {}", args.json.display());
    service.stop()?;
    Ok(checks)
}
