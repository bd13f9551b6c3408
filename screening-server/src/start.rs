//! From settings to a detector and a policy that are ready to screen.

use std::{fs, path::Path, sync::Arc, time::Instant};

use anyhow::{Context, Result};
use screening_core::{
    detect::{Detector, Engine},
    model::Manifest,
    verdict::Policy,
};

use crate::{
    args::{EngineArgs, ScreenerArgs},
    config::{ModelFiles, engine_options},
};

/// The policy named, or the default one.
///
/// # Errors
/// When the file cannot be read or is no policy.
pub(crate) fn policy(args: &ScreenerArgs) -> Result<Policy> {
    args.policy.as_deref().map_or_else(|| Ok(Policy::default()), policy_file)
}

/// The policy in a file.
///
/// # Errors
/// When it cannot be read or is no policy.
pub(crate) fn policy_file(path: &Path) -> Result<Policy> {
    let text = fs::read_to_string(path).with_context(|| format!("the policy '{}' cannot be read", path.display()))?;
    Policy::parse(&text).with_context(|| format!("in '{}'", path.display()))
}

/// The detector named, or the installation's, on the engine asked for, with one session open.
///
/// # Errors
/// When there is no model, no engine as asked for, or the two do not fit; each says what to do.
pub(crate) fn detector(args: &ScreenerArgs) -> Result<Arc<Detector>> {
    load(&ModelFiles::find(args.model.as_deref())?, &args.engine)
}

/// A model's manifest.
///
/// # Errors
/// When it cannot be read or is none.
pub(crate) fn manifest(files: &ModelFiles) -> Result<Manifest> {
    let text = fs::read_to_string(&files.manifest)
        .with_context(|| format!("the model's manifest '{}' cannot be read", files.manifest.display()))?;
    Manifest::parse(&text).with_context(|| format!("in '{}'", files.manifest.display()))
}

/// The detector in these files, on the engine asked for, with one session open.
///
/// # Errors
/// When there is no such model, no engine as asked for, or the two do not fit; each says what to do.
pub(crate) fn load(files: &ModelFiles, engine: &EngineArgs) -> Result<Arc<Detector>> {
    let manifest = manifest(files)?;
    let onnx = fs::read(&files.onnx)
        .with_context(|| format!("the model '{}' cannot be read (its manifest is there)", files.onnx.display()))?;

    let options = engine_options(engine);
    let begun = Instant::now();
    let engine = Engine::start(&options)?;
    let detector = Detector::load(manifest, &onnx, &engine).with_context(|| {
        format!(
            "the model '{}' cannot be used (`screening model check {}` says more)",
            files.onnx.display(),
            files.manifest.display()
        )
    })?;
    let stamp = detector.stamp();
    tracing::info!(
        model = %files.manifest.display(),
        engine = stamp.engine,
        version = stamp.version,
        provider = stamp.provider,
        precision = stamp.precision,
        library = options.library.as_ref().map(|path| path.display().to_string()),
        took_ms = begun.elapsed().as_millis() as u64,
        "detector ready"
    );
    Ok(Arc::new(detector))
}
