//! `screening model check`: what is wrong with a model, in plain words.

use std::{
    fs,
    io::{self, Write},
};

use anyhow::{Context, Result};
use screening_core::detect::{Engine, Severity, check_model};

use super::Exit;
use crate::{
    args::ModelCheckArgs,
    config::{ModelFiles, engine_options},
};

/// Writes what was found; fails when the model cannot be used.
pub(crate) fn check(args: &ModelCheckArgs) -> Result<Exit> {
    let files = ModelFiles::named(&args.file)?;
    let manifest = fs::read_to_string(&files.manifest)
        .with_context(|| format!("the manifest '{}' cannot be read", files.manifest.display()))?;
    let onnx = match fs::read(&files.onnx) {
        Ok(onnx) => Some(onnx),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("'{}' cannot be read", files.onnx.display())),
    };
    let engine = Engine::start(&engine_options(&args.engine))?;
    let findings = check_model(&manifest, onnx.as_deref(), &engine);

    let mut out = io::stdout().lock();
    for finding in &findings {
        let kind = match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        writeln!(out, "{kind}: {}", finding.text)?;
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        writeln!(out, "The model cannot be used.")?;
        return Ok(Exit::Failure);
    }
    if onnx.is_none() {
        writeln!(out, "The manifest is in order, but '{}' is missing.", files.onnx.display())?;
        return Ok(Exit::Failure);
    }
    writeln!(out, "The model can be used.")?;
    Ok(Exit::Ok)
}
