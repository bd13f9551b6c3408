//! `screening scan`: files and folders in, JSON lines and annotated pictures out.

use std::{
    collections::HashSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use screening_core::{
    overlay::{annotate, encode_png},
    pipeline::{Picture, ScreenOptions, Screened, Screener},
    report::Report,
};

use super::{
    Exit,
    inputs::{self, ANNOTATED, Parcel},
};
use crate::{api::report::scan_line, args::ScanArgs, picture, progress::Progress, start, views::ArrivedView};

/// Parcels worked on at a time have at most so many bytes on disk together: memory is bounded by pictures that
/// large, or by a single larger one.
const BATCH_BYTES: u64 = 8 << 20;

/// From so many parcels on, it pays to open all sessions of the engine first.
const WORTH_WARMING: usize = 8;

/// Screens everything named and writes a line for each parcel, in order.
pub(crate) fn run(args: &ScanArgs) -> Result<Exit> {
    let mut parcels = inputs::parcels(&args.paths, &args.pair);
    ensure!(!parcels.is_empty(), "the folder holds no picture (PNG, JPEG, TIFF or BMP)");
    if args.one_parcel {
        parcels = inputs::merged(parcels).into_iter().collect();
    }
    let mut out = args.out.as_deref().map(OutFolder::create).transpose()?;

    let detector = start::detector(&args.screener)?;
    if parcels.len() >= WORTH_WARMING {
        detector.warm_up()?;
    }
    let options = ScreenOptions { keep_pictures: out.is_some(), ..ScreenOptions::default() };
    let screener = Screener::new(detector, start::policy(&args.screener)?, options);

    let progress = Progress::new(parcels.len(), "parcels");
    let mut worst = Exit::Ok;
    for batch in batches(&parcels) {
        let screened: Vec<Screened> = batch
            .par_iter()
            .map(|parcel| {
                let screened = screen(&screener, parcel);
                progress.step();
                screened
            })
            .collect();
        for (parcel, Screened { report, pictures }) in batch.iter().zip(screened) {
            let annotated = match &mut out {
                Some(out) => out.write(parcel, &report, pictures)?,
                None => Vec::new(),
            };
            worst = worst.and(report.decision.into());
            let line = scan_line(&parcel.source, &annotated, &report)?;
            progress.suspend(|| writeln!(io::stdout().lock(), "{line}")).context("stdout cannot be written")?;
        }
    }
    Ok(worst)
}

/// Runs of parcels that are worked on at a time: as many as there are threads, as long as they are small.
fn batches(parcels: &[Parcel]) -> Vec<&[Parcel]> {
    let threads = rayon::current_num_threads().max(1);
    let sizes: Vec<u64> = parcels.iter().map(Parcel::bytes).collect();
    let mut batches = Vec::new();
    let mut start = 0;
    let mut bytes = 0u64;
    for (index, size) in sizes.iter().enumerate() {
        if index > start && (index - start == threads || bytes + size > BATCH_BYTES) {
            batches.push(&parcels[start..index]);
            (start, bytes) = (index, 0);
        }
        bytes += size;
    }
    batches.push(&parcels[start..]);
    batches
}

fn screen(screener: &Screener, parcel: &Parcel) -> Screened {
    let read = parcel.read(screener.options().limits.max_bytes);
    let views: Vec<_> = read.views.iter().map(ArrivedView::borrowed).collect();
    let mut screened = screener.screen_bytes(&views);
    // An empty view never clears; these say why it is empty.
    screened.report.reasons.splice(0..0, read.unreadable);
    screened
}

/// Where annotated pictures go.
struct OutFolder {
    path: PathBuf,
    used: HashSet<PathBuf>,
}

impl OutFolder {
    /// Makes the folder and tries whether it can be written, so that a long run does not fail at its first result.
    fn create(path: &Path) -> Result<Self> {
        let cannot = || format!("the output folder '{}' cannot be written", path.display());
        fs::create_dir_all(path).with_context(cannot)?;
        let probe = path.join(format!(".screening-{}", std::process::id()));
        fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).with_context(cannot)?;
        Ok(Self { path: path.to_path_buf(), used: HashSet::new() })
    }

    /// Writes the annotated pictures of a parcel and gives their paths, one a view that has one.
    fn write(&mut self, parcel: &Parcel, report: &Report, pictures: Vec<Option<Picture>>) -> Result<Vec<String>> {
        let several = pictures.len() > 1;
        let mut written = Vec::new();
        for (view, taken) in pictures.into_iter().enumerate() {
            let Some(Picture { rgb, dense }) = taken else { continue };
            let drawn = annotate(&rgb, &picture::of_view(&report.regions, view), Some(&dense));
            drop((rgb, dense));
            let path = self.free_path(&parcel.output, several.then_some(view));
            let png = encode_png(&drawn).with_context(|| format!("'{}' cannot be encoded", path.display()))?;
            path.parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| fs::write(&path, png))
                .with_context(|| format!("'{}' cannot be written", path.display()))?;
            written.push(path.display().to_string());
        }
        Ok(written)
    }

    /// A path that no parcel of this run has taken.
    fn free_path(&mut self, output: &Path, view: Option<usize>) -> PathBuf {
        let view = view.map(|view| format!(".view{view}")).unwrap_or_default();
        let mut count = String::new();
        for number in 2u64.. {
            let path = self.path.join(format!("{}{view}{count}{ANNOTATED}", output.display()));
            if self.used.insert(path.clone()) {
                return path;
            }
            count = format!(".{number}");
        }
        self.path.join(ANNOTATED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_are_worked_on_alone() {
        let folder = tempfile::tempdir().unwrap();
        let parcel = |name: &str, bytes: u64| {
            let path = folder.path().join(name);
            fs::File::create(&path).unwrap().set_len(bytes).unwrap();
            path
        };
        let paths = [parcel("a", 100), parcel("b", BATCH_BYTES + 1), parcel("c", 100)];
        let parcels = inputs::parcels(&paths, &[]);
        let lengths: Vec<_> = batches(&parcels).iter().map(|batch| batch.len()).collect();
        assert_eq!(lengths, [1, 1, 1]);
    }

    #[test]
    fn parcels_of_one_name_do_not_overwrite_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let mut out = OutFolder::create(folder.path()).unwrap();
        let mut name = |output: &str, view| {
            let path = out.free_path(Path::new(output), view);
            path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned()
        };
        assert_eq!(name("a.png", None), "a.png.annotated.png");
        assert_eq!(name("a.png", None), "a.png.2.annotated.png");
        assert_eq!(name("line/a.png", Some(1)), "line/a.png.view1.annotated.png");
    }
}
