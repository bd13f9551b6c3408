//! Everything that must hold before a change lands.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use crate::{
    engine, interface,
    steps::{Steps, run, works},
    tidy,
};

/// Seconds that each fuzz target runs.
const FUZZ_SECONDS: &str = "60";

/// Runs all checks. Those whose tools are missing are named as not run; `.ci/run` installs the tools.
pub(crate) fn test(root: &Path) -> Result<()> {
    let mut steps = Steps::default();
    let cargo = |args: &[&str]| run(root, "cargo", args, &[]);
    steps.run("house rules", || tidy::tidy(root));
    steps.run("format", || cargo(&["fmt", "--all", "--check"]));
    steps.run("engine", || engine::engine(root).map(|_| ()));
    steps.run("lints", || {
        cargo(&["clippy", "--release", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
    });
    if works(root, "cargo", &["deny", "--version"]) {
        steps.run("licences, bans and sources", || {
            cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"])
        });
    } else {
        steps.not_run("licences, bans and sources", "cargo-deny is missing: .ci/run installs it");
    }
    steps.run("Rust tests", || cargo(&["test", "--release", "--workspace", "--quiet"]));
    steps.run("documentation", || {
        run(
            root,
            "cargo",
            &["doc", "--release", "--workspace", "--no-deps", "--quiet"],
            &[("RUSTDOCFLAGS", "-D warnings")],
        )
    });
    interface::interface(root, &mut steps);
    fuzz(root, &mut steps);
    browser(root, &mut steps);
    steps.finish()
}

fn fuzz(root: &Path, steps: &mut Steps) {
    if !works(root, "cargo", &["fuzz", "--version"]) {
        steps.not_run("fuzzing", "cargo-fuzz is missing: .ci/run installs it");
        return;
    }
    for target in ["decode", "manifest"] {
        steps.run(&format!("fuzzing {target} for {FUZZ_SECONDS} s"), || fuzz_target(root, target));
    }
}

/// Goes on from what earlier runs found and from the committed seeds; new finds are kept beside the former.
fn fuzz_target(root: &Path, target: &str) -> Result<()> {
    let found = format!("fuzz/corpus/{target}");
    fs::create_dir_all(root.join(&found)).with_context(|| format!("{found} could not be made"))?;
    let seeds = format!("fuzz/seeds/{target}");
    let seconds = format!("-max_total_time={FUZZ_SECONDS}");
    let mut args = vec!["fuzz", "run", target, &found];
    if root.join(&seeds).is_dir() {
        args.push(&seeds);
    }
    args.extend(["--", &seconds, "-rss_limit_mb=3072", "-timeout=20", "-print_final_stats=1", "-verbosity=0"]);
    // cargo-fuzz asks for unstable compiler flags, which the stable compiler has too behind this variable.
    run(root, "cargo", &args, &[("RUSTC_BOOTSTRAP", "1")])
}

fn browser(root: &Path, steps: &mut Steps) {
    let folder = root.join("screening-server/console/test");
    if !folder.join("node_modules").exists() {
        steps.not_run("types of the console, browser", "packages are missing: npm ci in screening-server/console/test");
        return;
    }
    steps.run("types of the console", || run(&folder, "npm", &["run", "--silent", "types"], &[]));
    if works(root, "chromium", &["--version"]) {
        steps.run("browser", || {
            // The selection of the tests, so that nothing is compiled a second time with other features.
            run(root, "cargo", &["build", "--release", "--workspace", "--tests", "--bins", "--quiet"], &[])?;
            run(&folder, "npm", &["run", "--silent", "browser"], &[])
        });
    } else {
        steps.not_run("browser", "chromium is missing: apt-get install chromium");
    }
}
