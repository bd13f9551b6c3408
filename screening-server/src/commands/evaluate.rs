//! `screening evaluate`: figures for a model on a set with known truth.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use screening_core::{
    evaluate::{
        Conditions, ImageResult, Options, Prediction, SetMap, Thresholds, TruthImage, TruthSet, evaluate, html,
    },
    model::Manifest,
    pipeline::{ScreenOptions, Screener, ViewBytes},
    report::Decision,
    taxonomy::ThreatClass,
    verdict::Policy,
};

use super::Exit;
use crate::{api::evaluation, args::EvaluateArgs, clock, progress::Progress, start};

/// Screens the set and writes its figures.
pub(crate) fn run(args: &EvaluateArgs) -> Result<Exit> {
    let text = |path: &Path| fs::read_to_string(path).with_context(|| format!("'{}' cannot be read", path.display()));
    let map = match &args.map {
        None => None,
        Some(path) => Some(SetMap::parse(&text(path)?).with_context(|| format!("in '{}'", path.display()))?),
    };
    let truth =
        TruthSet::parse(&text(&args.coco)?, map.as_ref()).with_context(|| format!("in '{}'", args.coco.display()))?;

    let detector = start::detector(&args.screener)?;
    detector.warm_up()?;
    let policy = start::policy(&args.screener)?;
    let thresholds = thresholds(&policy, detector.manifest());
    let conditions = Conditions {
        set: args.coco.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        date: Some(clock::rfc3339(clock::now())),
        model: Some(detector.model_stamp()),
        engine: Some(detector.stamp()),
        policy: Some(policy.stamp()),
        score_floor: Some(detector.manifest().output.score_floor),
        remarks: Vec::new(),
    };
    // Curves need the weak regions too.
    let options = ScreenOptions { report_from: 0.0, keep_pictures: false, ..ScreenOptions::default() };
    let screener = Screener::new(detector, policy, options);

    let progress = Progress::new(truth.images().len(), "pictures");
    let results: Vec<ImageResult> = truth
        .images()
        .par_iter()
        .map(|image| {
            let result = screen(&screener, &args.images, image);
            progress.step();
            result
        })
        .collect();
    drop(progress);
    // Figures of a set of which nothing was screened would read like those of a bad model.
    if let Some(first) = results.first().and_then(|result| result.failure.as_ref()) {
        let screened = results.iter().any(|result| result.failure.is_none());
        ensure!(screened, "not one picture could be screened; check --images. The first: {first}");
    }

    let options = Options { rounds: args.rounds, ..Options::default() };
    let evaluation = evaluate(&truth, &results, &thresholds, conditions, &options)?;
    if let Some(path) = &args.html {
        fs::write(path, html::page(&evaluation)).with_context(|| format!("'{}' cannot be written", path.display()))?;
    }
    let text = if args.json { evaluation::json(&evaluation)? } else { evaluation.to_string() };
    writeln!(io::stdout().lock(), "{text}").context("stdout cannot be written")?;
    Ok(Exit::Ok)
}

/// The thresholds that hold for the classes that the model knows.
fn thresholds(policy: &Policy, manifest: &Manifest) -> Thresholds {
    let known = ThreatClass::ALL.into_iter().filter(|class| manifest.threshold(*class).is_some());
    known.map(|class| (class, policy.threshold(class, manifest))).collect()
}

fn screen(screener: &Screener, folder: &Path, image: &TruthImage) -> ImageResult {
    let path = folder.join(&image.file_name);
    let nothing = |reason| ImageResult { image_id: image.id, predictions: Vec::new(), failure: Some(reason) };
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return nothing(format!("'{}' cannot be read: {error}", path.display())),
    };
    let report = screener.screen_bytes(&[ViewBytes::new(&image.file_name, &bytes)]).report;
    // A parcel that is clipped or shielded is UNKNOWN and still searched: its regions count.
    let searched = report.views.iter().any(|view| view.tiles > 0);
    if !searched && report.decision == Decision::Unknown {
        let reasons: Vec<&str> = report.reasons.iter().map(|reason| reason.text.as_str()).collect();
        return nothing(reasons.join(" "));
    }
    let predictions = report.regions.iter().map(Prediction::from).collect();
    ImageResult { image_id: image.id, predictions, failure: None }
}
