//! The smallest model that the tests have: with it the engine costs next to nothing, and what is measured is the service.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use screening_core::model::sha256_hex;

/// Writes the model with its manifest into `folder`; gives the manifest.
pub(crate) fn write(folder: &Path) -> Result<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../screening-core/tests/models/yolov8.onnx");
    let onnx = fs::read(&tests).with_context(|| format!("'{}' cannot be read", tests.display()))?;
    let manifest = format!(
        "name = 'cells'\nversion = '1'\nlicence = 'Apache-2.0'\nfamily = 'yolov8'\nsha256 = '{}'\n\
         training.summary = 'made by hand'\ninput = {{ width = 64, height = 64, colour = 'rgb' }}\n\
         [[classes]]\nname = 'handgun'\nclass = 'pistol'\nthreshold = 0.5\n\
         [[classes]]\nname = 'round'\nclass = 'cartridge'\nthreshold = 0.5\n\
         [[classes]]\nname = 'knife'\nclass = 'ignore'\n",
        sha256_hex(&onnx)
    );
    let path = folder.join("cells.toml");
    fs::write(folder.join("cells.onnx"), &onnx)?;
    fs::write(&path, manifest)?;
    Ok(path)
}
