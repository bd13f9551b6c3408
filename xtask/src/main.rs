//! The chores: `cargo xtask engine | demo | test | bench | load | tidy`.

mod bench;
mod demo;
mod engine;
mod interface;
mod load;
mod steps;
mod test;
mod tidy;

use std::{path::PathBuf, process::ExitCode};

const USAGE: &str = "\
usage: cargo xtask <chore>

  engine   fetch ONNX Runtime with OpenVINO through pip into .engine/
  demo     fetch the engine, build, screen the shipped sample parcels, open the service with its console
  test     everything: format, lints, house rules, licences, Rust tests, interface, fuzzing, browser
  bench    the benches, then the tables of where the time goes and of peak memory; `bench decode` runs one stage
  load     load on the service: the highest rate, 80 %, 200 % and 50 % of it; `load --soak 100000 --tiny-model` watches the memory
  tidy     the house rules of ARCHITECTURE.md
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let chore = args.next();
    let rest: Vec<String> = args.collect();
    let root = root();
    let outcome = match chore.as_deref() {
        Some("engine") => engine::engine(&root).map(|_| ()),
        Some("demo") => demo::demo(&root, &rest),
        Some("test") => test::test(&root),
        Some("bench") => bench::bench(&root, &rest),
        Some("load") => load::load(&root, &rest),
        Some("tidy") => tidy::tidy(&root),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The repository: this crate's parent folder.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}
