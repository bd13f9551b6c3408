//! The criterion benches, and the tables of where the time and the memory go.

use std::path::Path;

use anyhow::Result;

use crate::{demo::target_folder, engine, steps::run};

/// Runs all benches, or the stage that `args` begins with and with further arguments for criterion; without
/// arguments, the tables too.
pub(crate) fn bench(root: &Path, args: &[String]) -> Result<()> {
    if let Err(error) = engine::engine(root) {
        eprintln!("{error:#}\ngoing on with the embedded engine (tract)");
    }
    let stage = args.first().map_or("*", String::as_str);
    // The whole workspace, so that nothing is compiled a second time with other features.
    let mut command = vec!["bench", "--workspace", "--bench", stage];
    if let Some((_, rest)) = args.split_first() {
        command.push("--");
        command.extend(rest.iter().map(String::as_str));
    }
    run(root, "cargo", &command, &[])?;
    if args.is_empty() { tables(root) } else { Ok(()) }
}

fn tables(root: &Path) -> Result<()> {
    let programs = ["where-the-time-goes", "peak-memory", "screening"];
    let mut command = vec!["build", "--release", "--workspace", "--bench", "*", "--quiet"];
    command.extend(programs.iter().flat_map(|program| ["--bin", program]));
    run(root, "cargo", &command, &[])?;
    let folder = target_folder(root).join("release");
    for program in &programs[..2] {
        eprintln!();
        run(root, &folder.join(program).to_string_lossy(), &[], &[])?;
    }
    Ok(())
}
