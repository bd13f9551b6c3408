//! Everything from a fresh clone to a browser with screened parcels.

use std::{
    path::Path,
    process::{Command, ExitStatus},
};

use anyhow::{Context as _, Result, bail};

use crate::{engine, steps::run};

/// Fetches the engine where pip is there, builds, and starts `screening demo` with `args`.
pub(crate) fn demo(root: &Path, args: &[String]) -> Result<()> {
    eprintln!("1/3 engine");
    if let Err(error) = engine::engine(root) {
        eprintln!("    {error:#}");
        eprintln!("    going on with the embedded engine (tract): slower, same regions");
    }
    eprintln!("2/3 build (a few minutes the first time)");
    run(root, "cargo", &["build", "--release", "--package", "screening-server"], &[])?;
    eprintln!("3/3 service");
    let binary = target_folder(root).join("release/screening");
    let status = Command::new(&binary)
        .arg("demo")
        .args(args)
        .current_dir(root)
        .status()
        .with_context(|| format!("{} could not be started", binary.display()))?;
    if !ended_well(status) {
        bail!("the demo ended with {status}");
    }
    Ok(())
}

/// Ctrl-C is how a person ends the demo.
fn ended_well(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.success() || matches!(status.signal(), Some(2 | 15))
}

/// Where cargo builds: `CARGO_TARGET_DIR`, or `target` in the repository.
pub(crate) fn target_folder(root: &Path) -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into)
}
