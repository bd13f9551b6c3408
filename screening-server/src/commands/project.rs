//! `screening exercise project`: threats projected into benign scans.

use std::{
    fs,
    io::{self, Write as _},
};

use anyhow::{Context, Result, ensure};
use datasets_synthetic::project::{BatchSpec, BatchSummary, ProjectOptions, Source, project_batch, read_library};

use super::{
    Exit,
    inputs::{self, ViewPaths},
};
use crate::{args::ProjectArgs, progress::Progress};

/// Draws of place, turn and threat before a picture is given up.
const TRIES: u32 = 8;

/// Projects threats into benign scans.
pub(super) fn run(args: &ProjectArgs) -> Result<Exit> {
    ensure!((0.0..=1.0).contains(&args.realism), "--realism must lie between 0 and 1");
    ensure!((80.0..=200.0).contains(&args.kvp), "--kvp must lie between 80 and 200");
    ensure!((1..=1000).contains(&args.each), "--each must lie between 1 and 1000");
    let mm_per_pixel = match args.mm_per_pixel[..] {
        [both] => Some([both; 2]),
        [x, y] => Some([x, y]),
        _ => None,
    };
    let source = match &args.library {
        Some(folder) => Source::Library(read_library(folder)?),
        None => Source::Shapes(args.class.clone()),
    };
    fs::create_dir_all(&args.out).with_context(|| format!("'{}' cannot be made", args.out.display()))?;
    let mut entries = fs::read_dir(&args.out).with_context(|| format!("'{}' cannot be read", args.out.display()))?;
    ensure!(entries.next().is_none(), "'{}' holds files already; name a new or empty folder", args.out.display());
    let parcels = inputs::parcels(&args.hosts, &[]);
    let hosts = parcels.into_iter().flat_map(|parcel| parcel.views).filter_map(|view| match view {
        ViewPaths::One(path) => Some(path),
        ViewPaths::Pair { .. } => None,
    });
    let spec = BatchSpec {
        seed: args.seed,
        hosts: hosts.collect(),
        mm_per_pixel,
        kvp: args.kvp,
        source,
        each: args.each,
        options: ProjectOptions { turn: !args.no_turn, least_realism: args.realism, ..ProjectOptions::default() },
        tries: TRIES,
    };
    let progress = Progress::new(spec.hosts.len(), "scans");
    let BatchSummary { made, refused } = project_batch(&spec, &args.out, || progress.step())?;
    let report = args.out.join("report.jsonl");
    progress.suspend(|| {
        writeln!(io::stdout().lock(), "{made} pictures made, {refused} refused; see '{}'", report.display())
    })?;
    Ok(if made > 0 { Exit::Ok } else { Exit::Failure })
}
