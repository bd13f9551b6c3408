//! Load on the service as it is shipped.

use std::path::Path;

use anyhow::Result;

use crate::{demo::target_folder, engine, steps::run};

/// Builds for release, then runs the load with `args`. Progress is on stderr, the table on stdout.
pub(crate) fn load(root: &Path, args: &[String]) -> Result<()> {
    if let Err(error) = engine::engine(root) {
        eprintln!("{error:#}\ngoing on with the embedded engine (tract)");
    }
    let build = ["build", "--release", "-p", "screening-server", "--bin", "screening", "--example", "load"];
    run(root, "cargo", &build, &[])?;
    let program = target_folder(root).join("release/examples/load");
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    run(root, &program.to_string_lossy(), &args, &[])
}
